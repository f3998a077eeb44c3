"""Invented events are what was asked for, and the same each time."""

from itertools import pairwise

import pytest

from benchmarks.events import SHAPES, grown, make_event
from matchmaker.events import Level, pair_of
from matchmaker.wishes import wished_pairs

BY_NAME = {shape.name: shape for shape in SHAPES}
UP_TO_600 = [shape for shape in SHAPES if shape.people <= 600]


def pairs_by_name(event):
    """List the pairs somebody asked for by name."""
    wishes = [wish for wish in event.interests if not wish.target_is_organisation]
    return {pair_of(wish.source, wish.target) for wish in wishes}


def test_same_seed_makes_the_same_event():
    assert make_event(SHAPES[0], 7) == make_event(SHAPES[0], 7)


def test_other_seed_makes_another_event():
    assert make_event(SHAPES[0], 7).interests != make_event(SHAPES[0], 8).interests


@pytest.mark.parametrize("shape", UP_TO_600, ids=lambda shape: shape.name)
def test_counts_are_as_asked(shape):
    event = make_event(shape)

    counts = (len(event.participants), len(event.slots), len(event.tables), len(event.days))
    assert counts == (shape.people, shape.slots, shape.tables, shape.days)


@pytest.mark.parametrize("shape", UP_TO_600, ids=lambda shape: shape.name)
def test_pairs_are_as_many_as_asked_but_for_wishes_for_organisations(shape):
    event = make_event(shape)

    by_name, all_pairs = len(pairs_by_name(event)), len(wished_pairs(event))
    assert 0.95 * shape.pairs < by_name <= shape.pairs <= all_pairs < 1.1 * shape.pairs


def test_grown_event_has_people_and_tables_in_proportion():
    small, large = grown(2_400), grown(24_000)

    assert (small.people, small.tables) == (200, 40)
    assert (large.people, large.tables) == (2_000, 400)


def test_sessions_leave_an_hour_for_lunch():
    slots = make_event(BY_NAME["50"]).slots

    pauses = [later.start - earlier.end for earlier, later in pairwise(slots)]
    assert [pause.seconds // 60 for pause in pauses if pause] == [60]


def test_nobody_wishes_for_somebody_of_the_same_organisation():
    event = make_event(BY_NAME["150"])

    of = {person.id: person.organisation for person in event.participants}
    assert not [pair for pair in pairs_by_name(event) if of[pair[0]] == of[pair[1]]]


def test_trade_fair_has_wishes_between_the_sides_only():
    shape = BY_NAME["trade-fair"]
    event = make_event(shape)

    side = {person.id: person.participation_type for person in event.participants}
    sides = {tuple(sorted((side[one], side[other]))) for one, other in wished_pairs(event)}
    assert sides == {("buyer", "seller")}
    assert list(side.values()).count("seller") == shape.sellers


def test_trade_fair_has_a_table_for_every_buyer():
    event = make_event(BY_NAME["trade-fair"])

    buyers = [p.id for p in event.participants if p.participation_type == "buyer"]
    assert [table.owner for table in event.tables] == buyers


def test_few_wishes_are_musts_and_a_few_people_are_wanted_by_many():
    event = make_event(BY_NAME["600"])

    musts = sum(wish.level is Level.MUST for wish in event.interests)
    wanted = sorted(
        [wish.target for wish in event.interests].count(person) for person in event.registered
    )
    assert 0.01 < musts / len(event.interests) < 0.03
    assert wanted[-1] > 5 * wanted[len(wanted) // 2]
