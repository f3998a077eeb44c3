"""From one meeting to a person's next: the walks that may lead to another table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from types import MappingProxyType

import networkx as nx

from matchmaker.events import BY_TIME, Pair, Slot, Table

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
    for pair in sorted(slots, key=lambda pair: (*BY_TIME(slots[pair]), pair)):
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


class Network:
    """Meetings, linked by walks: along a path of these without a change all are at one table.

    Parameters
    ----------
    slots, tables, person_of : mapping
        As of `fewest_changes`.

    Attributes
    ----------
    walks : list of Walk
        The links, in the order of their numbers.
    """

    def __init__(
        self, slots: Mapping[Pair, Slot], tables: Tables, person_of: Mapping[str, str] = ALONE
    ) -> None:
        self.walks = walks(slots, person_of)
        self._slots = slots
        choices = {id(choice): choice for choice in tables.values()}
        names = {key: frozenset(t.name for t in choice) for key, choice in choices.items()}
        self._names = {pair: names[id(choice)] for pair, choice in tables.items()}
        self._large = frozenset(
            t.name for choice in choices.values() for t in choice if t.meetings_at_once > 1
        )
        self._links: dict[Pair, list[tuple[Pair, int]]] = defaultdict(list)
        for number, (earlier, later) in enumerate(self.walks):
            self._links[earlier].append((later, number))
            self._links[later].append((earlier, number))

    def paths(self, lengths: Sequence[float]) -> Iterator[frozenset[int]]:
        """Find paths shorter than 1 whose meetings cannot all be at one table.

        At least one walk of each leads to another table. From every meeting the shortest ones are
        found, of the same length those of the fewest walks.
        """
        for meeting in self._links:
            yield from self._paths_from(meeting, lengths)

    def _paths_from(self, start: Pair, lengths: Sequence[float]) -> Iterator[frozenset[int]]:
        came: dict[Pair, _Step] = {}
        queue: list[tuple[float, int, Pair, _Step]] = []
        heappush(queue, (0.0, 0, start, (start, -1, self._names[start])))
        found = 0
        while queue and found < PATHS:
            length, count, meeting, step = heappop(queue)
            if meeting in came:
                continue
            came[meeting] = step
            tables = step[2] if step[2] is self._names[meeting] else step[2] & self._names[meeting]
            if self._is_apart(start, meeting, tables):
                found += 1
                yield frozenset(_back(came, meeting, start))
                continue
            for other, number in self._links[meeting]:
                longer = length + lengths[number]
                if other not in came and longer < NEARLY_CUT:
                    heappush(queue, (longer, count + 1, other, (meeting, number, tables)))

    def _is_apart(self, start: Pair, end: Pair, tables: frozenset[str]) -> bool:
        """Whether a path cannot be at one of these tables, which all of its meetings may have."""
        if start == end or not tables:
            return not tables
        return self._slots[start] == self._slots[end] and tables.isdisjoint(self._large)


_Step = tuple[Pair, int, frozenset[str]]
"""The meeting before, the walk from it, and the tables that all until then may have."""


def _back(came: Mapping[Pair, _Step], meeting: Pair, start: Pair) -> Iterator[int]:
    while meeting != start:
        meeting, number, _tables = came[meeting]
        yield number


PATHS = 8
"""Paths that are looked for from each meeting at a time."""
NEARLY_CUT = 0.999
"""A path of this length is as good as cut: solvers reckon with fractions."""
