"""How far the published meetings of a schedule are from home."""

from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Places


def moves(candidates: Candidates, places: Places) -> int:
    """Count the moves of a schedule; another time counts more than another table."""
    return sum(candidates.homes.moves(pair, *place) for pair, place in places.items())


def moved(candidates: Candidates, places: Places) -> int:
    """Count the published meetings that are not at home, though they could be all together."""
    together = candidates.homes.together
    at_home = sum(
        pair in places and candidates.homes.is_at_home(pair, *places[pair]) for pair in together
    )
    return len(together) - at_home


def is_within_ceiling(candidates: Candidates, places: Places) -> bool:
    """Whether no more published meetings are moved than allowed; none if they are held."""
    ceiling = 0 if candidates.homes.are_held else candidates.homes.ceiling
    return ceiling is None or moved(candidates, places) <= ceiling


def moves_no_more(candidates: Candidates, places: Places, before: Places) -> bool:
    """Whether a schedule keeps what the one before it did of the promises."""
    fewer = moves(candidates, places) <= moves(candidates, before)
    return fewer and is_within_ceiling(candidates, places)
