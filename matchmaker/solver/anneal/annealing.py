"""Simulated annealing: how it cools down, and whether a step is taken.

The steps themselves are compiled to machine code (numba), some ten thousand at a time; between two
such batches the watch is looked at, so an annealing ends when it is asked to.
"""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numba import njit
from numba.core.cpu import CPUTargetOptions

from matchmaker.solver.watch import Watch

BATCH = 10_000
"""Steps between two looks at the watch."""
NOW, LEAST = 0, 1
"""The cost of a state as it is, and the least it was."""

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def compiled(function: Compiled) -> Compiled:
    """Compile a function of numbers and arrays when it is first called, and keep what comes out.

    Machine code of this package makes no arrays, so counting who uses them (numba's `_nrt`) is
    switched off where numba can do that: with it a step takes eight times as long.
    """
    compile_it: Any = njit
    uncounted = {"_nrt": False} if hasattr(CPUTargetOptions, "_nrt") else {}
    machine_code = compile_it(nogil=True, **uncounted)(function)
    try:
        machine_code.enable_caching()
    except RuntimeError:  # no folder that could keep it can be written to
        _NOT_KEPT.append(function.__name__)
    kept: Compiled = machine_code
    return kept


_NOT_KEPT: list[str] = []


def is_kept() -> bool:
    """Whether machine code is kept for the next time."""
    return not _NOT_KEPT


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
