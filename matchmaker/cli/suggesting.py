"""`suggest`: a copy of the workbook with one sheet more: who might want to meet whom."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, SkipBadWishes, Workbook, read, without_errors
from matchmaker.cli.speech import USAGE, check_new_workbook, leave
from matchmaker.cli.telling import first_of, size
from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.io.plans.disk import whole_or_not_at_all
from matchmaker.suggesting.suggestions import MOST_EACH
from matchmaker.terminal import run_apart, show_line, show_step, typed
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name

EACH = 3
"""Suggestions for a person, if nobody says otherwise."""


def suggest(
    workbook: Workbook,
    *,
    copy: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    each: Annotated[int, typer.Option(min=1, max=MOST_EACH)] = EACH,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Suggest who might want to meet whom, in a copy of the workbook."""
    reading, say, console = read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    target = copy or workflow.name_of_copy(workbook, say, "suggest.mark")
    check_new_workbook(target, say)
    event = without_errors(reading, workbook, say, console, "suggest.refused")
    show_line(size(event, say), console)
    found = run_apart(lambda: workflow.suggest(event, reading.terms, each))
    if not found.suggestions:
        show_line(say("suggest.nothing"), console)
        _name("suggest.thin", found.thin, event, say, console)
        return
    try:
        content = workflow.workbook_with_suggestions(workbook, reading, found)
    except workflow.NotMarked as fault:
        reason = say(f"issue.{fault.code}", **fault.parameters) if fault.code else ""
        leave(say("suggest.no_copy", path=workbook, reason=reason).strip(), USAGE)
    with whole_or_not_at_all(target):
        target.write_bytes(content)
    show_line(found.sentence(say), console)
    _name("suggest.without", found.without, event, say, console)
    _name("suggest.thin", found.thin, event, say, console)
    console.print(Text(say("suggest.written", path=target), "bold green"), soft_wrap=True)
    if not workflow.is_read_alike(target, event):
        show_line(say("suggest.read_otherwise", path=target), console, "yellow")
    show_step(say("suggest.next"), f"plan {typed(target)}", console)


def _name(key: str, people: Sequence[str], event: Event, say: Words, console: Console) -> None:
    """Name those for whom there is nothing, if there are any."""
    if not people:
        return
    named = first_of([id_and_name(person, event) for person in people], say)
    show_line(say(key, count=number(len(people), say), people=named), console)
