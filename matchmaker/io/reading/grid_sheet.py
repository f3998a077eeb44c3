"""The sheet Grid of a schedule.xlsx, read back: who was moved, added or cleared there by hand.

Only what is not as the program wrote it counts. What cannot be understood is refused by its cell.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from openpyxl.utils import get_column_letter

from matchmaker.events import Pair, Slot, pair_of
from matchmaker.io.package.characters import printable
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import PROSE, Column, column_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.pins import without_slot
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import heading_of, read_cell
from matchmaker.io.reading.schedule_sheet import Written
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import DASHES, is_blank, read_text
from matchmaker.io.telling.grid import grid_rows, meeting_text, table_heading, tables_across
from matchmaker.io.telling.report import Report
from matchmaker.issues import Place
from matchmaker.record import Plan
from matchmaker.text import words

Seat = tuple[datetime, str | None]
"""When a meeting starts, and its table (None: online)."""

CELL = Column("table", PROSE)
BETWEEN = re.compile(rf"\s+[{DASHES}]\s+")
"""What stands between two people on one line."""
NO_SIGNS = re.compile(rf"[\s{DASHES}]+")


@dataclass(frozen=True)
class Spot:
    """A cell of the grid: where it stands, and which slot and table it is."""

    place: Place
    slot: Slot
    table: str | None

    @property
    def seat(self) -> Seat:
        """Slot and table, as they are compared."""
        return self.slot.start, self.table


@dataclass(frozen=True)
class GridEdits:
    """What somebody did to the grid by hand.

    Parameters
    ----------
    placed : mapping of Pair to Spot
        Who was moved or added, and where to.
    gone : mapping of Pair to Place
        Who stands nowhere any more, and the cell where they stood.
    covered : frozenset of Pair
        Those of them in whose cell somebody else was put.
    lost : frozenset of Pair
        Those of them whose row or column is there no more.
    """

    placed: Mapping[Pair, Spot] = field(default_factory=dict)
    gone: Mapping[Pair, Place] = field(default_factory=dict)
    covered: frozenset[Pair] = frozenset()
    lost: frozenset[Pair] = frozenset()


def read_grid(sheet: Sheet, plan: Plan, written: Written, findings: Findings) -> GridEdits:
    """Find out what was changed in the grid.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    plan : Plan
        The plan it was written of.
    written : Written
        Who and what can be meant now.
    findings : Findings
        Takes what cannot be understood.
    """
    across = _Across(sheet, plan, findings).tables
    cells = tuple(_cells(sheet, across, plan, written, findings))
    if not cells and plan.schedule.meetings:
        findings.warning("grid_empty", sheet.place())
        return GridEdits()
    edits = _Comparison(sheet, plan, written, findings).edits(cells)
    return GridEdits() if findings.has_errors(sheet.place()) else edits


@dataclass(frozen=True)
class _Across:
    """Which column is which table."""

    sheet: Sheet
    plan: Plan
    findings: Findings

    @property
    def tables(self) -> Mapping[int, str | None]:
        """The table of each column, by its number from 0; what stands in others is refused."""
        known = set(self.sheet.numbers.values())
        found: dict[int, str | None] = {}
        width = max((len(line.cells) for line in self.sheet.lines), default=0)
        headings = (*self.sheet.header.cells, *(None,) * width)
        for number in (number for number in range(width) if number not in known):
            tables = self._tables_called(number, read_text(headings[number] or ""))
            if tables:
                found[number] = tables[0]
            else:
                self._refuse(number)
        return found

    def _tables_called(self, number: int, heading: str) -> list[str | None]:
        """Find the table of a heading, first where the program wrote it."""
        at = number - len(self.sheet.numbers)
        theirs = self.as_written[at : at + 1] if at >= 0 else []
        called = [table for said, table in theirs if said == _bare(heading)]
        called += [table for said, table in self.as_written if said == _bare(heading)]
        return called + [name for name in self.plan.event.table if _bare(name) == _bare(heading)]

    @cached_property
    def as_written(self) -> list[tuple[str, str | None]]:
        """Each heading, and the table below."""
        report = _report(self.plan)
        return [(_bare(table_heading(report, table)), table) for table in tables_across(report)]

    def _refuse(self, number: int) -> None:
        for line in self.sheet.lines[1:]:
            cell = _cell_of(line, number)
            if not is_blank(cell):
                letter = get_column_letter(number + 1)
                place = Place(self.sheet.file, self.sheet.title, line.row, letter)
                self.findings.error("grid_no_table", place, value=read_text(cell))


@dataclass(frozen=True)
class _Cell:
    spot: Spot
    text: str


def _cells(
    sheet: Sheet,
    across: Mapping[int, str | None],
    plan: Plan,
    written: Written,
    findings: Findings,
) -> Iterator[_Cell]:
    """Read every cell of the grid; a row in which nobody meets may be anything."""
    starts = {slot.start: slot for slot in plan.event.slots}
    seen: set[datetime] = set()
    ends = _ends((*plan.event.slots, *written.event.slots), written)
    for line in sheet.lines[1:]:
        faults = Findings()
        start = _start(sheet, line, written, faults)
        if start in seen:
            start = written.again(start)  # the hour that clocks show twice
        seen |= {start} if start else set()
        slot = (written.slot_from(start) or starts.get(start)) if start else None
        if start and slot is None:
            fault = without_slot(start, written.event.slots or plan.event.slots)
            faults.fault(fault, sheet.place(line.row, "start"))
        if any(not is_blank(_cell_of(line, number)) for number in across):
            findings.issues += faults.issues
            _check_ends(sheet, line, ends, findings)
        if slot:
            yield from _cells_of(sheet, line, slot, across, findings)


def _ends(slots: Iterable[Slot], written: Written) -> Mapping[str, frozenset[object]]:
    """List when any slot ends, by the columns that say so: rows may have been moved or sorted."""
    every = tuple(slots)
    return {
        "end": frozenset(written.local(slot.end).time() for slot in every),
        "to_date": frozenset(slot.last_day for slot in every),
    }


def _check_ends(
    sheet: Sheet, line: Line, ends: Mapping[str, frozenset[object]], findings: Findings
) -> None:
    """Tell an end that was changed: it follows the start."""
    for key, known in ends.items():
        cell = _cell_of(line, sheet.numbers.get(key))
        if is_blank(cell):
            continue
        value = read_cell(column_of(sheet.section, key), cell, sheet.language)
        if isinstance(value, CellFault) or value not in known:
            place, heading = sheet.place(line.row, key), heading_of(sheet, key)
            findings.warning("edit_follows", place, heading=heading, value=read_text(cell))


def _cells_of(
    sheet: Sheet, line: Line, slot: Slot, across: Mapping[int, str | None], findings: Findings
) -> Iterator[_Cell]:
    for number, table in across.items():
        place = Place(sheet.file, sheet.title, line.row, get_column_letter(number + 1))
        text = read_cell(CELL, _cell_of(line, number), sheet.language)
        if isinstance(text, CellFault):
            findings.fault(text, place)
        else:
            yield _Cell(Spot(place, slot, table), str(text))


def _start(sheet: Sheet, line: Line, written: Written, findings: Findings) -> datetime | None:
    """Read when a row of the grid is."""
    found: dict[str, object] = {}
    for key in ("date", "start"):
        cell = _cell_of(line, sheet.numbers.get(key))
        found[key] = value = read_cell(column_of(sheet.section, key), cell, sheet.language)
        if isinstance(value, CellFault):
            findings.fault(value.under(heading_of(sheet, key)), sheet.place(line.row, key))
    day, at = found["date"], found["start"]
    return written.moment(day, at) if isinstance(day, date) and isinstance(at, time) else None


def _cell_of(line: Line, number: int | None) -> object:
    return line.cells[number] if number is not None and number < len(line.cells) else None


@dataclass
class _Comparison:
    """What stands in the grid, beside what the program wrote."""

    sheet: Sheet
    plan: Plan
    written: Written
    findings: Findings
    seen: set[Pair] = field(default_factory=set)
    """Who stands where they stood."""
    placed: dict[Pair, Spot] = field(default_factory=dict)

    def edits(self, cells: tuple[_Cell, ...]) -> GridEdits:
        """Compare cell by cell: first who stayed, then who came."""
        new = [(cell.spot, block) for cell in cells for block in self._newcomers(cell)]
        for spot, block in new:
            self._place(spot, block)
        spots = {cell.spot.seat: cell.spot.place for cell in cells}
        taken = {spot.seat for spot, _ in new}
        there = self.seen | self.placed.keys()
        gone = {
            meeting.participants: (meeting.slot.start, meeting.table)
            for meeting in self.plan.schedule.meetings
            if meeting.participants not in there
        }
        return GridEdits(
            placed=self.placed,
            gone={pair: spots.get(seat, self.sheet.place()) for pair, seat in gone.items()},
            covered=frozenset(pair for pair, seat in gone.items() if seat in taken),
            lost=frozenset(pair for pair, seat in gone.items() if seat not in spots),
        )

    def _newcomers(self, cell: _Cell) -> list[str]:
        """Leave out of a cell everybody who stood there when it was written."""
        home = self._at_home.get(cell.spot.seat, frozenset()) - self.seen
        if home and _bare(cell.text) == self._texts_of_cells[cell.spot.seat]:
            self.seen |= home
            return []
        new = []
        for block in self._blocks(cell.text):
            stayed = [pair for pair in self._candidates(block) if pair in home - self.seen]
            self.seen.update(stayed[:1])
            new += [] if stayed else [block]
        return new

    def _place(self, spot: Spot, block: str) -> None:
        """Put somebody where they stand now, if it is clear who."""
        candidates = self._candidates(block) or self._named(block, spot.place)
        free = [pair for pair in candidates if pair not in self.seen and pair not in self.placed]
        if len(free) == 1:
            self.placed[free[0]] = spot
        elif free:
            self.findings.error("grid_ambiguous", spot.place, value=_on_one_line(block))
        elif candidates:
            self.findings.error("grid_twice", spot.place, value=_on_one_line(block))

    def _blocks(self, text: str) -> Iterator[str]:
        """Take a cell apart: two lines a meeting, or one with both."""
        lines = [line for line in text.splitlines() if line]
        while lines:
            pair = "\n".join(lines[:2])
            is_one_line = lines[0] in self._lines or (
                _bare(pair) not in self._pairs_of and BETWEEN.search(lines[0])
            )
            count = 1 if is_one_line else 2
            yield "\n".join(lines[:count])
            del lines[:count]

    def _candidates(self, block: str) -> list[Pair]:
        """Find who was written like this."""
        return self._pairs_of.get(_bare(block), [])

    def _named(self, block: str, place: Place) -> list[Pair]:
        """Find who is named, in other words than the program's: by id, e-mail or name."""
        names = block.split("\n") if "\n" in block else BETWEEN.split(block)
        found = [self.written.directory.person(name) for name in names]
        faults = [one for one in found if isinstance(one, CellFault)]
        people = [one for one in found if isinstance(one, str)]
        if len(names) != len(("one", "other")):
            self.findings.error("grid_no_meeting", place, value=_on_one_line(block))
        elif faults:
            self.findings.fault(faults[0], place)
        elif people[0] == people[1]:
            self.findings.error("same_person", place, participant=people[0])
        else:
            return [pair_of(*people)]
        return []

    @cached_property
    def _report(self) -> Report:
        return _report(self.plan)

    @cached_property
    def _pairs_of(self) -> Mapping[str, list[Pair]]:
        """Who is written how; people of the same name are written alike."""
        pairs = defaultdict(list)
        for meeting in self.plan.schedule.meetings:
            pairs[_bare(meeting_text(self._report, meeting))].append(meeting.participants)
        return dict(pairs)

    @cached_property
    def _lines(self) -> frozenset[str]:
        """What the program wrote of meetings on one line."""
        meetings = self.plan.schedule.meetings
        texts = (meeting_text(self._report, m) for m in meetings if m.table is None)
        return frozenset(read_text(printable(text)) for text in texts)

    @cached_property
    def _at_home(self) -> Mapping[Seat, frozenset[Pair]]:
        pairs = defaultdict(set)
        for meeting in self.plan.schedule.meetings:
            pairs[meeting.slot.start, meeting.table].add(meeting.participants)
        return {seat: frozenset(those) for seat, those in pairs.items()}

    @cached_property
    def _texts_of_cells(self) -> Mapping[Seat, str]:
        return {
            (row.slot.start, table): _bare(row.at(table))
            for row in grid_rows(self._report)
            for table in row.pairs
        }


def _report(plan: Plan) -> Report:
    return Report(plan, words(plan.event.language))


def _bare(text: str) -> str:
    """Reduce a text to what counts when it is compared: neither spaces, lines nor dashes."""
    return NO_SIGNS.sub("", read_text(printable(text))).casefold()


def _on_one_line(block: str) -> str:
    return " – ".join(block.split("\n"))
