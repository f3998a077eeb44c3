"""The record of one run: what is saved, read back and shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.compare import Cause, Change, ChangeKind, Difference
from matchmaker.events import Event, Interest, Pair, Status, pair_of
from matchmaker.explain import Unmet
from matchmaker.fulfilment import Fulfilment, fulfilment, wishes_of
from matchmaker.identity.keys import Key, place_of
from matchmaker.identity.passage import Passage, id_of_who_left, with_places
from matchmaker.identity.slots import which_is_which
from matchmaker.identity.tables import relinked_rooms, renamed_tables
from matchmaker.issues import Issue
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import points_of


class MeetingStatus(StrEnum):
    """How a meeting relates to the version that people were told before."""

    NEW = "new"
    KEPT = "kept"
    MOVED = "moved"


@dataclass(frozen=True)
class Source:
    """The input a plan was made from."""

    name: str
    """Its name without folders."""
    sha256: str
    """Of its bytes."""


@dataclass(frozen=True)
class Absence:
    """Somebody who takes part but is not there."""

    participant: str
    """Their id."""
    since: datetime
    """Since when it is known; aware."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What was asked of a run besides the workbook.

    Parameters
    ----------
    keep : Keep
        What a rerun keeps of the base.
    moves : int or None
        How many published meetings that could stand may move, where pairs are kept.
    since : datetime or None
        What began before is frozen; aware.
    absences : tuple of Absence
        Who did not come, in this run or one before; who came late after all is not among them.
    edited : str
        The sha256 of a schedule edited by hand; empty if there was none.
    deleted : tuple of Pair
        Who was deleted by hand, in this run or one before, and so does not meet.
    forced : tuple of Pair
        Who was forced to meet, in this run or one before.
    substitutes : bool
        Whether somebody of the same organisation, under the ID or in the row of somebody who left,
        stands in for them.
    """

    keep: Keep = Keep.NONE
    moves: int | None = None
    since: datetime | None = None
    absences: tuple[Absence, ...] = ()
    edited: str = ""
    deleted: tuple[Pair, ...] = ()
    forced: tuple[Pair, ...] = ()
    substitutes: bool = True

    @property
    def absent(self) -> tuple[str, ...]:
        """The ids of those who did not come."""
        return tuple(absence.participant for absence in self.absences)


@dataclass(frozen=True)
class RulePrice:
    """How many points more any plan without a meeting rule could have at most."""

    row: int
    """The row of the rule; 0: a setting makes it."""
    points: int
    """How many points that is."""
    written: str = ""
    """The rule in one line, where it is of no row."""


@dataclass(frozen=True)
class EvennessPrice:
    """What evenness so much of the points buys, as far as slots do not keep the pairs apart."""

    may_cost: int
    """Points that may be given, in hundredths of a per cent."""
    points: int
    """Points of the most even choice of pairs."""
    evenness: int
    """How even it is."""
    bound: int
    """Proven: no plan that gives no more points is more even."""
    least: float
    """The smallest share of possible wishes met."""
    lower_quartile: float
    """A quarter of the people have at most this share."""
    gini: float
    """The Gini coefficient of the shares; 0: everybody has the same."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The record of one run.

    Parameters
    ----------
    version : str
        `v01`, `v02`, ...
    created_at : datetime
        When it was made, aware, in the event's time zone.
    source : Source
        What it was made from.
    event : Event
        All of the input.
    schedule : Schedule
        The meetings.
    aims : tuple of Aim
        How well each aim was reached, in order of rank.
    unmet : tuple of Unmet
        Every wish without a meeting, and why.
    options : Options
        What was asked of the run.
    base : str
        The version that the changes speak of; empty if there was none.
    difference : Difference
        What is not as it was in `base`.
    keys : mapping of str to Key
        What everyone is called in calendars for good, by id; whoever is missing, by their id.
    rule_prices : tuple of RulePrice
        What each meeting rule costs, as far as it was worked out.
    evenness_prices : tuple of EvennessPrice
        What a more even plan costs, as far as it was worked out.
    looser : int or None
        Of a rerun that keeps all: how many points more one that keeps pairs could have at most.
    issues : tuple of Issue
        The warnings and notes of the workbook.
    schedule_sha256 : str
        Of the schedule beside the plan, as it was written; empty: that is not known.
    """

    version: str
    created_at: datetime
    source: Source
    event: Event
    schedule: Schedule
    aims: tuple[Aim, ...] = ()
    unmet: tuple[Unmet, ...] = ()
    options: Options = field(default_factory=Options)
    base: str = ""
    difference: Difference = field(default_factory=Difference)
    keys: Mapping[str, Key] = field(default_factory=dict)
    rule_prices: tuple[RulePrice, ...] = ()
    evenness_prices: tuple[EvennessPrice, ...] = ()
    looser: int | None = None
    issues: tuple[Issue, ...] = ()
    schedule_sha256: str = field(default="", compare=False)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The meetings that are not as they were in `base`."""
        return self.difference.changes

    def key_of(self, participant: str) -> Key:
        """What somebody is called for good."""
        return self.keys.get(participant) or Key(participant, participant)

    @property
    def all_keys(self) -> Mapping[str, Key]:
        """What everyone is called for good, by id."""
        return {person.id: self.key_of(person.id) for person in self.event.participants}

    def place_of(self, pair: Pair) -> Pair:
        """What the meeting of two people is called for good."""
        return self._places.get(pair) or place_of(self.keys, pair)

    @cached_property
    def _places(self) -> Mapping[Pair, Pair]:
        """What meetings are called that are not the first of two places.

        Somebody was met already, and so is the colleague who stands in for them. Whoever was there
        first keeps the name, and of several who stood in, whoever meets first.
        """
        first: dict[Pair, Pair] = {}
        for meeting in sorted(self.schedule.meetings, key=self._is_of_stand_ins):
            pair = meeting.participants
            first.setdefault(place_of(self.keys, pair), pair)
        persons = {person: self.key_of(person).person for person in self.keys}
        return {
            pair: pair_of(persons[pair[0]], persons[pair[1]])
            for pair in self.schedule.pairs - set(first.values())
        }

    def _is_of_stand_ins(self, meeting: Meeting) -> bool:
        keys = map(self.key_of, meeting.participants)
        return any(key.person != key.place for key in keys)

    def person_with(self, key: str) -> str:
        """The id of the person who is called so for good; empty if the plan knows nobody."""
        return self._by_key.get(key, "")

    @cached_property
    def _by_key(self) -> Mapping[str, str]:
        return {self.key_of(person.id).person: person.id for person in self.event.participants}

    @cached_property
    def points(self) -> Mapping[Pair, int]:
        """Points of each meeting, by its pair."""
        return points_of(self.event, self.schedule.pairs)

    @cached_property
    def fulfilment(self) -> Fulfilment:
        """How many wishes are met, and why the others are not."""
        return fulfilment(self.event, self.unmet)

    @cached_property
    def met(self) -> frozenset[Interest]:
        """The wishes that are met, of those who take part."""
        return frozenset(wishes_of(self.event)) - {unmet.interest for unmet in self.unmet}

    @cached_property
    def aim(self) -> Mapping[AimName, Aim]:
        """Each aim by its name."""
        return {aim.name: aim for aim in self.aims}

    def status_of(self, meeting: Meeting) -> MeetingStatus:
        """How a meeting relates to the version before."""
        return self._statuses.get(
            meeting.participants, MeetingStatus.KEPT if self.base else MeetingStatus.NEW
        )

    @cached_property
    def _statuses(self) -> Mapping[Pair, MeetingStatus]:
        return {change.participants: _status(change) for change in self.changes if change.after}


def _status(change: Change) -> MeetingStatus:
    if change.kind is ChangeKind.ADDED:
        return MeetingStatus.NEW
    return MeetingStatus.KEPT if change.cause is Cause.SUBSTITUTED else MeetingStatus.MOVED


def passage_between(before: Plan, after: Plan) -> Passage:
    """Read one plan in the words of a later one of the same event."""
    people = {
        person.id: after.person_with(before.key_of(person.id).person)
        or id_of_who_left(person.id, before.version, after.event)
        for person in before.event.participants
    }
    passage = Passage(
        people=people,
        stand_ins=dict(_stand_ins(before, after, people)),
        grid=which_is_which(before.event, after.event, after.event.now),
        tables={
            **renamed_tables(before.event, after.event),
            **relinked_rooms(before.event, after.event),
        },
        since=after.event.now,
    )
    return with_places(passage, before.schedule, before.event, after.event)


def _stand_ins(before: Plan, after: Plan, people: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Find who is met in the place of somebody who does not take part any more."""
    registered = set(after.event.registered)
    holders = {after.key_of(person).place: person for person in sorted(registered)}
    for person, now in people.items():
        holder = holders.get(before.key_of(person).place)
        if (
            holder
            and now not in registered
            and before.event.participant[person].status is Status.REGISTERED
        ):
            yield now, holder
