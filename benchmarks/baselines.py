"""What this solver is measured against: three ways to plan the same event, and a stage left out.

Each takes an event and a watch and gives a solution that keeps every hard rule, as `solve` does.
All of them know the pairs that may meet, place the pins first and give the tables out in order.
"""

import importlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from math import inf
from random import Random
from unittest.mock import patch

from matchmaker.aims import Aim, AimName
from matchmaker.events import Event, Interest, Pair, Slot
from matchmaker.floors import too_close
from matchmaker.meeting_rules import MeetingRule
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver import Progress, Solution, Stage, Watch, solve
from matchmaker.solver.model.candidates import Candidate, Candidates, candidates
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search import search as searching
from matchmaker.solver.search.search import hold, search
from matchmaker.solver.stages.first import first_fit
from matchmaker.wishes import Way, wished_pairs

Method = Callable[[Event, Watch], Solution]
"""A way to plan an event."""

Aims = tuple[Aim, ...]
STORY = importlib.import_module("matchmaker.solver.solve")
"""The module; in its package, `solve` is the function."""

SHARES = (0.2, 0.25, 0.95)
"""Share of the time that is left for musts, fair share and points in the monolithic model."""


def monolithic(event: Event, watch: Watch) -> Solution:
    """Plan with one CP-SAT model of pair × slot, one aim after the other.

    It starts from a first-fit schedule, uses every thread however small the model, and holds what
    an aim has reached while it searches the next. Breaks and tables are left as they come.
    """
    permitted = candidates(event)
    placement = Placement(permitted, Stage.SLOT, Watch(inf))
    add_rules_of_places(placement)
    places = first_fit(permitted)
    aims: list[Aim] = []
    for name, share in zip(permitted.aims, SHARES, strict=True):
        reached = _values(event, places)
        watch.report(Progress(Stage.SLOT, AimName.POINTS, reached[AimName.POINTS]))
        task = placement.task(name)
        with patch.object(searching, "SMALL", 0):
            found = search(placement.model, task, watch, share, placement.hint_places(places))
        if found.is_better_than(reached[name], name):
            places = placement.places(found)
        value = _values(event, places)[name]
        hold(placement.model, task, value)
        aims.append(Aim(name, value, found.bound, found.seconds, given=permitted.aims[: len(aims)]))
    schedule = seated(permitted, places)
    counted = score(event, schedule)
    return Solution(schedule, tuple(_recounted(aim, counted[aim.name]) for aim in aims))


def _values(event: Event, places: Places) -> Mapping[AimName, int]:
    return score(event, Schedule(tuple(Meeting(pair, slot) for pair, (slot, _) in places.items())))


def _recounted(aim: Aim, counted: int) -> Aim:
    """Take the value of the final schedule: the search for a later aim may better an earlier."""
    return Aim(aim.name, counted, aim.bound, aim.seconds, aim.given)


def rank_and_cycle(event: Event, _watch: Watch) -> Solution:
    """Give each organisation a meeting, in order of the alphabet, and again until none fits.

    An organisation takes the best-ranked of the wishes it has or that are for it, in the first slot
    that suits both; of wishes of the same level, the one that was entered first.

    Notes
    -----
    What fits no more will never fit again, so every organisation goes down its list once.
    """
    bookings = Bookings(candidates(event))
    lists = list(rankings(bookings.permitted))
    while lists:
        lists = [ranking for ranking in lists if any(map(bookings.book, ranking))]
    return Solution(bookings.schedule(), ())


def rankings(permitted: Candidates) -> Iterator[Iterator[Candidate]]:
    """List for each organisation, in order of the alphabet, whom it would meet, the best first."""
    event = permitted.event
    entered = {interest: number for number, interest in enumerate(event.interests)}
    wished = wished_pairs(event)
    ranked: dict[str, list[tuple[int, int, Pair]]] = defaultdict(list)
    for pair in permitted.by_pair:
        for organisation in {event.participant[person].organisation for person in pair}:
            for wish in wished.get(pair, ()):
                ranked[organisation].append((-wish.level, entered[wish], pair))
    for organisation in sorted(ranked, key=lambda name: (name.casefold(), name)):
        yield iter([permitted.by_pair[pair] for _, _, pair in sorted(ranked[organisation])])


def random_first_fit(event: Event, watch: Watch) -> Solution:
    """Take the pairs in random order, each in the first slot that suits both."""
    bookings = Bookings(candidates(event))
    pairs = list(bookings.permitted.all)
    Random(watch.seed).shuffle(pairs)
    for candidate in pairs:
        bookings.book(candidate)
    return Solution(bookings.schedule(), ())


def without_breaks(event: Event, watch: Watch) -> Solution:
    """Plan with this solver, the stage of breaks switched off: slots stay as they are."""

    def passed_over(_permitted: Candidates, places: Places, _watch: Watch) -> tuple[Places, Aims]:
        return places, ()

    with patch.object(STORY, "shorten_breaks", passed_over):
        return solve(event, watch)


def until_placed(event: Event, watch: Watch) -> Solution:
    """Plan with this solver until all pairs are placed; breaks and tables are left as they come."""
    tell = watch.report

    def report(progress: Progress) -> None:
        tell(progress)
        if progress.stage is Stage.BREAKS:
            watch.stop()

    watch.report = report
    return solve(event, watch)


class Bookings:
    """Meetings booked so far, the pins first; none of them is ever moved.

    Parameters
    ----------
    permitted : Candidates
        The pairs that may be planned.
    """

    def __init__(self, permitted: Candidates) -> None:
        self.permitted = permitted
        self._places: dict[Pair, tuple[Slot, Pool]] = {}
        self._count: Counter[str] = Counter()
        self._busy: dict[str, set[Slot]] = defaultdict(set)
        self._met: dict[str, list[tuple[Slot, Pool]]] = defaultdict(list)
        self._room: dict[tuple[Slot, Pool], int] = {}
        self._used: set[Interest] = set()
        self._counted = Counter[tuple[str, MeetingRule]]()
        for pair, (slot, pool) in _pinned(permitted).items():
            self._put(pair, slot, pool)

    def book(self, candidate: Candidate) -> bool:
        """Book a meeting in the first slot that suits both and has a table, if there is one."""
        way = self._best_way(candidate)
        place = self._first_place(candidate) if way and self._may_meet(candidate.pair) else None
        if way is None or place is None:
            return False
        self._put(candidate.pair, *place)
        self._used.update(way.uses)
        return True

    def schedule(self) -> Schedule:
        """Tell all meetings, with their tables."""
        return seated(self.permitted, self._places)

    def _put(self, pair: Pair, slot: Slot, pool: Pool) -> None:
        self._places[pair] = (slot, pool)
        self._room[slot, pool] = self._room_of(slot, pool) - 1
        self._count.update(pair)
        self._counted.update(self.permitted.limits.get(pair, ()))
        for person in pair:
            self._busy[self._human(person)].add(slot)
            self._met[self._human(person)].append((slot, pool))

    def _best_way(self, candidate: Candidate) -> Way | None:
        left = (way for way in candidate.ways if self._used.isdisjoint(way.uses))
        return max(left, key=lambda way: way.points, default=None)

    def _may_meet(self, pair: Pair) -> bool:
        if pair in self._places or any(map(self._is_full, pair)):
            return False
        limits, ceilings = self.permitted.limits.get(pair, ()), self.permitted.ceilings
        return all(self._counted[limit] < ceilings[limit] for limit in limits)

    def _is_full(self, person: str) -> bool:
        limit = self.permitted.event.limit_of(person)
        return limit is not None and self._count[person] >= limit

    def _first_place(self, candidate: Candidate) -> tuple[Slot, Pool] | None:
        return next(
            (
                (slot, pool)
                for slot, pools in candidate.places.items()
                if all(self._suits(person, slot) for person in candidate.pair)
                for pool in pools
                if self._room_of(slot, pool) and self._is_in_time(candidate.pair, slot, pool)
            ),
            None,
        )

    def _suits(self, person: str, slot: Slot) -> bool:
        busy = self._busy[self._human(person)]
        return slot not in busy and not too_close(self.permitted.event, frozenset({*busy, slot}))

    def _is_in_time(self, pair: Pair, slot: Slot, pool: Pool) -> bool:
        """Whether both can be in the area of a pool between their other meetings."""
        event, areas = self.permitted.event, self.permitted.pools.areas
        met = (place for person in pair for place in self._met[self._human(person)])
        near = {areas[there] for at, there in met if there in areas and event.is_too_near(slot, at)}
        return pool not in areas or near <= {areas[pool]}

    def _human(self, participant: str) -> str:
        """Who is meant: somebody who is there for two organisations is in one place at a time."""
        return self.permitted.event.person_of[participant]

    def _room_of(self, slot: Slot, pool: Pool) -> int:
        """Count the tables of a pool that are left in a slot."""
        if (slot, pool) not in self._room:
            everyone = len(self.permitted.event.participants)
            capacity = everyone if pool == ONLINE else self.permitted.pools.capacity(pool, slot)
            self._room[slot, pool] = capacity
        return self._room[slot, pool]


def _pinned(permitted: Candidates) -> Places:
    return first_fit(permitted.only([c.pair for c in permitted.all if c.pin]))


def seated(permitted: Candidates, places: Places) -> Schedule:
    """Give out the tables of each pool in order, but for those that are pinned."""
    pinned = {c.pair: c.pin.table for c in permitted.all if c.pin and c.pin.table}
    taken = Counter((places[pair][0], table) for pair, table in pinned.items())
    free: dict[tuple[Slot, Pool], Iterator[str]] = {}
    meetings = []
    for pair, (slot, pool) in sorted(places.items()):
        if (slot, pool) not in free:
            free[slot, pool] = _seats(permitted, pool, slot, taken)
        needs_none = pool == ONLINE or pair in pinned
        table = pinned.get(pair) if needs_none else next(free[slot, pool])
        meetings.append(Meeting(pair, slot, table))
    return Schedule(tuple(meetings))


def _seats(
    permitted: Candidates, pool: Pool, slot: Slot, taken: Mapping[tuple[Slot, str], int]
) -> Iterator[str]:
    """Name each table of a pool as often as it has room left in a slot."""
    for table in permitted.pools.tables.get(pool, ()):
        if table.times.allows(slot):
            left = table.meetings_at_once - taken[slot, table.name]
            yield from [table.name] * left


METHODS: Mapping[str, Method] = {
    "matchmaker": solve,
    "matchmaker-no-breaks": without_breaks,
    "monolithic": monolithic,
    "rank-and-cycle": rank_and_cycle,
    "random-first-fit": random_first_fit,
}
"""Ours first, then what it is compared with, by the names in results."""
PLACING = "matchmaker-placing"
OF_GROWTH: Mapping[str, Method] = {PLACING: until_placed}
"""The method that growth is measured with; it is compared with nothing."""
