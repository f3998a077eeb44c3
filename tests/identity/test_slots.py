"""Which slot is which, where a timetable moved."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchmaker.events import Slot
from matchmaker.identity.slots import DayShift, Shift, which_is_which
from tests.builders import event, people

BERLIN = "Europe/Berlin"
DAY = date(2027, 6, 17)


def slots(*starts, length=20, zone=BERLIN):
    """Slots at `09:00` of the day, or at `18 09:00` of another one of that month."""
    found = []
    for start in starts:
        day, _, time = start.rpartition(" ")
        begin = datetime.fromisoformat(f"2027-06-{day or DAY.day} {time}")
        begin = begin.replace(tzinfo=ZoneInfo(zone))
        found.append(Slot(begin, begin + timedelta(minutes=length)))
    return tuple(found)


def matched(before, now, zones=(BERLIN, BERLIN), since=None):
    one, other = (
        event(people("A B"), slots=theirs, time_zone=zone)
        for theirs, zone in zip((before, now), zones, strict=True)
    )
    grid = which_is_which(one, other, since)
    places = {slot: number for number, slot in enumerate(now)}
    return grid.shift, [places.get(grid.slots.get(slot)) for slot in before]


MORNING = slots("09:00", "09:20", "09:40", "10:00")


def test_the_same_slots_are_no_shift():
    assert matched(MORNING, MORNING) == (Shift(), [0, 1, 2, 3])


def test_all_slots_five_minutes_later():
    later = slots("09:05", "09:25", "09:45", "10:05")

    shift, places = matched(MORNING, later)

    assert (shift.minutes, places) == (5, [0, 1, 2, 3])


def test_all_slots_one_slot_later():
    """Three of four times are still there, but the day as a whole moved."""
    later = slots("09:20", "09:40", "10:00", "10:20")

    shift, places = matched(MORNING, later)

    assert (shift.minutes, places) == (20, [0, 1, 2, 3])


def test_another_day():
    later = slots("24 09:00", "24 09:20", "24 09:40", "24 10:00")

    shift, places = matched(MORNING, later)

    assert shift.days == (DayShift(DAY, date(2027, 6, 24), 0),)
    assert places == [0, 1, 2, 3]


def test_two_days_that_move_by_one_follow_each_other():
    before, now = slots("17 09:00", "18 09:00"), slots("18 09:00", "19 09:00")

    assert matched(before, now)[1] == [0, 1]


def test_each_day_by_its_own_minutes():
    before = slots("17 09:00", "17 09:20", "18 09:00", "18 09:20")
    now = slots("17 09:05", "17 09:25", "18 09:10", "18 09:30")

    shift, places = matched(before, now)

    assert [day.minutes for day in shift.days] == [5, 10]
    assert shift.minutes is None
    assert places == [0, 1, 2, 3]


def test_only_the_second_day_is_postponed():
    before, now = slots("17 09:00", "18 09:00"), slots("17 09:00", "21 09:00")

    shift, places = matched(before, now)

    assert shift.days == (DayShift(date(2027, 6, 18), date(2027, 6, 21), 0),)
    assert places == [0, 1]


def test_a_longer_lunch_moves_the_afternoon_only():
    before, now = (
        slots("09:00", "09:20", "13:00", "13:20"),
        slots("09:00", "09:20", "13:10", "13:30"),
    )

    shift, places = matched(before, now)

    assert shift.days == (DayShift(DAY, DAY, None),)
    assert places == [0, 1, 2, 3]


def test_slots_of_another_length_follow_in_order():
    now = slots("09:00", "09:15", "09:30", "09:45", "10:00", length=15)

    shift, places = matched(MORNING, now)

    assert shift.days == (DayShift(DAY, DAY, None, 15),)
    assert places == [0, 1, 2, 3]


def test_a_slot_that_goes_and_one_that_comes_move_nobody_else():
    now = slots("09:20", "09:40", "10:00", "18:00")

    shift, places = matched(MORNING, now)

    assert not shift
    assert places == [None, 0, 1, 2]


def test_a_slot_less():
    assert matched(MORNING, MORNING[:3]) == (Shift(), [0, 1, 2, None])


def test_later_and_a_slot_more():
    now = slots("09:05", "09:25", "09:45", "10:05", "10:25")

    shift, places = matched(MORNING, now)

    assert (shift.minutes, places) == (5, [0, 1, 2, 3])


def test_another_time_zone_keeps_printed_times():
    now = slots("09:00", "09:20", "09:40", "10:00", zone="Europe/London")

    shift, places = matched(MORNING, now, (BERLIN, "Europe/London"))

    assert shift.zones == (BERLIN, "Europe/London")
    assert (shift.days, places) == ((), [0, 1, 2, 3])


def test_a_zone_of_the_same_times_is_no_change():
    now = slots("09:00", "09:20", "09:40", "10:00", zone="Europe/Paris")

    assert not matched(MORNING, now, (BERLIN, "Europe/Paris"))[0]


def test_what_has_begun_stays_and_the_rest_of_the_day_is_late():
    now = slots("09:35", "09:55", "10:15")
    since = MORNING[1].start

    shift, places = matched(MORNING, now, since=since)

    assert places[1:] == [0, 1, 2]
    assert shift.minutes == 15


def test_nothing_in_common():
    assert matched(MORNING, slots("18 14:00", "18 14:20", "18 14:43"))[1] == [None] * 4


@pytest.mark.parametrize("minutes", [-600, -7, 1, 45, 600, 24 * 60, 7 * 24 * 60 + 5])
def test_any_shift_is_known_again(minutes):
    by = timedelta(minutes=minutes)
    before = slots("17 09:00", "17 09:20", "17 13:00", "18 11:00")
    now = tuple(Slot(slot.start + by, slot.end + by) for slot in before)

    shift, places = matched(before, now)

    assert places == [0, 1, 2, 3]
    assert shift.is_whole
