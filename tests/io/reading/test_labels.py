"""Clusters, types and areas that are one, and those that may be."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from tests.io.reading.spreadsheets import fair, found, read, write


def people_with(heading, *values, **sheets):
    """Make the fair with one more column; whoever is missing has nothing there."""
    sheets = fair(**sheets)
    header, *people = sheets["Participants"]
    header.append(heading)
    for row, value in zip(people, values, strict=False):
        row += [*[None] * (len(header) - 1 - len(row)), value]
    return sheets


@pytest.mark.parametrize(
    ("heading", "field"),
    [("Cluster", "cluster"), ("Organisation type", "organisation_type")],
)
def test_values_that_fold_to_the_same_are_one(tmp_path, heading, field):
    values = ("Pôle Azur", "pole azur", "PÔLE-AZUR", "Pole  Azur.", "Oder")

    event = read(write(tmp_path / "fair.xlsx", people_with(heading, *values)))

    found_values = [getattr(person, field) for person in event.participants]
    assert found_values == [*["Pôle Azur"] * 4, "Oder", ""]


def test_areas_that_fold_to_the_same_are_one(tmp_path):
    sheets = people_with(
        "Areas of activity", "Test; Chip design", "chip-design;TEST; test", "C; C++; C#"
    )

    event = read(write(tmp_path / "fair.xlsx", sheets))

    assert [person.areas for person in event.participants[:3]] == [
        ("Test", "Chip design"),
        ("Chip design", "Test"),
        ("C", "C++", "C#"),
    ]


def test_cluster_of_an_organisation_is_that_of_a_person(tmp_path):
    rows = [["Alpha GmbH", "Alpha; ALF", "Company", "Silicon Elbe"], ["Beta GmbH"]]

    event = read(
        write(tmp_path / "fair.xlsx", people_with("Cluster", "SILICON ELBE", Organisations=rows))
    )

    assert event.organisations[0].cluster == event.participants[0].cluster == "Silicon Elbe"


def test_participation_types_that_fold_to_the_same_are_one_group(tmp_path):
    sheets = fair()
    sheets["Participants"][1][5] = "SPEAKER "
    sheets["Timetable"][-1][-1] = "speaker"

    event = read(write(tmp_path / "fair.xlsx", sheets))

    assert {p.participation_type for p in event.participants} == {"SPEAKER", "Visitor"}
    assert event.programme[1].who == {"P1", "P4"}


def test_similar_values_are_one_warning_at_the_rarer(tmp_path):
    values = ("Silicon Elbe e.V.", "Silicon Elbe", "silicon elbe", "Silicn Elbe", "Oder")

    reading = read_event(write(tmp_path / "fair.xlsx", people_with("Cluster", *values)))

    assert found(reading.issues) == [("similar_values", "Participants!Q2")]
    assert reading.issues[0].parameters == {
        "heading": "Cluster",
        "names": "Silicon Elbe; Silicon Elbe e.V.; Silicn Elbe",
    }


def test_values_that_are_not_similar(tmp_path):
    areas = (
        "Automotive; Automation; Software; Hardware; Optics; Photonics; Industry 4.0; Industry 5.0"
    )

    read(write(tmp_path / "fair.xlsx", people_with("Areas of activity", areas)))
