"""The solver and the baselines side by side: the same events, time and threads, checked alike.

Every run is a process of its own and a row of the results. A schedule that breaks a rule or is not
what was claimed ends everything. What is measured and how to read it: README.md beside this file.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, fields
from itertools import product
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.baselines import METHODS, PLACING
from benchmarks.events import SHAPES
from benchmarks.machine import commit_of_code, machine_facts
from benchmarks.measure import GROWN, Moment, Row, Run, in_own_process
from benchmarks.verdicts import OURS, check_bounds, savings, table, verdicts

SIZES = (500, 1_000, 2_000, 5_000, 10_000, 20_000, 40_000, 130_000)
"""Wished pairs of the events that grow."""
LEFT_OUT = {
    ("trade-fair", "monolithic"): "one model of it has 4 million booleans",
    ("travel-market", "monolithic"): "one model of it has 5 million booleans",
}
"""Events that a method does not plan, and why."""
WIDTH = 160
"""Characters of a line of the table, on any terminal."""

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)

Seeds = Annotated[list[int], typer.Option("--seed", help="Of the event and of the search.")]
Seconds = Annotated[float, typer.Option("--time", help="Seconds for each run.")]
Workers = Annotated[int, typer.Option(help="Threads for each run.")]
Results = Annotated[Path | None, typer.Option("--csv", help="Where a row a run is added.")]
Curve = Annotated[Path | None, typer.Option(help="Where points over time are added.")]


@app.callback(invoke_without_command=True)
def compare(
    context: typer.Context,
    *,
    only: Annotated[list[str] | None, typer.Option(help="An event; all of them.")] = None,
    method: Annotated[list[str] | None, typer.Option(help="A way to plan; all of them.")] = None,
    seed: Seeds = [1],  # noqa: B006 - typer copies it
    time_limit: Seconds = 60,
    workers: Workers = 2,
    results: Results = None,
    curve: Curve = None,
) -> None:
    """Plan the events with every method, and compare."""
    if context.invoked_subcommand:
        return
    plans = [*product(_instances(only), seed, _methods(method))]
    runs = [
        Run(instance=name, seed=number, method=way, time_limit=time_limit, workers=workers)
        for name, number, way in plans
        if (name, way) not in LEFT_OUT
    ]
    rows = carry_out(runs, results, curve)
    _show(rows, (*verdicts(rows), *savings(rows), *_left_out(plans)))
    check_bounds(rows)


@app.command()
def growth(
    *,
    pairs: Annotated[list[int], typer.Option(help="Wished pairs.")] = [*SIZES],  # noqa: B006
    seed: Seeds = [1],  # noqa: B006 - typer copies it
    time_limit: Seconds = 600,
    workers: Workers = 2,
    results: Results = None,
    curve: Curve = None,
) -> None:
    """Plan ever larger events with this solver, until all pairs are placed."""
    runs = [
        Run(
            instance=f"{GROWN}{size}",
            seed=at,
            method=PLACING,
            time_limit=time_limit,
            workers=workers,
        )
        for size, at in product(pairs, seed)
    ]
    _show(carry_out(runs, results, curve), ())


@app.command()
def machine(file: Annotated[Path | None, typer.Argument(help="A Markdown file.")] = None) -> None:
    """Write down what this machine is."""
    text = "".join(f"- {what}: {which}\n" for what, which in machine_facts().items())
    if file is None:
        Console(soft_wrap=True, highlight=False).print(text, end="")
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# The machine\n\n{text}", encoding="utf-8")


def _instances(names: list[str] | None) -> list[str]:
    """Take the events that are named, or all of them; refuse what is none before anything runs."""
    known = [shape.name for shape in SHAPES]
    for name in names or ():
        if name not in known and not re.fullmatch(rf"{GROWN}\d+", name):
            raise typer.BadParameter(f"{name} is none of {', '.join(known)}, {GROWN}N")
    return names or known


def _methods(names: list[str] | None) -> list[str]:
    """Take the methods that are named, or all of them."""
    for name in names or ():
        if name not in METHODS:
            raise typer.BadParameter(f"{name} is none of {', '.join(METHODS)}")
    return names or [*METHODS]


def carry_out(runs: Sequence[Run], results: Path | None, moments: Path | None) -> list[Row]:
    """Do one run after the other, each in a process of its own, and write down each at once."""
    console, commit, rows = Console(stderr=True), commit_of_code(), []
    warm_up(commit)
    for number, run in enumerate(runs, 1):
        what = f"{number}/{len(runs)}  {run.instance}, seed {run.seed}: {run.method}"
        with console.status(what):
            row, points_over_time = in_own_process(run, commit)
        console.print(f"{what}, {row.points:,} points in {row.seconds:.1f} s", highlight=False)
        append(results, [row])
        append(moments, points_over_time)
        rows.append(row)
    return rows


def warm_up(commit: str) -> None:
    """Plan a small event and forget it: machine code is compiled once, and then kept on disk."""
    in_own_process(Run(instance="50", seed=1, method=OURS, time_limit=10, workers=1), commit)


def append(file: Path | None, rows: Sequence[Row] | Sequence[Moment]) -> None:
    """Add rows to a CSV file, under a heading if it is new."""
    if file is None:
        return
    is_new = not file.exists()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="") as sheet:
        columns = [column.name for column in fields(rows[0])]
        writer = csv.DictWriter(sheet, columns, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(map(asdict, rows))


def _left_out(plans: Iterable[tuple[str, int, str]]) -> Iterator[str]:
    """Say which methods an event is not planned with, and why."""
    for name, way in dict.fromkeys((name, way) for name, _, way in plans):
        if (name, way) in LEFT_OUT:
            yield f"{name}: {way} is left out, {LEFT_OUT[name, way]}"


def _show(rows: Sequence[Row], lines: Iterable[str]) -> None:
    console = Console(soft_wrap=True, highlight=False, width=WIDTH)
    console.print(table(rows))
    for line in lines:
        console.print(line)


if __name__ == "__main__":
    app()
