"""What a more even plan costs: every point of the curve is proven by trying everything."""

from hypothesis import HealthCheck, assume, given, settings

from matchmaker.aims import AimName
from matchmaker.evenness import evenness
from matchmaker.solver import Watch, even_choices, solve
from matchmaker.wishes import points_of, wished_pairs
from tests.solver.brute_force import all_scored
from tests.strategies import events

BEFORE = (AimName.MUST, AimName.FAIR_SHARE)
COSTS = (0, 2_000, 5_000)


@given(events())
@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_no_plan_that_gives_no_more_is_more_even(any_event):
    assume(len(wished_pairs(any_event)) <= 4)
    solution = solve(any_event, Watch(20))
    reached = {aim.name: aim.value for aim in solution.aims}
    held = {aim: reached[aim] for aim in BEFORE}

    choices = even_choices(any_event, solution.schedule.pairs, held, COSTS, Watch(20))

    assert [choice.may_cost for choice in choices] == list(COSTS)
    scored = [values for _, values in all_scored(any_event)]
    kept = [v for v in scored if [v[aim] for aim in BEFORE] == [reached[aim] for aim in BEFORE]]
    for choice in choices:
        points = sum(points_of(any_event, choice.pairs).values())
        least = min(points, reached[AimName.POINTS])
        dear = [v for v in kept if v[AimName.POINTS] >= least]
        assert choice.evenness == evenness(any_event, choice.pairs) <= choice.bound
        if points <= reached[AimName.POINTS]:
            assert max(values[AimName.EVENNESS] for values in dear) <= choice.bound
