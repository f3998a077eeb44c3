"""Whom a cell means."""

from matchmaker.events import Pair, pair_of
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row


def read_person(row: Row, column: str, directory: Directory, findings: Findings) -> str | None:
    """Read a participant's id; None where the cell is empty or wrong."""
    written = row.cells[column]
    found = directory.person(written) if written else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place(column))
        return None
    if found is not None:
        _note_zeros(written, found, row, column, findings)
    return found


def read_anyone(
    row: Row, column: str, directory: Directory, findings: Findings, written: str | None = None
) -> Meant | None:
    """Read a participant or an organisation; None where the cell is empty or wrong.

    Parameters
    ----------
    row, column
        The cell.
    directory : Directory
        Who can be meant.
    findings : Findings
        Takes what is wrong.
    written : str or None
        One name of several in the cell; None: all of it.
    """
    name = row.cells[column] if written is None else written
    found = directory.anyone(name) if name else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place(column))
        return None
    if found is not None and not found.is_organisation:
        _note_zeros(name, found.name, row, column, findings)
    return found


def _note_zeros(written: str, found: str, row: Row, column: str, findings: Findings) -> None:
    """Note that `7` was taken for `007`, from which Excel takes the zeros away."""
    if written != found and written.isdecimal() and found.isdecimal():
        findings.note_once("id_without_zeros", row.place(column), value=written, id=found)


def read_pair(row: Row, directory: Directory, findings: Findings) -> Pair | None:
    """Read two participants; None where they are not two, or not known."""
    a = read_person(row, "a", directory, findings)
    b = read_person(row, "b", directory, findings)
    if a is None or b is None:
        return None
    if a == b:
        findings.error("same_person", row.place("b"), participant=directory.label(a))
        return None
    return pair_of(a, b)
