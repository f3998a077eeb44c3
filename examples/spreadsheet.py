"""Write tables of cells as a tidy Excel workbook, the same bytes for the same cells.

All examples use it: a bold, frozen header with filters, columns as wide as their text, real dates
and times, and a page set-up for printing.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import chain
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Cell = str | int | date | time | None
Row = Sequence[Cell]
Sheets = Mapping[str, Sequence[Row]]
"""The rows of each sheet by its name; the first row is the header."""
Columns = Mapping[tuple[str, str], tuple[tuple[str, str], ...]]
"""The headings of each sheet: both the sheet and each heading in English and in German."""
ENGLISH, GERMAN = 0, 1
LANGUAGES = (ENGLISH, GERMAN)
DATES = ("yyyy-mm-dd", "dd.mm.yyyy")
"""How Excel shows dates, in each language."""

MADE_AT = datetime(2027, 5, 3, 8, 0)  # noqa: DTZ001 - Excel knows no time zones
NARROWEST, WIDEST = 7, 46
HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F4E79")


def write_workbook(path: Path, title: str, sheets: Sheets, date_format: str) -> None:
    """Write one sheet per table, in their order.

    Parameters
    ----------
    path : Path
        The `.xlsx` to write; an older one is replaced.
    title : str
        The title in the properties of the workbook.
    sheets : Sheets
        What to write.
    date_format : str
        How Excel shows dates, for example `yyyy-mm-dd`.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in sheets.items():
        _fill(workbook.create_sheet(name), rows, date_format)
    workbook.properties.title = title
    workbook.properties.creator = "matchmaker examples"
    workbook.properties.created = MADE_AT
    buffer = BytesIO()
    workbook.save(buffer)
    _copy_with_fixed_dates(buffer, path)


def write_in(
    language: int,
    path: Path,
    columns: Columns,
    rows: Mapping[str, Sequence[Row]],
    words: Mapping[str, str],
) -> None:
    """Write rows that stand in English in one of the two languages.

    Parameters
    ----------
    language : int
        `ENGLISH` or `GERMAN`.
    path : Path
        The `.xlsx` to write.
    columns : Columns
        The sheets and their headings.
    rows : mapping of str to sequence of Row
        The rows of each sheet, by its English name, the first one that of the name of the event;
        cells at the end of a row may be left out.
    words : mapping of str to str
        What cells are in German, where that is something else.
    """
    sheets: dict[str, list[Row]] = {}
    for sheet, headings in columns.items():
        sheets[sheet[language]] = [[heading[language] for heading in headings]]
        for row in rows[sheet[ENGLISH]]:
            cells = [words.get(str(cell), cell) if language == GERMAN else cell for cell in row]
            sheets[sheet[language]].append([*cells, *[None] * (len(headings) - len(cells))])
    title = next(iter(sheets.values()))[1][1]
    write_workbook(path, str(title), sheets, DATES[language])


def _fill(sheet: Worksheet, rows: Sequence[Row], date_format: str) -> None:
    for row in rows:
        sheet.append(list(row))
    for cell in chain.from_iterable(sheet.iter_rows(min_row=2)):
        _format(cell, date_format)
    for cell in sheet[1]:
        cell.font, cell.fill = HEADER_FONT, HEADER_FILL
    for number, column in enumerate(zip(*rows, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _set_up_page(sheet)


def _format(cell: ExcelCell | MergedCell, date_format: str) -> None:
    if isinstance(cell.value, date):
        cell.number_format = date_format
    elif isinstance(cell.value, time):
        cell.number_format = "hh:mm"
    cell.alignment = Alignment(horizontal="left")


def _width(cells: Sequence[Cell]) -> int:
    header, *values = (len(_shown(cell)) for cell in cells)
    with_filter_button = header + 3
    return min(max([NARROWEST, with_filter_button, *(length + 2 for length in values)]), WIDEST)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return f"{cell:%H:%M}" if isinstance(cell, time) else str(cell)


def _set_up_page(sheet: Worksheet) -> None:
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4


def _copy_with_fixed_dates(workbook: BytesIO, path: Path) -> None:
    """Copy the zip file; openpyxl writes the time of saving into it in two places."""
    modified = rb"\g<1>" + f"{MADE_AT:%Y-%m-%dT%H:%M:%SZ}".encode()
    with ZipFile(workbook) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", modified, content)
            entry = ZipInfo(name, date_time=MADE_AT.timetuple()[:6])
            target.writestr(entry, content, compress_type=ZIP_DEFLATED)
