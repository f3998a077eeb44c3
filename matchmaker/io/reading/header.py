"""Where a sheet begins: titles above the header, merged cells, and crosses instead of a list."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS, MATRIX, column_key
from matchmaker.io.reading.csv_file import LOST
from matchmaker.io.reading.encodings import ENCODINGS, Letters
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, read_cross, read_text
from matchmaker.issues import Place
from matchmaker.text import recognise, words

FEWEST_SETTINGS = 2
"""How many settings one below the other tell that they stand without headings."""
ABOVE = 30
"""How many rows of title there may be above the header."""


def from_header(sheet: Sheet) -> Sheet:
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
    if sheet.key == "event" and max(scores) == 0:
        lines, header = _with_headings(lines, sheet), 0
    filled = [line for line in lines[header:] if not _is_rest_of(line, lines[header], sheet)]
    return replace(sheet, lines=tuple(filled))


def _with_headings(lines: list[Line], sheet: Sheet) -> list[Line]:
    """Put our headings above settings that have none: `Name | Spring fair`."""
    named = [
        (number, at)
        for at, line in enumerate(lines)
        for number, cell in enumerate(line.cells)
        if not is_blank(cell) and recognise("setting", read_text(cell))
    ]
    numbers = Counter(number for number, _ in named)
    if not numbers or max(numbers.values()) < FEWEST_SETTINGS:
        return lines
    column = max(numbers, key=lambda number: numbers[number])
    first = next(at for number, at in named if number == column)
    say = words(sheet.language)
    headings = (say("column.event.setting"), say("column.event.value"))
    return [Line(lines[first].row - 1, (*(None,) * column, *headings)), *lines[first:]]


def _matrix(sheet: Sheet, lines: list[Line]) -> Sheet | None:
    """Make a matrix of a sheet whose header names people, and whose cells are crosses.

    The header is the wide row below which most is crosses and least is anything else.
    """
    widths = [sum(map(_may_name, line.cells[1:])) for line in lines[:ABOVE]]
    wide = [at for at, width in enumerate(widths) if width and width >= max(widths) / 2]
    if not wide:
        return None
    surplus = _surplus_of_crosses(lines)
    header = max(wide, key=lambda at: surplus[at])
    if surplus[header] <= 0:
        return None
    return replace(sheet, lines=tuple(lines[header:]), section=MATRIX)


def _may_name(cell: object) -> bool:
    """Whether a cell may name somebody: a date says as of when the sheet is."""
    return not (is_blank(cell) or isinstance(cell, date))


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


def note_oddities(sheet: Sheet, findings: Findings) -> None:
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
    note_letters(sheet, findings)


def note_letters(sheet: Sheet, findings: Findings) -> None:
    """Note letters that are lost, or may be others."""
    if sheet.decoded and LOST in sheet.decoded.text:
        findings.warning("lost_letters", sheet.place())
    elif sheet.decoded and sheet.decoded.letters:
        _tell_letters(sheet.decoded.letters, sheet.place(), findings)


def _tell_letters(letters: Letters, place: Place, findings: Findings) -> None:
    """Say which letters were read, with a word to look at; ask where others might be meant."""
    as_read = {"encoding": ENCODINGS[letters.encoding], "sample": letters.sample}
    if letters.other:
        other = {"other": ENCODINGS[letters.other], "other_sample": letters.other_sample}
        findings.warning("doubtful_encoding", place, **as_read, **other)
    elif letters.sample:
        findings.note("guessed_encoding", place, **as_read)


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
