"""Files in, sheets out: one workbook, or a folder of workbooks and CSV files.

What a file is, its first bytes tell, not its name. What is wrong with a whole file is an issue.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd
from openpyxl.utils import get_column_letter

from matchmaker.io.reading.columns import column_key
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.values import CellFault, is_blank, read_text
from matchmaker.issues import Place
from matchmaker.text import DEFAULT, fold, languages, recognise, words

ZIP = b"PK\x03\x04"
"""The first bytes of an `.xlsx`, which is a zip file."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of an old `.xls`, and of an `.xlsx` behind a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv"})
DELIMITERS = ";,\t"


@dataclass(frozen=True)
class Line:
    """The cells of one row; `row` as Excel counts it."""

    row: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was typed.

    Parameters
    ----------
    file, title : str
        Name of the file, and the sheet's own title.
    lines : tuple of Line
        The rows in which there is anything; the first is the header.
    key : str
        Which sheet it is, e.g. `participants`; empty for one we do not know.
    titles, section : str
        The sections of `text` with its title, e.g. `sheet`, and with its headings, e.g.
        `column.participants`.
    """

    file: str
    title: str
    lines: tuple[Line, ...]
    key: str = ""
    titles: str = "sheet"
    section: str = ""

    @property
    def header(self) -> Line:
        """The first row in which there is anything."""
        return self.lines[0] if self.lines else Line(1, ())

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages in which the title is one of this sheet."""
        spellings = {
            language: words(language).entries.get(f"{self.titles}.{self.key}", ())
            for language in languages()
        }
        return tuple(
            language
            for language, known in spellings.items()
            if fold(self.title) in {fold(word) for word in known}
        )

    @cached_property
    def language(self) -> str:
        """The language of the title."""
        return next(iter(self.languages), DEFAULT)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Where each column stands, from 0, by its key."""
        numbers: dict[str, int] = {}
        for number, heading in enumerate(self.header.cells):
            key = column_key(self.section, read_text(heading))
            if key is not None:
                numbers.setdefault(key, number)
        return numbers

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each column by its key."""
        return {key: get_column_letter(number + 1) for key, number in self.numbers.items()}

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Name a place by row and column key."""
        return Place(self.file, self.title, row, self.letters.get(column) if column else None)


def read_sheets(
    path: Path, findings: Findings, *, titles: str = "sheet", headings: str = "column"
) -> dict[str, Sheet]:
    """Read the sheets of a workbook, or of a folder.

    Parameters
    ----------
    path : Path
        An `.xlsx`, or a folder of `.xlsx` and `.csv` files that are named after the sheets, or, in
        case of an `.xlsx`, have sheets of these names.
    findings : Findings
        Takes what is wrong with files and titles.
    titles, headings : str
        The sections of `text` with the titles, and with the headings of each.

    Returns
    -------
    dict of str to Sheet
        The sheets we know, by key.
    """
    known: dict[str, Sheet] = {}
    is_read = True
    for file in _files(path):
        sheets = _sheets_of(file, titles)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=file.name))
            is_read = False
            continue
        for sheet in sheets:
            section = f"{headings}.{sheet.key}"
            _keep(replace(sheet, titles=titles, section=section), known, findings)
    if is_read and not known:
        findings.error("no_sheets", Place(file=path.name))
    return known


def _keep(sheet: Sheet, known: dict[str, Sheet], findings: Findings) -> None:
    if not sheet.key and recognise("aside", sheet.title):
        return
    if not sheet.key:
        findings.warning("unknown_sheet", sheet.place(), sheet=sheet.title)
    elif sheet.key in known:
        findings.error("duplicate_sheet", sheet.place(), other=known[sheet.key].title)
    else:
        known[sheet.key] = sheet


def _files(path: Path) -> tuple[Path, ...]:
    """List what to read; `~$` are Excel's lock files, a dot begins the hidden ones of a Mac."""
    try:
        entries = sorted(path.iterdir()) if path.is_dir() else None
    except OSError:
        entries = None
    if entries is None:
        return (path,)
    return tuple(
        entry
        for entry in entries
        if entry.suffix.lower() in SUFFIXES and not entry.name.startswith(("~$", "."))
    )


def _sheets_of(file: Path, titles: str) -> tuple[Sheet, ...] | CellFault:
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        return CellFault("no_such_file", {"file": str(file)})
    except OSError:
        return CellFault("unreadable_file", {"file": file.name})
    fault = CellFault("not_a_workbook", {"file": file.name})
    if not content:
        return replace(fault, code="empty_file")
    if content.startswith(OLE):
        return replace(fault, code="password_protected") if ENCRYPTED in content else fault
    sheets = _tables(file, content)
    return fault if sheets is None else _titled(file, sheets, titles)


def _tables(file: Path, content: bytes) -> list[Sheet] | None:
    """Read every sheet; None where this is neither a workbook nor a CSV file."""
    if content.startswith(ZIP):
        return _workbook(file, content)
    return _csv(file, content) if file.suffix.lower() == ".csv" else None


def _titled(file: Path, sheets: Iterable[Sheet], titles: str) -> tuple[Sheet, ...]:
    """Tell which sheets these are: by their titles, or the only one by the name of its file."""
    filled = [sheet for sheet in sheets if sheet.lines or recognise(titles, sheet.title)]
    known = [replace(sheet, key=recognise(titles, sheet.title) or "") for sheet in filled]
    key = recognise(titles, file.stem)
    if key and len(known) == 1 and not known[0].key:
        return (replace(known[0], title=file.stem, key=key),)
    return tuple(known)


def _workbook(file: Path, content: bytes) -> list[Sheet] | None:
    try:
        with warnings.catch_warnings():
            # openpyxl warns of drop-downs and styles it cannot keep; nothing is kept here
            warnings.simplefilter("ignore")
            frames = pd.read_excel(
                io.BytesIO(content),
                sheet_name=None,
                header=None,
                dtype=object,
                keep_default_na=False,
                na_filter=False,
                engine="openpyxl",
            )
    except Exception:  # noqa: BLE001 - whatever openpyxl trips over, it is no sound workbook
        return None
    return [
        Sheet(file.name, str(title), _lines(frame.itertuples(index=False, name=None)))
        for title, frame in frames.items()
    ]


def _csv(file: Path, content: bytes) -> list[Sheet] | None:
    text = _decoded(content)
    named = re.match(r"sep=([;,\t|])\r?\n", text)  # a line for Excel, which it does not show
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return None
    return [Sheet(file.name, file.stem, _lines(rows))]


def _decoded(content: bytes) -> str:
    if content.startswith(UTF_16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Choose what most of the header is separated by."""
    header = next((line for line in text.splitlines() if line.strip(DELIMITERS + " ")), "")
    return max(DELIMITERS, key=header.count)


def _lines(rows: Iterable[Sequence[object]]) -> tuple[Line, ...]:
    return tuple(_filled(rows))


def _filled(rows: Iterable[Sequence[object]]) -> Iterator[Line]:
    for number, cells in enumerate(rows, start=1):
        if not all(is_blank(cell) for cell in cells):
            yield Line(number, tuple(cells))
