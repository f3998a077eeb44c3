"""What every solution has, whatever the event."""

from dataclasses import replace
from importlib import import_module
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matchmaker.aims import AimName, Keep
from matchmaker.events import Pin, Table
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Progress, Stage, Watch, solve
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages import seat
from matchmaker.solver.stages.first import first_fit
from matchmaker.wishes import wished_pairs
from tests.builders import at, event, people, person, pin, wishes
from tests.solver.brute_force import all_scored, best, best_of_each
from tests.strategies import events, patient, reruns


@given(events())
@patient
def test_solution_is_accepted_and_scores_what_it_claims(any_event):
    solution = solve(any_event, Watch(20))

    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == score(any_event, solution.schedule)


@given(events())
@patient
def test_bounds_are_what_brute_force_reaches(any_event):
    assume(len(wished_pairs(any_event)) <= 4)

    solution = solve(any_event, Watch(20))

    assert [aim.bound for aim in solution.aims] == best_of_each(any_event, solution)


@st.composite
def half_over(draw):
    """Draw an event with a plan of which something is over: that stands, and the rest is open."""
    drawn = draw(events())
    permitted = candidates(drawn)
    planned = seat.seat_at_once(permitted, first_fit(permitted)).meetings
    now = draw(st.sampled_from(drawn.slots)).start
    over = [Pin(met.participants, met.slot, met.table) for met in planned if met.slot.start < now]
    assume(over)
    left = [pin for pin in drawn.pins if pin.pair not in {met.pair for met in over}]
    return replace(drawn, now=now, pins=(*left, *over))


@given(half_over())
@settings(patient, max_examples=40)
def test_what_is_left_of_an_event_is_bounded_as_brute_force_reaches(any_event):
    assume(len(wished_pairs(any_event)) <= 4)

    solution = solve(any_event, Watch(20))

    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert [aim.bound for aim in solution.aims] == best_of_each(any_event, solution)


@given(events(), st.integers(0, 1000))
@patient
def test_order_of_rows_does_not_change_proven_values(any_event, seed):
    random = Random(seed)
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


@given(events(), st.sampled_from([0.0, 0.005, 0.02, 0.05, 0.1]))
@patient
def test_solution_holds_however_little_time_there_was(any_event, seconds):
    solution = solve(any_event, Watch(seconds))

    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == score(any_event, solution.schedule)
    assert [aim.name for aim in solution.aims if exceeds_its_bound(aim)] == []


def exceeds_its_bound(aim) -> bool:
    return aim.value > aim.bound if aim.name.is_maximised else aim.value < aim.bound


def test_stopped_watch_gives_a_schedule_at_once():
    watch = Watch(1000)
    watch.stop()

    solution = solve(event(people("A B C"), wishes("A>B B>C"), slots=2), watch)

    assert len(solution.schedule.meetings) == 2


def test_progress_tells_of_every_aim():
    told = []

    halls = (Table(name="T1", area="Hall A"), Table(name="T2", area="Hall B"))
    three = event(people("A B C"), wishes("A>B B>C"), slots=3, tables=halls)

    solve(three, Watch(10, report=told.append))

    assert {progress.aim for progress in told} == {aim for aim in AimName if not aim.is_of_a_rerun}
    assert {progress.stage for progress in told} >= {Stage.SELECT, Stage.BREAKS, Stage.SEAT}
    assert all(isinstance(progress, Progress) for progress in told)


HARD = {
    "Placement": event(people("A B C D E"), wishes("A>B B>C A>C D>E"), slots=2, tables=2),
    "Lines": event(
        (*people("A"), person("B", times=at(0)), person("C", times=at(2))),
        wishes("A>B A>C"),
        slots=3,
    ),
    "SeatModel": event(
        people("A B C"),
        wishes("B>C"),
        slots=3,
        tables=2,
        pins=(pin("A B", 0, "T1"), pin("A C", 1, "T2")),
    ),
}
"""A circle that two slots cannot hold, a break and two walks that nobody is spared."""


@pytest.mark.parametrize("name", ["slot.Placement", "breaks.Lines", "seat.SeatModel"])
def test_short_memory_loses_no_schedule(name, monkeypatch):
    module, model = name.split(".")
    asked = []

    def too_large(*_arguments):
        asked.append(model)
        raise MemoryError

    monkeypatch.setattr(import_module(f"matchmaker.solver.stages.{module}"), model, too_large)
    monkeypatch.setattr(seat, "fewest_cut", lambda *_: 0)  # it would prove the walks at once
    tight = HARD[model]

    solution = solve(tight, Watch(20))

    assert asked
    assert (solution.lapses, verify(tight, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == score(tight, solution.schedule)


class Hasty(cp_model.CpSolver):
    """Stops at the first solution, as a search does that has no time."""

    def solve(self, model, solution_callback=None):
        self.parameters.stop_after_first_solution = True
        self.parameters.cp_model_presolve = False
        return super().solve(model, solution_callback)


@given(events())
@patient
def test_hasty_solution_holds_and_no_plan_beats_its_bounds(any_event):
    assume(len(wished_pairs(any_event)) <= 4)

    with patch.object(cp_model, "CpSolver", Hasty):
        solution = solve(any_event, Watch(20))

    scored, values = all_scored(any_event), score(any_event, solution.schedule)
    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == values
    for aim in solution.aims:
        reached = best(any_event, scored, aim, solution.schedule)
        assert reached <= aim.bound if aim.name.is_maximised else reached >= aim.bound


@given(reruns(), st.sampled_from([(Keep.ALL, None), (Keep.PAIRS, None), (Keep.PAIRS, 1)]))
@patient
def test_rerun_is_accepted_and_its_bounds_are_what_brute_force_reaches(any_event, how):
    keep, ceiling = how
    pairs = wished_pairs(any_event).keys() | any_event.promise.keys()
    assume(len(pairs) <= 5)

    solution = solve(any_event, Watch(20), keep, ceiling)

    values = score(any_event, solution.schedule)
    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == {
        aim.name: values[aim.name] for aim in solution.aims
    }
    assert AimName.STANDING in {aim.name for aim in solution.aims} or keep is Keep.PAIRS
    if ceiling is None:
        assert [aim.bound for aim in solution.aims] == best_of_each(any_event, solution)
