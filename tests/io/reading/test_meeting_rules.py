"""The sheet Meeting rules: what its rows mean, and what is wrong with them, at its place."""

from datetime import time

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from tests.io.reading.spreadsheets import DAY, found, write
from tests.io.reading.test_groups import PEOPLE, plain

HEADINGS = ["Who", "Rule", "Number", "With", "Condition", "Reason"]
AZUR, ELBE = frozenset({"P1", "P2"}), frozenset({"P3", "P4"})


def book(*rules, **sheets):
    """A workbook of two delegates (P1, P2) and two hosts (P3, P4) with these rules."""
    made = plain(**({"Interests": [["P1", "P3"], ["P2", "P4"]]} | sheets))
    return {**made, "Meeting rules": [HEADINGS, *rules]}


def issues(tmp_path, *rules, **sheets):
    """Read such a workbook; give what is wrong with it."""
    return read_event(write(tmp_path / "fair.xlsx", book(*rules, **sheets))).issues


def rules_of(tmp_path, *rules, **sheets):
    """Read the rules of such a workbook, which has no faults."""
    reading = read_event(write(tmp_path / "fair.xlsx", book(*rules, **sheets)))
    assert found(reading.issues) == []
    return reading.event.meeting_rules


def test_rule_is_what_the_row_says(tmp_path):
    [rule] = rules_of(tmp_path, ["Azur", "at least", 1, "Host", "other Cluster", "they travel"])

    assert rule == MeetingRule(
        verb=Verb.AT_LEAST,
        who=AZUR,
        partners=ELBE,
        comparison=Comparison.OTHER,
        column="cluster",
        number=1,
        reason="they travel",
        row=2,
        written="Azur at least 1 Host, other Cluster",
    )


@pytest.mark.parametrize(
    ("row", "verb", "number"),
    [
        (["Guest", "only", None, "Host"], Verb.ONLY, 0),
        (["Guest", "nur", None, "Host"], Verb.ONLY, 0),
        (["Guest", "Never", None, "Guest"], Verb.NEVER, 0),
        (["Guest", "nie", None, "Guest"], Verb.NEVER, 0),
        (["Guest", "prefer", 2, "Host"], Verb.PREFER, 2),
        (["Guest", "bevorzugt", "−2", "Host"], Verb.PREFER, -2),
        (["Guest", "prefer", "+3", "Host"], Verb.PREFER, 3),
        (["Guest", "mindestens", "1", "Host"], Verb.AT_LEAST, 1),
        (["Guest", "höchstens", 1.0, "Host"], Verb.AT_MOST, 1),
        (["Guest", "at most", 1, ""], Verb.AT_MOST, 1),
    ],
)
def test_verbs_and_numbers(tmp_path, row, verb, number):
    [rule] = rules_of(tmp_path, row)

    assert (rule.verb, rule.number, rule.who) == (verb, number, AZUR)


@pytest.mark.parametrize(
    ("written", "comparison", "column"),
    [
        (None, None, ""),
        ("same Cluster", Comparison.SAME, "cluster"),
        ("gleicher Cluster", Comparison.SAME, "cluster"),
        ("gleiches Tätigkeitsfeld", Comparison.SAME, "areas"),
        ("andere Sprache", Comparison.OTHER, "languages"),
        ("same organisation", Comparison.SAME, "organisation"),
        ("not met before", Comparison.NOT_MET, ""),
        ("noch nicht getroffen", Comparison.NOT_MET, ""),
    ],
)
def test_conditions(tmp_path, written, comparison, column):
    [rule] = rules_of(tmp_path, ["everyone", "prefer", 1, "everyone", written])

    assert (rule.comparison, rule.column, rule.who) == (comparison, column, None)


def test_condition_on_a_column_without_a_name_of_ours(tmp_path):
    sheets = book(["alle", "prefer", 1, None, "same Project"])
    sheets["Participants"] = [
        [*row, project]
        for row, project in zip(
            sheets["Participants"], ["Project", "Nova", "Nova", "Nova", "Terra"], strict=True
        )
    ]

    reading = read_event(write(tmp_path / "fair.xlsx", sheets))

    assert found(reading.issues) == []
    assert reading.event.meeting_rules[0].column == "Project"
    assert reading.event.participant["P4"].labels == (("Project", ("Terra",)),)


def test_german_sheet_is_the_same(tmp_path):
    english = rules_of(tmp_path, ["Azur", "at most", 1, "Host", "other Cluster"])
    sheets = book(["Azur", "höchstens", 1, "Host", "anderer Cluster"])
    sheets["Treffregeln"] = [
        ["Wer", "Regel", "Anzahl", "Mit", "Bedingung", "Grund"],
        *sheets.pop("Meeting rules")[1:],
    ]

    german = read_event(write(tmp_path / "messe.xlsx", sheets)).event.meeting_rules

    as_read = [(r.verb, r.who, r.partners, r.comparison, r.column, r.number) for r in english]
    assert as_read == [
        (r.verb, r.who, r.partners, r.comparison, r.column, r.number) for r in german
    ]


def test_unknown_verb_names_the_five(tmp_path):
    [issue] = issues(tmp_path, ["Azur", "perhaps", None, "Host"])

    assert (issue.code, str(issue.place)) == ("bad_verb", "Meeting rules!B2")
    assert issue.parameters["choices"] == "only, never, prefer, at least, at most"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Azur", "at least", None], "rule_needs_number"),
        (["Azur", "at most", 0], "bad_number"),
        (["Azur", "at least", -1], "bad_number"),
        (["Azur", "at least", 2.5], "bad_number"),
        (["Azur", "at most", "some"], "bad_number"),
        (["Azur", "prefer", None], "rule_needs_number"),
        (["Azur", "prefer", 0], "bad_points"),
        (["Azur", "prefer", 21], "bad_points"),
        (["Azur", "prefer", "1,5"], "bad_points"),
        (["Azur", "only", 2, "Host"], "rule_without_number"),
        (["Azur", "never", 0, "Host"], "rule_without_number"),
    ],
)
def test_wrong_number_is_an_error_at_its_cell(tmp_path, row, code):
    assert found(issues(tmp_path, row)) == [(code, "Meeting rules!C2")]


@pytest.mark.parametrize(
    ("row", "code", "place"),
    [
        ([None, "never", None, "Host"], "missing_cell", "A2"),
        (["Azur", None, None, "Host"], "missing_cell", "B2"),
        (["Nobody", "never"], "unknown_who_no_suggestion", "A2"),
        (["Azur", "never", None, "Vilnuis"], "unknown_who", "D2"),
        (["Azur", "never", None, "", "same"], "bad_condition", "E2"),
        (["Azur", "never", None, "", "equal opportunity"], "unknown_heading_no_suggestion", "E2"),
        (["Azur", "never", None, "", "rich and famous"], "bad_condition", "E2"),
        (["Azur", "never", None, "", "same Countri"], "unknown_heading", "E2"),
    ],
)
def test_what_cannot_be_understood_is_an_error_at_its_cell(tmp_path, row, code, place):
    assert found(issues(tmp_path, row)) == [(code, f"Meeting rules!{place}")]


def test_condition_on_a_column_nobody_filled_is_an_error(tmp_path):
    people = [[*row[:7], "", *row[8:]] for row in PEOPLE]

    wrong = issues(
        tmp_path, ["everyone", "never", None, "", "same Delegation"], Participants=people
    )

    assert found(wrong) == [("condition_without_values", "Meeting rules!E2")]


def test_missing_values_are_counted(tmp_path):
    [issue] = issues(tmp_path, ["everyone", "never", None, "", "same Country"])

    assert (issue.code, str(issue.place)) == ("rule_values_missing", "Meeting rules!E2")
    assert (str(issue.severity), issue.parameters["count"]) == ("note", "1")


def test_same_row_twice_is_a_note_and_counts_once(tmp_path):
    row = ["Azur", "prefer", 2, "Host"]
    reading = read_event(
        write(tmp_path / "fair.xlsx", book(row, [*row[:3], "host", None, "again"]))
    )

    assert found(reading.issues) == [("repeated_rule", "Meeting rules!3:3")]
    assert len(reading.event.meeting_rules) == 1


@pytest.mark.parametrize(
    "row",
    [
        ["P1", "never", None, "P1"],
        ["Guest", "never", None, "Guest", "other Cluster"],
        ["everyone", "prefer", 1, "", "met before"],
        ["Azur", "only", None, "Elbe", "same Cluster"],
    ],
)
def test_rule_of_no_pair_is_a_warning(tmp_path, row):
    [issue] = [
        each for each in issues(tmp_path, row, Interests=[["P3", "P4"]]) if "alone" not in each.code
    ]

    assert (issue.code, str(issue.place)) == ("rule_of_nobody", "Meeting rules!2:2")
    assert str(issue.severity) == "warning"


def test_more_than_max_meetings_is_an_error_at_both(tmp_path):
    wrong = issues(
        tmp_path,
        ["Azur", "at least", 4, "Host"],
        Event=[["Name", "Fair"], ["Meeting length", 30], ["Max meetings", 3]],
    )

    errors = [issue for issue in wrong if str(issue.severity) == "error"]
    assert found(errors) == [
        ("max_under_rule", "Event!B4"),
        ("rule_over_max", "Meeting rules!C2"),
    ]


def test_at_least_over_at_most_of_the_same_people_is_an_error_at_both(tmp_path):
    wrong = issues(
        tmp_path,
        ["Guest", "at most", 1, "everyone"],
        ["Azur", "at least", 2, "Host"],
        Interests=[["P1", "P3"], ["P1", "P4"]],
    )

    assert found(wrong) == [
        ("rule_under_at_least", "Meeting rules!C2"),
        ("rule_over_at_most", "Meeting rules!C3"),
    ]


def test_at_most_of_other_meetings_contradicts_nothing(tmp_path):
    rules = rules_of(
        tmp_path,
        ["Azur", "at most", 1, "Azur"],
        ["Azur", "at most", 1, "", "same Cluster"],
        ["Azur", "at least", 2, "Host"],
        Interests=[["P1", "P3"], ["P1", "P4"]],
    )

    assert len(rules) == 3


def test_fixed_appointment_against_a_rule_is_an_error_at_both(tmp_path):
    wrong = issues(
        tmp_path,
        ["Azur", "never", None, "Host"],
        Fixed=[["P1", "P3", DAY, time(9), "T1"]],
        Interests=[["P3", "P4"]],
    )

    assert found(wrong) == [
        ("rule_against_fixed", "Meeting rules!2:2"),
        ("pin_rule_never", "Fixed!2:2"),
    ]


def test_must_that_a_rule_forbids_is_a_warning_that_names_the_rule(tmp_path):
    wrong = issues(
        tmp_path,
        ["Azur", "never", None, "Host"],
        Interests=[["P1", "P3", "must"], ["P1", "P4"], ["P3", "P4"]],
    )

    [issue] = wrong
    assert (issue.code, str(issue.place)) == ("wish_rule", "Interests!B2")
    assert (issue.parameters["row"], issue.parameters["rule"]) == ("2", "Azur never Host")


def test_only_that_leaves_people_nobody_they_wish_is_one_warning(tmp_path):
    wrong = issues(
        tmp_path,
        ["Host", "only", None, "Host"],
        Interests=[["P3", "P1"], ["P4", "P1"], ["P4", "P2"]],
    )

    [issue] = wrong
    assert (issue.code, str(issue.place)) == ("rule_leaves_alone", "Meeting rules!2:2")
    assert (str(issue.severity), issue.parameters["count"]) == ("warning", "2")


def test_rows_of_only_add_up_before_somebody_is_left_alone(tmp_path):
    rules = rules_of(
        tmp_path,
        ["Host", "only", None, "Host"],
        ["Host", "only", None, "Guest"],
        Interests=[["P3", "P1"]],
    )

    assert len(rules) == 2


def test_at_least_that_nobody_can_reach_is_a_warning(tmp_path):
    wrong = issues(
        tmp_path,
        ["Azur", "at least", 2, "Host"],
        ["Azur", "never", None, "P4"],
        Interests=[["P1", "P3"], ["P1", "P4"], ["P2", "P3"]],
    )

    [issue] = wrong
    assert (issue.code, str(issue.place)) == ("rule_out_of_reach", "Meeting rules!C2")
    assert (issue.parameters["count"], issue.parameters["most"]) == ("2", "1")


def test_order_of_rows_does_not_matter(tmp_path):
    rows = ["Azur", "never", None, "P4"], ["Azur", "at least", 1, "Host"]
    one, other = (rules_of(tmp_path, *each) for each in (rows, rows[::-1]))

    assert {(r.verb, r.who) for r in one} == {(r.verb, r.who) for r in other}
