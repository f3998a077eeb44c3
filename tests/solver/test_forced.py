"""Pairs that must meet: they do, at no more cost than need be, or it is said why they cannot."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.aims import AimName
from matchmaker.events import Rules
from matchmaker.explain import explain
from matchmaker.impossible import Unforced
from matchmaker.rulebook import Rule, broken_rules, go_together, verify
from matchmaker.solver import Watch, solve
from matchmaker.wishes import wished_pairs
from tests.builders import at, event, people, person, pin, schedule, wishes
from tests.solver.brute_force import all_scored, best
from tests.strategies import events

NO_FLOORS = Rules(min_meetings=0)


def test_forced_pair_meets_although_it_is_worth_less():
    fair = event(people("A B C"), wishes("A>B! A>C-"), forced=(("A", "C"),), rules=NO_FLOORS)

    assert solve(fair, Watch(20)).schedule.pairs == {("A", "C")}


def test_forced_pair_needs_no_wish():
    fair = event(people("A B C"), wishes("A>B!"), forced=(("A", "C"),), slots=2)

    assert solve(fair, Watch(20)).schedule.pairs == {("A", "B"), ("A", "C")}


def test_forced_pairs_find_times_that_the_first_fit_misses():
    """A takes the first slot with B unless somebody looks ahead: C is there at no other time."""
    everyone = (person("A"), person("B"), person("C", times=at(0)))
    fair = event(
        everyone, wishes("A>B! A>C-"), forced=(("A", "B"), ("A", "C")), slots=2, rules=NO_FLOORS
    )

    assert solve(fair, Watch(20)).schedule.pairs == {("A", "B"), ("A", "C")}


@pytest.mark.parametrize(
    ("forced", "fields"),
    [
        ((("A", "B"), ("A", "C")), {}),
        ((("A", "C"),), {"pins": (pin("A B"),)}),
        ((("A", "B"), ("A", "C")), {"slots": 2, "rules": Rules(max_meetings=1)}),
    ],
)
def test_forced_pairs_that_cannot_all_meet_are_said(forced, fields):
    fair = event(people("A B C"), wishes("A>B"), forced=forced, **fields)

    with pytest.raises(Unforced) as raised:
        solve(fair, Watch(20))

    assert (set(raised.value.pairs) <= set(forced), raised.value.is_proven) == (True, True)


def test_forced_pair_without_time_to_search_is_said_to_be_unproven():
    everyone = (person("A"), person("B"), person("C", times=at(0)))
    fair = event(everyone, wishes("A>B! A>C-"), forced=(("A", "B"), ("A", "C")), slots=2)

    with pytest.raises(Unforced) as raised:
        solve(fair, Watch(0))

    assert raised.value.is_proven is False


def test_verify_knows_who_must_meet():
    fair = event(people("A B C"), wishes("A>B"), forced=(("A", "C"),))

    assert set(broken_rules(verify(fair, schedule()))) == {Rule.FORCED_MEET}
    assert go_together(fair)


@given(events(), st.data())
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_forced_wish_has_the_bounds_that_brute_force_reaches(fair, data):
    """Of any event, with an unmet wish forced."""
    assume(len(wished_pairs(fair)) <= 4)
    unmet = explain(fair, solve(fair, Watch(20)).schedule)
    pairs = {
        tuple(sorted((one.interest.source, one.interest.target)))
        for one in unmet
        if not one.reason.is_final and not one.interest.target_is_organisation
    }
    assume(pairs)
    told = replace(fair, forced=(data.draw(st.sampled_from(sorted(pairs))),))
    scored = all_scored(told)
    if not scored:
        with pytest.raises(Unforced):
            solve(told, Watch(20))
        return

    solution = solve(told, Watch(20))

    assert (solution.lapses, verify(told, solution.schedule)) == ((), ())
    pairs_aims = [a for a in solution.aims if a.name <= AimName.POINTS or a.is_proven]
    for aim in pairs_aims:
        reached = best(told, scored, aim, solution.schedule)
        assert reached <= aim.bound if aim.name.is_maximised else reached >= aim.bound
