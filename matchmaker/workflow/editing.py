"""A version of a plan as it is changed by hand on the page, until it is a version of its own."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, reduce
from pathlib import Path

from matchmaker.aims import AimName
from matchmaker.editing import Edit, difference, edited, faults
from matchmaker.events import Event, Pair
from matchmaker.io.plans.disk import replace_file
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.edit_file import NAME, EditLog, read_log, version_in_log, written
from matchmaker.io.plans.versions import Version
from matchmaker.io.plans.work import at_work
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.positions import Places
from matchmaker.record import Plan
from matchmaker.rulebook import Fault
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.workflow.preparing import moment_of


class ChangedMeanwhile(Exception):  # noqa: N818 - nobody did wrong
    """Something else was done by hand since somebody last looked."""


class BreaksRules(Exception):  # noqa: N818 - nobody did wrong
    """An edit cannot stand.

    Parameters
    ----------
    faults : tuple of Fault
        The rules that it breaks.
    """

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults


class LostEdits(Exception):  # noqa: N818 - says what is the matter
    """What was done by hand cannot be read.

    Parameters
    ----------
    file : Path
        Where it is.
    """

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True)
class Editing:
    """A version as it is being changed.

    Parameters
    ----------
    version : Version
        Which.
    plan : Plan
        Its plan.
    event : Event
        Its event, in which is pinned only what nobody may change: see `event_to_edit`.
    log : EditLog
        What was done.
    """

    version: Version
    plan: Plan
    event: Event
    log: EditLog

    @cached_property
    def schedule(self) -> Schedule:
        """The meetings as they stand now."""
        return reduce(edited, self.log.edits, self.plan.schedule)

    @cached_property
    def places(self) -> Places:
        """Who is where now."""
        return Places(self.event, self.schedule)

    @cached_property
    def effect(self) -> dict[AimName, int]:
        """By how much each aim is changed by all that was done."""
        before = score(self.event, self.plan.schedule)
        return difference(before, score(self.event, self.schedule))

    @property
    def folder(self) -> Path:
        """The folder of plans."""
        return self.version.path.parent


def event_to_edit(made: Plan, fixed: Collection[Pair], *, is_told: bool) -> Event:
    """Give the event of a plan to change its schedule by hand.

    Parameters
    ----------
    made : Plan
        The plan.
    fixed : collection of Pair
        Whose appointments are fixed in the workbook. All other locks may be taken off.
    is_told : bool
        Whether people were told this plan, so that a change is one of what they know.
    """
    event, now = made.event, _now(made.event)
    if is_told:
        event = replace(event, promises=tuple(met.pin for met in made.schedule.meetings))
    if now is not None:
        event = replace(event, now=now)
    over = [met.pin for met in made.schedule.meetings if event.is_over(met.slot)]
    known = {pin.pair for pin in over}
    stay = [pin for pin in event.pins if pin.pair in fixed and pin.pair not in known]
    pins = (*over, *stay)
    return event if pins == event.pins else replace(event, pins=pins)


def _now(event: Event) -> datetime | None:
    """Tell the time if the event is on: what has begun is over for those who plan."""
    moment = moment_of(event)
    is_on = event.slots[0].start < moment < event.slots[-1].end
    return max(moment, event.now or moment) if is_on else event.now


def begun_slots(event: Event) -> int:
    """Count the slots that have begun by now: with each one more, less may be changed."""
    moment = moment_of(event)
    return sum(slot.start < moment for slot in event.slots)


def version_edited(folder: Path) -> str:
    """Name the version that is being changed by hand; empty if none is. Raises `LostEdits`."""
    with _finding(folder / NAME):
        return version_in_log(folder / NAME)


def log_of(version: Version, made: Plan) -> EditLog:
    """Read what was done by hand to a version; nothing, if it was done to another.

    Raises
    ------
    LostEdits
        If it cannot be read.
    """
    path = version.path.parent / NAME
    with _finding(path):
        if version_in_log(path) == version.name:
            log = read_log(path, made)
            if log.is_of(made):
                return log
    return EditLog(version.name, made.created_at)


@contextmanager
def _finding(path: Path) -> Iterator[None]:
    try:
        yield
    except NotAPlan as error:
        raise LostEdits(path) from error


def make_edit(editing: Editing, edit: Edit) -> EditLog:
    """Make an edit, and keep it.

    Raises
    ------
    NoSuchMeeting
        If it is of a meeting that is not there.
    BreaksRules
        If it cannot stand.
    ChangedMeanwhile
        If something else was done since.
    OSError
        If it cannot be kept.
    """
    broken = faults(editing.event, editing.schedule, edit)
    if broken:
        raise BreaksRules(broken)
    return _keep(editing, lambda log: replace(log, edits=(*log.edits, edit), undone=()))


def undo(editing: Editing) -> EditLog:
    """Take the last edit back, if there is one; raises as `make_edit`."""

    def without_last(log: EditLog) -> EditLog:
        return replace(log, edits=log.edits[:-1], undone=(*log.undone, *log.edits[-1:]))

    return _keep(editing, without_last)


def redo(editing: Editing) -> EditLog:
    """Make the edit again that was taken back last, if there is one; raises as `make_edit`."""

    def with_last(log: EditLog) -> EditLog:
        return replace(log, edits=(*log.edits, *log.undone[-1:]), undone=log.undone[:-1])

    return _keep(editing, with_last)


def _keep(editing: Editing, change: Callable[[EditLog], EditLog]) -> EditLog:
    with at_work(editing.folder):
        check_same(editing)
        log = change(editing.log)
        replace_file(editing.folder / NAME, written(log))
    return log


def check_same(editing: Editing) -> None:
    """Find out whether something else was done since; call it at work in the folder."""
    if log_of(editing.version, editing.plan).stamp != editing.log.stamp:
        raise ChangedMeanwhile


def discard(folder: Path) -> None:
    """Forget what was done by hand."""
    with at_work(folder):
        (folder / NAME).unlink(missing_ok=True)


def write_edited(editing: Editing, path: Path) -> None:
    """Write what was done by hand as a schedule, to plan the rest around it."""
    write_schedule(replace(editing.plan, schedule=editing.schedule), path)
