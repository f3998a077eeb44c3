"""Names of twenty countries in one alphabet and one order."""

import unicodedata

from anyascii import anyascii

from matchmaker.event import Participant

UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
)

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
    """Order people as a telephone book does: ä as ae, and Ł with the other L."""
    return latin(person.last_name).casefold(), latin(person.first_name).casefold(), person.id
