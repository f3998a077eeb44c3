"""One search as an integer program.

Who meets whom is nearly a matching: the linear relaxation is all but whole, so an integer program
is solved and proven within a second where constraint programming is left with a gap
(docs/decisions/0005).
"""

import math
import threading
import time
from collections.abc import Sequence

from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from matchmaker.solver.search import Found, Hint, Task, set_up, whole
from matchmaker.solver.watch import Progress, Watch

SOLVER = "scip"
LARGE = 1 << 60
"""Limits beyond it are none."""
PATIENCE = 0.05
"""Seconds between two looks at the watch."""

Variables = Sequence[model_builder.Variable]


def search_linear(
    model: cp_model.CpModel, task: Task, watch: Watch, share: float, hint: Hint | None = None
) -> Found:
    """Optimise one aim within a share of the time that is left.

    Parameters
    ----------
    model : CpModel
        Of sums and clauses only.
    task, watch, share, hint
        As of `matchmaker.solver.search.search`.

    Raises
    ------
    RuntimeError
        If the model has no solution.
    """
    start = time.monotonic()
    set_up(model, task, {})
    program, variables = _translate(model)
    for variable, value in (hint or {}).items():
        program.add_hint(variables[variable.index], value)
    solver = model_builder.Solver(SOLVER)
    solver.set_time_limit_in_seconds(max(watch.left * share, PATIENCE))
    watch.report(Progress(task.stage, task.aim))
    if watch.is_over or not _solve(solver, program, watch):
        return Found(None, task.limit, time.monotonic() - start, _unknown)
    sign = -1 if task.aim.is_maximised else 1
    reached, bound = (
        sign * (float(number) + model.proto.objective.offset)
        for number in (solver.objective_value, solver.best_objective_bound)
    )
    found = Found(
        value=round(reached),
        bound=whole(bound, task),
        seconds=time.monotonic() - start,
        holds=lambda variable: bool(solver.value(variables[variable.index]) > 1 / 2),
    )
    watch.report(Progress(task.stage, task.aim, found.value, found.bound))
    return found


def _unknown(_variable: cp_model.IntVar) -> bool:
    raise ValueError("no solution was found")


def _solve(solver: model_builder.Solver, program: model_builder.Model, watch: Watch) -> bool:
    """Solve in a thread that is left alone if the watch is over first; tell if there is a solution.

    The solver cannot be stopped, but ends by itself when its time is up.
    """
    done: list[model_builder.SolveStatus] = []
    thread = threading.Thread(target=lambda: done.append(solver.solve(program)), daemon=True)
    thread.start()
    while thread.is_alive() and not watch.is_over:
        thread.join(PATIENCE)
    if not done:
        return False
    if done[0] in HOPELESS:
        raise RuntimeError(f"{SOLVER}: {done[0].name}")
    return math.isfinite(solver.objective_value)


HOPELESS = {
    model_builder.SolveStatus.INFEASIBLE,
    model_builder.SolveStatus.UNBOUNDED,
    model_builder.SolveStatus.MODEL_INVALID,
    model_builder.SolveStatus.ABNORMAL,
}


def _translate(model: cp_model.CpModel) -> tuple[model_builder.Model, Variables]:
    """Write the model down as an integer program."""
    program = model_builder.Model()  # type: ignore[no-untyped-call]
    domains = (list(variable.domain) for variable in model.proto.variables)
    variables = [program.new_int_var(domain[0], domain[-1], None) for domain in domains]
    for constraint in model.proto.constraints:
        if constraint.has_linear():
            low, *_, high = constraint.linear.domain
            terms = _sum(variables, constraint.linear.vars, constraint.linear.coeffs)
            program.add_linear_constraint(terms, lb=_limit(low), ub=_limit(high))
        elif constraint.has_at_most_one():
            literals = constraint.at_most_one.literals
            program.add_linear_constraint(_count(variables, literals), ub=1)
        elif constraint.has_bool_or():
            literals = constraint.bool_or.literals
            program.add_linear_constraint(_count(variables, literals), lb=1)
        else:
            raise ValueError(f"not a sum nor a clause: {constraint}")
    goal = model.proto.objective
    program.minimize(_sum(variables, goal.vars, goal.coeffs))
    return program, variables


def _sum(
    variables: Variables, indices: Sequence[int], coefficients: Sequence[int]
) -> model_builder.LinearExpr:
    chosen = [variables[index] for index in indices]
    total: model_builder.LinearExpr = model_builder.LinearExpr.weighted_sum(chosen, [*coefficients])
    return total


def _count(variables: Variables, literals: Sequence[int]) -> model_builder.LinearExpr:
    """Count the true ones; a negative literal is the opposite of a variable."""
    terms = [variables[index] if index >= 0 else 1 - variables[-index - 1] for index in literals]
    total: model_builder.LinearExpr = model_builder.LinearExpr.sum(terms)
    return total


def _limit(value: int) -> float:
    return math.copysign(math.inf, value) if abs(value) > LARGE else value
