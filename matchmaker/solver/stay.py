"""In a rerun: as few published meetings as possible at another time or table."""

import time
from contextlib import suppress
from dataclasses import replace

from matchmaker.aims import Aim, AimName
from matchmaker.solver.candidates import Candidates
from matchmaker.solver.chains import return_home
from matchmaker.solver.first import first_fit
from matchmaker.solver.linear import relaxed_bound
from matchmaker.solver.placement import Placement, Places
from matchmaker.solver.rules import add_rules_of_places
from matchmaker.solver.search import Task, hold, search
from matchmaker.solver.slot import (
    LARGEST,
    SEARCHABLE,
    is_within_ceiling,
    options,
    rank,
    values,
)
from matchmaker.solver.watch import Progress, Stage, Watch


def stay(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Move published meetings back to where they were, as far as no earlier aim is hurt.

    Where all that can stand does, there is nothing to search: whoever meets again at another time
    has moved, and so has whoever lost their table.
    """
    if not candidates.event.promises:
        return places, ()
    start = time.monotonic()
    bound = moves(candidates, places)
    if not candidates.stands:
        places, bound = _return(candidates, places, watch)
    value = moves(candidates, places)
    watch.report(Progress(Stage.STAY, AimName.MOVES, value, bound))
    given = (*candidates.given, *candidates.aims)
    return places, (Aim(AimName.MOVES, value, bound, time.monotonic() - start, given),)


def moves(candidates: Candidates, places: Places) -> int:
    """Count the moves of a schedule; another time counts more than another table."""
    return sum(candidates.moves(pair, *place) for pair, place in places.items())


def _return(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, int]:
    """Anneal, then bound and search the moves over all pairs and slots; give the bound, too."""
    returned = return_home(candidates, places, watch, share=0.1)
    within = [found for found in (places, returned) if is_within_ceiling(candidates, found)]
    places = min(within, key=lambda found: (rank(candidates, found), moves(candidates, found)))
    best = places, 0
    if not watch.is_over and options(candidates) <= LARGEST:
        with suppress(MemoryError):  # the schedule in hand is as good as before
            best = _search(candidates, places, watch)
    return best


def _search(candidates: Candidates, places: Places, watch: Watch) -> tuple[Places, int]:
    placement = Placement(candidates, Stage.STAY)
    add_rules_of_places(placement)
    reached = values(candidates.event, places)
    for aim in candidates.aims:
        hold(placement.model, placement.task(aim), reached[aim])
    counted = sum(
        candidates.moves(option.pair, option.slot, option.pool) * placed
        for option, placed in placement.placed.items()
        if option.pair in candidates.event.promise
    )
    task = Task(Stage.STAY, AimName.MOVES, counted, 0)
    known = moves(candidates, places)
    task = replace(task, limit=relaxed_bound(placement.model, task, watch, share=0.3))
    if known == task.limit or options(candidates) > SEARCHABLE:
        return places, task.limit
    hold(placement.model, task, known)
    found = search(placement.model, task, watch, 0.7, placement.hint_places(places))
    if found.is_better_than(known, AimName.MOVES):
        places = first_fit(candidates, placement.places(found))
    return places, found.bound
