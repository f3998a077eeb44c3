"""How long and how is searched for a program, and what becomes of Ctrl-C."""

import os
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, TypeVar

from matchmaker import workflow
from matchmaker.library.arguments import MOST_SECONDS, MOST_SEED, MOST_WORKERS, check_number
from matchmaker.workflow.apart import begin

if TYPE_CHECKING:  # the solver takes long to load, which only those wait for who use it
    from matchmaker.workflow import Progress

Result = TypeVar("Result")

OFTEN = 0.1
"""Seconds between two looks at the watch."""


class Search:
    """One search: how long, how, and whether it was interrupted.

    Parameters
    ----------
    seconds, workers, seed, progress
        As of `matchmaker.plan`.
    """

    def __init__(
        self,
        seconds: float,
        workers: int | None,
        seed: int,
        progress: "Callable[[Progress], None] | None",
    ) -> None:
        check_number("seconds", seconds, 0, MOST_SECONDS, float)
        if workers is not None:
            check_number("workers", workers, 1, MOST_WORKERS, int)
        check_number("seed", seed, 0, MOST_SEED, int)
        if progress is not None and not callable(progress):
            raise TypeError(f"progress must be callable, not {type(progress).__name__}")
        self._seconds, self._seed, self._progress = float(seconds), int(seed), progress
        self._workers = workers or os.cpu_count() or 1
        self._has_plan = False
        self.is_interrupted = False

    def run(self, work: Callable[[workflow.Watch], Result]) -> Result:
        """Make the solver ready, which is not counted, and search; at a Ctrl-C end it early.

        Raises
        ------
        KeyboardInterrupt
            At a Ctrl-C before there is any plan, or at a second one.
        """
        ready: Future[None] = Future()
        begin(lambda: workflow.get_ready(lambda _key: None), ready)
        while not wait([ready], OFTEN).done:
            pass
        ready.result()
        watch = workflow.Watch(
            self._seconds, workers=self._workers, seed=self._seed, report=self._hear
        )
        outcome: Future[Result] = Future()
        try:
            begin(lambda: work(watch), outcome)
            _await(outcome, watch)
        except KeyboardInterrupt:
            watch.stop()
            if not self._has_plan:
                raise
            self.is_interrupted = True
            _await(outcome, watch)
        return outcome.result()

    def _hear(self, progress: "Progress") -> None:
        self._has_plan = self._has_plan or progress.stage.has_plan
        if self._progress:
            self._progress(progress)


def _await(outcome: Future[Result], watch: workflow.Watch) -> None:
    while not wait([outcome], OFTEN).done:
        if watch.is_over:
            watch.end_search()
