"""What somebody brought as a workbook to mark: their `.xlsx` itself, or one made of their files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zlib import error as DeflateError  # noqa: N812 - an exception under a small name

from lxml.etree import XMLSyntaxError
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.io.marking.annotate import annotate
from matchmaker.io.package.characters import printable, shortened
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of, read_foreign
from matchmaker.io.package.limits import Limits, TooLarge, Unsafe
from matchmaker.io.reading.files import files_of, is_xlsx, raw_sheets, wish_files
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import Formula
from matchmaker.io.writing.cells import put
from matchmaker.io.writing.page import book_called, saved
from matchmaker.issues import Issue
from matchmaker.text import Words

LONGEST_TITLE = 31
DAMAGED = (
    *(XMLSyntaxError, BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, TypeError, LookupError, AttributeError, StopIteration),
    *(ExpatError, Unsafe),
)
"""What changing a workbook can end in of which another part is damaged."""
NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


Titles = Mapping[tuple[str, str], str]
"""What sheets of several files are called in one workbook, by file and title; empty: as before."""
Change = Callable[[bytes, Titles], bytes]
"""From a workbook to a changed copy of it."""


def annotated_copy(path: Path, issues: tuple[Issue, ...], say: Words) -> bytes | CellFault | None:
    """Copy a workbook or a folder, and mark its issues; None where nothing in it can be read.

    A fault says why there is no copy though the sheets can be read.

    Parameters
    ----------
    path : Path
        What was read.
    issues : tuple of Issue
        What is wrong with it.
    say : Words
        The language to say it in.
    """
    return changed_copy(
        path,
        lambda content, titles: annotate(content, [_moved(issue, titles) for issue in issues], say),
    )


def changed_copy(path: Path, change: Change) -> bytes | CellFault | None:
    """Copy a workbook or a folder into one workbook, and change the copy.

    None where nothing in it can be read; a fault says why there is no copy though the sheets can.

    Parameters
    ----------
    path : Path
        What was read. Of a sound `.xlsx` everything stays as it is; of anything else the copy has
        the sheets and cells, without their looks.
    change : callable
        Is given the copy, and what its sheets are called now.
    """
    try:
        return _copy(path, change)
    except TooLarge as too_large:
        return too_large.fault(name_of(path))


def _copy(path: Path, change: Change) -> bytes | None:
    files = files_of(path)
    if len(files) == 1 and is_xlsx(files[0]) and not _unreadable(files[0]):
        try:
            return change(read_foreign(files[0], Limits.of_environment().bytes), {})
        except DAMAGED:  # in a part that is not read; the cells can be copied all the same
            return _plain_copy(path, files, change)
    return _plain_copy(path, files, change)


def _plain_copy(path: Path, files: tuple[Path, ...], change: Change) -> bytes | None:
    book = book_called()
    titles: dict[tuple[str, str], str] = {}
    for file in (*files, *wish_files(path)):
        sheets = raw_sheets(file)
        for sheet in () if isinstance(sheets, CellFault) else sheets:
            made = book.create_sheet(_free_title(sheet.title, book))
            folder = "" if file in files else f"{name_of(file.parent)}/"
            name = f"{folder}{name_of(file)}"
            titles[name, sheet.title] = made.title
            _fill(made, sheet)
    if not titles:
        return None
    return change(saved(book), titles)


def _unreadable(file: Path) -> bool:
    return isinstance(raw_sheets(file), CellFault)


def _free_title(title: str, book: Workbook) -> str:
    allowed = printable(title).translate(NOT_IN_TITLES).strip("'")
    plain = shortened(allowed, LONGEST_TITLE - len(" 999")) or "-"
    taken = {name.casefold() for name in book.sheetnames}
    names = (plain, *(f"{plain} {number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)


def _fill(made: Worksheet, sheet: Sheet) -> None:
    for line in sheet.lines:
        for column, value in enumerate(line.cells, 1):
            if value is None or isinstance(value, Formula) or value != value:  # noqa: PLR0124
                continue
            put(made.cell(line.row, column), value)  # type: ignore[arg-type]


def _moved(issue: Issue, titles: Titles) -> Issue:
    place = issue.place
    title = titles.get((place.file, place.sheet), place.sheet)
    return replace(issue, place=replace(place, sheet=title))
