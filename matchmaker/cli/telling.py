"""What several commands tell of a workbook."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console

from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.fulfilment import wishes_of
from matchmaker.issues import Issue, Severity
from matchmaker.mistakes import count_line, mistakes_of, show_issues
from matchmaker.summary import tables_in_words
from matchmaker.terminal import show_line, typed
from matchmaker.text import Words


def tell(
    severity: Severity,
    issues: Iterable[Issue],
    say: Words,
    console: Console,
    *,
    every: bool = False,
) -> None:
    """Show issues of one severity, if there are any."""
    found = [issue for issue in issues if issue.severity is severity]
    if found:
        show_issues(found, say, console, every=every)


def count_warnings(issues: Iterable[Issue], workbook: Path, say: Words, console: Console) -> None:
    """Say how many warnings there are, where the first of each cause is, and what shows them."""
    warnings = [issue for issue in issues if issue.severity is Severity.WARNING]
    if warnings:
        places = [str(mistake.issues[0].place) for mistake in mistakes_of(warnings, say)]
        others = number(len(warnings) - len(places), say)
        line = say(
            "cli.see_check",
            warnings=count_line(warnings, say),
            places=", ".join(places) + (say("cli.more_places", n=others) if others != "0" else ""),
            workbook=typed(workbook),
        )
        show_line(line, console, "yellow")


MOST_NAMED = 12
"""People, or table signs, that are named in one line at most."""


def tell_without_address(people: Sequence[str], say: Words, console: Console) -> None:
    """Say to whom no mail can go."""
    if people:
        show_line(say("mail.without_address", people=first_of(people, say)), console, "yellow")


def first_of(
    names: Sequence[str], say: Words, most: int = MOST_NAMED, *, between: str = ", "
) -> str:
    """Name the first, and say how many more there are: `Ada, Ben and 3 more`."""
    others = len(names) - most
    more = say("cli.more_places", n=number(others, say)) if others > 0 else ""
    return between.join(names[:most]) + more


def size(event: Event, say: Words) -> str:
    """Say how large an event is."""
    return say(
        "cli.size",
        event=event.name,
        people=number(len(event.registered), say),
        slots=number(len(event.slots), say),
        tables=tables_in_words(event, say),
        wishes=number(len(wishes_of(event)), say),
    )
