"""Who met at earlier events: people are the same by who they are, never by an id."""

import csv
from dataclasses import replace
from datetime import date, datetime, time

import pandas as pd
import pytest

from matchmaker.events import Interest, Met
from matchmaker.explain import Reason, Unmet
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.checking.frame_reader import read_frames
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import Version, publish
from matchmaker.io.reading.source import source_now
from matchmaker.io.writing.workbook import write_schedule
from matchmaker.meeting_rules import Comparison, Verb
from matchmaker.text import words
from tests import builders
from tests.builders import BERLIN, meeting
from tests.io.reading.spreadsheets import DAY, fair, found, write

PEOPLE = [
    ["P1", "Ada", "Ash", "ada@alpha.example", "Alpha"],
    ["P2", "Bo", "Bell", "bo@beta.example", "Beta"],
    ["P3", "Cy", "Cole", "", "Gamma"],
    ["P4", "Di", "Dorn", "di@delta.example", "Delta"],
]
WHEN = date(2027, 6, 16)


def person(name, first, last, email, organisation):
    return replace(
        builders.person(name, organisation), first_name=first, last_name=last, email=email
    )


BEFORE = (
    person("P4", "Ada", "Ash", "ADA@alpha.example", "Alpha Old"),
    person("P1", "Bo", "Bell", "bo@beta.example", "Beta"),
    person("X9", "Cole", "Cy", "", "gamma"),
    person("P2", "Old", "Timer", "old@timer.example", "Elsewhere"),
)
"""The first three of now, with ids of others; the last one is not here any more."""


def earlier(folder, *meetings, people=BEFORE, is_told=True, name="Toulon", **fields):
    """Write the plan of an event before."""
    event = replace(builders.event(people, slots=4, tables=4), name=name, event_id="toulon")
    plan = replace(builders.plan(replace(event, **fields), *meetings), version="v01")
    (folder / "v01").mkdir(parents=True)
    write_plan(plan, folder / "v01" / "plan.json")
    if is_told:
        ids = [person.id for person in people]
        publish(Version(folder / "v01"), ids, datetime(2027, 6, 12, 9, tzinfo=BERLIN))
    return plan


def book(tmp_path, *settings, **sheets):
    """Write a workbook of the four."""
    made = fair(
        Event=[["Name", "Vilnius"], ["Event ID", "vilnius"], ["Meeting length", 30], *settings],
        **{
            "Timetable": [[DAY, time(9), time(11), "meetings"]],
            "Tables": [["T1"], ["T2"]],
            "Organisations": None,
            "Participants": PEOPLE,
            "Interests": [["P1", "P2"], ["P3", "P4"]],
            "Blocked": None,
            "Fixed": None,
        }
        | {
            key: value
            for key, value in sheets.items()
            if key in {"Interests", "Participants", "Fixed"}
        },
    )
    extra = {key: value for key, value in sheets.items() if key not in made}
    return write(tmp_path / "fair.xlsx", made | extra)


def read(tmp_path, written, **sheets):
    return read_event(book(tmp_path, ["Earlier events", written], **sheets))


def test_people_are_known_by_address_or_by_name_and_organisation(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"), meeting("P4 X9", 1), meeting("P1 P2", 2))

    reading = read(tmp_path, "toulon-plans")

    assert [(met.pair, met.event, met.day) for met in reading.event.met] == [
        (("P1", "P2"), "Toulon", WHEN),
        (("P1", "P3"), "Toulon", WHEN),
    ]


def test_an_id_alone_is_nobody(tmp_path):
    strangers = (builders.person("P1", "Other"), builders.person("P2", "Another"))
    earlier(tmp_path / "toulon-plans", meeting("P1 P2"), people=strangers)

    reading = read(tmp_path, "toulon-plans")

    assert reading.event.met == ()
    assert found(reading.issues) == [("nobody_known", "Event!B5")]


def test_without_a_rule_nobody_meets_again_but_for_a_must(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))

    [rule] = read(tmp_path, "toulon-plans").event.meeting_rules

    assert (rule.verb, rule.comparison, rule.row) == (Verb.NEVER, Comparison.MET, 0)
    assert rule.spares_musts
    assert rule.written == words("en")("earlier.rule.never_again")


def test_with_a_rule_of_its_own_the_organiser_decides(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))
    rules = [["Who", "Rule", "Number", "Condition"], ["everyone", "prefer", -2, "met before"]]

    reading = read(tmp_path, "toulon-plans", **{"Meeting rules": rules})

    assert [rule.row for rule in reading.event.meeting_rules] == [2]
    assert found(reading.issues) == []


@pytest.mark.parametrize("name", ["toulon-plans", "toulon-plans/v01", "toulon-plans/v01/plan.json"])
def test_folder_version_or_plan(tmp_path, name):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))

    reading = read(tmp_path, name)

    assert found(reading.issues) == []
    assert [met.pair for met in reading.event.met] == [("P1", "P2")]


def test_path_is_as_windows_writes_it_and_from_the_workbook(tmp_path, monkeypatch):
    earlier(tmp_path / "toulon" / "toulon-plans", meeting("P4 P1"))
    (tmp_path / "vilnius").mkdir()
    monkeypatch.chdir("/")

    reading = read(tmp_path / "vilnius", r"..\toulon\toulon-plans")

    assert [met.pair for met in reading.event.met] == [("P1", "P2")]


def test_several_events_add_up(tmp_path):
    earlier(tmp_path / "a-plans", meeting("P4 P1"), name="A")
    earlier(tmp_path / "b-plans", meeting("P4 P1", 1), name="B")

    reading = read(tmp_path, "a-plans; b-plans")

    assert [met.event for met in reading.event.met] == ["A", "B"]


def test_schedule_that_we_wrote(tmp_path):
    plan = earlier(tmp_path / "toulon-plans", meeting("P1 X9"))
    write_schedule(plan, tmp_path / "schedule.xlsx")

    reading = read(tmp_path, "schedule.xlsx")

    assert found(reading.issues) == []
    assert reading.event.met == (Met(("P2", "P3"), "schedule", WHEN),)


def table(tmp_path, *rows):
    with (tmp_path / "list.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return "list.csv"


@pytest.mark.parametrize(
    "rows",
    [
        [["E-mail 1", "E-mail 2"], ["ada@alpha.example", "bo@beta.example"]],
        [["A", "B"], ["ada@alpha.example", "Bo Bell (Beta)"]],
        [
            ["Participant 1", "Organization 1", "Participant 2", "Organization 2"],
            ["Ash, Ada", "Alpha", "Bo Bell", "Beta"],
        ],
        [["Teilnehmer 1", "Teilnehmer 2"], ["ada@alpha.example", "bo@beta.example"]],
        [["Meetings of Toulon"], [], ["From", "To"], ["ada@alpha.example", "bo@beta.example"]],
    ],
)
def test_list_of_another_program(tmp_path, rows):
    reading = read(tmp_path, table(tmp_path, *rows))

    assert found(reading.issues) == []
    assert [met.pair for met in reading.event.met] == [("P1", "P2")]


def test_meeting_that_was_cancelled_did_not_take_place(tmp_path):
    rows = ["ada@alpha.example", "bo@beta.example", "cancelled"], ["di@delta.example", "old@x.y"]

    reading = read(tmp_path, table(tmp_path, ["A", "B", "Status"], *rows))

    assert reading.event.met == ()


def test_sheet_of_what_is_in_no_file(tmp_path):
    rows = [["A", "B", "Event", "Date"], ["P1", "di@delta.example", "Porto", date(2026, 5, 4)]]

    reading = read_event(book(tmp_path, **{"Met before": rows}))

    assert found(reading.issues) == []
    assert reading.event.met == (Met(("P1", "P4"), "Porto", date(2026, 5, 4)),)
    assert [rule.row for rule in reading.event.meeting_rules] == [0]


def test_unknown_person_of_that_sheet_is_an_error(tmp_path):
    reading = read_event(book(tmp_path, **{"Met before": [["A", "B"], ["P1", "P77"]]}))

    assert found(reading.issues) == [("unknown_person_no_suggestion", "Met before!B2")]


def test_whoever_is_there_for_two_organisations_has_met_as_both(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))
    people = [*PEOPLE, ["P5", "Ada", "Ash", "ada@alpha.example", "Epsilon"]]

    reading = read(tmp_path, "toulon-plans", Participants=people)

    assert [met.pair for met in reading.event.met] == [("P1", "P2"), ("P2", "P5")]


def test_meetings_for_an_organisation_that_is_not_here_count(tmp_path):
    twice = (*BEFORE, person("Y", "Ada", "Ash", "ada@alpha.example", "Epsilon"))
    earlier(tmp_path / "toulon-plans", meeting("Y X9"), people=twice)

    reading = read(tmp_path, "toulon-plans")

    assert [met.pair for met in reading.event.met] == [("P1", "P3")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("../nowhere-plans", "no_earlier_event"),
        ("empty", "no_plans_there"),
        ("notes.csv", "no_meeting_list"),
        ("broken-plans", "damaged_earlier_event"),
    ],
)
def test_what_cannot_be_read_is_an_error_at_the_setting(tmp_path, written, code):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.csv").write_text("remember;flowers\n1;2\n", encoding="utf-8")
    (tmp_path / "broken-plans" / "v01").mkdir(parents=True)
    (tmp_path / "broken-plans" / "v01" / "plan.json").write_text("{", encoding="utf-8")

    [issue] = read(tmp_path, written).issues

    assert (str(issue.severity), issue.code, str(issue.place)) == ("error", code, "Event!B5")
    assert issue.parameters["value"] == written


def only(tmp_path, written):
    """Read a workbook with one thing that is to be said."""
    [issue] = read(tmp_path, written).issues
    return str(issue.severity), issue.code, str(issue.place)


def test_nothing_published_is_a_warning(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"), is_told=False)

    assert only(tmp_path, "toulon-plans") == ("warning", "earlier_not_told", "Event!B5")


def test_whole_path_is_a_note(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))

    there = str(tmp_path / "toulon-plans")
    assert only(tmp_path, there) == ("note", "earlier_is_absolute", "Event!B5")


@pytest.mark.parametrize(("folder", "event_id"), [("toulon-plans", "vilnius"), ("fair-plans", "")])
def test_plans_of_this_event_are_passed_over(tmp_path, folder, event_id):
    earlier(tmp_path / folder, meeting("P4 P1"), event_id=event_id or "other")

    reading = read(tmp_path, folder)

    assert found(reading.issues) == [("earlier_is_this", "Event!B5")]
    assert (reading.event.met, reading.event.meeting_rules) == ((), ())


def test_event_after_this_one_is_a_warning(tmp_path):
    late = tuple(builders.slot(number, day=30) for number in range(4))
    earlier(
        tmp_path / "toulon-plans",
        replace(meeting("P4 P1"), slot=late[0]),
        slots=late,
    )

    assert only(tmp_path, "toulon-plans") == ("warning", "earlier_is_later", "Event!B5")


def test_same_name_alone_is_named_but_is_nobody(tmp_path):
    people = (*BEFORE[:2], person("D", "Di", "Dorn", "di@elsewhere.example", "Elsewhere"))
    earlier(tmp_path / "toulon-plans", meeting("P4 D"), people=people)

    reading = read(tmp_path, "toulon-plans")

    [issue] = reading.issues
    assert (issue.code, issue.parameters["people"]) == ("earlier_in_doubt", "Di Dorn")
    assert reading.event.met == ()


def test_earlier_events_are_no_part_of_the_input(tmp_path):
    name = table(tmp_path, ["A", "B"], ["ada@alpha.example", "bo@beta.example"])
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))

    reading = read(tmp_path, f"{name}; toulon-plans")

    assert reading.source == source_now(tmp_path / "fair.xlsx", "")


def test_earlier_events_of_dataframes_are_told_from_the_folder(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))
    frames = {
        "participants": pd.DataFrame(
            PEOPLE, columns=["ID", "First name", "Last name", "E-mail", "Organisation"]
        ),
        "timetable": pd.DataFrame(
            [[DAY, time(9), time(11), "meetings"]], columns=["Date", "From", "To", "Kind"]
        ),
        "tables": pd.DataFrame({"Table": ["T1"]}),
        "interests": pd.DataFrame([["P1", "P2"]], columns=["From", "To"]),
        "meeting_rules": pd.DataFrame(
            [["everyone", "prefer", -1, "met before"]],
            columns=["Who", "Rule", "Number", "Condition"],
        ),
    }
    settings = {
        "Name": "Vilnius",
        "Meeting length": 30,
        "Organiser e-mail": "office@vilnius.example",
        "Earlier events": "toulon-plans",
    }

    reading = read_frames(frames, settings, tmp_path)

    assert found(reading.issues) == []
    assert [met.pair for met in reading.event.met] == [("P1", "P2")]
    assert [rule.row for rule in reading.event.meeting_rules] == [2]


def answered(folder, *rows):
    """Fill in what came of the meetings of an event before."""
    (folder / "feedback").mkdir()
    desk = folder / "feedback" / f"{folder.name.removesuffix('-plans')}-feedback.xlsx"
    write(desk, {"Feedback": [["Meeting", "Took place", "Rating A"], *rows]})


@pytest.mark.parametrize("name", ["toulon-plans", "toulon-plans/v01/plan.json"])
def test_meeting_that_did_not_take_place_is_none(tmp_path, name):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"), meeting("P4 X9", 1), meeting("P1 X9", 2))
    rows = (["P1+P4", "no"], ["P4+X9", "A missing"], ["P1+X9", "yes", 5])
    answered(tmp_path / "toulon-plans", *rows)

    reading = read(tmp_path, name)

    assert [met.pair for met in reading.event.met] == [("P2", "P3")]
    assert found(reading.issues) == []


def test_what_the_two_say_counts_where_the_desk_says_nothing(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"), meeting("P4 X9", 1))
    answered(tmp_path / "toulon-plans", ["P1+P4", None], ["P4+X9", None])
    returned = tmp_path / "toulon-plans" / "feedback" / "returned"
    returned.mkdir()
    form = [["Who", "Meeting", "Did it take place?"], ["P4", "P1+P4", "no"], ["P4", "P4+X9", "yes"]]
    write(returned / "ada.xlsx", {"My meetings": form})

    reading = read(tmp_path, "toulon-plans")

    assert [met.pair for met in reading.event.met] == [("P1", "P3")]


def test_answers_that_cannot_be_read_are_a_warning_and_what_was_told_counts(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))
    answered(tmp_path / "toulon-plans", ["P1+P4", "no", 4])

    reading = read(tmp_path, "toulon-plans")

    assert found(reading.issues) == [("earlier_answers_wrong", "Event!B5")]
    assert reading.issues[0].parameters == {"value": "toulon-plans", "count": "1"}
    assert [met.pair for met in reading.event.met] == [("P1", "P2")]


def unmet(source, target, reason=Reason.TAKEN):
    return Unmet(Interest(source=source, target=target), reason)


def served_before(tmp_path, *lost, **fields):
    """Plan an event before at which Ada, Bo and Cy each wished the three others."""
    ids = [one.id for one in BEFORE]
    wishes = [Interest(source=a, target=b) for a in ids[:3] for b in ids if a != b]
    folder = tmp_path / "toulon-plans"
    plan = earlier(folder, interests=tuple(wishes), **fields)
    write_plan(replace(plan, unmet=lost), folder / "v01" / "plan.json")


def made_up(tmp_path, *settings):
    reading = read_event(
        book(tmp_path, ["Earlier events", "toulon-plans"], ["Make up for", "yes"], *settings)
    )
    rules = [rule for rule in reading.event.meeting_rules if rule.verb is Verb.AT_LEAST]
    return [(rule.who, rule.number, rule.row) for rule in rules], reading.issues


def test_whoever_got_less_should_have_more(tmp_path):
    served_before(tmp_path, unmet("P4", "P1"), unmet("P4", "X9"))

    rules, [issue] = made_up(tmp_path)

    assert rules == [(frozenset({"P1"}), 3, 0)]
    assert (issue.code, str(issue.place)) == ("made_up", "Event!B6")
    assert issue.parameters == {"count": "2", "people": "Ada Ash"}


def test_no_more_than_two_are_made_up_for(tmp_path):
    served_before(tmp_path, unmet("P4", "P1"), unmet("P4", "X9"), unmet("P4", "P2"))

    rules, _ = made_up(tmp_path, ["Min meetings", 2])

    assert rules == [(frozenset({"P1"}), 4, 0)]


def test_wish_that_no_plan_could_meet_is_not_made_up_for(tmp_path):
    lost = [unmet("P4", target, Reason.BLOCKED) for target in ("P1", "X9", "P2")]
    served_before(tmp_path, *lost)

    assert made_up(tmp_path) == ([], ())


def test_nothing_known_to_make_up_for_is_a_warning(tmp_path):
    earlier(tmp_path / "toulon-plans")

    rules, issues = made_up(tmp_path)

    assert (rules, found(issues)) == ([], [("nothing_to_make_up", "Event!B6")])


def test_fixed_appointment_stands_although_the_two_met_before(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"), meeting("P4 X9", 1))

    reading = read(tmp_path, "toulon-plans", Fixed=[["P1", "P2", DAY, time(9), "T1"]])

    assert found(reading.issues) == [("fixed_met_before", "Fixed!2:2")]
    assert [met.pair for met in reading.event.met] == [("P1", "P3")]


def test_fixed_appointment_against_a_rule_of_the_sheet_is_an_error(tmp_path):
    earlier(tmp_path / "toulon-plans", meeting("P4 P1"))
    rules = [["Who", "Rule", "Condition"], ["everyone", "never", "met before"]]
    fixed = [["P1", "P2", DAY, time(9), "T1"]]

    reading = read(tmp_path, "toulon-plans", Fixed=fixed, **{"Meeting rules": rules})

    assert found(reading.issues) == [
        ("rule_against_fixed", "Meeting rules!2:2"),
        ("pin_rule_never", "Fixed!2:2"),
    ]
