"""Random histories of small events: planned, told, changed, edited by hand, planned again.

Every history is made from its number alone, so that one that ends badly can be seen again. A run
goes the way of `matchmaker plan`, but for the workbook and the pages: what was told is read from
folders, and a schedule edited by hand is a real one. Each plan is judged by rules that are counted
here once more, and by the program's own word.
"""

import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from openpyxl import Workbook

from benchmarks.identities import CHANGES as IDENTITIES
from benchmarks.identities import (
    Calendars,
    absences_are_remembered,
    changes_are_true,
    fresh_id,
    next_human,
    promises_are_between_the_same,
    tagged,
)
from matchmaker.aims import AimName, Keep
from matchmaker.events import (
    Answer,
    Attendance,
    Availability,
    Blocked,
    Event,
    Interest,
    Level,
    Organisation,
    Participant,
    Period,
    Pin,
    Rules,
    Slot,
    Status,
    Table,
    pair_of,
)
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import (
    find,
    new_version,
    newest_published,
    publish,
    published_versions,
)
from matchmaker.record import Plan, Source
from matchmaker.rulebook import go_together, verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver import Solution, Watch, most_points, solve
from matchmaker.told import Publication
from matchmaker.workflow.handing_out import announce
from matchmaker.workflow.planning import make_plan, solve_task
from matchmaker.workflow.preparing import Request, Task, prepare

BERLIN = ZoneInfo("Europe/Berlin")
MORNING = datetime(2027, 6, 16, 9, 0, tzinfo=BERLIN)
MEETING = timedelta(minutes=30)
SECONDS = 0.3
"""Time of each search; most end before."""
RUNS = 4
"""Most runs of a history."""


# Events


def make_event(random: Random) -> Event:
    """Invent an event of 8 to 14 people, 4 to 8 slots on one day or two, and 3 to 6 tables.

    Every other one has its tables in two halls, and of these every other a travel time.
    """
    slots = tuple(slot(number) for number in sorted(random.sample(range(10), random.randint(4, 8))))
    people = tuple(newcomer(random, number) for number in range(random.randint(8, 14)))
    event = Event(
        name="Fair",
        event_id="fair-2027",
        slots=slots,
        participants=people,
        organisations=tuple(Organisation(name=f"Organisation {n}") for n in range(1, 13)),
        tables=tuple(Table(name=f"T{number}") for number in range(1, random.randint(4, 7))),
        rules=make_rules(random),
    )
    for change in (*(more_wishes,) * 4, *random.choices(CHANGES, k=random.randint(0, 6))):
        event = change(event, random)
    return readable(in_halls(event) if len(people) % 2 else event)


def in_halls(event: Event) -> Event:
    """Put every other table into another hall."""
    halls = tuple(replace(table, area=f"Hall {n % 2}") for n, table in enumerate(event.tables))
    rules = replace(event.rules, travel_minutes=30 * (len(event.slots) % 2))
    return replace(event, tables=halls, rules=rules)


def slot(number: int) -> Slot:
    """Half an hour each; the sixth and those after it are on the second day."""
    start = MORNING + timedelta(days=number // 5, minutes=30 * (number % 5))
    return Slot(start, start + MEETING)


def newcomer(random: Random, number: int) -> Participant:
    """Invent a person; some share an organisation, few are online or want few meetings."""
    person = Participant(
        id=f"P{number:02d}",
        last_name="",
        organisation=f"Organisation {random.randint(1, 12)}",
        max_meetings=random.choice((None,) * 8 + (0, 1, 2, 3)),
        min_meetings=random.choice((None,) * 6 + (0, 2, 3)),
        attendance=random.choice((Attendance.ON_SITE,) * 9 + (Attendance.ONLINE,)),
        languages=random.choice((("de",), ("en",), ("de", "en"))),
        times=away(random) if happens(random, 0.2) else Availability(),
    )
    return tagged(person, number)


def happens(random: Random, share: float) -> bool:
    """Whether it happens this time."""
    return random.random() < share


def away(random: Random) -> Availability:
    """Be away for some hours."""
    first = slot(random.randint(0, 9)).start
    return Availability(unavailable=(Period(first, first + random.randint(1, 4) * MEETING),))


def make_rules(random: Random) -> Rules:
    """Draw limits; most events have none."""
    return Rules(
        max_meetings=random.choice((None,) * 5 + (1, 3)),
        max_per_day=random.choice((None,) * 5 + (1, 2)),
        max_in_a_row=random.choice((None,) * 5 + (1, 2)),
        min_meetings=random.choice((1, 1, 2, 3)),
        same_organisation_may_meet=happens(random, 0.2),
        plan_pending_wishes=happens(random, 0.8),
        common_language_needed=happens(random, 0.1),
    )


def readable(event: Event) -> Event:
    """Keep the pins that a workbook could have: those that go together, and find a table."""
    sound: tuple[Pin, ...] = ()
    for pin in event.pins:
        together = replace(event, pins=(*sound, pin))
        if go_together(together):
            sound = together.pins
    return replace(event, pins=sound)


# Changes: what organisers do to a workbook between two runs

Change = Callable[[Event, Random], Event]


def more_wishes(event: Event, random: Random) -> Event:
    """Some people wish for others, or for anyone of an organisation."""
    known = {(wish.source, wish.target) for wish in event.interests}
    new = {
        (wish.source, wish.target): wish
        for wish in (make_wish(event, random) for _ in range(random.randint(2, 9)))
        if (wish.source, wish.target) not in known and wish.source != wish.target
    }
    return replace(event, interests=(*event.interests, *new.values()))


def make_wish(event: Event, random: Random) -> Interest:
    """Draw a wish."""
    is_organisation = happens(random, 0.1)
    person = random.choice(event.participants)
    return Interest(
        source=random.choice(event.participants).id,
        target=person.organisation if is_organisation else person.id,
        target_is_organisation=is_organisation,
        level=random.choice((Level.LOW, Level.NORMAL, Level.NORMAL, Level.HIGH, Level.MUST)),
        answer=random.choice((Answer.NONE,) * 8 + tuple(Answer)),
    )


def fewer_wishes(event: Event, random: Random) -> Event:
    """Some wishes are withdrawn."""
    return replace(event, interests=tuple(w for w in event.interests if happens(random, 0.85)))


def decline(event: Event, random: Random) -> Event:
    """Somebody declines a wish, or answers another."""
    answered = (
        replace(wish, answer=random.choice(tuple(Answer))) if happens(random, 0.1) else wish
        for wish in event.interests
    )
    return replace(event, interests=tuple(answered))


def register(event: Event, random: Random) -> Event:
    """Somebody registers late."""
    number = next_human(event)
    new = replace(newcomer(random, number), id=fresh_id(event))
    people = (*event.participants, new)
    return more_wishes(replace(event, participants=people), random)


def change_somebody(event: Event, random: Random, **fields: object) -> Event:
    """Change one person."""
    chosen = random.choice(event.participants)
    changed = replace(chosen, **fields)  # type: ignore[arg-type]
    people = (changed if person is chosen else person for person in event.participants)
    return replace(event, participants=tuple(people))


def cancel(event: Event, random: Random) -> Event:
    """Somebody cancels: the row stays, and so does everything that speaks of them but pins."""
    gone = change_somebody(event, random, status=Status.CANCELLED)
    there = set(gone.registered)
    return replace(gone, pins=tuple(pin for pin in gone.pins if there.issuperset(pin.pair)))


def go_away(event: Event, random: Random) -> Event:
    """Somebody is away for some hours."""
    return change_somebody(event, random, times=away(random))


def want_fewer(event: Event, random: Random) -> Event:
    """Somebody wants fewer meetings."""
    return change_somebody(event, random, max_meetings=random.choice((0, 1, 2)))


def attend_otherwise(event: Event, random: Random) -> Event:
    """Somebody comes online, or on site after all."""
    return change_somebody(event, random, attendance=random.choice(tuple(Attendance)))


def change_table(event: Event, random: Random, **fields: object) -> Event:
    """Change one table, if there is one."""
    if not event.tables:
        return event
    chosen = random.choice(event.tables)
    changed = replace(chosen, **fields)  # type: ignore[arg-type]
    return replace(event, tables=tuple(changed if t is chosen else t for t in event.tables))


def lose_table(event: Event, random: Random) -> Event:
    """A table is lost; fixed meetings there need none any more."""
    left = tuple(random.sample(event.tables, max(0, len(event.tables) - 1)))
    names = {table.name for table in left}
    pins = (pin if pin.table in names else replace(pin, table=None) for pin in event.pins)
    return replace(event, tables=left, pins=tuple(pins))


def add_table(event: Event, random: Random) -> Event:
    """There is one table more."""
    known = {table.name for table in event.tables}
    name = next(f"T{n}" for n in random.sample(range(10, 100), 90) if f"T{n}" not in known)
    return replace(event, tables=(*event.tables, Table(name=name))) if event.tables else event


def hold_more_or_fewer(event: Event, random: Random) -> Event:
    """A table is for so many meetings at once."""
    return change_table(event, random, meetings_at_once=random.choice((1, 1, 2, 3)))


def close_table(event: Event, random: Random) -> Event:
    """A table cannot be used for some hours."""
    return change_table(event, random, times=away(random))


def reserve_table(event: Event, random: Random) -> Event:
    """A table is for a person or an organisation; or for everyone again."""
    owner = random.choice(event.participants)
    is_organisation = happens(random, 0.4)
    name = random.choice((owner.organisation if is_organisation else owner.id, ""))
    return change_table(
        event, random, owner=name, owner_is_organisation=is_organisation and bool(name)
    )


def lose_slot(event: Event, random: Random) -> Event:
    """A slot is taken out of the timetable."""
    lost = random.choice(event.slots)
    left = tuple(slot for slot in event.slots if slot is not lost)
    pins = tuple(pin for pin in event.pins if pin.slot in left)
    return replace(event, slots=left, pins=pins) if left else event


def block(event: Event, random: Random) -> Event:
    """Two must not meet."""
    one, other = random.sample(event.participants, 2)
    return replace(event, blocked=(*event.blocked, Blocked(pair_of(one.id, other.id))))


def fix(event: Event, random: Random) -> Event:
    """Two meet at a fixed time, some of them at a fixed table."""
    one, other = random.sample(event.participants, 2)
    pair, when = pair_of(one.id, other.id), random.choice(event.slots)
    tables = [table.name for table in event.tables_for(pair, when)]
    pin = Pin(pair, when, random.choice((None, *tables)))
    others = tuple(other for other in event.pins if other.pair != pair)
    return readable(replace(event, pins=(*others, pin)))


def free(event: Event, random: Random) -> Event:
    """A fixed meeting is fixed no more."""
    return replace(event, pins=event.pins[1:] if happens(random, 0.5) else event.pins)


def limit(event: Event, random: Random) -> Event:
    """The event has other limits."""
    return replace(event, rules=make_rules(random))


CHANGES: tuple[Change, ...] = (
    more_wishes,
    fewer_wishes,
    decline,
    register,
    cancel,
    go_away,
    want_fewer,
    attend_otherwise,
    lose_table,
    add_table,
    hold_more_or_fewer,
    close_table,
    reserve_table,
    lose_slot,
    block,
    fix,
    fix,
    free,
    limit,
)


# Edits: what organisers do to a schedule by hand


def edit(made: Plan, event: Event, random: Random, path: Path) -> None:
    """Write the meetings of a plan as somebody left them: locked, moved, added and deleted."""
    meetings = [m for m in made.schedule.meetings if happens(random, 0.9)]
    meetings = [edited(meeting, event, random) for meeting in meetings]
    if happens(random, 0.3):
        meetings.append(added(event, random))
    book = Workbook()
    book.properties.subject = made.version
    sheet = book.active or book.create_sheet()
    sheet.title = "Meetings"
    sheet.append(["Date", "Start", "End", "Table", "A", "B", "Locked"])
    for meeting in meetings:
        start, end = meeting.slot.start, meeting.slot.end
        lock = "x" if meeting.locked else None
        row = [start.date(), start.time(), end.time(), meeting.table, *meeting.participants, lock]
        sheet.append(row)
    book.save(path)


def edited(meeting: Meeting, event: Event, random: Random) -> Meeting:
    """Lock a meeting, move it, give it another table, or mostly leave it as it is."""
    if happens(random, 0.15):
        return replace(meeting, locked=True)
    if happens(random, 0.05):
        return replace(meeting, slot=random.choice(event.slots))
    if happens(random, 0.05) and event.tables and meeting.table:
        return replace(meeting, table=random.choice(event.tables).name)
    return meeting


def added(event: Event, random: Random) -> Meeting:
    """Add a meeting of two, where a table may be free."""
    one, other = random.sample(event.participants, 2)
    pair, when = pair_of(one.id, other.id), random.choice(event.slots)
    tables = [table.name for table in event.tables_for(pair, when)]
    return Meeting(pair, when, random.choice(tables) if tables else None)


# Runs


@dataclass(frozen=True)
class Ran:
    """What came of one run: how it was asked, what was found, and what is wrong with it."""

    asked: Request
    task: Task
    solution: Solution | None
    faults: tuple[str, ...] = ()


def ask(event: Event, random: Random, folder: Path) -> Request:
    """Ask for a run: what is kept, who is absent, what is over, what was edited."""
    told, newest = newest_published(folder), find(folder)
    path = folder / "edited.xlsx"
    is_edited = newest is not None and happens(random, 0.3)
    if newest and is_edited:
        edit(newest.plan(), newest.plan().event, random, path)
    keep = random.choice((None, Keep.ALL, Keep.PAIRS, Keep.PAIRS, Keep.NONE)) if told else None
    base = random.choice(published_versions(folder)) if told and happens(random, 0.1) else None
    absent = random.sample([p.id for p in event.participants], random.randint(1, 2))
    over = random.choice(event.slots).start + random.choice((timedelta(0), MEETING / 2))
    return Request(
        keep=keep,
        base=base,
        moves=random.randint(0, 4) if keep is Keep.PAIRS and happens(random, 0.5) else None,
        since=over if told and happens(random, 0.3) else None,
        absent=tuple(sorted(absent)) if happens(random, 0.3) else (),
        edited=path if is_edited else None,
    )


def run(event: Event, asked: Request, folder: Path, seed: int) -> Ran:
    """Plan as `matchmaker plan` does, judge the plan, and keep it as a version."""
    workbook = folder.with_name("fair.xlsx")
    task = prepare(Reading(event, (), "en", Source(workbook.name, "")), workbook, folder, asked)
    if not task.is_possible:
        return Ran(asked, task, None)
    solution = solve_task(task, Watch(SECONDS, seed=seed))
    with new_version(folder) as draft:
        made = make_plan(task, solution, draft.name)
        write_plan(made, draft.path / "plan.json")
    faults = tuple(fault for judge in JUDGES for fault in judge(task, solution))
    return Ran(asked, task, solution, (*faults, *true_to_people(task, made, asked)))


def true_to_people(task: Task, made: Plan, asked: Request) -> Iterator[str]:
    """What a rerun keeps, and whom it tells, is true of the human beings."""
    if task.before:
        yield from changes_are_true(task.before, made)
        yield from promises_are_between_the_same(task.before, made)
        yield from absences_are_remembered(task.before, made, asked.present)


# Judges: what may not be, counted here once more

Judge = Callable[[Task, Solution], Iterator[str]]


def no_lapse(_: Task, solution: Solution) -> Iterator[str]:
    """No stage broke its word."""
    for lapse in solution.lapses:
        yield f"lapse of {lapse.stage}: {lapse.what}"


def verified(task: Task, solution: Solution) -> Iterator[str]:
    """The program's own rules are kept."""
    for fault in verify(task.event, solution.schedule):
        yield f"verify: {fault.rule}"


def worth_what_it_claims(task: Task, solution: Solution) -> Iterator[str]:
    """Every aim has the value that is claimed, and exceeds no bound."""
    values = score(task.event, solution.schedule)
    for aim in solution.aims:
        if aim.value != values[aim.name]:
            yield f"claim: {aim.name} is not as claimed"
        if aim.is_exceeded:
            yield f"claim: the bound of {aim.name} is exceeded"


def nobody_twice(_: Task, solution: Solution) -> Iterator[str]:
    """Nobody is in two places, and no two meet twice."""
    meetings = solution.schedule.meetings
    busy = Counter((person, m.slot.start) for m in meetings for person in m.participants)
    pairs = Counter(m.participants for m in meetings)
    if max((*busy.values(), *pairs.values()), default=0) > 1:
        yield "rule: twice"


def tables_hold(task: Task, solution: Solution) -> Iterator[str]:
    """No table holds more than it does, is used while closed, or by others than its owner."""
    for (name, start), meetings in by_table(to_come(task, solution.schedule)).items():
        table = next((table for table in task.event.tables if table.name == name), None)
        if table is None or len(meetings) > table.meetings_at_once:
            yield "rule: tables"
        elif overlaps(table.times, start):
            yield "rule: a closed table"


def by_table(meetings: Sequence[Meeting]) -> dict[tuple[str, datetime], list[Meeting]]:
    """Gather the meetings of each table and time."""
    found: dict[tuple[str, datetime], list[Meeting]] = {}
    for meeting in meetings:
        if meeting.table is not None:
            found.setdefault((meeting.table, meeting.slot.start), []).append(meeting)
    return found


def overlaps(times: Availability, start: datetime) -> bool:
    """Whether a slot lies in an absence, or not in a time that is given."""
    inside = [p for p in times.available if p.start <= start and start + MEETING <= p.end]
    outside = [p for p in times.unavailable if p.start < start + MEETING and start < p.end]
    return bool(outside) or (bool(times.available) and not inside)


def to_come(task: Task, schedule: Schedule) -> list[Meeting]:
    """List the meetings that have not begun."""
    since = task.options.since
    return [m for m in schedule.meetings if since is None or m.slot.start >= since]


def people_are_there(task: Task, solution: Solution) -> Iterator[str]:
    """Nobody meets who is away or does not take part, or more often than they like."""
    people = {person.id: person for person in task.event.participants}
    for meeting in to_come(task, solution.schedule):
        for person in (people[name] for name in meeting.participants):
            if person.status is not Status.REGISTERED or person.id in task.options.absent:
                yield "rule: somebody who does not come"
            if overlaps(person.times, meeting.slot.start):
                yield "rule: somebody who is away"
            if person.max_meetings == 0:
                yield "rule: somebody who wants no meetings"


def the_blocked_do_not_meet(task: Task, solution: Solution) -> Iterator[str]:
    """No blocked pair meets any more."""
    blocked = {tuple(sorted(blocked.pair)) for blocked in task.event.blocked}
    if blocked & {m.participants for m in to_come(task, solution.schedule)}:
        yield "rule: blocked"


def pins_stand(task: Task, solution: Solution) -> Iterator[str]:
    """Every fixed meeting is there; what was told and is over is as it was told."""
    places = {m.participants: (m.slot.start, m.table) for m in solution.schedule.meetings}
    for pin in task.event.pins:
        start, table = places.get(pin.pair, (None, None))
        if start != pin.slot.start or (pin.table is not None and table != pin.table):
            yield "rule: a pin"


def history_stands(task: Task, solution: Solution) -> Iterator[str]:
    """What was told and is over is as it was told."""
    places = {(m.participants, m.slot.start, m.table) for m in solution.schedule.meetings}
    if task.past and task.options.since:
        told = {(m.participants, m.slot.start, m.table) for m in task.past.told.meetings}
        if not {place for place in told if place[1] < task.options.since} <= places:
            yield "rule: history"


def few_are_moved(task: Task, solution: Solution) -> Iterator[str]:
    """No more meetings are at another time than the ceiling and what cannot stand allow."""
    promises = {promise.pair: promise.slot.start for promise in task.event.promises}
    if task.options.moves is None or not promises:
        return
    there = {m.participants: m.slot.start for m in solution.schedule.meetings}
    away = sum(there.get(pair) != start for pair, start in promises.items())
    everything = solve(task.event, Watch(SECONDS), Keep.ALL)
    standing = next(aim for aim in everything.aims if aim.name is AimName.STANDING)
    if standing.is_proven and away > len(promises) - standing.value + task.options.moves:
        yield "word: more is moved than allowed"


def all_is_kept(task: Task, solution: Solution) -> Iterator[str]:
    """Where all is kept, and what was told breaks no rule, all of it stands."""
    if task.options.keep is Keep.ALL and task.past:
        told = task.past.expected
        there = {(m.participants, m.slot, m.table) for m in solution.schedule.meetings}
        was = {(m.participants, m.slot, m.table) for m in told.meetings}
        if not verify(task.event, told) and not was <= there:
            yield "word: a meeting is moved or lost that could stand"


def a_looser_rerun_has_no_fewer_points(task: Task, solution: Solution) -> Iterator[str]:
    """What is said of a looser rerun is no less than what is there."""
    if task.is_rerun and task.options.keep is Keep.ALL:
        values = score(task.event, solution.schedule)
        if most_points(task.event, values, Watch(SECONDS)) < values[AimName.POINTS]:
            yield "claim: a looser rerun has fewer points"


JUDGES: tuple[Judge, ...] = (
    no_lapse,
    verified,
    worth_what_it_claims,
    nobody_twice,
    tables_hold,
    people_are_there,
    the_blocked_do_not_meet,
    pins_stand,
    history_stands,
    few_are_moved,
    all_is_kept,
    a_looser_rerun_has_no_fewer_points,
)


# Histories


@dataclass(frozen=True)
class History:
    """What came of one history: its number, its runs, and every fault with the run it is of."""

    number: int
    runs: int
    refused: int
    faults: tuple[str, ...]


def play(number: int, seed: int, keep: Path | None = None) -> History:
    """Play one history; whatever is raised is a fault of the run that raises it."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "fair-plans"
        folder.mkdir()
        folder.with_name("fair.xlsx").touch()
        ran = list(runs(Random(f"{seed} {number}"), folder, seed))
        faults = tuple(f"run {n}: {fault}" for n, (_, all_) in enumerate(ran, 1) for fault in all_)
        if faults and keep:
            shutil.copytree(folder, keep / str(number), dirs_exist_ok=True)
    return History(number, len(ran), sum(is_refused for is_refused, _ in ran), faults)


def runs(random: Random, folder: Path, seed: int) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """Plan an event, change it, and so on; say of each run if it was refused, and its faults."""
    event, calendars = make_event(random), Calendars()
    for _ in range(random.randint(2, RUNS)):
        asked = ask(event, random, folder)
        try:
            ran = run(event, asked, folder, seed)
            faults = tuple(tell(folder, calendars, random)) if happens(random, 0.7) else ()
        except Exception as error:  # noqa: BLE001 - it is what is looked for
            yield False, (f"{type(error).__name__}: {error}"[:200],)
            return
        yield ran.solution is None, (*ran.faults, *faults)
        for change in random.choices((*CHANGES, *IDENTITIES), k=random.randint(0, 4)):
            event = change(event, random)
        event = readable(event)


def tell(folder: Path, calendars: Calendars, random: Random) -> Iterator[str]:
    """Publish the newest version to everyone, or to whom it changes something."""
    newest = find(folder)
    if newest is None or newest.published:
        return
    announcement = announce(newest, changed=happens(random, 0.7))
    made, to = announcement.plan, announcement.to
    publish(newest, to, datetime.now(BERLIN))
    yield from calendars.take([*announcement.earlier, Publication(made, frozenset(to))])
    yield from calendars.agree_with(made)


def main(
    *,
    count: Annotated[int, typer.Option(help="How many histories.")] = 300,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
    only: Annotated[int | None, typer.Option(help="Just this one again.")] = None,
    workers: Annotated[int, typer.Option(help="Histories at the same time.")] = 2,
    keep: Annotated[
        Path | None, typer.Option(help="Folder for the plans of those that fail.")
    ] = None,
) -> None:
    """Play histories, and count their faults by kind; exit code 1 if there are any."""
    start = time.monotonic()
    numbers = range(count) if only is None else [only]
    played: list[History] = []
    with ProcessPoolExecutor(workers) as pool:
        for history in pool.map(partial(play, seed=seed, keep=keep), numbers, chunksize=10):
            played.append(history)
            if history.faults:
                print(f"history {history.number}: {'; '.join(history.faults)}", flush=True)
    for line in summed_up(played):
        print(line)
    print(f"{time.monotonic() - start:.0f} s")
    raise typer.Exit(any(history.faults for history in played))


def summed_up(played: Sequence[History]) -> Iterator[str]:
    """Say how many histories went well, and in how many each kind of fault is."""
    runs_, refused = sum(h.runs for h in played), sum(h.refused for h in played)
    failing = [history for history in played if history.faults]
    yield f"{len(played)} histories with {runs_} runs; {refused} refused for edits that cannot be"
    yield f"{len(failing)} histories with a fault"
    kinds = Counter(kind for history in failing for kind in kinds_of(history))
    yield from (f"  {times} x {kind}" for kind, times in kinds.most_common())


def kinds_of(history: History) -> set[str]:
    """Tell the kinds of faults, whatever the run."""
    return {fault.partition(": ")[2] for fault in history.faults}


if __name__ == "__main__":
    typer.run(main)
