"""What the slots imply for the pairs together: one sum that every schedule keeps.

The first stage leaves the slots out. Of their linear relaxation the prices of people's times and
of tables add up to a limit on the pairs (a cut of Benders): each pair costs at least what it costs
in its cheapest slot, and all of them no more than what there is. Whatever the prices, the sum holds
for every schedule; of a solution of the relaxation, it is the one that matters.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matchmaker.aims import AimName
from matchmaker.events import Pair
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.relaxation import WHOLE, Relaxation
from matchmaker.solver.search.search import hold
from matchmaker.solver.watch import Stage, Watch

GRAIN = 12
"""Parts of a point that prices are rounded to: mostly they are halves and thirds."""


@dataclass(frozen=True)
class Shadow:
    """A limit on the pairs that meet: the sum of their weights."""

    weights: Mapping[Pair, int]
    limit: int

    def add_to(self, selection: Selection) -> None:
        """Let no choice of a model exceed the limit."""
        weighed = sum(weight * selection.meets[pair] for pair, weight in self.weights.items())
        selection.model.add(weighed <= self.limit)

    def is_exceeded_by(self, pairs: Collection[Pair]) -> bool:
        """Whether these pairs cannot all meet."""
        return sum(self.weights.get(pair, 0) for pair in pairs) > self.limit


class Shadows:
    """All pairs and slots, of which one choice of pairs after the other is asked for.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    watch : Watch
        Ends the setting up with an `OutOfTimeError`.
    """

    def __init__(self, candidates: Candidates, watch: Watch) -> None:
        self._placement = Placement(candidates, Stage.SLOT, watch)
        add_rules_of_places(self._placement)
        task = self._placement.task(AimName.POINTS)
        self._relaxation = Relaxation(self._placement.model, task, watch)

    def shadow_of(self, pairs: Collection[Pair]) -> Shadow | None:
        """Find a limit that these pairs exceed; None where there is none, or no time for it."""
        self._relaxation.count([self._placement.meets[pair].index for pair in pairs])
        if self._relaxation.bound(()) is None:
            return None
        shadow = _sum_up(self._placement, self._relaxation)
        return shadow if shadow.is_exceeded_by(pairs) else None

    def settled(self, pairs: Collection[Pair]) -> Places:
        """Place those of these pairs that were given one slot, not parts of several."""
        values = self._relaxation.values
        return {
            option.pair: (option.slot, option.pool)
            for option, placed in self._placement.placed.items()
            if option.pair in pairs and values[placed.index] > 1 - WHOLE
        }


def shadow_of_slots(
    candidates: Candidates, held: Mapping[AimName, int], watch: Watch
) -> Shadow | None:
    """Find the limit that the slots set where points are sought and the aims before held.

    Returns
    -------
    Shadow or None
        None where it was not found in time.
    """
    placement = Placement(candidates, Stage.PRICE, watch)
    add_rules_of_places(placement)
    for aim, value in held.items():
        hold(placement.model, placement.task(aim), value)
    relaxation = Relaxation(placement.model, placement.task(AimName.POINTS), watch)
    if relaxation.bound(()) is None:
        return None
    return _sum_up(placement, relaxation)


def _sum_up(placement: Placement, relaxation: Relaxation) -> Shadow:
    """Sum up the rows of slots by their prices, and take each pair in its cheapest slot."""
    of_slots = {placed.index for placed in placement.placed.values()}
    weight_of = np.zeros(len(relaxation.values), np.int64)
    limit = 0
    for row, price in zip(relaxation.rows, _prices(relaxation), strict=True):
        if price and of_slots.issuperset(row.indices) and set(row.coefficients) == {1}:
            weight_of[row.indices] += price
            limit += price * row.high
    weights: dict[Pair, int] = {}
    for option, placed in placement.placed.items():
        weight = int(weight_of[placed.index])
        weights[option.pair] = min(weights.get(option.pair, weight), weight)
    return Shadow({pair: weight for pair, weight in weights.items() if weight}, limit)


def _prices(relaxation: Relaxation) -> Sequence[int]:
    """Give the price of one unit more in each row, in whole grains."""
    prices: list[int] = np.rint(np.maximum(0, -relaxation.prices) * GRAIN).astype(int).tolist()
    return prices
