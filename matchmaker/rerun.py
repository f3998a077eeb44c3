"""The event of a rerun: what people were told before, and what has happened already."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.events import (
    Availability,
    Event,
    Participant,
    Period,
    Pin,
    Slot,
    Status,
    Table,
)
from matchmaker.identity.keys import Key, next_keys
from matchmaker.identity.passage import Passage, id_of_who_left, renamed, with_places
from matchmaker.identity.people import People, who_is_who
from matchmaker.identity.slots import which_is_which
from matchmaker.identity.tables import relinked_rooms, renamed_tables
from matchmaker.rulebook import go_together
from matchmaker.schedule import Meeting, Schedule


@dataclass(frozen=True)
class Past:
    """What people were told, with the ids that they have now.

    Parameters
    ----------
    event : Event
        As it was: with the slots and the names of tables of then.
    told : Schedule
        The meetings as they were told.
    passage : Passage
        How all of it reads now.
    people : People
        Who was found, and how.
    keys : mapping of str to Key
        What everyone is called for good, those who left included.
    version : str
        The version they were told.
    has_days_left : bool
        Whether a day of then is there, or moved to another.
    """

    event: Event
    told: Schedule
    passage: Passage
    people: People
    keys: Mapping[str, Key]
    version: str
    has_days_left: bool

    @property
    def expected(self) -> Schedule:
        """The meetings where they are expected to be now."""
        return self.passage.carried(self.told)

    @property
    def is_of_another_event(self) -> bool:
        """Whether fewer than half of the people are there, or none of the days."""
        before = [person.id for person in self.event.participants if _takes_part(person)]
        there = {*self.people.same.values(), *self.passage.stand_ins}
        found = len(there.intersection(before))
        return 2 * found < len(before) or not self.has_days_left


def look_back(
    now: Event,
    before: Event,
    told: Schedule,
    keys: Mapping[str, Key],
    version: str,
    *,
    since: datetime | None = None,
    substitutes: bool = True,
) -> Past:
    """Read what people were told in the words of the event as it is now.

    Parameters
    ----------
    now : Event
        As the workbook has it.
    before : Event
        As it was when people were told.
    told : Schedule
        What they were told.
    keys : mapping of str to Key
        What everyone of before is called for good.
    version : str
        The version they were told: it tells whoever left from who has their ID now.
    since : datetime, optional
        What began before this moment is over; aware.
    substitutes : bool
        Whether colleagues stand in for those who left.
    """
    people = who_is_who(before.participants, now.participants, substitutes=substitutes)
    names = {
        p.id: people.same.get(p.id) or id_of_who_left(p.id, version, now)
        for p in before.participants
    }
    passage = Passage(
        people=names,
        stand_ins={names[old]: new for old, new in people.substitutes.items()},
        grid=which_is_which(before, now, since),
        tables={**renamed_tables(before, now), **relinked_rooms(before, now)},
        since=since,
    )
    passage = with_places(passage, told, before, now)
    was = {new: old for old, new in names.items()}
    event = renamed(before, names)
    gone = (person for person in event.participants if person.id not in now.participant)
    everyone = (*now.participants, *map(_cancelled, gone))
    stands_in_for = {new: old for old, new in people.substitutes.items()}
    return Past(
        event=event,
        told=passage.as_told(told),
        passage=passage,
        people=people,
        keys=next_keys(keys, was, stands_in_for, everyone),
        version=version,
        has_days_left=bool(passage.grid.slots or before.days.keys() & now.days.keys()),
    )


def _takes_part(person: Participant) -> bool:
    return person.status is Status.REGISTERED


def _cancelled(person: Participant) -> Participant:
    return replace(person, status=Status.CANCELLED)


def remember(event: Event, past: Past, told: Collection[str] = ()) -> Event:
    """Remember who was told of meetings and is not in the workbook any more: they have cancelled.

    Parameters
    ----------
    event : Event
        As the workbook has it.
    past : Past
        What people were told last.
    told : collection of str
        The keys of those who were told of meetings at any time.
    """
    gone = (
        _cancelled(person)
        for person in past.event.participants
        if person.id not in event.participant
        and (person.id in past.told.by_participant or past.keys[person.id].person in told)
    )
    return replace(event, participants=(*event.participants, *sorted(gone, key=lambda p: p.id)))


def promise(event: Event, expected: Schedule) -> Event:
    """Remember what people were told; what was locked stays so where it still keeps every rule.

    Parameters
    ----------
    event : Event
        As it is now.
    expected : Schedule
        The published meetings, where they are expected to be now.
    """
    event = replace(event, promises=tuple(meeting.pin for meeting in expected.meetings))
    fixed = {pin.pair for pin in event.pins}
    locks = [m.pin for m in expected.meetings if m.locked and m.participants not in fixed]
    return _with_pins(event, locks)


def _with_pins(event: Event, pins: Sequence[Pin]) -> Event:
    """Add the pins that go together with those that are there; mostly all do."""
    known = [pin for pin in pins if event.knows(pin)]
    together = replace(event, pins=(*event.pins, *known))
    if go_together(together):
        return together
    for pin in known:
        more = replace(event, pins=(*event.pins, pin))
        if go_together(more):
            event = more
    return event


def locked(schedule: Schedule, event: Event) -> Schedule:
    """Mark the meetings that must stand."""
    pins = {pin.pair for pin in event.pins}
    return Schedule(tuple(replace(m, locked=m.participants in pins) for m in schedule.meetings))


def mark_absent(event: Event, absent: Iterable[str]) -> Event:
    """Note who did not come; what is fixed with them falls away."""
    gone = set(absent)
    return replace(
        event,
        pins=tuple(pin for pin in event.pins if gone.isdisjoint(pin.pair)),
        participants=tuple(
            replace(person, status=Status.ABSENT) if person.id in gone else person
            for person in event.participants
        ),
    )


def freeze(event: Event, past: Past, now: datetime) -> Event:
    """Freeze everything that began before a moment: it stays as it was told.

    Parameters
    ----------
    event : Event
        As it is now, with everyone who was told something.
    past : Past
        What they were told; slots and tables that are gone since come from it.
    now : datetime
        The moment; aware.
    """
    history = [meeting for meeting in past.told.meetings if meeting.slot.start < now]
    slots = _slots(event, past.event, now)
    frozen = replace(
        event,
        now=now,
        slots=slots,
        tables=(*event.tables, *_tables_gone(event, past.event, history, now)),
        pins=tuple(meeting.pin for meeting in history),
    )
    return _with_pins(frozen, tuple(_pins_beside(event, history, slots)))


def _slots(event: Event, before: Event, now: datetime) -> tuple[Slot, ...]:
    """Take those that began from before, the others from now."""
    begun = tuple(slot for slot in before.slots if slot.start < now)
    end = max((slot.end for slot in begun), default=now)
    return (*begun, *(slot for slot in event.slots if slot.start >= max(now, end)))


def _tables_gone(
    event: Event, before: Event, history: Iterable[Meeting], now: datetime
) -> tuple[Table, ...]:
    """Keep tables that are gone as they were, but for nobody any more."""
    used = {meeting.table for meeting in history if meeting.table is not None}
    until_now = Availability(available=(Period(before.slots[0].start, now),))
    gone = sorted(used - event.table.keys())
    return tuple(replace(before.table[table], times=until_now) for table in gone)


def _pins_beside(
    event: Event, history: Iterable[Meeting], slots: tuple[Slot, ...]
) -> Iterable[Pin]:
    """Keep the pins that what has happened leaves room for."""
    history = tuple(history)
    met = {meeting.participants for meeting in history}
    busy = {(event.person_of[p], meeting.slot) for meeting in history for p in meeting.participants}
    return (
        pin
        for pin in event.pins
        if pin.pair not in met
        and pin.slot in slots
        and not any((event.person_of[participant], pin.slot) in busy for participant in pin.pair)
    )
