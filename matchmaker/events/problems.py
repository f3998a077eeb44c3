"""Whatever cannot be in an event."""

from collections.abc import Iterator

from matchmaker.events.fields import EventFields
from matchmaker.events.pairs import Pin
from matchmaker.events.rules import COUNTS
from matchmaker.events.times import Availability
from matchmaker.impossible import (
    Problem,
    Why,
    misnamed,
    mispaired,
    misplaced,
    mistimed,
    naive,
    repeated,
    small,
    speechless,
    timeless,
    unknown,
    zoneless,
)
from matchmaker.meeting_rules import Verb


def problems_of(event: EventFields) -> Iterator[Problem]:
    """Find whatever cannot be."""
    yield from misnamed((person.id for person in event.participants), "participants[{}].id")
    yield from misnamed((table.name for table in event.tables), "tables[{}].name")
    yield from misnamed((each.name for each in event.organisations), "organisations[{}].name")
    yield from _in_zones(event)
    yield from speechless(event.language, "language")
    yield from _in_times(event)
    yield from _in_counts(event)
    yield from _in_interests(event)
    yield from _in_owners(event)
    yield from _in_meeting_rules(event)
    for number, block in enumerate(event.blocked):
        yield from unknown(block.pair, event.participant, f"blocked[{number}].pair")
        yield from mispaired(block.pair, f"blocked[{number}].pair")
    for number, met in enumerate(event.met):
        yield from unknown(met.pair, event.participant, f"met[{number}].pair")
        yield from mispaired(met.pair, f"met[{number}].pair")
    for number, pin in enumerate(event.pins):
        yield from unknown_in_pin(event, pin, f"pins[{number}].")
        yield from mispaired(pin.pair, f"pins[{number}].pair")
    for number, pair in enumerate(event.forced):
        yield from unknown(pair, event.participant, f"forced[{number}]")
        yield from mispaired(pair, f"forced[{number}]")
    for number, promise in enumerate(event.promises):
        yield from mispaired(promise.pair, f"promises[{number}].pair")
    yield from repeated((promise.pair for promise in event.promises), "promises[{}].pair")
    for number, item in enumerate(event.programme):
        yield from unknown(sorted(item.who or ()), event.participant, f"programme[{number}].who")


def _in_zones(event: EventFields) -> Iterator[Problem]:
    """Find clocks that there are none of; whoever has none of their own has those of the event."""
    yield from zoneless(event.time_zone, "time_zone")
    for number, person in enumerate(event.participants):
        if person.time_zone:
            yield from zoneless(person.time_zone, f"participants[{number}].time_zone")


def _in_times(event: EventFields) -> Iterator[Problem]:
    yield from _in_slots(event)
    for number, person in enumerate(event.participants):
        yield from _in_availability(person.times, f"participants[{number}].times")
    for number, table in enumerate(event.tables):
        yield from _in_availability(table.times, f"tables[{number}].times")
    for number, promise in enumerate(event.promises):
        yield from mistimed(promise.slot, f"promises[{number}].slot")
    for number, item in enumerate(event.programme):
        yield from mistimed(item, f"programme[{number}]")
    if event.now is not None:
        yield from naive(event.now, "now")


def _in_slots(event: EventFields) -> Iterator[Problem]:
    """Find slots that are out of order; two at one time by the clock would be one in every list."""
    alone = [
        problem
        for number, slot in enumerate(event.slots)
        for problem in timeless(slot, f"slots[{number}]")
    ]
    together = [] if alone else [*misplaced(event.slots, "slots[{}]")]
    starts = () if alone or together else (slot.start for slot in event.slots)
    yield from (*alone, *together, *repeated(starts, "slots[{}].start"))


def _in_availability(times: Availability, where: str) -> Iterator[Problem]:
    for number, period in enumerate(times.available):
        yield from mistimed(period, f"{where}.available[{number}]")
    for number, period in enumerate(times.unavailable):
        yield from mistimed(period, f"{where}.unavailable[{number}]")


def _in_counts(event: EventFields) -> Iterator[Problem]:
    for name in COUNTS:
        yield from small(getattr(event.rules, name), 0, f"rules.{name}")
    for number, person in enumerate(event.participants):
        yield from small(person.max_meetings, 0, f"participants[{number}].max_meetings")
        yield from small(person.min_meetings, 0, f"participants[{number}].min_meetings")
    for number, table in enumerate(event.tables):
        yield from small(table.meetings_at_once, 1, f"tables[{number}].meetings_at_once")


def _in_interests(event: EventFields) -> Iterator[Problem]:
    people, organisations = event.participant, _organisations(event)
    for number, wish in enumerate(event.interests):
        known = organisations if wish.target_is_organisation else people
        if wish.source not in people:
            yield from unknown((wish.source,), people, f"interests[{number}].source")
        if wish.target not in known:
            yield from unknown((wish.target,), known, f"interests[{number}].target")
        if wish.source == wish.target and not wish.target_is_organisation:
            yield Problem(Why.ONESELF, f"interests[{number}].target", repr(wish.target))
    directions = ((w.source, w.target, w.target_is_organisation) for w in event.interests)
    yield from repeated(directions, "interests[{}]")


def _organisations(event: EventFields) -> frozenset[str]:
    """Name every organisation, also those that only participants name."""
    named = frozenset(each.name for each in event.organisations)
    return named.union(*(person.organisations for person in event.participants))


def _in_owners(event: EventFields) -> Iterator[Problem]:
    """Find owners nobody knows; a rerun keeps tables of the past, whose owners may be gone."""
    if event.now is not None:
        return
    organisations = _organisations(event)
    for number, table in enumerate(event.tables):
        if table.group is not None:
            yield from unknown(sorted(table.group), event.participant, f"tables[{number}].group")
            continue
        known = organisations if table.owner_is_organisation else event.participant
        owners = (table.owner,) if table.owner else ()
        yield from unknown(owners, known, f"tables[{number}].owner")


def _in_meeting_rules(event: EventFields) -> Iterator[Problem]:
    for number, rule in enumerate(event.meeting_rules):
        where = f"meeting_rules[{number}]"
        yield from unknown(sorted(rule.who or ()), event.participant, f"{where}.who")
        yield from unknown(sorted(rule.partners or ()), event.participant, f"{where}.partners")
        if rule.verb in {Verb.AT_LEAST, Verb.AT_MOST}:
            yield from small(rule.number, 1, f"{where}.number")


def unknown_in_pin(event: EventFields, pin: Pin, where: str) -> Iterator[Problem]:
    """Find whom and what a pin names that is not of this event."""
    yield from unknown(pin.pair, event.participant, f"{where}pair")
    yield from unknown((pin.slot,), event.number_of, f"{where}slot")
    yield from unknown((pin.table,) if pin.table else (), event.table, f"{where}table")
