"""The sheet Meetings of a schedule.xlsx, read back; it may have been edited by hand.

Whoever and whatever is in no participant list, no timetable and no list of tables stays as it is
written: `verify` names it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.event import Event, Slot, pair_of
from matchmaker.io.reading.book import in_order
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Row, read_rows
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.values import CellFault, end_before_start
from matchmaker.issues import Issue, Place
from matchmaker.schedule import Meeting, Schedule
from matchmaker.text import recognise, words

USUAL_LENGTH = timedelta(minutes=30)
"""How long a meeting is where neither its row nor the event says so."""


def read_schedule(path: Path, event: Event) -> tuple[Schedule, tuple[Issue, ...]]:
    """Read a schedule from the sheet Meetings of a workbook.

    Parameters
    ----------
    path : Path
        The workbook.
    event : Event
        The event it is a schedule of.

    Returns
    -------
    Schedule
        Every meeting that can be read, also one with somebody or something unknown.
    tuple of Issue
        What cannot be read.
    """
    findings = Findings()
    entries = read_entries(path, event, findings)
    return Schedule(tuple(entry.meeting for entry in entries)), tuple(findings.issues)


@dataclass(frozen=True)
class Entry:
    """A row, and the meeting that stands there."""

    row: Row
    meeting: Meeting


def read_entries(path: Path, event: Event, findings: Findings) -> tuple[Entry, ...]:
    """Read every meeting with its row; parameters as of `read_schedule`."""
    sheets = read_sheets(path, findings, titles="output.sheet", headings="output")
    if "meetings" in sheets:
        rows = read_rows(sheets["meetings"], findings)
        written = Written(event)
        meetings = [(row, written.meeting(row, findings)) for row in rows if row.is_whole]
        findings.issues = list(in_order(findings.issues, sheets))
        return tuple(Entry(row, meeting) for row, meeting in meetings if meeting is not None)
    if sheets:
        title = words(event.language)("output.sheet.meetings")
        findings.error("missing_sheet", Place(file=path.name), sheet=title)
    return ()


@dataclass(frozen=True)
class Written:
    """What is written in a schedule, in the terms of its event."""

    event: Event

    def meeting(self, row: Row, findings: Findings) -> Meeting | None:
        """Make a meeting of a row; None where it cannot be one."""
        if not all(row.cells[key] for key in ("date", "start", "a", "b")):  # a column is missing
            return None
        slot = self._slot(row)
        if isinstance(slot, CellFault):
            findings.fault(slot, row.place("end"))
            return None
        pair = pair_of(self._person(row.cells["a"]), self._person(row.cells["b"]))
        return Meeting(pair, slot, self._table(row.cells["table"]), locked=row.cells["locked"])

    def _person(self, written: str) -> str:
        found = self._directory.person(written)
        return written if isinstance(found, CellFault) else found

    def _table(self, written: str) -> str | None:
        known = self._tables.get(written.casefold(), written)
        is_online = recognise("value.attendance", written) == "online"
        return None if not written or (is_online and known not in self.event.table) else known

    def _slot(self, row: Row) -> Slot | CellFault:
        """Find the slot by its start; who moves a meeting by hand often forgets its end."""
        start = self._clock.moment(row.cells["date"], row.cells["start"])
        end = row.cells["end"]
        if end is not None and end <= row.cells["start"]:
            return end_before_start(row.cells["start"], end)
        known = self._slots.get(start)
        if known is not None or end is None:
            return known or Slot(start, start + self._usual_length)
        return Slot(start, self._clock.moment(row.cells["date"], end))

    @cached_property
    def _clock(self) -> Clock:
        return Clock(ZoneInfo(self.event.time_zone))

    @cached_property
    def _directory(self) -> Directory:
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
