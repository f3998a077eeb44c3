"""People who registered twice, and organisations that are written in two ways."""

import pytest

from matchmaker.io.reading.event_reader import read_event
from matchmaker.io.reading.organisations import similar
from tests.io.reading.spreadsheets import fair, faults, found, write


def with_people(*rows, **sheets):
    made = fair(**sheets)
    made["Participants"] += [list(row) for row in rows]
    return made


def test_same_email(tmp_path):
    sheets = with_people(["Q1", "Anne", "Miller", "AENNE@alpha.example", "Omega"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [("same_email", "Participants!D8")]
    assert reading.issues[0].parameters == {
        "value": "AENNE@alpha.example",
        "other": "P1 Änne Müller",
        "row": "2",
    }
    assert reading.event is not None


def test_same_name_and_organisation(tmp_path):
    sheets = with_people(
        ["Q1", "Aenne", "MUELLER", "", "Alpha"], ["Q2", "Änne", "Müller", "", "Omega"]
    )

    assert faults(tmp_path, sheets) == [("same_name", "Participants!C8")]


def test_both_are_reported_once(tmp_path):
    sheets = with_people(["Q1", "Änne", "Müller", "aenne@alpha.example", "Alpha"])

    assert faults(tmp_path, sheets) == [("same_email", "Participants!D8")]


def test_who_cancelled_may_register_again(tmp_path):
    sheets = with_people(["Q1", "Eva", "Gone", "eva@gamma.example", "Gamma"])

    assert faults(tmp_path, sheets) == []


def test_two_spellings_are_reported_with_their_rows(tmp_path):
    names = ("TU Dresden", "Technische Universität Dresden", "tu dresden ", "TU Ilmenau")
    people = [[f"Q{n}", "", f"Name {n}", "", name] for n, name in enumerate(names)]

    reading = read_event(write(tmp_path / "fair.xlsx", with_people(*people)))

    assert found(reading.issues) == [("similar_organisations", "Participants!E9")]
    assert reading.issues[0].parameters == {
        "name": "Technische Universität Dresden",
        "rows": "9",
        "other": "TU Dresden",
        "other_rows": "8, 10",
    }


def test_sheet_organisations_settles_it(tmp_path):
    names = ("TU Dresden", "Technische Universität Dresden", "tu dresden ")
    sheets = with_people(*([f"Q{n}", "", f"Name {n}", "", name] for n, name in enumerate(names)))
    sheets["Organisations"].append(["TU Dresden", "Technische Universität Dresden; TUD"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == []
    assert reading.event.members["TU Dresden"] == ("Q0", "Q1", "Q2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tu dresden", "technische universität dresden"),
        ("htw dresden", "hochschule für technik und wirtschaft dresden"),
        ("ibm", "international business machines"),
        ("fraunhofer ipms", "fraunhofer institut photonische mikro systeme"),
        ("elbblick sensorik gmbh", "elbblick sensorik"),
        ("elbblik sensorik", "elbblick sensorik ag"),
    ],
)
def test_alike(one, other):
    assert list(similar([one], [one, other])) == [(one, other)]
    assert list(similar([other], [one, other])) == [(other, one)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tu dresden", "tu ilmenau"),
        ("tu dresden", "technische universität ilmenau"),
        ("ab tech", "alpha beta"),
        ("halle 3", "halle 4"),
        ("alpha", "beta"),
    ],
)
def test_not_alike(one, other):
    assert list(similar([one], [one, other])) == []
