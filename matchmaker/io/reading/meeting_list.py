"""Meetings of an event before, in a list of ours or of another program: who met, by name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from matchmaker.events import Pair, Participant, pair_of
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.columns import column_of
from matchmaker.io.reading.earlier import EarlierEvent
from matchmaker.io.reading.files import raw_sheets
from matchmaker.io.reading.header import ABOVE, headings_in
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import read_cell
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import is_blank, read_text
from matchmaker.names import address_of
from matchmaker.text import DEFAULT, fold, recognise

SECTION = "earlier.meetings"
SIDES = ("a", "b")
IN_BRACKETS = re.compile(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<organisation>[^()\[\]]+)[)\]]")
"""A name with an organisation: `Anna Müller (Elbblick)`."""


def read_meeting_list(path: Path) -> EarlierEvent | CellFault:
    """Read who met from the first sheet in which there are two people a row.

    Parameters
    ----------
    path : Path
        A workbook or CSV file. It is no part of the input of this event, as plans are not.
    """
    sheets = raw_sheets(path)
    if isinstance(sheets, CellFault):
        return sheets
    lists = (_from_header(sheet) for sheet in sheets)
    found = next((sheet for sheet in lists if set(SIDES) <= _sides(sheet)), None)
    if found is None:
        return CellFault("no_meeting_list", {"value": name_of(path)})
    return _People(Path(name_of(path)).stem).event_of(found)


def _from_header(sheet: Sheet) -> Sheet:
    """Begin a sheet at the row with the most headings that we know."""
    ours = replace(sheet, key="earlier", section=SECTION)
    counts = [headings_in(line, SECTION) for line in ours.lines[:ABOVE]]
    header = counts.index(max(counts)) if counts else 0
    return replace(ours, lines=ours.lines[header:])


def _sides(sheet: Sheet) -> set[str]:
    """Tell of which of the two a sheet names anything by which people can be known again."""
    return {key[0] for key in sheet.numbers if key not in {"date", "status"}}


class _People:
    """Everyone that a list names, each once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: dict[tuple[str, ...], Participant] = {}

    def event_of(self, sheet: Sheet) -> EarlierEvent:
        """Read a list."""
        met: dict[Pair, date | None] = {}
        for pair, day in self._meetings(sheet):
            met[pair] = met.get(pair) or day
        days = tuple(sorted({day for day in met.values() if day}))
        return EarlierEvent(self._name, tuple(self._known.values()), met, days=days)

    def _meetings(self, sheet: Sheet) -> Iterator[tuple[Pair, date | None]]:
        for line in sheet.lines[1:]:
            one, other = (self._person(sheet, line, side) for side in SIDES)
            if one and other and one != other and not _is_off(_text(sheet, line, "status")):
                yield pair_of(one, other), _day(sheet, line)

    def _person(self, sheet: Sheet, line: Line, side: str) -> str:
        """Find or add one of two; empty where nothing tells who it was."""
        alone = _text(sheet, line, side)
        email = address_of(_text(sheet, line, f"{side}_email") or alone)
        name = _text(sheet, line, f"{side}_name") or ("" if address_of(alone) else alone)
        organisation = _text(sheet, line, f"{side}_organisation")
        within = IN_BRACKETS.fullmatch(name)
        if within and not organisation:
            name, organisation = within["name"], within["organisation"]
        if not email and not name:
            return ""
        person = Participant(
            id=str(len(self._known)), last_name=name, organisation=organisation, email=email
        )
        key = (email, fold(name), fold(organisation))
        return self._known.setdefault(key, person).id


def _is_off(status: str) -> bool:
    """Whether a meeting did not take place."""
    is_cancelled = recognise("value.status", status) == "cancelled"
    return is_cancelled or recognise("value.answer", status) == "declined"


def _day(sheet: Sheet, line: Line) -> date | None:
    cell = _cell(sheet, line, "date")
    day = read_cell(column_of(SECTION, "date"), cell, DEFAULT)
    return day if isinstance(day, date) else None


def _text(sheet: Sheet, line: Line, key: str) -> str:
    cell = _cell(sheet, line, key)
    return "" if is_blank(cell) else read_text(cell)


def _cell(sheet: Sheet, line: Line, key: str) -> object:
    number = sheet.numbers.get(key)
    cells: Sequence[object] = line.cells
    return cells[number] if number is not None and number < len(cells) else None
