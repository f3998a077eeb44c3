"""Integer programs, and bounds by linear relaxations: never better than the truth."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.linear_solver.python import model_builder
from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.solver import Stage, Watch
from matchmaker.solver.model.candidates import CHOSEN_AIMS, candidates
from matchmaker.solver.model.placement import Placement
from matchmaker.solver.model.rules import add_rules_of_pairs, add_rules_of_places
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search import linear
from matchmaker.solver.search.linear import (
    FAST,
    MILLION,
    PRECISE,
    relaxed_bound,
    search_linear,
    search_relaxed,
    weak_duality,
)
from matchmaker.solver.search.search import SearchTask, search
from matchmaker.solver.stages.first import first_fit
from tests.builders import event, people, wishes
from tests.strategies import events

AIMS = (*CHOSEN_AIMS, AimName.EVENNESS)
quick = settings(deadline=None, max_examples=40)
CROWDED = event(people("A B C D"), wishes("A>B A>C A>D B>C"), slots=2)
"""A wishes three meetings where there are two slots."""


@given(events(), st.sampled_from(AIMS))
@quick
def test_integer_program_finds_what_constraint_programming_finds(any_event, aim):
    selection = Selection(candidates(any_event), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    task = selection.task(aim)

    by_constraints = search(selection.model, task, Watch(20), share=1.0)
    by_program = search_linear(selection.model, task, Watch(20), share=1.0)

    assert (by_program.value, by_program.bound) == (by_constraints.value, by_constraints.bound)


@pytest.fixture
def cut_off(monkeypatch):
    """Let a program end with the first solution that it comes to, without a look at the hint."""
    monkeypatch.setattr(linear, "OWN_WORDS", f"{linear.OWN_WORDS}\nlimits/solutions = 1")
    monkeypatch.setattr(model_builder.Model, "add_hint", lambda *_: None)


@pytest.mark.usefixtures("cut_off")
@given(events(), st.sampled_from(AIMS))
@settings(quick, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_program_that_is_cut_off_is_no_worse_than_what_was_known(any_event, aim):
    selection = Selection(candidates(any_event), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    task = selection.task(aim)
    best = search(selection.model, task, Watch(20), share=1.0)
    pairs = frozenset(pair for pair, meets in selection.meets.items() if best.holds(meets))

    found = search_linear(selection.model, task, Watch(20), 1.0, selection.hint(pairs))

    assert found.value == best.value


@pytest.mark.usefixtures("cut_off")
def test_what_was_known_is_not_kept_where_it_breaks_a_rule():
    selection = Selection(candidates(CROWDED), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    task = selection.task(AimName.POINTS)

    found = search_linear(selection.model, task, Watch(20), 1.0, selection.hint(selection.meets))

    assert found.value <= search(selection.model, task, Watch(20), share=1.0).value


@pytest.mark.parametrize("search_it", [search_linear, search_relaxed])
def test_what_is_known_and_cannot_be_better_is_taken_without_a_search(search_it, monkeypatch):
    monkeypatch.setattr(linear, "_solve", None)
    selection = Selection(candidates(CROWDED), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    pairs = {("A", "D"), ("B", "C")}

    task = selection.task(AimName.FAIR_SHARE)
    known = selection.hint(pairs)

    found = search_it(selection.model, task, Watch(20), 1.0, known)

    assert (found.value, found.bound) == (0, 0)
    assert {variable: int(found.holds(variable)) for variable in known} == known


def test_what_is_known_and_seems_to_be_best_is_not_taken_where_it_breaks_a_rule():
    selection = Selection(candidates(CROWDED), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    task = selection.task(AimName.POINTS)

    found = search_linear(selection.model, task, Watch(20), 1.0, selection.hint(selection.meets))

    assert found.value == search(selection.model, task, Watch(20), share=1.0).value < task.limit


@given(events(), st.sampled_from(AIMS))
@quick
def test_relaxation_bounds_every_schedule(any_event, aim):
    placement = Placement(candidates(any_event), Stage.SLOT, Watch(20))
    add_rules_of_places(placement)
    task = placement.task(aim)

    bound = relaxed_bound(placement.model, task, Watch(20), share=1.0)

    best = search(placement.model, task, Watch(20), share=1.0).value
    assert bound >= best if aim.is_maximised else bound <= best


@given(events(), st.sampled_from(AIMS))
@quick
def test_relaxation_finds_what_an_integer_program_finds_or_leaves_a_gap(any_event, aim):
    selection = Selection(candidates(any_event), Stage.SELECT, Watch(20))
    add_rules_of_pairs(selection)
    task = selection.task(aim)

    hint = selection.hint(first_fit(selection.candidates))
    relaxed = search_relaxed(selection.model, task, Watch(20), share=1.0, hint=hint)

    best = search_linear(selection.model, task, Watch(20), share=1.0).value
    if relaxed.value != best:
        assert relaxed.value is not None
        assert relaxed.value < best < relaxed.bound or relaxed.value > best > relaxed.bound


@pytest.mark.parametrize("value", [pd.NA, float("nan"), float("inf"), -float("inf")])
def test_no_solution_is_told_from_one(value):
    """Stopped before it has any, a solver gives a missing value of pandas, or an infinite one."""
    assert not linear._is_finite(value)  # noqa: SLF001 - what solvers give is beyond our control
    assert linear._is_finite(3.5)  # noqa: SLF001


def two_of_three() -> tuple[cp_model.CpModel, SearchTask]:
    """Worth 5, 4 and 3, of which two may be taken: the best is 9."""
    model = cp_model.CpModel()
    one, two, three = (model.new_bool_var(name) for name in "abc")
    model.add(one + two + three <= 2)
    model.add_at_most_one([one, ~two, three])  # never one or three without two
    model.add_bool_or([one, ~two, three])  # nor two alone
    return model, SearchTask(Stage.SELECT, AimName.POINTS, 5 * one + 4 * two + 3 * three, 12)


@given(st.lists(st.integers(-9 * MILLION, 9 * MILLION), min_size=3, max_size=3))
@quick
def test_any_prices_make_a_bound(prices):
    model, task = two_of_three()
    model.maximize(task.expression)

    least = weak_duality(model, np.array(prices, np.int64))

    offset = model.proto.objective.offset
    assert -(least / MILLION + offset) >= 9


@pytest.mark.parametrize("name", [FAST, PRECISE])
def test_relaxation_finds_the_bound_where_it_is_whole(name):
    model, task = two_of_three()

    assert relaxed_bound(model, task, Watch(20), share=1.0, solver_name=name) == 9


def test_search_of_what_cannot_be_fails():
    model, task = two_of_three()
    model.add(task.expression >= 10)

    with pytest.raises(RuntimeError):
        search_linear(model, task, Watch(20), share=1.0)


def test_stopped_search_knows_the_limit_only():
    model, task = two_of_three()
    watch = Watch(20)
    watch.stop()

    found = search_linear(model, task, watch, share=1.0)

    assert (found.value, found.bound) == (None, 12)
    assert relaxed_bound(model, task, watch, share=1.0) == 12


def odd_ring(people: int) -> tuple[cp_model.CpModel, SearchTask, dict]:
    """Neighbours in a ring may meet, everybody once; the relaxation lets each meet half of two."""
    model = cp_model.CpModel()
    meets = [model.new_bool_var(f"{number}") for number in range(people)]
    for one, other in zip(meets, (*meets[1:], meets[0]), strict=True):
        model.add(one + other <= 1)
    task = SearchTask(Stage.SELECT, AimName.POINTS, sum(meets), people)
    return model, task, dict.fromkeys(meets, 0)


def test_where_the_relaxation_is_not_whole_a_solution_near_it_is_found():
    model, task, hint = odd_ring(5)

    found = search_relaxed(model, task, Watch(20), share=1.0, hint=hint)

    assert (found.value, found.bound) == (2, 2)
    assert search_relaxed(model, task, Watch(20), share=1.0).value is None
