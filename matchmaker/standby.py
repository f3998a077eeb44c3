"""Who waits alone since somebody did not come, and whom they could meet instead."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from matchmaker.events import Event, Pair, Slot, other_of
from matchmaker.positions import Places, Position
from matchmaker.rerun import mark_absent
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import unhindered_pairs


@dataclass(frozen=True)
class StandIn:
    """Somebody whom a person who waits could meet.

    Parameters
    ----------
    pair : Pair
        The two.
    person : str
        Who it is.
    position : Position
        The best place at that time.
    """

    pair: Pair
    person: str
    position: Position


@dataclass(frozen=True)
class Alone:
    """Somebody who waits alone.

    Parameters
    ----------
    person : str
        Who.
    meeting : Meeting
        The meeting that falls out.
    instead : tuple of StandIn
        Whom they could meet then, who brings most first.
    """

    person: str
    meeting: Meeting
    instead: tuple[StandIn, ...]


def slot_at(event: Event, now: datetime) -> Slot | None:
    """Give the slot that is on, or else the next; None: all are over."""
    return next((slot for slot in event.slots if slot.end > now), None)


def alone_at(
    event: Event, schedule: Schedule, absent: Collection[str], slot: Slot
) -> tuple[Alone, ...]:
    """List who waits alone in a slot, and whom they could meet there instead.

    Parameters
    ----------
    event : Event
        The event.
    schedule : Schedule
        What people were told.
    absent : collection of str
        Who did not come.
    slot : Slot
        When.
    """
    there = mark_absent(event, absent)
    gone = {*absent}
    left = Schedule(tuple(m for m in schedule.meetings if gone.isdisjoint(m.participants)))
    wished = unhindered_pairs(there) - left.pairs
    fallen = (
        m for m in schedule.meetings if m.slot == slot and not gone.isdisjoint(m.participants)
    )
    places = Places(there, left)
    return tuple(
        Alone(person, meeting, _instead(places, wished, person, meeting))
        for meeting in fallen
        for person in meeting.participants
        if person not in gone
    )


def _instead(
    places: Places, wished: Collection[Pair], person: str, meeting: Meeting
) -> tuple[StandIn, ...]:
    """List whom somebody could meet, best where they wait already."""
    found = []
    for pair in wished:
        spots = places.positions(pair, [meeting.slot]) if person in pair else ()
        best = min((one for one in spots if one.is_open), key=_elsewhere(meeting), default=None)
        if best is not None:
            found.append(StandIn(pair, other_of(pair, person), best))
    return tuple(sorted(found, key=lambda one: (one.position.merit, one.person)))


def _elsewhere(meeting: Meeting) -> Callable[[Position], tuple[bool, tuple[int, ...]]]:
    """Sort places: the table of the meeting first, then the best."""
    return lambda one: (one.table != meeting.table, one.merit)
