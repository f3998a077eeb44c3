"""Better slots by simulated annealing over chains of meetings that change places.

Pairs that find no slot wait outside, which is one more slot, where nobody is pushed. So placing,
exchanging and untangling are one algorithm with three sets of costs. The method is that of
timetabling (Thompson and Dowsland, "A robust simulated annealing based examination timetabling
system", Computers & Operations Research 25 (1998), 637-648).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from matchmaker.event import Pair
from matchmaker.solver.annealing import BATCH, LEAST, Cooling
from matchmaker.solver.board import (
    Board,
    Costs,
    Frame,
    make_board,
)
from matchmaker.solver.candidates import Candidates
from matchmaker.solver.moves import put_down, try_some
from matchmaker.solver.placement import Places
from matchmaker.solver.watch import Watch
from matchmaker.wishes import Way, credit


@dataclass(frozen=True, kw_only=True)
class Annealing:
    """What an annealing tries to avoid, how hot it begins and ends, and its steps per meeting."""

    costs: Costs
    hot: float
    cold: float
    steps: int


PLACING = Annealing(
    costs=Costs(must=100_000, short=1_000, point=10), hot=2.0, cold=0.3, steps=2_000
)
EXCHANGING = replace(PLACING, steps=1_000)
UNTANGLING = Annealing(costs=Costs(gap=10, wait=1), hot=2.5, cold=1.2, steps=16_000)


def squeeze_in(
    candidates: Candidates, pairs: Collection[Pair], places: Places, watch: Watch, share: float
) -> Places:
    """Find slots for as many of these pairs as possible, by must, floors and points.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    pairs : collection of Pair
        Pairs that may all meet, but for the slots.
    places : mapping
        Those of them that have a slot to begin with.
    watch : Watch
        The time; its seed decides what is tried.
    share : float
        Share of the time that is left to be used at most. Where it suffices, the outcome depends on
        the seed alone.
    """
    return _anneal(
        candidates, ways_of(candidates, pairs), places, PLACING, watch=watch, share=share
    )


def exchange(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Exchange meetings for others that are worth more together; parameters as of `squeeze_in`."""
    ways = {**{c.pair: c.ways[0] for c in candidates.all}, **ways_of(candidates, places)}
    return _anneal(candidates, ways, places, EXCHANGING, watch=watch, share=share)


def untangle(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Re-slot the same pairs for fewer breaks and less waiting; parameters as of `squeeze_in`."""
    return _anneal(
        candidates, ways_of(candidates, places), places, UNTANGLING, watch=watch, share=share
    )


def ways_of(candidates: Candidates, pairs: Collection[Pair]) -> Mapping[Pair, Way]:
    """How each of these meetings counts; in no way where another uses the wish for it up."""
    return {**{pair: Way(pair, ()) for pair in pairs}, **credit(candidates.event, pairs)}


def _anneal(
    candidates: Candidates,
    ways: Mapping[Pair, Way],
    places: Places,
    annealing: Annealing,
    *,
    watch: Watch,
    share: float,
) -> Places:
    if not ways:
        return places
    board = make_board(candidates, ways, places, annealing.costs)
    put(board, places)
    unavoidable = cost_inside(board.frame)
    random = np.random.default_rng(watch.seed)
    cooling = Cooling(annealing.steps * len(ways), annealing.hot, annealing.cold)
    for heat in cooling.heats(watch, share):
        if board.state.cost[LEAST] <= unavoidable:
            break
        try_some(board.frame, board.state, random, heat, BATCH)
    return board.places(board.state.best)


def cost_inside(frame: Frame) -> int:
    """What it costs at least, even if every meeting had its best slot: too few for somebody."""
    most = np.bincount(frame.people.ravel(), minlength=len(frame.floor))
    return frame.short * int(np.maximum(0, frame.floor - most).sum())


def put(board: Board, places: Places) -> None:
    """Put meetings on an empty board."""
    put_down(board.frame, board.state, board.numbers_of(places))
