"""Suggestions, as an organiser asks for them, marks them and plans with them."""

import re
import shlex
from datetime import date, time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import matchmaker as m
from matchmaker.io.checking.event_reader import read_event
from tests.io.reading.spreadsheets import write, write_folder
from tests.test_cli import edit, fair, run  # noqa: F401 - fixtures

DOCS = Path(__file__).parent.parent / "docs"
DAY = date(2027, 6, 17)
PEOPLE = [
    ["ID", "First name", "Last name", "Organisation", "Offers", "Seeks", "Areas of activity"],
    ["P1", "Ada", "One", "Elb GmbH", "Mikrofluidik-Chips; Ventile", "Vertrieb", "Photonik"],
    ["P2", "Ben", "Two", "Spree AG", "Zahnräder", "Anwender für Mikrofluidik\nVentile", ""],
    ["P3", "Cleo", "Three", "Oder KG", "", "künstliche Intelligenz", "Photonik; Bergbau"],
    ["P4", "Dora", "Four", "Saale UG", "AI, welding", "", "Bergbau"],
    ["P5", "Emil", "Five", "Havel AG", "Kaffee", "", ""],
    ["P6", "Fay", "Six", "Neiße AG", "Käse", "Wein", ""],
]


def sheets(**others):
    """Make the sheets of a small event in which people write of themselves."""
    return {
        "Event": [
            ["Setting", "Value"],
            ["Name", "Fair"],
            ["Event ID", "fair"],
            ["Meeting length", 30],
            ["Organiser e-mail", "office@example.org"],
        ],
        "Timetable": [
            ["Date", "From", "To", "Kind"],
            [DAY, time(9), time(11), "meetings"],
        ],
        "Tables": [["Table"], ["T1"], ["T2"]],
        "Participants": PEOPLE,
        "Interests": [["From", "To"], ["P1", "P6"]],
        **others,
    }


@pytest.fixture
def book(tmp_path):
    return write(tmp_path / "fair.xlsx", sheets())


def rows_of(path, sheet="Suggestions"):
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def mark(path, *rows, sheet="Suggestions"):
    def take(found):
        for row in rows:
            found.cell(row, 7).value = "x"

    edit(path, sheet, take)


def told(path):
    """What is said of the sheet of suggestions."""
    found = [issue for issue in read_event(path).issues if issue.place.sheet == "Suggestions"]
    return [(issue.code, str(issue.severity), str(issue.place)) for issue in found]


# What is written


def test_copy_has_one_sheet_more(book, run):  # noqa: F811
    code, said = run("suggest", book)
    copy = book.with_name("fair-suggestions.xlsx")

    assert code == 0
    assert rows_of(copy) == [
        ["From", "To", "From name", "To name", "Why", "Strength", "Take (x)"],
        [
            *("P2", "P1", "Ben Two (Spree AG)", "Ada One (Elb GmbH)"),
            "seeks “Anwender für Mikrofluidik” – offered: “Mikrofluidik-Chips”",
            *(4, None),
        ],
        [
            *("P3", "P4", "Cleo Three (Oder KG)", "Dora Four (Saale UG)"),
            "seeks “künstliche Intelligenz” – offered: “AI”; both: “Bergbau”",
            *(3, None),
        ],
        [
            *("P3", "P1", "Cleo Three (Oder KG)", "Ada One (Elb GmbH)"),
            *("both: “Photonik”", 1, None),
        ],
    ]
    before, after = (openpyxl.load_workbook(path).sheetnames for path in (book, copy))
    assert after == [*before, "Suggestions"]
    assert "Suggestions: 3, for 4 people" in said
    assert "No suggestion for 1: P6 Fay Six." in said
    assert "hardly a word, for 1: P5 Emil Five." in said
    assert "matchmaker plan" in said


def test_every_quote_stands_in_a_cell_of_each(book, run):  # noqa: F811
    run("suggest", book)
    written = {row[0]: row[4:] for row in PEOPLE[1:]}
    rows = rows_of(book.with_name("fair-suggestions.xlsx"))[1:]

    assert rows
    for source, target, _, _, why, *_ in rows:
        for said in why.split("; "):
            quotes = re.findall("“([^”]+)”", said)
            own, theirs = quotes if len(quotes) > 1 else quotes * 2
            assert any(own in cell for cell in written[source])
            assert any(theirs in cell for cell in written[target])


def test_each_limits_how_many_somebody_has(book, run):  # noqa: F811
    run("suggest", book, "-o", book.with_name("one.xlsx"), "--each", "1")

    assert [row[:2] for row in rows_of(book.with_name("one.xlsx"))[1:]] == [
        ["P2", "P1"],
        ["P3", "P4"],
    ]


def test_terms_of_the_organiser_count(tmp_path, run):  # noqa: F811
    terms = [["Terms"], ["Käse; Kaffee"]]
    people = [*PEOPLE[:-1], ["P6", "Fay", "Six", "Neiße AG", "Wein", "Käse", ""]]
    people[5] = ["P5", "Emil", "Five", "Havel AG", "Kaffee und Brot", "", ""]
    book = write(tmp_path / "fair.xlsx", sheets(Participants=people, Terms=terms))
    run("suggest", book, "-o", tmp_path / "out.xlsx")

    assert ["P6", "P5"] in [row[:2] for row in rows_of(tmp_path / "out.xlsx")]


def test_folder_becomes_one_workbook(tmp_path, run):  # noqa: F811
    folder = write_folder(tmp_path / "fair", sheets())
    code, _ = run("suggest", folder, "-o", tmp_path / "out.xlsx")

    assert code == 0
    assert rows_of(tmp_path / "out.xlsx")[1][:2] == ["P2", "P1"]
    assert read_event(tmp_path / "out.xlsx").event == read_event(folder).event


def test_copy_that_is_read_otherwise_is_said(tmp_path, run):  # noqa: F811
    folder = write_folder(tmp_path / "fair", sheets())
    (folder / "wishes").mkdir()
    (folder / "wishes" / "P2.csv").write_text("To\nP6\n", encoding="utf-8")

    code, said = run("suggest", folder, "-o", tmp_path / "out.xlsx")

    assert code == 0
    assert "is read otherwise" in said


# What is refused


def test_nothing_is_overwritten(book, run):  # noqa: F811
    other = book.with_name("other.xlsx")
    other.write_bytes(b"mine")

    code, said = run("suggest", book, "-o", other)

    assert (code, other.read_bytes()) == (2, b"mine")
    assert "is there already" in said


def test_copy_is_an_xlsx(book, run):  # noqa: F811
    assert run("suggest", book, "-o", book.with_name("other.csv"))[0] == 2


@pytest.mark.parametrize("each", ["0", "21", "-1", "2.5"])
def test_each_is_a_small_number(book, run, each):  # noqa: F811
    assert run("suggest", book, "--each", each)[0] == 2


def test_where_nobody_goes_together_nothing_is_written(tmp_path, run):  # noqa: F811
    book = write(tmp_path / "fair.xlsx", sheets(Participants=[PEOPLE[0], PEOPLE[2], *PEOPLE[5:]]))
    code, said = run("suggest", book, "-o", tmp_path / "out.xlsx", "--skip-bad-wishes")

    assert code == 0
    assert "Nobody is suggested" in said
    assert "P5 Emil Five" in said
    assert not (tmp_path / "out.xlsx").exists()


def test_workbook_without_profiles_says_which_columns_help(tmp_path, run):  # noqa: F811
    people = [row[:4] for row in PEOPLE]
    book = write(tmp_path / "fair.xlsx", sheets(Participants=people))

    code, said = run("suggest", book, "-o", tmp_path / "out.xlsx")

    assert code == 3
    assert "“Offers”, “Seeks” and “Areas of activity”" in said
    assert not (tmp_path / "out.xlsx").exists()


def test_sheet_of_this_name_that_says_something_else_is_not_overwritten(tmp_path, run):  # noqa: F811
    ideas = [["Idea", "From"], ["More coffee", "Ada"]]
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=ideas))

    code, said = run("suggest", book, "-o", tmp_path / "out.xlsx")

    assert code == 3
    assert "sheet “Suggestions” already" in said
    assert not (tmp_path / "out.xlsx").exists()


def test_sheet_of_this_name_below_a_title_is_written_anew(tmp_path, run):  # noqa: F811
    old = [["Whom to meet"], [], ["To", "From", "Take"], ["P2", "P6", "x"]]
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=old))
    code, _ = run("suggest", book, "-o", tmp_path / "out.xlsx")

    assert code == 0
    assert rows_of(tmp_path / "out.xlsx")[1][:2] == ["P6", "P2"]


def test_workbook_that_cannot_be_copied_is_said(book, run, monkeypatch):  # noqa: F811
    content = book.read_bytes()
    monkeypatch.setattr(
        "matchmaker.io.marking.copy.read_foreign", lambda *_: content[: len(content) // 2]
    )
    monkeypatch.setattr("matchmaker.io.marking.copy.raw_sheets", lambda _: ())

    code, said = run("suggest", book)

    assert code == 2
    assert "There can be no copy of" in said


def test_workbook_with_errors_is_refused(tmp_path, run):  # noqa: F811
    book = write(tmp_path / "fair.xlsx", sheets(Interests=[["From", "To"], ["P1", "P99"]]))

    code, said = run("suggest", book, "-o", tmp_path / "out.xlsx")

    assert code == 3
    assert "Interests!B2" in said
    assert not (tmp_path / "out.xlsx").exists()
    assert run("suggest", book, "-o", tmp_path / "out.xlsx", "--skip-bad-wishes")[0] == 0


def test_missing_workbook_is_wrong_usage(tmp_path, run):  # noqa: F811
    assert run("suggest", tmp_path / "none.xlsx")[0] == 2


# What comes of it


def test_without_an_x_nothing_is_different(book, run):  # noqa: F811
    run("suggest", book, "-o", book.with_name("out.xlsx"))

    assert read_event(book.with_name("out.xlsx")).event == read_event(book).event


def test_row_with_an_x_is_a_wish_of_level_low(book, run):  # noqa: F811
    copy = book.with_name("out.xlsx")
    run("suggest", book, "-o", copy)
    mark(copy, 2)
    wishes = read_event(copy).event.interests

    assert [(w.source, w.target, w.level.name) for w in wishes] == [
        ("P1", "P6", "NORMAL"),
        ("P2", "P1", "LOW"),
    ]


def test_suggested_again_what_was_taken_stays_and_the_rest_is_new(book, run):  # noqa: F811
    first, second = book.with_name("first.xlsx"), book.with_name("second.xlsx")
    run("suggest", book, "-o", first)
    mark(first, 3)
    run("suggest", first, "-o", second)
    rows = rows_of(second)

    assert openpyxl.load_workbook(second).sheetnames == openpyxl.load_workbook(first).sheetnames
    assert [(*row[:2], *row[5:]) for row in rows[1:]] == [
        ("P3", "P4", 3, "x"),
        ("P1", "P3", 1, None),
        ("P2", "P1", 4, None),
    ]
    assert read_event(second).event == read_event(first).event


HEADINGS = ["From", "To", "Take"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["P1", "P9", "x"]], [("suggestion_gone", "warning", "Suggestions!B2")]),
        ([["P9", "P1", "x"]], [("suggestion_gone", "warning", "Suggestions!A2")]),
        ([["P1", "", "x"]], [("suggestion_gone", "warning", "Suggestions!B2")]),
        ([["P1", "P9", ""]], []),
        ([["", "", "x"]], []),
        ([["P1", "P1", "x"]], [("self_interest", "error", "Suggestions!B2")]),
        ([["P1", "P2", "perhaps"]], [("bad_yes_no", "error", "Suggestions!C2")]),
        ([["P1", "P6", "x"]], [("repeated_wish", "note", "Suggestions!B2")]),
    ],
    ids=["gone", "gone too", "nobody", "gone and not taken", "below", "oneself", "what", "wished"],
)
def test_row_that_means_nobody_is_said_at_its_cell(tmp_path, rows, expected):
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=[HEADINGS, *rows]))

    assert told(book) == expected


def test_sheet_without_a_column_of_people_is_an_error(tmp_path):
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=[["From", "Take"], ["P1", "x"]]))

    assert told(book) == [("missing_column", "error", "Suggestions")]


def test_sheet_without_a_column_to_mark_takes_nothing_and_says_so(tmp_path):
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=[["From", "To"], ["P1", "P2"]]))

    assert told(book) == [("nothing_to_take", "warning", "Suggestions")]
    assert len(read_event(book).event.interests) == 1


def test_taken_suggestion_that_cannot_be_is_said_as_of_a_wish(tmp_path):
    rows = {"Suggestions": [HEADINGS, ["P1", "P2", "x"]], "Blocked": [["A", "B"], ["P1", "P2"]]}
    book = write(tmp_path / "fair.xlsx", sheets(**rows))

    assert told(book) == [("wish_blocked", "warning", "Suggestions!B2")]


def test_form_that_came_back_stands_for_a_suggestion_that_was_taken(tmp_path, run):  # noqa: F811
    rows = [HEADINGS, ["P2", "P1", "x"]]
    book = write(tmp_path / "fair.xlsx", sheets(Suggestions=rows))
    assert [wish.source for wish in read_event(book).event.interests] == ["P1", "P2"]

    run("wishes", book)
    (form,) = tmp_path.rglob("*P2*.xlsx")
    returned = openpyxl.load_workbook(form)
    for person, _, level, *_ in returned.active.iter_rows(min_row=6):
        level.value = "high" if person.value == "P6" else None
    returned.save(form.parent.parent / "returned" / form.name)
    wishes = [(wish.source, wish.target) for wish in read_event(book).event.interests]

    assert wishes == [("P1", "P6"), ("P2", "P6")]


def test_bad_row_may_be_skipped(tmp_path):
    book = write(
        tmp_path / "fair.xlsx", sheets(Suggestions=[HEADINGS, ["P1", "P2", "x"], ["P1", "P1", "x"]])
    )

    assert read_event(book).event is None
    assert len(read_event(book, skip_bad_wishes=True).event.interests) == 2


def test_term_alone_in_its_row_is_said(tmp_path):
    book = write(tmp_path / "fair.xlsx", sheets(Terms=[["Terms"], ["KI; AI"], ["Ventile"]]))
    found = [(i.code, str(i.place)) for i in read_event(book).issues if i.place.sheet == "Terms"]

    assert found == [("lonely_term", "Terms!A3")]


# For programs


def test_program_gets_what_the_command_writes(book):
    found = m.suggest(m.read(book), each=1)

    assert [(one.source, one.target, one.strength) for one in found.suggestions] == [
        ("P2", "P1", 4),
        ("P3", "P4", 3),
    ]
    assert found.bound == 7
    assert (found.without, found.thin) == (("P6",), ("P5",))
    assert found.why(found.suggestions[1], "de").startswith("sucht „künstliche Intelligenz“")
    assert found.sentence.startswith("Suggestions: 2, for 4 people;")


def test_program_may_bring_terms_and_suggestions_in_frames():
    frames = {
        title.lower(): pd.DataFrame(rows[1:], columns=rows[0]).replace("", None)
        for title, rows in sheets().items()
        if title != "Event"
    }
    event = m.event(
        **frames,
        suggestions=pd.DataFrame({"From": ["P2"], "To": ["P1"], "Take": ["x"]}),
        terms=pd.DataFrame({"Terms": ["Wein; Bergbau"]}),
        settings={"Name": "Fair", "Meeting length": 30},
    )
    found = {one.pair for one in m.suggest(event).suggestions}

    assert ("P1", "P2") not in found
    assert ("P3", "P4") in found


@pytest.mark.parametrize("each", [0, 21, 2.5, True])
def test_program_is_told_what_each_may_be(book, each):
    with pytest.raises((TypeError, ValueError), match="each"):
        m.suggest(m.read(book), each=each)


def test_program_is_told_where_nobody_writes_of_themselves(tmp_path):
    book = write(tmp_path / "fair.xlsx", sheets(Participants=[row[:4] for row in PEOPLE]))

    with pytest.raises(ValueError, match="Offers"):
        m.suggest(m.read(book))


@pytest.mark.parametrize(
    ("page", "workbook"),
    [("howto/suggestions.md", "fair.xlsx"), ("de/vorschlaege.md", "messe.xlsx")],
)
def test_page_is_as_it_is_typed(run, fair, monkeypatch, page, workbook):  # noqa: F811
    monkeypatch.chdir(fair.parent)
    text = (DOCS / page).read_text("utf-8")
    block, _of_an_example = re.findall(r"```\n(.*?)```", text, re.DOTALL)
    line = shlex.split(block)
    (plan,) = (shlex.split(found) for found in re.findall(r"`(matchmaker\s+plan[^`]+)`", text))

    assert line[2] == workbook
    assert run(*line[1:])[0] == 0
    assert run(*plan[1:], "--time", "3")[0] == 0
