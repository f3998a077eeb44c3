"""Fewer table changes by swapping the tables of two meetings in one slot."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from matchmaker.events import Pair, Slot, Table
from matchmaker.solver.anneal.annealing import BATCH, LEAST, NOW, Cooling, is_taken
from matchmaker.solver.anneal.board import NONE, Flags, Numbers, numbers
from matchmaker.solver.anneal.machine import compiled
from matchmaker.solver.model.seating import Seats, TooNear, never
from matchmaker.solver.model.walks import ALONE, walks
from matchmaker.solver.watch import Watch

COOLING = {"hot": 0.6, "cold": 0.2}
STEPS = 6_000
"""Swaps that are tried in the first round, per meeting; in each round after it twice as many."""
HOPE = 50
"""A round that betters less than one change in so many is the last: the next would hardly."""
ANOTHER_AREA = 1 << 20
"""Cost of a change to a table in another area, in changes of table: it outranks them all."""
TOO_NEAR = 1 << 44
"""The same where there is no time to go there."""
FOLLOWING = 0.8
"""How often a meeting is drawn to a table of the meeting before or after."""


def swap_tables(
    seats: Seats,
    slots: Mapping[Pair, Slot],
    tables: Mapping[Pair, tuple[Table, ...]],
    watch: Watch,
    share: float,
    *,
    person_of: Mapping[str, str] = ALONE,
    is_too_near: TooNear = never,
    fewest: int = 0,
) -> Seats:
    """Give the meetings other tables, for fewer changes from one meeting to a person's next.

    Every thread swaps by other chances; the best outcome is taken. There are rounds as long as they
    gain something.

    Parameters
    ----------
    seats : mapping
        Tables as given out so far.
    slots : mapping
        When each of these meetings is.
    tables : mapping
        The tables that each may have.
    watch : Watch
        The time; its seed decides what is tried.
    share : float
        Share of the time that is left to be used at most.
    person_of : mapping
        The human being behind each participant.
    is_too_near : callable
        Whether there is no time between two slots to go to another area.
    fewest : int
        Changes below which there is no seating: with so many it ends.
    """
    if not seats or watch.is_over:
        return seats
    hall = make_hall(seats, slots, tables, person_of, is_too_near)
    crews = [
        Crew(hall.copy(), np.random.default_rng((watch.seed, n))) for n in range(watch.workers)
    ]
    reserve = watch.left * (1 - share)
    steps, changes = STEPS * len(seats), crews[0].changes
    while changes > fewest and watch.left > reserve:
        _swap_round(crews, steps, watch, 1 - reserve / watch.left, fewest)
        before, changes = changes, min(crew.changes for crew in crews)
        if before - changes <= before % ANOTHER_AREA // HOPE:
            break
        steps *= 2
    best = min(crews, key=lambda crew: crew.changes)
    return best.hall.seats(best.hall.state.best)


def _swap_round(
    crews: Sequence["Crew"], steps: int, watch: Watch, share: float, fewest: int
) -> None:
    """Let each thread try so many swaps, in a share of the time that is left."""
    with ThreadPoolExecutor(len(crews)) as threads:
        for heat in Cooling(steps, **COOLING).heats(watch, share):
            if min(crew.changes for crew in crews) <= fewest:
                break
            list(threads.map(partial(Crew.swap, heat=heat), crews))


class Layout(NamedTuple):
    """What stays: M meetings, S slots, T tables of K places in all, G groups with one choice."""

    slot: Numbers
    """(M,) when each meeting is; one of the past may have a number of its own."""
    beside: Numbers
    """(M, 4) the meetings before and after it of its two people, or NONE."""
    farther: Numbers
    """(M, 4) what it costs if that is in another area."""
    group: Numbers
    """(M,) meetings of a group may have the same tables."""
    may: Flags
    """(G, T) which."""
    choices: Numbers
    """The tables of each group, one group after the other."""
    first_choice: Numbers
    """(G + 1,) where they begin."""
    first_place: Numbers
    """(T + 1,) where the places of a table begin."""
    table: Numbers
    """(K,) the table of a place."""
    area: Numbers
    """(T,) the area of a table."""


class Seating(NamedTuple):
    """What changes."""

    place: Numbers
    """(M,) the place of each meeting."""
    best: Numbers
    """(M,) that with the fewest changes."""
    at: Numbers
    """(S, K) the meeting at a place, or NONE."""
    changes: Numbers
    """(2,) changes of table now, and at the fewest."""


@dataclass(frozen=True)
class Hall:
    """Meetings at tables, in words and in numbers."""

    pairs: Sequence[Pair]
    tables: Sequence[Table]
    layout: Layout
    state: Seating

    def seats(self, places: Numbers) -> Seats:
        """Read the tables from the number of the place of each meeting."""
        names = [self.tables[table].name for table in self.layout.table[places]]
        return dict(zip(self.pairs, names, strict=True))

    def copy(self) -> "Hall":
        """Copy what changes."""
        return replace(self, state=Seating(*(array.copy() for array in self.state)))


@dataclass(frozen=True)
class Crew:
    """Who swaps the tables of a hall of its own, by chances of its own."""

    hall: Hall
    random: np.random.Generator

    @property
    def changes(self) -> int:
        """The fewest changes so far."""
        return int(self.hall.state.changes[LEAST])

    def swap(self, heat: float) -> None:
        """Try some swaps."""
        swap_some(self.hall.layout, self.hall.state, self.random, heat, BATCH)


def make_hall(
    seats: Seats,
    slots: Mapping[Pair, Slot],
    tables: Mapping[Pair, tuple[Table, ...]],
    person_of: Mapping[str, str] = ALONE,
    is_too_near: TooNear = never,
) -> Hall:
    """Seat the meetings in numbers; parameters as of `swap_tables`."""
    pairs = sorted(seats)
    choices = {id(choice): choice for choice in tables.values()}
    known = _as_they_are(choices.values())
    names = {name: number for number, name in enumerate(sorted(known))}
    group = {choice: number for number, choice in enumerate(choices)}
    sizes = [known[name].meetings_at_once for name in names]
    may = np.zeros((len(choices), len(names)), np.bool_)
    for number, choice in enumerate(choices.values()):
        may[number, [names[table.name] for table in choice]] = True
    rows = [pair if _was_larger(tables[pair], known) else slots[pair] for pair in pairs]
    row = {place: number for number, place in enumerate(dict.fromkeys(rows))}
    beside = _beside(pairs, slots, person_of)
    areas = sorted({table.area for table in known.values()})
    layout = Layout(
        slot=numbers(row[place] for place in rows),
        beside=beside,
        farther=_farther(pairs, slots, beside, is_too_near),
        group=numbers(group[id(tables[pair])] for pair in pairs),
        may=may,
        choices=np.nonzero(may)[1].astype(np.int64),
        first_choice=_starts(may.sum(axis=1)),
        first_place=_starts(sizes),
        table=np.repeat(np.arange(len(sizes)), sizes).astype(np.int64),
        area=numbers(areas.index(known[name].area) for name in names),
    )
    state = Seating(
        place=np.full(len(pairs), NONE),
        best=np.full(len(pairs), NONE),
        at=np.full((len(row), len(layout.table)), NONE),
        changes=np.zeros(2, np.int64),
    )
    _sit(layout, state, numbers(names[seats[pair]] for pair in pairs))
    return Hall(pairs, [known[name] for name in names], layout, state)


def _as_they_are(choices: Iterable[tuple[Table, ...]]) -> Mapping[str, Table]:
    """Give each table once: as it is now, where it held more in a slot that is over."""
    found = {table for choice in choices for table in choice}
    return {table.name: table for table in sorted(found, key=lambda t: -t.meetings_at_once)}


def _was_larger(choice: tuple[Table, ...], known: Mapping[str, Table]) -> bool:
    """Whether a meeting was at a table that held more: it has a row of its own."""
    held = sum(table.meetings_at_once for table in choice)
    return held > sum(known[table.name].meetings_at_once for table in choice)


def _beside(
    pairs: Sequence[Pair], slots: Mapping[Pair, Slot], person_of: Mapping[str, str]
) -> Numbers:
    number = {pair: number for number, pair in enumerate(pairs)}
    theirs: list[list[int]] = [[] for _ in pairs]
    for earlier, later in walks(slots, person_of):
        theirs[number[earlier]].append(number[later])
        theirs[number[later]].append(number[earlier])
    rows = [[*row, *[NONE] * (4 - len(row))] for row in theirs]
    return np.array(rows, np.int64)


def _farther(
    pairs: Sequence[Pair], slots: Mapping[Pair, Slot], beside: Numbers, is_too_near: TooNear
) -> Numbers:
    rows = [
        [
            TOO_NEAR
            if other != NONE and is_too_near(slots[pair], slots[pairs[other]])
            else ANOTHER_AREA
            for other in others
        ]
        for pair, others in zip(pairs, beside, strict=True)
    ]
    return np.array(rows, np.int64)


def _starts(sizes: Iterable[int]) -> Numbers:
    return numbers([0, *accumulate(sizes)])


@compiled
def _sit(layout: Layout, state: Seating, tables: Numbers) -> None:
    """Seat each meeting at the first free place of its table."""
    for meeting in range(len(tables)):
        place = layout.first_place[tables[meeting]]
        while state.at[layout.slot[meeting], place] != NONE:
            place += 1
        state.place[meeting] = place
        state.at[layout.slot[meeting], place] = meeting
    for meeting in range(len(tables)):
        state.changes[NOW] += _changes(layout, state, meeting, tables[meeting])
    state.changes[NOW] //= 2  # each was counted from both of its ends
    _remember(state)


@compiled
def _remember(state: Seating) -> None:
    for meeting in range(len(state.place)):
        state.best[meeting] = state.place[meeting]
    state.changes[LEAST] = state.changes[NOW]


@compiled
def _changes(layout: Layout, state: Seating, meeting: int, table: int) -> int:
    """Count the meetings before and after at other tables, were this one here."""
    changes = 0
    for number in range(4):
        other = layout.beside[meeting, number]
        if other != NONE and layout.table[state.place[other]] != table:
            changes += 1
            if layout.area[layout.table[state.place[other]]] != layout.area[table]:
                changes += layout.farther[meeting, number]
    return int(changes)


@compiled
def swap_some(
    layout: Layout, state: Seating, random: np.random.Generator, heat: float, steps: int
) -> None:
    """Try so many swaps; at the end the best state may be the last one."""
    for _ in range(steps):
        _swap_one(layout, state, random, heat)
    if state.changes[NOW] < state.changes[LEAST]:
        _remember(state)


@compiled
def _wanted(layout: Layout, state: Seating, random: np.random.Generator, meeting: int) -> int:
    """Draw a table: mostly that of the meeting before or after."""
    other = layout.beside[meeting, int(random.random() * 4)]
    if other != NONE and random.random() < FOLLOWING:
        return int(layout.table[state.place[other]])
    group = layout.group[meeting]
    first, end = layout.first_choice[group], layout.first_choice[group + 1]
    return int(layout.choices[first + int(random.random() * (end - first))])


@compiled
def _swap_one(layout: Layout, state: Seating, random: np.random.Generator, heat: float) -> None:
    """Move a meeting to another table, the one that sits there moving to its place."""
    meeting = int(random.random() * len(state.place))
    table = _wanted(layout, state, random, meeting)
    slot, place = layout.slot[meeting], state.place[meeting]
    if table == layout.table[place] or not layout.may[layout.group[meeting], table]:
        return
    size = layout.first_place[table + 1] - layout.first_place[table]
    wanted = layout.first_place[table] + int(random.random() * size)
    other = state.at[slot, wanted]
    if other != NONE and not layout.may[layout.group[other], layout.table[place]]:
        return
    extra = _extra(layout, state, meeting, table) + _extra(
        layout, state, other, layout.table[place]
    )
    if is_taken(extra, heat, random):
        if extra > 0 and state.changes[NOW] < state.changes[LEAST]:
            _remember(state)
        state.changes[NOW] += extra
        state.place[meeting], state.at[slot, wanted] = wanted, meeting
        state.at[slot, place] = other
        if other != NONE:
            state.place[other] = place


@compiled
def _extra(layout: Layout, state: Seating, meeting: int, table: int) -> int:
    """Count the changes a meeting would have more at another table."""
    if meeting == NONE:
        return 0
    here = layout.table[state.place[meeting]]
    return _changes(layout, state, meeting, table) - _changes(layout, state, meeting, here)
