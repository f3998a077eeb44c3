"""Who is meant, wherever a cell says who."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.asked import groups_of
from tests import builders
from tests.io.reading.spreadsheets import DAY, fair, faults, found, read, write

HEAD = [
    *("ID", "First name", "Last name", "Organisation", "Participation type", "Cluster"),
    *("Country", "Delegation", "SME", "Areas of activity", "Languages", "Project", "Sponsored"),
]
PEOPLE = [
    ["P1", "Ada", "Ash", "Alpha", "Guest", "Azur", "FR", "Vilnius", "yes", "AI", "fr", "Nova", "x"],
    ["P2", "Bo", "Bell", "Alpha", "Guest", "Azur", "FR", "Vilnius", "no", "AI; IT", "en", "Nova"],
    ["P3", "Cy", "Cole", "Beta + Sons", "Host", "Elbe", "PL", "", "yes", "Bio", "pl; en"],
    ["P4", "Di", "Dorn", "Gamma", "Host", "Elbe", "", "Kaunas", "", "IT", "de", "Terra"],
]
"""Four people; the columns Project and Sponsored have no name of ours."""
MORNING = [DAY, time(9), time(11), "meetings"]


def mission(**sheets):
    """A workbook of these four; what is said of others falls away."""
    rows = {
        "Timetable": [MORNING],
        "Tables": [["T1"]],
        "Organisations": None,
        "Participants": PEOPLE,
        "Interests": [["P1", "P3"]],
        "Blocked": None,
        "Fixed": None,
    }
    made = fair(**(rows | sheets))
    made["Participants"][0] = HEAD
    return made


def talk(who):
    return [DAY, time(12), time(13), "programme", "Talk", who]


def who_is_meant(tmp_path, written):
    """Read a cell that says who is at a talk; unread columns are none of its faults."""
    reading = read_event(write(tmp_path / "fair.xlsx", mission(Timetable=[MORNING, talk(written)])))
    issues = [issue for issue in reading.issues if issue.code != "unknown_column"]
    assert found(issues) == []
    ids = reading.event.programme[0].who
    return None if ids is None else "".join(sorted(each[1] for each in ids))


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("P1", "1"),
        ("Bo Bell", "2"),
        ("alpha", "12"),
        ("Guest", "12"),
        ("gUEST ", "12"),
        ("Azur", "12"),
        ("Vilnius", "12"),
        ("IT", "24"),
        ("Nova", "12"),
        ("P4; Azur", "124"),
        ("Cluster: Elbe", "34"),
        ("Delegation:Vilnius", "12"),
        ("SME: yes", "13"),
        ("KMU: ja", "13"),
        ("Land: PL", "3"),
        ("Country: Poland", "3"),
        ("Polen", "3"),
        ("Languages: English", "23"),
        ("Project: terra", "4"),
        ("Sponsored: yes", "1"),
        ("Organisation: Gamma", "4"),
        ("ID: P2", "2"),
        ("Azur + SME: yes", "1"),
        ("Azur + not SME: yes", "2"),
        ("nicht Land: FR", "34"),
        ("not Azur; P1", "134"),
        ("everyone + IT", "24"),
        ("Beta + Sons", "3"),
        ('"Beta + Sons"', "3"),
        ("„Beta + Sons“; Gamma", "34"),
        ('Organisation: "Beta + Sons"', "3"),
        ("everyone", None),
        ("alle", None),
        ("P1; ALL", None),
        (None, None),
    ],
)
def test_cell_says_who(tmp_path, written, ids):
    assert who_is_meant(tmp_path, written) == ids


def wrong(tmp_path, written):
    """Read such a cell; give what is wrong, with its parameters."""
    path = write(tmp_path / "fair.xlsx", mission(Timetable=[MORNING, talk(written)]))
    issues = [each for each in read_event(path).issues if each.code != "unknown_column"]
    return [
        (str(each.severity), each.code, str(each.place), dict(each.parameters)) for each in issues
    ]


def fault(code, **parameters):
    return [("error", code, "Timetable!F3", parameters)]


def test_word_of_two_columns_with_different_people_is_asked_for(tmp_path):
    people = [*PEOPLE, ["P5", "Ed", "Eich", "Delta", "Elbe"]]
    path = write(
        tmp_path / "fair.xlsx", mission(Participants=people, Timetable=[MORNING, talk("Elbe")])
    )

    issue = next(each for each in read_event(path).issues if each.code == "ambiguous_group")

    assert (str(issue.severity), str(issue.place)) == ("error", "Timetable!F3")
    assert issue.parameters["suggestions"] == "Participation type: Elbe; Cluster: Elbe"


def test_word_of_two_columns_with_the_same_people_is_clear(tmp_path):
    people = [[*row[:5], "Vilnius" if row[7] == "Vilnius" else "", *row[6:]] for row in PEOPLE]
    sheets = mission(Participants=people, Timetable=[MORNING, talk("Vilnius")])

    event = read_event(write(tmp_path / "fair.xlsx", sheets)).event

    assert event.programme[0].who == frozenset({"P1", "P2"})


def test_unknown_word_is_an_error_with_suggestions(tmp_path):
    assert wrong(tmp_path, "Vilnuis") == fault(
        "unknown_who", value="Vilnuis", suggestions="Vilnius"
    )
    assert wrong(tmp_path, "Nobody") == fault("unknown_who_no_suggestion", value="Nobody")


def test_word_with_another_ending_is_taken_and_said(tmp_path):
    assert wrong(tmp_path, "Guests") == [
        ("warning", "similar_group", "Timetable!F3", {"value": "Guests", "group": "Guest"})
    ]


def test_value_that_nobody_has_is_a_warning(tmp_path):
    assert wrong(tmp_path, "Cluster: Elbee") == [
        (
            "warning",
            "empty_group",
            "Timetable!F3",
            {"value": "Elbee", "heading": "Cluster", "suggestions": "Elbe"},
        )
    ]
    assert [issue[:3] for issue in wrong(tmp_path, "Project: Luna")] == [
        ("warning", "empty_group_no_suggestion", "Timetable!F3")
    ]


def test_two_things_that_hold_of_nobody_are_a_warning(tmp_path):
    assert wrong(tmp_path, "Guest + Elbe") == [
        ("warning", "nobody_meant", "Timetable!F3", {"value": "Guest + Elbe"})
    ]


def test_unknown_column_is_an_error_with_suggestions(tmp_path):
    assert wrong(tmp_path, "Projekt: Nova") == fault(
        "unknown_heading", value="Projekt", suggestions="Project"
    )
    assert wrong(tmp_path, "Shoe: 42") == fault("unknown_heading_no_suggestion", value="Shoe")


@pytest.mark.parametrize("written", ["Azur +", "+ Azur", "Azur + + IT", "not", "Cluster:"])
def test_what_is_not_finished_is_an_error(tmp_path, written):
    assert wrong(tmp_path, written) == fault("group_unfinished", value=written)


def test_answer_that_is_neither_yes_nor_no_is_an_error(tmp_path):
    assert wrong(tmp_path, "KMU: maybe") == fault(
        "bad_yes_no", value="maybe", heading="SME", choices="yes, no"
    )


def test_columns_that_nobody_names_stay_unread(tmp_path):
    sheets = mission(Timetable=[MORNING, talk("Project: Nova")])

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == [("unknown_column", "Participants!M1")]
    labels = [person.labels for person in reading.event.participants]
    nova, terra = (("Project", ("Nova",)),), (("Project", ("Terra",)),)
    assert labels == [nova, nova, (), terra]


def test_formula_without_value_in_a_column_that_is_named_is_an_error(tmp_path):
    people = [[*PEOPLE[0][:11], "=1+1"], *PEOPLE[1:]]
    sheets = mission(Participants=people, Timetable=[MORNING, talk("Project: Nova")])

    assert ("formula_without_value", "Participants!L2") in faults(tmp_path, sheets)


def test_cluster_of_the_organisation_counts_where_the_own_cell_is_empty(tmp_path):
    sheets = mission(
        Organisations=[["Gamma", None, None, "Azur"]],
        Participants=[*PEOPLE[:3], [*PEOPLE[3][:5], ""]],
        Timetable=[MORNING, talk("Cluster: Azur")],
    )

    event = read_event(write(tmp_path / "fair.xlsx", sheets)).event

    assert event.programme[0].who == frozenset({"P1", "P2", "P4"})


def times_of(event):
    """List when each is free."""
    return {
        person: [f"{slot.start:%H:%M}" for slot in slots]
        for person, slots in event.free_slots.items()
    }


def plain(**sheets):
    """Read the four without the columns that have no name of ours."""
    made = mission(**sheets)
    made["Participants"] = [row[:11] for row in made["Participants"]]
    return made


def test_window_of_a_group_is_for_nobody_else(tmp_path):
    sheets = plain(
        Timetable=[
            [DAY, time(9), time(10), "meetings", "", "Delegation: Vilnius"],
            [DAY, time(10), time(11), "meetings"],
        ]
    )

    event = read(write(tmp_path / "fair.xlsx", sheets))

    early, late = ["09:00", "09:30"], ["10:00", "10:30"]
    assert times_of(event) == {"P1": early + late, "P2": early + late, "P3": late, "P4": late}


def test_windows_of_two_groups_may_share_their_slots(tmp_path):
    sheets = plain(
        Timetable=[
            [DAY, time(9), time(10), "meetings", "", "Azur"],
            [DAY, time(9, 30), time(10, 30), "meetings", "", "Elbe"],
        ]
    )

    event = read(write(tmp_path / "fair.xlsx", sheets))

    azur, elbe = ["09:00", "09:30"], ["09:30", "10:00"]
    assert times_of(event) == {"P1": azur, "P2": azur, "P3": elbe, "P4": elbe}


def test_windows_of_groups_with_slots_across_each_other_are_an_error(tmp_path):
    sheets = plain(
        Timetable=[
            [DAY, time(9), time(10), "meetings", "", "Azur"],
            [DAY, time(9, 10), time(10, 10), "meetings", "", "Elbe"],
        ]
    )

    path = write(tmp_path / "fair.xlsx", sheets)
    [issue] = read_event(path).issues

    assert (issue.code, str(issue.place)) == ("group_windows_overlap", "Timetable!3:3")
    assert issue.parameters == {"row": "2", "times": "09:00–09:30 / 09:10–09:40"}


def test_group_of_a_window_that_is_unknown_is_one_error(tmp_path):
    sheets = plain(Timetable=[[DAY, time(9), time(10), "meetings", "", "Marsians"]])

    assert faults(tmp_path, sheets) == [("unknown_who_no_suggestion", "Timetable!F2")]


def test_table_of_a_group_is_for_its_people(tmp_path):
    sheets = plain(Tables=[["T1"], ["T2", "", "Delegation: Vilnius"]])

    event = read(write(tmp_path / "fair.xlsx", sheets))

    table = event.table["T2"]
    assert (table.owner, event.owners(table)) == ("Delegation: Vilnius", ("P1", "P2"))
    assert [t.name for t in event.tables_for(("P1", "P3"), event.slots[0])] == ["T2"]
    assert [t.name for t in event.tables_for(("P3", "P4"), event.slots[0])] == ["T1"]


def test_owner_that_is_an_organisation_and_a_cluster_is_asked_for(tmp_path):
    people = [*PEOPLE, ["P5", "Ed", "Eich", "Elbe", "Host"]]
    sheets = plain(Participants=people, Tables=[["T1"], ["T2", "", "Elbe"]])

    assert faults(tmp_path, sheets) == [("ambiguous_group", "Tables!C3")]


GROUPS = groups_of(
    builders.event(
        (
            builders.person("P1", cluster="Azur", country="FR", labels=(("Project", ("Nova",)),)),
            builders.person("P2", cluster="Elbe + Sons", country="PL", is_sme=True),
        )
    )
)
WORDS = [
    *("P1", "P2", "Azur", "Elbe + Sons", "Project", "Cluster", "SME", "yes", "not", "everyone"),
    *(" + ", ";", ":", '"', "„", "“", " ", "+", "\n", ",", "«", "»", "nicht"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=9).map("".join))
def test_anything_means_somebody_or_is_refused(written):
    found = GROUPS.meant(written)

    assert found is None or isinstance(found, CellFault) or found <= {"P1", "P2"}


@pytest.mark.parametrize("name", ["Azur", '"Elbe + Sons"', "P1", "Project: Nova", "everyone"])
def test_not_means_all_others(name):
    meant = GROUPS.meant(name)
    others = GROUPS.meant(f"not {name}")

    if meant is None:
        assert others == CellFault("nobody_meant", {"value": "not everyone"})
    else:
        assert others == frozenset({"P1", "P2"}) - meant


def test_what_hold_together_is_in_any_order():
    assert GROUPS.meant('"Elbe + Sons" + SME: yes') == GROUPS.meant('SME: yes + "Elbe + Sons"')
    assert GROUPS.meant('"Elbe + Sons" + SME: yes') == {"P2"}


def test_people_are_unknown_only_because_their_sheet_is_missing(tmp_path):
    sheets = mission(Timetable=[MORNING, talk("Cluster: Azur; Nobody")])
    del sheets["Participants"]

    assert [code for code, _ in faults(tmp_path, sheets) if "group" in code or "who" in code] == []


@pytest.mark.parametrize(
    ("written", "ids"),
    [("C: yes", "1"), ("C++: yes", "2"), ("Level: A", "1"), ("Level: A+", "23"), ("A++", "4")],
)
def test_headings_and_values_with_a_telling_sign_are_their_own(tmp_path, written, ids):
    own = (["yes", "no", "A"], ["no", "yes", "A+"], ["no", "no", "a+"], ["no", "no", "A++"])
    people = [
        [*row, *[""] * (13 - len(row)), *cells] for row, cells in zip(PEOPLE, own, strict=True)
    ]
    book = mission(Timetable=[MORNING, talk(written)], Participants=people)
    book["Participants"][0] = [*HEAD, "C", "C++", "Level"]

    reading = read_event(write(tmp_path / "fair.xlsx", book))

    assert "".join(sorted(each[1] for each in reading.event.programme[0].who)) == ids
