"""What one run is, and what is measured of it; its schedule is checked before anything is said.

How to read the columns: README.md beside this file.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import groupby
from multiprocessing import get_context

from benchmarks.baselines import METHODS, OF_GROWTH
from benchmarks.events import SHAPES, Shape, grown, make_event
from matchmaker.aims import AimName, gap_between
from matchmaker.evenness import shares_of, spread_of
from matchmaker.events import Event
from matchmaker.rulebook import broken_rules, verify
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver import Progress, Solution, Stage, Watch
from matchmaker.wishes import wished_pairs

GROWN = "grown-"
"""Begins the name of an event that grows; its wished pairs follow."""
SCHEDULED = (Stage.FIRST, Stage.SLOT)
"""The stages whose values are those of a schedule."""
PLACED = (Stage.BREAKS, Stage.WALK, Stage.SEAT)
"""The stages after the one that places the pairs."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What is to be run.

    Parameters
    ----------
    instance, method : str
        Names of an event and of a way to plan it.
    seed : int
        Of the event and of the search.
    time_limit : float
        Seconds for the plan; inventing the event and checking the schedule are not counted.
    workers : int
        Threads.
    """

    instance: str
    seed: int
    method: str
    time_limit: float
    workers: int


@dataclass(frozen=True, kw_only=True)
class Row(Run):
    """A row of the results; None, an empty cell, is a bound that a method does not know.

    Parameters
    ----------
    commit : str
        Short hash of the code, with `+` if it was changed since.
    people, slots, tables, pairs : int
        Size of the event; pairs are those that somebody wishes.
    must, fair_share, points, evenness, breaks, waiting, area_changes, table_changes : int
        Values of the aims, counted in the schedule; of areas 0 where there are none.
    must_bound, fair_share_bound, ... : int or None
        What was proven of them, given the aims before.
    points_gap : float or None
        Distance of points and their bound, as a share of the larger.
    meetings : int
        Meetings planned.
    met_min, met_lower_quartile, met_median, met_upper_quartile, met_gini : float
        Share of their possible wishes that is met, over those who have any.
    seconds : float
        Of the whole run.
    seconds_to_first : float
        Until a schedule was in hand, as far as was told.
    seconds_to_points : float
        Until the pairs and their points were final.
    cpu_seconds, cpu_to_points : float
        The same in seconds of work, of all threads together.
    memory_mb : float
        Peak of the process, in millions of bytes.
    """

    commit: str
    people: int
    slots: int
    tables: int
    pairs: int
    must: int
    must_bound: int | None
    fair_share: int
    fair_share_bound: int | None
    points: int
    points_bound: int | None
    points_gap: float | None
    evenness: int
    evenness_bound: int | None
    breaks: int
    breaks_bound: int | None
    waiting: int
    waiting_bound: int | None
    area_changes: int
    area_changes_bound: int | None
    table_changes: int
    table_changes_bound: int | None
    meetings: int
    met_min: float
    met_lower_quartile: float
    met_median: float
    met_upper_quartile: float
    met_gini: float
    seconds: float
    seconds_to_first: float
    seconds_to_points: float
    cpu_seconds: float
    cpu_to_points: float
    memory_mb: float

    def value(self, aim: AimName) -> int:
        """Value of an aim."""
        value: int = getattr(self, aim)
        return value

    def bound(self, aim: AimName) -> int | None:
        """Bound of an aim; None if the method proves none."""
        bound: int | None = getattr(self, f"{aim}_bound")
        return bound


@dataclass(frozen=True, kw_only=True)
class Moment:
    """A point of the curve: the points of the schedule in hand, and what is proven by then."""

    instance: str
    seed: int
    method: str
    seconds: float
    points: int | None
    bound: int | None


class Broken(Exception):  # noqa: N818 - reads as what it says
    """A schedule breaks a rule or is not what was claimed, or a bound does not hold."""


def in_own_process(run: Run, commit: str) -> tuple[Row, tuple[Moment, ...]]:
    """Do one run in a new process, so that its memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, run, commit).result()


def measure(run: Run, commit: str) -> tuple[Row, tuple[Moment, ...]]:
    """Do one run, in the process this is called in.

    Raises
    ------
    Broken
        If the schedule breaks a rule, or an aim is not what was claimed.
    """
    event = make_event(shape_named(run.instance), run.seed)
    diary = Diary()
    watch = Watch(run.time_limit, workers=run.workers, seed=run.seed, report=diary.tell)
    solution = {**METHODS, **OF_GROWTH}[run.method](event, watch)
    times = {
        "seconds": diary.now,
        "seconds_to_first": diary.when(has_schedule),
        "seconds_to_points": diary.when(has_all_points),
        "cpu_seconds": diary.cpu_now,
        "cpu_to_points": diary.cpu_when(has_all_points),
        "memory_mb": peak_memory() / 1e6,
    }
    row = Row(
        **asdict(run),
        commit=commit,
        **_sizes(event),
        **_aims(solution, checked(run, event, solution)),
        meetings=len(solution.schedule.meetings),
        **_shares_met(event, solution.schedule),
        **{name: round(measured, 3) for name, measured in times.items()},
    )
    return row, tuple(curve(row, diary))


def shape_named(name: str) -> Shape:
    """Find an event of the benchmark, or one that grows: `grown-2000` has 2,000 wished pairs."""
    if name.startswith(GROWN):
        return grown(int(name.removeprefix(GROWN)))
    return {shape.name: shape for shape in SHAPES}[name]


def checked(run: Run, event: Event, solution: Solution) -> Mapping[AimName, int]:
    """Count every aim once more, and believe nothing else."""
    values = score(event, solution.schedule)
    faults = broken_rules(verify(event, solution.schedule))
    wrong = [f"breaks {rule} {count} times" for rule, count in faults.items()]
    wrong += [f"has {lapse.stage} fail: {lapse.what}" for lapse in solution.lapses]
    wrong += [
        f"claims {aim.value} of {aim.name} with a bound of {aim.bound}, has {values[aim.name]}"
        for aim in solution.aims
        if aim.value != values[aim.name] or is_better(aim.name, aim.value, aim.bound)
    ]
    if wrong:
        raise Broken(f"{run.instance}, seed {run.seed}: {run.method} {'; '.join(wrong)}")
    return values


AIMS = tuple(aim for aim in AimName if not aim.is_of_a_rerun)
"""The aims of a first plan, in order of rank."""


def is_better(aim: AimName, one: int, other: int) -> bool:
    """Whether one value of an aim is better than another."""
    return one > other if aim.is_maximised else one < other


def _sizes(event: Event) -> dict[str, int]:
    return {
        "people": len(event.registered),
        "slots": len(event.slots),
        "tables": len(event.tables),
        "pairs": len(wished_pairs(event)),
    }


def _aims(solution: Solution, values: Mapping[AimName, int]) -> dict[str, int | float | None]:
    """Put value and bound of every aim in cells, and the gap of points."""
    bounds = {aim.name: aim.bound for aim in solution.aims}
    cells: dict[str, int | float | None] = {"points_gap": None}
    for aim in AIMS:
        without = None if aim in values else 0  # there is nothing to be better in
        cells |= {aim.value: values.get(aim, 0), f"{aim.value}_bound": bounds.get(aim, without)}
    if AimName.POINTS in bounds:
        gap = gap_between(values[AimName.POINTS], bounds[AimName.POINTS])
        cells["points_gap"] = round(gap, 6)
    return cells


def _shares_met(event: Event, schedule: Schedule) -> dict[str, float]:
    """Say how the share of possible wishes met is spread over those who have any."""
    spread = spread_of(shares_of(event, schedule.pairs).values())
    return {
        "met_min": round(spread.least, 4),
        "met_lower_quartile": round(spread.lower_quartile, 4),
        "met_median": round(spread.median, 4),
        "met_upper_quartile": round(spread.upper_quartile, 4),
        "met_gini": round(spread.gini, 4),
    }


def peak_memory() -> int:
    """Most bytes that this process ever held."""
    import resource  # noqa: PLC0415 - missing on Windows, where all else can be imported

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class Diary:
    """Notes what a solve tells, and when; its time begins when it is made."""

    def __init__(self) -> None:
        self._start, self._cpu_start = time.monotonic(), time.process_time()
        self._told: list[tuple[float, float, Progress]] = []

    @property
    def now(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._start

    @property
    def cpu_now(self) -> float:
        """Seconds of work since the beginning, of all threads together."""
        return time.process_time() - self._cpu_start

    def tell(self, progress: Progress) -> None:
        """Note something new."""
        self._told.append((self.now, self.cpu_now, progress))

    def when(self, is_it: Callable[[Progress], bool]) -> float:
        """Tell when something was told for the first time; now if it never was."""
        return next((seconds for seconds, _cpu, told in self._told if is_it(told)), self.now)

    def cpu_when(self, is_it: Callable[[Progress], bool]) -> float:
        """Tell after how much work that was."""
        return next((cpu for _seconds, cpu, told in self._told if is_it(told)), self.cpu_now)

    def points(self) -> Iterator[tuple[float, int | None, int | None]]:
        """List points and bound as known over time; a mere choice of pairs has no points."""
        points, bound = None, None
        for seconds, _cpu, told in self._told:
            if told.aim is AimName.POINTS and told.stage not in PLACED:
                if told.stage in SCHEDULED:
                    points = points if told.value is None else told.value
                bound = bound if told.bound is None else told.bound
                yield seconds, points, bound


def has_schedule(told: Progress) -> bool:
    """Whether there is a schedule when this is told."""
    return has_all_points(told) or (told.stage in SCHEDULED and told.value is not None)


def has_all_points(told: Progress) -> bool:
    """Whether the points are final when this is told."""
    return told.stage in PLACED


def curve(row: Row, diary: Diary) -> Iterator[Moment]:
    """Tell points and bound over time: each change, and what they were in the end."""
    final = (row.seconds_to_points, row.points, row.points_bound)
    told = (moment for moment in diary.points() if moment[0] < row.seconds_to_points)
    for _, same in groupby((*told, final), key=lambda moment: moment[1:]):
        seconds, points, bound = next(same)
        if (points, bound) != (None, None):
            yield Moment(
                instance=row.instance,
                seed=row.seed,
                method=row.method,
                seconds=round(seconds, 3),
                points=points,
                bound=bound,
            )
