"""What an event could have at most: never less than the best of all its plans."""

import pickle

from hypothesis import HealthCheck, assume, given, settings

from matchmaker.events import Rules
from matchmaker.rulebook import go_together
from matchmaker.scenarios import Figures, figures
from matchmaker.solver import Watch
from matchmaker.solver.whatif import Trial, look_at, most, most_of_all
from tests.builders import event, people, pin, wishes
from tests.solver.brute_force import all_scored
from tests.strategies import events

SLOW = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much],
}
FAIR = event(people("A B C D"), wishes("A>B! A>C C>A B>D"), slots=2, tables=1)


@given(events())
@settings(max_examples=60, **SLOW)
def test_bounds_are_never_below_the_best_of_all_plans(any_event):
    assume(go_together(any_event))
    best = most(any_event, Watch(20))
    found = [figures(any_event, schedule) for schedule, _ in all_scored(any_event)]

    assert [one for one in found if not one.is_within(best)] == []
    assert best.points <= most_of_all(any_event, Watch(20))


@given(events())
@settings(max_examples=30, **SLOW)
def test_plan_is_within_its_bound(any_event):
    assume(go_together(any_event))
    bound, plan = look_at(Trial(any_event)), look_at(Trial(any_event, 5.0))

    assert (bound.failed, plan.failed, plan.lapses) == ("", "", ())
    assert plan.figures.is_within(bound.figures)


def test_bounds_of_a_small_fair():
    assert most(FAIR, Watch(20)) == Figures(points=14, wishes=3, below=0)


def test_bounds_are_what_is_said_without_slots():
    nobody = event(people("A B"), slots=1, rules=Rules(min_meetings=0))

    assert most(nobody, Watch(20)) == Figures(points=0, wishes=0, below=0)


def test_people_below_their_floor_are_counted_once():
    fair = event(
        people("A B C D"), wishes("A>B C>D"), slots=1, tables=1, rules=Rules(min_meetings=1)
    )

    assert look_at(Trial(fair)).figures.below == 2
    assert look_at(Trial(fair, 5.0)).figures.below == 2


def test_a_plan_without_time_is_a_plan_all_the_same():
    assert look_at(Trial(FAIR)).figures.below == 0
    assert look_at(Trial(FAIR, 0.0)).figures.below == 1


def test_what_fails_is_told():
    impossible = event(people("A B C"), slots=1, pins=(pin("A B"), pin("A C")))

    tried = look_at(Trial(impossible))

    assert tried.figures is None
    assert "NoSolutionError" in tried.failed


def test_trial_can_be_sent_to_another_process():
    trial = pickle.loads(pickle.dumps(Trial(FAIR)))  # noqa: S301 - our own

    assert look_at(trial) == look_at(Trial(FAIR))
