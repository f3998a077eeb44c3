"""The most even choice of pairs: for nothing, or for as many points as it may cost."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matchmaker.aims import AimName, Keep
from matchmaker.events import Attendance, Rules
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Watch, solve
from matchmaker.solver.model.selection import Evenness
from matchmaker.solver.watch import OutOfTimeError
from matchmaker.wishes import wished_pairs
from tests.builders import event, meeting, people, pin, schedule, wishes
from tests.solver.brute_force import all_scored
from tests.strategies import events, patient, reruns

BEFORE = (AimName.MUST, AimName.FAIR_SHARE, AimName.POINTS)
EVENNESS = AimName.EVENNESS


def reached(solution):
    return {aim.name: aim.value for aim in solution.aims}


@given(events())
@patient
def test_no_plan_as_good_is_more_even(any_event):
    assume(len(wished_pairs(any_event)) <= 4)

    solution = solve(any_event, Watch(20))

    assert _ranked(reached(solution)) == max(_ranked(values) for _, values in all_scored(any_event))


def _ranked(values):
    return [values[a] if a.is_maximised else -values[a] for a in (*BEFORE, EVENNESS)]


@given(events(), st.sampled_from([500, 2_000, 5_000]))
@patient
def test_evenness_costs_what_it_may_and_no_must_and_no_floor(any_event, hundredths):
    assume(len(wished_pairs(any_event)) <= 4)
    rules = replace(any_event.rules, evenness_may_cost=hundredths)
    priced = replace(any_event, rules=rules)

    solution = solve(priced, Watch(20))

    scored, ours = [values for _, values in all_scored(priced)], reached(solution)
    kept = [values for values in scored if _as_good(values, ours, BEFORE[:2])]
    assert not [v for v in scored if _first(v) > _first(ours)]
    most = max(values[AimName.POINTS] for values in kept)
    least = most - most * hundredths // 10_000
    best = max(values[EVENNESS] for values in kept if values[AimName.POINTS] >= least)
    assert (ours[AimName.POINTS] >= least, ours[EVENNESS]) == (True, best)
    assert (solution.lapses, verify(priced, solution.schedule)) == ((), ())


def _first(values):
    return values[AimName.MUST], -values[AimName.FAIR_SHARE]


def _as_good(values, ours, aims):
    return all(values[aim] == ours[aim] for aim in aims)


# A wishes three people, B one of them; C would rather meet A, by one point.
PRICED = event(
    people("A B C D"),
    wishes("A>C+ A>D B>C"),
    rules=Rules(min_meetings=0),
)


@pytest.mark.parametrize(("hundredths", "expected"), [(0, (4, 75)), (5_000, (2, 100))])
def test_evenness_may_cost_points(hundredths, expected):
    rules = replace(PRICED.rules, evenness_may_cost=hundredths)

    ours = reached(solve(replace(PRICED, rules=rules), Watch(20)))

    assert (ours[AimName.POINTS], ours[EVENNESS]) == expected


def test_points_are_not_given_in_vain():
    """Half of the points may be given, but nothing is more even than what has most of them."""
    pair = event(people("A B"), wishes("A>B+"), rules=Rules(evenness_may_cost=5_000))

    assert reached(solve(pair, Watch(20)))[AimName.POINTS] == 4


# Who is told to meet C and D could both be met by B as well, and as evenly.
TOLD = event(
    people("A B C D"),
    wishes("A>C A>D B>C B>D"),
    slots=2,
    tables=2,
    rules=Rules(min_meetings=0),
    promises=(pin("A C", 0, "T1"), pin("A D", 1, "T1")),
)


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_nobody_is_moved_for_evenness(keep):
    solution = solve(TOLD, Watch(20), keep)

    told = schedule(meeting("A C", 0), meeting("A D", 1))
    assert told.pairs <= solution.schedule.pairs
    assert score(TOLD, solution.schedule)[AimName.MOVES] == 0


CIRCLE = event(
    (*people("A"), *people("B C", attendance=Attendance.ONLINE)),
    wishes("A>B A>C B>A B>C"),
    slots=2,
    tables=0,
    promises=(pin("A B", 5),),
)
"""Each of three could meet both others, were there halves of meetings: two slots hold two pairs."""


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_rerun_of_a_circle_that_two_slots_cannot_hold_is_proven(keep):
    aims = {aim.name: aim for aim in solve(CIRCLE, Watch(20), keep).aims}

    assert (aims[EVENNESS].value, aims[EVENNESS].bound) == (175, 175)


@given(reruns())
@patient
def test_rerun_ranks_evenness_behind_moves(any_event):
    assume(len(wished_pairs(any_event).keys() | any_event.promise.keys()) <= 4)

    names = [aim.name for aim in solve(any_event, Watch(20), Keep.PAIRS).aims]

    assert names.index(EVENNESS) == names.index(AimName.MOVES) + 1


def test_end_before_evenness_costs_neither_points_nor_their_proof(monkeypatch):
    def end(*_):
        raise OutOfTimeError

    monkeypatch.setattr(Evenness, "__init__", end)

    aims = {aim.name: aim for aim in solve(PRICED, Watch(20)).aims}

    assert (aims[AimName.POINTS].value, aims[AimName.POINTS].is_proven) == (4, True)
    assert not aims[EVENNESS].is_proven
