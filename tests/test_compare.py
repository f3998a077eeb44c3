"""Two schedules compared."""

from dataclasses import replace

import pytest

from matchmaker.compare import Cause, Change, ChangeKind, Difference, compare, explained
from matchmaker.events import Answer, Attendance, Blocked, Interest, Rules, Status, Table
from matchmaker.identity.passage import Passage
from matchmaker.identity.slots import Shift, SlotPassage
from matchmaker.wishes import Obstacle
from tests.builders import (
    at,
    but,
    event,
    meeting,
    people,
    person,
    pin,
    room,
    rule,
    schedule,
    slot,
    twins,
    wishes,
)


def test_compare_names_added_cancelled_and_moved():
    kept, gone, new = meeting("A B"), meeting("C D"), meeting("E F")
    earlier, later = meeting("G H", 0), meeting("G H", 1)

    changes = compare(schedule(kept, gone, earlier), schedule(kept, new, later)).changes

    assert changes == (Change(gone, None), Change(None, new), Change(earlier, later))
    assert [change.kind for change in changes] == [
        ChangeKind.CANCELLED,
        ChangeKind.ADDED,
        ChangeKind.MOVED,
    ]


def test_another_table_is_a_move():
    before, after = meeting("A B", 0, "T1"), meeting("A B", 0, "T2")

    assert compare(schedule(before), schedule(after)) == Difference((Change(before, after),))


def test_lock_is_no_change():
    assert not compare(schedule(meeting("A B")), schedule(meeting("A B", locked=True)))


def test_meeting_that_stays_where_it_was_told_is_no_change_though_the_timetable_moved():
    grid = SlotPassage(Shift(), {slot(0): slot(1), slot(1): slot(2)})
    told, follows = meeting("A B", 1), meeting("C D", 0)
    now = schedule(told, replace(follows, slot=slot(1)))

    difference = compare(schedule(told, follows), now, Passage(grid=grid))

    assert not difference.changes
    assert difference.to_tell == ("C", "D")


def test_by_participant_lists_both():
    change = Change(None, meeting("A B"))

    assert Difference((change,)).by_participant == {"A": (change,), "B": (change,)}


ABC = people("A B C", languages=("en",))
FAIR = event(ABC, wishes("A>B"), slots=2, tables=2)
TWINS = twins("B C", languages=("en",))
TOLD = meeting("A B", 0, "T1")


def with_b(**fields):
    return replace(FAIR, participants=but(ABC, "B", **fields))


def why(before, late, *changes):
    return explained(Difference(changes), before, late).changes


AGAINST = {
    Cause.CANCELLED: (with_b(status=Status.CANCELLED), "B"),
    Cause.ABSENT: (with_b(status=Status.ABSENT), "B"),
    Cause.BLOCKED: (replace(FAIR, blocked=(Blocked(("A", "B")),)), ""),
    Cause.DECLINED: (
        replace(FAIR, interests=(Interest(source="B", target="A", answer=Answer.DECLINED),)),
        "",
    ),
    Cause.SAME_ORGANISATION: (with_b(organisation="A GmbH"), ""),
    Cause.NO_COMMON_LANGUAGE: (
        replace(with_b(languages=("de",)), rules=Rules(common_language_needed=True)),
        "",
    ),
    Cause.RULE: (replace(FAIR, meeting_rules=(rule("never", "A", "B"),)), ""),
    Cause.SAME_PERSON: (replace(FAIR, participants=(ABC[0], *TWINS)), "B"),
    Cause.TIME_GONE: (replace(FAIR, slots=(slot(1),)), ""),
    Cause.UNAVAILABLE: (with_b(times=at(1)), "B"),
    Cause.ATTENDANCE: (with_b(attendance=Attendance.ONLINE), "B"),
    Cause.TABLE_GONE: (replace(FAIR, tables=(Table(name="T2"),)), ""),
    Cause.PINNED_ACROSS: (replace(FAIR, pins=(pin("B C", 0),)), "B"),
    Cause.LIMIT: (with_b(max_meetings=0), "B"),
    Cause.WHOLE: (FAIR, ""),
}


@pytest.mark.parametrize("cause", AGAINST)
def test_cause_of_a_meeting_that_is_gone(cause):
    late, who = AGAINST[cause]

    (change,) = why(FAIR, late, Change(TOLD, None))

    assert (change.cause, change.who) == (cause, who)


def test_meeting_online_moves_since_there_are_rooms_now():
    online = with_b(attendance=Attendance.ONLINE)
    late = replace(online, tables=(*online.tables, room("R1")))
    told = meeting("A B", 0, None)

    (change,) = why(online, late, Change(told, meeting("A B", 0, "R1")))

    assert (change.cause, change.who) == (Cause.ROOMS, "")


def test_meeting_in_a_room_that_is_gone_moves_for_that():
    early = replace(with_b(attendance=Attendance.ONLINE), tables=(room("R1"), room("R2")))

    (change,) = why(
        early, replace(early, tables=(room("R2"),)), Change(meeting("A B", 0, "R1"), None)
    )

    assert (change.cause, change.who) == (Cause.TABLE_GONE, "")


def test_meeting_placed_by_hand_needs_no_other_cause():
    late = replace(with_b(times=at(1)), pins=(pin("A B", 1),))

    (change,) = why(FAIR, late, Change(TOLD, meeting("A B", 1)))

    assert change.cause is Cause.PINNED


FOR = {
    Cause.NEWCOMER: (replace(FAIR, participants=ABC[:1], interests=()), "B"),
    Cause.NEW_WISH: (replace(FAIR, interests=()), ""),
    Cause.NOW_POSSIBLE: (with_b(times=at(1)), "B"),
    Cause.WHOLE: (FAIR, ""),
}


@pytest.mark.parametrize("cause", FOR)
def test_cause_of_a_meeting_that_is_new(cause):
    before, who = FOR[cause]

    (change,) = why(before, FAIR, Change(None, TOLD))

    assert (change.cause, change.who) == (cause, who)


def test_meeting_instead_of_one_that_was_lost():
    gone, new = Change(meeting("B C", 1), None), Change(None, TOLD)

    assert why(FAIR, FAIR, new, gone)[0].cause is Cause.INSTEAD
    assert why(FAIR, FAIR, new, gone)[0].who == "B"


def test_every_cause_has_its_test():
    tested = {*AGAINST, *FOR, Cause.PINNED, Cause.INSTEAD, Cause.SUBSTITUTED, Cause.ROOMS}

    assert tested == set(Cause)


@pytest.mark.parametrize("obstacle", Obstacle)
def test_every_obstacle_is_a_cause(obstacle):
    assert Cause(obstacle.value) == obstacle


def test_whoever_is_not_in_the_workbook_any_more_has_cancelled():
    late = replace(FAIR, participants=(person("A"),), interests=())

    (change,) = why(FAIR, late, Change(TOLD, None))

    assert (change.cause, change.who) == (Cause.CANCELLED, "B")
