"""Numbers as bars: how often something is, beside the most frequent of its kind."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil

MOST_COLUMNS, MOST_SPANS = 26, 10
"""More columns are too narrow on a telephone: for one number each, and for a span of them."""


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    label : str
        What it is of.
    count : int
        How many there are.
    share : float
        Of all, in percent.
    length : float
        Of the longest bar, in percent.
    """

    label: str
    count: int
    share: float
    length: float


def bars(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Draw a bar of each count, in the order given."""
    total, most = sum(counts.values()), max(counts.values(), default=0)
    return tuple(
        Bar(label, count, percent(count, total), percent(count, most))
        for label, count in counts.items()
    )


def by_frequency(labels: Iterable[str]) -> Mapping[str, int]:
    """Count labels, the most frequent first, and of equals by the alphabet."""
    counts = Counter(labels)
    return {label: counts[label] for label in sorted(counts, key=lambda it: (-counts[it], it))}


def histogram(values: Iterable[int]) -> tuple[Bar, ...]:
    """Count how often each number from 0 to the largest is there; several share a wide bar."""
    counts = Counter(values)
    largest = max(counts, default=0)
    width = 1 if largest < MOST_COLUMNS else ceil((largest + 1) / MOST_SPANS)
    return bars(
        {
            _span(first, first + width - 1): sum(counts[n] for n in range(first, first + width))
            for first in range(0, largest + 1, width)
        }
    )


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def percent(part: float, whole: float) -> float:
    """Compute a share in percent, to a tenth; 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0
