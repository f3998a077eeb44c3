"""Sheets as they stand in files, before anybody knows which they are."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """The cells of one row; `row` as Excel counts it."""

    row: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Merged:
    """Cells merged into one; columns and rows count from 1, the last is within."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class RawSheet:
    """One sheet of a file.

    Parameters
    ----------
    title : str
        Its title.
    lines : sequence of Line
        The rows in which there is anything.
    hidden : tuple of int
        The rows that are not shown.
    merged : tuple of Merged
        Its merged cells.
    is_hidden : bool
        Whether the sheet is not shown.
    """

    title: str
    lines: Sequence[Line]
    hidden: tuple[int, ...] = ()
    merged: tuple[Merged, ...] = ()
    is_hidden: bool = False
