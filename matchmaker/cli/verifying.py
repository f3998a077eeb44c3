"""`verify`: any schedule against every rule."""

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, Workbook, read, without_errors
from matchmaker.cli.speech import BAD_INPUT, NO_PLAN, USAGE, leave
from matchmaker.io.plans import versions
from matchmaker.mistakes import show_issues
from matchmaker.terminal import counted, show_faults


def verify(
    workbook: Workbook,
    schedule: Annotated[Path, typer.Argument()],
    *,
    language: Language = None,
) -> None:
    """Check any schedule against every rule, independently of how it was made."""
    reading, say, console = read(workbook, language)
    event = without_errors(reading, workbook, say, console, "cli.not_verified")
    if not schedule.exists():
        leave(say("cli.no_such_file", path=schedule), USAGE)
    checked = workflow.check_schedule(event, schedule, versions.folder_of(workbook))
    if checked.issues:
        show_issues(checked.issues, say, console, every=True)
    if checked.is_unreadable:
        leave(say("cli.not_verified"), BAD_INPUT)
    show_faults(checked.faults, event, say, console)
    if checked.faults:
        leave(counted(say, "cli.rules_broken", len(checked.faults)), NO_PLAN)
    meetings = counted(say, "cli.meetings", len(checked.schedule.meetings))
    console.print(Text(say("cli.verified", meetings=meetings), "bold green"))
