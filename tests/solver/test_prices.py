"""What a meeting rule costs: never less than a plan without it gains."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings

from matchmaker.aims import AimName
from matchmaker.events import Rules
from matchmaker.rulebook import go_together
from matchmaker.score import score
from matchmaker.solver import Watch, price_of, solve
from tests.builders import event, people, rule, wishes
from tests.strategies import events

NO_FLOORS = Rules(min_meetings=0)


@pytest.mark.parametrize(
    ("ruled", "price"),
    [
        (rule("never", "A", "B"), 8),
        (rule("only", "A", "C"), 8),
        (rule("at_most", "A", "B C", 1), 2),
        (rule("at_least", "D", "E", 1), 0),
        (rule("prefer", "A", "B", 5), 0),
    ],
    ids=lambda value: getattr(value, "verb", value),
)
def test_price_is_what_a_rule_takes(ruled, price):
    fair = event(people("A B C D E"), wishes("A>B! A>C D>E"), slots=3, tables=2, rules=NO_FLOORS)
    told = replace(fair, meeting_rules=(ruled,))

    assert price_of(told, solve(told, Watch(20)).schedule, ruled, Watch(20)) == price


def test_price_for_which_there_was_no_time_is_not_known():
    never = rule("never", "A", "B")
    fair = event(people("A B C"), wishes("A>B A>C"), slots=1, tables=1, meeting_rules=(never,))

    schedule = solve(fair, Watch(20)).schedule

    assert price_of(fair, schedule, never, Watch(0)) is None


def test_price_is_known_without_any_search_where_all_wishes_are_met():
    prefer = rule("prefer", "A", "B", 5)
    fair = event(people("A B"), wishes("A>B"), meeting_rules=(prefer,))

    schedule = solve(fair, Watch(20)).schedule

    assert price_of(fair, schedule, prefer, Watch(0)) == 0


@given(events())
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_no_plan_without_a_rule_has_more_points_than_its_price_says(any_event):
    assume(any_event.meeting_rules)
    schedule = solve(any_event, Watch(20)).schedule
    for ruled in any_event.meeting_rules:
        others = tuple(one for one in any_event.meeting_rules if one is not ruled)
        without = replace(any_event, meeting_rules=others)
        if go_together(without):
            known, best = (
                score(without, one)[AimName.POINTS] for one in (schedule, solved(without))
            )
            assert best - known <= price_of(any_event, schedule, ruled, Watch(20))


def solved(any_event):
    return solve(any_event, Watch(20)).schedule
