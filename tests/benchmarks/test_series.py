"""Series of events are planned as well as an exact model can, and it sees where they are not."""

from dataclasses import replace

import pytest

import matchmaker
from benchmarks.ruled_fairs import EVERYONE, Memory, Told
from benchmarks.series import Exact, Held, faults_of, play
from tests.benchmarks.test_rules import FAIR

MET = Memory(pairs=frozenset({frozenset({"A1", "B1"})}))
AT_MOST_ONE = Told(EVERYONE, "at most", 1, EVERYONE, "", "", is_same=True)


@pytest.mark.parametrize(
    ("fair", "best"),
    [
        (FAIR, {"must": 0, "fair_share": 0, "points": 5}),
        (replace(FAIR, slots=1), {"must": 0, "fair_share": 1, "points": 4}),
        (replace(FAIR, rules=(AT_MOST_ONE,)), {"must": 0, "fair_share": 1, "points": 4}),
        (replace(FAIR, memory=MET), {"must": 0, "fair_share": 0, "points": 1}),
        (
            replace(FAIR, memory=MET, wishes=(*FAIR.wishes, ("B1", "A1", "must"))),
            {"must": 1, "fair_share": 0, "points": 19},
        ),
    ],
    ids=["all", "one slot", "at most one", "met", "met, but a must"],
)
def test_exact_model_finds_the_best(fair, best):
    assert Exact(fair).best() == best


def test_plan_that_is_worse_than_the_best_is_a_fault():
    plan = matchmaker.plan(replace(FAIR, slots=1).read(()), seconds=3, workers=1)

    assert set(faults_of(Held(FAIR, plan, ""))) == {"best: fair_share", "best: points"}


def test_wrong_word_of_who_is_made_up_for_is_a_fault():
    plan = matchmaker.plan(FAIR.read(()), seconds=3, workers=1)
    memory = Memory(served={"A1": (0, 2), "B1": (2, 2), "C1": (1, 1)})
    fair = replace(FAIR, wishes=(*FAIR.wishes, ("B1", "C1", "low")), memory=memory, makes_up=True)

    assert "said: who is made up for" in set(faults_of(Held(fair, plan, "")))


@pytest.mark.parametrize("number", range(4))
def test_random_series_is_as_good_as_an_exact_model(number):
    tally = play(number, seed=3)

    assert tally.faults == {}
    assert tally.events == tally.proven > 0
