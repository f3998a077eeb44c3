"""What several commands are given: a workbook, a folder of plans, words after an option."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.speech import BAD_INPUT, USAGE, check_language, leave, speak, spoken
from matchmaker.cli.telling import count_warnings, tell
from matchmaker.events import Event
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.plans import versions
from matchmaker.io.plans.versions import Version
from matchmaker.io.plans.work import tidy
from matchmaker.issues import Severity
from matchmaker.text import Words, system_language

Workbook = Annotated[Path, typer.Argument()]
Folder = Annotated[Path, typer.Argument()]
VersionName = Annotated[str | None, typer.Argument()]
Language = Annotated[str | None, typer.Option()]
SkipBadWishes = Annotated[bool, typer.Option("--skip-bad-wishes")]
Asked = TypeVar("Asked")


def read(
    workbook: Path,
    language: str | None,
    *,
    skip_bad_wishes: bool = False,
    advise: bool = False,
) -> tuple[Reading, Words, Console]:
    """Read the workbook, and speak its language unless another is asked for."""
    check_language(language)
    if not workbook.exists():
        leave(speak(language or system_language())("cli.no_such_file", path=workbook), USAGE)
    reading = read_event(workbook, skip_bad_wishes=skip_bad_wishes, advise=advise)
    return reading, speak(language or reading.language or system_language()), Console()


def without_errors(
    reading: Reading, workbook: Path, say: Words, console: Console, refusal_key: str
) -> Event:
    """Get the event as read, or show the errors and leave; the warnings are for `check`."""
    if reading.event is None:
        count_warnings(reading.issues, workbook, say, console)
        tell(Severity.ERROR, reading.issues, say, console)
        leave(say(refusal_key), BAD_INPUT)
    return reading.event


def asked(option: str, meant: Callable[[str, Event], Asked], written: str, event: Event) -> Asked:
    """Read the value of an option in the words of an event, or refuse it."""
    try:
        return meant(written, event)
    except workflow.NotUnderstood as fault:
        leave(f"{option}: {spoken()(f'issue.{fault.code}', **fault.parameters)}", USAGE)


def find(folder: Path, name: str | None, language: str | None) -> tuple[Version, Words]:
    """Find a version by the folder of plans, by its own folder, or by the workbook beside."""
    check_language(language)
    say = speak(language or system_language())
    if not folder.exists():
        leave(say("cli.no_such_file", path=folder), USAGE)
    if versions.find(folder.parent, folder.name):
        folder, name = folder.parent, folder.name
    elif folder.is_file() or (not versions.find(folder) and versions.folder_of(folder).exists()):
        folder = versions.folder_of(folder)
    tidy_up(folder, say)
    version = versions.find(folder, name)
    if version is None:
        leave(say("cli.no_version", path=folder, version=name or "v01"), USAGE)
    return version, speak(language or version.plan().event.language)


def tidy_up(folder: Path, say: Words) -> None:
    """Mend what a killed run left; say why it may take a while, if another is at work."""
    if tidy(folder):
        Console().print(Text(say("cli.waiting", path=folder), "yellow"), soft_wrap=True)
