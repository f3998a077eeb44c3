"""A suggestion taken in somebody's own workbook: a cross in its row, or a row that says so."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import islice

from lxml.etree import _Element as Element
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string

from matchmaker.events import Event
from matchmaker.io.marking.added import text_of
from matchmaker.io.marking.cells import Cells, Uncorrectable
from matchmaker.io.marking.package import Package
from matchmaker.io.marking.suggested import (
    COLUMN_KEYS,
    OURS,
    SHEET,
    TAKEN,
    old_sheet,
    put_suggestions,
    row_of_suggestion,
)
from matchmaker.io.reading.columns import column_key
from matchmaker.io.reading.header import ABOVE
from matchmaker.suggesting.suggestions import Suggestion
from matchmaker.text import Words, recognise


def with_taken(
    content: bytes, suggestion: Suggestion, event: Event, say: Words
) -> tuple[bytes, str]:
    """Take a suggestion; everything else in the workbook stays.

    Parameters
    ----------
    content : bytes
        The `.xlsx` as it is.
    suggestion : Suggestion
        Which.
    event : Event
        Who is who.
    say : Words
        The language of the workbook, in which the sheet is made where there is none.

    Returns
    -------
    (bytes, str)
        The workbook, and the cell in which it is taken: `Suggestions!G2`.

    Raises
    ------
    Uncorrectable
        If that cannot be done without losing anything.
    OtherSheet
        If the name of the sheet is taken by another.
    """
    package = Package(content)
    if package.had_macros:
        raise Uncorrectable("macros")
    row = row_of_suggestion(suggestion, event, say, TAKEN)
    part = old_sheet(package)
    listed = _Listed(package, part) if part else None
    if listed is None or not listed.columns:
        put_suggestions(package, [row], say, opens=False)
        cell = f"{get_column_letter(len(row))}2"
    else:
        cell = listed.take(suggestion, dict(zip(COLUMN_KEYS, row, strict=True)))
    titles = (title for title, _ in package.sheets() if recognise("sheet", title) == SHEET)
    return package.write(), f"{next(titles)}!{cell}"


class _Listed:
    """A sheet of suggestions as it stands in a workbook."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._texts = dict(self._rows())
        heads = islice(self._texts.items(), ABOVE)
        found = ((number, self._keys(texts)) for number, texts in heads)
        self._head, self.columns = next((one for one in found if one[1].keys() >= OURS), (0, {}))

    def _rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Give the texts of each row by their columns; some programs leave the names out."""
        last = 0
        for row in self._package.look(self._part).iter("{*}row"):
            last = int(row.get("r", last + 1))
            yield last, dict(self._texts_of(row))

    def _texts_of(self, row: Element) -> Iterator[tuple[str, str]]:
        for at, cell in enumerate(row.iter("{*}c"), 1):
            name = cell.get("r")
            letters = coordinate_from_string(name)[0] if name else get_column_letter(at)
            yield letters, text_of(self._package, cell).strip() or cell.findtext("{*}v", "")

    @staticmethod
    def _keys(texts: Mapping[str, str]) -> dict[str, str]:
        """Tell which column is where, by the headings in a row."""
        keys = ((column_key(f"column.{SHEET}", text), at) for at, text in texts.items() if text)
        return {key: at for key, at in keys if key}

    def take(self, suggestion: Suggestion, row: Mapping[str, str | int]) -> str:
        """Put a cross into the row of a suggestion, or add the row; tell the cell."""
        people = (suggestion.source, suggestion.target)
        known = (number for number in self._texts if self._people(number) == people)
        number = next(known, None)
        if number is None:
            number = self._add(row)
        cell = f"{self.columns['take']}{number}"
        self._cells.put(cell, TAKEN)
        return cell

    @cached_property
    def _cells(self) -> Cells:
        return Cells(self._package.tree(self._part))

    def _people(self, number: int) -> tuple[str, str]:
        texts = self._texts[number] if number > self._head else {}
        return texts.get(self.columns["from"], ""), texts.get(self.columns["to"], "")

    def _add(self, row: Mapping[str, str | int]) -> int:
        """Add a row below the last, which looks like that one."""
        last = max(number for number, texts in self._texts.items() if any(texts.values()))
        for key, at in self.columns.items():
            self._cells.put(f"{at}{last + 1}", row[key])
            if last > self._head:
                self._cells.copy_style(f"{at}{last}", f"{at}{last + 1}")
        return last + 1
