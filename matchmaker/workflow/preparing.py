"""From a workbook and what people were told to what is to be planned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.aims import Keep
from matchmaker.events import Event, Pair, pair_of
from matchmaker.identity.keys import Key
from matchmaker.io.checking.event_id import identified
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.versions import (
    Version,
    event_id_of,
    find,
    is_current,
    newest_published,
    published_versions,
)
from matchmaker.io.reading.asked import find_fallen
from matchmaker.io.reading.edited import Edits, version_guessed, version_in
from matchmaker.issues import Issue, Severity
from matchmaker.names import selves
from matchmaker.record import Absence, Options, Plan, Source
from matchmaker.rerun import Past
from matchmaker.workflow.by_hand import edits_of
from matchmaker.workflow.forced import Apart, apart
from matchmaker.workflow.identifying import of_identity
from matchmaker.workflow.rerunning import Memory, recall, remake


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
        The ids of those who did not come; those of the base are remembered.
    present : tuple of str
        The ids of those who came late after all.
    substitutes : bool
        Whether colleagues stand in for those who left.
    edited : Path or None
        A schedule that was edited by hand.
    force : tuple of Pair
        Who must meet besides those that were forced before.
    is_forgetful : bool
        Whether those that were forced before need not meet any more.
    """

    keep: Keep | None = None
    base: Version | None = None
    moves: int | None = None
    since: datetime | None = None
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    substitutes: bool = True
    edited: Path | None = None
    force: tuple[Pair, ...] = ()
    is_forgetful: bool = False


@dataclass(frozen=True)
class Task:
    """What is to be planned: the event with what people were told, and what is kept of it.

    `last` is the version that people were told last, whatever the base; `apart` are pairs that must
    meet and cannot, each with what stands between them.
    """

    event: Event
    workbook: Path
    options: Options
    keys: Mapping[str, Key]
    base: Version | None
    before: Plan | None
    past: Past | None
    was_absent: frozenset[str]
    issues: tuple[Issue, ...]
    reading: Reading
    last: Version | None
    apart: tuple[Apart, ...] = ()

    @property
    def source(self) -> Source:
        """What the workbook was when it was read, by name and content."""
        return self.reading.source

    @property
    def is_possible(self) -> bool:
        """Whether there is nothing to be corrected before."""
        return all(issue.severity is not Severity.ERROR for issue in self.issues)

    @property
    def is_rerun(self) -> bool:
        """Whether something that people were told is kept."""
        return bool(self.event.promises)


@dataclass(frozen=True, kw_only=True)
class History:
    """What there is from before, read already.

    Parameters
    ----------
    before : Plan or None
        The base.
    last : Plan or None
        What people were told last, whatever the base.
    told : frozenset of str
        The keys of everyone who was told of a meeting at any time.
    known : tuple of Plan
        The plans whose absences hold.
    forcing : tuple of Plan
        The plans whose forced pairs hold.
    event_id : str
        The Event ID that is kept with the plans; empty if there is none.
    is_told : bool
        Whether people were told the base, so that all of it is kept unless somebody says otherwise.
    edited : Version or None
        What a schedule edited by hand was written as.
    """

    before: Plan | None = None
    last: Plan | None = None
    told: frozenset[str] = frozenset()
    known: tuple[Plan, ...] = ()
    forcing: tuple[Plan, ...] = ()
    event_id: str = ""
    is_told: bool = False
    edited: Version | None = None


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
    own = _version_of(request.edited, folder) if request.edited else None
    edited = own or find(folder) if request.edited else None
    last = newest_published(folder)
    published = request.base or last
    base = published or edited
    before = base.plan() if base else None
    known = _plans_that_know(before, folder, request)
    history = History(
        before=before,
        last=last.plan() if last and last != base else before,
        told=ever_told(folder),
        known=known,
        forcing=known or _newest_draft(folder),
        event_id=event_id_of(folder),
        is_told=published is not None,
        edited=edited,
    )
    guessed: tuple[Issue, ...] = ()
    if request.edited and edited and not own:
        guessed = version_guessed(request.edited, edited.name)
    task = task_of(reading, workbook, history, request, guessed)
    return replace(task, base=base, last=last)


def task_of(
    reading: Reading,
    workbook: Path,
    history: History,
    request: Request,
    guessed: tuple[Issue, ...] = (),
) -> Task:
    """Make an event as read ready for a run, beside what there is from before.

    Parameters
    ----------
    reading : Reading
        The event as read, without errors.
    workbook : Path
        What it was read from.
    history : History
        What there is from before.
    request : Request
        What is asked for.
    guessed : tuple of Issue
        What is to be said of how the version of an edited schedule was found.
    """
    if reading.event is None:
        raise ValueError("an event with errors cannot be planned")
    before = history.before
    event, identity = identified(reading.event, reading, history.event_id)
    since = _since(request, before)
    past = recall(event, before, since, substitutes=request.substitutes) if before else None
    asked = _options(event, history, request, past)
    made = remake(
        event,
        Memory(past=past, last=history.last, told=history.told),
        asked,
        lambda now: _edits(now, request, history, past),
        frees_locks=history.edited is not None,
    )
    edits = made.edits
    fallen = find_fallen(
        (*reading.event.pins, *made.pins), made.event, {**edits.places, **reading.fixed}
    )
    told = of_identity(past, workbook.name) if past else ()
    was_absent = frozenset(a.participant for a in _absences(event, Request(), history.known, past))
    return Task(
        event=made.event,
        workbook=workbook,
        options=replace(
            asked, edited=edits.sha256, deleted=edits.deleted, forced=made.event.forced
        ),
        keys=made.keys,
        base=None,
        before=before,
        past=past,
        was_absent=was_absent,
        issues=(*reading.issues, *identity, *told, *fallen, *edits.issues, *guessed, *made.issues),
        reading=reading,
        last=None,
        apart=tuple(apart(made.event, asked.forced)),
    )


def _options(event: Event, history: History, request: Request, past: Past | None) -> Options:
    """Tell what is asked for, and what of the plans before holds still."""
    return Options(
        forced=_forced(request, history.forcing, past),
        keep=request.keep or (Keep.ALL if history.is_told else Keep.NONE),
        moves=request.moves,
        since=_since(request, history.before),
        absences=_absences(event, request, history.known, past),
        substitutes=request.substitutes,
    )


def _since(request: Request, before: Plan | None) -> datetime | None:
    """From when on is planned: what was over when the base was made is over still."""
    known = before.options.since if before else None
    return max(filter(None, (request.since, known)), default=None)


def _absences(
    event: Event, request: Request, known: Iterable[Plan], past: Past | None
) -> tuple[Absence, ...]:
    """List who is absent: now, and in the plans before, but for those who came late after all.

    Whoever is in several rows, cancelled ones too, is absent, or has come, in each of them.
    """
    rows = selves(event.participants)
    ids = {key.person: person for person, key in past.keys.items()} if past else {}
    since = request.since or moment_of(event)
    absences = {one: Absence(one, since) for person in request.absent for one in rows[person]}
    for plan_before in known:
        for absence in plan_before.options.absences:
            person = ids.get(plan_before.key_of(absence.participant).person, "")
            for one in rows.get(person, ()):
                absences[one] = replace(absence, participant=one)
    came = {one for person in request.present for one in rows[person]}
    return tuple(absences[person] for person in sorted(absences.keys() - came))


def _plans_that_know(before: Plan | None, folder: Path, request: Request) -> tuple[Plan, ...]:
    """Give the plans whose absences hold: of the base, and of the newest draft made from it."""
    if before is None:
        return ()
    newest = find(folder)
    draft = newest.plan() if newest and newest.published is None and not request.base else None
    return (draft, before) if draft and draft.base == before.version else (before,)


def _newest_draft(folder: Path) -> tuple[Plan, ...]:
    """Give the newest draft where people were told nothing yet: who must meet there still must."""
    newest = find(folder)
    return (newest.plan(),) if newest else ()


def _forced(request: Request, forcing: Iterable[Plan], past: Past | None) -> tuple[Pair, ...]:
    """List who must meet: by this run, and by those before, under the ids of now."""
    ids = {key.person: person for person, key in past.keys.items()} if past else {}
    forced = [*request.force]
    for before in () if request.is_forgetful else forcing:
        keys = (
            (before.key_of(one).person, before.key_of(other).person)
            for one, other in before.options.forced
        )
        forced += (pair_of(ids.get(a, a), ids.get(b, b)) for a, b in keys)
    return tuple(sorted(dict.fromkeys(forced)))


def never_absent(task: Task, request: Request) -> tuple[str, ...]:
    """Name those who are said to have come after all, but were not marked absent before."""
    return tuple(person for person in request.present if person not in task.was_absent)


def moment_of(event: Event) -> datetime:
    """Tell the time by the clocks of an event, in whole seconds."""
    return datetime.now(ZoneInfo(event.time_zone)).replace(microsecond=0)


def ever_told(folder: Path) -> frozenset[str]:
    """Collect the keys of everyone who was told of a meeting in any publication."""
    plans = (version.plan() for version in published_versions(folder))
    return frozenset(
        plan.key_of(person).person for plan in plans for person in plan.schedule.by_participant
    )


def _version_of(schedule: Path, folder: Path) -> Version | None:
    """Find the version that a schedule was written as: by its folder, or its own word."""
    name = schedule.resolve().parent.name
    return find(folder, name) or find(folder, version_in(schedule))


def _edits(event: Event, request: Request, history: History, past: Past | None) -> Edits:
    """Read what was done by hand; what was deleted before stays deleted, unless it is back."""
    edits, earlier = Edits(), history.before.options.deleted if history.before else ()
    if request.edited and history.edited:
        written = history.edited.plan()
        edits = edits_of(request.edited, event, written, past.passage.since if past else None)
        earlier = (*earlier, *written.options.deleted)
    deleted_before = map(past.passage.met_now, earlier) if past else earlier
    # Of two who turned out to be one human being nothing is left to delete.
    apart = (pair for pair in deleted_before if pair[0] != pair[1])
    deleted = dict.fromkeys((*apart, *edits.deleted))
    for pin in edits.pins:
        deleted.pop(pin.pair, None)
    return replace(edits, deleted=tuple(deleted))


def unchanged(task: Task, folder: Path) -> Version | None:
    """Find the version that was made of the same input and options, where nothing has changed.

    It is the newest, or the base that everything would be kept of; unless it can no longer be
    published, for to go back is a change.
    """
    latest = find(folder)
    if latest and is_current(latest, task.last) and _is_same(latest.plan(), task):
        return latest
    if not (task.base and task.before and is_current(task.base, task.last)):
        return None
    if task.options.keep is Keep.ALL:
        kept = replace(task.before.options, keep=Keep.ALL, moves=None, edited="")
        if task.before.source == task.source and _timeless(kept) == _timeless(task.options):
            return task.base
    return None


def _timeless(options: Options) -> Options:
    """Leave out since when somebody is absent: it is the same absence."""
    since = datetime.min.replace(tzinfo=UTC)
    return replace(options, absences=tuple(Absence(one, since) for one in options.absent))


def _is_same(made: Plan, task: Task) -> bool:
    base = task.base.name if task.base else ""
    is_one_event = made.event.event_id == task.event.event_id
    is_asked_the_same = made.base == base and _timeless(made.options) == _timeless(task.options)
    return is_one_event and made.source == task.source and is_asked_the_same
