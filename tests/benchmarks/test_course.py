"""The course of a run: every step and every end is written down as it was."""

import csv

import typer
from typer.testing import CliRunner

from benchmarks import course
from benchmarks.course import End, summary
from matchmaker.aims import AimName
from matchmaker.solver import Watch
from tests.builders import event, people, wishes


def ends(aim: AimName, *values: int) -> list[End]:
    return [End("", "", seed, 1, 1, aim.value, value, 0) for seed, value in enumerate(values)]


def test_summary_of_an_aim_that_is_minimised_names_the_most_as_worst():
    told = summary(ends(AimName.BREAKS, 2, 0, 1), AimName.BREAKS)
    assert told == "breaks: median 1, worst 2, all [0, 1, 2]"


def test_summary_of_an_aim_that_is_maximised_names_the_least_as_worst():
    told = summary(ends(AimName.POINTS, 2, 0, 1), AimName.POINTS)
    assert told == "points: median 1, worst 0, all [0, 1, 2]"


def test_rows_of_a_run_end_with_what_it_reached():
    fair = event(people("A B C"), wishes("A>B A>C"), slots=2)
    rows = course.measure("fair", "now", fair, 1, Watch(20))
    reached = {row.aim: row.value for row in rows if isinstance(row, End)}
    assert (reached["points"], reached["breaks"]) == (4, 0)
    assert {row.seed for row in rows} == {1}


def test_run_writes_a_row_for_each_seed_and_aim(tmp_path, monkeypatch):
    fair = event(people("A B C"), wishes("A>B A>C"), slots=2)
    monkeypatch.setattr(course, "events_of", lambda _name, seeds: ((s, fair) for s in seeds))
    monkeypatch.setattr(course, "get_ready", lambda _tell: None)
    path = tmp_path / "ends.csv"
    app = typer.Typer()
    app.command()(course.run)
    done = CliRunner().invoke(app, ["fair", "--last", "2", "--time", "9", "--csv", str(path)])
    assert done.exit_code == 0, done.output
    with path.open(encoding="utf-8", newline="") as file:
        points = [row for row in csv.DictReader(file) if row["aim"] == "points"]
    assert [(row["seed"], row["value"]) for row in points] == [("1", "4"), ("2", "4")]
