"""`new`: a workbook to fill in, or made of exports."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.speech import BAD_INPUT, USAGE, check_language, leave, speak
from matchmaker.figures import number
from matchmaker.io.intake.intake import take_in
from matchmaker.io.writing.template import write_template
from matchmaker.mistakes import show_issues
from matchmaker.system import whole_or_not_at_all
from matchmaker.text import Words, system_language


def new(
    workbook: Annotated[Path, typer.Argument()],
    more: Annotated[list[Path] | None, typer.Argument()] = None,
    *,
    exports: Annotated[list[Path] | None, typer.Option("--from")] = None,
    example: Annotated[bool, typer.Option("--example")] = False,
    language: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Make a workbook to fill in: headings with notes, drop-downs, and a sheet of help."""
    check_language(language)
    say = speak(language or system_language())
    if more and not exports:
        leave(say("cli.more_needs_from"), USAGE)
    if example and exports:
        leave(say("cli.example_or_from"), USAGE)
    path = workbook if workbook.suffix else workbook.with_suffix(".xlsx")
    if path.suffix.lower() != ".xlsx":
        leave(say("cli.not_xlsx", path=path), USAGE)
    if path.exists():
        leave(say("cli.exists", path=path), USAGE)
    if exports:
        _begin(path, [*exports, *(more or ())], say)
        return
    with whole_or_not_at_all(path):
        write_template(path, say.language, with_example=example)
    Console().print(Text(say("cli.made", path=path), "bold green"), soft_wrap=True)


def _begin(path: Path, exports: Collection[Path], say: Words) -> None:
    """Make a workbook of exports, and say what came in and what was left out."""
    for export in exports:
        if not export.exists():
            leave(say("cli.no_such_file", path=export), USAGE)
    console, intake = Console(), take_in(exports)
    for arrival in intake.told:
        console.print(Text(arrival.line(say)), soft_wrap=True)
    if intake.issues:
        show_issues(intake.issues, say, console, every=True)
    if not intake.is_sound:
        leave(say("cli.not_begun"), BAD_INPUT)
    with whole_or_not_at_all(path):
        workflow.begin(path, intake, say.language)
    people, wishes = (number(len(rows), say) for rows in (intake.people, intake.wishes))
    begun = say("cli.begun", path=path, people=people, wishes=wishes)
    console.print(Text(begun, "bold green"), soft_wrap=True)
    missing = workflow.still_missing(intake, say.language)
    console.print(Text(say("cli.begun_missing", missing=missing)), soft_wrap=True)
    console.print(Text(say("cli.begun_next", path=path)), soft_wrap=True)
