"""Workbooks to write into, and sheets made ready to read on a screen and on A4."""

from collections.abc import Iterable
from copy import copy
from io import BytesIO
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.package.characters import printable, shortened, units
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.cells import Value, as_kept
from matchmaker.io.writing.cells import put as put_value
from matchmaker.io.writing.styles import Form, set_font

MARGIN = 0.4
"""Of a printed page, in inches."""
LINE_HEIGHT = 12.75
"""Of a line of text, in points."""
LETTERS = 1.1
"""How many letters of a text there are to a unit of width, which is a digit."""
LONGEST_FOOTER, LONGEST_TITLE = 255, 255
"""Letters that Excel allows in a footer, codes and all, and in the title of a file."""
HIGHEST = 409
"""Points of height that Excel allows a row."""


def new_workbook(report: Report) -> Workbook:
    """Make a workbook that is called as the event and has no sheet yet."""
    return book_called(report.plan.event.name)


def book_called(title: str = "") -> Workbook:
    """Make a workbook that has no sheet yet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    set_font(book)
    book.properties.creator = "matchmaker"
    book.properties.title = shortened(printable(title), LONGEST_TITLE) or None
    return book


def saved(book: Workbook) -> bytes:
    """Give a workbook as bytes."""
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def put(sheet: Worksheet, row: int, column: int, value: Value, form: Form) -> None:
    """Write a value into a place of a sheet, in its form."""
    put_down(sheet, row, column, [value], form)


def put_down(sheet: Worksheet, row: int, column: int, values: Iterable[Value], form: Form) -> None:
    """Write values one below the other from a place of a sheet, all in one form."""
    look = None
    for number, value in enumerate(values, row):
        cell: Any = sheet.cell(number, column)
        # A style also sets what marks a cell as text, so it comes first. It is looked up once,
        # or it would take a quarter of the time that a large workbook does.
        if look is None:
            cell.style = form.style
            look = copy(cell._style)  # noqa: SLF001 - openpyxl has no public way to take it over
        else:
            cell._style = copy(look)  # noqa: SLF001
        put_value(cell, value)


def fit_heights(sheet: Worksheet) -> None:
    """Make rows high enough for their longest text; not every program does so by itself."""
    letters = map(get_column_letter, range(1, sheet.max_column + 1))
    widths = [sheet.column_dimensions[letter].width for letter in letters]
    for number, row in enumerate(sheet.iter_rows(min_row=2, values_only=True), 2):
        lines = max(map(lines_of, row, widths))
        if lines > 1:
            sheet.row_dimensions[number].height = min(HIGHEST, 3 + LINE_HEIGHT * lines)


def lines_of(value: object, width: float) -> int:
    """Estimate the lines of a text in a column, broken between words; anything else has one."""
    if not isinstance(value, str):
        return 1
    room = max(1, int(width * LETTERS))
    return sum(len(wrap(line, room)) if len(line) > room else 1 for line in value.split("\n"))


def finish(sheet: Worksheet, report: Report, *, is_landscape: bool = True) -> None:
    """Freeze and filter the header, and set up the printed page."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.row_dimensions[1].height = 32
    sheet.print_title_rows = "1:1"
    set_up_page(sheet, is_landscape=is_landscape)
    set_footer(sheet, report)


def set_footer(sheet: Worksheet, report: Report) -> None:
    """Print the event and version, and the number of the page."""
    pages = report.words("output.page.footer", page="&P", pages="&N")
    version = f" · {report.plan.version}"
    room = LONGEST_FOOTER - len(f"&L{version}&R{pages}")
    event = shortened(printable(report.plan.event.name), room, _size_in_footer)
    footer = _Footer()
    footer.left.text = event.replace(AMPERSAND, 2 * AMPERSAND) + version
    footer.right.text = pages
    sheet.oddFooter = footer


AMPERSAND = "&"
"""Begins a code in a footer, such as `&D` for the date; two are one to be read."""


def _size_in_footer(text: str) -> int:
    return units(text) + text.count(AMPERSAND)


class _Footer(HeaderFooterItem):
    """A footer that is written as it is; openpyxl makes codes of words such as `&[File]`."""

    def __str__(self) -> str:
        """Write left and right."""
        return as_kept(f"&L{self.left.text}&R{self.right.text}")


def set_up_page(sheet: Worksheet, *, is_landscape: bool) -> None:
    """Print on A4, as wide as the page and as long as it takes."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if is_landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = MARGIN
    margins.bottom = 2 * MARGIN
    margins.footer = MARGIN
