"""New workbooks: nothing is missing in them, and what is filled in is sound."""

import pytest
from openpyxl import load_workbook

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.columns import COLUMNS, SETTINGS
from matchmaker.io.writing.template import LAST_ROW, SHEETS, help_rows, write_template
from matchmaker.issues import Severity
from matchmaker.text import languages, words
from tests.io.reading.spreadsheets import found

LANGUAGES = pytest.mark.parametrize("language", languages())


@LANGUAGES
def test_every_column_and_setting_has_a_note(language):
    say = words(language)

    columns = [("setting", column.key) for column in SETTINGS]
    for section in SHEETS:
        columns += [(section.removeprefix("column."), column.key) for column in COLUMNS[section]]
    for name, key in columns:
        assert f"note.{name}.{key}" in say, (name, key)


@LANGUAGES
def test_every_required_column_has_an_example(language):
    for section in set(SHEETS) - {"column.event"}:
        for column in COLUMNS[section]:
            name = section.removeprefix("column.")
            has_example = f"example.{name}.{column.key}" in words(language)
            assert has_example or not column.required, (name, column.key)


@LANGUAGES
def test_example_has_no_issue(tmp_path, language):
    write_template(tmp_path / "fair.xlsx", language, with_example=True)

    reading = read_event(tmp_path / "fair.xlsx")

    assert reading.issues == ()
    assert reading.language == language


def test_example_is_the_same_event_in_every_language(tmp_path):
    events = []
    for language in languages():
        write_template(tmp_path / f"{language}.xlsx", language, with_example=True)
        events.append(read_event(tmp_path / f"{language}.xlsx").event)

    one, other = events
    for field in ("slots", "interests", "pins", "rules", "time_zone", "tables"):
        if field != "tables":
            assert getattr(one, field) == getattr(other, field)
    assert [table.name for table in one.tables] == [table.name for table in other.tables]
    assert [person.times for person in one.participants] == [
        person.times for person in other.participants
    ]


@LANGUAGES
def test_empty_workbook_lacks_only_what_must_be_filled_in(tmp_path, language):
    write_template(tmp_path / "fair.xlsx", language)

    reading = read_event(tmp_path / "fair.xlsx")

    title = words(language)
    errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
    assert found(errors) == [
        ("missing_cell", f"{title('sheet.event')}!B2"),
        ("no_meetings", title("sheet.timetable")),
        ("no_tables", title("sheet.tables")),
        ("no_participants", title("sheet.participants")),
    ]
    notes = {issue.code for issue in reading.issues} - {issue.code for issue in errors}
    assert notes == {"example_row", "no_organiser_email"}


def test_example_row_that_was_touched_is_read(tmp_path):
    path = tmp_path / "fair.xlsx"
    write_template(path, "en")
    book = load_workbook(path)
    book["Tables"]["B2"] = "Hall 2"
    book.save(path)

    places = [str(i.place) for i in read_event(path).issues if i.code == "example_row"]

    assert "Tables!2:2" not in places
    assert "Timetable!2:2" in places


def test_real_row_that_resembles_the_example_is_read(tmp_path):
    path = tmp_path / "fair.xlsx"
    write_template(path, "en")
    book = load_workbook(path)
    book["Timetable"].delete_cols(5)
    book.save(path)

    places = [str(i.place) for i in read_event(path).issues if i.code == "example_row"]

    assert "Timetable!2:2" not in places


def test_headings_have_notes_and_choices_drop_downs(tmp_path):
    write_template(tmp_path / "fair.xlsx", "en")

    sheet = load_workbook(tmp_path / "fair.xlsx")["Interests"]

    offered = {str(o.sqref): o.formula1 for o in sheet.data_validations.dataValidation}
    assert all(cell.comment for cell in sheet[1])
    assert offered["C2:C5000"] == '"must,high,normal,low"'
    assert offered["D2:D5000"] == '"accepted,declined,pending"'
    assert offered["A2:A5000"] == "OFFSET('Choices'!$A$2,0,0,'Choices'!$B$2,1)"


def _cells_that_choose_people(sheet):
    """List the cells with a drop-down of everyone."""
    for offer in sheet.data_validations.dataValidation:
        if "Choices" in offer.formula1:
            column = next(iter(offer.sqref.ranges)).min_col
            yield from (sheet.cell(row, column) for row in range(2, sheet.max_row + 1))


def test_drop_downs_show_names_beside_ids_which_are_read_back(tmp_path):
    """Everyone who is named by id is chosen by id and name, as the drop-downs offer it."""
    path = tmp_path / "fair.xlsx"
    write_template(path, "en", with_example=True)
    before, book = read_event(path).event, load_workbook(path)
    offered = {p.id: f"{p.id} {p.last_name}, {p.first_name}" for p in before.participants}
    chosen = [cell for sheet in book for cell in _cells_that_choose_people(sheet)]
    chosen = [cell for cell in chosen if cell.value in offered]
    for cell in chosen:
        cell.value = offered[cell.value]
    book.save(path)

    reading = read_event(path)

    titles = {cell.parent.title for cell in chosen}
    assert titles == {"Participants", "Interests", "Blocked", "Fixed"}
    assert (reading.event, reading.issues) == (before, ())


def test_sheet_of_choices_is_hidden_and_has_a_row_for_each(tmp_path):
    write_template(tmp_path / "messe.xlsx", "de")

    sheet = load_workbook(tmp_path / "messe.xlsx")["Auswahl"]

    assert sheet.sheet_state == "hidden"
    assert "INDEX('Teilnehmer'!$A:$A,ROW())" in sheet["A2"].value
    assert sheet.max_row == LAST_ROW


def test_looks_of_examples_are_of_what_they_say_and_not_of_their_place(tmp_path):
    write_template(tmp_path / "fair.xlsx", "en")

    for sheet in load_workbook(tmp_path / "fair.xlsx").worksheets[2:-1]:
        (first, *_) = sheet.conditional_formatting
        assert str(first.sqref).startswith("A2:"), sheet.title
        (rule, *_) = first.rules
        assert rule.dxf.font.i, sheet.title
        assert not any(cell.font.i for row in sheet.iter_rows(min_row=2) for cell in row)


def test_text_columns_keep_what_is_typed(tmp_path):
    write_template(tmp_path / "messe.xlsx", "de")

    book = load_workbook(tmp_path / "messe.xlsx")

    assert book["Teilnehmer"].column_dimensions["A"].number_format == "@"
    assert book["Zeitplan"].column_dimensions["A"].number_format == "dd.mm.yyyy"
    assert book["Zeitplan"]["B2"].number_format == "hh:mm"


@LANGUAGES
def test_help_names_every_column(language):
    say = words(language)

    named = {(sheet, column) for sheet, column, *_ in help_rows(say)}

    assert (say("sheet.interests"), say("column.interests.level")) in named
    assert len(named) == len(SETTINGS) + sum(
        sum(not column.is_foreign for column in COLUMNS[section])
        for section in SHEETS
        if section != "column.event"
    )
