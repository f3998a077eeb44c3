"""Why a wish is unmet: one small event for each reason."""

import pytest

from matchmaker.events import (
    Answer,
    Attendance,
    Blocked,
    Interest,
    Rules,
    Status,
    Table,
)
from matchmaker.explain import Reason, explain
from matchmaker.schedule import Schedule
from matchmaker.wishes import Obstacle
from tests.builders import at, but, event, meeting, people, person, rule, schedule, twins, wishes

AB = people("A B")
ABC = people("A B C")
ABCD = people("A B C D")


def with_answer(answer):
    return (Interest(source="A", target="B", answer=answer),)


UNMET = {
    Reason.CANCELLED: (
        event(but(AB, "B", status=Status.CANCELLED), wishes("A>B")),
        Schedule(),
    ),
    Reason.SAME_PERSON: (event(twins("A B"), wishes("A>B")), Schedule()),
    Reason.DELETED: (
        event(AB, wishes("A>B"), blocked=(Blocked(("A", "B")),)),
        Schedule(),
        [("A", "B")],
    ),
    Reason.BLOCKED: (event(AB, wishes("A>B"), blocked=(Blocked(("A", "B")),)), Schedule()),
    Reason.DECLINED: (event(AB, with_answer(Answer.DECLINED)), Schedule()),
    Reason.SAME_ORGANISATION: (
        event(people("A B", organisation="Org"), wishes("A>B")),
        Schedule(),
    ),
    Reason.NO_COMMON_LANGUAGE: (
        event(
            but(people("A B", languages=("de",)), "B", languages=("en",)),
            wishes("A>B"),
            rules=Rules(common_language_needed=True),
        ),
        Schedule(),
    ),
    Reason.PENDING: (
        event(AB, with_answer(Answer.PENDING), rules=Rules(plan_pending_wishes=False)),
        Schedule(),
    ),
    Reason.NO_COMMON_SLOT: (
        event([person("A", times=at(0)), person("B", times=at(1))], wishes("A>B"), slots=2),
        Schedule(),
    ),
    Reason.NO_TABLE_FOR_THEM: (
        event(AB, wishes("A>B"), tables=(Table(name="T1", owner="A", times=at(1)),)),
        Schedule(),
    ),
    Reason.RULE: (event(AB, wishes("A>B"), meeting_rules=(rule("never", "A", "B"),)), Schedule()),
    Reason.SOURCE_AT_MOST: (
        event(ABC, wishes("A>B A>C"), slots=2, meeting_rules=(rule("at_most", "A", "B C", 1),)),
        schedule(meeting("A C", 0)),
    ),
    Reason.TARGET_AT_MOST: (
        event(ABC, wishes("A>B C>B"), slots=2, meeting_rules=(rule("at_most", "B", "A C", 1),)),
        schedule(meeting("B C", 0)),
    ),
    Reason.SOURCE_FULL: (
        event(but(ABC, "A", max_meetings=1), wishes("A>B A>C"), slots=2),
        schedule(meeting("A C", 0)),
    ),
    Reason.TARGET_FULL: (
        event(but(ABC, "B", max_meetings=1), wishes("A>B C>B"), slots=2),
        schedule(meeting("B C", 0)),
    ),
    Reason.TAKEN_BY_MORE_POINTS: (
        event([person("A"), person("B", times=at(0)), person("C")], wishes("A>B A>C+"), slots=2),
        schedule(meeting("A C", 0)),
    ),
    Reason.TAKEN: (
        event([person("A"), person("B", times=at(0)), person("C")], wishes("A>B A>C-"), slots=2),
        schedule(meeting("A C", 0)),
    ),
    Reason.LIMIT_OF_DAY_OR_ROW: (
        event(ABC, wishes("A>B A>C"), slots=2, rules=Rules(max_in_a_row=1)),
        schedule(meeting("A C", 0)),
    ),
    Reason.NO_TABLE_FREE: (
        event(ABCD, wishes("A>B C>D")),
        schedule(meeting("C D", 0)),
    ),
    Reason.TABLE_OR_LIMIT: (
        event(
            [person("A"), person("B"), person("C"), *people("D E", times=at(2))],
            wishes("A>B A>C D>E"),
            slots=3,
            rules=Rules(max_in_a_row=1),
        ),
        schedule(meeting("A C", 0), meeting("D E", 2)),
    ),
    Reason.TRAVEL_TIME: (
        event(
            but(ABC, "B", times=at(1)),
            wishes("A>B A>C"),
            slots=2,
            tables=(Table(name="T1", area="Hall A"), Table(name="T2", area="Hall B", owner="C")),
            rules=Rules(travel_minutes=1),
        ),
        schedule(meeting("A C", 0, "T2")),
    ),
    Reason.NOT_FOUND: (event(AB, wishes("A>B")), Schedule()),
}


def test_every_reason_has_its_event():
    assert set(UNMET) == set(Reason)


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_is_a_reason(obstacle):
    assert Reason(obstacle.value) == obstacle


@pytest.mark.parametrize("reason", Reason)
def test_unmet_wish_has_its_reason(reason):
    assert [unmet.reason for unmet in explain(*UNMET[reason])] == [reason]


def test_met_wishes_are_not_explained():
    assert explain(event(AB, wishes("A>B B>A")), schedule(meeting("A B"))) == ()


def test_wish_for_an_organisation_is_met_by_any_of_its_people():
    firm = event([person("A"), *people("B C", organisation="Firm")], wishes("A>@Firm"))

    assert explain(firm, schedule(meeting("A C"))) == ()


def test_wish_for_an_organisation_has_the_reason_of_the_person_nearest_to_a_meeting():
    firm = [person("A"), person("B", "Firm"), person("C", "Firm", status=Status.CANCELLED)]
    blocked = event(firm, wishes("A>@Firm"), blocked=(Blocked(("A", "B")),))
    nobody = event(
        but(firm, "B", status=Status.CANCELLED), wishes("A>@Firm"), blocked=(Blocked(("A", "B")),)
    )

    assert [unmet.reason for unmet in explain(blocked, Schedule())] == [Reason.BLOCKED]
    assert [unmet.reason for unmet in explain(nobody, Schedule())] == [Reason.CANCELLED]


def test_source_without_a_free_slot_is_full():
    busy = event(but(ABC, "A", times=at(0)), wishes("A>B A>C"), slots=2)

    assert [u.reason for u in explain(busy, schedule(meeting("A C", 0)))] == [Reason.SOURCE_FULL]


def test_the_row_of_the_rule_is_named():
    ruled = event(AB, wishes("A>B"), meeting_rules=(rule("never", "A", "B", row=7),))

    assert [unmet.row for unmet in explain(ruled, Schedule())] == [7]


def test_table_for_two_is_not_taken_by_one():
    tables = (Table(name="T1", meetings_at_once=2),)
    room = event(ABCD, wishes("A>B C>D"), tables=tables)

    assert [u.reason for u in explain(room, schedule(meeting("C D")))] == [Reason.NOT_FOUND]


def test_online_meeting_lacks_no_table():
    pair = event(but(AB, "B", attendance=Attendance.ONLINE), wishes("A>B"), tables=0)

    assert [unmet.reason for unmet in explain(pair, Schedule())] == [Reason.NOT_FOUND]
