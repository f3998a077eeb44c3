"""The table of phrases in `text`: what people write of days and times, as words of ours."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale

from matchmaker.text import fold, is_question, languages, recognise, words

GLUE = {"ä": "(?:ä|ae|a)", "ö": "(?:ö|oe|o)", "ü": "(?:ü|ue|u)", "ß": "(?:ß|ss)", " ": "[ -]?"}
"""How letters of ours may be written by others."""
SHORT_DAY, SHORT_MONTH = 2, 3
"""Letters by which the names of days and months are told apart, in any of our languages."""


def phrase(section: str, written: str) -> str | None:
    """Tell which entry of `phrase.<section>` somebody means; None for none."""
    return recognise(f"phrase.{section}", written)


def is_phrase(name: str, written: str) -> bool:
    """Whether somebody writes just what one entry of `phrase` lists."""
    return not is_question(written) and fold(written) in _folded(name)


def is_unsaid(written: str) -> bool:
    """Whether somebody writes that there is nothing to say, sign by sign: `n/a` is not `NA`."""
    return "".join(written.split()).casefold() in _unsaid()


def is_ending(name: str, written: str) -> bool:
    """Whether the last word is one of an entry of `phrase.endings`, or ends in it."""
    word = fold(written)
    return any(word.endswith(fold(ending)) for ending in spellings(f"phrase.endings.{name}"))


@cache
def _unsaid() -> frozenset[str]:
    return frozenset("".join(word.split()).casefold() for word in spellings("phrase.unsaid"))


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(spelling) for spelling in spellings(f"phrase.{name}"))


def spellings(key: str) -> Iterator[str]:
    """All spellings of an entry, in every language."""
    for language in languages():
        yield from words(language).entries.get(key, ())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Make a pattern of an entry of `phrase`: whole words of it, the longest first."""
    longest_first = sorted(spellings(f"phrase.{name}"), key=len, reverse=True)
    listed = "|".join(map(_any_spelling, longest_first))
    return re.compile(rf"(?:{listed})")


def _any_spelling(spelling: str) -> str:
    """Match a spelling to the end of its last word, or of its last number."""
    end = r"(?!\w)" if spelling[-1].isdecimal() else r"(?!'?[^\W\d_])"
    letters = "".join(GLUE.get(letter) or re.escape(letter) for letter in spelling.casefold())
    return letters + end


@cache
def numbers() -> Mapping[str, int]:
    """The number words, folded."""
    return {
        fold(spelling): number
        for number in range(1, 13)
        for spelling in spellings(f"phrase.number.{number}")
    }


@cache
def weekday(word: str) -> int | None:
    """Tell the day of the week, from Monday as 0, by its name or the start of it."""
    return _by_start(word, _weekdays(), SHORT_DAY)


@cache
def month(word: str) -> int | None:
    """Tell the month, from January as 1, by its name or the start of it."""
    return _by_start(word, _months(), SHORT_MONTH)


def _by_start(word: str, names: Mapping[str, int], least: int) -> int | None:
    start = fold(word)
    if len(start) < least:
        return None
    found = {number for name, number in names.items() if name.startswith(start)}
    return found.pop() if len(found) == 1 else None


@cache
def _weekdays() -> Mapping[str, int]:
    names = (Locale(language).days["format"]["wide"] for language in languages())
    plain = {fold(name): number for days in names for number, name in days.items()}
    return plain | {f"{name}s": number for name, number in plain.items()}


@cache
def _months() -> Mapping[str, int]:
    return {
        fold(name): number
        for language in languages()
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }
