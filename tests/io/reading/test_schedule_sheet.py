from datetime import date, datetime, time

import pytest

from matchmaker.events import Attendance, Slot
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.record import Plan, Source
from matchmaker.rulebook import Rule, verify
from matchmaker.schedule import Meeting, Schedule
from tests.builders import BERLIN, event, meeting, people, person, schedule, wishes
from tests.io.reading.spreadsheets import found, write

DAY = date(2027, 6, 16)
HEADINGS = ["Date", "Start", "End", "A", "B", "Table", "Locked"]
FAIR = event(
    [*people("A B C", email="x@x.example"), person("D", attendance=Attendance.ONLINE)],
    wishes("A>B A>C A>D"),
    slots=3,
    tables=2,
)


def meetings(tmp_path, *rows, headings=HEADINGS, title="Meetings"):
    path = write(tmp_path / "schedule.xlsx", {title: [headings, *rows]})
    found_schedule, issues = read_schedule(path, FAIR)
    return found_schedule.meetings, found(issues)


def test_schedule_that_was_written_is_read_back(tmp_path):
    made = schedule(
        meeting("A B", 0, "T2", locked=True), meeting("A C", 1), meeting("A D", 2, None)
    )
    plan = Plan(
        version="v01",
        created_at=datetime(2027, 6, 1, tzinfo=BERLIN),
        source=Source("fair.xlsx", "0"),
        event=FAIR,
        schedule=made,
    )
    write_schedule(plan, tmp_path / "schedule.xlsx")

    assert read_schedule(tmp_path / "schedule.xlsx", FAIR) == (made, ())


def test_schedule_in_german_and_any_order_of_columns(tmp_path):
    headings = ["Tisch", "B", "Fixiert", "A", "Beginn", "Punkte", "Datum"]
    row = ["t1", "a", "ja", "B ", "9:30", 3, "16.06.2027"]

    assert meetings(tmp_path, row, headings=headings, title="Treffen") == (
        (meeting("A B", 1, "T1", locked=True),),
        [],
    )


def test_schedule_without_tables_is_online(tmp_path):
    rows = [[DAY, time(9), None, "A", "D"], [DAY, time(9, 30), time(10), "B", "D", "online"]]

    assert meetings(tmp_path, *rows) == ((meeting("A D", 0, None), meeting("B D", 1, None)), [])


def test_schedule_with_strangers_keeps_them_for_verify(tmp_path):
    rows = [
        [DAY, time(9), None, "A", "Z", "T1"],
        [DAY, time(9), None, "B", "x@x.example", "T2"],
        [DAY, time(9, 30), None, "A", "B", "T9"],
        [DAY, time(16), None, "A", "C", "T1"],
        [DAY, time(10), time(10, 20), "C", "D"],
        [DAY, time(10), None, "B", "B", "T1"],
    ]

    read, issues = meetings(tmp_path, *rows)

    late = datetime(2027, 6, 16, 16, tzinfo=BERLIN)
    assert set(read) == {
        meeting("A Z", 0),
        meeting("B x@x.example", 0, "T2"),
        meeting("A B", 1, "T9"),
        Meeting(("A", "C"), Slot(late, late.replace(minute=30)), "T1"),
        meeting("C D", 2, None),
        meeting("B B", 2),
    }
    assert issues == []
    faults = verify(FAIR, Schedule(read))
    assert [fault.rule for fault in faults if fault.rule is Rule.KNOWN] == [Rule.KNOWN] * 5


def test_schedule_of_no_known_version_tells_an_area_that_is_not_that_of_its_table(tmp_path):
    row = [DAY, time(9), None, "A", "B", "T1", None, "Hall"]

    assert meetings(tmp_path, row, headings=[*HEADINGS, "Area"]) == (
        (meeting("A B", 0),),
        [("edit_follows", "Meetings!H2")],
    )


def test_schedule_with_rows_that_cannot_be_read(tmp_path):
    rows = [
        ["soon", time(9), None, "A", "B", "T1"],
        [DAY, None, None, "A", "B", "T1"],
        [DAY, time(9), time(8), "A", "B", "T1"],
        [DAY, time(9), None, None, "B", "T1"],
        [DAY, time(9), None, "A", "B", "T1", "perhaps"],
        [DAY, time(9), None, "A", "C", "T1"],
    ]

    assert meetings(tmp_path, *rows) == (
        (meeting("A C", 0),),
        [
            ("bad_date", "Meetings!A2"),
            ("missing_cell", "Meetings!B3"),
            ("end_before_start", "Meetings!C4"),
            ("missing_cell", "Meetings!D5"),
            ("bad_yes_no", "Meetings!G6"),
        ],
    )


def test_schedule_without_a_column(tmp_path):
    row = [DAY, time(9), None, "A", "B", "T1"]
    headings = ["Date", "Start", "End", "A", "Partner", "Table"]

    assert meetings(tmp_path, row, headings=headings) == (
        (),
        [("missing_column", "Meetings"), ("unknown_column", "Meetings!E1")],
    )


def test_schedule_without_the_sheet(tmp_path):
    assert meetings(tmp_path, title="Summary") == ((), [("missing_sheet", "schedule.xlsx")])
    assert meetings(tmp_path, title="Budget")[1][-1] == ("no_sheets", "schedule.xlsx")


@pytest.mark.parametrize("content", [b"", b"text"])
def test_schedule_that_is_no_workbook(tmp_path, content):
    path = tmp_path / "schedule.xlsx"
    path.write_bytes(content)

    read, issues = read_schedule(path, FAIR)

    assert (read.meetings, len(issues)) == ((), 1)
