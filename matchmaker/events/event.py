"""The event, and what is asked of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import or_

from matchmaker.events.fields import EventFields
from matchmaker.events.pairs import Pair, Pin
from matchmaker.events.people import Participant, Status
from matchmaker.events.places import Table
from matchmaker.events.problems import problems_of, unknown_in_pin
from matchmaker.events.times import Item, Slot
from matchmaker.impossible import InvalidEvent
from matchmaker.names import selves


@dataclass(frozen=True, kw_only=True)
class Event(EventFields):
    """Everything read from the workbook; what cannot be is refused.

    Raises
    ------
    InvalidEvent
        If it cannot be, with every problem at once. No workbook brings this about: readers pass
        over what has faults, so that even the draft of a faulty workbook can be. Whether pins and
        rules go together is another question, that of `rulebook.verify_pins`.
    """

    def __post_init__(self) -> None:
        problems = tuple(problems_of(self))
        if problems:
            raise InvalidEvent(problems)

    @cached_property
    def registered(self) -> tuple[str, ...]:
        """The ids of everyone who takes part."""
        return tuple(p.id for p in self.participants if p.status is Status.REGISTERED)

    @cached_property
    def selves(self) -> Mapping[str, frozenset[str]]:
        """The ids of the same human being for each participant, their own included.

        Whoever does not take part is nobody else.
        """
        alone = {person.id: frozenset({person.id}) for person in self.participants}
        return alone | dict(selves(self.participant[person] for person in self.registered))

    @cached_property
    def person_of(self) -> Mapping[str, str]:
        """The human being behind each participant, called by the first of their ids."""
        return {participant: min(ids) for participant, ids in self.selves.items()}

    def are_one(self, pair: Pair) -> bool:
        """Whether two participants are one human being."""
        return pair[1] in self.selves[pair[0]]

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """Who takes part for an organisation, by its name."""
        members = defaultdict(list)
        for person in self.registered:
            for organisation in self.participant[person].organisations:
                members[organisation].append(person)
        return {name: tuple(ids) for name, ids in members.items()}

    def shared_languages(self, pair: Pair) -> tuple[str, ...]:
        """The languages both speak, in the order and spelling of the first."""
        theirs = {language.casefold() for language in self.participant[pair[1]].languages}
        return tuple(
            word for word in self.participant[pair[0]].languages if word.casefold() in theirs
        )

    @cached_property
    def days(self) -> Mapping[date, tuple[Slot, ...]]:
        """The slots of each day, in order of time."""
        days = defaultdict(list)
        for slot in self.slots:
            days[slot.day].append(slot)
        return {day: tuple(slots) for day, slots in days.items()}

    @cached_property
    def has_stays(self) -> bool:
        """Whether any slot goes on for days."""
        return any(slot.is_stay for slot in self.slots)

    @cached_property
    def rows_of_slots(self) -> tuple[tuple[Slot, ...], ...]:
        """Slots of one day that follow each other with nothing but the changeover between them."""
        rows: list[list[Slot]] = []
        for slot in self.slots:
            if rows and self._follows(rows[-1][-1], slot):
                rows[-1].append(slot)
            else:
                rows.append([slot])
        return tuple(tuple(row) for row in rows)

    def _follows(self, first: Slot, second: Slot) -> bool:
        minutes = (second.start - first.end).total_seconds() / 60
        return first.day == second.day and minutes <= self.rules.changeover_minutes

    def is_over(self, slot: Slot) -> bool:
        """Whether the slot has begun, so that nothing is planned there any more."""
        return self.now is not None and slot.start < self.now

    def is_history(self, pair: Pair, slot: Slot) -> bool:
        """Whether this meeting has begun already."""
        return self.is_over(slot) and (pair, slot) in self._pinned

    @cached_property
    def _pinned(self) -> frozenset[tuple[Pair, Slot]]:
        return frozenset((pin.pair, pin.slot) for pin in self.pins)

    @cached_property
    def promise(self) -> Mapping[Pair, Pin]:
        """The published meeting of each pair that has one."""
        return {promise.pair: promise for promise in self.promises}

    def knows(self, pin: Pin) -> bool:
        """Whether the people, the slot and the table of a pin are of this event."""
        return not any(unknown_in_pin(self, pin, ""))

    def concerns(self, item: Item, participant: str) -> bool:
        """Whether somebody takes part in an item, for whichever of their organisations."""
        return any(map(item.concerns, self.selves[participant]))

    @cached_property
    def free_slots(self) -> Mapping[str, tuple[Slot, ...]]:
        """When each participant can still have a meeting, in order of time; cancelled: never."""
        registered = set(self.registered)
        return {
            person.id: tuple(slot for slot in self.slots if self._is_free(person, slot))
            if person.id in registered
            else ()
            for person in self.participants
        }

    def _is_free(self, person: Participant, slot: Slot) -> bool:
        busy = (item for item in self.programme if self.concerns(item, person.id))
        return (
            not self.is_over(slot)
            and person.times.allows(slot)
            and not any(item.start < slot.end and slot.start < item.end for item in busy)
        )

    @cached_property
    def presence(self) -> Mapping[str, tuple[Slot, ...]]:
        """When the human being behind each participant can still have a meeting for anyone."""
        free = self.free_slots
        return {
            participant: free[participant]
            if len(ids) == 1
            else tuple(sorted(set().union(*(free[each] for each in ids))))
            for participant, ids in self.selves.items()
        }

    def limit_of(self, participant: str) -> int | None:
        """How many meetings a participant may have at most, or has had already; None: no limit."""
        own = self.participant[participant].max_meetings
        limit = self.rules.max_meetings if own is None else own
        return None if limit is None else max(limit, self.had(participant, self.slots))

    def had_in_person(self, participant: str, slots: Iterable[Slot]) -> int:
        """In how many of these slots the human being behind a participant has had meetings."""
        theirs = (self._history.get(each, frozenset()) for each in self.selves[participant])
        return len(frozenset[Slot]().union(*theirs).intersection(slots))

    def had(self, participant: str, slots: Iterable[Slot]) -> int:
        """How many meetings a participant has had already in these slots."""
        theirs = self._history.get(participant)
        return len(theirs.intersection(slots)) if theirs else 0

    @cached_property
    def _history(self) -> Mapping[str, frozenset[Slot]]:
        """The slots in which each participant has had meetings."""
        had = defaultdict(set)
        for pin in self.pins:
            if self.is_over(pin.slot):
                for person in pin.pair:
                    had[person].add(pin.slot)
        return {person: frozenset(slots) for person, slots in had.items()}

    @cached_property
    def standing_tables(self) -> tuple[Table, ...]:
        """The tables on site."""
        return tuple(table for table in self.tables if not table.is_room)

    @cached_property
    def rooms(self) -> tuple[Table, ...]:
        """The rooms for meetings online."""
        return tuple(table for table in self.tables if table.is_room)

    @cached_property
    def has_rooms(self) -> bool:
        """Whether meetings online take a room."""
        return not all(map(self.is_gone, self.rooms))

    def is_gone(self, table: Table) -> bool:
        """Whether a rerun during the event knows the table from before only."""
        return self.now is not None and self.now in (p.end for p in table.times.available)

    def is_room(self, table: str | None) -> bool:
        """Whether that is the name of a room for meetings online."""
        known = self.table.get(table) if table is not None else None
        return known is not None and known.is_room

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """The areas the tables stand in; those that name none stand in one of their own."""
        return tuple(dict.fromkeys(table.area for table in self.standing_tables))

    @property
    def has_areas(self) -> bool:
        """Whether there are several areas, so that people may have to go from one to another."""
        return len(self.areas) > 1

    @property
    def has_travel(self) -> bool:
        """Whether going from one area to another takes time."""
        return self.has_areas and self.rules.travel_minutes > 0

    def is_too_near(self, one: Slot, other: Slot) -> bool:
        """Whether meetings in these slots must be in one area; what is over was as it was."""
        earlier, later = sorted((one, other))
        minutes = (later.start.timestamp() - earlier.end.timestamp()) / 60
        is_short = minutes < self.rules.travel_minutes
        return is_short and self.has_travel and one != other and not self.is_over(later)

    def owners(self, table: Table) -> tuple[str, ...]:
        """Who takes part and owns the table; nobody: it is free for all."""
        if table.group is not None:
            return tuple(person for person in self.registered if person in table.group)
        if table.owner_is_organisation:
            return self.members.get(table.owner, ())
        owner = self.participant.get(table.owner)
        return (table.owner,) if owner and owner.status is Status.REGISTERED else ()

    @cached_property
    def owned_tables(self) -> Mapping[str, tuple[Table, ...]]:
        """The tables reserved for a participant or their organisation, by participant."""
        owned = defaultdict(list)
        for table in self.tables:
            for person in self.owners(table):
                owned[person].append(table)
        return {person: tuple(tables) for person, tables in owned.items()}

    @cached_property
    def open_tables(self) -> tuple[Table, ...]:
        """The tables on site that are reserved for nobody who takes part."""
        return self._open[False]

    @property
    def open_rooms(self) -> tuple[Table, ...]:
        """The rooms online that are reserved for nobody who takes part."""
        return self._open[True]

    @cached_property
    def _open(self) -> Mapping[bool, tuple[Table, ...]]:
        """The tables for all: on site (False), and rooms online (True)."""
        return {
            is_online: tuple(table for table in tables if not self.owners(table))
            for is_online, tables in ((False, self.standing_tables), (True, self.rooms))
        }

    @cached_property
    def _open_at(self) -> Mapping[bool, Mapping[Slot, tuple[Table, ...]]]:
        return {
            is_online: {slot: self._usable(tables, slot) for slot in self.slots}
            for is_online, tables in self._open.items()
        }

    @cached_property
    def _owned(self) -> Mapping[bool, Mapping[str, tuple[Table, ...]]]:
        """The tables on site (False) and the rooms online (True) of each owner."""
        found: dict[bool, dict[str, tuple[Table, ...]]] = {False: {}, True: {}}
        for owner, tables in self.owned_tables.items():
            for is_online, theirs in found.items():
                if own := tuple(table for table in tables if table.is_room is is_online):
                    theirs[owner] = own
        return found

    def own_tables(self, pair: Pair) -> tuple[tuple[Table, ...], ...]:
        """The tables of each of the two who has any; where they meet online, their rooms."""
        owned = self._owned[self.is_online(pair)]
        return tuple(owned[person] for person in pair if person in owned)

    def tables_for(self, pair: Pair, slot: Slot) -> tuple[Table, ...]:
        """The tables where two people may sit in a slot: their own, or else the open ones.

        Online they are the rooms.
        """
        owned = self.own_tables(pair)
        if not owned:
            return self._open_at[self.is_online(pair)][slot]
        own = owned[0] if len(owned) == 1 else tuple(dict.fromkeys((*owned[0], *owned[1])))
        return self._usable(own, slot)

    def _usable(self, tables: tuple[Table, ...], slot: Slot) -> tuple[Table, ...]:
        """Those that can be used then: the very same tuple where all can, as nearly always."""
        usable = tuple(table for table in tables if table.times.allows(slot))
        return tables if len(usable) == len(tables) else usable

    def is_online(self, pair: Pair) -> bool:
        """Whether a meeting of the two is online."""
        return not self._online.isdisjoint(pair)

    @cached_property
    def _online(self) -> frozenset[str]:
        return frozenset(person.id for person in self.participants if person.is_online)

    def host_of(self, pair: Pair) -> Participant | None:
        """Tell at whose own place a meeting of the two is; None: online, or at a table.

        Two who are at their own places meet at a table, as everyone.
        """
        hosts = self._hosts.intersection(pair)
        is_visit = len(hosts) == 1 and not self.is_online(pair)
        return self.participant[next(iter(hosts))] if is_visit else None

    @cached_property
    def _hosts(self) -> frozenset[str]:
        return frozenset(person.id for person in self.participants if person.is_at_own_place)

    def address_of(self, host: Participant) -> str:
        """Give the address of somebody's own place, or else that of their organisation."""
        theirs = (self._addresses.get(name, "") for name in host.organisations)
        return host.place or next(filter(None, theirs), "")

    @cached_property
    def _addresses(self) -> Mapping[str, str]:
        return {organisation.name: organisation.place for organisation in self.organisations}

    def takes_table(self, pair: Pair) -> bool:
        """Whether a meeting of the two takes a table: not at the place of one; online a room."""
        return self.has_rooms if self.is_online(pair) else self.host_of(pair) is None

    def shared_slots(self, pair: Pair) -> tuple[Slot, ...]:
        """When both are available, in order of time."""
        return self.slots_in(self._free_mask[pair[0]] & self._free_mask[pair[1]])

    def usable_slots(self, pair: Pair) -> tuple[Slot, ...]:
        """When both are available and a table of theirs is there, were nobody else planned."""
        mask = self._free_mask[pair[0]] & self._free_mask[pair[1]]
        return self.slots_in(mask & self._seated_mask(pair) if self.takes_table(pair) else mask)

    def _seated_mask(self, pair: Pair) -> int:
        is_online = self.is_online(pair)
        masks = self._own_mask[is_online]
        own = [masks[person] for person in pair if person in masks]
        return reduce(or_, own) if own else self._open_mask[is_online]

    @cached_property
    def _free_mask(self) -> Mapping[str, int]:
        """The slots in which each participant is available, as bits."""
        return {person: self.mask_of(slots) for person, slots in self.free_slots.items()}

    @cached_property
    def _own_mask(self) -> Mapping[bool, Mapping[str, int]]:
        """The slots in which a table, or online a room, of each owner can be used, as bits."""
        return {
            is_online: {owner: self._mask_of_tables(own) for owner, own in owned.items()}
            for is_online, owned in self._owned.items()
        }

    @cached_property
    def _open_mask(self) -> Mapping[bool, int]:
        return {is_online: self._mask_of_tables(tables) for is_online, tables in self._open.items()}

    def _mask_of_tables(self, tables: tuple[Table, ...]) -> int:
        return self.mask_of(
            slot for slot in self.slots if any(table.times.allows(slot) for table in tables)
        )

    def mask_of(self, slots: Iterable[Slot]) -> int:
        """Write slots as the bits of a number."""
        return sum(1 << self.number_of[slot] for slot in slots)

    def slots_in(self, mask: int) -> tuple[Slot, ...]:
        """Read slots from the bits of a number: of the same bits, the same tuple."""
        if mask not in self._slots_of_masks:
            slots = (slot for number, slot in enumerate(self.slots) if mask >> number & 1)
            self._slots_of_masks[mask] = tuple(slots)
        return self._slots_of_masks[mask]

    @cached_property
    def _slots_of_masks(self) -> dict[int, tuple[Slot, ...]]:
        return {}
