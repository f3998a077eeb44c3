"""A search in which nothing gets better ends, and claims no more than it has proven."""

import time
from math import inf
from random import Random

import pytest
from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.solver import Stage, Watch
from matchmaker.solver.search.search import SearchTask, search
from matchmaker.solver.search.turns import search_in_turns

LONG = 60


def hopeless():
    """Split numbers evenly, four times at once: nobody proves soon how nearly it can be done."""
    random = Random(3)
    model = cp_model.CpModel()
    sides = [model.new_bool_var("side") for _ in range(40)]
    misses = []
    for _ in range(4):
        sizes = [random.randrange(100) for _ in sides]
        miss = model.new_int_var(0, sum(sizes), "miss")
        balance = sum(size * (2 * side - 1) for size, side in zip(sizes, sides, strict=True))
        model.add_abs_equality(miss, balance)
        misses.append(miss)
    return model, SearchTask(Stage.BREAKS, AimName.WAITING, 100 * sum(misses) + 1, 0)


@pytest.mark.parametrize("way", [search, search_in_turns])
def test_search_that_betters_nothing_is_ended_and_proves_nothing(way):
    model, task = hopeless()
    start = time.process_time()

    found = way(model, task, Watch(20 * LONG, patience=0.3), share=1.0)

    assert time.process_time() - start < LONG
    assert found.value is None or found.value > found.bound


def test_patience_grows_with_the_time_that_is_given():
    assert [Watch(seconds).patience for seconds in (1, 60, 600)] == [5, 5, 50]
    assert Watch(60, patience=inf).longer(5).patience == inf


def test_hope_is_patience_in_terms_of_the_least():
    assert [Watch(seconds).hope for seconds in (1, 60, 600)] == [1, 1, 10]
    assert Watch(60, patience=inf).hope == 12
