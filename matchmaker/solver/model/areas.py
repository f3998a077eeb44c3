"""Tables of one pool in different areas told apart, and put together again."""

from collections.abc import Mapping
from dataclasses import replace

from matchmaker.events import Slot
from matchmaker.schedule import Schedule
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.pools import ONLINE, Pool, pools_by_area
from matchmaker.solver.model.seating import tables_of


def in_areas(candidates: Candidates) -> Candidates:
    """Give the same pairs with pools of tables that are in one area each."""
    pools = pools_by_area(candidates.event)
    if candidates.pools is pools:
        return candidates
    known: dict[int, Mapping[Slot, tuple[Pool, ...]]] = {}
    found = tuple(_split(candidates, candidate, known) for candidate in candidates.all)
    return replace(candidates, all=found, homes=replace(candidates.homes, pools=pools))


def _split(
    candidates: Candidates, candidate: Candidate, known: dict[int, Mapping[Slot, tuple[Pool, ...]]]
) -> Candidate:
    """Split the pools of a pair; those who can be in the same places share them as before."""
    if candidate.pin or candidate.pair in candidates.homes.of:
        return replace(candidate, places=_split_places(candidates, candidate))
    if id(candidate.places) not in known:
        known[id(candidate.places)] = _split_places(candidates, candidate)
    return replace(candidate, places=known[id(candidate.places)])


def _split_places(candidates: Candidates, candidate: Candidate) -> Mapping[Slot, tuple[Pool, ...]]:
    return {
        slot: tuple(
            dict.fromkeys(
                part for pool in pools for part in _parts(candidates, candidate, slot, pool)
            )
        )
        for slot, pools in candidate.places.items()
    }


def _parts(
    candidates: Candidates, candidate: Candidate, slot: Slot, pool: Pool
) -> tuple[Pool, ...]:
    """List the pools by area that a pool consists of, for a pair in a slot."""
    if pool == ONLINE:
        return (ONLINE,)
    parts = pools_by_area(candidates.event)
    return tuple(
        parts.of(table)
        for table in tables_of(candidates, candidate.pair, slot, pool)
        if candidates.pools.of(table) == pool
    )


def places_of(candidates: Candidates, schedule: Schedule) -> Places:
    """Tell slot and pool of every meeting of a schedule, by its table."""
    table = candidates.event.table
    return {
        m.participants: (m.slot, candidates.pools.of(table[m.table]) if m.table else ONLINE)
        for m in schedule.meetings
    }
