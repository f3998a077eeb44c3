"""The watch over a solve: its time, its end when somebody asks for it, its progress."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from ortools.sat.python import cp_model

from matchmaker.aims import AimName

Thing = TypeVar("Thing")

OFTEN = 100
"""Things that are gone through between two looks at the watch."""


PATIENCE = 1 / 12
"""Share of the time for which a search that betters nothing is given another chance."""
LEAST_PATIENCE = 5.0
"""Seconds that it has in any case."""


class OutOfTimeError(Exception):
    """The watch was over before a model was set up."""


class Stage(StrEnum):
    """The stages of a solve."""

    STAND = "stand"
    FIRST = "first"
    SELECT = "select"
    SLOT = "slot"
    STAY = "stay"
    EVEN = "even"
    BREAKS = "breaks"
    WALK = "walk"
    SEAT = "seat"
    PRICE = "price"

    @property
    def has_plan(self) -> bool:
        """Whether there is a schedule in hand from then on."""
        return self is not Stage.STAND


@dataclass(frozen=True)
class Progress:
    """Where a solve stands.

    Parameters
    ----------
    stage : Stage
        What it is busy with.
    aim : AimName
        The aim it is improving.
    value, bound : int or None
        The best found and the best proven so far in this stage; None before the first.
    """

    stage: Stage
    aim: AimName
    value: int | None = None
    bound: int | None = None


class Watch:
    """The time of one solve, shared by its stages.

    Parameters
    ----------
    seconds : float
        Time for the whole solve, from now.
    workers : int
        Threads of the solver.
    seed : int
        Seed of every random choice.
    report : callable, optional
        Called with a `Progress` whenever there is something new, in a thread of the solver.
    patience : float, optional
        Seconds of work after which a search that betters neither value nor bound is ended, as there
        is little to hope for; what it has proven until then is all that is claimed.
    """

    def __init__(
        self,
        seconds: float,
        *,
        workers: int = 1,
        seed: int = 1,
        report: Callable[[Progress], None] | None = None,
        patience: float | None = None,
    ) -> None:
        self.workers = workers
        self.seed = seed
        self.seconds = seconds
        self.report = report or (lambda _progress: None)
        self.patience = max(LEAST_PATIENCE, seconds * PATIENCE) if patience is None else patience
        self._end = time.monotonic() + seconds
        self._stopped = threading.Event()
        self._solver: cp_model.CpSolver | None = None

    @property
    def left(self) -> float:
        """Seconds left."""
        return 0.0 if self._stopped.is_set() else max(0.0, self._end - time.monotonic())

    @property
    def hope(self) -> float:
        """How often as much work as at least is worth it: its patience in terms of the least."""
        return max(1.0, min(self.patience, self.seconds) / LEAST_PATIENCE)

    @property
    def is_over(self) -> bool:
        """Whether no search is to be started any more."""
        return self.left == 0.0

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked to end before the time is up."""
        return self._stopped.is_set()

    def through(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """Go through things of which there may be many.

        Raises
        ------
        OutOfTimeError
            When the watch is over: what is being set up would not be searched any more.
        """
        for number, thing in enumerate(things):
            if number % OFTEN == 0 and self.is_over:
                raise OutOfTimeError
            yield thing

    def longer(self, seconds: float) -> "Watch":
        """Get a watch that runs for so many seconds from now, and is stopped with this one."""
        watch = Watch(seconds, workers=self.workers, seed=self.seed, patience=self.patience)
        watch._stopped = self._stopped
        return watch

    def stop(self) -> None:
        """End the running search, and start no other; from any thread, as often as need be."""
        self._stopped.set()
        self.end_search()

    def end_search(self) -> None:
        """End the running search; from any thread, as often as need be."""
        solver = self._solver
        if solver is not None:
            solver.stop_search()

    @contextmanager
    def over(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Let `stop` reach this search while it runs."""
        self._solver = solver
        try:
            yield
        finally:
            self._solver = None
