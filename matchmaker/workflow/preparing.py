"""From a workbook and what people were told to what is to be planned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.aims import Keep
from matchmaker.events import Event
from matchmaker.identity.keys import Key, first_keys
from matchmaker.io.checking.edits import apply_edits
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.event_id import identified
from matchmaker.io.plans.versions import (
    Version,
    find,
    is_current,
    newest_published,
    published_versions,
)
from matchmaker.io.reading.asked import find_fallen
from matchmaker.io.reading.edited import Edits, version_guessed, version_in
from matchmaker.issues import Issue, Severity
from matchmaker.record import Absence, Options, Plan, Source
from matchmaker.rerun import Past, freeze, locked, look_back, mark_absent, promise, remember
from matchmaker.workflow.by_hand import edits_of
from matchmaker.workflow.identifying import of_identity


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
    """

    keep: Keep | None = None
    base: Version | None = None
    moves: int | None = None
    since: datetime | None = None
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    substitutes: bool = True
    edited: Path | None = None


@dataclass(frozen=True)
class Task:
    """What is to be planned: the event with what people were told, and what is kept of it.

    `last` is the version that people were told last, whatever the base.
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
    edited = _version_of(request.edited, folder) or find(folder) if request.edited else None
    last = newest_published(folder)
    published = request.base or last
    base = published or edited
    before = base.plan() if base else None
    event, identity = identified(reading.event, reading, folder)
    since = _since(request, before)
    past = _look_back(event, before, since, request) if before else None
    known = _plans_that_know(before, folder, request)
    absences = _absences(event, request, known, past)
    event = mark_absent(event, (absence.participant for absence in absences))
    event, keys = _remembered(event, past, last, _ever_told(folder))
    edits = _edits(event, request, edited, before, past)
    event, issues = apply_edits(event, edits, since)
    if request.edited and edited and not _version_of(request.edited, folder):
        issues = (*version_guessed(request.edited, edited.name), *issues)
    keep = request.keep or (Keep.ALL if published else Keep.NONE)
    if past and keep is not Keep.NONE:
        event = promise(event, locked(past.expected, event) if edited else past.expected)
    fixed = (*reading.event.pins, *event.pins)
    if past and since:
        event = freeze(event, past, since)
    fallen = find_fallen(fixed, event, {**edits.places, **reading.fixed})
    options = Options(
        keep=keep,
        moves=request.moves,
        since=since,
        absences=absences,
        edited=edits.sha256,
        deleted=edits.deleted,
        substitutes=request.substitutes,
    )
    told = of_identity(past, workbook.name) if past else ()
    issues = (*reading.issues, *identity, *told, *fallen, *edits.issues, *issues)
    was_absent = frozenset(a.participant for a in _absences(event, Request(), known, past))
    return Task(
        event=event,
        workbook=workbook,
        options=options,
        keys=keys,
        base=base,
        before=before,
        past=past,
        was_absent=was_absent,
        issues=issues,
        reading=reading,
        last=last,
    )


def _remembered(
    event: Event, past: Past | None, last: Version | None, told: frozenset[str]
) -> tuple[Event, Mapping[str, Key]]:
    """Remember everyone who was told, in the base or last, and what they are called for good."""
    if past is None:
        return event, first_keys(event.participants)
    event = remember(event, past, told)
    if last is None or last.name == past.version:
        return event, past.keys
    newest = last.plan()
    past = look_back(event, newest.event, newest.schedule, newest.all_keys, newest.version)
    return remember(event, past, told), past.keys


def _since(request: Request, before: Plan | None) -> datetime | None:
    """From when on is planned: what was over when the base was made is over still."""
    known = before.options.since if before else None
    return max(filter(None, (request.since, known)), default=None)


def _look_back(event: Event, before: Plan, since: datetime | None, request: Request) -> Past:
    return look_back(
        event,
        before.event,
        before.schedule,
        before.all_keys,
        before.version,
        since=since,
        substitutes=request.substitutes,
    )


def _absences(
    event: Event, request: Request, known: Iterable[Plan], past: Past | None
) -> tuple[Absence, ...]:
    """List who is absent: now, and in the plans before, but for those who came late after all."""
    ids = {key.person: person for person, key in past.keys.items()} if past else {}
    since = request.since or moment_of(event)
    absences = {person: Absence(person, since) for person in request.absent}
    for plan_before in known:
        for absence in plan_before.options.absences:
            person = ids.get(plan_before.key_of(absence.participant).person, "")
            if person in event.participant:
                absences[person] = replace(absence, participant=person)
    return tuple(absences[person] for person in sorted(absences.keys() - set(request.present)))


def _plans_that_know(before: Plan | None, folder: Path, request: Request) -> tuple[Plan, ...]:
    """Give the plans whose absences hold: of the base, and of the newest draft made from it."""
    if before is None:
        return ()
    newest = find(folder)
    draft = newest.plan() if newest and newest.published is None and not request.base else None
    return (draft, before) if draft and draft.base == before.version else (before,)


def never_absent(task: Task, request: Request) -> tuple[str, ...]:
    """Name those who are said to have come after all, but were not marked absent before."""
    return tuple(person for person in request.present if person not in task.was_absent)


def moment_of(event: Event) -> datetime:
    """Tell the time by the clocks of an event, in whole seconds."""
    return datetime.now(ZoneInfo(event.time_zone)).replace(microsecond=0)


def _ever_told(folder: Path) -> frozenset[str]:
    """Collect the keys of everyone who was told of a meeting in any publication."""
    plans = (version.plan() for version in published_versions(folder))
    return frozenset(
        plan.key_of(person).person for plan in plans for person in plan.schedule.by_participant
    )


def _version_of(schedule: Path, folder: Path) -> Version | None:
    """Find the version that a schedule was written as: by its folder, or its own word."""
    name = schedule.resolve().parent.name
    return find(folder, name) or find(folder, version_in(schedule))


def _edits(
    event: Event, request: Request, edited: Version | None, before: Plan | None, past: Past | None
) -> Edits:
    """Read what was done by hand; what was deleted before stays deleted, unless it is back."""
    edits, earlier = Edits(), before.options.deleted if before else ()
    if request.edited and edited:
        written = edited.plan()
        edits = edits_of(request.edited, event, written, past.passage.since if past else None)
        earlier = (*earlier, *written.options.deleted)
    deleted_before = map(past.passage.met_now, earlier) if past else earlier
    deleted = dict.fromkeys((*deleted_before, *edits.deleted))
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
