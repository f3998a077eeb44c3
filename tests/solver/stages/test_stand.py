"""What was published stands, as far as it can."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matchmaker.aims import AimName, Keep
from matchmaker.compare import compare
from matchmaker.events import Interest, Level, Status, Table
from matchmaker.rerun import promise
from matchmaker.rulebook import verify
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver import Watch, frontier, most_points, solve
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages.stand import stand
from tests.builders import at, but, event, meeting, people, person, pin, schedule, slot, wishes
from tests.strategies import events, patient, reruns


def standing(before: Schedule, after: Schedule) -> set:
    return {(m.participants, m.slot, m.table) for m in before.meetings} & {
        (m.participants, m.slot, m.table) for m in after.meetings
    }


def test_homes_are_in_the_order_of_their_pairs():
    """Never in that of a set, which is another in every run: the same run gives the same plan."""
    promises = tuple(pin(f"{one} Z", number) for number, one in enumerate("HGFEDCBA"))
    permitted = candidates(event(people("A B C D E F G H Z"), slots=8, promises=promises))

    found, _aim = stand(permitted, Watch(20))

    assert [*found.homes.of] == [(one, "Z") for one in "ABCDEFGH"]


@given(events(), st.data())
@patient
def test_newcomer_with_one_wish_changes_nobody(any_event, data):
    """Nor do new wishes of others; who cancels takes their own meetings along, and no other."""
    told = solve(any_event, Watch(20)).schedule
    assume(any_event.registered)
    partner = data.draw(st.sampled_from(any_event.registered))
    new = (person("NEW"), Interest(source="NEW", target=partner, level=Level.MUST))
    gone = data.draw(st.sampled_from((None, *any_event.registered)))
    people_now = tuple(
        replace(p, status=Status.CANCELLED) if p.id == gone else p for p in any_event.participants
    )
    pins = tuple(p for p in any_event.pins if gone not in p.pair)
    late = replace(
        any_event,
        participants=(*people_now, new[0]),
        interests=(*any_event.interests, new[1]),
        pins=pins,
    )
    owned = {t.owner for t in any_event.tables}
    assume(
        gone not in owned
    )  # a table whose owner cancels is free for all, so others may sit there

    again = solve(promise(late, told), Watch(20)).schedule

    expected = {m for m in told.meetings if gone not in m.participants}
    assert standing(told, again) == {(m.participants, m.slot, m.table) for m in expected}


@given(reruns())
@patient
def test_no_moves_allowed_is_as_everything_kept(any_event):
    everything = solve(any_event, Watch(20), Keep.ALL)
    unmoved = solve(any_event, Watch(20), Keep.PAIRS, 0)

    assert {a.name: a.value for a in unmoved.aims if a.is_proven} == {
        a.name: a.value for a in everything.aims if a.is_proven
    }
    told = {(p.pair, p.slot, p.table) for p in any_event.promises}
    assert told & where(everything.schedule) == told & where(unmoved.schedule)


def where(found: Schedule) -> set:
    return {(m.participants, m.slot, m.table) for m in found.meetings}


@given(reruns())
@patient
def test_whoever_is_in_the_changes_has_another_agenda_and_nobody_else(any_event):
    before = Schedule(tuple(meeting_of(p) for p in any_event.promises))
    after = solve(any_event, Watch(20)).schedule

    told = compare(before, after).to_tell

    everybody = {*before.by_participant, *after.by_participant}
    assert set(told) == {p for p in everybody if agenda(before, p) != agenda(after, p)}


def meeting_of(promise_of_two):
    return replace(
        meeting("A B"),
        participants=promise_of_two.pair,
        slot=promise_of_two.slot,
        table=promise_of_two.table,
    )


def agenda(of: Schedule, person_id: str) -> list:
    return [(m.slot, m.table, m.partner_of(person_id)) for m in of.of(person_id)]


TOLD = (pin("A B", 0, "T1"), pin("A C", 1, "T1"), pin("A D", 2, "T1"))


def test_of_meetings_that_cannot_all_stand_those_of_least_points_are_lost():
    fewer = event(
        but(people("A B C D"), "A", max_meetings=2),
        wishes("A>B+ A>C- A>D"),
        slots=3,
        promises=TOLD,
    )

    solution = solve(fewer, Watch(20))

    aims = {aim.name: (aim.value, aim.bound) for aim in solution.aims}
    assert solution.schedule.pairs == {("A", "B"), ("A", "D")}
    assert aims[AimName.STANDING] == (2, 2)


def test_meeting_whose_table_is_gone_keeps_its_slot():
    late = event(
        people("A B C D"), slots=2, tables=(Table(name="T2"),), promises=(pin("A B", 1, "T1"),)
    )

    solution = solve(late, Watch(20))

    assert solution.schedule == schedule(meeting("A B", 1, "T2"))
    assert score(late, solution.schedule)[AimName.MOVES] == 1


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_fixed_meeting_without_a_table_keeps_the_one_it_was_given(keep):
    late = event(people("A B"), tables=2, pins=(pin("A B", 0),), promises=(pin("A B", 0, "T2"),))

    assert solve(late, Watch(20), keep).schedule == schedule(meeting("A B", 0, "T2"))


def test_withdrawn_wish_does_not_undo_a_promise():
    late = event(people("A B C"), wishes("A>C+"), promises=(pin("A B", 0, "T1"),))

    solution = solve(late, Watch(20))

    assert solution.schedule.pairs == {("A", "B")}
    assert verify(late, solution.schedule) == ()


def test_who_cannot_stand_meets_at_another_time_before_newcomers_do():
    late = event(
        (*people("A B", times=at(1)), *people("N M", times=at(1))),
        wishes("A>B- N>M+ M>N+"),
        slots=2,
        promises=(pin("A B", 0, "T1"),),
    )

    assert solve(late, Watch(20)).schedule == schedule(meeting("A B", 1))


def test_who_lost_a_meeting_comes_first_for_what_is_free():
    """B is gone; A takes the only free seat before two newcomers whose meeting counts more."""
    late = event(
        but(people("A B C N M"), "B", status=Status.CANCELLED),
        wishes("A>C- N>M+ M>N+"),
        promises=(pin("A B", 0, "T1"),),
        rules=replace(event(()).rules, min_meetings=0),
    )

    solution = solve(late, Watch(20))

    assert solution.schedule.pairs == {("A", "C")}
    assert {a.name: a.value for a in solution.aims}[AimName.LOSSES] == 0


CROWDED = event(
    (*people("A B"), *people("N", times=at(0))),
    wishes("A>B- N>A+"),
    slots=2,
    promises=(pin("A B", 0, "T1"),),
)
"""N is there in the first slot only, where A was told to meet B."""


def test_looser_rerun_could_bring_points():
    solution = solve(CROWDED, Watch(20))
    values = score(CROWDED, solution.schedule)

    assert values[AimName.POINTS] == 1
    assert most_points(CROWDED, values, Watch(20)) == 5


def test_frontier_trades_moves_for_points():
    trades = [(t.ceiling, t.moved, t.points, t.bound) for t in frontier(CROWDED, (0, 1), Watch(20))]

    assert trades == [(0, 0, 1, 1), (1, 1, 5, 5)]


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
@pytest.mark.parametrize("promises", [(), (pin("A B", 0, "T2"),)])
def test_table_that_a_pin_takes_is_given_up_by_who_had_it(promises, keep):
    """A and B are fixed where C and D were: they sit elsewhere at the same time."""
    late = event(
        people("A B C D"),
        slots=1,
        tables=2,
        pins=(pin("A B", 0, "T1"),),
        promises=(*promises, pin("C D", 0, "T1")),
    )

    solution = solve(late, Watch(20), keep)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert where(solution.schedule) == {
        (("A", "B"), slot(0), "T1"),
        (("C", "D"), slot(0), "T2"),
    }


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
def test_move_that_a_pin_forces_is_proven(keep):
    """No plan has C and D where they were: A and B are fixed there."""
    late = event(
        people("A B C D"),
        slots=1,
        tables=2,
        pins=(pin("A B", 0, "T1"),),
        promises=(pin("C D", 0, "T1"),),
    )

    aims = {aim.name: aim for aim in solve(late, Watch(20), keep).aims}

    assert (aims[AimName.MOVES].value, aims[AimName.MOVES].bound) == (1, 1)


def test_home_that_is_lost_claims_no_table_that_is_pinned():
    """A may meet one: C stands for more points, but B is a must, at a time when T1 is taken."""
    guests = (*but(people("A C E F"), "A", max_meetings=1), person("B", times=at(0)))
    late = event(
        guests,
        wishes("A>B! A>C+ C>A+"),
        slots=2,
        tables=2,
        pins=(pin("E F", 0, "T1"),),
        promises=(pin("A B", 0, "T1"), pin("A C", 1, "T1")),
    )

    solution = solve(late, Watch(20), Keep.PAIRS)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert (("A", "B"), slot(0), "T2") in where(solution.schedule)


def test_home_that_is_lost_claims_no_table_that_another_one_keeps():
    """T1 held two meetings when people were told, and holds one now."""
    guests = (*but(people("A C E F"), "A", max_meetings=1), person("B", times=at(0)))
    late = event(
        guests,
        wishes("A>B! A>C+ C>A+"),
        slots=2,
        tables=2,
        promises=(pin("A B", 0, "T1"), pin("A C", 1, "T1"), pin("E F", 0, "T1")),
    )

    found, _aim = stand(candidates(late), Watch(20))

    assert found.homes.of == {
        ("A", "B"): pin("A B", 0),
        ("A", "C"): pin("A C", 1, "T1"),
        ("E", "F"): pin("E F", 0, "T1"),
    }


def test_without_time_most_keep_their_tables_all_the_same():
    """T1 is not there any more; who met at the other tables stays."""
    late = event(
        people("A B C D E F"),
        slots=1,
        tables=(Table(name="T2"), Table(name="T3"), Table(name="T4")),
        promises=(pin("A B", 0, "T1"), pin("C D", 0, "T2"), pin("E F", 0, "T3")),
    )

    solution = solve(late, Watch(0), Keep.ALL)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert where(solution.schedule) == {
        (("A", "B"), slot(0), "T4"),
        (("C", "D"), slot(0), "T2"),
        (("E", "F"), slot(0), "T3"),
    }


@given(reruns(), st.sampled_from([0.0, 0.005, 0.02]), st.sampled_from([Keep.ALL, Keep.PAIRS]))
@patient
def test_rerun_holds_however_little_time_there_was(any_event, seconds, keep):
    solution = solve(any_event, Watch(seconds), keep)

    values = score(any_event, solution.schedule)
    assert (solution.lapses, verify(any_event, solution.schedule)) == ((), ())
    assert [aim.value for aim in solution.aims] == [values[aim.name] for aim in solution.aims]


@pytest.mark.parametrize("keep", [Keep.ALL, Keep.PAIRS])
@pytest.mark.parametrize("seconds", [0.0, 20.0])
def test_who_is_fixed_at_a_table_claims_it_before_all_others_who_had_it(keep, seconds):
    """T1 held three meetings; it holds one now, and that of E and F is fixed there."""
    told = tuple(pin(pair, 0, "T1") for pair in ("A B", "C D", "E F", "G H"))
    late = event(people("A B C D E F G H"), slots=1, tables=4, pins=told[2:3], promises=told)

    solution = solve(late, Watch(seconds), keep)

    assert (solution.lapses, verify(late, solution.schedule)) == ((), ())
    assert (("E", "F"), slot(0), "T1") in where(solution.schedule)
    assert len(solution.schedule.meetings) == len(told)
