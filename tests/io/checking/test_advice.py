"""What `check` says of an event without errors, before anything is planned."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import DAY, fair, found, write


def advice(tmp_path, sheets):
    path = write(tmp_path / "fair.xlsx", sheets)
    said = {(i.code, str(i.place)) for i in read_event(path).issues}
    issues = read_event(path, advise=True).issues
    return [i for i in issues if (i.code, str(i.place)) not in said]


def small(interests, people="ABCDEF", tables=9, hours=("9:00", "11:00"), **more):
    """People of different organisations, one a letter, with slots of half an hour."""
    rows = [[name, "", f"Name {name}", "", f"{name} GmbH"] for name in people]
    return (
        fair(
            Event=[["Name", "x"], ["Meeting length", 30]],
            Timetable=[[DAY, *hours, "meetings"]],
            Tables=[[f"T{n}"] for n in range(tables)],
            Organisations=None,
            Participants=rows,
            Interests=[[*pair] for pair in interests.split()]
            if isinstance(interests, str)
            else interests,
            Blocked=[],
            Fixed=[],
        )
        | more
    )


def test_sound_event_gets_no_advice(tmp_path):
    assert advice(tmp_path, fair()) == []
    assert advice(tmp_path, small("AB CD EF")) == []


def test_person_whom_nobody_wishes_and_who_wishes_nobody(tmp_path):
    issues = advice(tmp_path, small("AB CD BA CE"))

    assert found(issues) == [("nobody_to_meet", "Participants!7:7")]
    assert issues[0].severity is Severity.WARNING


def test_person_whose_wishes_are_all_impossible(tmp_path):
    sheets = small("AB CD EF FE")
    sheets["Blocked"].append(["E", "F"])

    assert found(advice(tmp_path, sheets)) == [
        ("nobody_to_meet", "Participants!6:6"),
        ("nobody_to_meet", "Participants!7:7"),
    ]


def test_more_musts_than_slots(tmp_path):
    musts = [["A", other, "must"] for other in "BCDE"] + [["F", "A", "must"], ["A", "F", "must"]]

    issues = advice(tmp_path, small(musts))

    assert found(issues) == [("too_many_musts", "Participants!2:2")]
    assert issues[0].parameters == {"participant": "Name A", "count": "5", "most": "4"}


def test_popular_person(tmp_path):
    people = "ABCDEFGHIJKLM"
    enough = small(" ".join(f"{one}A" for one in people[1:12]), people)
    enough["Interests"].append(["M", "L"])
    too_many = small(" ".join(f"{one}A" for one in people[1:]), people)

    assert advice(tmp_path, enough) == []
    assert found(advice(tmp_path, too_many)) == [("very_popular", "Participants!2:2")]


@pytest.mark.parametrize(
    ("tables", "codes"),
    [(1, ["too_few_tables"]), (3, ["hardly_any_tables_spare"]), (4, [])],
)
def test_capacity(tmp_path, tables, codes):
    """Six people with two slots each have six meetings."""
    pairs = "AB AC AD AE AF BC BD BE BF CD CE CF DE DF EF"

    issues = advice(tmp_path, small(pairs, tables=tables, hours=("9:00", "10:00")))

    places = str(2 * tables)
    assert found(issues) == [(code, "Tables") for code in codes]
    assert [dict(i.parameters) for i in issues] == [{"meetings": "6", "places": places}] * len(
        codes
    )


def test_wish_for_an_organisation_needs_one_place_however_many_its_people(tmp_path):
    """Of the four people of Big AG, any one is enough for A, and for B."""
    sheets = small([["A", "Big AG"], ["B", "Big AG"], ["C", "D"]], "ABCDEFGH", tables=1)
    for row in sheets["Participants"][5:]:
        row[4] = "Big AG"
    sheets["Timetable"][1][2] = "10:00"

    issues = advice(tmp_path, sheets)

    (capacity,) = [issue for issue in issues if issue.place.sheet == "Tables"]
    assert capacity.parameters == {"meetings": "3", "places": "2"}


@pytest.mark.parametrize(
    ("areas", "found_codes"),
    [
        (("Hall A", "Hall B", "Hall A", "Hall B"), []),
        (("Hall A", "hall a", "Hall-A ", "HALL A"), ["travel_without_areas"]),
        ((None, None, None, None), ["travel_without_areas"]),
        (("Hall A", None, "Hall A", None), ["tables_without_area"]),
    ],
)
def test_travel_time_and_areas(tmp_path, areas, found_codes):
    book = small("AB CD EF", tables=4)
    book["Event"].append(["Travel time", "10 min"])
    book["Tables"] = [["Table", "Area"], *([f"T{n}", area] for n, area in enumerate(areas))]

    assert found(advice(tmp_path, book)) == [(code, "Tables") for code in found_codes]


def test_everyone_arrives_after_the_first_slots(tmp_path):
    sheets = small("AB BC CD DE EF")
    for row in sheets["Participants"][1:]:
        row.extend([None, None, "10:00-11:00"])

    issues = advice(tmp_path, sheets)

    assert found(issues) == [("idle_slots", "Timetable!2:2")]
    assert issues[0].parameters == {"hours": "09:00, 09:30"}


def test_advice_is_for_events_without_errors(tmp_path):
    sheets = small("AB CD BA CE")
    sheets["Interests"].append(["A", "Z"])

    assert advice(tmp_path, sheets) == []
