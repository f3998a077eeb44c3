"""A schedule that the organiser edited: what they locked, placed and deleted by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from matchmaker.events import Event, Pair, Pin
from matchmaker.io.reading.agenda_list import check_agenda_list
from matchmaker.io.reading.book import in_order
from matchmaker.io.reading.both_sheets import BothSheets, is_moved
from matchmaker.io.reading.files import subject_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.following import check_following
from matchmaker.io.reading.grid_sheet import GridEdits, read_grid
from matchmaker.io.reading.schedule_sheet import ScheduleEntry, Written, read_entries, sheets_of
from matchmaker.io.reading.source import source_of
from matchmaker.io.reading.values import read_text
from matchmaker.issues import Issue, Place, Severity
from matchmaker.record import Plan
from matchmaker.schedule import Meeting, Schedule
from matchmaker.text import fold


@dataclass(frozen=True)
class Edits:
    """What somebody did to a schedule by hand.

    Parameters
    ----------
    entries : tuple of ScheduleEntry
        The meetings that must stand, with their rows: locked, moved or added by hand.
    locks : tuple of ScheduleEntry
        The meetings that were locked already, and stand as they did.
    everything : tuple of ScheduleEntry
        All meetings, those that nobody touched included.
    before : mapping of Pair to Meeting
        The meetings as they were written.
    removed : mapping of Pair to Place
        Who was deleted here, and where one sees it.
    deleted : tuple of Pair
        Who was deleted, here or earlier.
    issues : tuple of Issue
        What cannot be read.
    sha256 : str
        Of the bytes that were read; empty if there was nothing to be read.
    """

    entries: tuple[ScheduleEntry, ...] = ()
    locks: tuple[ScheduleEntry, ...] = ()
    everything: tuple[ScheduleEntry, ...] = ()
    before: Mapping[Pair, Meeting] = field(default_factory=dict)
    removed: Mapping[Pair, Place] = field(default_factory=dict)
    deleted: tuple[Pair, ...] = ()
    issues: tuple[Issue, ...] = ()
    sha256: str = ""

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The meetings that must stand."""
        return tuple(entry.meeting.pin for entry in (*self.entries, *self.locks))

    @property
    def places(self) -> Mapping[Pair, Place]:
        """Where each of them is written."""
        entries = (*self.entries, *self.locks)
        return {entry.meeting.participants: entry.place() for entry in entries}

    @property
    def schedule(self) -> Schedule:
        """All meetings as they stand now."""
        return Schedule(tuple(entry.meeting for entry in self.everything))


def read_edits(path: Path, event: Event, written: Plan) -> Edits:
    """Find out what was edited in the sheets Meetings and Grid.

    Parameters
    ----------
    path : Path
        The workbook.
    event : Event
        The event as it is now.
    written : Plan
        The plan that the workbook was written of.
    """
    findings = Findings()
    sheets = sheets_of(path, event, findings)
    reader = Written(event, written.schedule)
    entries = read_entries(sheets, reader, findings)
    _check_names(entries, reader, written.event, findings)
    check_following(entries, reader, written, findings)
    has_both = {"meetings", "grid"} <= sheets.keys()
    grid = read_grid(sheets["grid"], written, reader, findings) if has_both else GridEdits()
    everything = BothSheets(entries, grid, reader.as_written, findings).as_one()
    if "agenda_list" in sheets:
        now = Schedule(tuple(entry.meeting for entry in everything))
        check_agenda_list(sheets["agenda_list"], reader, now, written, findings)
    issues = in_order(findings.issues, sheets)
    if any(issue.severity is Severity.ERROR for issue in issues):
        return Edits(everything=everything, issues=issues)
    left = {entry.meeting.participants for entry in everything}
    gone = sorted(reader.as_written.keys() - left)
    return Edits(
        entries=tuple(filter(None, (_by_hand(e, reader.as_written) for e in everything))),
        locks=tuple(entry for entry in everything if _is_as_locked(entry, reader.as_written)),
        everything=everything,
        before=reader.as_written,
        removed={pair: grid.gone.get(pair, sheets["meetings"].place()) for pair in gone},
        deleted=tuple(gone),
        issues=issues,
        sha256=source_of(path, findings.contents).sha256,
    )


def _check_names(
    entries: Sequence[ScheduleEntry], reader: Written, before: Event, findings: Findings
) -> None:
    """Warn of names beside IDs that are not theirs: somebody else may be meant."""
    for entry in entries:
        for key in "ab":
            row, name = entry.row, f"{key}_name"
            person = reader.person(row.cells[key]) if row else ""
            known = [
                e.participant[person].name
                for e in (reader.event, before)
                if person in e.participant
            ]
            value = read_text(row.cells[name] or "") if row else ""
            if row and value and known and fold(value) not in map(fold, known):
                findings.warning(
                    "edit_name", row.place(name), id=person, name=known[0], value=value
                )


def _by_hand(entry: ScheduleEntry, written: Mapping[Pair, Meeting]) -> ScheduleEntry | None:
    """Give an entry that was locked, moved or added; who changes only the time leaves the table."""
    meeting, before = entry.meeting, written.get(entry.meeting.participants)
    if before is None or entry.cell or meeting.table != before.table:
        return entry
    if meeting.locked:
        return None if _is_as_locked(entry, written) else entry
    if is_moved(meeting, before):
        return replace(entry, meeting=replace(meeting, table=None))
    return None


def _is_as_locked(entry: ScheduleEntry, written: Mapping[Pair, Meeting]) -> bool:
    """Whether a meeting was locked when it was written, and stands as it did."""
    meeting, before = entry.meeting, written.get(entry.meeting.participants)
    is_locked = before is not None and before.locked and meeting.locked
    return is_locked and before is not None and not is_moved(meeting, before)


def version_in(path: Path) -> str:
    """Tell which version a schedule was written as; empty if it does not say."""
    return subject_of(path)


def version_guessed(path: Path, version: str) -> tuple[Issue, ...]:
    """Warn that a schedule does not say its version, so that another is taken for it."""
    findings = Findings()
    findings.warning("edit_version_guessed", Place(file=path.name), version=version)
    return tuple(findings.issues)
