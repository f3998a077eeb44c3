"""A schedule in numbers, for machine code: meetings, slots, people and pools are counted from 0.

One more slot, `outside`, holds the pairs that do not meet.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matchmaker.evenness import WHOLE, possible_of, wishes_of_pairs, worths
from matchmaker.events import Event, Interest, Level, Pair, Slot
from matchmaker.floors import Floor
from matchmaker.score import ANOTHER_TIME
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.wishes import Way

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]

NONE = -1
"""No meeting, no wish."""
UNLIMITED = 1 << 40
LONGEST = 60
"""Meetings that may move together; longer chains hardly ever help."""


@dataclass(frozen=True, kw_only=True)
class Costs:
    """What is to be avoided, and how much.

    Parameters
    ----------
    kept, must, point : int
        Cost of a published or forced pair outside, of a must outside, of each point outside. If
        points cost nothing, no meeting may leave its slot for outside.
    short, loss : int
        Cost of each meeting below a floor, and below what somebody was promised.
    move : int
        Cost of a move: a published meeting at another table, or half of one at another time.
    gap, wait : int
        Cost of a break, and of each slot of it.
    walk : int
        Cost of a change of area.
    worth : int
        What the wishes of somebody are worth together, where meetings are to be even: a wish that
        is not met costs its step of that (`matchmaker.evenness`). 0: evenness costs nothing.
    """

    kept: int = 0
    must: int = 0
    point: int = 0
    short: int = 0
    loss: int = 0
    move: int = 0
    gap: int = 0
    wait: int = 0
    walk: int = 0
    worth: int = 0


class Frame(NamedTuple):
    """What stays: M meetings, P people, S slots (`outside` is slot S), Q pools of tables.

    A meeting draws on one of up to K pools, its kinds; on more than one only where pools are told
    apart by area.

    A human being who is there for several organisations is one of the P people, and as many
    participants: one place and one line of slots, but a number of meetings for each. Of these
    numbers there are N: one for each participant, one for each meeting rule that counts some of
    somebody's meetings, and where meetings are to be even one for the wishes of each.
    """

    people: Numbers
    """(M, 2) the two people of a meeting."""
    counts: Numbers
    """(M, 2 or more) the numbers that a meeting counts for, those of the two first, or NONE."""
    may: Flags
    """(M, K, S + 1) whether a meeting of a kind may be in a slot, or outside."""
    choices: Numbers
    """The slots where each meeting may be, one meeting after the other."""
    first_choice: Numbers
    """(M + 1,) where the choices of a meeting begin."""
    pool: Numbers
    """(M, K) the pool that gives the table of a meeting of a kind, or NONE."""
    several: Numbers
    """The meetings that may be of more than one kind."""
    area: Numbers
    """(Q,) the area of a pool, or NONE where that is not told."""
    near: Numbers
    """(S,) the last slot that is too near to one for a meeting in another area."""
    room: Numbers
    """(Q, S + 1) tables of a pool in a slot."""
    uses: Numbers
    """(M, 2) the wishes for an organisation that a meeting uses up, or NONE."""
    worth: Numbers
    """(M,) cost of leaving a meeting outside."""
    home: Numbers
    """(M,) the slot where a published meeting can stand, or NONE."""
    stray: Numbers
    """(M,) what it costs more in any other slot."""
    movable: Numbers
    """The meetings that may be in more than one slot, or outside."""
    free_before: Numbers
    """(P, S + 1) slots in which somebody is available, before each slot."""
    day: Numbers
    """(S,) the day of a slot."""
    row: Numbers
    """(S,) the row of slots without a pause that it belongs to."""
    floor: Numbers
    """(N,) fewest that are fair."""
    promised: Numbers
    """(N,) how many somebody was promised."""
    limit: Numbers
    """(N,) the most, or UNLIMITED."""
    uneven: Numbers
    """(N, 1 or more) what so many wishes met cost, the last column for all that are more."""
    begun: int
    """Slots that are over: what happened there breaks no rule by itself."""
    per_day: int
    in_a_row: int
    short: int
    loss: int
    gap: int
    wait: int
    walk: int
    has_routes: bool
    """Whether it matters in which area somebody meets."""


class State(NamedTuple):
    """What changes, and room to work in."""

    slot: Numbers
    """(M,) where each meeting is."""
    kind: Numbers
    """(M,) of which kind each meeting is."""
    best: Numbers
    """(M,) where each was when everything cost least."""
    best_kind: Numbers
    """(M,) and of which kind."""
    cost: Numbers
    """(2,) of everything: now, and at its least."""
    price: Numbers
    """(P,) cost of the times of each one's meetings as they are."""
    at: Numbers
    """(P, S + 1) the meeting of somebody in a slot, or NONE."""
    degree: Numbers
    """(P,) meetings of each."""
    number: Numbers
    """(N,) meetings that count for each number."""
    times: Numbers
    """(P, S or more) the slots in which somebody meets, in order; the first `degree` count."""
    drawn: Numbers
    """(Q, S + 1) tables drawn from a pool in a slot."""
    used: Numbers
    """(W,) how many meetings use a wish up."""
    inside: Numbers
    """(S, half of the participants) the meetings of a slot, in any order."""
    out: Numbers
    """(M,) the meetings outside, in any order."""
    held: Numbers
    """(S + 1,) how many they are."""
    position: Numbers
    """(M,) where in `inside` or `out` a meeting stands."""
    chain: Numbers
    """(LONGEST,) the meetings that move together."""
    seen: Numbers
    """(M,) the step in which a meeting was last reached."""
    shift: Numbers
    """(Q,) tables that a chain draws more in its second slot than in its first."""
    needed: Numbers
    """(1,) the pool whose tables would not suffice."""
    line: Numbers
    """(S or more,) the slots of somebody whose meetings would move."""
    met: Numbers
    """(P,) the step in which somebody was last counted."""
    step: Numbers
    """(2,) the number of the step, and of the first one that is about the same chain."""


@dataclass(frozen=True)
class Board:
    """Pairs in slots or outside, in words and in numbers.

    Parameters
    ----------
    pairs : sequence of Pair
        The meetings, in the order of their numbers.
    kinds : sequence of tuple of Pool
        The pools that may give the table of each.
    slots : sequence of Slot
        The slots.
    frame : Frame
        What stays, in numbers.
    """

    pairs: Sequence[Pair]
    kinds: Sequence[tuple[Pool, ...]]
    slots: Sequence[Slot]
    frame: Frame

    def empty(self) -> State:
        """Make a state in which everybody is outside."""
        return _empty(self.frame)

    def numbers_of(self, places: Places) -> Numbers:
        """(M,) the slot of each meeting, by number."""
        number = {slot: number for number, slot in enumerate(self.slots)}
        outside = len(self.slots)
        return numbers(
            number[places[pair][0]] if pair in places else outside for pair in self.pairs
        )

    def kinds_of(self, places: Places) -> Numbers:
        """(M,) the kind of each meeting, by number."""
        return numbers(
            kinds.index(places[pair][1]) if pair in places else 0
            for pair, kinds in zip(self.pairs, self.kinds, strict=True)
        )

    def places(self, slots: Numbers, kinds: Numbers | None = None) -> Places:
        """Read a schedule from the number of the slot of each meeting, and of its kind."""
        chosen = np.zeros_like(slots) if kinds is None else kinds
        return {
            pair: (self.slots[slot], pools[kind])
            for pair, pools, slot, kind in zip(self.pairs, self.kinds, slots, chosen, strict=True)
            if slot != len(self.slots)
        }


def make_board(
    candidates: Candidates, ways: Mapping[Pair, Way], places: Places, costs: Costs
) -> Board:
    """Make an empty board.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    ways : mapping of Pair to Way
        Those that are to be moved about, and how each would count.
    places : mapping
        Where those that meet are; a meeting stays with its pool of tables.
    costs : Costs
        What is to be avoided.
    """
    event = candidates.event
    theirs = [candidates.by_pair[pair] for pair in sorted(ways)]
    kinds = [_kinds(candidates, candidate, places) for candidate in theirs]
    pools = list(dict.fromkeys(pool for theirs_ in kinds for pool in theirs_))
    people = sorted({person for candidate in theirs for person in candidates.people(candidate)})
    tallies = _tallies(candidates, theirs)
    wishers = _wishers(candidates, theirs) if costs.worth else []
    may = _may(event, theirs, kinds, leaving=costs.point > 0)
    may_at_all = may.any(axis=1)
    frame = Frame(
        people=_two_each(map(candidates.people, theirs), people),
        counts=_counts(candidates, theirs, tallies, wishers),
        may=may,
        choices=np.nonzero(may_at_all)[1].astype(np.int64),
        first_choice=np.concatenate(([0], np.cumsum(may_at_all.sum(axis=1)))).astype(np.int64),
        pool=_pools(kinds, pools),
        several=numbers(meeting for meeting, of in enumerate(kinds) if len(of) > 1),
        area=numbers(candidates.pools.areas.get(pool, NONE) for pool in pools),
        near=numbers(map(partial(_last_too_near, event), event.slots)),
        room=_room(candidates, pools),
        uses=_uses([ways[candidate.pair] for candidate in theirs]),
        worth=numbers(_worth(event, ways[candidate.pair], costs) for candidate in theirs),
        home=_home(candidates, theirs),
        stray=numbers(
            _stray(candidates, costs, candidate, of[0])
            for candidate, of in zip(theirs, kinds, strict=True)
        ),
        movable=np.nonzero(may_at_all.sum(axis=1) > 1)[0].astype(np.int64),
        free_before=_free_before(event, people),
        day=_numbered([slot.day for slot in event.slots]),
        row=numbers(row for row, slots in enumerate(event.rows_of_slots) for _ in slots),
        floor=_and_wishers((candidates.floors.get(tally, 0) for tally in tallies), wishers, 0),
        promised=_and_wishers((candidates.promised.get(tally, 0) for tally in tallies), wishers, 0),
        limit=_and_wishers(
            (_or_unlimited(_limit(candidates, tally)) for tally in tallies), wishers, UNLIMITED
        ),
        uneven=_uneven(event, len(tallies), wishers, costs),
        begun=sum(map(event.is_over, event.slots)),
        per_day=_or_unlimited(event.rules.max_per_day),
        in_a_row=_or_unlimited(event.rules.max_in_a_row),
        short=costs.short,
        loss=costs.loss,
        gap=costs.gap,
        wait=costs.wait,
        walk=costs.walk,
        has_routes=costs.walk > 0 or event.has_travel,
    )
    return Board([c.pair for c in theirs], kinds, event.slots, frame)


def _kinds(candidates: Candidates, candidate: Candidate, places: Places) -> tuple[Pool, ...]:
    """List the pools that a meeting may draw on: that of now alone, where areas are not told."""
    if candidate.pair in places:
        now = places[candidate.pair][1]
    else:
        now = next(iter(candidate.places.values()))[0]
    if not candidates.pools.by_area:
        return (now,)
    every = dict.fromkeys(pool for pools in candidate.places.values() for pool in pools)
    home = (
        candidates.homes.pool_of(candidate.pair) if candidate.pair in candidates.homes.of else now
    )
    return tuple(dict.fromkeys((home if home in every else now, now, *every)))


def _two_each(pairs: Iterable[Pair], names: Sequence[str]) -> Numbers:
    number = {name: number for number, name in enumerate(names)}
    rows = [[number[one], number[other]] for one, other in pairs]
    return np.array(rows, np.int64).reshape(-1, 2)


def _tallies(candidates: Candidates, theirs: Sequence[Candidate]) -> list[Floor]:
    """List what is counted: the meetings of each participant, then those that rules count."""
    participants = sorted({participant for c in theirs for participant in c.pair})
    of_rules = [floor for floor in candidates.floors if floor.rule]
    of_rules += [Floor(person, rule) for person, rule in candidates.ceilings]
    return [*map(Floor, participants), *of_rules]


def _wishers(candidates: Candidates, theirs: Sequence[Candidate]) -> list[str]:
    """List whose wishes these meetings could meet."""
    of_pairs = wishes_of_pairs(candidates.event)
    return sorted({wish.source for c in theirs for wish in of_pairs.get(c.pair, ())})


def _and_wishers(values: Iterable[int], wishers: Sequence[str], value: int) -> Numbers:
    """Give the value of each number: those of wishes have all the same."""
    return numbers([*values, *[value] * len(wishers)])


def _uneven(event: Event, others: int, wishers: Sequence[str], costs: Costs) -> Numbers:
    """(N, 1 or more) what is missing to all wishes of somebody, were so many met."""
    steps = [worths(possible_of(event)[person]) for person in wishers]
    uneven = np.zeros((others + len(wishers), max(map(len, steps), default=0) + 1), np.int64)
    for number, theirs in enumerate(steps, others):
        for met in range(len(theirs)):
            uneven[number, met] = sum(theirs[met:]) * costs.worth // WHOLE
    return uneven


def _counts(
    candidates: Candidates,
    theirs: Sequence[Candidate],
    tallies: Sequence[Floor],
    wishers: Sequence[str],
) -> Numbers:
    """Number what each meeting counts for; most count for the two alone."""
    number = {tally: number for number, tally in enumerate(tallies)}
    rows = {c.pair: [number[Floor(participant)] for participant in c.pair] for c in theirs}
    for tally in tallies:
        for candidate in candidates.counting(tally.person, tally.rule) if tally.rule else ():
            if candidate.pair in rows:
                rows[candidate.pair].append(number[tally])
    of_wishes = {person: number for number, person in enumerate(wishers, len(tallies))}
    for pair, wishes in wishes_of_pairs(candidates.event).items() if wishers else ():
        if pair in rows:
            rows[pair] += sorted({of_wishes[wish.source] for wish in wishes})
    counts = np.full((len(theirs), max(map(len, rows.values()), default=2)), NONE, np.int64)
    for meeting, row in enumerate(rows.values()):
        counts[meeting, : len(row)] = row
    return counts


def _limit(candidates: Candidates, tally: Floor) -> int | None:
    if tally.rule is None:
        return candidates.event.limit_of(tally.person)
    return candidates.ceilings.get((tally.person, tally.rule))


def _may(
    event: Event,
    candidates: Sequence[Candidate],
    kinds: Sequence[tuple[Pool, ...]],
    *,
    leaving: bool,
) -> Flags:
    most = max(map(len, kinds), default=1)
    may = np.zeros((len(candidates), most, len(event.slots) + 1), np.bool_)
    known: dict[tuple[int, Pool], Flags] = {}
    for meeting, (candidate, pools) in enumerate(zip(candidates, kinds, strict=True)):
        places = candidate.places
        for kind, pool in enumerate(pools):
            if (id(places), pool) not in known:
                row = [pool in places.get(slot, ()) for slot in event.slots]
                known[id(places), pool] = np.array(row, np.bool_)
            may[meeting, kind, :-1] = known[id(places), pool]
            may[meeting, kind, -1] = leaving and not candidate.pin
    return may


def _pools(kinds: Sequence[tuple[Pool, ...]], pools: Sequence[Pool]) -> Numbers:
    number = {pool: number for number, pool in enumerate(pools)}
    found = np.full((len(kinds), max(map(len, kinds), default=1)), NONE, np.int64)
    for meeting, of in enumerate(kinds):
        found[meeting, : len(of)] = [number[pool] for pool in of]
    return found


def _room(candidates: Candidates, pools: Sequence[Pool]) -> Numbers:
    rows = [
        [_capacity(candidates, pool, slot) for slot in candidates.event.slots] for pool in pools
    ]
    rooms = np.array(rows, np.int64).reshape(-1, len(candidates.event.slots))
    return np.pad(rooms, ((0, 0), (0, 1)), constant_values=UNLIMITED)


def _capacity(candidates: Candidates, pool: Pool, slot: Slot) -> int:
    return UNLIMITED if pool == ONLINE else candidates.pools.capacity(pool, slot)


def _uses(ways: Sequence[Way]) -> Numbers:
    number: dict[Interest, int] = {}
    uses = np.full((len(ways), 2), NONE, np.int64)
    for meeting, way in enumerate(ways):
        for position, wish in enumerate(way.uses):
            uses[meeting, position] = number.setdefault(wish, len(number))
    return uses


def _worth(event: Event, way: Way, costs: Costs) -> int:
    musts = sum(interest.level is Level.MUST for interest in way.interests)
    kept = costs.kept if way.pair in event.promise or way.pair in event.forced else 0
    return costs.point * way.points + costs.must * musts + kept


def _home(candidates: Candidates, theirs: Sequence[Candidate]) -> Numbers:
    number = {slot: number for number, slot in enumerate(candidates.event.slots)}
    homes = (candidates.homes.of.get(candidate.pair) for candidate in theirs)
    return numbers(number[home.slot] if home else NONE for home in homes)


def _stray(candidates: Candidates, costs: Costs, candidate: Candidate, pool: Pool) -> int:
    """What a published meeting costs anywhere else than in the slot where it can stand."""
    home = candidates.homes.of.get(candidate.pair)
    at_home = candidates.homes.moves(candidate.pair, home.slot, pool) if home else ANOTHER_TIME
    return costs.move * (ANOTHER_TIME - at_home)


def _last_too_near(event: Event, slot: Slot) -> int:
    number = event.number_of[slot]
    near = (other for other in event.slots[number:] if event.is_too_near(slot, other))
    return max(map(event.number_of.__getitem__, near), default=number)


def _free_before(event: Event, people: Sequence[str]) -> Numbers:
    free = [set(event.presence[person]) for person in people]
    rows = [[slot in theirs for slot in event.slots] for theirs in free]
    count = np.cumsum(np.array(rows, np.int64).reshape(len(people), len(event.slots)), axis=1)
    return np.pad(count, ((0, 0), (1, 0)))


def _or_unlimited(limit: int | None) -> int:
    return UNLIMITED if limit is None else limit


def _numbered(names: Iterable[Hashable]) -> Numbers:
    """Number things by their first appearance."""
    number: dict[Hashable, int] = {}
    return numbers(number.setdefault(name, len(number)) for name in names)


def numbers(values: Iterable[int]) -> Numbers:
    """Make an array of whole numbers."""
    return np.array(list(values), np.int64)


def _empty(frame: Frame) -> State:
    meetings, people, slots = len(frame.people), len(frame.free_before), len(frame.day)
    longest = slots * _most_selves(frame)
    return State(
        slot=np.full(meetings, slots),
        kind=_zeros(meetings),
        best=np.full(meetings, slots),
        best_kind=_zeros(meetings),
        cost=_zeros(2),
        price=_zeros(people),
        at=np.full((people, slots + 1), NONE),
        degree=_zeros(people),
        number=_zeros(len(frame.floor)),
        times=_zeros(people, longest),
        drawn=np.zeros_like(frame.room),
        used=_zeros(frame.uses.max(initial=0) + 1),
        inside=_zeros(slots, frame.counts[:, :2].max(initial=0) // 2 + 1),
        out=_zeros(meetings),
        held=_zeros(slots + 1),
        position=_zeros(meetings),
        chain=_zeros(LONGEST),
        seen=_zeros(meetings),
        shift=_zeros(len(frame.room)),
        needed=_zeros(1),
        line=_zeros(longest + 1),
        met=_zeros(people),
        step=_zeros(2),
    )


def _most_selves(frame: Frame) -> int:
    """How many participants one person is; as many meetings a slot they may have had."""
    ids = np.stack((frame.people.ravel(), frame.counts[:, :2].ravel()))
    return int(np.bincount(np.unique(ids, axis=1)[0]).max(initial=1))


def _zeros(*shape: int) -> Numbers:
    return np.zeros(shape, np.int64)
