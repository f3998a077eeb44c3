"""Random events in rows, with groups, meeting rules and earlier events, and what was meant by them.

Nothing here knows how the package reads a sheet: a group is a question about a row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

import pandas as pd

import matchmaker
from benchmarks.histories import happens

Person = Mapping[str, str]
Question = Callable[[Person], bool]
Rows = list[dict[str, str]]

HUMANS = 16
"""How many there are who may come to an event."""
COUNTRIES = {
    "DE": ("Germany", "Deutschland", "DE"),
    "FR": ("France", "Frankreich"),
    "PL": ("Polen",),
}
"""How each country is written."""
CLUSTERS = ("Silicon Elbe", "Azur", "Mazowsze")
FIELDS = ("Photonics", "Chips", "Biology", "Software")
LEVELS = {"must": 8, "high": 4, "normal": 2, "low": 1}
MET = ("met before", "not met before")
KNOWN_TO_US = ("code", "met")
"""What the judge knows of somebody, and no sheet says."""


@dataclass(frozen=True)
class Group:
    """Some people, as a cell names them, and as somebody would tell who they are."""

    written: str
    holds: Question


EVERYONE = Group("everyone", lambda _person: True)


@dataclass(frozen=True)
class Told:
    """A rule as it was written, and as it was meant."""

    who: Group
    verb: str
    number: int | None
    partners: Group
    condition: str
    compared: str
    is_same: bool

    def row(self) -> dict[str, object]:
        """Write it into the sheet."""
        return {
            "Who": self.who.written,
            "Rule": self.verb,
            "Number": self.number,
            "With": self.partners.written,
            "Condition": self.condition,
        }

    def counts(self, one: Person, other: Person) -> bool:
        """Whether it speaks of one meeting the other."""
        return self.who.holds(one) and self.partners.holds(other) and self._compares(one, other)

    def speaks_of(self, one: Person, other: Person) -> bool:
        """Whether it speaks of two, either way round."""
        return self.counts(one, other) or self.counts(other, one)

    @property
    def asks_who_met(self) -> bool:
        """Whether it matters to it who met before."""
        return self.condition in MET

    def _compares(self, one: Person, other: Person) -> bool:
        if not self.condition:
            return True
        if self.asks_who_met:
            return (other["ID"] in one["met"].split(";")) is self.is_same
        mine, theirs = (values(person, self.compared) for person in (one, other))
        return bool(mine and theirs) and bool(mine & theirs) is self.is_same


def values(person: Person, column: str) -> set[str]:
    """What somebody has in a column; a list is several."""
    written = person["code"] if column == "Country" else person[column]
    return {word.strip().lower() for word in written.split(";")} - {""}


@dataclass(frozen=True)
class Memory:
    """What is known of the people of an event from one before.

    Parameters
    ----------
    folder : str
        That of its plans, or several; empty: there are none.
    rows : tuple
        Who met, where that stands in a sheet.
    pairs : frozenset
        Who met, wherever that is known from.
    served : mapping
        How many wishes of each were met, of how many that could be.
    """

    folder: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    pairs: frozenset[frozenset[str]] = frozenset()
    served: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def __add__(self, other: "Memory") -> "Memory":
        served = dict(self.served)
        for person, (met, possible) in other.served.items():
            before = served.get(person, (0, 0))
            served[person] = (before[0] + met, before[1] + possible)
        return Memory(
            folder="; ".join(filter(None, (self.folder, other.folder))),
            rows=(*self.rows, *other.rows),
            pairs=self.pairs | other.pairs,
            served=served,
        )


@dataclass(frozen=True)
class Fair:
    """A random event in rows."""

    people: Rows
    wishes: tuple[tuple[str, str, str], ...]
    rules: tuple[Told, ...]
    slots: int
    tables: int
    most: int | None
    least: int = 1
    memory: Memory = Memory()
    makes_up: bool = False

    @property
    def person(self) -> Mapping[str, Person]:
        """Everyone by ID."""
        return {person["ID"]: person for person in self.people}

    def read(self, rules: Sequence[Told], name: str = "fair") -> matchmaker.ReadEvent:
        """Let the package read it, with some of its rules."""
        columns = [column for column in self.people[0] if column not in KNOWN_TO_US]
        end = f"{9 + self.slots // 2:02d}:{30 * (self.slots % 2):02d}"
        day = {"Date": "2027-06-16", "From": "09:00", "To": end, "Kind": "meetings"}
        met = pd.DataFrame(self.memory.rows, columns=["A", "B"])
        return matchmaker.event(
            participants=pd.DataFrame(self.people)[columns],
            interests=pd.DataFrame(self.wishes, columns=["From", "To", "Level"]),
            timetable=pd.DataFrame([day]),
            tables=pd.DataFrame({"Table": [f"T{n}" for n in range(1, self.tables + 1)]}),
            settings={"Name": name, "Event ID": name, "Meeting length": 30} | self._settings(),
            meeting_rules=pd.DataFrame([rule.row() for rule in rules]) if rules else None,
            met_before=met if self.memory.rows else None,
        )

    def _settings(self) -> dict[str, object]:
        settings = {
            "Max meetings": self.most,
            "Min meetings": self.least,
            "Earlier events": self.memory.folder,
            "Make up for": "yes" if self.makes_up else "",
        }
        return {setting: value for setting, value in settings.items() if value not in (None, "")}


def make_people(random: Random) -> Rows:
    """Invent 6 to 12 people; the same human being has another ID at each event."""
    humans = random.sample(range(HUMANS), random.randint(6, 12))
    return [make_person(random, number, human) for number, human in enumerate(humans)]


def make_fair(random: Random, people: Rows, memory: Memory) -> Fair:
    """Invent wishes, and up to five rules."""
    known = [row | {"met": ";".join(sorted(met_by(row["ID"], memory)))} for row in people]
    wishes = []
    for pair in random.sample(list(combinations(known, 2)), random.randint(2, 2 * len(known))):
        one, other = random.sample(pair, 2)
        wishes.append((one["ID"], other["ID"], random.choice(list(LEVELS))))
        if happens(random, 0.3):
            wishes.append((other["ID"], one["ID"], random.choice(list(LEVELS))))
    return Fair(
        people=known,
        wishes=tuple(wishes),
        rules=tuple(make_rule(random, known) for _ in range(random.randint(0, 5))),
        slots=random.randint(2, 5),
        tables=random.randint(1, 4),
        most=random.choice((None, None, None, 1, 2)),
        least=random.choice((0, 1, 1, 2)),
        memory=memory,
        makes_up=bool(memory.folder) and happens(random, 0.7),
    )


def met_by(person: str, memory: Memory) -> set[str]:
    """Tell whom somebody met before."""
    return {other for pair in memory.pairs if person in pair for other in pair} - {person}


def make_person(random: Random, number: int, human: int) -> dict[str, str]:
    """Invent somebody; some cells are empty."""
    code = random.choice([*COUNTRIES, ""])
    return {
        "ID": f"P{number:02d}",
        "First name": "Anna",
        "Last name": f"Nummer {human}",
        "E-mail": f"p{human}@example.org",
        "Organisation": f"Firm {human}",
        "Country": random.choice(COUNTRIES[code]) if code else "",
        "Cluster": random.choice((*CLUSTERS, "")),
        "Delegation": random.choice(("Mission", "", "")),
        "SME": random.choice(("yes", "no", "")),
        "Areas of activity": "; ".join(random.sample(FIELDS, random.randint(0, 2))),
        "Stall": random.choice(("red", "blue", "")),
        "code": code,
        "met": "",
    }


def make_group(random: Random, people: Rows) -> Group:
    """Name some people in one of the ways a cell may; nobody is none."""
    kind = random.choice(("all", "id", "cluster", "delegation", "stall", "country", "both", "not"))
    match kind:
        case "all":
            return Group(random.choice(("everyone", "")), lambda _person: True)
        case "id":
            chosen = {person["ID"] for person in random.sample(people, 2)}
            return Group("; ".join(sorted(chosen)), lambda person: person["ID"] in chosen)
        case "both" | "not":
            one, other = (a_column(random, people) for _ in range(2))
            if kind == "not":
                return Group(f"not {one.written}", lambda person: not one.holds(person))
            both = f"{one.written} + {other.written}"
            return Group(both, lambda person: one.holds(person) and other.holds(person))
    return a_column(random, people)


def a_column(random: Random, people: Rows) -> Group:
    """Name those with a value in a column."""
    column = random.choice(("Cluster", "Delegation", "Stall", "Country", "SME"))
    known = sorted({person[column] for person in people} - {""})
    if not known:
        return Group("everyone", lambda _person: True)
    value = random.choice(known)
    if column == "Country":
        code = next(code for code, names in COUNTRIES.items() if value in names)
        return Group(f"Country: {value}", lambda person: person["code"] == code)
    return Group(f"{column}: {value}", lambda person: person[column] == value)


def make_rule(random: Random, people: Rows) -> Told:
    """Draw a rule."""
    verb = random.choice(("only", "never", "prefer", "at least", "at most"))
    numbers = {"prefer": (1, 2, 5, -1, -3), "at least": (1, 2), "at most": (1, 2)}
    compared = random.choice(("Country", "Cluster", "Areas of activity", "Stall"))
    is_same = random.choice((True, False))
    condition = f"{'same' if is_same else 'other'} {compared}"
    if sum(bool(person[compared]) for person in people) < 2 or happens(random, 0.5):  # noqa: PLR2004
        condition = ""
    if any(person["met"] for person in people) and happens(random, 0.2):
        condition = MET[0] if is_same else MET[1]
    who = make_group(random, people)
    if not who.written:
        who = Group("everyone", who.holds)
    return Told(
        who=who,
        verb=verb,
        number=random.choice(numbers[verb]) if verb in numbers else None,
        partners=make_group(random, people),
        condition=condition,
        compared=compared,
        is_same=is_same,
    )
