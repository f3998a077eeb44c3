"""What an organiser asks of a plan: one small plan for each answer."""

from dataclasses import replace

import pytest

from matchmaker.aims import Aim, AimName, Given
from matchmaker.answers import answers, headline
from matchmaker.events import Answer, Blocked, Rules, Status
from matchmaker.explain import FINAL, Reason, Unmet
from matchmaker.figures import count
from matchmaker.text import languages, words
from tests.builders import at, but, event, meeting, people, person, plan, twins, wishes

EN, DE = words("en"), words("de")
FAIR = event(people("A B C"), wishes("A>B B>C"), slots=2)


def declined(text):
    return tuple(replace(wish, answer=Answer.DECLINED) for wish in wishes(text))


def test_headline_of_what_can_be_met_and_why_not_all_can():
    fair = event(
        (*people("A B C", times=at(0)), person("D", times=at(1))),
        (*wishes("A>B B>A A>D"), *declined("A>C C>A")),
        slots=2,
    )
    made = plan(fair, meeting("A B"))

    assert headline(made, EN) == (
        "1 meeting; every wish that can be met is met (40.0 % of all: "
        "2 were declined, for 1 the two are never there at the same time)."
    )
    assert headline(plan(fair), DE) == (
        "0 Treffen; 0,0 % der erfüllbaren Wünsche sind erfüllt (0,0 % von allen: "
        "2 wurden abgelehnt, bei 1 sind die beiden nie zur selben Zeit da)."
    )


def test_headline_where_every_wish_can_be_met():
    assert headline(plan(FAIR, meeting("A B")), EN) == (
        "1 meeting; 50.0 % of the wishes are met (1 of 2)."
    )
    assert headline(plan(FAIR, meeting("A B"), meeting("B C", 1)), DE) == (
        "2 Treffen; alle Wünsche sind erfüllt."
    )


def test_headline_where_none_can_be_met():
    made = plan(event(people("A B"), declined("A>B")))

    assert headline(made, EN) == "0 meetings; none of the wishes can be met (1 was declined)."


def test_headline_without_wishes():
    assert headline(plan(event(people("A B"))), EN) == "0 meetings; there are no wishes."


def test_headline_names_three_reasons_and_counts_the_others():
    fair = event(
        (*but(people("A B C D"), "B", status=Status.CANCELLED), *twins("X Y")),
        (*wishes("A>B C>B D>B A>D D>A X>Y"), *declined("A>C C>A")),
        blocked=(Blocked(("A", "D")),),
    )

    assert headline(plan(fair), EN) == (
        "0 meetings; none of the wishes can be met (3 are for people not taking part, "
        "2 are blocked, 2 were declined, 1 for another reason)."
    )


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("reason", FINAL)
@pytest.mark.parametrize("quantity", [1, 2])
def test_every_reason_that_no_plan_could_change_has_its_words(language, reason, quantity):
    assert str(quantity) in count(f"impossible.{reason}", quantity, words(language))


def test_who_has_the_fewest_meetings():
    many = " ".join(f"P{number}" for number in range(9))
    made = plan(event(people(f"A B C {many}")), meeting("A B"), meeting("A C", 1))

    assert answers(plan(FAIR, meeting("A B")), EN)[1] == "1 person has no meeting: C."
    assert answers(plan(FAIR, meeting("A B"), meeting("B C", 1)), EN)[1] == (
        "Nobody has fewer than 1; 2 people have fewer than 2: A, C."
    )
    assert answers(plan(event(people("A B")), meeting("A B")), DE)[1] == "Alle haben 1 Treffen."
    assert answers(made, DE)[1] == (
        "9 Personen haben kein Treffen: P0, P1, P2, P3, P4 und 4 weitere."
    )


@pytest.mark.parametrize(
    ("limited", "told"),
    [
        ("", "Nobody has fewer than 1; 2 people have fewer than 2: A, C."),
        ("A", "Nobody has fewer than 1; 1 person has fewer than 2 and may have more: C."),
        ("A C", "Nobody has fewer than 1, and nobody who may have more has fewer than 2."),
    ],
)
def test_who_may_not_have_more_has_not_too_few(limited, told):
    limits = dict.fromkeys(limited.split(), 1)
    fair = event([person(name, max_meetings=limits.get(name)) for name in "ABC"], wishes("A>B B>C"))

    assert answers(plan(fair, meeting("A B"), meeting("B C", 1)), EN)[1] == told


def test_who_is_in_two_rows_is_one_person():
    fair = event((*twins("A B"), person("C")), wishes("A>C"))

    assert answers(plan(fair, meeting("A C")), EN)[1] == "Everybody has 1 meeting."


def test_who_has_fewer_than_they_should_is_named_besides():
    fair = event(
        (*people("A B C"), person("D", min_meetings=3)),
        wishes("D>A D>B D>C"),
        slots=3,
        rules=Rules(min_meetings=0),
    )

    lines = answers(plan(fair, meeting("A D"), meeting("B D", 1)), EN)

    assert lines[1:] == (
        "1 person has no meeting: C.",
        "1 person has fewer than they should have at least: D.",
    )


def test_nobody_to_speak_of():
    assert len(answers(plan(event(())), EN)) == 1


BEFORE = (AimName.MUST, AimName.FAIR_SHARE)


def points(value, bound, *given):
    return Aim(AimName.POINTS, value, bound, 1.0, given)


def quality(*aims):
    return answers(plan(FAIR, aims=aims), EN)[-1]


def test_best_only_where_everything_is_proven_of_every_plan():
    no_breaks = Aim(AimName.BREAKS, 0, 0, 1.0, BEFORE)

    assert quality(points(4, 4, *BEFORE), no_breaks) == "As good as any plan can be."
    assert quality(points(4, 4), replace(no_breaks, given=(Given.PAIRS,))) == (
        "Who meets whom is as good as any plan can be."
    )
    assert quality(points(4, 4), replace(no_breaks, value=2)) == (
        "Who meets whom is as good as any plan can be."
    )


def test_best_of_what_people_were_told():
    kept = Aim(AimName.KEPT, 3, 3, 1.0)

    assert quality(kept, points(4, 4)) == ("As good as any plan can be within what was promised.")
    assert quality(kept, points(4, 4), Aim(AimName.BREAKS, 2, 0, 1.0)) == (
        "Who meets whom is as good as the promises allow."
    )


def test_share_is_at_least_reached():
    assert quality(points(2138, 2139)) == (
        "Who meets whom reaches at least 99.9 % of the best possible."
    )
    assert quality(points(998_600, 1_000_000)).count("99.8 %") == 1


def test_unproven_before_the_points_is_said():
    assert quality(Aim(AimName.MUST, 1, 2, 1.0), points(4, 4)) == (
        "A better plan may be possible; the sheet Summary says how much better."
    )


def test_nothing_is_said_of_the_quality_where_nothing_was_aimed_at():
    assert len(answers(plan(FAIR), EN)) == 2


@pytest.mark.parametrize("language", languages())
def test_answers_have_at_most_one_subordinate_clause(language):
    """A comma or a dash before every such clause in German; at most one relative in English."""
    marks = {
        "de": (" die ", " der ", " das ", " weil ", " wenn ", " dass "),
        "en": (" that ", " which ", " because "),
    }
    say = words(language)
    sentences = [entry[0] for key, entry in say.entries.items() if key.startswith("answer.")]

    for sentence in sentences:
        clauses = [part for part in sentence.split("; ") if part]
        counts = [
            sum(part.count(f",{mark}" if language == "de" else mark) for mark in marks[language])
            for part in clauses
        ]
        assert max(counts) <= 1, sentence


def test_reasons_are_those_of_the_unmet():
    unmet = (Unmet(FAIR.interests[0], Reason.PENDING),)

    assert "1 is not answered yet" in headline(plan(FAIR, meeting("B C"), unmet=unmet), EN)
