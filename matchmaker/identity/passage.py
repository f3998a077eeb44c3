"""How what people were told reads in the words of the event as it is now."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from matchmaker.events import Event, Pair, Slot, Table, pair_of
from matchmaker.identity.slots import SlotPassage
from matchmaker.schedule import Meeting, Schedule


@dataclass(frozen=True)
class FormerTable:
    """What a table or a room was.

    Parameters
    ----------
    area : str
        Where it stood.
    is_room : bool
        Whether it was a room for meetings online.
    """

    area: str
    is_room: bool


@dataclass(frozen=True)
class Passage:
    """Which person, slot and table of before is which now.

    Parameters
    ----------
    people : mapping of str to str
        The id now of everyone of before, also of those who left.
    stand_ins : mapping of str to str
        Who is met now instead of somebody who left; both by their ids now.
    grid : SlotPassage
        Which slot is which.
    tables : mapping of str to str
        The name now of each table that was renamed; its own of a room whose link is another one.
    since : datetime or None
        What began before this moment is over, and stays as it was told.
    visits : mapping of Pair to str
        Where each meeting at the place of one of the two was, in words of no language; empty: it
        was online, and is such a meeting now. The two by their ids now.
    readdressed : frozenset of Pair
        The two of these whose meeting is at another place now, unless it is at a table.
    former : mapping of str to FormerTable
        What each table or room of before was, where none of its name is that now.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    grid: SlotPassage = field(default_factory=SlotPassage)
    tables: Mapping[str, str] = field(default_factory=dict)
    since: datetime | None = None
    visits: Mapping[Pair, str] = field(default_factory=dict)
    readdressed: frozenset[Pair] = frozenset()
    former: Mapping[str, FormerTable] = field(default_factory=dict)

    @property
    def is_plain(self) -> bool:
        """Whether everything is called as it was."""
        is_renamed = any(before != now for before, now in self.people.items())
        return not (is_renamed or self.stand_ins or self.grid.shift or self.tables)

    def person(self, participant: str) -> str:
        """Give the id now of somebody of before."""
        return self.people.get(participant, participant)

    def pair(self, pair: Pair) -> Pair:
        """Name two people of before by their ids now."""
        return pair_of(*map(self.person, pair))

    def met_now(self, pair: Pair) -> Pair:
        """Name two people of before, or who stands in for them."""
        return pair_of(*(self.stand_ins.get(person, person) for person in self.pair(pair)))

    def slot(self, slot: Slot) -> Slot:
        """Give the slot now; one that is gone is itself."""
        return self.grid.slots.get(slot, slot)

    def as_told(self, schedule: Schedule) -> Schedule:
        """Give the meetings as they were told, with the ids of now."""
        return Schedule(
            tuple(replace(m, participants=self.pair(m.participants)) for m in schedule.meetings)
        )

    def expected(self, told: Meeting) -> Meeting:
        """Where a meeting, with the ids of now, is expected to be, and who is met there."""
        if self.since and told.slot.start < self.since:
            return told
        one, other = (self.stand_ins.get(person, person) for person in told.participants)
        table = told.table and self.tables.get(told.table, told.table)
        pair = pair_of(one, other)
        return replace(told, participants=pair, slot=self.slot(told.slot), table=table)

    def is_relinked(self, told: Meeting) -> bool:
        """Whether the link of the room of a meeting is another one now."""
        is_over = self.since is not None and told.slot.start < self.since
        return told.table is not None and self.tables.get(told.table) == told.table and not is_over

    def is_restood(self, told: Meeting) -> bool:
        """Whether the table of a meeting is called as before, but in another area, or a room."""
        is_over = self.since is not None and told.slot.start < self.since
        return told.table in self.former and told.table not in self.tables and not is_over

    def carried(self, told: Schedule) -> Schedule:
        """Give all meetings where they are expected to be."""
        return Schedule(tuple(map(self.expected, told.meetings)))


def with_places(passage: Passage, told: Schedule, before: Event, now: Event) -> Passage:
    """Say where meetings were, as far as the event as it is now does not say it."""
    were, are = (
        {table.name: FormerTable(table.area, table.is_room) for table in event.tables}
        for event in (before, now)
    )
    former = {name: was for name, was in were.items() if are.get(name) != was}
    return replace(_with_visits(passage, told, before, now), former=former)


def _with_visits(passage: Passage, told: Schedule, before: Event, now: Event) -> Passage:
    """Say of the meetings without a table where they were, and which are somewhere else now."""
    was: dict[Pair, str] = {}
    readdressed = set()
    for meeting in told.meetings:
        pair = passage.pair(meeting.participants)
        there, here = address_at(before, meeting.participants), address_at(now, pair)
        if meeting.table is None and (there or here):
            was[pair] = there
            is_over = passage.since is not None and meeting.slot.start < passage.since
            if there != here and not is_over:
                readdressed.add(pair)
    return replace(passage, visits=was, readdressed=frozenset(readdressed))


def address_at(event: Event, pair: Pair) -> str:
    """Say whose place a meeting of two is at, and its address; empty: at neither's."""
    host = event.host_of(pair) if event.participant.keys() >= set(pair) else None
    return ", ".join(filter(None, (host.organisation, event.address_of(host)))) if host else ""


def id_of_who_left(person: str, version: str, now: Event) -> str:
    """Name somebody who is not there any more: by their ID, unless it is somebody else's now."""
    name = person
    while name in now.participant:
        name = f"{name}-{version.upper()}"
    return name


def renamed(event: Event, names: Mapping[str, str]) -> Event:
    """Give everyone another id, wherever an event names them.

    Parameters
    ----------
    event : Event
        The event.
    names : mapping of str to str
        New ids by old ones, no two the same; whoever is missing keeps theirs.
    """

    def name(person: str) -> str:
        return names.get(person, person)

    def pair(pair: Pair) -> Pair:
        return pair_of(*map(name, pair))

    def group(people: frozenset[str] | None) -> frozenset[str] | None:
        return None if people is None else frozenset(map(name, people))

    def table(table: Table) -> Table:
        if table.group is not None:
            return replace(table, group=group(table.group))
        return table if table.owner_is_organisation else replace(table, owner=name(table.owner))

    return replace(
        event,
        participants=tuple(replace(p, id=name(p.id)) for p in event.participants),
        tables=tuple(map(table, event.tables)),
        interests=tuple(
            replace(
                wish,
                source=name(wish.source),
                target=wish.target if wish.target_is_organisation else name(wish.target),
            )
            for wish in event.interests
        ),
        blocked=tuple(replace(block, pair=pair(block.pair)) for block in event.blocked),
        pins=tuple(replace(pin, pair=pair(pin.pair)) for pin in event.pins),
        promises=tuple(replace(pin, pair=pair(pin.pair)) for pin in event.promises),
        forced=tuple(map(pair, event.forced)),
        programme=tuple(replace(item, who=group(item.who)) for item in event.programme),
        meeting_rules=tuple(
            replace(rule, who=group(rule.who), partners=group(rule.partners))
            for rule in event.meeting_rules
        ),
        met=tuple(replace(met, pair=pair(met.pair)) for met in event.met),
    )
