"""Where a meeting may stand, what it does there, and which rules forbid the other places."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import sub

from matchmaker.aims import AimName
from matchmaker.editing import Edit, EditKind, difference, exchanged
from matchmaker.events import Event, Pair, Pin, Slot
from matchmaker.rulebook import (
    OF_DAYS,
    OF_PAIRS,
    OF_SEATS,
    OF_TIMES,
    Fault,
    at_closed_table,
    at_full_table,
    available,
    out_of_place,
    travel_time,
    verify_some,
    without_history,
)
from matchmaker.schedule import Meeting, Place, Schedule, in_order
from matchmaker.score import AIMS_OF_DAYS, score_of_days, score_of_moves, score_of_pairs
from matchmaker.wishes import wished_pairs


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

    def of(self, human: str) -> tuple[Meeting, ...]:
        """Give the meetings of a human being, by whichever of their ids, in order of time."""
        if human not in self._theirs:
            self._theirs[human] = self.schedule.of_any(self.event.selves[human])
        return self._theirs[human]

    @cached_property
    def _theirs(self) -> dict[str, tuple[Meeting, ...]]:
        return {}

    def days_of(self, human: str) -> tuple[int, ...]:
        """Give the value of every aim of how the days of a human being go."""
        if human not in self._days:
            self._days[human] = score_of_days(self.event, human, self.of(human))
        return self._days[human]

    @cached_property
    def _days(self) -> dict[str, tuple[int, ...]]:
        return {}

    @cached_property
    def pins(self) -> Mapping[Pair, Sequence[Pin]]:
        """What is fixed, or over, of each pair."""
        found = defaultdict(list)
        for pin in self.event.pins:
            found[pin.pair].append(pin)
        return found

    @cached_property
    def busy(self) -> Mapping[Slot, frozenset[str]]:
        """Which human beings meet in each slot."""
        found: dict[Slot, set[str]] = {slot: set() for slot in self.event.slots}
        for meeting in self.schedule.meetings:
            found[meeting.slot].update(self.humans_in(meeting.participants))
        return {slot: frozenset(humans) for slot, humans in found.items()}

    def humans_in(self, pair: Pair) -> tuple[str, str]:
        """Give the human beings behind two participants."""
        one, other = pair
        return self.event.person_of[one], self.event.person_of[other]


@dataclass(frozen=True)
class _Bench:
    """Meetings taken out of a schedule, to be put back elsewhere, and all they have to do with."""

    places: Places
    gone: tuple[Meeting, ...]
    pairs: tuple[Pair, ...]

    @cached_property
    def _humans(self) -> frozenset[str]:
        return frozenset(human for pair in self.pairs for human in self.places.humans_in(pair))

    @cached_property
    def people(self) -> frozenset[str]:
        """Whose meetings they are, by every id that these people have."""
        return frozenset[str]().union(*(self.places.event.selves[human] for human in self._humans))

    @cached_property
    def theirs(self) -> tuple[Meeting, ...]:
        """What these people meet besides."""
        found = (m for human in self._humans for m in self.places.of(human))
        return tuple(dict.fromkeys(m for m in found if m not in self.gone))

    def are_free(self, *meetings: Meeting) -> bool:
        """Whether nobody meets somebody else then: most are not, and it is soon found out."""
        return all(map(self._is_free, meetings))

    def _is_free(self, meeting: Meeting) -> bool:
        taken = self.places.busy[meeting.slot].intersection(
            self.places.humans_in(meeting.participants)
        )
        there = (m.participants for m in self.gone if m.slot == meeting.slot)
        return not taken.difference(*map(self.places.humans_in, there)) if taken else True

    def against(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name rules that they would break."""
        together = Schedule((*self.theirs, *meetings))
        return self.against_places(*meetings) or verify_some(self.places.event, together, OF_TIMES)

    def against_places(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name rules of where, or of what is fixed, that they would break."""
        pins = tuple(fault for meeting in meetings for fault in self.against_pins(meeting))
        return pins or self.against_tables(*meetings)

    def against_time(self, meeting: Meeting) -> tuple[Fault, ...]:
        """Name the rules of when that one meeting would break."""
        event = self.places.event
        if not self.are_free(meeting):
            return verify_some(event, Schedule((*self.theirs, meeting)), OF_TIMES)
        alone = verify_some(event, Schedule((meeting,)), (available,))
        if event.rules.max_per_day is None and event.rules.max_in_a_row is None:
            return alone
        return (*alone, *verify_some(event, Schedule((*self.theirs, meeting)), OF_DAYS))

    def against_tables(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of where that they would break."""
        seats = verify_some(self.places.event, Schedule(meetings), OF_SEATS)
        return (*self.against_place(*meetings), *seats)

    def against_place(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of whether a table is free, and near enough, that they would break."""
        event = self.places.event
        if not event.has_travel:
            return self._against_table(*meetings)
        near = Schedule((*self.theirs, *meetings))
        return (*verify_some(event, near, (travel_time,)), *self._against_table(*meetings))

    def _against_table(self, *meetings: Meeting) -> tuple[Fault, ...]:
        """Name the rules of whether a table is free; nobody else comes to it, or goes."""
        event, faults = self.places.event, list[Fault]()
        for meeting in meetings:
            if meeting.table is not None:
                table, place = event.table[meeting.table], meeting.when_and_where
                beside = (m for m in self.places.at(place) if m not in self.gone)
                faults += at_closed_table(table, meeting)
                faults += at_full_table(table, (*beside, meeting))
        return without_history(event, faults) if faults else ()

    def against_pins(self, meeting: Meeting) -> tuple[Fault, ...]:
        """Name what is fixed, or over, and would not be where it is."""
        pins = self.places.pins.get(meeting.participants, ())
        return tuple(fault for pin in pins for fault in out_of_place(pin, [meeting]))

    def effect(self, *meetings: Meeting) -> dict[AimName, int]:
        """Tell by how much each aim of places would change."""
        event = self.places.event
        days = map(
            sum, zip(*(self._change_of_days(h, meetings) for h in self._humans), strict=True)
        )
        changes = {aim: change for aim, change in zip(AIMS_OF_DAYS, days, strict=True) if change}
        before, after = (score_of_moves(event, Schedule(of)) for of in (self.gone, meetings))
        return {**changes, **difference(before, after)}

    def _change_of_days(self, human: str, meetings: Sequence[Meeting]) -> Iterator[int]:
        """Tell by how much the aims of the days of one human being change."""
        left = (m for m in self.places.of(human) if m not in self.gone)
        new = (m for m in meetings if human in self.places.humans_in(m.participants))
        after = score_of_days(self.places.event, human, in_order((*left, *new)))
        return map(sub, after, self.places.days_of(human))


@dataclass(frozen=True)
class _Quest:
    """The search for every place of one meeting."""

    places: Places
    pair: Pair

    def positions(self, slots: Sequence[Slot]) -> Iterator[Position]:
        """Look at every place of these slots."""
        whom = self._against_pair
        for slot in slots:
            anywhere = Meeting(self.pair, slot)
            against = (*whom, *self._bench.against_time(anywhere))
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
        return {**self._change_of_pairs(), **self._bench.effect()}

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
        if is_apart and (against or not self._is_free(other, there.slot)):
            return None
        one, two = exchanged(there, other)
        theirs = _Bench(self.places, (other,), (other.participants,))
        both = _Bench(self.places, (there, other), (self.pair, other.participants))
        if not is_apart:
            is_sound = both.are_free(one, two) and not both.against(one, two)
            return both.effect(one, two) if is_sound else None
        if both.against_places(one, two):
            return None
        if one.slot != two.slot and theirs.against_time(two):
            return None
        return _sum(self._effect(one), theirs.effect(two))

    def _is_free(self, other: Meeting, then: Slot) -> bool:
        """Whether those of a meeting meet nobody else in a slot: most do, and are soon out."""
        humans = self.places.humans_in(other.participants)
        return other.slot == then or self.places.busy[then].isdisjoint(humans)

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
        return self._change_of_pairs(Meeting(self.pair, self.places.event.slots[0]))

    def _change_of_pairs(self, *new: Meeting) -> Mapping[AimName, int]:
        """Tell how the aims of who meets whom change where the two meet so instead.

        Only a wish for an organisation is met, or not, by what others do.
        """
        event, bench = self.places.event, self._bench
        wishes = wished_pairs(event).get(self.pair, ())
        if any(wish.target_is_organisation for wish in wishes):
            left = (m for m in self.places.schedule.meetings if m not in bench.gone)
            after = score_of_pairs(event, Schedule((*left, *new)))
            return difference(self.places.score_of_pairs, after)
        theirs = (Schedule((*bench.theirs, *of)) for of in (bench.gone, new))
        return difference(*(score_of_pairs(event, each) for each in theirs))


def _sum(one: Mapping[AimName, int], other: Mapping[AimName, int]) -> dict[AimName, int]:
    """Add up two effects; what stays the same is in none."""
    found = {aim: one.get(aim, 0) + other.get(aim, 0) for aim in {**one, **other}}
    return {aim: change for aim, change in found.items() if change}
