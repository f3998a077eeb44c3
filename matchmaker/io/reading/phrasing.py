"""How a cell says who: parts, what must hold of them together, columns, and quotes around names."""

import re
from collections.abc import Iterator

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.values import read_name, read_text
from matchmaker.text import recognise

QUOTED = r"(?<![^\s;:+])(?:\"[^\"]*\"|„[^“”\"]*[“”\"]|“[^”]*”|«[^»]*»|»[^«]*«)"
"""A name in quotes, in which no sign has a meaning; inches behind a number are no quotes."""
PARTS = re.compile(rf"(?:{QUOTED}|[^;\n])+")
BETWEEN = re.compile(rf"({QUOTED})|(?<!\S)\+(?!\S)")
COLON = re.compile(rf"({QUOTED})|:")
IN_QUOTES = re.compile(QUOTED)


def read_parts(cell: object) -> tuple[str, ...] | CellFault:
    """Read who is meant, separated by `;` or by line breaks, each once."""
    if isinstance(cell, str):
        return split(cell)
    name = read_name(cell)
    return name if isinstance(name, CellFault) else split(name)


def split(written: str) -> tuple[str, ...]:
    """Take apart what stands between semicolons, but for those in quotes."""
    parts = (read_text(part) for part in PARTS.findall(written))
    return tuple(dict.fromkeys(part for part in parts if part))


def operands(part: str) -> tuple[str, ...]:
    """Take apart what must hold together: `Delegation + Country: France`."""
    return tuple(_between(BETWEEN, part))


def column_and_value(operand: str) -> tuple[str, str] | None:
    """Take apart the name of a column and a value; None where no column is named."""
    heading, *rest = _between(COLON, operand)
    return (unquoted(heading), unquoted(operand[len(heading) :].lstrip(": "))) if rest else None


def _between(sign: re.Pattern[str], written: str) -> Iterator[str]:
    """Give what stands between signs that are not in quotes."""
    start = 0
    for mark in sign.finditer(written):
        if mark[1] is None:
            yield written[start : mark.start()].strip()
            start = mark.end()
    yield written[start:].strip()


def unquoted(written: str) -> str:
    """Take the quotes away from around a name."""
    name = written.strip()
    return name[1:-1].strip() if IN_QUOTES.fullmatch(name) else name


def without_not(operand: str) -> str | None:
    """Give what stands behind `not`; None where it does not begin so."""
    first, _, rest = operand.partition(" ")
    return rest.strip() if recognise("group", first) == "not" else None


def is_everyone(written: str) -> bool:
    """Whether somebody writes that everyone is meant."""
    return recognise("group", written) == "everyone"
