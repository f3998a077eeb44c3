"""In a rerun: as few published meetings as possible at another time or table."""

import time
from functools import partial

from matchmaker.aims import Aim, AimName
from matchmaker.solver.anneal.chains import return_home
from matchmaker.solver.budget import MODELLED, RETURNING, SEARCHED, STAYING, STAYING_BOUND
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.claims import unclaimed
from matchmaker.solver.model.counted import Counted, counted, rank
from matchmaker.solver.model.moves import is_within_ceiling, moves
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import relaxed_bound, search_linear
from matchmaker.solver.search.search import hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Progress, Stage, Watch


def stay(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Move published meetings back to where they were, as far as no earlier aim is hurt.

    Where they are held at home, there is nothing to search: whoever meets again at another time
    has moved, and so has whoever lost their table. A table that nobody claims may be given to whom
    it belonged by chance, so it is not counted against any plan.
    """
    if not candidates.event.promises:
        return places, ()
    start = time.monotonic()
    bound = moves(candidates, places)
    if not candidates.homes.are_held:
        places, bound = _return(candidates, places, watch)
    bound = max(0, bound - unclaimed(candidates))
    value = moves(candidates, places)
    watch.report(Progress(Stage.STAY, AimName.MOVES, value, bound))
    given = (*candidates.homes.given, *candidates.aims)
    return places, (Aim(AimName.MOVES, value, bound, time.monotonic() - start, given),)


def _return(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, int]:
    """Anneal, then search all pairs and slots for fewer moves, or bound them; give the bound, too.

    With every meeting at home for nothing the integer program is all but whole: it is solved within
    seconds.
    """
    if watch.is_over:
        return places, 0
    returned = return_home(candidates, places, watch, RETURNING)
    within = [
        counted(candidates, found)
        for found in (places, returned)
        if is_within_ceiling(candidates, found)
    ]
    best = min(
        within, key=lambda one: (rank(candidates, one.values), moves(candidates, one.places))
    )
    is_modelled = candidates.size <= MODELLED
    search = partial(_search, candidates, best, watch)
    return improve((best.places, 0), search, watch, if_worth=is_modelled)


def _search(candidates: Candidates, best: Counted, watch: Watch) -> tuple[Places, int]:
    placement = Placement(candidates, Stage.STAY, watch)
    add_rules_of_places(placement)
    for aim in candidates.aims:
        hold(placement.model, placement.task(aim), best.values[aim])
    task, places = placement.task_of_moves(), best.places
    if candidates.size > SEARCHED:
        return places, relaxed_bound(placement.model, task, watch, STAYING_BOUND)
    found = search_linear(placement.model, task, watch, STAYING, placement.hint_places(places))
    if found.is_better_than(moves(candidates, places), AimName.MOVES):
        places = first_fit(candidates, placement.places(found))
    return places, found.bound
