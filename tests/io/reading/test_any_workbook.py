"""Whatever stands in the cells: reading ends in an event or in errors, never in an exception."""

from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.schedule_sheet import read_schedule
from matchmaker.issues import Severity
from matchmaker.text import words
from tests.builders import event, people
from tests.io.reading.spreadsheets import HEADINGS, fair, write, write_folder

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
JUNK = st.one_of(
    st.none(),
    TEXT,
    st.integers(-(10**20), 10**20),
    st.floats(-1e300, 1e300),
    st.booleans(),
    st.dates(date(1901, 1, 1)),
    st.datetimes(datetime(1901, 1, 1)),  # noqa: DTZ001 - Excel knows no time zones
    st.times(),
    st.sampled_from(
        ["#REF!", "=1", ";", "9-10", "24:00", "17.6.27", "P1", "p2", "Beta GmbH", "x", "-1", "1e9"]
    ),
)
"""Anything that Excel can hold in a cell."""
SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Files take their time."""
SHEETS = st.sampled_from([*HEADINGS])


@st.composite
def damaged_fairs(draw):
    """Draw a sound workbook in which some cells, rows and sheets are replaced or gone."""
    sheets = fair()
    for title in draw(st.lists(SHEETS, min_size=1, max_size=6)):
        rows = sheets[title]
        row = draw(st.integers(0, len(rows)))
        if row == len(rows):
            rows.append(draw(st.lists(JUNK, max_size=len(HEADINGS[title]))))
        else:
            rows[row] = list(rows[row]) + [None] * (len(rows[0]) - len(rows[row]))
            column = draw(st.integers(0, max(len(rows[row]) - 1, 0)))
            rows[row][column : column + 1] = [draw(JUNK)]
    for title in draw(st.lists(SHEETS, max_size=1)):
        del sheets[title]
    return sheets


TABLES = st.lists(st.lists(JUNK, max_size=6), max_size=5)


@st.composite
def any_sheets(draw):
    """Draw tables of anything under titles and headings of ours."""
    titles = draw(st.lists(st.one_of(SHEETS, TEXT.filter(_is_title)), unique_by=str.casefold))
    return {title: [HEADINGS.get(title, []), *draw(TABLES)] for title in titles or ["Event"]}


def _is_title(text):
    return text.strip("' ") == text != "" and not set(text) & set('\\/*?:[]"<>|.')


@given(st.one_of(damaged_fairs(), any_sheets()), st.booleans())
@settings(SLOW, max_examples=100)
def test_any_workbook_ends_in_an_event_or_in_errors(sheets, skip_bad_wishes):
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "fair.xlsx", sheets)
        hold_to_its_promise(read_event(path, skip_bad_wishes=skip_bad_wishes, advise=True))


@given(any_sheets())
@settings(SLOW, max_examples=40)
def test_any_folder_ends_in_an_event_or_in_errors(sheets):
    with TemporaryDirectory() as folder:
        hold_to_its_promise(read_event(write_folder(Path(folder) / "fair", sheets)))


def hold_to_its_promise(reading):
    errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
    assert (reading.event is None) == bool(errors)
    for issue in reading.issues:
        assert words(reading.language)(f"issue.{issue.code}", **issue.parameters)
        assert words(reading.language)(f"advice.{issue.code}", **issue.parameters)


@given(TABLES, st.permutations(["Date", "Start", "End", "A", "B", "Table", "Locked"]))
@settings(SLOW, max_examples=40)
def test_any_schedule_ends_in_meetings_or_issues(rows, headings):
    with TemporaryDirectory() as folder:
        path = write(Path(folder) / "schedule.xlsx", {"Meetings": [headings, *rows]})
        schedule, issues = read_schedule(path, event(people("P1 P2")))

    assert all(meeting.slot.start < meeting.slot.end for meeting in schedule.meetings)
    assert {issue.place.sheet for issue in issues} <= {"Meetings"}
