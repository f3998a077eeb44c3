"""How many tables there are in a slot, and for whom."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings

from matchmaker.events import Rules, Status, Table
from matchmaker.rulebook import verify
from matchmaker.solver import Watch, solve
from matchmaker.solver.anneal.board import make_board
from matchmaker.solver.anneal.chains import PLACING, UNTANGLING, exchange, put, ways_of
from matchmaker.solver.anneal.moves import try_some
from matchmaker.solver.anneal.swaps import swap_tables
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages.first import first_fit
from tests.builders import at, but, event, pair_of, people, person, pin, slot, wishes
from tests.strategies import events

PAIRS = wishes("A>B C>D")
FOUR = people("A B C D", times=at(0))
NO_FLOORS = Rules(min_meetings=0)

MET = {
    "a table that is closed then": (
        (Table(name="T1", times=at(1)), Table(name="T2")),
        1,
    ),
    "a table for two meetings at once": ((Table(name="T1", meetings_at_once=2),), 2),
    "two tables": ((Table(name="T1"), Table(name="T2")), 2),
    "a table of somebody else": ((Table(name="T1", owner="E"), Table(name="T2")), 1),
    "a table whose owner cancelled": ((Table(name="T1", owner="F"), Table(name="T2")), 2),
    "a table of one of them": ((Table(name="T1", owner="A"), Table(name="T2")), 2),
    "a closed table of one of them": (
        (Table(name="T1", owner="A", times=at(1)), Table(name="T2")),
        1,
    ),
}


@pytest.mark.parametrize("tables", MET)
def test_meetings_fill_the_tables_there_are(tables):
    others = [person("E"), person("F", status=Status.CANCELLED)]
    any_event = event([*FOUR, *others], PAIRS, slots=2, tables=MET[tables][0], rules=NO_FLOORS)

    solution = solve(any_event, Watch(20))

    assert verify(any_event, solution.schedule) == ()
    assert len(solution.schedule.meetings) == MET[tables][1]


def test_pins_at_tables_of_both_give_way_to_each_other():
    """A of X meets D of Y at either table; B of X needs the one of X."""
    guests = [*people("A B", organisation="X"), person("D", "Y"), person("G")]
    tables = tuple(Table(name=name, owner=name, owner_is_organisation=True) for name in "XY")
    pinned = event(guests, tables=tables, pins=(pin("A D"), pin("B G")))

    solution = solve(pinned, Watch(20))

    assert verify(pinned, solution.schedule) == ()
    assert {m.participants: m.table for m in solution.schedule.meetings} == {
        ("A", "D"): "Y",
        ("B", "G"): "X",
    }


@given(events())
@settings(deadline=None, max_examples=60)
def test_chains_count_the_tables_and_wishes_they_use(any_event):
    permitted = candidates(any_event)
    start = first_fit(permitted)
    staying = ways_of(permitted, start)
    for annealing in (PLACING, UNTANGLING):
        others = {c.pair: c.ways[0] for c in permitted.all} if annealing is PLACING else {}
        board = make_board(permitted, others | staying, start, annealing.costs)
        state = put(board, start)
        if board.pairs:
            try_some(board.frame, state, np.random.default_rng(1), 1e6, 100)

        places = board.places(state.slot)
        drawn = Counter((pool, slot) for slot, pool in places.values())
        assert all(
            count <= permitted.pools.capacity(pool, slot)
            for (pool, slot), count in drawn.items()
            if pool in permitted.pools.tables
        )
        used = Counter(wish for pair in places for wish in (others | staying)[pair].uses)
        assert set(used.values()) <= {1}


def test_exchange_uses_no_wish_for_an_organisation_twice():
    firm = [person("A"), *people("B C", organisation="Firm")]
    asked = event(firm, wishes("A>@Firm"), slots=2)
    permitted = candidates(asked)

    exchanged = exchange(permitted, first_fit(permitted), Watch(5), share=1.0)

    assert len(exchanged) == 1


def test_swaps_keep_to_the_tables_each_may_have():
    """A's meetings are at A's own table, though it would spare C and D their changes."""
    slots = {("A", "C"): slot(0), ("C", "D"): slot(1), ("B", "D"): slot(0)}
    own, other = Table(name="T1", owner="A"), Table(name="T2")
    tables = {("A", "C"): (own,), ("C", "D"): (other,), ("B", "D"): (other,)}
    start = {pair: theirs[0].name for pair, theirs in tables.items()}

    assert swap_tables(start, slots, tables, Watch(5), share=1.0) == start


def test_swaps_fill_no_table_beyond_what_it_holds():
    tables = (Table(name="T1"), Table(name="T2", meetings_at_once=2))
    pairs = [pair_of(*two) for two in ("AB", "CD", "EF")]
    slots = {**dict.fromkeys(pairs, slot(0)), ("A", "C"): slot(1), ("B", "E"): slot(2)}
    start = {("A", "B"): "T1", ("C", "D"): "T2", ("E", "F"): "T2", ("A", "C"): "T1"}
    start[("B", "E")] = "T2"

    seats = swap_tables(start, slots, dict.fromkeys(slots, tables), Watch(5), share=1.0)

    at_once = Counter((slots[pair], table) for pair, table in seats.items())
    assert all(at_once[when, "T1"] <= 1 and at_once[when, "T2"] <= 2 for when in slots.values())


def test_swaps_end_where_there_cannot_be_fewer_changes():
    slots = {("A", "B"): slot(0), ("A", "C"): slot(1)}
    tables = dict.fromkeys(slots, (Table(name="T1"), Table(name="T2")))
    start = {("A", "B"): "T1", ("A", "C"): "T2"}

    as_it_was = swap_tables(start, slots, tables, Watch(5), share=1.0, fewest=1)
    together = swap_tables(start, slots, tables, Watch(5), share=1.0, fewest=0)

    assert (as_it_was, len(set(together.values()))) == (start, 1)


def test_first_schedule_takes_musts_before_points():
    must = event(but(people("A B C"), "A", max_meetings=1), wishes("A>B! A>C+ C>A+ B>C"), slots=1)

    assert set(first_fit(candidates(must))) == {("A", "B")}


def test_owners_of_several_organisations_make_room_for_each_other():
    """F needs the table of X, so D and E need that of Y, so B and C need that of Z."""
    guests = [person("B", "Y"), person("C", "Z"), person("D", "X"), person("E", "Y")]
    tables = tuple(Table(name=name, owner=name, owner_is_organisation=True) for name in "XYZ")
    owners = event([*guests, person("F", "X"), person("G")], wishes("B>C D>E F>G"), tables=tables)

    solution = solve(owners, Watch(20))

    assert verify(owners, solution.schedule) == ()
    assert [m.table for m in solution.schedule.meetings] == ["X", "Y", "Z"]


def test_pin_uses_up_no_wish_for_its_organisation():
    firm = event(
        [person("A"), *people("B C", organisation="Firm")],
        wishes("A>@Firm"),
        slots=2,
        pins=(pin("A B"),),
    )

    solution = solve(firm, Watch(20))

    assert verify(firm, solution.schedule) == ()
    assert solution.schedule.pairs == {("A", "B"), ("A", "C")}


def test_meeting_is_not_swapped_to_a_table_it_may_not_have():
    """A and B would rather sit where A is next, but who sits there has no other table."""
    slots = {("A", "B"): slot(0), ("C", "D"): slot(0), ("A", "E"): slot(1)}
    one, two = Table(name="T1"), Table(name="T2")
    tables = {("A", "B"): (one, two), ("C", "D"): (one,), ("A", "E"): (one,)}
    start = {("A", "B"): "T2", ("C", "D"): "T1", ("A", "E"): "T1"}

    assert swap_tables(start, slots, tables, Watch(5), share=1.0) == start
