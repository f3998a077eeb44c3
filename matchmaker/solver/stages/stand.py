"""Before all else in a rerun: which published meetings have a home, all together."""

import time
from collections import Counter
from dataclasses import replace

from matchmaker.aims import Aim, AimName
from matchmaker.events import Pair, Pin
from matchmaker.solver.budget import STANDING
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.claims import claimed_in_turn, room_beside_pins
from matchmaker.solver.model.homes import HomeOf
from matchmaker.solver.model.homing import Homing
from matchmaker.solver.model.placement import Places
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import hold
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
    found = replace(candidates.homes, of=everywhere, together=frozenset(homes))
    return replace(candidates, homes=found), aim


def _left(at_home: Candidates, alone: HomeOf, homes: HomeOf) -> HomeOf:
    """Give those that cannot be at home beside the others what these leave of their tables."""
    lost = {pair: home for pair, home in alone.items() if pair not in homes}
    room = Counter(room_beside_pins(at_home, {**lost, **homes}))
    room.subtract((home.slot, home.table) for home in homes.values())
    return claimed_in_turn(at_home, lost, room)


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
    is_seated = is_there and candidates.event.takes_table(pair)
    return replace(promise, table=promise.table if is_seated else None)


def _go_together(at_home: Candidates, homes: HomeOf) -> bool:
    """Whether all of them have their tables, and nothing stands between any of them."""
    seated = [pair for pair in homes if at_home.event.takes_table(pair)]
    if not all(homes[pair].table for pair in seated):
        return False
    room = room_beside_pins(at_home, homes)
    wanted = Counter((homes[pair].slot, homes[pair].table) for pair in seated)
    has_room = all(count <= room[place] for place, count in wanted.items())
    return has_room and len(first_fit(at_home)) == len(at_home.all)


def _search(at_home: Candidates, homes: HomeOf, watch: Watch) -> tuple[HomeOf, int]:
    """Lose as few meetings as possible, then as few points, then as few tables."""
    known = first_fit(at_home)
    found = _first_come(at_home, homes, known)

    def from_known() -> tuple[HomeOf, int]:
        return _search_from(known, found, Homing(at_home, homes, watch))

    return improve((found, len(homes)), from_known, watch)


def _search_from(known: Places, homes: HomeOf, model: Homing) -> tuple[HomeOf, int]:
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
            is_theirs = table and at_home.pools.of(at_home.event.table[table]) == pool
            wanted[pair] = homes[pair] if is_theirs else replace(homes[pair], table=None)
    return claimed_in_turn(at_home, wanted, Counter(room_beside_pins(at_home, wanted)))
