"""Suggestions on the page: made beside it, shown with their reasons, and a wish when taken."""

import re
from html import unescape
from io import BytesIO

import openpyxl
import pytest

from matchmaker.events import Interest, Level
from matchmaker.io.checking.event_reader import read_event
from matchmaker.text import languages, words
from matchmaker.web.speaking import spoken
from tests.io.reading.spreadsheets import write, write_folder
from tests.test_suggest import sheets
from tests.web.conftest import Visitor
from tests.web.test_corrections import parts
from tests.web.test_plan import wait_for

SAY = words("en")


@pytest.fixture
def visitor(tmp_path):
    """A browser with a small event in which people write of themselves."""
    folder = tmp_path / "events"
    folder.mkdir()
    write(folder / "fair.xlsx", sheets())
    came = Visitor(folder)
    yield came
    came.desk.close()


def url_of(visitor):
    return f"/events/{visitor.key('fair')}/suggestions"


def found(visitor, person="", language="en"):
    """The suggestions, once they are made."""
    address = f"{url_of(visitor)}/found?person={person}"

    said = []

    def is_made():
        text = visitor.get(address, headers={"accept-language": language}).text
        said.append(unescape(text))
        return "hx-get" not in text

    wait_for(is_made)
    return said[-1]


def handles(text):
    return re.findall(r'<li id="o-([\w.]+)"', text)


def press(visitor, what, handle, turned="no"):
    answer = visitor.post(f"{url_of(visitor)}/{what}", {"which": handle, "turned": turned})
    return answer.status_code, unescape(answer.text)


def event_of(visitor):
    return read_event(visitor.desk.folder / "fair.xlsx").event


@pytest.mark.parametrize("language", languages())
def test_suggestions_come_with_their_reasons(visitor, language):
    say = words(language)

    page = unescape(visitor.get(url_of(visitor), headers={"accept-language": language}).text)
    text = found(visitor, language=language)

    assert say("web.suggest.lead") in page
    assert say("web.suggest.wishless") in text
    assert say("suggest.seeks", own="künstliche Intelligenz", theirs="AI") in text
    assert say("web.suggest.strength", n="4") in text
    assert "P5 Emil Five" in text


def test_page_is_there_while_they_are_made(visitor):
    text = visitor.get(f"{url_of(visitor)}/found").text

    assert 'role="status"' in text
    assert f'hx-get="{url_of(visitor)}/found"' in text


def test_person_has_theirs_seen_from_their_side(visitor):
    all_of_them = handles(found(visitor))
    dora = next(one.split(".")[1] for one in all_of_them if "P4" in of(visitor, one))

    text = found(visitor, dora)

    assert len(handles(text)) == 1
    assert text.index("Dora Four") < text.index("Cleo Three")
    assert SAY("suggest.offers", own="AI", theirs="künstliche Intelligenz") in text


def of(visitor, handle):
    """Who is meant by a handle."""
    suggestion = visitor.desk.suggesting[visitor.key("fair")].by_handle[handle]
    return suggestion.source, suggestion.target


def test_what_is_taken_is_a_wish_and_nothing_else(visitor):
    before = event_of(visitor)
    handle = handles(found(visitor))[0]

    status, row = press(visitor, "take", handle)

    source, target = of(visitor, handle)
    wish = Interest(source=source, target=target, level=Level.LOW)
    after = event_of(visitor)
    assert (status, SAY("web.suggest.taken") in row) == (200, True)
    assert {*after.interests} == {*before.interests, wish}
    assert after.participants == before.participants


def test_what_is_taken_stays_listed_and_is_not_suggested_anew(visitor):
    handle = handles(found(visitor))[0]
    before = visitor.desk.suggesting[visitor.key("fair")]
    press(visitor, "take", handle)

    text = found(visitor)

    assert visitor.desk.suggesting[visitor.key("fair")] is before
    assert handle in handles(text)
    assert text.count(SAY("web.suggest.taken")) == 1


def test_what_is_taken_twice_is_taken_once(visitor):
    handle = handles(found(visitor))[0]
    first = press(visitor, "take", handle)
    path = visitor.desk.folder / "fair.xlsx"
    written = path.read_bytes()

    assert press(visitor, "take", handle) == first
    assert path.read_bytes() == written


def test_the_last_is_taken_back_to_the_byte(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    before = path.read_bytes()
    handle = handles(found(visitor))[0]
    press(visitor, "take", handle)

    status, row = press(visitor, "give-back", handle)

    assert (status, SAY("web.suggest.taken") in row) == (200, False)
    assert path.read_bytes() == before
    assert press(visitor, "give-back", handle)[0] == 200


def test_any_is_taken_back_in_any_order(visitor):
    first, second = handles(found(visitor))[:2]
    wishes = {*event_of(visitor).interests}
    press(visitor, "take", first)
    press(visitor, "take", second)

    press(visitor, "give-back", first)

    assert len({*event_of(visitor).interests} - wishes) == 1
    press(visitor, "give-back", second)
    assert {*event_of(visitor).interests} == wishes
    press(visitor, "take", first)
    assert len({*event_of(visitor).interests} - wishes) == 1


def test_list_of_the_organiser_gets_a_cross_and_keeps_its_rows(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    listed = [
        ["Matches, please look"],
        ["Take (x)", "To", "From", "Why", "Mine"],
        ["", "P1", "P2", "as before", "note"],
        ["x", "P6", "P5", "by hand", ""],
    ]
    write(path, sheets(Suggestions=listed))
    pairs = {of(visitor, one): one for one in handles(found(visitor))}

    press(visitor, "take", pairs["P2", "P1"])
    press(visitor, "take", pairs["P3", "P4"])

    rows = [
        list(row) for row in openpyxl.load_workbook(path)["Suggestions"].iter_rows(values_only=True)
    ]
    assert rows[2][:5] == ["x", "P1", "P2", "as before", "note"]
    assert rows[3][:3] == ["x", "P6", "P5"]
    assert rows[4][:3] == ["x", "P4", "P3"]
    assert {(w.source, w.target) for w in event_of(visitor).interests} >= {
        ("P2", "P1"),
        ("P3", "P4"),
        ("P5", "P6"),
    }


def test_only_the_sheet_of_suggestions_is_written(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    first, second = handles(found(visitor))[:2]
    press(visitor, "take", first)
    before = path.read_bytes()
    press(visitor, "take", second)

    one, other = parts(before), parts(path.read_bytes())

    assert one.keys() == other.keys()
    changed = [name for name, part in one.items() if other[name] != part]
    assert len(changed) == 1
    assert b"P4" in other[changed[0]]
    assert openpyxl.load_workbook(BytesIO(before)).active.title == "Event"


@pytest.mark.parametrize("beside", ["~$fair.xlsx", ".~lock.fair.xlsx#"])
def test_workbook_that_is_open_elsewhere_is_not_written(visitor, beside):
    path = visitor.desk.folder / "fair.xlsx"
    handle, before = handles(found(visitor))[0], path.read_bytes()
    (visitor.desk.folder / beside).touch()

    status, row = press(visitor, "take", handle)

    assert (status, SAY("web.suggest.held_open") in row) == (200, True)
    assert SAY("web.suggest.taken") not in row
    assert path.read_bytes() == before


def test_workbook_that_was_saved_meanwhile_is_not_written_and_suggested_for_anew(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    handle = handles(found(visitor))[0]
    source, target = of(visitor, handle)
    write(path, sheets(Interests=[["From", "To"], [source, target]]))
    before = path.read_bytes()

    _, row = press(visitor, "take", handle)

    assert SAY("web.suggest.saved_meanwhile") in row
    assert path.read_bytes() == before
    assert handle not in handles(found(visitor))


def test_other_sheet_of_this_name_is_left_alone(visitor):
    path = visitor.desk.folder / "fair.xlsx"
    write(path, sheets(Suggestions=[["Dear guest"], ["what would you improve?"]]))
    handle, before = handles(found(visitor))[0], path.read_bytes()

    _, row = press(visitor, "take", handle)

    assert SAY("web.suggest.other_sheet") in row
    assert path.read_bytes() == before


def test_folder_of_sheets_shows_them_and_takes_none(tmp_path):
    folder = tmp_path / "events"
    folder.mkdir()
    write_folder(folder / "fair", sheets())
    visitor = Visitor(folder)

    text = found(visitor)
    visitor.desk.close()

    assert SAY("web.suggest.no_cell") in text
    assert handles(text)
    assert "<button" not in text


def test_errors_of_the_lists_come_first(visitor):
    write(visitor.desk.folder / "fair.xlsx", sheets(Tables=[["Nothing"]]))

    text = found(visitor)

    assert SAY("suggest.refused") in text
    assert f"/events/{visitor.key('fair')}/lists" in text


def test_nothing_to_compare_is_said(visitor):
    people = [["ID", "Last name", "Organisation"], ["P1", "A", "X"], ["P6", "B", "Y"]]
    write(visitor.desk.folder / "fair.xlsx", sheets(Participants=people))

    text = visitor.get(f"{url_of(visitor)}/found").text

    assert SAY("suggest.nothing_to_compare") in unescape(text)
    assert visitor.desk.suggesting == {}


def test_search_that_was_killed_is_said_and_made_once_more(visitor):
    visitor.get(f"{url_of(visitor)}/found")
    visitor.desk.suggesting[visitor.key("fair")].close()

    assert SAY("web.suggest.died") in unescape(visitor.get(f"{url_of(visitor)}/found").text)
    assert handles(found(visitor))


def test_hostile_names_and_words_are_text(visitor):
    evil = "<script>alert(1)</script>"
    people = [
        ["ID", "First name", "Last name", "Organisation", "Offers", "Seeks"],
        [f"P1{evil}", evil, evil, f"A {evil}", f"Mikrofluidik {evil}", "Ventile"],
        [f"P2{evil}", evil, evil, f"B {evil}", "Ventile", f"Mikrofluidik {evil}"],
    ]
    path = visitor.desk.folder / "fair.xlsx"
    write(path, sheets(Participants=people, Interests=[["From", "To"]]))
    found(visitor)
    text = visitor.get(f"{url_of(visitor)}/found").text

    row = visitor.post(f"{url_of(visitor)}/take", {"which": handles(text)[0], "turned": "no"}).text

    assert (evil in text, evil in row) == (False, False)
    assert "&lt;script&gt;" in row
    assert len(event_of(visitor).interests) == 1


def test_handle_of_nothing_says_that_it_is_old(visitor):
    found(visitor)

    for what, handle in (("take", "a.b"), ("give-back", "")):
        status, row = press(visitor, what, handle)
        assert (status, SAY("web.suggest.saved_meanwhile") in row) == (200, True)


def test_disk_that_is_full_is_said_in_the_row(visitor, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "x")

    handle = handles(found(visitor))[0]
    monkeypatch.setattr("matchmaker.workflow.correcting.replace_bytes", full)

    status, row = press(visitor, "take", handle)

    assert (status, spoken("en")("cli.disk_full") in row) == (200, True)
    assert SAY("web.suggest.taken") not in row


def test_fault_while_they_are_shown_is_said_in_their_place(visitor, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("matchmaker.web.suggestions.lists_of", broken)

    answer = visitor.get(f"{url_of(visitor)}/found")

    assert (answer.status_code, "ZeroDivisionError" in answer.text) == (200, True)
