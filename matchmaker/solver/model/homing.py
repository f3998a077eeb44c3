"""The model of published meetings at home: in their slots, and at their tables."""

from collections import defaultdict
from dataclasses import replace

from matchmaker.aims import AimName
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.claims import room_beside_pins
from matchmaker.solver.model.homes import HomeOf
from matchmaker.solver.model.placement import Option, Placement
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.search import Found, SearchTask
from matchmaker.solver.watch import Stage, Watch


class Homing(Placement):
    """The model of published meetings in their slots, and which of them keep their tables.

    Attributes
    ----------
    keeps : dict of Pair to IntVar
        Whether a meeting keeps its table, where it can be had.
    """

    def __init__(self, at_home: Candidates, homes: HomeOf, watch: Watch) -> None:
        super().__init__(at_home, Stage.STAND, watch)
        self._homes = homes
        add_rules_of_places(self)
        self.keeps = {pair: self.model.new_bool_var("keeps") for pair in homes if homes[pair].table}
        together = defaultdict(list)
        for pair, keeps in self.keeps.items():
            home = homes[pair]
            pool = at_home.pools.of(at_home.event.table[str(home.table)])
            self.model.add(keeps <= self.placed[Option(pair, home.slot, pool)])
            together[home.slot, home.table].append(keeps)
        for pair, keeps in self.keeps.items():
            pin = at_home.by_pair[pair].pin
            if pin and pin.table:  # whoever else had that table claims what is left of it
                self.model.add(keeps == 1)
        room = room_beside_pins(at_home, homes)
        for place, meetings in together.items():
            self.model.add(sum(meetings) <= room[place])

    def tasks(self) -> tuple[SearchTask, ...]:
        """What is searched, one after the other."""
        at_home = sum(self.meets[pair] for pair in self._homes)
        return (
            SearchTask(self.stage, AimName.STANDING, at_home, len(self._homes)),
            self.task(AimName.POINTS),
            SearchTask(self.stage, AimName.MOVES, at_home - sum(self.keeps.values()), 0),
        )

    def homes(self, found: Found) -> HomeOf:
        """Read who is at home, and at which table if at their own."""
        return {
            pair: home
            if pair in self.keeps and found.holds(self.keeps[pair])
            else replace(home, table=None)
            for pair, home in self._homes.items()
            if found.holds(self.meets[pair])
        }
