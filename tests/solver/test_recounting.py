"""The aims of a schedule changed by hand: no bound is told that some schedule exceeds."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.aims import AimName, Given
from matchmaker.editing import edited
from matchmaker.events import pair_of
from matchmaker.positions import positions
from matchmaker.score import score
from matchmaker.solver import Watch, recount, solve
from matchmaker.wishes import wished_pairs
from tests.builders import event, people, wishes
from tests.solver.brute_force import all_scored, best
from tests.strategies import events, reruns

patient = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@given(st.one_of(events(), reruns()), st.data())
@patient
def test_bounds_hold_for_whatever_is_done_by_hand(any_event, data):
    assume(len(wished_pairs(any_event)) <= 4)
    solution = solve(any_event, Watch(20))
    schedule = solution.schedule
    ids = sorted(person.id for person in any_event.participants)
    for _ in range(2):
        pair = pair_of(*data.draw(st.permutations(ids))[:2])
        there = [spot.edit for spot in positions(any_event, schedule, pair) if spot.is_open]
        schedule = edited(schedule, data.draw(st.sampled_from(there))) if there else schedule
    same = {Given.PAIRS} if schedule.pairs == solution.schedule.pairs else set()

    aims = recount(any_event, schedule, solution.aims, same)

    scored = all_scored(any_event)
    assert {aim.name: aim.value for aim in aims} == score(any_event, schedule)
    for aim in aims:
        reached = best(any_event, scored, aim, schedule)
        assert aim.bound >= reached if aim.name.is_maximised else aim.bound <= reached


def test_bound_holds_as_long_as_what_it_takes_as_given_does():
    fair = event(people("A B C"), wishes("A>B A>C"), slots=3)
    solution = solve(fair, Watch(5))

    known = recount(fair, solution.schedule, solution.aims, Given)
    other = recount(fair, solution.schedule, solution.aims)

    assert [(a.name, a.bound) for a in known] == [(a.name, a.bound) for a in solution.aims]
    assert {a.name for a in other if a.given} == {
        *(AimName.FAIR_SHARE, AimName.POINTS, AimName.EVENNESS)
    }
