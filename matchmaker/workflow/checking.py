"""Checking any schedule of an event, one edited by hand too."""

from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.event import Event
from matchmaker.io.plans.versions import (
    Version,
    find,
    newest_published,
)
from matchmaker.io.reading.edited import read_edits, version_in
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.issues import Issue, Severity
from matchmaker.plan import Options
from matchmaker.rerun import freeze, mark_absent, promise, remember
from matchmaker.schedule import Schedule
from matchmaker.verify import Fault, verify


@dataclass(frozen=True)
class Checked:
    """A schedule read from a sheet, what cannot be read of it, and the rules it breaks."""

    schedule: Schedule
    issues: tuple[Issue, ...]
    faults: tuple[Fault, ...]

    @property
    def is_unreadable(self) -> bool:
        """Whether some of it could not be read."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def check_schedule(event: Event, path: Path, folder: Path) -> Checked:
    """Check any schedule of an event against every hard rule.

    Parameters
    ----------
    event : Event
        As the workbook has it.
    path : Path
        The schedule.
    folder : Path
        The folder of versions: what people were told needs no wish any more, and what a version
        was asked besides its workbook holds for its schedule, too.
    """
    parent = path.resolve().parent
    event = _as_asked(event, find(parent.parent, parent.name), newest_published(folder))
    schedule, issues = _read(event, path, folder)
    return Checked(schedule, issues, verify(event, schedule))


def _read(event: Event, path: Path, folder: Path) -> tuple[Schedule, tuple[Issue, ...]]:
    """Read a schedule, beside the version it was written as, if that is known."""
    parent = path.resolve().parent
    written = find(parent.parent, parent.name) or find(folder, version_in(path))
    if written is None:
        return read_schedule(path, event, tells_of_grid=True)
    edits = read_edits(path, event, written.plan())
    return edits.schedule, edits.issues


def _as_asked(event: Event, own: Version | None, published: Version | None) -> Event:
    """Add to an event what its workbook does not say: promises, absences, and what is over."""
    made = own.plan() if own else None
    base = find(own.path.parent, made.base) if own and made and made.base else published
    if base is None or base == own:
        return event
    before = base.plan()
    options = made.options if made else Options()
    event = remember(mark_absent(event, options.absent), before.event, before.schedule)
    event = replace(event, promises=promise(event, before.schedule).promises)
    if options.since:
        event = freeze(event, before.event, before.schedule, options.since)
    return event
