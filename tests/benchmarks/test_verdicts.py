"""What is said of the rows is so."""

from dataclasses import fields

import pytest

from benchmarks import verdicts
from benchmarks.measure import Broken, Row


def row(**values) -> Row:
    """Make a row in which all is 0 but what is named."""
    cells = {column.name: 0 for column in fields(Row)}
    cells |= {name: None for name in cells if name.endswith("_bound")}
    return Row(**(cells | {"instance": "50", "method": "matchmaker"} | values))


def test_verdict_looks_at_aims_in_order_of_rank():
    rows = [
        row(must=2, points=10, breaks=5),
        row(method="monolithic", must=2, points=10, breaks=7),
        row(method="rank-and-cycle", must=1, points=99),
        row(method="matchmaker-no-breaks", must=2, points=10, breaks=9),
    ]

    (line,) = verdicts.verdicts(rows)
    verdict, _, details = line.rpartition(" baseline: ")
    assert verdict == "50, seed 0: at least as good as each"
    assert details.split("; ") == [
        "better than monolithic in breaks (5 : 7)",
        "better than rank-and-cycle in must (2 : 1)",
    ]


def test_verdict_says_where_ours_is_worse():
    rows = [row(points=10), row(method="monolithic", points=11, waiting=3)]

    assert list(verdicts.verdicts(rows)) == [
        "50, seed 0: WORSE than a baseline: WORSE than monolithic in points (10 : 11)"
    ]


def test_events_of_other_seeds_are_not_compared():
    rows = [row(seed=1, points=10), row(seed=2, method="monolithic", points=99)]

    assert list(verdicts.verdicts(rows)) == ["50, seed 1: at least as good as each baseline: "]


def test_savings_are_a_mean_over_seeds():
    rows = [
        row(seed=1, points=9, breaks=2),
        row(seed=2, points=9, breaks=4),
        row(seed=1, points=9, method="matchmaker-no-breaks", breaks=10),
        row(seed=2, points=8, method="matchmaker-no-breaks", breaks=10),
    ]

    assert list(verdicts.savings(rows)) == [
        "50, seed 2: points differ (9 : 8)",
        "50: 70% fewer breaks with the stage than without (mean of 2 seeds)",
    ]


def test_bound_that_another_schedule_exceeds_is_named():
    rows = [
        row(must=2, must_bound=2, points=10, points_bound=10),
        row(method="monolithic", must=2, points=11),
    ]

    with pytest.raises(Broken, match="matchmaker proves 10 of points, monolithic has 11"):
        verdicts.check_bounds(rows)


def test_bound_says_nothing_of_schedules_with_less_in_an_earlier_aim():
    rows = [
        row(must=2, must_bound=2, points=10, points_bound=10),
        row(method="rank-and-cycle", must=1, points=11),
    ]

    verdicts.check_bounds(rows)
