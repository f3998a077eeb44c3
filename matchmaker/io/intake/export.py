"""One export: whose it is, and what each of its columns means here."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter

from matchmaker.io.intake.questions import asked
from matchmaker.io.reading.header import ABOVE
from matchmaker.io.reading.phrases import is_unsaid
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.services import LIST, Service, service_of
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import (
    FORMULA_WITHOUT_VALUE,
    is_blank,
    is_excel_error,
    read_text,
)
from matchmaker.io.reading.wording import Wording
from matchmaker.issues import Place
from matchmaker.text import fold, recognise

NUMBERED = re.compile(r"\d+$")
"""What tells a question from a column of the service with the same heading: `Email2`."""
BEHIND_QUESTIONS = 100
"""Added to the rank of what a form knows of its own about whoever fills it in."""
NOBODY = frozenset({"anonymous", "anonym", "inforequested", "none", "na"})
"""Folded words that services write where they know nothing."""
NOT_TAKEN = frozenset({"id", "job", "organisation_description"})
"""Columns that a new workbook has no room for; the ids of a service are of no use here."""
LEAST = {"participants": 2, "interests": 2}
"""How many headings of ours make a sheet a list, where no service is known by them."""


@dataclass(frozen=True)
class Export:
    """A sheet with people, or with their wishes.

    Parameters
    ----------
    sheet : Sheet
        From its header on.
    service : Service
        Whose export it is.
    """

    sheet: Sheet
    service: Service

    @cached_property
    def columns(self) -> Mapping[str, tuple[int, ...]]:
        """Where each column of ours stands, from 0; of several, those that count more first."""
        ranked: dict[str, list[tuple[int, int]]] = {}
        for number, (key, rank) in self._meanings.items():
            ranked.setdefault(key, []).append((rank, number))
        if "first_name" not in ranked and "last_name" in ranked:  # German: a full name under "Name"
            ranked["name"] = ranked.pop("last_name") + ranked.get("name", [])
        return {key: tuple(number for _, number in sorted(found)) for key, found in ranked.items()}

    @cached_property
    def unread(self) -> tuple[int, ...]:
        """The columns with a heading that means nothing here."""
        return tuple(
            number
            for number, cell in enumerate(self.sheet.header.cells)
            if not is_blank(cell) and number not in self._meanings
        )

    @property
    def rows(self) -> tuple[Line, ...]:
        """The rows below the header."""
        return self.sheet.lines[1:]

    def heading(self, number: int) -> str:
        """The heading of a column."""
        return read_text(self.sheet.header.cells[number])

    def place(self, line: Line | None = None, number: int | None = None) -> Place:
        """Name a row, a cell, or the sheet."""
        column = None if number is None else get_column_letter(number + 1)
        return Place(self.sheet.file, self.sheet.title, line.row if line else None, column)

    def cells(self, line: Line, key: str) -> Iterator[tuple[int, object]]:
        """Get what stands in a row under a column of ours, by the number of its own."""
        for number in self.columns.get(key, ()):
            cell = cell_of(line, number)
            if not is_failed(cell) and not is_blank(cell) and not is_unsaid(read_text(cell)):
                folded = fold(read_text(cell))
                if folded not in NOBODY:
                    yield number, self.sheet.wording.values.get((self.sheet.key, key, folded), cell)

    def text(self, line: Line, key: str) -> str:
        """Get the first text that stands in a row under a column of ours."""
        return next((read_text(cell) for _, cell in self.cells(line, key)), "")

    @cached_property
    def _meanings(self) -> Mapping[int, tuple[str, int]]:
        found: dict[int, tuple[str, int]] = {}
        seen: set[str] = set()
        for number, cell in enumerate(self.sheet.header.cells):
            if is_blank(cell):
                continue
            meaning = self._meaning(read_text(cell), seen)
            seen.add(fold(read_text(cell)))
            if meaning is not None:
                found[number] = meaning
        return found

    def _meaning(self, heading: str, seen: set[str]) -> tuple[str, int] | None:
        """Tell which column of ours a heading is, and its rank; None for none."""
        mapped = self.sheet.wording.headings.get((self.service.sheet, fold(heading)))
        if mapped is not None:
            return (mapped, 0) if mapped else None
        key, rank = self.service.column(fold(heading))
        if key and not (self.service.is_form and fold(heading) in seen):
            return key, rank + BEHIND_QUESTIONS * self.service.is_form
        bare = NUMBERED.sub("", heading).strip()
        ours = asked(self.service.sheet, bare if fold(bare) in seen else heading)
        return (ours, BEHIND_QUESTIONS // 2) if ours and ours not in self._not_taken else None

    @property
    def _not_taken(self) -> frozenset[str]:
        """What is left out; the town in a registration is not where somebody is visited."""
        if not self.service.name:
            return NOT_TAKEN - {"id"}
        return NOT_TAKEN if self.service.is_form else NOT_TAKEN | {"place"}


def cell_of(line: Line, number: int) -> object:
    """Get a cell; in a CSV file the row may end before it."""
    return line.cells[number] if number < len(line.cells) else None


def is_failed(cell: object) -> bool:
    """Whether a formula has left nothing to read in a cell."""
    return cell is FORMULA_WITHOUT_VALUE or is_excel_error(cell)


def export_in(sheet: Sheet, wording: Wording) -> Export | None:
    """Recognise an export by the headings of its first rows; None where it is none.

    Sheets of ours that list no people or wishes have some of the same headings.
    """
    if recognise("sheet", sheet.title) not in {None, *LEAST} or recognise("aside", sheet.title):
        return None
    for at, line in enumerate(sheet.lines[:ABOVE]):
        headings = [read_text(cell) for cell in line.cells if not is_blank(cell)]
        key = wording.sheets.get(fold(sheet.title), "")
        service = None if key else service_of(headings)
        service = service or _list_of(headings, key, wording)
        if service:
            lines = sheet.lines[at:]
            known = Sheet(sheet.file, sheet.title, lines, service.sheet, wording=wording)
            return Export(known, service)
    return None


def _list_of(headings: list[str], named: str, wording: Wording) -> Service | None:
    """Recognise a list under headings of ours, or such as the organiser has mapped."""
    counts = {}
    for key, least in LEAST.items():
        mapped = [wording.headings.get((key, fold(heading))) for heading in headings]
        known = {m or asked(key, h) for m, h in zip(mapped, headings, strict=True)} - {None, ""}
        if len(known) >= least and named in {"", key}:
            counts[key] = len(known)
    best = max(counts, key=lambda key: counts[key], default="")
    if not best:
        return None
    return Service(LIST.name, (), {}, LIST.values, sheet=best)
