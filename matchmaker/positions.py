"""Where a meeting may stand, what it does there, and which rules forbid the other places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from matchmaker.aims import AimName
from matchmaker.editing import Edit, EditKind, difference, exchanged
from matchmaker.events import Event, Pair, Pin, Slot
from matchmaker.rulebook import (
    OF_PAIRS,
    OF_PLACES,
    OF_SEATS,
    OF_TIMES,
    Fault,
    out_of_place,
    verify_some,
    without_history,
)
from matchmaker.schedule import Meeting, Place, Schedule
from matchmaker.score import score_of_pairs, score_of_places


@dataclass(frozen=True)
class Position:
    """A slot and a table (None: it takes none) for one meeting.

    Parameters
    ----------
    edit : Edit
        How the meeting comes there: it is moved, added, or changes places with the one there.
    slot : Slot
        When.
    table : str or None
        Where.
    faults : tuple of Fault
        The rules that it would break there; empty if it may stand there.
    effect : mapping of AimName to int
        By how much each aim would change; those that stay are not in it.
    """

    edit: Edit
    slot: Slot
    table: str | None
    faults: tuple[Fault, ...] = ()
    effect: Mapping[AimName, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether the meeting may stand there."""
        return not self.faults

    @cached_property
    def merit(self) -> tuple[int, ...]:
        """What places are sorted by, the best first: the aims in order of rank."""
        effect = self.effect
        return tuple(
            -effect.get(aim, 0) if aim.is_maximised else effect.get(aim, 0) for aim in AimName
        )


def positions(
    event: Event, schedule: Schedule, pair: Pair, slots: Sequence[Slot] | None = None
) -> tuple[Position, ...]:
    """List every place of a meeting, planned or to be added, but the one that it has.

    Where another one is in the way, the two may change places, if that breaks no rule.

    Parameters
    ----------
    event : Event
        The event; what is fixed or over is pinned.
    schedule : Schedule
        A valid schedule.
    pair : Pair
        Who meets.
    slots : sequence of Slot, optional
        When; all slots of the event unless they are given.

    Notes
    -----
    What is said of a place is what `faults` and `effect` of the edit say of the whole schedule. But
    a meeting in another place concerns nobody but the two, and whoever is at that table then: so no
    more than their meetings are looked at. What speaks against a slot is asked once for all tables.
    """
    return Places(event, schedule).positions(pair, slots)


@dataclass(frozen=True)
class Places:
    """A schedule, and who is where: what is asked of it again is worked out once."""

    event: Event
    schedule: Schedule

    def positions(self, pair: Pair, slots: Sequence[Slot] | None = None) -> tuple[Position, ...]:
        """List every place of a meeting, as the function of this name does."""
        return tuple(_Quest(self, pair).positions(self.event.slots if slots is None else slots))

    def without(self, pair: Pair) -> dict[AimName, int]:
        """Tell by how much each aim would change if two did not meet who do: as `effect` does."""
        return _Quest(self, pair).effect_of_deleting

    @cached_property
    def score_of_pairs(self) -> Mapping[AimName, int]:
        """The value of every aim that asks who meets whom."""
        return score_of_pairs(self.event, self.schedule)

    def at(self, place: Place) -> tuple[Meeting, ...]:
        """Give the meetings of a place."""
        return self.schedule.by_place.get(place, ())

    @cached_property
    def pins(self) -> Mapping[Pair, Sequence[Pin]]:
        """What is fixed, or over, of each pair."""
        found = defaultdict(list)
        for pin in self.event.pins:
            found[pin.pair].append(pin)
        return found

    @cached_property
    def busy(self) -> frozenset[tuple[str, Slot]]:
        """When each human being meets."""
        person_of = self.event.person_of
        meetings = self.schedule.meetings
        return frozenset((person_of[p], m.slot) for m in meetings for p in m.participants)


@dataclass(frozen=True)
class _Bench:
    """Meetings taken out of a schedule, to be put back elsewhere, and all they have to do with."""

    places: Places
    gone: tuple[Meeting, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def _humans(self) -> frozenset[str]:
        return frozenset(self.places.event.person_of[p] for pair in self.pairs for p in pair)

    @cached_property
    def people(self) -> frozenset[str]:
        """Whose meetings they are, by every id that these people have."""
        return frozenset[str]().union(*(self.places.event.selves[human] for human in self._humans))

    @cached_property
    def theirs(self) -> tuple[Meeting, ...]:
        """What these people meet besides."""
        found = (m for person in self.people for m in self.places.schedule.of(person))
        return tuple(dict.fromkeys(m for m in found if m not in self.gone))

    def are_free(self, *meetings: Meeting) -> bool:
        """Whether nobody meets somebody else then: most are not, and it is soon found out."""
        person_of, busy = self.places.event.person_of, self.places.busy
        taken = {(person_of[p], m.slot) for m in meetings for p in m.participants} & busy
        return taken <= {(person_of[p], m.slot) for m in self.gone for p in m.participants}

    def against(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name rules that they would break."""
        return self.against_places(*meetings) or self.against_times(*meetings)

    def against_places(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name rules of where, or of what is fixed, that they would break."""
        pins = tuple(fault for meeting in meetings for fault in self.against_pins(meeting))
        return pins or self.against_tables(*meetings)

    def against_times(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of when that they would break."""
        return verify_some(self.places.event, Schedule((*self.theirs, *meetings)), OF_TIMES)

    def against_tables(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of where that they would break."""
        seats = verify_some(self.places.event, Schedule(meetings), OF_SEATS)
        return (*self.against_place(*meetings), *seats)

    def against_place(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of whether a table is free, and near enough, that they would break."""
        near = self.theirs if self.places.event.has_travel else ()
        beside = (m for one in meetings if one.table for m in self.places.at(one.when_and_where))
        left = (m for m in beside if m not in self.gone and m not in near)
        return verify_some(self.places.event, Schedule((*near, *meetings, *left)), OF_PLACES)

    def against_pins(self, meeting: Meeting) -> tuple[Fault, ...]:
        """Name what is fixed, or over, and would not be where it is."""
        pins = self.places.pins.get(meeting.participants, ())
        return tuple(fault for pin in pins for fault in out_of_place(pin, [meeting]))

    def effect(self, *meetings: Meeting) -> dict[AimName, int]:
        """Tell by how much each aim of places would change."""
        after = Schedule((*self.theirs, *meetings))
        return difference(self._before, self._score(after))

    @cached_property
    def _before(self) -> Mapping[AimName, int]:
        return self._score(Schedule((*self.theirs, *self.gone)))

    def _score(self, schedule: Schedule) -> Mapping[AimName, int]:
        return score_of_places(self.places.event, schedule, self._humans)


@dataclass(frozen=True)
class _Quest:
    """The search for every place of one meeting."""

    places: Places
    pair: Pair

    def positions(self, slots: Sequence[Slot]) -> Iterator[Position]:
        """Look at every place of these slots."""
        whom = self._against_pair
        for slot in slots:
            against = (*whom, *self._bench.against_times(Meeting(self.pair, slot)))
            for table in self._tables:
                if self._there is None or self._there.when_and_where != (slot, table):
                    yield self._position(slot, table, against)

    @cached_property
    def _there(self) -> Meeting | None:
        """The meeting, where it is planned."""
        return self.places.schedule.by_pair.get(self.pair)

    @property
    def _against_pair(self) -> tuple[Fault, ...]:
        """Name the rules of who that the meeting would break; none that is planned does."""
        if self._there is not None:
            return ()
        anywhere = Meeting(self.pair, self.places.event.slots[0])
        together = Schedule((*self._bench.theirs, anywhere))
        return verify_some(self.places.event, together, OF_PAIRS)

    @cached_property
    def _bench(self) -> _Bench:
        gone = () if self._there is None else (self._there,)
        return _Bench(self.places, gone, (self.pair,))

    @cached_property
    def _tables(self) -> Sequence[str | None]:
        event = self.places.event
        if not event.takes_table(self.pair):
            return (None,)
        tables = event.rooms if event.is_online(self.pair) else event.standing_tables
        return tuple(table.name for table in tables)

    @property
    def effect_of_deleting(self) -> dict[AimName, int]:
        """What it changes if the meeting falls out."""
        left = Schedule(tuple(m for m in self.places.schedule.meetings if m != self._there))
        return {**self._gain_of(left), **self._bench.effect()}

    def _position(self, slot: Slot, table: str | None, against: tuple[Fault, ...]) -> Position:
        """Look at one place; what rules of who and when say against it is known."""
        meeting = Meeting(self.pair, slot, table)
        faults = (*against, *self._bench.against_pins(meeting))
        faults = (*faults, *self._bench.against_place(meeting), *self._against_seat(meeting))
        exchange = self._exchange(meeting, against) if faults else None
        if exchange is not None:
            return exchange
        kind = EditKind.MOVE if self._there else EditKind.ADD
        told = {} if faults else self._effect(meeting)
        return Position(Edit(kind, self.pair, slot, table), slot, table, faults, told)

    def _against_seat(self, meeting: Meeting) -> tuple[Fault, ...]:
        """Name the rules of who sits at which table; those of a table are asked once."""
        event, table = self.places.event, meeting.table
        if table not in self._seats:
            faults = (fault for check in OF_SEATS for fault in check(event, Schedule((meeting,))))
            self._seats[table] = tuple(faults)
        broken = (replace(fault, meetings=(meeting,)) for fault in self._seats[table])
        return without_history(event, broken)

    @cached_property
    def _seats(self) -> dict[str | None, tuple[Fault, ...]]:
        return {}

    def _alike(self, table: str | None) -> str:
        """Tell what makes a table another one for these two: its area, unless they know itself."""
        if table is None or table in self._known_tables:
            return f"table {table}"
        return f"area {self.places.event.table[table].area}"

    @cached_property
    def _known_tables(self) -> frozenset[str | None]:
        promise = self.places.event.promise.get(self.pair)
        told = () if promise is None else (promise.table,)
        return frozenset((*(meeting.table for meeting in self._bench.theirs), *told))

    def _exchange(self, meeting: Meeting, against: tuple[Fault, ...]) -> Position | None:
        """Let the meeting change places with one that is in its way, if that breaks no rule."""
        there, place = self._there, meeting.when_and_where
        if there is None:
            return None
        for other in self.places.at(place):
            effect = self._effect_of_exchange(there, other, against)
            if effect is not None:
                edit = Edit(EditKind.EXCHANGE, self.pair, other=other.participants)
                return Position(edit, *place, (), effect)
        return None

    def _effect_of_exchange(
        self, there: Meeting, other: Meeting, against: tuple[Fault, ...]
    ) -> Mapping[AimName, int] | None:
        """Tell what it changes if two meetings change places; None: it breaks a rule.

        Where nobody is in both, the people of each are looked at by themselves.
        """
        is_apart = self._bench.people.isdisjoint(other.participants)
        if is_apart and against:
            return None
        one, two = exchanged(there, other)
        theirs = _Bench(self.places, (other,), (other.participants,))
        if is_apart and not theirs.are_free(two):
            return None
        both = _Bench(self.places, (there, other), (self.pair, other.participants))
        if not is_apart:
            is_sound = both.are_free(one, two) and not both.against(one, two)
            return both.effect(one, two) if is_sound else None
        if both.against_places(one, two):
            return None
        if one.slot != two.slot and theirs.against_times(two):
            return None
        return _sum(self._effect(one), theirs.effect(two))

    def _effect(self, meeting: Meeting) -> Mapping[AimName, int]:
        """Tell what a place changes for the two; tables that are alike to them are asked once."""
        alike = meeting.slot, self._alike(meeting.table)
        if alike not in self._effects:
            self._effects[alike] = {**self._gain, **self._bench.effect(meeting)}
        return self._effects[alike]

    @cached_property
    def _effects(self) -> dict[tuple[Slot, str], Mapping[AimName, int]]:
        return {}

    @cached_property
    def _gain(self) -> Mapping[AimName, int]:
        """What the pair brings, wherever it meets; nothing if it meets already."""
        if self._there is not None:
            return {}
        added = Meeting(self.pair, self.places.event.slots[0])
        return self._gain_of(Schedule((*self.places.schedule.meetings, added)))

    def _gain_of(self, after: Schedule) -> Mapping[AimName, int]:
        return difference(self.places.score_of_pairs, score_of_pairs(self.places.event, after))


def _sum(one: Mapping[AimName, int], other: Mapping[AimName, int]) -> dict[AimName, int]:
    """Add up two effects; what stays the same is in none."""
    found = {aim: one.get(aim, 0) + other.get(aim, 0) for aim in {**one, **other}}
    return {aim: change for aim, change in found.items() if change}
