"""`dates`: the dates of many networks in one place."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language
from matchmaker.cli.speech import BAD_INPUT, USAGE, check_language, check_new_workbook, leave, speak
from matchmaker.cli.telling import tell
from matchmaker.io.package.naming import beside
from matchmaker.issues import Severity
from matchmaker.terminal import show_line
from matchmaker.text import Words, system_language

OUTPUT = "dates.xlsx"


def dates(
    folder: Annotated[Path, typer.Argument()],
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    time_zone: Annotated[str, typer.Option()] = "Europe/Berlin",
    language: Language = None,
) -> None:
    """List the dates of many networks, what clashes, and when open ones could be."""
    check_language(language)
    say, console = speak(language or system_language()), Console()
    if not folder.is_dir():
        leave(say("cli.no_such_file", path=folder), USAGE)
    _check_zone(time_zone, say)
    if output:
        check_new_workbook(output, say)
    path = output or beside(folder, OUTPUT)
    found = workflow.read_dates(folder, time_zone, say.language)
    for severity in (Severity.NOTE, Severity.WARNING, Severity.ERROR):
        tell(severity, found.issues, say, console)
    if found.report is None:
        leave(say("dates.not_read"), BAD_INPUT)
    page, calendar = workflow.write_dates(found.report, path)
    for line in workflow.dates_lines(found.report):
        show_line(line, console)
    written = say("dates.written", path=path, page=page, calendar=calendar)
    console.print(Text(written, "bold green"), soft_wrap=True)


def _check_zone(time_zone: str, say: Words) -> None:
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):  # `Nowhere`, `/etc`, `Europe`
        leave(say("dates.no_zone", value=time_zone), USAGE)
