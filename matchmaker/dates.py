"""Dates of many networks: which clash, when nothing is, and what their open ones could be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

NOON = time(12)
MORNING, AFTERNOON = "morning", "afternoon"
HALVES = (MORNING, AFTERNOON)


@dataclass(frozen=True, order=True)
class DateSpan:
    """From when to when something is; both aware."""

    start: datetime
    end: datetime

    def overlaps(self, other: "DateSpan") -> bool:
        """Whether both are on at some moment."""
        one, two = (tuple(at.astimezone(UTC) for at in each.ends) for each in (self, other))
        return one[0] < two[1] and two[0] < one[1]

    @property
    def ends(self) -> tuple[datetime, datetime]:
        """Start and end."""
        return self.start, self.end


@dataclass(frozen=True)
class NetworkDate:
    """A date of a network.

    Parameters
    ----------
    network, title : str
        Whose, and what.
    when : DateSpan
        When.
    place, link : str
        Where.
    audience : tuple of str
        For whom; empty: that is not said.
    alternatives : tuple of DateSpan
        When else it could be; empty: it is settled.
    uid : str
        What calendars call it; empty: it is not from one.
    """

    network: str
    title: str
    when: DateSpan
    place: str = ""
    link: str = ""
    audience: tuple[str, ...] = ()
    alternatives: tuple[DateSpan, ...] = ()
    uid: str = ""

    @property
    def choices(self) -> tuple[DateSpan, ...]:
        """When it could be: first when it is."""
        return (self.when, *self.alternatives)

    @property
    def key(self) -> tuple[str, str, datetime]:
        """The same for the same date, wherever it was written."""
        return self.network.casefold(), self.title.casefold(), self.when.start.astimezone(UTC)

    def is_of_network_of(self, other: "NetworkDate") -> bool:
        """Whether both are dates of one network, which knows that they are at one time."""
        return self.network.casefold() == other.network.casefold()


def once(dates: Iterable[NetworkDate]) -> tuple[NetworkDate, ...]:
    """Keep each date once, in order of time: it may be in a sheet and in a calendar."""
    uids: set[str] = set()
    keys: set[tuple[str, str, datetime]] = set()
    kept = []
    for one in sorted(dates, key=lambda each: not each.alternatives):
        if one.key not in keys and (not one.uid or one.uid not in uids):
            kept.append(one)
        keys.add(one.key)
        uids |= {one.uid} - {""}
    return tuple(sorted(kept, key=lambda each: (each.when, each.network, each.title)))


def weight(one: NetworkDate, other: NetworkDate) -> int:
    """Tell how much a clash of two dates matters: more for each thing that both are for."""
    return 1 + len(shared(one, other))


def shared(one: NetworkDate, other: NetworkDate) -> tuple[str, ...]:
    """Tell for whom two dates both are, as the one says it."""
    theirs = {word.casefold() for word in other.audience}
    return tuple(word for word in dict.fromkeys(one.audience) if word.casefold() in theirs)


@dataclass(frozen=True)
class Clash:
    """Two dates of different networks at one time."""

    one: NetworkDate
    other: NetworkDate


def clashes(dates: Sequence[NetworkDate], chosen: Sequence[DateSpan] = ()) -> tuple[Clash, ...]:
    """List the clashes, at the times that the dates have or at others."""
    times = chosen or [each.when for each in dates]
    pairs = combinations(zip(dates, times, strict=True), 2)
    return tuple(
        Clash(one, other)
        for (one, at), (other, then) in pairs
        if not one.is_of_network_of(other) and at.overlaps(then)
    )


def by_half_day(dates: Iterable[NetworkDate]) -> Mapping[tuple[date, str], list[NetworkDate]]:
    """Give the dates of each half day; the longer ones are in several."""
    found: dict[tuple[date, str], list[NetworkDate]] = defaultdict(list)
    for one in dates:
        for half in _halves_of(one.when):
            found[half].append(one)
    return found


def _halves_of(when: DateSpan) -> Iterator[tuple[date, str]]:
    day = when.start.date()
    while day <= when.end.date():
        noon = datetime.combine(day, NOON, when.start.tzinfo)
        midnight = datetime.combine(day, time(), when.start.tzinfo)
        if when.overlaps(DateSpan(midnight, noon)):
            yield day, MORNING
        if when.overlaps(DateSpan(noon, midnight + timedelta(days=1))):
            yield day, AFTERNOON
        day += timedelta(days=1)


SATURDAY = 5


def free_half_days(dates: Sequence[NetworkDate]) -> tuple[tuple[date, str], ...]:
    """List the half days of working days, from the first date to the last, with nothing on."""
    if not dates:
        return ()
    taken = by_half_day(dates)
    first = min(each.when.start.date() for each in dates)
    last = max(each.when.end.date() for each in dates)
    days = (first + timedelta(days=at) for at in range((last - first).days + 1))
    working = (day for day in days if day.weekday() < SATURDAY)
    return tuple((day, half) for day in working for half in HALVES if (day, half) not in taken)


@dataclass(frozen=True)
class Proposal:
    """When the open dates could be, so that the fewest clash.

    Parameters
    ----------
    chosen : tuple of DateSpan
        When each date would be, in their order.
    cost, bound : int
        The weight of all clashes, and what no choice falls below.
    moves, moves_bound : int
        How many dates would move, and the fewest at that weight.
    """

    chosen: tuple[DateSpan, ...]
    cost: int
    bound: int
    moves: int
    moves_bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no choice is better."""
        return (self.cost, self.moves) == (self.bound, self.moves_bound)
