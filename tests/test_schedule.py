"""Schedules and the ids of meetings."""

from matchmaker.events import pair_of
from matchmaker.schedule import Meeting, Schedule
from tests.builders import meeting, schedule, slot


def test_meetings_stand_in_order_of_time_and_table():
    late, second, first = meeting("A B", 1), meeting("C D", 0, "T2"), meeting("E F", 0, "T1")

    assert Schedule((late, second, first)).meetings == (first, second, late)


def test_meetings_of_a_participant_are_in_order_of_time():
    plan = schedule(meeting("A C", 1), meeting("A B", 0))

    assert [m.partner_of("A") for m in plan.of("A")] == ["B", "C"]
    assert plan.of("Z") == ()


def test_id_of_a_meeting_is_that_of_no_other():
    one = Meeting(pair_of("A", "B+C"), slot(0))
    other = Meeting(pair_of("A+B", "C"), slot(0))

    assert (one.id, other.id) == ("A+B%2BC", "A%2BB+C")
