"""Which suggestions are made: a few for each person, those who wish least first, and a bound on it.

A b-matching. Its linear relaxation is all but whole, so an integer program proves it at once, as it
does when pairs are chosen (docs/decisions/0005).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.events import Pair
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import Found, Hint, SearchTask, hold, nothing_found
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Stage, Watch

SHARE = 0.5
"""Of the time, for whom; the rest is for the strongest."""
GAINS = (10_000, 100)
"""What the first and the second wish or suggestion of somebody count; every later one counts 1."""


@dataclass(frozen=True)
class Offer:
    """Two people who may be suggested to each other.

    Parameters
    ----------
    pair : Pair
        The two human beings.
    strength, points : int
        How much speaks for it; of choices of the same strength the one with more points counts.
    """

    pair: Pair
    strength: int
    points: int


@dataclass(frozen=True)
class Spreading:
    """A choice of suggestions, and what no other exceeds.

    Parameters
    ----------
    chosen : tuple of int
        Which of the offers, by their number.
    strength, bound : int
        The strength of all of them; no choice that serves those who wish little as well has more
        than the bound.
    need, need_bound : int
        How well those are served who wish little, as counted in `GAINS`; no choice does better
        than the bound.
    """

    chosen: tuple[int, ...]
    strength: int
    bound: int
    need: int
    need_bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no choice is better."""
        return (self.strength, self.need) == (self.bound, self.need_bound)


def spread(
    offers: Sequence[Offer], wishes: Mapping[str, int], each: int, watch: Watch
) -> Spreading:
    """Choose suggestions: first for those who wish least, then the strongest.

    Parameters
    ----------
    offers : sequence of Offer
        Each pair once.
    wishes : mapping of str to int
        How many wishes everyone has.
    each : int
        Suggestions for a person at most, whichever of the two they are.
    watch : Watch
        The time.
    """
    numbers = _looked_at(offers, each)
    model = _Model([offers[number] for number in numbers], wishes, each)
    known = _greedy(model.offers, wishes, each)
    need = model.searched(model.need, _need(model.offers, wishes, each), known, watch, SHARE)
    known = max(model.chosen(need, known), known, key=model.need_of)
    hold(model.model, model.task(model.need, need.bound), model.need_of(known))
    found = model.searched(model.worth, _most(model.offers, each, model.weight), known, watch, 1.0)
    chosen = max(model.chosen(found, known), known, key=model.worth_of)
    bound, need_bound = found.bound // model.scale, need.bound
    if len(numbers) < len(offers):  # of those that were not looked at only this is known
        bound = _most(offers, each, lambda offer: offer.strength)
        need_bound = _need(offers, wishes, each)
    return Spreading(
        chosen=tuple(sorted(numbers[number] for number in chosen)),
        strength=sum(model.offers[number].strength for number in chosen),
        bound=bound,
        need=model.need_of(chosen),
        need_bound=need_bound,
    )


MANY, NEAREST = 10_000, 20
"""Of more offers, only so many of the strongest of each person are looked at."""


def _looked_at(offers: Sequence[Offer], each: int) -> Sequence[int]:
    """List the offers to choose from: all, or of many those that are among the strongest."""
    if len(offers) <= MANY:
        return range(len(offers))
    order = sorted(range(len(offers)), key=lambda n: (-offers[n].strength, -offers[n].points, n))
    seen: dict[str, int] = defaultdict(int)
    kept = set()
    for number in order:
        for person in offers[number].pair:
            if seen[person] < max(NEAREST, 2 * each):
                kept.add(number)
            seen[person] += 1
    return sorted(kept)


def _most(offers: Sequence[Offer], each: int, weight: Callable[[Offer], int]) -> int:
    """Count what there could be if everybody had the best that there are for them."""
    of_each: dict[str, list[int]] = defaultdict(list)
    for offer in offers:
        for person in offer.pair:
            of_each[person].append(weight(offer))
    return sum(sum(nlargest(each, weights)) for weights in of_each.values()) // 2


class _Model:
    """The choice as a model: whether each offer is made, and how far it serves each person."""

    def __init__(self, offers: Sequence[Offer], wishes: Mapping[str, int], each: int) -> None:
        self.offers, self._wishes, self._each = offers, wishes, each
        self.model = cp_model.CpModel()
        self._is_made = [self.model.new_bool_var("") for _ in offers]
        self.scale = sum(offer.points for offer in offers) + 1
        self.worth = cp_model.LinearExpr.weighted_sum(
            self._is_made, [self.weight(offer) for offer in offers]
        )
        self._served: dict[str, list[cp_model.IntVar]] = {}
        gains: list[tuple[cp_model.IntVar, int]] = []
        for person, made in self._of_each().items():
            self.model.add(sum(made) <= each)
            needed = [(self.model.new_bool_var(""), gain) for gain in self._gains(person)]
            self._served[person] = [served for served, _ in needed]
            self.model.add(sum(self._served[person]) <= sum(made))
            gains += needed
        self.need = cp_model.LinearExpr.weighted_sum(
            [served for served, _ in gains], [gain for _, gain in gains]
        )

    def _of_each(self) -> Mapping[str, Sequence[cp_model.IntVar]]:
        of_each: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        for offer, made in zip(self.offers, self._is_made, strict=True):
            for person in offer.pair:
                of_each[person].append(made)
        return of_each

    def _gains(self, person: str) -> tuple[int, ...]:
        return _gains(self._wishes[person], self._each)

    def weight(self, offer: Offer) -> int:
        """Let strength count before points."""
        return offer.strength * self.scale + offer.points

    def task(self, goal: cp_model.LinearExprT, limit: int) -> SearchTask:
        """Make a search for the most of something."""
        return SearchTask(Stage.SELECT, AimName.POINTS, goal, limit)

    def searched(
        self,
        goal: cp_model.LinearExprT,
        limit: int,
        known: Sequence[int],
        watch: Watch,
        share: float,
    ) -> Found:
        """Search for the most of something, from a choice that is known."""
        task = self.task(goal, limit)
        return improve(
            nothing_found(limit),
            lambda: search_linear(self.model, task, watch, share, self._hint(known)),
            watch,
        )

    def _hint(self, known: Sequence[int]) -> Hint:
        chosen = set(known)
        return {made: int(number in chosen) for number, made in enumerate(self._is_made)}

    def chosen(self, found: Found, known: Sequence[int]) -> Sequence[int]:
        """Read which offers a search chose; the known ones where it found none."""
        if found.value is None:
            return known
        return [number for number, made in enumerate(self._is_made) if found.holds(made)]

    def worth_of(self, chosen: Sequence[int]) -> int:
        """Count how much speaks for a choice."""
        return sum(self.weight(self.offers[number]) for number in chosen)

    def need_of(self, chosen: Sequence[int]) -> int:
        """Count how well a choice serves those who wish little."""
        return _need([self.offers[number] for number in chosen], self._wishes, self._each)


def _need(offers: Iterable[Offer], wishes: Mapping[str, int], each: int) -> int:
    """Count how well offers serve those who wish little."""
    counts = Counter(person for offer in offers for person in offer.pair)
    return sum(sum(_gains(wishes[person], each)[:count]) for person, count in counts.items())


def _gains(wishes: int, each: int) -> tuple[int, ...]:
    """List what the first, second ... suggestion counts for somebody with so many wishes."""
    return tuple(GAINS[n] if n < len(GAINS) else 1 for n in range(wishes, each))


def _greedy(offers: Sequence[Offer], wishes: Mapping[str, int], each: int) -> Sequence[int]:
    """Choose as one would by hand: those who wish least first, the strongest for each."""
    left = dict.fromkeys((person for offer in offers for person in offer.pair), each)
    chosen = []
    for number in sorted(range(len(offers)), key=lambda n: _first(offers[n], wishes)):
        if all(left[person] for person in offers[number].pair):
            chosen.append(number)
            for person in offers[number].pair:
                left[person] -= 1
    return chosen


def _first(offer: Offer, wishes: Mapping[str, int]) -> tuple[int, int, int]:
    return min(wishes[person] for person in offer.pair), -offer.strength, -offer.points
