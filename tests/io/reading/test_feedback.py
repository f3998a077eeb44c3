"""What people say of their meetings, read from the workbook of the desk and from forms."""

from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from matchmaker.feedback import Agreement, NextStep, TookPlace, Verdict, Word
from matchmaker.io.reading.feedback import ToldMeetings, read_answers
from matchmaker.io.telling.feedback import asked_of, asked_of_desk
from matchmaker.io.telling.file_names import form_name
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.feedback import add_to_desk, desk_of, write_form
from matchmaker.text import words
from tests.builders import event, meeting, people, person, plan, wishes

FAIR = event(people("P1 P2 P3"), wishes("P1>P2 P1>P3"), slots=3)
MADE = plan(FAIR, meeting("P1 P2", 0), meeting("P1 P3", 1))
TOLD = ToldMeetings(MADE, {"p2+p3": "v02"})
YES = TookPlace.YES
HEADINGS = ("Meeting", "Took place", "Rating A", "Rating B", "Next step", "Agreement", "Signed")


def sheet(path, title, *rows):
    book = Workbook()
    there = book.active
    there.title = title
    for row in rows:
        there.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def read_feedback(desk, returned, told):
    """What holds of each meeting, and what is to be known of it."""
    answers = read_answers(desk, returned, told)
    return answers.feedback, answers.issues


@pytest.fixture
def read(tmp_path):
    """Read rows of the desk, and forms by their file names."""

    def reading(*rows, **forms):
        if rows:
            sheet(tmp_path / "desk.xlsx", "Feedback", HEADINGS, *rows)
        for name, lines in forms.items():
            sheet(tmp_path / "returned" / f"{name}.xlsx", "My meetings", *lines)
        return read_feedback(tmp_path / "desk.xlsx", tmp_path / "returned", TOLD)

    return reading


def issues(found):
    return [(i.code, i.severity.value, i.place.row, i.place.column) for i in found[1]]


FORM = ("Meeting", "Met", "Took place", "Rating", "Next step", "Agreement")


def test_row_of_the_desk_is_read_whole(read):
    found = read(("P1+P2", "yes", 5, "4/5", "agreement", "MoU", date(2027, 7, 1)))

    assert found[1] == ()
    assert found[0].verdicts == {
        ("P1", "P2"): Verdict(
            Word(
                took_place=YES,
                rating_a=5,
                rating_b=4,
                next_step=NextStep.AGREEMENT,
                agreement=Agreement.MOU,
                signed=date(2027, 7, 1),
            )
        )
    }


def test_words_are_read_in_german_too(tmp_path):
    rows = (("Treffen", "Fand statt", "Bewertung A", "Wie es weitergeht", "Vereinbarung"),)
    path = sheet(
        tmp_path / "desk.xlsx",
        "Rückmeldung",
        *rows,
        ("P1+P2", "ja", "★★★", "Verhandlung", ""),
        ("P1+P3", "B fehlte"),
    )

    said, found = read_feedback(path, tmp_path / "none", TOLD)

    assert found == ()
    assert said.of(("P1", "P2")).word == Word(
        took_place=YES, rating_a=3, next_step=NextStep.NEGOTIATION
    )
    assert said.of(("P1", "P3")).word == Word(took_place=TookPlace.B_MISSING)


@pytest.mark.parametrize(
    ("row", "issue"),
    [
        (("P1+P9", "yes"), ("feedback_unknown_meeting", "error", 2, "A")),
        (("P2+P3", "yes"), ("feedback_cancelled_meeting", "error", 2, "A")),
        (("P1+P2", "perhaps"), ("bad_took_place", "error", 2, "B")),
        (("P1+P2", "yes", 6), ("bad_rating", "error", 2, "C")),
        (("P1+P2", "yes", 0), ("bad_rating", "error", 2, "C")),
        (("P1+P2", "yes", 4, "", "lunch"), ("bad_next_step", "error", 2, "E")),
        (("P1+P2", "yes", 4, "", "agreement", "loan"), ("bad_agreement", "error", 2, "F")),
        (("P1+P2", "no", 4), ("feedback_not_held", "error", 2, "B")),
        (("P1+P2", "yes", "", "", "", "MoU"), ("feedback_agreement", "note", 2, "E")),
        (("P1+P2", "", 4), ("feedback_taken_as_held", "note", 2, "B")),
    ],
)
def test_odd_row_is_said_with_its_place(read, row, issue):
    assert issues(read(row)) == [issue]


def test_row_of_a_cancelled_meeting_that_says_nothing_is_no_matter(read):
    assert issues(read(("P2+P3", ""))) == []


def test_meeting_with_two_rows_is_an_error(read):
    assert issues(read(("P1+P2", "yes"), ("P1+P2", "no"))) == [("feedback_twice", "error", 3, "A")]


@pytest.mark.parametrize("copied", ["{} (1)", "Kopie von {}", "{} copy 2"])
def test_form_is_known_by_its_name_even_as_a_second_copy(read, copied):
    row = ("P1+P2", "", "the other was missing", "", "", "")

    found = read(**{copied.format(form_name(FAIR.participant["P2"])): [FORM, row]})

    assert found[0].of(("P1", "P2")).word == Word(took_place=TookPlace.A_MISSING)
    assert found[0].answering == {"P2"}


def test_row_of_a_form_is_known_by_whom_they_met(read):
    found = read(P1=[FORM[1:], ("P3", "yes", 2, "", "")])

    assert found[0].of(("P1", "P3")).word == Word(took_place=YES, rating_a=2)


def test_form_that_nobody_filled_in_is_no_answer(read):
    found = read(P1=[FORM, ("P1+P2", "P2", "", "", "", "")])

    assert found == (read()[0], ())
    assert found[0].verdicts == {}


def test_two_forms_that_disagree_are_disputed_and_in_no_total(read):
    found = read(
        P1=[FORM, ("P1+P2", "", "yes", 4, "contact kept", "")],
        P2=[FORM, ("P1+P2", "", "the other was missing", "", "", "")],
    )

    assert found[0].disputed == (("P1", "P2"),)
    assert not found[0].of(("P1", "P2")).is_answered
    assert issues(found) == [("feedback_disputed", "warning", 2, "C")]


def test_word_of_the_desk_settles_a_dispute_and_tells_who_is_overruled(read):
    found = read(
        ("P1+P2", "yes"),
        P1=[FORM, ("P1+P2", "", "yes", 4, "", "")],
        P2=[FORM, ("P1+P2", "", "the other was missing", "", "", "")],
    )

    assert found[0].of(("P1", "P2")).word == Word(took_place=YES, rating_a=4)
    assert issues(found) == [("feedback_overruled", "warning", 2, "C")]


@pytest.mark.parametrize(
    ("name", "rows", "code"),
    [
        ("holiday", [FORM, ("P1+P2", "", "yes", "", "", "")], "feedback_whose"),
        ("P1", [("Meeting", "Rating"), ("P1+P2", 4)], "feedback_no_form"),
        ("P2", [FORM, ("P1+P3", "", "yes", "", "", "")], "feedback_not_their_meeting"),
        ("P2", [FORM, ("P2+P3", "", "yes", "", "", "")], "feedback_cancelled_meeting"),
        ("P2", [FORM, ("", "", "yes", "", "", "")], "feedback_no_partner"),
        ("P2", [FORM, ("", "Nobody", "yes", "", "", "")], "unknown_person_no_suggestion"),
    ],
)
def test_odd_form_is_said(read, name, rows, code):
    assert [issue.code for issue in read(**{name: rows})[1]] == [code]


def test_form_whose_name_is_almost_somebodys_is_asked_about(tmp_path):
    anna = replace(person("P17"), first_name="Anna", last_name="Schmidt")
    fair = event((anna, person("P2")), wishes("P17>P2"), slots=1)
    told = ToldMeetings(plan(fair, meeting("P17 P2", 0)), {})
    rows = [FORM[1:], ("P2", "yes", 2, "", "")]
    sheet(tmp_path / "returned" / "feedback_anna-schmitd.xlsx", "My meetings", *rows)

    _, issues_ = read_feedback(tmp_path / "none.xlsx", tmp_path / "returned", told)

    assert [(i.code, i.parameters.get("suggestions")) for i in issues_] == [
        ("unknown_person", "P17 Anna Schmidt")
    ]


def test_same_person_who_answers_differently_twice_is_asked(read):
    rows = [[FORM, ("P1+P2", "", word, "", "", "")] for word in ("yes", "no")]

    found = read(P1=rows[0], **{"P1 (1)": rows[1]})

    assert issues(found) == [("feedback_answered_twice", "error", 2, None)]


def test_export_of_a_form_service_names_who_answers(read):
    rows = [("E-mail", "Partner", "Held", "Stars"), ("P2", "P1", "yes", 5)]

    assert read(answers=rows)[0].of(("P1", "P2")).word == Word(took_place=YES, rating_b=5)


def test_workbook_of_the_desk_is_read_back_as_it_was_written(tmp_path):
    report = Report(MADE, words("en"))
    path = tmp_path / "desk.xlsx"
    path.write_bytes(desk_of(report, asked_of_desk(report, frozenset({"P3"}))))

    said, found = read_feedback(path, tmp_path / "none", TOLD)

    assert found == ()
    assert said.of(("P1", "P3")).word == Word(took_place=TookPlace.B_MISSING)
    assert not said.of(("P1", "P2")).is_answered


def test_running_again_adds_meetings_and_touches_no_filled_cell(tmp_path):
    from matchmaker.io.reading.feedback import desk_sheet  # noqa: PLC0415

    report = Report(plan(FAIR, meeting("P1 P2", 0)), words("en"))
    path = tmp_path / "desk.xlsx"
    path.write_bytes(desk_of(report, asked_of_desk(report, frozenset())))
    book = load_workbook(path)
    there = book.worksheets[0]
    column = [cell.value for cell in there[1]].index("Took place") + 1
    there.cell(2, column).value = "no"
    there.cell(2, 30).value = "my own note"
    book.save(path)
    report = Report(MADE, words("en"))
    known, _ = desk_sheet(path)

    content, added = add_to_desk(path, known, asked_of_desk(report, frozenset({"P1"})))
    path.write_bytes(content)

    there = load_workbook(path).worksheets[0]
    assert added == 1
    assert [there.cell(row, 1).value for row in (2, 3)] == ["P1+P2", "P1+P3"]
    assert [there.cell(row, column).value for row in (2, 3)] == ["no", "A missing"]
    assert there.cell(2, 30).value == "my own note"


def test_form_asks_for_own_meetings_only_and_is_protected_but_for_the_answers(tmp_path):
    report = Report(MADE, words("en"))
    write_form(report, "P2", tuple(asked_of(report, "P2")), tmp_path / "form.xlsx")

    there = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    texts = [cell.value for row in there for cell in row if cell.value]
    unlocked = {cell.column_letter for row in there for cell in row if not cell.protection.locked}
    assert "P1+P2" in texts
    assert not any("P3" in str(text) for text in texts)
    assert there.protection.sheet
    assert len(unlocked) == 4


def test_form_filled_in_comes_back_as_meant(tmp_path):
    report = Report(MADE, words("en"))
    folder = tmp_path / "returned"
    folder.mkdir()
    path = folder / "whatever.xlsx"
    write_form(report, "P2", tuple(asked_of(report, "P2")), path)
    book = load_workbook(path)
    there = book.worksheets[0]
    row = next(cell.row for line in there for cell in line if cell.value == "P1+P2")
    filled = ["no, I was missing"]
    start = next(c.column for c in there[row] if not c.protection.locked)
    for number, value in enumerate(filled):
        there.cell(row, start + number).value = value
    book.save(path)

    said, found = read_feedback(tmp_path / "none.xlsx", folder, TOLD)

    assert found == ()
    assert said.of(("P1", "P2")).word == Word(took_place=TookPlace.B_MISSING)
