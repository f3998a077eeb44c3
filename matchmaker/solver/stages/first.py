"""The first schedule: pins, then pair after pair where it fits; in hand before any search."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import partial

from matchmaker.events import Pair, Slot
from matchmaker.floors import too_close
from matchmaker.meeting_rules import MeetingRule
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.wishes import Way, credit


def first_fit(candidates: Candidates, start: Places | None = None) -> Places:
    """Place the pins, then whatever fits: forced pairs first, then musts, then by points.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    start : mapping, optional
        Meetings that stay as they are, instead of the pins.
    """
    fitting = _Fitting(candidates)
    fitting.start_from(start or {})
    musts, forced = candidates.pairs_of_musts, candidates.forced
    for candidate in sorted(
        candidates.all,
        key=lambda c: (not c.pin, c.pair not in forced, c.pair not in musts, -c.points),
    ):
        if candidate.pair not in fitting.slots:
            fitting.try_to_put(candidate)
    return fitting.places()


class _Fitting:
    """Meetings placed so far, and what they leave free."""

    def __init__(self, candidates: Candidates) -> None:
        self.candidates = candidates
        self.slots: dict[Pair, Slot] = {}
        self._busy: dict[str, int] = defaultdict(int)  # slots as the bits of a number
        event = candidates.event
        self._over = event.mask_of(filter(event.is_over, event.slots))
        self._count: Counter[str] = Counter()
        self._limits = candidates.limits
        self._of_rules = Counter[tuple[str, MeetingRule]]()
        # What people were told uses up its wishes before anything else does.
        told = [c.pair for c in candidates.all if c.pin or c.pair in candidates.event.promise]
        told += [c.pair for c in candidates.all if c.pair in candidates.forced and not c.pin]
        self._told = {**{pair: Way(pair, ()) for pair in told}, **credit(candidates.event, told)}
        self._used = {wish for way in self._told.values() for wish in way.uses}
        self._rooms: dict[Slot, _Room] = {}
        rules = candidates.event.rules
        self._meets: dict[tuple[str, Slot], Pair] = {}
        self._is_limited = (rules.max_per_day, rules.max_in_a_row) != (None, None)

    def places(self) -> Places:
        """Tell slot and pool of every meeting."""
        return {pair: (slot, self._rooms[slot].pool[pair]) for pair, slot in self.slots.items()}

    def start_from(self, places: Places) -> None:
        """Place meetings that are known to go together."""
        for pair, (slot, pool) in places.items():
            self.put(self.candidates.by_pair[pair], slot, (pool,))
        for way in credit(self.candidates.event, places).values():
            self._used.update(way.uses)

    def try_to_put(self, candidate: Candidate) -> None:
        """Place a pair in its first slot that fits, if there is one."""
        way = self._best_way(candidate)
        if way and (candidate.pin or not self._is_too_much(candidate)):
            for slot in self._slots(self._left_to(candidate)):
                pools = candidate.places[slot]
                if self._suits(candidate, slot) and self.put(candidate, slot, pools):
                    self._used.update(way.uses)
                    break

    def _left_to(self, candidate: Candidate) -> int:
        """Find the slots of a pair in which neither of the two meets; what is over was so."""
        one, other = self.candidates.people(candidate)
        busy = self._busy[one] | self._busy[other]
        return self.candidates.mask_of(candidate) & ~(busy & ~self._over)

    def _slots(self, bits: int) -> Iterator[Slot]:
        """Read slots from bits, in order of time."""
        while bits:
            first = bits & -bits
            yield self.candidates.event.slots[first.bit_length() - 1]
            bits ^= first

    def put(self, candidate: Candidate, slot: Slot, pools: tuple[Pool, ...]) -> bool:
        """Place a pair in a slot if a pool of tables has room, others giving way if need be."""
        if slot not in self._rooms:
            self._rooms[slot] = _Room(self.candidates, slot, partial(self._is_in_time, slot))
        room = self._rooms[slot]
        if not room.book(candidate.pair, pools, set()):
            return False
        self.slots[candidate.pair] = slot
        self._count.update(candidate.pair)
        self._of_rules.update(self._limits.get(candidate.pair, ()))
        then = self.candidates.event.mask_of([slot])
        for person in self.candidates.people(candidate):
            self._busy[person] |= then
            self._meets[person, slot] = candidate.pair
        return True

    def _is_in_time(self, slot: Slot, pair: Pair, pool: Pool) -> bool:
        """Whether both can be where a pool is between their other meetings."""
        event, areas = self.candidates.event, self.candidates.pools.areas
        if not event.has_travel or pool not in areas or event.is_over(slot):
            return True
        people = self.candidates.people(self.candidates.by_pair[pair])
        there = (
            self._rooms[other].pool[self._meets[person, other]]
            for person in people
            for other in self._slots(self._busy[person])
            if event.is_too_near(slot, other)
        )
        return all(areas.get(other, areas[pool]) == areas[pool] for other in there)

    def _best_way(self, candidate: Candidate) -> Way | None:
        if candidate.pair in self._told:
            return self._told[candidate.pair]
        left = [way for way in candidate.ways if self._used.isdisjoint(way.uses)]
        return max(left, key=lambda way: way.points, default=None)

    def _is_too_much(self, candidate: Candidate) -> bool:
        """Whether one of the two has as many meetings as they may have, of all or of some."""
        ceilings = self.candidates.ceilings
        return any(map(self._is_full, candidate.pair)) or any(
            self._of_rules[limit] >= ceilings[limit]
            for limit in self._limits.get(candidate.pair, ())
        )

    def _is_full(self, person: str) -> bool:
        limit = self.candidates.event.limit_of(person)
        return limit is not None and self._count[person] >= limit

    def _suits(self, candidate: Candidate, slot: Slot) -> bool:
        """Whether neither of the two has too many meetings on one day or in a row then."""
        event = self.candidates.event
        if not self._is_limited or event.is_over(slot):
            return True
        busy = (self._slots(self._busy[person]) for person in self.candidates.people(candidate))
        return not any(too_close(event, frozenset({*theirs, slot})) for theirs in busy)


class _Room:
    """The pools of tables in one slot, and who draws on which."""

    def __init__(
        self, candidates: Candidates, slot: Slot, is_in_time: Callable[[Pair, Pool], bool]
    ) -> None:
        self._is_in_time = is_in_time
        self.pool: dict[Pair, Pool] = {}
        self._by_pair = candidates.by_pair
        self._slot = slot
        pools = candidates.pools
        self._left = {pool: pools.capacity(pool, slot) for pool in pools.tables}
        self._could_move: dict[Pool, list[Pair]] = defaultdict(list)

    def book(self, pair: Pair, pools: tuple[Pool, ...], seen: set[Pool]) -> bool:
        """Give the pair a table of one of these pools, along an augmenting path."""
        for pool in pools:
            if pool in seen or not self._is_in_time(pair, pool):
                continue
            seen.add(pool)
            if pool == ONLINE or self._left[pool] > 0 or self._make_room(pool, seen):
                self._draw(pair, pool, pools)
                return True
        return False

    def _draw(self, pair: Pair, pool: Pool, pools: tuple[Pool, ...]) -> None:
        self.pool[pair] = pool
        if pool != ONLINE:
            self._left[pool] -= 1
        if len(pools) > 1:
            self._could_move[pool].append(pair)

    def _make_room(self, pool: Pool, seen: set[Pool]) -> bool:
        for pair in self._could_move[pool]:
            if self.book(pair, self._by_pair[pair].places[self._slot], seen):
                self._could_move[pool].remove(pair)
                self._left[pool] += 1
                return True
        return False
