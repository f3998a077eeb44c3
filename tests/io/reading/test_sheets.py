from datetime import datetime, time
from zipfile import ZipFile

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.raw import Line
from matchmaker.io.reading.rows import read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.sheets import read_sheets
from tests.io.reading.spreadsheets import (
    DAY,
    fair,
    faults,
    found,
    in_german,
    read,
    write,
    write_folder,
)
from tests.workbooks.shapes import write_ods

OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def sheets_of(path):
    findings = Findings()
    return read_sheets(path, findings), found(findings.issues)


def test_sheets_know_file_title_and_letters(tmp_path):
    path = write(tmp_path / "messe.xlsx", {"Sperren": [["Grund", None, "b", "A"], ["x", 1, 2, 3]]})

    sheets, issues = sheets_of(path)

    blocked = sheets["blocked"]
    assert (blocked.file, blocked.title, blocked.language) == ("messe.xlsx", "Sperren", "de")
    assert blocked.letters == {"reason": "A", "b": "C", "a": "D"}
    assert str(blocked.place(2, "b")) == "Sperren!C2"
    assert issues == []


@pytest.mark.parametrize(
    ("title", "headings", "language"),
    [
        ("Teilnehmer", ["ID", "First name", "Last name"], "de"),
        ("Mappe1", ["ID", "Vorname", "Nachname", "Wunsch 1", "Wunsch 2"], "de"),
        ("Book1", ["ID", "First name", "Nachname", "Wish 1"], "en"),
        ("Book1", ["ID", "Status"], "en"),
    ],
)
def test_language_of_a_sheet_is_that_of_its_title_or_of_most_headings(title, headings, language):
    lines = (Line(1, tuple(headings)),)
    sheet = Sheet("x.xlsx", title, lines, "participants", section="column.participants")

    assert sheet.language == language


def test_rows_with_blank_rows_in_front_and_between(tmp_path):
    rows = [[], [None, "  "], [None, "A", "B"], [], [None, "P1", "P2"], [], [], [None, "P3"]]
    path = write(tmp_path / "fair.xlsx", {"Blocked": rows})

    sheets, _ = sheets_of(path)

    findings = Findings()
    read = read_rows(sheets["blocked"], findings)
    assert [(row.number, row.cells["a"]) for row in read] == [(5, "P1"), (8, "P3")]
    assert found(findings.issues) == [("missing_cell", "Blocked!C8")]


def test_cells_keep_what_excel_holds(tmp_path):
    cells = ["NA", "None", 7.0, 7.5, DAY, time(9, 30), True, "  x "]
    path = write(tmp_path / "fair.xlsx", {"Blocked": [["A"], cells]})

    sheets, _ = sheets_of(path)

    kept = ("NA", "None", 7, 7.5, datetime.combine(DAY, time()), time(9, 30), True, "  x ")
    assert sheets["blocked"].lines[1].cells == kept


def test_cell_with_an_excel_error(tmp_path):
    sheets = fair()
    sheets["Participants"][2][1] = "#REF!"
    sheets["Participants"][0].append("#NAME?")

    assert faults(tmp_path, sheets) == [
        ("excel_error", "Participants!Q1"),
        ("excel_error", "Participants!B3"),
    ]


def test_sheet_that_is_there_twice(tmp_path):
    sheets = {**fair(), "Sperren": [["A", "B"], ["P1", "P4"]]}

    assert faults(tmp_path, sheets) == [("duplicate_sheet", "Sperren")]


def test_empty_sheet_of_another_name(tmp_path):
    assert faults(tmp_path, {**fair(), "Sheet1": []}) == []


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_folder_of_csv(tmp_path, delimiter, encoding):
    folder = write_folder(tmp_path / "fair", fair(), delimiter, encoding)

    assert read(folder) == read(write(tmp_path / "fair.xlsx", fair()))


def test_folder_of_csv_in_cp1252(tmp_path):
    text = "Setting;Value\r\nName;Größe & Maß – 5 €\r\nMeeting length;30,0\r\n"
    text += "Organiser e-mail;office@fair.example\r\n"
    folder = write_folder(tmp_path / "fair", fair())
    (folder / "Event.csv").write_bytes(text.encode("cp1252"))

    reading = read_event(folder)
    assert reading.event.name == "Größe & Maß – 5 €"
    assert found(reading.issues) == [("guessed_encoding", "Event")]


def test_csv_rows_as_excel_counts_them(tmp_path):
    text = 'sep=;\r\n\r\nA;B;Reason\r\n\r\nP1;P2;"two\r\nlines"\r\nP3\r\n'
    (tmp_path / "Blocked.csv").write_bytes(text.encode())

    sheets, _ = sheets_of(tmp_path)

    assert [line.row for line in sheets["blocked"].lines] == [2, 4, 5]


def test_csv_with_an_excel_error(tmp_path):
    folder = write_folder(tmp_path / "fair", fair(Blocked=[["P1", "#NV"]]))

    findings = Findings()
    read_rows(read_sheets(folder, findings)["blocked"], findings)

    assert found(findings.issues) == [("excel_error", "Blocked!B2")]


def test_folder_of_workbooks_named_after_files_or_titles(tmp_path):
    folder = tmp_path / "messe"
    folder.mkdir()
    german = in_german(fair())
    write(folder / "Teilnehmer.xlsx", {"Tabelle1": german.pop("Teilnehmer"), "Tabelle2": []})
    write(folder / "Wuensche.xlsx", {"Tabelle1": german.pop("Wünsche")})
    write(folder / "Rest.xlsx", german)

    event = read(folder)

    assert event.interests == read(write(tmp_path / "fair.xlsx", fair())).interests
    assert event.language == "de"


def test_folder_with_files_that_are_none_of_ours(tmp_path):
    folder = write_folder(tmp_path / "fair", fair())
    (folder / "~$Event.xlsx").write_bytes(b"lock")
    (folder / "._Event.csv").write_bytes(b"\x00\x05")
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    (folder / "more").mkdir()

    assert read(folder).name == "Small Fair"


def test_folder_named_like_a_mac_names_files(tmp_path):
    folder = write_folder(tmp_path / "messe", in_german(fair()))
    (folder / "Wünsche.csv").rename(folder / "Wu\u0308nsche.csv")

    assert read(folder).language == "de"


def test_file_that_does_not_exist(tmp_path):
    assert sheets_of(tmp_path / "fair.xlsx") == ({}, [("no_such_file", "fair.xlsx")])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"just some text", "not_a_workbook"),
        (OLE + b"old xls", "not_a_workbook"),
        (OLE + b"..." + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (b"PK\x03\x04 half a zip", "not_a_workbook"),
    ],
)
def test_file_that_is_no_workbook(tmp_path, content, code):
    path = tmp_path / "fair.xlsx"
    path.write_bytes(content)

    assert sheets_of(path) == ({}, [(code, "fair.xlsx")])


def test_workbook_with_a_damaged_sheet(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair())
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])

    assert sheets_of(path) == ({}, [("not_a_workbook", "fair.xlsx")])


def test_workbook_renamed_to_csv(tmp_path):
    write(tmp_path / "fair.xlsx", fair()).rename(tmp_path / "fair.csv")

    assert read(tmp_path / "fair.csv").name == "Small Fair"


def test_csv_that_is_binary(tmp_path):
    (tmp_path / "Event.csv").write_bytes(OLE)

    assert sheets_of(tmp_path) == ({}, [("not_a_workbook", "Event.csv")])


def test_folder_without_sheets(tmp_path):
    (tmp_path / "readme.txt").write_text("hello", encoding="utf-8")

    assert sheets_of(tmp_path) == ({}, [("no_sheets", tmp_path.name)])


def test_workbook_without_sheets(tmp_path):
    path = write(tmp_path / "fair.xlsx", {"Budget": [["a"]]})

    assert sheets_of(path) == ({}, [("unknown_sheet", "Budget"), ("no_sheets", "fair.xlsx")])


def test_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = write(tmp_path / "fair.xlsx", fair())

    def forbid(*_):
        raise PermissionError

    monkeypatch.setattr("matchmaker.io.package.foreign.os.open", forbid)

    assert sheets_of(path) == ({}, [("unreadable_file", "fair.xlsx")])


def test_folder_that_may_not_be_read(tmp_path, monkeypatch):
    def forbid(_):
        raise PermissionError

    monkeypatch.setattr(type(tmp_path), "iterdir", forbid)

    assert sheets_of(tmp_path) == ({}, [("unreadable_file", tmp_path.name)])


def test_workbook_that_openpyxl_warns_of(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair())
    drop_down = b'<extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    with ZipFile(path) as source, ZipFile(tmp_path / "newer.xlsx", "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</worksheet>", drop_down))

    assert read(tmp_path / "newer.xlsx").name == "Small Fair"


def test_bad_file_beside_good_ones(tmp_path):
    folder = write_folder(tmp_path / "fair", fair())
    (folder / "Fixed.csv").unlink()
    (folder / "Fixed.xlsx").write_bytes(b"broken")

    findings = Findings()
    sheets = read_sheets(folder, findings)

    assert found(findings.issues) == [("not_a_workbook", "Fixed.xlsx")]
    assert "participants" in sheets


def test_workbook_of_another_program_without_its_reader(tmp_path, monkeypatch):
    monkeypatch.setattr("matchmaker.io.reading.files.has_reader", lambda: False)
    path = write_ods(tmp_path / "fair.ods", fair())

    assert sheets_of(path) == ({}, [("no_reader", "fair.ods")])
