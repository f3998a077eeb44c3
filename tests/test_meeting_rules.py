"""Meeting rules from sheet to plan: in any order of rows, in either language, and as settings."""

from itertools import combinations
from random import Random

import pandas as pd
import pytest

import matchmaker
from benchmarks.ruled_fairs import KNOWN_TO_US, Memory, make_fair, make_people
from matchmaker.wishes import Obstacles

GERMAN = {
    "Who": "Wer",
    "Rule": "Regel",
    "Number": "Anzahl",
    "With": "Mit",
    "Condition": "Bedingung",
}
WORDS = {
    "only": "nur",
    "never": "nie",
    "prefer": "bevorzugt",
    "at least": "mindestens",
    "at most": "höchstens",
    "everyone": "alle",
    "same ": "gleicher ",
    "other ": "anderer ",
    "not ": "nicht ",
}


def aims(event):
    return {aim.name: (aim.value, aim.bound) for aim in planned(event).aims}


def planned(event):
    return matchmaker.plan(event, seconds=10, workers=1)


def fairs():
    """Random fairs with at least two rules that can be read and planned."""
    for number in range(40):
        random = Random(f"rows {number}")
        fair = make_fair(random, make_people(random), Memory())
        if len(fair.rules) > 1:
            try:
                aims(fair.read(fair.rules))
            except ValueError:
                continue
            yield fair


FAIRS = list(fairs())[:8]


@pytest.mark.parametrize("fair", FAIRS)
def test_order_of_rows_changes_nothing(fair):
    assert aims(fair.read(fair.rules[::-1])) == aims(fair.read(fair.rules))


def in_german(cell):
    for english, german in WORDS.items():
        if isinstance(cell, str):
            cell = cell.replace(english, german)
    return cell


@pytest.mark.parametrize("fair", FAIRS)
def test_rules_in_german_are_the_same(fair):
    rows = pd.DataFrame([rule.row() for rule in fair.rules])
    german = rows.rename(columns=GERMAN).map(in_german)

    one, other = (sheet(fair, rules).event.meeting_rules for rules in (rows, german))

    assert [said(rule) for rule in one] == [said(rule) for rule in other]


def said(rule):
    """All of a rule but its words."""
    return rule.verb, rule.who, rule.partners, rule.comparison, rule.column, rule.number, rule.row


def sheet(fair, rules):
    return matchmaker.event(
        participants=pd.DataFrame(fair.people).drop(columns=list(KNOWN_TO_US)),
        interests=pd.DataFrame(fair.wishes, columns=["From", "To", "Level"]),
        timetable=pd.DataFrame([DAY]),
        tables=pd.DataFrame({"Table": ["T1", "T2"]}),
        settings={"Name": "Fair", "Event ID": "fair", "Meeting length": 30},
        meeting_rules=rules,
    )


DAY = {"Date": "2027-06-16", "From": "09:00", "To": "11:00", "Kind": "meetings"}
PEOPLE = pd.DataFrame(
    {
        "ID": ["P1", "P2", "P3", "P4"],
        "Last name": ["Ay", "Be", "Ce", "De"],
        "Organisation": ["A", "B", "C", "A"],
        "Languages": ["de", "en", "de; en", "en"],
    }
)
WISHES = pd.DataFrame(
    [("P1", "P2"), ("P1", "P3"), ("P4", "P1"), ("P2", "P4")], columns=["From", "To"]
)


@pytest.mark.parametrize(
    ("setting", "rule"),
    [
        ({"Common language needed": "yes"}, "other Languages"),
        ({"Same organisation may meet": "no"}, "same Organisation"),
    ],
    ids=["language", "organisation"],
)
def test_setting_is_the_rule_that_means_the_same(setting, rule):
    never = pd.DataFrame([{"Who": "everyone", "Rule": "never", "Condition": rule}])
    open_ = {"Same organisation may meet": "yes"}

    by_setting = of_people(open_ | setting, None)
    by_rule = of_people(open_, never)

    assert planned(by_rule).schedule.pairs == planned(by_setting).schedule.pairs
    assert aims(by_rule) == aims(by_setting) != aims(of_people(open_, None))


SKILLS = ("C", "C++", "C#", "c", "", "-")
"""What the people of a fair can; the last two have nothing there."""


@pytest.mark.parametrize(
    ("heading", "skills", "condition", "apart"),
    [
        ("Skill", SKILLS, "same Skill", [("P1", "P4")]),
        ("Areas of activity", SKILLS, "same Areas of activity", [("P1", "P4")]),
        ("Staff", ("1-9", "19", "1–9", "50", "50+", "> 50"), "same Staff", [("P1", "P3")]),
        ("Rating", ("+", "++", "+", "★", "★★", "?"), "same Rating", [("P1", "P3")]),
        (
            "Organisation",
            ("AB AG", "A+B AG", "A.B AG", "AB AG"),
            "same Organisation",
            [("P1", "P4")],
        ),
    ],
)
def test_values_that_differ_in_a_telling_sign_are_not_the_same(heading, skills, condition, apart):
    ids = [f"P{number}" for number, _ in enumerate(skills, 1)]
    pairs = list(combinations(ids, 2))
    people = pd.DataFrame({"ID": ids, "Last name": ids, "Organisation": ids} | {heading: skills})
    event = matchmaker.event(
        participants=people,
        interests=pd.DataFrame(pairs, columns=["From", "To"]),
        timetable=pd.DataFrame([DAY]),
        tables=pd.DataFrame({"Table": ["T1", "T2"]}),
        settings={
            "Name": "Fair",
            "Event ID": "fair",
            "Meeting length": 30,
            "Same organisation may meet": "yes",
        },
        meeting_rules=pd.DataFrame([{"Who": "all", "Rule": "never", "Condition": condition}]),
    ).event

    obstacles = Obstacles(event)

    assert [pair for pair in pairs if obstacles.between(pair)] == apart


def of_people(settings, rules):
    return matchmaker.event(
        participants=PEOPLE,
        interests=WISHES,
        timetable=pd.DataFrame([DAY]),
        tables=pd.DataFrame({"Table": ["T1", "T2"]}),
        settings={"Name": "Fair", "Event ID": "fair", "Meeting length": 30} | settings,
        meeting_rules=rules,
    )
