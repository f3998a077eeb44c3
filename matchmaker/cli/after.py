"""`feedback`, `results` and `forget`: what came of the meetings, asked, counted, made nameless."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Folder, Language, find
from matchmaker.cli.speech import USAGE, leave
from matchmaker.cli.telling import tell, tell_without_address
from matchmaker.figures import count, number
from matchmaker.issues import Severity
from matchmaker.terminal import typed
from matchmaker.text import Words, recognise


def feedback(folder: Folder, *, language: Language = None) -> None:
    """Write what is to be filled in after the event: for the desk, and a form for everyone."""
    version, say = find(folder, None, language)
    found, console = workflow.aftermath(version.path.parent), Console()
    with Bar(console=console) as bar:
        task = bar.add_task(say("cli.writing_forms"), total=len(found.plan.schedule.by_participant))
        asked = workflow.ask(found, lambda: bar.advance(task))
    tell(Severity.WARNING, asked.issues, say, console)
    line = say(
        "cli.feedback_desk",
        path=asked.desk,
        meetings=count("meetings", asked.meetings, say),
        added=number(asked.added, say),
    )
    console.print(Text(line, "bold green"), soft_wrap=True)
    forms = say(
        "cli.feedback_forms",
        forms=asked.forms,
        people=count("people", asked.people, say),
        mail=asked.mail,
        returned=found.returned,
    )
    console.print(Text(forms), soft_wrap=True)
    tell_without_address(asked.without_address, say, console)


def results(
    folder: Folder,
    more: Annotated[list[Path] | None, typer.Argument()] = None,
    *,
    output: Annotated[Path | None, typer.Option("--output", "-o")] = None,
    language: Language = None,
) -> None:
    """Count what came of one event or a series, and write the report."""
    folders = (folder, *(more or ()))
    versions = [find(each, None, language) for each in folders]
    found = [workflow.aftermath(version.path.parent) for version, _ in versions]
    say, console = versions[0][1], Console()
    told, issues = workflow.gather(found)
    tell(Severity.WARNING, issues, say, console)
    path = output or found[0].folder / "results"
    workflow.write_results(found[0], told, path, say.language)
    people, meetings = (len(rows) for rows in (told.tables.people, told.tables.meetings))
    held = sum(row["held"] == 1 for row in told.tables.meetings)
    line = say(
        "cli.results_written" if told.is_answered else "cli.results_planned",
        path=path,
        people=count("people", people, say),
        meetings=count("meetings", meetings, say),
        held=number(held, say),
        folder=typed(folders[0]),
    )
    console.print(Text(line, "bold green"), soft_wrap=True)


def forget(
    folder: Folder,
    more: Annotated[list[Path] | None, typer.Argument()] = None,
    *,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    language: Language = None,
) -> None:
    """Remove names, addresses and free text from folders of plans, for good."""
    versions = [find(each, None, language) for each in (folder, *(more or ()))]
    found = [workflow.aftermath(version.path.parent) for version, _ in versions]
    say, console = versions[0][1], Console()
    workflow.gather(found)
    folders = ", ".join(str(each.folder) for each in found)
    console.print(Text(say("cli.forget_what", folders=folders)), soft_wrap=True)
    if not yes and not _is_confirmed(say):
        leave(say("cli.not_forgotten"), USAGE)
    people = workflow.forget(found)
    line = say("cli.forgotten", people=count("people", people, say), folders=folders)
    console.print(Text(line, "bold green"), soft_wrap=True)


def _is_confirmed(say: Words) -> bool:
    """Ask whether it is really meant; whoever cannot answer has not said so."""
    if not sys.stdin.isatty():
        leave(say("cli.forget_needs_yes"), USAGE)
    answer = input(say("cli.forget_sure"))
    return recognise("value.yes_no", answer) == "yes"
