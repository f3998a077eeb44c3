"""The sheet Meetings of a schedule.xlsx, read back; it may have been edited by hand.

Whoever and whatever is in no participant list, no timetable and no list of tables stays as it is
written: `verify` names it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.events import Event, Pair, Slot, by_clocks, pair_of
from matchmaker.io.package.characters import printable
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.book import in_order
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Row, heading_of, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.values import end_before_start, read_text, runs_overnight
from matchmaker.issues import Issue, Place
from matchmaker.schedule import Meeting, Schedule
from matchmaker.text import fold, recognise, words

WITHOUT_TABLE = frozenset({"online", "own_place"})
"""The words of attendance that say that a meeting takes no table."""
USUAL_LENGTH = timedelta(minutes=30)
"""How long a meeting is where neither its row nor the event says so."""


def read_schedule(
    path: Path, event: Event, *, tells_of_grid: bool = False
) -> tuple[Schedule, tuple[Issue, ...]]:
    """Read a schedule from the sheet Meetings of a workbook.

    Parameters
    ----------
    path : Path
        The workbook.
    event : Event
        The event it is a schedule of.
    tells_of_grid : bool
        Whether to warn that the sheet Grid, if there is one, is not read.

    Returns
    -------
    Schedule
        Every meeting that can be read, also one with somebody or something unknown.
    tuple of Issue
        What cannot be read.
    """
    findings = Findings()
    sheets = sheets_of(path, event, findings)
    entries = read_entries(sheets, Written(event), findings)
    for entry in entries:
        check_area(entry, event, findings)
    if tells_of_grid and "grid" in sheets:
        findings.warning("grid_not_read", sheets["grid"].place())
    return Schedule(tuple(entry.meeting for entry in entries)), tuple(findings.issues)


@dataclass(frozen=True)
class ScheduleEntry:
    """A meeting as it stands in a schedule, and where.

    Parameters
    ----------
    meeting : Meeting
        The meeting.
    row : Row or None
        Its row in the sheet Meetings; None if it was added in the sheet Grid.
    cell : Place or None
        Its cell in the sheet Grid, if it was moved or added there.
    """

    meeting: Meeting
    row: Row | None = None
    cell: Place | None = None

    def place(self, column: str | None = None) -> Place:
        """Name the cell in the grid that says so, or else the row, or a cell of it."""
        if self.cell:
            return self.cell
        return self.row.place(column) if self.row else Place()

    @property
    def label(self) -> str:
        """The number of the row, or the cell in the grid."""
        return str(self.row.number if self.row else self.cell)


def check_area(entry: ScheduleEntry, event: Event, findings: Findings) -> None:
    """Tell an area that is not that of the table: it is not read."""
    table = event.table.get(entry.meeting.table or "")
    area = entry.row.written("area") if entry.row else ""
    if entry.row and table and area and fold(area) != fold(read_text(printable(table.area))):
        place, heading = entry.row.place("area"), heading_of(entry.row.sheet, "area")
        findings.warning("edit_follows", place, heading=heading, value=area)


def sheets_of(path: Path, event: Event, findings: Findings) -> dict[str, Sheet]:
    """Read the sheets of a schedule; without its meetings it is none."""
    sheets = read_sheets(path, findings, titles="output.sheet", headings="output")
    if sheets and "meetings" not in sheets:
        title = words(event.language)("output.sheet.meetings")
        findings.error("missing_sheet", Place(file=path.name), sheet=title)
    return sheets


def read_entries(
    sheets: Mapping[str, Sheet], written: "Written", findings: Findings
) -> tuple[ScheduleEntry, ...]:
    """Read every meeting with its row.

    Parameters
    ----------
    sheets : mapping of str to Sheet
        The sheets of the schedule.
    written : Written
        How what is written is understood.
    findings : Findings
        Takes what cannot be read.
    """
    if "meetings" not in sheets:
        return ()
    rows = read_rows(sheets["meetings"], findings)
    meetings = [(row, written.meeting(row, findings)) for row in rows if row.is_whole]
    findings.issues = list(in_order(findings.issues, sheets))
    return tuple(ScheduleEntry(meeting, row) for row, meeting in meetings if meeting is not None)


@dataclass(frozen=True)
class Written:
    """What is written in a schedule, in the terms of its event.

    Parameters
    ----------
    event : Event
        The event as it is now.
    before : Schedule or None
        The meetings as they were written; None if that is not known.
    """

    event: Event
    before: Schedule | None = None

    def meeting(self, row: Row, findings: Findings) -> Meeting | None:
        """Make a meeting of a row; None where it cannot be one."""
        if not all(row.cells[key] for key in ("date", "start", "a", "b")):  # a column is missing
            return None
        pair = pair_of(self.person(row.cells["a"]), self.person(row.cells["b"]))
        slot = self._slot(row, self.as_written.get(pair))
        if isinstance(slot, CellFault):
            findings.fault(slot, row.place("to_date" if slot.code == "edit_last_day" else "end"))
            return None
        elsewhere = self._place_fault(pair, row.cells["table"])
        if elsewhere:
            findings.fault(elsewhere, row.place("table"))
        return Meeting(pair, slot, self._table(row.cells["table"]), locked=row.cells["locked"])

    def _place_fault(self, pair: Pair, written: str) -> CellFault | None:
        """Refuse `online` of two who meet at the place of one of them, and the other way round."""
        said = recognise("value.attendance", written)
        is_known = self.event.participant.keys() >= set(pair) and pair[0] != pair[1]
        if said not in WITHOUT_TABLE or not is_known or written.casefold() in self._tables:
            return None
        host = self.event.host_of(pair)
        if host and said == "online":
            return CellFault("edit_at_place", {"host": host.organisation})
        if not host and said == "own_place":
            return CellFault("edit_not_at_place")
        return None

    @cached_property
    def as_written(self) -> Mapping[Pair, Meeting]:
        """The meeting of each pair as it was written."""
        return self.before.by_pair if self.before else {}

    def person(self, written: str) -> str:
        """Find who is meant; a stranger stays as written."""
        found = self.directory.person(written)
        return written if isinstance(found, CellFault) else found

    def _table(self, written: str) -> str | None:
        known = self._tables.get(written.casefold(), written)
        says_none = recognise("value.attendance", written) in WITHOUT_TABLE
        return None if not written or (says_none and known not in self.event.table) else known

    def _slot(self, row: Row, before: Meeting | None) -> Slot | CellFault:
        """Find the slot by its start; the end follows, unless somebody typed in another."""
        start = self.moment(row.cells["date"], row.cells["start"])
        if before and before.slot.start == self.again(start):
            start = before.slot.start
        end = row.cells["end"]
        if before and end == self.local(before.slot.end).time():
            end = None  # it was left as it was
        known = self.slot_from(start, before)
        if known is None:
            return self._unknown_slot(row, start, end)
        wrong_day = self._last_day_fault(known, before, row.cells["to_date"])
        return self._end_fault(known, end) or wrong_day or known

    def _last_day_fault(
        self, slot: Slot, before: Meeting | None, last: date | None
    ) -> CellFault | None:
        """Refuse a last day that was typed in and is not that of the slot."""
        left = before.slot.last_day if before else None
        if last in {None, left, slot.last_day}:
            return None
        return CellFault("edit_last_day", {"written": str(last), "right": str(slot.last_day)})

    def slot_from(self, start: datetime, before: Meeting | None = None) -> Slot | None:
        """Find the slot of the event that begins then; one that is gone only if it was there."""
        was_there = before is not None and before.slot.start == start
        return self._slots.get(start) or (before.slot if before and was_there else None)

    def _end_fault(self, slot: Slot, end: time | None) -> CellFault | None:
        """Refuse an end that was typed in and is not that of the slot.

        Where it is not known what was written, only one that is before the start and no left-over.
        """
        start, right = self.local(slot.start).time(), self.local(slot.end).time()
        if end is None or end == right:
            return None
        if self.before is not None:
            said = {"start": start, "end": end, "right": right}
            return CellFault("edit_end", {key: f"{at:%H:%M}" for key, at in said.items()})
        return None if end > start or end in self._ends else end_before_start(start, end)

    def _unknown_slot(self, row: Row, start: datetime, end: time | None) -> Slot | CellFault:
        """Make a slot that the event does not have: it is named where the rules are checked."""
        if end is None:
            return Slot(start, start + self._usual_length)
        if end <= row.cells["start"] and not runs_overnight(row.cells["start"], end):
            return end_before_start(row.cells["start"], end)
        stretch = self._clock.stretch(row.cells["date"], row.cells["start"], end)
        return Slot(stretch.start, stretch.end)

    def moment(self, day: date, at: time) -> datetime:
        """A time of a day by the clocks of the event, aware."""
        return self._clock.moment(day, at)

    def again(self, moment: datetime) -> datetime:
        """Give the second moment at which clocks show a time, where they show it twice."""
        shown = moment.replace(tzinfo=self._clock.zone, fold=1)
        return by_clocks(shown, self._clock.zone)

    def local(self, moment: datetime) -> datetime:
        """Give a moment by the clocks of the event."""
        return moment.astimezone(self._clock.zone)

    @cached_property
    def _ends(self) -> frozenset[time]:
        return frozenset(self.local(slot.end).time() for slot in self.event.slots)

    @cached_property
    def _clock(self) -> Clock:
        return Clock(ZoneInfo(self.event.time_zone))

    @cached_property
    def directory(self) -> Directory:
        """Who can be meant."""
        return Directory(self.event.participants, Organisations((), {}))

    @cached_property
    def _tables(self) -> dict[str, str]:
        return {name.casefold(): name for name in self.event.table}

    @cached_property
    def _slots(self) -> dict[datetime, Slot]:
        return {slot.start: slot for slot in self.event.slots}

    @cached_property
    def _usual_length(self) -> timedelta:
        lengths = Counter(slot.end - slot.start for slot in self.event.slots)
        return lengths.most_common(1)[0][0] if lengths else USUAL_LENGTH
