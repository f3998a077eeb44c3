"""The cells of a sheet of somebody's workbook, looked at and changed one by one."""

from collections.abc import Callable

from lxml import etree
from lxml.etree import _Element as Element
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.cell_range import CellRange

from matchmaker.io.writing.cells import as_kept
from matchmaker.issues import Issue

StyleChange = Callable[[int], int]
"""From the number of a style to that of another."""


class Uncorrectable(Exception):  # noqa: N818 - says what is in the way
    """A cell cannot be corrected from here.

    Parameters
    ----------
    code : str
        `no_cell`: there is no such sheet or cell; `formula`: it is worked out; `heading`: it is a
        heading of a table; `macros`: the workbook holds a program, which would be lost;
        `unreadable`: it is damaged.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Cells:
    """The cells of a sheet by their names; made where there is none."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._data = next(root.iter("{*}sheetData"))
        self._space = etree.QName(root).namespace
        self._rows: dict[int, Element] = {}
        self._cells: dict[int, dict[int, Element]] = {}
        self._columns = tuple(root.iter("{*}col"))
        self._merged = tuple(
            CellRange(merged.get("ref", "A1")) for merged in root.iter("{*}mergeCell")
        )
        self._number()

    def _number(self) -> None:
        """Number rows and cells; some programs leave their names out."""
        last_row = 0
        for row in self._data.iterchildren("{*}row"):
            last_row = int(row.get("r", last_row + 1))
            self._rows[last_row] = row
            last_column, cells = 0, {}
            for cell in row.iterchildren("{*}c"):
                name = cell.get("r")
                last_column = (
                    column_index_from_string(coordinate_from_string(name)[0])
                    if name
                    else last_column + 1
                )
                cells[last_column] = cell
            self._cells[last_row] = cells

    def cell_of(self, issue: Issue) -> str:
        """Name the cell at which to show an issue; empty where it is of the whole sheet."""
        row, letters = issue.place.row, issue.place.column
        if not isinstance(row, int):
            return ""
        column = column_index_from_string(letters) if letters else self._first_column(row)
        for merged in self._merged:
            is_within = merged.min_col <= column <= merged.max_col
            if is_within and merged.min_row <= row <= merged.max_row:
                column, row = merged.min_col, merged.min_row
        return f"{get_column_letter(column)}{row}"

    def _first_column(self, row: int) -> int:
        """Tell where a row begins, to show there what is wrong with all of it."""
        return min(self._cells.get(row) or {1: None})

    def set_style(self, name: str, change: StyleChange) -> None:
        """Give a cell another style, made of the one it has."""
        cell = self._cell(name)
        cell.set("s", str(change(int(cell.get("s", "0")))))

    def _cell(self, name: str) -> Element:
        letters, number = coordinate_from_string(name)
        column = column_index_from_string(letters)
        row = self._rows.get(number)
        if row is None:
            row = self._insert(self._data, self._rows, number, "row", str(number))
            self._cells[number] = {}
        cells = self._cells[number]
        if column not in cells:
            cells[column] = self._new_cell(row, cells, column, name)
        return cells[column]

    def _new_cell(self, row: Element, cells: dict[int, Element], column: int, name: str) -> Element:
        cell = self._insert(row, cells, column, "c", name)
        own = row.get("s") if row.get("customFormat") in {"1", "true"} else None
        cell.set("s", own or self._style_of_column(column))
        row.attrib.pop("spans", None)
        return cell

    def _style_of_column(self, column: int) -> str:
        for columns in self._columns:
            if int(columns.get("min", "0")) <= column <= int(columns.get("max", "0")):
                return str(columns.get("style", "0"))
        return "0"

    def _insert(
        self, parent: Element, known: dict[int, Element], number: int, tag: str, name: str
    ) -> Element:
        for told in self._root.iterchildren("{*}dimension"):  # how far the sheet went before
            self._root.remove(told)
        made = etree.Element(f"{{{self._space}}}{tag}", r=name)
        later = min((n for n in known if n > number), default=None)
        if later is None:
            parent.append(made)
        else:
            known[later].addprevious(made)
        known[number] = made
        return made

    def _emptied(self, name: str) -> Element:
        """Empty a cell, unless it is worked out; its format stays."""
        cell = self._cell(name)
        if next(cell.iter("{*}f"), None) is not None:
            raise Uncorrectable("formula")
        for old in list(cell):
            cell.remove(old)
        cell.attrib.pop("t", None)
        return cell

    def put(self, name: str, value: str | int) -> None:
        """Write a text or a number into a cell, in the place of whatever is there.

        Raises
        ------
        Uncorrectable
            If it is worked out.
        """
        if isinstance(value, int):
            self.put_number(name, str(value))
        else:
            self._put_text(name, as_kept(value))

    def put_number(self, name: str, number: str) -> None:
        """Write a number as it is given; else as `put`."""
        written = etree.SubElement(self._emptied(name), f"{{{self._space}}}v")
        written.text = number

    def _put_text(self, name: str, text: str) -> None:
        cell = self._emptied(name)
        if text:
            cell.set("t", "inlineStr")
            inline = etree.SubElement(cell, f"{{{self._space}}}is")
            written = etree.SubElement(inline, f"{{{self._space}}}t")
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            written.text = text

    def copy_style(self, name: str, to: str) -> None:
        """Let one cell look like another."""
        self.set_style(to, lambda _: int(self._cell(name).get("s", "0")))
