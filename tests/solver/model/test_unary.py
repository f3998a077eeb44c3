"""A limit in unary allows what a sum allows, and what it made stands for what it says."""

from itertools import product

import pytest
from ortools.sat.python import cp_model

from matchmaker.solver.model.terms import Term
from matchmaker.solver.model.unary import add_at_most

LIMITS = [(count, most) for count in range(1, 7) for most in range(count)]


@pytest.mark.parametrize(("count", "most"), LIMITS)
def test_unary_limit_allows_what_a_sum_allows(count, most):
    for truths in product((False, True), repeat=count):
        model, terms, _defined = limited(count, most)
        for term, truth in zip(terms, truths, strict=True):
            model.add(term.variable == truth)

        assert is_feasible(model) == (sum(truths) <= most)


@pytest.mark.parametrize(("count", "most"), LIMITS)
def test_what_is_defined_by_counts_is_a_solution(count, most):
    for truths in product((0, 1), repeat=count):
        if sum(truths) > most:
            continue
        model, terms, defined = limited(count, most)
        values = {term.variable: truth for term, truth in zip(terms, truths, strict=True)}
        for made in defined:
            known = (values[term.variable] == term.value for term in made.terms)
            values[made.variable] = int(made.fold(known))
        for variable, value in values.items():
            model.add(variable == value)

        assert is_feasible(model)


def test_term_that_is_there_twice_counts_twice():
    model = cp_model.CpModel()
    twice, once = (Term(model.new_bool_var(name), 1) for name in ("twice", "once"))
    add_at_most(model, [twice, twice, once], 2)
    model.add(twice.variable == 1)
    model.maximize(once.variable)

    solver = cp_model.CpSolver()

    assert (solver.solve(model), solver.objective_value) == (cp_model.OPTIMAL, 0)


def limited(count, most):
    model = cp_model.CpModel()
    terms = [Term(model.new_bool_var(str(number)), 1) for number in range(count)]
    return model, terms, add_at_most(model, terms, most)


def is_feasible(model) -> bool:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL
