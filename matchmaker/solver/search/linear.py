"""One search as an integer program.

Who meets whom is nearly a matching: the linear relaxation is all but whole, so an integer program
is solved and proven within a second where constraint programming is left with a gap
(docs/decisions/0005).
"""

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from matchmaker.solver.search.matrix import LARGE, LimitedSum, Matrix, matrix_of
from matchmaker.solver.search.search import Found, Hint, SearchTask, nothing_found, set_up, whole
from matchmaker.solver.watch import OutOfTimeError, Progress, Watch

SOLVER = "scip"
FAST, PRECISE = "pdlp", "glop"
"""Solvers of relaxations."""
OWN_WORDS = "misc/catchctrlc = FALSE"
"""Ctrl-C is ours: SCIP would take it for itself while it runs, and nobody would hear of it."""
PATIENCE = 0.05
"""Seconds between two looks at the watch."""
LEAST = 2.0
"""Seconds that an integer program gets if there are twice as many: mostly it needs fewer."""
GRACE = 1.0
"""Seconds that a solver is given to end when it is asked to."""


class NoSolutionError(RuntimeError):
    """A model has no solution; where that can be, somebody is to expect it."""


Variables = Sequence[model_builder.Variable]


def search_linear(
    model: cp_model.CpModel, task: SearchTask, watch: Watch, share: float, hint: Hint | None = None
) -> Found:
    """Optimise one aim within a share of the time that is left.

    Parameters
    ----------
    model : CpModel
        Of sums and clauses only.
    task, watch, share, hint
        As of `matchmaker.solver.search.search.search`. A hint that is as good as the limit of the
        task is taken as it is.

    Raises
    ------
    NoSolutionError
        If the model has no solution.
    """
    start = time.monotonic()
    try:
        _set_up(model, task, watch)
        known = _known(hint, model, task, watch) if hint else None
        if known and known.is_best(task):
            return _taken(known, task, watch, start)
        program, variables = _translate(model, watch)
    except OutOfTimeError:
        return nothing_found(task.limit, time.monotonic() - start)
    for variable, value in (hint or {}).items():
        program.add_hint(variables[variable.index], value)
    solver = model_builder.Solver(SOLVER)
    solver.set_solver_specific_parameters(OWN_WORDS)
    seconds = max(watch.left * share, min(watch.left / 2, LEAST), PATIENCE)
    solver.set_time_limit_in_seconds(seconds)
    watch.report(Progress(task.stage, task.aim))
    if watch.is_over or not _solve(solver, program, watch):
        return nothing_found(task.limit, time.monotonic() - start)
    reached, bound = (
        _sign(task) * (float(number) + model.proto.objective.offset)
        for number in (solver.objective_value, solver.best_objective_bound)
    )
    found = Found(
        value=round(reached),
        bound=whole(bound, task),
        seconds=time.monotonic() - start,
        holds=lambda variable: bool(solver.value(variables[variable.index]) > 1 / 2),
    )
    if known and _is_cut_off_with_worse(found, known, task):
        found = known.found(found.bound, found.seconds)
    watch.report(Progress(task.stage, task.aim, found.value, found.bound))
    return found


@dataclass(frozen=True)
class _Known:
    """A solution that is known before a search.

    Parameters
    ----------
    matrix : Matrix
        The model.
    values : array of float
        (variables,)
    value : int
        What it is worth.
    """

    matrix: Matrix
    values: NDArray[np.float64]
    value: int

    @property
    def is_kept(self) -> bool:
        """Whether it keeps within every limit of the model."""
        return self.matrix.are_kept_by(self.values)

    def is_best(self, task: SearchTask) -> bool:
        """Whether nothing can be better."""
        return self.value == task.limit and self.is_kept

    def found(self, bound: int, seconds: float) -> Found:
        """Take it as what a search found."""
        return Found(self.value, bound, seconds, lambda v: bool(self.values[v.index] > 1 / 2))


def _known(hint: Hint, model: cp_model.CpModel, task: SearchTask, watch: Watch) -> _Known | None:
    """Work out what a hint is worth; None where it does not tell of every variable."""
    matrix = matrix_of(model, watch)
    values = np.where(matrix.lows == matrix.highs, matrix.lows, np.nan)
    values[[variable.index for variable in hint]] = [*hint.values()]
    if np.isnan(values).any():
        return None
    value = _value_of(model, task, values)
    return None if value is None else _Known(matrix, values, value)


def _taken(known: _Known, task: SearchTask, watch: Watch, start: float) -> Found:
    """Take what is known without a search."""
    watch.report(Progress(task.stage, task.aim, task.limit, task.limit))
    return known.found(task.limit, time.monotonic() - start)


def _is_cut_off_with_worse(found: Found, known: _Known, task: SearchTask) -> bool:
    """Whether a program was cut off with a worse solution, before it took the known one up."""
    is_cut_off = found.value is not None and found.value != found.bound
    known_is_better = known.found(found.bound, 0.0).is_better_than(found.value or 0, task.aim)
    return is_cut_off and known_is_better and known.is_kept


def search_relaxed(
    model: cp_model.CpModel, task: SearchTask, watch: Watch, share: float, hint: Hint | None = None
) -> Found:
    """Optimise one aim by its linear relaxation, which is whole or nearly so.

    Parameters
    ----------
    model, task, watch, share
        As of `search_linear`.
    hint : mapping, optional
        A solution. Where the relaxation is not whole, what both agree on is fixed, and the rest is
        searched (Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to
        improve MIP solutions", Mathematical Programming 102 (2005), 71-90).

    Returns
    -------
    Found
        Without a value where no solution was found. The bound is checked in whole numbers (see
        `relaxed_bound`).
    """
    start = time.monotonic()
    try:
        _set_up(model, task, watch)
        known = _known(hint, model, task, watch) if hint else None
        if known and known.is_best(task):
            return _taken(known, task, watch, start)
        program, variables = _translate(model, watch, whole_numbers=False)
    except OutOfTimeError:
        return nothing_found(task.limit, time.monotonic() - start)
    solver = model_builder.Solver("glop")
    solver.set_time_limit_in_seconds(max(watch.left * share, PATIENCE))
    watch.report(Progress(task.stage, task.aim))
    if watch.is_over or not _solve(solver, program, watch):
        return nothing_found(task.limit, time.monotonic() - start)
    bound = _checked_bound(model, task, solver, program)
    values = np.array([solver.value(variable) for variable in variables])
    found = Found(
        value=_value_of(model, task, values),
        bound=bound,
        seconds=time.monotonic() - start,
        holds=lambda variable: bool(values[variable.index] > 1 / 2),
    )
    if found.value is None and hint:
        near = _fixed(model, {v: x for v, x in hint.items() if abs(values[v.index] - x) < TINY})
        found = search_linear(near, replace(task, limit=bound), watch, share, hint)
        found = replace(found, bound=bound, seconds=time.monotonic() - start)
    watch.report(Progress(task.stage, task.aim, found.value, found.bound))
    return found


def _value_of(model: cp_model.CpModel, task: SearchTask, values: NDArray[np.float64]) -> int | None:
    """Count what a solution is worth; None where it is not whole."""
    if (np.abs(values - np.rint(values)) > TINY).any():
        return None
    goal = model.proto.objective
    worth = np.rint(values[[*goal.vars]]).astype(np.int64) @ np.array([*goal.coeffs], np.int64)
    return _sign(task) * (int(worth) + round(goal.offset))


def _fixed(model: cp_model.CpModel, values: Hint) -> cp_model.CpModel:
    """Copy a model with some variables that have their value already."""
    fixed = model.clone()
    for variable, value in values.items():
        domain = fixed.proto.variables[variable.index].domain
        domain[0] = domain[len(domain) - 1] = value
    return fixed


TINY = 1e-6
"""What a whole number may be off in a linear program."""


def _sign(task: SearchTask) -> int:
    """Tell what turns the objective of a program, which is minimised, into the aim."""
    return -1 if task.aim.is_maximised else 1


def _solve(solver: model_builder.Solver, program: model_builder.Model, watch: Watch) -> bool:
    """Solve in a thread that is left alone if the watch is over first; tell if there is a solution.

    SCIP does not stop when asked to, but ends by itself when its time is up.
    """
    done: list[model_builder.SolveStatus] = []
    thread = threading.Thread(
        target=lambda: done.append(solver.solve(program)), name="matchmaker search", daemon=True
    )
    thread.start()
    while thread.is_alive() and not watch.is_over:
        thread.join(PATIENCE)
    solver.stop_search()  # type: ignore[no-untyped-call]
    thread.join(GRACE)
    if not done:
        return False
    if done[0] in HOPELESS:
        raise NoSolutionError(f"a linear program: {done[0].name}")
    return _is_finite(solver.objective_value)


def _is_finite(value: object) -> bool:
    """Whether this is the value of a solution; where there is none, it is missing or infinite."""
    return isinstance(value, float) and math.isfinite(value)


HOPELESS = {
    model_builder.SolveStatus.INFEASIBLE,
    model_builder.SolveStatus.UNBOUNDED,
    model_builder.SolveStatus.MODEL_INVALID,
    model_builder.SolveStatus.ABNORMAL,
}


def _set_up(model: cp_model.CpModel, task: SearchTask, watch: Watch) -> None:
    """Give the model its goal; a large one is not even begun when the watch is over."""
    if watch.is_over:
        raise OutOfTimeError
    set_up(model, task, {})


def _translate(
    model: cp_model.CpModel, watch: Watch, *, whole_numbers: bool = True
) -> tuple[model_builder.Model, Variables]:
    """Write the model down as a linear program of whole numbers or without them."""
    matrix = matrix_of(model, watch)
    program = model_builder.Model()  # type: ignore[no-untyped-call]
    variables = [
        program.new_var(low, high, is_integer=whole_numbers, name=None)
        for low, high in watch.through(
            zip(matrix.lows.tolist(), matrix.highs.tolist(), strict=True)
        )
    ]
    for row in watch.through(matrix.rows):
        _add_row(program, variables, row)
    goal = model.proto.objective
    program.minimize(_sum(variables, goal.vars, goal.coeffs))
    return program, variables


def _add_row(program: model_builder.Model, variables: Variables, row: LimitedSum) -> None:
    """Add a row term by term: to make an expression of it first takes five times as long."""
    number, helper = program.helper.add_linear_constraint(), program.helper
    helper.set_constraint_lower_bound(number, _limit(row.low))
    helper.set_constraint_upper_bound(number, _limit(row.high))
    theirs = [variables[index] for index in row.indices]
    helper.add_terms_to_constraint(number, theirs, [*map(float, row.coefficients)])


def _sum(
    variables: Variables, indices: Sequence[int], coefficients: Sequence[int]
) -> model_builder.LinearExpr:
    chosen = [variables[index] for index in indices]
    total: model_builder.LinearExpr = model_builder.LinearExpr.weighted_sum(chosen, [*coefficients])
    return total


def _limit(value: int) -> float:
    return math.copysign(math.inf, value) if abs(value) > LARGE else value


def relaxed_bound(
    model: cp_model.CpModel,
    task: SearchTask,
    watch: Watch,
    share: float,
    *,
    solver_name: str = FAST,
) -> int:
    """Bound an aim by the linear relaxation, checked in whole numbers.

    Parameters
    ----------
    model, task, watch, share
        As of `search_linear`.
    solver_name : str
        `FAST`, or `PRECISE`: slower, but mostly the bound of the relaxation to the last point.

    Returns
    -------
    int
        No solution of the model is better; `task.limit` if nothing better was proven in time.

    Notes
    -----
    PDLP, which solves it, is fast on large models but not exact. That does no
    harm: whatever prices are put on the rows of a linear program, weak duality makes a bound of
    them. Prices are rounded to whole numbers of a millionth, and the bound is summed up exactly.
    """
    try:
        _set_up(model, task, watch)
        program, _variables = _translate(model, watch, whole_numbers=False)
    except OutOfTimeError:
        return task.limit
    solver = model_builder.Solver(solver_name)
    if solver_name == FAST:
        solver.set_solver_specific_parameters(f"num_threads: {watch.workers} {PRECISE_ENOUGH}")
    solver.set_time_limit_in_seconds(max(watch.left * share, PATIENCE))
    if watch.is_over or not _solve(solver, program, watch):
        return task.limit
    bound = _checked_bound(model, task, solver, program)
    watch.report(Progress(task.stage, task.aim, None, bound))
    return bound


def _checked_bound(
    model: cp_model.CpModel,
    task: SearchTask,
    solver: model_builder.Solver,
    program: model_builder.Model,
) -> int:
    """Sum up in whole numbers what the prices of a solved relaxation prove."""
    prices = np.array([solver.dual_value(row) for row in program.get_linear_constraints()])
    least = weak_duality(model, np.rint(prices * MILLION).astype(np.int64))
    return whole(_sign(task) * (least / MILLION + round(model.proto.objective.offset)), task)


PRECISE_ENOUGH = """
termination_criteria { simple_optimality_criteria {
  eps_optimal_relative: 1e-4
  eps_optimal_absolute: 1e-4
} }
"""
MILLION = 1_000_000


def weak_duality(model: cp_model.CpModel, prices: NDArray[np.int64]) -> int:
    """Bound the minimised objective of a model from below, in millionths.

    Parameters
    ----------
    model : CpModel
        Of sums and clauses.
    prices : array of int64
        (rows,) a price for each row, in millionths; any will do.
    """
    goal = model.proto.objective
    costs = np.zeros(len(model.proto.variables), np.int64)
    np.add.at(costs, [*goal.vars], np.array([*goal.coeffs], np.int64) * MILLION)
    return matrix_of(model).bound(costs, prices)


def relaxed_bounds(
    model: cp_model.CpModel, tasks: Sequence[SearchTask], watch: Watch
) -> tuple[int, ...]:
    """Bound several aims of one model, each by itself, as `relaxed_bound` bounds one.

    The model is written down once, and solved by GLOP, which is exact.

    Raises
    ------
    RuntimeError
        If the model has no solution.
    """
    try:
        _set_up(model, tasks[0], watch)
        program, variables = _translate(model, watch, whole_numbers=False)
    except OutOfTimeError:
        return tuple(task.limit for task in tasks)
    found = []
    for task in tasks:
        (model.maximize if task.aim.is_maximised else model.minimize)(task.expression)
        found.append(_relaxed(model, task, (program, variables), watch))
    return tuple(found)


def _relaxed(
    model: cp_model.CpModel,
    task: SearchTask,
    written: tuple[model_builder.Model, Variables],
    watch: Watch,
) -> int:
    program, variables = written
    goal = model.proto.objective
    program.minimize(_sum(variables, goal.vars, goal.coeffs))
    solver = model_builder.Solver("glop")
    solver.set_time_limit_in_seconds(max(watch.left, PATIENCE))
    if watch.is_over or not _solve(solver, program, watch):
        return task.limit
    return _checked_bound(model, task, solver, program)
