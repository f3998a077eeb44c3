"""Late registrations: how much of what was published stands, how good the rest is, how fast.

An event is planned and published; then 5 % more people register, 3 % cancel, 2 % must leave at noon
and a table is lost; then it is planned again with everything kept.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from random import Random
from typing import Annotated

import typer

from benchmarks.events import SHAPES, make_event
from matchmaker.aims import AimName, Keep
from matchmaker.events import (
    Availability,
    Event,
    Interest,
    Level,
    Participant,
    Period,
    Status,
)
from matchmaker.io.checking.event_reader import read_event
from matchmaker.rerun import promise
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Watch, solve

NEWCOMERS, CANCELLED, LEAVING = 0.05, 0.03, 0.02
WISHES = 6
"""Of each newcomer; half as many are for them."""


def changed(event: Event, seed: int) -> Event:
    """Change an event as it happens two days before."""
    random = Random(seed)
    people = list(event.registered)
    random.shuffle(people)
    gone = set(people[: ceil(CANCELLED * len(people))])
    leaving = set(people[len(gone) : len(gone) + ceil(LEAVING * len(people))])
    here = [person for person in event.registered if person not in gone]
    new = list(_newcomers(event, ceil(NEWCOMERS * len(people)), random))
    participants = tuple(_changed(person, event, gone, leaving) for person in event.participants)
    return replace(
        event,
        participants=(*participants, *new),
        interests=(*event.interests, *_wishes(new, here, random)),
        tables=event.tables[:-1],
    )


def _changed(person: Participant, event: Event, gone: set[str], leaving: set[str]) -> Participant:
    if person.id in gone:
        return replace(person, status=Status.CANCELLED)
    if person.id in leaving:
        slots = event.slots[len(event.slots) // 2 :]
        absence = Period(slots[0].start, slots[-1].end)
        times = replace(person.times, unavailable=(*person.times.unavailable, absence))
        return replace(person, times=times)
    return person


def _newcomers(event: Event, count: int, random: Random) -> Iterator[Participant]:
    for number in range(count):
        like = event.participant[random.choice(event.registered)]
        yield replace(like, id=f"NEW{number}", organisation=f"Late {number}", times=Availability())


def _wishes(newcomers: list[Participant], people: list[str], random: Random) -> Iterator[Interest]:
    levels = [level for level in Level if level is not Level.MUST]
    for person in newcomers:
        for number, partner in enumerate(random.sample(people, WISHES + WISHES // 2)):
            source, target = (person.id, partner) if number < WISHES else (partner, person.id)
            yield Interest(source=source, target=target, level=random.choice(levels))


@dataclass(frozen=True)
class Outcome:
    """What came of one rerun."""

    name: str
    keep: Keep
    first_seconds: float
    seconds: float
    standing: int
    told: int
    could_stand: int
    moves: int
    moves_bound: int
    points: int
    bound: int


def measure(
    name: str, event: Event, *, first: float, again: float, workers: int, seed: int
) -> Iterator[Outcome]:
    """Plan, change, and plan again in every manner."""
    start = time.monotonic()
    told = solve(event, Watch(first, workers=workers, seed=seed)).schedule
    first_seconds = time.monotonic() - start
    late = promise(changed(event, seed), told)
    for keep in (Keep.ALL, Keep.PAIRS):
        start = time.monotonic()
        solution = solve(late, Watch(again, workers=workers, seed=seed), keep)
        seconds = time.monotonic() - start
        if solution.lapses or verify(late, solution.schedule):
            raise ValueError(f"{name}: a rule is broken, or a stage fails")
        values = score(late, solution.schedule)
        aims = {aim.name: aim for aim in solution.aims}
        could_stand = aims[AimName.STANDING].bound if keep is Keep.ALL else 0
        yield Outcome(
            name,
            keep,
            first_seconds,
            seconds,
            values[AimName.STANDING],
            len(told.meetings),
            could_stand,
            aims[AimName.MOVES].value,
            aims[AimName.MOVES].bound,
            aims[AimName.POINTS].value,
            aims[AimName.POINTS].bound,
        )


def main(
    workbook: Annotated[Path | None, typer.Argument(help="An event of your own.")] = None,
    only: Annotated[str, typer.Option(help="An event of the benchmark.")] = "600",
    *,
    first: Annotated[float, typer.Option(help="Seconds for the first plan.")] = 30,
    again: Annotated[float, typer.Option(help="Seconds for each rerun.")] = 10,
    workers: Annotated[int, typer.Option(help="Threads.")] = 2,
    seed: Annotated[int, typer.Option(help="Of the changes and the search.")] = 1,
) -> None:
    """Print a row for each rerun."""
    event = make_event({shape.name: shape for shape in SHAPES}[only], seed)
    if workbook:
        reading = read_event(workbook)
        if reading.event is None:
            raise typer.BadParameter(f"{workbook} has errors")
        event = reading.event
    name = workbook.stem if workbook else only
    solve(make_event(SHAPES[0], seed), Watch(3, workers=workers))  # compiled before time counts
    for row in measure(name, event, first=first, again=again, workers=workers, seed=seed):
        print(
            f"{row.name}: first plan {row.first_seconds:.1f} s; keep {row.keep}: "
            f"{row.seconds:.1f} s, {row.standing} of {row.told} meetings stand"
            + (f" (at most {row.could_stand})" if row.could_stand else "")
            + f", moves {row.moves} (at least {row.moves_bound}), "
            f"points {row.points} (at most {row.bound})"
        )


if __name__ == "__main__":
    typer.run(main)
