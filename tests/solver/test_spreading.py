"""Suggestions are given out as no other choice could be better; the bound is what it says."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from matchmaker.solver import Offer, Watch, spread, spreading
from matchmaker.solver.spreading import GAINS


def chosen(offers, wishes, each, seconds=10):
    return spread(offers, wishes, each, Watch(seconds))


def need(offers, picked, wishes, each):
    """Count afresh how well those are served who wish little."""
    counts = Counter(person for at in picked for person in offers[at].pair)
    steps = [n for person, k in counts.items() for n in range(wishes[person], wishes[person] + k)]
    return sum((GAINS[n] if n < len(GAINS) else 1) for n in steps if n < each)


def best(offers, wishes, each):
    """Try every choice."""
    values = []
    for size in range(len(offers) + 1):
        for picked in combinations(range(len(offers)), size):
            counts = Counter(person for at in picked for person in offers[at].pair)
            if max(counts.values(), default=0) <= each:
                strength = sum(offers[at].strength for at in picked)
                points = sum(offers[at].points for at in picked)
                values.append((need(offers, picked, wishes, each), strength, points))
    return max(values)


@pytest.mark.parametrize("seed", range(40))
def test_no_choice_is_better(seed):
    chance = Random(seed)
    people = "ABCDEF"[: chance.randint(2, 6)]
    pairs = [pair for pair in combinations(people, 2) if chance.random() < 0.7]
    offers = [Offer(pair, chance.randint(1, 5), chance.randint(3, 30)) for pair in pairs]
    wishes = {person: chance.choice([0, 0, 1, 2, 5]) for person in people}
    each = chance.randint(1, 3)
    found = chosen(offers, wishes, each)
    points = sum(offers[at].points for at in found.chosen)

    assert (found.need, found.strength, points) == best(offers, wishes, each)
    assert found.is_proven


def test_nobody_has_more_than_each():
    offers = [Offer(("A", other), 5, 20) for other in "BCDEFG"]
    found = chosen(offers, dict.fromkeys("ABCDEFG", 0), 3)

    assert len(found.chosen) == 3


def test_those_who_wish_least_come_first():
    offers = [Offer(("A", "B"), 1, 3), Offer(("A", "C"), 5, 30)]
    found = chosen(offers, {"A": 5, "B": 0, "C": 5}, 1)

    assert found.chosen == (0,)


def test_of_the_same_strength_the_one_with_more_points_is_chosen():
    offers = [Offer(("A", "B"), 3, 10), Offer(("A", "C"), 3, 11)]
    found = chosen(offers, dict.fromkeys("ABC", 0), 1)

    assert found.chosen == (1,)


def test_nothing_to_give_out_is_nothing():
    found = chosen([], {}, 3)

    assert (found.chosen, found.strength, found.bound, found.is_proven) == ((), 0, 0, True)


def test_without_time_the_choice_keeps_its_limits_and_the_bound_holds():
    chance = Random(1)
    offers = [
        Offer(pair, chance.randint(1, 5), chance.randint(3, 30))
        for pair in combinations("ABCDEFGH", 2)
    ]
    wishes = dict.fromkeys("ABCDEFGH", 0)
    hasty, patient = (chosen(offers, wishes, 2, seconds) for seconds in (0, 10))
    counts = Counter(person for at in hasty.chosen for person in offers[at].pair)

    assert max(counts.values()) <= 2
    assert hasty.strength <= patient.bound <= hasty.bound
    assert hasty.need <= patient.need_bound <= hasty.need_bound


@pytest.mark.parametrize("seed", range(20))
def test_of_many_only_the_strongest_are_looked_at_and_the_bound_is_of_all(seed, monkeypatch):
    monkeypatch.setattr(spreading, "MANY", 5)
    monkeypatch.setattr(spreading, "NEAREST", 1)
    chance = Random(seed)
    pairs = [pair for pair in combinations("ABCDEF", 2) if chance.random() < 0.8]
    offers = [Offer(pair, chance.randint(1, 5), chance.randint(3, 30)) for pair in pairs]
    wishes = {person: chance.choice([0, 1, 5]) for person in "ABCDEF"}
    found = chosen(offers, wishes, 1)
    most_need, strength, _ = best(offers, wishes, 1)

    assert found.need == need(offers, found.chosen, wishes, 1)
    assert found.need <= most_need <= found.need_bound
    assert found.need < most_need or found.strength <= strength
    assert strength <= found.bound
