"""The time zone of people online by their country."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import fair, write


def reading_of(tmp_path, country, *, zone=None, attendance="online"):
    """Read the fair in Berlin with one person more, from a country."""
    sheets = fair()
    header = sheets["Participants"][0]
    sheets["Participants"][0] = [*header, "Country", "Time zone"]
    row = ["Q1", "Ada", "Far", "ada@far.example", "Far Ltd", *[None] * (len(header) - 5)]
    row[header.index("Attendance")] = attendance
    sheets["Participants"].append([*row, country, zone])
    return read_event(write(tmp_path / "fair.xlsx", sheets))


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("Japan", "Asia/Tokyo"),
        ("Taiwan", "Asia/Taipei"),
        ("UK", "Europe/London"),
        ("Malaysia", "Asia/Kuala_Lumpur"),
    ],
)
def test_zone_of_a_country_with_but_one_is_noted(tmp_path, country, zone):
    reading = reading_of(tmp_path, country)

    (note,) = reading.issues
    assert (note.code, str(note.place), note.severity) == (
        *("zone_by_country", "Participants!L1", Severity.NOTE),
    )
    assert note.parameters == {"people": f"Ada Far ({zone})"}
    assert reading.event.participant["Q1"].time_zone == zone


@pytest.mark.parametrize("country", ["USA", "Brazil", "Poland", "Germany", "", "Russia"])
def test_zone_of_a_country_that_has_several_or_that_of_the_event_stays_empty(tmp_path, country):
    reading = reading_of(tmp_path, country)

    assert reading.issues == ()
    assert reading.event.participant["Q1"].time_zone == ""


def test_zone_that_is_named_counts(tmp_path):
    reading = reading_of(tmp_path, "Japan", zone="London")

    assert reading.issues == ()
    assert reading.event.participant["Q1"].time_zone == "Europe/London"


def test_zone_on_site_is_that_of_the_event(tmp_path):
    reading = reading_of(tmp_path, "Japan", attendance="on site")

    assert reading.issues == ()
    assert reading.event.participant["Q1"].time_zone == ""
