"""A schedule: who meets whom, when and where."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from matchmaker.events import Pair, Pin, Slot, other_of

Place = tuple[Slot, str | None]
"""When and where: a slot, and a table (None: online)."""


@dataclass(frozen=True)
class Meeting:
    """Two participants, a slot, and a table (None: online, or at the place of one of them)."""

    participants: Pair
    """The ids of the two, in sorted order."""
    slot: Slot
    table: str | None = None
    """None: online, or at the place of one of them."""
    locked: bool = False
    """Whether it must stand."""

    @property
    def id(self) -> str:
        """The same through all versions of a plan, since no pair meets twice: `P003+P017`."""
        return "+".join(quoted(person) for person in self.participants)

    @property
    def when_and_where(self) -> Place:
        """Slot and table: another one is a move."""
        return self.slot, self.table

    @property
    def pin(self) -> Pin:
        """The meeting as one that must stand."""
        return Pin(self.participants, self.slot, self.table)

    def partner_of(self, participant: str) -> str:
        """The other one."""
        return other_of(self.participants, participant)


def quoted(participant: str) -> str:
    """Write an id so that two of them joined by a plus sign can mean no other two."""
    return participant.replace("%", "%25").replace("+", "%2B")


@dataclass(frozen=True)
class Schedule:
    """Meetings that go together."""

    meetings: tuple[Meeting, ...] = ()
    """In order of time, table and participants."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "meetings", in_order(self.meetings))

    @cached_property
    def by_participant(self) -> Mapping[str, tuple[Meeting, ...]]:
        """Each participant's meetings in order of time; only those who have any."""
        meetings = defaultdict(list)
        for meeting in self.meetings:
            for person in meeting.participants:
                meetings[person].append(meeting)
        return {person: tuple(theirs) for person, theirs in meetings.items()}

    def of(self, participant: str) -> tuple[Meeting, ...]:
        """The meetings of one participant in order of time."""
        return self.by_participant.get(participant, ())

    def of_any(self, participants: AbstractSet[str]) -> tuple[Meeting, ...]:
        """The meetings of several participants together, in order of time."""
        if len(participants) == 1:
            return self.of(*participants)
        return tuple(m for m in self.meetings if not participants.isdisjoint(m.participants))

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Who meets whom."""
        return frozenset(meeting.participants for meeting in self.meetings)

    @cached_property
    def by_pair(self) -> Mapping[Pair, Meeting]:
        """The meeting of each pair; the last of several, as somebody may have made by hand."""
        return {meeting.participants: meeting for meeting in self.meetings}

    @cached_property
    def by_place(self) -> Mapping[Place, tuple[Meeting, ...]]:
        """The meetings of each slot and table; only where there are any."""
        meetings = defaultdict(list)
        for meeting in self.meetings:
            meetings[meeting.when_and_where].append(meeting)
        return {place: tuple(there) for place, there in meetings.items()}


def in_order(meetings: Iterable[Meeting]) -> tuple[Meeting, ...]:
    """Put meetings in order of time, table and participants."""
    return tuple(sorted(meetings, key=_key))


def _key(meeting: Meeting) -> tuple[datetime, datetime, bool, str, Pair]:
    """Sort by slot, table and participants; two times are compared sooner than two slots."""
    slot, table = meeting.slot, meeting.table
    return slot.start, slot.end, table is None, table or "", meeting.participants
