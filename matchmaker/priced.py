"""What it would cost to meet a wish that is unmet."""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.aims import AimName
from matchmaker.events import Pair


@dataclass(frozen=True)
class Cost:
    """What is lost of one aim; negative: what is gained.

    Parameters
    ----------
    at_least : int
        Proven: where the aims ranked before cost no more than their least, no plan with the wish
        loses less.
    at_most : int or None
        What a plan loses that meets the wish; None: no such plan was found.
    """

    at_least: int
    at_most: int | None

    @property
    def is_exact(self) -> bool:
        """Whether it is known to the unit."""
        return self.at_least == self.at_most


Price = Mapping[AimName, Cost]
"""What a wish costs, by the aims of the pairs in order of rank, up to the first that is open."""


@dataclass(frozen=True)
class Instead:
    """How a plan that meets a wish differs from the one that does not.

    Parameters
    ----------
    lost, won : tuple of Pair
        The meetings that only the one has, and only the other.
    """

    lost: tuple[Pair, ...]
    won: tuple[Pair, ...]
