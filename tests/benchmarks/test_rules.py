"""The judge of meeting rules sees what is wrong, and random events are planned without a fault."""

import pytest

import matchmaker
from benchmarks.rules import Fair, Group, Told, judged, play

ALL = Group("everyone", lambda _person: True)
PEOPLE = [
    {
        "ID": name,
        "Last name": name,
        "E-mail": f"{name}@example.org",
        "Organisation": name,
        "Cluster": "Elbe",
        "code": "",
    }
    for name in ("A1", "B1", "C1")
]
FAIR = Fair(
    people=PEOPLE,
    wishes=(("A1", "B1", "high"), ("A1", "C1", "low")),
    rules=(),
    slots=3,
    tables=2,
    most=None,
)


def told(verb, number=None, partners=ALL):
    return Told(ALL, verb, number, partners, "", "Cluster", is_same=False)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (told("never"), "rule: never"),
        (told("only", partners=Group("C1", lambda person: person["ID"] == "C1")), "rule: only"),
        (told("at most", 1), "rule: at most"),
        (told("prefer", 3), "claim: points"),
    ],
    ids=lambda value: getattr(value, "verb", ""),
)
def test_judge_sees_a_rule_that_nobody_told_the_planner(rule, fault):
    plan = matchmaker.plan(FAIR.read(()), seconds=3, workers=1)

    assert set(judged(FAIR, (rule,), plan)) == {fault}
    assert set(judged(FAIR, (), plan)) == set()


@pytest.mark.parametrize("number", range(6))
def test_random_events_are_planned_within_their_rules(number):
    assert play(number, seed=7, every=3).faults == ()
