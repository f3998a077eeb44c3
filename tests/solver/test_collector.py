"""How often Python looks for waste meanwhile, and that it is as before afterwards."""

import gc

import pytest

from matchmaker.solver.collector import SELDOM, seldom_collecting


@pytest.fixture(autouse=True)
def as_before():
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_python_looks_seldom_meanwhile_and_as_before_afterwards():
    gc.set_threshold(700, 10, 10)

    with seldom_collecting():
        within = gc.get_threshold()[0]

    assert (within, gc.get_threshold()[0]) == (SELDOM, 700)


def test_python_looks_as_before_after_a_fault():
    gc.set_threshold(700, 10, 10)

    with pytest.raises(ZeroDivisionError), seldom_collecting():
        raise ZeroDivisionError

    assert gc.get_threshold()[0] == 700


@pytest.mark.parametrize("threshold", [0, SELDOM + 1])
def test_whoever_looks_more_seldom_or_never_still_does(threshold):
    gc.set_threshold(threshold, 10, 10)

    with seldom_collecting():
        assert gc.get_threshold()[0] == threshold

    assert gc.get_threshold()[0] == threshold
