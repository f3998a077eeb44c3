"""Workbooks of other programs and older days: `.xls`, `.ods`, `.xlsb`, where there is a reader."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.util import find_spec
from io import BytesIO
from typing import cast

from matchmaker.io.package.limits import Limits, TooLarge
from matchmaker.io.package.parts import Parts
from matchmaker.io.reading.raw import Line, Merged, RawSheet
from matchmaker.io.reading.values import is_blank

READER = "python_calamine"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
MOST_COLUMNS = 16_384


def has_reader() -> bool:
    """Whether the reader is installed; it comes with `matchmaker[more]`."""
    return find_spec(READER) is not None


def is_ods(parts: Parts) -> bool:
    """Whether a zip file is a spreadsheet of LibreOffice."""
    return parts.head("mimetype", len(ODS)) == ODS


def is_xlsb(parts: Parts) -> bool:
    """Whether a zip file is a binary workbook of Excel."""
    return "xl/workbook.bin" in parts


def weigh_ods(parts: Parts, limits: Limits) -> None:
    """Count the cells of an `.ods`, in which one cell may stand for millions.

    Raises
    ------
    TooLarge
        If there are too many.
    Unsafe
        If it should not be read.
    """
    scale = _Scale(limits)
    parts.parse("content.xml", scale.start, lambda _name, _text: None)


class _Scale:
    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._rows, self._cells = 1, 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table-row":
            self._rows = int(attributes.get("number-rows-repeated", "1"))
        elif tag == "table-cell" and {"value-type", "value"} & attributes.keys():
            self._cells += self._rows * int(attributes.get("number-columns-repeated", "1"))
            if self._cells > self._limits.cells:
                raise TooLarge("cells", self._limits.cells)


def read_other(content: bytes, limits: Limits) -> Iterator[RawSheet]:
    """Read the sheets of such a workbook.

    Raises
    ------
    Exception
        Whatever the reader trips over.
    TooLarge
        If there is too much of it.
    """
    import pandas as pd  # noqa: PLC0415 - half a second that only these files are worth
    from python_calamine import (  # noqa: PLC0415 - it need not be installed
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    file = pd.ExcelFile(BytesIO(content), engine="calamine")
    book = cast("CalamineWorkbook", file.book)
    for known in book.sheets_metadata:
        if known.typ is not SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(known.name)
        if sheet.height * sheet.width > limits.elements:
            raise TooLarge("cells", limits.cells)
        if sheet.height > limits.rows:
            raise TooLarge("rows", limits.rows)
        merged = (
            Merged(left + 1, top + 1, right + 1, bottom + 1)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        )
        is_hidden = known.visible is not SheetVisibleEnum.Visible
        table = pd.read_excel(file, known.name, header=None, dtype=object, na_filter=False)
        lines = _lines(table.itertuples(index=False, name=None))
        yield RawSheet(known.name, list(lines), (), tuple(merged), is_hidden=is_hidden)


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[Line]:
    for number, row in enumerate(rows, 1):
        if not all(is_blank(cell) for cell in row):
            yield Line(number, tuple(row))
