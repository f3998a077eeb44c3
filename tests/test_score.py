"""Every aim, recomputed from a schedule."""

from dataclasses import replace

import pytest

from matchmaker.aims import AimName
from matchmaker.events import Attendance, Rules, Table
from matchmaker.score import breaks, score, shortfalls, waiting
from tests.builders import at, but, event, meeting, people, schedule, slot, twins, wishes

STAR = wishes("A>B A>C A>D")


def test_score_names_every_aim():
    tiny = event(people("A B"), wishes("A>B!"))

    assert score(tiny, schedule(meeting("A B"))) == {
        AimName.MUST: 1,
        AimName.FAIR_SHARE: 0,
        AimName.POINTS: 8,
        AimName.EVENNESS: 100,
        AimName.BREAKS: 0,
        AimName.WAITING: 0,
        AimName.TABLE_CHANGES: 0,
    }


@pytest.mark.parametrize(("last", "expected"), [(1, (0, 0)), (2, (1, 1)), (3, (1, 2))])
def test_break_is_a_gap_and_waiting_its_slots(last, expected):
    star = event(people("A B C D"), STAR, slots=4)
    plan = schedule(meeting("A B", 0), meeting("A C", last))

    assert (len(breaks(star, plan, "A")), waiting(star, plan, "A")) == expected


def test_two_gaps_are_two_breaks():
    star = event(people("A B C D"), STAR, slots=5)
    plan = schedule(meeting("A B", 0), meeting("A C", 2), meeting("A D", 4))

    assert breaks(star, plan, "A") == ((slot(1),), (slot(3),))


def test_absence_alone_is_no_break():
    star = event(but(people("A B C D"), "A", times=at(0, 2)), STAR, slots=3)

    assert breaks(star, schedule(meeting("A B", 0), meeting("A C", 2)), "A") == ()


def test_night_is_no_break():
    days = event(people("A B C D"), STAR, slots=(slot(0), slot(1), slot(0, 1), slot(1, 1)))
    plan = schedule(meeting("A B", 0), meeting("A C", 48 + 1))

    assert breaks(days, plan, "A") == ()


HALLS = (Table(name="T1", area="A"), Table(name="T2", area="A"), Table(name="T3", area="B"))


def test_area_changes_pass_over_online_meetings_and_tables_of_the_same_area():
    star = event(but(people("A B C D E"), "C", attendance=Attendance.ONLINE), slots=4, tables=HALLS)
    meetings = (meeting("A B", 0, "T1"), meeting("A C", 1, None), meeting("A D", 2, "T2"))

    values = [
        score(star, schedule(*meetings, meeting("A E", 3, table)))[AimName.AREA_CHANGES]
        for table in ("T1", "T3")
    ]

    assert values == [0, 1]


def test_area_changes_of_one_human_being_go_on_from_one_organisation_to_the_other():
    hats = event((*twins("A B"), *people("C D")), slots=2, tables=HALLS)

    plan = schedule(meeting("A C", 0, "T1"), meeting("B D", 1, "T3"))

    assert score(hats, plan)[AimName.AREA_CHANGES] == 1


def test_area_changes_are_no_aim_where_all_tables_are_in_one_area():
    assert AimName.AREA_CHANGES not in score(event(people("A B")), schedule(meeting("A B")))


def test_table_changes_pass_over_online_meetings():
    star = event(but(people("A B C D"), "C", attendance=Attendance.ONLINE), STAR, slots=3, tables=2)
    stays = schedule(meeting("A B", 0), meeting("A C", 1, None), meeting("A D", 2))
    moves = schedule(meeting("A B", 0), meeting("A C", 1, None), meeting("A D", 2, "T2"))

    assert [score(star, plan)[AimName.TABLE_CHANGES] for plan in (stays, moves)] == [0, 1]


def test_shortfall_is_measured_against_the_floor():
    star = event(people("A B C D"), STAR, slots=2, rules=Rules(min_meetings=2))

    assert shortfalls(star, schedule(meeting("A B", 0))) == {"A": 1, "C": 1, "D": 1}


def test_meeting_for_another_organisation_is_no_break():
    """A and B are one human being, there for two organisations."""
    hats = event((*twins("A B"), *people("C D E")), slots=4, tables=2)
    plan = schedule(meeting("A C", 0, "T1"), meeting("B D", 1, "T2"), meeting("A E", 3, "T1"))

    assert breaks(hats, plan, "A") == breaks(hats, plan, "B") == ((slot(2),),)
    assert score(hats, plan)[AimName.BREAKS] == 1
    assert score(hats, plan)[AimName.WAITING] == 1
    assert score(hats, plan)[AimName.TABLE_CHANGES] == 2


def test_one_person_waits_where_they_are_available_for_any_organisation():
    a, b = twins("A B")
    hats = event((a, replace(b, times=at(2)), *people("C D")), slots=3)
    plan = schedule(meeting("A C", 0), meeting("B D", 2))

    assert breaks(hats, plan, "B") == ((slot(1),),)
