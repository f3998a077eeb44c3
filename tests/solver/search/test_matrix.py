"""A model as arrays: read once, and what was added since."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matchmaker.solver import Stage, Watch
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.rules import add_rules_of_pairs
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.matrix import LimitedSum, Matrix, domains, matrix_of, rows
from matchmaker.solver.watch import OutOfTimeError
from tests.strategies import events

quick = settings(deadline=None, max_examples=40)


def arrays(matrix: Matrix) -> list[list[int]]:
    return [array.tolist() for array in vars(matrix).values() if not isinstance(array, list)]


@given(events())
@quick
def test_model_that_grew_is_read_as_one_that_is_read_at_once(any_event):
    selection = Selection(candidates(any_event), Stage.SELECT, Watch(20))
    matrix_of(selection.model)
    add_rules_of_pairs(selection)
    selection.model.add(selection.evenness.sum >= 0)

    grown, whole = matrix_of(selection.model), matrix_of(selection.model.clone())

    assert (grown.rows, arrays(grown)) == (whole.rows, arrays(whole))
    assert grown.rows == [*rows(selection.model)]
    limits = zip(grown.lows.tolist(), grown.highs.tolist(), strict=True)
    assert [*limits] == [*domains(selection.model)]


def test_clone_with_other_limits_is_not_taken_for_the_model():
    model = cp_model.CpModel()
    model.new_int_var(0, 5, "some")
    before = matrix_of(model).highs.tolist()
    clone = model.clone()
    domain = clone.proto.variables[0].domain
    domain[1] = 3

    assert (before, matrix_of(clone).highs.tolist()) == ([5], [3])
    assert matrix_of(model).highs.tolist() == [5]


def test_variable_that_is_there_twice_is_added_up():
    model = cp_model.CpModel()
    one, other = model.new_bool_var("one"), model.new_bool_var("other")
    model.add_at_most_one([one, other, one])
    model.add_bool_or([one, ~one, other])

    assert matrix_of(model).rows == [
        LimitedSum([0, 1], [2, 1], 0, 1),
        LimitedSum([0, 1], [0, 1], 0, 2),
    ]


def test_reading_goes_on_where_it_had_not_begun_when_the_watch_was_over():
    model = cp_model.CpModel()
    model.add(model.new_bool_var("one") <= 1)

    with pytest.raises(OutOfTimeError):
        matrix_of(model, Watch(0))

    assert len(matrix_of(model, Watch(20)).rows) == 1


@given(st.lists(st.booleans(), min_size=3, max_size=3))
@quick
def test_solution_is_kept_if_every_row_holds(values):
    model = cp_model.CpModel()
    one, two, three = (model.new_bool_var(name) for name in "abc")
    model.add(one + two + three <= 2)
    model.add_bool_or([one, ~two])

    kept = sum(values) <= 2 and (values[0] or not values[1])

    assert matrix_of(model).are_kept_by(np.array(values, float)) == kept
