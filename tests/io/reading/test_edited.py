"""A schedule.xlsx as the program wrote it, edited by hand, and read back."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from openpyxl import load_workbook

from matchmaker.events import Attendance, Blocked, Rules, Status, Table
from matchmaker.io.checking.edits import apply_edits
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.text import words
from tests.builders import at, event, meeting, person, pin, plan, slot, wishes
from tests.io.reading.spreadsheets import found

NAMES = {"A": "Anna", "B": "Bo", "C": "Cleo", "D": "Dan", "E": "Eva", "F": "Finn"}
PEOPLE = tuple(person(key, first_name=name) for key, name in NAMES.items())
ONLINE = (person("X", attendance=Attendance.ONLINE), person("Y", attendance=Attendance.ONLINE))
FAIR = event((*PEOPLE, *ONLINE), wishes("A>B C>D A>C E>F B>D A>X B>Y"), slots=4, tables=2)
MEETINGS = (
    meeting("A B", 0, "T1"),
    meeting("C D", 0, "T2"),
    meeting("A C", 1, "T1"),
    meeting("E F", 2, "T2", locked=True),
    meeting("A X", 3, None),
    meeting("B Y", 3, None),
)
DAY = date(2027, 6, 16)


@pytest.fixture(params=["en", "de"])
def language(request):
    return request.param


@pytest.fixture
def edited(tmp_path):
    """Write a plan, let somebody edit it, and read it back."""

    def read(change, *, language="en", of=FAIR, now=None, meetings=MEETINGS):
        made = plan(replace(of, language=language), *meetings)
        path = tmp_path / "schedule.xlsx"
        write_schedule(made, path)
        book = load_workbook(path)
        say = words(language)
        change(book[say("output.sheet.meetings")], book[say("output.sheet.grid")])
        book.save(path)
        return read_edits(path, now or of, made)

    return read


def row_of(sheet, pair):
    """Find the row of a meeting, by the ids in the columns A and B."""
    return next(
        r for r in range(2, 30) if f"{sheet.cell(r, 7).value} {sheet.cell(r, 10).value}" == pair
    )


def put(sheet, pair, **cells):
    """Write into the row of a meeting."""
    for letter, value in cells.items():
        sheet[f"{letter.upper()}{row_of(sheet, pair)}"].value = value


def move(grid, start, target):
    """Cut a cell and paste it elsewhere."""
    grid[target].value, grid[start].value = grid[start].value, None


def placed(edits):
    """List what must stand, where it is read and whether it is locked."""
    return [(entry.meeting, str(entry.place())) for entry in edits.entries]


def test_schedule_as_it_was_written_has_no_edits(edited, language):
    edits = edited(lambda *_: None, language=language)

    assert (edits.entries, edits.deleted, edits.issues) == ((), (), ())
    assert edits.schedule.meetings == plan(FAIR, *MEETINGS).schedule.meetings


@pytest.mark.parametrize(
    "start", [time(10), "10:00", "10.00", "10 Uhr", 10 / 24, timedelta(hours=10)]
)
@pytest.mark.parametrize("end", ["", "as written", time(10, 30), "10.30"])
def test_start_names_the_slot_and_the_end_follows(edited, start, end):
    def change(meetings, _):
        cells = {} if end == "as written" else {"d": end}
        put(meetings, "C D", c=start, **cells)

    edits = edited(change)

    assert (placed(edits), edits.issues) == ([(meeting("C D", 2, None), "Meetings!3:3")], ())
    assert meeting("C D", 2, "T2") in edits.schedule.meetings


@pytest.mark.parametrize("day", [date(2027, 6, 17), "17.06.2027", "2027-06-17"])
def test_date_names_the_slot_too(edited, day, language):
    slots = (*FAIR.slots, slot(0, day=1))

    def change(meetings, _):
        put(meetings, "C D", b=day)

    edits = edited(change, language=language, of=replace(FAIR, slots=slots))

    assert [entry.meeting.slot for entry in edits.entries] == [slot(0, day=1)]


@pytest.mark.parametrize("end", [time(9), time(9, 45), time(11), "8:00"])
@pytest.mark.parametrize("cells", [{}, {"c": time(10)}])
def test_end_that_contradicts_the_start_is_named_with_what_it_would_be(edited, end, cells):
    edits = edited(lambda meetings, _: put(meetings, "C D", d=end, **cells))

    right = "10:30" if cells else "09:30"
    assert found(edits.issues) == [("edit_end", "Meetings!D3")]
    assert edits.issues[0].parameters["right"] == right


def test_end_of_a_row_that_was_added_is_that_of_its_slot(edited):
    def change(meetings, _):
        meetings.append(["", DAY, time(9), None, "T1", "", "B", "", "", "D"])
        meetings.append(["", DAY, time(10), time(10), "T1", "", "D", "", "", "E"])

    edits = edited(change)

    assert found(edits.issues) == [("edit_end", "Meetings!D9")]


def test_row_that_nobody_touched_is_no_edit_when_the_slots_have_changed(edited):
    shorter = tuple(replace(s, end=s.end - timedelta(minutes=5)) for s in FAIR.slots[2:])

    edits = edited(lambda *_: None, now=replace(FAIR, slots=shorter))

    assert (edits.entries, edits.deleted, edits.issues) == ((), (), ())


def test_start_that_is_no_slot_is_named_with_the_nearest(edited):
    edits = edited(lambda meetings, _: put(meetings, "C D", c="10:10"))

    fair, issues = apply_edits(FAIR, edits)

    assert (fair, found(issues)) == (FAIR, [("pin_without_slot", "Meetings!C3")])
    assert issues[0].parameters["times"] == "2027-06-16 09:30, 2027-06-16 10:00, 2027-06-16 10:30"


def test_meeting_moved_in_the_grid_is_moved(edited, language):
    edits = edited(lambda _, grid: move(grid, "E2", "D4"), language=language)

    sheet = words(language)("output.sheet.grid")
    assert (placed(edits), edits.issues) == ([(meeting("C D", 2, "T1"), f"{sheet}!D4")], ())
    assert meeting("C D", 2, "T1") in edits.schedule.meetings
    assert (edits.deleted, len(edits.schedule.meetings)) == ((), 6)


def test_two_cells_of_the_grid_are_swapped(edited):
    def change(_, grid):
        grid["D2"].value, grid["E4"].value = grid["E4"].value, grid["D2"].value

    edits = edited(change)

    assert placed(edits) == [
        (meeting("A B", 2, "T2"), "Grid!E4"),
        (meeting("E F", 0, "T1", locked=True), "Grid!D2"),
    ]
    assert (edits.deleted, edits.issues) == ((), ())


def test_times_of_two_rows_of_the_grid_are_swapped(edited):
    def change(_, grid):
        grid["B2"].value, grid["B4"].value = "10:00", "9 Uhr"

    edits = edited(change)

    assert [entry.meeting for entry in edits.entries] == [
        meeting("A B", 2, "T1"),
        meeting("C D", 2, "T2"),
        meeting("E F", 0, "T2", locked=True),
    ]


def test_cell_of_the_grid_that_was_cleared_deletes_its_meeting(edited):
    edits = edited(lambda _, grid: move(grid, "E2", "H20"), meetings=MEETINGS[:3])
    cleared = edited(lambda _, grid: setattr(grid["E2"], "value", None))

    assert found(edits.issues) == [("grid_no_table", "Grid!H20")]
    assert (cleared.deleted, cleared.issues) == ((("C", "D"),), ())
    assert str(cleared.removed["C", "D"]) == "Grid!E2"


def test_grid_that_is_empty_or_gone_is_not_read(edited):
    emptied = edited(lambda _, grid: grid.delete_rows(1, 9))
    gone = edited(lambda _, grid: grid.parent.remove(grid))

    assert (emptied.deleted, found(emptied.issues)) == ((), [("grid_empty", "Grid")])
    assert (gone.deleted, gone.issues) == ((), ())


def test_row_of_the_grid_that_is_gone_deletes_nobody_whose_row_is_there(edited):
    def change(meetings, grid):
        meetings.delete_rows(row_of(meetings, "C D"))
        grid.delete_rows(2)

    edits = edited(change)

    assert found(edits.issues) == [("grid_lost", "Grid")]
    assert edits.issues[0].parameters["pair"] == "A – B"


def test_name_beside_the_id_of_somebody_else_is_told(edited):
    edits = edited(lambda meetings, _: put(meetings, "C D", h="Anna A"))

    assert (found(edits.issues), edits.entries) == ([("edit_name", "Meetings!H3")], ())
    assert edits.issues[0].parameters == {"id": "C", "name": "Cleo C", "value": "Anna A"}


@pytest.mark.parametrize(
    "text", ["Bo B\nDan D", "Dan D\nBo B", "d\nB", "Bo B – Dan D", " B \n\n D "]
)
def test_meeting_added_in_the_grid_is_added(edited, text):
    edits = edited(lambda _, grid: setattr(grid["D4"], "value", text))

    assert (placed(edits), edits.issues) == ([(meeting("B D", 2, "T1"), "Grid!D4")], ())
    assert meeting("B D", 2, "T1") in edits.schedule.meetings


def test_online_meeting_is_moved_within_its_column(edited, language):
    def change(_, grid):
        grid["F5"].value, grid["F2"].value = "Anna A – X", "Bo B – Y"

    edits = edited(change, language=language)

    assert [entry.meeting for entry in edits.entries] == [meeting("B Y", 0, None)]
    assert edits.issues == ()


def test_grid_that_was_sorted_or_filled_with_remarks_in_empty_rows_is_the_same(edited):
    def change(_, grid):
        rows = [[cell.value for cell in row] for row in grid["A2:F5"]]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                grid.cell(number, column).value = value
        grid["A9"].value = "Please print on A3"

    edits = edited(change)

    assert (edits.entries, edits.deleted, edits.issues) == ((), (), ())


def test_people_of_one_name_are_told_apart_by_where_they_stood(edited):
    twins = tuple(replace(p, last_name="Same", first_name="Sam") for p in PEOPLE)
    fair = replace(FAIR, participants=(*twins, *ONLINE))

    one = edited(lambda _, grid: move(grid, "E2", "D4"), of=fair, meetings=MEETINGS[:4])
    two = edited(
        lambda _, grid: (move(grid, "E2", "D4"), move(grid, "D2", "D5")),
        of=fair,
        meetings=MEETINGS[:4],
    )

    assert [entry.meeting for entry in one.entries] == [meeting("C D", 2, "T1")]
    assert ("grid_ambiguous", "Grid!D4") in found(two.issues)


def test_tables_named_alike_are_told_apart_by_their_column(edited):
    fair = replace(FAIR, tables=(Table(name="1"), Table(name="Table 1")))
    there = (meeting("A B", 0, "1"), meeting("C D", 0, "Table 1"))

    untouched = edited(lambda *_: None, of=fair, meetings=there)
    moved = edited(lambda _, grid: move(grid, "E2", "D3"), of=fair, meetings=there)

    assert (untouched.entries, untouched.deleted, untouched.issues) == ((), (), ())
    assert [entry.meeting for entry in moved.entries] == [meeting("C D", 1, "1")]


def test_several_meetings_at_one_table_are_moved_one_by_one(edited):
    fair = replace(FAIR, tables=(Table(name="T1", meetings_at_once=2), Table(name="T2")))
    there = (meeting("A B", 0, "T1"), meeting("C D", 0, "T1"))

    def change(_, grid):
        grid["D2"].value, grid["E3"].value = "Anna A\nBo B", "Cleo C\nDan D"

    edits = edited(change, of=fair, meetings=there)

    assert ([e.meeting for e in edits.entries], edits.issues) == ([meeting("C D", 1, "T2")], ())


def one_person(_, grid):
    grid["E2"].value, grid["D4"].value = "Cleo C", "Dan D"


def copied(_, grid):
    grid["D4"].value = grid["E2"].value


def covered(_, grid):
    move(grid, "E2", "D3")


def moved_apart(meetings, grid):
    put(meetings, "C D", c=time(10))
    move(grid, "E2", "D5")


def cleared_and_moved(meetings, grid):
    put(meetings, "C D", c=time(10))
    grid["E2"].value = None


def cleared_and_locked(meetings, grid):
    put(meetings, "C D", p="yes")
    grid["E2"].value = None


def deleted_and_moved(meetings, grid):
    meetings.delete_rows(row_of(meetings, "C D"))
    move(grid, "E2", "D4")


def stranger(_, grid):
    grid["D4"].value = "Anna A\nZoe Z"


def oneself(_, grid):
    grid["D4"].value = "Anna A\nA"


def other_time(_, grid):
    grid["B2"].value = time(9, 10)


def no_time(_, grid):
    grid["B2"].value = "early"


def new_column(_, grid):
    grid["G1"].value = "T7"
    move(grid, "E2", "G2")


def formula(_, grid):
    grid["E2"].value = "=D3"


@pytest.mark.parametrize(
    ("change", "issues"),
    [
        (one_person, [("grid_no_meeting", "Grid!E2"), ("grid_no_meeting", "Grid!D4")]),
        (copied, [("grid_twice", "Grid!D4")]),
        (covered, [("grid_covered", "Grid!D3")]),
        (moved_apart, [("grid_contradicts", "Grid!D5")]),
        (cleared_and_moved, [("grid_contradicts", "Grid!E2")]),
        (cleared_and_locked, [("grid_contradicts", "Grid!E2")]),
        (deleted_and_moved, [("grid_deleted", "Grid!D4")]),
        (stranger, [("unknown_person_no_suggestion", "Grid!D4")]),
        (oneself, [("same_person", "Grid!D4")]),
        (other_time, [("pin_without_slot", "Grid!B2")]),
        (no_time, [("bad_time", "Grid!B2")]),
        (new_column, [("grid_no_table", "Grid!G2")]),
        (formula, [("formula_without_value", "Grid!E2")]),
    ],
)
def test_change_of_the_grid_that_is_not_clear_is_refused_by_its_cell(edited, change, issues):
    edits = edited(change)

    assert (found(edits.issues), edits.entries, edits.deleted) == (issues, (), ())


def test_contradiction_names_both_cells(edited):
    (issue,) = edited(moved_apart).issues

    assert issue.parameters["other"] == "Meetings!3:3"


def test_same_change_in_both_sheets_is_one(edited):
    def change(meetings, grid):
        put(meetings, "C D", c="10:00", e="T1", p="yes")
        move(grid, "E2", "D4")

    edits = edited(change)

    assert placed(edits) == [(meeting("C D", 2, "T1", locked=True), "Grid!D4")]
    assert edits.issues == ()


def test_deleted_in_both_sheets_is_deleted(edited):
    def change(meetings, grid):
        meetings.delete_rows(row_of(meetings, "A C"))
        move(grid, "E2", "D3")

    edits = edited(change)

    assert (edits.deleted, placed(edits)) == (
        (("A", "C"),),
        [(meeting("C D", 1, "T1"), "Grid!D3")],
    )


HOST = person("H", "Elbe Lab", attendance=Attendance.OWN_PLACE, place="Elbring 20")
VISITS = event(
    (*PEOPLE, *ONLINE, HOST),
    wishes("A>B A>X A>H"),
    slots=4,
    tables=(Table(name="T1", area="Hall A"), Table(name="T2", area="Hall B")),
)
VISITING = (meeting("A B", 0, "T1"), meeting("A X", 1, None), meeting("A H", 2, None))


@pytest.mark.parametrize(
    ("pair", "cells", "issues"),
    [
        ("A B", {"f": "Hall B"}, [("edit_area", "Meetings!F2")]),
        ("A B", {"f": "Hall B", "e": "T2"}, []),
        ("A B", {"e": "T2"}, []),
        ("A B", {"f": ""}, []),
        ("A X", {"f": "Hall B"}, [("edit_area", "Meetings!F3")]),
        ("A H", {"f": "online"}, [("edit_area", "Meetings!F4")]),
        ("A H", {"e": "online"}, [("edit_at_place", "Meetings!E4")]),
        ("A H", {"e": "at own place"}, []),
        ("A X", {"e": "at own place"}, [("edit_not_at_place", "Meetings!E3")]),
        ("A X", {"e": "online"}, []),
        ("A B", {"a": "A+C"}, [("edit_follows", "Meetings!A2")]),
        ("A B", {"i": "C GmbH"}, [("edit_follows", "Meetings!I2")]),
        ("A B", {"l": "C GmbH"}, [("edit_follows", "Meetings!L2")]),
        ("A B", {"m": "Polish"}, [("edit_follows", "Meetings!M2")]),
        ("A B", {"n": 8}, [("edit_follows", "Meetings!N2")]),
        ("A B", {"o": "cancelled"}, [("edit_follows", "Meetings!O2")]),
    ],
)
def test_cell_that_follows_from_the_rest_is_told_when_it_is_changed(edited, pair, cells, issues):
    edits = edited(lambda meetings, _: put(meetings, pair, **cells), of=VISITS, meetings=VISITING)

    assert found(edits.issues) == issues


def test_row_that_was_added_is_told_that_its_area_is_another(edited):
    def change(meetings, _):
        row = (None, DAY, time(10), None, "T1", "Hall B", "C", None, None, "D")
        for number, cell in enumerate(row, 1):
            meetings.cell(9, number).value = cell

    edits = edited(change, of=VISITS, meetings=VISITING)

    assert found(edits.issues) == [("edit_follows", "Meetings!F9")]
    assert [one.meeting for one in edits.entries] == [meeting("C D", 2, "T1")]


def test_end_that_was_changed_in_the_grid_is_told(edited):
    def change(_, grid):
        grid["C2"].value = time(9, 45)
        grid["C3"].value = "soon"

    assert found(edited(change).issues) == [
        ("edit_follows", "Grid!C2"),
        ("edit_follows", "Grid!C3"),
    ]


def test_agenda_list_that_was_changed_is_told(tmp_path):
    made = plan(FAIR, *MEETINGS)
    path = tmp_path / "schedule.xlsx"
    write_schedule(made, path)
    book = load_workbook(path)
    book["Agenda list"]["F2"].value = time(10, 30)
    book.save(path)

    edits = read_edits(path, FAIR, made)

    assert found(edits.issues) == [("agenda_list_edited", "Agenda list!2:2")]


@pytest.mark.parametrize("column", "ABCGIKLM")
def test_agenda_list_that_was_changed_in_any_column_is_told(tmp_path, column):
    made = plan(VISITS, *VISITING)
    path = tmp_path / "schedule.xlsx"
    write_schedule(made, path)
    book = load_workbook(path)
    book["Agenda list"][f"{column}2"].value = time(11) if column == "G" else "Hall Z"
    book.save(path)

    assert found(read_edits(path, VISITS, made).issues) == [
        ("agenda_list_edited", "Agenda list!2:2")
    ]


def test_agenda_list_that_was_kept_up_by_hand_is_right(tmp_path):
    made = plan(FAIR, *MEETINGS)
    path = tmp_path / "schedule.xlsx"
    write_schedule(made, path)
    book = load_workbook(path)
    put(book["Meetings"], "C D", c=time(10))
    for row in book["Agenda list"].iter_rows(min_row=2):
        if {row[3].value, row[9].value} in ({"C", "Dan D"}, {"D", "Cleo C"}):
            row[5].value = time(10)
    book.save(path)

    assert read_edits(path, FAIR, made).issues == ()


def test_grid_of_an_unknown_version_is_told_to_be_passed_over(tmp_path):
    path = tmp_path / "schedule.xlsx"
    write_schedule(plan(FAIR, *MEETINGS), path)

    _, issues = read_schedule(path, FAIR, tells_of_grid=True)

    assert found(issues) == [("grid_not_read", "Grid")]


def at_once(meetings, _):
    put(meetings, "C D", c=time(10))
    put(meetings, "A C", c=time(10))


def to_the_locked(meetings, _):
    meetings.append(["", DAY, time(10), None, "", "", "B", "", "", "E"])


def added(*cells):
    return lambda meetings, _: meetings.append(["", DAY, *cells])


def with_table(name, **fields):
    return replace(FAIR, tables=(FAIR.tables[0], Table(name=name, **fields)))


def but_person(name, **fields):
    return replace(
        FAIR,
        participants=tuple(replace(p, **fields) if p.id == name else p for p in FAIR.participants),
    )


MOVED = lambda meetings, _: put(meetings, "C D", c=time(10))  # noqa: E731 - as short as the others
GONE = ("edit_lock_gone", "Meetings!5:5")
CANNOT_STAND = {
    "closed table, kept": (
        lambda meetings, _: put(meetings, "C D", c=time(10), p="x"),
        with_table("T2", times=at(0, 1)),
        [GONE, ("pin_table_open", "Meetings!3:3")],
    ),
    "own table closed then": (
        MOVED,
        with_table("T2", owner="C", times=at(0, 1)),
        [GONE, ("pin_without_table", "Meetings!E3")],
    ),
    "no table at all then": (
        MOVED,
        replace(FAIR, tables=tuple(replace(t, times=at(0, 1)) for t in FAIR.tables)),
        [GONE, ("pin_without_table", "Meetings!E3")],
    ),
    "table of somebody else": (
        lambda meetings, _: put(meetings, "A C", e="T2"),
        with_table("T2", owner="E"),
        [("pin_table_reserved", "Meetings!4:4")],
    ),
    "moved to a closed table in the grid": (
        lambda _, grid: move(grid, "D2", "E3"),
        with_table("T2", times=at(0, 2)),
        [("pin_table_open", "Grid!E3")],
    ),
    "no such table": (
        lambda meetings, _: put(meetings, "C D", e="T9"),
        FAIR,
        [("unknown_table_no_suggestion", "Meetings!E3")],
    ),
    "somebody cancelled": (
        MOVED,
        but_person("C", status=Status.CANCELLED),
        [("pin_cancelled", "Meetings!3:3")],
    ),
    "somebody absent": (
        lambda _, grid: move(grid, "E2", "D4"),
        but_person("C", status=Status.ABSENT),
        [("pin_cancelled", "Grid!D4")],
    ),
    "somebody busy": (
        MOVED,
        but_person("C", times=at(0, 1)),
        [("pin_unavailable", "Meetings!3:3")],
    ),
    "a pair twice": (
        added(time(10), None, "T1", "", "D", "", "", "C"),
        FAIR,
        [("edit_twice", "Meetings!8:8")],
    ),
    "two at one time": (at_once, FAIR, [("pin_one_meeting_a_slot", "Meetings!4:4")]),
    "two at one time, one locked before": (
        to_the_locked,
        FAIR,
        [("pin_one_meeting_a_slot", "Meetings!8:8")],
    ),
    "blocked": (
        MOVED,
        replace(FAIR, blocked=(Blocked(("C", "D")),)),
        [("pin_blocked", "Meetings!3:3")],
    ),
    "too many": (
        added(time(9, 30), None, "T2", "", "E", "", "", "B"),
        replace(FAIR, rules=Rules(max_meetings=1)),
        [("pin_max_meetings", "Meetings!8:8")],
    ),
    "nobody we know": (
        added(time(9, 30), None, "T2", "", "Zoe", "", "", "B"),
        FAIR,
        [("unknown_person_no_suggestion", "Meetings!G8")],
    ),
    "oneself": (
        added(time(9, 30), None, "T2", "", "B", "", "", "b"),
        FAIR,
        [("same_person", "Meetings!J8")],
    ),
    "online on site": (
        lambda meetings, _: put(meetings, "C D", e="online"),
        FAIR,
        [("edit_not_online", "Meetings!E3")],
    ),
    "online on site, in the grid": (
        lambda _, grid: move(grid, "E2", "F2"),
        FAIR,
        [("edit_not_online", "Grid!F2")],
    ),
    "on site though online": (
        lambda _, grid: move(grid, "F5", "D5"),
        FAIR,
        [("pin_online", "Grid!D5"), ("pin_online", "Grid!D5"), ("pin_table_capacity", "Grid!D5")],
    ),
    "fixed elsewhere": (
        MOVED,
        replace(FAIR, pins=(pin("C D", 1),)),
        [("edit_fixed", "Meetings!3:3")],
    ),
    "several at once": (
        lambda meetings, _: (put(meetings, "C D", c="7:00", e="T9"), put(meetings, "A C", e="T8")),
        FAIR,
        [
            ("pin_without_slot", "Meetings!C3"),
            ("unknown_table_no_suggestion", "Meetings!E3"),
            ("unknown_table_no_suggestion", "Meetings!E4"),
        ],
    ),
}


@pytest.mark.parametrize("name", CANNOT_STAND)
def test_edit_that_cannot_stand_is_named_at_its_row(edited, name):
    change, now, expected = CANNOT_STAND[name]

    edits = edited(change, now=now)
    after, issues = apply_edits(now, edits)

    assert (found((*edits.issues, *issues)), after) == (expected, now)
    for issue in issues:
        assert words("de")(f"issue.{issue.code}", **issue.parameters)
        assert words("en")(f"advice.{issue.code}", **issue.parameters)


def test_lock_of_before_that_can_no_longer_stand_is_let_go_and_told(edited):
    gone = but_person("E", status=Status.CANCELLED)
    edits = edited(MOVED, now=gone)

    after, issues = apply_edits(gone, edits)

    assert (after.pins, found(issues)) == (
        (pin("C D", 2),),
        [("edit_lock_gone", "Meetings!5:5")],
    )


def test_lock_of_before_gives_way_to_the_workbook(edited):
    fixed = replace(FAIR, pins=(pin("E F", 0),))
    edits = edited(lambda *_: None, now=fixed)

    assert apply_edits(fixed, edits) == (fixed, ())


def test_lock_that_was_taken_away_is_gone(edited):
    edits = edited(lambda meetings, _: put(meetings, "E F", p=None))

    assert apply_edits(FAIR, edits) == (FAIR, ())


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda meetings, _: put(meetings, "A B", c=time(10)), "Meetings!2:2"),
        (lambda meetings, _: put(meetings, "A C", c=time(9)), "Meetings!4:4"),
        (lambda _, grid: move(grid, "D2", "D4"), "Grid!D4"),
        (lambda meetings, _: meetings.delete_rows(2), "Meetings"),
        (lambda _, grid: setattr(grid["D2"], "value", None), "Grid!D2"),
    ],
)
def test_history_cannot_be_edited(edited, change, place):
    after, issues = apply_edits(FAIR, edited(change), slot(1).start)

    assert (found(issues[:1]), after) == ([("edit_history", place)], FAIR)
    assert issues[0].parameters["day"] == "2027-06-16 09:30"


def test_deleted_meeting_that_is_fixed_stands_and_is_told(edited):
    fixed = replace(FAIR, pins=(pin("C D", 0),))
    edits = edited(lambda meetings, _: meetings.delete_rows(3), now=fixed)

    after, issues = apply_edits(fixed, edits)

    assert after.blocked == ()
    assert found(issues) == [("edit_deleted_fixed", "Meetings")]
