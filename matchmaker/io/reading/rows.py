"""The rows of a sheet, every cell read as the kind of value of its column."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import Any

from openpyxl.utils import get_column_letter

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import (
    ANYTHING,
    COLUMNS,
    CROSS,
    MATRIX,
    MEAN_SOMEBODY,
    NAME,
    OPTIONAL_SHEETS,
    PROSE,
    REMARK,
    Column,
    column_of,
)
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.one_column import find_one_column
from matchmaker.io.reading.phrases import is_phrase, is_unsaid
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import TIMETABLES, Sheet
from matchmaker.io.reading.times import read_stretch
from matchmaker.io.reading.values import (
    DATA_TYPE,
    FORMULA_WITHOUT_VALUE,
    is_blank,
    is_broken,
    is_excel_error,
    read_text,
)
from matchmaker.issues import Place
from matchmaker.text import fold, languages, words


@dataclass(frozen=True)
class Row:
    """One row.

    Parameters
    ----------
    sheet : Sheet
        Where it stands.
    number : int
        As Excel counts it.
    cells : mapping of str to value
        The value of every column; that of a blank cell where it is missing or wrong.
    is_whole : bool
        Whether no cell of it is missing or wrong.
    line : Line
        What was typed.
    """

    sheet: Sheet
    number: int
    cells: Mapping[str, Any]
    is_whole: bool = True
    line: Line = field(default=Line(0, ()), compare=False, repr=False)

    def written(self, column: str) -> str:
        """What was typed in a column, as text; empty where it is missing."""
        number = self.sheet.numbers.get(column)
        cell = None if number is None else _cell(self.line, number)
        return "" if is_blank(cell) else read_text(cell)

    def place(self, column: str | None = None) -> Place:
        """Name the place of a cell, or of the row."""
        return self.sheet.place(self.number, column)


Rows = tuple[Row, ...]


def read_rows(sheet: Sheet, findings: Findings) -> Rows:
    """Read every row that has something in a column we know.

    Parameters
    ----------
    sheet : Sheet
        A sheet we know.
    findings : Findings
        Takes what is wrong with the header and the cells.
    """
    if not sheet.lines and sheet.key in OPTIONAL_SHEETS:
        return ()
    if not find_one_column(sheet, findings):
        _check_header(sheet, findings)
    columns = {key: column_of(sheet.section, key) for key in sheet.numbers}
    blank = {column.key: column.empty for column in COLUMNS[sheet.section]}
    lines = [line for line in sheet.lines[1:] if _has_something(line, sheet)]
    kept = [line for line in lines if not _is_no_entry(line, sheet, findings)]
    rows = (_read_row(sheet, line, columns, blank, findings) for line in kept)
    return tuple(row for row in rows if not _is_example(row, findings))


def _is_no_entry(line: Line, sheet: Sheet, findings: Findings) -> bool:
    """Whether a row is the header once more, or sums the list up."""
    if sheet.section == MATRIX:
        return False
    if _is_header_again(line, sheet):
        findings.note("header_again", sheet.place(line.row))
        return True
    if _is_total(line, sheet):
        findings.warning("total_row", sheet.place(line.row), value=_first_text(line))
        return True
    return False


def _is_header_again(line: Line, sheet: Sheet) -> bool:
    """Whether all that stands in a row stands above it, too."""
    pairs = zip(line.cells, sheet.header.cells, strict=False)
    same = [fold(read_text(cell)) == fold(read_text(head)) for cell, head in pairs if cell]
    return len(same) > 1 and all(same)


def _is_total(line: Line, sheet: Sheet) -> bool:
    """Whether a row begins with a word such as `Total`, and lacks what every entry has.

    A table needs no more than its name, and none is called so.
    """
    required = [column.key for column in COLUMNS[sheet.section] if column.required]
    lacking = [key for key in required if is_blank(_typed(line, sheet, key))]
    first = TOTAL_END.sub("", _first_text(line))
    is_total = is_phrase("total", first) or is_phrase("total", first.partition(" ")[0])
    return is_total and bool(lacking or sheet.key == "tables")


TOTAL_END = re.compile(r"[\s:=\d]+$")


def _first_text(line: Line) -> str:
    return next((read_text(cell) for cell in line.cells if not is_blank(cell)), "")


def _typed(line: Line, sheet: Sheet, key: str) -> object:
    return _cell(line, sheet.numbers[key]) if key in sheet.numbers else None


def _is_example(row: Row, findings: Findings) -> bool:
    """Whether this is the example row of a new workbook, as nobody has touched it."""
    section = row.sheet.section
    if section == MATRIX:
        return False
    examples = (each for language in languages() for each in _examples(section, language))
    if any(_is_same(row, example) for example in examples):
        findings.note("example_row", row.place())
        return True
    return False


def _is_same(row: Row, example: Mapping[str, object]) -> bool:
    """Whether a row has what an example has, and nothing else."""
    section, there = row.sheet.section, row.sheet.numbers.keys()
    return example.keys() <= there and all(
        row.cells[key] == example.get(key, column_of(section, key).empty) for key in there
    )


@cache
def _examples(section: str, language: str) -> tuple[Mapping[str, object], ...]:
    """Read the example rows of a language, like any other row."""
    say, sheet = words(language), section.partition(".")[2]
    examples = (
        {
            column.key: read_cell(column, say(f"{name}.{column.key}"), language)
            for column in COLUMNS[section]
            if f"{name}.{column.key}" in say
        }
        for name in examples_of(sheet)
    )
    return tuple(filter(None, examples))


def examples_of(sheet: str) -> tuple[str, ...]:
    """Name the sections of `text` with the example rows of a sheet.

    What could well be meant, such as a meeting rule, is called an example in its reason.
    """
    return f"example.{sheet}", f"example.second.{sheet}"


def _has_something(line: Line, sheet: Sheet) -> bool:
    return not all(is_blank(_cell(line, number)) for number in sheet.numbers.values())


def _worded(sheet: Sheet, key: str, line: Line) -> object:
    """Get a cell in our words, where the organiser has named others."""
    if sheet.section in TIMETABLES and key in ENDS:
        ends = _ends_of_stretch(line, sheet)
        if ends or (sheet.has_stretches and key == "to"):
            return ends.get(key)
    cell = _cell(line, sheet.numbers[key])
    if is_blank(cell):
        return cell
    cell = sheet.wording.values.get((sheet.key, key, fold(read_text(cell))), cell)
    return ranked(cell) if key == "level" and not has_our_levels(sheet) else cell


ENDS = ("from", "to")


def _ends_of_stretch(line: Line, sheet: Sheet) -> Mapping[str, object]:
    """Give both ends of `9:00-10:30` where nothing stands beside it; what has one is a start."""
    start, end = (_typed(line, sheet, key) for key in ENDS)
    ends = read_stretch(start) if sheet.has_stretches or is_blank(end) else None
    if ends is None:
        return {}
    return {"from": ends[0], "to": "24:00" if ends[1] == time() else ends[1]}


def has_our_levels(sheet: Sheet) -> bool:
    """Whether numbers of the column Level are ours: under Priority or Rank 1 is merely high."""
    heading = fold(heading_of(sheet, "level"))
    return heading in {fold(words(language)("column.interests.level")) for language in languages()}


def ranked(cell: object) -> object:
    """Read the rank that others give a wish: 1 is high, 2 normal, 3 and more low."""
    match = RANK.fullmatch(read_text(cell))
    return RANKS.get(int(match[1]), "low") if match and int(match[1]) else cell


RANK = re.compile(r"[^\W\d]*\.? ?(\d{1,3})(?:[.,]0)?\.?")
RANKS = {1: "high", 2: "normal"}


def _cell(line: Line, number: int) -> object:
    """Get a cell; in a CSV file the row may end before it."""
    return line.cells[number] if number < len(line.cells) else None


def _read_row(
    sheet: Sheet,
    line: Line,
    columns: Mapping[str, Column],
    blank: Mapping[str, object],
    findings: Findings,
) -> Row:
    cells, is_whole = dict(blank), True
    for key, column in columns.items():
        if key == "to" and sheet.has_stretches and cells["from"] is None:
            is_whole = False
            continue  # one cell for both, in which no time could be read
        if column.kind is not ANYTHING:
            tell_broken(
                column, _cell(line, sheet.numbers[key]), sheet.place(line.row, key), findings
            )
        value = read_cell(column, _worded(sheet, key, line), sheet.language)
        if isinstance(value, CellFault) and value.code == "excel_data_type" and not column.required:
            findings.warning("excel_data_type", sheet.place(line.row, key))
            value = column.empty
        elif isinstance(value, CellFault):
            cell = read_text(_cell(line, sheet.numbers[key]) or "")
            fault = value.under(heading_of(sheet, key)).within(cell)
            findings.fault(fault, sheet.place(line.row, key))
            value, is_whole = column.empty, False
        cells[key] = value
    return Row(sheet, line.row, cells, is_whole, line)


def tell_broken(column: Column, cell: object, place: Place, findings: Findings) -> None:
    """Say what is left of a cell in which characters cannot be read.

    Whom an id or an address means, may be somebody else now: that is a warning at each of them.
    """
    if not is_broken(cell):
        return
    if column.kind is NAME or column.key in MEAN_SOMEBODY:
        findings.warning("broken_characters", place, value=read_text(cell))
    else:
        findings.note_once("broken_characters", place, value=read_text(cell))


def read_cell(column: Column, cell: object, language: str) -> object:
    """Read one cell as a value of this column; a `CellFault` where it is missing or wrong.

    Parameters
    ----------
    column : Column
        What the value should be.
    cell : object
        What stands there.
    language : str
        The language to name choices in.
    """
    if is_blank(cell) or _is_unsaid(column, cell):
        return CellFault("missing_cell") if column.required else column.empty
    if cell is FORMULA_WITHOUT_VALUE:
        return CellFault("formula_without_value")
    if cell is DATA_TYPE:
        return CellFault("excel_data_type")
    if is_excel_error(cell):
        return CellFault("excel_error")
    value = column.kind.read(cell)
    if isinstance(value, CellFault) and column.kind.section:
        choices = choices_of(column, language)
        return CellFault(value.code, {**value.parameters, "choices": choices})
    return value


def _is_unsaid(column: Column, cell: object) -> bool:
    """Whether a cell says in words that nothing is said: `k.A.`, `n/a`; prose stays as it is."""
    may_be_blank = not column.required and column.kind not in (ANYTHING, NAME, PROSE, REMARK)
    return may_be_blank and isinstance(cell, str) and is_unsaid(cell)


def choices_of(column: Column, language: str) -> str:
    """List the words to choose from."""
    entries = words(language).entries
    listed = [
        spellings[0]
        for key, spellings in entries.items()
        if key.rpartition(".")[0] == column.kind.section
    ]
    return ", ".join(["x", *listed] if column.kind is CROSS else listed)


def heading_of(sheet: Sheet, key: str) -> str:
    """Name a column as the organiser did, or else as we would in the language of the sheet."""
    written = read_text(header_cell(sheet, key)) if key in sheet.numbers else ""
    if written:
        return written
    if sheet.section == MATRIX:
        return words(sheet.language)("column.interests.from")
    return words(sheet.language)(f"{sheet.section}.{key}")


def header_cell(sheet: Sheet, key: str) -> object:
    """Get what stands above a column."""
    return _cell(sheet.header, sheet.numbers[key])


def _check_people_across(sheet: Sheet, findings: Findings) -> None:
    """Find names in the header of a matrix that cannot be read whole."""
    for key in sheet.numbers:
        place = sheet.place(sheet.header.row, key)
        tell_broken(column_of(MATRIX, "from"), header_cell(sheet, key), place, findings)


def _check_header(sheet: Sheet, findings: Findings) -> None:
    """Find headings that are missing, unknown, or there twice; those of a matrix are people."""
    if sheet.section == MATRIX:
        _check_people_across(sheet, findings)
        return
    for number, heading in enumerate(sheet.header.cells):
        key = sheet.key_of(heading)
        letter = get_column_letter(number + 1)
        place = Place(sheet.file, sheet.title, sheet.header.row, letter)
        if heading is FORMULA_WITHOUT_VALUE:
            findings.error("formula_without_value", place)
        elif is_excel_error(heading):
            findings.error("excel_error", place)
        elif key is None and not is_blank(heading):
            findings.warning("unknown_column", place, heading=read_text(heading))
        elif key and sheet.numbers[key] != number:
            first = sheet.letters[key]
            findings.error("duplicate_column", place, heading=read_text(heading), first=first)
    if sheet.has_email_as_id:
        findings.note("email_as_id", sheet.place(sheet.header.row, "email"))
    for column in COLUMNS[sheet.section]:
        is_elsewhere = (column.key == "from" and sheet.source) or (
            column.key == "id" and sheet.has_email_as_id
        )
        if column.required and column.key not in sheet.numbers and not is_elsewhere:
            heading = heading_of(sheet, column.key)
            findings.error("missing_column", sheet.place(), heading=heading)
