"""Every language says the same: the same entries, with the same placeholders in each."""

import ast
import string
from pathlib import Path

import pytest

import matchmaker
from matchmaker.text import fold_value, languages, words

PACKAGE = Path(matchmaker.__file__).parent


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


def said_in_code():
    """Give file, line, sentences and keywords of each call that names its sentence itself."""
    entries = words("en").entries
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match call:
                case ast.Call(
                    func=ast.Attribute(
                        value=ast.Name("findings") | ast.Attribute(attr="findings"),
                        attr="error" | "warning" | "note",
                    ),
                    args=[ast.Constant(code), *_],
                ):
                    keys = [f"issue.{code}", f"advice.{code}"]
                case ast.Call(
                    func=ast.Name("say" | "words") | ast.Attribute(attr="say" | "words"),
                    args=[ast.Constant(str(key)), *_],
                ) if key in entries:
                    keys = [key]
                case _:
                    continue
            keywords = {keyword.arg for keyword in call.keywords}
            if None not in keywords:
                yield f"{file.name}:{call.lineno}", keys, keywords


def test_code_gives_each_sentence_what_it_has_to_name():
    entries = words("en").entries
    calls = list(said_in_code())
    wrong = {
        place: given
        for place, keys, given in calls
        if given != set().union(*(placeholders(entries[key][0]) for key in keys if key in entries))
    }

    assert len(calls) > 300
    assert wrong == {}
