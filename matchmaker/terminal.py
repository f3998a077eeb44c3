"""What the terminal shows: a plan in short, changes, faults, and the progress of a solve."""

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, wait
from dataclasses import asdict, replace
from itertools import accumulate
from math import ceil
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, TypeVar

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from matchmaker.aims import AimName, gap_between
from matchmaker.answers import answers
from matchmaker.events import Event
from matchmaker.figures import count, date_time, number
from matchmaker.issues import Severity
from matchmaker.news import (
    absence_lines,
    carried_lines,
    changes_line,
    deleted_lines,
    news_of,
    rerun_lines,
    substitute_lines,
    to_tell_line,
)
from matchmaker.objections import fault_line
from matchmaker.prospects import prospect_lines, scenario_line, signed
from matchmaker.record import Plan
from matchmaker.rulebook import Fault
from matchmaker.scenarios import Prospect
from matchmaker.summary import created_at
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name, meeting_line
from matchmaker.workflow import VersionState
from matchmaker.workflow.apart import begin

if TYPE_CHECKING:
    from matchmaker.workflow import Progress, Trade, Watch

STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
MOST_LINES = 8
"""How many lines of the screen a rerun takes to say what changed for whom."""
INDENT = 2
"""Blanks before what stands below a line."""
PLAIN_PATH = re.compile(r"[\w./\\:~+-]*")
"""What every shell takes as it is."""
REFRESH = 0.1
"""Seconds between two looks at the progress."""

Result = TypeVar("Result")


def counted(words: Words, key: str, count: int) -> str:
    """Say how many: `1 error`, `3 errors`."""
    form = "one" if count == 1 else "many"
    return words(f"{key}.{form}", count=number(count, words))


def broken(text: Text, console: Console, *, margin: int = 0, hanging: int = 0) -> Iterator[Text]:
    """Break a text into lines, all but the first of them `hanging`; none ends in a blank."""
    width = max(console.width - margin - hanging, 1)
    lines = text.wrap(console, width)
    for line in lines:
        line.rstrip()
    for at, line in enumerate(filter(None, lines)):
        yield Text(" " * (margin + (hanging if at else 0))).append_text(line)


def show_line(line: str, console: Console, style: str = "") -> None:
    """Show a sentence, in as many lines as it takes."""
    for part in broken(Text(line, style), console):
        console.print(part, soft_wrap=True)


def show_line_with(paths: Iterable[Path], line: str, console: Console, style: str = "") -> None:
    """Show a sentence that names paths, in as many lines as it takes; each path stays whole."""
    for path in sorted(map(str, paths), key=len, reverse=True):
        line = line.replace(path, path.replace(" ", NO_BREAK))
    for part in wrap(line, console.width, break_long_words=False, break_on_hyphens=False):
        console.print(Text(part.replace(NO_BREAK, " "), style), soft_wrap=True)


NO_BREAK = "\ue000"
"""Stands for a blank at which no line is broken; nobody writes it."""


def show_step(sentence: str, command: str, console: Console) -> None:
    """Show what to do next; the command by itself, to be copied."""
    console.print(Text(sentence), soft_wrap=True)
    console.print(Text(f"{' ' * INDENT}matchmaker {command}", "bold"), soft_wrap=True)


def typed(path: Path) -> str:
    """Write a path as it is typed in a command: in quotation marks where a shell needs them."""
    return str(path) if PLAIN_PATH.fullmatch(str(path)) else f'"{path}"'


def show_trades(trades: Iterable["Trade"], words: Words, console: Console) -> None:
    """Show what each ceiling of moves brings, a row as soon as it is known."""
    keys = ("ceiling", "moved", "points", "bound")
    headings = [words(f"cli.frontier.{key}") for key in keys]
    console.print(Text("  ".join(headings), "bold"))
    for trade in trades:
        cells = (trade.ceiling, trade.moved, trade.points, trade.bound)
        line = (
            number(cell, words).rjust(len(heading))
            for cell, heading in zip(cells, headings, strict=True)
        )
        console.print(Text("  ".join(line)))


def show_prospects(
    prospects: Sequence[Prospect], event: Event, words: Words, console: Console
) -> None:
    """Show what each scenario would bring, as narrow as a terminal is."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(words("whatif.scenario"), overflow="fold")
    for key in ("points", "change", "wishes", "below"):
        table.add_column(words(f"whatif.{key}"), justify="right", no_wrap=True)
    as_is = next((one.most.points for one in prospects if one.most), None)
    for prospect in prospects:
        table.add_row(*_cells_of(prospect, as_is, words))
    console.print(table)
    if any(prospect.plan for prospect in prospects):
        show_line(words("whatif.plan_of"), console)
    show_line(words("whatif.bounds"), console)
    for line in prospect_lines(prospects, event, words):
        show_line(line, console, "yellow")


def _cells_of(prospect: Prospect, as_is: int | None, words: Words) -> Iterator[str]:
    yield scenario_line(prospect.scenario, words)
    most, plan = prospect.most, prospect.plan
    if most is None or as_is is None:
        yield from 4 * ("–",)
        return
    told = [
        f"{number(getattr(plan, key), words)} / {number(bound, words)}"
        if plan
        else number(bound, words)
        for key, bound in asdict(most).items()
    ]
    yield told[0]
    yield signed(most.points - as_is, words) if prospect.scenario.alterations else ""
    yield from told[1:]


def show_states(states: Iterable[VersionState], words: Words, console: Console) -> None:
    """Show some lines a version: when and what it is, how good, and what changed."""
    newest = None
    for newest in states:
        plan, published = newest.plan, newest.published
        state = words("cli.base_draft")
        if published:
            state = words("cli.base_published", when=date_time(published.published_at, words))
        made = date_time(created_at(plan), words)
        console.print(Text(f"{newest.version.name} · {made} · {state}", "bold"))
        for line in _lines_of(newest, words):
            console.print(Text(f"    {line}"))
    if newest is not None:
        lines = {True: "current", False: "workbook_changed", None: "no_workbook"}
        key = f"cli.status.{lines[newest.is_current]}"
        console.print(words(key, file=newest.plan.source.name, version=newest.version.name))


def _lines_of(state: VersionState, words: Words) -> Iterator[str]:
    plan = state.plan
    points = plan.aim[AimName.POINTS]
    facts = (
        count("people", len(plan.event.registered), words),
        count("meetings", len(plan.schedule.meetings), words),
        words(
            "cli.status.of", value=number(points.value, words), bound=number(points.bound, words)
        ),
        count("breaks", plan.aim[AimName.BREAKS].value, words),
    )
    yield " · ".join(facts)
    short = plan.source.sha256[:8]
    yield words("cli.status.made_from", file=plan.source.name, hash=short)
    yield from absence_lines(plan, words)
    if plan.base:
        yield changes_line(plan.difference, plan.base, words)
    yield from deleted_lines(plan, words)


def show_answers(plan: Plan, words: Words, console: Console) -> None:
    """Show what an organiser asks of a plan; of a rerun also what changed for whom."""
    first, *others = answers(plan, words)
    news = _some(_news(plan, words), words, console)
    for line in (*broken(Text(first, "bold"), console), *_flowing(others, console), *news):
        console.print(line, soft_wrap=True)


def _flowing(sentences: Sequence[str], console: Console) -> Iterator[Text]:
    return broken(Text(" ".join(sentences)), console)


def _news(plan: Plan, words: Words) -> Iterator[str]:
    """Say what changed for whom: how much first, what is so of the plan as a whole in between."""
    lines = rerun_lines(plan, words)
    if plan.base:
        first = (
            changes_line(plan.difference, plan.base, words),
            *carried_lines(plan.difference, words),
            *substitute_lines(plan, words),
        )
        lines = (*first, *(line for line in lines if line not in first))
    half = MOST_LINES // 2
    yield from lines[:half]
    for person in plan.difference.to_tell:
        told = to_tell_line(plan.difference, person, words)
        yield f"{id_and_name(person, plan.event)}: {told}"
    yield from lines[half:]


def _some(news: Iterable[str], words: Words, console: Console) -> Iterator[Text]:
    """Draw as much as there is room for; say where the rest is."""
    drawn = [list(broken(Text(f"- {line}"), console, hanging=INDENT)) for line in news]
    is_all = sum(map(len, drawn)) <= MOST_LINES
    ends = accumulate(map(len, drawn))
    shown = sum(end <= MOST_LINES - (not is_all) for end in ends)
    for lines in drawn[:shown]:
        yield from lines
    if not is_all:
        sheets = {name: words(f"output.sheet.{name}") for name in ("summary", "to_tell")}
        left = number(len(drawn) - shown, words)
        yield Text(f"- {words('cli.more_changes', n=left, **sheets)}")


def show_changes(plan: Plan, words: Words, console: Console) -> None:
    """Show what changed in a plan since its base, why, and whom to tell what."""
    console.print(Text(changes_line(plan.difference, plan.base, words), "bold"))
    for line in (*carried_lines(plan.difference, words), *substitute_lines(plan, words)):
        console.print(Text(line))
    for news in news_of(plan.difference, plan.event, words):
        console.print(Text(f"- {news.line}"))
    if plan.difference:
        console.print(Text(words("cli.to_tell"), "bold"))
    for person in plan.difference.to_tell:
        line = to_tell_line(plan.difference, person, words)
        console.print(Text(f"- {id_and_name(person, plan.event)}: {line}"))


def show_faults(faults: Sequence[Fault], event: Event, words: Words, console: Console) -> None:
    """Show every broken rule with the meetings that break it."""
    for fault in faults:
        console.print(Text(fault_line(fault, event, words), "bold red"))
        for meeting in fault.meetings:
            console.print(Text(f"- {meeting_line(meeting, event, words)}"))


class ProgressBoard:
    """The progress of a solve, told by its threads and shown by ours."""

    def __init__(self, words: Words) -> None:
        self.is_stopping = False
        self.has_plan = False
        self._words = words
        self._rows: dict[tuple[str, str], Progress] = {}

    def tell(self, progress: "Progress") -> None:
        """Take note of something new; what it leaves open is as it was."""
        self.has_plan = self.has_plan or progress.stage.has_plan
        key = (progress.stage, progress.aim)
        known = self._rows.get(key, progress)
        value = known.value if progress.value is None else progress.value
        bound = known.bound if progress.bound is None else progress.bound
        self._rows[key] = replace(progress, value=value, bound=bound)

    def render(self, seconds_left: float) -> RenderableType:
        """Draw the board: stage, aim, value, bound and gap, and the time that is left."""
        words = self._words
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        table.add_column(words("cli.stage"))
        table.add_column(words("cli.aim"))
        for key in ("value", "bound", "gap"):
            table.add_column(words(f"cli.{key}"), justify="right", no_wrap=True, min_width=8)
        for progress in tuple(self._rows.values()):
            table.add_row(*self._cells(progress))
        return Group(table, Text(self._time(seconds_left), "dim"))

    def _time(self, seconds_left: float) -> str:
        minutes, seconds = divmod(round(seconds_left), 60)
        if self.is_stopping:
            return self._words("cli.stopping")
        return self._words("cli.time_left", time=f"{minutes}:{seconds:02d}")

    def _cells(self, progress: "Progress") -> tuple[str, ...]:
        words = self._words
        numbers = ("" if n is None else number(n, words) for n in (progress.value, progress.bound))
        return (
            words(f"stage.{progress.stage}"),
            words(f"aim.{progress.aim}"),
            *numbers,
            self._gap(progress),
        )

    def _gap(self, progress: "Progress") -> str:
        if progress.value is None or progress.bound is None:
            return ""
        gap = gap_between(progress.value, progress.bound)
        percent = ceil(1000 * gap) / 10  # never 0.0 while it is not proven
        return f"{number(percent, self._words, digits=1)} %"


class GivenUp(Exception):  # noqa: N818 - nothing went wrong
    """Somebody pressed Ctrl-C, and does not want what is being done; it still goes on.

    Parameters
    ----------
    is_early : bool
        Whether nothing can have been written yet.
    """

    def __init__(self, *, is_early: bool) -> None:
        super().__init__(is_early)
        self.is_early = is_early


def run_apart(work: Callable[[], Result]) -> Result:
    """Do what writes nothing in a thread of its own, so that Ctrl-C is heeded at once.

    Raises
    ------
    GivenUp
        At a Ctrl-C.
    """
    outcome: Future[Result] = Future()
    try:
        begin(work, outcome)
        while not wait([outcome], REFRESH).done:
            pass
    except KeyboardInterrupt:
        raise GivenUp(is_early=True) from None
    return outcome.result()


def run_watched(
    work: Callable[[], Result], watch: "Watch", board: ProgressBoard, words: Words, console: Console
) -> Result:
    """Plan in a thread of its own, show the progress, and let Ctrl-C end the search early.

    The best schedule so far is written all the same.

    Raises
    ------
    GivenUp
        At a Ctrl-C before there is any plan, or at a second one.
    """
    with Live(
        board.render(watch.left), console=console, auto_refresh=False, transient=True
    ) as live:
        outcome: Future[Result] = Future()
        try:  # from before the work begins: it may be interrupted at once
            begin(work, outcome)
            _show_until_done(outcome, watch, board, live)
        except KeyboardInterrupt:
            if not board.has_plan:
                raise GivenUp(is_early=True) from None
            watch.stop()
            board.is_stopping = True
            console.print(words("cli.stopping"))
            try:
                _show_until_done(outcome, watch, board, live)
            except KeyboardInterrupt:
                raise GivenUp(is_early=False) from None
    return outcome.result()


def _show_until_done(
    outcome: Future[Result], watch: "Watch", board: ProgressBoard, live: Live
) -> None:
    while not wait([outcome], REFRESH).done:
        if watch.is_over:
            watch.end_search()
        if live.console.is_terminal:
            live.update(board.render(watch.left), refresh=True)


def timer() -> Callable[[], float]:
    """Start to count the seconds."""
    start = time.monotonic()
    return lambda: time.monotonic() - start
