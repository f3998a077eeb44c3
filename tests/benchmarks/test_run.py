"""The command line plans what is asked for, and writes it down."""

import csv
from dataclasses import fields

import pytest
import typer.testing

from benchmarks import run
from benchmarks.baselines import METHODS
from benchmarks.measure import Row, Run, measure

GREEDY = Run(instance="50", seed=1, method="rank-and-cycle", time_limit=5, workers=1)


def test_rows_are_added_below_one_heading(tmp_path):
    greedy, _ = measure(GREEDY, "abc1234")
    file = tmp_path / "results" / "runs.csv"

    run.append(file, [greedy])
    run.append(file, [greedy])

    with file.open(encoding="utf-8", newline="") as sheet:
        read = list(csv.DictReader(sheet))
    assert [list(cells) for cells in read] == 2 * [[column.name for column in fields(Row)]]
    assert [(cells["points"], cells["points_bound"]) for cells in read] == 2 * [("588", "")]


def in_this_process(monkeypatch):
    """Run without a warm-up, and without the seconds that a new process takes."""
    monkeypatch.setattr(run, "warm_up", lambda _commit: None)
    monkeypatch.setattr(run, "in_own_process", measure)


def test_command_writes_rows_and_curve_of_every_method(tmp_path, monkeypatch):
    in_this_process(monkeypatch)
    options = ["--only", "50", "--seed", "3", "--time", "0.5", "--workers", "1"]
    files = ["--csv", str(tmp_path / "rows.csv"), "--curve", str(tmp_path / "curve.csv")]

    told = typer.testing.CliRunner().invoke(run.app, [*options, *files])

    assert told.exit_code == 0, told.output
    assert "50, seed 3: at least as good as each baseline" in told.output
    for name in ("rows.csv", "curve.csv"):
        with (tmp_path / name).open(encoding="utf-8", newline="") as sheet:
            methods = [cells["method"] for cells in csv.DictReader(sheet)]
        assert list(dict.fromkeys(methods)) == [*METHODS]


def test_trade_fair_is_not_planned_with_one_model(monkeypatch):
    planned = []
    monkeypatch.setattr(run, "carry_out", lambda runs, *_files: planned.extend(runs) or [])

    told = typer.testing.CliRunner().invoke(run.app, ["--only", "trade-fair", "--seed", "1"])

    assert told.exit_code == 0, told.output
    assert [one.method for one in planned] == [way for way in METHODS if way != "monolithic"]
    assert "trade-fair: monolithic is left out, " in told.output


def test_growth_plans_events_of_each_size(tmp_path, monkeypatch):
    in_this_process(monkeypatch)
    options = ["growth", "--pairs", "60", "--pairs", "90", "--time", "0.5"]

    told = typer.testing.CliRunner().invoke(
        run.app, [*options, "--csv", str(tmp_path / "rows.csv")]
    )

    assert told.exit_code == 0, told.output
    with (tmp_path / "rows.csv").open(encoding="utf-8", newline="") as sheet:
        assert [cells["instance"] for cells in csv.DictReader(sheet)] == ["grown-60", "grown-90"]


@pytest.mark.parametrize("options", [["--only", "51"], ["--only", "grown-"], ["--method", "best"]])
def test_unknown_name_is_refused_before_anything_runs(options):
    assert typer.testing.CliRunner().invoke(run.app, options).exit_code == 2


def test_machine_is_written_down(tmp_path):
    file = tmp_path / "results" / "machine.md"

    told = typer.testing.CliRunner().invoke(run.app, ["machine", str(file)])

    assert told.exit_code == 0, told.output
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["# The machine", ""]
    assert [line for line in lines if line.startswith("- ortools: ")]
