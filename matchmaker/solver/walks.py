"""From one meeting to a person's next: the walks that may lead to another table."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import networkx as nx

from matchmaker.event import Pair, Slot, Table

Walk = tuple[Pair, Pair]
"""A meeting, and the next one of one of its two people."""
Tables = Mapping[Pair, tuple[Table, ...]]
"""The tables where each meeting may be."""


def walks(slots: Mapping[Pair, Slot]) -> list[Walk]:
    """List each meeting with the next of one of its participants."""
    theirs = defaultdict(list)
    for pair in sorted(slots, key=lambda pair: (slots[pair], pair)):
        for person in pair:
            theirs[person].append(pair)
    return [walk for meetings in theirs.values() for walk in pairwise(meetings)]


def fewest_changes(slots: Mapping[Pair, Slot], tables: Tables) -> int:
    """Bound the table changes from below, whatever tables are given out.

    Parameters
    ----------
    slots : mapping
        When each meeting is.
    tables : mapping
        The tables that each may have.

    Notes
    -----
    Two who meet come from two tables if both were in meetings of one slot, so at least one of them
    walks; and so when they part. Each walk thus has at most two rivals, one where it begins and one
    where it ends: the rivals form paths, and circles of even length, on which at most every other
    walk can stay at its table.
    """
    every = walks(slots)
    staying = {walk: of_both for walk in every if (of_both := _of_both(walk, tables))}
    rivals: nx.Graph[Walk] = nx.Graph()
    rivals.add_nodes_from(staying)
    rivals.add_edges_from(_rivals(staying, slots))
    forced = len(every) - len(staying)
    return forced + sum(len(path) // 2 for path in nx.connected_components(rivals))


def _of_both(walk: Walk, tables: Tables) -> frozenset[Table]:
    """The tables where both meetings may be."""
    earlier, later = walk
    if tables[earlier] is tables[later]:
        return frozenset(tables[earlier])
    return frozenset(tables[earlier]).intersection(tables[later])


def _rivals(
    staying: Mapping[Walk, frozenset[Table]], slots: Mapping[Pair, Slot]
) -> Iterator[tuple[Walk, Walk]]:
    """List the walks of which one at most can stay: to one meeting, or from one, at the same time.

    At a table for several meetings both can.
    """
    together = defaultdict(list)
    for earlier, later in staying:
        together[later, slots[earlier]].append((earlier, later))
        together[earlier, slots[later]].append((earlier, later))
    for one, other in (found for found in together.values() if len(found) > 1):
        both = staying[one] & staying[other]
        if all(table.meetings_at_once == 1 for table in both):
            yield one, other
