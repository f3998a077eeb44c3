"""Countries of people and organisations: codes, or a warning."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from tests.io.reading.spreadsheets import fair, found, read, write


def people_from(*countries):
    """Make the fair with a column Country; whoever is missing has none."""
    sheets = fair()
    header, *people = sheets["Participants"]
    header.append("Country")
    for row, country in zip(people, countries, strict=False):
        row += [*[None] * (len(header) - 1 - len(row)), country]
    return sheets


def test_countries_are_codes(tmp_path):
    written = ("Germany", "Frankreich", "Polsko", "D", "")

    event = read(write(tmp_path / "fair.xlsx", people_from(*written)))

    assert [person.country for person in event.participants] == ["DE", "FR", "PL", "DE", "", ""]


def test_unknown_country_is_a_warning_once_with_what_may_be_meant(tmp_path):
    sheets = people_from("Germnay", "Poland", "germnay", "Saxony", "Deutschland/Polen")

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [
        ("unknown_country", "Participants!Q2"),
        ("unknown_country_no_suggestion", "Participants!Q5"),
        ("unknown_country", "Participants!Q6"),
    ]
    assert [issue.parameters for issue in reading.issues] == [
        {"value": "Germnay", "rows": "2, 4", "suggestions": "Germany"},
        {"value": "Saxony", "rows": "5"},
        {"value": "Deutschland/Polen", "rows": "6", "suggestions": "Germany; Poland"},
    ]
    assert [person.country for person in reading.event.participants] == [
        *("Germnay", "PL", "germnay", "Saxony", "Deutschland/Polen", "")
    ]


def test_unknown_country_of_an_organisation(tmp_path):
    rows = [["Alpha GmbH", "Alpha; ALF", None, None, "Östereich"], ["Beta GmbH"]]

    reading = read_event(write(tmp_path / "fair.xlsx", fair(Organisations=rows)))

    assert found(reading.issues) == [("unknown_country", "Organisations!E2")]
    assert reading.issues[0].parameters["suggestions"] == "Austria"


def test_code_that_may_be_a_german_state_is_told(tmp_path):
    reading = read_event(write(tmp_path / "fair.xlsx", people_from("BW", "BE", "bw", "Botswana")))

    assert found(reading.issues) == [("state_or_country", "Participants!Q2")]
    assert reading.issues[0].parameters == {
        "value": "BW",
        "rows": "2, 4",
        "country": "Botswana",
        "state": "Baden-Württemberg",
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Österreich (Wien)", "AT"),
        ("Deutschland, Sachsen", "DE"),
        ("Belgium - Flanders", "BE"),
        ("Prague / Czechia", "CZ"),
    ],
)
def test_country_beside_a_region_counts_and_is_told(tmp_path, written, code):
    reading = read_event(write(tmp_path / "fair.xlsx", people_from(written)))

    assert reading.event.participants[0].country == code
    assert found(reading.issues) == [("country_beside", "Participants!Q2")]


@pytest.mark.parametrize("written", ["Ireland (Northern)", "Korea, Nord", "Austria? (Wien)"])
def test_part_of_a_country_is_not_taken_for_it(tmp_path, written):
    reading = read_event(write(tmp_path / "fair.xlsx", people_from(written)))

    assert reading.event.participants[0].country not in {"IE", "KR", "AT"}
