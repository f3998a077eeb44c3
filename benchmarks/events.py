"""Invented events of real shape, of any size: the same event for the same shape and seed.

Real wish lists are skewed: a few people are wanted by many and most by hardly anybody, some wishes
are returned, a third of the people cannot stay all day. A shape says how much of each.
"""

from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from matchmaker.events import (
    Availability,
    Event,
    Interest,
    Level,
    Organisation,
    Pair,
    Participant,
    Period,
    Rules,
    Slot,
    Table,
    pair_of,
)

TIME_ZONE = "Europe/Berlin"
FIRST_DAY = datetime(2027, 6, 16, 9, 0, tzinfo=ZoneInfo(TIME_ZONE))
MEETING = timedelta(minutes=20)
LUNCH = timedelta(minutes=60)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What an event is like.

    Parameters
    ----------
    name : str
        What the event is called in results.
    people, slots, tables, pairs : int
        How many take part, meet when and where, and how many pairs are wished.
    sellers : int
        Of the people, how many are of the other side; 0: everybody may meet everybody.
    days, sessions : int
        Days, and sessions a day with an hour of lunch between them.
    skew : float
        Popularity of the n-th most wanted person is n to the power of minus this.
    returned : float
        Share of wishes that are returned.
    musts : float
        Share of wishes that are must; of the others one in four is high, one in four low.
    for_organisations : float
        Share of wishes that are for an organisation, whoever is there for it.
    people_an_organisation : float
        Mean size of an organisation.
    part_time : float
        Share of people who are there in about half of the slots only.
    areas : int
        In how many areas the tables stand, as evenly as may be.
    own_tables : bool
        Whether everyone of the first side has a table of their own; `tables` is then not used.
    min_meetings : int
        What a fair plan owes everyone who can have that many.
    """

    name: str
    people: int
    slots: int
    tables: int
    pairs: int
    sellers: int = 0
    days: int = 1
    sessions: int = 2
    skew: float = 0.6
    returned: float = 0.15
    musts: float = 0.02
    for_organisations: float = 0.03
    people_an_organisation: float = 1.7
    part_time: float = 0.1
    areas: int = 1
    own_tables: bool = False
    min_meetings: int = 1


SHAPES = (
    Shape(name="50", people=50, slots=12, tables=10, pairs=250),
    Shape(name="150", people=150, slots=24, tables=20, pairs=1_100, days=2, sessions=1),
    Shape(name="300-60", people=300, slots=16, tables=60, pairs=2_900),
    Shape(name="300-150", people=300, slots=16, tables=150, pairs=2_900),
    Shape(name="300-halls", people=300, slots=16, tables=60, pairs=2_900, areas=3),
    Shape(name="600", people=600, slots=24, tables=100, pairs=6_000, days=2, sessions=1),
    Shape(name="1000", people=1_000, slots=20, tables=200, pairs=12_000),
    Shape(name="2000", people=2_000, slots=20, tables=800, pairs=39_000, part_time=1 / 3),
    Shape(
        name="trade-fair",
        people=2_200,
        sellers=1_500,
        slots=90,
        tables=0,
        pairs=50_000,
        days=4,
        own_tables=True,
    ),
    Shape(
        name="travel-market",
        people=2_650,
        sellers=1_300,
        slots=44,
        tables=0,
        pairs=130_000,
        days=4,
        own_tables=True,
    ),
)
"""The events of the benchmark, by size."""


def grown(pairs: int) -> Shape:
    """Shape an event with so many wished pairs, all else in proportion to it."""
    people = max(50, pairs // 12)
    return Shape(name=f"grown-{pairs}", people=people, slots=20, tables=people // 5, pairs=pairs)


def make_event(shape: Shape, seed: int = 1) -> Event:
    """Invent an event of this shape."""
    random = Random(f"{shape.name} {seed}")
    slots = tuple(_slots(shape))
    people = tuple(_people(shape, slots, random))
    organisations = sorted({person.organisation for person in people})
    return Event(
        name=f"Event {shape.name}, seed {seed}",
        event_id=f"{shape.name}-{seed}",
        time_zone=TIME_ZONE,
        slots=slots,
        participants=people,
        organisations=tuple(Organisation(name=name) for name in organisations),
        tables=tuple(_tables(shape, people)),
        interests=tuple(_Wishes(shape, people, random).draw()),
        rules=Rules(min_meetings=shape.min_meetings),
    )


def _slots(shape: Shape) -> Iterator[Slot]:
    """Spread the slots over the sessions, the earlier ones taking what does not divide."""
    sessions = shape.days * shape.sessions
    for session in range(sessions):
        day, part = divmod(session, shape.sessions)
        count = (shape.slots - session + sessions - 1) // sessions
        start = FIRST_DAY + timedelta(days=day)
        start += part * (LUNCH + MEETING * -(-shape.slots // sessions))
        for number in range(count):
            yield Slot(start + number * MEETING, start + (number + 1) * MEETING)


def _people(shape: Shape, slots: tuple[Slot, ...], random: Random) -> Iterator[Participant]:
    count = max(2, round(shape.people / shape.people_an_organisation))
    for number in range(shape.people):
        side = "seller" if number >= shape.people - shape.sellers else "buyer"
        person = Participant(
            id=f"P{number + 1:04}",
            first_name="Alex",
            last_name=f"Person {number + 1}",
            organisation=f"{side.title()} Company {random.randrange(count) + 1:04}",
            participation_type=side if shape.sellers else "",
        )
        if random.random() < shape.part_time:
            person = replace(person, times=_half(slots, random))
        yield person


def _half(slots: tuple[Slot, ...], random: Random) -> Availability:
    """Draw a stretch of about half of the slots."""
    length = random.randint(len(slots) // 3, 2 * len(slots) // 3)
    first = random.randrange(len(slots) - length + 1)
    return Availability(available=tuple(_stretches(slots[first : first + length])))


def _stretches(slots: tuple[Slot, ...]) -> Iterator[Period]:
    """Join slots to a period a day."""
    for day in dict.fromkeys(slot.day for slot in slots):
        of_day = [slot for slot in slots if slot.day == day]
        yield Period(of_day[0].start, of_day[-1].end)


def _tables(shape: Shape, people: tuple[Participant, ...]) -> Iterator[Table]:
    if shape.own_tables:
        for person in people[: shape.people - shape.sellers]:
            yield Table(name=f"Booth {person.id}", owner=person.id)
    for number in range(shape.tables):
        area = f"Hall {number * shape.areas // shape.tables + 1}" if shape.areas > 1 else ""
        yield Table(name=f"Table {number + 1:03}", area=area)


class _Wishes:
    """Draws wishes until enough pairs are wished."""

    def __init__(self, shape: Shape, people: tuple[Participant, ...], random: Random) -> None:
        self._shape = shape
        self._random = random
        self._people = {person.id: person for person in people}
        first, second = people, people
        if shape.sellers:
            buyers = shape.people - shape.sellers
            first, second = people[:buyers], people[buyers:]
        self._sides = (_Side(first, shape, random), _Side(second, shape, random))

    def draw(self) -> Iterator[Interest]:
        drawn: dict[tuple[str, str], Interest] = {}
        pairs: set[Pair] = set()
        while len(pairs) < self._shape.pairs:
            source, target = self._two_people()
            if (source, target) in drawn or not self._may_meet(source, target):
                continue
            pairs.add(pair_of(source, target))
            drawn[source, target] = self._wish(source, target)
            if (target, source) not in drawn and self._random.random() < self._shape.returned:
                drawn[target, source] = self._wish(target, source)
        yield from _strongest(drawn.values())

    def _two_people(self) -> tuple[str, str]:
        sides = self._sides if self._random.random() < 1 / 2 else self._sides[::-1]
        return sides[0].anyone(), sides[1].somebody_wanted()

    def _may_meet(self, source: str, target: str) -> bool:
        one, other = self._people[source], self._people[target]
        return one.organisation != other.organisation

    def _wish(self, source: str, target: str) -> Interest:
        level = self._level()
        if level is not Level.MUST and self._random.random() < self._shape.for_organisations:
            organisation = self._people[target].organisation
            return Interest(
                source=source, target=organisation, target_is_organisation=True, level=level
            )
        return Interest(source=source, target=target, level=level)

    def _level(self) -> Level:
        if self._random.random() < self._shape.musts:
            return Level.MUST
        return self._random.choice((Level.HIGH, Level.NORMAL, Level.NORMAL, Level.LOW))


def _strongest(drawn: Iterable[Interest]) -> Iterable[Interest]:
    """Of wishes for one organisation that were drawn for several of its people, leave one."""
    strongest: dict[tuple[str, str, bool], Interest] = {}
    for wish in drawn:
        direction = wish.source, wish.target, wish.target_is_organisation
        known = strongest.setdefault(direction, wish)
        strongest[direction] = max(known, wish, key=lambda one: one.level)
    return strongest.values()


class _Side:
    """People of one side, and how much they are wanted."""

    def __init__(self, people: tuple[Participant, ...], shape: Shape, random: Random) -> None:
        self._ids = [person.id for person in people]
        self._random = random
        wanted = random.sample(self._ids, len(self._ids))
        self._wanted = wanted
        self._weights = list(accumulate((n + 1) ** -shape.skew for n in range(len(wanted))))

    def anyone(self) -> str:
        return self._random.choice(self._ids)

    def somebody_wanted(self) -> str:
        drawn = self._random.random() * self._weights[-1]
        return self._wanted[bisect(self._weights, drawn)]
