"""The solver's search for breaks on the published benchmark of this field, B2BSP.

All meetings of an instance are given; what is decided is when each takes place, so that the
participants have as few breaks as possible (Bofill et al., "Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem", JAIR 74 (2022), 263-301). The instances are the
authors' and not part of this project: their folder is the argument. Every schedule is checked here
once more, in plain Python and from the file alone, before it counts.
"""

import csv
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from math import inf
from pathlib import Path
from typing import Annotated

import typer
from ortools.sat.python.cp_model import IntVar

from benchmarks import maxsat
from matchmaker.aims import AimName
from matchmaker.events import Event, Pair, Participant, Slot, Table, pair_of
from matchmaker.solver import Stage, Watch
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.homes import Homes
from matchmaker.solver.model.lines import Lines
from matchmaker.solver.model.pools import OPEN
from matchmaker.solver.search.search import InfeasibleError, SearchTask
from matchmaker.solver.search.turns import search_in_turns
from matchmaker.wishes import Way

MORNING, AFTERNOON = 1, 2
"""Sessions, as the files number them; any other number is any session."""
UNSAT = "UNSAT"
"""What stands for the number of breaks where there is no schedule."""
OURS = "matchmaker"
"""The method that is ours."""
METHODS = (OURS, *maxsat.SOLVERS)
FIRST = datetime(2027, 6, 16, tzinfo=UTC)


class FaultyError(Exception):
    """A file, or a schedule, is not as it should be."""


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting as a file has it: people, slots and other meetings are counted from 1."""

    people: tuple[int, int]
    session: int = 3
    fixed: int = 0
    """Slot in which it must be; 0: none."""
    earlier: frozenset[int] = frozenset()
    """Meetings that must be before it."""


@dataclass(frozen=True, kw_only=True)
class Instance:
    """What is read from a file."""

    tables: int
    slots: int
    morning: int
    """Slots of the morning session, which are the first."""
    meetings: tuple[Meeting, ...]
    forbidden: tuple[frozenset[int], ...]
    """Slots in which each participant has no meeting."""

    def numbered(self) -> Iterator[tuple[int, Meeting]]:
        """List the meetings with their numbers."""
        return enumerate(self.meetings, start=1)

    def is_in_session(self, meeting: Meeting, slot: int) -> bool:
        """Whether a slot is of the session of a meeting."""
        if meeting.session == MORNING:
            return slot <= self.morning
        return meeting.session != AFTERNOON or slot > self.morning

    def usable_slots(self, meeting: Meeting) -> list[int]:
        """List the slots in which a meeting can be."""
        forbidden = frozenset().union(*(self.forbidden[person - 1] for person in meeting.people))
        return [
            slot
            for slot in range(1, self.slots + 1)
            if self.is_in_session(meeting, slot)
            and meeting.fixed in {0, slot}
            and slot not in forbidden
        ]


@dataclass(frozen=True)
class Case:
    """A file, and how far the breaks of two participants may differ (None: any)."""

    file: str
    d: int | None = None
    published: str = ""
    """Optimum, or UNSAT."""
    published_maxsat_seconds: str = ""


@dataclass(frozen=True)
class Result:
    """A row of what is printed and written."""

    method: str
    file: str
    d: int | None
    value: int | None
    bound: int | None
    status: str
    published: str
    seconds: float
    cpu_seconds: float
    """Of the search, in all threads: a busy machine lengthens it little."""
    published_maxsat_seconds: str

    @property
    def outcome(self) -> str:
        """What is decided: the proven optimum, or that there is no schedule; else nothing."""
        return {"optimal": str(self.value), UNSAT: UNSAT}.get(self.status, "")


def read(path: Path) -> Instance:
    """Read an instance.

    Raises
    ------
    FaultyError
        If the file is not one.
    """
    try:
        found = re.findall(r"(\w+)\s*=\s*(.*?);", path.read_text(encoding="utf-8"), re.DOTALL)
        return _instance(dict(found))
    except KeyError as error:
        raise FaultyError(f"{path}: no {error.args[0]}") from error
    except (OSError, ValueError) as error:
        raise FaultyError(f"{path}: {error}") from error


def _instance(values: Mapping[str, str]) -> Instance:
    requested = [_numbers(row) for row in values["requested"].split("|") if _numbers(row)]
    forbidden = _sets(values["forbidden"])
    nothing = "{}" * len(requested)
    meetings = tuple(
        Meeting(people=(one, other), session=session, fixed=slot, earlier=earlier)
        for (one, other, session), slot, earlier in zip(
            requested,
            _numbers(values["fixed"]),
            _sets(values.get("precedences", nothing)),
            strict=True,
        )
    )
    _insist(len(meetings) == int(values["nMeetings"]), "nMeetings is not the number of meetings")
    _insist(len(forbidden) == int(values["nBusiness"]), "forbidden is not one set a participant")
    for meeting in meetings:
        one, other = meeting.people
        _insist(one != other, f"{one} meets themselves")
        _insist({one, other} <= set(range(1, len(forbidden) + 1)), f"nobody is {one} or {other}")
        _insist(
            meeting.earlier <= set(range(1, len(meetings) + 1)), f"no meetings {meeting.earlier}"
        )
    tables, slots, morning = (
        int(values[name]) for name in ("nTables", "nTotalSlots", "nMorningSlots")
    )
    return Instance(
        tables=tables, slots=slots, morning=morning, meetings=meetings, forbidden=forbidden
    )


def _insist(holds: bool, fault: str) -> None:  # noqa: FBT001 - it is what the name says
    if not holds:
        raise ValueError(fault)


def _numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", text)]


def _sets(text: str) -> tuple[frozenset[int], ...]:
    inside = re.findall(r"{(.*?)}", text, re.DOTALL)
    return tuple(frozenset(_numbers(one)) for one in inside)


def cases(folder: Path, optima: Path, only: str) -> list[Case]:
    """List what is to be solved: the rows of the table of optima, then all other files."""
    files = sorted(path.name for path in folder.glob("*.dzn") if path.match(only))
    if not files:
        raise FaultyError(f"{folder}: no instances, which are called {only}.dzn or such")
    published = list(_published(optima)) if optima.exists() else []
    known = {case.file for case in published}
    return [
        *(case for case in published if case.file in files),
        *(Case(file) for file in files if file not in known),
    ]


def _published(optima: Path) -> Iterator[Case]:
    with optima.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            try:
                d = None if row["fairness_d"] in {"", "-"} else int(row["fairness_d"])
                yield Case(row["file"], d, row["optimum_breaks"], row["maxsat_time_s"])
            except (KeyError, ValueError) as error:
                raise FaultyError(f"{optima}: {error!r} in {row}") from error


class Model:
    """An instance as the solver's own model of lines, with what only this problem has on top."""

    def __init__(self, instance: Instance, d: int | None) -> None:
        self._instance = instance
        self._slots = [
            Slot(FIRST + timedelta(minutes=number), FIRST + timedelta(minutes=number + 1))
            for number in range(instance.slots)
        ]
        self._pairs = list(_pairs(instance))
        if not all(map(instance.usable_slots, instance.meetings)):
            raise InfeasibleError("a meeting has no slot")
        self.lines = Lines(self._candidates(), Watch(inf))
        self._placed = {
            (option.pair, option.slot): placed
            for option, placed in self.lines.placement.placed.items()
        }
        self._add_precedences()
        if d is not None:
            self._add_fairness(d)

    def _candidates(self) -> Candidates:
        event = Event(
            name="B2BSP",
            slots=tuple(self._slots),
            participants=tuple(map(_person, range(1, len(self._instance.forbidden) + 1))),
            tables=(Table(name="tables", meetings_at_once=self._instance.tables),),
            time_zone="UTC",
        )
        found = [
            Candidate(pair, (Way(pair, ()),), {self._slots[slot - 1]: (OPEN,) for slot in usable})
            for pair, usable in zip(
                self._pairs, map(self._instance.usable_slots, self._instance.meetings), strict=True
            )
        ]
        return Candidates(event, tuple(found), floors={}, homes=Homes(event))

    def _add_precedences(self) -> None:
        for number, meeting in self._instance.numbered():
            for earlier in meeting.earlier:
                for slot in range(len(self._slots)):
                    self.lines.placement.model.add_at_most_one(
                        *self._within(number, self._slots[: slot + 1]),
                        *self._within(earlier, self._slots[slot:]),
                    )

    def _within(self, number: int, slots: Iterable[Slot]) -> list:
        pair = self._pairs[number - 1]
        return [self._placed[pair, slot] for slot in slots if (pair, slot) in self._placed]

    def _add_fairness(self, d: int) -> None:
        """Keep everyone's breaks between the least that anyone has and d more."""
        model = self.lines.placement.model
        ends = self.lines.ends_of_breaks
        least = model.new_int_var(0, self._instance.slots, "least")
        if len(ends) < len(self._instance.forbidden):  # somebody has too few meetings for a break
            model.add(least == 0)
        for theirs in ends.values():
            model.add_linear_constraint(sum(theirs) - least, 0, d)

    def solve(self, watch: Watch) -> "Answer":
        """Search, as a plan does."""
        task = SearchTask(Stage.BREAKS, AimName.BREAKS, self.lines.breaks, 0)
        start = time.process_time()
        try:
            found = search_in_turns(self.lines.placement.model, task, watch, share=1.0)
        except InfeasibleError:
            return Answer(None, None, cpu_seconds=time.process_time() - start)
        slots = () if found.value is None else self._read(found.holds)
        return Answer(found.value, found.bound, slots, time.process_time() - start)

    def solve_by(self, name: str, seconds: float) -> "Answer":
        """Search by a solver of MaxSAT, whose time alone is counted."""
        model = self.lines.placement.model
        model.minimize(self.lines.breaks)
        formula, literal = maxsat.formula_of(model)
        found = maxsat.solve(name, formula, seconds)
        if found is None:
            return Answer(None, 0, cpu_seconds=seconds)
        if found.fewest is None:
            return Answer(None, None, cpu_seconds=found.cpu_seconds)
        slots = self._read(lambda placed: literal[placed.index] in found.true)
        return Answer(found.fewest, found.fewest, slots, found.cpu_seconds)

    def _read(self, holds: Callable[[IntVar], bool]) -> Sequence[int]:
        """Read the slot of each meeting, counted from 1."""
        at = {pair: slot for (pair, slot), placed in self._placed.items() if holds(placed)}
        return [self._slots.index(at[pair]) + 1 for pair in self._pairs]


@dataclass(frozen=True)
class Answer:
    """The number of breaks, its bound (None: there is no schedule), the slot of each meeting."""

    value: int | None
    bound: int | None
    slots: Sequence[int] = ()
    cpu_seconds: float = 0.0

    @property
    def status(self) -> str:
        """What is known."""
        if self.bound is None:
            return UNSAT
        if self.value is None:
            return "unknown"
        return "optimal" if self.value == self.bound else "feasible"


def _person(number: int) -> Participant:
    return Participant(id=_id(number), last_name=str(number), organisation=str(number))


def _id(number: int) -> str:
    return f"{number:04}"


def _pairs(instance: Instance) -> Iterator[Pair]:
    """Name the meetings; two people who meet twice are named the other way round once."""
    seen = set()
    for meeting in instance.meetings:
        pair = pair_of(*map(_id, meeting.people))
        pair = pair if pair not in seen else (pair[1], pair[0])
        if pair in seen:
            raise FaultyError(f"{pair[0]} and {pair[1]} meet more than twice")
        seen.add(pair)
        yield pair


def breaks(instance: Instance, slots: Sequence[int]) -> list[int]:
    """Count the breaks of each participant, where the meetings are in these slots."""
    theirs = defaultdict(list)
    for meeting, slot in zip(instance.meetings, slots, strict=True):
        for person in meeting.people:
            theirs[person].append(slot)
    everyone = range(1, len(instance.forbidden) + 1)
    return [
        sum(later - earlier > 1 for earlier, later in pairwise(sorted(theirs[person])))
        for person in everyone
    ]


def faults(instance: Instance, slots: Sequence[int], d: int | None) -> list[str]:
    """List every rule that meetings in these slots break, and where."""
    at = dict(enumerate(slots, start=1))
    return [
        *(
            f"meeting {number} {fault}"
            for number, meeting in instance.numbered()
            for fault in _faults_of(instance, meeting, number, at)
        ),
        *_crowds(instance, slots),
        *_unfairness(breaks(instance, slots), d),
    ]


def _faults_of(
    instance: Instance, meeting: Meeting, number: int, at: Mapping[int, int]
) -> Iterator[str]:
    slot = at[number]
    if not 1 <= slot <= instance.slots:
        yield "is in no slot"
    if not instance.is_in_session(meeting, slot):
        yield "is not in its session"
    if meeting.fixed not in {0, slot}:
        yield "is not where it is fixed"
    if any(slot in instance.forbidden[person - 1] for person in meeting.people):
        yield "is in a forbidden slot"
    if any(at[earlier] >= slot for earlier in meeting.earlier):
        yield "is not after those that must be earlier"


def _crowds(instance: Instance, slots: Sequence[int]) -> Iterator[str]:
    for slot, count in sorted(Counter(slots).items()):
        if count > instance.tables:
            yield f"slot {slot} has more meetings than tables"
    busy = Counter(
        (person, slot)
        for meeting, slot in zip(instance.meetings, slots, strict=True)
        for person in meeting.people
    )
    for (person, slot), count in sorted(busy.items()):
        if count > 1:
            yield f"participant {person} has {count} meetings in slot {slot}"


def _unfairness(counts: Sequence[int], d: int | None) -> Iterator[str]:
    if d is not None and counts and max(counts) - min(counts) > d:
        yield f"one has {max(counts)} breaks, one has {min(counts)}"


def solve(folder: Path, case: Case, seconds: float, workers: int, method: str = OURS) -> Result:
    """Solve a case, and check the schedule that is found."""
    start = time.monotonic()
    instance = read(folder / case.file)
    found = _search(instance, case, method, Watch(seconds, workers=workers, patience=inf))
    if found.value is not None:
        _check(instance, case, found.slots, found.value)
    return Result(
        method=method,
        file=case.file,
        d=case.d,
        value=found.value,
        bound=found.bound,
        status=found.status,
        published=case.published,
        seconds=round(time.monotonic() - start, 1),
        cpu_seconds=round(found.cpu_seconds, 1),
        published_maxsat_seconds=case.published_maxsat_seconds,
    )


def _search(instance: Instance, case: Case, method: str, watch: Watch) -> Answer:
    try:
        model = Model(instance, case.d)
    except InfeasibleError:
        return Answer(None, None)
    return model.solve(watch) if method == OURS else model.solve_by(method, watch.left)


def _check(instance: Instance, case: Case, slots: Sequence[int], value: int) -> None:
    found = faults(instance, slots, case.d)
    counted = sum(breaks(instance, slots))
    if counted != value:
        found.append(f"{counted} breaks, not {value}")
    if found:
        raise FaultyError(f"{case.file}, d={case.d}: a false schedule: {'; '.join(found)}")


HEADINGS = (
    ("method", 10),
    ("file", 30),
    ("d", 3),
    ("status", 9),
    ("value", 6),
    ("bound", 6),
    ("published", 10),
    ("seconds", 8),
    ("cpu_seconds", 12),
    ("published_maxsat_seconds", 8),
)
"""Columns of what is printed, and their widths."""


def row(result: Result) -> str:
    """Write a result as a line."""
    values = ((getattr(result, name), width) for name, width in HEADINGS)
    return " ".join(f"{'-' if value in {None, ''} else value:<{width}}" for value, width in values)


def summary(results: Sequence[Result]) -> str:
    """Say how many cases are decided, and as published."""
    decided = [result for result in results if result.outcome]
    agree = sum(result.outcome == result.published for result in decided)
    disagree = sum(result.published not in {"", result.outcome} for result in decided)
    seconds, cpu = (
        sum(getattr(result, name) for result in results) for name in ("seconds", "cpu_seconds")
    )
    return (
        f"{len(decided)} of {len(results)} decided, {agree} agree with the published optimum, "
        f"{disagree} disagree, total seconds {seconds:.0f}, of CPU {cpu:.0f}"
    )


def write(results: Iterable[Result], path: Path) -> None:
    """Write results as a table."""
    columns = (
        "method",
        "file",
        "d",
        "value",
        "bound",
        "status",
        "published",
        "seconds",
        "cpu_seconds",
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*columns, "published_maxsat_seconds"), lineterminator="\n")
        writer.writeheader()
        writer.writerows(asdict(result) for result in results)


app = typer.Typer(add_completion=False)


@app.command()
def run(
    folder: Annotated[Path, typer.Argument(help="Where the instances (*.dzn) are.")],
    *,
    optima: Annotated[
        Path | None, typer.Option(help="Table of published optima [FOLDER/optima.csv].")
    ] = None,
    only: Annotated[str, typer.Option(help="Files to solve, such as 'tic-1?.*'.")] = "*",
    seconds: Annotated[float, typer.Option("--time", help="Seconds for each case.")] = 60.0,
    workers: Annotated[int, typer.Option(help="Threads.")] = 2,
    method: Annotated[
        list[str], typer.Option(help=f"A way to solve, as often as needed: {', '.join(METHODS)}.")
    ] = [OURS],  # noqa: B006 - typer copies it
    table: Annotated[Path | None, typer.Option("--csv", help="File for the results.")] = None,
) -> None:
    """Solve the instances of a folder, and compare with what is published."""
    if unknown := set(method) - set(METHODS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: none of {', '.join(METHODS)}")
    try:
        results = []
        for case, way in product(cases(folder, optima or folder / "optima.csv", only), method):
            results.append(solve(folder, case, seconds, workers, way))
            typer.echo(row(results[-1]))
        if table is not None:
            write(results, table)
    except (FaultyError, OSError) as error:
        typer.echo(f"{error}", err=True)
        raise typer.Exit(1) from error
    for way in method:
        typer.echo(f"{way}: {summary([result for result in results if result.method == way])}")


if __name__ == "__main__":
    app()
