"""Make visits between three clusters: each visitor goes to one host, and stays for a week.

Writes `visits.xlsx` beside this script, and the same in German: `besuche.xlsx`.

Notes
-----
One of the weeks goes over a weekend in which the clocks are changed. *Atelier Azur* has room for
two visitors at once, so it stands in two rows of one organisation. Everyone is invented.
"""

import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import LANGUAGES, Columns, Row, write_in

FOLDER = Path(__file__).parent
NAMES = ("visits.xlsx", "besuche.xlsx")
WISHES = 3
"""How many hosts each visitor wishes."""

# fmt: off
COLUMNS: Columns = {
    ("Event", "Veranstaltung"): (("Setting", "Einstellung"), ("Value", "Wert")),
    ("Timetable", "Zeitplan"): (
        ("Date", "Datum"), ("From", "Von"), ("To date", "Bis Datum"), ("To", "Bis"),
        ("Kind", "Art"), ("Label", "Bezeichnung"),
    ),
    ("Organisations", "Organisationen"): (
        ("Name", "Name"), ("Cluster", "Cluster"), ("Country", "Land"), ("Place", "Ort"),
    ),
    ("Participants", "Teilnehmer"): (
        ("ID", "ID"), ("First name", "Vorname"), ("Last name", "Nachname"), ("E-mail", "E-Mail"),
        ("Organisation", "Organisation"), ("Participation type", "Teilnahmeart"),
        ("Cluster", "Cluster"), ("Country", "Land"), ("Languages", "Sprachen"),
        ("Available", "Verfügbar"), ("Max meetings", "Max. Treffen"),
        ("Attendance", "Anwesenheit"),
    ),
    ("Interests", "Wünsche"): (("From", "Von"), ("To", "An"), ("Level", "Stufe")),
    ("Meeting rules", "Treffregeln"): (
        ("Who", "Wer"), ("Rule", "Regel"), ("Number", "Anzahl"), ("With", "Mit"),
        ("Condition", "Bedingung"), ("Reason", "Grund"),
    ),
}
WORDS = {
    "Language": "Sprache", "Organiser e-mail": "E-Mail des Veranstalters", "en": "de",
    "Visits between clusters, autumn 2027": "Besuche zwischen Clustern, Herbst 2027",
    "meetings": "Treffen", "Visitor": "Besucher", "Host": "Gastgeber", "everyone": "alle",
    "only": "nur", "never": "nie", "same Country": "gleiches Land",
    "that is what the visits are for": "dafür sind die Besuche da",
    "at own place": "am eigenen Ort", "high": "hoch", "normal": "normal",
    "Germany": "Deutschland", "France": "Frankreich", "Poland": "Polen",
    "First week": "Erste Woche", "Second week": "Zweite Woche", "Third week": "Dritte Woche",
    "Over the weekend": "Über das Wochenende",
}
WEEKS = (
    (date(2027, 9, 6), date(2027, 9, 10), "First week"),
    (date(2027, 9, 20), date(2027, 9, 24), "Second week"),
    (date(2027, 10, 11), date(2027, 10, 15), "Third week"),
    (date(2027, 10, 29), date(2027, 11, 2), "Over the weekend"),
)
CLUSTERS = {
    "Silicon Elbe": ("Germany", "de"), "Pôle Azur": ("France", "fr"),
    "Wisła Valley": ("Poland", "pl"),
}
HOSTS = (
    ("Jana Richter", "Elbe Lab", "Silicon Elbe", "Elbring 20, 01069 Dresden"),
    ("Malte Voss", "Sensorwerk Nord", "Silicon Elbe", "Hafenstraße 3, 01129 Dresden"),
    ("Inès Ortega", "Atelier Azur", "Pôle Azur", "4 quai du Port, 06300 Nice"),
    ("Paul Sorbier", "Atelier Azur", "Pôle Azur", "4 quai du Port, 06300 Nice"),
    ("Zofia Lis", "Wisła Robotics", "Wisła Valley", "ul. Portowa 12, 30-001 Kraków"),
)
VISITORS = (
    ("Wim Brandt", "Fine Optics", "Silicon Elbe"),
    ("Selma Kirsch", "Kirsch Data", "Silicon Elbe"),
    ("Anton Ruhe", "Ruhe Mikrosysteme", "Silicon Elbe"),
    ("Marie Fontanel", "Capteurs du Sud", "Pôle Azur"),
    ("Luc Brunel", "Brunel Robotique", "Pôle Azur"),
    ("Chloé Castagne", "Castagne Photonique", "Pôle Azur"),
    ("Adam Nowak", "Wisła Sensors", "Wisła Valley"),
    ("Ewa Wójcik", "Wójcik Automatyka", "Wisła Valley"),
    ("Piotr Żak", "Żak Software", "Wisła Valley"),
)
RULES = (
    ("Visitor", "only", None, "Host", None, "that is what the visits are for"),
    ("Host", "only", None, "Visitor", None, "that is what the visits are for"),
    ("everyone", "never", None, "everyone", "same Country"),
)
# fmt: on


def main() -> None:
    """Write the visits in both languages."""
    for language, name in zip(LANGUAGES, NAMES, strict=True):
        write_in(language, FOLDER / name, COLUMNS, event(language), WORDS)


def event(language: int) -> dict[str, list[Row]]:
    """List the rows in English, by sheet; ranges of dates as people of that language write them."""
    return {
        "Event": [
            ("Name", "Visits between clusters, autumn 2027"),
            ("Language", "en"),
            ("Organiser e-mail", "visits@elbe.example"),
        ],
        "Timetable": [
            (first, time(9), last, time(17), "meetings", label) for first, last, label in WEEKS
        ],
        "Organisations": list(_organisations()),
        "Participants": [*_hosts(), *_visitors(language)],
        "Interests": list(_interests(Random(11))),
        "Meeting rules": list(RULES),
    }


def _organisations() -> Iterator[Row]:
    for name, cluster, place in dict.fromkeys(host[1:] for host in HOSTS):
        yield name, cluster, CLUSTERS[cluster][0], place


def _hosts() -> Iterator[Row]:
    for number, (name, house, cluster, _) in enumerate(HOSTS, start=1):
        yield (*_person(f"H{number:02d}", name, house, "Host", cluster), None, None, "at own place")


def _visitors(language: int) -> Iterator[Row]:
    """List the visitors: each can leave in two of the weeks, and makes one visit."""
    for place, (name, house, cluster) in enumerate(VISITORS):
        weeks = (WEEKS[place % 4], WEEKS[(place + 1) % 4])
        there = "; ".join(_days(first, last, language) for first, last, _ in sorted(weeks))
        yield (*_person(f"V{place + 1:02d}", name, house, "Visitor", cluster), there, 1)


def _days(first: date, last: date, language: int) -> str:
    form = ("%Y-%m-%d", "%d.%m.%Y")[language]
    return f"{first:{form}} – {last:{form}}"


def _person(identifier: str, name: str, house: str, kind: str, cluster: str) -> Row:
    first, last = name.split()
    country, language = CLUSTERS[cluster]
    email = f"{identifier.lower()}@visits.example"
    return identifier, first, last, email, house, kind, cluster, country, f"{language}; en"


def _interests(random: Random) -> Iterator[Row]:
    """List the wishes: each visitor for hosts of other clusters, the first one high."""
    for number, (_, _, cluster) in enumerate(VISITORS, start=1):
        houses = dict.fromkeys(host[1] for host in HOSTS if host[2] != cluster)
        for rank, house in enumerate(random.sample([*houses], min(WISHES, len(houses)))):
            yield f"V{number:02d}", house, "high" if rank == 0 else "normal"


if __name__ == "__main__":
    main()
