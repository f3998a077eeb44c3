"""What is wrong in a workbook, by cause: how often, where, and what to do."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from matchmaker.figures import number
from matchmaker.issues import Issue, Place, Severity
from matchmaker.terminal import INDENT, STYLES, broken, counted
from matchmaker.text import Words

MOST_PLACES = 3
"""How many places of one cause are shown."""
MOST_LINES = 36
"""How many lines are shown before it is left to `--all` what to do about warnings."""


@dataclass(frozen=True)
class Mistake:
    """Issues of one severity that have one cause.

    Parameters
    ----------
    issues : sequence of Issue
        In the order of the workbook.
    words : Words
        The language to tell of them in.
    """

    issues: Sequence[Issue]
    words: Words

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.issues[0].severity

    @property
    def heading(self) -> str:
        """Say how many there are, and where: `5 warnings: Interests!B47, B66, B121 and 2 more`."""
        places = ", ".join(_short(issue.place for issue in self.issues[:MOST_PLACES]))
        others = len(self.issues) - MOST_PLACES
        more = self.words("cli.more_places", n=number(others, self.words)) if others > 0 else ""
        return f"{counted(self.words, f'cli.{self.severity}', len(self.issues))}: {places}{more}"

    @property
    def example(self) -> str:
        """Say what is wrong, at the first place where it is not the same everywhere."""
        wrong = self.wrong(self.issues[0])
        is_everywhere = all(self.wrong(issue) == wrong for issue in self.issues)
        return wrong if is_everywhere else self.words("cli.example", what=wrong)

    def wrong(self, issue: Issue) -> str:
        """Say what is wrong."""
        return self.words(f"issue.{issue.code}", **issue.parameters)

    def advice(self, issue: Issue) -> str:
        """Say what to do."""
        return self.words(f"advice.{issue.code}", **issue.parameters)


def _short(places: Iterable[Place]) -> Iterator[str]:
    """Name places, and the sheet of several only once: `Interests!B47`, `B66`, `B121`."""
    before = Place()
    for place in places:
        is_same_sheet = place.sheet and (place.file, place.sheet) == (before.file, before.sheet)
        yield str(place).rpartition("!")[2] if is_same_sheet else str(place)
        before = place


def mistakes_of(issues: Iterable[Issue], words: Words) -> list[Mistake]:
    """Group issues by their cause, what matters most last, where the eye is."""
    causes: dict[tuple[Severity, str], list[Issue]] = {}
    for issue in issues:
        causes.setdefault((issue.severity, issue.code), []).append(issue)
    order = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    found = [Mistake(theirs, words) for theirs in causes.values()]
    return sorted(found, key=lambda mistake: order.index(mistake.severity))


def count_line(issues: Collection[Issue], words: Words) -> str:
    """Count issues by how much they matter: `1 error, 36 warnings`."""
    counts = Counter(issue.severity for issue in issues)
    told = [counted(words, f"cli.{kind}", counts[kind]) for kind in Severity if counts[kind]]
    return ", ".join(told) or words("cli.nothing_wrong")


def show_issues(
    issues: Collection[Issue], words: Words, console: Console, *, every: bool = False
) -> None:
    """Show what is wrong, by cause: warnings with a few of their places, errors last.

    Parameters
    ----------
    issues : collection of Issue
        What is wrong.
    words : Words
        The language to tell it in.
    console : Console
        Where.
    every : bool
        Whether to show every place, each with its own sentence.
    """
    found = mistakes_of(issues, words)
    lines = [line for it in found for line in _drawn(it, console, every=every)]
    if len(lines) > MOST_LINES and not every:
        lines = [line for it in found for line in _shortly(it, console)]
    console.print(Text(count_line(issues, words), "bold"))
    for line in lines:
        console.print(line, soft_wrap=True)


def _shortly(mistake: Mistake, console: Console) -> Iterator[Text]:
    """Draw a cause without what to do about it, unless it must be done."""
    if mistake.severity is Severity.ERROR:
        yield from _drawn(mistake, console, every=False)
    else:
        told = Text.assemble(_heading(mistake), ". ", mistake.example)
        yield from broken(told, console, hanging=INDENT)


def _drawn(mistake: Mistake, console: Console, *, every: bool) -> Iterator[Text]:
    """Draw a cause: how many and where; what is wrong, and what to do."""
    yield _heading(mistake)
    if len(mistake.issues) > 1 and (every or mistake.severity is Severity.ERROR):
        shown = mistake.issues if every else mistake.issues[:MOST_PLACES]
        yield from _each(mistake, shown, console)
    else:
        advice = mistake.advice(mistake.issues[0])
        told = Text.assemble(mistake.example, " ", (advice, "dim"))
        yield from broken(told, console, margin=INDENT)


def _each(mistake: Mistake, issues: Sequence[Issue], console: Console) -> Iterator[Text]:
    """Draw each place with its own sentence, and what to do below the last it is for."""
    for issue, following in zip(issues, (*issues[1:], None), strict=True):
        told = Text.assemble((str(issue.place), "bold"), "  ", mistake.wrong(issue))
        yield from broken(told, console, margin=INDENT, hanging=INDENT)
        if following is None or mistake.advice(following) != mistake.advice(issue):
            yield from broken(Text(mistake.advice(issue), "dim"), console, margin=INDENT)


def _heading(mistake: Mistake) -> Text:
    return Text(mistake.heading, STYLES[mistake.severity])
