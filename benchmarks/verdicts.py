"""What the rows say: a table of them, who is better, and whether every bound holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations, product
from statistics import mean

from rich.table import Table as Grid

from benchmarks.measure import AIMS, Broken, Row, is_better
from matchmaker.aims import AimName

OURS, WITHOUT_BREAKS = "matchmaker", "matchmaker-no-breaks"


def table(rows: Iterable[Row]) -> Grid:
    """Show the rows to people."""
    grid = Grid(box=None, header_style="bold", pad_edge=False)
    for heading in ("event", "seed", "method"):
        grid.add_column(heading, no_wrap=True)
    for heading in (*AIMS, "gap", "meetings", "met", "seconds", "to points", "MB"):
        grid.add_column(heading.replace("_", " "), justify="right")
    for row in rows:
        grid.add_row(*_cells(row))
    return grid


def _cells(row: Row) -> Iterator[str]:
    yield from (row.instance, str(row.seed), row.method)
    yield from (f"{row.value(aim):,}" for aim in AIMS)
    gap = row.points_gap
    yield "" if gap is None else f"{gap:.2%}" if gap else "proven"
    yield f"{row.meetings:,}"
    yield f"{row.met_median:.0%}"
    yield from (f"{seconds:.1f}" for seconds in (row.seconds, row.seconds_to_points))
    yield f"{row.memory_mb:,.0f}"


def verdicts(rows: Sequence[Row]) -> Iterator[str]:
    """Say for every event whether ours is at least as good as each baseline, by rank of aims."""
    for ours in rows:
        if ours.method == OURS:
            others = [row for row in rows if is_baseline(row) and of_same_event(row, ours)]
            worse = [row for row in others if rank(row) < rank(ours)]
            verdict = "WORSE than a baseline" if worse else "at least as good as each baseline"
            details = "; ".join(compared(ours, other) for other in others)
            yield f"{ours.instance}, seed {ours.seed}: {verdict}: {details}"


def is_baseline(row: Row) -> bool:
    """Whether this is none of ours."""
    return row.method not in {OURS, WITHOUT_BREAKS}


def of_same_event(one: Row, other: Row) -> bool:
    """Whether both plan the same event."""
    return (one.instance, one.seed) == (other.instance, other.seed)


def rank(row: Row) -> tuple[int, ...]:
    """Order plans by their aims, an earlier aim before every later one; the best is least."""
    return tuple(-row.value(aim) if aim.is_maximised else row.value(aim) for aim in AIMS)


def compared(ours: Row, other: Row) -> str:
    """Name the first aim that makes the difference."""
    for aim in AIMS:
        mine, theirs = ours.value(aim), other.value(aim)
        if mine != theirs:
            word = "better" if is_better(aim, mine, theirs) else "WORSE"
            return f"{word} than {other.method} in {aim} ({mine:,} : {theirs:,})"
    return f"as good as {other.method} in every aim"


def savings(rows: Sequence[Row]) -> Iterator[str]:
    """Say how many breaks the stage that shortens them saves, on average over the seeds."""
    saved = defaultdict(list)
    for ours, other in product(rows, rows):
        methods = (ours.method, other.method)
        if methods == (OURS, WITHOUT_BREAKS) and of_same_event(ours, other) and other.breaks:
            saved[ours.instance].append(1 - ours.breaks / other.breaks)
            if ours.points != other.points:
                differ = f"{ours.points:,} : {other.points:,}"
                yield f"{ours.instance}, seed {ours.seed}: points differ ({differ})"
    for instance, shares in saved.items():
        count = f"mean of {len(shares)} seeds" if len(shares) > 1 else "1 seed"
        yield f"{instance}: {mean(shares):.0%} fewer breaks with the stage than without ({count})"


def check_bounds(rows: Sequence[Row]) -> None:
    """Hold every bound against every other schedule of the same event.

    A bound speaks of all plans with at least these values in the aims before; bounds of later aims
    take the pairs or slots of one plan as given, and say nothing of another.

    Raises
    ------
    Broken
        If a schedule is better than a bound allows.
    """
    for one, other in permutations(rows, 2):
        if of_same_event(one, other):
            for aim in AIMS[: AIMS.index(AimName.BREAKS)]:
                bound = one.bound(aim)
                if bound is not None and is_better(aim, other.value(aim), bound):
                    where = f"{one.instance}, seed {one.seed}"
                    what = f"{one.method} proves {bound} of {aim}, {other.method}"
                    raise Broken(f"{where}: {what} has {other.value(aim)}")
                if is_better(aim, one.value(aim), other.value(aim)):
                    break
