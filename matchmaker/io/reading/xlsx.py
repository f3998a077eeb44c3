"""The sheets of an `.xlsx`, as lean as can be: values, merged cells, what is hidden.

Formulas are never evaluated: what counts is the value that was last saved with one. Formats are
looked at only where they tell a date from a number, or `007` from 7.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import (
    CALENDAR_MAC_1904,
    CALENDAR_WINDOWS_1900,
    from_excel,
    from_ISO8601,
)

from matchmaker.io.package.limits import Limits, TooLarge
from matchmaker.io.package.parts import Parts
from matchmaker.io.reading.raw import Line, Merged, RawSheet
from matchmaker.io.reading.values import DATA_TYPE, FORMULA_WITHOUT_VALUE, Padded, Percent, is_blank

CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
ZEROS = re.compile("0{2,20}")
"""Formats that show a number with zeros in front."""
MOST_STYLES, LONGEST_FORMAT = 100_000, 255


def read_xlsx(parts: Parts, limits: Limits) -> Iterator[RawSheet]:
    """Read the sheets of a workbook, in order.

    Parameters
    ----------
    parts : Parts
        Of the file.
    limits : Limits
        The most that is read of a sheet.

    Raises
    ------
    Unsafe, TooLarge
        If the file should not be read.
    ValueError, LookupError, expat.ExpatError
        If it is damaged.
    """
    book = next(r.part for r in _relations(parts, "") if r.kind == "officeDocument")
    workbook = _Workbook()
    parts.parse(book, workbook.start, _nothing)
    related = {relation.key: relation for relation in _relations(parts, book)}
    texts, styles = _Texts(limits), _Styles()
    for relation in related.values():
        if relation.kind == "sharedStrings" and relation.part in parts:
            parts.parse(relation.part, texts.start, texts.end)
        elif relation.kind == "styles" and relation.part in parts:
            parts.parse(relation.part, styles.start, _nothing)
    values = _Values(texts.all, styles.formats, workbook.epoch)
    for title, key, is_hidden in workbook.sheets:
        if key in related and related[key].kind == "worksheet":
            cells = _Cells(values, limits)
            parts.parse(related[key].part, cells.start, cells.end)
            yield RawSheet(
                title, cells.lines, tuple(cells.hidden), tuple(cells.merged), is_hidden=is_hidden
            )


def read_subject(parts: Parts) -> str:
    """Read the subject of a workbook, by which a schedule says which version it was written as."""
    subjects: list[str] = []

    def end(tag: str, text: str) -> None:
        if tag == "subject":
            subjects.append(text)

    for relation in _relations(parts, ""):
        if relation.kind == "core-properties" and relation.part in parts:
            parts.parse(relation.part, _no_start, end)
    return subjects[0].strip() if subjects else ""


def _no_start(_name: str, _attributes: Mapping[str, str]) -> None:
    """Nothing is of interest where an element begins."""


def _nothing(_name: str, _text: str) -> None:
    """Nothing is of interest where an element ends."""


@dataclass(frozen=True)
class _Relation:
    key: str
    kind: str
    part: str


def _relations(parts: Parts, part: str) -> list[_Relation]:
    """List what a part refers to within the file."""
    folder, name = posixpath.split(part)
    found: list[_Relation] = []

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))[1:]
            kind = attributes["Type"].rpartition("/")[2]
            found.append(_Relation(attributes["Id"], kind, target))

    parts.parse(posixpath.join(folder, "_rels", f"{name}.rels"), start, _nothing)
    return found


class _Workbook:
    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.epoch = CALENDAR_WINDOWS_1900

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self.epoch = CALENDAR_MAC_1904
        elif tag == "sheet":
            is_hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append((attributes["name"], attributes["id"], is_hidden))


class _Texts:
    """The shared texts; those to pronounce Japanese by are left out."""

    def __init__(self, limits: Limits) -> None:
        self.all: list[str] = []
        self._limits = limits
        self._parts: list[str] = []
        self._is_aside = False

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        if tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._is_aside = True

    def end(self, tag: str, text: str) -> None:
        if tag == "t" and not self._is_aside:
            self._parts.append(unescaped(text))
        elif tag == "rPh":
            self._is_aside = False
        elif tag == "si":
            self.all.append("".join(self._parts))
            if len(self.all) > self._limits.cells:
                raise TooLarge("cells", self._limits.cells)


ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Read characters that XML cannot hold, which Excel writes as `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Styles:
    """The number format of each style."""

    def __init__(self) -> None:
        self._custom: dict[str, str] = {}
        self._numbers: list[str] = []
        self._is_in_cells = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "numFmt":
            self._custom[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")[
                :LONGEST_FORMAT
            ]
        elif tag in {"cellXfs", "cellStyleXfs", "cellStyles", "dxfs"}:
            self._is_in_cells = tag == "cellXfs"
        elif tag == "xf" and self._is_in_cells and len(self._numbers) < MOST_STYLES:
            self._numbers.append(attributes.get("numFmtId", "0"))

    @property
    def formats(self) -> list[str]:
        return [self._custom.get(key) or _builtin(key) for key in self._numbers]


def _builtin(key: str) -> str:
    return BUILTIN_FORMATS.get(int(key), "General") if key.isdecimal() else "General"


@dataclass
class _Values:
    """From what is written in a cell to its value."""

    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime

    def of(self, kind: str, written: str, style: str) -> object:
        """Read a value that is there."""
        if kind == "s":
            return self.texts[int(written)]
        if kind == "b":
            return written.strip() in {"1", "true"}
        if kind == "e":
            return float("nan")
        if kind == "d":
            return _iso_date(written)
        if kind == "n":
            return self._number(written, style)
        return unescaped(written)

    def _number(self, written: str, style: str) -> object:
        number = float(written)
        at = int(style) if style.isdecimal() else 0
        shown = self.formats[at] if at < len(self.formats) else "General"
        if _is_date(shown):
            return self._date(number, shown)
        if "%" in shown:
            return Percent(number)
        if not number.is_integer():
            return number
        return Padded(int(number), len(shown)) if ZEROS.fullmatch(shown) else int(number)

    def _date(self, number: float, shown: str) -> object:
        try:
            found: date | time | timedelta | None = from_excel(
                number, self.epoch, timedelta=is_timedelta_format(shown)
            )
        except (OverflowError, ValueError):
            return number
        return number if found is None else found


def _iso_date(written: str) -> object:
    try:
        found: object = from_ISO8601(written)  # type: ignore[no-untyped-call]
    except ValueError:
        return written
    return found


@cache
def _is_date(shown: str) -> bool:
    return bool(is_date_format(shown))


@dataclass
class _Cells:
    """The cells of a sheet, row by row; a row without anything in it leaves no trace."""

    values: _Values
    limits: Limits
    lines: list[Line] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _cells: dict[int, object] = field(default_factory=dict)
    _attributes: Mapping[str, str] = field(default_factory=dict)
    _written: str | None = None
    _inline: list[str] = field(default_factory=list)
    _is_formula: bool = False
    _is_aside: bool = False
    _count: int = 0
    _room: int = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "f":
            self._is_formula = True
        elif tag == "rPh":
            self._is_aside = True
        elif tag == "mergeCell":
            self._merge(attributes["ref"])

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._written = text
        elif tag == "t" and not self._is_aside:
            self._inline.append(unescaped(text))
        elif tag == "rPh":
            self._is_aside = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if not self._row < number <= MOST_ROWS:
            raise ValueError("rows out of order")
        self._row, self._column, self._cells = number, 0, {}
        if attributes.get("hidden") in {"1", "true"}:
            self.hidden.append(number)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._count += 1
        if self._count > self.limits.cells:
            raise TooLarge("cells", self.limits.cells)
        self._attributes, self._written, self._is_formula = attributes, None, False
        self._inline.clear()
        name = CELL.fullmatch(attributes["r"]) if "r" in attributes else None
        self._column = _number_of(name[1]) if name else self._column + 1
        if self._column > MOST_COLUMNS:
            raise ValueError("no such column")

    def _end_cell(self) -> None:
        kind = self._attributes.get("t", "n")
        if kind == "inlineStr":
            value: object = "".join(self._inline)
        elif kind == "e" and "vm" in self._attributes:
            value = DATA_TYPE
        elif self._written:
            value = self.values.of(kind, self._written, self._attributes.get("s", "0"))
        else:
            value = FORMULA_WITHOUT_VALUE if self._is_formula and kind != "str" else None
        if not is_blank(value):
            self._cells[self._column] = value

    def _end_row(self) -> None:
        if not self._cells:
            return
        width = max(self._cells)
        self._room += width
        if len(self.lines) >= self.limits.rows:
            raise TooLarge("rows", self.limits.rows)
        if self._room > self.limits.elements:
            raise TooLarge("cells", self.limits.cells)
        cells = tuple(self._cells.get(column) for column in range(1, width + 1))
        self.lines.append(Line(self._row, cells))

    def _merge(self, name: str) -> None:
        left, top, right, bottom = range_boundaries(name)
        if left and top and right and bottom:
            self.merged.append(Merged(left, top, right, bottom))


@cache
def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
