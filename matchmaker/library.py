"""What programs use: `import matchmaker as m`, then `m.read`, `m.plan`, `m.verify` and so on.

Nothing is printed here, and no file written but by `PlannedEvent.save`.
"""

import os
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from matchmaker import workflow
from matchmaker.aims import Aim, Keep
from matchmaker.compare import Change
from matchmaker.events import Event, Pair
from matchmaker.explain import Unmet
from matchmaker.issues import Issue, Severity
from matchmaker.record import Options, Plan
from matchmaker.rulebook import Fault
from matchmaker.rulebook import verify as faults_of
from matchmaker.schedule import Schedule
from matchmaker.text import DEFAULT, languages, words
from matchmaker.workflow import OtherBase, Reading

if TYPE_CHECKING:  # pandas and the solver take long to load, which only those wait for who use them
    from matchmaker.workflow import Frame, Progress

__all__ = [
    "InvalidWorkbook",
    "OtherBase",
    "PlannedEvent",
    "ReadEvent",
    "check",
    "event",
    "load",
    "plan",
    "read",
    "replan",
    "verify",
]

SHOWN = 5
"""How many errors the text of an `InvalidWorkbook` names."""
MOST_SECONDS, MOST_SEED, MOST_WORKERS, MOST_MOVES = 86_400, 2_147_483_647, 512, 1_000_000


class InvalidWorkbook(ValueError):  # noqa: N818 - says what the input is
    """An event that cannot be planned before its errors are corrected.

    Parameters
    ----------
    issues : sequence of Issue
        All that was found: errors, warnings and notes, in the order of sheets and rows.
    language : str
        The language to speak of it: `en` or `de`.

    Examples
    --------
    >>> try:
    ...     matchmaker.read("FAIR.xlsx")
    ... except matchmaker.InvalidWorkbook as invalid:
    ...     places = [str(issue.place) for issue in invalid.issues]
    """

    def __init__(self, issues: Sequence[Issue], language: str = DEFAULT) -> None:
        super().__init__(tuple(issues), language)
        self.issues = tuple(issues)
        self.language = language

    def __str__(self) -> str:
        """Say the first errors, each with its place."""
        say = words(self.language)
        errors = [issue for issue in self.issues if issue.severity is Severity.ERROR]
        lines = [_sentence(issue, say) for issue in errors[:SHOWN]]
        rest = len(errors) - SHOWN
        return "\n".join([*lines, *([say("library.more", count=rest)] if rest > 0 else [])])


def _sentence(issue: Issue, say: Callable[..., str]) -> str:
    sentence = say(f"issue.{issue.code}", **issue.parameters)
    return ": ".join(filter(None, (str(issue.place), sentence)))


class ReadEvent:
    """An event as read from a workbook or from DataFrames, without errors.

    `read` and `event` make it; `plan` and `replan` take it.

    Examples
    --------
    >>> event = matchmaker.read("FAIR.xlsx")
    >>> len(event.event.participants), [issue.code for issue in event.issues]
    """

    def __init__(self, reading: Reading, path: Path) -> None:
        if reading.event is None:
            raise InvalidWorkbook(reading.issues, reading.language)
        self._reading = reading
        self._path = path
        self._event = reading.event

    @property
    def event(self) -> Event:
        """Everything that was read, as frozen data: `participants`, `slots`, `interests`, ..."""
        return self._event

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The warnings and notes, by sheet, row and column."""
        return self._reading.issues

    def __repr__(self) -> str:
        event = self._event
        return (
            f"<{type(self).__name__} {event.name!r}: {len(event.registered)} participants, "
            f"{len(event.slots)} slots, {len(event.tables)} tables, {len(self.issues)} issues>"
        )


class PlannedEvent:
    """A plan: who meets whom, when and where, and how good that is.

    `plan`, `replan` and `load` make it. In a notebook it is shown as the summary of its page.

    Examples
    --------
    >>> plan.frame("meetings").to_csv("meetings.csv")
    >>> plan.save("FAIR-plans")
    """

    def __init__(
        self,
        record: Plan,
        reading: Reading,
        path: Path,
        told: Plan | None = None,
        ever_told: frozenset[str] = frozenset(),
    ) -> None:
        self._record = record
        self._reading = reading
        self._path = path
        self._told = told
        self._ever_told = ever_told

    @property
    def version(self) -> str:
        """`v01`, `v02`, ...: as it was saved, or else the one after what it starts from."""
        return self._record.version

    @property
    def event(self) -> Event:
        """The event as it was planned, in a rerun with what people were told."""
        return self._record.event

    @property
    def schedule(self) -> Schedule:
        """The meetings, in order of time."""
        return self._record.schedule

    @property
    def aims(self) -> tuple[Aim, ...]:
        """What was reached, and what no plan can exceed, in order of rank."""
        return self._record.aims

    @property
    def points(self) -> Mapping[Pair, int]:
        """The points of each meeting, by the ids of the two."""
        return self._record.points

    @property
    def unmet(self) -> tuple[Unmet, ...]:
        """Every wish without a meeting, and why."""
        return self._record.unmet

    @property
    def changes(self) -> tuple[Change, ...]:
        """In a rerun: the meetings that are not as people were told."""
        return self._record.changes

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The warnings and notes of what it was made from, and of the rerun."""
        return self._record.issues

    def frame(self, name: str, language: str | None = None) -> "Frame":
        """Give a sheet of `schedule.xlsx` as a DataFrame.

        Parameters
        ----------
        name : str
            `summary`, `meetings`, `agenda_list`, `grid`, `participants`, `unmet`, `changes`,
            `to_tell` or `issues`.
        language : str, optional
            Of headings and sentences: `en` or `de`; without one, that of the event.

        Returns
        -------
        DataFrame
            With the headings of the sheet. Days are of type `datetime64`, times of day
            `datetime.time` by the clocks of the event, counts `Int64`, shares between 0 and 1.

        Raises
        ------
        ValueError
            If there is no such sheet or language.

        Examples
        --------
        >>> plan.frame("meetings").groupby("Table").size()
        """
        _check_one_of("name", name, workflow.SHEETS)
        if language is not None:
            _check_one_of("language", language, languages())
        return workflow.frame_of(self._record, name, words(language or self.event.language))

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write the plan as the next version, as the command does; it has that name from then on.

        Parameters
        ----------
        folder : path
            The folder of versions: `FAIR-plans`. It is made if it is not there.

        Returns
        -------
        Path
            The folder of the version: `FAIR-plans/v01`.

        Raises
        ------
        OtherBase
            If people were told a version there that this plan does not start from, or if this is a
            rerun of a plan that is not saved there.
        OSError
            If the folder cannot be written to.

        Examples
        --------
        >>> plan.save("FAIR-plans")
        """
        version = workflow.save(
            self._record, self._reading, self._path, self._told, _path("folder", folder)
        )
        self._record = version.plan()
        return version.path

    def _repr_html_(self) -> str:
        """Show the summary of the plan in a notebook."""
        return workflow.excerpt(self._record)

    def __repr__(self) -> str:
        record = self._record
        return (
            f"<{type(self).__name__} {record.event.name!r} {record.version}: "
            f"{len(record.schedule.meetings)} meetings, {sum(record.points.values())} points>"
        )


def read(path: str | os.PathLike[str], *, skip_bad_wishes: bool = False) -> ReadEvent:
    """Read an event from a workbook, or from a folder of workbooks and CSV files.

    Parameters
    ----------
    path : path
        The workbook or folder.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.

    Returns
    -------
    ReadEvent
        The event; its warnings and notes are `issues`.

    Raises
    ------
    InvalidWorkbook
        If there are errors.
    FileNotFoundError
        If there is nothing.

    Examples
    --------
    >>> event = matchmaker.read("FAIR.xlsx")
    >>> [str(issue.place) for issue in event.issues]
    """
    found = _existing(path)
    return ReadEvent(workflow.read_event(found, skip_bad_wishes=skip_bad_wishes), found)


def check(path: str | os.PathLike[str], *, skip_bad_wishes: bool = False) -> tuple[Issue, ...]:
    """Find everything that is wrong with a workbook, without an exception.

    Parameters
    ----------
    path, skip_bad_wishes
        As of `read`.

    Returns
    -------
    tuple of Issue
        Errors, warnings and notes, by sheet, row and column; without errors also what a plan will
        lack.

    Examples
    --------
    >>> [issue for issue in matchmaker.check("FAIR.xlsx") if issue.severity == "error"]
    """
    found = _existing(path)
    return workflow.read_event(found, skip_bad_wishes=skip_bad_wishes, advise=True).issues


def event(
    *,
    participants: "Frame",
    timetable: "Frame",
    settings: Mapping[str, object],
    interests: "Frame | None" = None,
    tables: "Frame | None" = None,
    organisations: "Frame | None" = None,
    blocked: "Frame | None" = None,
    fixed: "Frame | None" = None,
    skip_bad_wishes: bool = False,
) -> ReadEvent:
    """Read an event from DataFrames, each as the sheet of that name would be read.

    Parameters
    ----------
    participants, timetable, interests, tables, organisations, blocked, fixed : DataFrame
        With the headings that a workbook has, in English or German; an index that has a name is a
        column, too. What pandas calls missing is an empty cell.
    settings : mapping of str to object
        The sheet Event: `{"Name": "Fair", "Meeting length": 20}`; lengths are in minutes.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.

    Returns
    -------
    ReadEvent
        The event. A logo that `settings` name is looked for in the current folder.

    Raises
    ------
    InvalidWorkbook
        If there are errors; their places name rows by the labels of the index.
    TypeError
        If something is no DataFrame, or no value that a cell can hold.

    Examples
    --------
    >>> event = matchmaker.event(
    ...     participants=people,
    ...     interests=wishes,
    ...     timetable=times,
    ...     tables=tables,
    ...     settings={"Name": "Fair", "Meeting length": 20},
    ... )
    """
    frames = {
        "participants": participants,
        "timetable": timetable,
        "interests": interests,
        "tables": tables,
        "organisations": organisations,
        "blocked": blocked,
        "fixed": fixed,
    }
    given = {name: frame for name, frame in frames.items() if frame is not None}
    path = Path.cwd() / "frames"
    reading = workflow.read_frames(given, settings, path.parent, skip_bad_wishes=skip_bad_wishes)
    return ReadEvent(reading, path)


def plan(
    event: ReadEvent,
    *,
    seconds: float = 60,
    workers: int | None = None,
    seed: int = 1,
    progress: "Callable[[Progress], None] | None" = None,
) -> PlannedEvent:
    """Plan the meetings of an event.

    Parameters
    ----------
    event : ReadEvent
        What `read` or `event` gave.
    seconds : float
        About how long the search may take, in seconds; less if the best plan is proven before.
    workers : int, optional
        Threads of the solver; as many as there are processors.
    seed : int
        Of every random choice, from 0.
    progress : callable, optional
        Called in a thread of the solver with a `Progress` whenever there is something new: its
        `stage`, `aim`, `value` and `bound`.

    Returns
    -------
    PlannedEvent
        The plan.

    Raises
    ------
    ValueError
        If no two people may meet.

    Examples
    --------
    >>> plan = matchmaker.plan(event, seconds=30)
    >>> [(aim.name, aim.value, aim.bound) for aim in plan.aims]
    """
    _check_type("event", event, ReadEvent)
    search = _SearchOptions(seconds, workers, seed, progress)
    return _planned(event, workflow.History(), workflow.Request(), search)


def replan(
    plan: PlannedEvent,
    event: ReadEvent,
    *,
    keep: str = "all",
    moves: int | None = None,
    since: datetime | None = None,
    absent: Iterable[str] = (),
    present: Iterable[str] = (),
    substitutes: bool = True,
    seconds: float = 20,
    workers: int | None = None,
    seed: int = 1,
    progress: "Callable[[Progress], None] | None" = None,
) -> PlannedEvent:
    """Plan an event again after people were told a plan, and leave it as it is as far as can be.

    Parameters
    ----------
    plan : PlannedEvent
        What people were told.
    event : ReadEvent
        The event as it is now.
    keep : {"all", "pairs", "none"}
        What to keep of the plan: slot and table of every meeting, who meets whom, or nothing.
    moves : int, optional
        Where pairs are kept: how many meetings that could stand may move.
    since : datetime, optional
        What began before this moment is over; without a time zone, by the clocks of the event.
    absent, present : iterable of str
        The ids or e-mail addresses of those who did not come, and of those who came after all.
    substitutes : bool
        Whether colleagues stand in for those who left.
    seconds, workers, seed, progress
        As of `plan`.

    Returns
    -------
    PlannedEvent
        The plan; its `changes` say what is not as people were told.

    Raises
    ------
    InvalidWorkbook
        If it is another event than that of the plan.
    ValueError
        If no two people may meet, or nobody is known whom `absent` or `present` names.

    Examples
    --------
    >>> again = matchmaker.replan(plan, matchmaker.read("FAIR.xlsx"), absent=["P017"])
    >>> again.frame("to_tell")
    """
    _check_type("plan", plan, PlannedEvent)
    _check_type("event", event, ReadEvent)
    _check_one_of("keep", keep, tuple(Keep))
    if moves is not None:
        _check_number("moves", moves, 0, MOST_MOVES, int)
        if keep != Keep.PAIRS:
            raise ValueError('moves need keep="pairs"')
    request = workflow.Request(
        keep=Keep(keep),
        moves=moves,
        since=_moment(since, event.event),
        absent=_people("absent", absent, event.event),
        present=_people("present", present, event.event),
        substitutes=substitutes,
    )
    search = _SearchOptions(seconds, workers, seed, progress)
    return _planned(event, _history(plan), request, search)


def verify(
    event: ReadEvent | Event,
    schedule: Schedule | PlannedEvent,
    *,
    told: PlannedEvent | None = None,
) -> tuple[Fault, ...]:
    """Check any schedule against every rule, independently of how it was made.

    Parameters
    ----------
    event : ReadEvent or Event
        The event; the `event` of a plan, too.
    schedule : Schedule or PlannedEvent
        The meetings: the `schedule` of a plan, or others. A plan is checked with what was asked
        besides: what people were told, who is absent, what is over.
    told : PlannedEvent, optional
        What people were told: its meetings need no wish.

    Returns
    -------
    tuple of Fault
        Every broken rule with its meetings; none for a valid schedule.

    Examples
    --------
    >>> matchmaker.verify(event, plan.schedule)
    ()
    """
    _check_type("event", event, ReadEvent, Event)
    _check_type("schedule", schedule, Schedule, PlannedEvent)
    facts = event.event if isinstance(event, ReadEvent) else event
    history, options = workflow.History(), Options()
    if isinstance(schedule, PlannedEvent):
        plan, schedule = schedule, schedule.schedule
        history = workflow.History(before=plan._told, told=plan._ever_told)  # noqa: SLF001 - our own
        options = plan._record.options  # noqa: SLF001 - our own
    if told is not None:
        _check_type("told", told, PlannedEvent)
        history = _history(told)
    return faults_of(workflow.as_asked(facts, options, history.before, history.told), schedule)


def load(folder: str | os.PathLike[str], version: str | None = None) -> PlannedEvent:
    """Read a plan back that a command or `PlannedEvent.save` wrote.

    Parameters
    ----------
    folder : path
        The folder of versions: `FAIR-plans`.
    version : str, optional
        Which: `v02`; without one, the newest.

    Returns
    -------
    PlannedEvent
        The plan.

    Raises
    ------
    FileNotFoundError
        If there is no such folder.
    ValueError
        If there is no such version in it, or it cannot be read back.

    Examples
    --------
    >>> matchmaker.load("FAIR-plans", "v01").frame("meetings")
    """
    path = _existing(folder)
    if version is not None:
        _check_type("version", version, str)
    try:
        return _loaded(path, version)
    except workflow.NotAPlan as fault:
        raise ValueError(words(DEFAULT)(f"cli.{fault.code}", **fault.parameters)) from fault


def _loaded(folder: Path, name: str | None) -> PlannedEvent:
    found = workflow.find(folder, name)
    if found is None:
        there = ", ".join(version.name for version in workflow.versions(folder))
        raise ValueError(f"no version {name or 'at all'} in {folder}; there: {there or 'none'}")
    record = found.plan()
    base = workflow.find(folder, record.base) if record.base else None
    reading = Reading(record.event, record.issues, record.event.language, record.source)
    told, ever_told = base.plan() if base else None, workflow.ever_told(folder)
    return PlannedEvent(record, reading, found.path / "branding", told, ever_told)


class _SearchOptions:
    """How long and how is searched."""

    def __init__(
        self,
        seconds: float,
        workers: int | None,
        seed: int,
        progress: "Callable[[Progress], None] | None",
    ) -> None:
        _check_number("seconds", seconds, 0, MOST_SECONDS, float)
        if workers is not None:
            _check_number("workers", workers, 1, MOST_WORKERS, int)
        _check_number("seed", seed, 0, MOST_SEED, int)
        if progress is not None and not callable(progress):
            raise TypeError(f"progress must be callable, not {type(progress).__name__}")
        self._seconds, self._seed, self._progress = float(seconds), int(seed), progress
        self._workers = workers or os.cpu_count() or 1

    def start(self) -> workflow.Watch:
        """Make the solver ready, which is not counted, and begin to count the time."""
        workflow.get_ready(lambda _key: None)
        return workflow.Watch(
            self._seconds, workers=self._workers, seed=self._seed, report=self._progress
        )


def _planned(
    event: ReadEvent, history: workflow.History, request: workflow.Request, search: _SearchOptions
) -> PlannedEvent:
    reading, path = event._reading, event._path  # noqa: SLF001 - our own
    task = workflow.task_of(reading, path, history, request)
    if not task.is_possible:
        raise InvalidWorkbook(task.issues, event.event.language)
    strangers = workflow.never_absent(task, request)
    say = words(event.event.language)
    if strangers:
        raise ValueError(say("cli.not_absent", people=", ".join(strangers)))
    made = workflow.plan_in_memory(task, search.start(), _next(history.before))
    if made is None:
        raise ValueError(say("cli.nobody_meets"))
    record, lapses = made
    for lapse in lapses:
        stage = say("library.lapsed", stage=say(f"stage.{lapse.stage}"), what=lapse.what)
        warnings.warn(stage, RuntimeWarning, stacklevel=3)
    return PlannedEvent(record, reading, path, history.before, history.told)


def _history(told: PlannedEvent) -> workflow.History:
    record, ever = told._record, told._ever_told  # noqa: SLF001 - our own
    people = (record.key_of(person).person for person in record.schedule.by_participant)
    return workflow.History(
        before=record,
        last=record,
        told=ever.union(people),
        known=(record,),
        event_id=record.event.event_id,
        is_told=True,
    )


def _next(before: Plan | None) -> str:
    number = int(before.version.removeprefix("v")) if before else 0
    return f"v{number + 1:02d}"


def _people(name: str, written: Iterable[str], event: Event) -> tuple[str, ...]:
    """Find people by ids or e-mail addresses."""
    if isinstance(written, str) or not isinstance(written, Iterable):
        raise TypeError(f"{name} must be several ids, not {type(written).__name__}")
    found: set[str] = set()
    for one in written:
        _check_type(name, one, str)
        try:
            found.update(workflow.people_asked(one, event))
        except workflow.NotUnderstood as fault:
            said = words(event.language)(f"issue.{fault.code}", **fault.parameters)
            raise ValueError(f"{name}: {said}") from None
    return tuple(sorted(found))


def _moment(since: datetime | None, event: Event) -> datetime | None:
    if since is None:
        return None
    _check_type("since", since, datetime)
    zone = ZoneInfo(event.time_zone)
    local = since.astimezone(zone) if since.tzinfo else since
    return datetime.combine(local.date(), local.time(), zone)  # one of pandas is more than that


def _existing(path: str | os.PathLike[str]) -> Path:
    found = _path("path", path)
    if not found.exists():
        raise FileNotFoundError(f"there is no {found}")
    return found


def _path(name: str, path: object) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"{name} must be a path, not {type(path).__name__}")
    return Path(path)


def _check_type(name: str, value: object, *kinds: type) -> None:
    if not isinstance(value, kinds):
        known = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} must be of type {known}, not {type(value).__name__}")


def _check_one_of(name: str, value: object, known: Sequence[str]) -> None:
    _check_type(name, value, str)
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {value!r}")


def _check_number(name: str, value: object, least: int, most: int, kind: type) -> None:
    numbers = (int, float) if kind is float else (int,)
    if isinstance(value, bool) or not isinstance(value, numbers):
        raise TypeError(f"{name} must be a number, not {type(value).__name__}")
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least} to {most}, not {value}")
