"""Simulated annealing: how it cools down, and whether a step is taken.

The steps themselves are compiled to machine code, some ten thousand at a time; between two such
batches the watch is looked at, so an annealing ends when it is asked to.
"""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matchmaker.solver.anneal.machine import compiled
from matchmaker.solver.watch import Watch

BATCH = 10_000
"""Steps between two looks at the watch."""
NOW, LEAST = 0, 1
"""The cost of a state as it is, and the least it was."""


@dataclass(frozen=True)
class Cooling:
    """How an annealing cools down.

    Parameters
    ----------
    steps : int
        Steps in all.
    hot, cold : float
        Temperature at the beginning and at the end, in units of cost.
    """

    steps: int
    hot: float
    cold: float

    def heats(self, watch: Watch, share: float) -> Iterator[float]:
        """Yield a temperature for each batch of steps.

        It falls to the end of the steps, or of this share of the time that is left if that comes
        first. Where the time suffices, an annealing depends on its seed alone.
        """
        start, seconds = time.monotonic(), watch.left * share
        for step in range(0, self.steps, BATCH):
            spent = time.monotonic() - start
            if watch.is_over or spent >= seconds:
                return
            done = max(step / self.steps, spent / seconds)
            yield self.hot * (self.cold / self.hot) ** done


@compiled
def is_taken(extra: int, heat: float, random: np.random.Generator) -> bool:
    """Take what costs nothing extra, and by chance what costs little (Metropolis)."""
    return extra <= 0 or random.random() < math.exp(-extra / heat)


@compiled
def at_most(heat: float, random: np.random.Generator) -> float:
    """Draw what a step may cost extra: what `is_taken` asks by chance, said beforehand."""
    return -heat * math.log(1 - random.random())
