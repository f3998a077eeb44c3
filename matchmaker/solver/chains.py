"""Better slots by moving meetings along alternating chains between two slots.

A meeting that moves from one slot to another pushes out the meetings its two people have there;
these move the other way and push out others, until nobody has two meetings at once. Such a Kempe
chain keeps the rule of one meeting a slot by itself. Meetings that find no slot wait outside, which
is one more slot, where nobody is pushed. Which chains are taken is decided by simulated annealing,
as in timetabling (Thompson and Dowsland, "A robust simulated annealing based examination
timetabling system", Computers & Operations Research 25 (1998), 637-648).
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from random import Random

from matchmaker.event import Event, Pair
from matchmaker.floors import too_close
from matchmaker.solver.annealing import Cooling, is_taken
from matchmaker.solver.candidates import ONLINE, Candidates
from matchmaker.solver.placement import Places
from matchmaker.solver.watch import Watch

LONGEST = 40
"""Meetings in a chain; longer ones hardly ever help."""
FORBIDDEN = 1_000_000_000
"""Cost of a line that breaks a rule on days, rows or the number of meetings."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What an annealing tries to avoid, and how hot it begins and ends.

    Parameters
    ----------
    must, short, point : int
        Cost of a pair outside that meets a must, of a meeting below a floor, of a point outside.
    gap, wait : int
        Cost of a break, and of each slot of it.
    hot, cold : float
        Temperatures.
    steps : int
        Chains that are tried, per meeting.
    """

    must: int = 0
    short: int = 0
    point: int = 0
    gap: int = 0
    wait: int = 0
    hot: float
    cold: float
    steps: int


PLACING = Costs(must=100_000, short=1_000, point=10, hot=20.0, cold=2.0, steps=400)
EXCHANGING = replace(PLACING, hot=6.0, steps=150)
UNTANGLING = Costs(gap=10, wait=1, hot=8.0, cold=0.3, steps=800)


def squeeze_in(
    candidates: Candidates, pairs: Collection[Pair], places: Places, watch: Watch, share: float
) -> Places:
    """Find slots for as many of these pairs as possible, by must, floors and points.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    pairs : collection of Pair
        Pairs that may all meet, but for the slots.
    places : mapping
        Those of them that have a slot to begin with.
    watch : Watch
        The time; its seed decides what is tried.
    share : float
        Share of the time that is left to be used at most. Where it suffices, the outcome depends on
        the seed alone.
    """
    return _anneal(_Chains(candidates, pairs, places, PLACING), watch, share)


def exchange(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Exchange meetings for others that are worth more together; parameters as of `squeeze_in`.

    Pairs that stand on a wish for an organisation alone are not brought in: that wish may be used
    already.
    """
    others = {c.pair for c in candidates.all if not any(way.uses for way in c.ways)}
    return _anneal(_Chains(candidates, others | places.keys(), places, EXCHANGING), watch, share)


def untangle(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Re-slot the same pairs for fewer breaks and less waiting; parameters as of `squeeze_in`."""
    return _anneal(_Chains(candidates, places.keys(), places, UNTANGLING), watch, share)


def _anneal(chains: "_Chains", watch: Watch, share: float) -> Places:
    best, least = chains.places(), chains.cost
    random = Random(watch.seed)  # noqa: S311 - a seeded choice, not a secret
    costs = chains.costs
    cooling = Cooling(costs.steps * chains.size, costs.hot, costs.cold)
    for heat in cooling.heats(watch, share):
        if least == 0:
            break
        chains.try_one(random, heat)
        if chains.cost < least:
            best, least = chains.places(), chains.cost
    return best


@dataclass(frozen=True)
class _Move:
    """Meetings that change places between two slots, and the lines of their people afterwards."""

    chain: tuple[int, ...]
    slots: tuple[int, int]
    drawn: Counter[str]
    lines: dict[int, int]


class _Chains:
    """A schedule in numbers: meetings, slots and people are counted; a line is a mask of slots."""

    def __init__(
        self, candidates: Candidates, pairs: Collection[Pair], places: Places, costs: Costs
    ) -> None:
        event = candidates.event
        self.costs = costs
        self.size = len(pairs)
        self._event = event
        self._pairs = sorted(pairs)
        self._outside = len(event.slots)
        self._bit = [*(1 << number for number in range(self._outside)), 0]
        self._number_meetings(candidates, places)
        self._number_people(candidates)
        self._count_tables(candidates)
        self.cost = sum(map(self._price, range(len(self._line)), self._line))
        self.cost += sum(
            loss for loss, slot in zip(self._loss, self._slot, strict=True) if slot == self._outside
        )

    def _number_meetings(self, candidates: Candidates, places: Places) -> None:
        number = {slot: number for number, slot in enumerate(self._event.slots)}
        theirs = [candidates.by_pair[pair] for pair in self._pairs]
        musts = candidates.pairs_of_musts
        self._pool = [
            places[c.pair][1] if c.pair in places else next(iter(c.places.values()))[0]
            for c in theirs
        ]
        self._slot = [
            number[places[c.pair][0]] if c.pair in places else self._outside for c in theirs
        ]
        self._choices = [
            [number[slot] for slot, pools in c.places.items() if pool in pools]
            for c, pool in zip(theirs, self._pool, strict=True)
        ]
        self._loss = [
            self.costs.point * c.points + self.costs.must * (c.pair in musts) for c in theirs
        ]
        if self.costs.point:
            for candidate, choices in zip(theirs, self._choices, strict=True):
                choices.extend([] if candidate.pin else [self._outside])

    def _number_people(self, candidates: Candidates) -> None:
        names = sorted({name for pair in self._pairs for name in pair})
        number = {name: number for number, name in enumerate(names)}
        self._people = [(number[one], number[other]) for one, other in self._pairs]
        self._at: list[dict[int, int]] = [{} for _ in names]
        for meeting, people in enumerate(self._people):
            if self._slot[meeting] != self._outside:
                for person in people:
                    self._at[person][self._slot[meeting]] = meeting
        self._line = [sum(self._bit[slot] for slot in at) for at in self._at]
        self._days = [_days_in_numbers(self._event, name) for name in names]
        self._floor = [candidates.floors.get(name, 0) for name in names]
        self._limit = [self._event.limit_of(name) for name in names]
        self._prices: list[dict[int, int]] = [{} for _ in names]

    def _count_tables(self, candidates: Candidates) -> None:
        self._drawn = Counter(zip(self._pool, self._slot, strict=True))
        self._room = {
            (pool, number): candidates.capacity(pool, slot)
            for pool in set(self._pool) - {ONLINE}
            for number, slot in enumerate(self._event.slots)
        }

    def places(self) -> Places:
        """Give the schedule as it is now."""
        return {
            pair: (self._event.slots[slot], pool)
            for pair, slot, pool in zip(self._pairs, self._slot, self._pool, strict=True)
            if slot != self._outside
        }

    def try_one(self, random: Random, heat: float) -> None:
        """Try a chain; take it if it costs no more, or by chance if not much more."""
        meeting = random.randrange(self.size)
        slot = random.choice(self._choices[meeting])
        move = self._move(meeting, slot) if slot != self._slot[meeting] else None
        if move is not None:
            extra = self._extra(move)
            if is_taken(extra, heat, random):
                self._take(move)
                self.cost += extra

    def _move(self, meeting: int, slot: int) -> _Move | None:
        """Follow the chain that a meeting starts when it moves; None if it cannot be."""
        slots = (self._slot[meeting], slot)
        chain = [meeting]
        reached = {meeting}
        for follower in chain:  # grows while it is followed
            other = slots[self._slot[follower] == slots[0]]
            if other not in self._choices[follower] or len(chain) > LONGEST:
                return None
            for person in self._people[follower]:
                pushed = self._at[person].get(other)
                if pushed is not None and pushed not in reached:
                    reached.add(pushed)
                    chain.append(pushed)
        drawn = self._draw(chain, slots)
        return _Move(tuple(chain), slots, drawn, self._lines(chain, slots)) if drawn else None

    def _draw(self, chain: list[int], slots: tuple[int, int]) -> Counter[str] | None:
        """Count the tables drawn in the second slot, less those in the first; None if too many."""
        drawn = Counter[str]()
        for meeting in chain:
            drawn[self._pool[meeting]] += 1 if self._slot[meeting] == slots[0] else -1
        for pool, count in drawn.items():
            drawing = (pool, slots[count > 0])
            room = self._room.get(drawing)
            if room is not None and self._drawn[drawing] + abs(count) > room:
                return None
        return drawn

    def _lines(self, chain: list[int], slots: tuple[int, int]) -> dict[int, int]:
        both = self._bit[slots[0]] ^ self._bit[slots[1]]
        lines: dict[int, int] = {}
        for meeting in chain:
            for person in self._people[meeting]:
                lines[person] = lines.get(person, self._line[person]) ^ both
        return lines

    def _extra(self, move: _Move) -> int:
        """Work out what a move costs more."""
        extra = sum(
            self._price(person, line) - self._price(person, self._line[person])
            for person, line in move.lines.items()
        )
        if self._outside in move.slots:
            for meeting in move.chain:
                is_out = self._slot[meeting] == self._outside
                extra += -self._loss[meeting] if is_out else self._loss[meeting]
        return extra

    def _take(self, move: _Move) -> None:
        one, other = move.slots
        for meeting in move.chain:
            for person in self._people[meeting]:
                if self._at[person].get(self._slot[meeting]) == meeting:
                    del self._at[person][self._slot[meeting]]
            self._slot[meeting] = other if self._slot[meeting] == one else one
            if self._slot[meeting] != self._outside:
                for person in self._people[meeting]:
                    self._at[person][self._slot[meeting]] = meeting
        for pool, count in move.drawn.items():
            self._drawn[pool, other] += count
            self._drawn[pool, one] -= count
        for person, line in move.lines.items():
            self._line[person] = line

    def _price(self, person: int, line: int) -> int:
        """Look up, or work out once, what a line costs a person."""
        prices = self._prices[person]
        if line not in prices:
            prices[line] = self._work_out(person, line)
        return prices[line]

    def _work_out(self, person: int, line: int) -> int:
        used = [slot for number, slot in enumerate(self._event.slots) if line >> number & 1]
        limit = self._limit[person]
        is_over = limit is not None and len(used) > limit
        if is_over or too_close(self._event, frozenset(used)):
            return FORBIDDEN
        waits = [wait for day in self._days[person] for wait in _waits(day, line)]
        short = max(0, self._floor[person] - len(used))
        costs = self.costs
        return costs.short * short + costs.gap * len(waits) + costs.wait * sum(waits)


def _days_in_numbers(event: Event, name: str) -> list[list[int]]:
    """List the slots of each day in which somebody is available."""
    free = set(event.free_slots[name])
    numbers = {slot: number for number, slot in enumerate(event.slots)}
    return [[numbers[slot] for slot in day if slot in free] for day in event.days.values()]


def _waits(day: list[int], line: int) -> list[int]:
    """List the breaks of a day, each as its number of slots."""
    waits = []
    idle = 0
    has_met = False
    for slot in day:
        if line >> slot & 1:
            if has_met and idle:
                waits.append(idle)
            has_met, idle = True, 0
        else:
            idle += 1
    return waits
