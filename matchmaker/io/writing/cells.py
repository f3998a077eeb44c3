"""Values as Excel keeps them: text that stays text, and dates and numbers that are such."""

from datetime import date, datetime, time

from openpyxl.cell.cell import Cell, MergedCell

from matchmaker.io.characters import printable

Value = str | int | float | date | time | datetime | None
"""What a cell holds; dates and times are local and naive, as Excel knows no time zones."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


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
