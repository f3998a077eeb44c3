"""Fewer table changes by swapping the tables of two meetings in one slot."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from random import Random

from matchmaker.event import Pair, Slot, Table
from matchmaker.solver.annealing import Cooling, is_taken
from matchmaker.solver.watch import Watch

COOLING = {"hot": 1.0, "cold": 0.08}
STEPS = 1_500
"""Swaps that are tried, per meeting."""
FOLLOWING = 0.8
"""How often a meeting is drawn to a table of the meeting before or after."""

Seats = Mapping[Pair, str]
"""The table of each meeting on site."""


def swap_tables(
    seats: Seats,
    slots: Mapping[Pair, Slot],
    tables: Mapping[Pair, tuple[Table, ...]],
    watch: Watch,
    share: float,
) -> Seats:
    """Give the meetings other tables, for fewer changes from one meeting to a person's next.

    Parameters
    ----------
    seats : mapping
        Tables as given out so far.
    slots : mapping
        When each of these meetings is.
    tables : mapping
        The tables that each may have.
    watch : Watch
        The time; its seed decides what is tried.
    share : float
        Share of the time that is left to be used at most.
    """
    swaps = _Swaps(seats, slots, tables)
    best, least = dict(swaps.seats), swaps.changes
    random = Random(watch.seed)  # noqa: S311 - a seeded choice, not a secret
    for heat in Cooling(STEPS * len(seats), **COOLING).heats(watch, share):
        swaps.try_one(random, heat)
        if swaps.changes < least:
            best, least = dict(swaps.seats), swaps.changes
    return best


def walks(slots: Mapping[Pair, Slot]) -> list[tuple[Pair, Pair]]:
    """List each meeting with the next of one of its participants."""
    theirs = defaultdict(list)
    for pair in sorted(slots, key=lambda pair: (slots[pair], pair)):
        for person in pair:
            theirs[person].append(pair)
    return [walk for meetings in theirs.values() for walk in pairwise(meetings)]


class _Swaps:
    """Tables given out, and what a swap would change."""

    def __init__(
        self,
        seats: Seats,
        slots: Mapping[Pair, Slot],
        tables: Mapping[Pair, tuple[Table, ...]],
    ) -> None:
        self.seats = dict(seats)
        self._slots = slots
        self._names = {pair: [table.name for table in theirs] for pair, theirs in tables.items()}
        self._holds = {t.name: t.meetings_at_once for theirs in tables.values() for t in theirs}
        self._pairs = sorted(seats)
        self._at: dict[tuple[Slot, str], list[Pair]] = defaultdict(list)
        for pair, table in self.seats.items():
            self._at[slots[pair], table].append(pair)
        self._beside: dict[Pair, list[Pair]] = {pair: [] for pair in self._pairs}
        for earlier, later in walks(slots):
            self._beside[earlier].append(later)
            self._beside[later].append(earlier)
        self.changes = sum(self._changes(pair, self.seats[pair]) for pair in self._pairs) // 2

    def _changes(self, pair: Pair, table: str) -> int:
        """Count the meetings before and after at other tables, were this one here."""
        return sum(self.seats[other] != table for other in self._beside[pair])

    def try_one(self, random: Random, heat: float) -> None:
        """Try to move a meeting to another table, the one that sits there moving to its place."""
        pair = random.choice(self._pairs)
        old, new = self.seats[pair], self._wanted(pair, random)
        if new == old or new not in self._names[pair]:
            return
        there = self._at[self._slots[pair], new]
        other = random.choice(there) if len(there) >= self._holds[new] else None
        if other is not None and old not in self._names[other]:
            return
        extra = self._changes(pair, new) - self._changes(pair, old)
        if other is not None:
            extra += self._changes(other, old) - self._changes(other, new)
        if is_taken(extra, heat, random):
            self.changes += extra
            self._move(pair, new)
            if other is not None:
                self._move(other, old)

    def _wanted(self, pair: Pair, random: Random) -> str:
        beside = self._beside[pair]
        if beside and random.random() < FOLLOWING:
            return self.seats[random.choice(beside)]
        return random.choice(self._names[pair])

    def _move(self, pair: Pair, table: str) -> None:
        slot = self._slots[pair]
        self._at[slot, self.seats[pair]].remove(pair)
        self._at[slot, table].append(pair)
        self.seats[pair] = table
