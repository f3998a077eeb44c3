"""Who may be suggested to whom: two who go together, and between whom nothing stands."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Event, Pair, pair_of
from matchmaker.suggesting.profiles import Ground, Profiles, Score
from matchmaker.wishes import obstacles_of, stands, targets

MOST_EACH = 20
"""Suggestions for a person at most: of more, nobody reads the last."""
STEPS = (6, 10, 15, 21)
"""Points from which on a strength is 2, 3, 4 and 5."""


@dataclass(frozen=True)
class Match:
    """One person who might want to meet another.

    Parameters
    ----------
    source, target : str
        Their ids: the one with fewer wishes comes first.
    points : int
        How much speaks for it.
    """

    source: str
    target: str
    points: int

    @property
    def pair(self) -> Pair:
        """The two in sorted order."""
        return pair_of(self.source, self.target)

    @property
    def strength(self) -> int:
        """How much speaks for it, from 1 to 5."""
        return 1 + bisect_right(STEPS, self.points)


@dataclass(frozen=True)
class Suggestion(Match):
    """One of them that is suggested.

    Parameters
    ----------
    reasons : tuple of Ground
        What speaks for it, as the first one sees it; most comes first.
    """

    reasons: tuple[Ground, ...]

    @property
    def turned(self) -> "Suggestion":
        """The same as the other of the two sees it."""
        reasons = tuple(ground.turned for ground in self.reasons)
        return Suggestion(self.target, self.source, self.points, reasons)


class NothingToCompare(Exception):  # noqa: N818 - says what the event is
    """Nobody writes what they offer, seek, or do."""


def check_profiles(event: Event) -> None:
    """Raise `NothingToCompare` if nobody who may have a meeting writes of themselves."""
    people = (event.participant[person] for person in _people(event))
    if not any(one.offers or one.seeks or one.areas for one in people):
        raise NothingToCompare


def _people(event: Event) -> Iterator[str]:
    return (person for person in event.registered if event.limit_of(person) != 0)


@dataclass(frozen=True)
class Matchable:
    """The people of an event who may be suggested to each other, and what they wish already.

    Parameters
    ----------
    event : Event
        As it was read.
    terms : tuple of tuple of str
        Rows of words that mean the same, by the organiser.

    Raises
    ------
    NothingToCompare
        If there is no profile at all.
    """

    event: Event
    terms: tuple[tuple[str, ...], ...] = ()

    def __post_init__(self) -> None:
        check_profiles(self.event)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who takes part and may have a meeting."""
        return tuple(_people(self.event))

    @cached_property
    def _profiles(self) -> Profiles:
        return Profiles((self.event.participant[p] for p in self.people), self.terms)

    @property
    def thin(self) -> tuple[str, ...]:
        """Who writes too little to be compared."""
        return self._profiles.thin

    @cached_property
    def wishes(self) -> Mapping[str, int]:
        """How many wishes each human being has that stand, for any of their organisations."""
        event = self.event
        wished: dict[str, set[tuple[str, bool]]] = {p: set() for p in event.selves}
        for wish in event.interests:
            if stands(event, wish):
                for oneself in event.selves[wish.source]:
                    wished[oneself].add((wish.target, wish.target_is_organisation))
        return {person: len(found) for person, found in wished.items()}

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """All that could be suggested, of two human beings once; not all of them are."""
        found: dict[Pair, Match] = {}
        for pair, score in self._profiles.alike().items():
            if self._may_be(pair):
                match = self._directed(pair, score)
                selves = self.selves(pair)
                found[selves] = max(found.get(selves, match), match, key=_points)
        return tuple(found.values())

    def explained(self, match: Match) -> Suggestion:
        """Say why somebody is suggested."""
        source, target = match.source, match.target
        reasons = self._profiles.why(source, target)
        return Suggestion(source, target, match.points, reasons)

    def selves(self, pair: Pair) -> Pair:
        """Name the two human beings behind a pair."""
        one, other = (self.event.person_of[person] for person in pair)
        return pair_of(one, other)

    def _may_be(self, pair: Pair) -> bool:
        """Whether nothing stands between two people, and neither wished the other already."""
        event = self.event
        return (
            pair not in self._settled
            and not obstacles_of(event).between(pair)
            and bool(event.usable_slots(pair))
        )

    @cached_property
    def _settled(self) -> frozenset[Pair]:
        """The pairs of which it was said already that they shall meet, whatever the answer."""
        event = self.event
        wished = (
            pair_of(oneself, target)
            for wish in event.interests
            for oneself in event.selves[wish.source]
            for person in targets(event, wish)
            for target in event.selves[person]
        )
        return frozenset((*wished, *(pin.pair for pin in event.pins)))

    def _directed(self, pair: Pair, score: Score) -> Match:
        """Let the one with fewer wishes ask; of two with as many the one who seeks more."""
        one, other = pair
        given = (self.wishes[one], score.offers)
        taken = (self.wishes[other], score.seeks)
        source, target = (other, one) if taken < given else (one, other)
        return Match(source, target, score.points)


def _points(match: Match) -> int:
    return match.points
