"""What is different between two schedules: added, cancelled, moved."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from matchmaker.event import Pair
from matchmaker.schedule import Meeting, Schedule


class ChangeKind(StrEnum):
    """What happened to a meeting."""

    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """One meeting that is not as it was; `before` or `after` is None where there was or is none."""

    before: Meeting | None
    after: Meeting | None

    @property
    def kind(self) -> ChangeKind:
        """What happened."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.CANCELLED if self.after is None else ChangeKind.MOVED

    @property
    def participants(self) -> Pair:
        """Whom it concerns."""
        meeting = self.after or self.before
        if meeting is None:
            raise ValueError("a change has a meeting before or after")
        return meeting.participants


def compare(before: Schedule, after: Schedule) -> tuple[Change, ...]:
    """List the meetings that were added, cancelled or moved in time or place, in order of pairs.

    Both schedules have no pair twice.
    """
    old = {meeting.participants: meeting for meeting in before.meetings}
    new = {meeting.participants: meeting for meeting in after.meetings}
    pairs = sorted(old.keys() | new.keys())
    return tuple(
        Change(old.get(pair), new.get(pair))
        for pair in pairs
        if _place(old.get(pair)) != _place(new.get(pair))
    )


def _place(meeting: Meeting | None) -> tuple[object, ...] | None:
    return None if meeting is None else (meeting.slot, meeting.table)


def by_participant(changes: Iterable[Change]) -> Mapping[str, tuple[Change, ...]]:
    """List the changes that each participant must be told."""
    concerned = defaultdict(list)
    for change in changes:
        for person in change.participants:
            concerned[person].append(change)
    return {person: tuple(theirs) for person, theirs in concerned.items()}
