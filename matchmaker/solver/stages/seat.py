"""Last stage: a table for each meeting, with the fewest changes from one meeting to the next."""

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial

from matchmaker.aims import Aim, AimName, Given
from matchmaker.events import Event, Pair, Slot
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver.anneal.swaps import swap_tables
from matchmaker.solver.budget import (
    BOUNDED,
    CUTTING,
    LINKED,
    SEATED,
    SEATING,
    SWAPPING,
    SWAPPING_ALONE,
)
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.seating import SeatModel, Seats, Unseated, in_rooms, on_site
from matchmaker.solver.model.walks import ALONE, Network, Tables, fewest_changes
from matchmaker.solver.search.cuts import fewest_cut
from matchmaker.solver.search.search import SearchTask, hold, search
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.watch import Progress, Stage, Watch


def seat(
    candidates: Candidates, places: Places, seated: Schedule, watch: Watch
) -> tuple[Schedule, Aim]:
    """Give out the tables: stay where one of the two was before, swap, then search for better.

    Where there are several areas, begin with a schedule that is seated there; nobody changes
    area more often than in it. Rooms online are given out as they come: nobody walks there.
    """
    start = time.monotonic()
    here = on_site(candidates, places)
    rooms = _seats_in_rooms(candidates, places)
    share = SWAPPING if here.size <= BOUNDED else SWAPPING_ALONE
    fewest = fewest_changes(here.slots, here.tables, here.person_of)
    seats = swap_tables(
        _first_seats(candidates, here, seated),
        here.slots,
        here.tables,
        watch,
        share,
        person_of=here.person_of,
        is_too_near=candidates.event.is_too_near,
        fewest=fewest,
    )
    known = score(candidates.event, _schedule(places, {**seats, **rooms}))[AimName.TABLE_CHANGES]
    best = InHand(seats, known, fewest)
    watch.report(Progress(Stage.SEAT, AimName.TABLE_CHANGES, best.value, best.bound))
    if not best.is_proven and len(here.slots) <= LINKED:
        network = Network(here.slots, here.tables, here.person_of)
        cuts = fewest_cut(len(network.walks), network.paths, watch, CUTTING)
        best = replace(best, bound=max(best.bound, cuts))
        watch.report(Progress(Stage.SEAT, AimName.TABLE_CHANGES, best.value, best.bound))
    is_worth_it = here.size <= SEATED and not best.is_proven
    search_on = partial(_search, candidates.event, here, best, watch)
    best = improve(best, search_on, watch, if_worth=is_worth_it)
    areas = (AimName.AREA_CHANGES,) if candidates.event.has_areas else ()
    given = (*candidates.given_aims, AimName.BREAKS, AimName.WAITING, *areas, Given.SLOTS)
    aim = Aim(AimName.TABLE_CHANGES, best.value, best.bound, time.monotonic() - start, given)
    return _schedule(places, {**best.plan, **rooms}), aim


def _first_seats(candidates: Candidates, here: Unseated, seated: Schedule) -> Seats:
    if candidates.event.has_areas:
        tables = {m.participants: m.table for m in seated.meetings}
        return {pair: table for pair in here.slots if (table := tables[pair]) is not None}
    return stay_seated(here.slots, here.counted, here.person_of)


def seat_at_once(candidates: Candidates, places: Places) -> Schedule:
    """Give out tables as they come, without any search."""
    here = on_site(candidates, places)
    seats = stay_seated(here.slots, here.counted, here.person_of)
    return _schedule(places, {**seats, **_seats_in_rooms(candidates, places)})


def _seats_in_rooms(candidates: Candidates, places: Places) -> Seats:
    """Give out the rooms: who can stays in theirs, and so needs no other link."""
    there = in_rooms(candidates, places)
    return stay_seated(there.slots, there.counted, there.person_of)


def _search(event: Event, here: Unseated, known: InHand[Seats], watch: Watch) -> InHand[Seats]:
    """Search for fewer changes, from the tables in hand, with no more of area."""
    seating = SeatModel(here.slots, here.tables, watch, here.person_of, event.is_too_near)
    if event.has_areas:
        seating.model.add(sum(seating.area_changes) <= seating.count_area_changes(known.plan))
    task = SearchTask(Stage.SEAT, AimName.TABLE_CHANGES, sum(seating.changes), known.bound)
    hold(seating.model, task, known.value)
    found = search(seating.model, task, watch, SEATING, seating.hint(known.plan))
    if not found.is_better_than(known.value, task.aim):
        return replace(known, bound=found.bound)
    seats = seating.seats(found)
    return InHand(seats, seating.count(seats), found.bound)


def stay_seated(
    slots: Mapping[Pair, Slot], tables: Tables, person_of: Mapping[str, str] = ALONE
) -> Seats:
    """Give out tables slot after slot, to each meeting the last table of one of the two if free."""
    seats: dict[Pair, str] = {}
    last: dict[str, str] = {}
    pairs_at: dict[Slot, list[Pair]] = defaultdict(list)
    for pair in sorted(slots, key=lambda pair: (len(tables[pair]), pair)):  # the pinned ones first
        pairs_at[slots[pair]].append(pair)
    choices = {id(choice): choice for choice in tables.values()}
    names = {
        number: dict.fromkeys(table.name for table in choice) for number, choice in choices.items()
    }
    for slot in sorted(pairs_at):
        here = {id(tables[pair]) for pair in pairs_at[slot]}
        free = {table.name: table.meetings_at_once for choice in here for table in choices[choice]}
        for pair in pairs_at[slot]:
            theirs = names[id(tables[pair])]
            wanted = [last[p] for p in _people(pair, person_of) if last.get(p) in theirs]
            seats[pair] = next(name for name in (*wanted, *theirs) if free[name])
            free[seats[pair]] -= 1
        last |= {p: seats[pair] for pair in pairs_at[slot] for p in _people(pair, person_of)}
    return seats


def _people(pair: Pair, person_of: Mapping[str, str]) -> Iterator[str]:
    return (person_of.get(participant, participant) for participant in pair)


def _schedule(places: Places, seats: Seats) -> Schedule:
    return Schedule(
        tuple(Meeting(pair, slot, seats.get(pair)) for pair, (slot, _pool) in places.items())
    )
