"""What `check` says of an event without errors, before anything is planned."""

from datetime import time

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


ROOM = "https://video.example.org/room"


def hybrid(online, rooms, pairs="AB CD EF", hours=("9:00", "11:00"), zone=None):
    """The same with some people online, and of the tables some rooms."""
    book = small(pairs, tables=3, hours=hours)
    book["Participants"] = [
        *(["ID", "Last name", "Organisation", "Attendance", "Time zone"],),
        *([n, f"Name {n}", f"{n} GmbH", "online" if n in online else "", zone] for n in "ABCDEF"),
    ]
    book["Tables"] = [["Table", "Link"], *([f"T{n}"] for n in range(3 if rooms < 9 else 0))]
    book["Tables"] += [[f"Room {n}", f"{ROOM}-{n}"] for n in range(rooms)]
    return book


@pytest.mark.parametrize(
    ("online", "rooms", "codes"),
    [
        ("ACE", 0, []),
        ("ACE", 1, []),
        ("", 1, ["rooms_for_nobody"]),
        ("ACE", 9, ["only_rooms"]),
        ("ABCDEF", 9, []),
    ],
)
def test_rooms_online_that_may_not_be_meant(tmp_path, online, rooms, codes):
    assert found(advice(tmp_path, hybrid(online, rooms))) == [(code, "Tables") for code in codes]


@pytest.mark.parametrize(
    ("rooms", "codes"), [(1, ["too_few_rooms"]), (3, ["hardly_any_rooms_spare"]), (4, [])]
)
def test_capacity_of_rooms_online(tmp_path, rooms, codes):
    pairs = "AB AC AD AE AF BC BD BE BF CD CE CF DE DF EF"

    issues = advice(tmp_path, hybrid("ABCDEF", rooms, pairs, ("9:00", "10:00")))

    assert found(issues) == [(code, "Tables") for code in codes]
    assert [dict(i.parameters) for i in issues] == [
        {"meetings": "6", "places": str(2 * rooms)} for _ in codes
    ]


def test_rooms_online_of_one_link(tmp_path):
    book = hybrid("ACE", 3)
    book["Tables"][-1][1] = book["Tables"][-2][1]

    (issue,) = advice(tmp_path, book)

    assert (issue.code, dict(issue.parameters)) == (
        "rooms_of_one_link",
        {"tables": "Room 1; Room 2", "link": f"{ROOM}-1"},
    )


@pytest.mark.parametrize(
    ("visited", "codes"),
    [
        ("ACE", [("visit_in_minutes", "Timetable!2:2", "3")]),
        ("", [("no_visit_in_stay", "Timetable!3:3", "3")]),
        (
            "AC",
            [
                ("visit_in_minutes", "Timetable!2:2", "2"),
                ("no_visit_in_stay", "Timetable!3:3", "1"),
            ],
        ),
    ],
)
def test_visits_of_minutes_and_meetings_of_days(tmp_path, visited, codes):
    book = small("AB CD EF")
    book["Timetable"] = [
        ["Date", "From", "To", "Kind", "To date"],
        ["2027-06-16", "9:00", "11:00", "meetings", None],
        ["2027-06-21", "9:00", "17:00", "meetings", "2027-06-25"],
    ]
    book["Participants"] = [
        ["ID", "Last name", "Organisation", "Attendance", "Place"],
        *(
            [n, f"Name {n}", f"{n} GmbH", "at own place" if n in visited else "", n]
            for n in "ABCDEF"
        ),
    ]

    issues = advice(tmp_path, book)

    assert [(i.code, str(i.place), i.parameters["count"]) for i in issues] == codes


@pytest.mark.parametrize(("online", "codes"), [("A", ["room_of_people_on_site"]), ("B", [])])
def test_room_reserved_for_somebody_on_site(tmp_path, online, codes):
    book = hybrid(online, 1)
    book["Tables"] = [
        [*row[:2], *owner]
        for row, owner in zip(
            [["Table", "Link"], ["T1", None], ["R1", ROOM]],
            [["Reserved for"], [None], ["B"]],
            strict=True,
        )
    ]

    assert found(advice(tmp_path, book)) == [(code, "Tables") for code in codes]


@pytest.mark.parametrize(
    ("zone", "told"),
    [
        ("Chicago", {"zone": "America/Chicago", "count": "4", "hour": "09:00", "theirs": "02:00"}),
        ("Taipei", {}),
        ("Sydney", {}),
        (
            "Auckland",
            {"zone": "Pacific/Auckland", "count": "2", "hour": "12:00", "theirs": "22:00"},
        ),
        (None, {}),
    ],
)
def test_hours_of_somebody_elsewhere_at_night(tmp_path, zone, told):
    hours = ("12:00", "13:00") if zone == "Auckland" else ("9:00", "11:00")

    issues = advice(tmp_path, hybrid("A", 0, hours=hours, zone=zone))

    assert [i.severity for i in issues] == ([Severity.NOTE] if told else [])
    slots = "2" if zone == "Auckland" else "4"
    expected = [{"participant": "Name A", "slots": slots, **told}] if told else []
    assert [dict(i.parameters) for i in issues] == expected
    assert found(issues) == ([("odd_hours", "Participants!D2")] if told else [])


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


@pytest.mark.parametrize(
    ("pause", "codes"),
    [
        ((time(9, 30), time(10)), []),
        ((time(9, 40), time(9, 50)), [("cut_slots", "Timetable!2:2")]),
        ((time(9, 15), time(10)), [("cut_slots", "Timetable!2:2")]),
    ],
)
def test_break_within_the_meetings_leaves_nobody_idle(tmp_path, pause, codes):
    sheets = small("AB BC CD DE EF")
    sheets["Timetable"].append([sheets["Timetable"][1][0], *pause, "break"])

    assert found(advice(tmp_path, sheets)) == codes


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
