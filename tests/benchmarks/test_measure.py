"""A run is measured, and what it claims is checked."""

from dataclasses import asdict, fields, replace

import pytest

from benchmarks import measure
from benchmarks.events import SHAPES, make_event
from matchmaker.aims import Aim, AimName
from matchmaker.schedule import Meeting, Schedule
from matchmaker.solver import Progress, Solution, Stage
from tests.builders import event, people, person, slot, wishes

GREEDY = measure.Run(instance="50", seed=1, method="rank-and-cycle", time_limit=5, workers=1)
OURS = replace(GREEDY, method="matchmaker", time_limit=1)


@pytest.fixture(scope="module")
def greedy():
    return measure.measure(GREEDY, "abc1234")


@pytest.fixture(scope="module")
def ours():
    return measure.measure(OURS, "abc1234")


def test_row_has_every_aim_with_value_and_bound():
    columns = {column.name for column in fields(measure.Row)}

    assert columns >= {cell for aim in measure.AIMS for cell in (aim.value, f"{aim.value}_bound")}


def test_greedy_row_says_what_was_run_and_knows_no_bound(greedy):
    cells = asdict(greedy[0])

    assert {name: cells[name] for name in asdict(GREEDY)} == asdict(GREEDY)
    assert [cells["people"], cells["slots"], cells["tables"], cells["pairs"]] == [50, 12, 10, 262]
    assert {name for name, cell in cells.items() if cell is None} == {
        "points_gap",
        *(f"{aim.value}_bound" for aim in measure.AIMS if aim is not AimName.AREA_CHANGES),
    }
    assert cells["area_changes_bound"] == 0  # there are no areas


def test_our_row_has_no_empty_cell(ours):
    assert None not in asdict(ours[0]).values()


def test_times_of_a_row_are_in_order(ours):
    assert 0 < ours[0].seconds_to_first <= ours[0].seconds_to_points <= ours[0].seconds
    assert 0 < ours[0].cpu_to_points <= ours[0].cpu_seconds


def test_curve_ends_with_the_row(ours):
    measured, moments = ours

    assert (moments[-1].points, moments[-1].bound) == (measured.points, measured.points_bound)
    assert [moment.seconds for moment in moments] == sorted(moment.seconds for moment in moments)


def test_curve_of_a_greedy_method_is_one_moment(greedy):
    measured, moments = greedy

    assert [(m.seconds, m.points, m.bound) for m in moments] == [
        (measured.seconds, measured.points, None)
    ]


def test_diary_counts_schedules_only():
    diary = measure.Diary()
    diary.tell(Progress(Stage.SELECT, AimName.POINTS, 9, 10))
    diary.tell(Progress(Stage.SLOT, AimName.MUST, 1, 1))
    diary.tell(Progress(Stage.SLOT, AimName.POINTS, 7))
    diary.tell(Progress(Stage.SLOT, AimName.POINTS, None, 8))

    assert [told[1:] for told in diary.points()] == [(None, 10), (7, 10), (7, 8)]


def test_shares_of_wishes_met_are_quartiles_of_those_who_wished():
    three = event(people("A B C D"), wishes("A>B A>C B>C C>D"), slots=2, tables=2)
    schedule = Schedule((Meeting(("A", "B"), slot(0), "T1"), Meeting(("C", "D"), slot(0), "T2")))

    shares = measure._shares_met(three, schedule)  # noqa: SLF001 - a column of its own

    assert list(shares.values()) == [0.0, 0.25, 0.5, 0.75, 0.4444]


def solution(*meetings, points: int, bound: int) -> Solution:
    return Solution(Schedule(meetings), (Aim(AimName.POINTS, points, bound, 0.0),))


def test_broken_rule_is_named():
    pair = event([person("A", "Firm"), person("B", "Firm")], wishes("A>B"))
    kept = solution(Meeting(("A", "B"), slot(0), "T1"), points=2, bound=2)

    with pytest.raises(measure.Broken, match="50, seed 1: rank-and-cycle breaks same_organisation"):
        measure.checked(GREEDY, pair, kept)


@pytest.mark.parametrize(("points", "bound"), [(3, 3), (2, 1)])
def test_false_claim_is_named(points, bound):
    pair = event(people("A B"), wishes("A>B"))
    claimed = solution(Meeting(("A", "B"), slot(0), "T1"), points=points, bound=bound)

    with pytest.raises(measure.Broken, match=f"claims {points} of points with a bound of {bound}"):
        measure.checked(GREEDY, pair, claimed)


def test_run_is_a_row_of_a_process_of_its_own():
    measured, _ = measure.in_own_process(GREEDY, "abc1234")

    assert measured.commit == "abc1234"
    assert 10 < measured.memory_mb < 10_000


def test_shapes_are_found_by_name():
    assert [measure.shape_named(shape.name) for shape in SHAPES] == [*SHAPES]
    assert make_event(measure.shape_named("grown-60")).name == "Event grown-60, seed 1"
