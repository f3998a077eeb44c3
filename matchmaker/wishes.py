"""What the interests make of two people: whether they may and should meet, and their points."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import chain, product

import networkx as nx

from matchmaker.events import Answer, Event, Interest, Level, Pair, Status, pair_of
from matchmaker.facts import once_per_event
from matchmaker.rulings import rulings


@dataclass(frozen=True)
class Way:
    """One way in which a meeting of two people can count.

    A wish for an organisation counts once, for one of its people. So a pair it speaks of has a way
    that uses up this wish, and, where the two also asked for each other by name, one that does not.

    Parameters
    ----------
    pair : Pair
        The two people.
    interests : tuple of Interest
        What the meeting fulfils this way; at most one from each side.
    bonus : int
        Points more, or fewer, by meeting rules.
    """

    pair: Pair
    interests: tuple[Interest, ...]
    bonus: int = 0

    @cached_property
    def points(self) -> int:
        """Points of the interests; a mutual pair gets half of the sum on top, rounded up.

        Where somebody wishes it, what rules prefer is added; it always counts something.
        """
        if not self.interests:
            return 0
        total = sum(interest.level for interest in self.interests)
        mutual = (total + 1) // 2 if len(self.interests) == len(self.pair) else 0
        return max(1, total + mutual + self.bonus)

    @cached_property
    def uses(self) -> tuple[Interest, ...]:
        """The wishes for an organisation that are used up."""
        return tuple(wish for wish in self.interests if wish.target_is_organisation)


def targets(event: Event, interest: Interest) -> tuple[str, ...]:
    """Who can meet this interest: those taking part whom it names, other than its source."""
    if interest.target_is_organisation:
        members = event.members.get(interest.target, ())
        return tuple(member for member in members if member != interest.source)
    is_there = event.participant[interest.target].status is Status.REGISTERED
    return (interest.target,) if is_there else ()


class Obstacle(StrEnum):
    """Why two people may not meet, whatever the slot and the table."""

    CANCELLED = "cancelled"
    SAME_PERSON = "same_person"
    """They are one human being, there for several organisations."""
    BLOCKED = "blocked"
    DECLINED = "declined"
    SAME_ORGANISATION = "same_organisation"
    NO_COMMON_LANGUAGE = "no_common_language"
    RULE = "rule"
    """A meeting rule of the event speaks against it."""


@dataclass(frozen=True)
class Obstacles:
    """What stands between the pairs of an event; made once, asked often."""

    event: Event

    def between(self, pair: Pair) -> tuple[Obstacle, ...]:
        """Every reason why the two may not meet; empty if they may."""
        if pair not in self._known:
            self._known[pair] = self._between(pair)
        return self._known[pair]

    @cached_property
    def _known(self) -> dict[Pair, tuple[Obstacle, ...]]:
        return {}

    def _between(self, pair: Pair) -> tuple[Obstacle, ...]:
        one, other = (self.event.participant[person] for person in pair)
        rules = self.event.rules
        same_organisation = any(name in other.organisations for name in one.organisations)
        found = {
            Obstacle.CANCELLED: {one.status, other.status} != {Status.REGISTERED},
            Obstacle.SAME_PERSON: self.event.are_one(pair),
            Obstacle.BLOCKED: pair in self._blocked,
            Obstacle.DECLINED: pair in self._declined,
            Obstacle.SAME_ORGANISATION: same_organisation and not rules.same_organisation_may_meet,
            Obstacle.NO_COMMON_LANGUAGE: rules.common_language_needed
            and not self.event.shared_languages(pair),
            Obstacle.RULE: rulings(self.event).against(pair) is not None,
        }
        return tuple(obstacle for obstacle, is_there in found.items() if is_there)

    @cached_property
    def _blocked(self) -> frozenset[Pair]:
        return frozenset(blocked.pair for blocked in self.event.blocked)

    @cached_property
    def _declined(self) -> frozenset[Pair]:
        return declined_pairs(self.event)


obstacles_of = once_per_event(Obstacles)
"""The obstacles of an event; always the same ones, so that nothing is asked twice."""


@once_per_event
def declined_pairs(event: Event) -> frozenset[Pair]:
    """Pairs of which one side declined the other."""
    return frozenset(
        pair_of(interest.source, target)
        for interest in event.interests
        if interest.answer is Answer.DECLINED
        for target in targets(event, interest)
    )


def stands(event: Event, interest: Interest) -> bool:
    """Whether the interest is to be planned: not declined, nor pending where those must wait."""
    if interest.answer is Answer.PENDING:
        return event.rules.plan_pending_wishes
    return interest.answer is not Answer.DECLINED


@once_per_event
def wished_pairs(event: Event) -> Mapping[Pair, tuple[Interest, ...]]:
    """Every pair that somebody wishes, with the interests that speak of it.

    Hard rules (blocked, declined, same organisation ...) are not looked at here.
    """
    wished = defaultdict(list)
    registered = set(event.registered)
    for interest in event.interests:
        if interest.source in registered and stands(event, interest):
            for target in targets(event, interest):
                wished[pair_of(interest.source, target)].append(interest)
    return {pair: tuple(interests) for pair, interests in wished.items()}


@once_per_event
def unhindered_pairs(event: Event) -> frozenset[Pair]:
    """The wished pairs with nothing between the two."""
    obstacles = obstacles_of(event)
    return frozenset(pair for pair in wished_pairs(event) if not obstacles.between(pair))


def ways_of_pair(event: Event, pair: Pair) -> tuple[Way, ...]:
    """List the ways in which a meeting of an event can count; empty if nobody wishes it."""
    known = _known_ways(event)
    if pair not in known:
        known[pair] = ways(pair, wished_pairs(event).get(pair, ()), rulings(event).bonus(pair))
    return known[pair]


@once_per_event
def _known_ways(_event: Event) -> dict[Pair, tuple[Way, ...]]:
    return {}


def ways(pair: Pair, interests: Iterable[Interest], bonus: int = 0) -> tuple[Way, ...]:
    """List the ways in which a meeting can count, with the points that rules prefer it by.

    Somebody may have wished for several organisations of the other one: any of these wishes may
    count. Where both sides wished for organisations, only the strongest of each may (so that who
    fulfils which wish stays a matching, see `credit`).
    """
    sides = [[wish for wish in interests if wish.source == person] for person in pair]
    if not any(wish.target_is_organisation for wish in chain.from_iterable(sides)):
        by_name = tuple(side[0] for side in sides if side)
        return (Way(pair, by_name, bonus),) if by_name else ()
    if all(any(wish.target_is_organisation for wish in side) for side in sides):
        sides = [_with_strongest(side) for side in sides]
    choices = product(*(_choices_of_one_side(side) for side in sides))
    found = (Way(pair, tuple(wish for wish in choice if wish), bonus) for choice in choices)
    return tuple(way for way in found if way.interests)


def _with_strongest(side: list[Interest]) -> list[Interest]:
    """Keep the wish by name, and of those for organisations the strongest."""
    of_organisations = [wish for wish in side if wish.target_is_organisation]
    strongest = min(of_organisations, key=lambda wish: (-wish.level, wish.target))
    return [wish for wish in side if not wish.target_is_organisation or wish is strongest]


def _choices_of_one_side(interests: list[Interest]) -> list[Interest | None]:
    """List what may count for one side: the wish by name, or a stronger one for the organisation.

    Nothing counts where there is no wish by name and the other is used elsewhere.
    """
    by_name = next((wish for wish in interests if not wish.target_is_organisation), None)
    return [
        by_name,
        *(
            wish
            for wish in interests
            if wish.target_is_organisation and (by_name is None or wish.level > by_name.level)
        ),
    ]


def credit(event: Event, pairs: Iterable[Pair]) -> Mapping[Pair, Way]:
    """Decide in which way each of these meetings counts, for the most points in all.

    A pair that is missing in the answer is one that nobody wished, or only by a wish for an
    organisation that another of these meetings uses up.

    Notes
    -----
    Only wishes for an organisation leave a choice: each is used by one meeting. Two of them used by
    the same meeting make it mutual, so this is a maximum weight matching: every such wish is a
    node, an edge between two wishes is a meeting that uses both, and a node for each meeting takes
    the edge of one wish alone. A pair nobody named gains much by being used at all, so that as many
    meetings as possible stand on a wish of their own; those that need none are `without_a_wish`.
    """
    known, asked = _known_credit(event), frozenset(pairs)
    credited = known.get(asked)
    if credited is None:
        known.clear()
        known[asked] = credited = _credited(event, asked, without_a_wish(event))
    return credited


@once_per_event
def _known_credit(_event: Event) -> dict[frozenset[Pair], Mapping[Pair, Way]]:
    """Keep the last answer: each aim of a schedule asks for it, one after the other."""
    return {}


@once_per_event
def without_a_wish(event: Event) -> frozenset[Pair]:
    """Pairs that need no wish: pins, forced ones, and promises that are no wish any more.

    Those are promises that nobody wishes, or whose wish others use up. Any other promise uses up a
    wish as every meeting does, so that nobody new is met on it.
    """
    pinned = {pin.pair for pin in event.pins} | {*event.forced}
    promised = {promise.pair for promise in event.promises} - pinned
    return frozenset(pinned | (promised - _credited(event, promised, frozenset()).keys()))


def _credited(event: Event, pairs: Iterable[Pair], excused: Collection[Pair]) -> Mapping[Pair, Way]:
    credited: dict[Pair, Way] = {}
    uses: list[_Use] = []
    for pair in sorted(set(pairs)):
        options = ways_of_pair(event, pair)
        plain = next((way for way in options if not way.uses), None)
        if plain:
            credited[pair] = plain
        without = plain.points if plain else 0 if pair in excused else -UNWISHED
        uses += [_Use(way, way.points - without) for way in options if way.uses]
    credited.update((use.way.pair, use.way) for use in _matched(uses))
    return credited


@dataclass(frozen=True)
class _Use:
    """A way that uses up wishes for an organisation, and the points that it gains."""

    way: Way
    gain: int

    @property
    def ends(self) -> tuple[Interest | Pair, Interest | Pair]:
        """What is used: one wish, and the pair by it, or two."""
        used = self.way.uses
        return used[0], used[1] if len(used) > 1 else self.way.pair


def _matched(uses: Sequence[_Use]) -> Iterator[_Use]:
    """Choose of all uses those that gain most together, each end used once."""
    # Nodes are numbers: their order is the same in every run of the program, that of words is not.
    numbers: dict[Interest | Pair, int] = {}
    ends = [tuple(numbers.setdefault(end, len(numbers)) for end in use.ends) for use in uses]
    degree = Counter(chain.from_iterable(ends))
    graph: nx.Graph[int] = nx.Graph()
    for (one, other), use in zip(ends, uses, strict=True):
        if degree[one] > 1 or degree[other] > 1:
            graph.add_edge(one, other, weight=use.gain, use=use)
        elif use.gain >= 0:  # nearly all of them stand alone
            yield use
    for wishes in nx.connected_components(graph):  # matched by themselves: many small are quicker
        for edge in nx.max_weight_matching(graph.subgraph(wishes)):
            yield graph.edges[edge]["use"]


UNWISHED = 1_000_000
"""Weight of a pair nobody named being wished at all; more than the points of any plan."""


def points_of(event: Event, pairs: Collection[Pair]) -> Mapping[Pair, int]:
    """Points of each of these meetings; 0 for one that nobody wished."""
    credited = credit(event, pairs)
    return {pair: credited[pair].points if pair in credited else 0 for pair in pairs}


def met_interests(event: Event, pairs: Iterable[Pair]) -> frozenset[Interest]:
    """Every interest that stands and is met: its person, or any one of its organisation."""
    wished = wished_pairs(event)
    return frozenset(interest for pair in pairs for interest in wished.get(pair, ()))


def must_interests(event: Event) -> tuple[Interest, ...]:
    """The standing interests of level must."""
    wished = wished_pairs(event)
    standing = {wish for wishes in wished.values() for wish in wishes if wish.level is Level.MUST}
    return tuple(interest for interest in event.interests if interest in standing)
