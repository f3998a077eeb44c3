"""Moving meetings along alternating chains between two slots: the machine code.

A meeting that moves from one slot to another pushes out the meetings its two people have there;
these move the other way and push out others, until nobody has two meetings at once. Such a Kempe
chain keeps the rule of one meeting a slot by itself. Where the tables of a slot are all taken, the
chain of another meeting moves the other way with it.
"""

import numpy as np

from matchmaker.solver.anneal.annealing import LEAST, NOW, is_taken
from matchmaker.solver.anneal.board import LONGEST, NONE, Frame, Numbers, State
from matchmaker.solver.anneal.machine import compiled

ANOTHER_KIND = 0.3
"""How often the area of a meeting changes, not its slot, where it may."""
NOWHERE = (NONE, NONE)
"""No chain moves between any slots."""
FORBIDDEN = 1 << 40
"""Cost of meetings that break a rule on days, rows or numbers, and of a wish used up twice."""
DRAWS = 8
"""Meetings that are drawn to find one at a table that is needed."""
IMPATIENCE = 0.2
"""How often a pair that waits outside is drawn, where there are any."""
PARTNERS = 3
"""Other chains that may move the other way with one, where tables are short."""


@compiled
def put_down(frame: Frame, state: State, slots: Numbers, kinds: Numbers) -> None:
    """Put meetings of these kinds into these slots of an empty board."""
    outside = len(frame.day)
    for meeting in range(len(slots)):
        state.kind[meeting] = kinds[meeting]
        state.slot[meeting] = slots[meeting]
        _enter(frame, state, meeting)
        state.cost[NOW] += _away(frame, meeting, slots[meeting])
        if slots[meeting] == outside:
            state.cost[NOW] += frame.worth[meeting]
    for person in range(len(state.price)):
        _settle(frame, state, person)
        state.cost[NOW] += state.price[person]
    for count in range(len(state.number)):
        state.cost[NOW] += _due(frame, count, state.number[count])
    _remember(state)


@compiled
def _remember(state: State) -> None:
    """Keep the state as the best one."""
    for meeting in range(len(state.slot)):
        state.best[meeting] = state.slot[meeting]
        state.best_kind[meeting] = state.kind[meeting]
    state.cost[LEAST] = state.cost[NOW]


@compiled
def try_some(
    frame: Frame, state: State, random: np.random.Generator, heat: float, steps: int
) -> None:
    """Try so many chains; at the end the best state may be the last one."""
    for _ in range(steps):
        if len(frame.several) > 0 and random.random() < ANOTHER_KIND:
            _try_kind(frame, state, random, heat)
        elif len(frame.movable) > 0:
            _try_one(frame, state, random, heat)
    if state.cost[NOW] < state.cost[LEAST]:
        _remember(state)


@compiled
def _try_one(frame: Frame, state: State, random: np.random.Generator, heat: float) -> None:
    """Move a meeting and all that it pushes, if that costs no more, or by chance if little more."""
    meeting = _draw(frame, state, random)
    first, end = frame.first_choice[meeting], frame.first_choice[meeting + 1]
    new = frame.choices[first + int(random.random() * (end - first))]
    slots = (state.slot[meeting], new)
    if slots[0] == len(frame.day):
        state.kind[meeting] = _any_kind(frame, random, meeting)
    length = 0 if slots[0] == new else _find_moves(frame, state, random, meeting, slots)
    if length == 0:
        return
    extra = _extra(frame, state, length, slots)
    if is_taken(extra, heat, random):
        if extra > 0 and state.cost[NOW] < state.cost[LEAST]:
            _remember(state)
        _move(frame, state, length, slots)
        state.cost[NOW] += extra


@compiled
def _draw(frame: Frame, state: State, random: np.random.Generator) -> int:
    """Draw a meeting: rather often one that is outside, however few they are."""
    outside = len(frame.day)
    if state.held[outside] > 0 and random.random() < IMPATIENCE:
        return int(state.out[int(random.random() * state.held[outside])])
    return int(frame.movable[int(random.random() * len(frame.movable))])


@compiled
def _find_moves(
    frame: Frame,
    state: State,
    random: np.random.Generator,
    meeting: int,
    slots: tuple[int, int],
) -> int:
    """Find the meetings that move with one; return how many, 0 if it cannot be."""
    state.step[0] += 1
    length, crowded = 0, NONE
    for _ in range(1 + PARTNERS):
        length = _follow(frame, state, meeting, length, slots)
        crowded = _crowded(frame, state, length, slots)
        if crowded == NONE:
            break
        meeting = _anyone(frame, state, random, crowded)
    return length if crowded == NONE else 0


@compiled
def _follow(frame: Frame, state: State, meeting: int, length: int, slots: tuple[int, int]) -> int:
    """Add the chain that a meeting starts; return the new length, 0 if it cannot be."""
    if length == LONGEST or meeting == NONE:
        return 0
    outside = len(frame.day)
    followed = length
    state.chain[length] = meeting
    state.seen[meeting] = state.step[0]
    length += 1
    while followed < length:
        follower = state.chain[followed]
        other = slots[0] + slots[1] - state.slot[follower]
        if not frame.may[follower, state.kind[follower], other]:
            return 0
        for side in range(2 if other != outside else 0):
            pushed = state.at[frame.people[follower, side], other]
            if pushed != NONE and state.seen[pushed] != state.step[0]:
                if length == LONGEST:
                    return 0
                state.chain[length] = pushed
                state.seen[pushed] = state.step[0]
                length += 1
        followed += 1
    return length


@compiled
def _crowded(frame: Frame, state: State, length: int, slots: tuple[int, int]) -> int:
    """Find a slot whose tables would not suffice, and note the pool; NONE if there is none."""
    for number in range(length):
        meeting = state.chain[number]
        state.shift[_pool(frame, state, meeting)] += 1 if state.slot[meeting] == slots[0] else -1
    crowded = NONE
    for number in range(length):
        pool = _pool(frame, state, state.chain[number])
        shift = state.shift[pool]
        slot = slots[1] if shift > 0 else slots[0]
        if state.drawn[pool, slot] + abs(shift) > frame.room[pool, slot]:
            crowded = slot
            state.needed[0] = pool
    for number in range(length):
        state.shift[_pool(frame, state, state.chain[number])] = 0
    return crowded


@compiled
def _anyone(frame: Frame, state: State, random: np.random.Generator, slot: int) -> int:
    """Draw a meeting at a table that is needed, other than those that move; NONE if unlucky."""
    for _ in range(DRAWS):
        meeting = state.inside[slot, int(random.random() * state.held[slot])]
        if _pool(frame, state, meeting) == state.needed[0] and state.seen[meeting] != state.step[0]:
            return int(meeting)
    return NONE


@compiled
def _move(frame: Frame, state: State, length: int, slots: tuple[int, int]) -> None:
    """Move each meeting of the chain to the other slot."""
    for number in range(length):
        _leave(frame, state, state.chain[number])
    for number in range(length):
        meeting = state.chain[number]
        state.slot[meeting] = slots[0] + slots[1] - state.slot[meeting]
        _enter(frame, state, meeting)
    for number in range(length):
        for side in range(2):
            _settle(frame, state, frame.people[state.chain[number], side])


@compiled
def _settle(frame: Frame, state: State, person: int) -> None:
    """Note what somebody's meetings cost as they are."""
    degree = _line(state, person, NONE, len(frame.day))
    state.price[person] = _price(frame, state.line, degree, person)
    if frame.has_routes:
        state.price[person] += _route(frame, state, degree, person, NOWHERE)


@compiled
def _enter(frame: Frame, state: State, meeting: int) -> None:
    """Take note of a meeting in its new slot."""
    slot = state.slot[meeting]
    state.position[meeting] = state.held[slot]
    if slot == len(frame.day):
        state.out[state.held[slot]] = meeting
    else:
        state.inside[slot, state.held[slot]] = meeting
        _occupy(frame, state, meeting, 1)
        for side in range(2):
            state.at[frame.people[meeting, side], slot] = meeting
            _note(state, frame.people[meeting, side], slot)
        _count(frame, state, meeting, 1)
    state.held[slot] += 1


@compiled
def _leave(frame: Frame, state: State, meeting: int) -> None:
    """Forget a meeting in its old slot."""
    slot = state.slot[meeting]
    state.held[slot] -= 1
    if slot == len(frame.day):
        last = state.out[state.held[slot]]
        state.out[state.position[meeting]] = last
    else:
        last = state.inside[slot, state.held[slot]]
        state.inside[slot, state.position[meeting]] = last
        _occupy(frame, state, meeting, -1)
        for side in range(2):
            state.at[frame.people[meeting, side], slot] = NONE
            _strike(state, frame.people[meeting, side], slot)
        _count(frame, state, meeting, -1)
    state.position[last] = state.position[meeting]


@compiled
def _occupy(frame: Frame, state: State, meeting: int, change: int) -> None:
    """Count what a meeting draws and uses up: a table, and wishes for an organisation."""
    state.drawn[_pool(frame, state, meeting), state.slot[meeting]] += change
    for side in range(2):
        wish = frame.uses[meeting, side]
        if wish != NONE:
            state.used[wish] += change


@compiled
def _count(frame: Frame, state: State, meeting: int, change: int) -> None:
    """Count a meeting for everything that it counts for."""
    for column in range(frame.counts.shape[1]):
        count = frame.counts[meeting, column]
        if count != NONE:
            state.number[count] += change


@compiled
def _note(state: State, person: int, slot: int) -> None:
    """Put a slot among those in which somebody meets."""
    number = state.degree[person]
    while number > 0 and state.times[person, number - 1] > slot:
        state.times[person, number] = state.times[person, number - 1]
        number -= 1
    state.times[person, number] = slot
    state.degree[person] += 1


@compiled
def _strike(state: State, person: int, slot: int) -> None:
    """Take a slot from those in which somebody meets."""
    state.degree[person] -= 1
    number = state.degree[person]
    following = state.times[person, number]
    while following > slot:
        number -= 1
        following, state.times[person, number] = state.times[person, number], following


@compiled
def _extra(frame: Frame, state: State, length: int, slots: tuple[int, int]) -> int:
    """Work out what everything would cost more if the meetings of the chain moved.

    Most people in a chain have a meeting in both slots before and after; nothing changes for them.
    """
    outside = len(frame.day)
    extra = 0
    for number in range(length):
        meeting = state.chain[number]
        slot = state.slot[meeting]
        other = slots[0] + slots[1] - slot
        for side in range(2):
            person = frame.people[meeting, side]
            if frame.has_routes:
                extra += _change_of_route(frame, state, person, slots)
            elif number == 0 or other != outside or not _moves_in(frame, state, person):
                extra += _change(frame, state, person, slot, other)
        extra += _away(frame, meeting, other) - _away(frame, meeting, slot)
        if slot == outside:
            extra += _overuse(frame, state, meeting) - frame.worth[meeting]
            extra += _more(frame, state, meeting, other)
        elif other == outside:
            extra += frame.worth[meeting] + _fewer(frame, state, meeting, number)
    return int(extra)


@compiled
def _change_of_route(frame: Frame, state: State, person: int, slots: tuple[int, int]) -> int:
    """Work out once what somebody's meetings and their route cost more after the chain."""
    if state.met[person] == state.step[0]:
        return 0
    state.met[person] = state.step[0]
    gone, come = NONE, len(frame.day)
    for side in range(2):
        slot = slots[side]
        if slot != len(frame.day):
            now = state.at[person, slot] != NONE
            then = _then(frame, state, person, slot, slots) != NONE
            gone = slot if now and not then else gone
            come = slot if then and not now else come
    degree = _line(state, person, gone, come)
    price = _price(frame, state.line, degree, person)
    return int(price + _route(frame, state, degree, person, slots) - state.price[person])


@compiled
def _then(frame: Frame, state: State, person: int, slot: int, slots: tuple[int, int]) -> int:
    """Give the meeting of somebody in a slot after the chain has moved between these two."""
    here = state.at[person, slot]
    if slot not in slots:
        return int(here)
    other = slots[0] + slots[1] - slot
    first = state.chain[0]
    if other != len(frame.day):
        came = state.at[person, other]
    else:
        came = first if state.slot[first] == other and _moves_in(frame, state, person) else NONE
    if came != NONE and state.seen[came] == state.step[0]:
        return int(came)
    return NONE if here != NONE and state.seen[here] == state.step[0] else int(here)


@compiled
def _route(frame: Frame, state: State, degree: int, person: int, slots: tuple[int, int]) -> int:
    """What it costs to go from one area to another, in the slots that were written down."""
    price = 0
    area, left = NONE, NONE
    for number in range(degree):
        slot = state.line[number]
        there = frame.area[_pool(frame, state, _then(frame, state, person, slot, slots))]
        if there == NONE:
            continue
        if area not in (NONE, there):
            if frame.begun <= slot <= frame.near[left]:
                return FORBIDDEN
            price += frame.walk
        area, left = there, slot
    return int(price)


@compiled
def _pool(frame: Frame, state: State, meeting: int) -> int:
    """Give the pool that a meeting draws on."""
    return int(frame.pool[meeting, state.kind[meeting]])


@compiled
def _any_kind(frame: Frame, random: np.random.Generator, meeting: int) -> int:
    """Draw a kind that a meeting may be of."""
    kinds = 1
    while kinds < frame.pool.shape[1] and frame.pool[meeting, kinds] != NONE:
        kinds += 1
    return int(random.random() * kinds) if kinds > 1 else 0


@compiled
def _try_kind(frame: Frame, state: State, random: np.random.Generator, heat: float) -> None:
    """Let a meeting be in another area, if need be in exchange with one there."""
    meeting = int(frame.several[int(random.random() * len(frame.several))])
    slot, kind = state.slot[meeting], _any_kind(frame, random, meeting)
    if kind == state.kind[meeting] or not frame.may[meeting, kind, slot] or slot == len(frame.day):
        return
    state.step[0] += 1
    state.seen[meeting] = state.step[0]
    kinds = (kind, NONE)
    other, old, new = NONE, _pool(frame, state, meeting), frame.pool[meeting, kind]
    if state.drawn[new, slot] >= frame.room[new, slot]:
        state.needed[0] = new
        other = _anyone(frame, state, random, slot)
        kinds = (kind, _kind_with(frame, other, old, slot))
        if kinds[1] == NONE:
            return
    before = (state.kind[meeting], NONE if other == NONE else state.kind[other])
    extra = _be(frame, state, (meeting, other), kinds)
    is_better = extra <= 0 or state.cost[NOW] >= state.cost[LEAST]
    if not is_taken(extra, heat, random):
        _be(frame, state, (meeting, other), before)
    elif is_better:
        state.cost[NOW] += extra
    else:
        _be(frame, state, (meeting, other), before)
        _remember(state)
        _be(frame, state, (meeting, other), kinds)
        state.cost[NOW] += extra


@compiled
def _kind_with(frame: Frame, meeting: int, pool: int, slot: int) -> int:
    """Find the kind of a meeting that draws on a pool in a slot; NONE if there is none."""
    for kind in range(frame.pool.shape[1] if meeting != NONE else 0):
        if frame.pool[meeting, kind] == pool and frame.may[meeting, kind, slot]:
            return kind
    return NONE


@compiled
def _be(frame: Frame, state: State, meetings: tuple[int, int], kinds: tuple[int, int]) -> int:
    """Let one or two meetings be of other kinds; return what that costs more."""
    before = after = 0
    for number in range(2):
        meeting = meetings[number]
        if meeting != NONE:
            state.drawn[_pool(frame, state, meeting), state.slot[meeting]] -= 1
            state.kind[meeting] = kinds[number]
            state.drawn[_pool(frame, state, meeting), state.slot[meeting]] += 1
            for side in range(2):
                before += state.price[frame.people[meeting, side]]
    for number in range(2):
        meeting = meetings[number]
        for side in range(2 if meeting != NONE else 0):
            _settle(frame, state, frame.people[meeting, side])
            after += state.price[frame.people[meeting, side]]
    return int(after - before)


@compiled
def _more(frame: Frame, state: State, meeting: int, slot: int) -> int:
    """What is due where a meeting counts, unless one that it pushes out of that slot did."""
    extra = 0
    for column in range(frame.counts.shape[1]):
        count = frame.counts[meeting, column]
        if count != NONE and not _is_pushed(frame, state, meeting, slot, count):
            now = state.number[count]
            extra += _due(frame, count, now + 1) - _due(frame, count, now)
    return int(extra)


@compiled
def _is_pushed(frame: Frame, state: State, meeting: int, slot: int, count: int) -> bool:
    """Whether one of two who meet loses a meeting of a slot that counted for the same."""
    for side in range(2):
        pushed = state.at[frame.people[meeting, side], slot]
        if pushed != NONE and _counts(frame, pushed, count):
            return True
    return False


@compiled
def _fewer(frame: Frame, state: State, meeting: int, number: int) -> int:
    """What is due where a meeting counts no more, unless the first of the chain counts there."""
    extra = 0
    for column in range(frame.counts.shape[1]):
        count = frame.counts[meeting, column]
        if count != NONE and (number == 0 or not _counts(frame, state.chain[0], count)):
            now = state.number[count]
            extra += _due(frame, count, now - 1) - _due(frame, count, now)
    return int(extra)


@compiled
def _counts(frame: Frame, meeting: int, count: int) -> bool:
    """Whether a meeting counts for a number."""
    for column in range(frame.counts.shape[1]):  # noqa: SIM110 - machine code has no generators
        if frame.counts[meeting, column] == count:
            return True
    return False


@compiled
def _due(frame: Frame, count: int, number: int) -> int:
    """What so many meetings cost: fewer than are fair or promised, too many, or uneven ones."""
    if number > frame.limit[count]:
        return FORBIDDEN
    short = frame.short * max(0, frame.floor[count] - number)
    uneven = frame.uneven[count, min(number, frame.uneven.shape[1] - 1)]
    return int(short + frame.loss * max(0, frame.promised[count] - number) + uneven)


@compiled
def _away(frame: Frame, meeting: int, slot: int) -> int:
    """Cost of a published meeting in another slot than it could stand in."""
    home = frame.home[meeting]
    return 0 if home in (NONE, slot) else frame.stray[meeting]


@compiled
def _moves_in(frame: Frame, state: State, person: int) -> bool:
    """Whether somebody pushed outside has the first meeting of the chain instead."""
    first = state.chain[0]
    return person in (frame.people[first, 0], frame.people[first, 1])


@compiled
def _change(frame: Frame, state: State, person: int, gone: int, come: int) -> int:
    """Work out what somebody's meetings cost more with one of them in another slot."""
    if state.at[person, come] != NONE:
        return 0
    degree = _line(state, person, gone, come)
    return int(_price(frame, state.line, degree, person) - state.price[person])


@compiled
def _overuse(frame: Frame, state: State, meeting: int) -> int:
    """Cost of a meeting whose wish for an organisation another uses up."""
    for side in range(2):
        wish = frame.uses[meeting, side]
        if wish != NONE and state.used[wish] > 0:
            return FORBIDDEN
    return 0


@compiled
def _line(state: State, person: int, gone: int, come: int) -> int:
    """Write down the slots in which somebody would meet, in order; return how many."""
    outside = state.at.shape[1] - 1
    length = 0
    for number in range(state.degree[person]):
        slot = state.times[person, number]
        if slot > come:
            state.line[length] = come
            length += 1
            come = outside
        if slot != gone:
            state.line[length] = slot
            length += 1
    if come != outside:
        state.line[length] = come
        length += 1
    return length


@compiled
def _price(frame: Frame, line: Numbers, degree: int, person: int) -> int:
    """What meetings in these slots cost somebody: the breaks between them."""
    if degree > 0 and line[0] >= frame.begun and min(frame.in_a_row, frame.per_day) == 0:
        return FORBIDDEN
    price = 0
    of_day, in_a_row = 1, 1
    for number in range(1, degree):
        earlier, slot = line[number - 1], line[number]
        follows = slot == earlier + 1 and frame.row[slot] == frame.row[earlier]
        same_day = frame.day[slot] == frame.day[earlier]
        in_a_row = in_a_row + 1 if follows else 1
        of_day = of_day + (slot != earlier) if same_day else 1
        if slot >= frame.begun and (in_a_row > frame.in_a_row or of_day > frame.per_day):
            return FORBIDDEN
        idle = frame.free_before[person, slot] - frame.free_before[person, earlier] - 1
        if same_day and idle > 0:
            price += frame.gap + frame.wait * idle
    return int(price)
