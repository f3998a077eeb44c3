"""What is in hand stays there unless a search comes to its end."""

import pytest

from matchmaker.solver import Watch
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import OutOfTimeError


def raising(error: type[Exception]):
    def search() -> str:
        raise error

    return search


def test_better_is_taken():
    assert improve("in hand", lambda: "better", Watch(20)) == "better"


@pytest.mark.parametrize("error", [MemoryError, OutOfTimeError])
def test_search_without_memory_or_time_leaves_what_is_in_hand(error):
    assert improve("in hand", raising(error), Watch(20)) == "in hand"


def test_search_that_fails_otherwise_is_told():
    with pytest.raises(ZeroDivisionError):
        improve("in hand", raising(ZeroDivisionError), Watch(20))


@pytest.mark.parametrize(("seconds", "if_worth"), [(0, True), (20, False)])
def test_search_that_is_not_worth_it_is_not_begun(seconds, if_worth):
    search = raising(AssertionError)

    assert improve("in hand", search, Watch(seconds), if_worth=if_worth) == "in hand"
