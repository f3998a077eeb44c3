"""Points, attribution of wishes for organisations, obstacles."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given

from matchmaker.events import Answer, Interest, Level, Rules, Status
from matchmaker.wishes import (
    Obstacle,
    Obstacles,
    credit,
    met_interests,
    must_interests,
    points_of,
    ways_of_pair,
    wished_pairs,
)
from tests.builders import but, event, people, person, pin, rule, wishes
from tests.strategies import events

AB = ("A", "B")
FIRM = [person("A", "Ask"), *people("B C", organisation="Firm")]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("A>B!", 8),
        ("A>B+", 4),
        ("A>B", 2),
        ("A>B-", 1),
        ("A>B B>A", 6),
        ("A>B- B>A", 5),
        ("A>B! B>A+", 18),
        ("A>B- B>A-", 3),
    ],
)
def test_points_come_from_levels_and_half_on_top_where_mutual(text, points):
    assert points_of(event(people("A B"), wishes(text)), [AB]) == {AB: points}


def test_pair_that_nobody_wished_has_no_points():
    assert points_of(event(people("A B")), [AB]) == {AB: 0}


def test_wish_for_an_organisation_counts_for_one_of_its_people():
    firm = event(FIRM, wishes("A>@Firm+"))

    assert sorted(points_of(firm, [AB, ("A", "C")]).values()) == [0, 4]


def test_wish_for_an_organisation_goes_where_it_brings_most():
    firm = event(FIRM, wishes("A>@Firm C>A"))

    assert points_of(firm, [AB, ("A", "C")]) == {AB: 2, ("A", "C"): 2}
    assert points_of(firm, [("A", "C")]) == {("A", "C"): 6}


@given(events())
def test_credit_asked_for_again_and_in_between_is_the_same(drawn):
    pairs = [*wished_pairs(drawn)]
    first = credit(drawn, pairs)

    credit(drawn, pairs[1:])

    assert credit(drawn, pairs) == first
    assert credit(drawn, pairs[1:]) == credit(replace(drawn), pairs[1:])


def test_stronger_of_two_wishes_of_one_person_counts_once():
    assert points_of(event(FIRM, wishes("A>@Firm+ A>B")), [AB]) == {AB: 4}
    assert points_of(event(FIRM, wishes("A>@Firm- A>B")), [AB]) == {AB: 2}


def test_pin_leaves_the_wish_for_its_organisation_to_a_meeting_that_needs_it():
    firm = event(FIRM, wishes("A>@Firm+ C>A+"), pins=(pin("A B"),))

    assert points_of(firm, [AB, ("A", "C")]) == {AB: 0, ("A", "C"): 12}


def test_two_wishes_for_organisations_make_a_pair_mutual():
    both = event(FIRM, wishes("A>@Firm B>@Ask"))

    assert points_of(both, [AB]) == {AB: 6}


def test_person_of_two_organisations_meets_the_wish_for_either():
    """B is of both, C of one: each of A's two wishes is met by one of them."""
    a, b, c = person("A"), person("B"), person("C", "X")
    both = event((a, replace(b, belongs_to=("X", "Y")), c), wishes("A>@X+ A>@Y"))

    assert points_of(both, [AB]) == {AB: 4}
    assert points_of(both, [AB, ("A", "C")]) == {AB: 2, ("A", "C"): 4}


def test_two_of_two_organisations_each_are_mutual_by_their_strongest_wishes():
    a, b = person("A"), person("B")
    both = event(
        (replace(a, belongs_to=("V", "W")), replace(b, belongs_to=("X", "Y"))),
        wishes("A>@X+ A>@Y B>@V- B>@W"),
    )

    assert points_of(both, [AB]) == {AB: 9}


@given(events())
def test_credit_is_the_best_of_all_attributions(drawn):
    any_event = replace(drawn, pins=())
    pairs = sorted(wished_pairs(any_event))[:4]
    options = [(None, *ways_of_pair(any_event, pair)) for pair in pairs]
    best = max(
        (sum(way is not None for way in choice if way), sum(way.points for way in choice if way))
        for choice in product(*options)
        if is_used_once(choice)
    )

    credited = credit(any_event, pairs)

    assert (len(credited), sum(way.points for way in credited.values())) == best
    assert is_used_once(credited.values())


def is_used_once(choice):
    used = [wish for way in choice if way for wish in way.uses]
    return len(used) == len(set(used))


def test_pending_wish_counts_unless_the_event_says_no():
    pending = (Interest(source="A", target="B", answer=Answer.PENDING),)

    planned = event(people("A B"), pending)
    waiting = event(people("A B"), pending, rules=Rules(plan_pending_wishes=False))

    assert (set(wished_pairs(planned)), set(wished_pairs(waiting))) == ({AB}, set())


def test_declined_organisation_is_an_obstacle_to_all_its_people():
    declined = Interest(
        source="A", target="Firm", target_is_organisation=True, answer=Answer.DECLINED
    )
    firm = event(FIRM, (declined, *wishes("B>A")))

    assert Obstacles(firm).between(AB) == (Obstacle.DECLINED,)


def test_wish_of_somebody_who_cancelled_is_none():
    cancelled = event(but(people("A B"), "A", status=Status.CANCELLED), wishes("A>B"))

    assert wished_pairs(cancelled) == {}


def test_obstacles_are_all_named():
    cancelled = event(but(people("A B", organisation="Org"), "B", status=Status.CANCELLED))

    assert Obstacles(cancelled).between(AB) == (Obstacle.CANCELLED, Obstacle.SAME_ORGANISATION)


def test_wish_for_an_organisation_is_met_by_any_of_its_people():
    firm = event(FIRM, wishes("A>@Firm! B>A"))

    assert met_interests(firm, [("A", "C")]) == frozenset(wishes("A>@Firm!"))
    assert must_interests(firm) == wishes("A>@Firm!")
    assert must_interests(firm)[0].level is Level.MUST


def test_a_rule_prefers_a_meeting_by_points():
    preferred = event(
        people("A B C"), wishes("A>B A>C-"), meeting_rules=(rule("prefer", "A", "B", 3),)
    )

    assert points_of(preferred, [AB, ("A", "C")]) == {AB: 5, ("A", "C"): 1}


def test_what_a_rule_defers_counts_one_point_still():
    deferred = event(people("A B"), wishes("A>B B>A"), meeting_rules=(rule("prefer", number=-20),))

    assert points_of(deferred, [AB]) == {AB: 1}
