"""A CSV file that was opened in an Excel of another language: all of a row stands in column A."""

import csv
from collections import Counter

from matchmaker.io.reading.csv_file import DELIMITERS
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank
from matchmaker.issues import Place

FEWEST_PARTS, MOST_LINES = 3, 50
SHARE = 0.8
"""Of the rows that must have as many parts as each other."""
MOST_LETTERS = 100
"""That are shown of a row."""


def find_one_column(sheet: Sheet, findings: Findings) -> bool:
    """Find out whether all of each row stands in one cell."""
    first = text_in_one_column(sheet)
    if first:
        place = Place(sheet.file, sheet.title, sheet.header.row, "A")
        findings.error("text_in_one_column", place, value=first[:MOST_LETTERS])
    return bool(first)


def text_in_one_column(sheet: Sheet) -> str:
    """Get the first row of a sheet whose rows should be taken apart; empty where they need not."""
    lines = sheet.lines[:MOST_LINES]
    if len(lines) < 2 or not _is_alone(lines[0]):  # noqa: PLR2004 - a header and a row
        return ""
    texts = [str(line.cells[0]) for line in lines if line.cells and not is_blank(line.cells[0])]
    return texts[0] if any(_are_even(texts, mark) for mark in DELIMITERS) else ""


def _is_alone(line: Line) -> bool:
    return not is_blank(line.cells[0]) and all(map(is_blank, line.cells[1:]))


def _are_even(texts: list[str], mark: str) -> bool:
    """Whether a mark divides most rows into as many parts as the first one."""
    widths = [_width(text, mark) for text in texts]
    counts = Counter(widths)
    return widths[0] >= FEWEST_PARTS and counts[widths[0]] >= SHARE * len(widths)


def _width(text: str, mark: str) -> int:
    """Count the parts of a row; what has several lines is none."""
    is_row = not {"\n", "\r"} & set(text)
    return len(next(csv.reader([text], delimiter=mark), ())) if is_row else 0
