"""Make two events of a series: a mission of two delegations, and the next one half a year later.

Writes `mission.xlsx` and `next.xlsx` beside this script, and the same in German: `reise.xlsx`,
`naechste.xlsx`.

Notes
-----
The rows stand here once, in English; `COLUMNS` and `WORDS` turn them into German. At the next event
half of the guests and of the hosts are new, and everyone has another ID. Everyone is invented.
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import LANGUAGES, Columns, Row, write_in

FOLDER = Path(__file__).parent
FIRST, SECOND = date(2027, 10, 12), date(2028, 4, 11)
HOSTS, GUESTS = 8, 4
"""How many exhibitors there are, and how many people in each delegation."""
WISHES = (("Exhibitor", 5), ("Guest", 2))
"""How many of each a guest wishes; an exhibitor wishes as many guests as exhibitors."""

# fmt: off
COLUMNS: Columns = {
    ("Event", "Veranstaltung"): (("Setting", "Einstellung"), ("Value", "Wert")),
    ("Timetable", "Zeitplan"): (
        ("Date", "Datum"), ("From", "Von"), ("To", "Bis"), ("Kind", "Art"),
        ("Label", "Bezeichnung"), ("Who", "Wer"),
    ),
    ("Tables", "Tische"): (
        ("Table", "Tisch"), ("Area", "Bereich"), ("Reserved for", "Reserviert für"),
    ),
    ("Participants", "Teilnehmer"): (
        ("ID", "ID"), ("First name", "Vorname"), ("Last name", "Nachname"), ("E-mail", "E-Mail"),
        ("Organisation", "Organisation"), ("Participation type", "Teilnahmeart"),
        ("Delegation", "Delegation"), ("Country", "Land"), ("SME", "KMU"),
        ("Languages", "Sprachen"),
    ),
    ("Interests", "Wünsche"): (("From", "Von"), ("To", "An"), ("Level", "Stufe")),
    ("Meeting rules", "Treffregeln"): (
        ("Who", "Wer"), ("Rule", "Regel"), ("Number", "Anzahl"), ("With", "Mit"),
        ("Condition", "Bedingung"), ("Reason", "Grund"),
    ),
}
WORDS = {
    "Name": "Name", "Event ID": "Event-ID", "Meeting length": "Dauer eines Treffens",
    "Changeover": "Wechselzeit", "Max meetings": "Max. Treffen", "Language": "Sprache",
    "Earlier events": "Frühere Veranstaltungen", "en": "de",
    "meetings": "Treffen", "break": "Pause", "programme": "Programm",
    "Early round": "Frühe Runde", "Morning": "Vormittag", "Lunch": "Mittagspause",
    "Afternoon": "Nachmittag", "Clean room tour": "Reinraum-Führung", "Hall": "Halle",
    "Delegation: Vilnius; Exhibitor": "Delegation: Vilnius; Aussteller",
    "Guest": "Gast", "Exhibitor": "Aussteller", "everyone": "alle",
    "never": "nie", "at least": "mindestens", "at most": "höchstens",
    "same Delegation": "gleiche Delegation", "they know each other": "die kennen sich schon",
    "that is why they travel": "dafür reisen sie an", "high": "hoch", "normal": "normal",
    "Lithuania": "Litauen", "France": "Frankreich", "Germany": "Deutschland",
    "yes": "ja", "no": "nein",
    "Mission to the Elbe, autumn 2027": "Reise an die Elbe, Herbst 2027",
    "Mission to the Elbe, spring 2028": "Reise an die Elbe, Frühjahr 2028",
    "mission-plans": "reise-plans",
}
TIMES: tuple[Row, ...] = (
    (time(9), time(9, 50), "meetings", "Early round", "Delegation: Vilnius; Exhibitor"),
    (time(10), time(12, 5), "meetings", "Morning"),
    (time(10), time(10, 50), "programme", "Clean room tour", "Delegation: Pôle Azur"),
    (time(12, 5), time(13), "break", "Lunch"),
    (time(13), time(15, 5), "meetings", "Afternoon"),
)
TABLES: tuple[Row, ...] = (
    *((f"T{number}", "Hall") for number in range(1, 6)),
    ("T6", "Foyer", "Delegation: Vilnius"),
)
RULES: tuple[Row, ...] = (
    ("everyone", "never", None, "everyone", "same Delegation", "they know each other"),
    ("Guest", "at least", 3, "Exhibitor", None, "that is why they travel"),
    ("Guest", "at most", 1, "Guest"),
)
NAMES: Mapping[str, tuple[str, ...]] = {
    "Vilnius": (
        "Ieva Sabaliauskė", "Tomas Kairys", "Rūta Žukaitė", "Jonas Petraitis",
        "Austėja Balsytė", "Mantas Girdenis",
    ),
    "Pôle Azur": (
        "Claire Fontanel", "Hugo Marchetti", "Inès Brunel", "Louis Castagne",
        "Maëlle Sorbier", "Théo Vauclair",
    ),
    "": (
        "Änne Müller-Klein", "Jörg Weißbach", "Katrin Größel", "Ole Petersen", "Mina Yıldız",
        "Uwe Zschoche", "Lena Hofstädt", "Pavel Krause", "Sorin Albrecht", "Tina Übelhör",
        "Nora Fährmann", "Emil Quandt",
    ),
}
LANDS = {"Vilnius": ("Lithuania", "lt"), "Pôle Azur": ("France", "fr"), "": ("Germany", "de")}
# fmt: on


def main() -> None:
    """Write both events in both languages."""
    for second, names in enumerate(
        (("mission.xlsx", "reise.xlsx"), ("next.xlsx", "naechste.xlsx"))
    ):
        for language, name in zip(LANGUAGES, names, strict=True):
            write_in(language, FOLDER / name, COLUMNS, event(is_second=bool(second)), WORDS)


def event(*, is_second: bool) -> Mapping[str, list[Row]]:
    """List the rows of an event in English, by sheet."""
    people = list(_people(is_second=is_second))
    day = SECOND if is_second else FIRST
    return {
        "Event": list(_settings(is_second=is_second)),
        "Timetable": [(day, *row) for row in TIMES],
        "Tables": list(TABLES),
        "Participants": people,
        "Interests": list(_interests(people, Random(7 + is_second))),
        "Meeting rules": list(RULES),
    }


def _settings(*, is_second: bool) -> Iterator[Row]:
    season, name = ("spring 2028", "next") if is_second else ("autumn 2027", "mission")
    yield "Name", f"Mission to the Elbe, {season}"
    yield "Event ID", f"elbe-{name}"
    yield "Language", "en"
    yield "Meeting length", 20
    yield "Changeover", 5
    yield "Max meetings", 6
    if is_second:
        yield "Earlier events", "mission-plans"


def _people(*, is_second: bool) -> Iterator[Row]:
    """List everyone; at the second event half are new, in another order."""
    number = 0
    for delegation, names in NAMES.items():
        count = GUESTS if delegation else HOSTS
        present = names[count // 2 :][:count][::-1] if is_second else names[:count]
        for name in present:
            number += 1
            yield _person(f"{'R' if is_second else 'M'}{number:02d}", name, delegation)


def _person(identifier: str, name: str, delegation: str) -> Row:
    first, last = name.split()
    place = [*NAMES[delegation]].index(name)
    country, language = LANDS[delegation]
    house = f"{last} {'Mikrotechnik' if not delegation else 'Tech'}"
    return (
        *(identifier, first, last, f"{language}{place:02d}@delegates.example", house),
        *("Guest" if delegation else "Exhibitor", delegation or None, country),
        *("yes" if place % 3 else "no", f"{language}; en"),
    )


def _interests(people: list[Row], random: Random) -> Iterator[Row]:
    for person in people:
        for kind, count in WISHES if person[5] == "Guest" else (("Guest", 5),):
            others = [other for other in people if other[5] == kind and other is not person]
            for rank, other in enumerate(random.sample(others, count)):
                yield person[0], other[0], "high" if rank == 0 else "normal"


if __name__ == "__main__":
    main()
