"""A small event that everyone may look at: what `matchmaker new --example` fills in.

A pair is text in English and German; words to choose from stand as their keys. Everyone here is
invented.
"""

from collections.abc import Mapping, Sequence
from datetime import date, time

Text = tuple[str, str]
"""In English and German."""
Value = str | int | date | time | Text | None

LANGUAGES = ("en", "de")
DAY = date(2027, 6, 17)
ELBBLICK, SILBERBERG, KRAINA = "Elbblick Sensorik GmbH", "Silberberg Werkstoffe GmbH", "Kraina Sp."
LABE, BOGLAND = "Labe Optika s.r.o.", "Bogland Analog Ltd."
VISITOR: Text = ("Visitor", "Besucher")
EXHIBITOR: Text = ("Exhibitor", "Aussteller")
SPEAKER: Text = ("Speaker", "Referent")
COMPANY: Text = ("Company", "Unternehmen")
STARTUP: Text = ("Start-up", "Start-up")
GERMANY: Text = ("Germany", "Deutschland")
POLAND: Text = ("Poland", "Polen")
CZECHIA: Text = ("Czechia", "Tschechien")
IRELAND: Text = ("Ireland", "Irland")

SETTINGS: Mapping[str, Value] = {
    "name": ("Sensors Meet Chips 2027", "Sensorik trifft Chips 2027"),
    "event_id": "sensors-meet-chips-2027",
    "meeting_length": 20,
    "changeover": 5,
    "max_meetings": 6,
    "min_meetings": 1,
    "organiser": ("Fair Office Elbe Meadows", "Messebüro Elbwiesen"),
    "organiser_email": "office@elbwiesen.example",
}
"""The settings that differ from an empty workbook, by key."""

# fmt: off
ROWS: Mapping[str, Sequence[Mapping[str, Value]]] = {
    "timetable": [
        {"date": DAY, "from": time(9, 30), "to": time(10), "kind": "programme",
         "label": ("Opening", "Eröffnung")},
        {"date": DAY, "from": time(10), "to": time(12), "kind": "meetings",
         "label": ("Morning", "Vormittag")},
        {"date": DAY, "from": time(11, 15), "to": time(11, 40), "kind": "programme",
         "label": ("Panel", "Podium"), "who": SPEAKER},
        {"date": DAY, "from": time(12), "to": time(13), "kind": "break",
         "label": ("Lunch", "Mittagspause")},
        {"date": DAY, "from": time(13), "to": time(14, 40), "kind": "meetings",
         "label": ("Afternoon", "Nachmittag")},
    ],
    "tables": [
        {"table": "T1", "area": "Foyer"},
        {"table": "T2", "area": "Foyer"},
        {"table": "T3", "area": ("Gallery", "Galerie"), "reserved_for": ELBBLICK},
    ],
    "organisations": [
        {"name": ELBBLICK, "also_written": "Elbblick; EBS", "type": COMPANY, "country": GERMANY},
        {"name": SILBERBERG, "type": COMPANY, "country": GERMANY},
        {"name": KRAINA, "type": COMPANY, "country": POLAND},
        {"name": LABE, "type": COMPANY, "country": CZECHIA},
        {"name": BOGLAND, "type": STARTUP, "country": IRELAND, "sme": "yes"},
    ],
    "participants": [
        {"id": "P01", "first_name": "Änne", "last_name": "Müller-Klein",
         "email": "aenne@elbblick.example", "phone": "+49 351 0000 17",
         "organisation": ELBBLICK, "organisation_type": COMPANY,
         "participation_type": EXHIBITOR, "country": GERMANY, "languages": "de; en",
         "areas": ("Sensors; Test", "Sensorik; Prüftechnik"),
         "offers": ("Pressure sensors", "Drucksensoren"),
         "seeks": ("Chip designers", "Chipdesigner"), "attendance": "on_site",
         "status": "registered", "agenda_language": "de"},
        {"id": "P02", "first_name": "Jörg", "last_name": "Weiß", "email": "joerg@elbblick.example",
         "organisation": "Elbblick", "organisation_type": COMPANY,
         "participation_type": EXHIBITOR, "country": GERMANY, "languages": "de; en",
         "offers": ("Calibration", "Kalibrierung"), "max_meetings": 4, "attendance": "on_site",
         "status": "registered", "agenda_language": "de"},
        {"id": "P03", "first_name": "Zofia", "last_name": "Łukasik",
         "email": "zofia@kraina.example", "organisation": KRAINA, "organisation_type": COMPANY,
         "participation_type": VISITOR, "country": POLAND, "languages": "pl; en",
         "areas": ("Chip design", "Chipdesign"),
         "seeks": ("Sensor makers", "Sensorhersteller"),
         "available": ("2027-06-17 10:00-13:30", "17.06.2027 10:00-13:30"),
         "attendance": "on_site", "status": "registered", "agenda_language": "en"},
        {"id": "P04", "first_name": "Marek", "last_name": "Dvořák", "email": "marek@labe.example",
         "organisation": LABE, "organisation_type": COMPANY, "participation_type": EXHIBITOR,
         "country": CZECHIA, "languages": "cs; en", "areas": ("Optics", "Optik"),
         "offers": ("Lenses", "Linsen"), "attendance": "on_site", "status": "registered",
         "agenda_language": "en"},
        {"id": "P05", "first_name": "Liam", "last_name": "O'Brien",
         "email": "liam@bogland.example", "organisation": BOGLAND, "organisation_type": STARTUP,
         "participation_type": SPEAKER, "country": IRELAND, "languages": "en",
         "areas": ("Chip design", "Chipdesign"), "not_available": "14:00-14:40",
         "attendance": "on_site", "status": "registered", "agenda_language": "en",
         "wish_1": "P01", "wish_2": SILBERBERG},
        {"id": "P06", "first_name": "Katrin", "last_name": "Größel",
         "email": "katrin@silberberg.example", "organisation": SILBERBERG,
         "organisation_type": COMPANY, "participation_type": VISITOR, "country": GERMANY,
         "languages": "de; en", "offers": ("Thin glass", "Dünnglas"), "attendance": "online",
         "link": "https://video.silberberg.example/katrin", "status": "registered",
         "agenda_language": "de", "wish_1": "P04", "wish_2": "P05"},
        {"id": "P07", "first_name": "Jens", "last_name": "Übelacker",
         "email": "jens@silberberg.example", "organisation": SILBERBERG,
         "organisation_type": COMPANY, "participation_type": VISITOR, "country": GERMANY,
         "languages": "de; en", "attendance": "on_site", "status": "registered",
         "agenda_language": "de"},
        {"id": "P08", "first_name": "Ewa", "last_name": "Żak", "email": "ewa@kraina.example",
         "organisation": KRAINA, "organisation_type": COMPANY, "participation_type": VISITOR,
         "country": POLAND, "languages": "pl; en", "attendance": "on_site",
         "status": "cancelled", "agenda_language": "en"},
    ],
    "interests": [
        {"from": "P01", "to": "P03", "level": "must",
         "comment": ("Agreed with both", "Mit beiden abgesprochen")},
        {"from": "P01", "to": "P05", "level": "high", "answer": "accepted"},
        {"from": "P02", "to": "P04", "level": "normal", "answer": "pending"},
        {"from": "P03", "to": "P01", "level": "high"},
        {"from": "P03", "to": "P05", "level": "normal"},
        {"from": "P04", "to": "P01", "level": "low"},
        {"from": "P04", "to": "P07", "level": "normal", "answer": "declined"},
        {"from": "P07", "to": ELBBLICK, "level": "high",
         "comment": ("Anyone will do", "Egal, wer")},
        {"from": "P07", "to": "P03", "level": "normal"},
    ],
    "blocked": [
        {"a": "P02", "b": "P05", "reason": ("Patent dispute", "Patentstreit")},
    ],
    "meeting_rules": [
        {"who": VISITOR, "rule": "never", "with": VISITOR,
         "condition": ("same Country", "gleiches Land"),
         "reason": ("They know each other", "Die kennen sich schon")},
        {"who": EXHIBITOR, "rule": "at_least", "number": 1, "with": VISITOR},
    ],
    "met_before": [],
    "fixed": [
        {"a": "P01", "b": "P05", "date": DAY, "time": time(10), "table": "T3"},
    ],
}
# fmt: on
