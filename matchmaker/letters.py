"""Letters of any alphabet, spelt in those of ASCII."""

import unicodedata

from anyascii import anyascii

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
