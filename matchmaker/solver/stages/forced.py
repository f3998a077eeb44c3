"""The first schedule where some pairs must meet: those get their times before all others."""

from matchmaker.aims import AimName
from matchmaker.impossible import Unforced
from matchmaker.solver.budget import STARTING
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import NoSolutionError, search_linear
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.watch import OutOfTimeError, Stage, Watch


def start(candidates: Candidates, watch: Watch) -> Places:
    """Place what must be there, then whatever fits.

    Raises
    ------
    Unforced
        If the pairs that must meet find no times together with the pins.
    """
    lost = candidates.forced - candidates.by_pair.keys()
    if lost:
        raise Unforced(tuple(sorted(lost)), is_proven=True)
    places = first_fit(candidates)
    if candidates.forced <= places.keys():
        return places
    return first_fit(candidates, _together(candidates, watch))


def _together(candidates: Candidates, watch: Watch) -> Places:
    """Search for times of the pins and of those who must meet, and of nobody else."""
    pins = {candidate.pair for candidate in candidates.all if candidate.pin}
    only = candidates.only(pins | candidates.forced)
    pairs = tuple(sorted(candidates.forced))
    try:
        placement = Placement(only, Stage.FIRST, watch)
        add_rules_of_places(placement)
        task = placement.task(AimName.POINTS)
        found = search_linear(placement.model, task, watch, STARTING)
    except OutOfTimeError as over:
        raise Unforced(pairs, is_proven=False) from over
    except NoSolutionError as hopeless:
        raise Unforced(pairs, is_proven=True) from hopeless
    if found.value is None:
        raise Unforced(pairs, is_proven=False)
    return placement.places(found)
