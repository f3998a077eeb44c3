"""The sheet Tables."""

from matchmaker.events import Table
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.suggestions import Suggestions, unknown


def read_tables(
    rows: Rows, directory: Directory, clock: Clock, findings: Findings
) -> tuple[Table, ...]:
    """Read the tables; of a name that is there twice, the first row.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet.
    directory : Directory
        Who may own one.
    clock : Clock
        The days of the event.
    findings : Findings
        Takes what is wrong.
    """
    first: dict[str, Row] = {}
    tables = []
    for row in rows:
        name = row.cells["table"]
        if first.setdefault(name.casefold(), row) is row or not name:
            tables.append(_table(row, directory, clock, findings))
        else:
            number = first[name.casefold()].number
            findings.error("duplicate_table", row.place("table"), table=name, row=number)
    return tuple(table for table in tables if table.name)


def _table(row: Row, directory: Directory, clock: Clock, findings: Findings) -> Table:
    owner = _owner(row, directory, findings)
    return Table(
        name=row.cells["table"],
        area=row.cells["area"],
        owner=owner.name,
        owner_is_organisation=owner.is_organisation,
        meetings_at_once=row.cells["meetings_at_once"],
        times=clock.times(row, findings),
    )


def _owner(row: Row, directory: Directory, findings: Findings) -> Meant:
    written = row.cells["reserved_for"]
    found = directory.anyone(written, "unknown_owner") if written else Meant("")
    if isinstance(found, CellFault):
        findings.fault(found, row.place("reserved_for"))
        return Meant("")
    return found


def find_table(written: str, tables: tuple[Table, ...]) -> str | CellFault:
    """Find a table by its name, in any case."""
    names = {table.name.casefold(): table.name for table in tables}
    found = names.get(written.casefold())
    if found is not None:
        return found
    return unknown("unknown_table", written, Suggestions((n, n) for n in names.values()))
