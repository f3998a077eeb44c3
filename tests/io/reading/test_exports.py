"""Exports of other programs: as they come, or by a mapping that is proposed and corrected."""

import tomllib

import pytest

from matchmaker.events import Status
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.proposal import propose
from matchmaker.text import words
from tests.io.reading.spreadsheets import fair, found, read, write, write_folder

B2MATCH = [
    *("email", "First name", "Last name", "Job description", "Organization name", "Country"),
    *("Participation type", "Organization type", "Areas of activities"),
    *("Organization description", "Validated"),
]
PEOPLE = [
    [
        *("anna@alpha.example", "Anna", "Ahorn", "CTO", "Alpha GmbH", "DE", "Exhibitor"),
        *("Company", "Sensors; Optics", "We make sensors.", "yes"),
    ],
    [
        *("bela@beta.example", "Béla", "Birke", "", "Beta Kft.", "Hungary", "Visitor"),
        *("Company", "Chips", "", "yes"),
    ],
    [
        *("cem@gamma.example", "Cem", "Çınar", "", "Gamma A.Ş.", "TUR", "Visitor"),
        *("Start-up", "", "", "no"),
    ],
]


def export(**sheets):
    made = fair(
        Interests=[["anna@alpha.example", "Béla Birke"]], Blocked=[], Fixed=[], Organisations=None
    )
    made["Participants"] = [B2MATCH, *PEOPLE]
    made["Tables"] = [["Table"], ["T1"]]
    made["Timetable"].pop()
    return made | sheets


def test_b2match_as_it_comes(tmp_path):
    reading = read_event(write(tmp_path / "fair.xlsx", export()))

    anna, bela, cem = reading.event.participants
    assert found(reading.issues) == [
        ("email_as_id", "Participants!A1"),
        ("not_validated", "Participants!K4"),
    ]
    assert (anna.id, anna.name, anna.organisation) == (
        "anna@alpha.example",
        "Anna Ahorn",
        "Alpha GmbH",
    )
    assert [person.country for person in (anna, bela, cem)] == ["DE", "HU", "TR"]
    assert (anna.areas, anna.participation_type) == (("Sensors", "Optics"), "Exhibitor")
    assert (bela.status, cem.status) == (Status.REGISTERED, Status.ABSENT)
    assert [(i.source, i.target) for i in reading.event.interests] == [(anna.id, bela.id)]


def test_b2match_without_an_address(tmp_path):
    sheets = export()
    sheets["Participants"][2] = ["", *PEOPLE[1][1:]]
    sheets["Interests"] = [["From", "To"], ["anna@alpha.example", "cem@gamma.example"]]

    issues = read_event(write(tmp_path / "fair.xlsx", sheets)).issues

    assert ("missing_cell", "Participants!A3") in found(issues)


def foreign():
    """The fair in the words of another program."""
    sheets = fair()
    sheets["Attendee list"] = sheets.pop("Participants")
    header = sheets["Attendee list"][0]
    header[header.index("Last name")] = "Name of family"
    header[header.index("Status")] = "Registration state"
    header.append("Shoe size")
    sheets["Attendee list"][1] += [None] * 5 + ["confirmed"]
    sheets["Attendee list"][1] += [None] * (16 - len(sheets["Attendee list"][1])) + [38]
    return sheets


MAPPING = """
[sheets]
"Attendee list" = "Participants"

[columns.Participants]
"Name of family" = "Nachname"
"Registration state" = "Status"
"Shoe size" = ""

[values.Participants.Status]
"Confirmed" = "registered"
"""


@pytest.mark.parametrize("is_folder", [False, True])
def test_mapping_makes_their_words_ours(tmp_path, is_folder):
    expected = read(write(tmp_path / "plain.xlsx", fair()))
    if is_folder:
        path = write_folder(tmp_path / "fair", foreign())
        (path / "columns.toml").write_text(MAPPING, encoding="utf-8")
    else:
        path = write(tmp_path / "fair.xlsx", foreign())
        (tmp_path / "columns.toml").write_text(MAPPING, encoding="utf-8")

    reading = read_event(path)

    assert found(reading.issues) == [("mapping_used", "columns.toml")]
    assert reading.event == expected


@pytest.mark.parametrize("text", ["[sheets", "x = " + "[" * 5000, "\x00"])
def test_mapping_that_cannot_be_read(tmp_path, text):
    path = write(tmp_path / "fair.xlsx", fair())
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")

    assert found(read_event(path).issues) == [("bad_mapping", "columns.toml")]


def test_mapping_to_what_we_do_not_have(tmp_path):
    path = write(tmp_path / "fair.xlsx", fair())
    text = '[sheets]\n"x" = "Budget"\n[columns.Participants]\n"y" = "Shoe size"\n[values]\nz = 1\n'
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")

    codes = [(i.code, i.parameters.get("value")) for i in read_event(path).issues]

    unknown = [value for code, value in codes if code == "unknown_in_mapping"]
    assert unknown == ["Budget", "Shoe size", "z"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_proposal_is_a_mapping_that_is_understood(tmp_path, language):
    path = write(tmp_path / "fair.xlsx", foreign())
    say = words(language)

    text = propose(path, say)
    (tmp_path / "columns.toml").write_text(text, encoding="utf-8")

    told = tomllib.loads(text)
    assert told["sheets"] == {"Attendee list": say("sheet.participants")}
    columns = told["columns"][say("sheet.participants")]
    assert columns["Name of family"] == say("column.participants.last_name")
    assert columns["Shoe size"] == ""
    codes = [issue.code for issue in read_event(path).issues]
    assert "mapping_used" in codes
    assert "unknown_in_mapping" not in codes
    assert "missing_column" not in codes


def test_proposal_for_words_of_ours_is_empty(tmp_path):
    told = tomllib.loads(propose(write(tmp_path / "fair.xlsx", fair()), words("en")))

    assert told == {"sheets": {}}
