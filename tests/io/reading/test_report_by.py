"""The setting Report by, from the workbook to the results."""

from matchmaker.feedback import Feedback
from matchmaker.indicators import DIMENSIONS, Outcome, count_together
from matchmaker.io.checking.event_reader import read_event
from tests.builders import plan
from tests.io.reading.spreadsheets import HEADINGS, ROWS, fair, write

REGIONS = ("North", "North", "South", None, "South", None)


def reported(tmp_path, *settings):
    """Read the fair with a column Region, and these settings besides."""
    book = fair(Event=[*ROWS["Event"], *settings])
    heads, *people = book["Participants"]
    wide = [[*row, *[None] * (len(HEADINGS["Participants"]) - len(row))] for row in people]
    rows = [[*row, region] for row, region in zip(wide, REGIONS, strict=True)]
    book["Participants"] = [[*heads, "Region"], *rows]
    return read_event(write(tmp_path / "fair.xlsx", book))


def test_column_that_is_named_is_kept_and_counted(tmp_path):
    reading = reported(tmp_path, ["Report by", "Region; country"])

    found = count_together([Outcome(plan(reading.event), Feedback())])

    assert reading.event.report_by == ("Region", "country")
    assert found.by == ("Region", "country")
    assert found.groups("Region") == {"North": 2, "South": 2, "": 1}
    assert "unknown_column" not in [issue.code for issue in reading.issues]


def test_nothing_named_is_the_usual_columns(tmp_path):
    event = reported(tmp_path).event

    assert event.report_by == ()
    assert count_together([Outcome(plan(event), Feedback())]).by == DIMENSIONS


def test_column_that_is_not_there_is_an_error_with_its_place(tmp_path):
    reading = reported(tmp_path, ["Report by", "Regoin"])

    issues = [(i.code, i.place.sheet, i.parameters.get("value")) for i in reading.issues]
    assert ("unknown_heading", "Event", "Regoin") in issues
