"""What is good to know before anything is planned: who will go without, and what will not fit.

All of it is a matter of counting; nothing is planned here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from matchmaker.events import Event, Interest, Item, Level, Pair, Slot, Table
from matchmaker.io.checking.elsewhere import advise_on_hours, advise_on_rooms, advise_on_visits
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.participants import Registration
from matchmaker.io.reading.timetable import Timetable
from matchmaker.issues import Place
from matchmaker.wishes import Obstacles, stands, wished_pairs

POPULAR = 3
"""A person can serve at most one wish in so many."""
TIGHT = 0.9
"""Share of the places at tables that may be needed without a word."""


def give_advice(
    event: Event,
    registrations: Iterable[Registration],
    timetable: Timetable,
    findings: Findings,
    *,
    tables: Place,
) -> None:
    """Find what an organiser should know before planning.

    Parameters
    ----------
    event : Event
        An event without errors.
    registrations : iterable of Registration
        The rows of its people.
    timetable : Timetable
        The rows of its times.
    findings : Findings
        Takes the advice, as warnings.
    tables : Place
        Where the tables are listed.
    """
    outlook = Outlook(event)
    for registration in registrations:
        _advise_on(registration, outlook, findings)
    _advise_on_capacity(outlook, tables, findings)
    _advise_on_travel(event, tables, findings)
    _advise_on_times(outlook, timetable, findings)
    advise_on_rooms(event, tables, findings)
    advise_on_visits(event, outlook.pairs, timetable, findings)
    advise_on_hours(event, registrations, findings)


def _advise_on(registration: Registration, outlook: "Outlook", findings: Findings) -> None:
    person, place = registration.participant, registration.row.place()
    if person.id not in outlook.most or outlook.most[person.id] == 0:
        return
    most, musts = outlook.most[person.id], outlook.musts[person.id]
    wished = outlook.wished[person.id]
    if not outlook.partners[person.id]:
        findings.warning("nobody_to_meet", place, participant=person.name)
    if musts > most:
        findings.warning("too_many_musts", place, participant=person.name, count=musts, most=most)
    if wished >= POPULAR * most and wished > most:
        findings.warning("very_popular", place, participant=person.name, count=wished, most=most)


def _advise_on_capacity(outlook: "Outlook", place: Place, findings: Findings) -> None:
    event = outlook.event
    for kind, tables in (("tables", event.standing_tables), ("rooms", event.rooms)):
        is_online = kind == "rooms"
        needed, seats = outlook.meetings(online=is_online), outlook.seats(tables)
        if not place.sheet or (is_online and not tables):  # without rooms none is needed
            continue
        if needed > seats:
            findings.warning(f"too_few_{kind}", place, meetings=needed, places=seats)
        elif needed > TIGHT * seats:
            findings.warning(f"hardly_any_{kind}_spare", place, meetings=needed, places=seats)


def _advise_on_travel(event: Event, place: Place, findings: Findings) -> None:
    """Say where a travel time has no effect, or more of it than may be meant."""
    minutes = event.rules.travel_minutes
    if not place.sheet or not minutes:
        return
    nowhere = [table.name for table in event.standing_tables if not table.area]
    if not event.has_areas:
        findings.warning("travel_without_areas", place, minutes=minutes)
    elif nowhere:
        names = "; ".join(nowhere)
        findings.warning(
            "tables_without_area", place, count=len(nowhere), minutes=minutes, tables=names
        )


def _advise_on_times(outlook: "Outlook", timetable: Timetable, findings: Findings) -> None:
    """Name each window in which there are slots, or that is a stay, without two who could meet."""
    for row, slots in timetable.windows:
        taken = {slot: outlook.taken_by(slot) for slot in slots if not slot.is_stay}
        cut = [slot for slot, items in taken.items() if items and not _is_within(slot, items)]
        if cut:
            hours = ", ".join(f"{slot.start:%H:%M}" for slot in cut)
            findings.warning("cut_slots", row.place(), hours=hours)
        idle = [slot for slot in slots if slot in outlook.idle and not taken.get(slot)]
        if any(slot.is_stay for slot in idle):
            findings.warning("idle_stay", row.place())
        elif idle:
            times = ", ".join(f"{slot.start:%H:%M}" for slot in idle)
            findings.warning("idle_slots", row.place(), hours=times)


def _is_within(slot: Slot, items: Iterable[Item]) -> bool:
    """Whether a slot is over before what takes it ends, and begins after it has begun."""
    return any(item.start <= slot.start and slot.end <= item.end for item in items)


@dataclass(frozen=True)
class Outlook:
    """What can be expected of a plan, by counting."""

    event: Event

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that somebody wishes, and that may meet."""
        obstacles = Obstacles(self.event)
        pinned = {pin.pair for pin in self.event.pins}
        return tuple(
            pair
            for pair in {*wished_pairs(self.event), *pinned}
            if not obstacles.between(pair) and self.event.shared_slots(pair)
        )

    def taken_by(self, slot: Slot) -> list[Item]:
        """List breaks and programme of everyone that leave nobody time then."""
        everyones = (item for item in self.event.programme if item.who is None)
        return [item for item in everyones if item.start < slot.end and slot.start < item.end]

    @cached_property
    def partners(self) -> Mapping[str, int]:
        """How many partners each could meet."""
        return Counter(person for pair in self.pairs for person in pair)

    @cached_property
    def most(self) -> Mapping[str, int]:
        """How many meetings each could have at most, by their slots and limits."""
        return {person: self._most(person) for person in self.event.registered}

    def _most(self, person: str) -> int:
        slots = self.event.free_slots[person]
        limit, a_day = self.event.limit_of(person), self.event.rules.max_per_day
        days = Counter(slot.day for slot in slots)
        by_day = sum(min(count, a_day or count) for count in days.values())
        return by_day if limit is None else min(limit, by_day)

    @cached_property
    def musts(self) -> Mapping[str, int]:
        """How many must-wishes each has a part in; one from either side is one."""
        asked: dict[str, set[str]] = defaultdict(set)
        for wish in self.event.interests:
            if wish.level is Level.MUST and stands(self.event, wish):
                asked[wish.source].add(wish.target)
                if not wish.target_is_organisation:
                    asked[wish.target].add(wish.source)
        return Counter({person: len(others) for person, others in asked.items()})

    @cached_property
    def wished(self) -> Mapping[str, int]:
        """How many others wish to meet each, by name."""
        registered = set(self.event.registered)
        return Counter(
            wish.target
            for wish in self.event.interests
            if not wish.target_is_organisation
            and wish.source in registered
            and stands(self.event, wish)
        )

    def meetings(self, *, online: bool) -> int:
        """How many would take place at tables, or in rooms, if there were those without end."""
        event = self.event
        wished: dict[str, Fraction] = defaultdict(Fraction)
        for pair in self.pairs:
            if event.takes_table(pair) and event.is_online(pair) is online:
                for person in pair:
                    wished[person] += self._part(pair)
        most = {person: Fraction(self.most[person]) for person in wished}
        return int(sum(min(n, most[person]) for person, n in wished.items()) / 2)

    def _part(self, pair: Pair) -> Fraction:
        """Tell how much of a meeting is wished: of all people of an organisation, one is enough."""
        wishes = self._wishes.get(pair, ())
        if not all(wish.target_is_organisation for wish in wishes):
            return Fraction(1)
        part = sum((Fraction(1, self._ways[wish]) for wish in wishes), Fraction())
        return min(part, Fraction(1)) if wishes else Fraction(1)

    @cached_property
    def _wishes(self) -> Mapping[Pair, tuple[Interest, ...]]:
        return wished_pairs(self.event)

    @cached_property
    def _ways(self) -> Mapping[Interest, int]:
        """By how many pairs each wish could be met."""
        return Counter(wish for pair in self.pairs for wish in self._wishes.get(pair, ()))

    def seats(self, tables: Iterable[Table]) -> int:
        """How many meetings find room at tables over all slots."""
        return sum(
            table.meetings_at_once
            for table in tables
            for slot in self.event.slots
            if table.times.allows(slot)
        )

    @cached_property
    def idle(self) -> frozenset[Slot]:
        """The slots in which no two people who wish to could meet."""
        busy = {slot for pair in self.pairs for slot in self.event.shared_slots(pair)}
        return frozenset(self.event.slots) - busy
