"""Moving meetings along alternating chains between two slots: the machine code.

A meeting that moves from one slot to another pushes out the meetings its two people have there;
these move the other way and push out others, until nobody has two meetings at once. Such a Kempe
chain keeps the rule of one meeting a slot by itself. Where the tables of a slot are all taken, the
chain of another meeting moves the other way with it.
"""

import numpy as np

from matchmaker.solver.anneal.annealing import LEAST, NOW, at_most
from matchmaker.solver.anneal.board import LONGEST, NONE, Frame, Numbers, State
from matchmaker.solver.anneal.machine import compiled

ANOTHER_KIND = 0.3
"""How often the area of a meeting changes, not its slot, where it may."""
FIRST = 1
"""Of the steps counted: the first of a chain and its partners."""
MOST_SAVED = 4
"""Changes of area that one meeting elsewhere can save: before and after it, for both."""
NOWHERE = (NONE, NONE)
"""No chain moves between any slots."""
FORBIDDEN = 1 << 40
"""Cost of meetings that break a rule on days, rows or numbers, and of a wish used up twice."""
IMPATIENCE = 0.2
"""How often a pair that waits outside is drawn, where there are any."""
PARTNERS = 8
"""Other chains that are looked at to move the other way with one, where tables are short."""


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
    if slots[0] == new:
        return
    if slots[0] == len(frame.day):
        state.kind[meeting] = _any_kind(frame, random, meeting)
    length, extra = _find_moves(frame, state, random, (meeting, new), at_most(heat, random))
    if length > 0:
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
    move: tuple[int, int],
    most: float,
) -> tuple[int, int]:
    """Find what moves with a meeting to a slot for so much at most: how many, and what it costs.

    Nobody is in two chains between the same slots, so their costs add up. Where tables are short,
    others are looked for only if the first chain is worth it. None move if it cannot be.
    """
    meeting, slots = move[0], (state.slot[move[0]], move[1])
    state.step[FIRST] = state.step[NOW] + 1
    length = _follow(frame, state, meeting, 0, slots)
    extra = _extra(frame, state, 0, length, slots)
    crowded = _crowded(frame, state, length, slots)
    for _ in range(PARTNERS):
        partner = NONE
        if length > 0 and crowded != NONE and extra <= most:
            partner = _anyone(frame, state, random, crowded)
        if partner == NONE:
            break
        longer = _follow(frame, state, partner, length, slots)
        more = _extra(frame, state, length, longer, slots)
        if longer > 0 and extra + more <= most:
            length, extra = longer, extra + more
            crowded = _crowded(frame, state, length, slots)
    return (length, extra) if crowded == NONE and extra <= most else (0, 0)


@compiled
def _follow(frame: Frame, state: State, meeting: int, length: int, slots: tuple[int, int]) -> int:
    """Add the chain that a meeting starts; return the new length, 0 if it cannot be."""
    if length == LONGEST:
        return 0
    state.step[NOW] += 1
    outside = len(frame.day)
    followed = length
    state.chain[length] = meeting
    state.seen[meeting] = state.step[NOW]
    length += 1
    while followed < length:
        follower = state.chain[followed]
        other = slots[0] + slots[1] - state.slot[follower]
        if not frame.may[follower, state.kind[follower], other]:
            return 0
        for side in range(2 if other != outside else 0):
            pushed = state.at[frame.people[follower, side], other]
            if pushed != NONE and state.seen[pushed] != state.step[NOW]:
                if length == LONGEST or state.seen[pushed] >= state.step[FIRST]:
                    return 0
                state.chain[length] = pushed
                state.seen[pushed] = state.step[NOW]
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
    """Draw a meeting at a table that is needed, none that was reached; NONE if there is none."""
    held = state.held[slot]
    first = int(random.random() * held)
    for number in range(first, first + held):
        meeting = state.inside[slot, number % held]
        if (
            _pool(frame, state, meeting) == state.needed[0]
            and state.seen[meeting] < state.step[FIRST]
        ):
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
def _extra(frame: Frame, state: State, start: int, length: int, slots: tuple[int, int]) -> int:
    """Work out what everything would cost more if the meetings of the chain from there on moved.

    Most people in a chain have a meeting in both slots before and after; nothing changes for them.
    """
    outside = len(frame.day)
    extra = 0
    for number in range(start, length):
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
    if state.met[person] == state.step[NOW]:
        return 0
    state.met[person] = state.step[NOW]
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
    if came != NONE and state.seen[came] == state.step[NOW]:
        return int(came)
    return NONE if here != NONE and state.seen[here] == state.step[NOW] else int(here)


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
    old, new = _pool(frame, state, meeting), frame.pool[meeting, kind]
    extra, most = _detour(frame, state, meeting, new), at_most(heat, random)
    other = NONE
    if state.drawn[new, slot] >= frame.room[new, slot]:
        other = _giving_way(frame, state, random, (meeting, new), most - extra)
        if other == NONE:
            return
        extra += _detour(frame, state, other, old)
    if extra <= most:
        if extra > 0 and state.cost[NOW] < state.cost[LEAST]:
            _remember(state)
        _be(frame, state, meeting, kind)
        if other != NONE:
            _be(frame, state, other, _kind_with(frame, other, old, slot))


@compiled
def _giving_way(
    frame: Frame,
    state: State,
    random: np.random.Generator,
    change: tuple[int, int],
    most: float,
) -> int:
    """Draw a meeting that exchanges pools with one, for so much at most; NONE if there is none.

    Nobody has two meetings in a slot, so what both cost adds up.
    """
    meeting, new = change
    old, slot = _pool(frame, state, meeting), state.slot[meeting]
    state.step[NOW] += 1
    state.step[FIRST], state.needed[0] = state.step[NOW], new
    for _ in range(PARTNERS if most >= -MOST_SAVED * frame.walk else 0):
        other = _anyone(frame, state, random, slot)
        if other == NONE:
            break
        state.seen[other] = state.step[NOW]
        may = _kind_with(frame, other, old, slot) != NONE
        if may and _detour(frame, state, other, old) <= most:
            return other
    return NONE


@compiled
def _detour(frame: Frame, state: State, meeting: int, pool: int) -> int:
    """What the ways of two who meet cost more if their meeting draws on another pool."""
    old, new = frame.area[_pool(frame, state, meeting)], frame.area[pool]
    if NONE in (old, new):
        return 0 if old == new else FORBIDDEN
    extra, slot = 0, state.slot[meeting]
    for side in range(2):
        for toward in (-1, 1):
            beside = _beside(frame, state, frame.people[meeting, side], slot, toward)
            if beside == NONE:
                continue
            there = frame.area[_pool(frame, state, state.at[frame.people[meeting, side], beside])]
            first, last = min(slot, beside), max(slot, beside)
            if there != new and frame.begun <= last <= frame.near[first]:
                return FORBIDDEN
            extra += frame.walk * (int(there != new) - int(there != old))
    return int(extra)


@compiled
def _beside(frame: Frame, state: State, person: int, slot: int, toward: int) -> int:
    """Find when somebody meets in an area before or after a slot; NONE if never."""
    number = 0
    while state.times[person, number] < slot:
        number += 1
    number += toward
    while 0 <= number < state.degree[person]:
        there = state.at[person, state.times[person, number]]
        if frame.area[_pool(frame, state, there)] != NONE:
            return int(state.times[person, number])
        number += toward
    return NONE


@compiled
def _kind_with(frame: Frame, meeting: int, pool: int, slot: int) -> int:
    """Find the kind of a meeting that draws on a pool in a slot; NONE if there is none."""
    for kind in range(frame.pool.shape[1]):
        if frame.pool[meeting, kind] == pool and frame.may[meeting, kind, slot]:
            return kind
    return NONE


@compiled
def _be(frame: Frame, state: State, meeting: int, kind: int) -> None:
    """Let a meeting be of another kind."""
    state.drawn[_pool(frame, state, meeting), state.slot[meeting]] -= 1
    state.kind[meeting] = kind
    state.drawn[_pool(frame, state, meeting), state.slot[meeting]] += 1
    for side in range(2):
        person = frame.people[meeting, side]
        state.cost[NOW] -= state.price[person]
        _settle(frame, state, person)
        state.cost[NOW] += state.price[person]


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
