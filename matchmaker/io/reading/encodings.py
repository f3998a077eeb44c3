"""Which letters the bytes of a file mean that is not in Unicode: those that make words.

A byte is another letter on Western and Central European Windows, on an old Mac and in DOS. Which it
is, the words tell: each has letters of one language only, no signs inside, no capitals behind small
letters.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

ENCODINGS = {
    "cp1252": "Windows, Western Europe",
    "cp1250": "Windows, Central Europe",
    "mac_roman": "Mac",
    "cp850": "DOS",
}
"""The encodings that are tried, the likeliest first, and what programs call them."""
RARE = {"mac_roman": 0.9, "cp850": 0.5}
"""How much less likely these are than the others."""
ALPHABETS = {
    "äöüß": 3,
    "éèêëàâçîïôùûœ": 2,
    "áéíóúüñ": 2,
    "àèéìòù": 2,
    "ãõáâàéêíóôúç": 2,
    "åäöøæ": 2,
    "ąćęłńóśźż": 2,
    "áčďéěíňóřšťúůýž": 2,
    "áäčďéíĺľňóôŕšťúýž": 2,
    "áéíóöőúüű": 2,
    "ăâîșțşţ": 2,
    "čćđšž": 2,
    "äöõüšž": 1,
    "áðéíóúýþæö": 1,
    "çğıöşüâ": 1,
}
"""The letters of a language beside the plain ones, and how likely a word of it is here."""
CLOSE = 0.6
"""A reading with this part of the points of the best might be meant as well."""
MOST_WORDS = 2000
WORD = re.compile(rb"[A-Za-z'\x80-\xff]*[\x80-\xff][A-Za-z'\x80-\xff]*")
EDGES = "\u00a0„“”‚‘’»«›‹–—…´`'"
"""Signs that may stand beside a word."""
BESIDE_WORDS = 2
"""The points of a word with nothing special but these."""


@dataclass(frozen=True)
class Letters:
    """The encoding that makes most words of some bytes.

    Parameters
    ----------
    encoding : str
        Its name.
    sample : str
        A word that other encodings spell differently; empty where none does.
    other, other_sample : str
        The name of a second encoding that might be meant, and how it spells the word.
    """

    encoding: str
    sample: str = ""
    other: str = ""
    other_sample: str = ""


def letters_of(content: bytes) -> Letters:
    """Tell the encoding of bytes that are not Unicode."""
    words = list(Counter(WORD.findall(content)))[:MOST_WORDS]
    points = {
        name: RARE.get(name, 1) * sum(_points(word, name) for word in words) for name in ENCODINGS
    }
    best = max(ENCODINGS, key=lambda name: points[name])
    differing = [n for n in ENCODINGS if _spelled(words, n) != _spelled(words, best)]
    second = max(differing, key=lambda name: points[name], default="")
    if not second:
        return Letters(best)
    word = next(w for w in words if _decoded(w, second) != _decoded(w, best))
    sample = _decoded(word, best)
    if points[second] < CLOSE * points[best]:
        return Letters(best, sample)
    return Letters(best, sample, second, _decoded(word, second))


def _spelled(words: list[bytes], encoding: str) -> list[str]:
    return [_decoded(word, encoding) for word in words]


@cache
def _decoded(word: bytes, encoding: str) -> str:
    return word.decode(encoding, errors="replace")


def _points(word: bytes, encoding: str) -> int:
    """Tell how likely a word is: that of the likeliest language it may be of; 0 for none."""
    spelled = _decoded(word, encoding).strip(EDGES)
    special = {letter for letter in spelled if not letter.isascii()}
    if not special:
        return BESIDE_WORDS
    if len(special) == len(set(spelled)):
        return 0
    if not all(letter.isalpha() for letter in special) or not _is_cased(spelled):
        return -1
    lowered = {letter for one in special for letter in (one if one == "ß" else one.lower())}
    return max((points for of, points in ALPHABETS.items() if lowered <= set(of)), default=0)


def _is_cased(word: str) -> bool:
    """Whether a word is written small, in capitals, or small behind its first letter."""
    parts = word.removeprefix("Mc").split("'")
    return all(part.isupper() or part[1:] == part[1:].lower() for part in parts)
