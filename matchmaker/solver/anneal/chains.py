"""Better slots by simulated annealing over chains of meetings that change places.

Pairs that find no slot wait outside, which is one more slot, where nobody is pushed. So placing,
exchanging and untangling are one algorithm with three sets of costs. The method is that of
timetabling (Thompson and Dowsland, "A robust simulated annealing based examination timetabling
system", Computers & Operations Research 25 (1998), 637-648).
"""

from collections.abc import Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from matchmaker.aims import AimName
from matchmaker.events import Pair
from matchmaker.solver.anneal.annealing import BATCH, LEAST, Cooling
from matchmaker.solver.anneal.board import NONE, Board, Costs, Frame, State, make_board
from matchmaker.solver.anneal.moves import put_down, try_some
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.moves import moves_no_more
from matchmaker.solver.model.placement import Places
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
    costs=Costs(kept=20_000_000, must=200_000, short=2_000, loss=800, point=20, move=1),
    hot=4.0,
    cold=0.6,
    steps=2_000,
)
EXCHANGING = replace(PLACING, costs=replace(PLACING.costs, worth=10), steps=1_000)
"""All wishes of somebody are worth half a point, so that no point is given for evenness."""
TRADING = replace(EXCHANGING, costs=replace(PLACING.costs, worth=80))
"""Where evenness may cost points: some 25 of evenness are worth one."""
FORCING = replace(PLACING, hot=1.0, steps=500)
"""A few pairs more: whatever stands is good, so it begins nearly cold."""
DEAR = 1_000
"""Points more that a forced pair is worth while others give way: more than any few of them."""
RETURNING = Annealing(
    costs=Costs(
        kept=1_000_000_000, must=10_000_000, short=100_000, loss=40_000, point=1_000, move=5
    ),
    hot=5.0,
    cold=1.0,
    steps=2_000,
)
NEXT_TO_NOTHING = 1 / 20
"""A round that gains no larger share of the breaks and the waiting that are left is in vain."""
IN_VAIN = 24_000
"""Steps per meeting that may be in vain before breaks are annealed no more; more of them where the
watch has more hope."""
UNTANGLING = Annealing(costs=Costs(move=5_000, gap=2, wait=1), hot=1.2, cold=0.4, steps=8_000)
"""A gap costs no more than two slots, or hardly any step that opens one is taken on the way to
fewer; so a round that gains waiting for breaks is not believed. Colder at the end than any of these
costs: breaks that are left vanish there (measured in `benchmarks/`)."""

WALKING = Annealing(
    costs=Costs(move=1_000_000, gap=1_000, wait=20, walk=1), hot=0.8, cold=0.15, steps=12_000
)
"""Waiting outranks area changes: it is hardly ever traded meanwhile, and never in the end."""


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


def force_in(
    candidates: Candidates, pairs: Collection[Pair], places: Places, watch: Watch
) -> Places:
    """Find slots for a few pairs more, near to where the others are; as `squeeze_in`."""
    ways = ways_of(candidates, pairs)
    return _anneal(candidates, ways, places, FORCING, watch=watch, share=1)


def exchange_for(candidates: Candidates, pair: Pair, places: Places, watch: Watch) -> Places:
    """Exchange meetings for others that are worth more together, but not that of one pair."""
    ways = {**{c.pair: c.ways[0] for c in candidates.all}, **ways_of(candidates, places)}
    ways[pair] = replace(ways[pair], bonus=ways[pair].bonus + DEAR)
    return _anneal(candidates, ways, places, EXCHANGING, watch=watch, share=1)


def exchange(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Exchange meetings for others that are worth more together; parameters as of `squeeze_in`."""
    ways = {**{c.pair: c.ways[0] for c in candidates.all}, **ways_of(candidates, places)}
    how = TRADING if candidates.event.rules.evenness_may_cost else EXCHANGING
    return _anneal(candidates, ways, places, how, watch=watch, share=share)


def return_home(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Move published meetings back, others giving way or leaving for as many points."""
    ways = {**{c.pair: c.ways[0] for c in candidates.all}, **ways_of(candidates, places)}
    return _anneal(candidates, ways, places, RETURNING, watch=watch, share=share)


def untangle(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Re-slot the same pairs for fewer breaks and less waiting; parameters as of `squeeze_in`.

    No round moves more published meetings than are moved already, nor has more breaks, or as many
    and more waiting. Each begins from the best before by other chances, after one that was in vain
    with twice the steps; when that many were in vain that hope is gone, there is no other.
    """
    ways = ways_of(candidates, places)
    reserve = watch.left * (1 - share)
    hope, turn = IN_VAIN * watch.hope, 0
    annealing, cost = UNTANGLING, _cost_of_waiting(candidates, places)
    while cost > 0 and hope > 0 and (left := watch.left) > reserve:
        rest = 1 - reserve / left
        found = _anneal(candidates, ways, places, annealing, watch=watch, share=rest, turn=turn)
        places = found if _has_less_waiting(candidates, found, places) else places
        before, cost = cost, _cost_of_waiting(candidates, places)
        if before - cost <= before * NEXT_TO_NOTHING:
            hope -= annealing.steps
            annealing = replace(annealing, steps=2 * annealing.steps)
        turn += 1
    return places


def _cost_of_waiting(candidates: Candidates, places: Places) -> int:
    counted, costs = values(candidates.event, places), UNTANGLING.costs
    return costs.gap * counted[AimName.BREAKS] + costs.wait * counted[AimName.WAITING]


def _has_less_waiting(candidates: Candidates, found: Places, places: Places) -> bool:
    """Whether there are fewer breaks, or as many and less waiting, for no more moves."""
    before, after = (
        [values(candidates.event, these)[aim] for aim in (AimName.BREAKS, AimName.WAITING)]
        for these in (places, found)
    )
    return after < before and moves_no_more(candidates, found, places)


def shorten(candidates: Candidates, places: Places, watch: Watch, share: float) -> Places:
    """Re-slot the same pairs, and exchange their areas, for fewer changes of area.

    Parameters as of `squeeze_in`; the pools of the candidates are in one area each. It cools down
    more slowly where the watch has more hope.
    """
    ways = ways_of(candidates, places)
    slowly = replace(WALKING, steps=round(WALKING.steps * watch.hope))
    return _anneal(candidates, ways, places, slowly, watch=watch, share=share)


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
    turn: int = 0,
) -> Places:
    """Anneal in every thread and turn by other chances, and take the best outcome."""
    if not ways or watch.is_over:
        return places
    board = make_board(candidates, ways, places, annealing.costs)
    states = [put(board, places) for _ in range(watch.workers)]
    numbers = range(turn * watch.workers, (turn + 1) * watch.workers)
    chances = [np.random.default_rng((watch.seed, number)) for number in numbers]
    try_some(board.frame, states[0], chances[0], annealing.hot, 0)  # compiled before time counts
    unavoidable = cost_inside(board.frame)
    moving = max(board.frame.movable.size, board.frame.several.size)
    cooling = Cooling(annealing.steps * moving, annealing.hot, annealing.cold)
    with ThreadPoolExecutor(watch.workers) as threads:
        for heat in cooling.heats(watch, share):
            if min(state.cost[LEAST] for state in states) <= unavoidable:
                break
            batch = partial(_try_batch, board.frame, heat)
            list(threads.map(batch, states, chances))
    best = min(states, key=lambda state: int(state.cost[LEAST]))
    return board.places(best.best, best.best_kind)


def _try_batch(frame: Frame, heat: float, state: State, random: np.random.Generator) -> None:
    try_some(frame, state, random, heat, BATCH)


def cost_inside(frame: Frame) -> int:
    """What it costs at least, even if every meeting had its best slot: too few for somebody."""
    counted = frame.counts[frame.counts != NONE]
    most = np.bincount(counted, minlength=len(frame.floor))
    short, lost = (
        int(np.maximum(0, wanted - most).sum()) for wanted in (frame.floor, frame.promised)
    )
    last = np.minimum(most, frame.uneven.shape[1] - 1)
    uneven = int(np.take_along_axis(frame.uneven, last[:, np.newaxis], axis=1).sum())
    return frame.short * short + frame.loss * lost + uneven


def put(board: Board, places: Places) -> State:
    """Put meetings on a board."""
    state = board.empty()
    put_down(board.frame, state, board.numbers_of(places), board.kinds_of(places))
    return state
