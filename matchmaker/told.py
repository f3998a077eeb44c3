"""What each person was told, publication after publication: the state of their calendar."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from matchmaker.compare import Difference, compare
from matchmaker.events import Pair
from matchmaker.identity.passage import Passage, address_at
from matchmaker.record import Plan, passage_between
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
        How often it has changed since it was first told: in time, place, partner or status.
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

    @property
    def key(self) -> Pair:
        """What the meeting is called in every version, whoever stands in for one of the two."""
        return self.plan.place_of(self.meeting.participants)

    @property
    def place(self) -> tuple[str, str]:
        """The area of its table and the link of its room; empty: it has none."""
        table = self.plan.event.table.get(self.meeting.table or "")
        return (table.area, table.link) if table else ("", "")

    @property
    def people(self) -> frozenset[str]:
        """The keys of the two who meet."""
        return frozenset(self.plan.key_of(person).person for person in self.meeting.participants)


def calendar_of(participant: str, publications: Sequence[Publication]) -> tuple[Told, ...]:
    """Play through what a person was told, in order; every meeting ever told is in the outcome.

    Parameters
    ----------
    participant : str
        Whose calendar, by the id they have in the last of the publications.
    publications : sequence of Publication
        In the order in which they were handed out.
    """
    known: dict[Pair, Told] = {}
    key = publications[-1].plan.key_of(participant).person if publications else ""
    for publication in publications:
        person = publication.plan.person_with(key)
        if person in publication.to:
            _tell(known, publication.plan, publication.plan.schedule.of(person))
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
    current = {one.key: one for one in (Told(m, plan, 0, plan.created_at) for m in meetings)}
    for key, told in current.items():
        before = known.get(key)
        if before is None:
            known[key] = told
        elif before.is_cancelled or _is_another(before, told):
            known[key] = replace(told, sequence=before.sequence + 1)
        else:
            known[key] = replace(before, plan=plan, meeting=told.meeting)
    for key, told in known.items():
        if key not in current and not told.is_cancelled:
            known[key] = replace(
                told, sequence=told.sequence + 1, changed_at=plan.created_at, is_cancelled=True
            )


def _is_another(before: Told, now: Told) -> bool:
    is_moved = before.meeting.when_and_where != now.meeting.when_and_where
    places = (address_at(one.plan.event, one.meeting.participants) for one in (before, now))
    is_elsewhere = now.meeting.table is None and len(set(places)) > 1
    is_other_there = before.place != now.place
    return is_moved or is_elsewhere or is_other_there or before.people != now.people


def changes_since_told(
    participant: str, plan: Plan, publications: Sequence[Publication]
) -> Difference | None:
    """List what is not as a person was told last; None if they were never told anything."""
    return LastTold(plan, publications).changes_for(participant)


@dataclass(frozen=True)
class LastTold:
    """What everyone was told last, held against a plan; what takes long is worked out once.

    Parameters
    ----------
    plan : Plan
        What is to be told now.
    publications : sequence of Publication
        What was handed out before it, in order.
    """

    plan: Plan
    publications: Sequence[Publication] = ()
    _passages: dict[int, Passage] = field(default_factory=dict, repr=False, compare=False)

    def changes_for(self, participant: str) -> Difference | None:
        """List what is not as a person was told last; None if they were never told anything."""
        key = self.plan.key_of(participant).person
        for number, publication in reversed([*enumerate(self.publications)]):
            person = publication.plan.person_with(key)
            if person in publication.to:
                return self._changes_since(number, participant, person)
        return None

    def _changes_since(self, number: int, participant: str, person: str) -> Difference:
        """Find what is not as somebody was told in a publication, as they see it."""
        told = self.publications[number].plan
        before, after = (
            Schedule(one.schedule.of(who))
            for one, who in ((told, person), (self.plan, participant))
        )
        difference = compare(before, after, self._passage_from(number))
        seen = tuple(change.seen_by(participant) for change in difference.changes)
        return replace(difference, changes=seen, since=told.version)

    def _passage_from(self, number: int) -> Passage:
        if number not in self._passages:
            told = self.publications[number].plan
            self._passages[number] = passage_between(told, self.plan)
        return self._passages[number]
