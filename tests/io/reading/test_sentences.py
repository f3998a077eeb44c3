"""Every code that reading can find has its sentence and its advice, in every language."""

import ast
import re
import string
from dataclasses import fields
from pathlib import Path

import pytest

import matchmaker
from matchmaker.io.checking import hopeless
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.checking.pins import CODES
from matchmaker.io.package.limits import Limits
from matchmaker.io.reading.columns import COLUMNS, SETTINGS
from matchmaker.io.reading.wish_forms import EMPTY
from matchmaker.rulebook import Rule
from matchmaker.text import languages, words
from matchmaker.wishes import Obstacle
from tests.io.reading.spreadsheets import write
from tests.io.reading.test_planted_faults import planted

FINDERS = {
    "error",
    "warning",
    "note",
    "note_once",
    "CellFault",
    "unknown",
    "replace",
    "anyone",
    "require_rows",
    "BadLogo",
    "BadCalendar",
    "or_else",
    "Issue",
}
CODE = re.compile("[a-z]+(_[a-z]+)+")
NEVER_OF_PINS = {Rule.KNOWN, Rule.WISHED, Rule.PINS_STAND, Rule.FORCED_MEET}


def written_codes():
    """Collect the codes that stand in the source."""
    for file in Path(matchmaker.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _name(call.func) in FINDERS:
                values = [*call.args[:2], *(k.value for k in call.keywords if k.arg == "code")]
                texts = [v.value for v in values if isinstance(v, ast.Constant)]
                yield from (t for t in texts if isinstance(t, str) and CODE.fullmatch(t))


def _name(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def composed_codes():
    """List the codes that are put together."""
    kinds = [column.kind for columns in [SETTINGS, *COLUMNS.values()] for column in columns]
    sections = [kind.section for kind in kinds if kind.section.startswith("value.")]
    yield from (f"bad_{section.removeprefix('value.')}" for section in sections)
    yield from (f"wish_{obstacle}" for obstacle in Obstacle)
    yield from (value for value in vars(hopeless).values() if str(value).startswith("wish_"))
    yield from (CODES.get(rule, f"pin_{rule}") for rule in Rule if rule not in NEVER_OF_PINS)
    yield from (f"too_many_{field.name}" for field in fields(Limits))
    names = ("person", "who", "owner", "table", "heading")
    yield from (f"unknown_{name}_no_suggestion" for name in names)
    yield from (code for kind in ("tables", "rooms") for code in _of_capacity(kind))
    yield from ("calendar_entry", "calendar_zone")
    yield from EMPTY.values()
    yield from (f"export_{what}_unread" for what in ("status", "attendance", "wishes"))
    yield from ("unknown_who", "unknown_owner", "empty_group_no_suggestion")


def _of_capacity(kind):
    return f"too_few_{kind}", f"hardly_any_{kind}_spare"


CODES_OF_READING = {*written_codes(), *composed_codes()}


def entries(language, section):
    return {
        key.removeprefix(section): sentences[0]
        for key, sentences in words(language).entries.items()
        if key.startswith(section)
    }


def placeholders(sentence):
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("section", ["issue.", "advice."])
@pytest.mark.parametrize("language", languages())
def test_every_code_has_a_sentence_and_every_sentence_a_code(language, section):
    assert entries(language, section).keys() == CODES_OF_READING


@pytest.mark.parametrize("section", ["issue.", "advice."])
def test_sentences_have_the_same_placeholders_in_every_language(section):
    english = {code: placeholders(words) for code, words in entries("en", section).items()}

    for language in languages():
        others = {code: placeholders(said) for code, said in entries(language, section).items()}
        assert others == english


@pytest.mark.parametrize("language", languages())
def test_sentences_of_planted_faults_can_be_said(tmp_path, language):
    reading = read_event(write(tmp_path / "fair.xlsx", planted()))

    say = words(language)
    sentences = {
        f"{issue.place} {say(f'issue.{issue.code}', **issue.parameters)}"
        for issue in reading.issues
    }
    for issue in reading.issues:
        assert say(f"advice.{issue.code}", **issue.parameters)
    assert len(sentences) == len(reading.issues)
