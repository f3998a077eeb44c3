"""Any edits by hand that make a valid schedule are read as they are meant, from either sheet."""

from dataclasses import dataclass, field, replace
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from matchmaker.events import Attendance, pair_of
from matchmaker.io.checking.edits import apply_edits
from matchmaker.io.reading.edited import read_edits
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.rerun import locked
from matchmaker.rulebook import verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.solver import Watch, solve
from matchmaker.text import words
from tests.builders import event, person, plan, slot, wishes

ON_SITE = ("A", "B", "C", "D", "E")
PEOPLE = (
    *(person(name, first_name="Jo-Ann") for name in ON_SITE),
    person("X", attendance=Attendance.ONLINE),
)
PAIRS = [pair_of(*two) for two in combinations([p.id for p in PEOPLE], 2)]
SLOTS, TABLES = 4, ("T1", "T2")
FAIR = event(PEOPLE, wishes(" ".join(f"{a}>{b}" for a, b in PAIRS)), slots=SLOTS, tables=2)
SHEETS = ("meetings", "grid")


def seats(pair):
    """Where two people can meet."""
    tables = (None,) if "X" in pair else TABLES
    return [(number, table) for number in range(SLOTS) for table in tables]


def fits(pair, seat, there):
    """Whether two people can meet there, beside those who do."""
    return all(
        other[0] != seat[0]
        or (not set(pair) & set(them) and (seat[1] is None or other[1] != seat[1]))
        for them, other in there.items()
        if them != pair
    )


@dataclass
class Editing:
    """A schedule, what becomes of it, and the sheet in which it is said of each pair."""

    before: dict
    after: dict
    sheets: dict = field(default_factory=dict)
    locks: set = field(default_factory=set)


@st.composite
def editings(draw):
    """Draw a valid schedule and changes that leave it valid: moved, added, deleted, locked."""
    before = {}
    for pair in draw(st.permutations(PAIRS))[: draw(st.integers(1, 8))]:
        seat = draw(st.sampled_from(seats(pair)))
        if fits(pair, seat, before):
            before[pair] = seat
    after = dict(before)
    for pair in draw(st.lists(st.sampled_from(PAIRS), max_size=8)):
        seat = draw(st.sampled_from([None, *seats(pair)]))
        if seat is None:
            after.pop(pair, None)
        elif fits(pair, seat, after):
            after[pair] = seat
    sheets = {
        pair: draw(st.sampled_from(SHEETS))
        for pair in sorted(before.keys() | after.keys())
        if before.get(pair) != after.get(pair)
    }
    locks = draw(st.sets(st.sampled_from(sorted(after)))) if after else set()
    return Editing(before, after, sheets, locks)


def made_of(there, locks=()):
    """Make meetings of pairs and seats."""
    return tuple(
        Meeting(pair, slot(number), table, locked=pair in locks)
        for pair, (number, table) in there.items()
    )


def edit_meetings(sheet, editing):
    """Say in the sheet of meetings what is to be said there; give whose row is deleted."""
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for pair in sorted({pair for pair, said in editing.sheets.items() if said == "meetings"}):
        if pair not in editing.after:
            clear_row(sheet, rows["+".join(pair)])
            continue
        number, table = editing.after[pair]
        row = rows.setdefault("+".join(pair), sheet.max_row + 1)
        start = slot(number).start
        cells = {2: start.date(), 3: f"{start:%H.%M}", 5: table, 7: pair[0], 10: pair[1]}
        for column, value in cells.items():
            sheet.cell(row, column).value = value
    for pair in editing.locks:
        if "+".join(pair) in rows:
            sheet.cell(rows["+".join(pair)], 16).value = "x"


def clear_row(sheet, row):
    for column in range(1, 17):
        sheet.cell(row, column).value = None


def edit_grid(grid, meetings, editing):
    """Say in the grid what is to be said there: cell by cell, who stands in it then."""
    there = {
        pair: editing.after.get(pair) if editing.sheets.get(pair) == "grid" else seat
        for pair, seat in (dict.fromkeys(editing.after) | editing.before).items()
    }
    columns = {grid.cell(1, column).value: column for column in range(4, grid.max_column + 1)}
    for number in range(SLOTS):
        for heading, column in columns.items():
            table = None if heading == "online" else heading.split()[-1]
            pairs = [pair for pair, seat in there.items() if seat == (number, table)]
            grid.cell(number + 2, column).value = "\n\n".join(map(names, pairs)) or None
            if pairs:
                delete_covered(meetings, editing, (number, table))


def names(pair):
    return "\n".join(FAIR.participant[person].name for person in pair)


def delete_covered(meetings, editing, seat):
    """Delete the row, too, of who was put over in the grid: or it would not be clear."""
    for pair, was in editing.before.items():
        if was == seat and pair not in editing.after and editing.sheets[pair] == "grid":
            for row in range(2, meetings.max_row + 1):
                if meetings.cell(row, 1).value == "+".join(pair):
                    clear_row(meetings, row)


def edited(editing, folder, made):
    """Write the plan, edit it, and read it back."""
    path = folder / "schedule.xlsx"
    write_schedule(made, path)
    book = load_workbook(path)
    say = words(made.event.language)
    meetings, grid = (book[say(f"output.sheet.{name}")] for name in SHEETS)
    online = say("value.attendance.online") in [cell.value for cell in grid[1]]
    for pair in editing.sheets:
        if "X" in pair and not online:  # there is no column to say it in
            editing.sheets[pair] = "meetings"
    edit_meetings(meetings, editing)
    edit_grid(grid, meetings, editing)
    book.save(path)
    return read_edits(path, FAIR, made)


any_folder = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)


@any_folder
@given(editing=editings(), language=st.sampled_from(["en", "de"]))
def test_any_valid_edits_are_read_as_they_are_meant(tmp_path, editing, language):
    made = plan(replace(FAIR, language=language), *made_of(editing.before))
    edits = edited(editing, tmp_path, made)

    rows = {p for p in editing.after if p in editing.before or editing.sheets[p] == "meetings"}
    expected = Schedule(made_of(editing.after, editing.locks & rows))
    assert (edits.schedule, edits.issues) == (expected, ())
    assert edits.deleted == tuple(sorted(editing.before.keys() - editing.after.keys()))
    changed = {pair for pair in editing.after if pair in editing.sheets}
    assert {e.meeting.participants for e in edits.entries} == changed | (editing.locks & rows)
    assert apply_edits(FAIR, edits)[1] == ()


@any_folder
@given(editing=editings())
def test_edits_written_back_are_none_any_more(tmp_path, editing):
    edits = edited(editing, tmp_path, plan(FAIR, *made_of(editing.before)))
    again = plan(FAIR, *edits.schedule.meetings)
    write_schedule(again, tmp_path / "again.xlsx")

    read = read_edits(tmp_path / "again.xlsx", FAIR, again)

    assert (read.schedule, read.entries, read.deleted) == (edits.schedule, (), ())
    assert read.issues == ()


@settings(any_folder, max_examples=10)
@given(editing=editings())
def test_plan_of_edits_has_exactly_the_meetings_that_are_locked(tmp_path, editing):
    """Nobody wishes anything but what was there, and everything that is left is locked."""
    editing.locks = set(editing.after)
    editing.sheets = dict.fromkeys(editing.sheets, "meetings")
    pairs = editing.before.keys() | editing.after.keys()
    wished = tuple(w for w in FAIR.interests if (w.source, w.target) in pairs)
    edits = edited(editing, tmp_path, plan(FAIR, *made_of(editing.before)))

    pinned, issues = apply_edits(replace(FAIR, interests=wished), edits)
    found = solve(pinned, Watch(20))

    assert issues == ()
    assert verify(pinned, found.schedule) == ()
    assert locked(found.schedule, pinned) == Schedule(made_of(editing.after, editing.locks))
