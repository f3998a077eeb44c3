"""Moving meetings along chains, and swapping tables: same pairs, rules kept, never worse."""

import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.aims import AimName
from matchmaker.events import Rules
from matchmaker.rulebook import Rule, verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver import Watch
from matchmaker.solver.anneal.annealing import NOW
from matchmaker.solver.anneal.board import Costs, make_board
from matchmaker.solver.anneal.chains import (
    EXCHANGING,
    UNTANGLING,
    exchange,
    put,
    squeeze_in,
    untangle,
    ways_of,
)
from matchmaker.solver.anneal.moves import try_some
from matchmaker.solver.anneal.swaps import swap_tables
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.moves import moves
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.stand import stand
from tests.builders import at, event, people, person, slot, wishes
from tests.strategies import events, reruns

quick = settings(deadline=None, max_examples=60)
NEEDS_TABLES = {Rule.ONLINE, Rule.PINS_STAND}


def rules_broken(any_event, places) -> set[Rule]:
    """The rules that a schedule breaks before its tables are given out."""
    meetings = tuple(Meeting(pair, slot) for pair, (slot, _pool) in places.items())
    return {fault.rule for fault in verify(any_event, Schedule(meetings))} - NEEDS_TABLES


def breaks_and_waiting(any_event, places) -> int:
    value = values(any_event, places)
    return (
        UNTANGLING.costs.gap * value[AimName.BREAKS]
        + UNTANGLING.costs.wait * value[AimName.WAITING]
    )


@given(events())
@quick
def test_untangling_keeps_pairs_and_rules_and_is_never_worse(any_event):
    permitted = candidates(any_event)
    before = first_fit(permitted)

    after = untangle(permitted, before, Watch(5), share=1.0)

    assert after.keys() == before.keys()
    assert rules_broken(any_event, after) == set()
    assert breaks_and_waiting(any_event, after) <= breaks_and_waiting(any_event, before)


@given(events())
@quick
def test_cost_of_a_board_is_what_the_score_counts(any_event):
    permitted = candidates(any_event)
    before = first_fit(permitted)
    board = make_board(permitted, ways_of(permitted, before), before, UNTANGLING.costs)
    state = put(board, before)

    if before:
        try_some(board.frame, state, np.random.default_rng(1), 100.0, 50)

    after = board.places(state.slot)
    assert state.cost[NOW] == breaks_and_waiting(any_event, after)
    assert rules_broken(any_event, after) == set()


@given(events())
@quick
def test_cost_of_a_board_that_was_moved_about_is_that_of_one_put_down_anew(any_event):
    permitted = candidates(any_event)
    before = first_fit(permitted)
    ways = {**{c.pair: c.ways[0] for c in permitted.all}, **ways_of(permitted, before)}
    board = make_board(permitted, ways, before, EXCHANGING.costs)
    state = put(board, before)

    try_some(board.frame, state, np.random.default_rng(1), 100_000.0, 200)

    after = board.places(state.slot)
    assert state.cost[NOW] == put(board, after).cost[NOW]
    assert rules_broken(any_event, after) == set()


@given(events())
@quick
def test_exchanging_keeps_rules_and_pins(any_event):
    permitted = candidates(any_event)

    after = exchange(permitted, first_fit(permitted), Watch(5), share=1.0)

    assert rules_broken(any_event, after) == set()
    assert {pin.pair: pin.slot for pin in any_event.pins} == {
        pin.pair: after[pin.pair][0] for pin in any_event.pins
    }


def test_chain_makes_room_for_a_meeting_outside():
    """C can only come in slot 0, where A and B meet; they can meet in slot 1 as well."""
    three = event([*people("A B"), person("C", times=at(0))], wishes("A>B A>C"), slots=2, tables=2)
    permitted = candidates(three)
    outside = {("A", "B"): (slot(0), "")}

    placed = squeeze_in(permitted, [("A", "B"), ("A", "C")], outside, Watch(5), share=1.0)

    assert {pair: place[0] for pair, place in placed.items()} == {
        ("A", "B"): slot(1),
        ("A", "C"): slot(0),
    }


def test_same_seed_gives_the_same_slots():
    star = event(people("A B C D E"), wishes("A>B A>C B>C D>E B>D C>E"), slots=5, tables=2)
    permitted = candidates(star)

    one, other = (
        untangle(permitted, first_fit(permitted), Watch(60, seed=3), share=1.0) for _ in range(2)
    )

    assert one == other


def test_swaps_let_people_stay():
    crossing = event(people("A B C D"), wishes("A>B C>D A>C"), slots=2, tables=2)
    slots = {("A", "B"): slot(0), ("C", "D"): slot(0), ("A", "C"): slot(1)}
    before = {("A", "B"): "T1", ("C", "D"): "T2", ("A", "C"): "T1"}

    seats = swap_tables(before, slots, dict.fromkeys(slots, crossing.tables), Watch(5), share=1.0)

    plan = Schedule(tuple(Meeting(pair, slots[pair], table) for pair, table in seats.items()))
    assert score(crossing, plan)[AimName.TABLE_CHANGES] == 1
    assert verify(crossing, plan) == ()


def test_swap_follows_a_person_to_the_table_before():
    pairs = event(people("A B C D"), wishes("A>B C>D A>C"), slots=2, tables=2)
    slots = {("A", "B"): slot(0), ("A", "C"): slot(1)}
    start = {("A", "B"): "T1", ("A", "C"): "T2"}

    seats = swap_tables(start, slots, dict.fromkeys(slots, pairs.tables), Watch(5), share=1.0)

    assert seats[("A", "B")] == seats[("A", "C")]


@pytest.mark.parametrize("limit", ["max_meetings", "max_per_day", "max_in_a_row"])
def test_where_nobody_may_meet_nobody_is_placed(limit):
    nobody = event(people("A B"), wishes("A>B"), slots=2, rules=Rules(**{limit: 0}))
    permitted = candidates(nobody)

    assert squeeze_in(permitted, permitted.by_pair.keys(), {}, Watch(5), share=1.0) == {}


@given(reruns())
@quick
def test_cost_of_a_board_counts_moves_as_the_score_does(any_event):
    permitted, _ = stand(candidates(any_event), Watch(20))
    before = first_fit(permitted)
    only_moves = Costs(move=1)
    board = make_board(permitted, ways_of(permitted, before), before, only_moves)
    state = put(board, before)
    cost, counted = state.cost[NOW], moves(permitted, before)

    if before:
        try_some(board.frame, state, np.random.default_rng(1), 100.0, 50)

    after = board.places(state.slot)
    assert state.cost[NOW] - cost == moves(permitted, after) - counted


def test_exchange_for_as_many_points_is_for_a_more_even_choice():
    rules = Rules(min_meetings=0)
    uneven = event(people("A B C D"), wishes("A>C A>D B>C B>D"), slots=2, rules=rules)
    permitted = candidates(uneven)
    pool = next(iter(permitted.all[0].places.values()))[0]
    before = {("A", "C"): (slot(0), pool), ("A", "D"): (slot(1), pool)}

    after = values(uneven, exchange(permitted, before, Watch(5), share=1.0))

    assert (after[AimName.POINTS], after[AimName.EVENNESS]) == (4, 150)
