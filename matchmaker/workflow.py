"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.aims import Aim
from matchmaker.compare import compare
from matchmaker.event import Event
from matchmaker.explain import explain
from matchmaker.io.plans.plan_file import NotAPlan, write_plan
from matchmaker.io.plans.source import source_of
from matchmaker.io.plans.versions import (
    Published,
    Version,
    check_writable,
    event_id_of,
    find,
    folder_of,
    new_event_id,
    new_version,
    newest_published,
    replace_folder,
)
from matchmaker.io.plans.versions import publish as record_publication
from matchmaker.io.reading.event_reader import Reading, read_event
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.reading.wording import wording_file
from matchmaker.io.writing.agendas import write_agendas
from matchmaker.io.writing.copy import annotated_copy
from matchmaker.io.writing.template import write_template
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.issues import Issue, Severity
from matchmaker.plan import Plan, Source
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver import Progress, Solution, Watch, solve
from matchmaker.verify import Fault, verify

__all__ = [
    "Bug",
    "Checked",
    "Edited",
    "NotAPlan",
    "Planned",
    "Progress",
    "Reading",
    "Version",
    "Watch",
    "agendas",
    "annotated_copy",
    "check_schedule",
    "find",
    "folder_of",
    "plan",
    "propose",
    "publish",
    "read_event",
    "wording_file",
    "write_template",
]


SCHEDULE = "schedule.xlsx"
AGENDAS = "agendas"


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


@dataclass(frozen=True)
class Planned:
    """A new version: its folder and its plan."""

    path: Path
    plan: Plan


def plan(
    reading: Reading,
    workbook: Path,
    folder: Path,
    watch: Watch,
    run: Callable[[Callable[[], Solution]], Solution] = lambda work: work(),
) -> Planned | None:
    """Plan an event and write a new version, or nothing where no two people may meet.

    Parameters
    ----------
    reading : Reading
        The event as read, without errors.
    workbook : Path
        What it was read from.
    folder : Path
        The folder of versions.
    watch : Watch
        Time, threads, seed and progress of the solver.
    run : callable
        Runs the solver; a command line may do so in a thread of its own.

    Raises
    ------
    Bug
        If the solver's word does not hold; nothing is written but the instance.
    OSError
        If the folder cannot be written to.
    """
    if reading.event is None:
        raise ValueError("an event with errors cannot be planned")
    event_id = reading.event.event_id or event_id_of(folder) or new_event_id()
    event = replace(reading.event, event_id=event_id)
    source, told = source_of(workbook), newest_published(folder)
    before = told.plan().schedule if told else Schedule()
    check_writable(folder)
    solution = run(lambda: solve(event, watch))
    if not solution.schedule.meetings:
        return None
    with new_version(folder) as draft:
        made = make_plan(event, solution, draft.name, source)
        made = replace(made, issues=reading.issues)
        if told:
            made = replace(made, base=told.name, changes=compare(before, made.schedule))
        _hold_to_its_word(made, folder)
        write_plan(made, draft.path / "plan.json")
        write_schedule(made, draft.path / SCHEDULE)
    return Planned(folder / draft.name, made)


def make_plan(event: Event, solution: Solution, version: str, source: Source) -> Plan:
    """Make the record of a run from what the solver found."""
    return Plan(
        version=version,
        created_at=datetime.now(ZoneInfo(event.time_zone)).replace(microsecond=0),
        source=source,
        event=event,
        schedule=solution.schedule,
        aims=solution.aims,
        unmet=explain(event, solution.schedule),
    )


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


def check_schedule(event: Event, path: Path) -> Checked:
    """Check any schedule of an event against every hard rule."""
    schedule, issues = read_schedule(path, event)
    return Checked(schedule, issues, verify(event, schedule))


class Edited(Exception):  # noqa: N818 - nobody did wrong
    """The schedule of a version is not as it was written, so agendas of its plan would mislead.

    Parameters
    ----------
    path : Path
        The schedule.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def _plan_as_written(version: Version) -> Plan:
    """Read the plan of a version, provided that nobody edited its schedule, or it is gone."""
    made, path = version.plan(), version.path / SCHEDULE
    if path.exists():
        schedule, issues = read_schedule(path, made.event)
        if issues or compare(made.schedule, schedule):
            raise Edited(path)
    return made


def _write_agendas(
    version: Version, made: Plan, progress: Callable[[], None] | None, *, is_draft: bool
) -> None:
    with replace_folder(version.path / AGENDAS) as folder:
        write_agendas(made, folder, is_draft=is_draft, progress=progress)


def agendas(version: Version, progress: Callable[[], None] | None = None) -> Path:
    """Write everyone's agenda into the version's folder, as drafts until it is published.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    """
    is_draft = version.published is None
    _write_agendas(version, _plan_as_written(version), progress, is_draft=is_draft)
    return version.path / AGENDAS


def publish(version: Version, progress: Callable[[], None] | None = None) -> Published:
    """Write everyone's agenda without the mark of a draft, and record that people are told.

    A version that is published already keeps its record; its agendas are made again.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    """
    made = _plan_as_written(version)
    _write_agendas(version, made, progress, is_draft=False)
    now = datetime.now(ZoneInfo(made.event.time_zone)).replace(microsecond=0)
    return record_publication(version, made.event.registered, now)
