"""Exports of other programs: as they come, or by a mapping that is proposed and corrected."""

import tomllib
from pathlib import Path

import pytest

from matchmaker.events import Status
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.reading.columns import column_key
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.wording import accept
from matchmaker.text import languages, words
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

    text = propose(path, say, is_accepted=True)
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

    assert told == {"accepted": False, "sheets": {}}


def test_proposal_that_nobody_accepted_has_no_effect(tmp_path):
    path = write(tmp_path / "fair.xlsx", foreign())
    before = found(read_event(path).issues)
    (tmp_path / "columns.toml").write_text(propose(path, words("en")), encoding="utf-8")

    assert found(read_event(path).issues) == [("mapping_proposed", "columns.toml"), *before]


@pytest.mark.parametrize("line", ["accepted = false", "  accepted=false # no", "accepted =\tfalse"])
def test_mapping_is_accepted_as_it_was_corrected(tmp_path, line):
    path = write(tmp_path / "fair.xlsx", foreign())
    file = tmp_path / "columns.toml"
    file.write_text(f"# mine\n{line}\n{MAPPING}", encoding="utf-8")

    assert accept(file)

    assert tomllib.loads(file.read_text("utf-8")) == {"accepted": True, **tomllib.loads(MAPPING)}
    assert file.read_text("utf-8").startswith("# mine\n")
    assert found(read_event(path).issues) == [("mapping_used", "columns.toml")]
    assert not accept(file)


@pytest.mark.parametrize("value", ['"yes"', "1", "[]"])
def test_mapping_that_is_accepted_in_other_words_is_asked_about(tmp_path, value):
    path = write(tmp_path / "fair.xlsx", fair())
    (tmp_path / "columns.toml").write_text(f"accepted = {value}\n{MAPPING}", encoding="utf-8")

    assert found(read_event(path).issues) == [("bad_accepted", "columns.toml")]


@pytest.mark.parametrize(
    ("heading", "cells", "ours"),
    [
        ("Country of birth", ["Poland", "Ireland"], ""),
        ("Organisation size", ["10-50", "more"], ""),
        ("Your family name", ["Weiß", "Żak"], "Last name"),
        ("Nachnahme", ["Weiß", "Żak"], "Last name"),
        ("First names", ["Jörg", "Ewa"], "First name"),
        ("Total meetings max", ["4", "5"], ""),
        ("Meetings max.", ["4", "5"], "Max meetings"),
        ("Meetings max.", ["many", "few"], ""),
        ("Kontakt", ["a@b.example", "c@d.example"], "E-mail"),
        ("Mail", ["none", "n/a"], ""),
        ("Registration status", ["confirmed", "open"], "Status"),
        ("Registration source", ["confirmed", "open"], ""),
    ],
)
def test_proposal_is_made_where_it_is_fairly_certain(tmp_path, heading, cells, ours):
    rows = [["ID", "Cluster", heading], *(["P1", "X", cell] for cell in cells)]
    path = write(tmp_path / "fair.xlsx", {"Participants": rows})

    told = tomllib.loads(propose(path, words("en")))

    columns = told.get("columns", {}).get("Participants", {})
    assert columns.get(heading, "is ours") == ("is ours" if heading == "Mail" else ours)


ASKED = [
    (heading, key.removeprefix("export.heading."))
    for language in languages()
    for key, headings in words(language).entries.items()
    if key.startswith("export.heading.") and key != "export.heading.name"
    for heading in headings
]


@pytest.mark.parametrize(("heading", "ours"), ASKED)
def test_proposal_knows_what_forms_ask_for(tmp_path, heading, ours):
    rows = [["ID", "Cluster", heading], ["P1", "X", None]]
    path = write(tmp_path / "fair.xlsx", {"Participants": rows})

    columns = tomllib.loads(propose(path, words("en"))).get("columns", {})

    known = column_key("column.participants", heading)
    said = words("en")(f"column.participants.{ours}")
    assert known == ours or columns == {"Participants": {heading: said}}


def test_proposal_shows_three_samples_and_names_a_heading_once(tmp_path):
    cells = ["Änne\n", "Bo", "Bo", "Cem", "Dana"]
    rows = [["ID", "Cluster", "Kosename", "kosename"], *(["P1", "X", cell, "y"] for cell in cells)]
    path = write(tmp_path / "fair.xlsx", {"Participants": rows})

    text = propose(path, words("en"))

    assert '"Kosename" = ""  # e.g. Änne; Bo; Cem\n' in text
    assert tomllib.loads(text)["columns"]["Participants"] == {"Kosename": ""}


def test_all_of_a_row_in_one_column_says_text_to_columns(tmp_path):
    rows = [["First name,Last name,E-mail"], *([f"A{n},B{n},c{n}@d.example"] for n in range(5))]
    path = write(tmp_path / "fair.xlsx", fair(Participants=None) | {"Participants": rows})

    issues = read_event(path).issues

    crammed = [str(issue.place) for issue in issues if issue.code == "text_in_one_column"]
    assert crammed == ["Participants!A1"]
    assert "missing_column" not in {issue.code for issue in issues}
    assert "Text in Spalten" in words("de")("advice.text_in_one_column")


@pytest.mark.parametrize("title", ["report", "Tabelle1"])
def test_export_in_one_column_of_an_unknown_sheet_says_so_too(tmp_path, title):
    rows = [["Order #,First Name,Last Name,Ticket Type"], ["1,Anna,Ahorn,Visitor"]]

    issues = read_event(write(tmp_path / "x.xlsx", {title: rows})).issues

    assert found(issues) == [("text_in_one_column", f"{title}!A1")]


@pytest.mark.parametrize("names", [["Müller, Anna", "Weiß, Jörg"], ["Elbe, Inc.", "Spree AG"]])
def test_names_with_commas_are_not_taken_for_a_row(tmp_path, names):
    path = write_folder(tmp_path / "fair", fair())
    (path / "wishes").mkdir()
    (path / "wishes" / "P1.csv").write_text("\n".join(["Von,An", *names]), encoding="utf-8")

    assert "text_in_one_column" not in {issue.code for issue in read_event(path).issues}


def test_check_of_an_export_says_how_to_make_a_workbook_of_it():
    path = Path(__file__).parents[3] / "examples" / "exports" / "eventbrite-attendees.csv"

    issues = read_event(path).issues

    assert found(issues) == [("is_an_export", "eventbrite-attendees")]
    assert issues[0].parameters == {"service": "Eventbrite", "file": path.name}
