"""Whose table is whose in a rerun: published meetings claim theirs, as far as there is room."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from matchmaker.events import Pair, Pin, Slot
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.homes import HomeOf


def room_beside_pins(at_home: Candidates, homes: HomeOf) -> Mapping[tuple[Slot, str | None], int]:
    """How many published meetings each table can take in a slot, beside pins of any others."""
    event = at_home.event
    taken = Counter((p.slot, p.table) for p in event.pins if not _is_home(p, homes.get(p.pair)))
    return {
        (slot, table.name): at_home.pools.as_it_was(table, slot).meetings_at_once
        - taken[slot, table.name]
        for slot in event.slots
        for table in event.tables
    }


def _is_home(pin: Pin, home: Pin | None) -> bool:
    """Whether a pin is where its meeting was published, and so is counted there."""
    return home is not None and home.table is not None and pin.table == home.table


def claimed_in_turn(
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
    room = Counter(room_beside_pins(candidates, homes))
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
    if candidate is None or not event.takes_table(pair) or (candidate.pin and candidate.pin.table):
        return False
    return table in {t.name for t in event.tables_for(pair, candidates.homes.of[pair].slot)}
