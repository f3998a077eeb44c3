"""How each aim gets on over a run, and where runs of many seeds end.

The end of a run counts seconds of work (CPU) besides those of the clock: on a machine that is busy
with other things only the first mean anything, so there give a `--time` that no run needs.
"""

import csv
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from benchmarks.breaks import events_of
from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Progress, Watch, get_ready, solve
from matchmaker.solver.watch import LEAST_PATIENCE


@dataclass(frozen=True)
class Step:
    """A row of the curve: an aim has another value or bound."""

    event: str
    way: str
    seed: int
    seconds: float
    cpu_seconds: float
    stage: str
    aim: str
    value: int | None
    bound: int | None


@dataclass(frozen=True)
class End:
    """A row of the ends: an aim of a run when it was over; seconds are those of the whole run."""

    event: str
    way: str
    seed: int
    seconds: float
    cpu_seconds: float
    aim: str
    value: int
    bound: int


Row = Step | End


def measure(name: str, way: str, event: Event, seed: int, watch: Watch) -> list[Row]:
    """Plan an event once, and write down what is told meanwhile and what comes out.

    Raises
    ------
    SystemExit
        If the plan breaks a rule, or an aim is not what was claimed.
    """
    start, worked = time.monotonic(), time.process_time()

    def spent() -> tuple[float, float]:
        return round(time.monotonic() - start, 2), round(time.process_time() - worked, 2)

    steps: list[Step] = []

    def note(told: Progress) -> None:
        row = (told.stage.value, told.aim.value, told.value, told.bound)
        steps.append(Step(name, way, seed, *spent(), *row))

    watch.report = note
    solution = solve(event, watch)
    seconds = spent()
    counted = score(event, solution.schedule)
    if verify(event, solution.schedule) or any(a.value != counted[a.name] for a in solution.aims):
        raise SystemExit(f"{name}, seed {seed}: a rule is broken, or an aim is not as claimed")
    ends = [
        End(name, way, seed, *seconds, aim.name.value, aim.value, aim.bound)
        for aim in solution.aims
    ]
    return [*_changes(steps), *ends]


def _changes(steps: Iterable[Step]) -> Iterable[Step]:
    """Leave out what says again what was known."""
    what = attrgetter("stage", "aim", "value", "bound")
    return (next(same) for key, same in groupby(steps, what) if key[2:] != (None, None))


def summary(ends: Sequence[End], aim: AimName) -> str:
    """Say how an aim is distributed over the seeds."""
    values = sorted(end.value for end in ends if end.aim == aim.value)
    worst = values[0] if aim.is_maximised else values[-1]
    return f"{aim.value}: median {median(values):g}, worst {worst}, all {values}"


def run(
    event: Annotated[str, typer.Argument(help="An event of the benchmark, or a workbook.")],
    *,
    way: Annotated[str, typer.Option(help="A name for the code that runs.")] = "now",
    first: Annotated[int, typer.Option(help="The first seed.")] = 1,
    last: Annotated[int, typer.Option(help="The last seed.")] = 20,
    seconds: Annotated[float, typer.Option("--time")] = 60,
    workers: Annotated[int, typer.Option()] = 2,
    results: Annotated[Path | None, typer.Option("--csv", help="Where ends are added.")] = None,
    curve: Annotated[Path | None, typer.Option(help="Where steps are added.")] = None,
) -> None:
    """Plan an event with many seeds: the curve of each aim, and where runs end."""
    get_ready(lambda _key: None)
    ends: list[End] = []
    for seed, made in events_of(event, range(first, last + 1)):
        watch = Watch(seconds, workers=workers, seed=seed, patience=LEAST_PATIENCE)
        rows = measure(Path(event).parent.name or event, way, made, seed, watch)
        theirs = [row for row in rows if isinstance(row, End)]
        _append(results, theirs)
        _append(curve, [row for row in rows if isinstance(row, Step)])
        told = ", ".join(f"{end.aim} {end.value} ({end.bound})" for end in theirs)
        typer.echo(f"{seed}: {theirs[0].seconds} s, {theirs[0].cpu_seconds} s of CPU: {told}")
        ends += theirs
    for aim in dict.fromkeys(end.aim for end in ends):
        typer.echo(summary(ends, AimName(aim)))
    cpu = [end.cpu_seconds for end in ends]
    typer.echo(f"seconds of CPU: median {median(cpu):.1f}, most {max(cpu):.1f}")


def _append(path: Path | None, rows: Sequence[Row]) -> None:
    if path is None or not rows:
        return
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        columns = [column.name for column in fields(rows[0])]
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(asdict(row) for row in rows)


if __name__ == "__main__":
    typer.run(run)
