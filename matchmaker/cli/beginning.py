"""`new`: a workbook to fill in, or made of exports."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.speech import (
    BAD_INPUT,
    USAGE,
    check_language,
    check_new_workbook,
    complain,
    leave,
    speak,
)
from matchmaker.figures import number
from matchmaker.io.intake.intake import take_in
from matchmaker.io.plans.disk import whole_or_not_at_all
from matchmaker.io.writing.template import write_template
from matchmaker.mistakes import show_issues
from matchmaker.terminal import show_line
from matchmaker.text import Words, system_language

SPAN = re.compile(r"(?P<start>[^-–—]*)(?:[-–—]\s*(?P<end>\S*(?: [ap]m| Uhr)?)(?P<label>.*))?")
"""`12:00-13:00 Lunch`."""
OPTIONS = {
    "date": "--date",
    "from": "--hours",
    "to": "--hours",
    "name": "--name",
    "break_from": "--break",
    "break_to": "--break",
    "break_label": "--break",
    "meeting_length": "--length",
    "changeover": "--changeover",
    "tables": "--tables",
    "time_zone": "--time-zone",
    "organiser_email": "--email",
}
"""Which option each answer comes from."""


def new(
    workbook: Annotated[Path, typer.Argument()],
    more: Annotated[list[Path] | None, typer.Argument()] = None,
    *,
    exports: Annotated[list[Path] | None, typer.Option("--from")] = None,
    name: Annotated[str | None, typer.Option()] = None,
    days: Annotated[list[str] | None, typer.Option("--date")] = None,
    hours: Annotated[str | None, typer.Option()] = None,
    breaks: Annotated[list[str] | None, typer.Option("--break")] = None,
    length: Annotated[str | None, typer.Option()] = None,
    changeover: Annotated[str | None, typer.Option()] = None,
    tables: Annotated[str | None, typer.Option()] = None,
    time_zone: Annotated[str | None, typer.Option()] = None,
    email: Annotated[str | None, typer.Option()] = None,
    example: Annotated[bool, typer.Option("--example")] = False,
    language: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Make a workbook to fill in: headings with notes, drop-downs, and a sheet of help."""
    check_language(language)
    say = speak(language or system_language())
    settings = {
        "name": name,
        "meeting_length": length,
        "changeover": changeover,
        "tables": tables,
        "time_zone": time_zone,
        "organiser_email": email,
    }
    answers = {key: typed.strip() for key, typed in settings.items() if typed is not None}
    answers |= _times(days or (), hours, breaks or ())
    if more and not exports:
        leave(say("cli.more_needs_from"), USAGE)
    if example and exports:
        leave(say("cli.example_or_from"), USAGE)
    if example and answers:
        leave(say("cli.example_as_it_is"), USAGE)
    path = workbook if workbook.suffix else workbook.with_suffix(".xlsx")
    check_new_workbook(path, say)
    outline = _outline(answers, say)
    if exports:
        _begin(path, [*exports, *(more or ())], outline, say)
        return
    with whole_or_not_at_all(path):
        write_template(path, say.language, with_example=example)
        if outline:
            workflow.fill_in(path, outline)
    Console().print(Text(say("cli.made", path=path), "bold green"), soft_wrap=True)


def _times(days: Sequence[str], hours: str | None, breaks: Sequence[str]) -> dict[str, str]:
    """Tell days, hours and breaks as the form on the page does: the hours are those of each day."""
    start, end, _ = _span(hours or "")
    dates = days or (("",) if hours or breaks else ())
    told: dict[str, str] = {}
    for at, day in enumerate(dates):
        told |= {f"date_{at}": day.strip(), f"from_{at}": start, f"to_{at}": end}
    for at, written in enumerate(breaks):
        names = (f"break_from_{at}", f"break_to_{at}", f"break_label_{at}")
        told |= dict(zip(names, _span(written), strict=True))
    return told


def _span(written: str) -> tuple[str, str, str]:
    """Take apart from, to and what it is called."""
    found = SPAN.fullmatch(written)
    parts = found.group("start", "end", "label") if found else (written, "", "")
    start, end, label = ((part or "").strip() for part in parts)
    return start, end, label


def _outline(answers: Mapping[str, str], say: Words) -> workflow.Outline | None:
    """Read what is given of the outline; whatever is wrong is told by its option."""
    if not answers:
        return None
    outline, flaws = workflow.outline_of(answers)
    for line in dict.fromkeys(_complaints(flaws, say)):
        complain(line)
    if flaws:
        raise typer.Exit(USAGE)
    return outline


def _complaints(flaws: Mapping[str, workflow.Flaw], say: Words) -> Iterator[str]:
    for field, flaw in flaws.items():
        option = OPTIONS.get(field) or OPTIONS[field.rpartition("_")[0]]
        why = say(flaw.key, **flaw.parameters)
        yield say("cli.option_is_wrong", option=option, why=why)


def _begin(
    path: Path, exports: Collection[Path], outline: workflow.Outline | None, say: Words
) -> None:
    """Make a workbook of exports, and say what came in and what was left out."""
    for export in exports:
        if not export.exists():
            leave(say("cli.no_such_file", path=export), USAGE)
    console, intake = Console(), take_in(exports)
    for arrival in intake.told:
        show_line(arrival.line(say), console)
    if intake.issues:
        show_issues(intake.issues, say, console, every=True)
    if not intake.is_sound:
        leave(say("cli.not_begun"), BAD_INPUT)
    workflow.begin(path, intake, say.language, outline)
    people, wishes = (number(len(rows), say) for rows in (intake.people, intake.wishes))
    begun = say("cli.begun", path=path, people=people, wishes=wishes)
    console.print(Text(begun, "bold green"), soft_wrap=True)
    missing = workflow.still_missing(intake, say.language, outline)
    if missing:
        show_line(say("cli.begun_missing", missing=missing), console)
    key = "cli.begun_next" if missing else "cli.begun_whole"
    console.print(Text(say(key, path=path)), soft_wrap=True)
