"""People who registered twice, and organisations that are written in two ways."""

from datetime import time

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.alike import similar
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import DAY, fair, faults, found, write


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


def test_same_person_for_another_organisation(tmp_path):
    sheets = with_people(["Q1", "AENNE", "Mueller", "mailto:aenne@Alpha.example", "Omega"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert ("one_person", "Participants!D8") in found(reading.issues)
    (issue,) = (issue for issue in reading.issues if issue.code == "one_person")
    assert issue.severity is Severity.NOTE
    assert issue.parameters == {
        "participant": "Q1 AENNE Mueller",
        "other": "P1 Änne Müller",
        "row": "2",
    }
    assert reading.event.selves["Q1"] == {"P1", "Q1"}


def test_same_person_is_found_behind_others_of_an_office(tmp_path):
    office = "office@omega.example"
    sheets = with_people(
        ["Q1", "Ben", "Ost", office, "Omega"],
        ["Q2", "Eva", "West", office, "Omega"],
        ["Q3", "Eva", "West", office, "Sigma"],
        ["Q4", "Eva", "West", office, "Sigma"],
    )

    assert faults(tmp_path, sheets) == [
        ("same_email", "Participants!D9"),
        ("one_person", "Participants!D10"),
        ("same_email", "Participants!D11"),
    ]


def test_who_cancelled_is_not_the_same_person(tmp_path):
    sheets = with_people(["Q1", "Eva", "Gone", "eva@gamma.example", "Omega"])

    assert faults(tmp_path, sheets) == []


def test_fixed_meetings_of_one_person_at_one_time(tmp_path):
    at_nine = [DAY, time(9)]
    sheets = with_people(
        ["Q1", "Änne", "Müller", "aenne@alpha.example", "Omega"],
        Fixed=[["P1", "P3", *at_nine], ["Q1", "P4", *at_nine], ["P1", "Q1", DAY, time(10)]],
    )

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
    assert found(errors) == [
        ("pin_one_place", "Fixed!D3"),
        ("pin_same_person", "Fixed!4:4"),
    ]
    assert errors[0].parameters == {"a": "P1 Änne Müller", "b": "Q1 Änne Müller", "rows": "2, 3"}


def test_one_person_is_named_for_one_of_their_organisations(tmp_path):
    sheets = with_people(
        ["Q1", "Änne", "Müller", "aenne@alpha.example", "Omega"],
        Interests=[["P3", "Änne Müller (Omega)"], ["P4", "aenne@alpha.example (Alpha)"]],
        Fixed=None,
    )
    sheets["Interests"].append(["P3", "aenne@alpha.example"])

    assert faults(tmp_path, sheets) == [
        ("one_person", "Participants!D8"),
        ("ambiguous_person", "Interests!B4"),
    ]


def test_wish_for_oneself_in_another_row(tmp_path):
    sheets = with_people(
        ["Q1", "Änne", "Müller", "aenne@alpha.example", "Omega"],
        Interests=[["P1", "Q1"], ["P1", "Omega"]],
    )

    assert [fault for fault in faults(tmp_path, sheets) if fault[0].startswith("wish")] == [
        ("wish_same_person", "Interests!B2"),
        ("wish_same_person", "Interests!B3"),
    ]


def test_who_cancelled_may_register_again(tmp_path):
    sheets = with_people(["Q1", "Eva", "Gone", "eva@gamma.example", "Gamma"])

    assert faults(tmp_path, sheets) == []


def test_two_spellings_are_reported_with_their_rows(tmp_path):
    names = ("TU Dresden", "Technische Universität Dresden", "tu dresden ", "TU Ilmenau")
    people = [[f"Q{n}", "", f"Name {n}", "", name] for n, name in enumerate(names)]

    reading = read_event(write(tmp_path / "fair.xlsx", with_people(*people)))

    assert found(reading.issues) == [("similar_organisations", "Participants!E9")]
    assert reading.issues[0].parameters == {
        "name": "TU Dresden",
        "others": "Technische Universität Dresden",
        "names": "TU Dresden [8, 10]; Technische Universität Dresden [9]",
    }


def test_sheet_organisations_settles_it(tmp_path):
    names = ("TU Dresden", "Technische Universität Dresden", "tu dresden ")
    sheets = with_people(*([f"Q{n}", "", f"Name {n}", "", name] for n, name in enumerate(names)))
    sheets["Organisations"].append(["TU Dresden", "Technische Universität Dresden; TUD"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == []
    assert reading.event.members["TU Dresden"] == ("Q0", "Q1", "Q2")


def read_organisations_of(tmp_path, written, *others, **sheets):
    """Read a cell of Q1 beside rows of other organisations: its organisations, and what is said."""
    rows = [[f"R{n}", "", f"Name {n}", "", name] for n, name in enumerate(others)]
    made = with_people(["Q1", "Quirin", "Quast", "", written], *rows, **sheets)
    reading = read_event(write(tmp_path / "fair.xlsx", made))
    return reading.event.participant["Q1"].organisations, found(reading.issues)


@pytest.mark.parametrize(
    "written",
    ["Omega AG; Sigma KG", "Omega AG ;sigma kg;", "OMEGA AG; Sigma KG; Omega AG"],
)
def test_semicolon_stands_between_organisations(tmp_path, written):
    names, issues = read_organisations_of(tmp_path, written, "Omega AG", "Sigma KG")

    assert (names, issues) == (("Omega AG", "Sigma KG"), [])


def test_semicolon_stands_between_organisations_that_nobody_else_names(tmp_path):
    names, issues = read_organisations_of(tmp_path, "Omega AG; Sigma KG")

    assert (names, issues) == (("Omega AG", "Sigma KG"), [])


@pytest.mark.parametrize(
    "written",
    [
        "Omega AG / Sigma KG",
        "Omega AG/sigma kg",
        "Omega AG | Sigma KG",
        "Omega AG + Sigma KG",
        "Omega AG & Sigma KG",
        "Omega AG, Sigma KG",
        "Omega AG und Sigma KG",
        "Omega AG and Sigma KG",
    ],
)
def test_other_signs_stand_between_organisations_that_are_known(tmp_path, written):
    names, issues = read_organisations_of(tmp_path, written, "Omega AG", "Sigma KG")

    assert names == ("Omega AG", "Sigma KG")
    assert issues == [("several_organisations", "Participants!E8")]


def test_organisations_of_a_cell_are_known_from_the_sheet_organisations(tmp_path):
    names, issues = read_organisations_of(tmp_path, "alf / Beta GmbH")

    assert names == ("Alpha GmbH", "Beta GmbH")
    assert issues == [("several_organisations", "Participants!E8")]


@pytest.mark.parametrize(
    "written", ["Omega AG / Tau SE", "Vestas A/S", "Omega & Partner", "Omega AG, Dresden"]
)
def test_sign_within_a_name_parts_nothing_that_is_not_known(tmp_path, written):
    names, _issues = read_organisations_of(tmp_path, written, "Omega AG", "Sigma KG")

    assert names == (written,)


def test_sheet_organisations_says_what_is_one(tmp_path):
    sheets = fair()
    listed = [*sheets["Organisations"][1:], ["Omega AG; Sigma KG"], ["Beta GmbH / Alpha"]]
    rows = [
        ["Q1", "", "Ost", "", "Omega AG; Sigma KG"],
        ["Q2", "", "West", "", "Beta GmbH / Alpha"],
    ]

    reading = read_event(write(tmp_path / "fair.xlsx", with_people(*rows, Organisations=listed)))

    organisations = [reading.event.participant[q].organisations for q in ("Q1", "Q2")]
    assert organisations == [("Omega AG; Sigma KG",), ("Beta GmbH / Alpha",)]


def test_somebody_of_several_organisations_belongs_to_each(tmp_path):
    sheets = with_people(
        ["Q1", "Quirin", "Quast", "", "Omega AG; Sigma KG"],
        ["Q2", "Rita", "Rau", "", "Omega AG"],
        Interests=[
            ["Q1", "Q2"],
            ["Q1", "Sigma KG"],
            ["P1", "Sigma KG"],
            ["P1", "Quirin Quast (Sigma KG)"],
        ],
        Tables=[["T1", "", "Sigma KG"], ["T2"]],
        Fixed=None,
    )

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [
        ("wish_same_organisation", "Interests!B2"),
        ("wish_same_organisation", "Interests!B3"),
    ]
    assert reading.event.participant["Q1"].organisation == "Omega AG; Sigma KG"
    assert reading.event.members["Sigma KG"] == ("Q1",)
    assert reading.event.members["Omega AG"] == ("Q1", "Q2")
    assert [table.name for table in reading.event.owned_tables["Q1"]] == ["T1"]
    assert [wish.target for wish in reading.event.interests if wish.source == "P1"] == [
        "Q1",
        "Sigma KG",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tu dresden", "technische universität dresden"),
        ("htw dresden", "hochschule für technik und wirtschaft dresden"),
        ("ibm", "international business machines"),
        ("fraunhofer ipms", "fraunhofer institut photonische mikro systeme"),
        ("elbblick sensorik gmbh", "elbblick sensorik"),
        ("elbblik sensorik", "elbblick sensorik ag"),
        ("uni leipzig", "universität leipzig"),
        ("labe optika s.r.o.", "labe optika"),
        ("dvořák a. s.", "dvorak"),
        ("müller & söhne", "mueller und soehne gmbh"),
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
        ("fraunhofer ipm", "fraunhofer ipms"),
        ("universität freiburg", "universität freiberg"),
        ("alpha", "beta"),
    ],
)
def test_not_alike(one, other):
    assert list(similar([one], [one, other])) == []
