"""Rows and settings written into somebody's workbook; all else in it stays, part by part."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, to_excel
from openpyxl.worksheet.cell_range import CellRange

from matchmaker.io.marking.added import add_row, new_sheet, put_sheet
from matchmaker.io.marking.annotate import Styles
from matchmaker.io.marking.cells import Cells, Uncorrectable
from matchmaker.io.marking.copy import DAMAGED
from matchmaker.io.marking.correcting import LAST_ROW
from matchmaker.io.marking.package import Package
from matchmaker.io.reading.columns import COLUMNS, column_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import Row, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.values import is_blank
from matchmaker.io.writing.cells import Value
from matchmaker.text import recognise, words

WIDTH = 20
"""Of the columns of a new sheet."""
DATE, CLOCK = 14, 20
"""The formats of a date and a time that every Excel has, each shown as its country writes it."""


class NoPlaceFor(Exception):  # noqa: N818 - says what is in the way
    """A workbook has no sheet, or no column, for what is to be written.

    Parameters
    ----------
    sheet, column : str
        The keys of both; no column: the sheet is missing.
    """

    def __init__(self, sheet: str, column: str = "") -> None:
        super().__init__(sheet, column)
        self.sheet = sheet
        self.column = column


@dataclass(frozen=True)
class Filling:
    """What is to be written into a workbook.

    Parameters
    ----------
    settings : mapping of str to value
        By their keys; words to choose from stand as their keys.
    rows : mapping of str to sequence of mapping
        New rows by sheet, each by column; words to choose from stand as their keys.
    changed : mapping of str to mapping
        What is to stand in rows that are there, by sheet, number of the row, and column.
    """

    settings: Mapping[str, Value] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    changed: Mapping[str, Mapping[int, Mapping[str, Value]]] = field(default_factory=dict)


@dataclass(frozen=True)
class Filled:
    """A workbook with more in it: as it was, and as it is."""

    before: bytes
    content: bytes


def filled(path: Path, filling: Filling) -> Filled:
    """Write settings into their cells, rows below those that are there, and into these.

    Rows of a new workbook that are examples, or have nothing but words to choose from, are
    written over.

    Parameters
    ----------
    path : Path
        The `.xlsx`.
    filling : Filling
        What is to be written.

    Raises
    ------
    Uncorrectable
        If that cannot be done without losing anything.
    NoPlaceFor
        If there is no sheet or column for it.
    """
    findings = Findings()
    sheets = read_sheets(path, findings)
    if path not in findings.contents or not sheets:
        raise Uncorrectable("unreadable")
    content = findings.contents[path]
    try:
        return Filled(content, _written(Package(content), sheets, filling))
    except DAMAGED as error:  # in a part that is not read
        raise Uncorrectable("unreadable") from error


def _written(package: Package, sheets: Mapping[str, Sheet], filling: Filling) -> bytes:
    if package.had_macros:
        raise Uncorrectable("macros")
    if filling.settings:
        _set(_open(package, sheets, "event"), filling.settings)
    for name, rows in filling.rows.items():
        if rows:
            _add(_open(package, sheets, name), rows)
    for name, changed in filling.changed.items():
        _change(_open(package, sheets, name), changed)
    return package.write()


@dataclass(frozen=True)
class Open:
    """A sheet that is being written: as it was read, and its part of the package."""

    sheet: Sheet
    package: Package
    part: str
    cells: Cells

    @cached_property
    def styles(self) -> Styles:
        """The formats of the workbook; it stays as it is where none is added."""
        return Styles(self.package)

    def put(self, row: int, key: str, value: Value) -> None:
        """Write a value into a column; none empties the cell."""
        number = self.sheet.numbers.get(key)
        if number is None:
            if is_blank(value):
                return
            raise NoPlaceFor(self.sheet.key, key)
        cell = f"{get_column_letter(number + 1)}{row}"
        self._write(cell, _worded(self.sheet, key, value))

    def _write(self, cell: str, value: Value) -> None:
        if isinstance(value, date | time):
            self.cells.put_number(cell, repr(_counted(value, self._epoch)))
            shown = DATE if isinstance(value, date) else CLOCK
            self.cells.set_style(cell, lambda old: self.styles.showing(shown, old))
        else:
            self.cells.put(cell, value if isinstance(value, int) else str(value or ""))

    @property
    def _epoch(self) -> datetime:
        """From which day the workbook counts."""
        told = self.package.look(self.package.book).iter("{*}workbookPr")
        is_of_a_mac = any(one.get("date1904") in {"1", "true"} for one in told)
        return CALENDAR_MAC_1904 if is_of_a_mac else CALENDAR_WINDOWS_1900


def _counted(value: date | time, epoch: datetime) -> float:
    return float(to_excel(value, epoch))  # type: ignore[no-untyped-call]


def _worded(sheet: Sheet, key: str, value: Value) -> Value:
    """Word what is chosen in the language of the sheet."""
    section = column_of(sheet.section, key).kind.section
    return words(sheet.language)(f"{section}.{value}") if section and value else value


def _open(package: Package, sheets: Mapping[str, Sheet], name: str) -> Open:
    """Open a sheet; where a workbook with sheets of ours has none of this kind, it gets one."""
    sheet, parts = sheets.get(name), dict(package.sheets())
    if sheet is None and all(one.title in parts for one in sheets.values() if not one.source):
        sheet = _new(package, name, next(iter(sheets.values())).language)
        parts = dict(package.sheets())
    if sheet is None or not sheet.lines or sheet.title not in parts:
        raise NoPlaceFor(name)
    part = parts[sheet.title]
    return Open(sheet, package, part, Cells(package.tree(part)))


def _new(package: Package, name: str, language: str) -> Sheet:
    """Add a sheet with our headings."""
    say, section = words(language), f"column.{name}"
    columns = [one for one in COLUMNS[section] if not (one.is_foreign or one.repeated)]
    headings = tuple(say(f"{section}.{column.key}") for column in columns)
    widths = [WIDTH] * len(headings)
    root, data = new_sheet(package, widths)
    add_row(data, 1, headings, widths, Styles(package).heading())
    title = say(f"sheet.{name}")
    put_sheet(package, root, title)
    return Sheet("", title, (Line(1, headings),), key=name, section=section)


def _add(open_sheet: Open, rows: Sequence[Mapping[str, Value]]) -> None:
    """Write rows below the last one that is filled in."""
    sheet = open_sheet.sheet
    first = _first_free(sheet)
    last = first + len(rows) - 1
    if last > LAST_ROW:
        raise Uncorrectable("no_cell")
    there = {line.row for line in sheet.lines}
    for number, row in enumerate(rows, first):
        blank = dict.fromkeys(sheet.numbers if number in there else ())
        for key, value in {**blank, **row}.items():
            open_sheet.put(number, key, value)
    _stretch_tables(open_sheet, first, last)


def _change(open_sheet: Open, rows: Mapping[int, Mapping[str, Value]]) -> None:
    """Write into cells of rows that are there."""
    for number, row in rows.items():
        for key, value in row.items():
            open_sheet.put(number, key, value)


def _first_free(sheet: Sheet) -> int:
    """Find the row from which on nothing is filled in."""
    rows = {row.number: row for row in read_rows(sheet, Findings())}
    used = [line.row for line in sheet.lines[1:] if _is_used(line, rows.get(line.row), sheet)]
    merged = [one.bottom for one in sheet.merged if one.top > sheet.header.row]
    return max([sheet.header.row, *used, *merged]) + 1


def _is_used(line: Line, row: Row | None, sheet: Sheet) -> bool:
    """Whether there is more in a row than an example, or than words to choose from."""
    known = {*sheet.numbers.values()}
    if any(not is_blank(cell) for at, cell in enumerate(line.cells) if at not in known):
        return True
    return row is not None and is_filled_in(row)


def is_filled_in(row: Row) -> bool:
    """Whether there is more in a row than words to choose from."""
    keys = row.sheet.numbers
    return any(row.written(k) for k in keys if not column_of(row.sheet.section, k).kind.section)


def _set(open_sheet: Open, settings: Mapping[str, Value]) -> None:
    """Write settings into their rows, and those that have none below."""
    sheet = open_sheet.sheet
    rows = read_rows(sheet, Findings())
    known = {recognise("setting", row.cells["setting"]): row.number for row in rows}
    say, below = words(sheet.language), _first_free(sheet)
    for key, value in settings.items():
        row = known.get(key, below)
        if row == below:
            open_sheet.put(row, "setting", say(f"setting.{key}"))
            below += 1
        open_sheet.put(row, "value", _worded_setting(key, value, sheet))


def _worded_setting(key: str, value: Value, sheet: Sheet) -> Value:
    return words(sheet.language)(f"value.language.{value}") if key == "language" else value


def _stretch_tables(open_sheet: Open, first: int, last: int) -> None:
    """Let a table that ended above the new rows hold them, too."""
    related = open_sheet.package.relations(open_sheet.part).values()
    for kind, part in related:
        if kind == "table" and _ends_above(open_sheet.package.look(part), first):
            _stretch(open_sheet.package.tree(part), last)


def _ends_above(table: Element, row: int) -> bool:
    has_totals = table.get("totalsRowCount", "0") != "0"
    return not has_totals and CellRange(table.get("ref", "A1")).max_row == row - 1


def _stretch(table: Element, last: int) -> None:
    for one in (table, *table.iterchildren("{*}autoFilter")):
        area = CellRange(one.get("ref", "A1"))
        area.max_row = last
        one.set("ref", area.coord)
