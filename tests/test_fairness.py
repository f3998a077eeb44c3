"""How evenly wishes are met, in words."""

from dataclasses import replace

import pytest

from matchmaker.aims import Aim, AimName
from matchmaker.events import Rules
from matchmaker.explain import explain
from matchmaker.fairness import fairness_lines, given_for_evenness, price_lines
from matchmaker.record import EvennessPrice
from matchmaker.schedule import Schedule
from matchmaker.text import words
from tests.builders import event, meeting, people, plan, wishes

EN, DE = words("en"), words("de")
UNEVEN = event(people("A B C D"), wishes("A>C A>D B>C B>D"), slots=2, tables=2)


def told(fair, *meetings, **fields):
    made = plan(fair, *meetings, **fields)
    return replace(made, unmet=explain(fair, Schedule(tuple(meetings))))


def test_lines_tell_shares_and_who_has_least_and_why():
    made = told(UNEVEN, meeting("A C", 0), meeting("A D", 1))

    spread, least = fairness_lines(made, EN)

    assert spread == (
        "Of their wishes that could be met everybody has at least 0 %; a quarter of the people have"
        " 25 % at most, half of them 50 % at most, a quarter 75 % or more."
        " Gini coefficient: 0.50 (0: all have the same share)."
    )
    assert least == "Least: B, 0 of 2 (Not found in the time given: 2)."


def test_nobody_has_least_where_everything_is_met():
    made = told(event(people("A B"), wishes("A>B")), meeting("A B"))

    assert fairness_lines(made, DE) == ("Alle erfüllbaren Wünsche sind erfüllt.",)


def test_nothing_is_said_where_nothing_could_be_met():
    assert fairness_lines(told(event(people("A B"))), EN) == ()


@pytest.mark.parametrize(
    ("value", "may_cost", "given"), [(2135, 20, 4), (2139, 20, 0), (2100, 20, 4), (2135, 10, 2)]
)
def test_given_is_what_is_missing_but_no_more_than_was_allowed(value, may_cost, given):
    assert given_for_evenness(Aim(AimName.POINTS, value, 2139, 1.0), may_cost) == given


def test_what_was_given_is_told():
    fair = replace(UNEVEN, rules=Rules(evenness_may_cost=50))
    points = Aim(AimName.POINTS, 396, 400, 1.0)
    made = told(fair, meeting("A C", 0), meeting("B D", 0, "T2"), aims=(points,))

    assert fairness_lines(made, EN)[-1] == (
        "2 points of 400 at most were given for evenness; 0.50 % of the points may be given."
    )


def test_prices_leave_out_what_buys_nothing():
    prices = (
        EvennessPrice(0, 100, 900, 900, 0.0, 0.4, 0.2),
        EvennessPrice(10, 100, 900, 900, 0.0, 0.4, 0.2),
        EvennessPrice(20, 99, 950, 960, 0.25, 0.5, 0.19),
    )
    made = told(UNEVEN, meeting("A C", 0), evenness_prices=prices)

    cheap, dear = price_lines(made, EN)

    assert cheap == (
        "For 0.00 % of the points: 100 points, evenness 900, and no plan has more;"
        " everybody has at least 0 % of their possible wishes, a quarter of the people 40 % at"
        " most; Gini coefficient 0.20."
    )
    assert dear == (
        "For 0.20 % of the points: 99 points, evenness 950, and no plan has more than 960;"
        " everybody has at least 25 % of their possible wishes, a quarter of the people 50 % at"
        " most; Gini coefficient 0.19."
    )
