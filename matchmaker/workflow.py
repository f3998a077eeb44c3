"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.compare import Change, by_participant, compare, explained
from matchmaker.event import Event, Participant, Status
from matchmaker.explain import explain
from matchmaker.io.documents.branding import BRANDING, BadLogo, branding_of, keep_logo
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import open_press
from matchmaker.io.handouts import AGENDAS, FORMATS, MAIL, Batch, Order
from matchmaker.io.mail.headers import is_reachable
from matchmaker.io.mail.templates import BadTemplate, read_templates
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
    published_versions,
    replace_folder,
    versions,
)
from matchmaker.io.plans.versions import publish as record_publication
from matchmaker.io.reading.asked import read_absent, read_moment
from matchmaker.io.reading.edited import Edits, apply_edits, read_edits, version_in
from matchmaker.io.reading.event_reader import Reading, read_event
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.io.reading.values import CellFault
from matchmaker.io.reading.wording import wording_file
from matchmaker.io.report.page import write_report
from matchmaker.io.writing.copy import annotated_copy
from matchmaker.io.writing.template import write_template
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.issues import Issue, Severity
from matchmaker.plan import Options, Plan, Source
from matchmaker.rerun import freeze, locked, mark_absent, promise, remember
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver import (
    Progress,
    Solution,
    Trade,
    Watch,
    frontier,
    most_points,
    solve,
)
from matchmaker.told import Publication
from matchmaker.verify import Fault, verify

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "BadLogo",
    "BadTemplate",
    "Bug",
    "CellFault",
    "Checked",
    "Edited",
    "NotAPlan",
    "NothingToAttach",
    "Order",
    "Planned",
    "Post",
    "Progress",
    "Reading",
    "Request",
    "State",
    "Task",
    "Trade",
    "Unchanged",
    "Version",
    "Watch",
    "agendas",
    "annotated_copy",
    "announce",
    "check_schedule",
    "compare_versions",
    "find",
    "folder_of",
    "newest_published",
    "plan",
    "post",
    "prepare",
    "propose",
    "publish",
    "read_absent",
    "read_event",
    "read_moment",
    "states",
    "trades",
    "unchanged",
    "versions",
    "wording_file",
    "write_template",
]


SCHEDULE = "schedule.xlsx"
REPORT = "report.html"
EVERYTHING = Order()
"""Every format, for everyone."""


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
    watch: Watch,
    run: Callable[[Callable[[], Solution]], Solution] = lambda work: work(),
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
    run : callable
        Runs the solver; a command line may do so in a thread of its own.
    better_than : Version, optional
        Write only what is better than this one, by the order of the aims.

    Raises
    ------
    Bug
        If the solver's word does not hold; nothing is written but the instance.
    OSError
        If the folder cannot be written to.
    """
    check_writable(folder)
    solution = run(lambda: solve(task.event, watch, task.options.keep, task.options.moves))
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


def _looser(task: Task, solution: Solution, watch: Watch) -> int | None:
    """Bound how many points more could be had if published meetings were moved."""
    if not task.is_rerun or task.options.keep is not Keep.ALL:
        return None
    reached = score(task.event, solution.schedule)
    most = most_points(task.event, reached, Watch(LOOSER, seed=watch.seed))
    return max(0, most - reached[AimName.POINTS])


def trades(task: Task, watch: Watch) -> Iterator[Trade]:
    """Trade moves for points: what each of a handful of ceilings would bring."""
    return frontier(task.event, CEILINGS, watch)


CEILINGS = (0, 1, 2, 5, 10, 20, 50)
"""How many published meetings may move, one try each."""


def make_plan(task: Task, solution: Solution, version: str) -> Plan:
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
    schedule, issues = read_schedule(path, event)
    return Checked(schedule, issues, verify(event, schedule))


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


def _hand_out(
    version: Version, made: Plan, order: Order, progress: Callable[[], None], *, is_draft: bool
) -> tuple[Path, ...]:
    """Write what is ordered; of a folder that is not written as a whole the rest is kept."""
    _check_attachments(version, order)
    branding = branding_of(made.event, version.path)
    templates = read_templates(version.path.parent.parent / BRANDING)
    earlier = _publications_before(version)
    with open_press(branding.logo) as press:
        edition = Edition(made, press, branding, is_draft=is_draft)
        batch = Batch(edition, order, progress, templates, earlier)
        for name, formats in order.by_folder.items():
            with replace_folder(version.path / name, keeps_rest=not order.is_whole) as folder:
                for kind in formats:
                    kind.write(batch, folder)
    return tuple(version.path / name for name in order.by_folder)


class NothingToAttach(Exception):  # noqa: N818 - nobody did wrong
    """Mails are asked for, but there are no agendas to go with them.

    Parameters
    ----------
    path : Path
        Where they should be.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def _check_attachments(version: Version, order: Order) -> None:
    path = version.path / AGENDAS
    if MAIL in order.by_folder and AGENDAS not in order.by_folder and not path.exists():
        raise NothingToAttach(path)


def _publications_before(version: Version) -> tuple[Publication, ...]:
    """Read what was handed out before a version; all that was, if it was not itself yet."""
    published = published_versions(version.path.parent)
    names = [other.name for other in published]
    before = published[: names.index(version.name)] if version.name in names else published
    return tuple(
        Publication(other.plan(), frozenset(record.to))
        for other in before
        if (record := other.published)
    )


def agendas(
    version: Version, order: Order = EVERYTHING, progress: Callable[[], None] = lambda: None
) -> tuple[Path, ...]:
    """Write agendas and what is printed into the version's folder, as drafts until it is published.

    Returns
    -------
    tuple of Path
        The folders that were written to.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    BadLogo
        If there is a logo that cannot be printed.
    BadTemplate
        If mails cannot be made of the organiser's words.
    NothingToAttach
        If mails are asked for, and there are no agendas.
    """
    is_draft = version.published is None
    return _hand_out(version, _plan_as_written(version), order, progress, is_draft=is_draft)


@dataclass(frozen=True)
class Announcement:
    """A version to be published: its plan, with those who left since, and whom to tell.

    Parameters
    ----------
    version : Version
        Which.
    plan : Plan
        Its plan, as it was written.
    order : Order
        What is to be written.
    to : tuple of str
        The ids of those who are told.
    """

    version: Version
    plan: Plan
    order: Order
    to: tuple[str, ...]


def announce(version: Version, *, changed: bool = False) -> Announcement:
    """Find out whom to tell of a version.

    Parameters
    ----------
    version : Version
        The version to be published.
    changed : bool
        Whether to tell only those whose meetings are not as in the last publication.

    Raises
    ------
    Edited
        If somebody edited the version's schedule.
    """
    made = _plan_as_written(version)
    earlier = _publications_before(version)
    left = _left(made, earlier)
    people = (*made.event.participants, *(p for p in left if p.id not in made.event.participant))
    whole = replace(made, event=replace(made.event, participants=people))
    gone = tuple(person.id for person in left)
    if not changed or not earlier:
        order = Order(also=gone)
        return Announcement(version, whole, order, order.people(whole))
    concerned = by_participant(compare(earlier[-1].plan.schedule, made.schedule))
    to = tuple(person.id for person in people if person.id in concerned)
    return Announcement(version, whole, Order(only=to, is_update=True), to)


def _left(made: Plan, earlier: Sequence[Publication]) -> tuple[Participant, ...]:
    """Find those who were told of meetings in the last publication, but do not take part."""
    last = earlier[-1].plan if earlier else None
    told = last.schedule.by_participant if last else {}
    return tuple(
        made.event.participant.get(person) or replace(known, status=Status.CANCELLED)
        for person in sorted(told.keys() - set(made.event.registered))
        if last and (known := last.event.participant[person])
    )


def publish(announcement: Announcement, progress: Callable[[], None] = lambda: None) -> Published:
    """Write agendas without the mark of a draft, and record that these people are told.

    A version that is published already keeps its moment; its agendas are made again.

    Raises
    ------
    BadLogo
        If there is a logo that cannot be printed.
    BadTemplate
        If mails cannot be made of the organiser's words.
    """
    made = announcement.plan
    if announcement.to:
        _hand_out(announcement.version, made, announcement.order, progress, is_draft=False)
    now = datetime.now(ZoneInfo(made.event.time_zone)).replace(microsecond=0)
    return record_publication(announcement.version, announcement.to, now)


@dataclass(frozen=True)
class Post:
    """The mail drafts of a version: how many there are, and who has no address for one."""

    path: Path
    count: int
    without_address: tuple[str, ...]


def post(version: Version, order: Order, made: Plan) -> Post:
    """Tell of the mail drafts of a version, after an order is carried out."""
    path, people = version.path / MAIL, order.people(made)
    unreachable = (p for p in people if not is_reachable(made.event.participant[p]))
    return Post(path, len(list(path.glob("*.eml"))), tuple(unreachable))


def compare_versions(before: Version, after: Version) -> Plan:
    """Read the later plan, with its changes and their causes since the earlier one."""
    old, new = before.plan(), after.plan()
    changes = compare(old.schedule, new.schedule)
    return replace(new, base=before.name, changes=explained(changes, old.event, new.event))


@dataclass(frozen=True)
class State:
    """A version as it stands in the list of versions.

    Parameters
    ----------
    version : Version
        Which.
    plan : Plan
        Its plan.
    published : Published or None
        When and to whom it was published.
    before : str
        The version before; empty for the first.
    changes : tuple of Change or None
        What is not as it was there; None for the first.
    is_current : bool or None
        Whether the workbook is still what the plan was made from; None if it is not there.
    """

    version: Version
    plan: Plan
    published: Published | None
    before: str
    changes: tuple[Change, ...] | None
    is_current: bool | None


def states(folder: Path) -> Iterator[State]:
    """Tell how each version of a folder stands, the first first."""
    before: Plan | None = None
    for version in versions(folder):
        made = version.plan()
        changes = compare(before.schedule, made.schedule) if before else None
        workbook = folder.parent / made.source.name
        is_current = source_of(workbook) == made.source if workbook.exists() else None
        name = before.version if before else ""
        yield State(version, made, version.published, name, changes, is_current)
        before = made
