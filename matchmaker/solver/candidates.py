"""Which pairs may be planned at all, in which ways, slots and pools of tables."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from matchmaker.event import Event, Interest, Level, Pair, Pin, Slot, Table
from matchmaker.floors import floors
from matchmaker.wishes import Way, declined_pairs, ways, wished_pairs

Pool = str
"""Tables that serve the same people are one pool, named by their owner; OPEN serves everyone else.

Within a pool tables are given out after the slots are known: counting them is enough until then.
"""

OPEN: Pool = ""
ONLINE: Pool = "\0online"
"""Takes no table."""


@dataclass(frozen=True)
class Candidate:
    """A pair that may be planned.

    Parameters
    ----------
    pair : Pair
        The two people.
    ways : tuple of Way
        How their meeting can count; one without interests for a pin that nobody wished.
    places : mapping of Slot to tuple of Pool
        In each usable slot, the pools that could give a table.
    pin : Pin or None
        Where it must stand.
    """

    pair: Pair
    ways: tuple[Way, ...]
    places: Mapping[Slot, tuple[Pool, ...]]
    pin: Pin | None = None

    @property
    def points(self) -> int:
        """The most points the meeting can have."""
        return max(way.points for way in self.ways)


@dataclass(frozen=True)
class Candidates:
    """Every pair that may be planned, in order of their ids, and each participant's floor."""

    event: Event
    all: tuple[Candidate, ...]
    floors: Mapping[str, int]

    @cached_property
    def by_pair(self) -> Mapping[Pair, Candidate]:
        """Each candidate by its pair."""
        return {candidate.pair: candidate for candidate in self.all}

    @cached_property
    def by_participant(self) -> Mapping[str, tuple[Candidate, ...]]:
        """The candidates of each participant who has any."""
        theirs = defaultdict(list)
        for candidate in self.all:
            for person in candidate.pair:
                theirs[person].append(candidate)
        return {person: tuple(found) for person, found in theirs.items()}

    @cached_property
    def musts(self) -> Mapping[Interest, tuple[Candidate, ...]]:
        """Each interest of level must, and the candidates that meet it."""
        wished = wished_pairs(self.event)
        musts = defaultdict(list)
        for candidate in self.all:
            for interest in wished.get(candidate.pair, ()):
                if interest.level is Level.MUST:
                    musts[interest].append(candidate)
        return {interest: tuple(found) for interest, found in musts.items()}

    @cached_property
    def pairs_of_musts(self) -> frozenset[Pair]:
        """The pairs that meet an interest of level must."""
        return frozenset(candidate.pair for meeting in self.musts.values() for candidate in meeting)

    @cached_property
    def pools(self) -> Mapping[Pool, tuple[Table, ...]]:
        """The tables of each pool."""
        pools = defaultdict(list)
        for table in self.event.tables:
            pools[pool_of(self.event, table)].append(table)
        return {pool: tuple(tables) for pool, tables in pools.items()}

    def only(self, pairs: Collection[Pair]) -> "Candidates":
        """Keep just these pairs."""
        return replace(self, all=tuple(c for c in self.all if c.pair in pairs))

    def capacity(self, pool: Pool, slot: Slot) -> int:
        """How many meetings a pool holds in a slot."""
        return self._capacities[pool][slot] if pool in self._capacities else 0

    @cached_property
    def _capacities(self) -> Mapping[Pool, Mapping[Slot, int]]:
        return {
            pool: {
                slot: sum(table.meetings_at_once for table in tables if table.times.allows(slot))
                for slot in self.event.slots
            }
            for pool, tables in self.pools.items()
        }


def pool_of(event: Event, table: Table) -> Pool:
    """The pool a table belongs to; a table whose owner does not take part is open to all."""
    if not event.owners(table):
        return OPEN
    return f"\0organisation {table.owner}" if table.owner_is_organisation else table.owner


def candidates(event: Event) -> Candidates:
    """Find every pair that may be planned: wished or pinned, permitted, and with a usable slot."""
    wished = wished_pairs(event)
    pins = {pin.pair: pin for pin in event.pins}
    permissions = [permit(event) for permit in PERMISSIONS]
    options = _Options(event)
    found = []
    for pair in sorted(wished.keys() | pins.keys()):
        if all(permits(pair) for permits in permissions):
            pin = pins.get(pair)
            places = options.of_pin(pin) if pin else options.of(pair)
            theirs = _ways(pair, wished.get(pair, ()), pin)
            if places and theirs:
                found.append(Candidate(pair, theirs, places, pin))
    return Candidates(event, tuple(found), floors(event))


def _ways(pair: Pair, interests: tuple[Interest, ...], pin: Pin | None) -> tuple[Way, ...]:
    found = ways(pair, interests)
    return (*found, Way(pair, ())) if pin and all(way.uses for way in found) else found


class _Options:
    """Slots and pools where pairs may meet; those who may meet in the same ones share them."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._known: dict[tuple[int, ...], Mapping[Slot, tuple[Pool, ...]]] = {}

    def of(self, pair: Pair) -> Mapping[Slot, tuple[Pool, ...]]:
        """In each slot that a pair can use, the pools that could give a table."""
        event = self._event
        slots = event.usable_slots(pair)
        owned = (event.owned_tables.get(person, ()) for person in pair)
        alike = (id(slots), *map(id, owned), event.is_online(pair))
        if alike not in self._known:
            self._known[alike] = {slot: self._pools(pair, slot) for slot in slots}
        return self._known[alike]

    def of_pin(self, pin: Pin) -> Mapping[Slot, tuple[Pool, ...]]:
        """The same where a meeting must stand."""
        event = self._event
        if pin.table and not event.is_online(pin.pair):
            return {pin.slot: (pool_of(event, event.table[pin.table]),)}
        return {pin.slot: self._pools(pin.pair, pin.slot)}

    def _pools(self, pair: Pair, slot: Slot) -> tuple[Pool, ...]:
        event = self._event
        if event.is_online(pair):
            return (ONLINE,)
        tables = event.tables_for(pair, slot)
        if not event.owned_tables.keys() & set(pair):
            return (OPEN,) if tables else ()
        return tuple(dict.fromkeys(pool_of(event, table) for table in tables))


Permission = Callable[[Pair], bool]


def not_blocked(event: Event) -> Permission:
    """A blocked pair does not meet."""
    blocked = {blocked.pair for blocked in event.blocked}
    return lambda pair: pair not in blocked


def not_declined(event: Event) -> Permission:
    """A declined pair does not meet."""
    declined = declined_pairs(event)
    return lambda pair: pair not in declined


def of_two_organisations(event: Event) -> Permission:
    """Two of one organisation do not meet, unless the event allows it."""
    if event.rules.same_organisation_may_meet:
        return lambda _pair: True
    organisation = {person.id: person.organisation for person in event.participants}
    return lambda pair: organisation[pair[0]] != organisation[pair[1]]


def with_a_common_language(event: Event) -> Permission:
    """The two share a language, where the event asks for it."""
    if not event.rules.common_language_needed:
        return lambda _pair: True
    return lambda pair: bool(event.shared_languages(pair))


PERMISSIONS = (not_blocked, not_declined, of_two_organisations, with_a_common_language)
"""The hard rules that speak of a pair alone. Availability is in the slots of a candidate."""
