"""Which tables and rooms the meetings may have, and the model of who sits where."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matchmaker.events import Pair, Slot, Table
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.solver.model.walks import ALONE, Tables, walks
from matchmaker.solver.search.search import Found, Hint
from matchmaker.solver.watch import Watch

Seats = Mapping[Pair, str]
"""The table of each meeting on site."""
TooNear = Callable[[Slot, Slot], bool]
"""Whether there is no time between two slots to go to another area."""


def never(_one: Slot, _other: Slot) -> bool:
    """Tell that there is always time."""
    return False


@dataclass(frozen=True)
class Unseated:
    """Meetings that are to have a table, all of them on site or all online.

    Parameters
    ----------
    slots : mapping of Pair to Slot
        When each is.
    tables : mapping of Pair to tuple of Table
        The tables that each may have.
    counted : mapping of Pair to tuple of Table
        Of these, those of the pool it was counted in: there is room for all at once.
    person_of : mapping of str to str
        The human being behind each participant.
    """

    slots: Mapping[Pair, Slot]
    tables: Tables
    counted: Tables
    person_of: Mapping[str, str]

    @property
    def size(self) -> int:
        """Meetings times tables: how large a model of them is."""
        return sum(map(len, self.tables.values()))


def on_site(candidates: Candidates, places: Places) -> Unseated:
    """Find the meetings on site, and the tables they may have."""
    online = candidates.pools.online
    return _hall(candidates, {p: place for p, place in places.items() if place[1] not in online})


def in_rooms(candidates: Candidates, places: Places) -> Unseated:
    """Find the meetings online that take a room, and the rooms they may have."""
    rooms = candidates.pools.online - {ONLINE}
    return _hall(candidates, {p: place for p, place in places.items() if place[1] in rooms})


def _hall(candidates: Candidates, places: Places) -> Unseated:
    slots = {pair: slot for pair, (slot, _pool) in places.items()}
    tables = {pair: tables_of(candidates, pair, *places[pair]) for pair in slots}
    counted = _as_counted(candidates, places, tables)
    return Unseated(slots, tables, counted, candidates.event.person_of)


def tables_of(candidates: Candidates, pair: Pair, slot: Slot, pool: Pool) -> tuple[Table, ...]:
    """List the tables a meeting may have: the pinned one or that of before, or all of theirs."""
    pin = candidates.by_pair[pair].pin
    if pin is None or pin.table is None:
        pin = candidates.homes.of.get(pair)
    if pin and pin.slot == slot and pin.table:
        table = candidates.event.table[pin.table]
        if candidates.pools.of(table) == pool:
            return (candidates.pools.as_it_was(table, slot),)
    return candidates.event.tables_for(pair, slot)


def _as_counted(candidates: Candidates, places: Places, tables: Tables) -> Tables:
    """Of the tables a meeting may have, those of the pool it was counted in."""
    counted: dict[tuple[int, Pool], tuple[Table, ...]] = {}
    for pair, theirs in tables.items():
        pool = places[pair][1]
        if (id(theirs), pool) not in counted:
            of_pool = (table for table in theirs if candidates.pools.of(table) == pool)
            counted[id(theirs), pool] = tuple(of_pool)
    return {pair: counted[id(theirs), places[pair][1]] for pair, theirs in tables.items()}


class SeatModel:
    """The model of who sits where.

    Attributes
    ----------
    at : dict of (Pair, str) to IntVar
        Whether a meeting is at a table.
    changes : list of IntVar
        For each meeting and a participant's next on site, whether the table changes.
    area_changes : list of IntVar
        And whether the area does, where there are several.
    """

    def __init__(
        self,
        slots: Mapping[Pair, Slot],
        tables: Tables,
        watch: Watch,
        person_of: Mapping[str, str] = ALONE,
        is_too_near: TooNear = never,
    ) -> None:
        self.model = cp_model.CpModel()
        self.changes: list[cp_model.IntVar] = []
        self.area_changes: list[cp_model.IntVar] = []
        self._slots = slots
        self._tables = tables
        choices = {id(choice): choice for choice in tables.values()}
        self._areas = {table.name: table.area for of in choices.values() for table in of}
        self.at = {
            (pair, table.name): self.model.new_bool_var("at")
            for pair in watch.through(sorted(tables))
            for table in tables[pair]
        }
        self._one_table_each()
        self._table_capacity()
        self._walks = walks(slots, person_of)
        for earlier, later in watch.through(self._walks):
            self._add_change(earlier, later)
        if len(set(self._areas.values())) > 1:
            for earlier, later in watch.through(self._walks):
                self._add_area_change(
                    earlier, later, is_possible=not is_too_near(slots[earlier], slots[later])
                )

    def _one_table_each(self) -> None:
        for pair, tables in self._tables.items():
            self.model.add_exactly_one(self.at[pair, table.name] for table in tables)

    def _table_capacity(self) -> None:
        """A table holds as many meetings a slot as it is meant for."""
        together: dict[tuple[Slot, Table], list[cp_model.IntVar]] = defaultdict(list)
        for pair, tables in self._tables.items():
            for table in tables:
                together[self._slots[pair], table].append(self.at[pair, table.name])
        for (_slot, table), meetings in together.items():
            self.model.add(sum(meetings) <= table.meetings_at_once)

    def _add_change(self, earlier: Pair, later: Pair) -> None:
        change = self.model.new_bool_var("change")
        for table in dict.fromkeys((*self._tables[earlier], *self._tables[later])):
            before = self.at.get((earlier, table.name), 0)
            after = self.at.get((later, table.name), 0)
            self.model.add(change >= before - after)
        self.changes.append(change)

    def _add_area_change(self, earlier: Pair, later: Pair, *, is_possible: bool) -> None:
        change = self.model.new_bool_var("area_change")
        before, after = self._by_area(earlier), self._by_area(later)
        for area in {**before, **after}:
            self.model.add(change >= sum(before.get(area, ())) - sum(after.get(area, ())))
        if not is_possible:
            self.model.add(change == 0)
        self.area_changes.append(change)

    def _by_area(self, pair: Pair) -> Mapping[str, list[cp_model.IntVar]]:
        by_area = defaultdict(list)
        for table in self._tables[pair]:
            by_area[table.area].append(self.at[pair, table.name])
        return by_area

    def count_area_changes(self, seats: Seats) -> int:
        """How often somebody changes areas."""
        areas = ((self._areas[seats[one]], self._areas[seats[other]]) for one, other in self._walks)
        return sum(here != there for here, there in areas)

    def count(self, seats: Seats) -> int:
        """How often somebody changes tables."""
        return sum(seats[earlier] != seats[later] for earlier, later in self._walks)

    def hint(self, seats: Seats) -> Hint:
        """Every seat as given out."""
        return {at: int(seats[pair] == table) for (pair, table), at in self.at.items()}

    def seats(self, found: Found) -> Seats:
        """Read the tables of a solution."""
        return {pair: table for (pair, table), at in self.at.items() if found.holds(at)}
