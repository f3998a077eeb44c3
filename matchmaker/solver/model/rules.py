"""The hard rules as constraints, a function each; their twins stand in `matchmaker.rulebook`.

Rules that speak of a pair alone decide who is a candidate (`candidates`); tables within a pool are
given out in `matchmaker.solver.stages.seat`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import reduce
from itertools import chain, combinations
from operator import or_

from matchmaker.events import Slot
from matchmaker.floors import room
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.model.placement import InArea, Placement
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.solver.model.selection import Selection


def add_rules_of_pairs(selection: Selection) -> None:
    """Add every rule that needs no slots, and what the slots imply for the pairs."""
    pins_stand(selection)
    forced_meet(selection)
    organisation_wishes_count_once(selection)
    max_meetings(selection)
    at_most(selection)
    room_of_participants(selection)
    room_of_tables(selection)


def add_rules_of_places(placement: Placement) -> None:
    """Add every rule of meetings in slots."""
    pins_stand(placement)
    forced_meet(placement)
    organisation_wishes_count_once(placement)
    max_meetings(placement)
    at_most(placement)
    one_meeting_a_slot(placement)
    max_per_day(placement)
    max_in_a_row(placement)
    travel_time(placement)
    table_capacity(placement)
    ceiling_of_moves(placement)


def pins_stand(selection: Selection) -> None:
    """Every pin is there; its candidate has no other slot."""
    for candidate in selection.watch.through(selection.candidates.all):
        if candidate.pin:
            selection.model.add(selection.meets[candidate.pair] == 1)


def forced_meet(selection: Selection) -> None:
    """Whoever somebody forced to meet does, in whichever slot."""
    for pair in selection.candidates.forced & selection.meets.keys():
        selection.model.add(selection.meets[pair] == 1)


def organisation_wishes_count_once(selection: Selection) -> None:
    """A wish for an organisation is used by one meeting."""
    for users in selection.watch.through(selection.users().values()):
        selection.model.add_at_most_one(users)


def max_meetings(selection: Selection) -> None:
    """Nobody has more meetings than their maximum."""
    event = selection.candidates.event
    for person in selection.watch.through(selection.candidates.by_participant):
        limit = event.limit_of(person)
        if limit is not None:
            selection.model.add(selection.degree(person) <= limit)


def at_most(selection: Selection) -> None:
    """Nobody has more of the meetings that a meeting rule counts than it lets them have."""
    for (person, rule), most in selection.watch.through(selection.candidates.ceilings.items()):
        selection.model.add(selection.degree(person, rule) <= most)


def one_meeting_a_slot(placement: Placement) -> None:
    """A human being has one meeting a slot, for whichever organisation; what is over stands."""
    for (_person, slot), options in placement.watch.through(placement.at.items()):
        if not placement.candidates.event.is_over(slot):
            placement.model.add_at_most_one(options)


def max_per_day(placement: Placement) -> None:
    """Nobody has more meetings on a day than the event allows."""
    event = placement.candidates.event
    limit = event.rules.max_per_day
    if limit is not None:
        for person in placement.watch.through(placement.candidates.by_person):
            for slots in event.days.values():
                had = event.had_in_person(person, slots)
                placement.model.add(sum(placement.busy(person, slots)) <= max(limit, had))


def max_in_a_row(placement: Placement) -> None:
    """Nobody has more meetings in a row than the event allows."""
    event = placement.candidates.event
    limit = event.rules.max_in_a_row
    if limit is not None:
        for person in placement.watch.through(placement.candidates.by_person):
            for row in event.rows_of_slots:
                for first in range(len(row) - limit):
                    window = row[first : first + limit + 1]
                    had = event.had_in_person(person, window)
                    placement.model.add(sum(placement.busy(person, window)) <= max(limit, had))


def travel_time(placement: Placement) -> None:
    """Between two meetings in different areas there is time to go from one to the other.

    What is pinned, as all that is over, has left the others the slots and areas that they can have.
    """
    event = placement.candidates.event
    if event.has_travel:
        for by_slot in placement.watch.through(placement.in_area.values()):
            for one, other in combinations(sorted(by_slot), 2):
                if event.is_too_near(one, other) and not event.is_over(one):
                    _add_travel(placement, by_slot[one], by_slot[other])


def _add_travel(placement: Placement, before: InArea, after: InArea) -> None:
    for area, options in before.items():
        others = [placed for there, placed in after.items() if there != area]
        if others:
            placement.model.add(sum(options) + sum(chain.from_iterable(others)) <= 1)


def table_capacity(placement: Placement) -> None:
    """A pool of tables has no more meetings a slot than it holds."""
    for (pool, slot), options in placement.watch.through(placement.drawing.items()):
        if pool != ONLINE:
            capacity = placement.candidates.pools.capacity(pool, slot)
            placement.model.add(sum(options) <= capacity)


def ceiling_of_moves(placement: Placement) -> None:
    """No more of the published meetings are away from home than somebody allowed."""
    homes = placement.candidates.homes
    if homes.ceiling is not None:
        at_home = [
            placed
            for option, placed in placement.watch.through(placement.placed.items())
            if option.pair in homes.together
            and homes.is_at_home(option.pair, option.slot, option.pool)
        ]
        placement.model.add(sum(at_home) >= len(homes.together) - homes.ceiling)


def room_of_participants(selection: Selection) -> None:
    """Nobody has more meetings than their usable slots hold, by day and in a row.

    That is so for each of the organisations of a human being, and for all of them together.
    """
    candidates = selection.candidates
    for theirs in selection.watch.through(candidates.by_participant.values()):
        _add_room(selection, theirs)
    for person, theirs in candidates.by_person.items():
        if len(candidates.event.selves[person]) > 1:
            _add_room(selection, theirs)


def _add_room(selection: Selection, theirs: Collection[Candidate]) -> None:
    """Let somebody have what their slots hold; what is over may have been twice in one."""
    event = selection.candidates.event
    begun = [c.pin.slot for c in theirs if c.pin and event.is_over(c.pin.slot)]
    at_once = len(begun) - len(set(begun))
    usable = event.slots_in(reduce(or_, map(selection.candidates.mask_of, theirs)))
    selection.model.add(sum(selection.of(theirs)) <= room(event, frozenset(usable)) + at_once)


def room_of_tables(selection: Selection) -> None:
    """No pool of tables has more meetings than it holds, on any one day or on all together."""
    candidates = selection.candidates
    event = candidates.event
    stretches = {event.mask_of(slots): slots for slots in (event.slots, *event.days.values())}
    for pool, theirs in by_only_pool(candidates).items():
        for mask, slots in stretches.items():
            within = [c for c in theirs if not candidates.mask_of(c) & ~mask]
            _add_room_of_tables(selection, [pool], within, slots)
    on_site = [c for c in candidates.all if (ONLINE,) not in c.places.values()]
    _add_room_of_tables(selection, candidates.pools.tables, on_site, event.slots)


def _add_room_of_tables(
    selection: Selection,
    pools: Collection[Pool],
    theirs: Collection[Candidate],
    slots: Iterable[Slot],
) -> None:
    """Let in each slot no more of them meet than there are tables, nor than half of the people."""
    candidates = selection.candidates
    there = _people_there(candidates, theirs)
    room = 0
    for slot in slots:
        tables = sum(candidates.pools.capacity(pool, slot) for pool in pools)
        is_over = candidates.event.is_over(slot)  # there somebody may have been in two at once
        room += tables if is_over else min(tables, len(there[slot]) // 2)
    selection.model.add(sum(selection.of(theirs)) <= room)


def _people_there(
    candidates: Candidates, theirs: Iterable[Candidate]
) -> Mapping[Slot, Collection[str]]:
    """The human beings who could meet in each slot."""
    alike: dict[int, tuple[Iterable[Slot], set[str]]] = {}
    for candidate in theirs:
        _slots, people = alike.setdefault(id(candidate.places), (candidate.places, set()))
        people.update(candidates.people(candidate))
    there: dict[Slot, set[str]] = defaultdict(set)
    for slots, people in alike.values():
        for slot in slots:
            there[slot] |= people
    return there


def by_only_pool(candidates: Candidates) -> Mapping[Pool, list[Candidate]]:
    """For each pool of tables, those who can draw on no other."""
    pools: dict[int, set[Pool]] = {}
    by_pool = defaultdict(list)
    for candidate in candidates.all:
        places = candidate.places
        if id(places) not in pools:
            pools[id(places)] = {pool for options in places.values() for pool in options}
        only, *others = pools[id(places)]
        if only != ONLINE and not others:
            by_pool[only].append(candidate)
    return by_pool
