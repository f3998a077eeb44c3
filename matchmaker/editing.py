"""Changing a schedule by hand: what is done to a meeting, what that does, and what forbids it."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum

from matchmaker.aims import AimName
from matchmaker.events import Event, Pair, Slot
from matchmaker.rulebook import Fault, verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score


class EditKind(StrEnum):
    """What is done to a meeting by hand."""

    MOVE = "move"
    ADD = "add"
    DELETE = "delete"
    EXCHANGE = "exchange"
    """Two meetings change places."""
    LOCK = "lock"
    UNLOCK = "unlock"


@dataclass(frozen=True)
class Edit:
    """One change by hand.

    Parameters
    ----------
    kind : EditKind
        What is done.
    pair : Pair
        Whose meeting.
    slot : Slot or None
        When it is to be; None: that is not said.
    table : str or None
        Where; None: online, or that is not said.
    other : Pair or None
        Whose meeting it changes places with.
    """

    kind: EditKind
    pair: Pair
    slot: Slot | None = None
    table: str | None = None
    other: Pair | None = None


class NoSuchMeeting(ValueError):  # noqa: N818 - nobody did wrong
    """An edit is of a meeting that is not there, or adds one that is."""


def edited(schedule: Schedule, edit: Edit) -> Schedule:
    """Make an edit; what was placed by hand is locked.

    Raises
    ------
    NoSuchMeeting
        If the schedule has no such meeting, or the one to be added already.
    """
    meetings = {**schedule.by_pair}
    pairs_after(meetings.keys(), edit)
    changed = [meetings.pop(pair) for pair in _named(edit) if pair in meetings]
    return Schedule((*meetings.values(), *_made_of(edit, {m.participants: m for m in changed})))


def pairs_after(pairs: AbstractSet[Pair], edit: Edit) -> AbstractSet[Pair]:
    """Tell who meets after an edit, of those who met before; raises as `edited`."""
    named, is_new = _named(edit), edit.kind is EditKind.ADD
    if is_new is bool(named & pairs) or (not is_new and named - pairs):
        raise NoSuchMeeting(edit)
    if edit.kind is EditKind.DELETE:
        return pairs - named
    return pairs | named if is_new else pairs


def _named(edit: Edit) -> set[Pair]:
    return {edit.pair} if edit.other is None else {edit.pair, edit.other}


def _made_of(edit: Edit, meetings: Mapping[Pair, Meeting]) -> Iterable[Meeting]:
    """Give the meetings that an edit leaves of those that it is about."""
    match edit.kind:
        case EditKind.MOVE | EditKind.ADD if edit.slot is not None:
            return (Meeting(edit.pair, edit.slot, edit.table, locked=True),)
        case EditKind.EXCHANGE:
            return exchanged(*meetings.values())
        case EditKind.LOCK | EditKind.UNLOCK:
            return (replace(meetings[edit.pair], locked=edit.kind is EditKind.LOCK),)
        case _:
            return ()


def exchanged(one: Meeting, other: Meeting) -> tuple[Meeting, Meeting]:
    """Let two meetings change places."""
    return (
        Meeting(one.participants, other.slot, other.table, locked=True),
        Meeting(other.participants, one.slot, one.table, locked=True),
    )


def difference(before: Mapping[AimName, int], after: Mapping[AimName, int]) -> dict[AimName, int]:
    """Tell by how much each aim changes; those that stay are not in it."""
    changes = {aim: after[aim] - before[aim] for aim in after}
    return {aim: change for aim, change in changes.items() if change}


def effect(event: Event, schedule: Schedule, edit: Edit) -> dict[AimName, int]:
    """Tell by how much an edit changes each aim; those that stay are not in it."""
    return difference(score(event, schedule), score(event, edited(schedule, edit)))


def faults(event: Event, schedule: Schedule, edit: Edit) -> tuple[Fault, ...]:
    """Name every hard rule that an edit would break."""
    return verify(event, edited(schedule, edit))
