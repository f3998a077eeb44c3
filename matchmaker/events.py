"""Everything read from the workbook, as frozen data in the words of the field."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo
from enum import IntEnum, StrEnum
from functools import cached_property, reduce
from operator import attrgetter, or_

from matchmaker.impossible import (
    InvalidEvent,
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
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.names import selves

Pair = tuple[str, str]
"""The ids of two participants, in sorted order."""


def pair_of(one: str, other: str) -> Pair:
    """Name two participants in sorted order."""
    return (one, other) if one < other else (other, one)


def other_of(pair: Pair, person: str) -> str:
    """Name the other one of two."""
    one, other = pair
    return other if person == one else one


def by_clocks(moment: datetime, zone: tzinfo) -> datetime:
    """Give a moment by the clocks of a zone; in the hour that they show twice, by its offset alone.

    Times of one zone are compared as clocks show them: two moments of that hour would be one.
    """
    local = moment.astimezone(zone)
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    is_shown_twice = first is not None and second is not None and first > second
    offset = local.utcoffset()
    return local.astimezone(timezone(offset)) if is_shown_twice and offset is not None else local


SHORTEST_STAY = timedelta(hours=12)
"""What is shorter and goes on after midnight is a meeting in the night."""


@dataclass(frozen=True, order=True)
class Slot:
    """One meeting time; `start` and `end` are aware."""

    start: datetime
    end: datetime

    def __hash__(self) -> int:
        """No two slots of an event begin at one time; a time remembers its hash, two do not."""
        return hash(self.start)

    @property
    def day(self) -> date:
        """The local day."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """The local day it ends on; midnight is of the day before."""
        return (self.end - self.end.resolution).date()

    @property
    def is_stay(self) -> bool:
        """Whether it goes on for days, and is told by them; a meeting in the night does not."""
        return self.last_day > self.day and self.end - self.start >= SHORTEST_STAY


BY_TIME = attrgetter("start", "end")
"""The order of slots, as a key: where there are many, much faster than comparing them."""


@dataclass(frozen=True)
class Period:
    """A stretch of time; `start` and `end` are aware."""

    start: datetime
    end: datetime

    def covers(self, slot: Slot) -> bool:
        """Whether the slot lies wholly within."""
        return self.start <= slot.start and slot.end <= self.end

    def overlaps(self, slot: "Slot | Period") -> bool:
        """Whether they share any time."""
        return self.start < slot.end and slot.start < self.end


@dataclass(frozen=True, kw_only=True)
class Availability:
    """When somebody or something can be used: within `available` and outside `unavailable`."""

    available: tuple[Period, ...] = ()
    """Empty: always."""
    unavailable: tuple[Period, ...] = ()
    """Not then, whatever is available."""

    def allows(self, slot: Slot) -> bool:
        """Whether the slot is usable."""
        within = not self.available or any(period.covers(slot) for period in self.available)
        return within and not any(period.overlaps(slot) for period in self.unavailable)


class Level(IntEnum):
    """How much an interest matters; the value is its points."""

    LOW = 1
    NORMAL = 2
    HIGH = 4
    MUST = 8


class Answer(StrEnum):
    """What the wished person answered."""

    NONE = "none"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    PENDING = "pending"


class Attendance(StrEnum):
    """Where somebody takes part."""

    ON_SITE = "on_site"
    ONLINE = "online"
    OWN_PLACE = "own_place"
    """At the address of their own: those who meet them come there."""


class Status(StrEnum):
    """Whether somebody takes part."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"
    ABSENT = "absent"


class ItemKind(StrEnum):
    """What happens outside of meetings."""

    BREAK = "break"
    PROGRAMME = "programme"


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A company, institute, cluster or authority."""

    name: str
    also_written: tuple[str, ...] = ()
    type: str = ""
    cluster: str = ""
    country: str = ""
    """Its ISO code, such as `DE`; where what is written is no country, that."""
    is_sme: bool | None = None
    """Whether it is a small or medium-sized enterprise; None: not known."""
    place: str = ""
    """Its address."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """One person, for one organisation or several.

    Those with one e-mail address and one name are one human being, who can be in one place at a
    time (`Event.selves`).
    """

    id: str
    last_name: str
    organisation: str
    """As it is shown; where there are several, all of them."""
    belongs_to: tuple[str, ...] = ()
    """The names of several organisations; empty: of the one that is shown."""
    first_name: str = ""
    email: str = ""
    phone: str = ""
    """For the desk only: nobody else sees it."""
    organisation_type: str = ""
    is_sme: bool | None = None
    """Whether they come from a small or medium-sized enterprise; None: not known."""
    participation_type: str = ""
    cluster: str = ""
    delegation: str = ""
    """With whom they travel."""
    country: str = ""
    """Its ISO code, such as `DE`; where what is written is no country, that."""
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    offers: str = ""
    seeks: str = ""
    times: Availability = field(default_factory=Availability)
    max_meetings: int | None = None
    min_meetings: int | None = None
    attendance: Attendance = Attendance.ON_SITE
    time_zone: str = ""
    """Where somebody online is: `Asia/Taipei`; empty: that of the event."""
    link: str = ""
    """Their own room for meetings online: an https address."""
    place: str = ""
    """Their address, where they are at their own place; empty: that of their organisation."""
    status: Status = Status.REGISTERED
    agenda_language: str = ""
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values of other columns that the event speaks of, by the heading of the column."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of every organisation they are there for."""
        return self.belongs_to or (self.organisation,)

    @property
    def is_online(self) -> bool:
        """Whether all meetings of this person are online."""
        return self.attendance is Attendance.ONLINE

    @property
    def is_at_own_place(self) -> bool:
        """Whether whoever meets this person comes to their place."""
        return self.attendance is Attendance.OWN_PLACE


@dataclass(frozen=True, kw_only=True)
class Table:
    """A place for `meetings_at_once` meetings per slot, on site or online."""

    name: str
    """No other table has it."""
    area: str = ""
    owner: str = ""
    """Who it is reserved for: a participant's id or an organisation's name; empty: everyone."""
    owner_is_organisation: bool = False
    """Whether `owner` is an organisation's name."""
    group: frozenset[str] | None = None
    """Their ids, where it is reserved for a group; `owner` is what that is called."""
    meetings_at_once: int = 1
    link: str = ""
    """The https address of a room for meetings online; empty: it stands on site."""
    times: Availability = field(default_factory=Availability)

    @property
    def is_room(self) -> bool:
        """Whether it is a room for meetings online."""
        return bool(self.link)


@dataclass(frozen=True, kw_only=True)
class Interest:
    """A directed wish: `source` wants to meet `target`."""

    source: str
    """The id of who wishes."""
    target: str
    """A participant's id, or an organisation's name: then any one of its people."""
    target_is_organisation: bool = False
    """Whether `target` is an organisation's name."""
    level: Level = Level.NORMAL
    answer: Answer = Answer.NONE


@dataclass(frozen=True)
class Blocked:
    """Two participants who must not meet."""

    pair: Pair
    """Their ids, in sorted order."""
    reason: str = ""


@dataclass(frozen=True)
class Met:
    """Two participants who met at an earlier event."""

    pair: Pair
    """Their ids, in sorted order."""
    event: str = ""
    """What it was called."""
    day: date | None = None
    """When; None: not known."""


@dataclass(frozen=True)
class Pin:
    """A meeting that must stand; at any table of theirs where none is named."""

    pair: Pair
    """The ids of the two, in sorted order."""
    slot: Slot
    table: str | None = None
    """None: online, at the place of one of them, or at any table of theirs."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """A break or a part of the programme: those concerned have no meetings then."""

    kind: ItemKind
    start: datetime
    end: datetime
    label: str = ""
    """What it is called."""
    who: frozenset[str] | None = None
    """Ids of those concerned; None: everyone."""

    def concerns(self, participant: str) -> bool:
        """Whether this person takes part."""
        return self.who is None or participant in self.who


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The event's own limits and permissions; counts of None mean no limit."""

    max_meetings: int | None = None
    max_per_day: int | None = None
    max_in_a_row: int | None = None
    min_meetings: int = 1
    changeover_minutes: int = 0
    """Between two slots that follow each other."""
    travel_minutes: int = 0
    """Between two meetings of somebody in different areas, at least."""
    same_organisation_may_meet: bool = False
    plan_pending_wishes: bool = True
    common_language_needed: bool = False
    evenness_may_cost: int = 0
    """Points that evenness may cost, in hundredths of a per cent of the most there can be."""


COUNTS = (
    "max_meetings",
    "max_per_day",
    "max_in_a_row",
    "min_meetings",
    "changeover_minutes",
    "travel_minutes",
    "evenness_may_cost",
)
"""The rules that count something."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """Everything read from the workbook; what cannot be is refused.

    Parameters
    ----------
    time_zone : str
        Where it takes place, as Continent/City; one that Python knows, as those of participants.
    language : str
        The language of the plan: `en` or `de`; also of agendas in one there are no words of.
    slots : tuple of Slot
        Aware, in order of time, none overlapping another.
    participants, tables, organisations : tuples
        No two of one id or name. Who owns a table is known; during a rerun they may be gone.
    meeting_rules : tuple of MeetingRule
        Who may, should and must not meet whom, besides `rules`.
    met : tuple of Met
        Who met at earlier events.
    interests, blocked, pins, programme : tuples
        Everyone and everything they name is of this event; organisations also those that only
        participants name. Of repeated interests only the strongest is left, none is for oneself;
        pairs are of two people, in order of their ids.
    promises : tuple of Pin
        In a rerun: the meetings people were told, at most one a pair. They need no wish, and
        whoever and whatever they name may be gone by now.
    forced : tuple of Pair
        Who must meet, at whatever time, whether anybody wished it or not.
    now : datetime or None
        In a rerun during the event: slots that began before are over, and what is pinned there is
        history, whatever the rules say.

    Raises
    ------
    InvalidEvent
        If it cannot be, with every problem at once. No workbook brings this about: readers pass
        over what has faults, so that even the draft of a faulty workbook can be. Whether pins and
        rules go together is another question, that of `rulebook.verify_pins`.
    """

    name: str
    slots: tuple[Slot, ...]
    participants: tuple[Participant, ...]
    tables: tuple[Table, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    interests: tuple[Interest, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    pins: tuple[Pin, ...] = ()
    programme: tuple[Item, ...] = ()
    rules: Rules = field(default_factory=Rules)
    meeting_rules: tuple[MeetingRule, ...] = ()
    met: tuple[Met, ...] = ()
    event_id: str = ""
    time_zone: str = "Europe/Berlin"
    language: str = "en"
    organiser: str = ""
    organiser_email: str = ""
    logo: str = ""
    """Name of the file of a logo; empty: none is named."""
    colour: str = ""
    """Colour of headings in documents: `#0b5fa5`; empty: the house colour."""
    contact: str = ""
    """A line that says whom to ask."""
    report_by: tuple[str, ...] = ()
    """The columns by which results are told apart: fields, and labels by their heading."""
    promises: tuple[Pin, ...] = ()
    forced: tuple[Pair, ...] = ()
    now: datetime | None = None

    def __post_init__(self) -> None:
        problems = tuple(_problems(self))
        if problems:
            raise InvalidEvent(problems)

    @cached_property
    def participant(self) -> Mapping[str, Participant]:
        """Every participant by id, those who cancelled included."""
        return {person.id: person for person in self.participants}

    @cached_property
    def promise(self) -> Mapping[Pair, Pin]:
        """The published meeting of each pair that has one."""
        return {promise.pair: promise for promise in self.promises}

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
    def table(self) -> Mapping[str, Table]:
        """Every table by name."""
        return {table.name: table for table in self.tables}

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

    def knows(self, pin: Pin) -> bool:
        """Whether the people, the slot and the table of a pin are of this event."""
        return not any(_unknown_in_pin(self, pin, ""))

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

    def concerns(self, item: Item, participant: str) -> bool:
        """Whether somebody takes part in an item, for whichever of their organisations."""
        return any(map(item.concerns, self.selves[participant]))

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

    @cached_property
    def owned_tables(self) -> Mapping[str, tuple[Table, ...]]:
        """The tables reserved for a participant or their organisation, by participant."""
        owned = defaultdict(list)
        for table in self.tables:
            for person in self.owners(table):
                owned[person].append(table)
        return {person: tuple(tables) for person, tables in owned.items()}

    def owners(self, table: Table) -> tuple[str, ...]:
        """Who takes part and owns the table; nobody: it is free for all."""
        if table.group is not None:
            return tuple(person for person in self.registered if person in table.group)
        if table.owner_is_organisation:
            return self.members.get(table.owner, ())
        owner = self.participant.get(table.owner)
        return (table.owner,) if owner and owner.status is Status.REGISTERED else ()

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

    def _usable(self, tables: tuple[Table, ...], slot: Slot) -> tuple[Table, ...]:
        """Those that can be used then: the very same tuple where all can, as nearly always."""
        usable = tuple(table for table in tables if table.times.allows(slot))
        return tables if len(usable) == len(tables) else usable

    def tables_for(self, pair: Pair, slot: Slot) -> tuple[Table, ...]:
        """The tables where two people may sit in a slot: their own, or else the open ones.

        Online they are the rooms.
        """
        owned = self.own_tables(pair)
        if not owned:
            return self._open_at[self.is_online(pair)][slot]
        own = owned[0] if len(owned) == 1 else tuple(dict.fromkeys((*owned[0], *owned[1])))
        return self._usable(own, slot)

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

    @cached_property
    def number_of(self) -> Mapping[Slot, int]:
        """The place of each slot in order of time, from 0."""
        return {slot: number for number, slot in enumerate(self.slots)}

    def slots_in(self, mask: int) -> tuple[Slot, ...]:
        """Read slots from the bits of a number: of the same bits, the same tuple."""
        if mask not in self._slots_of_masks:
            slots = (slot for number, slot in enumerate(self.slots) if mask >> number & 1)
            self._slots_of_masks[mask] = tuple(slots)
        return self._slots_of_masks[mask]

    @cached_property
    def _slots_of_masks(self) -> dict[int, tuple[Slot, ...]]:
        return {}

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

    def shared_languages(self, pair: Pair) -> tuple[str, ...]:
        """The languages both speak, in the order and spelling of the first."""
        theirs = {language.casefold() for language in self.participant[pair[1]].languages}
        return tuple(
            word for word in self.participant[pair[0]].languages if word.casefold() in theirs
        )

    @cached_property
    def has_stays(self) -> bool:
        """Whether any slot goes on for days."""
        return any(slot.is_stay for slot in self.slots)

    @cached_property
    def days(self) -> Mapping[date, tuple[Slot, ...]]:
        """The slots of each day, in order of time."""
        days = defaultdict(list)
        for slot in self.slots:
            days[slot.day].append(slot)
        return {day: tuple(slots) for day, slots in days.items()}

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


def _problems(event: Event) -> Iterator[Problem]:
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
        yield from _unknown_in_pin(event, pin, f"pins[{number}].")
        yield from mispaired(pin.pair, f"pins[{number}].pair")
    for number, pair in enumerate(event.forced):
        yield from unknown(pair, event.participant, f"forced[{number}]")
        yield from mispaired(pair, f"forced[{number}]")
    for number, promise in enumerate(event.promises):
        yield from mispaired(promise.pair, f"promises[{number}].pair")
    yield from repeated((promise.pair for promise in event.promises), "promises[{}].pair")
    for number, item in enumerate(event.programme):
        yield from unknown(sorted(item.who or ()), event.participant, f"programme[{number}].who")


def _in_zones(event: Event) -> Iterator[Problem]:
    """Find clocks that there are none of; whoever has none of their own has those of the event."""
    yield from zoneless(event.time_zone, "time_zone")
    for number, person in enumerate(event.participants):
        if person.time_zone:
            yield from zoneless(person.time_zone, f"participants[{number}].time_zone")


def _in_times(event: Event) -> Iterator[Problem]:
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


def _in_slots(event: Event) -> Iterator[Problem]:
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


def _in_counts(event: Event) -> Iterator[Problem]:
    for name in COUNTS:
        yield from small(getattr(event.rules, name), 0, f"rules.{name}")
    for number, person in enumerate(event.participants):
        yield from small(person.max_meetings, 0, f"participants[{number}].max_meetings")
        yield from small(person.min_meetings, 0, f"participants[{number}].min_meetings")
    for number, table in enumerate(event.tables):
        yield from small(table.meetings_at_once, 1, f"tables[{number}].meetings_at_once")


def _in_interests(event: Event) -> Iterator[Problem]:
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


def _organisations(event: Event) -> frozenset[str]:
    """Name every organisation, also those that only participants name."""
    named = frozenset(each.name for each in event.organisations)
    return named.union(*(person.organisations for person in event.participants))


def _in_owners(event: Event) -> Iterator[Problem]:
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


def _in_meeting_rules(event: Event) -> Iterator[Problem]:
    for number, rule in enumerate(event.meeting_rules):
        where = f"meeting_rules[{number}]"
        yield from unknown(sorted(rule.who or ()), event.participant, f"{where}.who")
        yield from unknown(sorted(rule.partners or ()), event.participant, f"{where}.partners")
        if rule.verb in {Verb.AT_LEAST, Verb.AT_MOST}:
            yield from small(rule.number, 1, f"{where}.number")


def _unknown_in_pin(event: Event, pin: Pin, where: str) -> Iterator[Problem]:
    yield from unknown(pin.pair, event.participant, f"{where}pair")
    yield from unknown((pin.slot,), event.number_of, f"{where}slot")
    yield from unknown((pin.table,) if pin.table else (), event.table, f"{where}table")
