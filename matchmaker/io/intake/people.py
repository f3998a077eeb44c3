"""Who registered: one row for each person, whatever number of exports and rows they stand in."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from matchmaker.events import Participant
from matchmaker.io.intake.export import Export, cell_of
from matchmaker.io.intake.tally import Tally
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.columns import ABSENCE, COLUMNS, LANGUAGES, LIST, TIMES, Column
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.languages import little_of
from matchmaker.io.reading.organisations import Organisations, parts_of
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.services import NOT_VALIDATED, UNPAID, word_of
from matchmaker.io.reading.values import is_blank, read_choice, read_text
from matchmaker.names import address_of
from matchmaker.text import fold, recognise

Cells = dict[str, str | int]
"""A row of a sheet to fill in, by column; words to choose from stand as their keys."""

NAMES = ("first_name", "last_name")
KEPT = tuple(
    column
    for column in COLUMNS["column.participants"]
    if not (column.is_foreign or column.repeated or column.key in {"id", "status", *NAMES})
)
"""The columns that are taken over cell by cell."""
GRAVEST = ("cancelled", NOT_VALIDATED, UNPAID, "registered")
"""Where several columns tell a status, the first of these counts."""
PARTICLES = frozenset(
    [
        *("af", "al", "ben", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du"),
        *("el", "la", "le", "ten", "ter", "van", "vom", "von", "zu", "zum", "zur"),
    ]
)
"""Small words with which a last name may begin."""


@dataclass
class Person:
    """Somebody, and whence.

    Parameters
    ----------
    cells : dict
        Their row.
    export : Export
        The first one they stand in.
    id : str
        Their own, or given once everybody is known.
    """

    cells: Cells
    export: Export
    id: str = ""
    address: str = field(init=False, default="")
    name: tuple[str, ...] = field(init=False, default=())
    organisation: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.learn({})

    def learn(self, cells: Cells) -> None:
        """Take in more about them; what they are compared by is worked out anew."""
        self.cells |= cells
        self.address = address_of(str(self.cells.get("email", "")))
        self.name = _name_of(self.cells)
        self.organisation = fold(str(self.cells.get("organisation", "")))


@dataclass
class Roster:
    """Everybody, in the order in which they are found, and who stands in which row."""

    people: list[Person] = field(default_factory=list)
    _rows: dict[tuple[int, int], Person] = field(default_factory=dict)
    _by_address: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[tuple[str, ...], list[Person]] = field(default_factory=lambda: defaultdict(list))

    def in_row(self, export: Export, line: Line) -> Person | None:
        """Tell who stands in a row of an export."""
        return self._rows.get((id(export), line.row))

    def add(self, cells: Cells, export: Export, line: Line, tally: Tally) -> None:
        """Take in a row: somebody new, or more about somebody."""
        met = Person(cells, export, str(cells.pop("id", "")))
        alike = self._by_name[met.name] if met.name else self._by_address[met.address]
        known = next((person for person in alike if _is_same(person, met)), None)
        if known is None and not met.name:
            tally.warning("export_nameless", export.place(line), met.address or _texts_in(line))
            return
        if known is None:
            self.people.append(met)
        elif known.export is export:
            _repeat(known, met, line, tally)
        else:
            known.learn({key: cell for key, cell in cells.items() if key not in known.cells})
        person = known or met
        self._rows[id(export), line.row] = person
        self._index(person)

    def number(self) -> None:
        """Give everybody an id who has none of their own."""
        counts = Counter(person.id.casefold() for person in self.people)
        digits = max(2, len(str(len(self.people))))
        numbers = (f"P{number:0{digits}d}" for number in count(1))
        free = (each for each in numbers if each.casefold() not in counts)
        for person in self.people:
            if not person.id or counts[person.id.casefold()] > 1:
                person.id = next(free)

    def directory(self) -> Directory:
        """Everybody as they can be meant in a wish."""
        written = {str(person.cells.get("organisation", "")) for person in self.people} - {""}
        known = {name.casefold() for name in written}
        names = {part.casefold(): part for name in written for part in parts_of(name, known)}
        organisations = Organisations((), names)
        people = (_participant(person, organisations) for person in self.people)
        return Directory(tuple(people), organisations)

    def _index(self, person: Person) -> None:
        for people in (self._by_address[person.address], self._by_name[person.name]):
            if not people or people[-1] is not person:
                people.append(person)


def _texts_in(line: Line) -> str:
    """Show a row by the first of what stands in it."""
    return " · ".join([read_text(cell) for cell in line.cells if not is_blank(cell)][:3])


def _is_same(known: Person, met: Person) -> bool:
    """Whether two rows are one: a shared address is an office's, a shared name is no person.

    Two organisations in one export are two rows of one human being; another export may only write
    the organisation another way.
    """
    is_elsewhere = known.export is not met.export
    if is_elsewhere and known.address and known.address == met.address:
        return True
    if not met.name:
        return False  # a car park is booked without a name
    addresses_fit = not (known.address and met.address) or known.address == met.address
    is_one_of_them = not (known.organisation and met.organisation)
    return addresses_fit and (is_one_of_them or known.organisation == met.organisation)


def _repeat(known: Person, met: Person, line: Line, tally: Tally) -> None:
    """Take the later row of two of one person, but never a cancelled one over one that holds."""
    tally.note("export_repeated", met.export.place(line), " ".join(_names(met.cells)))
    is_gone, was_gone = ("status" in person.cells for person in (met, known))
    if is_gone and not was_gone:
        return
    if was_gone and not is_gone:
        known.cells.pop("status")
    known.learn(met.cells)


def read_people(exports: Iterable[Export], tally: Tally) -> Roster:
    """Read everybody; those who only answer a form, after those who are listed."""
    roster = Roster()
    lists = [export for export in exports if export.service.sheet == "participants"]
    for export in sorted(lists, key=lambda export: export.service.is_form):
        for line in export.rows:
            cells = _cells_of(export, line, tally)
            if cells:
                roster.add(cells, export, line, tally)
    roster.number()
    return roster


def _cells_of(export: Export, line: Line, tally: Tally) -> Cells:
    cells: Cells = dict(zip(NAMES, _name_in(export, line, tally), strict=True))
    cells = {key: value for key, value in cells.items() if value}
    for column in KEPT:
        value = _value(export, line, column, tally)
        if value not in {None, ""}:
            cells[column.key] = value
    if cells and not export.service.name:
        cells["id"] = export.text(line, "id")
    status = _status(export, line, tally) if cells else ""
    return cells | ({"status": status} if status else {})


def _value(export: Export, line: Line, column: Column, tally: Tally) -> str | int | None:
    """Read the first cell that says something; what cannot be understood is told and left out."""
    for number, cell in export.cells(line, column.key):
        value = _understood(export, column, cell)
        if value is not None:
            _tell_booker(export, line, column, number, tally)
            return value
        tell_unknown(export, line, number, tally)
    return None


def _understood(export: Export, column: Column, cell: object) -> str | int | None:
    """Read a cell as it is written into a workbook; None where it is not understood."""
    written = read_text(cell)
    if column.kind is LANGUAGES and little_of(cell):
        return written  # that it is little, `check` tells
    if column.key == "agenda_language":
        return recognise("value.language", written)
    known = export.service.value(column.key, written)
    value = known or column.kind.read(cell)
    if isinstance(value, CellFault):
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple) and column.kind not in {TIMES, ABSENCE}:
        return "; ".join(_parts(value, export.service.mark if column.kind is LIST else ";"))
    text = written if column.kind in {TIMES, ABSENCE} else value
    return text if isinstance(text, int) else str(text).rstrip("; ")


def _parts(values: tuple[str, ...], mark: str) -> tuple[str, ...]:
    parts = (part.strip() for value in values for part in value.split(mark))
    return tuple(dict.fromkeys(part for part in parts if part))


def _tell_booker(export: Export, line: Line, column: Column, number: int, tally: Tally) -> None:
    """Say where an address or number is that of whoever booked, since the person has none."""
    is_booker = fold(export.heading(number)) in map(fold, export.service.booked_by)
    if column.key in {"email", "phone"} and is_booker and _whose(export, line):
        tally.note("export_booker", export.place(line, number), _whose(export, line))


def tell_unknown(export: Export, line: Line, number: int, tally: Tally) -> None:
    """Say that a cell is not understood."""
    place, heading = export.place(line, number), export.heading(number)
    written = read_text(cell_of(line, number))
    tally.warning("export_unknown_value", place, written, heading=heading)


def _status(export: Export, line: Line, tally: Tally) -> str:
    """Read the gravest of what the columns say; empty where that is that somebody takes part."""
    said = set()
    cells = [*export.cells(line, "status"), *export.cells(line, "validated")]
    for number, cell in cells:
        known = known_status(export, cell)
        said.add(known)
        if not known:
            tell_unknown(export, line, number, tally)
    gravest = next((status for status in GRAVEST if status in said), "")
    if gravest == UNPAID:
        tally.note("export_unpaid", export.place(line), _whose(export, line))
    if gravest == NOT_VALIDATED:
        tally.warning("export_not_validated", export.place(line), _whose(export, line))
    return {UNPAID: "", "registered": "", NOT_VALIDATED: "absent"}.get(gravest, gravest)


def known_status(export: Export, cell: object) -> str:
    """Read what a cell says of whether somebody takes part; empty where it says nothing of that."""
    written = read_text(cell)
    yes_no = {"yes": "registered", "no": NOT_VALIDATED}.get(
        recognise("value.yes_no", written) or "", ""
    )
    choice = read_choice("status", cell)
    said = "" if isinstance(choice, CellFault) else choice
    return export.service.value("status", written) or said or yes_no or word_of("status", written)


def _whose(export: Export, line: Line) -> str:
    names = " ".join(filter(None, (export.text(line, key) for key in NAMES)))
    return names or export.text(line, "name")


def _name_in(export: Export, line: Line, tally: Tally) -> tuple[str, str]:
    """Get first and last name; a full name is divided, which is told."""
    first, last = (export.text(line, key) for key in NAMES)
    whole = export.text(line, "name")
    if last or (first and not whole) or not whole:
        return ("", first) if first and not last else (first, last)
    first, last = divided(whole)
    if first:
        tally.note("export_name_divided", export.place(line), f"{whole} → {first} | {last}")
    return first, last


def divided(whole: str) -> tuple[str, str]:
    """Divide a full name: `Müller, Anna`, `Anna van der Berg`; one word alone is a last name."""
    last, comma, first = whole.partition(",")
    if comma:
        return first.strip(), last.strip()
    words = re.split(r"\s+", whole.strip())
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    return " ".join(words[:at]), " ".join(words[at:])


def _names(cells: Mapping[str, object]) -> list[str]:
    return [str(cells[key]) for key in NAMES if cells.get(key)]


def _name_of(cells: Mapping[str, object]) -> tuple[str, ...]:
    parts = re.split(r"[\W_]+", " ".join(_names(cells)))
    return tuple(sorted(filter(None, map(fold, parts))))


def _participant(person: Person, organisations: Organisations) -> Participant:
    names = organisations.names_of(str(person.cells.get("organisation", "")))
    return Participant(
        id=person.id,
        first_name=str(person.cells.get("first_name", "")),
        last_name=str(person.cells.get("last_name", "")) or person.id,
        email=address_of(str(person.cells.get("email", ""))),
        organisation="; ".join(names) or person.id,
        belongs_to=names if len(names) > 1 else (),
    )
