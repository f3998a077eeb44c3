"""A CSV file as one sheet, whatever it is separated by and encoded in."""

import csv
import io
import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.io.package.limits import Limits, TooLarge
from matchmaker.io.reading.encodings import Letters, letters_of
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.values import is_blank

UTF_16 = (b"\xff\xfe", b"\xfe\xff")
DELIMITERS = ";,\t|"
LOST = "\ufffd"
"""Stands for a byte that is no letter in the encoding."""


@dataclass(frozen=True)
class Decoded:
    """A text, and how sure we are of its letters."""

    text: str
    letters: Letters | None = None
    """What its bytes are read as; None for Unicode, in which there is no doubt."""


def read_csv(content: bytes, limits: Limits) -> tuple[list[Line], Decoded]:
    """Read the rows of a CSV file.

    Raises
    ------
    csv.Error
        If it is none.
    TooLarge
        If there is too much of it.
    """
    if len(content) > limits.bytes:
        raise TooLarge("megabytes", limits.megabytes)
    decoded = decode(content)
    return list(_lines(decoded.text, limits)), decoded


def _lines(text: str, limits: Limits) -> Iterator[Line]:
    named = re.match(r"sep=([;,\t|])\r?\n", text)  # a line for Excel, which it does not show
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    rows, cells = 0, 0
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
        if all(is_blank(cell) for cell in row):
            continue
        rows, cells = rows + 1, cells + len(row)
        if rows > limits.rows:
            raise TooLarge("rows", limits.rows)
        if cells > limits.cells:
            raise TooLarge("cells", limits.cells)
        yield Line(number, tuple(row))


def decode(content: bytes) -> Decoded:
    """Read bytes as text: Unicode of any kind, or else the letters that make words of them."""
    if content.startswith(UTF_16):
        return Decoded(content.decode("utf-16", errors="replace"))
    half = content[:2000]
    if half[1::2].count(0) > len(half) // 4:
        return Decoded(content.decode("utf-16-le", errors="replace"))
    if half[::2].count(0) > len(half) // 4:
        return Decoded(content.decode("utf-16-be", errors="replace"))
    if content.startswith(BOM_UTF8):
        return Decoded(content.decode("utf-8-sig", errors="replace"))
    try:
        return Decoded(content.decode("utf-8"))
    except UnicodeDecodeError:
        letters = letters_of(content)
        return Decoded(content.decode(letters.encoding, errors="replace"), letters)


def _delimiter(text: str) -> str:
    """Choose what separates most rows into as many cells as each other."""
    head = "\n".join(text.splitlines()[:LOOKED_AT])
    return max(DELIMITERS, key=lambda mark: _evenness(head, mark))


def _evenness(head: str, mark: str) -> tuple[int, int]:
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=mark)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((rows, width) for width, rows in widths.items()), default=(0, 0))


LOOKED_AT = 10
"""Lines in which the separator is looked for."""
