"""What was edited by hand, in the words of the event now, under whatever ids it was written."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from matchmaker.events import Event
from matchmaker.identity.passage import Passage, renamed
from matchmaker.io.reading.edited import Edits, read_edits
from matchmaker.io.reading.schedule_sheet import ScheduleEntry
from matchmaker.record import Plan
from matchmaker.rerun import look_back
from matchmaker.schedule import Meeting


def edits_of(path: Path, event: Event, written: Plan, since: datetime | None = None) -> Edits:
    """Read a schedule that was edited by hand.

    Parameters
    ----------
    path : Path
        The workbook.
    event : Event
        The event as it is now.
    written : Plan
        The plan that the workbook was written of.
    since : datetime, optional
        What began before this moment is over; aware.
    """
    keys, version = written.all_keys, written.version
    past = look_back(event, written.event, written.schedule, keys, version, since=since)
    if past.passage.is_plain:
        return read_edits(path, event, written)
    return _carried(
        read_edits(path, _as_written(event, written, past.passage), written), past.passage
    )


def _as_written(event: Event, written: Plan, passage: Passage) -> Event:
    """Name everyone and everything of the event now as the schedule was written."""
    old = {now: before for before, now in passage.people.items()}
    strangers = {p.id for p in event.participants if p.id not in old}
    hidden = strangers & passage.people.keys()  # their ids meant others then
    people = tuple(p for p in event.participants if p.id not in hidden)
    only_names = Event(
        name=event.name,
        language=event.language,
        participants=people,
        slots=written.event.slots,
        tables=tuple(replace(table, owner="") for table in written.event.tables),
        time_zone=written.event.time_zone,
    )
    return renamed(only_names, old)


def _carried(edits: Edits, passage: Passage) -> Edits:
    def meeting(one: Meeting) -> Meeting:
        return passage.expected(replace(one, participants=passage.pair(one.participants)))

    def entries(of: Iterable[ScheduleEntry]) -> tuple[ScheduleEntry, ...]:
        return tuple(_renamed(replace(entry, meeting=meeting(entry.meeting))) for entry in of)

    return replace(
        edits,
        entries=entries(edits.entries),
        locks=entries(edits.locks),
        everything=entries(edits.everything),
        before={passage.met_now(pair): meeting(one) for pair, one in edits.before.items()},
        removed={passage.met_now(pair): place for pair, place in edits.removed.items()},
        deleted=tuple(map(passage.met_now, edits.deleted)),
    )


def _renamed(entry: ScheduleEntry) -> ScheduleEntry:
    """Write the ids of now into the row, so that nobody else is found by the ids of then."""
    if entry.row is None:
        return entry
    cells = {**entry.row.cells, **dict(zip("ab", entry.meeting.participants, strict=True))}
    return replace(entry, row=replace(entry.row, cells=cells))
