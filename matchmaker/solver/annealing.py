"""The cooling of a simulated annealing, and whether a step is taken."""

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from matchmaker.solver.watch import Watch


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
        """Yield a temperature for each step.

        It falls to the end of the steps, or of this share of the time that is left if that comes
        first. Where the time suffices, an annealing depends on its seed alone.
        """
        start, seconds = time.monotonic(), watch.left * share
        heat = self.hot
        for step in range(self.steps):
            if step % 100 == 0:
                spent = time.monotonic() - start
                if watch.is_over or spent >= seconds:
                    return
                done = max(step / self.steps, spent / seconds)
                heat = self.hot * (self.cold / self.hot) ** done
            yield heat


def is_taken(extra: int, heat: float, random: Random) -> bool:
    """Take what costs nothing extra, and by chance what costs little (Metropolis)."""
    return extra <= 0 or random.random() < math.exp(-extra / heat)
