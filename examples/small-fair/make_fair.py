"""Make the small fair: one day, a dozen people, every sheet and nearly every column.

Writes the same event twice beside this script: `fair.xlsx` in English, `messe.xlsx` in German.

Notes
-----
The rows stand here once, in English. `COLUMNS` and `WORDS` are the tables of (English, German)
pairs that turn them into German; a cell with a pair of its own is text only this event has.
Everyone here is invented.
"""

import sys
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from spreadsheet import Cell, Sheets, write_workbook

Pair = tuple[str, str]
"""The English and the German wording."""
Value = Cell | Pair
"""What a row below has in a cell."""

FOLDER = Path(__file__).parent
DAY = date(2027, 6, 17)
ENGLISH, GERMAN = 0, 1

# fmt: off
COLUMNS: dict[Pair, tuple[Pair, ...]] = {
    ("Event", "Veranstaltung"): (("Setting", "Einstellung"), ("Value", "Wert")),
    ("Timetable", "Zeitplan"): (
        ("Date", "Datum"), ("From", "Von"), ("To", "Bis"), ("Kind", "Art"),
        ("Label", "Bezeichnung"), ("Who", "Wer"),
    ),
    ("Tables", "Tische"): (
        ("Table", "Tisch"), ("Area", "Bereich"), ("Reserved for", "Reserviert für"),
        ("Meetings at once", "Treffen gleichzeitig"), ("Available", "Verfügbar"),
        ("Not available", "Nicht verfügbar"),
    ),
    ("Organisations", "Organisationen"): (
        ("Name", "Name"), ("Also written", "Auch geschrieben"), ("Type", "Typ"),
        ("Cluster", "Cluster"), ("Country", "Land"),
    ),
    ("Participants", "Teilnehmer"): (
        ("ID", "ID"), ("First name", "Vorname"), ("Last name", "Nachname"), ("E-mail", "E-Mail"),
        ("Organisation", "Organisation"), ("Organisation type", "Organisationstyp"),
        ("Participation type", "Teilnahmeart"), ("Cluster", "Cluster"), ("Country", "Land"),
        ("Languages", "Sprachen"), ("Areas of activity", "Tätigkeitsfelder"),
        ("Offers", "Bietet"), ("Seeks", "Sucht"), ("Available", "Verfügbar"),
        ("Not available", "Nicht verfügbar"), ("Max meetings", "Max. Treffen"),
        ("Min meetings", "Min. Treffen"), ("Attendance", "Anwesenheit"), ("Status", "Status"),
        ("Agenda language", "Sprache der Agenda"), ("Wish 1", "Wunsch 1"), ("Wish 2", "Wunsch 2"),
        ("Wish 3", "Wunsch 3"),
        ("Time zone", "Zeitzone"),
    ),
    ("Interests", "Wünsche"): (
        ("From", "Von"), ("To", "An"), ("Level", "Stufe"), ("Answer", "Antwort"),
        ("Comment", "Kommentar"),
    ),
    ("Blocked", "Sperren"): (("A", "A"), ("B", "B"), ("Reason", "Grund")),
    ("Fixed", "Festtermine"): (
        ("A", "A"), ("B", "B"), ("Date", "Datum"), ("Time", "Uhrzeit"), ("Table", "Tisch"),
    ),
}

WORDS: dict[str, str] = {
    # the settings of the event
    "Name": "Name", "Event ID": "Veranstaltungs-ID", "Time zone": "Zeitzone",
    "Language": "Sprache", "Meeting length": "Dauer eines Treffens",
    "Changeover": "Wechselzeit", "Max meetings": "Max. Treffen",
    "Max meetings per day": "Max. Treffen pro Tag", "Max in a row": "Max. Treffen in Folge",
    "Min meetings": "Min. Treffen",
    "Same organisation may meet": "Treffen in derselben Organisation",
    "Plan pending wishes": "Offene Wünsche planen",
    "Common language needed": "Gemeinsame Sprache nötig", "Organiser": "Veranstalter",
    "Organiser e-mail": "E-Mail des Veranstalters", "yes": "ja", "no": "nein",
    # kinds, levels, answers, attendance, status
    "meetings": "Treffen", "break": "Pause", "programme": "Programm",
    "must": "muss", "high": "hoch", "normal": "normal", "low": "niedrig",
    "accepted": "angenommen", "declined": "abgelehnt", "pending": "offen",
    "on site": "vor Ort", "online": "online",
    "registered": "angemeldet", "cancelled": "storniert", "absent": "abwesend",
    # what the organiser wrote more than once
    "Exhibitor": "Aussteller", "Visitor": "Besucher", "Speaker": "Referent",
    "Company": "Unternehmen", "Start-up": "Start-up", "Research": "Forschung",
    "Germany": "Deutschland", "Poland": "Polen", "Czechia": "Tschechien",
    "Ireland": "Irland", "France": "Frankreich", "Türkiye": "Türkei", "Ukraine": "Ukraine",
    "Greece": "Griechenland",
    "sensors": "Sensorik", "optics": "Optik", "materials": "Werkstoffe",
    "chip design": "Chipdesign", "software": "Software", "test": "Prüftechnik",
    "Foyer": "Foyer", "Gallery": "Galerie",
}

MORNING_ONLY = ("2027-06-17 09:00-12:30", "17.06.2027 9-12:30")
AFTERNOON_ONLY = ("12:00-15:00", "12-15")
TWO_CALLS = ("10:00-10:20; 2027-06-17 13:45-14:05", "10-10:20; 17.06.2027 13:45-14:05")
WORKBOOK_LANGUAGE = ("en", "de")
TITLE = ("Small Fair for Sensors 2027", "Kleine Sensor-Messe 2027")

ELBBLICK, SILBERBERG = "Elbblick Sensorik GmbH", "Silberberg Werkstoffe GmbH"
KRAINA, LABE, BOGLAND = "Kraina Chipów Sp. z o.o.", "Labe Optika s.r.o.", "Bogland Analog Ltd."
PUCE, YAGMUR = "Puce et Filles S.A.S.", "Yağmur Elektronik A.Ş."
DNISTER, THERMI = "Дністер Софт ТОВ", "Εργαστήριο Θέρμη Α.Ε."

ROWS: dict[str, Sequence[Sequence[Value]]] = {
    "Event": (
        ("Name", TITLE),
        ("Event ID", "small-fair-2027"),
        ("Time zone", "Europe/Berlin"),
        ("Language", WORKBOOK_LANGUAGE),
        ("Meeting length", 20),
        ("Changeover", 5),
        ("Max meetings", 6),
        ("Max meetings per day", 6),
        ("Max in a row", 4),
        ("Min meetings", 1),
        ("Same organisation may meet", "no"),
        ("Plan pending wishes", "yes"),
        ("Common language needed", "yes"),
        ("Organiser", ("Fair Office Elbe Meadows", "Messebüro Elbwiesen")),
        ("Organiser e-mail", "office@elbwiesen.example"),
    ),
    "Timetable": (
        (DAY, time(9, 30), time(10, 0), "programme", ("Opening", "Eröffnung"), None),
        (DAY, time(10, 0), time(11, 40), "meetings", ("Morning", "Vormittag"), None),
        (DAY, time(10, 50), time(11, 35), "programme", ("Panel", "Podium"), "Speaker"),
        (DAY, time(11, 40), time(12, 30), "break", ("Lunch", "Mittagspause"), None),
        (DAY, time(12, 30), time(14, 10), "meetings", ("Afternoon", "Nachmittag"), None),
        (DAY, time(13, 20), time(13, 40), "programme", ("Lab tour", "Laborrundgang"), "P10; P12"),
    ),
    "Tables": (
        ("T1", "Foyer", None, 1, "10:00-14:10", None),
        ("T2", "Foyer", None, None, None, None),
        ("T3", "Gallery", None, 2, None, "12:30-12:50"),
        ("T4", "Gallery", ELBBLICK, 1, None, None),
    ),
    "Organisations": (
        (ELBBLICK, "Elbblick; EBS", "Company", "Elbwiesen", "Germany"),
        (SILBERBERG, None, "Company", "Elbwiesen", "Germany"),
        (KRAINA, "Kraina Chipow", "Company", "Klaster Kraina", "Poland"),
        (LABE, None, "Company", None, "Czechia"),
        (BOGLAND, None, "Start-up", None, "Ireland"),
        (PUCE, None, "Company", None, "France"),
        (YAGMUR, "Yagmur Elektronik", "Company", None, "Türkiye"),
        (DNISTER, "Dnister Soft", "Start-up", None, "Ukraine"),
        (THERMI, "Thermi Lab", "Research", None, "Greece"),
    ),
    "Participants": (
        ("P01", "Änne", "Müller-Klein", "aenne.mueller-klein@elbblick.example", ELBBLICK,
         "Company", "Exhibitor", "Elbwiesen", "Germany", "de; en", "sensors; test",
         ("pressure sensors", "Drucksensoren"), ("chip designers", "Chipdesigner"),
         None, None, 5, 2, "on site", "registered", "de", None, None, None),
        ("P02", "Jörg", "Weiß", "joerg.weiss@elbblick.example", "Elbblick",
         "Company", "Exhibitor", "Elbwiesen", "Germany", "de; en", "sensors",
         ("calibration", "Kalibrierung"), ("lenses", "Linsen"),
         None, None, None, None, "on site", "registered", "de", None, None, None),
        ("P03", "Zofia", "Łukasik", "zofia.lukasik@kraina.example", KRAINA,
         "Company", "Visitor", "Klaster Kraina", "Poland", "pl; en", "chip design",
         ("low-power circuits", "sparsame Schaltungen"), ("sensor makers", "Sensorhersteller"),
         MORNING_ONLY, None, None, None, "on site", "registered", "en", None, None, None),
        ("P04", "Marek", "Dvořák", "marek.dvorak@labe-optika.example", LABE,
         "Company", "Exhibitor", None, "Czechia", "cs; en", "optics",
         ("lenses", "Linsen"), ("materials", "Werkstoffe"),
         None, None, None, None, "on site", "registered", "en", None, None, None),
        ("P05", "Eva", "Svobodová", "eva.svobodova@labe-optika.example", LABE,
         "Company", "Visitor", None, "Czechia", "cs; de", "optics; test",
         ("inspection", "Inspektion"), ("customers in Saxony", "Kunden in Sachsen"),
         None, None, None, None, "on site", "registered", "de", None, None, None),
        ("P06", "Liam", "O'Brien", "liam.obrien@bogland-analog.example", BOGLAND,
         "Start-up", "Visitor", None, "Ireland", "en", "chip design",
         ("analogue front ends", "analoge Eingangsstufen"), ("pilot customers", "Pilotkunden"),
         None, "13:15-14:30", None, None, "on site", "registered", "en", None, None, None),
        ("P07", "Sophie", "Lefèvre", "sophie.lefevre@puce.example", PUCE,
         "Company", "Speaker", None, "France", "fr; en", "chip design; software",
         ("design services", "Entwurfsdienste"), ("partners", "Partner"),
         None, None, 4, 2, "on site", "registered", "en", None, None, None),
        ("P08", "Deniz", "Yıldız", "deniz.yildiz@yagmur.example", YAGMUR,
         "Company", "Visitor", None, "Türkiye", "tr; en", "test",
         ("test benches", "Prüfstände"), ("sensors", "Sensoren"),
         AFTERNOON_ONLY, None, None, None, "online", "registered", "en", None, None, None,
         "Europe/Istanbul"),
        ("P09", "Ганна", "Шевчук", "hanna.shevchuk@dnister.example", DNISTER,
         "Start-up", "Visitor", None, "Ukraine", "uk; en; de", "software",
         ("firmware", "Firmware"), ("hardware partners", "Hardware-Partner"),
         None, TWO_CALLS, None, None, "on site", "registered", None, None, None, None),
        ("P10", "Katrin", "Größel", "katrin.groessel@silberberg.example", SILBERBERG,
         "Company", "Exhibitor", "Elbwiesen", "Germany", "de; en", "materials",
         ("thin glass", "Dünnglas"), ("optics makers", "Optikhersteller"),
         None, None, None, None, "on site", "registered", "de", "P04", "P07", "P06"),
        ("P11", "Jens", "Übelacker", "jens.uebelacker@silberberg.example", SILBERBERG,
         "Company", "Visitor", "Elbwiesen", "Germany", "de", "materials; sensors",
         ("coatings", "Beschichtungen"), ("sensor makers", "Sensorhersteller"),
         None, None, None, 1, "on site", "registered", "de", "P01", "P02", None),
        ("P12", "Νίκη", "Αλεξάνδρου", "niki.alexandrou@thermi-lab.example", THERMI,
         "Research", "Visitor", None, "Greece", "el; en", "sensors; software",
         ("joint research", "gemeinsame Forschung"), ("partners", "Partner"),
         None, None, None, None, "on site", "registered", "en", "P07", "P03", LABE),
        ("P13", "Tomasz", "Żak", "tomasz.zak@kraina.example", KRAINA,
         "Company", "Visitor", "Klaster Kraina", "Poland", "pl; en", "test",
         None, None, None, None, None, None, "on site", "cancelled", "en", None, None, None),
    ),
    "Interests": (
        ("P01", "P03", "high", "accepted", None),
        ("P01", "P07", "must", None, ("Agreed with the organiser", "Mit uns abgesprochen")),
        ("P01", "P08", "normal", None, None),
        ("P01", "P13", None, None, ("Has cancelled since", "Hat inzwischen abgesagt")),
        ("P02", "P04", "normal", "pending", None),
        ("P02", "sophie.lefevre@puce.example", None, None, None),
        ("P02", "P12", "low", "pending", None),
        ("P03", "P01", "high", None, None),
        ("P03", "P07", "must", None, None),
        ("P04", "P02", None, None, None),
        ("P04", "P09", "high", "declined", ("Looks for hardware only", "Sucht nur Hardware")),
        ("P05", "P01", "normal", "accepted", None),
        ("P05", "P10", 2, None, None),
        ("P06", SILBERBERG, "high", None, ("Anyone will do", "Egal, wer")),
        ("P06", "P01", "high", None, None),
        ("liam.obrien@bogland-analog.example", "marek.dvorak@labe-optika.example",
         "normal", None, None),
        ("P06", "P12", "low", None, None),
        ("P07", "P03", "normal", None, None),
        ("P07", "P12", "normal", "accepted", None),
        ("P08", "P01", "high", "accepted", None),
        ("P08", "P06", "low", None, None),
        ("P09", "P02", "high", None, None),
        ("P09", "P05", "normal", None, None),
    ),
    "Blocked": (
        ("P02", "P06", ("Patent dispute", "Patentstreit")),
        ("P08", "P09", ("Competitors", "Wettbewerber")),
    ),
    "Fixed": (
        ("P01", "P07", DAY, time(10, 0), "T4"),
        ("P10", "P04", DAY, time(12, 30), None),
    ),
}
# fmt: on


def main() -> None:
    """Write both workbooks."""
    write(FOLDER / "fair.xlsx", ENGLISH, "yyyy-mm-dd")
    write(FOLDER / "messe.xlsx", GERMAN, "dd.mm.yyyy")


def write(path: Path, language: int, date_format: str) -> None:
    """Write the workbook of one language."""
    sheets: Sheets = {
        sheet[language]: [
            [heading[language] for heading in columns],
            *(
                [*(worded(value, language) for value in row), *[None] * (len(columns) - len(row))]
                for row in ROWS[sheet[ENGLISH]]
            ),
        ]
        for sheet, columns in COLUMNS.items()
    }
    write_workbook(path, TITLE[language], sheets, date_format)


def worded(value: Value, language: int) -> Cell:
    """Word a cell in a language; what is neither a pair nor a known word stays as it is."""
    if isinstance(value, tuple):
        return value[language]
    if isinstance(value, str) and language == GERMAN:
        return "; ".join(WORDS.get(part, part) for part in value.split("; "))
    return value


if __name__ == "__main__":
    main()
