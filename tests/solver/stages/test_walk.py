"""From area to area as seldom as can be."""

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from matchmaker.aims import AimName
from matchmaker.events import Rules, Table
from matchmaker.rulebook import unseated, verify
from matchmaker.score import score
from matchmaker.solver import Watch, solve
from matchmaker.solver.anneal import chains
from matchmaker.solver.anneal.annealing import NOW
from matchmaker.solver.anneal.board import make_board
from matchmaker.solver.anneal.chains import WALKING, put, shorten, ways_of
from matchmaker.solver.anneal.moves import try_some
from matchmaker.solver.model.areas import in_areas, places_of
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.routes import fewest_area_changes
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.wishes import wished_pairs
from tests.builders import event, people, pin, twins, wishes
from tests.solver.brute_force import all_scored, best
from tests.strategies import events, patient, reruns

patient = settings(patient, max_examples=60)
HOSTS, GUESTS = "A B C D", "E F G H"


def halls(owners: str = "") -> tuple[Table, ...]:
    """Four tables in two halls, each reserved for one of these, if any are named."""
    names = owners.split() or [""] * 4
    areas = ("Hall A", "Hall B") * 2
    return tuple(
        Table(name=f"T{number}", area=area, owner=owner)
        for number, (area, owner) in enumerate(zip(areas, names, strict=True), 1)
    )


def area_changes(any_event, seconds: float = 20) -> tuple[int, int]:
    """Value and bound of the changes of area."""
    solution = solve(any_event, Watch(seconds))
    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    aim = next(aim for aim in solution.aims if aim.name is AimName.AREA_CHANGES)
    assert aim.value == score(any_event, solution.schedule)[AimName.AREA_CHANGES]
    return aim.value, aim.bound


EVERYONE = " ".join(f"{guest}>{host}" for guest, host in product(GUESTS.split(), HOSTS.split()))


def test_guests_see_one_hall_after_the_other():
    """Four hosts at their tables in two halls, whom four guests all want to see."""
    fair = event(people(f"{HOSTS} {GUESTS}"), wishes(EVERYONE), slots=4, tables=halls(owners=HOSTS))

    assert area_changes(fair) == (4, 4)


def test_two_groups_stay_in_a_hall_each():
    """Nobody has a table of their own; within a group everybody meets everybody."""
    groups = event(
        people(f"{HOSTS} {GUESTS}"),
        wishes("A>B C>D A>C B>D A>D B>C E>F G>H E>G F>H E>H F>G"),
        slots=3,
        tables=halls(),
    )

    assert area_changes(groups) == (0, 0)


def test_one_person_for_two_organisations_goes_once():
    pins = (pin("A C", 0, "T1"), pin("B D", 1, "T2"))
    hats = event((*twins("A B"), *people("C D")), slots=2, tables=halls(), pins=pins)

    assert area_changes(hats) == (1, 1)


def test_waiting_outranks_area_changes():
    """Only with a break for A would nobody go to and fro: A meets B and D at T1, C at T2."""
    pinned = event(
        people("A B C D"),
        slots=3,
        tables=halls(),
        pins=(pin("A B", 0, "T1"), pin("A C", 1, "T2"), pin("A D", 2, "T1")),
    )

    assert area_changes(pinned) == (2, 2)


def test_without_time_area_changes_are_counted_as_they_are():
    fair = event(people(f"{HOSTS} {GUESTS}"), wishes(EVERYONE), slots=4, tables=halls(owners=HOSTS))

    value, bound = area_changes(fair, seconds=0.0)

    assert (value >= bound, bound) == (True, 4)


@given(events())
@patient
def test_area_changes_are_proven_as_brute_force_finds_them(any_event):
    assume(len(wished_pairs(any_event)) <= 4 and any_event.has_areas)

    solution = solve(any_event, Watch(20))

    scored = all_scored(any_event)
    (aim,) = (aim for aim in solution.aims if aim.name is AimName.AREA_CHANGES)
    assert (solution.lapses, aim.value, aim.bound) == (
        (),
        score(any_event, solution.schedule)[AimName.AREA_CHANGES],
        best(any_event, scored, aim, solution.schedule),
    )


@given(reruns())
@patient
def test_area_changes_of_reruns_hold(past):
    solution = solve(past, Watch(20))

    assert (solution.lapses, verify(past, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == score(past, solution.schedule)


@given(events())
@patient
def test_areas_are_told_apart_and_put_together_again(any_event):
    permitted = candidates(any_event)
    places = first_fit(permitted)
    seated = seat_at_once(permitted, places)
    by_area = in_areas(permitted)

    apart = places_of(by_area, seated)

    assert places_of(permitted, seated) == places
    assert all(pool in by_area.by_pair[pair].places[slot] for pair, (slot, pool) in apart.items())


@given(events())
@patient
def test_no_schedule_has_fewer_area_changes_than_the_bound_that_needs_no_search(any_event):
    assume(any_event.has_areas)
    permitted = candidates(any_event)
    places = first_fit(permitted)
    chosen = in_areas(permitted).only(places.keys())

    value = score(any_event, seat_at_once(permitted, places))[AimName.AREA_CHANGES]

    assert fewest_area_changes(chosen) <= value


@given(events())
@patient
def test_meetings_moved_about_in_areas_cost_what_they_do_when_put_down_anew(any_event):
    assume(any_event.has_areas)
    permitted = candidates(any_event)
    places = first_fit(permitted)
    by_area = in_areas(permitted).only(places.keys())
    start = places_of(by_area, seat_at_once(permitted, places))
    board = make_board(by_area, ways_of(by_area, start), start, WALKING.costs)
    state = put(board, start)

    if start:
        try_some(board.frame, state, np.random.default_rng(1), 100_000.0, 300)

    after = board.places(state.slot, state.kind)
    assert state.cost[NOW] == put(board, after).cost[NOW]
    drawn = Counter((pool, slot) for slot, pool in after.values())
    assert all(
        count <= by_area.pools.capacity(pool, slot)
        for (pool, slot), count in drawn.items()
        if pool in by_area.pools.tables
    )


def test_walks_are_annealed_longer_where_there_is_more_hope(monkeypatch):
    steps = []
    monkeypatch.setattr(
        chains, "_anneal", lambda _c, _w, places, how, **_more: steps.append(how.steps) or places
    )
    permitted = candidates(event(people("A B"), wishes("A>B"), tables=halls()))

    for seconds in (1, 60, 600):
        shorten(permitted, first_fit(permitted), Watch(seconds), share=0.5)

    assert steps == [12_000, 12_000, 120_000]


@pytest.mark.parametrize("area", ["", "Hall A"])
def test_event_of_one_area_knows_no_area_changes(area):
    one = tuple(replace(table, area=area) for table in halls())
    told = []

    solution = solve(
        event(people("A B C"), wishes("A>B A>C"), slots=2, tables=one),
        Watch(10, report=lambda progress: told.append(progress.stage)),
    )

    assert AimName.AREA_CHANGES not in {aim.name for aim in solution.aims}
    assert "walk" not in told


def test_fixed_meeting_without_a_table_must_find_one_within_reach():
    """A has a fixed meeting in Hall A, and at once another, with B whose table is in Hall B."""
    pins = (pin("A C", 0, "T3"), pin("A B", 1))
    tables = halls(owners="C B C D")
    near, far = (
        event(
            people("A B C D"),
            slots=2,
            tables=tables,
            pins=pins,
            rules=Rules(travel_minutes=minutes),
        )
        for minutes in (0, 1)
    )

    assert (unseated(near), unseated(far)) == ((), pins[1:])


def test_fixed_meeting_without_a_table_gets_one_where_there_is_time_to_go():
    """Nobody has a table: A's second fixed meeting is seated in the hall of the first."""
    fair = event(
        people("A B C"),
        slots=2,
        tables=halls(),
        pins=(pin("A C", 0, "T2"), pin("A B", 1)),
        rules=Rules(travel_minutes=30),
    )

    assert area_changes(fair) == (0, 0)
