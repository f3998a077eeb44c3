"""Values as Excel keeps them: text that stays text, and dates and numbers that are such."""

import re
from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell

Value = str | int | float | date | time | datetime | None
"""What a cell holds; dates and times are local and naive, as Excel knows no time zones."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML file may hold."""


def put(cell: Cell | MergedCell, value: Value) -> None:
    """Write a value into a cell, text always as text."""
    if isinstance(value, str):
        put_text(cell, value)
    else:
        cell.value = value


def put_text(cell: Cell | MergedCell, text: str) -> None:
    """Write text that Excel takes for neither formula nor error, even when somebody edits it."""
    cell.value = printable(text)
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def printable(text: str) -> str:
    """Leave out characters that files cannot hold; a line ends as in a cell, by a line feed."""
    return UNPRINTABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
