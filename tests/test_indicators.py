"""What came of an event: the figures of an example counted by hand, and of a series."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.feedback import (
    SILENCE,
    Agreement,
    Feedback,
    NextStep,
    TookPlace,
    Verdict,
    Word,
    verdict,
)
from matchmaker.indicators import (
    ACROSS,
    EVEN,
    FUNNEL,
    OUTCOME,
    RATING,
    SECTIONS,
    SMALL,
    WHO,
    Account,
    Outcome,
    few,
    in_order,
    merged,
)
from tests.builders import event, meeting, person, plan, slot, wishes

PEOPLE = tuple(
    person(
        name,
        country=country,
        cluster=cluster,
        is_sme=is_sme,
        areas=(area,),
        email=f"{name.lower()}@example.org",
    )
    for name, country, cluster, is_sme, area in (
        ("P1", "DE", "Silicon Elbe", True, "ICT"),
        ("P2", "CZ", "Brno", False, "ICT"),
        ("P3", "PL", "Mazowsze", True, "Bio"),
        ("P4", "FR", "Azur", True, "Bio"),
        ("P5", "DE", "Opto", False, "ICT"),
        ("P6", "DE", "Silicon Elbe", True, "Bio"),
    )
)
FAIR = event(PEOPLE, wishes("P1>P2 P1>P3 P1>P5 P1>P6 P3>P4 P2>P4"), slots=6, tables=2)
MADE = plan(
    FAIR,
    *(
        meeting(pair, number)
        for number, pair in enumerate(("P1 P2", "P1 P3", "P1 P5", "P1 P6", "P3 P4", "P2 P4"))
    ),
)
HELD = TookPlace.YES


def said(**fields):
    return Verdict(Word(**fields))


ANSWERS = Feedback(
    {
        ("P1", "P2"): said(
            took_place=HELD,
            rating_a=5,
            rating_b=4,
            next_step=NextStep.AGREEMENT,
            agreement=Agreement.COOPERATION,
        ),
        ("P1", "P3"): said(took_place=HELD, rating_a=4, next_step=NextStep.NEGOTIATION),
        ("P1", "P5"): said(took_place=TookPlace.B_MISSING),
        ("P1", "P6"): said(took_place=HELD, rating_a=3, rating_b=3, next_step=NextStep.NOTHING),
        ("P3", "P4"): said(
            took_place=HELD,
            rating_a=5,
            rating_b=5,
            next_step=NextStep.AGREEMENT,
            agreement=Agreement.MOU,
        ),
    }
)


def results(*outcomes, **fields):
    return Account(in_order(outcomes or (Outcome(MADE, ANSWERS, "DE"),)), **fields)


def told(found, indicators):
    return {one.key: (found.value(one), found.share(one)) for one in indicators}


def test_results_of_six_people_are_those_counted_by_hand():
    found = results()

    assert told(found, WHO) == {
        "participants": (6, None),
        "organisations": (6, None),
        "countries": (4, None),
        "clusters": (5, None),
        "smes": (4, Fraction(4, 6)),
        "abroad": (3, Fraction(1, 2)),
    }
    assert told(found, FUNNEL) == {
        "wished": (6, None),
        "possible": (6, Fraction(1)),
        "met": (6, Fraction(1)),
        "planned": (6, None),
        "answered": (5, Fraction(5, 6)),
        "held": (4, Fraction(4, 5)),
        "disputed": (0, Fraction(0)),
        "followed_up": (3, Fraction(3, 4)),
        "agreed": (2, Fraction(1, 2)),
    }
    assert told(found, ACROSS) == {
        "across_country": (3, Fraction(3, 4)),
        "across_cluster": (3, Fraction(3, 4)),
        "across_areas": (2, Fraction(1, 2)),
        "with_sme": (4, Fraction(1)),
    }
    assert [found.value(one) for one in EVEN] == [1, 1, 1, 0]
    rating, spread, number = (found.value(one) for one in RATING)
    assert (rating, number) == (Fraction(29, 7), 7)
    assert spread == pytest.approx(0.8330, abs=1e-4)
    assert {key: value for key, (value, _) in told(found, OUTCOME).items() if value} == {
        "negotiations": 1,
        "agreements": 2,
        "agreement_cooperation": 1,
        "agreement_mou": 1,
        "agreements_abroad": 2,
        "agreements_sme": 2,
    }


@pytest.mark.parametrize("column", ["country", "cluster", "sme", "areas"])
def test_every_matrix_sums_to_the_meetings_held(column):
    assert sum(results().matrix(column).values()) == 4


def test_matrix_counts_two_groups_whichever_comes_first():
    assert results().matrix("areas") == {("Bio", "Bio"): 1, ("Bio", "ICT"): 2, ("ICT", "ICT"): 1}


def test_results_before_any_answer_count_what_is_planned():
    found = results(Outcome(MADE, Feedback(), "DE"))

    assert not found.is_answered
    assert sum(found.matrix("country").values()) == 6
    assert told(found, ACROSS)["across_country"] == (4, Fraction(4, 6))


def test_somebody_at_two_events_under_another_id_is_counted_once():
    later = tuple(slot(number, day=90) for number in range(3))
    again = replace(PEOPLE[0], id="X9")
    other = person("X1", country="AT", email="x1@example.org")
    second = replace(
        event((again, other), wishes("X9>X1"), slots=later, tables=1), event_id="fair-2028"
    )
    made = plan(second, replace(meeting("X1 X9"), slot=later[0]))
    first = Outcome(MADE, ANSWERS, "DE")

    found = results(first, Outcome(made, Feedback(), "DE"))

    assert told(found, WHO)["participants"] == (7, None)
    assert found == results(Outcome(made, Feedback(), "DE"), first)


def test_groups_of_fewer_than_three_people_are_taken_together():
    groups = {"DE": 5, "FR": 2, "PL": 1, "CZ": 4}

    assert few(groups) == {"FR", "PL"}
    assert few({"DE": 5, "FR": 2, "CZ": 4}) == {"FR", "CZ"}
    assert merged({("CZ", "FR"): 2, ("FR", "PL"): 1, ("CZ", "DE"): 3}, groups) == {
        ("CZ", "DE"): 3,
        ("CZ", SMALL): 2,
        (SMALL, SMALL): 1,
    }


def test_verdict_of_two_who_agree_is_theirs():
    one = Word(took_place=HELD, rating_a=4, next_step=NextStep.CONTACT)
    other = Word(took_place=HELD, rating_b=2)

    assert verdict(SILENCE, (one, other)) == said(
        took_place=HELD, rating_a=4, rating_b=2, next_step=NextStep.CONTACT
    )


def test_verdict_is_disputed_where_two_disagree_and_the_desk_is_silent():
    held, missed = Word(took_place=HELD, rating_a=4), Word(took_place=TookPlace.B_MISSING)

    assert verdict(SILENCE, (held, missed)) == Verdict(SILENCE, ("took_place",))
    assert verdict(Word(took_place=HELD), (held, missed)) == said(took_place=HELD, rating_a=4)


def test_next_step_on_which_two_disagree_is_in_no_total():
    one = Word(took_place=HELD, next_step=NextStep.CONTACT)
    other = Word(took_place=HELD, next_step=NextStep.AGREEMENT)

    assert verdict(SILENCE, (one, other)) == Verdict(Word(took_place=HELD), ("next_step",))


WORDS = st.builds(
    Word,
    took_place=st.sampled_from([None, *TookPlace]),
    rating_a=st.none() | st.integers(1, 5),
    rating_b=st.none() | st.integers(1, 5),
    next_step=st.sampled_from([None, *NextStep]),
    agreement=st.sampled_from([None, *Agreement]),
)


@given(st.lists(WORDS, min_size=6, max_size=6), st.randoms(use_true_random=False))
def test_any_answers_end_in_figures_that_agree_in_whatever_order(said_, random):
    pairs = [meeting.participants for meeting in MADE.schedule.meetings]
    verdicts = [verdict(SILENCE, [word]) for word in said_]
    answers = dict(zip(pairs, verdicts, strict=True))
    shuffled = list(answers.items())
    random.shuffle(shuffled)

    found = results(Outcome(MADE, Feedback(answers), "DE"))
    again = results(Outcome(MADE, Feedback(dict(shuffled)), "DE"))

    figures = [told(found, indicators) for indicators in SECTIONS.values()]
    assert figures == [told(again, indicators) for indicators in SECTIONS.values()]
    counted = sum(row["counted"] for row in found.tables.meetings)
    assert all(sum(found.matrix(column).values()) == counted for column in found.by)
    held = sum(each.is_held for each in verdicts)
    assert counted == (held if found.is_answered else 6)


def test_evenness_is_that_of_the_shares_of_possible_wishes():
    found = results(Outcome(plan(FAIR, meeting("P1 P2", 0), meeting("P1 P3", 1)), Feedback(), "DE"))

    assert [found.value(one) for one in EVEN] == pytest.approx([0, 0, 0, 2 / 3])
