"""Names that may be one organisation, said to be one on the page, in the sheet Organisations."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest

from matchmaker.io.writing.cells import as_kept
from matchmaker.text import languages, words
from matchmaker.workflow import Dossier
from tests.web.conftest import EXAMPLES, Visitor
from tests.web.test_corrections import parts

SAY = words("en")
TWO_WAYS = ("Granit Optik", "Granit Optik GmbH", "Granit Optik")


def path_of(visitor, name="fair"):
    return visitor.desk.folder / f"{name}.xlsx"


def rewrite(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


def name_people(path, *organisations, sheet="Participants"):
    """Let the first people of the list come from these."""

    def change(book):
        for number, name in enumerate(organisations, 2):
            book[sheet].cell(number, 4).value = f"p{number}@example.org"
            cell = book[sheet].cell(number, 5)
            cell.value, cell.data_type = as_kept(name), "s"

    rewrite(path, change)


def coming_from(folder, *organisations):
    name_people(folder / "fair.xlsx", *organisations)
    return Visitor(folder)


def url_of(visitor, name="fair"):
    return f"/events/{visitor.key(name)}/lists"


def form_on(text):
    """The first form: what it carries, and the names to choose from, the chosen one first."""
    form = re.search(r'<form[^>]*class="spellings">(.*?)</form>', text, re.DOTALL)[1]
    seen = re.search(r'name="seen" value="(\w+)"', form)[1]
    chosen = re.findall(r'name="name" value="([^"]*)" checked', form)
    others = re.findall(r'name="name" value="([^"]*)">', form)
    return seen, [unescape(name) for name in (*chosen, *others)]


def united(visitor, name="", event="fair", **fields):
    seen, names = form_on(visitor.get(url_of(visitor, event)).text)
    given = {"seen": seen, "name": name or names[0]} | fields
    return visitor.post(f"{url_of(visitor, event)}/one-organisation", given)


def listed(content, sheet="Organisations"):
    rows = openpyxl.load_workbook(BytesIO(content))[sheet].iter_rows(values_only=True)
    return {row[0]: row[1] for row in rows}


def cells_changed(before, after, sheet="Organisations"):
    """List the cells that differ; all parts but that of the sheet are the same, byte for byte."""
    assert parts(before).keys() == parts(after).keys()
    changed = [name for name, part in parts(before).items() if parts(after)[name] != part]
    assert changed == ["xl/worksheets/sheet4.xml"]
    assert openpyxl.load_workbook(BytesIO(before)).sheetnames[3] == sheet
    one, other = (
        {(cell.coordinate, cell.value, cell.style_id) for row in book[sheet] for cell in row}
        for book in (openpyxl.load_workbook(BytesIO(content)) for content in (before, after))
    )
    return {name for name, value, _ in one ^ other if value is not None}


def asked(visitor, name="fair"):
    issues = Dossier(path_of(visitor, name)).lists().issues
    return [issue.code for issue in issues if issue.code == "similar_organisations"]


@pytest.mark.parametrize("language", languages())
def test_names_are_offered_the_most_frequent_chosen(folder, language):
    name_people(folder / "fair.xlsx", *TWO_WAYS)
    visitor = Visitor(folder, language)

    text = visitor.get(url_of(visitor)).text

    assert form_on(text)[1] == ["Granit Optik", "Granit Optik GmbH"]
    assert words(language)("web.unite.write") in text


def test_one_row_is_written_once_and_taken_back(folder):
    visitor = coming_from(folder, *TWO_WAYS)
    before = path_of(visitor).read_bytes()

    answer = united(visitor)
    after = path_of(visitor).read_bytes()
    lists = unescape(visitor.get(url_of(visitor)).text)
    asked_after = asked(visitor)
    undone = visitor.post(f"{url_of(visitor)}/undo")

    new = {"Granit Optik": "Granit Optik GmbH"}
    assert (answer.status_code, undone.status_code) == (303, 303)
    assert cells_changed(before, after) == {"A11", "B11"}
    assert listed(after) == listed(before) | new
    assert asked_after == []
    assert 'class="spellings"' not in lists
    assert SAY("web.unite.written", name="Granit Optik", others="Granit Optik GmbH") in lists
    assert path_of(visitor).read_bytes() == before


def test_other_name_may_be_the_right_one(folder):
    visitor = coming_from(folder, *TWO_WAYS)

    united(visitor, "Granit Optik GmbH")

    assert listed(path_of(visitor).read_bytes())["Granit Optik GmbH"] == "Granit Optik"
    assert asked(visitor) == []


def test_every_group_has_its_form(folder):
    other = ("Nordlicht Systeme Leipzig", "Nordlicht Systeme Leipzig AG")
    visitor = coming_from(folder, *TWO_WAYS, *other)

    united(visitor, other[1])
    once = asked(visitor)
    united(visitor)

    written = listed(path_of(visitor).read_bytes())
    assert once == ["similar_organisations"]
    assert written[other[1]] == other[0]
    assert written["Granit Optik"] == "Granit Optik GmbH"
    assert asked(visitor) == []


def test_spelling_is_added_to_the_row_there_is(folder):
    visitor = coming_from(folder, "Elbblick Sensorik", "Elbblick Sensorik")
    before = path_of(visitor).read_bytes()
    offered = form_on(visitor.get(url_of(visitor)).text)[1]

    united(visitor)
    after = path_of(visitor).read_bytes()
    lists = unescape(visitor.get(url_of(visitor)).text)
    asked_after = asked(visitor)
    visitor.post(f"{url_of(visitor)}/undo")

    name, text = "Elbblick Sensorik GmbH", "Elbblick; EBS; Elbblick Sensorik"
    assert offered == [name, "Elbblick Sensorik"]
    assert cells_changed(before, after) == {"B2"}
    assert listed(after) == listed(before) | {name: text}
    assert SAY("web.unite.written", name=name, others="Elbblick Sensorik") in lists
    assert asked_after == []
    assert path_of(visitor).read_bytes() == before


def test_row_there_is_is_called_by_the_right_name(folder):
    visitor = coming_from(folder, "Elbblick Sensorik", "Elbblick Sensorik")
    before = path_of(visitor).read_bytes()

    united(visitor, "Elbblick Sensorik")

    after = listed(path_of(visitor).read_bytes())
    known = listed(before)
    known.pop("Elbblick Sensorik GmbH")
    assert after == known | {"Elbblick Sensorik": "Elbblick; EBS; Elbblick Sensorik GmbH"}
    assert asked(visitor) == []


def test_german_sheet_is_written(folder):
    path = folder / "messe.xlsx"
    path.write_bytes((EXAMPLES / "small-fair" / "messe.xlsx").read_bytes())
    name_people(path, *TWO_WAYS, sheet="Teilnehmer")
    visitor = Visitor(folder, "de")

    united(visitor, event="messe")

    written = listed(path.read_bytes(), "Organisationen")
    assert written["Granit Optik"] == "Granit Optik GmbH"
    assert asked(visitor, "messe") == []


def test_workbook_without_the_sheet_gets_it(folder):
    path = folder / "fair.xlsx"
    rewrite(path, lambda book: book.remove(book["Organisations"]))
    visitor = coming_from(folder, *TWO_WAYS)

    united(visitor)

    assert listed(path.read_bytes()) == {
        SAY("column.organisations.name"): SAY("column.organisations.also_written"),
        "Granit Optik": "Granit Optik GmbH",
    }


def test_sheet_without_the_column_is_told(folder):
    path = folder / "fair.xlsx"
    rewrite(path, lambda book: book["Organisations"].delete_cols(2))
    visitor = coming_from(folder, "Elbblick Sensorik", "Elbblick Sensorik")
    before = path.read_bytes()

    answer = united(visitor)

    sheet, column = SAY("sheet.organisations"), SAY("column.organisations.also_written")
    assert answer.status_code == 409
    assert SAY("web.correct.no_column", sheet=sheet, column=column) in unescape(answer.text)
    assert path.read_bytes() == before


def test_other_spellings_that_a_formula_works_out_are_told(folder):
    path = folder / "fair.xlsx"
    rewrite(path, lambda book: book["Organisations"].__setitem__("B2", '="EB"&"S"'))
    visitor = coming_from(folder, "Elbblick Sensorik", "Elbblick Sensorik")
    before = path.read_bytes()

    answer = united(visitor)

    assert answer.status_code == 409
    assert SAY("web.correct.formula") in unescape(answer.text)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script> Granit",
        "=HYPERLINK(1) Granit",
        "\"' onmouseover=alert(1) Granit",
        "{{ 7*7 }} Granit",
        "_x0041_ Granit",
        "4711 Granit",
        "Granit & Söhne Çağ 🏭",
    ],
)
def test_hostile_name_is_text(folder, name):
    visitor = coming_from(folder, name, f"{name} GmbH", name)
    text = visitor.get(url_of(visitor)).text

    united(visitor)

    assert form_on(text)[1] == [name, f"{name} GmbH"]
    assert "<script>alert" not in text
    assert "49 Granit" not in text
    assert asked(visitor) == []
    event = Dossier(path_of(visitor)).lists().event
    assert [one.also_written for one in event.organisations if one.name == name] == [
        (f"{name} GmbH",)
    ]


@pytest.mark.parametrize("name", ["Granit Optik", "Somebody else", ""])
def test_stale_answer_is_not_written(folder, name):
    visitor = coming_from(folder, *TWO_WAYS)
    seen = form_on(visitor.get(url_of(visitor)).text)[0]
    rewrite(path_of(visitor), lambda book: book["Participants"].append(["P99", "A", "B"]))
    before = path_of(visitor).read_bytes()

    answer = visitor.post(f"{url_of(visitor)}/one-organisation", {"seen": seen, "name": name})

    assert answer.status_code == 409
    assert SAY("web.correct.saved_meanwhile") in unescape(answer.text)
    assert path_of(visitor).read_bytes() == before
    assert form_on(answer.text)[0] != seen


def test_answer_sent_twice_is_written_once(folder):
    visitor = coming_from(folder, *TWO_WAYS)
    seen, names = form_on(visitor.get(url_of(visitor)).text)
    given = {"seen": seen, "name": names[0]}

    first, second = (visitor.post(f"{url_of(visitor)}/one-organisation", given) for _ in "12")

    rows = openpyxl.load_workbook(path_of(visitor))["Organisations"].iter_rows(values_only=True)
    assert (first.status_code, second.status_code) == (303, 409)
    assert [row[0] for row in rows].count("Granit Optik") == 1


@pytest.mark.parametrize("beside", ["~$fair.xlsx", ".~lock.fair.xlsx#"])
def test_nothing_is_written_while_the_workbook_is_open_elsewhere(folder, beside):
    visitor = coming_from(folder, *TWO_WAYS)
    before = path_of(visitor).read_bytes()
    (folder / beside).touch()

    answer = united(visitor)

    assert answer.status_code == 409
    assert SAY("web.correct.held_open") in unescape(answer.text)
    assert SAY("web.lists.read_again") not in answer.text
    assert 'hx-trigger="every' not in answer.text
    assert path_of(visitor).read_bytes() == before


def test_folder_of_sheets_has_no_form(folder):
    place = folder / "sheets"
    place.mkdir()
    (place / "Participants.csv").write_text(
        "ID,Last name,Organisation\nP1,A,Granit Optik\nP2,B,Granit Optik GmbH\n", encoding="utf-8"
    )
    visitor = Visitor(folder)

    text = visitor.get(url_of(visitor, "sheets")).text

    assert "Granit Optik GmbH" in text
    assert 'class="spellings"' not in text
