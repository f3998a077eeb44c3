"""The published benchmark: files are read, every rule counts, and nothing false is believed."""

from itertools import product

import pytest
from typer.testing import CliRunner

from benchmarks.b2bsp import (
    UNSAT,
    Case,
    FaultyError,
    Meeting,
    app,
    breaks,
    faults,
    read,
    solve,
    summary,
)

FOUR_SLOTS = {
    "nBusiness": "3",
    "nMeetings": "2",
    "nTables": "1",
    "nTotalSlots": "4",
    "nMorningSlots": "2",
    "requested": "[|1, 2,3, |1, 3,3, |]",
    "fixed": "[0, 0]",
    "forbidden": "[{0}, {0}, {0}]",
    "precedences": "[{}, {}]",
}
"""Participant 1 meets 2 and 3, at any of four times."""


def write(folder, name="tiny.dzn", **values) -> Case:
    lines = (f"{key} = {value};" for key, value in (FOUR_SLOTS | values).items())
    folder.joinpath(name).write_text("\n\n".join(lines), encoding="utf-8")
    return Case(name)


def best(instance, d=None) -> int | None:
    """Try every way to place the meetings."""
    times = range(1, instance.slots + 1)
    schedules = product(times, repeat=len(instance.meetings))
    counts = [sum(breaks(instance, slots)) for slots in schedules if not faults(instance, slots, d)]
    return min(counts, default=None)


def test_instance_is_read(tmp_path):
    write(
        tmp_path,
        requested="[|1, 2,1, |1, 3,2, |]",
        fixed="[2, 0]",
        forbidden="[{0}, {0, 4}, {0}]",
        precedences="[{}, {1}]",
    )

    instance = read(tmp_path / "tiny.dzn")

    assert (instance.tables, instance.slots, instance.morning) == (1, 4, 2)
    assert instance.meetings == (
        Meeting(people=(1, 2), session=1, fixed=2),
        Meeting(people=(1, 3), session=2, earlier=frozenset({1})),
    )
    assert instance.forbidden == (frozenset({0}), frozenset({0, 4}), frozenset({0}))


PAIR_TWICE_APART = {"fixed": "[1, 0]", "forbidden": "[{0}, {0}, {0, 1, 2, 3}]"}
RULES = {
    "nothing": ({}, None, 0),
    "forbidden": (PAIR_TWICE_APART, None, 1),
    "fixed": ({"fixed": "[1, 3]"}, None, 1),
    "session": ({"fixed": "[1, 0]", "requested": "[|1, 2,3, |1, 3,2, |]"}, None, 1),
    "precedence": (
        {"forbidden": "[{0}, {0, 1, 3, 4}, {0, 3}]", "precedences": "[{}, {1}]"},
        None,
        1,
    ),
    "fairness": (PAIR_TWICE_APART, 0, None),
    "fairness that is wide enough": (PAIR_TWICE_APART, 1, 1),
    "tables": (
        {"nBusiness": "4", "requested": "[|1, 2,3, |3, 4,3, |]", "nTotalSlots": "1"}
        | {"nMorningSlots": "1", "forbidden": "[{0}, {0}, {0}, {0}]"},
        None,
        None,
    ),
    "one meeting a slot": ({"nTables": "2", "nTotalSlots": "1", "nMorningSlots": "1"}, None, None),
}


@pytest.mark.parametrize("name", RULES)
def test_rule_is_kept_at_the_fewest_breaks(name, tmp_path):
    values, d, expected = RULES[name]
    case = Case(write(tmp_path, **values).file, d)

    result = solve(tmp_path, case, seconds=20, workers=1)

    assert best(read(tmp_path / case.file), d) == expected
    assert result.outcome == (UNSAT if expected is None else str(expected))


FAULTY_SCHEDULES = {
    "is in no slot": ({}, (5, 1)),
    "is not in its session": ({"requested": "[|1, 2,1, |1, 3,3, |]"}, (3, 2)),
    "is not where it is fixed": ({"fixed": "[2, 0]"}, (1, 2)),
    "is in a forbidden slot": ({"forbidden": "[{0}, {0, 1}, {0}]"}, (1, 2)),
    "is not after those that must be earlier": ({"precedences": "[{2}, {}]"}, (1, 2)),
    "has more meetings than tables": ({}, (1, 1)),
    "has 2 meetings in slot": ({"nTables": "2"}, (1, 1)),
    "one has 1 breaks, one has 0": ({}, (1, 3)),
}


@pytest.mark.parametrize("fault", FAULTY_SCHEDULES)
def test_false_schedule_is_seen(fault, tmp_path):
    values, slots = FAULTY_SCHEDULES[fault]
    write(tmp_path, **values)

    found = faults(read(tmp_path / "tiny.dzn"), slots, d=0)

    assert any(fault in line for line in found)


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"nMeetings": "3"}, "nMeetings"),
        ({"nBusiness": "4"}, "forbidden"),
        ({"nTables": "few"}, "few"),
        ({"requested": "[|1, 1,3, |1, 3,3, |]"}, "themselves"),
        ({"requested": "[|1, 9,3, |1, 3,3, |]"}, "nobody"),
        ({"precedences": "[{}, {7}]"}, "7"),
    ],
)
def test_damaged_file_is_named(values, complaint, tmp_path):
    write(tmp_path, **values)

    with pytest.raises(FaultyError, match=complaint):
        read(tmp_path / "tiny.dzn")


def test_table_of_optima_names_the_cases_and_the_last_line_sums_up(tmp_path):
    write(tmp_path, "one.dzn", fixed="[1, 3]")
    write(tmp_path, "two.dzn")
    rows = ("file,fairness_d,optimum_breaks,maxsat_time_s", "one.dzn,2,1,0.3", "one.dzn,0,UNSAT,-")
    tmp_path.joinpath("optima.csv").write_text("\n".join(rows), encoding="utf-8")
    results = tmp_path / "results.csv"

    ran = CliRunner().invoke(app, [str(tmp_path), "--time", "20", "--csv", str(results)])

    assert ran.exit_code == 0
    last = ran.output.splitlines()[-1]
    assert last.startswith(
        "matchmaker: 3 of 3 decided, 2 agree with the published optimum, 0 disagree, total seconds"
    )
    assert [line.split(",")[1:4] for line in results.read_text().splitlines()[1:]] == [
        ["one.dzn", "2", "1"],
        ["one.dzn", "0", ""],
        ["two.dzn", "", "0"],
    ]


def test_other_answer_than_the_published_one_disagrees(tmp_path):
    file = write(tmp_path).file

    result = solve(tmp_path, Case(file, None, published="3"), seconds=20, workers=1)

    assert ", 0 agree with the published optimum, 1 disagree," in summary([result])


def test_folder_without_instances_is_one_line(tmp_path):
    ran = CliRunner().invoke(app, [str(tmp_path / "nowhere")])

    assert ran.exit_code == 1
    assert "no instances" in ran.output
    assert "Traceback" not in ran.output
