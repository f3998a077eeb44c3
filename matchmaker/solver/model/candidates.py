"""Who may meet, and where: the pairs, in which ways, slots and pools of tables."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial

from matchmaker.aims import AimName, Given
from matchmaker.evenness import evenness, wishes_of_pairs
from matchmaker.events import Event, Interest, Level, Pair, Pin, Slot
from matchmaker.floors import Floor, owed
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.rulings import rulings
from matchmaker.score import promised
from matchmaker.solver.model.homes import Homes
from matchmaker.solver.model.pools import ONLINE, Pool, Pools, pools_by_area, pools_of
from matchmaker.wishes import Way, declined_pairs, ways_of_pair, wished_pairs, without_a_wish

CHOSEN_AIMS = (
    AimName.KEPT,
    AimName.MUST,
    AimName.FAIR_SHARE,
    AimName.LOSSES,
    AimName.POINTS,
)
"""The aims that depend on the pairs alone; some of them only in a rerun.

So does evenness, which ranks after moves in a rerun: nobody is moved for it.
"""
HUNDREDTHS = 10_000
"""Hundredths of a per cent in a whole."""


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

    def partner_of(self, person: str) -> str:
        """Name the other one of the two."""
        return self.pair[1] if self.pair[0] == person else self.pair[0]

    @property
    def points(self) -> int:
        """The most points the meeting can have."""
        return max(way.points for way in self.ways)


@dataclass(frozen=True)
class Candidates:
    """Every pair that may be planned, in order of their ids.

    Parameters
    ----------
    event : Event
        Whose pairs they are.
    all : tuple of Candidate
        The pairs.
    floors : mapping of Floor to int
        How many meetings each participant should have at least, of all or of some.
    homes : Homes
        In a rerun: where the published meetings can stand, as far as that was found.
    """

    event: Event
    all: tuple[Candidate, ...]
    floors: Mapping[Floor, int]
    homes: Homes

    @property
    def aims(self) -> tuple[AimName, ...]:
        """The aims that depend on the pairs alone, in order of rank; all but evenness."""
        return tuple(aim for aim in CHOSEN_AIMS if self.event.promises or not aim.is_of_a_rerun)

    @property
    def given_aims(self) -> tuple[AimName | Given, ...]:
        """What the bound of an aim takes as given that is ranked after those of the pairs."""
        moves = (AimName.MOVES,) if self.event.promises else ()
        return (*self.homes.given, *self.aims, *moves, AimName.EVENNESS)

    @property
    def aims_with_slots(self) -> tuple[AimName, ...]:
        """The aims that are settled where the pairs get their slots; in a rerun moves come next."""
        return self.aims if self.event.promises else (*self.aims, AimName.EVENNESS)

    def limit(self, aim: AimName) -> int:
        """Bound an aim without any search: no plan can be better."""
        if aim is AimName.STANDING:
            return len(self.event.promises)
        if aim is AimName.KEPT:
            return sum(candidate.pair in self.event.promise for candidate in self.all)
        if aim is AimName.MUST:
            return len(self.musts)
        if aim is AimName.EVENNESS:
            return evenness(self.event, (candidate.pair for candidate in self.all))
        return sum(c.points for c in self.all) if aim is AimName.POINTS else 0

    def to_hold(self, aim: AimName, value: int, bound: int) -> int:
        """Tell what later aims must leave of an aim: all, or of points what evenness may not cost.

        Parameters
        ----------
        aim : AimName
            The aim.
        value, bound : int
            What was reached, and what no plan exceeds.
        """
        if aim is not AimName.POINTS:
            return value
        return min(value, bound - bound * self.event.rules.evenness_may_cost // HUNDREDTHS)

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

    def counting(self, person: str, rule: MeetingRule | None) -> tuple[Candidate, ...]:
        """The candidates of somebody that a meeting rule counts; without one, all of theirs."""
        theirs = self.by_participant.get(person, ())
        if rule is None:
            return theirs
        is_of = partial(rulings(self.event).counts, rule, person)
        return tuple(c for c in theirs if is_of(c.partner_of(person)))

    @cached_property
    def forced(self) -> frozenset[Pair]:
        """The pairs that must meet."""
        return frozenset(self.event.forced)

    @property
    def promised(self) -> Mapping[Floor, int]:
        """How many meetings everyone was promised."""
        return {Floor(person): count for person, count in promised(self.event).items()}

    @cached_property
    def ceilings(self) -> Mapping[tuple[str, MeetingRule], int]:
        """How many of the meetings that a rule counts each participant may have at most."""
        asked = rulings(self.event)
        return {
            (person, rule): asked.ceiling(rule, person)
            for person in self.by_participant
            for rule in asked.quotas(Verb.AT_MOST, person)
        }

    @cached_property
    def limits(self) -> Mapping[Pair, tuple[tuple[str, MeetingRule], ...]]:
        """The ceilings that the meeting of a pair counts for, by pair; most count for none."""
        found = defaultdict(list)
        for person, rule in self.ceilings:
            for candidate in self.counting(person, rule):
                found[candidate.pair].append((person, rule))
        return {pair: tuple(limits) for pair, limits in found.items()}

    @cached_property
    def by_person(self) -> Mapping[str, tuple[Candidate, ...]]:
        """The candidates of each human being who has any, for all of their organisations."""
        theirs = defaultdict(list)
        for candidate in self.all:
            for person in dict.fromkeys(self.people(candidate)):
                theirs[person].append(candidate)
        return {person: tuple(found) for person, found in theirs.items()}

    def people(self, candidate: Candidate) -> tuple[str, str]:
        """The two human beings of a pair, each called by the first of their ids."""
        one, other = candidate.pair
        return self.event.person_of[one], self.event.person_of[other]

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
    def possible(self) -> Mapping[str, Mapping[Interest, tuple[Candidate, ...]]]:
        """Everybody's wishes that can be met, and the candidates that meet each."""
        of_pairs = wishes_of_pairs(self.event)
        found: dict[str, dict[Interest, list[Candidate]]] = defaultdict(lambda: defaultdict(list))
        for candidate in self.all:
            for wish in of_pairs.get(candidate.pair, ()):
                found[wish.source][wish].append(candidate)
        return {
            person: {wish: tuple(meeting) for wish, meeting in theirs.items()}
            for person, theirs in found.items()
        }

    @property
    def pools(self) -> Pools:
        """The tables where they may meet."""
        return self.homes.pools or pools_of(self.event)

    def mask_of(self, candidate: Candidate) -> int:
        """The slots where a pair may meet, as the bits of a number."""
        places = candidate.places
        if id(places) not in self._masks:
            self._masks[id(places)] = self.event.mask_of(places)
        return self._masks[id(places)]

    @cached_property
    def _masks(self) -> dict[int, int]:
        return {}

    @property
    def size(self) -> int:
        """The slots of all pairs: how large a model of them is."""
        return sum(len(candidate.places) for candidate in self.all)

    @property
    def options(self) -> int:
        """The same with each pool that could give a table."""
        return sum(len(pools) for c in self.all for pools in c.places.values())

    def only(self, pairs: Collection[Pair]) -> "Candidates":
        """Keep just these pairs."""
        return replace(self, all=tuple(c for c in self.all if c.pair in pairs))

    def beside_pins(self) -> "Candidates":
        """Leave to those that are not pinned only what the pins leave free."""
        pins = [candidate for candidate in self.all if candidate.pin]
        return replace(self, all=tuple(_Leftover(self, pins).of_all())) if pins else self


class _Leftover:
    """What pins leave free of people's time and of tables."""

    def __init__(self, candidates: Candidates, pins: Collection[Candidate]) -> None:
        self._candidates = candidates
        self._busy = {(p, s) for pin in pins for p in candidates.people(pin) for s in pin.places}
        degree = Counter(person for pin in pins for person in pin.pair)
        limit_of = candidates.event.limit_of
        limits = {person: limit_of(person) for person in degree}
        self._full = {p for p, limit in limits.items() if limit is not None and limit <= degree[p]}
        self._drawn = Counter(
            (pools[0], slot)
            for pin in pins
            for slot, pools in pin.places.items()
            if len(pools) == 1
        )
        self._event = candidates.event
        self._areas: Mapping[str, list[tuple[Slot, int]]] = {}
        self._pins = {pin.pair: pin for pin in pins}
        if self._event.has_travel:
            self._settle_areas()

    def of_all(self) -> Iterator[Candidate]:
        """Give the pins, and the others with the places that are left to them."""
        for candidate in self._candidates.all:
            if candidate.pin:
                yield self._pins[candidate.pair]
            elif self._full.isdisjoint(candidate.pair):
                places = dict(self._places(candidate))
                if places == candidate.places:
                    yield candidate  # those who can be in the same places share them
                elif places:
                    yield replace(candidate, places=places)

    def _places(self, candidate: Candidate) -> Iterator[tuple[Slot, tuple[Pool, ...]]]:
        one, other = self._candidates.people(candidate)
        for slot, pools in candidate.places.items():
            free = tuple(
                pool
                for pool in pools
                if self._has_room(pool, slot) and self._is_in_time((one, other), slot, pool)
            )
            if free and (one, slot) not in self._busy and (other, slot) not in self._busy:
                yield slot, free

    def _settle_areas(self) -> None:
        """Leave to each pin what the others leave it, until nothing more follows."""
        for _ in range(len(self._pins)):
            self._areas = self._areas_of(self._pins.values())
            before = self._pins
            self._pins = {pair: self._in_time_for(pin) for pair, pin in before.items()}
            if self._pins == before:
                break

    def _areas_of(self, pins: Collection[Candidate]) -> Mapping[str, list[tuple[Slot, int]]]:
        """Where people are known to be at some time."""
        found = defaultdict(list)
        areas = self._candidates.pools.areas
        for pin in pins:
            for slot, pools in pin.places.items():
                if len(pools) == 1 and pools[0] in areas:
                    for person in self._candidates.people(pin):
                        found[person].append((slot, areas[pools[0]]))
        return found

    def _in_time_for(self, pin: Candidate) -> Candidate:
        """Leave to a pin what the others leave it, if that is anything."""
        people = self._candidates.people(pin)
        places = {
            slot: tuple(p for p in pools if self._is_in_time(people, slot, p)) or pools
            for slot, pools in pin.places.items()
        }
        return pin if places == pin.places else replace(pin, places=places)

    def _is_in_time(self, people: Pair, slot: Slot, pool: Pool) -> bool:
        """Whether both can be there between their pinned meetings."""
        area = self._candidates.pools.areas.get(pool)
        return area is None or not any(
            area != there and self._event.is_too_near(slot, other)
            for person in people
            for other, there in self._areas.get(person, ())
        )

    def _has_room(self, pool: Pool, slot: Slot) -> bool:
        drawn = self._drawn[pool, slot]
        return pool == ONLINE or drawn < self._candidates.pools.capacity(pool, slot)


def candidates(event: Event) -> Candidates:
    """Find every pair that may be planned: permitted, with a usable slot, and somebody's word.

    They are wished, pinned, forced or promised. What has begun already stands without permission.
    """
    wished = wished_pairs(event)
    pins = {pin.pair: pin for pin in event.pins}
    registered = set(event.registered)
    promised = {pair for pair in event.promise if registered.issuperset(pair)}
    permissions = [permit(event) for permit in PERMISSIONS]
    needless = without_a_wish(event)
    pools = pools_by_area(event) if event.has_travel else pools_of(event)
    options = _Options(event, pools)
    found = []
    for pair in sorted(wished.keys() | pins.keys() | promised | {*event.forced}):
        pin = pins.get(pair)
        is_history = pin is not None and event.is_history(pair, pin.slot)
        if is_history or all(permits(pair) for permits in permissions):
            places = options.of_pin(pin) if pin else options.of(pair)
            theirs = ways_of_pair(event, pair)
            if pair in needless and all(way.uses for way in theirs):
                theirs = (*theirs, Way(pair, ()))
            if places and theirs:
                found.append(Candidate(pair, theirs, places, pin))
    homes = Homes(event, pools=pools)
    return Candidates(event, tuple(found), owed(event), homes).beside_pins()


class _Options:
    """Slots and pools where pairs may meet; those who may meet in the same ones share them."""

    def __init__(self, event: Event, pools: Pools) -> None:
        self._event = event
        self._pool_of = pools.of
        self._drawn: dict[tuple[int, ...], tuple[Pool, ...]] = {}
        self._known: dict[tuple[int, ...], Mapping[Slot, tuple[Pool, ...]]] = {}

    def of(self, pair: Pair) -> Mapping[Slot, tuple[Pool, ...]]:
        """In each slot that a pair can use, the pools that could give a table."""
        slots, kind = self._event.usable_slots(pair), self._kind(pair)
        alike = (id(slots), *kind)
        if alike not in self._known:
            self._known[alike] = {slot: self._pools(pair, slot, kind) for slot in slots}
        return self._known[alike]

    def _kind(self, pair: Pair) -> tuple[int, ...]:
        """Tell pairs apart by the tables that they could have."""
        event = self._event
        return event.is_online(pair), event.takes_table(pair), *map(id, event.own_tables(pair))

    def of_pin(self, pin: Pin) -> Mapping[Slot, tuple[Pool, ...]]:
        """The same where a meeting must stand."""
        event = self._event
        if pin.table is None and event.is_over(pin.slot):
            return {pin.slot: (ONLINE,)}
        if pin.table and (event.is_over(pin.slot) or event.takes_table(pin.pair)):
            return {pin.slot: (self._pool_of(event.table[pin.table]),)}
        return {pin.slot: self._pools(pin.pair, pin.slot, self._kind(pin.pair))}

    def _pools(self, pair: Pair, slot: Slot, kind: tuple[int, ...]) -> tuple[Pool, ...]:
        alike = (self._event.number_of[slot], *kind)
        if alike not in self._drawn:
            self._drawn[alike] = self._pools_at(pair, slot)
        return self._drawn[alike]

    def _pools_at(self, pair: Pair, slot: Slot) -> tuple[Pool, ...]:
        if not self._event.takes_table(pair):
            return (ONLINE,)
        return tuple(dict.fromkeys(map(self._pool_of, self._event.tables_for(pair, slot))))


Permission = Callable[[Pair], bool]


def of_two_people(event: Event) -> Permission:
    """Nobody meets themselves, for another organisation."""
    return lambda pair: not event.are_one(pair)


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
    of = {person.id: frozenset(person.organisations) for person in event.participants}
    return lambda pair: of[pair[0]].isdisjoint(of[pair[1]])


def with_a_common_language(event: Event) -> Permission:
    """The two share a language, where the event asks for it."""
    if not event.rules.common_language_needed:
        return lambda _pair: True
    return lambda pair: bool(event.shared_languages(pair))


def within_the_rules(event: Event) -> Permission:
    """No meeting rule speaks against it."""
    return lambda pair: rulings(event).against(pair) is None


PERMISSIONS = (
    of_two_people,
    not_blocked,
    not_declined,
    of_two_organisations,
    with_a_common_language,
    within_the_rules,
)
"""The hard rules that speak of a pair alone. Availability is in the slots of a candidate."""
