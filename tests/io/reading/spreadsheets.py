"""Small workbooks: `write(tmp_path / "fair.xlsx", fair(Blocked=[...]))`."""

import csv
from copy import deepcopy
from datetime import date, datetime, time

from openpyxl import Workbook

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.columns import column_key, column_of
from matchmaker.text import recognise, words

DAY = date(2027, 6, 17)
HEADINGS = {
    "Event": ["Setting", "Value"],
    "Timetable": ["Date", "From", "To", "Kind", "Label", "Who"],
    "Tables": ["Table", "Area", "Reserved for", "Meetings at once", "Available", "Not available"],
    "Organisations": ["Name", "Also written", "Type", "Cluster", "Country"],
    "Participants": [
        *("ID", "First name", "Last name", "E-mail", "Organisation", "Participation type"),
        *("Languages", "Available", "Not available", "Max meetings", "Min meetings"),
        *("Attendance", "Status", "Agenda language", "Wish 1", "Wish 2"),
    ],
    "Interests": ["From", "To", "Level", "Answer", "Comment"],
    "Blocked": ["A", "B", "Reason"],
    "Fixed": ["A", "B", "Date", "Time", "Table"],
}
ASKED = ["Organiser e-mail", "office@fair.example"]
ROWS = {
    "Event": [
        ["Name", "Small Fair"],
        ["Event ID", "small-fair"],
        ["Meeting length", 30],
        ["Max in a row", 3],
    ],
    "Timetable": [
        [DAY, time(9), time(11), "meetings", "Morning"],
        [DAY, time(11), time(12), "break", "Lunch"],
        [DAY, time(12), time(14), "meetings"],
        [DAY, time(12), time(12, 30), "programme", "Talk", "Speaker"],
    ],
    "Tables": [
        ["T1", "Foyer"],
        ["T2", "Foyer", "Beta GmbH", 2],
        [3, "Hall", None, None, "09:00-14:00", "2027-06-17 12-12:30"],
    ],
    "Organisations": [
        ["Alpha GmbH", "Alpha; ALF", "Company", "", "NA"],
        ["Beta GmbH", None, "Start-up"],
    ],
    "Participants": [
        [*("P1", "Änne", "Müller", "aenne@alpha.example", "Alpha GmbH", "Speaker", "de; en")],
        [*("P2", "Zofia", "Łukasik", "zofia@alpha.example", "ALF", "Visitor", "pl, en")],
        [
            *("P3", "Deniz", "Yağmur", "deniz@beta.example", "beta  gmbh", "Visitor", "tr; en"),
            *("09:00-13:00", None, 4, 1, "on site", "registered", "German", "P1", "alpha gmbh"),
        ],
        [
            *("P4", "Ганна", "Шевчук", "hanna@gamma.example", "Gamma", "Speaker", "uk"),
            *(None, "2027-06-17 13:00-14:00", None, None, "online"),
        ],
        [*("P5", "Liam", "O'Brien", "liam@delta.example", "Delta Ltd", "Visitor", "en")],
        [
            *("P6", "Eva", "Gone", "eva@gamma.example", "gamma", "Visitor", "en"),
            *(None, None, None, None, None, "cancelled"),
        ],
    ],
    "Interests": [
        ["P1", "P3", "must", "accepted", "agreed"],
        ["P1", "hanna@gamma.example", 2],
        ["p2", "Delta ltd"],
        ["P4", "P2", "low", "pending"],
        ["P5", "P1", "high", "declined"],
    ],
    "Blocked": [["P3", "liam@delta.example", "Rivals"]],
    "Fixed": [
        ["P1", "P3", DAY, time(9), "T2"],
        ["P2", "P5", DAY, time(9, 30)],
    ],
}


def fair(**sheets):
    """Make the sheets of a sound workbook; those named here have other rows, None: are missing.

    Whom to ask stands in the last row of the sheet Event, unless the rows say it themselves.
    """
    rows = {title: sheets.get(title, rows) for title, rows in ROWS.items()}
    if rows["Event"] and not any(ASKED[0] in row for row in rows["Event"]):
        rows["Event"] = [*rows["Event"], ASKED]
    there = {
        title: [HEADINGS[title], *theirs] for title, theirs in rows.items() if theirs is not None
    }
    return deepcopy(there)


def write(path, sheets):
    """Write a workbook."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def write_folder(folder, sheets, delimiter=";", encoding="utf-8-sig"):
    """Write a folder of CSV files."""
    folder.mkdir()
    for title, rows in sheets.items():
        with (folder / f"{title}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows([_typed(c) for c in r] for r in rows)
    return folder


def _typed(cell):
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return cell.date().isoformat() if isinstance(cell, datetime) else cell


def in_german(sheets):
    """Say the same in German: titles, headings, settings, and words to choose from."""
    german = words("de")
    translated = {}
    for title, (headings, *rows) in sheets.items():
        section = f"column.{recognise('sheet', title)}"
        kinds = [column_of(section, column_key(section, word)).kind for word in headings]
        translated[german(f"sheet.{recognise('sheet', title)}")] = [
            [_german_heading(section, word) for word in headings],
            *([_german(k, c) for k, c in zip(kinds, row, strict=False)] for row in rows),
        ]
    return translated


def _german_heading(section, heading):
    key = column_key(section, heading)
    if key.startswith("wish_"):
        return f"Wunsch {key.removeprefix('wish_')}"
    return words("de")(f"{section}.{key}")


def _german(kind, cell):
    if kind.section and cell:
        return words("de")(f"{kind.section}.{recognise(kind.section, str(cell))}")
    setting = recognise("setting", cell) if isinstance(cell, str) else None
    return words("de")(f"setting.{setting}") if setting and kind.name == "text" else cell


def read(path, **options):
    """Read an event that has no faults."""
    reading = read_event(path, **options)
    assert found(reading.issues) == [], reading.issues
    return reading.event


def found(issues):
    """List code and place of every issue."""
    return [(issue.code, str(issue.place)) for issue in issues]


def faults(tmp_path, sheets, **options):
    """List code and place of everything wrong with these sheets."""
    return found(read_event(write(tmp_path / "fair.xlsx", sheets), **options).issues)
