"""Countries as people write them in a column, as ISO codes."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from matchmaker.countries import (
    GERMAN_STATES,
    code_of,
    codes_in,
    country_in,
    names_of_countries,
)
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.suggestions import MOST, Suggestions
from matchmaker.text import fold, is_question


def country_of(row: Row) -> str:
    """Give the code of the country of a row; what is none stays as it is written."""
    written: str = row.cells["country"]
    return code_of(written) or _country_beside(written) or written


def _country_beside(written: str) -> str:
    """Find the only country that is named beside a region or a town: `Österreich (Wien)`."""
    codes = () if is_question(written) or PART.search(written) else codes_in(written)
    return codes[0] if len(codes) == 1 else ""


PART = re.compile(r"north|south|east|west|nord|süd|ost|occupied|former|ehemal", re.IGNORECASE)
"""What makes another country of one: `Ireland, Northern`."""


def find_unknown_countries(rows: Rows, findings: Findings) -> None:
    """Warn of what is no country, or may be none, once for each, with what may be meant."""
    unknown: dict[str, list[Row]] = defaultdict(list)
    doubtful: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        written = row.cells["country"]
        if written and not code_of(written):
            unknown[fold(written) or written].append(row)
        if written.upper() in GERMAN_STATES:
            doubtful[written.upper()].append(row)
    for theirs in unknown.values():
        _warn(theirs, findings)
    for code, theirs in doubtful.items():
        _warn_of_state(code, theirs, findings)


def _warn_of_state(code: str, rows: Sequence[Row], findings: Findings) -> None:
    """Warn of a code that is read as a country, and may be a state of Germany."""
    findings.warning(
        "state_or_country",
        rows[0].place("country"),
        value=code,
        rows=", ".join(str(row.number) for row in rows),
        country=country_in(code, rows[0].sheet.language),
        state=GERMAN_STATES[code],
    )


def _warn(rows: Sequence[Row], findings: Findings) -> None:
    """Warn of one way to write what is no country."""
    written, place = rows[0].cells["country"], rows[0].place("country")
    numbers = ", ".join(str(row.number) for row in rows)
    near = "; ".join(_near(written, rows[0].sheet.language))
    if _country_beside(written):
        findings.warning("country_beside", place, value=written, rows=numbers, country=near)
    elif near:
        findings.warning("unknown_country", place, value=written, rows=numbers, suggestions=near)
    else:
        findings.warning("unknown_country_no_suggestion", place, value=written, rows=numbers)


def _near(written: str, language: str) -> tuple[str, ...]:
    """Name countries that are named among other things, or else nearly."""
    codes = codes_in(written) or _suggestions().near(written)
    return tuple(dict.fromkeys(country_in(code, language) for code in codes))[:MOST]


@cache
def _suggestions() -> Suggestions:
    return Suggestions(names_of_countries())
