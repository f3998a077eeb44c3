"""The count of the wishes: right, and the same wherever it is told."""

import re
from dataclasses import replace
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.answers import headline
from matchmaker.events import Answer, Interest, Level, Rules, Status, pair_of
from matchmaker.explain import Reason, explain
from matchmaker.fulfilment import fulfilment
from matchmaker.io.report.notebook import excerpt
from matchmaker.io.report.page import page
from matchmaker.io.writing.frames import frame_of
from matchmaker.text import words
from matchmaker.wishes import Obstacles, stands, targets
from tests.builders import at, but, event, meeting, people, person, plan, schedule, wishes
from tests.strategies import events, schedules

EN = words("en")


def counted(fair, *meetings):
    return fulfilment(fair, explain(fair, schedule(*meetings)))


def test_wish_that_waits_for_its_answer_is_met_where_the_two_meet():
    """The other one wished it too; it counted as unmet, and yet was in no list of unmet ones."""
    fair = event(
        people("A B"),
        (Interest(source="A", target="B", answer=Answer.PENDING), *wishes("B>A")),
        rules=Rules(plan_pending_wishes=False),
    )

    told = counted(fair, meeting("A B"))

    assert (told.met, told.possible, told.all) == (2, 2, 2)


def test_wishes_of_those_who_do_not_take_part_are_none():
    fair = event(but(people("A B"), "A", status=Status.CANCELLED), wishes("A>B"))

    assert counted(fair).all == 0


def test_reasons_that_no_plan_could_change_the_most_frequent_first():
    declined = tuple(replace(wish, answer=Answer.DECLINED) for wish in wishes("A>C B>C"))
    fair = event(
        (*people("A B C", times=at(0)), person("D", times=at(1))),
        (*wishes("A>D A>B C>A"), *declined),
        slots=2,
    )

    told = counted(fair, meeting("A B"))

    assert dict(told.impossible) == {Reason.DECLINED: 3, Reason.NO_COMMON_SLOT: 1}
    assert list(told.impossible) == [Reason.DECLINED, Reason.NO_COMMON_SLOT]
    assert (told.met, told.possible, told.all) == (1, 1, 5)


def test_wish_that_another_plan_could_meet_is_possible():
    told = counted(event(people("A B C"), wishes("A>B A>C")), meeting("A B"))

    assert (told.met, told.possible, told.all) == (1, 2, 2)


def test_one_level_is_counted_by_itself():
    fair = event(people("A B C"), wishes("A>B! A>C"), slots=2)

    told = fulfilment(fair, explain(fair, schedule(meeting("A B"))), Level.MUST)

    assert (told.met, told.all) == (1, 1)


def test_shares_are_full_only_where_nothing_is_missing():
    names = " ".join(f"P{number}" for number in range(2001))
    every = wishes(" ".join(f"P0>P{number}" for number in range(1, 2001)))
    unmet = explain(event(people(names), every), schedule())[:1]

    told = fulfilment(event(people(names), every), unmet)

    assert (told.met, told.share, told.share_of_possible) == (1999, 99.9, 99.9)
    assert counted(event(people("A B"))).share == 100


@given(st.data())
def test_count_is_that_of_a_count_by_hand(data):
    fair = data.draw(events())
    found = data.draw(schedules(fair))
    registered, obstacles = set(fair.registered), Obstacles(fair)
    theirs = [wish for wish in fair.interests if wish.source in registered]
    pairs = {wish: [pair_of(wish.source, t) for t in targets(fair, wish)] for wish in theirs}
    met = {wish for wish in theirs if set(pairs[wish]) & found.pairs}

    def can_be(wish):
        return stands(fair, wish) and any(
            not obstacles.between(pair) and fair.usable_slots(pair) for pair in pairs[wish]
        )

    told = fulfilment(fair, explain(fair, found))

    assert (told.all, told.met) == (len(theirs), len(met))
    assert told.possible == len(met | {wish for wish in theirs if can_be(wish)})


@given(st.data())
def test_every_number_about_wishes_is_the_same(data):
    """On the terminal, in the sheets, on the page, in a notebook."""
    fair = data.draw(events())
    made = plan(fair, *data.draw(schedules(fair)).meetings)
    say_the_same(made)


def say_the_same(made) -> None:
    """Hold every number about wishes against the count."""
    told, language = made.fulfilment, words(made.event.language)
    everyone, unmet = frame_of(made, "participants", EN), frame_of(made, "unmet", EN)
    takes_part = everyone["Status"] == "registered"
    summary = frame_of(made, "summary", EN).set_index("Item")["Value"]
    line = headline(made, EN)

    assert everyone[takes_part]["Wishes"].sum() == told.all
    assert everyone[takes_part]["Wishes met"].sum() == told.met
    assert len(unmet) == told.unmet
    assert summary["In short"].startswith(line)
    assert numbers(summary["Wishes met"])[:2] == ([told.met, told.all] if told.all else [])
    if told.impossible:
        assert numbers(summary["Of those that can be"])[:2] == [told.met, told.possible]
        assert f"({told.share:.1f} % of all" in line or not told.possible
    shown = told.share_of_possible if told.all else 0
    assert f"; {shown:.1f} % of the wishes" in line or told.met == told.possible or not told.all
    for drawn in (page(made), excerpt(made)):
        assert unescape(headline(made, language)) in unescape(drawn)
    assert levels_of(page(made)) == ([told.met, told.all] if told.all else [])


def numbers(text: str) -> list[float]:
    return [float(number.replace(",", "")) for number in re.findall(r"\d[\d.,]*", text)]


def levels_of(drawn: str) -> list[int]:
    """The total of the table of levels on a page."""
    total = re.search(r'<tr class="total">(.*?)</tr>', drawn)
    cells = re.findall(r'<td class="number">([\d.,]+)</td>', total.group(1)) if total else []
    return [int(re.sub(r"\D", "", cell)) for cell in cells[:2]]
