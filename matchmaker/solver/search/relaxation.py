"""The linear relaxation of a model, solved again and again with something else fixed.

Each time the simplex method begins where it ended the last time, mostly a few steps away. Its word
is not taken: the prices it puts on the rows are rounded, and a bound is summed up in whole numbers
(weak duality, as in `linear.relaxed_bound`).
"""

import threading
from collections.abc import Collection

import numpy as np
from numpy.typing import NDArray
from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]
from ortools.sat.python import cp_model

from matchmaker.solver.search.linear import MILLION, PATIENCE
from matchmaker.solver.search.matrix import LARGE, domains, rows
from matchmaker.solver.search.search import SearchTask, set_up
from matchmaker.solver.watch import Watch

WHOLE = 1e-6
"""How near to a whole number a variable of a solution has to be."""
STRONGEST = 1e6
"""Prices of rows beyond it are cut off: so all sums stay whole numbers of 64 bits."""
LONG = 1.0
"""Seconds that a solve gets at most that begins from the last solution: one is mostly enough in
a hundredth of that, and nothing can end it before."""
SLIGHT = 20
"""All that is liked together is worth one part in so many of a unit of the aim."""


class Relaxation:
    """A model without whole numbers, and one aim.

    Parameters
    ----------
    model : CpModel
        Of sums and clauses only; what is added to it later is not seen.
    task : SearchTask
        The aim.
    watch : Watch
        Ends the setting up with an `OutOfTimeError`, and a solve without an answer.
    liked : collection of int
        Variables that are 1 rather than others where it is all the same to the aim.

    Attributes
    ----------
    rows : list of LimitedSum
        The rows of the model.
    values, prices : array of float
        (variables,), (rows,) the solution that was found last, and what a unit more of each row
        would bring of the aim to be minimised.
    """

    def __init__(
        self,
        model: cp_model.CpModel,
        task: SearchTask,
        watch: Watch,
        liked: Collection[int] = (),
    ) -> None:
        set_up(model, task, {})
        self._task, self._watch = task, watch
        self.rows = [*watch.through(rows(model))]
        self._lows, self._highs = np.array([*domains(model)], np.int64).T.copy()
        self._limits = np.array([(row.low, row.high) for row in self.rows], np.int64)
        sizes = [len(row.indices) for row in self.rows]
        self._row_of = np.repeat(np.arange(len(sizes)), sizes)
        self._column_of = np.array([i for row in self.rows for i in row.indices], np.int64)
        self._factors = np.array([f for row in self.rows for f in row.coefficients], np.int64)
        self._offset = round(model.proto.objective.offset)
        self._costs = self._costs_of(model, liked)
        self.values, self.prices = np.zeros(len(self._lows)), np.zeros(len(sizes))
        self._solver, self._is_new = pywraplp.Solver.CreateSolver("GLOP"), True
        self._set_up_solver()

    def _costs_of(self, model: cp_model.CpModel, liked: Collection[int]) -> NDArray[np.int64]:
        """Give the cost of each variable, in millionths."""
        costs = np.zeros(len(self._lows), np.int64)
        goal = model.proto.objective
        np.add.at(costs, [*goal.vars], np.array([*goal.coeffs], np.int64) * MILLION)
        costs[[*liked]] -= MILLION // (SLIGHT * max(1, len(liked)))
        return costs

    def _set_up_solver(self) -> None:
        solver = self._solver
        limits = zip(self._lows.tolist(), self._highs.tolist(), strict=True)
        self._variables = [solver.NumVar(low, high, "") for low, high in limits]
        self._constraints = []
        for row in self._watch.through(self.rows):
            constraint = solver.RowConstraint(_limit(row.low), _limit(row.high), "")
            for index, factor in zip(row.indices, row.coefficients, strict=True):
                variable = self._variables[index]
                constraint.SetCoefficient(variable, constraint.GetCoefficient(variable) + factor)
            self._constraints.append(constraint)
        for variable, cost in zip(self._variables, self._costs.tolist(), strict=True):
            solver.Objective().SetCoefficient(variable, cost / MILLION)
        solver.Objective().SetMinimization()

    def set_limit(self, row: int, low: int, high: int) -> None:
        """Let the sum of a row stay within other limits."""
        if (low, high) != tuple(self._limits[row]):
            self._limits[row] = low, high
            self._constraints[row].SetBounds(_limit(low), _limit(high))

    def count(self, variables: Collection[int]) -> None:
        """Let the aim be that as many of these variables as can be are 1, instead of its own."""
        self._costs[:] = 0
        self._costs[[*variables]] = -MILLION
        for variable, cost in zip(self._variables, self._costs.tolist(), strict=True):
            self._solver.Objective().SetCoefficient(variable, cost / MILLION)

    def bound(self, chosen: Collection[int]) -> int | None:
        """Bound the aim where some variables are 1, for every solution in whole numbers.

        Returns
        -------
        int or None
            None where there is no solution, or it was not found in time.
        """
        lows = self._lows[[*chosen]]
        self._raise(chosen, [1] * len(chosen))
        found = self._bound() if self._solve() else None
        self._raise(chosen, lows.tolist())
        return found

    def _raise(self, chosen: Collection[int], lows: Collection[int]) -> None:
        """Set the least values of some variables."""
        for index, low in zip(chosen, lows, strict=True):
            self._lows[index] = low
            self._variables[index].SetLb(low)

    def _solve(self) -> bool:
        """Solve; the first time in a thread, for it may take long, then from the last solution."""
        if self._watch.is_over:
            return False
        if self._is_new:
            status = self._solve_apart()
        else:
            self._solver.SetTimeLimit(max(1, round(1000 * min(LONG, self._watch.left))))
            status = self._solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            return False
        self._is_new = False
        self.values = np.array([variable.solution_value() for variable in self._variables])
        self.prices = np.array([constraint.dual_value() for constraint in self._constraints])
        return True

    def _solve_apart(self) -> int:
        """Solve in a thread that is asked to end when the watch is over."""
        done: list[int] = []
        thread = threading.Thread(target=lambda: done.append(self._solver.Solve()), daemon=True)
        thread.start()
        while thread.is_alive():
            if self._watch.is_over:
                self._solver.InterruptSolve()
            thread.join(PATIENCE)
        return done[0]

    def _bound(self) -> int:
        """Sum a bound up from the prices of the rows, whatever they are."""
        prices = np.rint(np.clip(self.prices, -STRONGEST, STRONGEST) * MILLION).astype(np.int64)
        limits = np.where(prices > 0, self._limits[:, 0], self._limits[:, 1])
        prices[np.abs(limits) > LARGE] = 0
        costs = self._costs.copy()
        np.subtract.at(costs, self._column_of, prices[self._row_of] * self._factors)
        within = np.minimum(costs * self._lows, costs * self._highs).sum()
        least = int((prices * limits)[prices != 0].sum() + within)
        least = -(-least // MILLION) + self._offset
        limit = self._task.limit
        return min(limit, -least) if self._task.aim.is_maximised else max(limit, least)

    @property
    def is_whole(self) -> bool:
        """Whether the solution that was found last is one in whole numbers."""
        return bool((np.abs(self.values - np.rint(self.values)) < WHOLE).all())


def _limit(value: int) -> float:
    return float(np.copysign(np.inf, value)) if abs(value) > LARGE else float(value)
