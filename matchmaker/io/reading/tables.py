"""The sheet Tables."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from matchmaker.events import Table
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Meant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.labels import key_of
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.suggestions import Suggestions, unknown
from matchmaker.text import recognise

FROM_TO = re.compile(
    r"(?P<kind>\D*?)\s*(?P<first>\d+)\s*(?:[-–—]|bis|to)\s*(?P<again>\D*?)\s*(?P<last>\d+)",
    re.IGNORECASE,
)
"""`1-12`, `Tisch 1 bis 12`, `T1 - T12`; but also table 12 of hall 1."""
COUNTED = re.compile(r"(?P<count>\d+)\s*(?P<what>[^\W\d]+)")
"""`12 Tische`."""


def read_tables(
    rows: Rows, groups: GroupFinder, clock: Clock, findings: Findings
) -> tuple[Table, ...]:
    """Read the tables; of a name that is there twice, the first row.

    Areas that differ in case, spaces or punctuation only are one, called as it is first written.

    Parameters
    ----------
    rows : tuple of Row
        The rows of the sheet.
    groups : GroupFinder
        Who may own one.
    clock : Clock
        The days of the event.
    findings : Findings
        Takes what is wrong.
    """
    first: dict[str, Row] = {}
    areas: dict[str, str] = {}
    tables = []
    for row in rows:
        name = row.cells["table"]
        if first.setdefault(name.casefold(), row) is row or not name:
            table = _table(row, groups, clock, findings)
            tables.append(replace(table, area=areas.setdefault(key_of(table.area), table.area)))
        else:
            number = first[name.casefold()].number
            findings.error("duplicate_table", row.place("table"), table=name, row=number)
    for name in _several(first[key].cells["table"] for key in first):
        findings.warning("tables_in_one_row", first[name.casefold()].place("table"), table=name)
    return tuple(table for table in tables if table.name)


def _several(names: Iterable[str]) -> Iterator[str]:
    """Find the names that may mean several tables; where two begin alike, the hall comes first."""
    ends = {}
    for name in names:
        counted = COUNTED.fullmatch(name)
        if (
            counted
            and int(counted["count"]) > 1
            and recognise("sheet", counted["what"]) == "tables"
        ):
            yield name
        found = FROM_TO.fullmatch(name)
        if found and found["again"].casefold() in {"", found["kind"].casefold()}:
            ends[name] = (found["kind"].casefold(), int(found["first"]), int(found["last"]))
    begun = [(kind, first) for kind, first, _ in ends.values()]
    for name, (kind, first, last) in ends.items():
        if first < last and begun.count((kind, first)) == 1:
            yield name


def _table(row: Row, groups: GroupFinder, clock: Clock, findings: Findings) -> Table:
    owner, group = _owner(row, groups, findings)
    if row.cells["link"] and row.cells["area"]:
        said = {"table": row.cells["table"], "area": row.cells["area"]}
        findings.warning("room_in_area", row.place("area"), **said)
    return Table(
        name=row.cells["table"],
        area=row.cells["area"],
        owner=owner.name,
        owner_is_organisation=owner.is_organisation,
        group=group,
        meetings_at_once=row.cells["meetings_at_once"],
        link=row.cells["link"],
        times=clock.times(row, findings),
    )


def _owner(
    row: Row, groups: GroupFinder, findings: Findings
) -> tuple[Meant, frozenset[str] | None]:
    """Find whose table it is: one person's, an organisation's, or a group's, with its people."""
    parts = row.cells["reserved_for"]
    one = groups.one_owner(parts[0]) if len(parts) == 1 else None
    if isinstance(one, CellFault):
        findings.fault(one, row.place("reserved_for"))
    elif one is None:
        group = groups.of(row, "reserved_for", findings, "unknown_owner")
        if group.is_sound and group.ids is not None:
            return Meant("; ".join(parts)), group.ids
    return one if isinstance(one, Meant) else Meant(""), None


def find_table(written: str, tables: tuple[Table, ...]) -> str | CellFault:
    """Find a table by its name, in any case, with or without the word for a table before it."""
    names = {table.name.casefold(): table.name for table in tables}
    found = names.get(written.casefold())
    if found is not None:
        return found
    alike = [name for name in names.values() if _number_of(name) == _number_of(written)]
    if len(alike) == 1:
        return alike[0]
    return unknown("unknown_table", written, Suggestions((n, n) for n in names.values()))


def _number_of(name: str) -> str:
    """Leave out the word for a table: `Tisch 5` is `5`."""
    words = [word for word in name.split() if recognise("column.tables", word) != "table"]
    return " ".join(words or [name]).casefold()
