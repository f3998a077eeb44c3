"""Third stage: the same pairs in other slots, with fewer breaks and then less waiting."""

import time

from matchmaker.aims import Aim, AimName, Given
from matchmaker.solver.anneal.chains import untangle
from matchmaker.solver.budget import BREAKS, LINED, UNTANGLING, UNTANGLING_IN_AREAS, WAITING
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.lines import Lines
from matchmaker.solver.model.moves import moves
from matchmaker.solver.model.placement import Places
from matchmaker.solver.search.search import SearchTask, hold
from matchmaker.solver.search.turns import search_in_turns
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Progress, Stage, Watch

AIMS = (AimName.BREAKS, AimName.WAITING)


def shorten_breaks(
    candidates: Candidates, places: Places, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Re-slot the chosen pairs for the fewest breaks, then the least waiting."""
    watch.report(Progress(Stage.BREAKS, AimName.BREAKS))
    share = UNTANGLING_IN_AREAS if candidates.event.has_areas else UNTANGLING
    places = untangle(candidates, places, watch, share)
    chosen = candidates.only(places.keys())
    counted = values(candidates.event, places)
    given = (*candidates.given_aims, Given.PAIRS)
    in_hand = places, tuple(Aim(aim, counted[aim], 0, 0.0, given) for aim in AIMS)
    is_worth_it = counted[AimName.BREAKS] > 0 and chosen.options <= LINED
    places, aims = improve(
        in_hand, lambda: _prove(chosen, places, watch), watch, if_worth=is_worth_it
    )
    for aim in aims:
        watch.report(Progress(Stage.BREAKS, aim.name, aim.value, aim.bound))
    return places, aims


def _prove(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Search one aim after the other, from a schedule in hand."""
    start = time.monotonic()
    lines = Lines(candidates, watch)
    model = lines.placement.model
    if candidates.event.promises:
        hold(model, lines.placement.task_of_moves(), moves(candidates, places))
    given = (*candidates.given_aims, Given.PAIRS)
    aims = []
    for aim, count, share in zip(
        AIMS, (lines.breaks, lines.waiting), (BREAKS, WAITING), strict=True
    ):
        task = SearchTask(Stage.BREAKS, aim, count, 0)
        known = values(candidates.event, places)[aim]
        found = search_in_turns(model, task, watch, share, hint=lines.hint(places), known=known)
        if found.is_better_than(known, aim):
            places = lines.placement.places(found)
        value = found.claim(counted=values(candidates.event, places)[aim])
        aims.append(Aim(aim, value, found.bound, time.monotonic() - start, given))
        hold(model, task, value)
        given, start = (*given, aim), time.monotonic()
    return places, tuple(aims)
