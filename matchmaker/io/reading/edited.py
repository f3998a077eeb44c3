"""A schedule that the organiser edited: what they locked, placed and deleted by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.event import Blocked, Event, Pair, Pin
from matchmaker.io.reading.files import subject_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.pins import CODES
from matchmaker.io.reading.schedule_sheet import Entry, read_entries
from matchmaker.issues import Issue, Severity
from matchmaker.schedule import Meeting, Schedule
from matchmaker.verify import Fault, verify_pins


@dataclass(frozen=True)
class Edits:
    """What somebody did to a schedule by hand.

    Parameters
    ----------
    entries : tuple of Entry
        The meetings that must stand, with their rows: locked, moved or added by hand.
    deleted : tuple of Pair
        Who was to meet, and has no row any more.
    issues : tuple of Issue
        What cannot be read.
    """

    entries: tuple[Entry, ...] = ()
    deleted: tuple[Pair, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The meetings that must stand."""
        return tuple(entry.meeting.pin for entry in self.entries)


def read_edits(path: Path, event: Event, written: Schedule) -> Edits:
    """Find out what was edited in the sheet Meetings.

    Parameters
    ----------
    path : Path
        The workbook.
    event : Event
        The event as it is now.
    written : Schedule
        The meetings as they were written.
    """
    findings = Findings()
    entries = read_entries(path, event, findings)
    if any(issue.severity is Severity.ERROR for issue in findings.issues):
        return Edits(issues=tuple(findings.issues))
    before = {meeting.participants: meeting for meeting in written.meetings}
    by_hand = (_by_hand(entry, before.get(entry.meeting.participants)) for entry in entries)
    left = {entry.meeting.participants for entry in entries}
    return Edits(
        entries=tuple(entry for entry in by_hand if entry is not None),
        deleted=tuple(sorted(before.keys() - left)),
        issues=tuple(findings.issues),
    )


def _by_hand(entry: Entry, before: Meeting | None) -> Entry | None:
    """Give an entry that was locked, moved or added; who changes only the time leaves the table."""
    meeting = entry.meeting
    if before is None or meeting.table != before.table or meeting.locked:
        return entry
    if meeting.slot != before.slot:
        return replace(entry, meeting=replace(meeting, table=None))
    return None


def apply_edits(event: Event, edits: Edits) -> tuple[Event, tuple[Issue, ...]]:
    """Pin what was placed by hand, block what was deleted, and find contradictions.

    Returns
    -------
    Event
        With the edits. What is fixed in the workbook stays fixed.
    tuple of Issue
        Edits that break a rule, alone or with others, each at its row.
    """
    fixed = {pin.pair for pin in event.pins}
    pins = tuple(pin for pin in edits.pins if pin.pair not in fixed)
    deleted = (Blocked(pair) for pair in edits.deleted if pair not in fixed)
    edited = replace(event, pins=(*event.pins, *pins), blocked=(*event.blocked, *deleted))
    findings = Findings()
    for fault in verify_pins(edited):
        _report(fault, edited, edits.entries, findings)
    for entry in edits.entries:
        known = next(pin for pin in edited.pins if pin.pair == entry.meeting.participants)
        tables = {None, known.table or entry.meeting.table}
        if known.slot != entry.meeting.slot or entry.meeting.table not in tables:
            findings.error("edit_fixed", entry.row.place())
    return edited, tuple(findings.issues)


def _report(fault: Fault, event: Event, entries: Sequence[Entry], findings: Findings) -> None:
    """Report a broken rule at the last of the rows that break it."""
    pairs = {meeting.participants for meeting in fault.meetings}
    rows = sorted(e.row.number for e in entries if e.meeting.participants in pairs)
    if not rows:
        return
    row = next(entry.row for entry in entries if entry.row.number == rows[-1])
    parameters = {**fault.parameters, "rows": ", ".join(map(str, rows))}
    person = event.participant.get(parameters.get("participant", ""))
    if person:
        parameters["participant"] = f"{person.id} {person.name}"
    findings.error(CODES.get(fault.rule, f"pin_{fault.rule}"), row.place(), **parameters)


def version_in(path: Path) -> str:
    """Tell which version a schedule was written as; empty if it does not say."""
    return subject_of(path)
