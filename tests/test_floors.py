"""What each participant could reach alone."""

from itertools import combinations, permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.events import Attendance, Blocked, Rules, Status, Table
from matchmaker.floors import Floor, floors, owed, reach, too_close, wanted
from matchmaker.meeting_rules import Verb
from matchmaker.score import had
from matchmaker.wishes import wished_pairs
from tests.builders import at, but, event, people, person, pin, rule, slot, wishes
from tests.solver.brute_force import all_scored
from tests.strategies import events

STAR = wishes("A>B A>C A>D")


def floor_of_a(**fields) -> int:
    fields = {"participants": people("A B C D"), "interests": STAR, "slots": 4, **fields}
    return floors(event(**fields))["A"]


@pytest.mark.parametrize(
    ("rules", "floor"),
    [
        (Rules(), 1),
        (Rules(min_meetings=0), 0),
        (Rules(min_meetings=2), 2),
        (Rules(min_meetings=9), 3),
        (Rules(min_meetings=9, max_meetings=2), 2),
        (Rules(min_meetings=9, max_per_day=1), 1),
        (Rules(min_meetings=9, max_in_a_row=1), 2),
    ],
)
def test_floor_is_the_smallest_of_minimum_maximum_and_reach(rules, floor):
    assert floor_of_a(rules=rules) == floor


def test_own_minimum_beats_that_of_the_event():
    assert floor_of_a(participants=but(people("A B C D"), "A", min_meetings=3)) == 3


def test_nobody_asked_for_has_floor_zero():
    assert floors(event(people("A B C"), wishes("A>B")))["C"] == 0


def test_partners_of_one_slot_make_one_meeting():
    partners = [person("A"), *people("B C D", times=at(0))]

    assert floor_of_a(participants=partners, rules=Rules(min_meetings=9)) == 1


def test_partner_who_may_not_be_met_is_out_of_reach():
    blocked = (Blocked(("A", "B")), Blocked(("A", "C")))

    assert floor_of_a(blocked=blocked, rules=Rules(min_meetings=9)) == 1


def test_limit_on_days_counts_pins():
    days = (slot(0), slot(1), slot(0, day=1))

    assert (
        floor_of_a(slots=days, pins=(pin("A B", 0),), rules=Rules(min_meetings=9, max_per_day=1))
        == 2
    )


def test_people_of_one_wished_organisation_make_one_meeting():
    firm = [person("A"), *people("B C D", organisation="Firm")]

    assert (
        floor_of_a(participants=firm, interests=wishes("A>@Firm"), rules=Rules(min_meetings=9)) == 1
    )


def test_people_of_an_organisation_who_asked_make_a_meeting_each():
    firm = [person("A"), *people("B C D", organisation="Firm")]
    asked = wishes("A>@Firm B>A C>A")

    assert floor_of_a(participants=firm, interests=asked, rules=Rules(min_meetings=9)) == 3


def test_pins_count_and_take_their_slots():
    asked = wishes("A>C A>D")

    assert (
        floor_of_a(interests=asked, slots=2, pins=(pin("A B", 0),), rules=Rules(min_meetings=9))
        == 2
    )


def test_without_tables_only_online_meetings_are_in_reach():
    partners = but(people("A B C D"), "B", attendance=Attendance.ONLINE)

    assert floor_of_a(participants=partners, tables=0, rules=Rules(min_meetings=9)) == 1


def test_tables_of_others_are_out_of_reach():
    assert floor_of_a(tables=(Table(name="T1", owner="B"),), rules=Rules(min_meetings=9)) == 1


SLOTS = (*(slot(n) for n in range(3)), *(slot(n, day=1) for n in range(3)))
offers_drawn = st.lists(st.frozensets(st.sampled_from(SLOTS)), max_size=5)


@given(offers_drawn, st.integers(1, 3), st.integers(1, 3), st.integers(0, 4))
def test_reach_is_what_trying_all_slots_finds(offers, per_day, in_a_row, wanted):
    rules = Rules(max_per_day=per_day, max_in_a_row=in_a_row)
    any_event = event(people("A B"), slots=SLOTS, rules=rules)
    best = max(
        size
        for size in range(min(wanted, len(offers)) + 1)
        for slots in combinations(any_event.slots, size)
        if not too_close(any_event, frozenset(slots)) and can_be_met(slots, offers)
    )

    assert reach(any_event, offers, frozenset(), wanted) == best


def test_reach_of_a_long_event_is_found_at_once():
    slots = tuple(slot(n, day=d) for d in (0, 1) for n in range(16))
    partners = " ".join(f"P{n}" for n in range(20))
    long = event(
        people(f"A {partners}"),
        wishes(" ".join(f"A>{name}" for name in partners.split())),
        slots=slots,
        rules=Rules(max_per_day=6, max_in_a_row=2, min_meetings=13),
    )

    assert floors(long)["A"] == 12


def can_be_met(slots, offers) -> bool:
    return any(
        all(slot in offer for slot, offer in zip(slots, chosen, strict=True))
        for chosen in permutations(offers, len(slots))
    )


@pytest.mark.parametrize(
    "people_now",
    [
        but(people("A B C D"), "B", max_meetings=0),
        but(people("A B C D"), "B", status=Status.CANCELLED),
        but(people("A B C D"), "B", times=at(9)),
    ],
)
def test_partner_who_meets_nobody_is_out_of_reach(people_now):
    assert floor_of_a(participants=people_now, rules=Rules(min_meetings=9)) == 2


@pytest.mark.parametrize("limit", ["max_meetings", "max_per_day", "max_in_a_row"])
def test_where_nobody_may_meet_every_floor_is_zero(limit):
    assert floor_of_a(rules=Rules(min_meetings=9, **{limit: 0})) == 0


def test_partner_whose_maximum_the_pins_use_up_is_out_of_reach():
    limited = but(people("A B C D"), "B", max_meetings=1)

    assert floor_of_a(participants=limited, pins=(pin("B C", 0),), rules=Rules(min_meetings=9)) == 2


def test_partner_whom_pins_leave_no_time_is_out_of_reach():
    busy = but(people("A B C D"), "B", times=at(0))

    assert floor_of_a(participants=busy, pins=(pin("B C", 0),), rules=Rules(min_meetings=9)) == 2


@pytest.mark.parametrize("table", ["T1", None])
def test_slot_whose_tables_the_pins_take_is_out_of_reach(table):
    pinned = (pin("E F", 0, table),)
    guests = people("A B C D E F")

    assert floor_of_a(participants=guests, slots=2, pins=pinned, rules=Rules(min_meetings=9)) == 1


@given(events())
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_floor_is_what_the_best_schedule_for_one_would_hold(any_event):
    assume(len(wished_pairs(any_event)) <= 3)
    assume(sum(rule.verb is Verb.AT_MOST for rule in any_event.meeting_rules) < 2)

    schedules = [schedule for schedule, _ in all_scored(any_event)]

    reachable = {
        floor: max(had(any_event, schedule, floor) for schedule in schedules)
        for floor in owed(any_event)
    }
    assert owed(any_event) == {
        floor: min(wanted(any_event, floor, len(any_event.slots)), most)
        for floor, most in reachable.items()
    }


def test_floor_of_a_rule_counts_what_it_speaks_of():
    told = event(
        people("A B C D"),
        wishes("A>B A>C A>D"),
        slots=3,
        meeting_rules=(rule("at_least", "A", "B C", 3),),
    )

    assert owed(told)[Floor("A", told.meeting_rules[0])] == 2
    assert floors(told)["A"] == 1


@pytest.mark.parametrize(("limit", "owed_to_a"), [(1, 2), (2, 3), (9, 3)])
def test_floor_is_within_what_a_rule_allows(limit, owed_to_a):
    told = event(
        people("A B C D"),
        wishes("A>B A>C A>D"),
        slots=3,
        rules=Rules(min_meetings=3),
        meeting_rules=(rule("at_most", "A", "B C", limit),),
    )

    assert floors(told)["A"] == owed_to_a
