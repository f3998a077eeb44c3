"""The words of profiles: what each is about, in whichever language and form it is written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from matchmaker import text
from matchmaker.text import fold

WORD = re.compile(r"[^\W_]+(?:\+\+|\#)?")
MARKS = ("++", "#")
"""Signs that belong to a word: C++ is not C."""
ENDINGS = (
    *("ien", "eho", "ego", "emu", "ymi", "imi", "ami", "ach", "ech", "ych"),
    *("ern", "er", "en", "em", "es", "ow", "om", "am", "ym", "im", "ej", "ou"),
    *("a", "e", "i", "o", "u", "y", "s", "x"),
)
"""Endings of one or many, of cases and genders, in the five languages; the longest come first."""
LEAST_STEM = 4
LEAST_PART = 4
"""Letters of a stem, and of a part of a compound, at least."""
LAST = ("ern", "er")
"""Endings before which there is no other: `Kleinserie` is not `klein`."""
NOUN_OF_DOING, LEAST_DOING = "ung", 6
"""The first part of a compound may lack it, if so many letters are left: `Sequenzierdaten`."""
LINKS = ("", "s", "es", "n", "en", "e")
"""What stands between the parts of a compound."""
LEAST_LETTERS = 2
"""A word of fewer is none, unless it is part of a term."""


@dataclass(frozen=True)
class Mention:
    """One place of a text that is about something.

    Parameters
    ----------
    concept : str
        What it is about; the same for all words that mean the same.
    start, end : int
        Where it stands.
    """

    concept: str
    start: int
    end: int


class Vocabulary:
    """Knows what words mean: those of a table of equal terms, and those of the profiles.

    Parameters
    ----------
    texts : iterable of str
        All that was written: a compound is taken apart at words that are known of there.
    terms : iterable of sequence of str
        Rows of words that mean the same, besides those that are shipped.
    """

    def __init__(self, texts: Iterable[str], terms: Iterable[Sequence[str]] = ()) -> None:
        self._terms = _joined((*shipped_terms(), *terms))
        self._longest = max(map(len, self._terms), default=1)
        self._parts = _known_parts(texts, self._terms)
        self._apart: dict[str, tuple[str, ...]] = {}

    def mentions(self, written: str) -> tuple[Mention, ...]:
        """Find all that a text is about, in order; words that say nothing are left out."""
        return tuple(self._mentions(written))

    def _mentions(self, written: str) -> Iterator[Mention]:
        words = list(WORD.finditer(written))
        stems = [stem(_folded(word[0])) for word in words]
        at = 0
        while at < len(words):
            length = self._length_of_term(stems, at)
            start, end = words[at].start(), words[at + max(length, 1) - 1].end()
            concepts = (
                (self._terms[tuple(stems[at : at + length])],)
                if length
                else self._concepts(_folded(words[at][0]))
            )
            yield from (Mention(concept, start, end) for concept in concepts)
            at += max(length, 1)

    def _length_of_term(self, stems: Sequence[str], at: int) -> int:
        """Count the words of the longest term that begins here; 0 where none does."""
        lengths = range(min(self._longest, len(stems) - at), 0, -1)
        return next((n for n in lengths if tuple(stems[at : at + n]) in self._terms), 0)

    def _concepts(self, word: str) -> tuple[str, ...]:
        """Tell what a word that is no term is about: itself, or the parts it is made of."""
        if word not in self._apart:
            parts = self._taken_apart(word) or (stem(word),)
            self._apart[word] = tuple(dict.fromkeys(p for p in parts if _says_something(p)))
        return self._apart[word]

    def _taken_apart(self, word: str) -> tuple[str, ...]:
        """Take a compound apart into words that are known, each in whole; empty where it is none.

        A word that is a term has a meaning of its own: `Wasserstoff` has nothing to do with water.
        """
        for at in range(len(word) - LEAST_PART, LEAST_PART - 1, -1):
            first = self._first_part(word[:at])
            rest = word[at:]
            if first is None:
                continue
            known = self._parts.get(stem(rest))
            others = (known,) if known is not None else self._taken_apart(rest)
            if others:
                return (first, *others)
        return ()

    def _first_part(self, written: str) -> str | None:
        forms = (written.removesuffix(link) for link in LINKS if written.endswith(link))
        found = (self._parts.get(stem(form)) for form in forms if len(form) >= LEAST_PART)
        return next((part for part in found if part is not None), None)


def _known_parts(texts: Iterable[str], terms: Mapping[tuple[str, ...], str]) -> dict[str, str]:
    """Collect the words that compounds are taken apart at, and what each is about."""
    written = {stem(_folded(word[0])) for line in texts for word in WORD.finditer(line)}
    parts = {word: word for word in (*plain_words(), *written) if len(word) >= LEAST_PART}
    parts |= {_without_doing(word): word for word in parts if _is_of_doing(word)}
    single = {words[0]: concept for words, concept in terms.items() if len(words) == 1}
    single |= {_without_doing(w): concept for w, concept in single.items() if _is_of_doing(w)}
    return parts | {word: concept for word, concept in single.items() if len(word) >= LEAST_PART}


def _without_doing(word: str) -> str:
    return stem(word.removesuffix(NOUN_OF_DOING))


def _is_of_doing(word: str) -> bool:
    return word.endswith(NOUN_OF_DOING) and len(word) >= LEAST_DOING + len(NOUN_OF_DOING)


def _joined(rows: Iterable[Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Give every term the concept of its row; rows with a term in common are one."""
    concepts: dict[tuple[str, ...], str] = {}
    for row in rows:
        forms = [form for form in map(stems_of, row) if form]
        if not forms:
            continue
        joined = {concepts[form] for form in forms if form in concepts}
        concept = min(joined, default=f"={' '.join(forms[0])}")
        concepts |= {form: concept for form, known in concepts.items() if known in joined}
        concepts |= dict.fromkeys(forms, concept)
    return concepts


def stems_of(term: str) -> tuple[str, ...]:
    """Reduce each word of a term to its stem."""
    return tuple(stem(_folded(word[0])) for word in WORD.finditer(term))


@cache
def stem(word: str) -> str:
    """Take the endings off a folded word, of whichever language: `sensoren` to `sensor`."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            rest = word.removesuffix(ending)
            return rest if ending in LAST else stem(rest)
    return word


def _folded(word: str) -> str:
    mark = next((mark for mark in MARKS if word.endswith(mark)), "")
    return fold(word) + mark


def _says_something(word: str) -> bool:
    return len(word) >= LEAST_LETTERS and not word.isdecimal() and word not in plain_words()


@cache
def plain_words() -> frozenset[str]:
    """The stems of the words that say nothing of what somebody does."""
    return frozenset(
        stem(_folded(word)) for line in _lines("plain_words.txt") for word in line.split()
    )


@cache
def shipped_terms() -> tuple[tuple[str, ...], ...]:
    """The rows of terms of the trade that mean the same."""
    return tuple(tuple(word.strip() for word in line.split(";")) for line in _lines("terms.txt"))


def _lines(file: str) -> Iterator[str]:
    written = resources.files(text).joinpath(file).read_text(encoding="utf-8")
    return (line for line in written.splitlines() if line and not line.startswith("#"))
