"""One cell of somebody's workbook corrected; all else in it stays, part by part."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from matchmaker.io.marking.cells import Cells, Uncorrectable
from matchmaker.io.marking.package import Package
from matchmaker.io.package.characters import printable
from matchmaker.io.package.limits import Limits
from matchmaker.io.package.parts import Parts
from matchmaker.io.reading.values import read_text
from matchmaker.io.reading.xlsx import read_xlsx

HEADINGS_WITHIN = 10
"""Rows among which the headings of a sheet are: the fullest of them, or the first of several."""


@dataclass(frozen=True)
class CellField:
    """A cell of a row: its column, the heading above it, and what is written in it."""

    column: str
    heading: str
    text: str


def row_of(content: bytes, sheet: str, cell: str) -> tuple[CellField, ...]:
    """Read the row of a cell, each cell with its heading; raises `Uncorrectable`."""
    column, number = _place(cell)
    limits = Limits.of_environment()
    sheets = read_xlsx(Parts(content, limits), limits)
    lines = next((found.lines for found in sheets if found.title == sheet), None)
    if lines is None:
        raise Uncorrectable("no_cell")
    rows = {line.row: [printable(read_text(value)) for value in line.cells] for line in lines}
    first = [row for at, row in rows.items() if at <= HEADINGS_WITHIN and at < number]
    headings = max(first, key=lambda row: sum(map(bool, row)), default=[])
    own = rows.get(number, [])
    width = max(len(own), len(headings), column)
    return tuple(
        CellField(get_column_letter(at + 1), *(_at(row, at) for row in (headings, own)))
        for at in range(width)
        if at + 1 == column or _at(own, at)
    )


def _at(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def corrected(content: bytes, sheet: str, cell: str, text: str) -> bytes:
    """Write a text into a cell.

    Parameters
    ----------
    content : bytes
        The `.xlsx` as it is.
    sheet, cell : str
        The title of the sheet, and the cell: `B7`.
    text : str
        What is to be there; nothing empties the cell.

    Raises
    ------
    Uncorrectable
        If that cannot be done without losing anything.
    """
    package, part = _opened(content, sheet)
    if _is_heading(package, part, cell):
        raise Uncorrectable("heading")
    Cells(package.tree(part)).put(cell, text)
    return package.write()


def _opened(content: bytes, sheet: str) -> tuple[Package, str]:
    """Open a workbook at a sheet."""
    package = Package(content)
    if package.had_macros:
        raise Uncorrectable("macros")
    part = dict(package.sheets()).get(sheet)
    if part is None:
        raise Uncorrectable("no_cell")
    return package, part


CELL = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of any sheet."""


def _place(cell: str) -> tuple[int, int]:
    """Tell column and row of a cell."""
    found = CELL.fullmatch(cell)
    column, row = (column_index_from_string(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= column <= LAST_COLUMN or row > LAST_ROW:
        raise Uncorrectable("no_cell")
    return column, row


def _is_heading(package: Package, part: str, cell: str) -> bool:
    """Whether a cell is a heading of a table, which the table knows by name."""
    column, number = _place(cell)
    related = package.relations(part).values()
    tables = (package.look(target) for kind, target in related if kind == "table")
    return any(_heads(table, column, number) for table in tables)


def _heads(table: Element, column: int, row: int) -> bool:
    area = CellRange(table.get("ref", "A1"))
    has_headings = table.get("headerRowCount", "1") != "0"
    return has_headings and area.min_row == row and area.min_col <= column <= area.max_col
