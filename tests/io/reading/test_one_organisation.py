"""Names that may be one organisation: one warning a group, and none where nothing is to ask."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from tests.io.reading.spreadsheets import ROWS, fair, found, write
from tests.io.reading.two_hundred_names import NAMES


def groups(tmp_path, *people, **sheets):
    """List what is said of organisations; people are names, or (name, e-mail)."""
    people = [(p, "") if isinstance(p, str) else p for p in people]
    rows = [[f"Q{n}", f"V{n}", f"N{n}", mail, name] for n, (name, mail) in enumerate(people)]
    made = fair(**({"Participants": rows, "Organisations": [], "Interests": []} | sheets))
    made |= {"Tables": made["Tables"][:2], "Fixed": made["Fixed"][:1], "Blocked": []}
    issues = read_event(write(tmp_path / "fair.xlsx", made)).issues
    return [
        (issue.parameters["name"], issue.parameters["others"])
        for issue in issues
        if issue.code == "similar_organisations"
    ]


def test_names_within_one_another_are_one_group(tmp_path):
    names = ("Bosch", "Robert Bosch GmbH", "Robert Bosch Semiconductor Dresden GmbH", "Elbtal")

    assert groups(tmp_path, *names, "Bosch") == [
        ("Bosch", "Robert Bosch GmbH; Robert Bosch Semiconductor Dresden GmbH"),
    ]


def test_every_way_to_write_one_is_in_one_group(tmp_path):
    names = ("TU Dresden", "Technische Universität Dresden", "T.U. Dresden", "Tech. Uni Dresden")

    assert groups(tmp_path, *names) == [("TU Dresden", "; ".join(names[1:]))]


def test_group_is_told_at_a_name_to_look_at_with_all_rows(tmp_path):
    rows = [[f"Q{n}", "", f"N{n}", "", name] for n, name in enumerate(("Elbtal", "Elbtal AG"))]
    sheets = fair()
    sheets["Participants"] += rows

    (issue,) = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    assert found([issue]) == [("similar_organisations", "Participants!E9")]
    assert issue.parameters["names"] == "Elbtal [8]; Elbtal AG [9]"


def test_organisations_that_are_listed_are_several(tmp_path):
    listed = [["Bosch"], ["Robert Bosch Semiconductor"]]
    names = ("Bosch", "Robert Bosch Semiconductor")

    assert groups(tmp_path, *names, Organisations=listed) == []


def test_name_to_paste_is_the_one_that_is_listed(tmp_path):
    listed = [["Robert Bosch Semiconductor", "RBS"]]

    assert groups(tmp_path, "Bosch", "Bosch", "RBS", Organisations=listed) == [
        ("Robert Bosch Semiconductor", "Bosch"),
    ]


@pytest.mark.parametrize(
    "names",
    [
        ("Fraunhofer", "Fraunhofer IKTS", "Fraunhofer IZM"),
        ("Nova", "Nova Sensorik", "Nova Optik"),
        ("Technische Universität", "Technische Universität Dresden"),
        ("TU Dresden", "TU Ilmenau", "Universität Dresden-Land"),
        ("Institut", "Institut für Optik"),
    ],
)
def test_name_that_is_within_several_others_is_none_of_them(tmp_path, names):
    assert groups(tmp_path, *names) == []


def test_shared_domain_is_one_organisation(tmp_path):
    people = [("Elbe Sensorik", "a@elsen.example"), ("ESW Works", "b@elsen.example")]

    assert groups(tmp_path, *people) == [("Elbe Sensorik", "ESW Works")]


@pytest.mark.parametrize(
    "domain",
    [
        *("gmail.com", "gmx.de", "web.de", "t-online.de", "yahoo.co.uk", "wp.pl", "seznam.cz"),
        *("example.org", "free.fr", "outlook.com", "mail.ru", "proton.me", "163.com"),
    ],
)
def test_public_mail_service_makes_nobody_one(tmp_path, domain):
    assert groups(tmp_path, ("Alpha", f"a@{domain}"), ("Omega", f"b@{domain}")) == []


@pytest.mark.parametrize(
    "people",
    [
        [("Fraunhofer IKTS", "a@institutes.example"), ("Fraunhofer IZM", "b@institutes.example")],
        [("Alpha", "office@agency.example"), ("Omega", "office@agency.example")],
        [(name, f"{name}@park.example") for name in ("Alpha", "Omega", "Sigma", "Kappa")],
    ],
    ids=["sisters", "office", "house"],
)
def test_shared_domain_that_makes_nobody_one(tmp_path, people):
    assert groups(tmp_path, *people) == []


def test_two_hundred_organisations_are_all_different(tmp_path):
    assert len(set(NAMES)) >= 190
    assert groups(tmp_path, *NAMES) == []


def test_owner_of_a_table_that_nobody_is_exactly_names_the_candidates(tmp_path):
    sheets = fair(Tables=[*ROWS["Tables"], ["T9", "", "Infineon"], ["T10", "", "Omega"]])
    names = ("Infineon Technologies AG", "Infineon Dresden GmbH")
    sheets["Participants"] += [[f"Q{n}", "", f"N{n}", "", name] for n, name in enumerate(names)]

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [
        ("unknown_owner", "Tables!C5"),
        ("unknown_owner_no_suggestion", "Tables!C6"),
    ]
    assert reading.issues[0].parameters["suggestions"] == (
        "Infineon Technologies AG; Infineon Dresden GmbH"
    )


@pytest.mark.parametrize("words", ["- –", "k.A. k.A.", "privat Privat", "TBA tba"])
def test_word_for_no_organisation_is_a_warning_where_several_write_it(tmp_path, words):
    one, other = words.split()
    rows = [["Q1", "", "A", "", one], ["Q2", "", "B", "", other], ["Q3", "", "C", "", "Elbtal"]]
    sheets = fair(Participants=rows, Organisations=[], Interests=[], Fixed=[], Blocked=[])
    sheets["Tables"] = sheets["Tables"][:2]

    is_one = one.casefold() == other.casefold()
    codes = [c for c, _ in found(read_event(write(tmp_path / "fair.xlsx", sheets)).issues)]
    assert codes.count("no_organisation") == is_one


def test_organisation_that_is_listed_is_one_whatever_it_is_called(tmp_path):
    rows = [[f"Q{n}", "", f"N{n}", "", "Independent"] for n in range(2)]
    sheets = fair(Participants=rows, Interests=[], Fixed=[], Blocked=[])
    sheets["Organisations"] = [["Name"], ["Independent"]]

    codes = [c for c, _ in found(read_event(write(tmp_path / "fair.xlsx", sheets)).issues)]
    assert "no_organisation" not in codes
