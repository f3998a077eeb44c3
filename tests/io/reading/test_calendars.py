"""The folder of calendars: times of people, programme of groups, and nothing else of either."""

import time as clock
import traceback
from datetime import date, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.events import Item, ItemKind, Period
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading import calendar_file
from matchmaker.io.reading.calendar_file import read_calendar
from matchmaker.io.reading.calendar_lines import BadCalendar
from matchmaker.io.reading.source import source_now
from tests.io.reading.calendar_files import (
    BERLIN,
    SECRET,
    at,
    calendar,
    entry,
    weekly,
    write_calendar,
    zone_of_its_own,
)
from tests.io.reading.spreadsheets import fair, found, write, write_folder

DAYS = [date(2027, 6, 16), date(2027, 6, 17)]
TWO_DAYS = [[day, time(9), time(17), "meetings"] for day in DAYS]
NINE = "DTSTART;TZID=Europe/Berlin:20270616T090000"
TEN = "DTEND;TZID=Europe/Berlin:20270616T100000"
LIKE_P017 = (
    entry(
        "weekly",
        "DTSTART;TZID=Europe/Berlin:20270603T090000",
        "DTEND;TZID=Europe/Berlin:20270603T100000",
        "RRULE:FREQ=WEEKLY",
        "EXDATE;TZID=Europe/Berlin:20270610T090000",
    ),
    entry("birthday", "DTSTART;VALUE=DATE:20270617", "TRANSP:TRANSPARENT"),
    entry("flight", "DTSTART:20270617T120000Z", "DTEND:20270617T140000Z"),
    entry("gone", "DTSTART:20270617T080000Z", "DURATION:PT2H", "STATUS:CANCELLED"),
    entry("away", "DTSTART;VALUE=DATE:20270616", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"),
)
"""A weekly hour with an exception, a birthday, a flight, a cancelled entry, a day away."""


def two_days(**sheets):
    return fair(Timetable=TWO_DAYS, Fixed=[], Interests=[["P1", "P3"]], **sheets)


def put_last(row, sheets, value):
    """Fill in the last column."""
    row.extend([None] * (len(sheets["Participants"][0]) - 1 - len(row)))
    row.append(value)


@pytest.fixture
def workbook(tmp_path):
    return write(tmp_path / "fair.xlsx", two_days())


def clock_time(day, hour=0, minute=0, month=6):
    """What clocks show, wherever they are."""
    return at(day, hour, minute).replace(month=month, tzinfo=None)


def periods(*entries, heads=(), zone=BERLIN, days=DAYS):
    """When a calendar says that somebody is busy, as (start, end) by local clocks."""
    file = read_calendar(calendar(*entries, heads=heads), zone, days=(days[0], days[-1]))
    assert file.faults == ()
    return [
        (each.start.replace(tzinfo=None), each.end.replace(tzinfo=None))
        for each in file.between(days[0], days[-1])
        if each.is_busy
    ]


def local(day, start, end):
    return (clock_time(day, start), clock_time(day, end))


def busy_note(reading):
    return [issue.parameters for issue in reading.issues if issue.code == "calendar_busy"]


@pytest.mark.parametrize("folder", ["calendars", "Kalender", "KALENDER"])
@pytest.mark.parametrize("name", ["P3", "p3", "deniz@beta.example", "Deniz Yağmur", "P3 (1)"])
def test_times_of_a_person_are_times_when_they_are_not_available(workbook, folder, name):
    write_calendar(workbook.parent / folder / f"{name}.ics", *LIKE_P017)

    reading = read_event(workbook)

    slots = reading.event.free_slots["P3"]
    on_the_17th = [slot for slot in slots if slot.day == DAYS[1]]
    assert [slot for slot in slots if slot.day == DAYS[0]] == []
    assert busy_note(reading) == [{"person": "P3 Deniz Yağmur", "busy": "22", "slots": "32"}]
    assert reading.event.participant["P3"].times.unavailable == (
        Period(at(16, 0), at(17, 0)),
        Period(at(17, 9), at(17, 10)),
        Period(at(17, 14), at(17, 16)),
    )
    # until 13:00 by the sheet
    assert [f"{slot.start:%H:%M}" for slot in on_the_17th] == [
        *("10:00", "10:30", "11:00", "11:30", "12:00", "12:30"),
    ]


def test_acceptance_of_the_design(workbook):
    write_calendar(workbook.parent / "calendars" / "P1.ics", *LIKE_P017)

    free = read_event(workbook).event.free_slots["P1"]

    assert [sum(slot.day == day for slot in free) for day in DAYS] == [0, 10]


def test_folder_of_sheets_has_its_own_calendars(tmp_path):
    folder = write_folder(tmp_path / "fair", two_days())
    write_calendar(folder / "calendars" / "P1.ics", *LIKE_P017)
    write_calendar(tmp_path / "calendars" / "P2.ics", *LIKE_P017)

    assert [note["person"] for note in busy_note(read_event(folder))] == ["P1 Änne Müller"]


HOUR = ("DTSTART:20270616T070000Z", "DTEND:20270616T080000Z")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (HOUR, [local(16, 9, 10)]),
        ((*HOUR, "TRANSP:OPAQUE", "STATUS:TENTATIVE"), [local(16, 9, 10)]),
        ((*HOUR, "TRANSP:TRANSPARENT"), []),
        ((*HOUR, "X-MICROSOFT-CDO-BUSYSTATUS:FREE"), []),
        ((*HOUR, "TRANSP:OPAQUE", "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE"), []),
        ((*HOUR, "TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:OOF"), [local(16, 9, 10)]),
        ((*HOUR, "status:cancelled"), []),
        (("DTSTART:20270616T070000Z",), []),
        (("DTSTART:20270616T070000Z", "DURATION:PT1H"), [local(16, 9, 10)]),
        (("dtstart;tzid=America/New_York:20270616T030000", "DURATION:PT1H"), [local(16, 9, 10)]),
        (('DTSTART;TZID="Asia/Tokyo":20270616T160000', "DURATION:PT1H"), [local(16, 9, 10)]),
        (
            ("DTSTART;TZID=W. Europe Standard Time:20270616T090000", "DURATION:PT1H"),
            [local(16, 9, 10)],
        ),
        (("DTSTART:20270616T090000", "DTEND:20270616T100000"), [local(16, 9, 10)]),
        (
            ("DTSTART;VALUE=DATE:20270616", "DTEND;VALUE=DATE:20270616"),
            [(clock_time(16), clock_time(17))],
        ),
        (
            ("DTSTART;VALUE=DATE:20270601", "DTEND;VALUE=DATE:20270630"),
            [(clock_time(1), clock_time(30))],
        ),
        (
            ("DTSTART:20270615T200000Z", "DTEND:20270616T070000Z"),
            [(clock_time(15, 22), clock_time(16, 9))],
        ),
        ((NINE, TEN, "RRULE:FREQ=DAILY;COUNT=1"), [local(16, 9, 10)]),
        (
            ("DTSTART;VALUE=DATE:16040617", "RRULE:FREQ=YEARLY"),
            [(clock_time(17), clock_time(18))],
        ),
        ((NINE, TEN, "RRULE:FREQ=DAILY;UNTIL=20270616"), [local(16, 9, 10)]),
        ((NINE, TEN, "RRULE:FREQ=DAILY;UNTIL=20270617T085959"), [local(16, 9, 10)]),
        (
            (NINE, TEN, "RRULE:FREQ=DAILY;UNTIL=20270617T070000Z"),
            [local(16, 9, 10), local(17, 9, 10)],
        ),
        (
            (NINE, TEN, "RDATE;TZID=Europe/Berlin:20270617T110000"),
            [local(16, 9, 10), local(17, 11, 12)],
        ),
        (
            (NINE, TEN, "RDATE;VALUE=PERIOD:20270617T070000Z/PT3H"),
            [local(16, 9, 10), local(17, 9, 12)],
        ),
        ((NINE, TEN, "RRULE:FREQ=DAILY", "EXDATE:20270616T070000Z"), [local(17, 9, 10)]),
        ((NINE, TEN, "RRULE:FREQ=DAILY", "EXDATE:20270616T090000"), [local(17, 9, 10)]),
        ((NINE, TEN, "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20270616"), [local(17, 9, 10)]),
        (
            ("DTSTART:20270610T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;UNTIL=20270616T090000"),
            [local(16, 9, 10)],
        ),
        (
            ("DTSTART;VALUE=DATE:20270602", "RRULE:FREQ=WEEKLY;UNTIL=20270616T120000Z"),
            [(clock_time(16), clock_time(17))],
        ),
        (
            # nine in winter is nine in summer
            (
                "DTSTART;TZID=Europe/Berlin:20261216T090000",
                "DTEND;TZID=Europe/Berlin:20261216T100000",
                "RRULE:FREQ=WEEKLY",
            ),
            [local(16, 9, 10)],
        ),
    ],
)
def test_entry_is_busy_at_its_times(lines, expected):
    assert periods(entry("1", *lines)) == expected


def test_moved_and_cancelled_instances_of_a_series():
    series = (
        entry("s", NINE, TEN, "RRULE:FREQ=DAILY;COUNT=2"),
        entry(
            "s",
            "RECURRENCE-ID;TZID=Europe/Berlin:20270616T090000",
            "DTSTART;TZID=Europe/Berlin:20270616T150000",
            "DTEND;TZID=Europe/Berlin:20270616T160000",
        ),
        entry(
            "s",
            "RECURRENCE-ID;TZID=Europe/Berlin:20270617T090000",
            "DTSTART;TZID=Europe/Berlin:20270617T090000",
            "STATUS:CANCELLED",
        ),
    )

    assert periods(*series) == [local(16, 15, 16)]


def test_instance_and_all_that_follow_are_moved():
    series = (
        entry("s", "DTSTART:20270601T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY"),
        entry(
            "s",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20270610T070000Z",
            "DTSTART:20270610T120000Z",
            "DURATION:PT2H",
        ),
    )

    assert periods(*series) == [local(16, 14, 16), local(17, 14, 16)]


def test_instance_that_was_moved_onto_the_days_from_far_away():
    series = (
        entry("s", "DTSTART:20270101T080000Z", "DURATION:PT1H", "RRULE:FREQ=MONTHLY;COUNT=2"),
        entry("s", "RECURRENCE-ID:20270201T080000Z", "DTSTART:20270616T080000Z", "DURATION:PT2H"),
    )

    assert periods(*series) == [local(16, 10, 12)]


def test_later_version_of_an_entry_is_the_one_that_counts():
    earlier = entry("1", *HOUR, "SEQUENCE:0")
    later = entry("1", "DTSTART:20280616T070000Z", "DURATION:PT1H", "SEQUENCE:1")

    assert periods(earlier, later) == []
    assert periods(later, earlier) == []


def test_entries_of_one_name_that_are_none_of_a_series_are_two():
    other = ("DTSTART:20270616T120000Z", "DURATION:PT1H")

    assert periods(entry("1", *HOUR), entry("1", *other), entry("1", *HOUR)) == [
        local(16, 9, 10),
        local(16, 14, 15),
    ]


def test_time_zones_of_a_file_are_its_own():
    """Elsewhere the same name may be another zone; readers of calendars remember each."""
    nine = ("DTSTART;TZID=Customized Time Zone:20270616T090000", "DURATION:PT1H")
    files = {
        10: zone_of_its_own("Customized Time Zone", "+0100"),
        6: zone_of_its_own("Customized Time Zone", "+0500"),
        9: zone_of_its_own("Customized Time Zone", "+0100", "+0200"),
    }

    for hour, zone in files.items():
        assert periods(entry("1", *nine), zone) == [local(16, hour, hour + 1)]
        assert periods(zone, entry("1", *nine)) == [local(16, hour, hour + 1)]
    assert read_calendar(calendar(entry("1", *nine)), BERLIN).faults == (("calendar_zone", {}),)


def test_series_in_utc_follows_the_clocks_of_its_calendar():
    """Some services write series in UTC, and their zone above; at nine in winter, and in summer."""
    lines = ("DTSTART:20261216T080000Z", "DTEND:20261216T090000Z", "RRULE:FREQ=WEEKLY")

    zone = ("X-WR-TIMEZONE:Europe/Berlin",)
    assert periods(entry("1", *lines), heads=zone) == [local(16, 9, 10)]
    assert periods(entry("1", *lines), heads=("X-WR-TIMEZONE:Nowhere",)) == [local(16, 10, 11)]


def test_list_of_busy_times_is_read():
    lines = (
        *("BEGIN:VFREEBUSY", f"COMMENT:{SECRET}", "DTSTART:20270601T000000Z"),
        "FREEBUSY;FBTYPE=BUSY:20270616T070000Z/PT1H,20270616T100000Z/20270616T110000Z",
        "FREEBUSY;FBTYPE=FREE:20270616T120000Z/PT1H",
        "FREEBUSY:20270617T070000Z/PT1H",
        "END:VFREEBUSY",
    )

    assert periods(lines) == [local(16, 9, 10), local(16, 12, 13), local(17, 9, 10)]


def test_long_lines_and_the_ends_of_lines_of_any_system():
    folded = calendar(entry("1", *HOUR)).replace(b"20270616T07", b"20270616\r\n T07")

    for end in (b"\r\n", b"\n", b"\r"):
        content = b"\xef\xbb\xbf" + folded.replace(b"\r\n", end)
        (only,) = read_calendar(content, BERLIN).between(*DAYS)
        assert only.start == at(16, 9)


def test_floating_times_are_of_the_event_with_a_note(workbook):
    lines = ("DTSTART:20270616T090000", "DTEND:20270616T100000", "RRULE:FREQ=DAILY")
    write_calendar(
        workbook.parent / "calendars" / "P1.ics",
        entry("1", *lines),
        heads=("X-WR-TIMEZONE:America/New_York",),
    )

    reading = read_event(workbook)

    notes = [issue for issue in reading.issues if issue.code == "calendar_floating"]
    assert [(n.place.file, dict(n.parameters)) for n in notes] == [
        ("calendars/P1.ics", {"count": "2", "zone": "Europe/Berlin"})
    ]
    assert reading.event.participant["P1"].times.unavailable == (
        Period(at(16, 9), at(16, 10)),
        Period(at(17, 9), at(17, 10)),
    )


def test_programme_of_a_group_stands_on_agendas(tmp_path):
    path = write(tmp_path / "fair.xlsx", two_days())
    write_calendar(
        tmp_path / "calendars" / "Visitor.ics",
        entry("1", *HOUR, title="Tour of the fab\\, with lunch"),
        entry("2", "DTSTART;VALUE=DATE:20270617", title="Excursion"),
        entry("3", "DTSTART:20270616T120000Z", "DURATION:PT1H", "TRANSP:TRANSPARENT"),
        entry("4", "DTSTART:20270618T120000Z", "DURATION:PT1H"),
    )

    reading = read_event(path)

    who = frozenset({"P2", "P3", "P5", "P6"})
    kind = ItemKind.PROGRAMME
    assert reading.event.programme == (
        Item(
            kind=kind, start=at(16, 9), end=at(16, 10), label="Tour of the fab, with lunch", who=who
        ),
        Item(kind=kind, start=at(17, 9), end=at(17, 17), label="Excursion", who=who),
    )
    assert {slot.start for slot in reading.event.free_slots["P2"]} == {
        slot.start for slot in reading.event.slots if at(16, 10) <= slot.start < at(17, 0)
    }
    notes = {issue.code: dict(issue.parameters) for issue in reading.issues}
    assert notes["calendar_programme"] == {"group": "Visitor", "count": "2", "people": "3"}
    assert notes["calendar_free"] == {"count": "1"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (at(16, 22), at(17, 2)),
        (at(17, 22), at(18, 2)),
        (at(15, 22), at(16, 9, 30)),
    ],
)
def test_programme_past_midnight_is_one_with_its_own_times(tmp_path, start, end):
    path = write(tmp_path / "fair.xlsx", two_days())
    lines = (f"DTSTART:{start:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}")
    write_calendar(tmp_path / "calendars" / "Visitor.ics", entry("1", *lines, title="Gala"))

    (gala,) = read_event(path).event.programme

    assert (gala.label, gala.start, gala.end) == ("Gala", start, end)


def test_programme_that_stands_in_ones_own_calendar_is_the_programme(tmp_path):
    """Who has it in their own calendar, too, has it on the agenda; who is away has not."""
    talk = [DAYS[1], time(12), time(12, 30), "programme", "Talk", "Speaker"]
    sheets = two_days() | {"Timetable": [*two_days()["Timetable"], talk]}
    path = write(tmp_path / "fair.xlsx", sheets)
    folder = tmp_path / "calendars"
    own = [entry("1", *HOUR), entry("2", "DTSTART:20270617T100000Z", "DURATION:PT30M")]
    away = entry("1", "DTSTART:20270616T060000Z", "DURATION:PT8H")
    write_calendar(folder / "Visitor.ics", entry("1", *HOUR, title="Tour"))
    write_calendar(folder / "P1.ics", *own)
    write_calendar(folder / "P2.ics", *own)
    write_calendar(folder / "P5.ics", away)

    event = read_event(path).event

    assert {one: event.participant[one].times.unavailable for one in ("P1", "P2", "P5")} == {
        "P1": (Period(at(16, 9), at(16, 10)),),
        "P2": (Period(at(17, 12), at(17, 12, 30)),),
        "P5": (Period(at(16, 8), at(16, 16)),),
    }


def test_private_entries_of_a_group_have_no_title(tmp_path):
    path = write(tmp_path / "fair.xlsx", two_days())
    write_calendar(tmp_path / "calendars" / "Visitor.ics", entry("1", *HOUR, "CLASS:PRIVATE"))

    (item,) = read_event(path).event.programme

    assert (item.label, item.start) == ("Visitor", at(16, 9))


def test_days_between_those_of_the_event_do_not_count(tmp_path):
    rows = [TWO_DAYS[0], [date(2027, 6, 18), *TWO_DAYS[1][1:]]]
    path = write(
        tmp_path / "fair.xlsx", two_days() | {"Timetable": [fair()["Timetable"][0], *rows]}
    )
    between = entry("1", "DTSTART:20270617T070000Z", "DURATION:PT1H")
    for name in ("Visitor", "P1"):
        write_calendar(tmp_path / "calendars" / f"{name}.ics", between)

    reading = read_event(path)

    assert ("calendar_empty", "calendars/Visitor.ics") in found(reading.issues)
    assert reading.event.participant["P1"].times.unavailable == ()


@pytest.mark.parametrize(
    "name",
    [
        *("Pôle Azur", "Delegation Pôle Azur", "Delegation - Pôle Azur", "Delegation_Pôle Azur"),
        *("DELEGATION pôle azur (2)", "Po\u0302le Azur", "Pôle Azur; P6"),
    ],
)
def test_group_may_be_called_by_the_heading_of_its_column(tmp_path, name):
    sheets = two_days()
    sheets["Participants"][0].append("Delegation")
    for row in sheets["Participants"][1:4]:
        put_last(row, sheets, "Pôle Azur")
    path = write(tmp_path / "fair.xlsx", sheets)
    write_calendar(tmp_path / "kalender" / f"{name}.ics", entry("1", *HOUR, title="Tour"))

    (item,) = read_event(path).event.programme

    assert item.who - {"P6"} == {"P1", "P2", "P3"}


def test_busy_times_and_programme_during_stays(tmp_path):
    """A stay is one slot: whoever is busy on one of its days has none, and is told so."""
    sheets = two_days()
    sheets["Timetable"] = [
        [*sheets["Timetable"][0], "To date"],
        [date(2027, 6, 14), time(9), time(17), "meetings", None, None, date(2027, 6, 18)],
        [date(2027, 6, 21), time(9), time(17), "meetings", None, None, date(2027, 6, 25)],
    ]
    sheets["Event"] = [row for row in sheets["Event"] if row[0] != "Max in a row"]
    path = write(tmp_path / "fair.xlsx", sheets)
    tour = entry("1", "DTSTART;VALUE=DATE:20270622", title="Tour")
    write_calendar(tmp_path / "calendars" / "P1.ics", entry("1", *HOUR))
    write_calendar(tmp_path / "calendars" / "Visitor.ics", tour)

    reading = read_event(path)

    (first, second) = reading.event.slots
    assert [reading.event.free_slots[one] for one in ("P1", "P2")] == [(second,), (first,)]
    assert busy_note(reading) == [{"person": "P1 Änne Müller", "busy": "1", "slots": "2"}]
    assert ("calendar_in_stay", "calendars/Visitor.ics") in found(reading.issues)
    assert [item.start for item in reading.event.programme] == [at(22, 0)]


@pytest.mark.parametrize("name", ["everyone", "alle"])
def test_calendar_of_everyone_is_programme_for_all(workbook, name):
    write_calendar(
        workbook.parent / "calendars" / f"{name}.ics", entry("1", *HOUR, title="x" * 999)
    )

    (item,) = read_event(workbook).event.programme

    assert (item.who, item.label) == (None, "x" * 199 + "…")


@pytest.mark.parametrize("name", ["P1;", "„P1“", "P1 + Speaker"])
def test_file_that_names_one_person_in_whatever_way_gives_times_only(workbook, name):
    write_calendar(workbook.parent / "calendars" / f"{name}.ics", entry("1", *HOUR))

    event = read_event(workbook).event

    assert event.programme == ()
    assert event.participant["P1"].times.unavailable == (Period(at(16, 9), at(16, 10)),)


def test_file_that_names_one_person_in_a_column_of_names_gives_times_only(tmp_path):
    sheets = two_days()
    sheets["Participants"][0].append("Name on the badge")
    put_last(sheets["Participants"][1], sheets, "Änne M.")
    path = write(tmp_path / "fair.xlsx", sheets)
    write_calendar(tmp_path / "calendars" / "Änne M.ics", entry("1", *HOUR))

    reading = read_event(path)

    assert reading.event.programme == ()
    assert [note["person"] for note in busy_note(reading)] == ["P1 Änne Müller"]


def test_calendar_is_of_the_human_being_under_every_id(tmp_path):
    sheets = two_days()
    sheets["Participants"].append(["P7", "Änne", "Müller", "aenne@alpha.example", "Omega AG"])
    path = write(tmp_path / "fair.xlsx", sheets)

    for name in ("P7", "Änne Müller", "aenne@alpha.example"):
        file = write_calendar(tmp_path / "calendars" / f"{name}.ics", entry("1", *HOUR))
        event = read_event(path).event
        file.unlink()
        assert {event.participant[one].times.unavailable for one in ("P1", "P7")} == {
            (Period(at(16, 9), at(16, 10)),)
        }


def faults(workbook):
    """Errors and warnings, without those of wishes."""
    issues = [issue for issue in read_event(workbook).issues if issue.severity != "note"]
    return [each for each in found(issues) if "wish" not in each[0]]


def test_calendar_that_leaves_no_slot_is_named(workbook):
    away = ("DTSTART;VALUE=DATE:20270610", "DTEND;VALUE=DATE:20270620")
    write_calendar(workbook.parent / "calendars" / "P1.ics", entry("1", *away))

    assert faults(workbook) == [("never_available", "calendars/P1.ics")]


@pytest.mark.parametrize(
    ("name", "code", "suggestions"),
    [
        ("Z99999", "unknown_who_no_suggestion", None),
        ("Deniz Yagmur2", "unknown_who", "P3 Deniz Yağmur"),
        ("Visitors of old", "unknown_who_no_suggestion", None),
    ],
)
def test_name_that_is_nobody_is_an_error(workbook, name, code, suggestions):
    write_calendar(workbook.parent / "calendars" / f"{name}.ics", entry("1", *HOUR))

    reading = read_event(workbook)

    (issue,) = [each for each in reading.issues if each.code.startswith("unknown")]
    assert (issue.code, issue.place.file) == (code, f"calendars/{name}.ics")
    assert issue.parameters.get("suggestions") == suggestions
    assert reading.event is None


def test_name_of_two_people_is_an_error(tmp_path):
    sheets = two_days()
    sheets["Participants"].append(["P7", "Änne", "Müller", "other@omega.example", "Omega AG"])
    path = write(tmp_path / "fair.xlsx", sheets)
    write_calendar(tmp_path / "calendars" / "Änne Müller.ics", entry("1", *HOUR))

    assert faults(path) == [("ambiguous_person", "calendars/Änne Müller.ics")]


def test_second_calendar_of_a_person_is_an_error(workbook):
    for name in ("P1", "Änne Müller"):
        write_calendar(workbook.parent / "calendars" / f"{name}.ics", entry("1", *HOUR))

    assert faults(workbook) == [("calendar_twice", "calendars/Änne Müller.ics")]


def test_what_is_no_calendar_is_passed_over_with_a_warning(workbook):
    folder = write_calendar(workbook.parent / "calendars" / "P1.ics", entry("1", *HOUR)).parent
    (folder / "P2.zip").write_bytes(b"PK")
    (folder / "~$P1.ics").write_bytes(b"")
    (folder / ".DS_Store").write_bytes(b"")
    (folder / "old").mkdir()

    assert faults(workbook) == [
        ("no_calendar", "calendars/P2.zip"),
        ("no_calendar", "calendars/old"),
    ]


def test_folder_that_may_not_be_read_is_an_error(workbook, monkeypatch):
    folder = write_calendar(workbook.parent / "calendars" / "P1.ics", entry("1", *HOUR)).parent
    listed = Path.iterdir

    def iterdir(path):
        if path == folder:
            raise PermissionError
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", iterdir)

    assert faults(workbook) == [("unreadable_file", "calendars")]


def test_calendar_of_a_group_without_anything_is_a_warning(workbook):
    write_calendar(workbook.parent / "calendars" / "Visitor.ics")

    assert faults(workbook) == [("calendar_empty", "calendars/Visitor.ics")]


def test_calendar_of_a_group_that_is_free_all_the_time_is_told_once(workbook):
    free = entry("1", *HOUR, "TRANSP:TRANSPARENT")
    write_calendar(workbook.parent / "calendars" / "Visitor.ics", free)

    assert faults(workbook) == [("calendar_all_free", "calendars/Visitor.ics")]


def test_calendar_of_a_group_with_meetings_of_ours_alone_is_not_empty(workbook):
    ours = [line.replace("example.org", "matchmaker") for line in entry("1", *HOUR)]
    write_calendar(workbook.parent / "calendars" / "Visitor.ics", ours)

    assert faults(workbook) == []
    assert ("calendar_ours", "calendars/Visitor.ics") in found(read_event(workbook).issues)


LATER = ("DTSTART:20270617T073500Z", "DURATION:PT5M")
LARGE = calendar(entry("1", *HOUR, "X-A:" + "a" * calendar_file.LARGEST))
DEAF = "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"
"""A rule that no day fits."""


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bad_calendar"),
        (b"nothing", "bad_calendar"),
        (b"\x00\xff" * 100, "bad_calendar"),
        (b"BEGIN:VEVENT\r\nEND:VEVENT\r\n", "bad_calendar"),
        (b"BEGIN:VCALENDAR\r\n" * 5_000, "bad_calendar"),
        (calendar(entry("1", *HOUR))[:-20], "bad_calendar"),
        (calendar(entry("1", *HOUR)).replace(b"END:VEVENT", b"END:VTODO"), "bad_calendar"),
        (LARGE, "calendar_too_large"),
        (calendar(entry("1", f"DTSTART:{SECRET}")), "calendar_entry"),
        (calendar(entry("1", "DTSTART:20270230T090000Z")), "calendar_entry"),
        (calendar(entry("1", "DTSTART:20270616T100000Z", f"DTEND:{SECRET}")), "calendar_entry"),
        (
            calendar(entry("1", "DTSTART:20270616T100000Z", "DTEND:20270616T090000Z")),
            "calendar_entry",
        ),
        (calendar(entry("1", "DTEND:20270616T090000Z")), "calendar_entry"),
        (calendar(entry("1", "DTSTART:20270616T100000Z", "DTEND:20270617")), "calendar_entry"),
        (calendar(entry("1", f"DTSTART;TZID={SECRET}:20270616T100000")), "calendar_zone"),
        (calendar(entry("1", *HOUR, f"RRULE:{SECRET}")), "calendar_entry"),
        (calendar(entry("1", *HOUR, f"RRULE:FREQ={SECRET}")), "calendar_entry"),
        (calendar(entry("1", *HOUR, "RRULE:FREQ=SECONDLY")), "calendar_recurs"),
        (calendar(entry("1", *HOUR, "EXRULE:FREQ=DAILY")), "calendar_recurs"),
        (calendar(entry("1", *HOUR, f'RRULE;X="{SECRET}:FREQ=DAILY')), "bad_calendar"),
        (calendar(entry("1", *HOUR, "RRULE:INTERVAL=2;freq=minutely")), "calendar_recurs"),
        (calendar(*[entry(n, *HOUR, f"RRULE:{DEAF}") for n in range(50)]), "calendar_recurs"),
        (
            calendar(entry("1", "DTSTART:00020101T000000Z", "RRULE:FREQ=HOURLY", "DURATION:PT1H")),
            "calendar_recurs",
        ),
    ],
)
def test_what_is_wrong_with_a_file_is_named_in_time_and_without_its_words(workbook, content, code):
    file = workbook.parent / "calendars" / "P1.ics"
    file.parent.mkdir()
    file.write_bytes(content)
    before = clock.process_time()

    reading = read_event(workbook)

    assert (code, "calendars/P1.ics") in found(reading.issues)
    assert reading.event is None
    assert SECRET not in repr(reading)
    assert clock.process_time() - before < 40


def test_error_of_a_calendar_does_not_lead_to_its_words():
    odd = read_calendar(calendar(entry("1", *HOUR, f"RRULE:FREQ=DAILY;{SECRET}=1")), BERLIN)

    with pytest.raises(BadCalendar) as raised:
        odd.between(*DAYS)

    assert raised.value.__suppress_context__
    assert "".join(traceback.format_exception(raised.value)).count(SECRET) == 0


def test_appointment_at_a_busy_time_is_an_error(tmp_path):
    path = write(tmp_path / "fair.xlsx", two_days() | {"Fixed": fair()["Fixed"]})
    write_calendar(tmp_path / "calendars" / "P2.ics", entry("1", *LATER))

    assert faults(path) == [("pin_unavailable", "Fixed!D3")]


def test_changed_calendar_is_another_input(workbook):
    file = write_calendar(workbook.parent / "calendars" / "P1.ics", entry("1", *HOUR))
    before = read_event(workbook).source

    assert before == source_now(workbook, "")
    write_calendar(file, entry("1", *HOUR), entry("2", NINE, TEN))
    assert before != source_now(workbook, "") == read_event(workbook).source


@st.composite
def series(draw):
    month, day, hour = (draw(st.integers(*ends)) for ends in ((1, 6), (1, 28), (3, 22)))
    first = clock_time(day, hour, month=month)
    weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
    interval = draw(st.integers(1, 3))
    last = first + timedelta(days=draw(st.integers(0, 200)))
    plain = weekly(first, weekdays, interval, last)
    gone = set(draw(st.lists(st.sampled_from(plain), max_size=3))) if plain else set()
    left = [one for one in plain if one not in gone]
    which = draw(st.lists(st.sampled_from(left), max_size=3, unique=True)) if left else []
    moved = {one: one + timedelta(hours=draw(st.integers(-50, 50))) for one in which}
    return first, weekdays, interval, last, gone, moved


@settings(deadline=None, max_examples=100)
@given(series(), st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata"]))
def test_series_are_expanded_as_by_hand(rule, zone):
    first, weekdays, interval, last, gone, moved = rule
    stamp = "%Y%m%dT%H%M%S"
    days = ",".join(["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day] for day in sorted(weekdays))
    # the first start counts, whatever the weekdays
    expected = set(weekly(first, weekdays, interval, last, gone=gone, moved=moved)) | (
        {first} - gone - moved.keys()
    )
    expected |= {moved[first]} if first in moved else set()
    lines = (
        *(f"DTSTART;TZID={zone}:{first:{stamp}}", "DURATION:PT30M"),
        f"RRULE:FREQ=WEEKLY;INTERVAL={interval};BYDAY={days};UNTIL={last:{stamp}}",
        *(f"EXDATE;TZID={zone}:{one:{stamp}}" for one in gone),
    )
    instances = [
        entry(
            "s",
            f"RECURRENCE-ID;TZID={zone}:{was:{stamp}}",
            f"DTSTART;TZID={zone}:{now:{stamp}}",
            "DURATION:PT30M",
        )
        for was, now in moved.items()
    ]

    whole = [date(2027, 1, 1), date(2027, 12, 31)]
    starts = {
        start
        for start, _ in periods(entry("s", *lines), *instances, zone=ZoneInfo(zone), days=whole)
    }

    assert starts == {one for one in expected if one.year == 2027}
