"""`check`: every mistake in a workbook, a copy with marks, a mapping of foreign headings."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, SkipBadWishes, Workbook, read
from matchmaker.cli.speech import BAD_INPUT, USAGE, check_new_workbook, complain, leave, speak
from matchmaker.cli.telling import size
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.disk import whole_or_not_at_all
from matchmaker.mistakes import show_issues
from matchmaker.terminal import show_line, show_step, typed
from matchmaker.text import Words, system_language


def check(
    workbook: Workbook,
    *,
    every: Annotated[bool, typer.Option("--all")] = False,
    annotate: Annotated[Path | None, typer.Option()] = None,
    propose: Annotated[bool, typer.Option("--map")] = False,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Show every mistake in the workbook, with its place and what to do."""
    if accept and not propose:
        leave(speak(language or system_language())("cli.accept_needs_map"), USAGE)
    if propose:
        _propose(workbook, language, is_accepted=accept)
        if not accept:  # what is wrong without it would push the proposal off the screen
            return
    reading, say, console = read(workbook, language, skip_bad_wishes=skip_bad_wishes, advise=True)
    show_issues(reading.issues, say, console, every=every)
    if reading.event is not None:
        show_line(size(reading.event, say), console)
    if annotate is not None:
        _annotate(workbook, reading, annotate, say, console)
    elif any(issue.place.sheet for issue in reading.issues) and not every:
        copy = workflow.name_of_copy(workbook, say)
        show_line(say("cli.more_ways", copy=typed(copy)), console)
    _tell_next(reading, workbook, annotate, say, console, skip_bad_wishes=skip_bad_wishes)


def _tell_next(
    reading: Reading,
    workbook: Path,
    marked: Path | None,
    say: Words,
    console: Console,
    *,
    skip_bad_wishes: bool,
) -> None:
    """Say what to do after a check: correct, there or in the marked copy, or plan."""
    skipping = " --skip-bad-wishes" if skip_bad_wishes else ""
    if reading.event is not None:
        show_step(say("cli.next"), f"plan {typed(workbook)}{skipping}", console)
        return
    complain(say("cli.not_planned"))
    file = marked if marked and marked.exists() else workbook
    show_step(say("cli.correct"), f"check {typed(file)}{skipping}", console)
    raise typer.Exit(BAD_INPUT)


def _propose(workbook: Path, language: str | None, *, is_accepted: bool) -> None:
    """Write a first mapping, never over one that is there; or accept the one that is."""
    say, console = speak(language or system_language()), Console()
    if not workbook.exists():
        leave(say("cli.no_such_file", path=workbook), USAGE)
    accepted = workflow.accept_mapping(workbook) if is_accepted else None
    if accepted:
        console.print(Text(say("cli.accepted", path=accepted), "bold green"), soft_wrap=True)
        return
    target, proposal = workflow.propose_mapping(workbook, say, is_accepted=is_accepted)
    with whole_or_not_at_all(target):
        target.write_text(proposal, encoding="utf-8")
    shown = "\n".join(line for line in proposal.splitlines() if not line.startswith("#"))
    console.print(Text(shown.strip()), soft_wrap=True)
    key = "cli.accepted" if is_accepted else "cli.mapped"
    line = say(key, path=target, workbook=workbook)
    console.print(Text(line, "bold green"), soft_wrap=True)


def _annotate(workbook: Path, reading: Reading, target: Path, say: Words, console: Console) -> None:
    """Write a marked copy; never over a file that is there."""
    check_new_workbook(target, say)
    try:
        copy = workflow.marked_copy(workbook, reading.issues, say)
    except workflow.NotMarked as fault:
        complain(_why_not_marked(workbook, fault, say))
        return
    with whole_or_not_at_all(target):
        target.write_bytes(copy)
    console.print(Text(say("cli.annotated", path=target), "bold green"), soft_wrap=True)


def _why_not_marked(workbook: Path, fault: workflow.NotMarked, say: Words) -> str:
    if not fault.code:
        return say("cli.not_annotated", path=workbook)
    reason = say(f"issue.{fault.code}", **fault.parameters)
    return say("cli.too_large_to_annotate", reason=reason)
