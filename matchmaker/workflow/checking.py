"""Checking any schedule of an event, one edited by hand too."""

from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.aims import Keep
from matchmaker.events import Event
from matchmaker.io.plans.versions import find, newest_published
from matchmaker.io.reading.edited import version_in
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.issues import Issue, Severity
from matchmaker.record import Options, Plan
from matchmaker.rulebook import Fault, verify
from matchmaker.schedule import Schedule
from matchmaker.workflow.by_hand import edits_of
from matchmaker.workflow.preparing import ever_told
from matchmaker.workflow.rerunning import Memory, recall, remake


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
    own = find(parent.parent, parent.name)
    written = own or find(folder, version_in(path))
    made = written.plan() if written else None
    base = find(written.path.parent, made.base) if written and made and made.base else None
    base = base or newest_published(folder)
    before = base.plan() if base and base != own else None
    event = as_asked(event, made.options if made else Options(), before, told=ever_told(folder))
    schedule, issues = _read(path, event, made)
    return Checked(schedule, issues, verify(event, schedule))


def _read(path: Path, event: Event, written: Plan | None) -> tuple[Schedule, tuple[Issue, ...]]:
    """Read a schedule, beside the plan it was written of, if that is known."""
    if written is None:
        return read_schedule(path, event, tells_of_grid=True)
    edits = edits_of(path, event, written)
    return edits.schedule, edits.issues


def as_asked(
    event: Event, options: Options, before: Plan | None, told: frozenset[str] = frozenset()
) -> Event:
    """Add to an event what its workbook does not say: promises, absences, and what is over.

    Parameters
    ----------
    event : Event
        As the workbook has it.
    options : Options
        What was asked besides; whatever was to be kept, what people were told needs no wish.
    before : Plan or None
        What people were told.
    told : frozenset of str
        The keys of everyone who was told of a meeting at any time.
    """
    past = recall(event, before, options.since, substitutes=options.substitutes) if before else None
    memory = Memory(past=past, last=before, told=told)
    return remake(event, memory, replace(options, keep=Keep.ALL), frees_locks=True).event
