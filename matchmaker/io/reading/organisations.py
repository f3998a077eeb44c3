"""The sheet Organisations, and the organisations that only participants name."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.events import Organisation
from matchmaker.io.reading.alike import Groups, contained, similar, within
from matchmaker.io.reading.countries import country_of, find_unknown_countries
from matchmaker.io.reading.domains import sharing
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.phrases import is_phrase, is_unsaid
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.text import fold

MOST_CANDIDATES = 10
"""How many organisations are named for a name that none has."""
MARKS = (r"/", r"\|", r"\+", r"&", r",", r"\s(?:und|and)\s")
"""What may stand between two organisations in one cell, beside a semicolon."""


@dataclass(frozen=True)
class Organisations:
    """The organisations of the event.

    Parameters
    ----------
    all : tuple of Organisation
        By name.
    names : mapping of str to str
        The name of each by every way to write it, in lower case.
    """

    all: tuple[Organisation, ...]
    names: Mapping[str, str]

    def name_of(self, written: str) -> str:
        """The name of an organisation however it is written; empty for none of the event."""
        return self.names.get(written.casefold(), "")

    def names_of(self, written: str) -> tuple[str, ...]:
        """The names of all that a cell names; empty for none of the event."""
        names = map(self.name_of, parts_of(written, self.names))
        return tuple(dict.fromkeys(name for name in names if name))

    def perhaps(self, written: str) -> tuple[str, ...]:
        """Name those that may be meant by a name that none has: `Bosch`."""
        found = within(written, self.names)
        return tuple(dict.fromkeys(self.names[name] for name in found))[:MOST_CANDIDATES]


def parts_of(written: str, known: Container[str]) -> tuple[str, ...]:
    """Take apart what may be the names of several organisations.

    A semicolon always stands between two. Other signs are also within names, so they stand between
    two only where both of them are known.

    Parameters
    ----------
    written : str
        The cell.
    known : container of str
        Names in lower case.
    """
    if written.casefold() in known:
        return (written,)
    listed = (part.strip() for part in written.split(";"))
    return tuple(name for part in listed if part for name in _joined(part, known) or (part,))


def _joined(written: str, known: Container[str]) -> tuple[str, ...]:
    """Take apart names that are all known; empty where it is one."""
    for mark in MARKS:
        parts = tuple(part.strip() for part in re.split(mark, written))
        if len(parts) > 1 and all(part.casefold() in known for part in parts):
            return parts
    return ()


def read_organisations(rows: Rows, participants: Rows, findings: Findings) -> Organisations:
    """Read the organisations of the sheet, and add those that only participants name.

    Parameters
    ----------
    rows, participants : tuple of Row
        The rows of the sheets Organisations and Participants.
    findings : Findings
        Takes names that are there twice, or nearly.
    """
    named = [row for row in rows if row.cells["name"]]
    owners = _owners_of_names(named, findings)
    names = {written: _kept(row, owners).cells["name"] for written, row in owners.items()}
    listed = [_organisation(row) for row in named if owners[row.cells["name"].casefold()] is row]
    find_unknown_countries(rows, findings)
    others = _named_by_participants(participants, names)
    _find_similar(names | others, others, participants, findings)
    _find_none(names, participants, findings)
    found = [*listed, *(Organisation(name=name) for name in others.values())]
    return Organisations(tuple(sorted(found, key=lambda o: o.name)), names | others)


def _owners_of_names(rows: Iterable[Row], findings: Findings) -> dict[str, Row]:
    """Give each way to write a name to the first row that has it."""
    owners: dict[str, Row] = {}
    for row in rows:
        for column, written in _ways_to_write(row):
            owner = owners.setdefault(written.casefold(), row)
            if owner is not row:
                place = row.place(column)
                findings.error("duplicate_organisation", place, name=written, row=owner.number)
    return owners


def _kept(row: Row, owners: Mapping[str, Row]) -> Row:
    """Follow a row whose name an earlier one has to that one: it is the organisation."""
    owner = owners[row.cells["name"].casefold()]
    return row if owner is row else _kept(owner, owners)


def _ways_to_write(row: Row) -> Iterator[tuple[str, str]]:
    yield "name", row.cells["name"]
    for written in row.cells["also_written"]:
        yield "also_written", written


def _organisation(row: Row) -> Organisation:
    return Organisation(
        name=row.cells["name"],
        also_written=row.cells["also_written"],
        type=row.cells["type"],
        cluster=row.cells["cluster"],
        country=country_of(row),
        is_sme=row.cells["sme"],
        place=row.cells["place"],
    )


def _named_by_participants(participants: Rows, known: Mapping[str, str]) -> dict[str, str]:
    """Name each organisation as most of its people do."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in participants:
        for written in parts_of(row.cells["organisation"], known):
            if written.casefold() not in known:
                counts[written.casefold()][written] += 1
    everything = known.keys() | counts.keys()
    return {
        key: min(spellings, key=lambda name: (-spellings[name], name))
        for key, spellings in counts.items()
        if not _joined(key, everything)
    }


def _find_similar(
    names: Mapping[str, str], others: Mapping[str, str], participants: Rows, findings: Findings
) -> None:
    """Find names that may be one organisation; of those that are listed, each is its own."""
    rows: dict[str, list[Row]] = {name: [] for name in dict.fromkeys(names.values())}
    for row in participants:
        for written in parts_of(row.cells["organisation"], names):
            rows[names[written.casefold()]].append(row)
    asked = frozenset(others.values())
    groups = _groups(names, others, participants)
    in_order = sorted(rows, key=lambda name: (name in asked, -len(rows[name]), _first(rows[name])))
    for name, *rest in groups.all(in_order):
        first = min((rows[other][0] for other in rest if other in asked), key=_number)
        findings.warning(
            "similar_organisations",
            first.place("organisation"),
            name=name,
            others="; ".join(other for other in rest if other in asked),
            names="; ".join(f"{each} [{_numbers(rows[each])}]" for each in (name, *rest)),
        )


def _find_none(listed: Mapping[str, str], participants: Rows, findings: Findings) -> None:
    """Find people who say in the same word that they have no organisation: `privat`, `-`."""
    alone: dict[str, list[Row]] = defaultdict(list)
    for row in participants:
        written = row.cells["organisation"]
        is_none = is_unsaid(written) or is_phrase("no_organisation", written) or not fold(written)
        if written and is_none and written.casefold() not in listed:
            alone[written.casefold()].append(row)
    for rows in alone.values():
        if len(rows) > 1:
            said = {"value": rows[0].cells["organisation"], "rows": _numbers(rows)}
            findings.warning("no_organisation", rows[0].place("organisation"), **said)


def _number(row: Row) -> int:
    return row.number


def _first(rows: Sequence[Row]) -> int:
    return rows[0].number if rows else 0


def _groups(names: Mapping[str, str], others: Mapping[str, str], participants: Rows) -> Groups:
    """Put together what may be one by its words, or by a domain that its people share."""
    asked, groups = frozenset(others.values()), Groups()

    def may_be_one(one: str, other: str) -> bool:
        return one != other and not asked.isdisjoint({one, other})

    found = ((names[one], names[other]) for one, other in similar(others, names))
    for one, other in (*found, *sharing(_addresses(participants, names))):
        if may_be_one(one, other):
            groups.join(one, other)
    for written, longer in contained(names):
        one = names[written]
        theirs = {groups.of(names[each]) for each in longer} - {groups.of(one)}
        if len(theirs) == 1 and may_be_one(one, names[longer[0]]):
            groups.join(one, names[longer[0]])
    return groups


def _addresses(participants: Rows, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for row in participants:
        written = parts_of(row.cells["organisation"], names)
        if len(written) == 1 and row.cells["email"]:
            yield row.cells["email"], names[written[0].casefold()]


def _numbers(rows: Iterable[Row]) -> str:
    """List rows; a dash for none."""
    return ", ".join(str(number) for number in sorted({row.number for row in rows})) or "–"
