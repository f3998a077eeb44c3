"""Ways to write one organisation, said to be one in the sheet Organisations."""

from collections.abc import Sequence

from matchmaker.io.marking.filling import Filling
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, read_rows
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.issues import Issue
from matchmaker.workflow.correcting import SavedMeanwhile, Writing, fill, seen_now
from matchmaker.workflow.dossiers import Dossier

SHEET = "organisations"


def spellings_of(issue: Issue) -> tuple[str, ...]:
    """List the names that may be one organisation.

    Parameters
    ----------
    issue : Issue
        Whatever is wrong.

    Returns
    -------
    tuple of str
        The one that the sheet Organisations has, or else that of most people, comes first; none
        if the issue does not ask about them.
    """
    if issue.code != "similar_organisations":
        return ()
    return issue.parameters["name"], *issue.parameters["others"].split("; ")


def unite(dossier: Dossier, spellings: Sequence[str], name: str, fingerprint: str) -> Writing:
    """Write that names are one organisation: into the row that it has, or as a new one.

    Parameters
    ----------
    dossier : Dossier
        The event.
    spellings : sequence of str
        The names, as of `spellings_of`.
    name : str
        The right one of them.
    fingerprint : str
        That of the event when it was looked at.

    Raises
    ------
    As `fill` does.
    """
    seen = seen_now(dossier)
    if dossier.fingerprint != fingerprint:
        raise SavedMeanwhile
    others = [each for each in spellings if each != name]
    told = {"name": name, "others": "; ".join(others)}
    filling = _filling(_row_of(spellings[0], dossier), name, others)
    return fill(dossier, filling, seen, "web.unite.written", told)


def _row_of(name: str, dossier: Dossier) -> Row | None:
    """Find the row of an organisation; None: it has none yet."""
    sheet = read_sheets(dossier.workbook, Findings()).get(SHEET)
    rows = read_rows(sheet, Findings()) if sheet else ()
    return next((row for row in rows if row.cells["name"] == name), None)


def _filling(row: Row | None, name: str, others: Sequence[str]) -> Filling:
    """Say which cells are written; a row that has the right name already keeps it untouched."""
    if row is None:
        return Filling(rows={SHEET: [{"name": name, "also_written": "; ".join(others)}]})
    known = [each for each in row.cells["also_written"] if each not in others]
    cells = {"also_written": "; ".join([*known, *others])}
    if name != row.cells["name"]:
        cells["name"] = name
    return Filling(changed={SHEET: {row.number: cells}})
