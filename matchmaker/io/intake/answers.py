"""Whom somebody wants to meet, as forms ask for it: in one cell, or a column for each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.io.intake.export import Export, cell_of
from matchmaker.io.intake.questions import ASKS_WHOM
from matchmaker.io.intake.tally import Tally
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.values import is_blank, read_cross, read_list, read_text
from matchmaker.text import recognise

ONE_OF_MANY = (
    re.compile(r"\[(?P<name>[^\[\]]+)\]\s*$"),  # Google Forms: a row of a grid of check boxes
    re.compile(r"\s[–—-]\s(?P<name>.+)$"),  # pretix: an option of a question
    re.compile(r"[?.:]\s*(?P<name>[^?.:].*)$"),  # Microsoft Forms: a statement of a question
    re.compile(r"(?P<name>.+)"),
)
"""How a heading names whom a column is about."""
LEVELS = {"no": "", "0": "", "yes": "normal", "1": "normal", "must": "high"}
"""What a cross means; `must` is the organiser's word alone."""
DIGITS = frozenset("01234")
MOST_COMMAS = 20
"""What has more of them is prose, and no list of names."""


@dataclass(frozen=True)
class InAnswer:
    """A name in an answer, and whom it means.

    Parameters
    ----------
    written : str
        As it stands there.
    found : Meant or tuple of str
        Who it is; else the ids of all who may be meant, none for nobody.
    """

    written: str
    found: Meant | tuple[str, ...]


def names_in(cell: object, directory: Directory, mark: str) -> Iterator[InAnswer]:
    """Take the names of one cell apart: by semicolons and lines, and by commas between them."""
    for part in read_list(cell):
        found = directory.whom(part)
        if not found and mark in part:
            yield from _longest(part.split(mark), directory, mark)
        else:
            parts = [] if found or part.count(",") > MOST_COMMAS else part.split(",")
            listed = tuple(_longest(parts, directory, ","))
            is_list = bool(listed) and all(name.found for name in listed)
            yield from listed if is_list else [InAnswer(part, found)]


def _longest(parts: list[str], directory: Directory, mark: str) -> Iterator[InAnswer]:
    """Join parts to the longest names that are known: `Elbe, Inc., Spree AG`."""
    while parts:
        joined = {end: read_text(mark.join(parts[:end])) for end in range(len(parts), 0, -1)}
        end = next((end for end, name in joined.items() if directory.whom(name)), 1)
        if joined[end]:
            yield InAnswer(joined[end], directory.whom(joined[end]))
        parts = parts[end:]


@dataclass(frozen=True)
class WishColumns:
    """The columns of an export that tell wishes, beside those under a heading of ours.

    Parameters
    ----------
    asked : tuple of int
        The questions with names as answers.
    grid : Crosses
        Those about one who can be met each.
    """

    asked: tuple[int, ...]
    grid: "Crosses"

    @property
    def numbers(self) -> frozenset[int]:
        """All of them."""
        return frozenset({*self.asked, *self.grid.columns})


def wish_columns(export: Export, directory: Directory, tally: Tally) -> WishColumns:
    """Find the columns that tell wishes; a list of meetings has none."""
    if export.service.sheet != "participants":
        return WishColumns((), Crosses({}, are_digits_crosses=False))
    grid = _grid_of(export, directory)
    return WishColumns(_questions(export, directory, grid, tally), grid)


def _questions(
    export: Export, directory: Directory, grid: "Crosses", tally: Tally
) -> tuple[int, ...]:
    """Find the questions for wishes; where most answers name nobody, something else is asked."""
    return tuple(
        number
        for number in export.unread
        if number not in grid.columns
        and ASKS_WHOM.search(export.heading(number))
        and _names_people(export, number, directory, tally)
    )


def _names_people(export: Export, number: int, directory: Directory, tally: Tally) -> bool:
    cells = filled(export, number)
    mark, heading = export.service.mark, export.heading(number)
    names = [name for cell in cells for name in names_in(cell, directory, mark)]
    if 2 * sum(1 for name in names if name.found) >= len(names):
        return bool(names)
    if all(_level(cell, are_digits_crosses=True) is not None for cell in cells):
        tally.warning("export_stranger", export.place(number=number), heading)
    else:
        tally.warning("export_question", export.place(number=number), heading=heading)
    return False


def filled(export: Export, number: int) -> list[object]:
    """Get the cells of a column in which something stands."""
    cells = (cell_of(line, number) for line in export.rows)
    return [cell for cell in cells if not is_blank(cell)]


@dataclass(frozen=True)
class Crosses:
    """The columns that are each about one who can be met, with crosses or levels below.

    Parameters
    ----------
    columns : mapping of int to Meant
        Whom each is about, by its number.
    are_digits_crosses : bool
        Whether `1` is a cross: a number is a level to some, a rank to others.
    """

    columns: dict[int, Meant]
    are_digits_crosses: bool

    def level(self, line: Line, number: int) -> str | None:
        """Read the cross of a row; empty: no wish; None: what it means is not clear."""
        cell = cell_of(line, number)
        return "" if is_blank(cell) else _level(cell, are_digits_crosses=self.are_digits_crosses)


def _grid_of(export: Export, directory: Directory) -> Crosses:
    """Find the columns that are each about one who can be met."""
    found = ((number, _whom(export.heading(number), directory)) for number in export.unread)
    about = {number: meant for number, meant in found if meant is not None}
    cells = {number: filled(export, number) for number in about}
    digits = {read_text(cell) for column in cells.values() for cell in column} & DIGITS
    crossed = {
        number: meant
        for number, meant in about.items()
        if any(_level(cell, are_digits_crosses=True) is not None for cell in cells[number])
    }
    return Crosses(crossed, are_digits_crosses=digits <= {"0", "1"})


def _whom(heading: str, directory: Directory) -> Meant | None:
    matches = (pattern.search(heading) for pattern in ONE_OF_MANY)
    found = (directory.whom(match["name"].strip()) for match in matches if match)
    return next((meant for meant in found if isinstance(meant, Meant)), None)


def _level(cell: object, *, are_digits_crosses: bool) -> str | None:
    written = read_text(cell)
    if written in DIGITS and not (are_digits_crosses and written in LEVELS):
        return None
    known = recognise("export.level", written) or read_cross(cell)
    return None if isinstance(known, CellFault) else LEVELS.get(known, known)
