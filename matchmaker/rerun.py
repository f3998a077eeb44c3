"""The event of a rerun: what people were told before, and what has happened already."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from matchmaker.event import (
    Availability,
    Event,
    Period,
    Pin,
    Slot,
    Status,
    Table,
)
from matchmaker.schedule import Meeting, Schedule
from matchmaker.verify import go_together


def remember(event: Event, before: Event, told: Schedule) -> Event:
    """Remember who had meetings and is not in the workbook any more: they have cancelled."""
    met = told.by_participant.keys() - event.participant.keys()
    gone = (replace(before.participant[person], status=Status.CANCELLED) for person in sorted(met))
    return replace(event, participants=(*event.participants, *gone))


def promise(event: Event, told: Schedule) -> Event:
    """Remember what people were told; what was locked stays so where it still keeps every rule.

    Parameters
    ----------
    event : Event
        As it is now.
    told : Schedule
        The published meetings.
    """
    event = replace(event, promises=tuple(meeting.pin for meeting in told.meetings))
    fixed = {pin.pair for pin in event.pins}
    locks = [m.pin for m in told.meetings if m.locked and m.participants not in fixed]
    return _with_pins(event, locks)


def _with_pins(event: Event, pins: Sequence[Pin]) -> Event:
    """Add the pins that go together with those that are there; mostly all do."""
    together = replace(event, pins=(*event.pins, *pins))
    if go_together(together):
        return together
    for pin in pins:
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


def freeze(event: Event, before: Event, told: Schedule, now: datetime) -> Event:
    """Freeze everything that began before a moment: it stays as it was told.

    Parameters
    ----------
    event : Event
        As it is now, with everyone who was told something.
    before : Event
        As it was when people were told; slots and tables that are gone since come from it.
    told : Schedule
        What they were told.
    now : datetime
        The moment; aware.
    """
    history = [meeting for meeting in told.meetings if meeting.slot.start < now]
    slots = _slots(event, before, now)
    frozen = replace(
        event,
        now=now,
        slots=slots,
        tables=(*event.tables, *_tables_gone(event, before, history, now)),
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
    busy = {(person, meeting.slot) for meeting in history for person in meeting.participants}
    return (
        pin
        for pin in event.pins
        if pin.pair not in met
        and pin.slot in slots
        and not any((person, pin.slot) in busy for person in pin.pair)
    )
