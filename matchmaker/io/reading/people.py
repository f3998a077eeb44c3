"""Whom a cell means."""

from matchmaker.event import Pair, pair_of
from matchmaker.io.reading.directory import Directory, Found
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row
from matchmaker.io.reading.values import CellFault


def read_person(row: Row, column: str, directory: Directory, findings: Findings) -> str | None:
    """Read a participant's id; None where the cell is empty or wrong."""
    written = row.cells[column]
    found = directory.person(written) if written else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place(column))
        return None
    return found


def read_anyone(row: Row, column: str, directory: Directory, findings: Findings) -> Found | None:
    """Read a participant or an organisation; None where the cell is empty or wrong."""
    written = row.cells[column]
    found = directory.anyone(written) if written else None
    if isinstance(found, CellFault):
        findings.fault(found, row.place(column))
        return None
    return found


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
