"""Who is meant wherever a cell says who: people, organisations, all with a value in a column."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.attributes import Attribute, Attributes
from matchmaker.io.reading.directory import Directory, Meant
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.phrasing import (
    column_and_value,
    is_everyone,
    operands,
    split,
    unquoted,
    without_not,
)
from matchmaker.io.reading.rows import Row
from matchmaker.io.reading.suggestions import Suggestions, unknown

Ids = frozenset[str]


@dataclass(frozen=True)
class Group:
    """Who is meant.

    Parameters
    ----------
    ids : frozenset of str or None
        Their ids; None: everyone.
    is_sound : bool
        Whether everything that stands there could be understood.
    """

    ids: Ids | None = None
    is_sound: bool = True


@dataclass(frozen=True)
class GroupFinder:
    """Everybody who can be meant, and by what.

    Parameters
    ----------
    directory : Directory
        Who is who.
    attributes : Attributes
        The columns by which people can be named.
    """

    directory: Directory
    attributes: Attributes

    def of(
        self, row: Row, column: str, findings: Findings, unknown_code: str = "unknown_who"
    ) -> Group:
        """Read a cell that says who; an empty one is everyone."""
        meaning = Meaning(self, findings, unknown_code)
        ids = meaning.of_parts(row.cells[column])
        for fault in meaning.faults:
            findings.fault(fault, row.place(column))
        for doubt in meaning.doubts:
            findings.doubt(doubt, row.place(column))
        return Group(ids, is_sound=not meaning.faults)

    def one_owner(self, written: str) -> Meant | CellFault | None:
        """Find one person or organisation; None where it is neither, and so may be a group."""
        name = unquoted(written)
        found = self.directory.anyone(name)
        if isinstance(found, CellFault):
            return found if found.code == "ambiguous_person" else None
        if found.is_organisation:
            called = Meaning(self, Findings()).called(name)
            if isinstance(called, CellFault) and called.code == "ambiguous_group":
                return called
        return found

    def meant(self, written: str) -> Ids | CellFault | None:
        """Read who is meant where nobody asks for doubts; whoever is nobody is a fault."""
        meaning = Meaning(self, Findings())
        ids = meaning.of_parts(split(written))
        wrong = [*meaning.faults, *meaning.doubts]
        return wrong[0] if wrong else ids

    @cached_property
    def everyone(self) -> Ids:
        """All ids."""
        return frozenset(person.id for person in self.directory.participants)

    @cached_property
    def suggestions(self) -> Suggestions:
        """What may have been meant by a word that nobody and nothing is called."""
        organisations = self.directory.organisations.names.items()
        return Suggestions((*self.attributes.words(), *self.directory.names(), *organisations))


class Meaning:
    """What a cell means, word by word, and what is wrong with it."""

    def __init__(
        self, groups: GroupFinder, findings: Findings, unknown_code: str = "unknown_who"
    ) -> None:
        self._groups, self._findings, self._unknown = groups, findings, unknown_code
        self.faults: list[CellFault] = []
        self.doubts: list[CellFault] = []

    def of_parts(self, parts: Sequence[str]) -> Ids | None:
        """Put together whoever is meant by any part; None: everyone."""
        found = [self._of_part(part) for part in parts]
        return None if not parts or None in found else Ids().union(*filter(None, found))

    def _of_part(self, part: str) -> Ids | None:
        """Find those for whom all of a part holds; what is one name as it stands is that."""
        words = operands(part)
        if not all(words):
            self.faults.append(CellFault("group_unfinished", {"value": part}))
            return Ids()
        known = self.called(unquoted(part))
        if isinstance(known, frozenset):
            return known
        if is_everyone(part):
            return None
        before = len(self.faults) + len(self.doubts)
        found = frozenset.intersection(*map(self._of_operand, words))
        if not found and before == len(self.faults) + len(self.doubts):
            self.doubts.append(CellFault("nobody_meant", {"value": part}))
        return found

    def _of_operand(self, operand: str) -> Ids:
        others = without_not(operand)
        if others is None or isinstance(self.called(unquoted(operand)), frozenset):
            return self._of_name(operand)
        if not others:
            self.faults.append(CellFault("group_unfinished", {"value": operand}))
            return Ids()
        return self._groups.everyone - self._of_name(others)

    def _of_name(self, written: str) -> Ids:
        name = unquoted(written)
        found = self.called(name)
        if is_everyone(written):
            return self._groups.everyone
        column = column_and_value(written)
        if column and not isinstance(found, frozenset):
            return self._of_column(written, *column)
        return self._similar(name, found) if isinstance(found, CellFault) else found

    def called(self, name: str) -> Ids | CellFault:
        """Find whoever is called so, or else all who have it in any column."""
        people = self._groups.directory.people_called(name)
        if people:
            return frozenset(people)
        having = self._groups.attributes.with_value(name)
        if len(set(having.values())) > 1:
            columns = "; ".join(f"{heading}: {name}" for heading in having)
            return CellFault("ambiguous_group", {"value": name, "suggestions": columns})
        for heading, found in having.items():
            self._groups.attributes.read(heading, self._findings)
            return found
        organisations = self._groups.directory.organisations.perhaps(name)
        return unknown(self._unknown, name, self._groups.suggestions, others=organisations)

    def _similar(self, name: str, fault: CellFault) -> Ids:
        """Take one word for another that differs in its ending alone, if anybody has that."""
        similar = self._groups.attributes.inflected(name)
        found = self.called(similar) if similar and fault.code != "ambiguous_group" else fault
        if isinstance(found, CellFault):
            self.faults.append(fault)
            return Ids()
        self.doubts.append(CellFault("similar_group", {"value": name, "group": str(similar)}))
        return found

    def _of_column(self, written: str, heading: str, value: str) -> Ids:
        """Find all who have a value in a column."""
        attribute = self._groups.attributes.called(heading)
        if isinstance(attribute, CellFault):
            self.faults.append(attribute)
            return Ids()
        if not value:
            self.faults.append(CellFault("group_unfinished", {"value": written}))
            return Ids()
        self._groups.attributes.name(attribute, self._findings)
        return self._having(attribute, value)

    def _having(self, attribute: Attribute, value: str) -> Ids:
        found = attribute.having(value)
        if isinstance(found, CellFault):
            self.faults.append(found.under(attribute.heading))
            return Ids()
        if not found:
            nobody = unknown("empty_group", value, attribute.suggestions)
            self.doubts.append(nobody.under(attribute.heading))
        return found
