"""From one meeting to a person's next in another area: a bound, and the model of who goes where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from ortools.sat.python import cp_model

from matchmaker.events import Slot
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.lines import Lines
from matchmaker.solver.model.placement import InArea, Places
from matchmaker.solver.search.search import Hint
from matchmaker.solver.watch import Watch


def fewest_area_changes(candidates: Candidates) -> int:
    """Bound the changes of area from below, whenever these pairs meet.

    Whoever must be in so many areas goes from one to another one time less. Meetings that may be in
    several are in as few as they can, were they alone; of these sets, those that have nothing in
    common need an area each.
    """
    return sum(_fewest_areas(candidates, theirs) for theirs in candidates.by_person.values())


def _fewest_areas(candidates: Candidates, theirs: Iterable[Candidate]) -> int:
    """How many areas somebody goes to at least, after the first."""
    apart: list[frozenset[int]] = []
    for areas in sorted({_areas(candidates, candidate) for candidate in theirs}, key=len):
        if areas and all(areas.isdisjoint(other) for other in apart):
            apart.append(areas)
    return max(0, len(apart) - 1)


def _areas(candidates: Candidates, candidate: Candidate) -> frozenset[int]:
    """Where a pair may meet; nowhere, if it may be online."""
    area = candidates.pools.areas
    pools = {pool for options in candidate.places.values() for pool in options}
    return frozenset(area[pool] for pool in pools) if pools <= area.keys() else frozenset()


class Routes:
    """The model of when pairs meet and in which area, and of each person's route through the areas.

    In each slot somebody is in one area: where they meet, or wherever they wait.

    Parameters
    ----------
    candidates : Candidates
        The chosen pairs, with pools that are in one area each.
    watch : Watch
        Ends the setting up with an `OutOfTimeError` when it is over.

    Attributes
    ----------
    lines : Lines
        Breaks and waiting.
    """

    def __init__(self, candidates: Candidates, watch: Watch) -> None:
        self.lines = Lines(candidates, watch)
        self._candidates = candidates
        self._model = self.lines.placement.model
        self._there: dict[str, dict[Slot, dict[int, cp_model.IntVar]]] = {}
        self._changes: dict[str, list[cp_model.IntVar]] = {}
        self._been: dict[tuple[str, int], cp_model.IntVar] = {}
        for person, by_slot in watch.through(self.lines.placement.in_area.items()):
            areas = sorted({area for options in by_slot.values() for area in options})
            if len(areas) > 1:
                self._add_person(person, by_slot, areas)

    @cached_property
    def changes(self) -> cp_model.LinearExprT:
        """How often somebody goes to another area."""
        return cp_model.LinearExpr.sum([one for of in self._changes.values() for one in of])

    def _add_person(
        self,
        person: str,
        by_slot: Mapping[Slot, InArea],
        areas: Sequence[int],
    ) -> None:
        there = {
            slot: {area: self._model.new_bool_var("there") for area in areas}
            for slot in sorted(by_slot)
        }
        been = {area: self._model.new_bool_var("been") for area in areas}
        for slot, in_area in there.items():
            self._model.add_exactly_one(in_area.values())
            for area, options in by_slot[slot].items():
                self._model.add(sum(options) <= in_area[area])
                for placed in options:
                    self._model.add_implication(placed, been[area])
        changes = [self._change(*two) for two in pairwise(there.values())]
        self._model.add(sum(changes) >= sum(been.values()) - 1)
        self._there[person], self._changes[person] = there, changes
        self._been |= {(person, area): variable for area, variable in been.items()}

    def _change(
        self, before: Mapping[int, cp_model.IntVar], after: Mapping[int, cp_model.IntVar]
    ) -> cp_model.IntVar:
        change = self._model.new_bool_var("change")
        for area in before:
            self._model.add(change >= after[area] - before[area])
        return change

    def hint(self, places: Places) -> Hint:
        """Every variable as it is with these meetings; the search starts from a whole hint only."""
        hint = dict(self.lines.hint(places))
        met = self._met(places)
        for person, there in self._there.items():
            at = met[person]
            areas = list(self._route(there, at, min(next(iter(there.values())))))
            for in_area, now in zip(there.values(), areas, strict=True):
                hint |= {variable: int(area == now) for area, variable in in_area.items()}
            for change, (one, other) in zip(self._changes[person], pairwise(areas), strict=True):
                hint[change] = int(one != other)
        hint |= {
            variable: int(area in met[person].values())
            for (person, area), variable in self._been.items()
        }
        return hint

    def _route(self, slots: Iterable[Slot], at: Mapping[Slot, int], nowhere: int) -> Iterable[int]:
        """Tell where somebody is in each slot: where they meet, before it where they first do."""
        now = at[min(at)] if at else nowhere
        for slot in slots:
            now = at.get(slot, now)
            yield now

    def _met(self, places: Places) -> Mapping[str, Mapping[Slot, int]]:
        """In which area each human being meets, by slot."""
        met: dict[str, dict[Slot, int]] = defaultdict(dict)
        for pair, (slot, pool) in places.items():
            if pool in self._candidates.pools.areas:
                for person in self._candidates.people(self._candidates.by_pair[pair]):
                    met[person][slot] = self._candidates.pools.areas[pool]
        return met
