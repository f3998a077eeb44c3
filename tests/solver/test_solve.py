"""What every solution has, whatever the event."""

from random import Random

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.score import score
from matchmaker.solver import Watch, solve
from matchmaker.verify import verify
from matchmaker.wishes import wished_pairs
from tests.solver.brute_force import best
from tests.strategies import events

patient = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@given(events())
@patient
def test_solution_is_accepted_and_scores_what_it_claims(any_event):
    solution = solve(any_event, Watch(20))

    assert verify(any_event, solution.schedule) == ()
    assert {aim.name: aim.value for aim in solution.aims} == score(any_event, solution.schedule)


@given(events())
@patient
def test_bounds_are_what_brute_force_reaches(any_event):
    assume(len(wished_pairs(any_event)) <= 4)

    solution = solve(any_event, Watch(20))

    values = score(any_event, solution.schedule)
    reached = [best(any_event, aim, values, solution.schedule) for aim in solution.aims]
    assert [aim.bound for aim in solution.aims] == reached


@given(events(), st.integers(0, 1000))
@patient
def test_order_of_rows_does_not_change_proven_values(any_event, seed):
    random = Random(seed)  # noqa: S311 - a shuffle, not a secret
    shuffled = {
        name: tuple(random.sample(getattr(any_event, name), len(getattr(any_event, name))))
        for name in ("participants", "tables", "interests", "blocked", "pins")
    }

    one = solve(any_event, Watch(20))
    other = solve(type(any_event)(**{**vars_of(any_event), **shuffled}), Watch(20))

    assert [a.value for a in one.aims if a.is_proven] == [
        a.value for a in other.aims if a.is_proven
    ]


def vars_of(any_event):
    return {name: getattr(any_event, name) for name in any_event.__dataclass_fields__}
