"""Facts of an event: worked out once, and gone when it goes."""

import gc
from dataclasses import replace
from weakref import ref

import pytest

import matchmaker.wishes as wishing
from matchmaker.facts import once_per_event
from matchmaker.floors import owed
from matchmaker.score import promised
from matchmaker.solver import Watch, solve
from matchmaker.wishes import Obstacles, declined_pairs, targets, wished_pairs
from tests.builders import event, people, wishes

FACTS = (wished_pairs, declined_pairs, owed, promised)


def some_event():
    return event(people("A B C"), wishes("A>B B>C"), slots=3)


def test_fact_is_worked_out_once_for_each_event():
    asked = []
    fact = once_per_event(lambda any_event: asked.append(any_event) or len(asked))
    one, other = some_event(), some_event()

    assert (one, [fact(one), fact(other), fact(one)]) == (other, [1, 2, 1])
    assert ([*map(id, asked)], one) == ([id(one), id(other)], other)


def test_facts_of_one_event_are_told_apart():
    one = some_event()
    number, name = once_per_event(lambda _event: 7), once_per_event(named)

    assert (number(one), name(one), number(one)) == (7, one.name, 7)


def named(any_event) -> str:
    return any_event.name


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_is_kept(fact):
    one = some_event()

    assert fact(one) is fact(one)


def test_changed_event_has_facts_of_its_own():
    before = some_event()
    wished = wished_pairs(before)

    after = replace(before, interests=before.interests[:1])

    assert (len(wished), len(wished_pairs(after)), len(wished_pairs(before))) == (2, 1, 2)


def test_event_with_its_facts_is_let_go():
    one = some_event()
    once_per_event(Obstacles)(one)  # a fact that knows its event
    for fact in FACTS:
        fact(one)
    is_there = ref(one)

    del one
    gc.collect()

    assert is_there() is None


def test_interests_of_a_plan_are_looked_through_once(monkeypatch):
    looked_at = []
    monkeypatch.setattr(
        wishing, "targets", lambda event, wish: looked_at.append(wish) or targets(event, wish)
    )
    one = some_event()

    solve(one, Watch(10))

    assert looked_at == [*one.interests]
