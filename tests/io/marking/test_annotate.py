"""Marked copies: every fault at its cell, and everything else as it was."""

import shutil
import subprocess
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.marking.annotate import FILLS, annotate
from matchmaker.io.marking.copy import annotated_copy
from matchmaker.io.writing.template import write_template
from matchmaker.issues import Issue, Place, Severity
from matchmaker.text import words
from tests.io.reading.spreadsheets import fair, found, write, write_folder
from tests.io.reading.test_planted_faults import planted
from tests.workbooks.shapes import SHAPES

EN = words("en")
RED, YELLOW = FILLS[Severity.ERROR], FILLS[Severity.WARNING]


def issue(row, column, severity=Severity.ERROR, sheet="Sheet", code="missing_cell"):
    return Issue(code, severity, Place("fair.xlsx", sheet, row, column), {"heading": "ID"})


def saved(book):
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def marked(content, *issues, say=EN):
    return load_workbook(BytesIO(annotate(content, issues, say)))


def color(cell):
    return cell.fill.fgColor.rgb if cell.fill.patternType else None


@pytest.fixture
def book():
    book = Workbook()
    book.active.title = "Sheet"
    return book


def test_cell_is_red_and_says_what_is_wrong_and_what_to_do(book):
    book["Sheet"]["B2"] = 7

    cell = marked(saved(book), issue(2, "B"))["Sheet"]["B2"]

    assert (cell.value, color(cell)) == (7, RED)
    assert cell.comment.text == "Error: “ID” is empty, but needed. Fill in this cell."


def test_cell_keeps_its_format(book):
    cell = book["Sheet"]["B2"]
    cell.value, cell.number_format, cell.font = 0.5, "hh:mm", Font(bold=True, name="Courier New")

    cell = marked(saved(book), issue(2, "B", Severity.WARNING))["Sheet"]["B2"]

    assert (cell.number_format, cell.font.b, cell.font.name) == ("hh:mm", True, "Courier New")
    assert color(cell) == YELLOW


def test_cell_that_is_not_there_is_made_in_order(book):
    for name in ("A1", "D4", "A9"):
        book["Sheet"][name] = name
    book["Sheet"].column_dimensions["C"].number_format = "0.00"

    content = annotate(saved(book), [issue(4, "C"), issue(6, "F")], EN)

    sheet = load_workbook(BytesIO(content))["Sheet"]
    assert [color(sheet[name]) for name in ("C4", "F6", "D4")] == [RED, RED, None]
    assert sheet["C4"].number_format == "0.00"
    with ZipFile(BytesIO(content)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    places = [xml.index(f'r="{name}"') for name in ("A1", "C4", "D4", "F6", "A9")]
    assert places == sorted(places)


def test_worst_issue_gives_the_color_and_all_are_said(book):
    issues = [issue(1, "A", Severity.WARNING, code="bad_email"), issue(1, "A")]
    issues[0] = Issue("bad_email", Severity.WARNING, issues[0].place, {"value": "x"})

    cell = marked(saved(book), *issues)["Sheet"]["A1"]

    assert color(cell) == RED
    assert [line.partition(":")[0] for line in cell.comment.text.split("\n")] == [
        "Warning",
        "Error",
    ]


def test_merged_cell_is_marked_where_it_is_seen(book):
    book["Sheet"]["B2"] = "x"
    book["Sheet"].merge_cells("B2:B5")

    assert color(marked(saved(book), issue(4, "B"))["Sheet"]["B2"]) == RED


def test_note_that_was_there_stays_and_others_too(book):
    for name in ("A1", "B2"):
        book["Sheet"][name].comment = Comment(f"mine at {name}", "Ada")

    sheet = marked(saved(book), issue(1, "A"), issue(3, "C"))["Sheet"]

    assert sheet["A1"].comment.text.startswith("mine at A1\nError:")
    assert sheet["B2"].comment.text == "mine at B2"
    assert sheet["C3"].comment.text.startswith("Error:")


def test_list_of_issues_links_to_the_cells(book):
    sheet = marked(saved(book), issue(2, "B", Severity.WARNING), issue(3, "C"))["Issues"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=2)]
    assert rows == [["Severity", "Place"], ["error", "Sheet!C3"], ["warning", "Sheet!B2"]]
    assert sheet["B2"].hyperlink.location == "'Sheet'!C3"


def test_copy_opens_on_the_list_of_issues_alone(book):
    copy = marked(saved(book), issue(3, "C"))

    assert copy.active.title == "Issues"
    shown = [sheet.title for sheet in copy if sheet.sheet_view.tabSelected]
    assert shown == ["Issues"]


def test_sheet_of_their_own_called_issues_stays(book):
    book.create_sheet("Issues")["A1"] = "Our own"

    again = marked(saved(book), issue(1, "A"))

    assert again["Issues"]["A1"].value == "Our own"
    assert again["Issues 2"]["A2"].value == "error"


def test_text_of_the_input_is_never_a_formula(book):
    fault = Issue("bad_email", Severity.WARNING, issue(1, "A").place, {"value": "=1+1"})

    sheet = marked(saved(book), fault)["Issues"]

    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_everything_else_stays_byte_for_byte(book):
    other = book.create_sheet("Other")
    other["A1"], other["A2"] = "=SUM(B1:B9)", "x"
    other.column_dimensions["A"].width = 33
    other.conditional_formatting.add("A1:A9", _red_rule())
    chosen = DataValidation(type="list", formula1='"a,b"')
    chosen.add("A1:A9")
    other.add_data_validation(chosen)
    content = saved(book)

    copy = annotate(content, [issue(1, "A")], EN)

    with ZipFile(BytesIO(content)) as before, ZipFile(BytesIO(copy)) as after:
        for name in ("xl/worksheets/sheet2.xml", "xl/theme/theme1.xml", "docProps/core.xml"):
            assert after.read(name) == before.read(name)


def _red_rule():
    return CellIsRule(operator="equal", formula=["1"], fill=PatternFill("solid", bgColor="FF0000"))


def test_saved_value_of_a_formula_stays(book):
    book["Sheet"]["A1"] = "=1+1"
    content = _replaced(
        saved(book), "xl/worksheets/sheet1.xml", b"<f>1+1</f><v/>", b"<f>1+1</f><v>2</v>"
    )
    content = _replaced(content, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>2</v>")

    copy = annotate(content, [issue(1, "A")], EN)

    assert load_workbook(BytesIO(copy))["Sheet"]["A1"].value == "=1+1"
    assert load_workbook(BytesIO(copy), data_only=True)["Sheet"]["A1"].value == 2


def _replaced(content, part, old, new):
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(buffer, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text.replace(old, new) if name == part else text)
    return buffer.getvalue()


def test_macros_are_left_out(book):
    content = saved(book)
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
        b'vbaProject" Target="vbaProject.bin"/></Relationships>'
    )
    content = _replaced(content, "xl/_rels/workbook.xml.rels", b"</Relationships>", relation)
    content = _replaced(
        content,
        "[Content_Types].xml",
        b"spreadsheetml.sheet.main+xml",
        b"spreadsheetml.sheet.macroEnabled.main+xml",
    )
    buffer = BytesIO(content)
    with ZipFile(buffer, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")

    copy = annotate(buffer.getvalue(), [issue(1, "A")], EN)

    with ZipFile(BytesIO(copy)) as archive:
        assert "xl/vbaProject.bin" not in archive.namelist()
        assert b"vbaProject" not in archive.read("xl/_rels/workbook.xml.rels")
        assert b"spreadsheetml.sheet.main+xml" in archive.read("[Content_Types].xml")


def test_every_planted_fault_is_marked(tmp_path):
    path = write(tmp_path / "fair.xlsx", planted())
    issues = read_event(path).issues

    copy = load_workbook(BytesIO(annotated_copy(path, issues, EN)))

    for found_issue in issues:
        place = found_issue.place
        if place.row:
            cell = copy[place.sheet][f"{place.column or 'A'}{place.row}"]
            assert EN(f"issue.{found_issue.code}", **found_issue.parameters) in cell.comment.text
            is_colored = color(cell) in {RED, YELLOW}
            assert is_colored or found_issue.severity is Severity.NOTE
    assert copy["Issues"].max_row == len(issues) + 1


def test_copy_reads_as_the_original(tmp_path):
    path = write(tmp_path / "fair.xlsx", planted())
    issues = read_event(path).issues
    (tmp_path / "copy.xlsx").write_bytes(annotated_copy(path, issues, EN))

    again = read_event(tmp_path / "copy.xlsx")

    assert found(again.issues) == found(issues)


@pytest.mark.parametrize("language", ["en", "de"])
def test_copy_that_was_corrected_is_clean_when_marked_again(tmp_path, language):
    path = write(tmp_path / "fair.xlsx", fair(Interests=[["P1", "P99"], ["P1", "P3"]], Fixed=[]))
    (tmp_path / "copy.xlsx").write_bytes(annotated_copy(path, read_event(path).issues, EN))
    book = load_workbook(tmp_path / "copy.xlsx")
    book["Interests"]["B2"] = "P4"
    book.save(tmp_path / "corrected.xlsx")

    issues = read_event(tmp_path / "corrected.xlsx").issues
    again = annotated_copy(tmp_path / "corrected.xlsx", issues, words(language))

    assert issues == ()
    copy = load_workbook(BytesIO(again))
    assert color(copy["Interests"]["B2"]) is None
    assert copy["Interests"]["B2"].comment is None
    assert len(copy.sheetnames) == len(fair()) + 1


def test_folder_becomes_one_marked_workbook(tmp_path):
    folder = write_folder(tmp_path / "fair", fair(Interests=[["P1", "P99"]]))

    copy = load_workbook(BytesIO(annotated_copy(folder, read_event(folder).issues, EN)))

    assert color(copy["Interests"]["B2"]) == RED
    assert copy["Interests"]["B2"].value == "P99"


@pytest.mark.parametrize("part", ["[Content_Types].xml", "xl/styles.xml"])
def test_copy_of_a_workbook_with_a_damaged_part(tmp_path, part):
    path = write(tmp_path / "fair.xlsx", fair(Interests=[["P1", "P99"]]))
    content = path.read_bytes()
    with ZipFile(BytesIO(content)) as archive:
        old = archive.read(part)
    path.write_bytes(_replaced(content, part, old, b"" if "styles" not in part else old[:60]))
    reading = read_event(path)

    copy = annotated_copy(path, reading.issues, EN)

    assert (copy is None) == (reading.issues[0].code == "not_a_workbook")
    if copy:
        assert color(load_workbook(BytesIO(copy))["Interests"]["B2"]) == RED


def test_nothing_to_copy(tmp_path):
    (tmp_path / "fair.xlsx").write_bytes(b"PK\x03\x04 half a zip")

    assert annotated_copy(tmp_path / "fair.xlsx", (), EN) is None


def test_copy_of_a_workbook_of_the_strict_standard(tmp_path):
    strict = next(shape for shape in SHAPES if shape.name == "workbook_of_the_strict_standard")
    path = strict.make(tmp_path)
    wrong = issue(2, "B", sheet="Interests")

    (tmp_path / "copy.xlsx").write_bytes(annotated_copy(path, (wrong,), EN))

    assert read_event(tmp_path / "copy.xlsx").event == read_event(path).event
    with ZipFile(tmp_path / "copy.xlsx") as archive:
        relations = archive.read("xl/worksheets/_rels/sheet6.xml.rels").decode()
    assert "purl.oclc.org/ooxml/officeDocument/relationships/comments" in relations


OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["en", "de"])
def test_new_and_marked_workbooks_survive_libreoffice(tmp_path, language):
    write_template(tmp_path / "new.xlsx", language, with_example=True)
    bad = write(tmp_path / "bad.xlsx", planted())
    issues = read_event(bad).issues
    (tmp_path / "marked.xlsx").write_bytes(annotated_copy(bad, issues, words(language)))

    saved = tmp_path / "saved"
    command = [OFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    names = [str(tmp_path / name) for name in ("new.xlsx", "marked.xlsx")]
    subprocess.run(  # noqa: S603 - a program of this machine, on files of ours
        [*command, "--convert-to", "xlsx", "--outdir", str(saved), *names],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert read_event(saved / "new.xlsx").event == read_event(tmp_path / "new.xlsx").event
    assert found(read_event(saved / "marked.xlsx").issues) == found(issues)
    sheet = load_workbook(saved / "marked.xlsx")["Event"]
    assert (color(sheet["B6"]), sheet["B6"].comment is not None) == (RED, True)
