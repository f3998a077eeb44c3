"""A model written as clauses has the same solutions, whatever its constraints are."""

from itertools import product

import pytest
from ortools.sat.python import cp_model

from benchmarks import maxsat

pytest.importorskip("pysat")


def sums(model, a, b, c, n):
    model.add(a + b + c - n == 0)
    model.add(n >= 2)


def clauses(model, a, b, c, n):
    model.add_bool_or(a, b, ~c)
    model.add_implication(c, a)
    model.add_exactly_one(b, c)
    model.add(n == 1)


def twice(model, a, b, c, n):
    model.add(2 * a + b + c <= 2)
    model.add(n + a >= 2)


def nothing(model, a, b, c, n):
    model.add_at_most_one(a, b, c)
    model.add(a + b + n >= 5)


@pytest.mark.parametrize("constrain", [sums, clauses, twice, nothing])
@pytest.mark.parametrize("fixed", [*product((0, 1), repeat=3)])
def test_clauses_have_the_solutions_of_the_model(constrain, fixed):
    model = cp_model.CpModel()
    a, b, c = (model.new_bool_var(name) for name in "abc")
    constrain(model, a, b, c, model.new_int_var(0, 3, "n"))
    for variable, value in zip((a, b, c), fixed, strict=True):
        model.add(variable == value)
    model.minimize(a + b)
    solver = cp_model.CpSolver()
    is_solved = solver.solve(model) == cp_model.OPTIMAL

    formula, _literals = maxsat.formula_of(model)

    found = maxsat.rc2(formula)
    assert (found and found[0]) == (round(solver.objective_value) if is_solved else None)
