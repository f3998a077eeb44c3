"""Every baseline keeps every rule; what each of them is for."""

import pytest
from hypothesis import given, settings

from benchmarks.baselines import (
    METHODS,
    monolithic,
    rank_and_cycle,
    until_placed,
    without_breaks,
)
from benchmarks.events import SHAPES, make_event
from matchmaker.aims import AimName
from matchmaker.events import Rules, Table, pair_of
from matchmaker.rulebook import Rule, verify
from matchmaker.score import score
from matchmaker.solver import Stage, Watch, solve
from tests.builders import event, people, person, pin, wishes
from tests.strategies import events, patient
from tests.tight import TIGHT

patient = settings(patient, max_examples=60)


@pytest.mark.parametrize("method", [name for name in METHODS if name != "matchmaker"])
@given(any_event=events())
@patient
def test_baseline_keeps_every_rule(method, any_event):
    solution = METHODS[method](any_event, Watch(5))

    counted = score(any_event, solution.schedule)
    assert verify(any_event, solution.schedule) == ()
    assert [aim.value for aim in solution.aims] == [counted[aim.name] for aim in solution.aims]


@pytest.mark.parametrize(
    "rule", sorted(TIGHT.keys() - {Rule.FORCED_MEET})
)  # they know no such pairs
@pytest.mark.parametrize("method", METHODS)
def test_method_resists_what_tempts(method, rule):
    tight = TIGHT[rule].event

    assert verify(tight, METHODS[method](tight, Watch(5)).schedule) == ()


@given(any_event=events())
@patient
def test_monolithic_reaches_what_ours_proves(any_event):
    ours, theirs = (method(any_event, Watch(20)) for method in (solve, monolithic))

    values = {aim.name: aim.value for aim in ours.aims}
    bounds = {aim.name: aim.bound for aim in theirs.aims}
    assert bounds == {name: values[name] for name in bounds}


def order(solution):
    """List who meets in order of time."""
    return [" ".join(meeting.participants) for meeting in solution.schedule.meetings]


def test_rank_and_cycle_serves_companies_by_alphabet_and_each_by_rank():
    tiny = event(
        [person("1", "Beta"), person("2", "alpha"), person("3", "Gamma"), person("4", "Delta")],
        wishes("1>3- 1>4+ 2>3 2>4! 3>4"),
        slots=4,
        tables=1,
    )

    solution = rank_and_cycle(tiny, Watch(5))

    # alpha: its must; Beta: its high wish; Delta: the must and the high wish are met, so 3>4;
    # Gamma: the best wish that is left is alpha's. Beta's low wish finds no slot with a table.
    assert order(solution) == ["2 4", "1 4", "3 4", "2 3"]


def test_rank_and_cycle_takes_wishes_of_one_level_as_they_were_entered():
    tiny = event(people("A B C D"), wishes("A>D A>B A>C"), slots=3)

    solution = rank_and_cycle(tiny, Watch(5))

    assert order(solution) == ["A D", "A B", "A C"]


def test_rank_and_cycle_gives_a_company_one_meeting_a_cycle():
    tiny = event(people("A B C D E"), wishes("A>B! A>C! A>D! E>D-"), slots=3, tables=1)

    solution = rank_and_cycle(tiny, Watch(5))

    assert order(solution) == ["A B", "A C", "A D"]


def test_growth_stops_when_all_pairs_are_placed():
    told = []
    watch = Watch(60, report=told.append)

    solution = until_placed(event(people("A B C"), wishes("A>B B>C"), slots=3), watch)

    assert watch.is_stopped
    assert len(solution.schedule.meetings) == 2
    assert {progress.stage for progress in told} >= {Stage.SLOT, Stage.BREAKS}


def test_baselines_seat_around_pinned_tables():
    pinned = event(
        people("A B C D"), wishes("A>B C>D"), tables=2, pins=(pin("C D", 0, "T1"),), slots=1
    )

    for method in METHODS.values():
        schedule = method(pinned, Watch(5)).schedule
        assert {m.participants: m.table for m in schedule.meetings} == {
            pair_of("A", "B"): "T2",
            pair_of("C", "D"): "T1",
        }


def test_baselines_count_a_wish_for_an_organisation_once():
    firm = [person("A"), person("B", "Firm"), person("C", "Firm")]
    wanted = event(firm, wishes("A>@Firm"), slots=2, rules=Rules(max_in_a_row=1))

    for method in METHODS.values():
        assert len(method(wanted, Watch(5)).schedule.meetings) == 1


def test_baselines_use_every_seat_of_a_table():
    busy = event(
        people("A B C D"), wishes("A>B C>D"), tables=(Table(name="T", meetings_at_once=2),)
    )

    for method in METHODS.values():
        assert len(method(busy, Watch(5)).schedule.meetings) == 2


def test_switching_breaks_off_leaves_points_and_costs_breaks():
    small = make_event(SHAPES[0])

    ours, other = (score(small, m(small, Watch(2)).schedule) for m in (solve, without_breaks))

    assert ours[AimName.POINTS] == other[AimName.POINTS]
    assert ours[AimName.BREAKS] < other[AimName.BREAKS]
