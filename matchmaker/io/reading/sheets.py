"""Files in, sheets out: one workbook, or a folder of workbooks and CSV files.

What a file is, its first bytes tell, not its name. What is wrong with a whole file is an issue.
"""

import csv
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from xml.parsers import expat
from zipfile import BadZipFile
from zlib import error as DeflateError  # noqa: N812 - an exception under a small name

from openpyxl.utils import get_column_letter

from matchmaker.io.reading.columns import COLUMNS, MATRIX, column_key
from matchmaker.io.reading.csv_file import LOST, Decoded, read_csv
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.limits import Limits, TooLarge, Unsafe
from matchmaker.io.reading.other_books import (
    has_reader,
    is_ods,
    is_xlsb,
    read_other,
    weigh_ods,
)
from matchmaker.io.reading.parts import Parts
from matchmaker.io.reading.raw import Line, Merged, RawSheet
from matchmaker.io.reading.values import CellFault, is_blank, read_cross, read_text
from matchmaker.io.reading.wording import Wording, read_wording
from matchmaker.io.reading.xlsx import read_xlsx
from matchmaker.issues import Place
from matchmaker.text import DEFAULT, fold, languages, recognise, words

ZIP = b"PK\x03\x04"
"""The first bytes of an `.xlsx`, which is a zip file."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""The first bytes of an old `.xls`, and of an `.xlsx` behind a password."""
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SUFFIXES = frozenset({".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".xls", ".xlsb", ".ods"})
TEXTS = frozenset({".csv", ".tsv", ".txt"})
ABOVE = 30
"""How many rows of title there may be above the header."""
DAMAGED = (
    *(expat.ExpatError, BadZipFile, DeflateError, EOFError, NotImplementedError, RuntimeError),
    *(ValueError, LookupError, OverflowError, StopIteration),
)
"""What reading a workbook that is not sound can end in."""


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
    hidden : tuple of int
        The rows that are not shown.
    merged : tuple of Merged
        Its merged cells.
    is_hidden : bool
        Whether the sheet is not shown.
    decoded : Decoded or None
        How sure we are of its letters; None where there is no doubt.
    source : str
        Whose wishes these are, where all of a sheet are of one person.
    wording : Wording
        What the organiser's words are here.
    """

    file: str
    title: str
    lines: tuple[Line, ...]
    key: str = ""
    titles: str = "sheet"
    section: str = ""
    hidden: tuple[int, ...] = ()
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False
    decoded: Decoded | None = field(default=None, compare=False)
    source: str = ""
    wording: Wording = field(default=Wording(), compare=False)

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
        if self.section == MATRIX:
            return _matrix_numbers(self.header)
        numbers: dict[str, int] = {}
        for number, heading in enumerate(self.header.cells):
            key = self.key_of(heading)
            if key:
                numbers.setdefault(key, number)
        return numbers

    def key_of(self, heading: object) -> str | None:
        """Tell which column a heading names; empty for one that is not to be read."""
        written = read_text(heading)
        theirs = self.wording.headings.get((self.key, fold(written)))
        return column_key(self.section, written) if theirs is None else theirs

    @cached_property
    def has_email_as_id(self) -> bool:
        """Whether e-mail addresses serve as ids, since no column has these under any heading."""
        if self.key != "participants" or "id" in self.numbers or "email" not in self.numbers:
            return False
        known = set(self.numbers.values())
        return not any(
            self._has_ids(number) for number in range(len(self.header.cells)) if number not in known
        )

    def _has_ids(self, number: int) -> bool:
        """Whether a column has something else in every row."""
        cells = [line.cells[number : number + 1] for line in self.lines]
        texts = [read_text(cell[0]) for cell in cells if cell and not is_blank(cell[0])]
        return len(texts) == len(self.lines) == len(set(texts))

    @cached_property
    def letters(self) -> dict[str, str]:
        """The letter of each column by its key."""
        return {key: get_column_letter(number + 1) for key, number in self.numbers.items()}

    def place(self, row: int | None = None, column: str | None = None) -> Place:
        """Name a place by row and column key."""
        return Place(self.file, self.title, row, self.letters.get(column) if column else None)


def _matrix_numbers(header: Line) -> dict[str, int]:
    """Number the columns of a matrix: who wishes, and each who is wished."""
    crosses = [number for number, cell in enumerate(header.cells) if number and not is_blank(cell)]
    return {"from": 0} | {f"cross_{number + 1}": number for number in crosses}


def read_sheets(
    path: Path, findings: Findings, *, titles: str = "sheet", headings: str = "column"
) -> dict[str, Sheet]:
    """Read the sheets of a workbook, or of a folder.

    Parameters
    ----------
    path : Path
        A workbook or a CSV file, or a folder of these that are named after the sheets, or, in case
        of a workbook, have sheets of these names.
    findings : Findings
        Takes what is wrong with files and titles.
    titles, headings : str
        The sections of `text` with the titles, and with the headings of each.

    Returns
    -------
    dict of str to Sheet
        The sheets we know, by key.
    """
    wording = read_wording(path, findings) if titles == "sheet" else Wording()
    known: dict[str, Sheet] = {}
    is_read = True
    for file in files_of(path):
        sheets = _sheets_of(file, titles)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=file.name))
            is_read = False
            continue
        for sheet in sheets:
            key = sheet.key or wording.sheets.get(fold(sheet.title), "")
            section = f"{headings}.{key}"
            ours = replace(sheet, key=key, titles=titles, section=section, wording=wording)
            _keep(ours, known, findings)
    if titles == "sheet":
        known |= dict(_wishes_of_each(path, findings))
    if is_read and not known:
        findings.error("no_sheets", Place(file=path.name))
    return known


def _wishes_of_each(path: Path, findings: Findings) -> Iterator[tuple[str, Sheet]]:
    """Read the files in a folder `wishes`, each of one person."""
    for file in wish_files(path):
        name = f"{file.parent.name}/{file.name}"
        sheets = raw_sheets(file)
        if isinstance(sheets, CellFault):
            findings.fault(sheets, Place(file=name))
            continue
        filled = [sheet for sheet in sheets if sheet.lines]
        for sheet in filled[:1]:
            wishes = replace(
                sheet, file=name, key="interests", section="column.interests", source=file.stem
            )
            wishes = _from_header(_with_heading(wishes))
            _note_oddities(wishes, findings)
            yield f"interests {name}", wishes


def _with_heading(sheet: Sheet) -> Sheet:
    """Put a heading above a bare list of names."""
    if any(headings_in(line, sheet.section) for line in sheet.lines[:ABOVE]):
        return sheet
    heading = words(DEFAULT)("column.interests.to")
    return replace(sheet, lines=(Line(0, (heading,)), *sheet.lines))


def wish_files(path: Path) -> tuple[Path, ...]:
    """List the files with the wishes of one person each, in a folder `wishes` of the folder."""
    try:
        entries = sorted(path.iterdir()) if path.is_dir() else []
    except OSError:
        entries = []
    folders = [entry for entry in entries if entry.is_dir()]
    ours = [folder for folder in folders if recognise("sheet", folder.name) == "interests"]
    return tuple(file for folder in ours for file in files_of(folder))


def _keep(sheet: Sheet, known: dict[str, Sheet], findings: Findings) -> None:
    if not sheet.key and recognise("aside", sheet.title):
        return
    if not sheet.key:
        findings.warning("unknown_sheet", sheet.place(), sheet=sheet.title)
    elif sheet.key in known:
        findings.error("duplicate_sheet", sheet.place(), other=known[sheet.key].title)
    else:
        known[sheet.key] = _from_header(sheet)
        _note_oddities(known[sheet.key], findings)


def _from_header(sheet: Sheet) -> Sheet:
    """Leave out the titles above the header, and fill in what is merged from row to row.

    The header is the first of the rows with the most headings that we know.
    """
    lines = _unmerged(sheet)
    if not lines or sheet.section not in COLUMNS:
        return sheet
    scores = [_known_headings(line, sheet) for line in lines[:ABOVE]]
    header = scores.index(max(scores))
    if sheet.key == "interests" and max(scores) <= 1:
        matrix = _matrix(sheet, lines)
        if matrix:
            return matrix
    filled = [line for line in lines[header:] if not _is_rest_of(line, lines[header], sheet)]
    return replace(sheet, lines=tuple(filled))


def _matrix(sheet: Sheet, lines: list[Line]) -> Sheet | None:
    """Make a matrix of a sheet whose header names people, and whose cells are crosses.

    The header is the wide row below which most is crosses and least is anything else.
    """
    widths = [sum(not is_blank(cell) for cell in line.cells[1:]) for line in lines[:ABOVE]]
    wide = [at for at, width in enumerate(widths) if width and width >= max(widths) / 2]
    if not wide:
        return None
    surplus = _surplus_of_crosses(lines)
    header = max(wide, key=lambda at: surplus[at])
    if surplus[header] <= 0:
        return None
    return replace(sheet, lines=tuple(lines[header:]), section=MATRIX)


def _surplus_of_crosses(lines: list[Line]) -> list[int]:
    """Count below each row how many more cells are crosses than anything else."""
    surplus, below = [0] * len(lines), 0
    for at in reversed(range(len(lines))):
        surplus[at] = below
        for cell in lines[at].cells[1:]:
            if not is_blank(cell):
                below += -1 if isinstance(read_cross(cell), CellFault) else 1
    return surplus


def _known_headings(line: Line, sheet: Sheet) -> int:
    keys = {sheet.key_of(cell) for cell in line.cells if not is_blank(cell)}
    return len(keys - {None, ""})


def headings_in(line: Line, section: str) -> int:
    """Count the headings in a row that we know."""
    keys = {column_key(section, read_text(c)) for c in line.cells if not is_blank(c)}
    return len(keys - {None})


def _unmerged(sheet: Sheet) -> list[Line]:
    """Write the value of cells that are merged downwards into each of their rows."""
    rows = [line.row for line in sheet.lines]
    cells = [list(line.cells) for line in sheet.lines]
    for merged in sheet.merged:
        first = bisect_left(rows, merged.top)
        is_there = first < len(rows) and rows[first] == merged.top
        if merged.bottom == merged.top or not is_there or len(cells[first]) < merged.left:
            continue
        value = cells[first][merged.left - 1]
        for at in range(first + 1, bisect_left(rows, merged.bottom + 1)):
            cells[at].extend([None] * (merged.left - len(cells[at])))
            if is_blank(cells[at][merged.left - 1]):
                cells[at][merged.left - 1] = value
    return [Line(row, tuple(values)) for row, values in zip(rows, cells, strict=True)]


def _is_rest_of(line: Line, header: Line, sheet: Sheet) -> bool:
    """Whether a row is the lower half of a header, all of whose cells are merged downwards."""
    return (
        line is not header
        and any(merged.top <= header.row < line.row <= merged.bottom for merged in sheet.merged)
        and all(is_blank(cell) or cell in header.cells for cell in line.cells)
    )


def _note_oddities(sheet: Sheet, findings: Findings) -> None:
    """Note what is used although nobody sees it, and letters that may be others."""
    if sheet.is_hidden:
        findings.note("hidden_sheet", sheet.place(), sheet=sheet.title)
    used = {line.row for line in sheet.lines[1:]}
    hidden = [row for row in sheet.hidden if row in used]
    if hidden:
        findings.note("hidden_rows", sheet.place(hidden[0]), rows=_ranges(hidden))
    filled = _filled_rows(sheet, used)
    if filled:
        findings.note("merged_cells", sheet.place(filled[0]), rows=_ranges(filled))
    if sheet.decoded and LOST in sheet.decoded.text:
        findings.warning("lost_letters", sheet.place())
    elif sheet.decoded and sheet.decoded.is_guessed:
        findings.note("guessed_encoding", sheet.place())


def _filled_rows(sheet: Sheet, used: set[int]) -> list[int]:
    """List the rows into which the value of a merged cell was written."""
    first = sheet.header.row
    rows: set[int] = set()
    for merged in sheet.merged:
        if merged.top > first and merged.bottom > merged.top:
            rows.update(row for row in used if merged.top < row <= merged.bottom)
    return sorted(rows)


def _ranges(rows: Iterable[int]) -> str:
    """Write rows as `5, 7–9`."""
    stretches: list[list[int]] = []
    for row in rows:
        if stretches and stretches[-1][-1] == row - 1:
            stretches[-1][1:] = [row]
        else:
            stretches.append([row])
    return ", ".join("–".join(map(str, stretch)) for stretch in stretches)


def files_of(path: Path) -> tuple[Path, ...]:
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
    sheets = raw_sheets(file)
    return sheets if isinstance(sheets, CellFault) else _titled(file, sheets, titles)


def raw_sheets(file: Path, limits: Limits | None = None) -> tuple[Sheet, ...] | CellFault:
    """Read every sheet of a file, known or not; what is wrong with the whole file is a fault."""
    limits = limits or Limits.of_environment()
    content = _content(file, limits)
    return content if isinstance(content, CellFault) else _read(file, content, limits)


def is_xlsx(file: Path) -> bool:
    """Whether a file is a workbook of today's Excel, as far as its beginning tells."""
    content = _content(file, Limits.of_environment())
    if isinstance(content, CellFault) or not content.startswith(ZIP):
        return False
    try:
        parts = Parts(content, Limits.of_environment())
        return not is_ods(parts) and not is_xlsb(parts)
    except (*DAMAGED, Unsafe, TooLarge):
        return False


def _content(file: Path, limits: Limits) -> bytes | CellFault:
    try:
        if file.stat().st_size > limits.bytes:
            return TooLarge("megabytes", limits.megabytes).fault(file.name)
        return file.read_bytes()
    except FileNotFoundError:
        return CellFault("no_such_file", {"file": str(file)})
    except OSError:
        return CellFault("unreadable_file", {"file": file.name})


def _read(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault:
    fault = CellFault("not_a_workbook", {"file": file.name})
    if not content:
        return replace(fault, code="empty_file")
    if content.startswith(OLE) and ENCRYPTED in content:
        return replace(fault, code="password_protected")
    try:
        sheets = _tables(file, content, limits)
    except TooLarge as too_large:
        return too_large.fault(file.name)
    except Unsafe:
        return replace(fault, code="unsafe_file")
    except (*DAMAGED, csv.Error):
        return fault
    return fault if sheets is None else sheets


def _tables(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault | None:
    """Read every sheet; None where this is neither a workbook nor a CSV file."""
    if content.startswith(ZIP):
        parts = Parts(content, limits)
        if not is_ods(parts) and not is_xlsb(parts):
            return tuple(_sheet(file, raw) for raw in read_xlsx(parts, limits))
        if is_ods(parts):
            weigh_ods(parts, limits)
        return _others(file, content, limits)
    if content.startswith(OLE):
        return _others(file, content, limits)
    if file.suffix.lower() not in TEXTS:
        return None
    lines, decoded = read_csv(content, limits)
    return (Sheet(file.name, file.stem, tuple(lines), decoded=decoded),)


def _others(file: Path, content: bytes, limits: Limits) -> tuple[Sheet, ...] | CellFault | None:
    if not has_reader():
        return CellFault("no_reader", {"file": file.name})
    try:
        return tuple(_sheet(file, raw) for raw in read_other(content, limits))
    except (TooLarge, Unsafe, KeyboardInterrupt):
        raise
    except BaseException:  # noqa: BLE001 - the reader is not of Python, and panics in its own way
        return None


def _sheet(file: Path, raw: RawSheet) -> Sheet:
    return Sheet(
        file.name,
        raw.title,
        tuple(raw.lines),
        hidden=raw.hidden,
        merged=raw.merged,
        is_hidden=raw.is_hidden,
    )


def _titled(file: Path, sheets: Iterable[Sheet], titles: str) -> tuple[Sheet, ...]:
    """Tell which sheets these are: by their titles, or the only one by the name of its file."""
    filled = [sheet for sheet in sheets if sheet.lines or recognise(titles, sheet.title)]
    known = [replace(sheet, key=recognise(titles, sheet.title) or "") for sheet in filled]
    key = recognise(titles, file.stem)
    if key and len(known) == 1 and not known[0].key:
        return (replace(known[0], title=file.stem, key=key),)
    return tuple(known)
