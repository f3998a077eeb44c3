"""How a rerun keeps its promises: held at home, or no more than so many of them elsewhere."""

from dataclasses import replace

from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.homes import Homes


def held_at_home(candidates: Candidates) -> Candidates:
    """Pin every published meeting to its home that can be there beside the others."""
    homes = replace(candidates.homes, are_held=True)
    held = tuple(_held(homes, candidate) for candidate in candidates.all)
    return replace(candidates, all=held, homes=homes).beside_pins()


def _held(homes: Homes, candidate: Candidate) -> Candidate:
    is_seated = candidate.pin is not None and candidate.pin.table is not None
    if is_seated or candidate.pair not in homes.together:
        return candidate
    home, pool = homes.of[candidate.pair], homes.pool_of(candidate.pair)
    places = {home.slot: (pool,) if pool is not None else candidate.places[home.slot]}
    return replace(candidate, places=places, pin=home)


def under_ceiling(candidates: Candidates, ceiling: int | None) -> Candidates:
    """Let no more published meetings be away from home."""
    return replace(candidates, homes=replace(candidates.homes, ceiling=ceiling))
