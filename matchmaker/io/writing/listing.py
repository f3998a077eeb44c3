"""Sheets that are lists: a table of columns, and a row for each thing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.telling.report import Report
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.page import finish, fit_heights, put, put_down
from matchmaker.io.writing.styles import Form

Row = TypeVar("Row")

NARROWEST = 7
DATE_WIDTHS = {Form.DATE: 16, Form.TIME: 8, Form.MOMENT: 18}
"""Dates are shown longer than they are stored."""


@dataclass(frozen=True)
class ListColumn(Generic[Row]):
    """One column of a list.

    Parameters
    ----------
    key : str
        Key of the heading, in the section of the sheet.
    value : callable
        Gives what a row has in this column.
    form : Form
        How it looks.
    widest : int
        Width in characters beyond which longer text is wrapped.
    heading : str
        Said as it is where the heading is not a word of the language, but a table's name.
    is_needed : callable
        Whether the column is there at all; it mostly is.
    """

    key: str
    value: Callable[[Row], Value]
    form: Form = Form.TEXT
    widest: int = 34
    heading: str = ""
    is_needed: Callable[[Report], bool] = lambda _report: True

    def width(self, heading: str, values: Iterable[Value]) -> float:
        """Compute the width in characters that shows values whole, up to the widest."""
        lines = (line for value in values for line in str(value or "").split("\n"))
        longest = DATE_WIDTHS.get(self.form) or max(map(len, lines), default=0) + 2
        # A heading has a filter's button beside it.
        return max(NARROWEST, min(self.widest, max(longest, len(heading) + 4)))


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """A sheet that is a list.

    Parameters
    ----------
    name : str
        Key of the sheet's title and of its section of headings.
    columns : tuple of ListColumn
        In order.
    rows : callable
        Gives what the list is of.
    nothing : callable or None
        Gives what is said instead of rows where there are none.
    """

    name: str
    columns: tuple[ListColumn[Row], ...]
    rows: Callable[[Report], Iterable[Row]]
    nothing: Callable[[Report], str] | None = None

    def write(self, book: Workbook, report: Report) -> Worksheet:
        """Add the sheet to a workbook."""
        sheet: Worksheet = book.create_sheet(report.words(f"output.sheet.{self.name}"))
        rows = list(self.rows(report))
        for number, column in enumerate(self.needed(report), 1):
            write_column(sheet, number, column, self.heading(column, report), rows)
        fit_heights(sheet)
        if not rows and self.nothing:
            put(sheet, 2, 1, self.nothing(report), Form.QUIET)
        finish(sheet, report)
        return sheet

    def needed(self, report: Report) -> tuple[ListColumn[Row], ...]:
        """List the columns that are there."""
        return tuple(column for column in self.columns if column.is_needed(report))

    def heading(self, column: ListColumn[Row], report: Report) -> str:
        """Say what stands above a column."""
        return column.heading or report.words(f"output.{self.name}.{column.key}")


def write_column(
    sheet: Worksheet,
    number: int,
    column: ListColumn[Row],
    heading: str,
    rows: Sequence[Row],
    *,
    top: int = 1,
) -> None:
    """Write a column from a row on down, as wide as it needs."""
    is_number = column.form in {Form.NUMBER, Form.SHARE}
    put(sheet, top, number, heading, Form.NUMBER_HEADING if is_number else Form.HEADING)
    values = [column.value(row) for row in rows]
    put_down(sheet, top + 1, number, values, column.form)
    width = column.width(heading, values)
    sheet.column_dimensions[get_column_letter(number)].width = width
