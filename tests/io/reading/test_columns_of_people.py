"""Phone, delegation, SME, time zone and link: from the workbook to what comes of them."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.checking.frame_reader import read_frames
from matchmaker.issues import Severity
from tests.io.reading.frames import frames
from tests.io.reading.spreadsheets import ROWS, fair, found, in_german, read, write

HEADINGS = ("Phone", "SME", "Delegation", "Time zone", "Link")
PLAIN = [["Alpha GmbH", "Alpha; ALF"], ["Beta GmbH"]]
LINK = "https://video.example.org/room?id=1"


def people(*rows, headings=HEADINGS, **sheets):
    """Put columns beside those of the fair; each row is of one person, in order."""
    sheets = fair(**({"Organisations": PLAIN} | sheets))
    header, *others = sheets["Participants"]
    width = len(header)
    rows = [*rows, *([()] * len(others))]
    sheets["Participants"] = [
        [*header, *headings],
        *(
            [*row, *[None] * (width - len(row)), *new]
            for row, new in zip(others, rows, strict=False)
        ),
    ]
    return sheets


def issues_of(tmp_path, sheets):
    return found(read_event(write(tmp_path / "fair.xlsx", sheets)).issues)


def test_columns_are_fields_of_the_person(tmp_path):
    sheets = people(("+49 351 1234", "yes", "Mission Vilnius", "Asia/Taipei", LINK))

    person = read(write(tmp_path / "fair.xlsx", sheets)).participants[0]

    assert (person.phone, person.is_sme, person.delegation) == (
        *("+49 351 1234", True, "Mission Vilnius"),
    )
    assert (person.time_zone, person.link) == ("Asia/Taipei", LINK)


def test_columns_in_german(tmp_path):
    headings = ("Telefon", "KMU", "Delegation", "Zeitzone", "Link")
    sheets = in_german(people((None,) * 5))
    sheets["Teilnehmer"][0][-5:] = headings
    sheets["Teilnehmer"][1][-5:] = (3511234567, "nein", "Polen", "Taipeh", LINK)

    person = read(write(tmp_path / "messe.xlsx", sheets)).participants[0]

    assert (person.phone, person.is_sme, person.delegation) == ("3511234567", False, "Polen")
    assert (person.time_zone, person.link) == ("Asia/Taipei", LINK)


def test_columns_of_a_data_frame(tmp_path):
    sheets, settings = frames(people(("+49 351 1234", "yes", "Polen", "Taipei", LINK)))

    person = read_frames(sheets, settings, tmp_path).event.participants[0]

    assert (person.phone, person.is_sme, person.delegation) == ("+49 351 1234", True, "Polen")
    assert (person.time_zone, person.link) == ("Asia/Taipei", LINK)


def test_columns_are_empty_where_nothing_is_written(tmp_path):
    person = read(write(tmp_path / "fair.xlsx", people())).participants[0]

    assert (person.phone, person.is_sme, person.delegation) == ("", None, "")
    assert (person.time_zone, person.link) == ("", "")


@pytest.mark.parametrize(
    ("column", "written", "expected"),
    [
        (0, "ask Anna", ("bad_phone", "Participants!Q2", Severity.WARNING)),
        (0, "4,93512E+11", ("bad_phone", "Participants!Q2", Severity.WARNING)),
        (0, "17", ("bad_phone", "Participants!Q2", Severity.WARNING)),
        (1, "perhaps", ("bad_yes_no", "Participants!R2", Severity.ERROR)),
        (3, "Atlantis", ("bad_time_zone", "Participants!T2", Severity.ERROR)),
        (3, "GMT+8", ("bad_time_zone", "Participants!T2", Severity.ERROR)),
        (4, "http://video.example.org", ("bad_link", "Participants!U2", Severity.ERROR)),
        (4, "javascript:alert(1)", ("bad_link", "Participants!U2", Severity.ERROR)),
        (4, "https://", ("bad_link", "Participants!U2", Severity.ERROR)),
        (4, "see the mail", ("bad_link", "Participants!U2", Severity.ERROR)),
        (
            4,
            f"https://video.example.org/{'x' * 2000}",
            ("bad_link", "Participants!U2", Severity.ERROR),
        ),
    ],
)
def test_wrong_value_is_named_at_its_cell(tmp_path, column, written, expected):
    row = [None] * len(HEADINGS)
    row[column] = written

    (issue,) = read_event(write(tmp_path / "fair.xlsx", people(row))).issues

    assert (issue.code, str(issue.place), issue.severity) == expected


@pytest.mark.parametrize(
    ("written", "zone"),
    [
        ("taipei", "Asia/Taipei"),
        ("New York", "America/New_York"),
        ("Tokio", "Asia/Tokyo"),
        ("Kiew", "Europe/Kyiv"),
        ("(GMT+01:00) Berlin", "Europe/Berlin"),
        ("america/chicago", "America/Chicago"),
    ],
)
def test_time_zone_by_its_city(tmp_path, written, zone):
    sheets = people((None, None, None, written))

    assert read(write(tmp_path / "fair.xlsx", sheets)).participants[0].time_zone == zone


def test_size_is_that_of_the_organisation_unless_the_person_says_otherwise(tmp_path):
    sheets = people((), (None, "no"))
    header, alpha, _beta = sheets["Organisations"]
    header.append("SME")
    alpha += [None, None, None, "x"]

    event = read(write(tmp_path / "fair.xlsx", sheets))

    assert [organisation.is_sme for organisation in event.organisations] == [True, *[None] * 3]
    assert [person.is_sme for person in event.participants] == [True, False, *[None] * 4]


def test_size_by_the_type_of_the_organisation_is_noted(tmp_path):
    sheets = people((None, "no"), Organisations=ROWS["Organisations"])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    (note,) = reading.issues
    assert (note.code, str(note.place), note.severity) == (
        *("sme_by_type", "Participants!R1", Severity.NOTE),
    )
    assert note.parameters == {"count": "1"}
    assert [person.is_sme for person in reading.event.participants] == [
        *(False, None, True, None, None, None)
    ]


def test_size_by_the_type_needs_the_column(tmp_path):
    event = read(write(tmp_path / "fair.xlsx", fair()))

    assert ["Start-up" in row for row in ROWS["Organisations"]] == [False, True]
    assert {person.is_sme for person in event.participants} == {None}
