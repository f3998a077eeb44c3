"""`plan`: a new version, or why there is none."""

import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.aims import Keep
from matchmaker.cli.inputs import (
    Language,
    SkipBadWishes,
    Workbook,
    asked,
    read,
    tidy_up,
    without_errors,
)
from matchmaker.cli.speech import BAD_INPUT, NO_PLAN, USAGE, leave
from matchmaker.cli.telling import count_warnings, size, tell
from matchmaker.events import Event, Pair, pair_of
from matchmaker.figures import date_time, number
from matchmaker.help import BETWEEN
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans import versions
from matchmaker.io.plans.versions import Version
from matchmaker.issues import Issue, Severity
from matchmaker.terminal import (
    ProgressBoard,
    run_apart,
    run_watched,
    show_answers,
    show_line,
    show_step,
    show_trades,
    timer,
    typed,
)
from matchmaker.text import Words

SECONDS, RERUN_SECONDS = 60, 20
"""How long a run takes if nobody says otherwise."""
WRITING = 0.2
"""Share of the time that is kept for writing the plan."""


def plan(
    workbook: Workbook,
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    keep: Annotated[Keep | None, typer.Option()] = None,
    base: Annotated[str | None, typer.Option()] = None,
    moves: Annotated[int | None, typer.Option(min=0)] = None,
    since: Annotated[str | None, typer.Option("--from")] = None,
    absent: Annotated[str, typer.Option()] = "",
    present: Annotated[str, typer.Option()] = "",
    no_substitutes: Annotated[bool, typer.Option("--no-substitutes")] = False,
    edited: Annotated[Path | None, typer.Option()] = None,
    force: Annotated[list[str] | None, typer.Option()] = None,
    no_force: Annotated[bool, typer.Option("--no-force")] = False,
    again: Annotated[bool, typer.Option("--again")] = False,
    frontier: Annotated[bool, typer.Option("--frontier")] = False,
    seconds: Annotated[int | None, typer.Option("--time", min=1, max=86_400)] = None,
    seed: Annotated[int, typer.Option(min=0, max=2_147_483_647)] = 1,
    workers: Annotated[int | None, typer.Option(min=1, max=512)] = None,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Plan the meetings, and write a new version: schedule.xlsx and plan.json."""
    elapsed = timer()
    reading, say, console = read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    event = _usable(reading, workbook, say, console)
    folder = output or versions.folder_of(workbook)
    _check_neighbour(event, workbook, folder, say, is_chosen=output is not None)
    request = workflow.Request(
        keep=keep,
        base=_base(folder, base, say),
        moves=moves,
        since=asked("--from", workflow.moment_asked, since, event) if since else None,
        absent=asked("--absent", workflow.people_asked, absent, event),
        present=asked("--present", workflow.people_asked, present, event),
        substitutes=not no_substitutes,
        edited=_edited(edited, folder, say),
        force=_forced(force or [], event, say),
        is_forgetful=no_force,
    )
    tidy_up(folder, say)
    task = workflow.prepare(reading, workbook, folder, request)
    _check_possible(task, reading.issues, say, console)
    _check_forced(task, request, say, console)
    _check_rerun(task, request, say, needs_base=frontier)
    show_line(size(task.event, say), console)
    _tell_base(task, say, console)
    same = None if frontier else workflow.unchanged(task, folder)
    if same and not again:
        _tell_unchanged(same, say, console)
        return
    effort = _Effort(
        seconds or (RERUN_SECONDS if task.is_rerun and not frontier else SECONDS),
        seed + (len(versions.versions(folder)) if same else 0),
        workers or os.cpu_count() or 1,
    )
    board = ProgressBoard(say)
    watch = _watch(effort, elapsed(), board, say, console)
    if frontier:
        run_apart(lambda: show_trades(workflow.trades(task, watch), say, console))
        return
    planned = run_watched(
        lambda: workflow.plan(task, folder, watch, better_than=same), watch, board, say, console
    )
    _tell_outcome(planned, task, elapsed, say, console)


def _usable(reading: Reading, workbook: Path, say: Words, console: Console) -> Event:
    """Get an event that can be planned; its warnings are for `check`."""
    event = without_errors(reading, workbook, say, console, "cli.not_planned")
    count_warnings(reading.issues, workbook, say, console)
    return event


def _base(folder: Path, name: str | None, say: Words) -> Version | None:
    """Find the version that is asked for."""
    version = versions.find(folder, name) if name else None
    if name and version is None:
        leave(say("cli.no_version", path=folder, version=name), USAGE)
    return version


def _edited(path: Path | None, folder: Path, say: Words) -> Path | None:
    """Refuse a schedule that is not there, or of no version."""
    if path and not path.is_file():
        leave(say("cli.no_such_file", path=path), USAGE)
    if path and versions.find(folder) is None:
        leave(say("cli.no_version", path=folder, version="v01"), USAGE)
    return path


def _forced(force: Iterable[str], event: Event, say: Words) -> tuple[Pair, ...]:
    """Read who must meet."""
    found = []
    for written in force:
        pair = written.split(BETWEEN)
        if len(pair) == 1:
            leave(say("cli.force_needs_two", given=written), USAGE)
        one, other = (asked("--force", workflow.person_asked, word, event) for word in pair)
        if one == other:
            leave(say("why.same", person=event.participant[one].name), USAGE)
        found.append(pair_of(one, other))
    return tuple(found)


def _check_forced(
    task: workflow.Task, request: workflow.Request, say: Words, console: Console
) -> None:
    """Refuse pairs that must meet and cannot; of those of earlier runs, say that they fall away."""
    for each in task.apart:
        people = {"one": each.pair[0], "other": each.pair[1]}
        why = say(each.key, **each.parameters)
        if each.pair in request.force:
            leave(say("cli.cannot_force", why=why, **people), BAD_INPUT)
        show_line(say("cli.force_fell", why=why, **people), console, "yellow")


def _check_neighbour(
    event: Event, workbook: Path, folder: Path, say: Words, *, is_chosen: bool
) -> None:
    """Refuse an event that was published in a folder beside, unless another one is chosen."""
    neighbour = workflow.find_neighbour(event, folder)
    if neighbour is None:
        return
    if not neighbour.is_same_event:
        leave(say("cli.event_id_taken", id=event.event_id, folder=neighbour.folder), BAD_INPUT)
    if not is_chosen:
        there, version = folder.with_name(neighbour.folder.name), neighbour.version.name
        line = say("cli.published_elsewhere", workbook=workbook, folder=there, version=version)
        leave(line, USAGE)


def _check_possible(
    task: workflow.Task, told: Collection[Issue], say: Words, console: Console
) -> None:
    """Tell what was found when it was made ready, and refuse what cannot stand."""
    tell(Severity.WARNING, _beyond(task.issues, told), say, console)
    if not task.is_possible:
        tell(Severity.ERROR, task.issues, say, console, every=True)
        leave(say("cli.edits_not_planned"), BAD_INPUT)


def _beyond(issues: Iterable[Issue], told: Collection[Issue]) -> list[Issue]:
    """Take those that were not shown yet."""
    return [issue for issue in issues if issue not in told]


def _check_rerun(
    task: workflow.Task, request: workflow.Request, say: Words, *, needs_base: bool
) -> None:
    """Refuse what means nothing without a published version, or with another option."""
    given = {"--keep": request.keep in {Keep.ALL, Keep.PAIRS}, "--from": request.since}
    given |= {"--frontier": needs_base}
    for option, is_given in given.items():
        if is_given and task.base is None:
            leave(say("cli.nothing_published", option=option), USAGE)
    strangers = workflow.never_absent(task, request)
    if strangers:
        leave(say("cli.not_absent", people=", ".join(strangers)), USAGE)
    if request.moves is not None and task.options.keep is not Keep.PAIRS:
        leave(say("cli.moves_need_pairs"), USAGE)


def _tell_base(task: workflow.Task, say: Words, console: Console) -> None:
    """Say what a rerun starts from, and what it keeps."""
    if task.base:
        published = task.base.published
        state = say("cli.base_draft")
        if published:
            state = say("cli.base_published", when=date_time(published.published_at, say))
        keep = say(f"cli.keep.{task.options.keep}")
        line = say("cli.base", version=task.base.name, state=state, keep=keep)
        show_line(line, console)


def _tell_unchanged(version: Version, say: Words, console: Console) -> None:
    line = say("cli.unchanged", version=version.name, path=version.path)
    console.print(Text(line, "bold green"), soft_wrap=True)


@dataclass(frozen=True)
class _Effort:
    """How hard to search."""

    seconds: int
    seed: int
    workers: int


def _watch(
    effort: _Effort, spent: float, board: ProgressBoard, say: Words, console: Console
) -> "workflow.Watch":  # only those wait for the solver to load who plan
    """Begin to count the time, once the machine code is ready."""
    run_apart(lambda: workflow.get_ready(lambda key: console.print(Text(say(f"cli.{key}")))))
    left = max(0.5, effort.seconds * (1 - WRITING) - spent)
    return workflow.Watch(left, workers=effort.workers, seed=effort.seed, report=board.tell)


def _tell_outcome(
    planned: workflow.Planned | workflow.Unchanged | None,
    task: workflow.Task,
    elapsed: Callable[[], float],
    say: Words,
    console: Console,
) -> None:
    """Say what came of a run."""
    if planned is None:
        leave(say("cli.nobody_meets"), NO_PLAN)
    if isinstance(planned, workflow.Unchanged):
        line = say("cli.nothing_better", version=planned.version.name)
        console.print(Text(line, "bold green"))
        _tell_defect(planned.defect, say, console)
        return
    tell(Severity.WARNING, _beyond(planned.plan.issues, task.issues), say, console)
    show_answers(planned.plan, say, console)
    _tell_defect(planned.defect, say, console)
    written = say("cli.written", path=planned.path, seconds=number(elapsed(), say, digits=1))
    console.print(Text(written, "bold green"), soft_wrap=True)
    is_told = task.base is not None and task.base.published is not None
    publish = f"publish {typed(planned.path.parent)}{' --changed' if is_told else ''}"
    show_step(say("cli.look", page=planned.path / "report.html"), publish, console)


def _tell_defect(defect: workflow.Defect | None, say: Words, console: Console) -> None:
    """Say which part of the search failed, if any did."""
    if defect is None:
        return
    told = (f"{say(f'stage.{lapse.stage}')}: {lapse.what}" for lapse in defect.lapses)
    line = say("cli.stage_lapsed", stages="; ".join(told), path=defect.instance)
    console.print(Text(line, "yellow"), soft_wrap=True)
