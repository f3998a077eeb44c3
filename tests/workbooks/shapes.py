"""Odd shapes of one small fair: how people bring it, and what is to be said of it.

Each shape writes the fair in a way of its own. `issues` are (code, sheet, row, column); where
`same` holds, the event read is that of the plain workbook.
"""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.io.reading.spreadsheets import DAY, fair, in_german, write, write_folder

Sheets = dict[str, list[list[object]]]
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Shape:
    """One way to bring the fair."""

    name: str
    make: Callable[[Path], Path]
    issues: tuple[tuple[str, str, int | None, str | None], ...] = ()
    same: bool = True


SHAPES: list[Shape] = []


def shape(*issues, same=True):
    """Keep a function that writes a shape into a folder, and give its path."""

    def keep(make):
        SHAPES.append(Shape(make.__name__, make, issues, same))
        return make

    return keep


def base() -> Sheets:
    """The plain fair; nothing is said of it."""
    return fair()


def changed(folder: Path, change, sheets=None) -> Path:
    """Write the fair after a change to its sheets."""
    sheets = base() if sheets is None else sheets
    change(sheets)
    return write(folder / "fair.xlsx", sheets)


def decorated(folder: Path, change, sheets=None) -> Path:
    """Write the fair, then change the workbook as openpyxl knows it."""
    path = write(folder / "fair.xlsx", sheets or base())
    return edited(path, change)


def edited(path: Path, change) -> Path:
    """Change a workbook that is written."""
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(path)
    change(book)
    book.save(path)
    return path


def replaced(path: Path, part: str, old: str, new: str) -> Path:
    """Change the XML of a workbook that is written."""
    buffer = BytesIO()
    with ZipFile(path) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text, (part, old)
                text = text.replace(old.encode(), new.encode())
            target.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


def column(sheets: Sheets, title: str, heading: str) -> int:
    """Number of a column from 0."""
    return sheets[title][0].index(heading)


# files and folders


@shape()
def plain_workbook(folder):
    return write(folder / "fair.xlsx", base())


@shape()
def german_workbook_with_english_setting(folder):
    sheets = in_german(base())
    sheets["Veranstaltung"].append(["Sprache", "en"])
    return write(folder / "messe.xlsx", sheets)


@shape()
def sheets_in_another_order(folder):
    return write(folder / "fair.xlsx", dict(reversed(base().items())))


@shape()
def one_workbook_for_each_sheet(folder):
    (folder / "fair").mkdir()
    for title, rows in base().items():
        write(folder / "fair" / f"{title}.xlsx", {"Sheet1": rows})
    return folder / "fair"


@shape()
def folder_of_csv_with_semicolons(folder):
    return write_folder(folder / "fair", base(), ";")


@shape()
def folder_of_csv_with_commas(folder):
    return write_folder(folder / "fair", base(), ",", "utf-8")


@shape()
def folder_of_csv_with_tabs_in_utf_16(folder):
    return write_folder(folder / "fair", base(), "\t", "utf-16")


@shape()
def folder_of_csv_in_utf_16_without_a_mark(folder):
    return write_folder(folder / "fair", base(), "\t", "utf-16-le")


@shape(("guessed_encoding", "Tables", None, None))
def csv_in_cp1252(folder):
    path = write_folder(folder / "fair", base())
    text = (path / "Tables.csv").read_text("utf-8-sig").replace("Foyer", "Foyér")
    (path / "Tables.csv").write_bytes(text.encode("cp1252"))
    return _with(path, "Tables.csv", lambda content: content.replace(b"Foy\xe9r", b"Foyer\xa0"))


def _with(path, name, change):
    file = path / name
    file.write_bytes(change(file.read_bytes()))
    return path


@shape(("lost_letters", "Tables", None, None), same=False)
def csv_with_bytes_that_are_no_letters(folder):
    path = write_folder(folder / "fair", base())
    return _with(path, "Tables.csv", lambda content: content.replace(b"Foyer", b"Foy\x81r"))


@shape()
def csv_with_titles_above(folder):
    path = write_folder(folder / "fair", base())
    return _with(path, "Interests.csv", lambda text: b"Our wishes, 17 June\r\n\r\n" + text[3:])


@shape()
def csv_with_decimal_commas(folder):
    path = write_folder(folder / "fair", base())
    return _with(
        path, "Event.csv", lambda text: text.replace(b"Meeting length;30", b"Meeting length;30,0")
    )


@shape()
def csv_with_quoted_line_breaks(folder):
    sheets = base()
    sheets["Interests"][1][4] = "agreed"
    path = write_folder(folder / "fair", sheets)
    return _with(path, "Blocked.csv", lambda text: text.replace(b"Reason", b'"Rea\xc2\xad\nson"'))


@shape()
def workbook_beside_lock_files(folder):
    path = write_folder(folder / "fair", base())
    (path / "~$Event.xlsx").write_bytes(b"lock")
    (path / ".DS_Store").write_bytes(b"x")
    return path


@shape()
def ods_of_libreoffice(folder):
    return write_ods(folder / "fair.ods", base())


# headings and titles


@shape()
def title_rows_above_every_header(folder):
    def change(sheets):
        for rows in sheets.values():
            rows[:0] = [["Silicon Fair 2027"], ["as of 1 June", None, "draft"], []]

    return changed(folder, change)


@shape()
def header_in_a_later_row_and_column(folder):
    def change(sheets):
        sheets["Interests"] = [[], [], *([None, None, *row] for row in sheets["Interests"])]

    return changed(folder, change)


@shape()
def headings_with_odd_spaces(folder):
    def change(sheets):
        for rows in sheets.values():
            rows[0] = [f"\u00a0{heading} \n" for heading in rows[0]]

    return changed(folder, change)


@shape()
def headings_with_soft_hyphens_and_stars(folder):
    def change(sheets):
        rows = sheets["Participants"]
        rows[0][4] = "Organi\u00adsation*"
        rows[0][2] = "LAST NAME (*)"

    return changed(folder, change)


@shape(("ranks_read", "Interests", 3, "C"), same=False)
def german_headings_in_english_sheets(folder):
    def change(sheets):
        sheets["Interests"][0][:3] = ["Von", "An", "Priorität"]
        sheets["Participants"][0][1:3] = ["Vorname", "Nachname"]

    return changed(folder, change)


@shape()
def umlauts_written_out(folder):
    sheets = base()
    sheets["Wuensche"] = sheets.pop("Interests")
    sheets["Tables"][0][5] = "nicht verfuegbar"
    return write(folder / "fair.xlsx", sheets)


@shape(("duplicate_column", "Interests", 1, "F"), same=False)
def heading_that_is_there_twice(folder):
    return changed(folder, lambda sheets: sheets["Interests"][0].append("an"))


@shape(("unknown_column", "Participants", 1, "Q"))
def heading_that_nobody_knows(folder):
    return changed(folder, lambda sheets: sheets["Participants"][0].append("Shoe size"))


@shape(
    ("missing_column", "Interests", None, None), ("unknown_column", "Interests", 1, "B"), same=False
)
def heading_that_is_missing(folder):
    def change(sheets):
        sheets["Interests"][0][1] = "Whom"

    return changed(folder, change)


@shape(("unknown_sheet", "Budget", None, None))
def sheet_that_nobody_knows(folder):
    return write(folder / "fair.xlsx", base() | {"Budget": [["flowers", 12]]})


@shape()
def help_and_list_of_issues_are_passed_over(folder):
    more = {"Help": [["read me"]], "Issues": [["Severity", "Place"]]}
    return write(folder / "fair.xlsx", base() | more)


# rows


@shape()
def blank_rows_between(folder):
    def change(sheets):
        for rows in sheets.values():
            rows[1:] = [part for row in rows[1:] for part in ([None, " "], row)]

    return changed(folder, change)


@shape(("unknown_person_no_suggestion", "Interests", 13, "D"), same=False)
def place_of_a_fault_below_titles_and_gaps(folder):
    def change(sheets):
        rows = [[None, None, *row] for row in sheets["Interests"]]
        sheets["Interests"] = [["Wishes of all"], [], [], *rows, [], [], [], ["", "", "P1", "P77"]]

    return changed(folder, change)


@shape(("hidden_rows", "Interests", 3, None))
def hidden_rows_are_used(folder):
    def change(book):
        for row in (3, 5, 6):
            book["Interests"].row_dimensions[row].hidden = True

    return decorated(folder, change)


@shape(("hidden_sheet", "Interests", None, None))
def hidden_sheet_is_used(folder):
    def change(book):
        book["Interests"].sheet_state = "hidden"

    return decorated(folder, change)


@shape(
    ("hidden_rows", "Participants", 2, None),
    ("unknown_person_no_suggestion", "Interests", 2, "A"),
    same=False,
)
def place_of_a_fault_under_a_filter(folder):
    def change(book):
        book["Participants"].auto_filter.ref = "A1:P7"
        book["Participants"].row_dimensions[2].hidden = True
        book["Interests"]["A2"] = "P77"

    return decorated(folder, change)


@shape()
def excel_table_with_style(folder):
    from openpyxl.worksheet.table import Table  # noqa: PLC0415

    def change(book):
        book["Interests"].add_table(Table(displayName="Wishes", ref="A1:E6"))

    return decorated(folder, change)


@shape()
def formats_far_below_and_right(folder):
    def change(book):
        book["Interests"].cell(900_000, 1).number_format = "@"
        book["Interests"].cell(2, 16_000).number_format = "@"

    return decorated(folder, change)


# merged cells


@shape()
def merged_title_above(folder):
    def change(sheets):
        sheets["Participants"][:0] = [["All who take part"]]

    def merge(book):
        book["Participants"].merge_cells("A1:P1")

    return edited(changed(folder, change), merge)


@shape(("merged_cells", "Participants", 3, None))
def merged_organisation_counts_for_each_row(folder):
    def change(book):
        sheet = book["Participants"]
        sheet["E3"] = None
        sheet.merge_cells("E2:E3")

    return decorated(folder, change)


@shape(("merged_cells", "Timetable", 3, None))
def merged_day_counts_for_each_row(folder):
    def change(book):
        book["Timetable"].merge_cells("A2:A5")

    return decorated(folder, change)


@shape()
def header_of_two_merged_rows(folder):
    def change(sheets):
        sheets["Interests"].insert(1, [])

    def merge(book):
        for number in range(1, 6):
            letter = get_column_letter(number)
            book["Interests"].merge_cells(f"{letter}1:{letter}2")

    return edited(changed(folder, change), merge)


# text


@shape()
def spaces_of_every_kind(folder):
    def change(sheets):
        for rows in sheets.values():
            rows[1:] = [[_spaced(cell) for cell in row] for row in rows[1:]]

    return changed(folder, change)


def _spaced(cell):
    return f"\u00a0 {cell}\u200b \u2009" if isinstance(cell, str) and cell else cell


@shape()
def soft_hyphens_in_names(folder):
    def change(sheets):
        sheets["Participants"][1][2] = "Mül\u00adler"
        sheets["Interests"][1][0] = "P\u00ad1\ufeff"

    return changed(folder, change)


@shape()
def umlauts_in_two_parts(folder):
    def change(sheets):
        sheets["Participants"][1][1:3] = ["A\u0308nne", "Mu\u0308ller"]

    return changed(folder, change)


@shape()
def text_like_formulas_is_text(folder):
    path = write(folder / "fair.xlsx", base())

    def change(book):
        cell = book["Interests"]["E2"]
        cell.value = '=HYPERLINK("http://x")'
        cell.data_type = "s"

    return edited(path, change)


@shape(("formula_without_value", "Interests", 3, "B"), same=False)
def formula_without_a_value(folder):
    def change(sheets):
        sheets["Interests"][2][1] = "=Participants!A5"

    return changed(folder, change)


@shape()
def formula_with_its_value(folder):
    def change(sheets):
        sheets["Event"][3][1] = "=15*2"

    path = changed(folder, change)
    part = "xl/worksheets/sheet1.xml"
    with ZipFile(path) as archive:
        text = archive.read(part).decode()
    old = next(
        form
        for form in ("<f>15*2</f><v/>", "<f>15*2</f><v></v>", "<f>15*2</f><v />")
        if form in text
    )
    return replaced(path, part, old, "<f>15*2</f><v>30</v>")


@shape(("excel_error", "Interests", 3, "B"), same=False)
def formula_that_failed(folder):
    def change(sheets):
        sheets["Interests"][2][1] = "#REF!"

    return changed(folder, change)


# dates and times


@shape()
def dates_as_text(folder):
    def change(sheets):
        for row, written in zip(
            sheets["Timetable"][1:],
            ("2027-06-17", "17.06.2027", "17.6.27", "17/06/2027"),
            strict=True,
        ):
            row[0] = written

    return changed(folder, change)


@shape()
def dates_as_serial_numbers(folder):
    def change(sheets):
        for row in sheets["Timetable"][1:]:
            row[0] = (DAY - EPOCH).days

    return changed(folder, change)


@shape()
def dates_with_midnight(folder):
    def change(sheets):
        for row in sheets["Timetable"][1:]:
            row[0] = datetime.combine(DAY, time())

    return changed(folder, change)


@shape()
def times_as_text(folder):
    def change(sheets):
        texts = [("9", "11 Uhr"), ("11:00", "12.00"), ("12:00:00", "2 PM"), ("12 Uhr", "12:30")]
        for row, (start, end) in zip(sheets["Timetable"][1:], texts, strict=True):
            row[1:3] = [start, end]

    return changed(folder, change)


@shape()
def times_as_fractions(folder):
    def change(sheets):
        for row in sheets["Timetable"][1:]:
            row[1:3] = [_fraction(cell) for cell in row[1:3]]

    return changed(folder, change)


def _fraction(cell):
    return (cell.hour * 60 + cell.minute) / 1440


@shape()
def times_as_durations(folder):
    def change(sheets):
        for row in sheets["Timetable"][1:]:
            row[1:3] = [timedelta(hours=c.hour, minutes=c.minute) for c in row[1:3]]

    return changed(folder, change)


@shape()
def dates_of_a_mac(folder):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    book.epoch = CALENDAR_MAC_1904
    for title, rows in base().items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(folder / "fair.xlsx")
    return folder / "fair.xlsx"


@shape(("ambiguous_date", "Timetable", 2, "A"), same=False)
def date_that_may_be_two(folder):
    def change(sheets):
        sheets["Timetable"][1][0] = "06/07/2027"

    sheets = fair(Fixed=[])
    return changed(folder, change, sheets)


# ids


def numbered(sheets: Sheets) -> Sheets:
    """The fair with the ids 001 to 006."""
    ids = {f"P{n}": f"{n:03d}" for n in range(1, 7)} | {"p2": "002"}
    numbered = deepcopy(sheets)
    for title in ("Participants", "Interests", "Blocked", "Fixed"):
        numbered[title][1:] = [
            [ids.get(cell, cell) if isinstance(cell, str) else cell for cell in row]
            for row in numbered[title][1:]
        ]
    return numbered


@shape(same=False)
def ids_with_zeros_as_text(folder):
    return write(folder / "fair.xlsx", numbered(base()))


@shape(same=False)
def ids_shown_with_zeros(folder):
    def change(book):
        for title, letters in (("Participants", "A"), ("Interests", "AB")):
            for row in book[title].iter_rows(min_row=2):
                for cell in row:
                    if cell.column_letter in letters and str(cell.value).isdecimal():
                        cell.value, cell.number_format = int(cell.value), "000"

    return decorated(folder, change, numbered(base()))


@shape(
    ("id_without_zeros", "Interests", 2, "A"), ("id_without_zeros", "Interests", 2, "B"), same=False
)
def ids_that_lost_their_zeros(folder):
    def change(sheets):
        sheets["Interests"][1][:2] = [1, 3]

    return changed(folder, change, numbered(base()))


@shape(("name_is_a_date", "Participants", 2, "A"), same=False)
def id_that_became_a_date(folder):
    sheets = fair(Interests=[["P2", "P3"]], Blocked=[], Fixed=[])
    sheets["Participants"][3][14:] = [None, None]
    sheets["Participants"][1][0] = datetime(2027, 3, 1)  # noqa: DTZ001
    return write(folder / "fair.xlsx", sheets)


@shape(("name_is_a_date", "Interests", 2, "B"), same=False)
def wish_that_became_a_date(folder):
    def change(sheets):
        sheets["Interests"][1][1] = DAY

    return changed(folder, change)


# wishes


WISHES = [["P1", "P3"], ["P1", "P4"], ["P3", "P1"], ["P4", "P2"], ["P4", "Delta Ltd"]]


def wishing(**more) -> Sheets:
    """The fair with wishes that can be written in every shape."""
    sheets = fair(Interests=[row[:] for row in WISHES], Fixed=[], **more)
    for row in sheets["Participants"][1:]:
        row[14:] = []
    return sheets


@shape(same=False)
def wishes_as_a_long_list(folder):
    return write(folder / "fair.xlsx", wishing())


@shape(same=False)
def wishes_as_a_matrix(folder):
    sheets = wishing()
    targets = ["P1", "P2", "P3", "P4", "Delta Ltd"]
    sheets["Interests"] = [["", *targets], *_crosses(targets)]
    return write(folder / "fair.xlsx", sheets)


def _crosses(targets, cross="x"):
    sources = dict.fromkeys(source for source, _ in WISHES)
    return [
        [source, *(cross if [source, target] in WISHES else None for target in targets)]
        for source in sources
    ]


@shape(same=False)
def wishes_as_a_matrix_of_ones_below_a_title(folder):
    sheets = wishing()
    targets = ["P1", "P2", "P3", "P4", "Delta Ltd"]
    rows = [[0 if cell is None else cell for cell in row] for row in _crosses(targets, 1)]
    sheets["Interests"] = [["Who wants whom?"], [], ["From", *targets], *rows]
    return write(folder / "fair.xlsx", sheets)


@shape(
    ("bad_cross", "Interests", 3, "C"),
    ("unknown_person_no_suggestion", "Interests", 1, "F"),
    same=False,
)
def wishes_as_a_matrix_with_faults(folder):
    sheets = wishing()
    targets = ["P1", "P2", "P3", "P4", "Omega"]
    rows = _crosses(targets)
    rows[1][2] = "maybe"
    sheets["Interests"] = [["From", *targets], *rows]
    return write(folder / "fair.xlsx", sheets)


@shape(same=False)
def wishes_as_one_file_each(folder):
    sheets = wishing()
    del sheets["Interests"]
    path = write_folder(folder / "fair", sheets)
    (path / "wishes").mkdir()
    for source in dict.fromkeys(source for source, _ in WISHES):
        rows = [["To"], *([target] for one, target in WISHES if one == source)]
        write(path / "wishes" / f"{source}.xlsx", {"Sheet1": rows})
    return path


@shape(same=False)
def wishes_as_one_bare_list_each(folder):
    sheets = in_german(wishing()) | {"Wünsche": [["Von", "An"]]}
    sheets["Veranstaltung"].append(["Sprache", "en"])
    path = write_folder(folder / "fair", sheets)
    (path / "Wuensche").mkdir()
    for source in dict.fromkeys(source for source, _ in WISHES):
        text = "\r\n".join(target for one, target in WISHES if one == source)
        (path / "Wuensche" / f"{source}.csv").write_text(text, encoding="utf-8")
    return path


@shape(
    ("unknown_person_no_suggestion", "", None, None),
    ("unknown_person_no_suggestion", "P1", 3, "A"),
    same=False,
)
def wishes_of_nobody_we_know(folder):
    sheets = wishing()
    del sheets["Interests"]
    path = write_folder(folder / "fair", sheets)
    (path / "wishes").mkdir()
    (path / "wishes" / "Quentin.csv").write_text("To\nP1\n", encoding="utf-8")
    (path / "wishes" / "P1.csv").write_text("To\nP3\nQuentin\n", encoding="utf-8")
    return path


def _columns(sheets, many):
    """Wishes beside the participants; the first of each is high."""
    del sheets["Interests"]
    rows = sheets["Participants"]
    for row in rows[1:]:
        mine = [target for source, target in WISHES if source == row[0]]
        row.extend([None] * (14 - len(row)))
        row.extend(mine if many else ["; ".join(mine)])
    return sheets


@shape(same=False)
def wishes_as_columns(folder):
    return write(folder / "fair.xlsx", _columns(wishing(), many=True))


@shape(same=False)
def wishes_in_one_cell(folder):
    sheets = _columns(wishing(), many=False)
    sheets["Participants"][0][14:] = ["Wünsche"]
    return write(folder / "fair.xlsx", sheets)


@shape(("unknown_person_no_suggestion", "Participants", 2, "O"), same=False)
def wish_of_several_in_one_cell_that_is_unknown(folder):
    sheets = _columns(wishing(), many=False)
    sheets["Participants"][1][14] = "P3; Quentin; P4"
    return write(folder / "fair.xlsx", sheets)


# names


@shape()
def people_by_their_names(folder):
    def change(sheets):
        sheets["Interests"][1][:2] = ["Änne Müller", "Yağmur, Deniz"]
        sheets["Interests"][5][:2] = ["O'Brien, Liam", "MÜLLER, ÄNNE"]

    return changed(folder, change)


@shape()
def people_by_name_and_organisation(folder):
    def change(sheets):
        sheets["Interests"][1][:2] = ["Änne Müller (ALF)", "Deniz Yağmur, Beta GmbH"]
        sheets["Interests"][5][:2] = ["Liam O'Brien – Delta Ltd", "Müller, Änne / Alpha GmbH"]

    return changed(folder, change)


@shape(("ambiguous_person", "Interests", 2, "B"), same=False)
def name_of_two_people(folder):
    sheets = fair(Interests=[["P1", "Zofia Łukasik"]], Fixed=[])
    sheets["Participants"].append(["Q1", "Zofia", "Łukasik", "", "Omega"])
    return write(folder / "fair.xlsx", sheets)


@shape(same=False)
def name_of_two_people_with_organisation(folder):
    sheets = fair(Interests=[["P3", "Zofia Łukasik (Omega)"]], Fixed=[])
    sheets["Participants"].append(["Q1", "Zofia", "Łukasik", "", "Omega"])
    return write(folder / "fair.xlsx", sheets)


@shape(("unknown_person", "Interests", 2, "B"), same=False)
def name_that_is_nearly_right(folder):
    return changed(folder, lambda sheets: sheets["Interests"][1].__setitem__(1, "Denis Yagmur"))


# values


@shape()
def words_to_choose_from_in_any_case_and_language(folder):
    def change(sheets):
        sheets["Interests"][1][2:4] = ["MUSS", "Angenommen"]
        sheets["Timetable"][2][3] = " Pause"
        sheets["Participants"][6][12] = "STORNIERT"

    return changed(folder, change)


@shape()
def numbers_as_text(folder):
    def change(sheets):
        sheets["Event"][3][1] = "30"
        sheets["Tables"][2][3] = "2,0"
        sheets["Interests"][2][2] = "2"

    return changed(folder, change)


@shape()
def number_with_a_unit(folder):
    return changed(folder, lambda s: s["Event"][3].__setitem__(1, "30 min"))


# files that are none


def broken(content):
    def make(folder):
        (folder / "fair.xlsx").write_bytes(content)
        return folder / "fair.xlsx"

    return make


for _name, _content, _code in (
    ("empty_file", b"", "empty_file"),
    ("text_called_xlsx", b"hello", "not_a_workbook"),
    ("half_a_zip", b"PK\x03\x04 half", "not_a_workbook"),
    ("word_document", bytes.fromhex("D0CF11E0A1B11AE1") + b"x" * 600, "not_a_workbook"),
    (
        "behind_a_password",
        bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        "password_protected",
    ),
):
    SHAPES.append(Shape(_name, broken(_content), ((_code, "", None, None),), same=False))


@shape()
def csv_called_by_an_excel_name_inside_a_folder(folder):
    path = write_folder(folder / "fair", base())
    (path / "Tables.csv").rename(path / "Tables.txt")
    return path


@shape()
def workbook_of_the_strict_standard(folder):
    path = write(folder / "fair.xlsx", base())
    buffer = BytesIO()
    names = (
        (
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ),
        (
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )
    with ZipFile(path) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            for old, new in names:
                text = text.replace(old, new)
            target.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


def write_ods(path: Path, sheets: Sheets) -> Path:
    """Write what LibreOffice would."""
    tables = "".join(
        f'<table:table table:name="{title}">{"".join(map(_ods_row, rows))}</table:table>'
        for title, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            "<manifest:manifest "
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/" '
            'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
            "</manifest:manifest>",
        )
    return path


def _ods_row(row):
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell):
    if cell is None or cell == "":
        return "<table:table-cell/>"
    kind, value = "string", ""
    if isinstance(cell, time):
        kind, value = "time", f' office:time-value="PT{cell.hour:02d}H{cell.minute:02d}M00S"'
    elif isinstance(cell, date):
        kind, value = "date", f' office:date-value="{cell:%Y-%m-%d}"'
    elif isinstance(cell, int):
        kind, value = "float", f' office:value="{cell}"'
    text = str(cell).replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<table:table-cell office:value-type="{kind}"{value}><text:p>{text}</text:p>'
        "</table:table-cell>"
    )
