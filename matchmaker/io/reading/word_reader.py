"""The words of a text, one after the other, and how a text that is not clear is refused."""

import re
from typing import NoReturn

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.tokens import Token

BY_DAY = re.compile(r"(?:0[6-9]|1\d):")
"""What begins in the hours in which people meet."""


def two_readings(written: str, one: str, other: str, example: str = "") -> CellFault:
    """Name two readings, and how to write the likelier one."""
    example = example or likelier(one, other)
    readings = {"value": written, "one": one, "other": other, "example": example}
    return CellFault("two_readings", readings)


def likelier(one: str, other: str) -> str:
    """Of two readings take the one of the hours in which people meet."""
    return other if BY_DAY.match(other) and not BY_DAY.match(one) else one


class UnclearError(Exception):
    """A text that has no reading, or several; the fault says which."""

    def __init__(self, fault: CellFault) -> None:
        self.fault = fault


class WordReader:
    """Where in a text one is, and what comes next.

    Parameters
    ----------
    written : str
        The text.
    words : list of Token
        Its words.
    is_absence : bool
        Whether it stands where people write when they are not there.
    """

    def __init__(self, written: str, words: list[Token], *, is_absence: bool = False) -> None:
        self._written = written
        self._is_absence = is_absence
        self._words = words
        self._at = 0
        self._behind = ""

    def _text(self, first: int) -> str:
        """Write the words since one of them."""
        text = " ".join(word.written for word in self._words[first : self._at])
        return text.replace(" - ", "-").replace(" – ", "-")

    def _sees_comma(self) -> bool:
        return self._sees("and") and self._words[self._at].written == ","

    def _starts_end(self, at: int) -> bool:
        return at < len(self._words) and self._words[at].kind in {"dash", "to"}

    def _sees(self, *kinds: str, ahead: int = 0) -> bool:
        at = self._at + ahead
        return at < len(self._words) and self._words[at].kind in kinds

    def _take(self, *kinds: str) -> Token | None:
        if not self._sees(*kinds):
            return None
        self._at += 1
        return self._words[self._at - 1]

    def _expect(self, *kinds: str) -> Token:
        return self._take(*kinds) or self._refuse()

    def _value(self, kind: str) -> object:
        value = self._expect(kind).value
        if isinstance(value, CellFault):
            raise UnclearError(value)
        return value

    def _two_in_place(self, first: int, one: str, other: str) -> NoReturn:
        """Name two readings of the words since one of them, and write the likelier in their place.

        So a day and a denial beside them stay: `Fri not 2-3` may be `Fri not 14:00-15:00`.
        """
        words = (re.escape(word.written) for word in self._words[first : self._at])
        place = re.search(".*?".join(words), self._written)
        whole = place and (self._written[: place.start()], self._written[place.end() :])
        self._two(one, other, likelier(one, other).join(whole) if whole else "")

    def _two(self, one: str, other: str, example: str = "") -> NoReturn:
        raise UnclearError(two_readings(self._written, one, other, example))

    def _refuse(self, code: str = "bad_period") -> NoReturn:
        raise UnclearError(CellFault(code, {"value": self._written}))
