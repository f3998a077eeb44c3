"""Words mean what they mean, in whichever form they are written."""

from collections import Counter
from itertools import combinations

import pytest

from matchmaker.suggesting.vocabulary import Vocabulary, plain_words, shipped_terms, stems_of


def concepts(text, *others, terms=()):
    vocabulary = Vocabulary((text, *others), terms)
    return [mention.concept for mention in vocabulary.mentions(text)]


@pytest.mark.parametrize(
    "same",
    [
        ("Sensor", "Sensoren", "SENSORIK", "czujniki", "senzorů", "capteurs"),
        ("KI", "künstliche Intelligenz", "künstlicher Intelligenz", "AI", "umělé inteligence"),
        ("3D-Druck", "3D printing", "additive Fertigung", "druku 3D"),
        ("Batterie", "Batterien", "battery", "batteries", "baterií"),
        ("Gelenk", "Gelenke", "Gelenken"),
        ("valve", "valves"),
    ],
    ids="|".join,
)
def test_words_that_mean_the_same_are_one(same):
    found = {tuple(concepts(word)) for word in same}

    assert len(found) == 1
    assert found != {()}


@pytest.mark.parametrize(
    "different",
    [
        ("Wasserstoff", "Wasser"),
        ("C++", "C#"),
        ("Kunststoff", "Kunst"),
        ("Steuerrecht", "Steuerung"),
        ("Laser", "Lasagne"),
    ],
    ids="|".join,
)
def test_words_that_mean_something_else_are_not(different):
    for one, other in combinations(different, 2):
        assert not set(concepts(one, other)) & set(concepts(other, one))


def test_words_that_say_nothing_are_left_out():
    assert concepts("Innovative Lösungen und Partner für alle, solutions for you") == []


def test_compound_is_taken_apart_where_both_parts_are_known():
    assert concepts("Ventilprüfung", "Ventile", "Prüfung") == concepts("Ventil Prüfung")
    assert len(concepts("Ventilprüfung", "Ventile")) == 1


def test_compound_with_a_part_that_says_nothing_is_about_the_other():
    assert concepts("Ventilsysteme", "Ventile") == concepts("Ventil")


def test_first_part_of_a_compound_may_lack_its_ending():
    assert concepts("Sequenzierdaten") == concepts("Sequenzierung")
    assert concepts("Ventilierdaten", "Ventilierung") == concepts("Ventilierung")


def test_longest_term_counts():
    assert concepts("machine learning") != concepts("machine") + concepts("learning")


def test_terms_of_the_organiser_join_those_that_are_shipped():
    terms = [("Denkapparat", "KI")]

    assert concepts("Denkapparate", terms=terms) == concepts("AI", terms=terms)


def test_rows_with_a_term_in_common_are_one():
    terms = [("alpha", "beta"), ("gamma", "delta"), ("beta", "gamma")]

    assert concepts("alpha", terms=terms) == concepts("delta", terms=terms)


def test_mentions_stand_where_they_say():
    text = "Anwender für künstliche Intelligenz, Ventile"
    found = Vocabulary([text]).mentions(text)

    assert [text[m.start : m.end] for m in found] == ["künstliche Intelligenz", "Ventile"]


def test_no_shipped_term_stands_in_two_rows():
    forms = Counter(form for row in shipped_terms() for form in set(map(stems_of, row)))

    assert [form for form, rows in forms.items() if rows > 1] == []


def test_every_shipped_row_has_words_that_say_something():
    assert len(shipped_terms()) >= 190
    assert [row for row in shipped_terms() if len(row) < 2 or not all(row)] == []
    assert [
        row
        for row in shipped_terms()
        if any(len(s) == 1 and s[0] in plain_words() for s in map(stems_of, row))
    ] == []
