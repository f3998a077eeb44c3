"""What a rerun can keep of its promises: a home for each, and which of them are held there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchmaker.events import Pair, Pin

HomeOf = Mapping[Pair, Pin]
"""The slot in which a published meeting can stand, and its table; none where it cannot be had."""


@dataclass(frozen=True)
class Homes:
    """Where published meetings can stand, and how many may be elsewhere.

    Parameters
    ----------
    of : mapping of Pair to Pin
        The home of each that has one, were it for itself alone.
    together : frozenset of Pair
        Those of them that can be at home all together.
    are_held : bool
        Whether these are pinned there.
    ceiling : int or None
        How many of these may be elsewhere; None: no limit.
    """

    of: HomeOf = field(default_factory=dict)
    together: frozenset[Pair] = frozenset()
    are_held: bool = False
    ceiling: int | None = None


NO_HOMES = Homes()
"""Nothing was promised."""
