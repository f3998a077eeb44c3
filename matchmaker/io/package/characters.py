"""Characters that no program shows, or no file may hold, and that text can do without."""

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")
"""How lines end in some programs; here they end by a line feed."""
BROKEN = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
"""Control characters, halves of characters, and what Unicode calls no characters, for a set."""
UNPRINTABLE = re.compile(f"[\x0b\x0c\x1c-\x1f{BROKEN}]")
"""Those, and the control characters that are spaces."""

ELLIPSIS = "…"


def printable(text: str) -> str:
    """Leave out characters that files cannot hold; a line ends as in a cell, by a line feed."""
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text))


def on_one_line(text: str) -> str:
    """Write a text on one line, with one space wherever there was any, or where a line ended."""
    return " ".join(printable(text).split())


def units(text: str) -> int:
    """Count letters as Excel does, to which an emoji is two (UTF-16)."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def shortened(text: str, most: int, size: Callable[[str], int] = units) -> str:
    """Cut a text that is longer than a format allows, and show so by an ellipsis.

    Parameters
    ----------
    text : str
        The text.
    most : int
        How large it may be.
    size : callable
        Measures a text; that of two is the sum of theirs.
    """
    if size(text) <= most:
        return text
    sizes = list(accumulate(map(size, text)))
    return text[: bisect_right(sizes, most - size(ELLIPSIS))] + ELLIPSIS
