"""The sheet Suggestions: a row that the organiser takes is a wish, any other is nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.events import Interest, Level
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.interests import Wish
from matchmaker.io.reading.rows import Row, Rows, heading_of
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import read_text

GONE = "unknown_person"
"""How faults begin that say that nobody is called so."""


@dataclass(frozen=True)
class TakenRow:
    """A suggestion that was taken, as it stands in its row.

    Parameters
    ----------
    wish : Wish
        What it means.
    why, strength : str
        What is written beside it.
    """

    wish: Wish
    why: str
    strength: str


def read_taken(
    sheet: Sheet | None, rows: Rows, directory: Directory, findings: Findings
) -> tuple[TakenRow, ...]:
    """Read the suggestions that are taken, as wishes of the lowest level.

    Parameters
    ----------
    sheet : Sheet or None
        The sheet, if there is one.
    rows : tuple of Row
        Its rows.
    directory : Directory
        Who may be meant.
    findings : Findings
        Takes what is wrong.
    """
    if sheet is None or not rows or not _has_columns(sheet, findings):
        return ()
    return tuple(_taken(rows, directory, findings))


def _has_columns(sheet: Sheet, findings: Findings) -> bool:
    """Whether the columns are there that say who, and what is taken; some cells may be empty."""
    if "take" not in sheet.numbers:
        findings.warning("nothing_to_take", sheet.place(), heading=heading_of(sheet, "take"))
        return False
    missing = [key for key in ("from", "to") if key not in sheet.numbers]
    for key in missing:
        findings.error("missing_column", sheet.place(), heading=heading_of(sheet, key))
    return not missing


def _taken(rows: Rows, directory: Directory, findings: Findings) -> Iterator[TakenRow]:
    for row in rows:
        is_blank = not row.cells["from"] and not row.cells["to"]  # an x filled down too far
        if not row.cells["take"] or is_blank:
            continue
        source, target = (_person(row, column, directory, findings) for column in ("from", "to"))
        if source is None or target is None:
            continue
        wish = Wish(Interest(source=source, target=target, level=Level.LOW), row, "from", "to")
        yield TakenRow(wish, row.cells["why"], read_text(row.cells["strength"] or ""))


def _person(row: Row, column: str, directory: Directory, findings: Findings) -> str | None:
    """Find who is meant; somebody who has gone since it was suggested is passed over."""
    written = row.cells[column]
    found = directory.person(written) if written else CellFault(GONE)
    if not isinstance(found, CellFault):
        return found
    if found.code.startswith(GONE):
        findings.warning("suggestion_gone", row.place(column), value=written)
    else:
        findings.fault(found, row.place(column))
    return None
