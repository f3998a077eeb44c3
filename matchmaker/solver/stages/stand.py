"""Before all else in a rerun: which published meetings have a home, all together."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from matchmaker.aims import Aim, AimName
from matchmaker.events import Pair, Pin, Slot
from matchmaker.solver.budget import STANDING
from matchmaker.solver.model.candidates import Candidate, Candidates, pool_of
from matchmaker.solver.model.homes import HomeOf, Homes
from matchmaker.solver.model.placement import Option, Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import Found, SearchTask, hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Progress, Stage, Watch


def stand(candidates: Candidates, watch: Watch) -> tuple[Candidates, Aim]:
    """Find homes for as many published meetings as possible: the slot, and if it can be the table.

    Where a set of them cannot be at home together (a lowered maximum, a pin across two of them), as
    few as possible are lost, of these those of least points, and then as few tables as possible
    change.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    watch : Watch
        The time.

    Returns
    -------
    Candidates
        The same, with the homes found.
    Aim
        How many can be at home together, of how many at most.
    """
    start = time.monotonic()
    at_home = _at_home(candidates)
    alone = {c.pair: _home(candidates, c.pair) for c in at_home.all if _has_home(candidates, c)}
    homes: HomeOf = alone
    bound = len(alone)
    if not _go_together(at_home, alone):
        homes, bound = _search(at_home, alone, watch)
    watch.report(Progress(Stage.STAND, AimName.STANDING, len(homes), bound))
    aim = Aim(AimName.STANDING, len(homes), bound, time.monotonic() - start)
    everywhere = {**_left(at_home, alone, homes), **homes}
    return replace(candidates, homes=Homes(everywhere, frozenset(homes))), aim


def _left(at_home: Candidates, alone: HomeOf, homes: HomeOf) -> HomeOf:
    """Give those that cannot be at home beside the others what these leave of their tables."""
    lost = {pair: home for pair, home in alone.items() if pair not in homes}
    room = Counter(_room(at_home, {**lost, **homes}))
    room.subtract((home.slot, home.table) for home in homes.values())
    return _as_far_as_there_is_room(at_home, lost, room)


def _as_far_as_there_is_room(
    at_home: Candidates, homes: HomeOf, room: Counter[tuple[Slot, str | None]]
) -> HomeOf:
    """Let one after the other claim their table, those that are pinned there first."""
    claimed: dict[Pair, Pin] = {}
    for pair in sorted(homes, key=lambda pair: (at_home.by_pair[pair].pin is None, pair)):
        place = homes[pair].slot, homes[pair].table
        is_free = room[place] > 0
        room[place] -= 1
        claimed[pair] = homes[pair] if is_free else replace(homes[pair], table=None)
    return claimed


def unclaimed(candidates: Candidates) -> int:
    """Count those that may sit where they did though nothing is claimed for them.

    Their tables are left to chance: others had a better claim, or time was short.
    """
    event, homes = candidates.event, candidates.homes.of
    room = Counter(_room(candidates, homes))
    if candidates.homes.are_held:
        room.subtract((homes[pair].slot, homes[pair].table) for pair in candidates.homes.together)
    return sum(
        _could_be_at(candidates, pair, table) and room[home.slot, table] > 0
        for pair, home in homes.items()
        if home.table is None and (table := event.promise[pair].table)
    )


def _could_be_at(candidates: Candidates, pair: Pair, table: str) -> bool:
    """Whether a published meeting could have its table, were it for itself alone."""
    event, candidate = candidates.event, candidates.by_pair.get(pair)
    if candidate is None or event.is_online(pair) or (candidate.pin and candidate.pin.table):
        return False
    return table in {t.name for t in event.tables_for(pair, candidates.homes.of[pair].slot)}


def _at_home(candidates: Candidates) -> Candidates:
    """Keep the pinned pairs, and the promised ones with their slot alone."""
    promise = candidates.event.promise
    chosen = (
        replace(c, places={slot: c.places[slot]})
        if _has_home(candidates, c) and (slot := promise[c.pair].slot)
        else c
        for c in candidates.all
        if c.pin or _has_home(candidates, c)
    )
    return replace(candidates, all=tuple(chosen))


def _has_home(candidates: Candidates, candidate: Candidate) -> bool:
    """Whether a published meeting has a home, were it for itself alone."""
    promise = candidates.event.promise.get(candidate.pair)
    return promise is not None and promise.slot in candidate.places


def _home(candidates: Candidates, pair: Pair) -> Pin:
    """Tell slot and table of a published meeting; no table where it cannot be had any more."""
    promise, pin = candidates.event.promise[pair], candidates.by_pair[pair].pin
    if pin and pin.table:
        return replace(promise, table=promise.table if pin.table == promise.table else None)
    tables = candidates.event.tables_for(pair, promise.slot)
    is_there = promise.table in {table.name for table in tables}
    is_seated = is_there and not candidates.event.is_online(pair)
    return replace(promise, table=promise.table if is_seated else None)


def _go_together(at_home: Candidates, homes: HomeOf) -> bool:
    """Whether all of them have their tables, and nothing stands between any of them."""
    on_site = [pair for pair in homes if not at_home.event.is_online(pair)]
    if not all(homes[pair].table for pair in on_site):
        return False
    room = _room(at_home, homes)
    wanted = Counter((homes[pair].slot, homes[pair].table) for pair in on_site)
    has_room = all(count <= room[place] for place, count in wanted.items())
    return has_room and len(first_fit(at_home)) == len(at_home.all)


def _room(at_home: Candidates, homes: HomeOf) -> Mapping[tuple[Slot, str | None], int]:
    """How many published meetings each table can take in a slot, beside pins of any others."""
    event = at_home.event
    taken = Counter((p.slot, p.table) for p in event.pins if not _is_home(p, homes.get(p.pair)))
    return {
        (slot, table.name): at_home.as_it_was(table, slot).meetings_at_once
        - taken[slot, table.name]
        for slot in event.slots
        for table in event.tables
    }


def _is_home(pin: Pin, home: Pin | None) -> bool:
    """Whether a pin is where its meeting was published, and so is counted there."""
    return home is not None and home.table is not None and pin.table == home.table


def _search(at_home: Candidates, homes: HomeOf, watch: Watch) -> tuple[HomeOf, int]:
    """Lose as few meetings as possible, then as few points, then as few tables."""
    known = first_fit(at_home)
    found = _first_come(at_home, homes, known)

    def from_known() -> tuple[HomeOf, int]:
        return _search_from(known, found, Homing(at_home, homes, watch))

    return improve((found, len(homes)), from_known, watch)


def _search_from(known: Places, homes: HomeOf, model: "Homing") -> tuple[HomeOf, int]:
    hint = model.hint_places(known)
    bounds = []
    for task in model.tasks():
        found = search_linear(model.model, task, model.watch, STANDING, hint)
        bounds.append(found.bound)
        if found.value is None:
            break
        hold(model.model, task, found.value)
        homes, hint = model.homes(found), {}
    return homes, bounds[0]


def _first_come(at_home: Candidates, homes: HomeOf, known: Places) -> HomeOf:
    """Without a search: let the meetings of a first schedule claim their tables in turn."""
    wanted: dict[Pair, Pin] = {}
    for pair, (_slot, pool) in known.items():
        if pair in homes:
            table = homes[pair].table
            is_theirs = table and pool_of(at_home.event, at_home.event.table[table]) == pool
            wanted[pair] = homes[pair] if is_theirs else replace(homes[pair], table=None)
    return _as_far_as_there_is_room(at_home, wanted, Counter(_room(at_home, wanted)))


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
            pool = pool_of(at_home.event, at_home.event.table[str(home.table)])
            self.model.add(keeps <= self.placed[Option(pair, home.slot, pool)])
            together[home.slot, home.table].append(keeps)
        for pair, keeps in self.keeps.items():
            pin = at_home.by_pair[pair].pin
            if pin and pin.table:  # whoever else had that table claims what is left of it
                self.model.add(keeps == 1)
        room = _room(at_home, homes)
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
