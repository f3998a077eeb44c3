"""One search: a model, one aim, a share of the time; what was found and what was proven."""

import math
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.solver.watch import Progress, Stage, Watch

Hint = Mapping[cp_model.IntVar, int]

SMALL = 5_000
"""Variables of a model up to which one thread is enough, and gives the same answer each time."""

LOOKING = 0.2
"""Seconds between two looks at whether a search still gets on."""


@dataclass(frozen=True)
class SearchTask:
    """What one search is for.

    Parameters
    ----------
    stage : Stage
        The stage it belongs to.
    aim : AimName
        The aim it optimises.
    expression : linear expression
        The aim in terms of the model; whether more is better is known of the aim.
    limit : int
        A bound that holds without any search.
    """

    stage: Stage
    aim: AimName
    expression: cp_model.LinearExprT
    limit: int


@dataclass(frozen=True)
class Found:
    """What a search found.

    Parameters
    ----------
    value : int or None
        Of the best solution; None if none was found.
    bound : int
        Proven: no solution of the model is better.
    seconds : float
        How long it took.
    holds : callable
        Whether a boolean of the model is true in the best solution; only to be called if there is
        one.
    """

    value: int | None
    bound: int
    seconds: float
    holds: Callable[[cp_model.IntVar], bool]

    def is_better_than(self, counted: int, aim: AimName) -> bool:
        """Whether something better than what is in hand was found; not if it is as good."""
        if self.value is None:
            return False
        return self.value > counted if aim.is_maximised else self.value < counted

    def claim(self, counted: int) -> int:
        """Give the value as the model has it if that is proven, else as counted in the schedule.

        A model that was stopped early may have its counting variables looser than need be.
        """
        return self.value if self.value is not None and self.value == self.bound else counted


def nothing_found(limit: int, seconds: float = 0.0) -> Found:
    """Tell of a search that found nothing, or was not begun, of an aim with this limit."""
    return Found(None, limit, seconds, _unknown)


def _unknown(_variable: cp_model.IntVar) -> bool:
    raise ValueError("no solution was found")


class InfeasibleError(RuntimeError):
    """A model has no solution."""


def search(
    model: cp_model.CpModel,
    task: SearchTask,
    watch: Watch,
    share: float,
    hint: Hint | None = None,
    *,
    steer: Callable[[cp_model.CpSolver], None] | None = None,
    patience: float | None = None,
) -> Found:
    """Optimise one aim within a share of the time that is left.

    Parameters
    ----------
    model : CpModel
        Without a goal; it is given that of the task.
    task : SearchTask
        What to optimise.
    watch : Watch
        The time, the threads and the seed.
    share : float
        Share of the time that is left.
    hint : mapping, optional
        A solution to start from.
    steer : callable, optional
        Sets up the solver further.
    patience : float, optional
        Seconds of work that nothing need get better in; those of the watch if it is not said.

    Raises
    ------
    InfeasibleError
        If the model has no solution: pins are checked before, and nearly every model is built
        around a schedule that is known, so this is mostly a bug.
    RuntimeError
        If the model is malformed.
    """
    start = time.monotonic()
    if watch.is_over:
        return nothing_found(task.limit)
    solver = cp_model.CpSolver()
    set_up(model, task, hint or {})
    solver.parameters.max_time_in_seconds = watch.left * share
    solver.parameters.num_workers = watch.workers if len(model.proto.variables) > SMALL else 1
    solver.parameters.random_seed = watch.seed
    solver.parameters.catch_sigint_signal = False
    if steer:
        steer(solver)
    teller = _Teller(task, watch)
    solver.best_bound_callback = teller.on_bound
    watch.report(Progress(task.stage, task.aim))
    patience = watch.patience if patience is None else patience
    with watch.over(solver), _ended_if_idle(solver, teller, patience):
        status = solver.solve(model, teller)
    seconds = time.monotonic() - start
    if status == cp_model.UNKNOWN:
        return nothing_found(teller.bound, seconds)
    if status == cp_model.INFEASIBLE:
        raise InfeasibleError(f"{task.stage}/{task.aim}")
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        raise RuntimeError(f"{task.stage}/{task.aim}: {solver.status_name(status)}")
    value, bound = round(solver.objective_value), whole(solver.best_objective_bound, task)
    watch.report(Progress(task.stage, task.aim, value, bound))
    return Found(value, bound, seconds, solver.boolean_value)


def hold(model: cp_model.CpModel, task: SearchTask, value: int) -> None:
    """Let no later solution of the model be worse than `value` in this aim."""
    if task.aim.is_maximised:
        model.add(task.expression >= value)
    else:
        model.add(task.expression <= value)


def set_up(model: cp_model.CpModel, task: SearchTask, hint: Hint) -> None:
    """Give a model the goal of a task, and a solution to start from."""
    model.clear_objective()  # type: ignore[no-untyped-call]
    model.clear_hints()  # type: ignore[no-untyped-call]
    for variable, value in hint.items():
        model.add_hint(variable, value)
    if task.aim.is_maximised:
        model.add(task.expression <= task.limit)
        model.maximize(task.expression)
    else:
        model.add(task.expression >= task.limit)
        model.minimize(task.expression)


def whole(bound: float, task: SearchTask) -> int:
    """Round a bound of a whole-numbered aim to the safe side, but never beyond the known limit."""
    slack = 1e-6
    if task.aim.is_maximised:
        return min(task.limit, math.floor(bound + slack))
    return max(task.limit, math.ceil(bound - slack))


@contextmanager
def _ended_if_idle(solver: cp_model.CpSolver, teller: "_Teller", patience: float) -> Iterator[None]:
    """End a search in which nothing gets better any more.

    It is looked at from beside: a solver that finds nothing calls nobody.
    """
    is_done = threading.Event()

    def look() -> None:
        while not is_done.wait(LOOKING):
            if teller.idle / solver.parameters.num_workers > patience:
                solver.stop_search()

    thread = threading.Thread(target=look, name="matchmaker patience", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_done.set()
        thread.join()


class _Teller(cp_model.CpSolverSolutionCallback):
    """Tells the watch of every better value and bound, and ends a search that was asked to end."""

    def __init__(self, task: SearchTask, watch: Watch) -> None:
        super().__init__()
        self._task = task
        self._watch = watch
        self._value: int | None = None
        self._since = time.process_time()
        self.bound = task.limit

    @property
    def idle(self) -> float:
        """Seconds of work since something got better: a busy machine does not make them more."""
        return time.process_time() - self._since

    def on_solution_callback(self) -> None:
        """Tell of a better value."""
        self._value = round(self.objective_value)
        self._since = time.process_time()
        self._tell()
        if self._watch.is_over:
            self.stop_search()

    def on_bound(self, bound: float) -> None:
        """Tell of a better bound."""
        better = whole(bound, self._task)
        if better != self.bound:
            self._since = time.process_time()
        self.bound = better
        self._tell()

    def _tell(self) -> None:
        task = self._task
        self._watch.report(Progress(task.stage, task.aim, self._value, self.bound))
