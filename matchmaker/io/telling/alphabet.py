"""Names of twenty countries in one alphabet and one order."""

import re
import unicodedata

from anyascii import anyascii

from matchmaker.events import Participant

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)

UNSOUNDED = re.compile("[^a-z0-9 ]")

DIGRAPHS = {"ου": "ou", "ού": "ou", "Ου": "Ou", "Ού": "Ou", "ΟΥ": "OU"}
"""Two Greek letters that are one vowel."""


def latin(text: str) -> str:
    """Write a text in ASCII as Germans would spell it: `Müller` as `Mueller`, `Łoś` as `Los`."""
    # Names typed on a Mac may have their dots as a character of their own.
    composed = unicodedata.normalize("NFC", text)
    for pair, letters in DIGRAPHS.items():
        composed = composed.replace(pair, letters)
    return anyascii(composed.translate(UMLAUTS))


def by_last_name(person: Participant) -> tuple[str, str, str]:
    """Order people as a telephone book does: ä as ae, Ł with the other L, D'Orlando as Dorlando."""
    return _sounded(person.last_name), _sounded(person.first_name), person.id


def _sounded(name: str) -> str:
    return UNSOUNDED.sub("", latin(name).casefold())
