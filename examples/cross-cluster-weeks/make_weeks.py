"""Make two weeks of six networks: their dates, and a contact window online at the end of each day.

Writes `weeks.xlsx` beside this script, an event of people who all are online, and the same in
German, `wochen.xlsx`; and into the folder `networks` the dates: a workbook in English, one in
German, and the calendar of a network that keeps its own.

Notes
-----
The dates are as networks hand them in: in both languages, some at one time. All is invented.
"""

import sys
from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import DATES, ENGLISH, GERMAN, LANGUAGES, Columns, Row, write_in, write_workbook

FOLDER = Path(__file__).parent
NAMES = ("weeks.xlsx", "wochen.xlsx")
FIRST = date(2027, 10, 11)
DAYS = tuple(FIRST + timedelta(days) for days in (0, 1, 2, 3, 4, 7, 8, 9, 10, 11))
WISHES = 4
"""How many people of other networks everyone wishes."""

# fmt: off
COLUMNS: Columns = {
    ("Event", "Veranstaltung"): (("Setting", "Einstellung"), ("Value", "Wert")),
    ("Timetable", "Zeitplan"): (
        ("Date", "Datum"), ("From", "Von"), ("To", "Bis"), ("Kind", "Art"),
        ("Label", "Bezeichnung"),
    ),
    ("Tables", "Tische"): (("Table", "Tisch"), ("Link", "Link")),
    ("Participants", "Teilnehmer"): (
        ("ID", "ID"), ("First name", "Vorname"), ("Last name", "Nachname"), ("E-mail", "E-Mail"),
        ("Organisation", "Organisation"), ("Cluster", "Cluster"),
        ("Not available", "Nicht verfügbar"), ("Attendance", "Anwesenheit"),
        ("Time zone", "Zeitzone"),
    ),
    ("Interests", "Wünsche"): (("From", "Von"), ("To", "An"), ("Level", "Stufe")),
    ("Meeting rules", "Treffregeln"): (
        ("Who", "Wer"), ("Rule", "Regel"), ("Number", "Anzahl"), ("With", "Mit"),
        ("Condition", "Bedingung"), ("Reason", "Grund"),
    ),
}
WORDS = {
    "Language": "Sprache", "en": "de", "Organiser e-mail": "E-Mail des Veranstalters",
    "Meeting length": "Dauer eines Treffens", "Max meetings per day": "Max. Treffen pro Tag",
    "Cross-cluster weeks 2027": "Cross-Cluster-Wochen 2027",
    "meetings": "Treffen", "Contact window": "Kontaktfenster", "Room 1": "Raum 1",
    "Room 2": "Raum 2", "Room 3": "Raum 3", "everyone": "alle", "only": "nur",
    "other Cluster": "anderes Cluster",
    "colleagues meet anyway": "Kollegen treffen sich ohnehin", "high": "hoch", "normal": "normal",
}
DATE_HEADINGS = (
    ("Network", "Netzwerk"), ("Title", "Titel"), ("Date", "Datum"), ("From", "Von"), ("To", "Bis"),
    ("Place", "Ort"), ("For whom", "Für wen"), ("Open", "Offen"), ("Alternatives", "Alternativen"),
)
NETWORKS = ("Light Valley", "Care Data", "Robot Coast", "Green Grid", "Chip Bench", "Bio Bridge")
PEOPLE = (
    "Nadia Falk", "Oskar Lindt", "Greta Sommer", "Ivo Krall", "Milena Horn", "Tarek Aydın",
    "Lotte Wiese", "Jaro Novák", "Pia Stern", "Emil Raabe", "Sofia Marchetti", "Ben Ochs",
    "Alina Kuhn", "Max Tiede", "Anne Doucet", "Clara Engel", "Hugo Brandl", "Rosa Pfeil",
)
FAR_AWAY = {"Anne Doucet": "America/Halifax", "Tarek Aydın": "Europe/Istanbul"}
ENGLISH_DATES: tuple[Row, ...] = (
    ("Light Valley", "Optics for cells", date(2027, 10, 12), time(9), time(12), "Dresden",
     "Photonics; Biotechnology", "yes", "14.10.2027 9-12; 19.10.2027 9-12"),
    ("Light Valley", "Open lab", date(2027, 10, 20), time(13), time(16), "Jena", "Photonics"),
    ("Bio Bridge", "Labs on a chip", date(2027, 10, 12), time(10), time(12, 30), "Leipzig",
     "Biotechnology; Chips", "yes", "13.10.2027 10-12:30"),
    ("Bio Bridge", "Breakfast of founders", date(2027, 10, 19), time(8, 30), time(10), "Leipzig",
     "Biotechnology"),
    ("Robot Coast", "Robots that feel", date(2027, 10, 13), time(14), time(17), "Rostock",
     "Robotics; Photonics"),
    ("Robot Coast", "Meeting of members", date(2027, 10, 21), time(15), time(17), "Rostock",
     "Robotics", "yes", "22.10.2027 15-17"),
)
GERMAN_DATES: tuple[Row, ...] = (
    ("Green Grid", "Netze und Speicher", date(2027, 10, 12), time(11), time(15), "Cottbus",
     "Energie; Chips"),
    ("Green Grid", "Stammtisch", date(2027, 10, 13), time(16), time(18), "Cottbus",
     "Energie", "ja", "14.10.2027 16-18; 15.10.2027 16-18"),
    ("Chip Bench", "Messplatz zum Anfassen", date(2027, 10, 13), time(13), time(15), "Dresden",
     "Chips; Robotik"),
    ("Chip Bench", "Chips für die Medizin", date(2027, 10, 21), time(14), time(16), "Dresden",
     "Chips; Biotechnologie"),
)
CARE_DATA: tuple[tuple[str, date, time, time], ...] = (
    ("Health data in safe hands", date(2027, 10, 13), time(9), time(11)),
    ("Clinic visit", date(2027, 10, 20), time(14), time(17)),
)
# fmt: on


def main() -> None:
    """Write the event in both languages, and the dates of the networks."""
    for language, name in zip(LANGUAGES, NAMES, strict=True):
        write_in(language, FOLDER / name, COLUMNS, event(), WORDS)
    write_dates(ENGLISH, "dates.xlsx", "Dates", ENGLISH_DATES)
    write_dates(GERMAN, "termine.xlsx", "Termine", GERMAN_DATES)
    (FOLDER / "networks" / "Care Data.ics").write_bytes(calendar().encode())


def event() -> dict[str, list[Row]]:
    """List the rows of the event in English, by sheet."""
    return {
        "Event": [
            ("Name", "Cross-cluster weeks 2027"),
            ("Language", "en"),
            ("Meeting length", 30),
            ("Max meetings per day", 1),
            ("Organiser e-mail", "weeks@networks.example"),
        ],
        "Timetable": [(day, time(16), time(17, 30), "meetings", "Contact window") for day in DAYS],
        "Tables": [(f"Room {n}", f"https://video.networks.example/room-{n}") for n in (1, 2, 3)],
        "Participants": list(_people()),
        "Interests": list(_interests(Random(5))),
        "Meeting rules": [
            ("everyone", "only", None, "everyone", "other Cluster", "colleagues meet anyway")
        ],
    }


def _people() -> Iterator[Row]:
    for place, name in enumerate(PEOPLE):
        first, last = name.split()
        identifier, away = f"W{place + 1:02d}", DAYS[place % len(DAYS)]
        network = NETWORKS[place % len(NETWORKS)]
        yield (
            *(identifier, first, last, f"{identifier.lower()}@networks.example", f"{last} Labs"),
            *(network, away, "online", FAR_AWAY.get(name)),
        )


def _interests(random: Random) -> Iterator[Row]:
    for place in range(len(PEOPLE)):
        others = [n for n in range(len(PEOPLE)) if (n - place) % len(NETWORKS)]
        for rank, other in enumerate(random.sample(others, WISHES)):
            yield f"W{place + 1:02d}", f"W{other + 1:02d}", "high" if rank == 0 else "normal"


def write_dates(language: int, name: str, sheet: str, dates: tuple[Row, ...]) -> None:
    """Write the dates of some networks."""
    headings = [heading[language] for heading in DATE_HEADINGS]
    rows = [[*row, *[None] * (len(headings) - len(row))] for row in dates]
    write_workbook(FOLDER / "networks" / name, sheet, {sheet: [headings, *rows]}, DATES[language])


def calendar() -> str:
    """Write the calendar of the network that keeps its own."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Care Data//EN"]
    for number, (title, day, start, end) in enumerate(CARE_DATA, start=1):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@care-data.example",
            "DTSTAMP:20270503T080000Z",
            f"DTSTART;TZID=Europe/Berlin:{day:%Y%m%d}T{start:%H%M%S}",
            f"DTEND;TZID=Europe/Berlin:{day:%Y%m%d}T{end:%H%M%S}",
            f"SUMMARY:{title}",
            "END:VEVENT",
        ]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


if __name__ == "__main__":
    main()
