"""The event of a rerun: promises, locks, absences, history."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matchmaker.aims import AimName, Keep
from matchmaker.events import Attendance, Blocked, Rules, Status, Table
from matchmaker.rerun import freeze, locked, mark_absent, promise, remember
from matchmaker.rulebook import Rule, verify
from matchmaker.solver import Watch, solve
from matchmaker.wishes import wished_pairs
from tests.builders import (
    FIRST,
    at,
    but,
    event,
    meeting,
    past,
    people,
    person,
    pin,
    schedule,
    slot,
    wishes,
)
from tests.solver.brute_force import best_of_each
from tests.strategies import events, patient

patient = settings(patient, max_examples=25)
ABC = people("A B C")


def test_promise_pins_nothing_but_what_was_locked():
    told = schedule(meeting("A B", 0, locked=True), meeting("A C", 1))

    again = promise(event(ABC, slots=2), told)

    assert again.promises == (pin("A B", 0, "T1"), pin("A C", 1, "T1"))
    assert again.pins == (pin("A B", 0, "T1"),)


def test_promise_lets_go_of_a_lock_that_cannot_stand():
    told = schedule(meeting("A B", 0, locked=True), meeting("A C", 1, locked=True))
    late = event(but(ABC, "C", times=at(0)), slots=2)

    assert promise(late, told).pins == (pin("A B", 0, "T1"),)


def test_fixed_appointment_goes_before_a_lock():
    fixed = event(ABC, slots=2, pins=(pin("A B", 1),))

    assert promise(fixed, schedule(meeting("A B", 0, locked=True))).pins == (pin("A B", 1),)


FIRM = event([person("A"), *people("B C", organisation="Firm")], wishes("A>@Firm"), slots=2)
"""A wishes for anyone of a firm."""


def test_promise_uses_up_the_wish_for_its_organisation():
    told = promise(FIRM, schedule(meeting("A B", 0)))

    assert solve(told, Watch(20), Keep.ALL).schedule.pairs == {("A", "B")}
    faults = verify(told, schedule(meeting("A B", 0), meeting("A C", 1)))
    assert [fault.rule for fault in faults] == [Rule.WISHED]


def test_promises_whose_wish_was_withdrawn_stand_on_what_is_left():
    told = promise(FIRM, schedule(meeting("A B", 0), meeting("A C", 1)))

    assert solve(told, Watch(20), Keep.ALL).schedule.pairs == {("A", "B"), ("A", "C")}
    assert verify(told, schedule(meeting("A B", 0), meeting("A C", 1))) == ()


def test_locked_marks_what_is_pinned():
    pinned = event(ABC, slots=2, pins=(pin("A B", 0),))

    marked = locked(schedule(meeting("A B"), meeting("A C", 1, locked=True)), pinned)

    assert [m.locked for m in marked.meetings] == [True, False]


def test_remember_keeps_who_is_gone_as_cancelled():
    before = event(ABC, slots=2)

    again = remember(event(ABC[:2]), past(before, schedule(meeting("A C")), event(ABC[:2])))

    assert [p.id for p in again.participants] == ["A", "B", "C"]
    assert again.participant["C"].status is Status.CANCELLED


def test_fixed_appointments_of_absent_people_fall_away():
    fixed = event(ABC, slots=2, pins=(pin("A B"), pin("A C", 1)))

    assert mark_absent(fixed, ["B"]).pins == (pin("A C", 1),)


BEFORE = event(ABC, wishes("A>B A>C B>C"), slots=3, tables=2)
TOLD = schedule(meeting("A B", 0, "T2"), meeting("A C", 1, "T2"), meeting("B C", 2, "T2"))


def frozen(late, number=1):
    """The event after so many slots have begun."""
    return freeze(promise(late, TOLD), past(BEFORE, TOLD), slot(number).start)


def test_what_has_begun_stands_whatever_the_rules_say():
    """A is gone, A and B are blocked, their table is lost, and one meeting is allowed."""
    late = replace(
        BEFORE,
        participants=but(BEFORE.participants, "A", status=Status.ABSENT),
        blocked=(Blocked(("A", "B")),),
        tables=BEFORE.tables[:1],
        rules=Rules(max_meetings=1, max_per_day=1, max_in_a_row=1),
    )

    solution = solve(frozen(late), Watch(20))

    assert verify(frozen(late), solution.schedule) == ()
    assert meeting("A B", 0, "T2") in solution.schedule.meetings
    assert ("A", "C") not in solution.schedule.pairs


def test_table_that_is_closed_now_was_open_then():
    closed = replace(BEFORE, tables=(Table(name="T2", times=at(2)), BEFORE.tables[0]))

    assert meeting("A B", 0, "T2") in solve(frozen(closed), Watch(20)).schedule.meetings


def test_online_meeting_of_the_past_stays_online():
    told = schedule(meeting("A B", 0, None))
    before = replace(BEFORE, participants=but(ABC, "A", attendance=Attendance.ONLINE))
    late = freeze(promise(BEFORE, told), past(before, told), slot(1).start)

    assert meeting("A B", 0, None) in solve(late, Watch(20)).schedule.meetings


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_meeting_of_the_past_stays_at_its_table_though_somebody_is_online_now(keep):
    late = frozen(replace(BEFORE, participants=but(ABC, "A", attendance=Attendance.ONLINE)))

    solution = solve(late, Watch(20), keep)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert meeting("A B", 0, "T2") in solution.schedule.meetings


def test_fixed_meeting_beyond_a_limit_that_history_has_used_up_is_dropped():
    late = replace(BEFORE, rules=Rules(max_meetings=1), pins=(pin("A C", 1), pin("B C", 2)))

    assert set(frozen(late).pins) == {pin("A B", 0, "T2")}


def test_lock_that_takes_the_last_table_from_a_fixed_meeting_is_let_go():
    late = event(people("A B C D"), slots=2, pins=(pin("C D", 0),))

    assert promise(late, schedule(meeting("A B", 0, locked=True))).pins == (pin("C D", 0),)


def test_nothing_new_is_planned_in_a_slot_that_is_over():
    late = freeze(event(ABC, wishes("A>B"), slots=2), past(BEFORE, schedule()), slot(1).start)

    solution = solve(late, Watch(20))

    assert [m.slot for m in solution.schedule.meetings] == [slot(1)]
    assert Rule.AVAILABLE in {f.rule for f in verify(late, schedule(meeting("A B", 0)))}


def test_a_fixed_meeting_that_history_leaves_no_room_for_is_dropped():
    late = replace(BEFORE, pins=(pin("A C", 0), pin("B C", 2)))

    assert set(frozen(late).pins) == {pin("A B", 0, "T2"), pin("B C", 2)}


def test_a_fixed_meeting_of_one_person_elsewhere_by_then_is_dropped():
    """D is A, for another organisation."""
    a, b, c = BEFORE.participants
    a, d = (replace(one, last_name="A", email="a@example.org") for one in (a, person("D")))
    late = replace(BEFORE, participants=(a, b, c, d), pins=(pin("C D", 0), pin("B C", 2)))

    assert set(frozen(late).pins) == {pin("A B", 0, "T2"), pin("B C", 2)}


def test_slots_come_from_before_until_now():
    late = replace(BEFORE, slots=(slot(1), slot(2), slot(5)))

    assert frozen(late).slots == (slot(0), slot(1), slot(2), slot(5))


CROWD = event(
    people("A B C D E F"),
    wishes("A>B C>D E>F A>C B>D A>D"),
    slots=4,
    tables=(Table(name="T1", meetings_at_once=3),),
)
TOGETHER = schedule(*(meeting(pair, 0, "T1") for pair in ("A B", "C D", "E F")))


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_table_that_held_more_then_holds_as_many_now_as_it_does(keep):
    late = replace(CROWD, tables=(Table(name="T1"), Table(name="T2")))
    late = freeze(promise(late, TOGETHER), past(CROWD, TOGETHER), slot(1).start)

    solution = solve(late, Watch(20), keep)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert set(TOGETHER.meetings) < set(solution.schedule.meetings)
    assert [a.value for a in solution.aims if a.name is AimName.MOVES] == [0]
    assert all(aim.is_proven for aim in solution.aims)


def test_two_who_parted_to_one_table_in_the_past_need_not_have_walked():
    """A and B met at T1, and then both at T1 with others, where one meeting is held now."""
    told = schedule(meeting("A B", 0), meeting("A C", 1), meeting("B D", 1))
    before = replace(CROWD, tables=(Table(name="T1", meetings_at_once=2), Table(name="T2")))
    late = replace(before, tables=(Table(name="T1"), Table(name="T2")))
    late = freeze(promise(late, told), past(before, told), slot(2).start)

    solution = solve(late, Watch(20))

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert set(told.meetings) < set(solution.schedule.meetings)


@pytest.mark.parametrize("limit", ["max_meetings", "max_per_day", "max_in_a_row"])
def test_limit_that_history_exceeds_holds_for_what_is_to_come(limit):
    """A has met twice already; C may meet once more, and D is free."""
    told = schedule(meeting("A B", 0), meeting("A C", 1))
    late = replace(
        event(people("A B C D"), wishes("A>B A>C A>D C>D"), slots=4, tables=2),
        rules=Rules(**{limit: 1}),
    )
    late = freeze(promise(late, told), past(late, told), slot(2).start)

    solution = solve(late, Watch(20))

    reached = best_of_each(late, solution)
    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert [aim.bound for aim in solution.aims] == reached


@given(events(), st.data())
@patient
def test_what_is_over_stands_whatever_is_said_now(any_event, data):
    told = solve(any_event, Watch(20)).schedule
    assume(told.meetings)
    limits = {f"max_{what}": data.draw(st.sampled_from((None, 0, 1, 2))) for what in LIMITS}
    number = data.draw(st.integers(1, len(any_event.slots)))
    now = any_event.slots[number].start if number < len(any_event.slots) else END
    tables = tuple(replace(table, meetings_at_once=1) for table in any_event.tables)
    late = replace(any_event, rules=replace(any_event.rules, **limits), tables=tables, pins=())
    late = freeze(promise(late, told), past(any_event, told), now)
    assume(len(wished_pairs(late).keys() | late.promise.keys()) <= 3)

    for keep in (Keep.ALL, Keep.PAIRS):
        solution = solve(late, Watch(20), keep)

        assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
        reached = best_of_each(late, solution)
        assert [aim.bound for aim in solution.aims] == reached


LIMITS = ("meetings", "per_day", "in_a_row")
END = FIRST + timedelta(days=9)
