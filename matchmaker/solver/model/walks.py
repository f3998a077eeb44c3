"""From one meeting to a person's next: the walks that may lead to another table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import networkx as nx

from matchmaker.events import Pair, Slot, Table

Walk = tuple[Pair, Pair]
"""A meeting, and the next one of one of its two people."""
Tables = Mapping[Pair, tuple[Table, ...]]
"""The tables where each meeting may be."""
ALONE: Mapping[str, str] = MappingProxyType({})
"""Everybody is nobody else."""


def walks(slots: Mapping[Pair, Slot], person_of: Mapping[str, str] = ALONE) -> list[Walk]:
    """List each meeting with the next of one of its two people.

    Parameters
    ----------
    slots : mapping
        When each meeting is.
    person_of : mapping
        The human being behind each participant, as of `Event.person_of`.
    """
    theirs = defaultdict(list)
    for pair in sorted(slots, key=lambda pair: (slots[pair], pair)):
        for person in dict.fromkeys(
            person_of.get(participant, participant) for participant in pair
        ):
            theirs[person].append(pair)
    return [walk for meetings in theirs.values() for walk in pairwise(meetings)]


def fewest_changes(
    slots: Mapping[Pair, Slot], tables: Tables, person_of: Mapping[str, str] = ALONE
) -> int:
    """Bound the table changes from below, whatever tables are given out.

    Parameters
    ----------
    slots : mapping
        When each meeting is.
    tables : mapping
        The tables that each may have.
    person_of : mapping
        As of `walks`.

    Notes
    -----
    Two who meet come from two tables if both were in meetings of one slot, so at least one of them
    walks; and so when they part. Each walk thus has at most two rivals, one where it begins and one
    where it ends: the rivals form paths, and circles of even length, on which at most every other
    walk can stay at its table.
    """
    every = walks(slots, person_of)
    shared = _Shared(tables)
    staying = {walk: both for walk in every if (both := shared[walk]).tables}
    rivals: nx.Graph[Walk] = nx.Graph()
    rivals.add_nodes_from(staying)
    rivals.add_edges_from(_rivals(staying, slots))
    forced = sum(walk not in staying for walk in every)
    return forced + sum(len(path) // 2 for path in nx.connected_components(rivals))


@dataclass(frozen=True)
class _Both:
    """Where both meetings of a walk may be: all of these tables, and those for several meetings."""

    tables: frozenset[Table]
    large: frozenset[Table]


class _Shared:
    """The tables of both meetings of a walk; worked out once for the same choices."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[tuple[int, int], _Both] = {}

    def __getitem__(self, walk: Walk) -> _Both:
        earlier, later = (self._tables[meeting] for meeting in walk)
        choices = (id(earlier), id(later))
        if choices not in self._known:
            both = frozenset(_in_both(earlier, later))
            large = frozenset(table for table in both if table.meetings_at_once > 1)
            self._known[choices] = _Both(both, large)
        return self._known[choices]


def _in_both(earlier: Iterable[Table], later: Iterable[Table]) -> Iterator[Table]:
    """List the tables of both, as when they hold most: they may have held more in the past."""
    known = {table.name: table for table in later}
    for table in earlier:
        if table.name in known:
            yield max(table, known[table.name], key=lambda table: table.meetings_at_once)


def _rivals(
    staying: Mapping[Walk, _Both], slots: Mapping[Pair, Slot]
) -> Iterator[tuple[Walk, Walk]]:
    """List the walks of which one at most can stay: to one meeting, or from one, at the same time.

    At a table for several meetings both can.
    """
    together = defaultdict(list)
    for earlier, later in staying:
        together[later, slots[earlier]].append((earlier, later))
        together[earlier, slots[later]].append((earlier, later))
    for one, other in (found for found in together.values() if len(found) > 1):
        if staying[one].large.isdisjoint(staying[other].large):
            yield one, other
