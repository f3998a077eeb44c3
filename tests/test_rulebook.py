"""Each hard rule, by its tight instance and by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from matchmaker.aims import AimName
from matchmaker.events import Attendance, Item, ItemKind, Rules, Slot, Status, Table
from matchmaker.rulebook import (
    CHECKS,
    OF_PAIRS,
    OF_PLACES,
    OF_SEATS,
    OF_TIMES,
    OF_WHAT_IS_FIXED,
    Rule,
    broken_rules,
    verify,
)
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from tests.builders import (
    BERLIN,
    at,
    but,
    event,
    meeting,
    people,
    person,
    pin,
    room,
    schedule,
    slot,
    twins,
    wishes,
)
from tests.tight import TIGHT, WITHOUT_TABLE


def test_tight_instances_cover_every_rule():
    assert set(TIGHT) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_tempting_schedule_breaks_just_its_rule(rule):
    tight = TIGHT[rule]

    assert set(broken_rules(verify(tight.event, tight.tempting))) == {rule}


@pytest.mark.parametrize("side", WITHOUT_TABLE)
def test_tempting_schedule_breaks_no_rule_but_online(side):
    tight = WITHOUT_TABLE[side]

    assert set(broken_rules(verify(tight.event, tight.tempting))) == {Rule.ONLINE}


def test_visit_without_a_table_is_right():
    pair = event(but(people("A B"), "B", attendance=Attendance.OWN_PLACE), wishes("A>B"), tables=0)

    assert verify(pair, schedule(meeting("A B", 0, None))) == ()


def test_valid_schedule_has_no_fault():
    pair = event(people("A B"), wishes("A>B"))

    assert verify(pair, schedule(meeting("A B"))) == ()


def test_empty_schedule_has_no_fault_without_pins():
    pair = event(people("A B"), wishes("A>B"))

    assert verify(pair, Schedule()) == ()


def test_fault_names_the_meetings_and_the_person():
    tight = TIGHT[Rule.ONE_MEETING_A_SLOT]

    (fault,) = verify(tight.event, tight.tempting)

    assert fault.meetings == tight.tempting.meetings
    assert fault.parameters == {"participant": "A"}


@pytest.mark.parametrize(
    ("strange", "names"),
    [
        (meeting("A Z"), "Z"),
        (meeting("A B", 0, "T9"), "T9"),
        (meeting("A B", 7), "2027-06-16 12:30"),
        (meeting("A A"), "A+A"),
    ],
)
def test_unknown_names_are_told_and_passed_over(strange, names):
    pair = event(people("A B"), wishes("A>B"))

    (fault,) = verify(pair, schedule(strange))

    assert (fault.rule, fault.parameters) == (Rule.KNOWN, {"unknown": names})


def test_programme_makes_unavailable_whom_it_concerns():
    session = Item(
        kind=ItemKind.PROGRAMME, start=slot(0).start, end=slot(0).end, who=frozenset("A")
    )
    pair = event(people("A B"), wishes("A>B"), programme=(session,))

    (fault,) = verify(pair, schedule(meeting("A B")))

    assert (fault.rule, fault.parameters) == (Rule.AVAILABLE, {"participant": "A"})


def test_meeting_without_table_breaks_online_when_both_are_on_site():
    pair = event(people("A B"), wishes("A>B"))

    assert set(broken_rules(verify(pair, schedule(meeting("A B", 0, None))))) == {Rule.ONLINE}


def test_online_meeting_without_table_is_right():
    pair = event(but(people("A B"), "B", attendance=Attendance.ONLINE), wishes("A>B"), tables=0)

    assert verify(pair, schedule(meeting("A B", 0, None))) == ()


@pytest.mark.parametrize(
    ("pair", "table", "is_right"),
    [
        *(("A B", "R1", True), ("A B", "T1", False), ("A B", None, False)),
        *(("A C", "T1", True), ("A C", "R1", False), ("A C", None, False)),
        *(("A H", None, True), ("A H", "R1", False), ("A H", "T1", False)),
        *(("B H", "R1", True), ("B H", None, False), ("B H", "T1", False)),
    ],
)
def test_meeting_online_takes_a_room_where_there_is_one_and_no_other_does(pair, table, is_right):
    hybrid = event(
        (
            *but(people("A B C"), "B", attendance=Attendance.ONLINE),
            person("H", attendance=Attendance.OWN_PLACE),
        ),
        wishes("A>B A>C A>H B>H"),
        tables=(Table(name="T1"), room("R1")),
    )

    faults = verify(hybrid, schedule(meeting(pair, 0, table)))

    assert [fault.rule for fault in faults] == ([] if is_right else [Rule.ONLINE])


def test_way_to_a_room_online_takes_no_time_and_is_no_change_of_table_or_area():
    hybrid = event(
        but(people("A B C D"), "C", attendance=Attendance.ONLINE),
        wishes("A>B A>C A>D"),
        slots=3,
        tables=(Table(name="T1", area="Hall"), Table(name="T2", area="Attic"), room("R1")),
        rules=Rules(travel_minutes=30),
    )
    there = [meeting("A B", 0, "T1"), meeting("A C", 1, "R1"), meeting("A D", 2, "T1")]

    values = score(hybrid, schedule(*there))

    assert verify(hybrid, schedule(*there)) == ()
    assert values[AimName.TABLE_CHANGES] == values[AimName.AREA_CHANGES] == 0


TWINS = (*twins("A B"), *people("C D E F"))
"""A and B are one human being."""


def test_both_places_of_one_person_are_named():
    hats = event(TWINS, wishes("A>C B>D"), tables=2)

    (fault,) = verify(hats, schedule(meeting("A C", 0, "T1"), meeting("B D", 0, "T2")))

    assert (fault.rule, fault.parameters) == (Rule.ONE_PLACE, {"a": "A", "b": "B"})
    assert [m.id for m in fault.meetings] == ["A+C", "B+D"]


def test_programme_for_one_organisation_is_for_the_whole_person():
    talk = Item(kind=ItemKind.PROGRAMME, start=slot(0).start, end=slot(0).end, who=frozenset("A"))
    hats = event(TWINS, wishes("B>C"), programme=(talk,))

    (fault,) = verify(hats, schedule(meeting("B C")))

    assert (fault.rule, fault.parameters) == (Rule.AVAILABLE, {"participant": "B"})
    assert hats.free_slots["B"] == ()


def test_availability_is_that_of_the_row():
    a, *others = TWINS
    hats = event((replace(a, times=at(1)), *others), wishes("B>C"), slots=2)

    assert verify(hats, schedule(meeting("B C", 0))) == ()
    assert hats.free_slots["A"] == (slot(1),)
    assert hats.presence["A"] == (slot(0), slot(1))


@pytest.mark.parametrize(
    ("rules", "broken"),
    [
        (Rules(max_per_day=1), {Rule.MAX_PER_DAY}),
        (Rules(max_in_a_row=1), {Rule.MAX_IN_A_ROW}),
        (Rules(max_meetings=1), set()),
    ],
)
def test_day_and_row_are_those_of_the_person_and_the_maximum_of_the_participant(rules, broken):
    hats = event(TWINS, wishes("A>C B>D"), slots=2, rules=rules)

    faults = verify(hats, schedule(meeting("A C", 0), meeting("B D", 1)))

    assert set(broken_rules(faults)) == broken


def test_two_may_meet_once_for_each_organisation():
    hats = event(TWINS, wishes("A>C B>C"), slots=2)

    assert verify(hats, schedule(meeting("A C", 0), meeting("B C", 1))) == ()


def test_two_of_several_organisations_meet_only_if_they_share_none():
    a, b, c = people("A B C")
    several = event(
        (replace(a, belongs_to=("X", "Y")), replace(b, belongs_to=("Y", "Z")), c),
        wishes("A>B A>C"),
        slots=2,
    )

    faults = verify(several, schedule(meeting("A B", 0), meeting("A C", 1)))

    assert [fault.rule for fault in faults] == [Rule.SAME_ORGANISATION]


def test_table_of_either_organisation_is_theirs():
    a, b = people("A B")
    tables = tuple(Table(name=name, owner=name, owner_is_organisation=True) for name in "XY")
    several = event((replace(a, belongs_to=("X", "Y")), b), wishes("A>B"), tables=tables)

    assert verify(several, schedule(meeting("A B", 0, "X"))) == ()
    assert verify(several, schedule(meeting("A B", 0, "Y"))) == ()


def test_table_for_two_meetings_at_once_takes_two():
    four = event(
        people("A B C D"), wishes("A>B C>D"), tables=(Table(name="T1", meetings_at_once=2),)
    )

    assert verify(four, schedule(meeting("A B"), meeting("C D"))) == ()


def test_table_of_one_who_cancelled_is_free_for_all():
    three = event(
        but(people("A B C"), "C", status=Status.CANCELLED),
        wishes("A>B"),
        tables=(Table(name="T1", owner="C"),),
    )

    assert verify(three, schedule(meeting("A B"))) == ()


def test_table_of_an_organisation_is_for_any_of_its_people():
    three = event(
        [person("A", "Org"), *people("B C")],
        wishes("A>B"),
        tables=(Table(name="T1", owner="Org", owner_is_organisation=True),),
    )

    assert verify(three, schedule(meeting("A B"))) == ()


def test_owner_may_sit_at_the_table_of_the_partner():
    owners = event(
        people("A B"),
        wishes("A>B"),
        tables=(Table(name="T1", owner="A"), Table(name="T2", owner="B")),
    )

    assert verify(owners, schedule(meeting("A B", 0, "T2"))) == ()


def test_rest_between_two_meetings_ends_a_row():
    three = event(people("A B C"), wishes("A>B A>C"), slots=3, rules=Rules(max_in_a_row=1))

    assert verify(three, schedule(meeting("A B", 0), meeting("A C", 2))) == ()


def test_changeover_does_not_end_a_row():
    slots = (slot(0), slot(2))
    three = event(
        people("A B C"),
        wishes("A>B A>C"),
        slots=slots,
        rules=Rules(max_in_a_row=1, changeover_minutes=30),
    )

    faults = verify(three, schedule(meeting("A B", 0), meeting("A C", 2)))

    assert set(broken_rules(faults)) == {Rule.MAX_IN_A_ROW}


HALLS = (Table(name="T1", area="A"), Table(name="T2", area="B"), Table(name="T3", area="A"))


@pytest.mark.parametrize(
    ("minutes", "table", "number", "is_broken"),
    [
        *((30, "T2", 1, True), (30, "T2", 2, False), (31, "T2", 2, True)),
        *((0, "T2", 1, False), (30, "T3", 1, False)),
    ],
)
def test_travel_time_lies_between_areas_only(minutes, table, number, is_broken):
    three = event(
        people("A B C"),
        wishes("A>B A>C"),
        slots=3,
        tables=HALLS,
        rules=Rules(travel_minutes=minutes),
    )

    faults = verify(three, schedule(meeting("A B", 0, "T1"), meeting("A C", number, table)))

    assert set(broken_rules(faults)) == ({Rule.TRAVEL_TIME} if is_broken else set())


def test_travel_time_says_how_much_there_is_and_passes_over_who_meets_online():
    three = event(
        but(people("A B C D"), "D", attendance=Attendance.ONLINE),
        wishes("A>B A>C A>D"),
        slots=3,
        tables=HALLS,
        rules=Rules(travel_minutes=40),
    )

    (fault,) = verify(
        three, schedule(meeting("A B", 0, "T1"), meeting("A D", 1, None), meeting("A C", 2, "T2"))
    )

    assert fault.parameters == {
        "participant": "A",
        "here": "T1",
        "there": "T2",
        "minutes": "30",
        "limit": "40",
    }


def test_travel_time_is_that_of_the_human_being():
    hats = event(
        (*twins("A B"), *people("C D")),
        wishes("A>C B>D"),
        slots=2,
        tables=HALLS,
        rules=Rules(travel_minutes=10),
    )

    faults = verify(hats, schedule(meeting("A C", 0, "T1"), meeting("B D", 1, "T2")))

    assert set(broken_rules(faults)) == {Rule.TRAVEL_TIME}


def test_organisation_wish_and_wish_of_the_other_side_carry_a_meeting_each():
    firm = event([*people("A"), *people("B C", organisation="Org")], wishes("A>@Org C>A"), slots=2)

    assert verify(firm, schedule(meeting("A B", 0), meeting("A C", 1))) == ()


def test_pin_needs_no_wish():
    pair = event(people("A B"), pins=(pin("A B"),))

    assert verify(pair, schedule(meeting("A B"))) == ()


@pytest.mark.parametrize("moved", [meeting("A B", 1, "T1"), meeting("A B", 0, "T2")])
def test_pin_moved_in_time_or_place_does_not_stand(moved):
    pair = event(people("A B"), slots=2, tables=2, pins=(pin("A B", 0, "T1"),))

    assert set(broken_rules(verify(pair, schedule(moved)))) == {Rule.PINS_STAND}


@pytest.mark.parametrize("moved", [meeting("A B", 0, "T2"), meeting("A B", 0, None)])
def test_meeting_that_is_over_was_where_it_was(moved):
    pair = event(people("A B"), slots=2, tables=2, pins=(pin("A B", 0, "T1"),), now=slot(1).start)

    assert set(broken_rules(verify(pair, schedule(moved)))) == {Rule.PINS_STAND}


def test_same_organisation_may_meet_where_the_event_allows_it():
    pair = event(
        people("A B", organisation="Org"),
        wishes("A>B"),
        rules=Rules(same_organisation_may_meet=True),
    )

    assert verify(pair, schedule(meeting("A B"))) == ()


def test_participant_outside_a_day_of_theirs_is_not_available():
    pair = event(but(people("A B"), "A", times=at(0, day=1)), wishes("A>B"))

    assert set(broken_rules(verify(pair, schedule(meeting("A B"))))) == {Rule.AVAILABLE}


def test_every_check_is_in_the_table_of_contents():
    rules = {check.__name__ for check in CHECKS} | {"known"}

    assert rules == {str(rule) for rule in Rule}


def test_own_maximum_beats_that_of_the_event():
    three = event(
        but(people("A B C"), "A", max_meetings=2),
        wishes("A>B A>C"),
        slots=2,
        rules=Rules(max_meetings=1),
    )

    assert verify(three, schedule(meeting("A B", 0), meeting("A C", 1))) == ()
    assert verify(replace(three, participants=people("A B C")), schedule(meeting("A B"))) == ()


LONG = Slot(slot(0).start, slot(1).end)
QUARTER = Slot(slot(0).start + timedelta(minutes=15), slot(1).start + timedelta(minutes=15))


@pytest.mark.parametrize("late", [LONG, QUARTER, Slot(QUARTER.start, slot(0).end)])
def test_meetings_that_overlap_though_their_slots_differ(late):
    of = event(people("A B C D E"), wishes("A>B A>C D>E"), slots=2, tables=2)
    first = meeting("A B", 0, "T1")

    same_person = schedule(first, Meeting(("A", "C"), late, "T2"))
    same_table = schedule(first, Meeting(("D", "E"), late, "T1"))

    assert [(f.rule, len(f.meetings)) for f in verify(of, same_person)] == [
        (Rule.KNOWN, 1),
        (Rule.ONE_MEETING_A_SLOT, 2),
    ]
    assert [(f.rule, len(f.meetings)) for f in verify(of, same_table)] == [
        (Rule.KNOWN, 1),
        (Rule.TABLE_CAPACITY, 2),
    ]


def test_meetings_of_one_human_being_that_overlap_though_their_slots_differ():
    of = event((*twins("A B"), *people("C D")), wishes("A>C B>D"), slots=2, tables=2)
    planned = schedule(meeting("A C", 0, "T1"), Meeting(("B", "D"), QUARTER, "T2"))

    assert set(broken_rules(verify(of, planned))) == {Rule.KNOWN, Rule.ONE_PLACE}


def test_table_for_two_meetings_is_full_only_while_three_are_on():
    tables = (Table(name="T1", meetings_at_once=2),)
    of = event(people("A B C D E F"), wishes("A>B C>D E>F"), slots=2, tables=tables)
    first, second = meeting("A B", 0), Meeting(("C", "D"), QUARTER, "T1")

    relay = schedule(first, second, meeting("E F", 1))
    crowd = schedule(first, second, meeting("E F", 0))

    assert set(broken_rules(verify(of, relay))) == {Rule.KNOWN}
    assert set(broken_rules(verify(of, crowd))) == {Rule.KNOWN, Rule.TABLE_CAPACITY}


def test_meetings_in_the_hour_that_comes_twice_do_not_overlap():
    first = datetime(2027, 10, 31, 2, 0, tzinfo=BERLIN)
    half, again = first.replace(minute=30), first.replace(fold=1)
    slots = (Slot(first, half), Slot(half, again))
    of = event(people("A B C"), wishes("A>B A>C"), slots=slots)

    planned = schedule(*(Meeting(("A", p), s, "T1") for p, s in zip("BC", slots, strict=True)))

    assert verify(of, planned) == ()


def test_every_rule_asks_for_one_thing():
    parts = (*OF_PAIRS, *OF_TIMES, *OF_PLACES, *OF_SEATS, *OF_WHAT_IS_FIXED)

    assert sorted(parts, key=CHECKS.index) == list(CHECKS)
