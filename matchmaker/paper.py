"""The paper that is printed on."""

from enum import StrEnum


class Paper(StrEnum):
    """A size of paper; agendas take half of it where they fit."""

    A4 = "a4"
    LETTER = "letter"
