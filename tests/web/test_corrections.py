"""A cell corrected on the page: only that one is written, and it can be taken back."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from matchmaker.text import languages, words
from matchmaker.web.refusals import told
from matchmaker.web.speaking import spoken
from matchmaker.workflow import Dossier
from tests.web.conftest import Visitor
from tests.web.test_start import back_on

SAY = words("en")
SHEET, CELL = "Interests", "A4"


@pytest.fixture
def wrong(folder):
    """A browser with an event in which somebody is wished by a name that is nobody's."""
    path = folder / "fair.xlsx"
    book = openpyxl.load_workbook(path)
    book[SHEET][CELL] = "P0l"
    book[SHEET]["Z1"] = "=1+1"
    book.save(path)
    return Visitor(folder)


def url_of(visitor):
    return f"/events/{visitor.key('fair')}/lists"


def seen_on(visitor, cell=CELL, sheet=SHEET):
    text = visitor.get(f"{url_of(visitor)}/cell?sheet={quote(sheet)}&cell={cell}").text
    return re.search(r'name="seen" value="(\w+)"', text)[1]


def written(visitor, text="P01", cell=CELL, sheet=SHEET, **fields):
    fields = {"seen": seen_on(visitor)} | fields
    given = {"sheet": sheet, "cell": cell, "text": text}
    return visitor.post(f"{url_of(visitor)}/cell", given | fields)


def parts(content):
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", languages())
def test_mistake_leads_to_its_cell_and_row(wrong, language):
    header = {"accept-language": language}
    lists = unescape(wrong.get(url_of(wrong), headers=header).text)
    link = re.search(r'href="(/events/\w+/lists/cell\?sheet=Interests&cell=A4)"', lists)[1]

    page = unescape(wrong.get(link, headers=header).text)

    assert words(language)("web.correct.title", cell=f"{SHEET}!{CELL}") in page
    assert 'name="text" value="P0l"' in page
    assert len(re.findall(r'<th scope="row">', page)) >= 2


def test_only_that_cell_is_written_and_taken_back(wrong):
    path = wrong.desk.folder / "fair.xlsx"
    before, mode = path.read_bytes(), path.stat().st_mode

    answer = written(wrong)
    after = path.read_bytes()
    lists = unescape(wrong.get(url_of(wrong)).text)
    undone = wrong.post(f"{url_of(wrong)}/undo")

    assert (answer.status_code, undone.status_code) == (303, 303)
    assert Dossier(path).workbook.stat().st_mode == mode
    changed = [name for name, part in parts(before).items() if parts(after)[name] != part]
    assert [name for name in changed if "worksheets" not in name] == []
    assert len(changed) == 1
    assert openpyxl.load_workbook(BytesIO(after))[SHEET][CELL].value == "P01"
    assert SAY("web.correct.written", cell=f"{SHEET}!{CELL}", text="P01") in lists
    assert path.read_bytes() == before
    assert wrong.post(f"{url_of(wrong)}/undo").status_code == 404


def test_suggestion_is_taken_with_one_click(wrong):
    path = wrong.desk.folder / "fair.xlsx"

    written(wrong, "", chosen="P02")

    assert openpyxl.load_workbook(path)[SHEET][CELL].value == "P02"


def test_cell_that_was_empty_is_filled_and_emptied(wrong):
    path = wrong.desk.folder / "fair.xlsx"

    written(wrong, "note", cell="Y900", seen=seen_on(wrong, "Y900"))
    filled = openpyxl.load_workbook(path)[SHEET]["Y900"].value
    written(wrong, "", cell="Y900", seen=seen_on(wrong, "Y900"))

    assert (filled, openpyxl.load_workbook(path)[SHEET]["Y900"].value) == ("note", None)


def test_sheet_says_no_more_that_it_ends_above_what_was_written(wrong):
    written(wrong, "note", cell="Y900", seen=seen_on(wrong, "Y900"))

    book = openpyxl.load_workbook(wrong.desk.folder / "fair.xlsx", read_only=True)
    assert book[SHEET].max_row is None
    book.close()


def test_text_that_looks_like_an_escape_of_excel_stays_as_it_is(wrong):
    written(wrong, "_x0041_")

    page = wrong.get(f"{url_of(wrong)}/cell?sheet={SHEET}&cell={CELL}").text
    assert 'name="text" value="_x0041_"' in page


@pytest.mark.parametrize("beside", ["~$fair.xlsx", ".~lock.fair.xlsx#"])
def test_answer_is_kept_while_the_workbook_is_open_elsewhere(wrong, beside):
    path = wrong.desk.folder / "fair.xlsx"
    before = path.read_bytes()
    (wrong.desk.folder / beside).touch()

    answer = written(wrong, "P09")

    assert answer.status_code == 409
    assert SAY("web.correct.held_open") in unescape(answer.text)
    assert 'name="text" value="P09"' in answer.text
    assert path.read_bytes() == before


def test_workbook_that_was_saved_meanwhile_is_not_written(wrong):
    path = wrong.desk.folder / "fair.xlsx"
    seen = seen_on(wrong)
    book = openpyxl.load_workbook(path)
    book[SHEET]["Y1"] = "saved"
    book.save(path)
    before = path.read_bytes()

    answer = written(wrong, "P09", seen=seen)

    assert answer.status_code == 409
    assert SAY("web.correct.saved_meanwhile") in unescape(answer.text)
    assert path.read_bytes() == before


def test_correction_is_not_taken_back_over_what_was_saved_since(wrong):
    path = wrong.desk.folder / "fair.xlsx"
    written(wrong)
    book = openpyxl.load_workbook(path)
    book[SHEET]["Y1"] = "saved"
    book.save(path)

    undone = wrong.post(f"{url_of(wrong)}/undo")

    assert undone.status_code == 409
    assert openpyxl.load_workbook(path)[SHEET]["Y1"].value == "saved"


def test_formula_is_not_overwritten(wrong):
    answer = written(wrong, cell="Z1", seen=seen_on(wrong, "Z1"))

    assert answer.status_code == 409
    assert SAY("web.correct.formula") in unescape(answer.text)


def test_heading_of_a_table_is_not_overwritten(wrong):
    path = wrong.desk.folder / "fair.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Other")
    sheet.append(["One", "Two"])
    sheet.append([1, 2])
    sheet.add_table(Table(displayName="T", ref="A1:B2"))
    book.save(path)

    heading = written(wrong, cell="A1", sheet="Other", seen=seen_on(wrong, "A1", "Other"))
    inside = written(wrong, cell="A2", sheet="Other", seen=seen_on(wrong, "A2", "Other"))

    assert SAY("web.correct.heading") in unescape(heading.text)
    assert inside.status_code == 303


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [("Nowhere", "A1"), (SHEET, ""), (SHEET, "A0"), (SHEET, "ZZZZ1"), (SHEET, "A1:B2"), ("", "A1")],
)
def test_cell_that_is_none_is_not_here(wrong, sheet, cell):
    where = f"sheet={quote(sheet)}&cell={quote(cell)}"

    assert wrong.get(f"{url_of(wrong)}/cell?{where}").status_code == 404
    assert written(wrong, cell=cell, sheet=sheet).status_code == 404


def test_hostile_text_is_text(wrong):
    evil = "<script>alert(1)</script>\x00\x0b"

    written(wrong, evil)

    page = wrong.get(f"{url_of(wrong)}/cell?sheet={SHEET}&cell={CELL}").text
    assert "<script>alert" not in page


def test_language_is_switched_where_a_cell_is_corrected(wrong):
    shown = wrong.get(f"{url_of(wrong)}/cell?sheet={SHEET}&cell={CELL}")
    refused = written(wrong, seen="another")
    addresses = [back_on(one.text) for one in (shown, refused)]

    assert (shown.status_code, refused.status_code) == (200, 409)
    assert addresses == [f"{url_of(wrong)}/cell?sheet={SHEET}&cell={CELL}"] * 2
    assert wrong.get(addresses[0]).status_code == 200


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied", "x"), OSError(28, "")])
def test_answer_is_kept_where_the_disk_refuses_it(wrong, monkeypatch, error):
    """On Windows a program that holds a workbook open may show it by nothing but this."""

    def refused(*_arguments):
        raise error

    monkeypatch.setattr("matchmaker.workflow.correcting.replace_bytes", refused)

    answer = written(wrong, "Typed long and wide")

    assert answer.status_code == 409
    assert 'value="Typed long and wide"' in answer.text
    assert told(error, spoken("en"))[1] in unescape(answer.text)
