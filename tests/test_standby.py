"""Who waits alone, and whom they could meet instead."""

from datetime import timedelta

from matchmaker.aims import AimName
from matchmaker.standby import alone_at, slot_at
from tests.builders import event, meeting, people, schedule, slot, wishes

FAIR = event(people("A B C D E"), wishes("A>B! C>D A>C A>E E>D"), slots=2, tables=2)
TOLD = schedule(meeting("A B", 0, "T1"), meeting("C D", 0, "T2"), meeting("A C", 1, "T1"))


def test_who_waits_could_meet_who_is_free():
    (alone,) = alone_at(FAIR, TOLD, ["B"], slot(0))

    assert (alone.person, alone.meeting) == ("A", TOLD.meetings[0])
    assert [(one.person, one.position.table) for one in alone.instead] == [("E", "T1")]
    assert alone.instead[0].position.effect[AimName.POINTS] > 0


def test_two_who_wait_are_both_named():
    found = alone_at(FAIR, TOLD, ["B", "D"], slot(0))

    assert [one.person for one in found] == ["A", "C"]
    assert {one.person for each in found for one in each.instead} == {"E"}


def test_nobody_waits_for_who_came():
    assert alone_at(FAIR, TOLD, ["E"], slot(0)) == ()
    assert alone_at(FAIR, TOLD, ["A", "B"], slot(0)) == ()


def test_slot_that_is_on_is_meant_or_the_next():
    start = FAIR.slots[0].start

    assert slot_at(FAIR, start - timedelta(days=1)) == slot(0)
    assert slot_at(FAIR, FAIR.slots[0].end) == slot(1)
    assert slot_at(FAIR, FAIR.slots[1].end) is None
