"""Several manners of search for one aim, in turns: no single one is the best for every event.

Searching for a contradiction between the people who are to have no break (core-guided search) is
best nearly always, so it begins, alone: another search beside it decides next to nothing. Where
tables are scarce all day long, linear programs give the bound; and once the bound is right,
climbing from it finds the plan. Each turn is a new search that takes for granted what the turns
before it found, which a search that runs on cannot do as well.
"""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from matchmaker.solver.search.search import (
    SMALL,
    Found,
    Hint,
    InfeasibleError,
    SearchTask,
    hold,
    nothing_found,
    search,
)
from matchmaker.solver.watch import Progress, Watch


@dataclass(frozen=True)
class Manner:
    """A way to search.

    Parameters
    ----------
    name : str
        What the solver calls it.
    by_cores : bool
        Whether it looks for contradictions in the aim; otherwise it climbs from the bound.
    relaxed : int
        How much of the model is told to its linear program: 0, nothing, to 2, everything.
    """

    name: str
    by_cores: bool
    relaxed: int


MANNERS = (
    Manner("core", by_cores=True, relaxed=0),
    Manner("objective_lb_search_max_lp", by_cores=False, relaxed=2),
    Manner("objective_lb_search_no_lp", by_cores=False, relaxed=0),
)
FIRST_TURN = 60.0
"""Work of the first turn, in the solver's own measure: seconds, more or less, but repeatable."""
LONGER = 1.4
"""How much longer each turn is than the one before."""
PATIENCE = 0.5
"""Share of the watch's patience that each turn has; after it others have theirs."""


@dataclass(frozen=True)
class Turn:
    """Some manners side by side, for so much work."""

    manners: Sequence[Manner]
    work: float
    seed: int

    def steer(self, solver: cp_model.CpSolver) -> None:
        """Set up the solver."""
        parameters = solver.parameters
        parameters.max_deterministic_time = self.work
        parameters.random_seed = self.seed
        if len(self.manners) == 1:
            manner = self.manners[0]
            parameters.num_workers = 1
            parameters.linearization_level = manner.relaxed
            parameters.optimize_with_core = manner.by_cores
            parameters.use_objective_lb_search = not manner.by_cores
        else:
            parameters.subsolvers.extend(manner.name for manner in self.manners)


def search_in_turns(
    model: cp_model.CpModel,
    task: SearchTask,
    watch: Watch,
    share: float,
    *,
    hint: Hint | None = None,
    known: int | None = None,
) -> Found:
    """Optimise one aim within a share of the time that is left.

    Parameters
    ----------
    model, task, watch, share, hint
        As of `search`; the model stays as it is.
    known : int, optional
        Value of a solution in hand: only better ones are looked for.

    Returns
    -------
    Found
        If nothing better than the known value was found, its value is that one.

    Raises
    ------
    InfeasibleError
        If the model has no solution, and none was known.
    """
    start = time.monotonic()
    end = start + watch.left * share
    turns = _Turns(model, task, watch, hint or {}, known)
    while (
        not (turns.are_over or turns.are_in_vain)
        and (left := min(watch.left, end - time.monotonic())) > 0
    ):
        turns.take_one(left)
    found = turns.found
    watch.report(Progress(task.stage, task.aim, found.value, found.bound))
    return replace(found, seconds=time.monotonic() - start)


class _Turns:
    """What was found in the turns so far."""

    def __init__(
        self, model: cp_model.CpModel, task: SearchTask, watch: Watch, hint: Hint, known: int | None
    ) -> None:
        self.found = replace(nothing_found(task.limit), value=known)
        self._model = model
        self._task = task
        self._watch = watch
        self._hint = hint
        self._number = 0
        self._in_vain = 0

    @property
    def are_in_vain(self) -> bool:
        """Whether each manner had its turn since something got better, and gave up."""
        return self._in_vain >= len(MANNERS) and self._watch.patience < math.inf

    @property
    def are_over(self) -> bool:
        """Whether value and bound have met."""
        return self.found.value == self.found.bound

    def take_one(self, seconds: float) -> None:
        """Look for something better than before; if there is nothing, the value is proven."""
        before, turn = self.found, self._turn()
        try:
            found = self._search(turn, seconds)
        except InfeasibleError:
            if before.value is None:
                raise
            self.found = replace(before, bound=before.value)
        else:
            better = found if found.value is not None else before
            self.found = replace(better, bound=self._bound(better.value, found.bound))
        is_better = (self.found.value, self.found.bound) != (before.value, before.bound)
        self._in_vain = 0 if is_better else self._in_vain + len(turn.manners)
        self._number += 1

    def _search(self, turn: Turn, seconds: float) -> Found:
        """Look for something better in the manners of a turn."""
        watch, task = self._watch, replace(self._task, limit=self.found.bound)
        share = min(1.0, seconds / max(seconds, watch.left))
        patience = watch.patience * PATIENCE
        model, steer = self._trial(), turn.steer
        return search(model, task, watch, share, self._hint, steer=steer, patience=patience)

    def _trial(self) -> cp_model.CpModel:
        """Make a model of what is better than the best so far."""
        trial = self._model.clone()
        if self.found.value is not None:
            step = 1 if self._task.aim.is_maximised else -1
            hold(trial, self._task, self.found.value + step)
        return trial

    def _turn(self) -> Turn:
        is_alone = self._number == 0 or len(self._model.proto.variables) <= SMALL
        workers = 1 if is_alone else self._watch.workers
        first = 1 + (self._number - 1) * workers
        manners = [MANNERS[(first + n) % len(MANNERS)] for n in range(min(workers, len(MANNERS)))]
        return Turn(manners, FIRST_TURN * LONGER**self._number, self._watch.seed + self._number)

    def _bound(self, value: int | None, bound: int) -> int:
        """Bound the aim: a trial bounds only what is better than the value."""
        if value is None:
            return bound
        return max(value, bound) if self._task.aim.is_maximised else min(value, bound)
