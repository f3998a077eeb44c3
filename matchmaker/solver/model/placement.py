"""The model of who meets whom and when: a selection, placed into slots and pools of tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.events import Pair, Slot
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.pools import Pool
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.search import Found, Hint, SearchTask
from matchmaker.solver.watch import Stage, Watch

Places = Mapping[Pair, tuple[Slot, Pool]]
"""When each chosen pair meets, and which pool gives the table."""
InArea = Mapping[int, list[cp_model.IntVar]]
"""Options of somebody in a slot, by the number of the area."""


@dataclass(frozen=True)
class Option:
    """A pair in a slot, with a table of a pool."""

    pair: Pair
    slot: Slot
    pool: Pool


class Placement(Selection):
    """Variables of who meets whom and when.

    Attributes
    ----------
    placed : dict of Option to IntVar
        Whether the pair meets in this slot, with a table of this pool.
    """

    def __init__(self, candidates: Candidates, stage: Stage, watch: Watch) -> None:
        super().__init__(candidates, stage, watch)
        self.placed = {
            Option(candidate.pair, slot, pool): self.model.new_bool_var("placed")
            for candidate in watch.through(candidates.all)
            for slot, pools in candidate.places.items()
            for pool in pools
        }
        by_pair = defaultdict(list)
        for option, placed in self.placed.items():
            by_pair[option.pair].append(placed)
        for pair, options in watch.through(by_pair.items()):
            self.model.add(sum(options) == self.meets[pair])

    @cached_property
    def at(self) -> Mapping[tuple[str, Slot], list[cp_model.IntVar]]:
        """For each human being and slot, the options they are in."""
        at = defaultdict(list)
        for option, placed in self.watch.through(self.placed.items()):
            candidate = self.candidates.by_pair[option.pair]
            for person in dict.fromkeys(self.candidates.people(candidate)):
                at[person, option.slot].append(placed)
        return at

    @cached_property
    def in_area(self) -> Mapping[str, Mapping[Slot, InArea]]:
        """For each human being and slot, the options they are in on site, by area."""
        areas = self.candidates.pools.areas
        found: dict[str, dict[Slot, dict[int, list[cp_model.IntVar]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(list))
        )
        for option, placed in self.watch.through(self.placed.items()):
            if option.pool in areas:
                candidate = self.candidates.by_pair[option.pair]
                for person in self.candidates.people(candidate):
                    found[person][option.slot][areas[option.pool]].append(placed)
        return found

    @cached_property
    def drawing(self) -> Mapping[tuple[Pool, Slot], list[cp_model.IntVar]]:
        """For each pool and slot, the options that draw a table of it."""
        drawing = defaultdict(list)
        for option, placed in self.watch.through(self.placed.items()):
            drawing[option.pool, option.slot].append(placed)
        return drawing

    def busy(self, person: str, slots: Iterable[Slot]) -> list[cp_model.IntVar]:
        """The options of a human being in any of these slots; of what is over one a slot."""
        is_over = self.candidates.event.is_over
        return [
            option
            for slot in slots
            for option in self.at.get((person, slot), [])[: 1 if is_over(slot) else None]
        ]

    def task_of_moves(self) -> SearchTask:
        """Few moves of published meetings, as the goal of a search."""
        promise, moves = self.candidates.event.promise, self.candidates.homes.moves
        counted = sum(
            moves(option.pair, option.slot, option.pool) * placed
            for option, placed in self.placed.items()
            if option.pair in promise
        )
        return SearchTask(self.stage, AimName.MOVES, counted, 0)

    def hint_places(self, places: Places) -> Hint:
        """Every variable as it is with these meetings."""
        chosen = {Option(pair, *place) for pair, place in places.items()}
        placed = {variable: int(option in chosen) for option, variable in self.placed.items()}
        return {**self.hint(places), **placed}

    def places(self, found: Found) -> Places:
        """Read the meetings of a solution."""
        return {
            option.pair: (option.slot, option.pool)
            for option, placed in self.placed.items()
            if found.holds(placed)
        }
