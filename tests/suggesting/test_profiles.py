"""Who goes together, and the words that say so."""

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.suggesting.profiles import (
    LEAST_POINTS,
    LONGEST_QUOTE,
    Ground,
    Likeness,
    Profiles,
    points_of_all,
    quote,
)
from matchmaker.suggesting.suggestions import STEPS
from matchmaker.suggesting.vocabulary import Vocabulary
from tests.builders import person
from tests.suggesting.pairs import FILE, judge, profiles_of, read_pairs

PAIRS = read_pairs()
PROFILES = profiles_of(PAIRS)
PIECES = ("valves;", "pumps,", "of.", "for\n", "the", "very", "-", "long", "3.5", "words")


@pytest.mark.parametrize("language", sorted({pair.language for pair in PAIRS}))
def test_pairs_of_a_language_are_told_apart_by_words_alone(language):
    verdict = judge(tuple(pair for pair in PAIRS if pair.language == language), PROFILES)

    assert verdict.matches == 16
    assert verdict.precision >= 0.85
    assert verdict.among_first >= 0.85


@pytest.mark.parametrize(
    "file", sorted(FILE.parent.glob("profile_pairs*.txt")), ids=lambda file: file.stem
)
def test_pairs_that_are_strong_go_together(file):
    pairs = read_pairs(file)
    verdict = judge(pairs, profiles_of(pairs), STEPS[0])

    assert verdict.precision >= 0.95
    assert verdict.recall >= 0.4


def test_word_in_passing_counts_half():
    in_passing = why({"offers": "river cruises"}, {"seeks": "river water sensors"})
    in_full = why({"offers": "river cruises"}, {"seeks": "rivers"})

    assert [ground.points for ground in (*in_passing, *in_full)] == [4, 8]


def why(one, other, **event):
    profiles = Profiles([person("A", **one), person("B", **other)], **event)
    return profiles.why("A", "B")


def test_reason_quotes_both_cells():
    found = why(
        {"offers": "Mikrofluidik-Chips; Beratung"},
        {"seeks": "Labore, Anwender für Mikrofluidik"},
    )

    assert found == (Ground(Likeness.OFFERS, "Mikrofluidik-Chips", "Anwender für Mikrofluidik", 8),)


def test_other_one_sees_it_the_other_way_round():
    one, other = {"offers": "valves"}, {"seeks": "valve"}

    assert [ground.turned for ground in why(one, other)] == [*why(other, one)]


def test_equal_area_is_a_reason_as_each_writes_it():
    found = why({"areas": ("Photonik",)}, {"areas": ("Food", "photonics")})

    assert found == (Ground(Likeness.AREA, "Photonik", "photonics", 4),)


def test_offers_of_both_are_no_reason():
    assert why({"offers": "valves"}, {"offers": "valves"}) == ()


def test_text_that_is_missing_counts_nothing():
    assert why({"offers": "valves"}, {}) == ()


def test_terms_of_the_organiser_are_words_that_mean_the_same():
    found = why({"offers": "Dodos"}, {"seeks": "birds"}, terms=[("dodo", "bird")])

    assert [(ground.own, ground.theirs) for ground in found] == [("Dodos", "birds")]


def test_rare_words_count_more():
    everybody = [person(f"P{n}", offers=f"pumps; extra{n}", seeks="pumps") for n in range(30)]
    few = [person("A", offers="valves; pumps"), person("B", seeks="valves; pumps")]
    profiles = Profiles([*everybody, *few])
    (rare,) = profiles.why("A", "B")

    assert rare.own == "valves"
    assert profiles.why("P1", "P2") == ()


def test_profile_of_one_word_goes_with_nobody():
    profiles = Profiles(
        [person("A", offers="valves"), person("B", seeks="valves; pumps"), person("C")]
    )

    assert profiles.thin == ("A", "C")
    assert profiles.alike() == {}


def test_alike_are_just_those_whose_reasons_count_enough():
    people = [
        person("A", offers="valves; pumps"),
        person("B", seeks="valves; gears"),
        person("C", seeks="wine; cheese"),
    ]

    assert [*Profiles(people).alike()] == [("A", "B")]


@given(st.lists(st.sampled_from(PIECES)))
def test_quote_stands_in_the_text_and_has_what_is_mentioned(words):
    text = " ".join(words)
    for mention in Vocabulary([text]).mentions(text):
        quoted = quote(text, mention)
        assert quoted in text
        assert text[mention.start : mention.end] in quoted
        assert len(quoted) <= LONGEST_QUOTE


def test_word_is_taken_where_it_is_said_most_plainly():
    found = why({"offers": "valves with gears and pumps; valves"}, {"seeks": "valves of steel"})

    assert found == (Ground(Likeness.OFFERS, "valves", "valves of steel", 8),)


@pytest.mark.parametrize("seed", range(20))
def test_who_is_alike_is_who_has_reasons_enough(seed):
    chance = Random(seed)
    words = [f"word{letter}" for letter in "abcdefghijkl"]

    def text():
        return "; ".join(" ".join(chance.choices(words, k=2)) for _ in range(2))

    people = [
        person(f"P{n}", offers=text(), seeks=text(), areas=(chance.choice(words),))
        for n in range(12)
    ]
    profiles = Profiles(people)
    counted = {
        pair: points_of_all(profiles.why(*pair))
        for pair in combinations(sorted(profiles.of), 2)
        if points_of_all(profiles.why(*pair)) >= LEAST_POINTS
    }

    assert counted
    assert {pair: score.points for pair, score in profiles.alike().items()} == counted


@given(st.lists(st.text(max_size=80), min_size=4, max_size=4))
def test_whatever_is_written_is_compared_and_quoted_letter_by_letter(texts):
    one, other = person("A", offers=texts[0], seeks=texts[1]), person("B", offers=texts[2])
    other = replace(other, seeks=texts[0] + texts[3])
    cells = {"offers": (one.offers, other.seeks), "seeks": (one.seeks, other.offers)}

    for ground in Profiles([one, other]).why("A", "B"):
        own, theirs = cells[ground.likeness]
        assert ground.own in own
        assert ground.theirs in theirs
        assert ground.own
        assert ground.theirs


def test_long_phrase_is_quoted_in_part():
    text = f"{'we would be very happy ' * 5}to meet somebody with valves {'and so on ' * 9}"
    (mention,) = (m for m in Vocabulary([text]).mentions(text) if m.concept == "valv")
    quoted = quote(text, mention)

    assert "valves" in quoted
    assert quoted in text
    assert len(quoted) <= LONGEST_QUOTE
