"""Each constraint of the solver is needed: without it a tight instance goes wrong."""

import inspect
from importlib import import_module

import pytest

from matchmaker.aims import AimName, Keep
from matchmaker.events import Rules, Table
from matchmaker.rulebook import Rule, verify
from matchmaker.score import score
from matchmaker.solver import Watch, solve
from matchmaker.solver.model.candidates import PERMISSIONS
from matchmaker.solver.model.seating import SeatModel
from tests.builders import at, event, people, person, pin, slot, twins, wishes
from tests.tight import TIGHT, WITHOUT_TABLE

# The package has functions of the same names, so the modules are fetched by name.
STAGES = (
    *("model.candidates", "stages.hand", "model.rules"),
    *("stages.seat", "stages.select", "stages.slot", "stages.stay"),
)
candidates, hand, rules, seat, select, slot_stage, stay = (
    import_module(f"matchmaker.solver.{name}") for name in STAGES
)


@pytest.mark.parametrize("rule", Rule)
def test_tight_instance_is_solved_within_the_rule(rule):
    tight = TIGHT[rule]

    solution = solve(tight.event, Watch(20))

    assert verify(tight.event, solution.schedule) == ()
    assert all(aim.is_proven for aim in solution.aims)


@pytest.mark.parametrize(("side", "count"), [*zip(WITHOUT_TABLE, (1, 1, 0, 1), strict=True)])
def test_whoever_is_at_their_own_place_is_visited_there(side, count):
    tight = WITHOUT_TABLE[side]

    solution = solve(tight.event, Watch(20))

    assert verify(tight.event, solution.schedule) == ()
    assert len(solution.schedule.meetings) == count
    assert all(aim.is_proven for aim in solution.aims)


TWO_DAYS = (slot(0), slot(1), slot(0, day=1))
B_AND_C_RATHER_THAN_D = wishes("A>B+ A>C+ A>D-")
NO_FLOORS = {"min_meetings": 0}

NEEDED = {
    "pins_stand": event(
        people("A B C"),
        wishes("A>C"),
        slots=2,
        pins=(pin("A B"),),
        rules=Rules(max_per_day=1, **NO_FLOORS),
    ),
    "forced_meet": TIGHT[Rule.FORCED_MEET].event,
    "organisation_wishes_count_once": TIGHT[Rule.WISHED].event,
    "max_meetings": TIGHT[Rule.MAX_MEETINGS].event,
    "at_most": TIGHT[Rule.RULE_AT_MOST].event,
    "one_meeting_a_slot": event(
        [person("A"), person("B", times=at(0)), person("C", times=at(0)), person("D", times=at(1))],
        B_AND_C_RATHER_THAN_D,
        slots=2,
        tables=2,
        rules=Rules(**NO_FLOORS),
    ),
    "max_per_day": event(
        [person("A"), *people("B C", times=at(0, 1)), person("D", times=at(0, day=1))],
        B_AND_C_RATHER_THAN_D,
        slots=TWO_DAYS,
        rules=Rules(max_per_day=1, **NO_FLOORS),
    ),
    "max_in_a_row": event(
        [person("A"), *people("B C", times=at(0, 1)), person("D", times=at(2))],
        B_AND_C_RATHER_THAN_D,
        slots=3,
        rules=Rules(max_in_a_row=1, **NO_FLOORS),
    ),
    "travel_time": event(
        [person("A"), *people("B C", times=at(0, 1)), person("D", times=at(2))],
        B_AND_C_RATHER_THAN_D,
        slots=3,
        tables=(
            Table(name="T1", area="Hall A", owner="B"),
            Table(name="T2", area="Hall B", owner="C"),
            Table(name="T3", area="Hall A", owner="D"),
        ),
        rules=Rules(travel_minutes=1, **NO_FLOORS),
    ),
    "table_capacity": event(
        [*people("A B C D", times=at(0)), *people("E F", times=at(1))],
        wishes("A>B C>D E>F-"),
        slots=2,
        rules=Rules(**NO_FLOORS),
    ),
}
"""For each constraint an event that tempts the search to break it, and it alone."""


@pytest.mark.parametrize("name", NEEDED)
def test_constraint_is_kept(name):
    solution = solve(NEEDED[name], Watch(20))

    assert verify(NEEDED[name], solution.schedule) == ()


@pytest.mark.parametrize("name", NEEDED)
def test_without_the_constraint_it_goes_wrong(name, monkeypatch):
    monkeypatch.setattr(rules, name, lambda _model: None)

    assert goes_wrong(NEEDED[name])


def goes_wrong(any_event) -> bool:
    """Whether a stage fails, or makes what is refused or not worth what it claims.

    What is written is sound all the same.
    """
    solution = solve(any_event, Watch(20))
    claims = {aim.name: aim.value for aim in solution.aims}
    assert verify(any_event, solution.schedule) == ()
    assert claims == score(any_event, solution.schedule)
    return bool(solution.lapses)


PERMITTED = {
    "of_two_people": Rule.SAME_PERSON,
    "not_blocked": Rule.BLOCKED,
    "not_declined": Rule.DECLINED,
    "of_two_organisations": Rule.SAME_ORGANISATION,
    "with_a_common_language": Rule.COMMON_LANGUAGE,
    "within_the_rules": Rule.RULE_NEVER,
}


@pytest.mark.parametrize("name", PERMITTED)
def test_without_the_permission_it_goes_wrong(name, monkeypatch):
    others = tuple(permit for permit in PERMISSIONS if permit.__name__ != name)
    monkeypatch.setattr(candidates, "PERMISSIONS", others)

    tight = TIGHT[PERMITTED[name]].event

    assert {f.rule for f in verify(tight, solve(tight, Watch(20)).schedule)} == {PERMITTED[name]}


@pytest.mark.parametrize("name", ["_one_table_each", "_table_capacity"])
def test_without_the_constraint_of_seating_it_goes_wrong(name, monkeypatch):
    """Two meetings in one slot, after one at T1 and one at T2 that draw all to them."""
    monkeypatch.setattr(SeatModel, name, lambda _seating: None)
    monkeypatch.setattr(seat, "fewest_changes", lambda *_: 0)
    monkeypatch.setattr(seat, "fewest_cut", lambda *_: 0)
    crossing = event(people("A B C D"), wishes("A>B C>D A>C B>D"), slots=2, tables=2)

    assert goes_wrong(crossing)


ROOM = {
    "room_of_participants": event(people("A B C D"), wishes("A>B A>C A>D"), tables=2),
    "room_of_tables": event(people("A B C D"), wishes("A>B C>D")),
}


@pytest.mark.parametrize("name", ROOM)
def test_bound_of_the_first_stage_knows_of_the_room(name, monkeypatch):
    permitted = candidates.candidates(ROOM[name])

    with_rule = select.select(permitted, frozenset(), Watch(20)).found[AimName.POINTS].bound
    monkeypatch.setattr(rules, name, lambda _model: None)
    without = select.select(permitted, frozenset(), Watch(20)).found[AimName.POINTS].bound

    assert (with_rule, without) == (2, 4)


ORGANISATIONS_WITH_A_TABLE = [
    *people("A B C", organisation="X"),
    *people("D E F", organisation="Y"),
]

BOUNDS = {
    "in a row": event(
        people("A B C D"),
        wishes("A>B A>C A>D"),
        slots=3,
        tables=3,
        rules=Rules(max_in_a_row=1, **NO_FLOORS),
    ),
    "per day": event(
        people("A B C D"),
        wishes("A>B A>C A>D"),
        slots=TWO_DAYS,
        tables=3,
        rules=Rules(max_per_day=1, **NO_FLOORS),
    ),
    "one person": event(
        (*twins("A B"), *people("C D E")),
        wishes("A>C B>D A>E"),
        slots=2,
        tables=3,
        rules=Rules(**NO_FLOORS),
    ),
    "tables of a day": event(
        people("A B C D E F", times=at(0, 1)),
        wishes("A>B C>D E>F"),
        slots=TWO_DAYS,
        rules=Rules(**NO_FLOORS),
    ),
    "half of the people": event(
        people("A B C"), wishes("A>B B>C C>A"), slots=2, tables=2, rules=Rules(**NO_FLOORS)
    ),
    "tables of two owners": event(
        ORGANISATIONS_WITH_A_TABLE,
        wishes("A>D B>E C>F"),
        tables=tuple(Table(name=name, owner=name, owner_is_organisation=True) for name in "XY"),
        rules=Rules(**NO_FLOORS),
    ),
}
"""Three wishes of two points each, of which the first stage knows that two at most can be met."""


@pytest.mark.parametrize("name", BOUNDS)
def test_first_stage_bounds_what_room_there_is(name):
    permitted = candidates.candidates(BOUNDS[name])

    choice = select.select(permitted, frozenset(), Watch(20))

    assert choice.found[AimName.POINTS].bound == 4


def test_pin_draws_on_the_pool_of_its_own_table():
    """X has one table, where A is pinned with D of Y; so B of X has none, though Y's is free."""
    guests = [*ORGANISATIONS_WITH_A_TABLE, person("G")]
    pinned = event(
        guests,
        wishes("B>G"),
        tables=tuple(Table(name=name, owner=name, owner_is_organisation=True) for name in "XY"),
        pins=(pin("A D", 0, "X"),),
    )

    solution = solve(pinned, Watch(20))

    assert verify(pinned, solution.schedule) == ()
    assert solution.schedule.pairs == {("A", "D")}


TWO_IN_THE_WAY = event(
    (*people("A B C D"), *people("E F", times=at(0))),
    wishes("A>B C>D E>A+ F>C+"),
    slots=2,
    tables=2,
    promises=(pin("A B", 0, "T1"), pin("C D", 0, "T2")),
)
"""E and F are there in the first slot only, where A and C were told to meet others."""


@pytest.mark.parametrize(("ceiling", "moved"), [(0, 0), (1, 1), (2, 2), (None, 2)])
def test_ceiling_of_moves_is_kept(ceiling, moved):
    solution = solve(TWO_IN_THE_WAY, Watch(20), Keep.PAIRS, ceiling)

    values = score(TWO_IN_THE_WAY, solution.schedule)
    assert verify(TWO_IN_THE_WAY, solution.schedule) == ()
    assert (values[AimName.KEPT], values[AimName.STANDING]) == (2, 2 - moved)
    assert values[AimName.POINTS] == 4 + 4 * moved


def test_without_the_ceiling_more_is_moved(monkeypatch):
    monkeypatch.setattr(rules, "ceiling_of_moves", lambda _placement: None)
    for stage in (slot_stage, stay, hand):
        monkeypatch.setattr(stage, "is_within_ceiling", lambda *_: True)

    solution = solve(TWO_IN_THE_WAY, Watch(20), Keep.PAIRS, 1)

    assert score(TWO_IN_THE_WAY, solution.schedule)[AimName.STANDING] == 0


PERSON = (*twins("A B"), *people("C D E"))
"""A and B are one human being."""

ONE_PERSON = {
    "wished": event(PERSON, wishes("A>C B>D A>E"), slots=2, tables=3),
    "pinned for the other organisation": event(
        PERSON, wishes("A>C B>D"), slots=2, tables=2, pins=(pin("B E", 0),)
    ),
    "told": event(
        PERSON,
        wishes("A>C B>D"),
        slots=2,
        tables=2,
        promises=(pin("A C", 0, "T1"), pin("B D", 0, "T2")),
    ),
    "in a row": event(
        PERSON, wishes("A>C B>D B>E"), slots=3, tables=2, rules=Rules(max_in_a_row=1)
    ),
    "on a day": event(PERSON, wishes("A>C B>D"), slots=TWO_DAYS, rules=Rules(max_per_day=1)),
}
"""Two meetings of three that are wished, pinned or told, and no more."""


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("name", ONE_PERSON)
def test_one_person_is_in_one_place(name, keep):
    solution = solve(ONE_PERSON[name], Watch(20), keep)

    assert verify(ONE_PERSON[name], solution.schedule) == ()
    assert len(solution.schedule.meetings) == 2
    assert all(aim.is_proven for aim in solution.aims)


OVER = event(
    (*twins("A B"), *people("C D E F")),
    wishes("A>C B>D A>E B>F"),
    slots=5,
    tables=3,
    pins=(pin("A C", 0, "T1"), pin("B D", 0, "T2"), pin("A B", 1, "T3")),
    now=slot(2).start,
    rules=Rules(max_in_a_row=2, max_per_day=4),
)
"""That they are one human being is known only after they were in several places at once."""


def test_what_is_over_stands_though_one_person_was_in_two_places():
    solution = solve(OVER, Watch(20))

    assert verify(OVER, solution.schedule) == ()
    assert {pin.pair for pin in OVER.pins} < solution.schedule.pairs
    assert len(solution.schedule.meetings) == 5


def test_every_constraint_has_its_test():
    functions = {
        name
        for name, function in inspect.getmembers(rules, inspect.isfunction)
        if function.__module__ == rules.__name__ and not name.startswith(("_", "add_"))
    }

    assert functions == set(NEEDED) | set(ROOM) | {"ceiling_of_moves", "by_only_pool"}
    assert {permit.__name__ for permit in PERMISSIONS} == set(PERMITTED)
