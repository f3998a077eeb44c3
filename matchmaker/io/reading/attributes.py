"""The columns of the sheet Participants by which people can be named, and compared.

Columns that we do not know are looked at, but only those that are named are kept.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from openpyxl.utils import get_column_letter

from matchmaker.countries import code_of, country_in
from matchmaker.events import Organisation, Participant
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import is_inflected
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.labels import key_of
from matchmaker.io.reading.languages import read_languages
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Row, heading_of
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.suggestions import Suggestions, unknown
from matchmaker.io.reading.values import (
    Formula,
    is_blank,
    is_excel_error,
    read_choice,
    read_list,
    read_text,
    read_yes_no,
)
from matchmaker.issues import Place
from matchmaker.rulings import FIELDS
from matchmaker.text import DEFAULT, fold, recognise, words

SECTION = "column.participants"
OF_ORGANISATIONS: Mapping[str, Callable[[Organisation], str]] = {
    "organisation_type": lambda organisation: organisation.type,
    "cluster": lambda organisation: organisation.cluster,
    "country": lambda organisation: organisation.country,
}
"""What somebody has by their organisation, where their own cell is empty."""
TEXTS = tuple(key for key in FIELDS if key not in {"sme", "languages", "attendance"})
"""The fields in which people write words of their own."""
YES_NO = "value.yes_no"


@dataclass(frozen=True)
class Attribute:
    """A column, and what everyone has there.

    Parameters
    ----------
    key : str
        Its name in the event: that of a field, or the heading of a label.
    heading : str
        As the organiser wrote it.
    values : mapping of str to tuple of str
        What each has, by id; nothing of those whose cell is empty.
    meant : callable
        From a value as somebody writes it to the values that are meant; a fault if there is none.
    shown : callable
        From a value to how people write it.
    """

    key: str
    heading: str
    values: Mapping[str, tuple[str, ...]]
    meant: Callable[[str], tuple[str, ...] | CellFault]
    shown: Callable[[str], str] = str

    @property
    def is_label(self) -> bool:
        """Whether it is a column that we know nothing of."""
        return self.key not in FIELDS

    def having(self, written: str) -> frozenset[str] | CellFault:
        """Give the ids of those who have a value."""
        meant = self.meant(written)
        if isinstance(meant, CellFault):
            return meant
        people = (self._people.get(key_of(value), frozenset()) for value in meant)
        return frozenset[str]().union(*people)

    @cached_property
    def _people(self) -> Mapping[str, frozenset[str]]:
        people: dict[str, set[str]] = {}
        for person, values in self.values.items():
            for value in values:
                people.setdefault(key_of(value), set()).add(person)
        return {value: frozenset(ids) for value, ids in people.items()}

    @cached_property
    def suggestions(self) -> Suggestions:
        """What stands in the column."""
        known = dict.fromkeys(value for values in self.values.values() for value in values)
        return Suggestions((self.shown(value), self.shown(value)) for value in known)


class Attributes:
    """Everything that somebody can be named by.

    Parameters
    ----------
    people : sequence of Participant
        Everyone.
    organisations : Organisations
        Theirs.
    rows : mapping of str to Row
        The row of each by id; where there are none, only what the people have themselves counts.
    """

    def __init__(
        self,
        people: Sequence[Participant],
        organisations: Organisations,
        rows: Mapping[str, Row] | None = None,
    ) -> None:
        self._people, self._organisations, self._rows = people, organisations, rows or {}
        self._named: dict[str, Attribute] = {}
        self._read: set[str] = set()

    @property
    def _sheet(self) -> Sheet | None:
        return next((row.sheet for row in self._rows.values()), None)

    def called(self, heading: str) -> Attribute | CellFault:
        """Find a column by its heading."""
        key = self._key_of(heading)
        if key in FIELDS:
            return self._field(key)
        label = self._labels.get(key_of(heading))
        return label or unknown("unknown_heading", heading, self._headings)

    def _key_of(self, heading: str) -> str:
        known = self._sheet.key_of(heading) if self._sheet else None
        return known or recognise(SECTION, heading) or recognise("comparable", heading) or ""

    def with_value(self, written: str) -> dict[str, frozenset[str]]:
        """Give those who have a value, by each column in which anybody has it."""
        known = (self._field(key) for key in FIELDS if key != "sme")
        others = (label for label in self._labels.values() if self._is_unknown(label.heading))
        found = {each.heading: each.having(written) for each in (*known, *others)}
        return {
            heading: people
            for heading, people in found.items()
            if people and not isinstance(people, CellFault)
        }

    def _is_unknown(self, heading: str) -> bool:
        return self._sheet is None or self._sheet.key_of(heading) is None

    def words(self) -> Iterator[tuple[str, str]]:
        """List what stands in our columns, each with what to write for it."""
        for field in map(self._field, TEXTS):
            for value in dict.fromkeys(v for own in field.values.values() for v in own):
                yield field.shown(value), field.shown(value)

    def inflected(self, written: str) -> str | None:
        """Tell the only word of our columns that is almost written so: `Referenten`, `Referent`."""
        word = fold(written)
        near = {fold(known): known for known, _ in self.words() if is_inflected(word, fold(known))}
        return next(iter(near.values())) if len(near) == 1 else None

    def name(self, attribute: Attribute, findings: Findings) -> None:
        """Keep what stands in a column: from now on it is read."""
        if attribute.key in self._named:
            return
        self._named[attribute.key] = attribute
        if attribute.is_label:
            self.read(attribute.heading, findings)

    def read(self, heading: str, findings: Findings) -> None:
        """Say what is wrong in a column, now that it is read although it has no name of ours."""
        sheet, number = self._sheet, self._numbers.get(key_of(heading))
        if sheet is None or number is None or sheet.key_of(heading):
            return
        findings.withdraw("unknown_column", self._place(sheet.header.row, number, sheet))
        for row in self._rows.values() if heading not in self._read else ():
            cell = _cell(row, number)
            if isinstance(cell, Formula):
                findings.error("formula_without_value", self._place(row.number, number, sheet))
            elif is_excel_error(cell):
                findings.error("excel_error", self._place(row.number, number, sheet))
        self._read.add(heading)

    def _place(self, row: int, number: int, sheet: Sheet) -> Place:
        return Place(sheet.file, sheet.title, row, get_column_letter(number + 1))

    def with_named(self, people: Iterable[Participant]) -> tuple[Participant, ...]:
        """Give everyone what they have in the columns that were named."""
        return tuple(map(self._with_named, people))

    def _with_named(self, person: Participant) -> Participant:
        labels, inherited = [], dict[str, Any]()
        for key, attribute in self._named.items():
            values = attribute.values.get(person.id, ())
            if attribute.is_label and values:
                labels.append((key, values))
            elif key in OF_ORGANISATIONS and values:
                inherited[key] = values[0]
        return replace(person, labels=tuple(sorted(labels)), **inherited)

    def _field(self, key: str) -> Attribute:
        if key not in self._fields:
            values = {person.id: self._values(person, key) for person in self._people}
            filled = {person: own for person, own in values.items() if own}
            shown = self._country if key == "country" else str
            heading, meant = self._heading(key), self._meaning(key)
            self._fields[key] = Attribute(key, heading, filled, meant, shown)
        return self._fields[key]

    def _country(self, code: str) -> str:
        return country_in(code, self._language)

    @cached_property
    def _fields(self) -> dict[str, Attribute]:
        return {}

    def _values(self, person: Participant, key: str) -> tuple[str, ...]:
        own = tuple(filter(None, FIELDS[key](person)))
        if own or key not in OF_ORGANISATIONS:
            return own
        known = (self._listed[name] for name in person.organisations if name in self._listed)
        return tuple(filter(None, map(OF_ORGANISATIONS[key], known)))[:1]

    @cached_property
    def _listed(self) -> Mapping[str, Organisation]:
        return {organisation.name: organisation for organisation in self._organisations.all}

    def _heading(self, key: str) -> str:
        sheet = self._sheet
        return heading_of(sheet, key) if sheet else words(DEFAULT)(f"{SECTION}.{key}")

    def _meaning(self, key: str) -> Callable[[str], tuple[str, ...] | CellFault]:
        readers: Mapping[str, Callable[[str], tuple[str, ...] | CellFault]] = {
            "organisation": self._organisations.names_of,
            "languages": read_languages,
            "country": _countries,
            "attendance": _attendance,
            "sme": lambda written: _yes_or_no(written, self._language),
        }
        return readers.get(key, lambda written: (written,))

    @property
    def _language(self) -> str:
        return self._sheet.language if self._sheet else DEFAULT

    @cached_property
    def _labels(self) -> Mapping[str, Attribute]:
        """Every column of the sheet as it stands there, or else what the people have."""
        if self._sheet is None:
            return {key_of(label.heading): label for label in self._labels_of_people()}
        sheet = self._sheet
        labels = (self._label(number, sheet) for number in self._numbers.values())
        return {key_of(label.heading): label for label in labels}

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        """Where each heading stands; of two alike, the first."""
        numbers: dict[str, int] = {}
        for number, cell in enumerate(self._sheet.header.cells if self._sheet else ()):
            if not is_blank(cell):
                numbers.setdefault(key_of(read_text(cell)), number)
        return numbers

    def _label(self, number: int, sheet: Sheet) -> Attribute:
        heading = read_text(sheet.header.cells[number])
        cells = {person: _cell(row, number) for person, row in self._rows.items()}
        return _label(heading, {person: _texts(cell) for person, cell in cells.items()})

    def _labels_of_people(self) -> Iterable[Attribute]:
        headings = dict.fromkeys(name for person in self._people for name, _ in person.labels)
        for heading in headings:
            yield _label(heading, {p.id: dict(p.labels).get(heading, ()) for p in self._people})

    @cached_property
    def _headings(self) -> Suggestions:
        known = [self._heading(key) for key in FIELDS]
        others = [label.heading for label in self._labels.values()]
        return Suggestions((heading, heading) for heading in dict.fromkeys([*known, *others]))


def _label(heading: str, values: Mapping[str, tuple[str, ...]]) -> Attribute:
    """Make an attribute of texts; where all of them say yes or no, in whatever way, that."""
    texts = {text for own in values.values() for text in own}
    known = {text: recognise(YES_NO, text) for text in texts}
    if texts and all(known.values()):
        values = {person: tuple(known[t] or t for t in own) for person, own in values.items()}
        return Attribute(heading, heading, _filled(values), _answer)
    return Attribute(heading, heading, _filled(values), lambda written: (written,))


def _filled(values: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {person: own for person, own in values.items() if own}


def _cell(row: Row, number: int) -> object:
    cells = row.line.cells
    return cells[number] if number < len(cells) else None


def _texts(cell: object) -> tuple[str, ...]:
    if is_blank(cell) or isinstance(cell, Formula) or is_excel_error(cell):
        return ()
    return read_list(cell)


def _countries(written: str) -> tuple[str, ...]:
    return (code_of(written) or written,)


def _attendance(written: str) -> tuple[str, ...] | CellFault:
    value = read_choice("attendance", written)
    return value if isinstance(value, CellFault) else (value,)


def _yes_or_no(written: str, language: str) -> tuple[str, ...] | CellFault:
    answer = read_yes_no(written)
    if isinstance(answer, CellFault):
        choices = ", ".join(words(language)(f"{YES_NO}.{key}") for key in ("yes", "no"))
        return CellFault(answer.code, {**answer.parameters, "choices": choices})
    return ("yes",) if answer else ("no",)


def _answer(written: str) -> tuple[str, ...]:
    return (recognise(YES_NO, written) or written,)
