"""Sixty people in a German workbook with the faults of every day, and one real error."""

from datetime import date, time
from itertools import product
from pathlib import Path

from openpyxl import Workbook

DAY = date(2027, 6, 17)
FIRST = ("Änne", "Bernd", "Carla", "Dörte", "Emil", "Frieda", "Götz", "Heike", "Ingo", "Jule")
LAST = ("Müller", "Groß", "Öztürk", "Wójcik", "Brandt-Löwe", "Kühn")
FIRMS = (
    *("Elbchip GmbH", "Elbchip", "Lausitz Optik AG", "Lausitz-Optik AG", "TU Musterstadt"),
    *("Sensorik Nord", "Sensorik Nord GmbH", "Vogtland Laser", "Harz Plasma KG", "Saale Werke"),
    *("Saale-Werke", "Neiße Robotik", "Mulde Software", "Spree Photonik", "Unstrut Messtechnik"),
)
HEADINGS = (
    *("ID", "Vorname", "Nachname", "E-Mail", "Firma", "Sprachen", "Nicht verfügbar", "Status"),
    *("Schuhgröße", "Essen"),
)


def write_messy_fair(path: Path) -> Path:
    """Write it: everybody wishes a few others, as registrations come in."""
    book = Workbook()
    book.remove(book.active)
    sheets = {
        "Veranstaltung": [
            ("Einstellung", "Wert"),
            *(("Name", "Branchentag 2027"), ("Sprache", "de"), ("Dauer eines Treffens", 20)),
            *(("Max. Treffen", 6), ("Farbton", "blau")),
        ],
        "Zeitplan": [
            ("Datum", "Von", "Bis", "Art"),
            (DAY, time(9), time(12), "Treffen"),
            (DAY, time(13), time(15), "Treffen"),
        ],
        "Tische": [("Tisch",), *((f"Tisch {number}",) for number in range(1, 13))],
        "Teilnehmer": [HEADINGS, *map(_person, range(60))],
        "Wünsche": [("Von", "An", "Stufe", "Antwort"), *_wishes()],
        "Notizen": [("Catering bestellen",)],
    }
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def _person(number: int) -> tuple[object, ...]:
    last, first = list(product(LAST, FIRST))[number]
    address = f"{name_of(number)}@example.org"
    firm = FIRMS[number % len(FIRMS)]
    away = "17.06.2027 9:00-15:00" if number == 7 else "9:00-12:00" if number % 9 == 1 else ""
    if number % 9 == 2:
        away = "13:00-15:00"
    status = "storniert" if number in {12, 31, 44} else "angemeldet"
    if number in {5, 23, 41}:
        address = address.replace("@", " at ")
    if number in {16, 46}:
        address = "info@example.org"
    return (_id(number), first, last, address, firm, "de; en", away, status, 42, "vegetarisch")


def name_of(number: int) -> str:
    """How somebody is called in their address."""
    return f"person{number:02}"


def _id(number: int) -> str:
    return f"P{number + 1:02}"


def _wishes() -> list[tuple[str, ...]]:
    """List wishes: some of colleagues, of who cancelled, twice, declined, all for the same one."""
    steps = [(n, (n + step) % 60) for n in range(60) for step in (1, 4, 15, 19)]
    found = [(_id(one), _id(other), "", _answer(one + other)) for one, other in steps]
    found += [(_id(number), _id(3), "hoch", "") for number in range(10, 40)]
    found += [(_id(number), _id(number + 1), "hoch", "") for number in range(20, 26)]
    return [*found, ("P05", "Frau Niemand aus Nirgendwo", "", "")]


def _answer(number: int) -> str:
    return "abgelehnt" if number % 17 == 0 else ""
