"""What is different between two schedules, and why: the one place that tells a change."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import chain

from matchmaker.events import Event, Pair, Pin, Slot, Status
from matchmaker.identity.passage import FormerTable, Passage
from matchmaker.identity.slots import Shift
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import Obstacles, wished_pairs


class ChangeKind(StrEnum):
    """What happened to a meeting."""

    ADDED = "added"
    CANCELLED = "cancelled"
    MOVED = "moved"
    SUBSTITUTED = "substituted"
    """Somebody else is met there."""


class Cause(StrEnum):
    """Why a meeting is not as it was, in the order of asking: the first that holds is given."""

    PINNED = "pinned"
    """It is fixed, or was placed by hand."""
    SUBSTITUTED = "substituted"
    """Somebody stands in for a colleague; all else is as it was."""
    CANCELLED = "cancelled"
    ABSENT = "absent"
    SAME_PERSON = "same_person"
    """Two participants are known to be one human being now."""
    BLOCKED = "blocked"
    """Blocked in the workbook, or deleted by hand."""
    DECLINED = "declined"
    SAME_ORGANISATION = "same_organisation"
    NO_COMMON_LANGUAGE = "no_common_language"
    RULE = "rule"
    """A meeting rule speaks against it."""
    TIME_GONE = "time_gone"
    """The timetable has no such slot any more."""
    UNAVAILABLE = "unavailable"
    """Somebody is not available then any more."""
    ATTENDANCE = "attendance"
    """It is online or at the place of one of them now, or was."""
    ROOMS = "rooms"
    """Meetings online took no room before."""
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
    before : Meeting or None
        The meeting as it was; None: there was none.
    after : Meeting or None
        The meeting as it is; None: there is none any more.
    cause : Cause or None
        Why; None if nobody asked.
    who : str
        The id of whom the cause speaks of; empty if of nobody.
    was_at : str or None
        Where it was, if it was at the place of one of the two; empty: online. None: as its table
        and the event as it is now say.
    former : FormerTable or None
        What its table or room was, where none of that name is that now.
    """

    before: Meeting | None
    after: Meeting | None
    cause: Cause | None = None
    who: str = ""
    was_at: str | None = None
    former: FormerTable | None = None

    @property
    def kind(self) -> ChangeKind:
        """What happened."""
        if self.before is None:
            return ChangeKind.ADDED
        if self.after is None:
            return ChangeKind.CANCELLED
        is_same_pair = self.before.participants == self.after.participants
        return ChangeKind.MOVED if is_same_pair else ChangeKind.SUBSTITUTED

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is now, or else as it was."""
        meeting = self.after or self.before
        if meeting is None:
            raise ValueError("a change has a meeting before or after")
        return meeting

    @property
    def participants(self) -> Pair:
        """The two who meet now, or else who were to meet."""
        return self.meeting.participants

    @property
    def people(self) -> tuple[str, ...]:
        """Everyone whom it concerns, before and now."""
        sides = (side.participants for side in (self.before, self.after) if side)
        return tuple(dict.fromkeys(chain.from_iterable(sides)))

    def seen_by(self, person: str) -> "Change":
        """What it is for one of them: for who stands in it is new, for who left it is no more."""
        before, after = (
            side if side and person in side.participants else None
            for side in (self.before, self.after)
        )
        return replace(self, before=before, after=after)


@dataclass(frozen=True)
class Difference:
    """What is not as it was.

    Parameters
    ----------
    changes : tuple of Change
        The meetings that were added, cancelled, moved or substituted, in order of pairs.
    shift : Shift
        How the timetable moved: meetings that followed it are no changes.
    tables : mapping of str to str
        The new names of tables by their old ones, and its own of a room whose link is another one:
        meetings there are no changes.
    restood : tuple of str
        The names of tables that are in another area, or rooms online and were none, or no more:
        meetings there are no changes either.
    carried : tuple of str
        The ids of those with meetings that followed the timetable, in order.
    since : str
        The version it was compared with; empty where a plan says it of all.
    """

    changes: tuple[Change, ...] = ()
    shift: Shift = field(default_factory=Shift)
    tables: Mapping[str, str] = field(default_factory=dict)
    restood: tuple[str, ...] = ()
    carried: tuple[str, ...] = ()
    since: str = ""

    def __bool__(self) -> bool:
        """Whether there is anything to tell anybody."""
        return bool(self.changes or self.carried)

    @cached_property
    def by_participant(self) -> Mapping[str, tuple[Change, ...]]:
        """The changes that everyone concerned must be told, as they see them."""
        concerned: Mapping[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for person in change.people:
                concerned[person].append(change.seen_by(person))
        return {person: tuple(theirs) for person, theirs in concerned.items()}

    @cached_property
    def to_tell(self) -> tuple[str, ...]:
        """The ids of everyone who must be told something, in order."""
        return tuple(sorted({*self.by_participant, *self.carried}))


def compare(before: Schedule, after: Schedule, passage: Passage | None = None) -> Difference:
    """Find what is not as it was.

    Parameters
    ----------
    before, after : Schedule
        Neither has a pair twice.
    passage : Passage, optional
        How people, slots and tables of before read now; without it all are the same.
    """
    passage = passage or Passage()
    told = passage.as_told(before).meetings
    was = {passage.expected(meeting).participants: meeting for meeting in told}
    now = after.by_pair
    changes, carried = [], []
    for pair in sorted(was.keys() | now.keys()):
        old, new = was.get(pair), now.get(pair)
        is_readdressed = bool(old and new and new.table is None) and pair in passage.readdressed
        if is_readdressed or old is None or new is None or old.participants != new.participants:
            changes.append(Change(old, new))
        elif old.when_and_where == new.when_and_where and not _is_other_there(old, passage):
            continue
        elif passage.expected(old).when_and_where == new.when_and_where:
            carried.append(old)
        else:
            changes.append(Change(old, new))
    changes = [_where_it_was(change, passage) for change in changes]
    difference = replace(_carried(carried, passage), changes=tuple(changes))
    if not any(change.before for change in changes):
        return difference
    shift = replace(difference.shift, zones=passage.grid.shift.zones)
    return replace(difference, shift=shift)  # what was is told by the clocks of before


def _is_other_there(meeting: Meeting, passage: Passage) -> bool:
    """Whether a meeting where it was is found somewhere else: by another link, in another area."""
    return passage.is_relinked(meeting) or passage.is_restood(meeting)


def _where_it_was(change: Change, passage: Passage) -> Change:
    before = change.before
    if before is None:
        return change
    if before.table is None:
        return replace(change, was_at=passage.visits.get(before.participants))
    return replace(change, former=passage.former.get(before.table))


def _carried(meetings: Sequence[Meeting], passage: Passage) -> Difference:
    """Say what these meetings followed, and whose they are."""
    days = {meeting.slot.day for meeting in meetings}
    tables = {meeting.table for meeting in meetings}
    return Difference(
        shift=passage.grid.shift.on(days),
        tables={old: new for old, new in passage.tables.items() if old in tables},
        restood=tuple(sorted({m.table or "" for m in meetings if passage.is_restood(m)})),
        carried=tuple(sorted({person for meeting in meetings for person in meeting.participants})),
    )


def explained(
    difference: Difference, before: Event, after: Event, passage: Passage | None = None
) -> Difference:
    """Say why of each change, from what is different between the events.

    Parameters
    ----------
    difference : Difference
        What is not as it was.
    before, after : Event
        Both with the ids of now.
    passage : Passage, optional
        As it was compared with.
    """
    changes = difference.changes
    lost = (change.participants for change in changes if change.kind is ChangeKind.CANCELLED)
    losers = frozenset(chain.from_iterable(lost))
    inquiry = _Inquiry(before, after, passage or Passage(), losers)
    why = (next(inquiry.causes(change)) for change in changes)
    return replace(
        difference,
        changes=tuple(
            replace(change, cause=cause, who=who)
            for change, (cause, who) in zip(changes, why, strict=True)
        ),
    )


@dataclass(frozen=True)
class _Inquiry:
    """What is asked again and again about two events."""

    before: Event
    after: Event
    passage: Passage
    losers: frozenset[str]
    """Who lost a meeting."""

    def causes(self, change: Change) -> Iterator[tuple[Cause, str]]:
        """Name every cause of a change, the plainest first."""
        if change.after and change.participants in self._pins:
            yield Cause.PINNED, ""
        if change.before:
            expected = self.passage.expected(change.before)
            if change.kind is ChangeKind.MOVED and change.participants in self.passage.readdressed:
                yield Cause.ATTENDANCE, self._host(change.participants)
            if change.after and change.after.when_and_where == expected.when_and_where:
                yield Cause.SUBSTITUTED, _newcomer(change.before, change.after)
            yield from self._against(expected)
        else:
            yield from self._for(change.participants, change.after)
        yield Cause.WHOLE, ""

    def _host(self, pair: Pair) -> str:
        """Name at whose place two meet, or met."""
        hosts = (event.host_of(pair) for event in (self.after, self.before))
        return next((host.id for host in hosts if host), "")

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
        if self._is_met_otherwise(meeting):
            yield Cause.ATTENDANCE, next(iter(self._switched(pair)), "")
        elif meeting.table is None and event.takes_table(pair):
            yield Cause.ROOMS, ""
        elif meeting.table not in {None, *(t.name for t in event.tables_for(pair, slot))}:
            yield Cause.TABLE_GONE, ""
        yield from self._pinned_across(meeting)
        for person in pair:
            if event.selves[person] - self.before.selves.get(person, frozenset()):
                yield Cause.SAME_PERSON, person
        for person in pair:
            limit, earlier = event.limit_of(person), self._limit_before(person)
            if limit is not None and (earlier is None or limit < earlier):
                yield Cause.LIMIT, person

    def _is_met_otherwise(self, meeting: Meeting) -> bool:
        """Whether the two meet on site, online or at the place of one now, and did not before."""
        event, pair = self.after, meeting.participants
        if meeting.table is None:
            is_switched = any(self._switched(pair)) or not event.is_online(pair)
            return event.takes_table(pair) and is_switched
        was_online = any(each.is_room(meeting.table) for each in (self.before, event))
        return was_online is not event.is_online(pair) or event.host_of(pair) is not None

    def _limit_before(self, person: str) -> int | None:
        """How many meetings somebody, or whom they stand in for, could have."""
        known = self.before.participant.keys() & {person, self._stood_in_for.get(person)}
        return self.before.limit_of(min(known)) if known else None

    @cached_property
    def _stood_in_for(self) -> Mapping[str, str]:
        return {new: old for old, new in self.passage.stand_ins.items()}

    def _switched(self, pair: Pair) -> Iterator[str]:
        """Name who takes part in another way since."""
        for person in pair:
            known = self.before.participant.get(person)
            if known and known.attendance != self.after.participant[person].attendance:
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
            if meeting and meeting.slot not in self._free_before(person):
                yield Cause.NOW_POSSIBLE, person
        if self._obstacles_before.between(pair):
            yield Cause.NOW_POSSIBLE, ""
        for person in pair:
            if person in self.losers:
                yield Cause.INSTEAD, person

    def _free_before(self, person: str) -> frozenset[Slot]:
        """When somebody was available before, as these slots are now."""
        return frozenset(map(self.passage.slot, self.before.free_slots[person]))

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


def _newcomer(before: Meeting, after: Meeting) -> str:
    """Name who is met instead of somebody else; empty if nobody is."""
    return next((one for one in after.participants if one not in before.participants), "")
