"""Which slot is which, where a timetable moved: by minutes, by days, into another time zone.

Times are compared as people read them, by the clocks of their event. A slot that is still there
stays itself, unless all of its day moved by one amount; where no slot of a day is left, or their
length is another, they follow in order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from matchmaker.events import Event, Slot


@dataclass(frozen=True)
class DayShift:
    """How the slots of one day moved.

    Parameters
    ----------
    before, now : date
        The local day, as it was and as it is.
    minutes : int or None
        By how much each slot begins later on its day; None: not all by the same.
    length : int or None
        How many minutes a meeting takes now, where that changed.
    """

    before: date
    now: date
    minutes: int | None
    length: int | None = None

    @property
    def is_noticed(self) -> bool:
        """Whether another day, or another time of day, must be said."""
        return self.before != self.now or self.minutes != 0


@dataclass(frozen=True)
class Shift:
    """How a timetable moved.

    Parameters
    ----------
    days : tuple of DayShift
        The days that moved, in order of time.
    zones : tuple of str
        The time zone as it was and as it is, where that changed; else empty.
    is_whole : bool
        Whether no slot stayed where it was.
    """

    days: tuple[DayShift, ...] = ()
    zones: tuple[str, ...] = ()
    is_whole: bool = False

    @property
    def minutes(self) -> int | None:
        """By how many minutes all of the event moved on its days; None: not all by the same."""
        hows = {day.minutes if day.before == day.now else None for day in self.days}
        return hows.pop() if self.is_whole and len(hows) == 1 else None

    def on(self, days: Collection[date]) -> "Shift":
        """How these days of before moved."""
        theirs = tuple(day for day in self.days if day.before in days)
        return replace(self, days=theirs, zones=self.zones if days else ())

    def __bool__(self) -> bool:
        """Whether anything moved."""
        return bool(self.days or self.zones)


@dataclass(frozen=True)
class SlotPassage:
    """Which slot is which.

    Parameters
    ----------
    shift : Shift
        What moved, for people.
    slots : mapping of Slot to Slot
        The slot now of each slot of before that is still there, moved or not.
    """

    shift: Shift = field(default_factory=Shift)
    slots: Mapping[Slot, Slot] = field(default_factory=dict)


def which_is_which(before: Event, now: Event, since: datetime | None = None) -> SlotPassage:
    """Find the slots of before among those of now.

    Parameters
    ----------
    before, now : Event
        Each with its own slots and time zone.
    since : datetime, optional
        What began before this moment is over, and stays itself.
    """
    begun = {slot: slot for slot in before.slots if since and slot.start < since}
    old = _by_wall([slot for slot in before.slots if slot not in begun])
    new = _by_wall([slot for slot in now.slots if not since or slot.start >= since])
    matched = _moved_as_one(old, new) or _day_by_day(old, new)
    slots = {old[earlier]: new[later] for earlier, later in matched.items()}
    zones = (before.time_zone, now.time_zone)
    is_rezoned = any(one.start != other.start for one, other in slots.items())
    shift = Shift(
        days=tuple(sorted(_shifts(matched), key=lambda day: day.before)),
        zones=zones if zones[0] != zones[1] and is_rezoned else (),
        is_whole=all(earlier != later for earlier, later in matched.items()),
    )
    return SlotPassage(shift, {**begun, **slots})


Wall = tuple[datetime, int]
"""A slot as people read it: when it begins by the clocks of its event, naive, and its minutes."""


def _by_wall(slots: Iterable[Slot]) -> dict[Wall, Slot]:
    return {_wall(slot): slot for slot in slots}


def _wall(slot: Slot) -> Wall:
    start, end = slot.start, slot.end
    if slot.is_stay:  # over a change of the clocks, too, its days are what people read
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return slot.start.replace(tzinfo=None), round((end - start).total_seconds() / 60)


def _moved_as_one(old: Iterable[Wall], new: Iterable[Wall]) -> dict[Wall, Wall]:
    """Match all slots moved by one amount; empty where they did not."""
    earlier, later = sorted(old), sorted(new)
    if not earlier or len(earlier) != len(later):
        return {}
    by = later[0][0] - earlier[0][0]
    return dict(zip(earlier, later, strict=True)) if _moved(earlier, by) == later else {}


def _moved(walls: Iterable[Wall], by: timedelta) -> list[Wall]:
    return [(start + by, minutes) for start, minutes in walls]


def _day_by_day(old: Iterable[Wall], new: Iterable[Wall]) -> dict[Wall, Wall]:
    earlier, later = _days(old), _days(new)
    matched: dict[Wall, Wall] = {}
    for before, now in _same_days(earlier, later):
        matched |= _within_a_day(earlier[before], later[now], now - before)
    return matched


def _days(walls: Iterable[Wall]) -> Mapping[date, list[Wall]]:
    days = defaultdict(list)
    for wall in sorted(walls):
        days[wall[0].date()].append(wall)
    return days


def _same_days(old: Iterable[date], new: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Pair up the days: those there before and now, and the others in order if as many."""
    before, now = set(old), set(new)
    yield from ((day, day) for day in sorted(before & now))
    gone, added = sorted(before - now), sorted(now - before)
    if len(gone) == len(added):
        yield from zip(gone, added, strict=True)


def _within_a_day(old: Sequence[Wall], new: Sequence[Wall], by: timedelta) -> dict[Wall, Wall]:
    """Match the slots of a day, the most plausible way first."""
    there = set(new)
    moved = {wall: (wall[0] + by, wall[1]) for wall in old}
    stays = {wall: to for wall, to in moved.items() if to in there}
    if len(stays) == len(old):
        return stays
    in_order = dict(zip(old, new, strict=False))
    as_many = len(old) == len(new)
    if as_many and (_is_even(in_order) or all(in_order[one] == to for one, to in stays.items())):
        return in_order
    if _lengths(old).isdisjoint(_lengths(new)):
        return in_order
    return stays or _moved_in_part(old, new)


def _is_even(matched: Mapping[Wall, Wall]) -> bool:
    """Whether all moved by one amount, and none has another length."""
    by = {later[0] - earlier[0] for earlier, later in matched.items()}
    return len(by) == 1 and all(one[1] == other[1] for one, other in matched.items())


def _lengths(walls: Iterable[Wall]) -> frozenset[int]:
    return frozenset(minutes for _start, minutes in walls)


def _moved_in_part(old: Sequence[Wall], new: Sequence[Wall]) -> dict[Wall, Wall]:
    """Match all slots of the shorter day moved by one amount, the least that fits."""
    there, fewer = set(new), min(len(old), len(new))
    shifts = {later[0] - earlier[0] for earlier in old for later in (new[0], new[-1])}
    for by in sorted(shifts, key=lambda by: (abs(by), by)):
        found = {one: to for one in old if (to := (one[0] + by, one[1])) in there}
        if len(found) == fewer:
            return found
    return {}


def _shifts(matched: Mapping[Wall, Wall]) -> Iterator[DayShift]:
    """Say of each day that moved how it did."""
    by_day: Mapping[date, list[tuple[Wall, Wall]]] = defaultdict(list)
    for couple in sorted(matched.items()):
        by_day[couple[0][0].date()].append(couple)
    for day, couples in by_day.items():
        if any(earlier != later for earlier, later in couples):
            yield _shift_of(day, couples)


def _shift_of(day: date, couples: Sequence[tuple[Wall, Wall]]) -> DayShift:
    now = couples[0][1][0].date()
    by = {later[0] - earlier[0] - (now - day) for earlier, later in couples}
    lengths = {later[1] for earlier, later in couples if earlier[1] != later[1]}
    minutes = round(by.pop().total_seconds() / 60) if len(by) == 1 else None
    return DayShift(day, now, minutes, lengths.pop() if len(lengths) == 1 else None)
