"""Forms on wishes and answers: written, filled in by people, and read back as they meant it."""

import shutil
import subprocess
from datetime import time
from email import message_from_bytes
from email.policy import default
from itertools import pairwise
from random import Random

import openpyxl
import pytest

from matchmaker.events import Answer, Level
from matchmaker.io.telling.suggestions import why_line
from matchmaker.issues import Severity
from matchmaker.text import words
from matchmaker.workflow import Dossier, suggest, write_forms
from tests.io.reading.spreadsheets import DAY, fair, write
from tests.test_cli import EXAMPLES, run  # noqa: F401 - a fixture

SAY = words("en")


@pytest.fixture
def dossier(tmp_path):
    """The small fair, and its forms."""
    shutil.copy(EXAMPLES / "small-fair" / "fair.xlsx", tmp_path)
    found = Dossier(tmp_path / "fair.xlsx")
    for kind in ("wishes", "answers"):
        write_forms(kind, found.lists().reading, found.workbook, "1 June")
    return found


def forms_in(dossier):
    return dossier.workbook.with_name("fair-wish-forms")


def returned(dossier, person, kind="wishes", name=""):
    """Send the form of somebody back, under some name."""
    (form,) = (forms_in(dossier) / kind).glob(f"*_{person}_*.xlsx")
    path = forms_in(dossier) / "returned" / (name or form.name)
    shutil.copy(form, path)
    return path


def filled(path, chosen, *, column="wish", change=lambda _sheet: None):
    """Fill a form in as a person does: who is chosen how, by id."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    top = next(row[0].row for row in sheet.iter_rows() if row[0].value == "ID")
    known = {word for one in ("en", "de") for word in (words(one)(f"column.wish_form.{column}"),)}
    at = next(cell.column for cell in sheet[top] if cell.value in known)
    for row in range(top + 1, sheet.max_row + 1):
        sheet.cell(row, at).value = chosen.get(sheet.cell(row, 1).value)
    change(sheet)
    book.save(path)
    return path


def wishes_of(dossier, person):
    event = dossier.lists().event
    return {
        wish.target: (wish.level, wish.answer)
        for wish in event.interests
        if wish.source == person and not wish.target_is_organisation
    }


def who_wishes(dossier, person):
    wishes = (wish for wish in dossier.lists().event.interests if wish.target == person)
    return next(wish.source for wish in wishes)


def codes(dossier, severity=Severity.ERROR):
    return [issue.code for issue in dossier.lists().issues if issue.severity is severity]


def test_everyone_has_a_form_and_a_mail_with_it(dossier):
    forms = sorted((forms_in(dossier) / "wishes").iterdir())
    mails = sorted((forms_in(dossier) / "mail-wishes").iterdir())

    assert [len(forms), len(mails)] == [12, 12]
    mail = message_from_bytes(mails[0].read_bytes(), policy=default)
    assert [part.get_filename() for part in mail.iter_attachments()] == [forms[0].name]
    assert "1 June" in mail.get_body().get_content()


def test_form_shows_no_addresses_and_nobody_who_cannot_be_met(dossier):
    event = dossier.lists().event
    addresses = {person.email for person in event.participants} - {""}
    own = event.participant["P01"]
    colleagues = {p.id for p in event.participants if p.organisation == own.organisation}

    (path,) = (forms_in(dossier) / "wishes").glob("*_P01_*")
    sheet = openpyxl.load_workbook(path).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert addresses.isdisjoint(texts)
    assert colleagues.isdisjoint(texts)
    assert "P13" not in texts  # cancelled


def test_what_is_suggested_comes_after_the_own_wishes_with_the_reason(dossier):
    event, reading = dossier.lists().event, dossier.lists().reading
    (first, *_) = suggest(event, reading.terms, 5).suggestions
    (path,) = (forms_in(dossier) / "wishes").glob(f"*_{first.source}_*")

    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows()]
    wished = [row[0] for row in rows[5:] if row[2]]
    told = {row[0]: row[3] for row in rows[5:]}

    assert {*wished} <= set(wishes_of(dossier, first.source))
    assert why_line(first, words(rows_language(rows))) in told[first.target]
    assert [row[0] for row in rows[5:]].index(first.target) < len(wished) + 5


def rows_language(rows):
    return "de" if rows[4][2] == words("de")("column.wish_form.wish") else "en"


@pytest.mark.parametrize(
    "name",
    [
        *("P01.xlsx", "Copy of wishes_P01_x (1).xlsx", "Kopie von P01 (2).xlsx", "P01 copy 2.xlsx"),
        "anything at all.xlsx",
    ],
)
def test_form_that_nobody_changed_changes_nothing(dossier, name):
    before = dossier.lists().event.interests

    returned(dossier, "P01", name=name)

    assert dossier.lists().event.interests == before


def test_what_is_chosen_holds_and_the_answer_to_it_stays(dossier):
    before = wishes_of(dossier, "P01")
    assert before["P03"] == (Level.HIGH, Answer.ACCEPTED)

    filled(returned(dossier, "P01"), {"P03": "low", "P05": "normal"})

    after = wishes_of(dossier, "P01")
    assert after["P03"] == (Level.LOW, Answer.ACCEPTED)
    assert after["P05"] == (Level.NORMAL, Answer.NONE)
    assert after.keys() - {"P13"} == {"P03", "P05"}  # who cancelled is not on the form
    assert codes(dossier, Severity.NOTE)[0] == "form_replaces"


def test_must_is_for_the_organiser_to_say(dossier):
    assert wishes_of(dossier, "P01")["P07"][0] is Level.MUST

    filled(returned(dossier, "P01"), {"P07": "must", "P05": "must"})

    after = wishes_of(dossier, "P01")
    assert (after["P07"][0], after["P05"][0]) == (Level.MUST, Level.HIGH)
    assert "form_must" in codes(dossier, Severity.NOTE)


def sort_rows(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    for number, row in enumerate(sorted(rows, key=lambda row: str(row[1]), reverse=True), 6):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


@pytest.mark.parametrize(
    "change",
    [
        sort_rows,
        lambda sheet: sheet.delete_cols(1),
        lambda sheet: sheet.delete_cols(2),
        lambda sheet: sheet.delete_cols(5, 3),
        lambda sheet: sheet.insert_cols(1),
        lambda sheet: sheet.insert_rows(1, 2),
    ],
    ids=["sorted", "no ids", "no names", "no columns", "a column more", "rows above"],
)
def test_odd_changes_of_a_form_do_no_harm(dossier, change):
    filled(returned(dossier, "P01"), {"P07": "must", "P04": "low"}, change=change)

    found = wishes_of(dossier, "P01")
    assert codes(dossier) == []
    assert {one: level for one, (level, _) in found.items() if one != "P13"} == {
        "P07": Level.MUST,
        "P04": Level.LOW,
    }


def test_names_that_were_sorted_without_their_ids_are_named(dossier):
    def sort_names(sheet):
        names = sorted((sheet.cell(row, 2).value for row in range(6, 16)), reverse=True)
        for row, name in enumerate(names, 6):
            sheet.cell(row, 2).value = name

    filled(returned(dossier, "P01"), {"P07": "must", "P04": "low"}, change=sort_names)

    assert set(codes(dossier)) == {"form_name"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Marek Dvo?ák", set()), ("????? ??????", set()), ("Marek Dv?", {"form_name"})],
)
def test_letters_that_a_csv_file_lost_make_no_other_name(dossier, name, expected):
    def lose(sheet):
        row = next(r for r in range(6, 20) if sheet.cell(r, 1).value == "P04")
        sheet.cell(row, 2).value = name

    filled(returned(dossier, "P01"), {"P04": "low"}, change=lose)

    assert set(codes(dossier)) == expected


def test_form_that_comes_back_twice_is_asked_about(dossier):
    returned(dossier, "P01")
    returned(dossier, "P01", name="P01 (1).xlsx")

    assert codes(dossier) == ["form_twice"]


def test_form_without_a_choice_is_asked_about(dossier):
    before = wishes_of(dossier, "P01")

    filled(returned(dossier, "P01"), {})

    assert wishes_of(dossier, "P01") == before
    assert "form_empty" in codes(dossier, Severity.WARNING)


def test_form_of_nobody_and_what_is_no_form_are_named(dossier):
    path = filled(returned(dossier, "P01"), {"P07": "must"})
    book = openpyxl.load_workbook(path)
    book.properties.subject = "matchmaker wishes P77"
    book.save(path)
    (path.parent / "notes.csv").write_text("Colour\nred\n", encoding="utf-8")
    (path.parent / "damaged.xlsx").write_bytes(b"PK\x03\x04")

    assert sorted(codes(dossier)) == [
        *("form_unknown", "not_a_workbook", "unknown_person_no_suggestion")
    ]


def test_word_that_is_no_level_is_named_at_its_cell(dossier):
    filled(returned(dossier, "P01"), {"P07": "perhaps"})

    (issue,) = (one for one in dossier.lists().issues if one.severity is Severity.ERROR)
    assert (issue.code, issue.place.column) == ("bad_level", "C")


@pytest.mark.parametrize("cross", ["x", "X", "✓", "ja", "Yes!", True])
def test_cross_beside_somebody_is_a_wish(dossier, cross):
    filled(returned(dossier, "P01"), {"P07": "must", "P04": cross})

    assert codes(dossier) == []
    assert wishes_of(dossier, "P01")["P04"][0] is Level.NORMAL


def test_no_beside_somebody_is_no_wish(dossier):
    filled(returned(dossier, "P01"), {"P07": "must", "P04": "nein"})

    assert (codes(dossier), "P04" in wishes_of(dossier, "P01")) == ([], False)


@pytest.mark.parametrize(
    ("name", "expected"), [("Marek Dvořák", []), ("Tom Nobody", ["unknown_person_no_suggestion"])]
)
def test_name_that_a_guest_adds_is_whom_they_mean(dossier, name, expected):
    def add(sheet):
        row = next(r for r in range(6, 20) if sheet.cell(r, 1).value == "P04")
        sheet.delete_rows(row)
        last = sheet.max_row + 1
        sheet.cell(last, 2).value = name
        sheet.cell(last, 3).value = "low"
        sheet.cell(last + 2, 1).value = "Many thanks, Änne"

    filled(returned(dossier, "P01"), {"P07": "must"}, change=add)

    assert codes(dossier) == expected
    if not expected:
        assert wishes_of(dossier, "P01")["P04"][0] is Level.LOW


def test_files_that_systems_keep_are_no_forms(dossier):
    folder = returned(dossier, "P01").parent
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store", "~$P01.xlsx"):
        (folder / name).write_bytes(b"x")

    assert codes(dossier) == []


def test_form_of_answers_without_one_says_so(dossier):
    filled(returned(dossier, "P01", "answers"), {}, column="answer")

    warned = set(codes(dossier, Severity.WARNING))
    assert warned & {"form_empty", "form_unanswered"} == {"form_unanswered"}


def test_choices_of_a_german_form_are_german(tmp_path):
    shutil.copy(EXAMPLES / "small-fair" / "messe.xlsx", tmp_path / "fair.xlsx")
    dossier = Dossier(tmp_path / "fair.xlsx")
    write_forms("answers", dossier.lists().reading, dossier.workbook, "")
    filled(returned(dossier, "P01", "answers"), {"P08": "vielleicht"}, column="answer")

    (issue,) = (one for one in dossier.lists().issues if one.code == "bad_answer")
    assert issue.parameters["choices"] == "angenommen, abgelehnt, offen"


def test_answers_hold_for_the_wishes_that_there_are(dossier):
    wished = who_wishes(dossier, "P01")
    before = wishes_of(dossier, wished)
    path = returned(dossier, "P01", "answers")

    filled(path, {wished: "declined"}, column="answer")

    after = wishes_of(dossier, wished)
    assert after["P01"] == (before["P01"][0], Answer.DECLINED)
    assert {**after, "P01": before["P01"]} == before


def test_answer_to_a_wish_that_is_gone_is_none(dossier):
    wished = who_wishes(dossier, "P01")
    filled(returned(dossier, wished), {"P04": "low"})
    filled(returned(dossier, "P01", "answers"), {wished: "accepted"}, column="answer")

    assert "P01" not in wishes_of(dossier, wished)
    assert "form_answers_nothing" in codes(dossier, Severity.NOTE)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_form_saved_by_libreoffice_is_read_the_same(dossier):
    path = filled(returned(dossier, "P01"), {"P07": "must", "P04": "low"})
    expected = wishes_of(dossier, "P01")

    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        path.parent / "out",
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    shutil.move(path.parent / "out" / path.name, path)
    (path.parent / "out").rmdir()

    assert wishes_of(dossier, "P01") == expected


def test_sixty_people_fill_their_forms_in_as_they_like(tmp_path):
    random = Random(7)
    shutil.copy(EXAMPLES / "silicon-saxony-day" / "event.xlsx", tmp_path / "fair.xlsx")
    dossier = Dossier(tmp_path / "fair.xlsx")
    event = dossier.lists().event
    write_forms("wishes", dossier.lists().reading, dossier.workbook, "")
    meant = {}
    for person in random.sample(event.registered, 60):
        path = returned(dossier, person, name=f"{person} ({random.randint(1, 9)}).xlsx")
        sheet = openpyxl.load_workbook(path).active
        listed = [row[0].value for row in sheet.iter_rows(min_row=6)]
        levels = {level.name.lower(): level for level in Level if level is not Level.MUST}
        chosen = {one: random.choice([*levels]) for one in random.sample(listed, 4)}
        change = random.choice([lambda _: None, sort_rows, lambda it: it.delete_cols(4, 2)])
        filled(path, chosen, change=change)
        meant[person] = {one: levels[word] for one, word in chosen.items()}

    after = dossier.lists().event
    for person, chosen in meant.items():
        listed = {wish.target: wish.level for wish in after.interests if wish.source == person}
        assert {one: level for one, level in listed.items() if one in chosen} == chosen
    others = {wish for wish in event.interests if wish.source not in meant}
    assert {wish for wish in after.interests if wish.source not in meant} == others


def test_command_says_who_has_not_answered(dossier, run):  # noqa: F811 - the fixture
    returned(dossier, "P01")

    code, out = run("wishes", dossier.workbook)

    assert code == 0
    assert "11 participants have not sent their form back" in " ".join(out.split())
    sheet = openpyxl.load_workbook(forms_in(dossier) / "missing-wishes.xlsx").active
    listed = [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert listed == [f"P{number:02}" for number in range(2, 13)]
    assert [cell.value for cell in sheet[1]][-1] == "E-mail"
    assert (forms_in(dossier) / "returned").is_dir()


def test_form_of_another_event_is_named(dossier, tmp_path):
    (tmp_path / "other").mkdir()
    shutil.copy(EXAMPLES / "small-fair" / "fair.xlsx", tmp_path / "other")
    other = Dossier(tmp_path / "other" / "fair.xlsx")
    settings = openpyxl.load_workbook(other.workbook)
    for row in settings.worksheets[0].iter_rows():
        for cell, value in pairwise(row):
            if cell.value in {"Name", "Event ID"}:
                value.value = "another"
    settings.save(other.workbook)
    write_forms("wishes", other.lists().reading, other.workbook, "")
    path = filled(returned(dossier, "P01"), {"P07": "must"})
    (form,) = (forms_in(other) / "wishes").glob("*_P01_*.xlsx")
    shutil.copy(form, path)

    assert codes(dossier) == ["form_other_event"]


@pytest.fixture
def guests(tmp_path):
    """Twelve people whose e-mail addresses are their ids, and who read German; and their forms."""
    people = [
        [f"p{number}@guest.example.org", "Ada", f"Berg {number}", "", f"Org {number}", "", "de"]
        for number in range(12)
    ]
    none = {key: [] for key in ("Interests", "Fixed", "Blocked", "Organisations")}
    timetable = [[DAY, time(9), time(11), "meetings"]]
    sheets = fair(Participants=people, Tables=[["T1", "Foyer"]], Timetable=timetable, **none)
    found = Dossier(write(tmp_path / "fair.xlsx", sheets))
    write_forms("wishes", found.lists().reading, found.workbook, "")
    return found


def test_addresses_that_are_ids_are_shown_to_nobody_and_wishes_are_read(guests):
    (form,) = (forms_in(guests) / "wishes").glob("*berg-1-ada*")
    sheet = openpyxl.load_workbook(form).active
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
    ids = {row[1].value: row[0].value for row in sheet.iter_rows()}

    path = shutil.copy(form, forms_in(guests) / "returned" / "x.xlsx")
    filled(path, {ids["Ada Berg 3"]: "niedrig"})

    assert [text for text in texts if "@guest" in text] == []
    assert codes(guests) == []
    own, other = "p1@guest.example.org", "p3@guest.example.org"
    assert wishes_of(guests, own) == {other: (Level.LOW, Answer.NONE)}


def test_forms_in_another_language_leave_that_of_the_event(guests):
    for form in (forms_in(guests) / "wishes").iterdir():
        shutil.copy(form, forms_in(guests) / "returned")

    assert guests.lists().reading.language == "en"
