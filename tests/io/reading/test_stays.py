"""Stays: times for meetings that go on for days, as they stand in a workbook."""

from datetime import date, datetime, time

import pytest

from matchmaker.events import Slot
from tests.builders import BERLIN
from tests.io.reading.spreadsheets import fair, faults, in_german, read, write

MON, FRI = date(2027, 9, 6), date(2027, 9, 10)
TIMETABLE = ["Date", "From", "To", "Kind", "To date"]
PEOPLE = ["ID", "Last name", "Organisation", "Attendance", "Place", "Available", "Not available"]
WEEK = [MON, time(9), time(17), "meetings", FRI]
OVER = [date(2027, 10, 29), time(9), time(17), "meetings", date(2027, 11, 2)]
"""Over a weekend, in which the clocks are changed."""


def at(day, hour):
    return datetime.combine(day, time(hour), tzinfo=BERLIN)


def stay(row):
    return Slot(at(row[0], row[1].hour), at(row[4], row[2].hour))


def stays(*rows, available=None, gone=None, settings=()):
    """Make the workbook of a visitor, a host, and these rows of the timetable."""
    sheets = fair(Tables=None, Blocked=[], Fixed=[], Interests=[["V1", "H1"]])
    sheets["Event"] = [["Setting", "Value"], ["Name", "Visits"], *map(list, settings)]
    sheets["Event"].append(["Organiser e-mail", "office@fair.example"])
    sheets["Timetable"] = [TIMETABLE, *map(list, rows)]
    sheets["Participants"] = [
        PEOPLE,
        ["V1", "Müller", "Alpha GmbH", None, None, available, gone],
        ["H1", "Yağmur", "Lab", "at own place", "Quay 4"],
    ]
    return sheets


def event_of(tmp_path, sheets):
    return read(write(tmp_path / "visits.xlsx", sheets))


def test_row_with_a_last_day_is_one_slot_and_needs_no_length(tmp_path):
    event = event_of(tmp_path, stays(WEEK, OVER))

    assert event.slots == (stay(WEEK), stay(OVER))
    assert all(slot.is_stay for slot in event.slots)
    assert [(slot.day, slot.last_day) for slot in event.slots] == [
        (MON, FRI),
        (date(2027, 10, 29), date(2027, 11, 2)),
    ]
    assert event.usable_slots(("H1", "V1")) == event.slots


def test_stays_in_german(tmp_path):
    event = event_of(tmp_path, in_german(stays(WEEK)))

    assert event.slots == (stay(WEEK),)


@pytest.mark.parametrize(
    "written",
    [
        "2027-09-06 – 2027-09-10",
        "2027-09-06 - 2027-09-10",
        "2027-09-01 – 2027-09-30",
        "6.9.-10.9.2027",
        "6.9.–10.9.27",
        "06.09.2027 - 10.09.2027",
        "6. bis 10. September 2027",
        "vom 6.9. bis 10.9.2027",
        "6-10 September 2027",
        "from 6 September to 10 September 2027",
        "2027-09-06 – 2027-09-08; 2027-09-09 – 2027-09-10",
        "6.9.-10.9.2027; 1.12.-5.12.2027",
    ],
)
def test_range_of_dates_is_available_for_all_of_a_stay(tmp_path, written):
    sheets = stays(WEEK, OVER, available=written)
    told = [("day_outside_event", "Participants!F2")] if "12" in written else []

    assert faults(tmp_path, sheets) == told
    sheets["Participants"][1][5] = written.replace("; 1.12.-5.12.2027", "")
    assert event_of(tmp_path, sheets).free_slots["V1"] == (stay(WEEK),)


def test_range_over_a_weekend_and_a_change_of_the_clocks(tmp_path):
    sheets = stays(WEEK, OVER, available="29.10.-2.11.2027")

    assert event_of(tmp_path, sheets).free_slots["V1"] == (stay(OVER),)


@pytest.mark.parametrize(
    "written", ["2027-09-06", "2027-09-06 – 2027-09-09", "09:00-17:00", "2027-09-06 10:00-18:00"]
)
def test_part_of_a_stay_is_a_warning(tmp_path, written):
    sheets = stays(WEEK, available=written)

    assert ("part_of_stay", "Participants!F2") in faults(tmp_path, sheets)


def test_absence_on_a_day_of_a_stay_is_absence_from_all_of_it(tmp_path):
    sheets = stays(WEEK, OVER, gone="2027-09-08")

    assert event_of(tmp_path, sheets).free_slots["V1"] == (stay(OVER),)


def test_stay_of_a_day_is_one_slot(tmp_path):
    event = event_of(tmp_path, stays([MON, time(9), time(17), "meetings", MON]))

    assert event.slots == (Slot(at(MON, 9), at(MON, 17)),)
    assert not event.has_stays


def test_stay_until_midnight(tmp_path):
    event = event_of(tmp_path, stays([MON, time(0), "24:00", "meetings", FRI]))

    assert event.slots[0].last_day == FRI


def test_stays_and_meetings_in_one_timetable(tmp_path):
    morning = [date(2027, 9, 13), time(9), time(10), "meetings", None]
    sheets = stays(WEEK, morning, settings=[("Meeting length", 30)])

    event = event_of(tmp_path, sheets)

    assert [slot.is_stay for slot in event.slots] == [True, False, False]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ([MON, time(9), time(17), "meetings", date(2027, 9, 3)], "stay_ends_before"),
        ([MON, time(9), time(17), "meetings", date(2072, 9, 10)], "stay_too_long"),
        ([MON, time(9), time(17), "meetings", "soon"], "bad_date"),
        ([MON, time(9), time(17), "break", FRI], "stay_not_of_meetings"),
    ],
)
def test_last_day_that_cannot_be(tmp_path, row, fault):
    sheets = stays(OVER, row, settings=[("Meeting length", 30)])

    assert faults(tmp_path, sheets) == [(fault, "Timetable!E3")]


def test_stay_of_a_day_that_ends_before_it_begins(tmp_path):
    sheets = stays(OVER, [MON, time(17), time(9), "meetings", MON])

    assert [place for _code, place in faults(tmp_path, sheets)] == ["Timetable!C3"]


def test_stays_that_overlap(tmp_path):
    sheets = stays(WEEK, [date(2027, 9, 8), time(9), time(17), "meetings", date(2027, 9, 14)])

    assert faults(tmp_path, sheets) == [("windows_overlap", "Timetable!3:3")]


def test_meetings_during_a_stay(tmp_path):
    morning = [date(2027, 9, 8), time(9), time(10), "meetings", None]
    sheets = stays(WEEK, morning, settings=[("Meeting length", 30)])

    assert faults(tmp_path, sheets) == [("windows_overlap", "Timetable!3:3")]


@pytest.mark.parametrize("length", [None, ""])
def test_length_may_be_left_blank(tmp_path, length):
    assert faults(tmp_path, stays(WEEK, settings=[("Meeting length", length)])) == []


def test_stay_in_which_nobody_can_meet(tmp_path):
    sheets = stays(WEEK, OVER, available="6.9.-10.9.2027")

    assert faults(tmp_path, sheets, advise=True) == [("idle_stay", "Timetable!3:3")]


def test_length_is_needed_as_soon_as_anything_is_cut(tmp_path):
    sheets = stays(WEEK, [date(2027, 9, 13), time(9), time(10), "meetings", None])

    assert faults(tmp_path, sheets) == [("missing_setting", "Event")]


@pytest.mark.parametrize("limit", ["Max meetings per day", "Max in a row"])
def test_limit_of_a_day_or_row_has_no_meaning(tmp_path, limit):
    sheets = stays(WEEK, settings=[(limit, 2)])

    assert faults(tmp_path, sheets) == [("limit_with_stays", "Event!B3")]


def test_programme_during_a_stay(tmp_path):
    sheets = stays(WEEK, OVER, [date(2027, 9, 8), time(18), time(19), "programme", None])

    assert faults(tmp_path, sheets) == [("programme_in_stay", "Timetable!4:4")]
