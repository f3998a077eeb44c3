"""`wishes` and `answers`: forms for people on whom they wish to meet, and what others wish."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, Workbook, read, without_errors
from matchmaker.cli.speech import NO_PLAN, leave
from matchmaker.cli.telling import first_of, tell_without_address
from matchmaker.events import Event
from matchmaker.figures import count
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name

Until = Annotated[str, typer.Option("--until")]
MOST_NAMED = 20
"""How many are named who have not answered."""


def wishes(workbook: Workbook, *, until: Until = "", language: Language = None) -> None:
    """Write a form for everyone, on which they say whom they wish to meet."""
    _ask("wishes", workbook, until, language)


def answers(workbook: Workbook, *, until: Until = "", language: Language = None) -> None:
    """Write a form for everyone who is wished, on which they accept or decline."""
    _ask("answers", workbook, until, language)


def _ask(kind: str, workbook: Path, until: str, language: str | None) -> None:
    reading, say, console = read(workbook, language)
    event = without_errors(reading, workbook, say, console, "cli.not_asked")
    with Bar(console=console) as bar:
        task = bar.add_task(say("cli.writing_forms"), total=len(event.registered))
        made = workflow.write_forms(kind, reading, workbook, until, lambda: bar.advance(task))
    if not made.asked:
        leave(say(f"cli.nobody_to_ask.{kind}"), NO_PLAN)
    line = say(
        "cli.forms_written",
        forms=made.forms,
        people=count("people", len(made.asked), say),
        mail=made.mail,
        returned=made.returned,
    )
    console.print(Text(line, "bold green"), soft_wrap=True)
    tell_without_address([id_and_name(one, event) for one in made.without_address], say, console)
    _tell_missing(made.missing, event, say, console)
    if made.missing:
        console.print(Text(say("cli.missing_listed", path=made.listed)), soft_wrap=True)


def _tell_missing(missing: tuple[str, ...], event: Event, say: Words, console: Console) -> None:
    """Name those whose form has not come back."""
    if not missing:
        console.print(Text(say("cli.all_answered"), "green"), soft_wrap=True)
        return
    names = [id_and_name(one, event) for one in missing]
    named = first_of(names, say, MOST_NAMED)
    line = say("cli.not_answered", people=count("people", len(names), say), names=named)
    console.print(Text(line), soft_wrap=True)
