"""Every language says the same: the same entries, with the same placeholders in each."""

import string

import pytest

from matchmaker.text import fold_value, languages, words


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_entries(language):
    assert words(language).entries.keys() == words("en").entries.keys()


@pytest.mark.parametrize("language", languages())
def test_every_language_has_the_same_placeholders(language):
    said, english = (
        {k: placeholders(e[0]) for k, e in words(code).entries.items()} for code in (language, "en")
    )

    assert said == english


def test_language_there_are_no_words_for_is_english():
    assert words("fr").language == "en"
    assert words("fr").entries == words("en").entries


@pytest.mark.parametrize(
    "same",
    [
        ("Silicon Elbe", "silicon-elbe", "SILICON  ELBE.", "Silicon/Elbe"),
        ("F&E", "F & E", "F+E", "F + E"),
        ("C++", "c ++", "C＋＋"),
        ("1-9", "1–9", "1 - 9", "1 − 9"),
        ("1.000", "1000", "1 000", "1,000", "1’000"),
        ("Industrie 4.0", "industrie 4,0"),
        ("3D", "3-D", "3 D"),
        ("≥ 50", ">= 50", ">=50"),
        ("", "-", "–", "---", "?", " . "),
        ("Größe", "Groesse", "GRÖSSE"),
    ],
    ids="|".join,
)
def test_values_are_the_same_but_for_signs_that_tell_nothing(same):
    assert len({fold_value(value) for value in same}) == 1


@pytest.mark.parametrize(
    "different",
    [
        ("C", "C++", "C#", "C+"),
        ("A", "A+", "A++", "A-"),
        ("1-9", "19", "1.9", "1/9", "1 9"),
        ("50", "50+", "<50", ">50", "<=50", ">=50", "-50", "5.0"),
        ("2½", "212", "2 1/2"),
        ("NET", ".NET"),
        ("+", "++", "", "★", "★★", "€"),
    ],
    ids="|".join,
)
def test_values_that_differ_in_a_sign_that_tells_something_are_not_the_same(different):
    assert len({fold_value(value) for value in different}) == len(different)
