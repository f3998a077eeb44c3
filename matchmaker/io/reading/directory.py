"""Who is meant: participants by id, e-mail or name, organisations by any of their names."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Participant, Status
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.suggestions import Suggestions, unknown
from matchmaker.io.reading.values import bare_address
from matchmaker.names import shown_id
from matchmaker.text import fold

SEPARATOR = re.compile(r"\s*[,(\[|/–—]\s*|\s+[-@]\s+")
"""What stands between a name and an organisation."""
LEAST_LETTERS, TWO, MOST_CANDIDATES = 4, 2, 20
"""A word with fewer letters names nobody; a single candidate is found as the nearest."""
TITLES = re.compile(
    r"^(?:(?:dr|prof|dipl|ing|mag|med|rer|nat|phil|h\. ?c|herrn?|frau|mrs?|ms|mx|sir)\b[. -]*)+",
    re.IGNORECASE,
)
"""What stands before a name: `Prof. Dr.-Ing. Anna Müller`."""
LISTED = re.compile(r"(?:(?:\d{1,2}[.)]|[-–—•*·])\s+)+(?P<name>\S.*)")
"""A name in a list with numbers or bullets: `1. Beta AG`, `- P017`."""


@dataclass(frozen=True)
class Meant:
    """Who is meant: a participant by id, or an organisation by name."""

    name: str
    is_organisation: bool = False


@dataclass(frozen=True)
class Directory:
    """Everybody who can be meant, those who cancelled included.

    Of two rows with the same id both can be meant, so that not everything about the second is
    wrong as well.
    """

    participants: tuple[Participant, ...]
    organisations: Organisations

    def person(self, written: str) -> str | CellFault:
        """Find a participant by id, e-mail or name."""
        people = self.people_called(written)
        if len(people) == 1:
            return people[0]
        return (
            self._ambiguous(written, people or self._of_surname(written))
            or self._candidates(written, self.names())
            or unknown("unknown_person", written, self._people)
        )

    def anyone(self, written: str, unknown_code: str = "unknown_person") -> Meant | CellFault:
        """Find a participant, or else an organisation by its name."""
        found = self.whom(written)
        if isinstance(found, Meant):
            return found
        return (
            self._ambiguous(written, found or self._of_surname(written))
            or self._candidates(written, self._names_of_everyone(), unknown_code)
            or unknown(
                unknown_code, written, self._everyone, others=self.organisations.perhaps(written)
            )
        )

    def whom(self, written: str) -> Meant | tuple[str, ...]:
        """Find a participant, or else an organisation; else the ids of all who may be meant."""
        people = self.people_called(written)
        organisation = self.organisations.name_of(written)
        if len(people) == 1:
            return Meant(people[0])
        if organisation and not people:
            return Meant(organisation, is_organisation=True)
        listed = LISTED.fullmatch(written)
        return self.whom(listed["name"]) if listed and not people else people

    def label(self, person: str) -> str:
        """Show a participant: `P017 Anna Müller`."""
        return f"{person} {self._participant[person].name}".strip()

    def takes_part(self, person: str) -> bool:
        """Whether somebody neither cancelled nor is absent."""
        return self._participant[person].status is Status.REGISTERED

    def people_called(self, written: str) -> tuple[str, ...]:
        """Find everyone of an id, an e-mail address or a name."""
        word = bare_address(written).casefold()
        return (
            self._ids.get(word)
            or self._emails.get(word)
            or self._numbers.get(word.lstrip("0"), ())
            or self._names.get(word)
            or self._labels.get(fold(word), ())
            or self._names.get(TITLES.sub("", word), ())
            or self._with_organisation(word)
        )

    def _with_organisation(self, word: str) -> tuple[str, ...]:
        """Find those with an organisation beside a name or e-mail: `Anna Müller (Elbblick)`."""
        for mark in SEPARATOR.finditer(word):
            sides = (word[: mark.start()], word[mark.end() :].rstrip(" )]"))
            found = self._of(*sides) or self._of(*reversed(sides))
            if found:
                return found
        return ()

    def _of(self, called: str, organisation: str) -> tuple[str, ...]:
        """Find those of a name or an e-mail who are with an organisation."""
        names = set(self.organisations.names_of(organisation))
        people = self._names.get(called) or self._emails.get(called, ())
        with_it = (p for p in people if not names.isdisjoint(self._participant[p].organisations))
        return tuple(with_it)

    def _ambiguous(self, written: str, people: tuple[str, ...]) -> CellFault | None:
        labels = "; ".join(self.label(person) for person in people)
        parameters = {"value": written, "people": labels}
        return CellFault("ambiguous_person", parameters) if people else None

    def _of_surname(self, written: str) -> tuple[str, ...]:
        """Find those of a surname, where there are several; of one alone it is not certain."""
        people = self._surnames.get(fold(written), ())
        return people if len(people) > 1 else ()

    def _candidates(
        self, written: str, names: Iterable[tuple[str, str]], code: str = "unknown_person"
    ) -> CellFault | None:
        """Offer everybody whose name has what is written in it, word for word."""
        parts = {fold(part) for part in written.split()} - {""}
        if not parts or max(map(len, parts)) < LEAST_LETTERS:
            return None
        labels = {
            label: None for name, label in names if parts <= {fold(part) for part in name.split()}
        }
        if not TWO <= len(labels) <= MOST_CANDIDATES:
            return None
        return CellFault(code, {"value": written, "suggestions": "; ".join(labels)})

    @cached_property
    def _surnames(self) -> Mapping[str, tuple[str, ...]]:
        named: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self.participants:
            named[fold(person.last_name)][person.id] = None
        return {name: tuple(people) for name, people in named.items() if name}

    @cached_property
    def _participant(self) -> Mapping[str, Participant]:
        return {person.id: person for person in reversed(self.participants)}

    @cached_property
    def _ids(self) -> Mapping[str, tuple[str, ...]]:
        shown = {shown_id(person.id): (person.id,) for person in self.participants}
        own = {person.id.casefold(): (person.id,) for person in self.participants}
        return {key.casefold(): people for key, people in shown.items()} | own

    @cached_property
    def _numbers(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody by their id without the zeros in front, where it is a number."""
        numbers: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self.participants:
            if person.id.isdecimal():
                numbers[person.id.lstrip("0")][person.id] = None
        return {number: tuple(people) for number, people in numbers.items() if number}

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody by `first last` and `last, first`; by one name alone nobody."""
        names: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self.participants:
            if person.first_name and person.last_name:
                names[person.name.casefold()][person.id] = None
                last_first = f"{person.last_name}, {person.first_name}"
                names[last_first.casefold()][person.id] = None
        return {name: tuple(people) for name, people in names.items()}

    @cached_property
    def _labels(self) -> Mapping[str, tuple[str, ...]]:
        """Everybody by id and name together, as drop-downs and messages show them.

        Where only one of the two fits, it is not certain who is meant.
        """
        labelled: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self.participants:
            for label in (chosen(person), self.label(person.id)):
                labelled[fold(label)][person.id] = None
        return {label: tuple(people) for label, people in labelled.items()}

    @cached_property
    def _emails(self) -> Mapping[str, tuple[str, ...]]:
        return self._by(lambda person: person.email.casefold())

    def _by(self, key: Callable[[Participant], str]) -> Mapping[str, tuple[str, ...]]:
        groups: dict[str, dict[str, None]] = defaultdict(dict)
        for person in self.participants:
            groups[key(person)][person.id] = None
        return {word: tuple(people) for word, people in groups.items() if word}

    @cached_property
    def _people(self) -> Suggestions:
        return Suggestions(self.names())

    @cached_property
    def _everyone(self) -> Suggestions:
        return Suggestions(self._names_of_everyone())

    def names(self) -> Iterator[tuple[str, str]]:
        """List everyone by every name, and how they are shown."""
        for person in self.participants:
            label = self.label(person.id)
            last_first = f"{person.last_name} {person.first_name}"
            names = (person.id, person.name, last_first, person.last_name, person.email)
            for name in (*names, chosen(person)):
                if name:
                    yield name, label

    def _names_of_everyone(self) -> Iterator[tuple[str, str]]:
        yield from self.names()
        yield from self._names_of_organisations()

    def _names_of_organisations(self) -> Iterator[tuple[str, str]]:
        yield from self.organisations.names.items()


def chosen(person: Participant) -> str:
    """Show a participant as drop-downs do: `P017 Müller, Anna`."""
    name = ", ".join(filter(None, (person.last_name, person.first_name)))
    return " ".join(f"{person.id} {name}".split())


def is_inflected(one: str, other: str) -> bool:
    """Whether two words differ in their endings alone: one or many, men or women."""
    short, long = sorted((one, other), key=len)
    same = [a == b for a, b in zip(short, long, strict=False)]
    stem = [*same, False].index(False)
    return stem >= LEAST_LETTERS and len(short) - stem <= 1 and len(long) - stem <= LONGEST_ENDING


LONGEST_ENDING = 5
