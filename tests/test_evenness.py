"""How evenly wishes are met, counted from a schedule."""

from itertools import pairwise

import pytest

from matchmaker.evenness import evenness, met_of, possible_of, worths
from matchmaker.events import Answer, Blocked, Interest
from matchmaker.score import score
from tests.builders import at, but, event, meeting, people, person, pin, schedule, wishes


@pytest.mark.parametrize(
    ("possible", "steps"),
    [(0, ()), (1, (100,)), (2, (75, 25)), (3, (56, 33, 11)), (5, (36, 28, 20, 12, 4))],
)
def test_first_wish_is_worth_most(possible, steps):
    assert worths(possible) == steps


@pytest.mark.parametrize("possible", [7, 14, 15, 40, 300])
def test_no_step_is_worth_more_than_the_one_before(possible):
    steps = worths(possible)

    assert len(steps) == possible
    assert all(one >= next_one >= 0 for one, next_one in pairwise(steps))
    assert abs(sum(steps) - 100) <= possible / 2


def test_even_choice_counts_more():
    star = event(people("A B C D"), wishes("A>C A>D B>C B>D"), slots=2, tables=2)
    even = schedule(meeting("A C", 0), meeting("B D", 0, "T2"))
    uneven = schedule(meeting("A C", 0), meeting("A D", 1))

    assert [score(star, plan)["evenness"] for plan in (even, uneven)] == [150, 100]


def test_wish_for_an_organisation_is_met_once():
    fair = event((*people("A"), *people("B C", organisation="Org")), wishes("A>@Org A>B"), slots=2)

    assert possible_of(fair) == {"A": 2}
    assert met_of(fair, [("A", "B"), ("A", "C")]) == {"A": 2}
    assert met_of(fair, [("A", "C")]) == {"A": 1}


def test_only_what_could_be_met_counts():
    declined = Interest(source="A", target="E", answer=Answer.DECLINED)
    fair = event(
        (*people("A B C E"), person("D", times=at(1))),
        (*wishes("A>B A>C A>D"), declined),
        blocked=(Blocked(("A", "C")),),
    )

    assert possible_of(fair) == {"A": 1}
    assert evenness(fair, [("A", "B")]) == 100


def test_pinned_meeting_is_possible():
    fair = event(
        but(people("A B"), "B", times=at(1)), wishes("A>B"), slots=2, pins=(pin("A B", 1),)
    )

    assert possible_of(fair) == {"A": 1}
