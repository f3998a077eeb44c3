"""Make an afternoon on which two clusters meet: half wish nobody, but all say what they do.

Writes `meeting.xlsx` beside this script, and the same in German: `treffen.xlsx`.

Notes
-----
What people write of themselves is in English or German, as at every event, and the same in both
files; *Terms* says which of these words mean the same. Everyone is invented.
"""

import sys
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import LANGUAGES, Columns, Row, write_in

FOLDER = Path(__file__).parent
NAMES = ("meeting.xlsx", "treffen.xlsx")
DAY = date(2027, 7, 14)
WISHES = 4
"""How many people of the other cluster somebody wishes; every second one wishes nobody."""

# fmt: off
COLUMNS: Columns = {
    ("Event", "Veranstaltung"): (("Setting", "Einstellung"), ("Value", "Wert")),
    ("Timetable", "Zeitplan"): (
        ("Date", "Datum"), ("From", "Von"), ("To", "Bis"), ("Kind", "Art"),
        ("Label", "Bezeichnung"),
    ),
    ("Tables", "Tische"): (("Table", "Tisch"),),
    ("Participants", "Teilnehmer"): (
        ("ID", "ID"), ("First name", "Vorname"), ("Last name", "Nachname"), ("E-mail", "E-Mail"),
        ("Organisation", "Organisation"), ("Cluster", "Cluster"), ("Country", "Land"),
        ("Languages", "Sprachen"), ("Offers", "Bietet"), ("Seeks", "Sucht"),
    ),
    ("Interests", "Wünsche"): (("From", "Von"), ("To", "An"), ("Level", "Stufe")),
    ("Meeting rules", "Treffregeln"): (
        ("Who", "Wer"), ("Rule", "Regel"), ("Number", "Anzahl"), ("With", "Mit"),
        ("Condition", "Bedingung"), ("Reason", "Grund"),
    ),
    ("Terms", "Begriffe"): (("Terms", "Begriffe"),),
}
WORDS = {
    "Language": "Sprache", "en": "de", "Meeting length": "Dauer eines Treffens",
    "Max meetings": "Max. Treffen", "Organiser e-mail": "E-Mail des Veranstalters",
    "ICT meets bio 2027": "IKT trifft Bio 2027", "meetings": "Treffen", "break": "Pause",
    "Coffee": "Kaffee", "everyone": "alle", "only": "nur", "other Cluster": "anderes Cluster",
    "high": "hoch", "normal": "normal", "Germany": "Deutschland",
    "nobody comes to meet their own cluster": "niemand kommt, um den eigenen Cluster zu treffen",
}
TIMES: tuple[Row, ...] = (
    (time(13), time(14, 40), "meetings"),
    (time(14, 40), time(15), "break", "Coffee"),
    (time(15), time(16, 40), "meetings"),
)
TERMS = (
    "image analysis; Bildauswertung; Mikroskopie-KI",
    "cell culture; Zellkultur; Zellzucht",
    "laboratory automation; Laborautomatisierung; Pipettierroboter",
)
ICT: tuple[tuple[str, str, str], ...] = (
    ("Vera Lohse", "Bildauswertung mit KI", "Mikroskopie von Zellkultur"),
    ("Arne Petzold", "Cloud for sensor data", "bioreactors that need monitoring"),
    ("Mila Serban", "Laborautomatisierung", "Labore mit Zellkultur"),
    ("Timo Hecht", "digital twins of bioreactors", "fermentation data"),
    ("Lea Brodersen", "secure health data platform", "clinical studies"),
    ("Kai Wendt", "microfluidic chips", "diagnostics with small samples"),
    ("Ida Roth", "Software für Genomdaten", "Sequenzierung"),
    ("Jon Adler", "wireless sensors", "cold chain of vaccines"),
    ("Nele Fuchs", "image analysis", "histology"),
    ("Sven Paulsen", "laboratory automation", "laboratories for hire"),
    ("Elif Demir", "Datenbanken für Wirkstoffe", "Wirkstoffsuche"),
    ("Max Orth", "edge computing", "point of care devices"),
)
BIO: tuple[tuple[str, str, str], ...] = (
    ("Uta Sand", "Zellkultur", "Mikroskopie-KI"),
    ("Rolf Thiele", "fermentation in bioreactors", "monitoring with sensors"),
    ("Carla Weiss", "cell culture laboratory", "Pipettierroboter"),
    ("Ben Kaminski", "pilot bioreactors", "digital twins"),
    ("Dana Frei", "clinical studies", "platform for health data"),
    ("Olaf Merz", "diagnostics from a drop of blood", "microfluidic chips"),
    ("Sara Vogt", "Sequenzierung", "Software für Genomdaten"),
    ("Peer Stahl", "vaccines", "sensors for the cold chain"),
    ("Wanda Krol", "histology service", "image analysis"),
    ("Finn Busch", "laboratory for hire", "Laborautomatisierung"),
    ("Gita Rao", "Wirkstoffsuche", "Datenbanken"),
    ("Tom Ebert", "point of care tests", "edge devices"),
)
CLUSTERS = {"ICT Elbe": ("K", ICT), "Bio Elbe": ("B", BIO)}
# fmt: on


def main() -> None:
    """Write the afternoon in both languages."""
    for language, name in zip(LANGUAGES, NAMES, strict=True):
        write_in(language, FOLDER / name, COLUMNS, event(), WORDS)


def event() -> dict[str, list[Row]]:
    """List the rows in English, by sheet."""
    return {
        "Event": [
            ("Name", "ICT meets bio 2027"),
            ("Language", "en"),
            ("Meeting length", 20),
            ("Max meetings", 6),
            ("Organiser e-mail", "clusters@elbe.example"),
        ],
        "Timetable": [(DAY, *row) for row in TIMES],
        "Tables": [(f"T{number}",) for number in range(1, 9)],
        "Participants": list(_people()),
        "Interests": list(_interests(Random(3))),
        "Meeting rules": [
            (
                *("everyone", "only", None, "everyone", "other Cluster"),
                "nobody comes to meet their own cluster",
            )
        ],
        "Terms": [(terms,) for terms in TERMS],
    }


def _people() -> Iterator[Row]:
    for cluster, (letter, people) in CLUSTERS.items():
        for number, (name, offers, seeks) in enumerate(people, start=1):
            first, last = name.split()
            identifier, kind = f"{letter}{number:02d}", "Labor" if letter == "B" else "IT"
            yield (
                *(identifier, first, last, f"{identifier.lower()}@elbe.example", f"{last} {kind}"),
                *(cluster, "Germany", "de; en", offers, seeks),
            )


def _interests(random: Random) -> Iterator[Row]:
    """List the wishes: everybody with an odd number wishes people of the other cluster."""
    for letter, other in ("KB", "BK"):
        for number in range(1, 13, 2):
            for rank, partner in enumerate(random.sample(range(1, 13), WISHES)):
                level = "high" if rank == 0 else "normal"
                yield f"{letter}{number:02d}", f"{other}{partner:02d}", level


if __name__ == "__main__":
    main()
