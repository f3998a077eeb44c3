"""A copy of somebody's workbook with one sheet more: whom people might want to meet."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from lxml import etree
from lxml.etree import _Element as Element

from matchmaker.events import Event
from matchmaker.io.marking.added import add_row, new_sheet, put_sheet, set_up_print, text_of
from matchmaker.io.marking.annotate import Styles
from matchmaker.io.marking.copy import changed_copy
from matchmaker.io.marking.package import Package
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import COLUMNS, column_key
from matchmaker.io.reading.header import ABOVE
from matchmaker.io.reading.suggested import TakenRow
from matchmaker.io.telling.suggestions import why_line
from matchmaker.suggesting.suggestions import Suggestion
from matchmaker.text import Words, recognise

SHEET = "suggestions"
COLUMN_KEYS = tuple(column.key for column in COLUMNS[f"column.{SHEET}"])
WIDTHS = (10, 10, 30, 30, 70, 10, 15)
OURS = {"from", "to", "take"}
"""The columns by which a sheet is known as one of suggestions."""
TAKEN = "x"
TO_FILL_IN = "FFFFF2CC"
"""The fill of the one column that is for the organiser."""
NUMBER = ("1", "2", "3", "4", "5")


class OtherSheet(Exception):  # noqa: N818 - nobody did wrong
    """A sheet of this name is there already, and says something else.

    Parameters
    ----------
    title : str
        What it is called.
    """

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title


def copy_with_suggestions(
    path: Path,
    suggestions: Sequence[Suggestion],
    taken: Sequence[TakenRow],
    event: Event,
    say: Words,
) -> bytes | CellFault | None:
    """Copy a workbook, or a folder, and add the sheet of suggestions.

    Parameters
    ----------
    path : Path
        What was read.
    suggestions : sequence of Suggestion
        In the order in which they are written.
    taken : sequence of TakenRow
        Those of an earlier time that were taken; they stay, on top. Others of that time do not.
    event : Event
        Who is who.
    say : Words
        The language of the workbook.

    Returns
    -------
    bytes, CellFault or None
        As `changed_copy` says.

    Raises
    ------
    OtherSheet
        If the name of the sheet is taken by another.
    """
    rows = (
        *_kept(taken, event),
        *(row_of_suggestion(one, event, say) for one in suggestions),
    )
    return changed_copy(path, lambda content, _titles: _with_sheet(content, rows, say))


Cells = tuple[str | int, ...]


def _kept(taken: Iterable[TakenRow], event: Event) -> Iterator[Cells]:
    for row in taken:
        wish = row.wish.interest
        strength = int(row.strength) if row.strength in NUMBER else row.strength
        yield (*_people(wish.source, wish.target, event), row.why, strength, TAKEN)


def row_of_suggestion(one: Suggestion, event: Event, say: Words, take: str = "") -> Cells:
    """Give the row of a suggestion, taken or not."""
    people = _people(one.source, one.target, event)
    return (*people, why_line(one, say), one.strength, take)


def _people(source: str, target: str, event: Event) -> Cells:
    people = (source, target)
    return (*people, *(_name(person, event) for person in people))


def _name(person: str, event: Event) -> str:
    """Say what somebody is called and where they come from."""
    known = event.participant[person]
    return f"{known.name} ({known.organisation})"


def _with_sheet(content: bytes, rows: Sequence[Cells], say: Words) -> bytes:
    package = Package(content)
    put_suggestions(package, rows, say)
    return package.write()


def put_suggestions(
    package: Package, rows: Sequence[Cells], say: Words, *, opens: bool = True
) -> None:
    """Put the sheet of suggestions into a workbook, in the place of one of an earlier time."""
    sheet, title = _sheet(package, rows, say), say(f"sheet.{SHEET}")
    put_sheet(package, sheet, title, old_sheet(package), opens=opens)


def old_sheet(package: Package) -> str:
    """Find the part of a sheet of an earlier time; empty: there is none.

    Raises
    ------
    OtherSheet
        If a sheet of this name says something else.
    """
    for title, part in package.sheets():
        if recognise("sheet", title) == SHEET:
            if not _is_ours(package, part):
                raise OtherSheet(title)
            return part
    return ""


def _is_ours(package: Package, part: str) -> bool:
    """Whether a sheet is empty, or has our columns somewhere at its top."""
    rows = list(islice(package.look(part).iter("{*}row"), ABOVE))
    texts = [[text_of(package, cell) for cell in row.iter("{*}c")] for row in rows]
    heads = [{column_key(f"column.{SHEET}", text) for text in row if text} for row in texts]
    return any(head >= OURS for head in heads) or not any(heads)


def _sheet(package: Package, rows: Sequence[Cells], say: Words) -> Element:
    styles = Styles(package)
    root, data = new_sheet(package, WIDTHS)
    headings = [say(f"column.{SHEET}.{key}") for key in COLUMN_KEYS]
    add_row(data, 1, headings, WIDTHS, styles.heading())
    sentence = styles.sentence()
    for number, cells in enumerate(rows, 2):
        add_row(data, number, cells, WIDTHS, sentence)
        data[-1][-1].set("s", str(styles.marked(TO_FILL_IN, sentence)))
    last = max(2, len(rows) + 1)
    space = f"{{{etree.QName(root).namespace}}}"
    etree.SubElement(root, f"{space}autoFilter", ref=f"A1:G{last}")
    _offer_cross(root, f"G2:G{last}")
    set_up_print(root)
    return root


def _offer_cross(root: Element, cells: str) -> None:
    """Offer an x; other words for yes may be typed all the same."""
    space = f"{{{etree.QName(root).namespace}}}"
    offered = etree.SubElement(root, f"{space}dataValidations", count="1")
    choice = etree.SubElement(
        offered, f"{space}dataValidation", type="list", allowBlank="1", sqref=cells
    )
    etree.SubElement(choice, f"{space}formula1").text = f'"{TAKEN}"'
