from datetime import UTC, datetime

import pytest

from matchmaker.aims import Aim, AimName, Given
from matchmaker.answers import answers
from matchmaker.events import Met, Rules
from matchmaker.figures import count, number
from matchmaker.record import RulePrice
from matchmaker.summary import (
    aim_line,
    rule_lines,
    shortfall_lines,
    summary_lines,
    version_line,
)
from matchmaker.text import languages, words
from tests.builders import at, event, meeting, people, person, plan, rule, wishes

EN, DE = words("en"), words("de")
BEFORE = (AimName.MUST, AimName.FAIR_SHARE)


def points(value, bound, *given):
    return Aim(AimName.POINTS, value, bound, 1.0, given)


def breaks(value, bound, *given):
    return Aim(AimName.BREAKS, value, bound, 1.0, given)


def test_aim_line_with_a_gap():
    aim = points(1487, 1489, *BEFORE)

    assert aim_line(aim, EN) == (
        "1,487 points; no plan that keeps the aims before it can have more than 1,489 (99.9 %)."
    )
    assert aim_line(aim, DE) == (
        "1.487 Punkte; kein Plan, der die höherrangigen Ziele wahrt, "
        "kann mehr als 1.489 haben (99,9 %)."
    )


def test_aim_line_proven():
    aim = points(1489, 1489, *BEFORE)

    assert aim_line(aim, EN) == (
        "1,489 points; no plan that keeps the aims before it can have more."
    )
    assert aim_line(aim, DE) == (
        "1.489 Punkte; kein Plan, der die höherrangigen Ziele wahrt, kann mehr haben."
    )


def test_aim_line_given_nothing():
    aim = Aim(AimName.MUST, 1, 2, 1.0)

    assert aim_line(aim, EN) == "1 must-wish met; no plan can have more than 2 (50.0 %)."
    assert aim_line(aim, DE) == "1 erfüllter Muss-Wunsch; kein Plan kann mehr als 2 haben (50,0 %)."


def test_aim_line_minimised():
    aim = breaks(45, 30, *BEFORE)

    assert aim_line(aim, EN) == (
        "45 breaks; no plan that keeps the aims before it can have fewer than 30 "
        "(at most 15 too many)."
    )
    assert aim_line(aim, DE) == (
        "45 Wartepausen; kein Plan, der die höherrangigen Ziele wahrt, kann weniger als 30 haben "
        "(höchstens 15 zu viel)."
    )


@pytest.mark.parametrize(
    ("given", "subject"),
    [
        ((), "no plan"),
        ((Given.PAIRS,), "no plan with the same pairs"),
        (
            (*BEFORE, Given.PAIRS),
            "no plan with the same pairs that keeps the aims before it",
        ),
        ((Given.SLOTS,), "no plan with the same meeting times"),
        (
            (*BEFORE, Given.SLOTS),
            "no plan with the same meeting times that keeps the aims before it",
        ),
        (
            (*BEFORE, Given.PAIRS, Given.SLOTS),
            "no plan with the same meeting times that keeps the aims before it",
        ),
    ],
)
def test_aim_line_says_what_is_given(given, subject):
    assert aim_line(breaks(2, 2, *given), EN) == f"2 breaks; {subject} can have fewer."


def test_aim_line_of_nothing_to_minimise():
    assert aim_line(breaks(0, 0, *BEFORE), EN) == "No breaks."
    assert aim_line(breaks(0, 0, *BEFORE), DE) == "Keine Wartepausen."


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", AimName)
@pytest.mark.parametrize(("value", "bound"), [(0, 0), (1, 1), (5, 4), (4, 5)])
def test_aim_line_of_every_aim(language, name, value, bound):
    line = aim_line(Aim(name, value, bound, 1.0, BEFORE), words(language))

    assert line.endswith(".")
    assert "{" not in line


def test_share_is_full_only_where_proven():
    assert points(99_999, 100_000).share == 99.9
    assert points(100_000, 100_000).share == 100


@pytest.mark.parametrize(
    ("quantity", "english", "german"),
    [
        (0, "0 points", "0 Punkte"),
        (1, "1 point", "1 Punkt"),
        (1487, "1,487 points", "1.487 Punkte"),
    ],
)
def test_count_agrees_with_its_noun(quantity, english, german):
    assert count("points", quantity, EN) == english
    assert count("points", quantity, DE) == german


def test_number_with_digits():
    assert number(1234.56, EN, digits=1) == "1,234.6"
    assert number(1234.56, DE, digits=1) == "1.234,6"


def test_shortfalls_the_worst_off_first():
    fair = event(
        people("A B C"), wishes("A>B C>A C>B"), slots=3, tables=3, rules=Rules(min_meetings=2)
    )

    assert shortfall_lines(plan(fair, meeting("A B")), EN) == (
        "C (C, C GmbH): 2 meetings short",
        "A (A, A GmbH): 1 meeting short",
        "B (B, B GmbH): 1 meeting short",
    )


def test_shortfalls_of_nobody():
    fair = event(people("A B"), wishes("A>B"))

    assert shortfall_lines(plan(fair, meeting("A B")), EN) == ("nobody",)
    assert shortfall_lines(plan(fair, meeting("A B")), DE) == ("niemand",)


def test_wishes_met():
    fair = event(people("A B C"), wishes("A>B B>A C>A"), slots=2)
    made = plan(fair, meeting("A B"))

    assert "Wishes met: 2 of 3 (66.7 %)" in summary_lines(made, EN)
    assert "Erfüllte Wünsche: 2 von 3 (66,7 %)" in summary_lines(made, DE)


def test_wishes_that_can_be_met_are_told_apart_where_others_cannot():
    fair = event((*people("A B C"), person("D", times=at(1))), wishes("A>B C>A D>A"), tables=1)
    made = plan(fair, meeting("A B"))

    assert summary_lines(made, EN)[9:12] == [
        "Wishes met: 1 of 3 (33.3 %)",
        "Of those that can be: 1 of 2 (50.0 %)",
        "Cannot be met: for 1 the two are never there at the same time",
    ]


def test_wishes_where_there_are_none():
    lines = summary_lines(plan(event(people("A B"))), EN)

    assert "Wishes met: There are no wishes." in lines


def test_version_line_by_the_clocks_of_the_event():
    third = plan(event(people("A B")), created_at=datetime(2027, 6, 12, 12, 5, tzinfo=UTC))

    assert version_line(third, EN) == "Version 3, as of 12 Jun 2027 14:05"
    assert version_line(third, DE) == "Version 3, Stand 12.06.2027 14:05"


def test_summary_lines():
    fair = event(people("A B"), wishes("A>B"), slots=2)

    made = plan(fair, meeting("A B"), aims=(points(2, 2),))

    lines = summary_lines(made, EN)

    assert lines == [
        "In short: " + " ".join(answers(made, EN)),
        "Event: Fair",
        "Version: v03",
        "Made at: 12 Jun 2027 14:05",
        "Made from: fair.xlsx",
        "Participants: 2",
        "Meetings: 1",
        "Tables: 1",
        "Meeting times: 2",
        "Wishes met: 1 of 1 (100.0 %)",
        "Aim 1: 2 points; no plan can have more.",
        "Below their floor: nobody",
        "Evenness: All wishes that could be met are met.",
    ]


def test_summary_lines_without_meetings():
    lines = summary_lines(plan(event(people("A B"), slots=())), DE)

    assert lines[6] == "Treffen: 0"
    assert lines[-1] == "Unter dem Mindestmaß: niemand"


RULED = event(
    people("A B C D"),
    wishes("A>B A>C D>A"),
    slots=3,
    meeting_rules=(
        rule("never", "A", "B", reason="rivals"),
        rule("at_least", "A", "C D", 3, row=3),
        rule("prefer", "A", "C", 2, row=4),
    ),
    met=(Met(("A", "C")),),
)


def test_rules_say_what_they_do_and_cost():
    ruled = plan(
        RULED, meeting("A C"), rule_prices=(RulePrice(row=2, points=3), RulePrice(row=3, points=0))
    )

    assert rule_lines(ruled, EN) == (
        (
            "Row 2: A never B (rivals): rules out 1 pair that somebody wished. "
            "Without it at most 3 points more would be possible."
        ),
        (
            "Row 3: A at_least 3 C D: 1 person has fewer than it asks for (1 meeting short). "
            "Without it no more points would be possible."
        ),
        "Row 4: A prefer 2 C: of 1 pair that somebody wished, 1 meets.",
        "Met at earlier events: 1 pair; 1 of them meets again.",
    )
    assert rule_lines(ruled, DE)[0] == (
        "Zeile 2: A never B (rivals): schließt 1 Paar mit Wunsch aus. "
        "Ohne sie wären höchstens 3 Punkte mehr möglich."
    )


def test_shortfall_names_the_rules_it_is_of():
    lines = shortfall_lines(plan(RULED, meeting("A C")), EN)

    assert lines[0].endswith("1 meeting short (A at_least 3 C D)")


def test_rule_of_a_setting_names_no_row():
    ruled = event(people("A B"), wishes("A>B"), meeting_rules=(rule("never", "A", "B", row=0),))

    assert rule_lines(plan(ruled), EN) == ("A never B: rules out 1 pair that somebody wished.",)


def test_rules_of_settings_have_a_price_each():
    one, other = rule("at_least", "A", "B", 1, row=0), rule("at_least", "B", "A", 2, row=0)
    ruled = event(people("A B"), wishes("A>B"), meeting_rules=(one, other))
    prices = (RulePrice(0, 0, one.written), RulePrice(0, 4, other.written))

    first, second = rule_lines(plan(ruled, rule_prices=prices), EN)

    assert first.endswith("Without it no more points would be possible.")
    assert second.endswith("Without it at most 4 points more would be possible.")
