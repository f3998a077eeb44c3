"""Windows that end at midnight, run into the next day, or see the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from matchmaker.events import by_clocks, pair_of
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans.plan_file import read_plan, write_plan
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.schedule import Meeting
from tests.builders import plan
from tests.io.reading.spreadsheets import found, write

DAY = date(2027, 6, 17)
AUTUMN, SPRING = date(2027, 10, 31), date(2027, 3, 28)
BERLIN = ZoneInfo("Europe/Berlin")
HOUR = timedelta(hours=1)


def night(tmp_path, *timetable, length=30, available=None):
    """Read a small event with this timetable."""
    sheets = {
        "Event": [
            ["Setting", "Value"],
            ["Name", "Night"],
            ["Meeting length", length],
            ["Organiser e-mail", "office@night.example"],
        ],
        "Timetable": [["Date", "From", "To", "Kind"], *timetable],
        "Tables": [["Table"], [1]],
        "Participants": [
            ["ID", "Last name", "Organisation", "Available"],
            ["A", "Ay", "Alpha", available],
            ["B", "Be", "Beta"],
        ],
        "Interests": [["From", "To"], ["A", "B"]],
    }
    return read_event(write(tmp_path / "night.xlsx", sheets))


def starts(reading):
    """List when the slots begin."""
    return [f"{slot.start:%d %H:%M}" for slot in reading.event.slots]


@pytest.mark.parametrize("end", ["24:00", "00:00", time(0), timedelta(days=1), "24 Uhr", "12am"])
def test_midnight_is_the_end_of_the_day(tmp_path, end):
    reading = night(tmp_path, [DAY, "22:00", end, "meetings"])

    assert starts(reading) == ["17 22:00", "17 22:30", "17 23:00", "17 23:30"]
    assert reading.event.slots[-1].end == datetime(2027, 6, 18, tzinfo=BERLIN)
    assert found(reading.issues) == []


def test_window_that_ends_before_it_starts_runs_into_the_next_day(tmp_path):
    reading = night(tmp_path, [DAY, "22:30", "01:00", "meetings"])

    assert starts(reading) == ["17 22:30", "17 23:00", "17 23:30", "18 00:00", "18 00:30"]
    assert found(reading.issues) == [("runs_overnight", "Timetable!C2")]


def test_whole_day_has_24_hours(tmp_path):
    assert len(night(tmp_path, [DAY, "00:00", "24:00", "meetings"], length=60).event.slots) == 24


def test_day_that_is_split_by_hand_at_midnight(tmp_path):
    next_day = [DAY + timedelta(days=1), "00:00", "00:30", "meetings"]

    assert starts(night(tmp_path, [DAY, "23:30", "24:00", "meetings"], next_day)) == [
        "17 23:30",
        "18 00:00",
    ]


def test_24_hours_are_no_start(tmp_path):
    reading = night(tmp_path, [DAY, "24:00", "01:00", "meetings"])

    assert ("bad_time", "Timetable!B2") in found(reading.issues)


def test_day_in_a_night_of_more_than_twelve_hours_is_asked_about(tmp_path):
    reading = night(tmp_path, [DAY, "12:00", "09:00", "meetings"])

    assert ("end_before_start", "Timetable!C2") in found(reading.issues)


def test_meetings_at_night_are_told(tmp_path):
    reading = night(tmp_path, [DAY, "9:00", "12:00", "meetings"], [DAY, "1:30", "3:00", "meetings"])

    assert found(reading.issues) == [("meetings_at_night", "Timetable!B3")]


@pytest.mark.parametrize(
    ("available", "usable"),
    [
        ("22:00-24:00", 4),
        ("2027-06-17 22:00-02:00", 8),
        ("22:00-02:00", 8),
        ("ab 23 Uhr", 6),
        ("bis 01:00", 6),
        ("ab 01:00", 2),
        ("17.6.", 8),
        ("18.6.2027", 4),
        ("00:00-01:00", 2),
    ],
)
def test_availability_in_a_night(tmp_path, available, usable):
    event = night(tmp_path, [DAY, "22:00", "02:00", "meetings"], available=available).event

    assert len(event.free_slots["A"]) == usable


@pytest.mark.parametrize(("day", "hours"), [(DAY, 6), (AUTUMN, 7), (SPRING, 5)])
def test_slots_of_a_night_are_counted_in_real_hours(tmp_path, day, hours):
    slots = night(tmp_path, [day, "00:00", "06:00", "meetings"], length=60).event.slots

    in_time = [(slot.start.astimezone(UTC), slot.end.astimezone(UTC)) for slot in slots]
    assert len(set(slots)) == hours
    assert [end - start for start, end in in_time] == [HOUR] * hours
    assert [start for start, _ in in_time[1:]] == [end for _, end in in_time[:-1]]


def test_two_slots_of_the_hour_that_comes_twice(tmp_path):
    slots = night(tmp_path, [AUTUMN, "02:00", "03:00", "meetings"], length=60).event.slots

    assert [slot.start.isoformat() for slot in slots] == [
        "2027-10-31T02:00:00+02:00",
        "2027-10-31T02:00:00+01:00",
    ]


def test_by_clocks_outside_of_that_hour_is_a_time_of_the_zone():
    assert by_clocks(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), BERLIN).tzinfo is not BERLIN
    assert by_clocks(datetime(2027, 10, 31, 2, 30, tzinfo=UTC), BERLIN).tzinfo is BERLIN


def test_plan_of_the_hour_that_comes_twice_is_read_back(tmp_path):
    event = night(tmp_path, [AUTUMN, "00:00", "06:00", "meetings"], length=60).event
    made = plan(event, *(Meeting(pair_of("A", "B"), slot, "1") for slot in event.slots[3:4]))

    write_plan(made, tmp_path / "plan.json")

    assert read_plan(tmp_path / "plan.json").event.slots == event.slots
    assert read_plan(tmp_path / "plan.json").schedule == made.schedule


@pytest.mark.parametrize("number", [2, 3])
def test_schedule_of_the_hour_that_comes_twice_is_read_back(tmp_path, number):
    event = night(tmp_path, [AUTUMN, "00:00", "06:00", "meetings"], length=60).event
    made = plan(event, Meeting(pair_of("A", "B"), event.slots[number], "1"))
    write_schedule(made, tmp_path / "schedule.xlsx")

    edits = read_edits(tmp_path / "schedule.xlsx", event, made)

    assert (edits.issues, edits.entries) == ((), ())
    assert [meeting.slot for meeting in edits.schedule.meetings] == [event.slots[number]]
