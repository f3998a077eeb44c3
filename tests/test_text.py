"""Every language says the same: the same entries, with the same placeholders in each."""

import ast
import re
import string
from pathlib import Path

import pytest

import matchmaker
from matchmaker.text import fold_value, languages, numbered, words

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


NUMBERS = frozenset(
    placeholder
    for line in """
    added again all answered bound busy clashes count days disputed done found given held least left
    limit meetings minutes missing most moves n networks people places planned points proven seconds
    slots total wanted wishes
    """.splitlines()
    for placeholder in line.split()
)
"""The placeholders in which a number stands, or what begins with one."""
NOUNS = {
    "en": re.compile(r"\b[12] ((?:[a-z]+ )?(?:[\w-]+s|people))\b"),
    "de": re.compile(r"\b[12] ((?:[a-zäöü]+ )?[A-ZÄÖÜ][\w-]*[a-zäöü][\w-]*)\b"),
}
"""What is counted: in English a plural, in German any noun."""
NO_PLURALS = frozenset({"is", "was", "has", "less", "this", "Treffen", "Zeichen", "MB", "Megabyte"})
PLURAL_VERBS = {
    "en": re.compile(
        r"\b(?<!for )1 ([\w-]+ )?(are|have|were)\b|\b(are|were) 1\b"
        r"|\b1 [\w-]+ (come|take|name|stand|wish|meet|do|go)\b"
    ),
    "de": re.compile(
        r"\b(?<!für )1 ([\w-]+ )?(sind|wurden|werden|nennen|liegen|kommen|stehen|bleiben|heißen"
        r"|lassen|möchten|wünschen|fanden)\b|\b1 [A-ZÄÖÜ][\w-]+ haben \w"
        r"|\b(sind|werden|nehmen|stehen|lassen)( \w+)? 1\b"
    ),
}
"""Words that go with several, where there is one."""


def filled(sentence, number):
    """Say a sentence of so many."""
    named = {name: str(number) if name in NUMBERS else "x" for name in placeholders(sentence)}
    return FIELD.sub(lambda field: named.get(field[1], "x"), numbered(sentence, named))


FIELD = re.compile(r"\{(\w+)(?:[^{}]*)\}")


def wrong_of_one(sentence, language):
    """Find what cannot be said of one: nouns as of two, and verbs of several."""
    one, two = filled(sentence, 1), filled(sentence, 2)
    same = {*NOUNS[language].findall(one)} & {*NOUNS[language].findall(two)}
    verbs = {found[0] for found in PLURAL_VERBS[language].finditer(one)}
    return {noun for noun in same if noun.split()[-1] not in NO_PLURALS} | verbs


@pytest.mark.parametrize("language", languages())
def test_every_sentence_with_a_number_is_right_of_one(language):
    counted = {
        key: sentence
        for key, (sentence, *_) in words(language).entries.items()
        if not NUMBERS.isdisjoint(placeholders(sentence))
        and key.rpartition(".")[2] not in {"one", "many", "other"}
    }

    wrong = {key: wrong_of_one(sentence, language) for key, sentence in counted.items()}

    assert len(counted) > 200
    assert {key: found for key, found in wrong.items() if found} == {}


@pytest.mark.parametrize(
    ("sentence", "language", "wrong"),
    [
        ("only {count} tables can be left out", "en", {"tables"}),
        ("{count} people have", "en", {"people", "1 people have"}),
        ("there are {n} free slots", "en", {"free slots", "are 1"}),
        ("etwa {n} weitere Plätze", "de", {"weitere Plätze"}),
        ("{n} Treffen bleiben", "de", {"1 Treffen bleiben"}),
        ("{n} {n:table|tables} {n:is|are} there", "en", set()),
    ],
)
def test_sentence_that_is_wrong_of_one_is_found(sentence, language, wrong):
    assert wrong_of_one(sentence, language) == wrong


@pytest.mark.parametrize(
    ("of", "said"),
    [
        ("1", "is"),
        (1, "is"),
        ("+1", "is"),
        ("1 person", "is"),
        ("1,487", "are"),
        (0, "are"),
        ("11", "are"),
    ],
)
def test_form_of_a_word_goes_with_its_number(of, said):
    assert numbered("{n:is|are}", {"n": of}) == said


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


FINDERS = {"findings", "_findings", "tally"}
"""What issues are found with."""
ADDED = {"tally": {"count", "examples"}, "CellFault": {"choices", "heading"}}
"""What is given to a sentence later: by a tally, and by whoever reads the cell."""


def called(node):
    """Give the last name of what is called, or asked: of `self.report.words`, `words`."""
    match node:
        case ast.Call(func=inner):
            return called(inner)
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def literals(node):
    """Give what is written there, or what of several; nothing where it is put together."""
    match node:
        case ast.Constant(str(written)):
            return [written]
        case ast.IfExp(body=one, orelse=other):
            return [*literals(one), *literals(other)] if literals(one) and literals(other) else []
    return []


def names_in(given):
    """Give the names of keywords, or of the keys of a dict; None for what is put together."""
    if isinstance(given, ast.Dict):
        return {key.value if isinstance(key, ast.Constant) else None for key in given.keys}
    return {keyword.arg for keyword in given}


def said_by(call):
    """Give who says something, the sentences it may be, and the names of what it gives them."""
    match call:
        case ast.Call(ast.Attribute(who, "error" | "warning" | "note" | "note_once"), [code, *_]):
            if called(who) in FINDERS:
                return called(who), [f"issue.{each}" for each in literals(code)], call.keywords
        case ast.Call(ast.Name("CellFault" as name), [code, *_, ast.Dict() as given]):
            return name, [f"issue.{each}" for each in literals(code)], given
        case ast.Call(ast.Name("CellFault" as name), [code], []):
            return name, [f"issue.{each}" for each in literals(code)], []
        case ast.Call(func, [key, *_]) if called(func).lstrip("_") in {"say", "words"}:
            return "say", [each for each in literals(key) if "." in each], call.keywords
    return "", [], []


def said_in_code():
    """Give who says which sentences where, and what they get, of each call that names them."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            who, keys, given = said_by(call)
            if keys and None not in names_in(given):
                yield f"{file.name}:{call.lineno}", who, keys, names_in(given)


@pytest.mark.parametrize("language", languages())
def test_code_gives_each_sentence_what_it_has_to_name(language):
    entries, calls, wrong = words(language).entries, list(said_in_code()), {}
    for place, who, keys, given in calls:
        issues = [key for key in keys if who != "say"]
        advice = {key.replace("issue.", "advice.") for key in issues} & entries.keys()
        sentences = [entries.get(key, ["{there_is_none}"])[0] for key in {*keys} | advice]
        named = set().union(*map(placeholders, sentences))
        if given - named or named - given - ADDED.get(who, set()):
            wrong[place] = keys, given

    assert len(calls) > 600
    assert {who for _, who, _, _ in calls} == {*FINDERS, "CellFault", "say"}
    assert wrong == {}
