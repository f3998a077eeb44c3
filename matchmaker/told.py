"""What each person was told, publication after publication: the state of their calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.compare import Change, compare
from matchmaker.event import Pair
from matchmaker.plan import Plan
from matchmaker.schedule import Meeting, Schedule


@dataclass(frozen=True)
class Publication:
    """A plan that was handed out, and the ids of those who were told."""

    plan: Plan
    to: frozenset[str]


@dataclass(frozen=True)
class Told:
    """One meeting in the calendar of one recipient.

    Parameters
    ----------
    meeting : Meeting
        As it is, or was last.
    plan : Plan
        The last plan that had it.
    sequence : int
        How often it has changed since it was first told.
    changed_at : datetime
        When the plan was made that changed it last; aware.
    is_cancelled : bool
        Whether it is no more.
    """

    meeting: Meeting
    plan: Plan
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False


def calendar_of(participant: str, publications: Iterable[Publication]) -> tuple[Told, ...]:
    """Play through what a person was told, in order; every meeting ever told is in the outcome.

    Parameters
    ----------
    participant : str
        Whose calendar.
    publications : iterable of Publication
        In the order in which they were handed out.
    """
    known: dict[Pair, Told] = {}
    for publication in publications:
        if participant in publication.to:
            _tell(known, publication.plan, publication.plan.schedule.of(participant))
    return _in_order(known)


def whole_calendar(publications: Iterable[Publication]) -> tuple[Told, ...]:
    """Play through all meetings of all publications, as the organiser knows them."""
    known: dict[Pair, Told] = {}
    for publication in publications:
        _tell(known, publication.plan, publication.plan.schedule.meetings)
    return _in_order(known)


def _in_order(known: Mapping[Pair, Told]) -> tuple[Told, ...]:
    return tuple(sorted(known.values(), key=lambda told: (told.meeting.slot, told.meeting.id)))


def _tell(known: dict[Pair, Told], plan: Plan, meetings: Iterable[Meeting]) -> None:
    current = {meeting.participants: meeting for meeting in meetings}
    for pair, meeting in current.items():
        before = known.get(pair)
        if before is None:
            known[pair] = Told(meeting, plan, 0, plan.created_at)
        elif before.is_cancelled or before.meeting.when_and_where != meeting.when_and_where:
            known[pair] = Told(meeting, plan, before.sequence + 1, plan.created_at)
        else:
            known[pair] = replace(before, plan=plan)
    for pair, told in known.items():
        if pair not in current and not told.is_cancelled:
            known[pair] = replace(
                told, sequence=told.sequence + 1, changed_at=plan.created_at, is_cancelled=True
            )


def changes_since_told(
    participant: str, plan: Plan, publications: Sequence[Publication]
) -> tuple[Change, ...] | None:
    """List what is not as a person was told last; None if they were never told anything."""
    told = [publication.plan for publication in publications if participant in publication.to]
    if not told:
        return None
    known = Schedule(told[-1].schedule.of(participant))
    return compare(known, Schedule(plan.schedule.of(participant)))
