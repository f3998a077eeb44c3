"""What was left out or asked about, counted by cause: one line each, with the first examples."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from matchmaker.io.package.characters import printable
from matchmaker.issues import Issue, Place, Severity

MOST_EXAMPLES = 5
LONGEST_EXAMPLE = 60
"""Letters that are shown of a value."""


@dataclass
class Reckoning:
    """One reason, and where it holds."""

    severity: Severity
    place: Place
    parameters: dict[str, str]
    count: int = 0
    examples: dict[str, str] = field(default_factory=dict)


class Tally:
    """Every cause, by code, file and what its sentence names."""

    def __init__(self) -> None:
        self._counted: dict[tuple[str, str, tuple[str, ...]], Reckoning] = {}

    def error(self, code: str, place: Place, example: str = "", **named: object) -> None:
        """Count what stops everything."""
        self._count(code, Severity.ERROR, place, example, named)

    def warning(self, code: str, place: Place, example: str = "", **named: object) -> None:
        """Count what is left out, or used with care."""
        self._count(code, Severity.WARNING, place, example, named)

    def note(self, code: str, place: Place, example: str = "", **named: object) -> None:
        """Count what is good to know."""
        self._count(code, Severity.NOTE, place, example, named)

    def issues(self) -> Iterator[Issue]:
        """Make one issue of each cause, at the first place where it holds."""
        for (code, _, _), cause in self._counted.items():
            examples = "; ".join(f"{text} ({at})" for text, at in cause.examples.items())
            told = {"count": str(cause.count), "examples": examples}
            yield Issue(code, cause.severity, cause.place, cause.parameters | told)

    def _count(
        self, code: str, severity: Severity, place: Place, example: str, named: dict[str, object]
    ) -> None:
        words = {name: printable(str(value)) for name, value in named.items()}
        key = (code, place.file, tuple(words.values()))
        cause = self._counted.setdefault(key, Reckoning(severity, place, words))
        cause.count += 1
        if example and len(cause.examples) < MOST_EXAMPLES:
            where = f"{place.column or 'A'}{place.row or 1}"
            cause.examples.setdefault(shortened(printable(example)), where)


def shortened(text: str, longest: int = LONGEST_EXAMPLE) -> str:
    """Cut what is too long to be shown, with a sign that it is cut."""
    return text if len(text) <= longest else f"{text[:longest]}…"
