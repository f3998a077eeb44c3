"""Two people: who wishes to meet whom, who must not, who has met, and who is sure to."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from matchmaker.events.times import Slot

Pair = tuple[str, str]
"""The ids of two participants, in sorted order."""


def pair_of(one: str, other: str) -> Pair:
    """Name two participants in sorted order."""
    return (one, other) if one < other else (other, one)


def other_of(pair: Pair, person: str) -> str:
    """Name the other one of two."""
    one, other = pair
    return other if person == one else one


class Level(IntEnum):
    """How much an interest matters; the value is its points."""

    LOW = 1
    NORMAL = 2
    HIGH = 4
    MUST = 8


class Answer(StrEnum):
    """What the wished person answered."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PENDING = "pending"


@dataclass(frozen=True, kw_only=True)
class Interest:
    """A directed wish: `source` wants to meet `target`."""

    source: str
    """The id of who wishes."""
    target: str
    """A participant's id, or an organisation's name: then any one of its people."""
    target_is_organisation: bool = False
    """Whether `target` is an organisation's name."""
    level: Level = Level.NORMAL
    answer: Answer = Answer.NONE


@dataclass(frozen=True)
class Blocked:
    """Two participants who must not meet."""

    pair: Pair
    """Their ids, in sorted order."""
    reason: str = ""


@dataclass(frozen=True)
class Met:
    """Two participants who met at an earlier event."""

    pair: Pair
    """Their ids, in sorted order."""
    event: str = ""
    """What it was called."""
    day: date | None = None
    """When; None: not known."""


@dataclass(frozen=True)
class Pin:
    """A meeting that must stand; at any table of theirs where none is named."""

    pair: Pair
    """The ids of the two, in sorted order."""
    slot: Slot
    table: str | None = None
    """None: online, at the place of one of them, or at any table of theirs."""
