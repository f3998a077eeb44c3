"""What wishes cost: how long it takes on an event, and whether all of it is true on small ones.

`python -m benchmarks.prices event FAIR.xlsx` plans an event and prices its unmet wishes.
`python -m benchmarks.prices small --count 50` invents small events, tries all of their schedules,
and compares: no bound may be beyond what the best schedule with the wish loses, none below it be
claimed to do.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from matchmaker.aims import AimName
from matchmaker.events import Event, Interest, Level, Pair, Participant, Rules, Slot, Table, pair_of
from matchmaker.explain import explain
from matchmaker.floors import floors
from matchmaker.io.checking.event_reader import read_event
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Forced, Solution, Watch, force, get_ready, solve
from matchmaker.wishes import points_of

Costs = tuple[int, ...]
AIMS = (AimName.MUST, AimName.FAIR_SHARE, AimName.POINTS)

app = typer.Typer(add_completion=False)


@app.command()
def event(
    workbook: Path,
    seconds: Annotated[float, typer.Option("--time")] = 60,
    pricing: Annotated[float, typer.Option()] = 60,
    workers: Annotated[int, typer.Option()] = 2,
) -> None:
    """Price the unmet wishes of an event: bounds alone, then with plans."""
    get_ready(lambda _key: None)
    fair = read_event(workbook).event
    if fair is None:
        raise typer.BadParameter("the workbook has errors")
    solution = solve(fair, Watch(seconds, workers=workers))
    wishes = _open_wishes(fair, solution)
    for finds_plans in (False, True):
        start, worked = time.monotonic(), time.process_time()
        watch = Watch(pricing, workers=workers)
        found = force(
            fair, solution.schedule, solution.aims, wishes, watch, finds_plans=finds_plans
        )
        exact = sum(each.is_exact for each in found.values())
        typer.echo(
            f"{'plans' if finds_plans else 'least'}: {len(found)} of {len(wishes)} wishes, "
            f"{exact} exact, {time.monotonic() - start:.1f} s, "
            f"{time.process_time() - worked:.1f} s CPU"
        )
    broken = sum(bool(each.schedule and verify(fair, each.schedule)) for each in found.values())
    typer.echo(f"plans that break a rule: {broken}")


@app.command()
def small(
    count: Annotated[int, typer.Option()] = 50, seed: Annotated[int, typer.Option()] = 1
) -> None:
    """Compare the prices of invented events with those of all of their schedules."""
    get_ready(lambda _key: None)
    told = Counter[str]()
    events = 0
    for number in range(count):
        verdicts = [*_judged(_invented(Random(f"{seed} {number}")))]
        events += bool(verdicts)
        told.update(verdicts)
    typer.echo(f"{events} of {count} events with unmet wishes: {dict(sorted(told.items()))}")
    if told["wrong"]:
        raise typer.Exit(1)


def _open_wishes(fair: Event, solution: Solution) -> list[Interest]:
    unmet = explain(fair, solution.schedule)
    return [each.interest for each in unmet if not each.reason.is_final]


def _invented(random: Random) -> Event:
    """Invent an event in which there is not room for all."""
    names = "ABCDEF"[: random.randint(4, 6)]
    wished = random.sample([*permutations(names, 2)], random.randint(6, 9))
    start = datetime(2027, 6, 16, 9, tzinfo=ZoneInfo("Europe/Berlin"))
    length = timedelta(minutes=30)
    slots = random.randint(1, 3)
    return Event(
        name="Invented",
        slots=tuple(Slot(start + n * length, start + (n + 1) * length) for n in range(slots)),
        participants=tuple(
            Participant(id=name, last_name=name, organisation=name) for name in names
        ),
        tables=tuple(Table(name=f"T{n}") for n in range(random.randint(1, 2))),
        interests=tuple(
            Interest(source=a, target=b, level=random.choice([*Level])) for a, b in wished
        ),
        rules=Rules(
            max_meetings=random.choice([None, None, 1, 2]), min_meetings=random.randint(0, 1)
        ),
    )


def _judged(fair: Event) -> Iterator[str]:
    """Price the unmet wishes of a plan, and judge each price."""
    solution = solve(fair, Watch(20))
    wishes = _open_wishes(fair, solution)
    found = force(fair, solution.schedule, solution.aims, wishes, Watch(20))
    reached = score(fair, solution.schedule)
    every = [*_all_values(fair)] if wishes else []
    for wish in wishes:
        pair = pair_of(wish.source, wish.target)
        with_it = [values for pairs, values in every if pair in pairs]
        yield _verdict(found.get(wish), min(_costs(reached, values) for values in with_it))


def _verdict(known: Forced | None, true: Costs) -> str:
    """Judge a price by what the best schedule with the wish loses."""
    if known is None:
        return "unknown"
    costs = [*known.price.values()]
    told = true[: len(costs)]
    most = [cost.at_most for cost in costs if cost.at_most is not None]
    if tuple(cost.at_least for cost in costs) > told or (most and tuple(most) < told):
        return "wrong"
    return "exact" if known.is_exact else "enclosed" if most else "bound alone"


def _costs(reached: Mapping[AimName, int], values: Costs) -> Costs:
    must, short, points = values
    return (
        reached[AimName.MUST] - must,
        short - reached[AimName.FAIR_SHARE],
        reached[AimName.POINTS] - points,
    )


def _all_values(fair: Event) -> Iterator[tuple[frozenset[Pair], Costs]]:
    """Try all schedules; count what each reaches, with nothing of solver and rulebook."""
    wished = sorted({pair_of(wish.source, wish.target) for wish in fair.interests})
    points = points_of(fair, wished)
    musts = Counter(pair_of(w.source, w.target) for w in fair.interests if w.level is Level.MUST)
    owed = floors(fair)
    for pairs in {frozenset(chosen) for chosen in _chosen(fair, wished, {}, Counter())}:
        degree = Counter(person for pair in pairs for person in pair)
        short = sum(max(0, floor - degree[person]) for person, floor in owed.items())
        yield pairs, (sum(musts[p] for p in pairs), short, sum(points[p] for p in pairs))


def _chosen(
    fair: Event, wished: list[Pair], busy: dict[str, set[int]], seated: Counter[int]
) -> Iterator[list[Pair]]:
    """Give each choice of pairs, once for each way in which it finds slots."""
    if not wished:
        yield []
        return
    (one, other), *rest = wished
    yield from _chosen(fair, rest, busy, seated)
    limit = fair.rules.max_meetings
    theirs = [busy.get(person, set()) for person in (one, other)]
    if limit is not None and any(len(slots) >= limit for slots in theirs):
        return
    for slot in range(len(fair.slots)):
        if seated[slot] < len(fair.tables) and not any(slot in slots for slots in theirs):
            then = {**busy, one: theirs[0] | {slot}, other: theirs[1] | {slot}}
            for more in _chosen(fair, rest, then, seated + Counter([slot])):
                yield [(one, other), *more]


if __name__ == "__main__":
    app()
