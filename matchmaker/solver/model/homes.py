"""What a rerun can keep of its promises: a home for each, and which of them are held there."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from matchmaker.aims import AimName, Given
from matchmaker.events import Event, Pair, Pin, Slot
from matchmaker.score import ANOTHER_TIME
from matchmaker.solver.model.pools import ONLINE, Pool, Pools, pools_of

HomeOf = Mapping[Pair, Pin]
"""The slot in which a published meeting can stand, and its table; none where it cannot be had."""


@dataclass(frozen=True)
class Homes:
    """Where published meetings can stand, and how many may be elsewhere.

    Parameters
    ----------
    event : Event
        Whose promises are to be kept.
    of : mapping of Pair to Pin
        The home of each that has one, were it for itself alone.
    together : frozenset of Pair
        Those of them that can be at home all together.
    are_held : bool
        Whether these are pinned there.
    ceiling : int or None
        How many of these may be elsewhere; None: no limit.
    pools : Pools or None
        The pools of tables; None: those of the event.
    """

    event: Event
    of: HomeOf = field(default_factory=dict)
    together: frozenset[Pair] = frozenset()
    are_held: bool = False
    ceiling: int | None = None
    pools: Pools | None = None

    @property
    def may_be_left(self) -> bool:
        """Whether there are meetings at home that may be elsewhere."""
        return bool(self.together) and not self.are_held

    @property
    def given(self) -> tuple[AimName | Given, ...]:
        """What every bound takes as given."""
        return (AimName.STANDING, Given.HOMES) if self.are_held else ()

    def pool_of(self, pair: Pair) -> Pool | None:
        """The pool of a published meeting's table; None if the table cannot be had."""
        table = self.of[pair].table
        if table:  # where it met in the past, too, though it would need none by now
            pools = self.pools or pools_of(self.event)
            return pools.of(self.event.table[table])
        return None if self.event.takes_table(pair) else ONLINE

    def is_at_home(self, pair: Pair, slot: Slot, pool: Pool) -> bool:
        """Whether a published meeting has its home here: slot and, where it can be had, table."""
        return self.of[pair].slot == slot and self.pool_of(pair) in {None, pool}

    def moves(self, pair: Pair, slot: Slot, pool: Pool) -> int:
        """What a meeting counts among the moves in this slot, at a table of this pool."""
        promise = self.event.promise.get(pair)
        if promise is None:
            return 0
        if promise.slot != slot:
            return ANOTHER_TIME
        is_still_online = promise.table is None and pool == ONLINE
        is_seated = promise.table is not None and self.pool_of(pair) == pool != ONLINE
        return 0 if is_still_online or is_seated else 1
