"""Time: slots and stretches of it, when somebody can be met, breaks and the programme."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from operator import attrgetter


def by_clocks(moment: datetime, zone: tzinfo) -> datetime:
    """Give a moment by the clocks of a zone; in the hour that they show twice, by its offset alone.

    Times of one zone are compared as clocks show them: two moments of that hour would be one.
    """
    local = moment.astimezone(zone)
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    is_shown_twice = first is not None and second is not None and first > second
    offset = local.utcoffset()
    return local.astimezone(timezone(offset)) if is_shown_twice and offset is not None else local


SHORTEST_STAY = timedelta(hours=12)
"""What is shorter and goes on after midnight is a meeting in the night."""


@dataclass(frozen=True, order=True)
class Slot:
    """One meeting time; `start` and `end` are aware."""

    start: datetime
    end: datetime

    def __hash__(self) -> int:
        """No two slots of an event begin at one time; a time remembers its hash, two do not."""
        return hash(self.start)

    @property
    def day(self) -> date:
        """The local day."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The local day it ends on; midnight is of the day before."""
        return (self.end - self.end.resolution).date()

    @property
    def is_stay(self) -> bool:
        """Whether it goes on for days, and is told by them; a meeting in the night does not."""
        return self.last_day > self.day and self.end - self.start >= SHORTEST_STAY


BY_TIME = attrgetter("start", "end")
"""The order of slots, as a key: where there are many, much faster than comparing them."""


@dataclass(frozen=True)
class Period:
    """A stretch of time; `start` and `end` are aware."""

    start: datetime
    end: datetime

    def covers(self, slot: Slot) -> bool:
        """Whether the slot lies wholly within."""
        return self.start <= slot.start and slot.end <= self.end

    def overlaps(self, slot: "Slot | Period") -> bool:
        """Whether they share any time."""
        return self.start < slot.end and slot.start < self.end


@dataclass(frozen=True, kw_only=True)
class Availability:
    """When somebody or something can be used: within `available` and outside `unavailable`."""

    available: tuple[Period, ...] = ()
    """Empty: always."""
    unavailable: tuple[Period, ...] = ()
    """Not then, whatever is available."""

    def allows(self, slot: Slot) -> bool:
        """Whether the slot is usable."""
        within = not self.available or any(period.covers(slot) for period in self.available)
        return within and not any(period.overlaps(slot) for period in self.unavailable)


class ItemKind(StrEnum):
    """What happens outside of meetings."""

    BREAK = "break"
    PROGRAMME = "programme"


@dataclass(frozen=True, kw_only=True)
class Item:
    """A break or a part of the programme: those concerned have no meetings then."""

    kind: ItemKind
    start: datetime
    end: datetime
    label: str = ""
    """What it is called."""
    who: frozenset[str] | None = None
    """Ids of those concerned; None: everyone."""

    def concerns(self, participant: str) -> bool:
        """Whether this person takes part."""
        return self.who is None or participant in self.who
