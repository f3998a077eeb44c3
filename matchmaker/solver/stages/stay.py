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
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.watch import Progress, Stage, Watch


def stay(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Move published meetings back to where they were, as far as no earlier aim is hurt.

    Where they are held at home, there is nothing to search: whoever meets again at another time
    has moved, and so has whoever lost their table. A table that nobody claims may be given to whom
    it belonged by chance, so it is not counted against any plan.
    """
    if not candidates.event.promises:
        return places, ()
    start, value = time.monotonic(), moves(candidates, places)
    in_hand = InHand(places, value, value)
    if not candidates.homes.are_held:
        in_hand = _return(candidates, places, watch)
    bound = max(0, in_hand.bound - unclaimed(candidates))
    watch.report(Progress(Stage.STAY, AimName.MOVES, in_hand.value, bound))
    given = (*candidates.homes.given, *candidates.aims)
    aim = Aim(AimName.MOVES, in_hand.value, bound, time.monotonic() - start, given)
    return in_hand.plan, (aim,)


def _return(candidates: Candidates, places: Places, watch: Watch) -> InHand[Places]:
    """Anneal, then search all pairs and slots for fewer moves, or bound them.

    With every meeting at home for nothing the integer program is all but whole: it is solved within
    seconds.
    """
    if watch.is_over:
        return InHand(places, moves(candidates, places), 0)
    returned = return_home(candidates, places, watch, RETURNING)
    within = [
        counted(candidates, found)
        for found in (places, returned)
        if is_within_ceiling(candidates, found)
    ]
    best = min(
        within, key=lambda one: (rank(candidates.aims, one.values), moves(candidates, one.places))
    )
    in_hand = InHand(best.places, moves(candidates, best.places), 0)
    search = partial(_search, candidates, best, watch)
    is_worth_it = candidates.size <= MODELLED and not in_hand.is_proven
    return improve(in_hand, search, watch, if_worth=is_worth_it)


def _search(candidates: Candidates, best: Counted, watch: Watch) -> InHand[Places]:
    placement = Placement(candidates, Stage.STAY, watch)
    add_rules_of_places(placement)
    for aim in candidates.aims:
        hold(placement.model, placement.task(aim), best.values[aim])
    task, places = placement.task_of_moves(), best.places
    value = moves(candidates, places)
    if candidates.size > SEARCHED:
        bound = relaxed_bound(placement.model, task, watch, STAYING_BOUND)
        return InHand(places, value, bound)
    found = search_linear(placement.model, task, watch, STAYING, placement.hint_places(places))
    if found.is_better_than(value, AimName.MOVES):
        places = first_fit(candidates, placement.places(found))
    return InHand(places, moves(candidates, places), found.bound)
