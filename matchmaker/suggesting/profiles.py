"""What people write of themselves, and how well two of them go together."""

import math
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations, product
from typing import TypeVar

from matchmaker.events import Pair, Participant, pair_of
from matchmaker.suggesting.vocabulary import Mention, Vocabulary

Concept = TypeVar("Concept")

MOST_POINTS = 10
"""Of a word that nearly nobody uses."""
FEW_PEOPLE = 20
"""Among fewer, a word that two of them use is rare all the same."""
LEAST_WORDS = 2
"""Of a profile, so that anything is suggested by it."""
LEAST_POINTS = 3
"""Of what two have in common, so that it is worth saying: what everybody writes is not."""
LONGEST_QUOTE = 60
"""Letters."""
PHRASE_END = re.compile(r"[;,\n•|]|[.!?](?=\s|$)|\s[–—-]\s")


class Likeness(StrEnum):
    """What two profiles have in common."""

    OFFERS = "offers"
    """One offers what the other seeks."""
    SEEKS = "seeks"
    """The other way round."""
    AREA = "area"
    """Both name it as an area of activity."""

    @property
    def turned(self) -> "Likeness":
        """The same as the other of the two sees it."""
        return {Likeness.OFFERS: Likeness.SEEKS, Likeness.SEEKS: Likeness.OFFERS}.get(self, self)


@dataclass(frozen=True)
class Ground:
    """One reason why two people might want to meet, in their own words.

    Parameters
    ----------
    likeness : Likeness
        What they have in common.
    own, theirs : str
        What is quoted of the one and the other, letter by letter.
    points : int
        What it counts: the rarer the words, the more.
    """

    likeness: Likeness
    own: str
    theirs: str
    points: int

    @property
    def turned(self) -> "Ground":
        """The same as the other of the two sees it."""
        return Ground(self.likeness.turned, self.theirs, self.own, self.points)


@dataclass(frozen=True)
class Prose:
    """A cell in which somebody writes what they offer, or seek."""

    text: str
    mentions: tuple[Mention, ...]

    @cached_property
    def said(self) -> Mapping[str, "Saying"]:
        """Where each concept is said most plainly: in the phrase that is about least besides."""
        ends = [end.end() for end in PHRASE_END.finditer(self.text)]
        phrases: dict[int, set[str]] = defaultdict(set)
        for mention in self.mentions:
            phrases[bisect_right(ends, mention.start)].add(mention.concept)
        found: dict[str, Saying] = {}
        for mention in self.mentions:
            together = frozenset(phrases[bisect_right(ends, mention.start)])
            saying = Saying(mention, together)
            found[mention.concept] = min(found.get(mention.concept, saying), saying, key=_length)
        return found

    def quote(self, concept: str) -> str:
        """Quote the phrase in which a concept is said."""
        return quote(self.text, self.said[concept].mention)


@dataclass(frozen=True)
class Saying:
    """One mention of a concept, and all that its phrase is about."""

    mention: Mention
    together: frozenset[str]

    def is_most_of(self, other: "Saying") -> bool:
        """Whether what two phrases have in common is most of either."""
        shorter = min(len(self.together), len(other.together))
        return shorter == 1 or 2 * len(self.together & other.together) > shorter


def _length(saying: Saying) -> int:
    return len(saying.together)


@dataclass(frozen=True)
class Score:
    """What two people have in common, in points, as the first of them sees it."""

    offers: int = 0
    seeks: int = 0
    area: int = 0

    @property
    def points(self) -> int:
        """All of it."""
        return self.offers + self.seeks + self.area


@dataclass(frozen=True)
class Profile:
    """What somebody writes of themselves, and what each cell is about."""

    person: str
    offers: Prose
    seeks: Prose
    areas: tuple[str, ...]
    fields: tuple[frozenset[str], ...]
    """What each of the areas is about."""

    @cached_property
    def concepts(self) -> frozenset[str]:
        """All that it is about."""
        return frozenset((*self.offers.said, *self.seeks.said)).union(*self.fields)

    @property
    def is_thin(self) -> bool:
        """Whether there is too little in it to suggest anybody."""
        return len(self.concepts) < LEAST_WORDS


class Profiles:
    """The profiles of some people, to be compared.

    Parameters
    ----------
    people : iterable of Participant
        Those who may be suggested to each other.
    terms : iterable of sequence of str
        Rows of words that mean the same here.
    """

    def __init__(self, people: Iterable[Participant], terms: Iterable[Sequence[str]] = ()) -> None:
        people = tuple(people)
        texts = (line for one in people for line in (one.offers, one.seeks, *one.areas))
        self._vocabulary = Vocabulary(texts, terms)
        self.of = {person.id: self._profile(person) for person in people}

    def _profile(self, person: Participant) -> Profile:
        mentions = self._vocabulary.mentions
        return Profile(
            person.id,
            Prose(person.offers, mentions(person.offers)),
            Prose(person.seeks, mentions(person.seeks)),
            person.areas,
            tuple(frozenset(m.concept for m in mentions(area)) for area in person.areas),
        )

    @cached_property
    def thin(self) -> tuple[str, ...]:
        """Who writes too little."""
        return tuple(person for person, profile in self.of.items() if profile.is_thin)

    def alike(self) -> Mapping[Pair, Score]:
        """Find who goes together, and how well, as the first of each pair sees it.

        Counted word by word, for most pairs have none in common.
        """
        full = [profile for profile in self.of.values() if not profile.is_thin]
        told, areas = self._told(full), self._shared_areas(full)
        pairs = {pair_of(*people) for people in told} | areas.keys()
        scores = (
            (pair, Score(told.get(pair, 0), told.get(pair[::-1], 0), areas.get(pair, 0)))
            for pair in sorted(pairs)
        )
        return {pair: score for pair, score in scores if score.points >= LEAST_POINTS}

    def _told(self, profiles: Iterable[Profile]) -> Mapping[tuple[str, str], int]:
        """Count what one offers and another seeks, by the two in this order."""
        found: dict[tuple[str, str], int] = defaultdict(int)
        offering = _by_concept(profiles, lambda profile: profile.offers.said)
        seeking = _by_concept(profiles, lambda profile: profile.seeks.said)
        for concept in offering.keys() & seeking.keys():
            points = self._worth[concept]
            for one, other in product(offering[concept], seeking[concept]) if points else ():
                if one is not other:
                    is_most = one.offers.said[concept].is_most_of(other.seeks.said[concept])
                    found[one.person, other.person] += points if is_most else _half(points)
        return found

    def _shared_areas(self, profiles: Iterable[Profile]) -> Mapping[Pair, int]:
        """Count the areas that two people name."""
        found: dict[Pair, int] = defaultdict(int)
        for field, naming in _by_concept(profiles, lambda profile: {*profile.fields}).items():
            points = self._points_of_area(field)
            for one, other in combinations(naming, 2) if points else ():
                found[pair_of(one.person, other.person)] += points
        return found

    def why(self, one: str, other: str) -> tuple[Ground, ...]:
        """List what two people have in common, as the first of them sees it; most points first."""
        mine, theirs = self.of[one], self.of[other]
        reasons = (
            self._between(Likeness.OFFERS, mine.offers, theirs.seeks),
            self._between(Likeness.SEEKS, mine.seeks, theirs.offers),
            self._of_areas(mine, theirs),
        )
        return tuple(sorted(filter(None, reasons), key=lambda reason: -reason.points))

    def _between(self, likeness: Likeness, own: Prose, theirs: Prose) -> Ground | None:
        """Tell what is in two cells, and quote what counts most of it."""
        both = own.said.keys() & theirs.said.keys()
        worth = {concept: self._points_between(concept, own, theirs) for concept in both}
        if not any(worth.values()):
            return None
        most = min(both, key=lambda concept: (-worth[concept], concept))
        return Ground(likeness, own.quote(most), theirs.quote(most), sum(worth.values()))

    def _points_between(self, concept: str, own: Prose, theirs: Prose) -> int:
        """Count a concept in full where what is common makes up most of either phrase; else half.

        River cruises and sensors for river water have a river in common, and nothing else.
        """
        points = self._worth[concept]
        return points if own.said[concept].is_most_of(theirs.said[concept]) else _half(points)

    def _of_areas(self, mine: Profile, theirs: Profile) -> Ground | None:
        """Tell which area both name; the rarest is quoted."""
        both = set(mine.fields) & set(theirs.fields) - {frozenset[str]()}
        worth = {area: self._points_of_area(area) for area in both}
        if not any(worth.values()):
            return None
        rarest = min(both, key=lambda area: (-worth[area], sorted(area)))
        own, other = (
            profile.areas[profile.fields.index(rarest)].strip() for profile in (mine, theirs)
        )
        return Ground(Likeness.AREA, own, other, sum(worth.values()))

    def _points_of_area(self, area: frozenset[str]) -> int:
        """An area says less than words: people tick what is offered."""
        return _half(max((self._worth[concept] for concept in area), default=0))

    @cached_property
    def _worth(self) -> Mapping[str, int]:
        """What each concept counts: the fewer people use it, the more; one of many says nothing."""
        users = Counter(concept for profile in self.of.values() for concept in profile.concepts)
        people = max(len(self.of), FEW_PEOPLE)
        return {concept: _points_of(count, people) for concept, count in users.items()}


def _points_of(users: int, people: int) -> int:
    points = round(MOST_POINTS * math.log(people / users) / math.log(people))
    return points if points >= LEAST_POINTS else 0


def _half(points: int) -> int:
    return (points + 1) // 2


def _by_concept(
    profiles: Iterable[Profile], concepts_of: Callable[[Profile], Iterable[Concept]]
) -> Mapping[Concept, Sequence[Profile]]:
    """List the profiles by what they are about."""
    found: dict[Concept, list[Profile]] = defaultdict(list)
    for profile in profiles:
        for concept in concepts_of(profile):
            found[concept].append(profile)
    return found


def points_of_all(reasons: Collection[Ground]) -> int:
    """Count all that two people have in common."""
    return sum(reason.points for reason in reasons)


def quote(text: str, mention: Mention) -> str:
    """Quote the phrase in which something is mentioned, letter by letter; of a long one a part."""
    start, end = phrase_of(text, mention)
    if end - start > LONGEST_QUOTE:
        start, end = _shortened(text, start, end, mention)
    return text[start:end].strip()


def phrase_of(text: str, mention: Mention) -> tuple[int, int]:
    """Tell where the phrase begins and ends in which something is mentioned."""
    ends = [end.span() for end in PHRASE_END.finditer(text)]
    start = max((after for _, after in ends if after <= mention.start), default=0)
    end = min((before for before, _ in ends if before >= mention.end), default=len(text))
    return start, end


def _shortened(text: str, start: int, end: int, mention: Mention) -> tuple[int, int]:
    """Take as many whole words around a mention as a quote may have, those before it first."""
    words = [word.span() for word in re.finditer(r"\S+", text[:end]) if word.start() >= start]
    first = next(at for at, (_, after) in enumerate(words) if after > mention.start)
    last = next(at for at, (_, after) in enumerate(words) if after >= mention.end)
    while first > 0 and words[last][1] - words[first - 1][0] <= LONGEST_QUOTE // 2:
        first -= 1
    while last + 1 < len(words) and words[last + 1][1] - words[first][0] <= LONGEST_QUOTE:
        last += 1
    return words[first][0], words[last][1]
