"""Planning, planning again and checking, for programs."""

import warnings
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from matchmaker import workflow
from matchmaker.aims import Keep
from matchmaker.events import Event
from matchmaker.library.arguments import (
    MOST_MOVES,
    check_number,
    check_one_of,
    check_type,
    known_people,
    local_moment,
)
from matchmaker.library.planned import PlannedEvent
from matchmaker.library.reading import InvalidWorkbook, ReadEvent
from matchmaker.library.search import Search
from matchmaker.record import Options, Plan
from matchmaker.rulebook import Fault
from matchmaker.rulebook import verify as faults_of
from matchmaker.schedule import Schedule
from matchmaker.text import words

if TYPE_CHECKING:  # the solver takes long to load, which only those wait for who use it
    from matchmaker.workflow import Progress


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
    KeyboardInterrupt
        At a Ctrl-C before there is any plan, or at a second one. Else the first ends the search,
        and the best plan so far is returned, with a warning.

    Examples
    --------
    >>> plan = matchmaker.plan(event, seconds=30)
    >>> [(aim.name, aim.value, aim.bound) for aim in plan.aims]
    """
    check_type("event", event, ReadEvent)
    search = Search(seconds, workers, seed, progress)
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
    check_type("plan", plan, PlannedEvent)
    check_type("event", event, ReadEvent)
    check_one_of("keep", keep, tuple(Keep))
    if moves is not None:
        check_number("moves", moves, 0, MOST_MOVES, int)
        if keep != Keep.PAIRS:
            raise ValueError('moves need keep="pairs"')
    request = workflow.Request(
        keep=Keep(keep),
        moves=moves,
        since=local_moment(since, event.event),
        absent=known_people("absent", absent, event.event),
        present=known_people("present", present, event.event),
        substitutes=substitutes,
    )
    search = Search(seconds, workers, seed, progress)
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
    check_type("event", event, ReadEvent, Event)
    check_type("schedule", schedule, Schedule, PlannedEvent)
    facts = event.event if isinstance(event, ReadEvent) else event
    history, options = workflow.History(), Options()
    if isinstance(schedule, PlannedEvent):
        plan, schedule = schedule, schedule.schedule
        history = workflow.History(before=plan._told, told=plan._ever_told)  # noqa: SLF001 - our own
        options = plan._record.options  # noqa: SLF001 - our own
    if told is not None:
        check_type("told", told, PlannedEvent)
        history = _history(told)
    return faults_of(workflow.as_asked(facts, options, history.before, history.told), schedule)


def _planned(
    event: ReadEvent, history: workflow.History, request: workflow.Request, search: Search
) -> PlannedEvent:
    reading, path = event._reading, event._path  # noqa: SLF001 - our own
    task = workflow.task_of(reading, path, history, request)
    if not task.is_possible:
        raise InvalidWorkbook(task.issues, event.event.language)
    strangers = workflow.never_absent(task, request)
    say = words(event.event.language)
    if strangers:
        raise ValueError(say("cli.not_absent", people=", ".join(strangers)))
    name = _next(history.before)
    made = search.run(lambda watch: workflow.plan_in_memory(task, watch, name))
    if made is None:
        raise ValueError(say("cli.nobody_meets"))
    if search.is_interrupted:
        warnings.warn(say("library.interrupted"), RuntimeWarning, stacklevel=3)
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
        forcing=(record,),
        event_id=record.event.event_id,
        is_told=True,
    )


def _next(before: Plan | None) -> str:
    number = int(before.version.removeprefix("v")) if before else 0
    return f"v{number + 1:02d}"
