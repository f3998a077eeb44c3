"""Who may be suggested: nobody between whom anything stands."""

from dataclasses import replace

import pytest

from matchmaker.events import Answer, Blocked, Met, Pin, Rules, Status
from matchmaker.meeting_rules import Comparison
from matchmaker.suggesting.suggestions import Matchable, NothingToCompare
from tests.builders import at, but, event, person, rule, slot, twins, wishes

A = person("A", offers="valves; pumps")
B = person("B", seeks="valves; pumps")
BOTH = (A, B)


def pairs(*arguments, **fields):
    return [one.pair for one in Matchable(event(*arguments, **fields)).matches]


def suggestions(*arguments):
    matchable = Matchable(event(*arguments))
    return [matchable.explained(match) for match in matchable.matches]


def test_two_who_go_together_are_suggested():
    assert pairs(BOTH) == [("A", "B")]


@pytest.mark.parametrize(
    ("people", "interests", "fields"),
    [
        (BOTH, "", {"blocked": (Blocked(("A", "B")),)}),
        (BOTH, "A>B", {}),
        (BOTH, "B>A-", {}),
        (but(BOTH, "B", organisation="Beta"), "A>@Beta", {}),
        (BOTH, "", {"pins": (Pin(("A", "B"), slot(0)),)}),
        (BOTH, "", {"meeting_rules": (rule("never", "A", "B"),)}),
        (BOTH, "", {"meeting_rules": (rule("only", "A", "A"),)}),
        (
            BOTH,
            "",
            {
                "meeting_rules": (rule("never", comparison=Comparison.MET),),
                "met": (Met(("A", "B")),),
            },
        ),
        (but(but(BOTH, "A", organisation="One"), "B", organisation="One"), "", {}),
        (but(BOTH, "A", status=Status.CANCELLED), "", {}),
        (but(BOTH, "A", max_meetings=0), "", {}),
        (but(but(BOTH, "A", times=at(0)), "B", times=at(1)), "", {"slots": 2}),
        (BOTH, "", {"tables": 0}),
        (
            but(but(BOTH, "A", languages=("de",)), "B", languages=("pl",)),
            "",
            {"rules": Rules(common_language_needed=True)},
        ),
    ],
    ids=[
        *("blocked", "wished", "wished by the other", "organisation wished", "appointment"),
        *("never", "only", "met before", "same organisation", "cancelled", "no meetings"),
        *("never free", "no table", "no language"),
    ],
)
def test_two_between_whom_something_stands_are_not_suggested(people, interests, fields):
    assert pairs(people, wishes(interests), **fields) == []


@pytest.mark.parametrize("answer", [Answer.DECLINED, Answer.PENDING])
def test_wish_that_does_not_stand_is_not_suggested_again(answer):
    (wish,) = wishes("A>B")

    rules = Rules(plan_pending_wishes=False)
    assert pairs(BOTH, (replace(wish, answer=answer),), rules=rules) == []


def test_two_who_met_before_are_suggested_where_no_rule_forbids_it():
    assert pairs(BOTH, met=(Met(("A", "B")),)) == [("A", "B")]


def test_one_human_being_is_not_suggested_to_themselves():
    one, other = twins("A B")
    people = (replace(one, offers=A.offers), replace(other, seeks=B.seeks))

    assert pairs(people) == []


def test_two_human_beings_are_suggested_once():
    one, other = (replace(twin, offers=A.offers) for twin in twins("A C"))

    assert len(pairs((one, other, B))) == 1


def test_one_with_fewer_wishes_asks():
    people = (*BOTH, person("C"))
    (found,) = suggestions(people, wishes("A>C"))

    assert (found.source, found.target) == ("B", "A")
    assert [ground.likeness for ground in found.reasons] == ["seeks"]


def test_of_two_with_as_many_the_one_who_seeks_asks():
    (found,) = suggestions(BOTH)

    assert (found.source, found.target) == ("B", "A")


def test_strength_grows_with_what_speaks_for_it():
    other = person("C", seeks="valves; pumps; gears; motors")
    strong = replace(A, offers="valves; pumps; gears; motors")
    found = suggestions((strong, B, other))

    assert {one.pair: one.strength for one in found} == {("A", "B"): 3, ("A", "C"): 5}


def test_event_without_profiles_is_refused():
    with pytest.raises(NothingToCompare):
        Matchable(event((person("A"), person("B"))))
