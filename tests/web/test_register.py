"""Someone registers late: a row in the list, a row for each wish, and it can be taken back."""

import re
from html import unescape

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from matchmaker.events import Level
from matchmaker.text import languages, words
from matchmaker.workflow import Dossier, key_of
from tests.web.conftest import EXAMPLES, Visitor
from tests.web.test_corrections import parts

SAY = words("en")
ERIKA = {
    "first_name": "Erika",
    "last_name": "Esche",
    "organisation": "Elbblick Sensorik GmbH",
    "email": "erika@example.org",
    "phone": "",
}


@pytest.fixture
def fair(folder):
    """A browser, and the address of the form of the small fair."""
    visitor = Visitor(folder)
    return visitor, f"/events/{visitor.key('fair')}/register"


def path_of(visitor):
    return visitor.desk.folder / "fair.xlsx"


def event_of(visitor):
    return Dossier(path_of(visitor)).lists().event


def handle(visitor, person):
    return key_of(event_of(visitor).participant[person])


def registered(visitor, url, *wishes, **typed):
    """Send the form as the page shows it, with these answers."""
    seen = re.search(r'name="seen" value="(\w+)"', visitor.get(url).text)[1]
    keys = [handle(visitor, one) for one in wishes]
    return visitor.post(f"{url}/write", {"seen": seen, "wish": keys} | ERIKA | typed)


def rewrite(path, change):
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)


@pytest.mark.parametrize("language", languages())
def test_form_offers_the_organisations_there_are(folder, language):
    visitor = Visitor(folder, language)

    text = unescape(visitor.get(f"/events/{visitor.key('fair')}/register").text)

    assert f"<h1>{words(language)('web.register.title')}</h1>" in text
    assert '<option value="Elbblick Sensorik GmbH">' in text


def test_latecomer_is_in_the_event_with_wishes(fair):
    visitor, url = fair
    before = event_of(visitor)

    answer = registered(visitor, url, "P03", "P07")

    after = event_of(visitor)
    erika = after.participant["P14"]
    assert answer.headers["location"] == url.replace("register", "lists")
    assert (erika.name, erika.organisation, erika.email) == (
        *("Erika Esche", "Elbblick Sensorik GmbH", "erika@example.org"),
    )
    wishes = {(one.source, one.target) for one in after.interests if one.source == "P14"}
    assert wishes == {("P14", "P03"), ("P14", "P07")}
    assert after.participants[:-1] == before.participants
    lists = unescape(visitor.get(answer.headers["location"]).text)
    assert SAY("web.register.written", who="Erika Esche", id="P14", wishes="2") in lists


def test_form_takes_a_wish_for_everybody_of_a_large_event(fair):
    visitor, url = fair

    answer = registered(visitor, url, *["P03", "P07"] * 500)

    assert answer.headers["location"] == url.replace("register", "lists")


def test_only_the_two_sheets_are_written_and_taken_back(fair):
    visitor, url = fair
    before = path_of(visitor).read_bytes()

    registered(visitor, url, "P03")
    after = path_of(visitor).read_bytes()
    visitor.post(url.replace("register", "lists/undo"))

    changed = [name for name, part in parts(before).items() if parts(after)[name] != part]
    assert [name for name in changed if "worksheets" not in name] == []
    assert len(changed) == 2
    assert path_of(visitor).read_bytes() == before


def test_search_keeps_who_is_ticked(fair):
    visitor, url = fair
    ticked, other = handle(visitor, "P03"), handle(visitor, "P07")

    text = visitor.get(f"{url}/people?q=e&wish={ticked}").text
    nobody = visitor.get(f"{url}/people?q=zzz").text
    nothing = visitor.get(f"{url}/people?q=&wish={ticked}&wish=nobody").text

    assert re.findall(r'value="(\w+)" form="register" checked', text) == [ticked]
    assert f'value="{other}" form="register">' in text
    assert SAY("web.look.nobody") in nobody
    assert re.findall(r'name="wish" value="(\w+)"', nothing) == [ticked]


@pytest.mark.parametrize(
    ("field", "typed", "key", "named"),
    [
        ("last_name", "", "outline.missing", {}),
        ("organisation", "", "outline.missing", {}),
        ("email", "erika", "issue.bad_email", {"value": "erika"}),
        ("phone", "12", "issue.bad_phone", {"value": "12"}),
    ],
)
def test_mistake_is_told_at_its_field_and_wishes_are_kept(fair, field, typed, key, named):
    visitor, url = fair
    before = path_of(visitor).read_bytes()

    answer = registered(visitor, url, "P03", **{field: typed})

    text = unescape(answer.text)
    assert f'<p class="bad" id="{field}-wrong">{SAY(key, **named)}</p>' in text
    assert f'value="{handle(visitor, "P03")}" form="register" checked' in text
    assert path_of(visitor).read_bytes() == before


def test_who_is_in_the_list_already_is_not_added_again(fair):
    visitor, url = fair
    anna = event_of(visitor).participant["P01"]
    same = {"first_name": anna.first_name, "last_name": anna.last_name}

    by_organisation = registered(visitor, url, **same, organisation=anna.organisation)
    by_address = registered(visitor, url, **same, organisation="Other", email=anna.email)
    namesake = registered(visitor, url, **same, organisation="Other")

    known = SAY("web.register.known", who=anna.name, id="P01")
    assert known in unescape(by_organisation.text)
    assert known in unescape(by_address.text)
    assert namesake.status_code == 303


def test_second_latecomer_gets_the_next_id(fair):
    visitor, url = fair

    registered(visitor, url)
    registered(visitor, url, last_name="Fichte")

    assert list(event_of(visitor).participant)[-2:] == ["P14", "P15"]


def test_wishes_stand_in_columns_where_there_is_no_list_of_them(fair):
    visitor, url = fair

    rewrite(path_of(visitor), lambda book: book.remove(book["Interests"]))

    too_many = registered(visitor, url, "P03", "P07", "P02", "P04")
    registered(visitor, url, "P03", "P07")

    wishes = {one.target for one in event_of(visitor).interests if one.source == "P14"}
    assert (too_many.status_code, wishes) == (409, {"P03", "P07"})
    assert SAY("web.correct.no_column", sheet="Participants", column="Wish") in too_many.text


def test_list_without_a_column_says_so(fair):
    visitor, url = fair

    refused = registered(visitor, url, phone="+49 351 555 0000")

    assert SAY("web.correct.no_column", sheet="Participants", column="Phone") in refused.text
    assert registered(visitor, url).status_code == 303


def test_table_of_excel_holds_the_new_row_too(fair):
    visitor, url = fair
    rewrite(
        path_of(visitor),
        lambda book: book["Participants"].add_table(Table(displayName="People", ref="A1:C14")),
    )

    registered(visitor, url)

    table = openpyxl.load_workbook(path_of(visitor))["Participants"].tables["People"]
    assert (table.ref, table.autoFilter.ref) == ("A1:C15", "A1:C15")


@pytest.mark.parametrize("language", languages())
def test_row_is_below_everything_that_is_there(folder, language):
    """Notes below the list, and rows that are merged, stay; nothing is written over."""
    name = {"en": "fair.xlsx", "de": "messe.xlsx"}[language]
    path = folder / name
    path.write_bytes((EXAMPLES / "small-fair" / name).read_bytes())
    title = words(language)("sheet.interests")

    def with_notes(book):
        book[title]["J90"] = "Ask again"

    rewrite(path, with_notes)
    visitor = Visitor(folder)
    url = f"/events/{visitor.key(path.stem)}/register"
    seen = re.search(r'name="seen" value="(\w+)"', visitor.get(url).text)[1]
    visitor.post(f"{url}/write", {"seen": seen, "wish": [handle(visitor, "P03")]} | ERIKA)

    sheet = openpyxl.load_workbook(path)[title]
    assert sheet["J90"].value == "Ask again"
    assert [cell.value for cell in sheet[91]][:2] == ["P14", "P03"]


def test_workbook_that_is_open_and_a_stale_window_write_nothing(fair):
    visitor, url = fair
    path = path_of(visitor)
    before = path.read_bytes()

    stale = registered(visitor, url, seen="0" * 64)
    path.with_name(f".~lock.{path.name}#").write_bytes(b"")
    held = registered(visitor, url, "P03")

    assert SAY("web.correct.kept_meanwhile") in stale.text
    assert SAY("web.correct.held_open") in held.text
    assert 'value="Esche"' in held.text
    assert path.read_bytes() == before


def test_errors_come_first(fair):
    visitor, url = fair
    rewrite(path_of(visitor), lambda book: book["Interests"].cell(4, 1, "nobody"))

    page, people = visitor.get(url), visitor.get(f"{url}/people?q=a")

    assert SAY("web.plan.errors_first") in page.text
    assert people.status_code == 404
    assert visitor.post(f"{url}/write", ERIKA).status_code == 200


def test_hostile_latecomer_is_text(fair):
    visitor, url = fair
    hostile = "\"><script>alert('x')</script>=1+1"

    refused = registered(visitor, url, **dict.fromkeys(ERIKA, hostile)).text
    registered(visitor, url, first_name=hostile, last_name=hostile, organisation=hostile)

    erika = event_of(visitor).participant["P14"]
    pages = [refused, visitor.get(url.replace("register", "lists")).text, visitor.get(url).text]
    pages += [visitor.get(f"{url}/people?q=script").text]
    assert erika.organisation == hostile
    assert [page for page in pages if "<script>alert" in page] == []


def test_wish_counts_as_much_as_is_chosen(fair):
    visitor, url = fair
    one, other, third = (handle(visitor, person) for person in ("P03", "P07", "P02"))
    levels = {f"level-{one}": "must", f"level-{other}": "normal", f"level-{third}": "burning"}

    text = visitor.get(f"{url}/people?q=&wish={one}&level-{one}=must").text
    answer = registered(visitor, url, "P03", "P07", "P02", **levels)

    wishes = {one.target: one.level for one in event_of(visitor).interests if one.source == "P14"}
    assert re.findall(r'<option value="(\w+)" selected>', text) == ["must"]
    assert answer.status_code == 303
    assert wishes == {"P03": Level.MUST, "P07": Level.NORMAL, "P02": Level.NORMAL}


def test_level_is_refused_where_wishes_stand_in_columns(fair):
    visitor, url = fair
    rewrite(path_of(visitor), lambda book: book.remove(book["Interests"]))
    one = handle(visitor, "P03")

    refused = registered(visitor, url, "P03", **{f"level-{one}": "high"})

    told = SAY("web.correct.no_column", sheet="Interests", column="Level")
    assert (refused.status_code, told in unescape(refused.text)) == (409, True)
    assert re.search(r'<option value="high" selected>', refused.text)
    assert registered(visitor, url, "P03").status_code == 303
