"""Last stage: a table for each meeting, with the fewest changes from one meeting to the next."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from ortools.sat.python import cp_model

from matchmaker.aims import Aim, AimName, Given
from matchmaker.events import Pair, Slot, Table
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver.anneal.swaps import Seats, swap_tables
from matchmaker.solver.budget import SEATED, SEATING, SWAPPING, SWAPPING_ALONE
from matchmaker.solver.model.candidates import ONLINE, Candidates, Pool, pool_of
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.walks import ALONE, Tables, fewest_changes, walks
from matchmaker.solver.search.search import Found, Hint, SearchTask, hold, search
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.watch import Progress, Stage, Watch


def seat(candidates: Candidates, places: Places, watch: Watch) -> tuple[Schedule, Aim]:
    """Give out the tables: stay where one of the two was before, swap, then search for better."""
    slots = {pair: slot for pair, (slot, pool) in places.items() if pool != ONLINE}
    tables = {pair: tables_of(candidates, pair, *places[pair]) for pair in slots}
    counted = _as_counted(candidates, places, tables)
    start = time.monotonic()
    person_of = candidates.event.person_of
    proven = fewest_changes(slots, tables, person_of)
    is_small = sum(map(len, tables.values())) <= SEATED
    share = SWAPPING if is_small else SWAPPING_ALONE
    seated = stay_seated(slots, counted, person_of)
    seats = swap_tables(seated, slots, tables, watch, share, person_of=person_of)
    known = score(candidates.event, _schedule(places, seats))[AimName.TABLE_CHANGES]
    best = InHand(seats, known, proven)
    watch.report(Progress(Stage.SEAT, AimName.TABLE_CHANGES, known, proven))
    search = partial(_search, slots, tables, person_of, best, watch)
    best = improve(best, search, watch, if_worth=is_small and not best.is_proven)
    given = (*candidates.given_aims, AimName.BREAKS, AimName.WAITING, Given.SLOTS)
    aim = Aim(AimName.TABLE_CHANGES, best.value, best.bound, time.monotonic() - start, given)
    return _schedule(places, best.plan), aim


def seat_at_once(candidates: Candidates, places: Places) -> Schedule:
    """Give out tables as they come, without any search."""
    slots = {pair: slot for pair, (slot, pool) in places.items() if pool != ONLINE}
    tables = {pair: tables_of(candidates, pair, *places[pair]) for pair in slots}
    counted = _as_counted(candidates, places, tables)
    return _schedule(places, stay_seated(slots, counted, candidates.event.person_of))


def _search(
    slots: Mapping[Pair, Slot],
    tables: Tables,
    person_of: Mapping[str, str],
    known: InHand[Seats],
    watch: Watch,
) -> InHand[Seats]:
    """Search for fewer changes, from the tables in hand."""
    seating = SeatModel(slots, tables, watch, person_of)
    task = SearchTask(Stage.SEAT, AimName.TABLE_CHANGES, sum(seating.changes), known.bound)
    hold(seating.model, task, known.value)
    found = search(seating.model, task, watch, SEATING, seating.hint(known.plan))
    if not found.is_better_than(known.value, task.aim):
        return replace(known, bound=found.bound)
    seats = seating.seats(found)
    return InHand(seats, seating.count(seats), found.bound)


def tables_of(candidates: Candidates, pair: Pair, slot: Slot, pool: Pool) -> tuple[Table, ...]:
    """The tables a meeting may be given: the pinned one or that of before, or all of theirs."""
    pin = candidates.by_pair[pair].pin
    if pin is None or pin.table is None:
        pin = candidates.homes.of.get(pair)
    if pin and pin.slot == slot and pin.table:
        table = candidates.event.table[pin.table]
        if pool_of(candidates.event, table) == pool:
            return (candidates.as_it_was(table, slot),)
    return candidates.event.tables_for(pair, slot)


def _as_counted(candidates: Candidates, places: Places, tables: Tables) -> Tables:
    """Of the tables a meeting may have, those of the pool it was counted in."""
    counted: dict[tuple[int, Pool], tuple[Table, ...]] = {}
    for pair, theirs in tables.items():
        pool = places[pair][1]
        if (id(theirs), pool) not in counted:
            of_pool = (table for table in theirs if pool_of(candidates.event, table) == pool)
            counted[id(theirs), pool] = tuple(of_pool)
    return {pair: counted[id(theirs), places[pair][1]] for pair, theirs in tables.items()}


def stay_seated(
    slots: Mapping[Pair, Slot], tables: Tables, person_of: Mapping[str, str] = ALONE
) -> Seats:
    """Give out tables slot after slot, to each meeting the last table of one of the two if free."""
    seats: dict[Pair, str] = {}
    last: dict[str, str] = {}
    pairs_at: dict[Slot, list[Pair]] = defaultdict(list)
    for pair in sorted(slots, key=lambda pair: (len(tables[pair]), pair)):  # the pinned ones first
        pairs_at[slots[pair]].append(pair)
    choices = {id(choice): choice for choice in tables.values()}
    names = {
        number: dict.fromkeys(table.name for table in choice) for number, choice in choices.items()
    }
    for slot in sorted(pairs_at):
        here = {id(tables[pair]) for pair in pairs_at[slot]}
        free = {table.name: table.meetings_at_once for choice in here for table in choices[choice]}
        for pair in pairs_at[slot]:
            theirs = names[id(tables[pair])]
            wanted = [last[p] for p in _people(pair, person_of) if last.get(p) in theirs]
            seats[pair] = next(name for name in (*wanted, *theirs) if free[name])
            free[seats[pair]] -= 1
        last |= {p: seats[pair] for pair in pairs_at[slot] for p in _people(pair, person_of)}
    return seats


def _people(pair: Pair, person_of: Mapping[str, str]) -> Iterator[str]:
    return (person_of.get(participant, participant) for participant in pair)


def _schedule(places: Places, seats: Seats) -> Schedule:
    return Schedule(
        tuple(Meeting(pair, slot, seats.get(pair)) for pair, (slot, _pool) in places.items())
    )


class SeatModel:
    """The model of who sits where.

    Attributes
    ----------
    at : dict of (Pair, str) to IntVar
        Whether a meeting is at a table.
    changes : list of IntVar
        For each meeting and a participant's next on site, whether the table changes.
    """

    def __init__(
        self,
        slots: Mapping[Pair, Slot],
        tables: Tables,
        watch: Watch,
        person_of: Mapping[str, str] = ALONE,
    ) -> None:
        self.model = cp_model.CpModel()
        self.changes: list[cp_model.IntVar] = []
        self._slots = slots
        self._tables = tables
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

    def count(self, seats: Seats) -> int:
        """How often somebody changes tables."""
        return sum(seats[earlier] != seats[later] for earlier, later in self._walks)

    def hint(self, seats: Seats) -> Hint:
        """Every seat as given out."""
        return {at: int(seats[pair] == table) for (pair, table), at in self.at.items()}

    def seats(self, found: Found) -> Seats:
        """Read the tables of a solution."""
        return {pair: table for (pair, table), at in self.at.items() if found.holds(at)}
