"""A hundred faults of forty kinds in the Silicon Saxony Day, each with its code and its place."""

from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook, load_workbook

EVENT = Path(__file__).parents[2] / "examples" / "silicon-saxony-day" / "event.xlsx"
ONE, TWO = date(2027, 6, 16), date(2027, 6, 17)
NO_FAULT = "fine"

CELLS = {
    # what stands in a row that is there, replaced
    "Event": [
        ("B6", "a short while", "bad_number"),
        ("B8", 14.5, "bad_number"),
        ("B12", "perhaps", "bad_yes_no"),
        ("B4", "Berlin/Europe", "bad_time_zone"),
        ("B16", "matchmaking at elbe-chip", "bad_email"),
        ("B5", "Sorbian", "unknown_language"),
    ],
    "Interests": [
        ("C2", "urgent", "bad_level"),
        ("C10", 7, "bad_level"),
        ("C20", "lowish", "bad_level"),
        ("C33", "very", "bad_level"),
        ("C40", 0, "bad_level"),
        ("D15", "maybe", "bad_answer"),
        ("D25", "later", "bad_answer"),
        ("D35", "1.0.0", "bad_answer"),
        ("B70", None, "missing_cell"),
        ("A80", None, "missing_cell"),
        ("B90", "#REF!", "excel_error"),
        ("B95", "=A95", "formula_without_value"),
        ("A100", "P999", "unknown_person_no_suggestion"),
        ("B105", "nobody@nowhere.example", "unknown_person_no_suggestion"),
        ("B110", datetime(2027, 3, 1), "name_is_a_date"),  # noqa: DTZ001
        ("A115", "Amelie Noell", "unknown_person"),
        ("B125", "Peelland Litografie B.V.", "unknown_person"),
        ("B130", "Zephyr Nonesuch Ltd", "unknown_person_no_suggestion"),
        ("B135", "Noelle, Amelie", "unknown_person"),
    ],
    "Participants": [
        ("P3", "eight", "bad_number"),
        ("P4", -2, "bad_number"),
        ("Q5", 2.5, "bad_number"),
        ("R6", "by phone", "bad_attendance"),
        ("R7", "hybrid?", "bad_attendance"),
        ("S8", "ill", "bad_status"),
        ("S9", "paid", "bad_status"),
        ("N10", "some mornings", "bad_period"),
        ("O11", "2027-06-16 25:00-26:00", "bad_time"),
        ("N12", "12:00-09:00", "end_before_start"),
        ("O13", "31.06.2027", "bad_date"),
        ("N14", "06/07/2027 9-10", "ambiguous_date"),
        ("O15", "2027-07-16", "day_outside_event"),
        ("D23", "not an address", "bad_email"),
        ("D24", "two@one.example; one@two.example", "bad_email"),
        ("T19", "Klingon", "unknown_language"),
        ("C20", None, "missing_cell"),
        ("C21", "#N/A", "excel_error"),
    ],
    "Tables": [
        ("D2", 0, "bad_number"),
        ("D3", "two", "bad_number"),
        ("C4", "Elbtal Microsensorik GmbH", "unknown_owner"),
        ("C5", "Nobody Knows Inc", "unknown_owner_no_suggestion"),
        ("E6", "early afternoon", "bad_period"),
        ("E7", "15:00-13:00", "end_before_start"),
    ],
    "Timetable": [
        ("F7", "P004; P051; P9999", "unknown_who_no_suggestion"),
        ("F10", "Clusters", "similar_group"),
    ],
}


def person(number: int, **cells: object) -> dict[str, object]:
    """Make a sound row of somebody new, with other cells."""
    sound = {
        "A": f"N{number:02d}",
        "B": f"Given{number}",
        "C": f"Family{number}",
        "D": f"n{number}@new.example",
        "E": f"Quorvex Labs {number}",
    }
    return sound | cells


ROWS: dict[str, list[tuple[dict[str, object], dict[str, str]]]] = {
    # rows added at the end: their cells, and the code at each column
    "Event": [
        ({"A": "Lunch", "B": "yes"}, {"A": "unknown_setting"}),
        ({"A": "Max meetings", "B": 3}, {"A": "duplicate_setting"}),
        ({"A": "Opening speech", "B": "long"}, {"A": "unknown_setting"}),
    ],
    "Timetable": [
        ({"A": "16.13.2027", "B": time(9), "C": time(10), "D": "break"}, {"A": "bad_date"}),
        ({"A": "05/06/2027", "B": time(9), "C": time(10), "D": "break"}, {"A": "ambiguous_date"}),
        ({"A": ONE, "B": "noonish", "C": time(13), "D": "programme"}, {"B": "bad_time"}),
        ({"A": ONE, "B": time(9), "C": "late", "D": "programme"}, {"C": "bad_time"}),
        ({"A": ONE, "B": time(19), "C": time(18), "D": "break"}, {"C": "end_before_start"}),
        ({"A": ONE, "B": time(18), "C": time(19), "D": "thingamajig"}, {"D": "bad_kind"}),
        ({"B": time(18), "C": time(19), "D": "break"}, {"A": "missing_cell"}),
    ],
    "Tables": [
        ({"A": "f1"}, {"A": "duplicate_table"}),
        ({"A": "H3"}, {"A": "duplicate_table"}),
        ({"B": "Hall 9"}, {"A": "missing_cell"}),
        ({"A": "Z1", "D": "1,5"}, {"D": "bad_number"}),
    ],
    "Organisations": [
        ({"A": "Allgäuer Prüffeld gGmbH"}, {"A": "duplicate_organisation"}),
        ({"A": "Quorvex", "B": "Aobadai Resist K.K."}, {"B": "duplicate_organisation"}),
        ({"C": "Company"}, {"A": "missing_cell"}),
    ],
    "Participants": [
        (person(1, A="P001"), {"A": "duplicate_id"}),
        (person(2, A="p002"), {"A": "duplicate_id"}),
        (person(3, A=None), {"A": "missing_cell"}),
        (person(4, E=None), {"E": "missing_cell"}),
        (person(5, P=1, Q=3), {"Q": "min_over_max"}),
        (person(6, P=2, Q=9), {"Q": "min_over_max"}),
        (person(7, A=datetime(2027, 1, 2)), {"A": "name_is_a_date"}),  # noqa: DTZ001
        (person(8, D="amelie.noelle@atelier-capteurs.example"), {"D": "same_email"}),
        (
            person(9, B="Beate", C="Häberlein", E="Kaßberg KI-Systeme GmbH"),
            {"C": "same_name"},
        ),
        (person(10, E="Peelland Lithografy B.V."), {"E": "similar_organisations"}),
        (person(11, E="Kassberg KI Systeme"), {"E": "similar_organisations"}),
        (person(12, D="@"), {"D": "bad_email"}),
        (person(13, S="#VALUE!"), {"S": "excel_error"}),
        (person(14, N="2027-06-16 9"), {"N": "bad_period"}),
    ],
    "Interests": [
        ({"A": "P001", "B": "P001"}, {"B": "self_interest"}),
        ({"A": "P040", "B": "P040"}, {"B": "self_interest"}),
        ({"A": "P001", "B": "P017"}, {"B": "wish_cancelled"}),
        ({"A": "P017", "B": "P001"}, {"A": "wish_from_cancelled"}),
        ({"A": "P120", "B": "P140"}, {"B": "wish_blocked"}),
        ({"A": "P140", "B": "P120"}, {"B": "wish_blocked"}),
        ({"A": "P001", "B": "Given8 Family8"}, {"B": NO_FAULT}),
        ({"B": "P001", "C": "high"}, {"A": "missing_cell"}),
        ({"A": "P001"}, {"B": "missing_cell"}),
        ({"A": "Smith", "B": "P001"}, {"A": "unknown_person_no_suggestion"}),
        ({"A": "P002", "B": "Quorvex"}, {"B": "wish_nobody_there"}),
    ],
    "Blocked": [
        ({"A": "P001", "B": "P001"}, {"B": "same_person"}),
        ({"A": "P001", "B": "P777"}, {"B": "unknown_person_no_suggestion"}),
        ({"A": "P001"}, {"B": "missing_cell"}),
        ({"A": "#DIV/0!", "B": "P001"}, {"A": "excel_error"}),
    ],
    "Fixed": [
        ({"A": "P030", "B": "P031", "C": ONE, "D": "soon"}, {"D": "bad_time"}),
        ({"A": "P030", "B": "P032", "C": "tomorrow", "D": time(13)}, {"C": "bad_date"}),
        (
            {"A": "P030", "B": "P033", "C": ONE, "D": time(13), "E": "F88"},
            {"E": "unknown_table"},
        ),
        ({"A": "P030", "B": "P030", "C": ONE, "D": time(13)}, {"B": "same_person"}),
        ({"A": "P030", "C": ONE, "D": time(13)}, {"B": "missing_cell"}),
        ({"A": "Q1", "B": "P030", "C": ONE, "D": time(13)}, {"A": "unknown_person_no_suggestion"}),
        ({"A": "P017", "B": "P034", "C": ONE, "D": time(13, 20)}, {"A": NO_FAULT}),
    ],
}


def plant(path: Path) -> list[tuple[str, str]]:
    """Write the workbook with the faults; give code and place of each."""
    book = load_workbook(EVENT)
    planted = [fault for title in book.sheetnames for fault in _plant(book, title)]
    book["Interests"]["F1"] = "Mood"
    book["Participants"]["U1"] = "E-Mail-Adresse"
    book.create_sheet("Budget")["A1"] = "flowers"
    book.save(path)
    return [
        *planted,
        ("unknown_column", "Interests!F1"),
        ("duplicate_column", "Participants!U1"),
        ("unknown_sheet", "Budget"),
    ]


def _plant(book: Workbook, title: str) -> list[tuple[str, str]]:
    sheet = book[title]
    planted = []
    for name, value, code in CELLS.get(title, []):
        sheet[name] = value
        planted.append((code, f"{title}!{name}"))
    for cells, codes in ROWS.get(title, []):
        row = sheet.max_row + 1
        for letter, value in cells.items():
            sheet[f"{letter}{row}"] = value
        planted += [
            (code, f"{title}!{letter}{row}") for letter, code in codes.items() if code != NO_FAULT
        ]
    return planted
