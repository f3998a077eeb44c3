"""The judge of meeting rules sees what is wrong, and random events are planned without a fault."""

from dataclasses import replace

import pytest

import matchmaker
from benchmarks.ruled_fairs import Fair, Group, Memory, Told
from benchmarks.rules import judged, play, shortfalls, to_make_up

ALL = Group("everyone", lambda _person: True)
PEOPLE = [
    {
        "ID": name,
        "First name": "Ada",
        "Last name": name,
        "E-mail": f"{name}@example.org",
        "Organisation": name,
        "Cluster": "Elbe",
        "code": "",
        "met": "",
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


def test_judge_sees_two_meet_again():
    plan = matchmaker.plan(FAIR.read(()), seconds=3, workers=1)
    met = replace(FAIR, memory=Memory(pairs=frozenset({frozenset({"A1", "B1"})})))

    assert set(judged(met, (), plan)) == {"rule: met before"}


def test_those_who_met_do_not_meet_again_but_for_a_must():
    rows = (("A1", "B1"), ("C1", "A1"))
    met = Memory(rows=rows, pairs=frozenset(map(frozenset, rows)))
    fair = replace(FAIR, wishes=(*FAIR.wishes, ("B1", "A1", "must")), memory=met)

    plan = matchmaker.plan(fair.read(()), seconds=3, workers=1)

    assert list(plan.schedule.pairs) == [("A1", "B1")]
    assert set(judged(fair, (), plan)) == set()


def test_judge_counts_what_is_to_be_made_up():
    served = {"A1": (0, 2), "B1": (2, 2), "C1": (1, 1)}
    fair = replace(FAIR, memory=Memory(served=served), makes_up=True)

    assert to_make_up(fair) == {"A1": 2}
    assert list(shortfalls(fair, (), ())) == [1, 2, 1, 1]
    assert list(shortfalls(fair, (told("at most", 1),), ())) == [1, 1, 1, 1]


@pytest.mark.parametrize("number", range(6))
def test_random_events_are_planned_within_their_rules(number):
    assert play(number, seed=7, every=3).faults == ()
