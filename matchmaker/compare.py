"""What is different between two schedules: added, cancelled, moved; and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain

from matchmaker.event import Event, Pair, Pin, Status
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import Obstacles, wished_pairs


class ChangeKind(StrEnum):
    """What happened to a meeting."""

    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"


class Cause(StrEnum):
    """Why a meeting is not as it was, in the order of asking: the first that holds is given."""

    PINNED = "pinned"
    """It is fixed, or was placed by hand."""
    CANCELLED = "cancelled"
    ABSENT = "absent"
    SAME_PERSON = "same_person"
    """Two participants are known to be one human being now."""
    BLOCKED = "blocked"
    """Blocked in the workbook, or deleted by hand."""
    DECLINED = "declined"
    SAME_ORGANISATION = "same_organisation"
    NO_COMMON_LANGUAGE = "no_common_language"
    TIME_GONE = "time_gone"
    """The timetable has no such slot any more."""
    UNAVAILABLE = "unavailable"
    """Somebody is not available then any more."""
    ATTENDANCE = "attendance"
    """It is online now, or was."""
    TABLE_GONE = "table_gone"
    """Its table is not there then, or not for them."""
    PINNED_ACROSS = "pinned_across"
    """Somebody, or the table, has a fixed meeting then."""
    LIMIT = "limit"
    """Somebody wants fewer meetings."""
    NEWCOMER = "newcomer"
    NEW_WISH = "new_wish"
    NOW_POSSIBLE = "now_possible"
    """They could not meet then before."""
    INSTEAD = "instead"
    """Somebody lost another meeting."""
    WHOLE = "whole"
    """It serves the plan as a whole."""


@dataclass(frozen=True)
class Change:
    """One meeting that is not as it was.

    Parameters
    ----------
    before, after : Meeting or None
        The meeting as it was and as it is; None where there was or is none.
    cause : Cause or None
        Why; None if nobody asked.
    who : str
        The id of whom the cause speaks of; empty if of nobody.
    """

    before: Meeting | None
    after: Meeting | None
    cause: Cause | None = None
    who: str = ""

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
    return None if meeting is None else meeting.when_and_where


def explained(changes: Iterable[Change], before: Event, after: Event) -> tuple[Change, ...]:
    """Say why of each change, from what is different between the events."""
    changes = tuple(changes)
    lost = (change.participants for change in changes if change.kind is ChangeKind.CANCELLED)
    inquiry = _Inquiry(before, after, frozenset(chain.from_iterable(lost)))
    return tuple(
        replace(change, cause=cause, who=who)
        for change in changes
        for cause, who in (next(inquiry.causes(change)),)
    )


@dataclass(frozen=True)
class _Inquiry:
    """What is asked again and again about two events."""

    before: Event
    after: Event
    losers: frozenset[str]
    """Who lost a meeting."""

    def causes(self, change: Change) -> Iterator[tuple[Cause, str]]:
        """Name every cause of a change, the plainest first."""
        if change.after and change.participants in self._pins:
            yield Cause.PINNED, ""
        if change.before:
            yield from self._against(change.before)
        else:
            yield from self._for(change.participants, change.after)
        yield Cause.WHOLE, ""

    def _against(self, meeting: Meeting) -> Iterator[tuple[Cause, str]]:
        """Say why a meeting cannot stand."""
        gone = [person for person in meeting.participants if self._is_gone(person)]
        if gone:
            known = self.after.participant.get(gone[0])
            is_absent = known is not None and known.status is Status.ABSENT
            yield (Cause.ABSENT if is_absent else Cause.CANCELLED), gone[0]
            return
        for obstacle in self._obstacles.between(meeting.participants):
            yield Cause(obstacle.value), ""
        if meeting.slot in self.after.slots:
            yield from self._against_here(meeting)
        else:
            yield Cause.TIME_GONE, ""

    def _is_gone(self, person: str) -> bool:
        known = self.after.participant.get(person)
        return known is None or known.status is not Status.REGISTERED

    def _against_here(self, meeting: Meeting) -> Iterator[tuple[Cause, str]]:
        """Say why two who may meet cannot do so there."""
        event, pair, slot = self.after, meeting.participants, meeting.slot
        for person in pair:
            if slot not in event.free_slots[person]:
                yield Cause.UNAVAILABLE, person
        if event.is_online(pair) != (meeting.table is None):
            yield Cause.ATTENDANCE, next(iter(self._switched(pair)), "")
        elif meeting.table not in {None, *(t.name for t in event.tables_for(pair, slot))}:
            yield Cause.TABLE_GONE, ""
        yield from self._pinned_across(meeting)
        for person in pair:
            if event.selves[person] - self.before.selves.get(person, frozenset()):
                yield Cause.SAME_PERSON, person
        for person in pair:
            limit, earlier = event.limit_of(person), self.before.limit_of(person)
            if limit is not None and (earlier is None or limit < earlier):
                yield Cause.LIMIT, person

    def _switched(self, pair: Pair) -> Iterator[str]:
        """Name who came on site or went online since."""
        for person in pair:
            known = self.before.participant.get(person)
            if known and known.is_online != self.after.participant[person].is_online:
                yield person

    def _pinned_across(self, meeting: Meeting) -> Iterator[tuple[Cause, str]]:
        for pin in self.after.pins:
            if pin.slot == meeting.slot and pin.pair != meeting.participants:
                for person in meeting.participants:
                    if not self.after.selves[person].isdisjoint(pin.pair):
                        yield Cause.PINNED_ACROSS, person
                if pin.table is not None and pin.table == meeting.table:
                    yield Cause.PINNED_ACROSS, ""

    def _for(self, pair: Pair, meeting: Meeting | None) -> Iterator[tuple[Cause, str]]:
        """Say why a meeting can be that could not before."""
        registered = set(self.before.registered)
        for person in pair:
            if person not in registered:
                yield Cause.NEWCOMER, person
                return
        if pair not in self._wished_before:
            yield Cause.NEW_WISH, ""
        for person in pair:
            if meeting and meeting.slot not in self.before.free_slots[person]:
                yield Cause.NOW_POSSIBLE, person
        if self._obstacles_before.between(pair):
            yield Cause.NOW_POSSIBLE, ""
        for person in pair:
            if person in self.losers:
                yield Cause.INSTEAD, person

    @cached_property
    def _pins(self) -> Mapping[Pair, Pin]:
        return {pin.pair: pin for pin in self.after.pins if not self.after.is_over(pin.slot)}

    @cached_property
    def _wished_before(self) -> frozenset[Pair]:
        return frozenset(wished_pairs(self.before))

    @cached_property
    def _obstacles(self) -> Obstacles:
        return Obstacles(self.after)

    @cached_property
    def _obstacles_before(self) -> Obstacles:
        return Obstacles(self.before)


def by_participant(changes: Iterable[Change]) -> Mapping[str, tuple[Change, ...]]:
    """List the changes that each participant must be told."""
    concerned = defaultdict(list)
    for change in changes:
        for person in change.participants:
            concerned[person].append(change)
    return {person: tuple(theirs) for person, theirs in concerned.items()}
