"""Every language says the same: the same entries, with the same placeholders in each."""

import string

import pytest

from matchmaker.text import languages, words


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
