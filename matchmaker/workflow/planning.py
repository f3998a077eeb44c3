"""Planning: from a workbook and what people were told to a new version."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.compare import compare, explained
from matchmaker.event import Event
from matchmaker.explain import explain
from matchmaker.io.documents.branding import keep_logo
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.source import source_of
from matchmaker.io.plans.versions import (
    Version,
    check_writable,
    event_id_of,
    find,
    new_event_id,
    new_version,
    newest_published,
)
from matchmaker.io.reading.edited import Edits, apply_edits, read_edits, version_in
from matchmaker.io.reading.event_reader import Reading
from matchmaker.io.report.page import write_report
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.issues import Issue, Severity
from matchmaker.plan import Options, Plan, Source
from matchmaker.rerun import freeze, locked, mark_absent, promise, remember
from matchmaker.score import score
from matchmaker.verify import Fault, verify

if TYPE_CHECKING:  # the solver takes half a second to load, which only those wait for who plan
    from matchmaker.solver import Solution, Trade, Watch

SCHEDULE = "schedule.xlsx"
REPORT = "report.html"


class Bug(Exception):  # noqa: N818 - it is one
    """A schedule that breaks a rule, or is not worth what the solver claims.

    Parameters
    ----------
    instance : Path
        Where everything is saved that is needed to see it again.
    faults : tuple of Fault
        The broken rules.
    wrong : tuple of Aim
        The aims whose value is not what the schedule has, or better than their bound.
    """

    def __init__(self, instance: Path, faults: tuple[Fault, ...], wrong: tuple[Aim, ...]) -> None:
        super().__init__(instance, faults, wrong)
        self.instance = instance
        self.faults = faults
        self.wrong = wrong


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is asked of a run besides the workbook.

    Parameters
    ----------
    keep : Keep or None
        What to keep of the base; None: all of it, where there is one.
    base : Version or None
        The version to start from; None: the newest that is published.
    moves : int or None
        How many published meetings that could stand may move, where pairs are kept.
    since : datetime or None
        What began before is frozen; aware.
    absent : tuple of str
        The ids of those who did not come.
    edited : Path or None
        A schedule that was edited by hand.
    """

    keep: Keep | None = None
    base: Version | None = None
    moves: int | None = None
    since: datetime | None = None
    absent: tuple[str, ...] = ()
    edited: Path | None = None


@dataclass(frozen=True)
class Task:
    """What is to be planned: the event with what people were told, and what is kept of it."""

    event: Event
    workbook: Path
    options: Options
    base: Version | None
    before: Plan | None
    issues: tuple[Issue, ...]

    @cached_property
    def source(self) -> Source:
        """What the workbook is, by name and content."""
        return source_of(self.workbook)

    @property
    def is_possible(self) -> bool:
        """Whether there is nothing to be corrected before."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)

    @property
    def is_rerun(self) -> bool:
        """Whether something that people were told is kept."""
        return bool(self.event.promises)


@dataclass(frozen=True)
class Planned:
    """A new version: its folder and its plan."""

    path: Path
    plan: Plan


@dataclass(frozen=True)
class Unchanged:
    """Nothing is written: this version was made of the same input and options.

    Parameters
    ----------
    version : Version
        Which.
    was_tried : bool
        Whether another try found nothing better.
    """

    version: Version
    was_tried: bool = False


def prepare(reading: Reading, workbook: Path, folder: Path, request: Request) -> Task:
    """Make an event as read ready for a run: what people were told, what is over, who is absent.

    Parameters
    ----------
    reading : Reading
        The event as read, without errors.
    workbook : Path
        What it was read from.
    folder : Path
        The folder of versions.
    request : Request
        What is asked for.
    """
    if reading.event is None:
        raise ValueError("an event with errors cannot be planned")
    edited = _version_of(request.edited, folder) if request.edited else None
    published = request.base or newest_published(folder)
    base = published or edited
    before = base.plan() if base else None
    event_id = reading.event.event_id or event_id_of(folder) or new_event_id()
    event = mark_absent(replace(reading.event, event_id=event_id), request.absent)
    event = remember(event, before.event, before.schedule) if before else event
    edits = _edits(event, request, edited, before)
    event, issues = apply_edits(event, edits)
    keep = request.keep or (Keep.ALL if published else Keep.NONE)
    if before and keep is not Keep.NONE:
        event = promise(event, locked(before.schedule, event) if edited else before.schedule)
    if before and request.since:
        event = freeze(event, before.event, before.schedule, request.since)
    options = Options(
        keep=keep,
        moves=request.moves,
        since=request.since,
        absent=request.absent,
        edited=source_of(request.edited).sha256 if request.edited else "",
        deleted=edits.deleted,
    )
    return Task(event, workbook, options, base, before, (*reading.issues, *edits.issues, *issues))


def _version_of(schedule: Path, folder: Path) -> Version | None:
    """Find the version that a schedule was written as: by its folder, its own word, or the last."""
    name = schedule.resolve().parent.name
    return find(folder, name) or find(folder, version_in(schedule)) or find(folder)


def _edits(event: Event, request: Request, edited: Version | None, before: Plan | None) -> Edits:
    """Read what was done by hand; what was deleted before stays deleted, unless it is back."""
    edits = Edits()
    if request.edited and edited:
        edits = read_edits(request.edited, event, edited.plan().schedule)
    deleted = dict.fromkeys((*(before.options.deleted if before else ()), *edits.deleted))
    for pin in edits.pins:
        deleted.pop(pin.pair, None)
    return replace(edits, deleted=tuple(deleted))


def get_ready(tell: Callable[[str], None]) -> None:
    """Load the solver, and compile it if need be, before time counts.

    Parameters
    ----------
    tell : callable
        Told that it is compiled, which takes seconds: `preparing` where what comes out is kept for
        the next time, `preparing_each_time` where it cannot be.
    """
    from matchmaker import solver  # noqa: PLC0415 - see above

    solver.get_ready(tell)


def unchanged(task: Task, folder: Path) -> Version | None:
    """Find the version that was made of the same input and options, where nothing has changed.

    It is the newest, or the base that everything would be kept of.
    """
    latest = find(folder)
    if latest and _is_same(latest.plan(), task) and latest.plan().options == task.options:
        return latest
    if task.base and task.before and task.options.keep is Keep.ALL:
        kept = replace(task.before.options, keep=Keep.ALL, moves=None, edited="")
        if task.before.source == task.source and kept == task.options:
            return task.base
    return None


def _is_same(made: Plan, task: Task) -> bool:
    return made.source == task.source and made.base == (task.base.name if task.base else "")


def plan(
    task: Task,
    folder: Path,
    watch: "Watch",
    *,
    better_than: Version | None = None,
) -> Planned | Unchanged | None:
    """Plan an event and write a new version, or nothing where no two people may meet.

    Parameters
    ----------
    task : Task
        What to plan.
    folder : Path
        The folder of versions.
    watch : Watch
        Time, threads, seed and progress of the solver.
    better_than : Version, optional
        Write only what is better than this one, by the order of the aims.

    Raises
    ------
    Bug
        If the solver's word does not hold; nothing is written but the instance.
    OSError
        If the folder cannot be written to.
    """
    from matchmaker import solver  # noqa: PLC0415 - see above

    check_writable(folder)
    solution = solver.solve(task.event, watch, task.options.keep, task.options.moves)
    if not solution.schedule.meetings:
        return None
    if better_than and not _is_better(solution.aims, better_than.plan().aims):
        return Unchanged(better_than, was_tried=True)
    looser = _looser(task, solution, watch)
    with new_version(folder) as draft:
        made = replace(make_plan(task, solution, draft.name), looser=looser)
        _hold_to_its_word(made, folder)
        write_plan(made, draft.path / "plan.json")
        write_schedule(made, draft.path / SCHEDULE)
        keep_logo(made.event, task.workbook, draft.path)
        write_report(made, draft.path / REPORT)
    return Planned(folder / draft.name, made)


def _is_better(aims: Iterable[Aim], known: Iterable[Aim]) -> bool:
    """Whether the first aim that differs is better."""
    before = {aim.name: aim.value for aim in known}
    for aim in aims:
        value = before.get(aim.name, aim.value)
        if aim.value != value:
            return (aim.value > value) is aim.name.is_maximised
    return False


LOOSER = 2.0
"""Seconds for what a looser rerun could bring."""


def _looser(task: Task, solution: "Solution", watch: "Watch") -> int | None:
    """Bound how many points more could be had if published meetings were moved."""
    from matchmaker import solver  # noqa: PLC0415 - see above

    if not task.is_rerun or task.options.keep is not Keep.ALL:
        return None
    reached = score(task.event, solution.schedule)
    most = solver.most_points(task.event, reached, watch.longer(LOOSER))
    return None if watch.is_stopped else max(0, most - reached[AimName.POINTS])


def trades(task: Task, watch: "Watch") -> Iterator["Trade"]:
    """Trade moves for points: what each of a handful of ceilings would bring."""
    from matchmaker import solver  # noqa: PLC0415 - see above

    return solver.frontier(task.event, CEILINGS, watch)


CEILINGS = (0, 1, 2, 5, 10, 20, 50)
"""How many published meetings may move, one try each."""


def make_plan(task: Task, solution: "Solution", version: str) -> Plan:
    """Make the record of a run from what the solver found."""
    event = task.event
    schedule = locked(solution.schedule, event)
    made = Plan(
        version=version,
        created_at=datetime.now(ZoneInfo(event.time_zone)).replace(microsecond=0),
        source=task.source,
        event=event,
        schedule=schedule,
        aims=solution.aims,
        unmet=explain(event, schedule),
        options=task.options,
        issues=task.issues,
    )
    if task.base is None or task.before is None:
        return made
    changes = compare(task.before.schedule, schedule)
    why = explained(changes, task.before.event, event)
    return replace(made, base=task.base.name, changes=why)


def _hold_to_its_word(made: Plan, folder: Path) -> None:
    """Hold the solver to its word: every rule kept, every value as claimed, no bound exceeded."""
    faults = verify(made.event, made.schedule)
    reached = score(made.event, made.schedule)
    wrong = tuple(aim for aim in made.aims if aim.value != reached[aim.name] or _is_exceeded(aim))
    if faults or wrong:
        instance = folder / f"bug-{made.created_at:%Y%m%d-%H%M%S}.json"
        write_plan(made, instance)
        raise Bug(instance, faults, wrong)


def _is_exceeded(aim: Aim) -> bool:
    return aim.value > aim.bound if aim.name.is_maximised else aim.value < aim.bound
