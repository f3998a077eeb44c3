"""In a rerun: the most even choice of pairs for which nobody is moved; else it is made before."""

import time
from dataclasses import replace
from functools import partial

from matchmaker.aims import Aim, AimName
from matchmaker.solver.budget import EVENING, EVENLY, MODELLED, SEARCHED, SLOTTING
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.claims import unclaimed
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.moves import moves, moves_no_more
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import relaxed_bound, search_linear, search_relaxed
from matchmaker.solver.search.search import hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.stages.select import bound
from matchmaker.solver.watch import Progress, Stage, Watch

EVENNESS = AimName.EVENNESS


def even(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Exchange pairs for others of as many points, without another move."""
    if not candidates.event.promises:
        return places, ()
    start, reached = time.monotonic(), values(candidates.event, places)
    held = {aim: reached[aim] for aim in candidates.aims}
    most = bound(candidates, EVENNESS, held, watch).bound
    in_hand = InHand(places, reached[EVENNESS], most)
    watch.report(Progress(Stage.EVEN, EVENNESS, in_hand.value, in_hand.bound))
    search = partial(_search, candidates, in_hand, watch)
    is_worth_it = candidates.size <= MODELLED and not in_hand.is_proven
    in_hand = improve(in_hand, search, watch, if_worth=is_worth_it)
    given = tuple(aim for aim in candidates.given_aims if aim is not EVENNESS)
    aim = Aim(EVENNESS, in_hand.value, in_hand.bound, time.monotonic() - start, given)
    return in_hand.plan, (aim,)


def _search(candidates: Candidates, in_hand: InHand[Places], watch: Watch) -> InHand[Places]:
    """Search all pairs and slots for a more even choice, or bound it."""
    watch = watch.longer(watch.left * EVENING)
    places = in_hand.plan
    reached = values(candidates.event, places)
    placement = Placement(candidates, Stage.EVEN, watch)
    add_rules_of_places(placement)
    for aim in candidates.aims:
        hold(placement.model, placement.task(aim), reached[aim])
    luck = unclaimed(candidates)  # as of `stay`: a table by chance is no move
    hold(placement.model, placement.task_of_moves(), moves(candidates, places) + luck)
    task = replace(placement.task(EVENNESS), limit=in_hand.bound)
    if candidates.size > SEARCHED:
        most = relaxed_bound(placement.model, task, watch, SLOTTING)
        return InHand(places, in_hand.value, most)
    search = search_relaxed if candidates.size > EVENLY else search_linear
    found = search(placement.model, task, watch, SLOTTING, placement.hint_places(places))
    if found.is_better_than(in_hand.value, EVENNESS):
        better = first_fit(candidates, placement.places(found))
        places = better if moves_no_more(candidates, better, places) else places
    return InHand(places, values(candidates.event, places)[EVENNESS], found.bound)
