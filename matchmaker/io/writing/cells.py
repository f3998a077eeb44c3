"""Values as Excel keeps them: text that stays text, and dates and numbers that are such."""

import re
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell

from matchmaker.io.package.characters import printable, shortened

Value = str | int | float | date | time | datetime | None
"""What a cell holds; dates and times are local and naive, as Excel knows no time zones."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
LONGEST = 32_767
"""Letters that Excel allows in a cell."""
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Begins what Excel reads as another character: `_x0041_` as `A`."""


def put(cell: Cell | MergedCell, value: Value) -> None:
    """Write a value into a cell, text always as text."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that Excel takes for neither formula nor error, even when somebody edits it."""
    written = as_kept(text)
    cell.value = written
    cell.data_type = "s"
    if written.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def as_kept(text: str) -> str:
    """Write text as a workbook keeps it: of a length it can hold, and nothing in it an escape."""
    return shortened(ESCAPE.sub("_x005F_", printable(text)), LONGEST)
