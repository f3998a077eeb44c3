"""Annealing breaks away: how many are left at equal steps, with these costs and this cooling.

Steps are counted, not seconds, so that a busy machine changes nothing; each seed is one annealing
in one thread, from the schedule that the stage before left.
"""

import csv
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import Annotated

import typer

from benchmarks.events import SHAPES, make_event
from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.io.checking.event_reader import read_event
from matchmaker.solver import Watch
from matchmaker.solver.anneal import chains
from matchmaker.solver.model.candidates import Candidates, candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.placement import Places
from matchmaker.solver.solve import meet
from matchmaker.solver.stages.first import first_fit

AIMS = (AimName.BREAKS, AimName.WAITING)
BEFORE = replace(
    chains.UNTANGLING,
    costs=replace(chains.UNTANGLING.costs, gap=10),
    hot=2.0,
    cold=1.4,
    steps=16_000,
)
"""As it was until version 0.2, but for the moves themselves."""
WAYS = {"before": BEFORE, "now": chains.UNTANGLING}


@dataclass(frozen=True)
class Left:
    """A row: what an annealing left."""

    event: str
    way: str
    seed: int
    breaks: int
    waiting: int
    cpu_seconds: float


def untangled(
    permitted: Candidates, places: Places, annealing: chains.Annealing, seed: int
) -> Places:
    """Anneal once, however long it takes."""
    ways = chains.ways_of(permitted, places)
    watch = Watch(3600, seed=seed)
    return chains._anneal(permitted, ways, places, annealing, watch=watch, share=1.0)  # noqa: SLF001


def measure(name: str, event: Event, seed: int, ways: Iterable[str]) -> Iterator[Left]:
    """Anneal in these ways from the same schedule."""
    permitted = candidates(event)
    places, _aims = meet(permitted, first_fit(permitted), Watch(600, seed=seed))
    for way in ways:
        annealing = WAYS[way]
        untangled(permitted, places, replace(annealing, steps=0), seed)  # compiled before it counts
        start = time.process_time()
        left = values(event, untangled(permitted, places, annealing, seed))
        seconds = round(time.process_time() - start, 1)
        yield Left(name, way, seed, *(left[aim] for aim in AIMS), seconds)


def events_of(name: str, seeds: Iterable[int]) -> Iterator[tuple[int, Event]]:
    """Give the event of each seed; a workbook is the same for all of them."""
    shapes = {shape.name: shape for shape in SHAPES}
    read = partial(make_event, shapes[name]) if name in shapes else lambda _seed: _read(Path(name))
    yield from ((seed, read(seed)) for seed in seeds)


def _read(path: Path) -> Event:
    event = read_event(path).event
    if event is None:
        raise typer.BadParameter(f"{path}: cannot be planned")
    return event


def summary(rows: Iterable[Left], way: str) -> str:
    """Say how the breaks are distributed."""
    theirs = [row for row in rows if row.way == way]
    breaks = sorted(row.breaks for row in theirs)
    waiting, seconds = (
        fmean(getattr(row, what) for row in theirs) for what in ("waiting", "cpu_seconds")
    )
    return (
        f"{way}: breaks {breaks}, mean {fmean(breaks):.2f}, waiting {waiting:.1f}, "
        f"{seconds:.1f} s of CPU each"
    )


def run(
    event: Annotated[str, typer.Argument(help="An event of the benchmark, or a workbook.")],
    *,
    first: Annotated[int, typer.Option(help="The first seed.")] = 1,
    last: Annotated[int, typer.Option(help="The last seed.")] = 20,
    way: Annotated[list[str] | None, typer.Option(help="Which, all without it.")] = None,
    results: Annotated[Path | None, typer.Option("--csv", help="Where rows are added.")] = None,
) -> None:
    """Anneal breaks away as before and as now, and compare what is left."""
    rows: list[Left] = []
    ways = way or list(WAYS)
    for seed, made in events_of(event, range(first, last + 1)):
        for row in measure(Path(event).stem, made, seed, ways):
            rows.append(row)
            typer.echo(row)
            _append(results, row)
    for one in ways:
        typer.echo(summary(rows, one))


def _append(path: Path | None, row: Left) -> None:
    if path is None:
        return
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        columns = [column.name for column in fields(Left)]
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(asdict(row))


if __name__ == "__main__":
    typer.run(run)
