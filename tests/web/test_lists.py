"""The lists: what is wrong and what to do, read again as soon as the workbook is saved."""

import io
import re
from html import unescape

import openpyxl
import pytest

from matchmaker.mistakes import count_line, mistakes_of
from matchmaker.text import languages, words
from matchmaker.workflow import Dossier
from tests.web.conftest import Visitor
from tests.workbooks.messy_fair import write_messy_fair

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture
def messy(folder):
    """A folder with an event full of mistakes."""
    write_messy_fair(folder / "messy.xlsx")
    return folder


def plain(text):
    return unescape(re.sub(r"<[^>]+>", "", text))


@pytest.mark.parametrize("language", languages())
def test_lists_show_every_place_and_what_to_do(messy, language):
    visitor, say = Visitor(messy, language), words(language)
    issues = Dossier(messy / "messy.xlsx").lists().issues

    text = plain(visitor.get(f"/events/{visitor.key('messy')}/lists").text)

    assert count_line(issues, say) in text
    assert [issue for issue in issues if str(issue.place) not in text] == []
    assert [
        issue
        for mistake in mistakes_of(issues, say)
        for issue in mistake.issues
        if mistake.wrong(issue) not in text
    ] == []


def test_errors_come_first(messy):
    visitor = Visitor(messy)

    text = visitor.get(f"/events/{visitor.key('messy')}/lists").text

    found = re.findall(r'class="cause (\w+)"', text)
    assert found == sorted(found, key=["error", "warning", "note"].index)
    assert {"error", "warning"} <= set(found)


def test_lists_are_shown_again_when_the_workbook_is_saved(visitor):
    key, path = visitor.key("fair"), visitor.desk.folder / "fair.xlsx"
    seen = re.search(r"seen=(\w+)", visitor.get(f"/events/{key}/lists").text)[1]

    before = visitor.get(f"/events/{key}/lists/saved?seen={seen}")
    book = openpyxl.load_workbook(path)
    book["Participants"]["A2"] = None
    book.save(path)
    after = visitor.get(f"/events/{key}/lists/saved?seen={seen}")

    assert (before.status_code, before.headers.get("hx-refresh")) == (204, None)
    assert (after.status_code, after.headers.get("hx-refresh")) == (204, "true")
    assert words("en")("web.lists.not_planned") in visitor.get(f"/events/{key}/lists").text


def test_marked_copy_is_handed_out(messy):
    visitor = Visitor(messy)

    answer = visitor.get(f"/events/{visitor.key('messy')}/lists/marked")

    assert "messy-marked.xlsx" in answer.headers["content-disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames != []
    assert [path.name for path in messy.glob("*marked*")] == []


def test_workbook_that_cannot_be_read_is_said(visitor):
    (visitor.desk.folder / "broken.xlsx").write_bytes(b"PK\x03\x04 nothing")

    lists = visitor.get(f"/events/{visitor.key('broken')}/lists")
    marked = visitor.get(f"/events/{visitor.key('broken')}/lists/marked")

    assert lists.status_code == 200
    assert 'class="cause error"' in lists.text
    assert marked.status_code == 409


def test_workbook_that_excel_holds_open_is_said(visitor):
    (visitor.desk.folder / "~$fair.xlsx").write_bytes(b"")

    text = visitor.get(f"/events/{visitor.key('fair')}/lists").text

    assert words("en")("web.lists.is_open") in text


def test_workbook_is_opened_where_it_is_corrected(visitor, monkeypatch):
    opened = []
    monkeypatch.setattr("matchmaker.web.lists.can_open_files", lambda: True)
    monkeypatch.setattr("matchmaker.web.lists.open_file", opened.append)
    key = visitor.key("fair")

    answer = visitor.post(f"/events/{key}/lists/edit")

    assert words("en")("web.lists.edit") in visitor.get(f"/events/{key}/lists").text
    assert answer.headers["location"] == f"/events/{key}/lists"
    assert opened == [visitor.desk.folder / "fair.xlsx"]


def test_there_is_no_button_where_nothing_can_be_opened(visitor, monkeypatch):
    monkeypatch.setattr("matchmaker.web.lists.can_open_files", lambda: False)
    key = visitor.key("fair")

    assert words("en")("web.lists.edit") not in visitor.get(f"/events/{key}/lists").text
    assert visitor.post(f"/events/{key}/lists/edit").status_code == 422


def test_hostile_workbook_is_text_on_the_page(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    book = openpyxl.load_workbook(path)
    book["Interests"]["A2"] = HOSTILE
    book["Participants"]["E2"] = HOSTILE
    book.save(path)

    text = visitor.get(f"/events/{visitor.key('fair')}/lists").text

    assert "alert(1)" in text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "{{ 7*7 }}" in text
