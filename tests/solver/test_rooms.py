"""Meetings online take a room if there is one: planned, proven, planned again."""

from dataclasses import replace

import pytest
from hypothesis import assume, given

from matchmaker.aims import AimName
from matchmaker.editing import EditKind, edited
from matchmaker.events import Attendance, Table
from matchmaker.floors import floors
from matchmaker.positions import positions
from matchmaker.rerun import freeze, promise
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Watch, solve
from matchmaker.wishes import wished_pairs
from tests.builders import (
    at,
    but,
    event,
    meeting,
    past,
    people,
    pin,
    room,
    schedule,
    slot,
    wishes,
)
from tests.solver.brute_force import best_of_each
from tests.strategies import hybrids, patient

ONLINE = Attendance.ONLINE
HALF = (*people("A B C D"), *people("W X Y Z", attendance=ONLINE))
EACH = wishes("A>W B>X C>Y D>Z")


@given(hybrids())
@patient
def test_bounds_are_what_brute_force_reaches(hybrid):
    assume(len(wished_pairs(hybrid)) <= 4)

    solution = solve(hybrid, Watch(20))

    assert (solution.lapses, verify(hybrid, solution.schedule)) == ((), ())
    assert {aim.name: aim.value for aim in solution.aims} == score(hybrid, solution.schedule)
    assert [aim.bound for aim in solution.aims] == best_of_each(hybrid, solution)


def planned(fair):
    """Plan, and tell where the meetings are by slot."""
    solution = solve(fair, Watch(20))
    assert verify(fair, solution.schedule) == ()
    assert all(aim.is_proven for aim in solution.aims)
    return solution, sorted((fair.number_of[m.slot], m.table) for m in solution.schedule.meetings)


def test_one_room_holds_one_meeting_at_a_time():
    _solution, where = planned(event(HALF, EACH, slots=3, tables=(Table(name="T"), room("R"))))

    assert where == [(0, "R"), (1, "R"), (2, "R")]


def test_rooms_hold_as_many_at_once_as_they_are_meant_for_in_their_own_times():
    rooms = (room("R", meetings_at_once=2, times=at(1)), room("S", times=at(2)))

    _solution, where = planned(event(HALF, EACH, slots=3, tables=rooms))

    assert where == [(1, "R"), (1, "R"), (2, "S")]


def test_without_rooms_meetings_online_take_nothing():
    _solution, where = planned(event(HALF, EACH, slots=1, tables=1))

    assert where == [(0, None)] * 4


def test_room_of_somebody_is_for_their_meetings_online_only():
    fair = event(
        HALF,
        wishes("A>W A>B C>X"),
        slots=2,
        tables=(Table(name="T"), room("R", owner="A"), room("S")),
    )

    solution, _where = planned(fair)

    tables = {meeting.participants: meeting.table for meeting in solution.schedule.meetings}
    assert tables == {("A", "W"): "R", ("A", "B"): "T", ("C", "X"): "S"}


def test_from_room_to_room_is_no_change_of_table():
    rooms = (room("R", times=at(0, 1)), room("S", times=at(2)))
    fair = event(HALF, wishes("A>W A>X A>Y"), slots=3, tables=rooms)

    solution, where = planned(fair)

    assert where == [(0, "R"), (1, "R"), (2, "S")]
    assert score(fair, solution.schedule)[AimName.TABLE_CHANGES] == 0


def test_floor_counts_only_what_rooms_have_time_for():
    fair = event(HALF, EACH, slots=2, tables=(Table(name="T"), room("R", times=at(1))))
    pinned = replace(fair, pins=(pin("A W", 1, "R"),))

    assert (floors(fair)["X"], floors(pinned)["X"], floors(pinned)["W"]) == (1, 0, 1)


def test_published_meetings_keep_their_rooms():
    fair = event(HALF, EACH, slots=4, tables=(Table(name="T"), room("R"), room("S")))
    told = schedule(meeting("A W", 3, "S"), meeting("B X", 3, "R"), meeting("C Y", 0, "S"))

    solution, _where = planned(promise(fair, told))

    assert {*told.meetings} <= {replace(m, locked=False) for m in solution.schedule.meetings}


def test_published_meetings_take_rooms_where_there_are_some_now():
    before = event(HALF, EACH, slots=4, tables=1)
    told = schedule(*(meeting(pair, 0, None) for pair in ("A W", "B X", "C Y", "D Z")))
    late = promise(replace(before, tables=(*before.tables, room("R"), room("S"))), told)

    solution, where = planned(late)

    assert len(where) == 4
    assert {table for _slot, table in where} == {"R", "S"}
    assert where[0][0] == 0
    assert {aim.name: aim.value for aim in solution.aims}[AimName.STANDING] == 2


def test_rooms_that_are_gone_during_the_event_leave_meetings_online_without():
    before = event(HALF, EACH, slots=4, tables=(Table(name="T"), room("R")))
    told = schedule(*(meeting(pair, n, "R") for n, pair in enumerate(("A W", "B X", "C Y"))))
    late = replace(before, tables=before.standing_tables)

    again = freeze(promise(late, told), past(before, told), slot(1).start)
    _solution, where = planned(again)

    assert where[0] == (0, "R")
    assert {table for _slot, table in where[1:]} == {None}
    assert len(where) == 4


def test_person_who_goes_online_moves_to_a_room():
    before = event(HALF, wishes("A>B"), slots=2, tables=(Table(name="T"), room("R")))
    late = replace(before, participants=but(HALF, "B", attendance=ONLINE))

    _solution, where = planned(promise(late, schedule(meeting("A B", 1, "T"))))

    assert where == [(1, "R")]


@pytest.mark.parametrize(("pair", "tables"), [(("A", "W"), {"R", "S"}), (("A", "B"), {"T"})])
def test_places_by_hand_are_rooms_online_and_tables_on_site(pair, tables):
    fair = event(
        HALF, wishes("A>W A>B C>X"), slots=2, tables=(Table(name="T"), room("R"), room("S"))
    )
    before = schedule(meeting("A W", 0, "R"), meeting("A B", 1, "T"), meeting("C X", 1, "R"))

    found = positions(fair, before, pair)

    assert {place.table for place in found} == tables


def test_two_meetings_online_change_places_by_hand():
    fair = event(HALF, wishes("A>W C>X"), slots=2, tables=(Table(name="T"), room("R")))
    before = schedule(meeting("A W", 0, "R"), meeting("C X", 1, "R"))

    (found,) = positions(fair, before, ("A", "W"))

    assert (found.edit.kind, found.edit.other) == (EditKind.EXCHANGE, ("C", "X"))
    assert verify(fair, edited(before, found.edit)) == ()
