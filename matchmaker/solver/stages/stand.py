"""Before all else in a rerun: which published meetings can stand where they were, all together."""

import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from matchmaker.aims import Aim, AimName
from matchmaker.events import Pair, Pin, Slot
from matchmaker.solver.model.candidates import Candidate, Candidates, pool_of
from matchmaker.solver.model.placement import Option, Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import Found, SearchTask, hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.watch import Progress, Stage, Watch

Homes = Mapping[Pair, Pin]


def stand(candidates: Candidates, watch: Watch) -> tuple[Candidates, Aim]:
    """Find homes for as many published meetings as possible: the slot, and if it can be the table.

    Where a set of them cannot stand together (a lowered maximum, a pin across two of them), as few
    as possible are lost, of these those of least points, and then as few tables as possible change.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    watch : Watch
        The time.

    Returns
    -------
    Candidates
        The same, with the homes found, and who can stand there.
    Aim
        How many stand, of how many at most.
    """
    start = time.monotonic()
    at_home = _at_home(candidates)
    promised = {c.pair for c in at_home.all if _can_stand(candidates, c)}
    alone = {pair: _home(candidates, pair) for pair in promised}
    homes: Homes = alone
    bound = len(alone)
    if not _go_together(at_home, alone):
        homes, bound = _search(at_home, alone, watch)
    watch.report(Progress(Stage.STAND, AimName.STANDING, len(homes), bound))
    aim = Aim(AimName.STANDING, len(homes), bound, time.monotonic() - start)
    everywhere = {**_left(at_home, alone, homes), **homes}
    return replace(candidates, homes=everywhere, standing=frozenset(homes)), aim


def _left(at_home: Candidates, alone: Homes, homes: Homes) -> Homes:
    """Give those that cannot stand beside the others what these leave of their tables."""
    lost = {pair: home for pair, home in alone.items() if pair not in homes}
    room = Counter(_room(at_home, {**lost, **homes}))
    room.subtract((home.slot, home.table) for home in homes.values())
    return _as_far_as_there_is_room(at_home, lost, room)


def _as_far_as_there_is_room(
    at_home: Candidates, homes: Homes, room: Counter[tuple[Slot, str | None]]
) -> Homes:
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
    event, homes = candidates.event, candidates.homes
    room = Counter(_room(candidates, homes))
    if candidates.stands:
        room.subtract((homes[pair].slot, homes[pair].table) for pair in candidates.standing)
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
    return table in {t.name for t in event.tables_for(pair, candidates.homes[pair].slot)}


def _at_home(candidates: Candidates) -> Candidates:
    """Keep the pinned pairs, and the promised ones with their slot alone."""
    promise = candidates.event.promise
    chosen = (
        replace(c, places={slot: c.places[slot]})
        if _can_stand(candidates, c) and (slot := promise[c.pair].slot)
        else c
        for c in candidates.all
        if c.pin or _can_stand(candidates, c)
    )
    return replace(candidates, all=tuple(chosen))


def _can_stand(candidates: Candidates, candidate: Candidate) -> bool:
    """Whether a published meeting could keep its slot, were it for itself alone."""
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


def _go_together(at_home: Candidates, homes: Homes) -> bool:
    """Whether all of them have their tables, and nothing stands between any of them."""
    on_site = [pair for pair in homes if not at_home.event.is_online(pair)]
    if not all(homes[pair].table for pair in on_site):
        return False
    room = _room(at_home, homes)
    wanted = Counter((homes[pair].slot, homes[pair].table) for pair in on_site)
    has_room = all(count <= room[place] for place, count in wanted.items())
    return has_room and len(first_fit(at_home)) == len(at_home.all)


def _room(at_home: Candidates, homes: Homes) -> Mapping[tuple[Slot, str | None], int]:
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


def _search(at_home: Candidates, homes: Homes, watch: Watch) -> tuple[Homes, int]:
    """Lose as few meetings as possible, then as few points, then as few tables."""
    model = Standing(at_home, homes)
    known = first_fit(at_home)
    hint = model.hint_places(known)
    standing = _first_come(at_home, homes, known)
    bounds = []
    for task in model.tasks():
        found = search_linear(model.model, task, watch, SHARE, hint)
        bounds.append(found.bound)
        if found.value is None:
            break
        hold(model.model, task, found.value)
        standing, hint = model.homes(found), {}
    return standing, bounds[0]


def _first_come(at_home: Candidates, homes: Homes, known: Places) -> Homes:
    """Without a search: let the meetings of a first schedule claim their tables in turn."""
    wanted: dict[Pair, Pin] = {}
    for pair, (_slot, pool) in known.items():
        if pair in homes:
            table = homes[pair].table
            is_theirs = table and pool_of(at_home.event, at_home.event.table[table]) == pool
            wanted[pair] = homes[pair] if is_theirs else replace(homes[pair], table=None)
    return _as_far_as_there_is_room(at_home, wanted, Counter(_room(at_home, wanted)))


SHARE = 0.1
"""Share of the time that is left, for each search."""


class Standing(Placement):
    """The model of published meetings in their slots, and which of them keep their tables.

    Attributes
    ----------
    stays : dict of Pair to IntVar
        Whether a meeting keeps its table, where it can be had.
    """

    def __init__(self, at_home: Candidates, homes: Homes) -> None:
        super().__init__(at_home, Stage.STAND)
        self._homes = homes
        add_rules_of_places(self)
        self.stays = {pair: self.model.new_bool_var("stays") for pair in homes if homes[pair].table}
        together = defaultdict(list)
        for pair, stays in self.stays.items():
            home = homes[pair]
            pool = pool_of(at_home.event, at_home.event.table[str(home.table)])
            self.model.add(stays <= self.placed[Option(pair, home.slot, pool)])
            together[home.slot, home.table].append(stays)
        for pair, stays in self.stays.items():
            pin = at_home.by_pair[pair].pin
            if pin and pin.table:  # whoever else had that table claims what is left of it
                self.model.add(stays == 1)
        room = _room(at_home, homes)
        for place, meetings in together.items():
            self.model.add(sum(meetings) <= room[place])

    def tasks(self) -> tuple[SearchTask, ...]:
        """What is searched, one after the other."""
        standing = sum(self.meets[pair] for pair in self._homes)
        return (
            SearchTask(self.stage, AimName.STANDING, standing, len(self._homes)),
            self.task(AimName.POINTS),
            SearchTask(self.stage, AimName.MOVES, standing - sum(self.stays.values()), 0),
        )

    def homes(self, found: Found) -> Homes:
        """Read who stands, and at which table if at their own."""
        return {
            pair: home
            if pair in self.stays and found.holds(self.stays[pair])
            else replace(home, table=None)
            for pair, home in self._homes.items()
            if found.holds(self.meets[pair])
        }
