"""Letters of files that are not in Unicode are those that make words, or there is a question."""

import pytest

from matchmaker.io.reading.encodings import letters_of


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        ("Jörg;Müßig;Straße", "mac_roman"),
        ("Ärztehaus Über", "mac_roman"),
        ("André;François", "cp1252"),
        ("„Foo“ und D’Arc – 5 €", "cp1252"),
        ("MÜLLER", "cp1252"),
        ("Dvořák;Łukasz;Żółć", "cp1250"),
        ("Jörg;Müßig;Straße", "cp850"),
    ],
)
def test_letters_are_recognised_by_the_words_they_make(written, encoding):
    letters = letters_of(written.encode(encoding))

    assert written.encode(encoding).decode(letters.encoding) == written
    assert letters.other == ""


@pytest.mark.parametrize(
    ("written", "encoding", "samples"),
    [
        ("Jörg", "mac_roman", {"Jörg", "Jšrg"}),
        ("Sørensen", "cp1252", {"Sørensen", "Sřrensen"}),
        ("Öl", "cp850", {"ôl", "Öl"}),
        ("Jörg;Dvořák;Řehoř;Müller", "cp1250", {"Dvořák", "Dvoøák"}),
    ],
)
def test_letters_that_may_be_two_are_asked_about_with_a_sample(written, encoding, samples):
    letters = letters_of(written.encode(encoding))

    assert {letters.sample, letters.other_sample} == samples
