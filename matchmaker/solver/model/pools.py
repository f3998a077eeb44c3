"""Pools: tables that serve the same people, and how many meetings they hold in a slot."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from matchmaker.events import Event, Slot, Table
from matchmaker.facts import once_per_event

Pool = str
"""Tables that serve the same people are one pool, named by their owner; OPEN serves everyone else.

Within a pool tables are given out after the slots are known: counting them is enough until then.
"""

OPEN: Pool = ""
ONLINE: Pool = "\0online"
"""Takes no table: online, or at the place of one of the two."""


def pool_of(event: Event, table: Table) -> Pool:
    """The pool a table belongs to; a table whose owner does not take part is open to all.

    Rooms for meetings online are in pools of their own.
    """
    pool = _whose(event, table)
    return f"{pool}\0rooms" if table.is_room else pool


def _whose(event: Event, table: Table) -> Pool:
    if not event.owners(table):
        return OPEN
    return f"\0organisation {table.owner}" if table.owner_is_organisation else table.owner


class Pools:
    """The tables of an event, pool by pool.

    Parameters
    ----------
    event : Event
        Whose tables they are.
    by_area : bool
        Whether tables of the same people in different areas are different pools.
    """

    def __init__(self, event: Event, *, by_area: bool = False) -> None:
        self._event = event
        self.by_area = by_area

    def of(self, table: Table) -> Pool:
        """The pool that a table belongs to."""
        pool = pool_of(self._event, table)
        return f"{pool}\0area {table.area}" if self.by_area and not table.is_room else pool

    @cached_property
    def areas(self) -> Mapping[Pool, int]:
        """The number of the area of each pool on site, where pools are told apart by it."""
        number = {area: number for number, area in enumerate(self._event.areas)}
        return {
            pool: number[tables[0].area]
            for pool, tables in self.tables.items()
            if self.by_area and pool not in self.online
        }

    @cached_property
    def online(self) -> frozenset[Pool]:
        """The pools of rooms, and that of meetings online without one: nobody walks there."""
        rooms = (pool for pool, tables in self.tables.items() if tables[0].is_room)
        return frozenset((ONLINE, *rooms))

    @cached_property
    def tables(self) -> Mapping[Pool, tuple[Table, ...]]:
        """The tables of each pool."""
        pools = defaultdict(list)
        for table in self._event.tables:
            pools[self.of(table)].append(table)
        return {pool: tuple(tables) for pool, tables in pools.items()}

    def capacity(self, pool: Pool, slot: Slot) -> int:
        """How many meetings a pool holds in a slot."""
        return self._capacities[pool][slot] if pool in self._capacities else 0

    @cached_property
    def _capacities(self) -> Mapping[Pool, Mapping[Slot, int]]:
        return {
            pool: {slot: self._count(tables, slot) for slot in self._event.slots}
            for pool, tables in self.tables.items()
        }

    def _count(self, tables: Iterable[Table], slot: Slot) -> int:
        """Count the meetings that tables hold; what is over had its table, however it is now."""
        if self._event.is_over(slot):
            return len(self._event.pins)
        return sum(table.meetings_at_once for table in tables if table.times.allows(slot))

    def as_it_was(self, table: Table, slot: Slot) -> Table:
        """Give a table in a slot: in one that is over it held all that were there."""
        if not self._event.is_over(slot):
            return table
        held = max(table.meetings_at_once, self._seated[slot, table.name])
        return replace(table, meetings_at_once=held)

    @cached_property
    def _seated(self) -> Mapping[tuple[Slot, str | None], int]:
        """How many pins there are at each table in a slot."""
        return Counter((pin.slot, pin.table) for pin in self._event.pins)


@once_per_event
def pools_of(event: Event) -> Pools:
    """The pools of an event; always the same ones."""
    return Pools(event)


@once_per_event
def pools_by_area(event: Event) -> Pools:
    """The pools of an event, each in one area; always the same ones."""
    return Pools(event, by_area=True)
