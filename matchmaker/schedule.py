"""A schedule: who meets whom, when and where."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Pair, Pin, Slot


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
    def when_and_where(self) -> tuple[Slot, str | None]:
        """Slot and table: another one is a move."""
        return self.slot, self.table

    @property
    def pin(self) -> Pin:
        """The meeting as one that must stand."""
        return Pin(self.participants, self.slot, self.table)

    def partner_of(self, participant: str) -> str:
        """The other one."""
        one, other = self.participants
        return other if participant == one else one


def quoted(participant: str) -> str:
    """Write an id so that two of them joined by a plus sign can mean no other two."""
    return participant.replace("%", "%25").replace("+", "%2B")


@dataclass(frozen=True)
class Schedule:
    """Meetings that go together."""

    meetings: tuple[Meeting, ...] = ()
    """In order of time, table and participants."""

    def __post_init__(self) -> None:
        ordered = sorted(
            self.meetings, key=lambda m: (m.slot, m.table is None, m.table or "", m.participants)
        )
        object.__setattr__(self, "meetings", tuple(ordered))

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
        theirs = (m for m in self.meetings if not participants.isdisjoint(m.participants))
        return tuple(sorted(theirs, key=lambda meeting: (meeting.slot, meeting.participants)))

    @cached_property
    def pairs(self) -> frozenset[Pair]:
        """Who meets whom."""
        return frozenset(meeting.participants for meeting in self.meetings)
