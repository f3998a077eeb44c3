"""How evenly wishes are met: how much everybody gets of what could be met for them.

Of what is not met the share counts squared, so the first wish of somebody counts more than the
last one of somebody else. Such a sum of concave worths is the more even the larger it is (Atkinson,
"On the measurement of inequality", Journal of Economic Theory 2 (1970), 244-263).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from matchmaker.events import Event, Interest, Pair
from matchmaker.facts import once_per_event
from matchmaker.wishes import unhindered_pairs, wished_pairs

WHOLE = 100
"""Worth of all wishes of somebody together, but for rounding."""


def evenness(event: Event, pairs: Iterable[Pair]) -> int:
    """Sum up what the wishes that these pairs meet are worth to those who wished."""
    possible = possible_of(event)
    met = met_of(event, pairs)
    return sum(sum(worths(possible[person])[:count]) for person, count in met.items())


def worths(possible: int) -> tuple[int, ...]:
    """Tell what the first wish that is met is worth to somebody, the second, and so on.

    Parameters
    ----------
    possible : int
        How many of their wishes could be met.

    Returns
    -------
    tuple of int
        One for each of these; none is more than the one before.

    Notes
    -----
    All but the square of the share that is missed, in percent: the step from m of p wishes met to
    the next one is worth ((p - m)**2 - (p - m - 1)**2) / p**2. Each step is rounded by itself, so
    that none is larger than the one before, as the models of the solver need it.
    """
    steps = range(2 * possible - 1, 0, -2)
    return tuple((2 * WHOLE * step + possible**2) // (2 * possible**2) for step in steps)


def met_of(event: Event, pairs: Iterable[Pair]) -> Counter[str]:
    """Count for everybody the possible wishes that these pairs meet."""
    found = wishes_of_pairs(event)
    wishes = [wish for pair in pairs for wish in found.get(pair, ())]
    met = Counter(wish.source for wish in wishes if not wish.target_is_organisation)
    met.update(wish.source for wish in {wish for wish in wishes if wish.target_is_organisation})
    return met


@once_per_event
def possible_of(event: Event) -> Counter[str]:
    """Count for everybody the wishes that could be met, each by itself."""
    return met_of(event, wishes_of_pairs(event))


@once_per_event
def wishes_of_pairs(event: Event) -> Mapping[Pair, tuple[Interest, ...]]:
    """Tell for every pair that can meet, which wishes their meeting would meet."""
    pinned, unhindered = {pin.pair for pin in event.pins}, unhindered_pairs(event)
    return {
        pair: wishes
        for pair, wishes in wished_pairs(event).items()
        if pair in pinned or (pair in unhindered and event.usable_slots(pair))
    }


def shares_of(event: Event, pairs: Iterable[Pair]) -> Mapping[str, float]:
    """Tell what share of the wishes that could be met is met, for everybody who has one."""
    met = met_of(event, pairs)
    return {person: met[person] / count for person, count in possible_of(event).items()}


@dataclass(frozen=True)
class Spread:
    """How shares are spread over people: the least, the quartiles, and the Gini coefficient.

    The coefficient is 0 where everybody has the same, and nearly 1 where one has everything.
    """

    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    gini: float


def spread_of(shares: Iterable[float]) -> Spread:
    """Work out how shares are spread; nobody's are all 0."""
    ordered = sorted(shares) or [0.0]
    several = ordered * 2 if len(ordered) == 1 else ordered  # quartiles are those of two at least
    lower, median, upper = quantiles(several, n=4, method="inclusive")
    return Spread(ordered[0], lower, median, upper, gini(ordered))


def gini(ordered: Sequence[float]) -> float:
    """Work out the Gini coefficient of some shares, the least one first."""
    number, total = len(ordered), sum(ordered)
    ranked = sum((2 * rank - number - 1) * share for rank, share in enumerate(ordered, 1))
    return ranked / (number * total) if total else 0.0
