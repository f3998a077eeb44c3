"""Lengths of time as people write them: `20 min`, `1,5 Stunden`, `0:20`, `half an hour`."""

import re
from datetime import time

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.phrases import is_phrase, pattern
from matchmaker.io.reading.values import MOST, minutes_of, read_count, read_positive, read_text

IN_WORDS = {"half_hour": 30, "quarter_hour": 15, "three_quarters": 45, "one_hour": 60}
LENGTH = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,2})?) ?(?P<unit>[^\W\d].*)", re.ASCII)
LONG = re.compile(
    r"(?P<whole>\d{1,2}) ?(?P<hours>[^\W\d]+)\.? (?P<number>\d{1,2}) ?(?P<unit>[^\W\d]+)", re.ASCII
)
HOURS_AND_MINUTES = re.compile(r"(\d{1,2}) ?(?:h|:) ?(\d{2})(?::00)?(?: ?(?:h|min))?", re.ASCII)
DOT = re.compile(r"(?<=[^\W\d])\.")
"""That of a short word: `20 Min. je Gespräch`."""
MINUTE_SIGNS = ("'", "’", "′")


def read_minutes(cell: object) -> int | CellFault:
    """Read a length in minutes, at least one."""
    return _length(cell, read_positive(cell), least=1)


def read_changeover(cell: object) -> int | CellFault:
    """Read a length in minutes, or none."""
    if is_phrase("nothing", read_text(cell)):
        return 0
    return _length(cell, read_count(cell), least=0)


def _length(cell: object, number: int | CellFault, *, least: int) -> int | CellFault:
    if not isinstance(number, CellFault):
        return number
    minutes = minutes_of(cell) if isinstance(cell, time) else _written_length(read_text(cell))
    return minutes if minutes is not None and least <= minutes <= MOST else number


def _written_length(written: str) -> int | None:
    for name, minutes in IN_WORDS.items():
        if is_phrase(name, written):
            return minutes
    text = DOT.sub("", written.casefold())
    if match := HOURS_AND_MINUTES.fullmatch(text):
        return 60 * int(match[1]) + int(match[2])
    if text.endswith(MINUTE_SIGNS) and text[:-1].strip().isdecimal():
        return int(text[:-1])
    if (match := LONG.fullmatch(text)) and pattern("hours").fullmatch(match["hours"]):
        rest = _in_units(match["number"], match["unit"])
        return None if rest is None else 60 * int(match["whole"]) + rest
    match = LENGTH.fullmatch(text)
    return _in_units(match["number"], match["unit"]) if match else None


def _in_units(number: str, unit: str) -> int | None:
    minutes = float(number.replace(",", "."))
    if pattern("hours").fullmatch(unit):
        minutes *= 60
    elif not pattern("minutes").fullmatch(unit):
        return None
    return int(minutes) if minutes.is_integer() else None
