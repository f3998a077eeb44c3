"""DataFrames are read as the sheets of a workbook are: the same event, the same issues."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils import column_index_from_string

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.checking.frame_reader import read_frames
from matchmaker.issues import Place
from matchmaker.text import recognise
from tests.io.reading.frames import frame, frames
from tests.io.reading.spreadsheets import DAY, fair, found, in_german, write

SMALL_FAIR = Path(__file__).parents[3] / "examples" / "small-fair"
NOWHERE = Path("nowhere")


def read(sheets, **options):
    tables, facts = frames(sheets)
    return read_frames(tables, facts, NOWHERE, **options)


def rows_of(path):
    book = openpyxl.load_workbook(path)
    known = [sheet for sheet in book.worksheets if recognise("sheet", sheet.title)]
    return {
        sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in known
    }


@pytest.mark.parametrize("name", ["fair.xlsx", "messe.xlsx"])
def test_event_of_frames_is_that_of_the_workbook(name):
    reading = read(rows_of(SMALL_FAIR / name))

    assert reading.event == read_event(SMALL_FAIR / name).event
    assert reading.event is not None


def test_german_frames_make_a_german_event():
    german = read(in_german(fair()))

    assert german.event == replace(read(fair()).event, language="de")
    assert german.event is not None


CELLS = st.sampled_from(
    (
        *(None, "", " ", 0, 1, 2, 2.5, 4.0, -1, True, False, DAY, time(9), time(12, 30)),
        *(datetime(2027, 6, 17, 9, 15), timedelta(hours=10), "P1", "P2", "p3", "Alpha GmbH"),  # noqa: DTZ001 - as Excel
        *("yes", "no", "must", "low", "online", "cancelled", "09:00-10:00", "meetings", "break"),
        *(
            "liam@delta.example",
            "Müller",
            "T1",
            "T9",
            "x",
            "de; en",
            "#REF!",
            "soft\u00adhyphen",
            "007",
        ),
    )
)
TITLES = [title for title in fair() if title != "Event"]


@st.composite
def sheets(draw):
    """Draw the fair with some other cells, rows twice, and sheets or columns that are missing."""
    drawn = fair()
    for title in draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=3)):
        rows = drawn[title]
        width = len(rows[0])
        for row in rows[1:]:
            row.extend([None] * (width - len(row)))
        for _ in range(draw(st.integers(1, 4))):
            row = draw(st.integers(1, len(rows) - 1))
            rows[row][draw(st.integers(0, width - 1))] = draw(CELLS)
        if draw(st.booleans()):
            rows.append(list(rows[draw(st.integers(1, len(rows) - 1))]))
        if draw(st.sampled_from((False, False, True))):
            rows[0][draw(st.integers(0, width - 1))] = draw(st.sampled_from(("Odd", "ID", "From")))
    for row in drawn["Event"][1:]:
        if draw(st.sampled_from((False, False, True))):
            row[1] = draw(CELLS)
    missing = draw(st.lists(st.sampled_from(TITLES), unique=True, max_size=1))
    return {title: rows for title, rows in drawn.items() if title not in missing}


def in_workbook(place, sheets, file):
    """Name a place in a DataFrame as Excel does; a setting by its name is its row."""
    if not place.sheet:
        return Place(file)
    rows, row = sheets[place.sheet], place.row
    if recognise("sheet", place.sheet) == "event" and row is not None:
        row = next(number for number, cells in enumerate(rows, 1) if cells[0] == row)
    return Place(file, place.sheet, row, place.column)


def by_heading(place, sheets):
    """Name a column in a workbook by its heading, and its row of headings not at all."""
    row = None if place.row == 1 else place.row
    if place.column is None:
        return Place(place.file, place.sheet, row)
    heading = sheets[place.sheet][0][column_index_from_string(place.column) - 1]
    return Place(place.file, place.sheet, row, heading)


@given(sheets())
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_frames_read_as_the_same_tables_in_a_workbook(drawn):
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "fair.xlsx", drawn)
        expected = read_event(path, advise=True)
    reading = read(drawn, advise=True)

    assert reading.event == expected.event
    assert reading.language == expected.language
    assert [
        (i.code, i.severity, in_workbook(i.place, drawn, "fair.xlsx")) for i in reading.issues
    ] == [(i.code, i.severity, by_heading(i.place, drawn)) for i in expected.issues]


def test_every_issue_has_the_label_of_its_row():
    tables, facts = frames(
        fair(
            Interests=[["P1", "P3"], ["nobody", "P1"], ["P2", "P9"]],
            Blocked=[["P1", "P3", None], ["P1", "P1", None]],
            Fixed=None,
        )
    )
    tables["interests"].index = ["first", "second", "third"]
    tables["tables"]["Meetings at once"] = [1, 2, "many"]

    reading = read_frames(tables, {**facts, "Meeting length": "long"}, NOWHERE)

    assert reading.event is None
    assert found(reading.issues) == [
        ("bad_number", "Event[Meeting length, Value]"),
        ("bad_number", "Tables[4, Meetings at once]"),
        ("wish_blocked", "Participants[4, Wish 1]"),
        ("wish_blocked", "Interests[first, To]"),
        ("unknown_person_no_suggestion", "Interests[second, From]"),
        ("unknown_person_no_suggestion", "Interests[third, To]"),
        ("same_person", "Blocked[3, B]"),
    ]


def test_bad_wishes_are_passed_over_by_their_labels():
    tables, facts = frames(fair(Interests=[["P1", "P3"], ["nobody", "P1"]]))
    tables["interests"].index = pd.Index([7, None], dtype="Int64")

    reading = read_frames(tables, facts, NOWHERE, skip_bad_wishes=True)

    assert reading.event == read(fair(Interests=[["P1", "P3"]])).event
    assert found(reading.issues) == [
        ("unknown_person_no_suggestion", "Interests[<NA>, From]"),
    ]


def test_row_that_a_sentence_names_is_called_by_its_label():
    tables, facts = frames(fair())
    people = pd.concat([tables["participants"], tables["participants"].iloc[[0]]])
    people.index = list("abcdefg")

    (issue,) = (
        i
        for i in read_frames({**tables, "participants": people}, facts, NOWHERE).issues
        if i.code == "duplicate_id"
    )

    assert str(issue.place) == "Participants[g, ID]"
    assert issue.parameters["row"] == "a"


def test_column_that_is_there_twice_is_named_by_its_heading():
    tables, facts = frames(fair())
    tables["blocked"].columns = ["A", "B", "B"]

    issues = read_frames(tables, facts, NOWHERE).issues

    (twice,) = (issue for issue in issues if issue.code == "duplicate_column")
    assert (str(twice.place), twice.parameters["first"]) == ("Blocked[:, B]", "B")


def test_index_with_a_name_is_a_column():
    tables, facts = frames(fair())
    indexed = {**tables, "participants": tables["participants"].set_index("ID")}
    indexed["tables"] = tables["tables"].set_index("Table")

    assert read_frames(indexed, facts, NOWHERE).event == read(fair()).event


def test_types_of_pandas_and_numpy_are_values_of_cells():
    tables, facts = frames(fair())
    times = tables["timetable"]
    times["Date"] = pd.to_datetime(times["Date"]).astype("datetime64[ns]")
    times["From"] = [pd.Timedelta(hours=9), pd.Timedelta(hours=11), *[pd.Timedelta(hours=12)] * 2]
    tables["tables"]["Meetings at once"] = pd.array([1, 2, pd.NA], dtype="Int64")
    facts |= {"Meeting length": np.int64(30), "Max in a row": np.float64(3.0)}

    assert read_frames(tables, facts, NOWHERE).event == read(fair()).event


@pytest.mark.parametrize(
    ("value", "what"),
    [
        (["de", "en"], "participants[3, Languages] holds a list, which is no value of a cell"),
        ({"de"}, "participants[3, Languages] holds a set, which is no value of a cell"),
        (
            datetime(2027, 6, 17, tzinfo=UTC),
            "participants[3, Languages] has a time zone; times are by the clocks of the event",
        ),
    ],
)
def test_value_that_no_cell_can_hold_is_a_type_error(value, what):
    tables, facts = frames(fair())
    tables["participants"]["Languages"] = ["de", value, *["en"] * 4]

    with pytest.raises(TypeError) as raised:
        read_frames(tables, facts, NOWHERE)

    assert str(raised.value) == what


@pytest.mark.parametrize(
    ("tables", "facts", "what"),
    [
        ({"tables": [["T1"]]}, {}, "tables must be a pandas DataFrame, not list"),
        ({}, [("Name", "Fair")], "settings must be a mapping, not list"),
        ({}, {1: "Fair"}, "settings must have names of type str, not int"),
    ],
)
def test_what_is_no_frame_is_a_type_error(tables, facts, what):
    with pytest.raises(TypeError) as raised:
        read_frames(tables, facts, NOWHERE)

    assert str(raised.value) == what


def test_bare_frame_without_columns_is_an_empty_sheet():
    tables, facts = frames(fair())

    reading = read_frames({**tables, "blocked": pd.DataFrame()}, facts, NOWHERE)

    assert reading.event == read(fair(Blocked=None)).event
    assert reading.event is not None


def test_fingerprint_is_of_what_was_read():
    same, other = read(fair()).source, read(fair(Tables=[["T1"]])).source

    assert same == read(fair()).source
    assert same.sha256 != other.sha256
    assert same.name == "DataFrames"


def test_day_is_read_as_excel_keeps_it():
    one = frame(
        [["Date", "From", "To", "Kind"], [date(2027, 6, 17), time(9), time(12), "meetings"]]
    )
    tables, facts = frames(fair(Timetable=None, Fixed=None, Tables=[["T1"]]))

    reading = read_frames({**tables, "timetable": one}, facts, NOWHERE)

    assert len(reading.event.slots) == 6
