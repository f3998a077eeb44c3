"""Every sentence, sheet name, heading and cell value a person reads or writes, by language.

One file is one language: `en.toml`, `de.toml`. An entry is a sentence with named placeholders, or a
list of spellings of one word: the first is the one that is written, all are understood. In a
sentence `{count:is|are}` says `is` where the count is one, and else `are`.
"""

import locale
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import normalize

DEFAULT = "en"
DAYS = frozenset({"day", "day_now", "times"})
"""Parameters in which days stand, in ISO form."""
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


@cache
def languages() -> tuple[str, ...]:
    """The languages there is a file for: `de`, `en`."""
    files = (entry.name for entry in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in files if name.endswith(".toml")))


def system_language() -> str:
    """Tell the language of the system: as the environment says, else as Windows does."""
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    system = next(filter(None, named), None) or locale.getlocale()[0] or ""
    return "de" if system.lower().startswith(("de", "german")) else DEFAULT


@cache
def words(language: str) -> "Words":
    """Get the words of a language; of English where there is no file for it."""
    known = language if language in languages() else DEFAULT
    text = resources.files(__name__).joinpath(f"{known}.toml").read_text(encoding="utf-8")
    return Words(known, dict(_flat(tomllib.loads(text))))


class Words:
    """The words of one language.

    Parameters
    ----------
    language : str
        Its code, e.g. `de`.
    entries : mapping of str to list of str
        Spellings by dotted key, e.g. `column.participants.last_name`.
    """

    def __init__(self, language: str, entries: Mapping[str, list[str]]) -> None:
        self.language = language
        self.entries = entries

    def __call__(self, key: str, /, **parameters: object) -> str:
        """Say something, with its placeholders filled; what is wrong in a cell quotes all of it."""
        said = {name: self._said(name, value) for name, value in parameters.items()}
        sentence = numbered(self.entries[key][0], said).format(**said)
        if "whole" in said and key.startswith("issue."):
            return f"{sentence} {self.entries['language.whole'][0].format(**said)}"
        return sentence

    def _said(self, name: str, value: object) -> object:
        """Say days as people write them here; in parameters they stand in ISO form."""
        if name not in DAYS:
            return value
        written = self.entries["language.day"][0]
        return ISO_DAY.sub(lambda day: written.format(**day.groupdict()), str(value))

    def instead(self, section: str) -> "Words":
        """Give the words in which a section has its say: its `cli.bug` instead of `cli.bug`."""
        own = {
            key.removeprefix(f"{section}."): said
            for key, said in self.entries.items()
            if key.startswith(f"{section}.")
        }
        return Words(self.language, {**self.entries, **own})

    def __contains__(self, key: str) -> bool:
        """Whether there is an entry."""
        return key in self.entries


def numbered(sentence: str, said: Mapping[str, object]) -> str:
    """Choose the forms of words that go with the numbers; one is `1`, and what begins with it."""
    if "|" not in sentence:  # as nearly always
        return sentence
    return FORMS.sub(lambda form: form["one" if is_one(said[form["of"]]) else "many"], sentence)


FORMS = re.compile(r"\{(?P<of>\w+):(?P<one>[^{}|]*)\|(?P<many>[^{}|]*)\}")


def is_one(said: object) -> bool:
    """Whether it is one of something: `1`, `1 person`, `+1`."""
    return str(said).lstrip("+−-").split(" ", 1)[0] == "1"


def recognise(section: str, word: str) -> str | None:
    """Find which entry of a section a word is, in any language and spelling; None if it is none.

    Case, accents, umlauts (also written `ae`) and anything but letters and digits do not count; but
    a value with a question mark is none.
    """
    if section.startswith(VALUES) and is_question(word):
        return None
    return _spellings(section).get(fold(word))


VALUES = ("value.", "phrase.", "export.level")
"""The sections of what stands in cells; the others are of headings and titles."""


def is_question(written: str) -> bool:
    """Whether somebody asks: `accepted?` is no answer."""
    return not QUESTION_MARKS.isdisjoint(written)


QUESTION_MARKS = frozenset("?？¿⁇")


@cache
def _spellings(section: str) -> Mapping[str, str]:
    return {
        fold(spelling): key.removeprefix(f"{section}.")
        for language in languages()
        for key, spellings in words(language).entries.items()
        if key.rpartition(".")[0] == section
        for spelling in spellings
    }


def fold(word: str) -> str:
    """Reduce a word to what counts when it is compared: `Wünsche` and `WUENSCHE ` to `wunsche`."""
    lowered = normalize("NFC", word).casefold()
    for umlaut, plain in (
        ("ä", "a"),
        ("ö", "o"),
        ("ü", "u"),
        ("ae", "a"),
        ("oe", "o"),
        ("ue", "u"),
    ):
        lowered = lowered.replace(umlaut, plain)
    return "".join(letter for letter in normalize("NFKD", lowered) if letter.isalnum())


def fold_value(value: str) -> str:
    """Reduce a value of a column to what counts when it is compared; empty where nothing is told.

    As `fold`, but signs that tell two values apart stay: `C++` is not `C`, `1-9` not `19`, `50+`
    not `50`, and `++` alone is something, too. A dash or a question mark alone is nothing.
    """
    plain = THOUSANDS.sub("", normalize("NFKC", value).translate(ALIKE).strip())
    for written, sign in SIGNS_OF_TWO.items():
        plain = plain.replace(written, sign)
    if plain and not any(letter.isalnum() for letter in plain):
        return "" if NOTHING.issuperset(plain) else "".join(plain.split())
    texts = TELLING.split(plain)
    texts[::2] = map(fold, texts[::2])
    texts[1::2] = ("".join(sign.split()) or " " for sign in texts[1::2])
    return "".join(texts)


ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {",": ".", "’": "'", "⁄": "/"})
"""Signs that are written for each other."""
SIGNS_OF_TWO = {"<=": "≤", ">=": "≥"}
NOTHING = frozenset("-./?_… ")
"""What people write where they have nothing to say."""
THOUSANDS = re.compile(r"(?<=\d)[.' ](?=\d{3}(?!\d))")
TELLING = re.compile(
    r"""( \+{2,} | (?<=\w)\+(?!\w) | (?<=\w)-$          # C++, 50+, A-
        | [#<>≤≥] | ^-(?=\d) | ^\.(?=[^\W\d])             # C#, <50, -2, .NET
        | (?<=\d)(?:\s*[^\w\s]+\s*|\s+)(?=\d) )         # 1-9, 4.0""",
    re.VERBOSE,
)
"""Signs that tell two values apart."""


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value if isinstance(value, list) else [value]
