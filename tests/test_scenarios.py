"""What if: an event with a few things other than they are."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from matchmaker.events import Item, ItemKind, Rules, Table
from matchmaker.rulebook import go_together
from matchmaker.scenarios import (
    Alteration,
    Impossible,
    Scenario,
    What,
    altered,
    fingerprint,
    scenario_of,
    usual_scenarios,
)
from tests.builders import event, people, person, pin, room, rule, slot, wishes
from tests.strategies import events

FAIR = event(people("A B C"), wishes("A>B B>C"), slots=3, tables=2)


def supposed(typed, fair=FAIR):
    return altered(fair, scenario_of(typed))


def hindrance(typed, fair=FAIR):
    with pytest.raises(Impossible) as raised:
        supposed(typed, fair)
    return raised.value.hindrance.code


@pytest.mark.parametrize(
    "typed",
    [
        "as-is",
        "tables+2",
        "slots-1",
        "length=20",
        "max+1",
        "rooms-1",
        "tables+2/slots-1",
        "without=4",
    ],
)
def test_scenario_is_written_as_it_is_typed(typed):
    assert str(scenario_of(typed)) == typed


@pytest.mark.parametrize(
    "typed",
    ["", "tables", "tables+", "tables+0", "length=0", "length-5", "chairs+1", "tables+1/tables+2"],
)
def test_scenario_is_refused_where_it_is_none(typed):
    assert scenario_of(typed) is None


def test_more_tables_are_for_everyone():
    more = supposed("tables+2", replace(FAIR, tables=(*FAIR.tables, Table(name="+1"))))

    assert [table.name for table in more.open_tables] == ["T1", "T2", "+1", "+2", "+3"]


def test_more_or_fewer_tables_are_on_site_and_rooms_online():
    fair = replace(FAIR, tables=(*FAIR.tables, room("R1"), room("R2", owner="A")))

    assert [table.name for table in supposed("tables-1", fair).tables] == ["T1", "R1", "R2"]
    assert [table.name for table in supposed("tables+1", fair).standing_tables][-1] == "+1"
    assert [table.name for table in supposed("rooms+2", fair).rooms] == ["R1", "R2", "+1", "+2"]
    assert [table.name for table in supposed("rooms-1", fair).rooms] == ["R2"]
    assert hindrance("rooms-2", fair) == "rooms"
    assert hindrance("rooms-1", replace(fair, tables=(room("R1"),))) == "last_room"
    assert hindrance("rooms+1") == "no_rooms"
    assert {"rooms-1", "rooms+1"} <= {str(one) for one in usual_scenarios(fair)}


def test_fewer_tables_leave_those_that_somebody_owns_or_is_promised():
    tables = (Table(name="T1"), Table(name="T2"), Table(name="T3", owner="A"))
    fair = replace(FAIR, tables=tables, pins=(pin("B C", 0, "T2"),))

    assert [table.name for table in supposed("tables-1", fair).tables] == ["T2", "T3"]
    assert hindrance("tables-2", fair) == "tables"


def test_further_slots_follow_the_last_one_and_what_is_for_everyone():
    dinner = Item(kind=ItemKind.PROGRAMME, start=slot(4).start, end=slot(4).end)
    tour = Item(kind=ItemKind.PROGRAMME, start=slot(3).start, end=slot(3).end, who=frozenset("A"))
    fair = replace(FAIR, programme=(dinner, tour))

    assert supposed("slots+2", fair).slots == (slot(0), slot(1), slot(2), slot(3), slot(5))


def test_fewer_slots_are_the_first_ones():
    assert supposed("slots-2").slots == (slot(0),)
    assert hindrance("slots-3") == "slots"
    assert hindrance("slots-1", replace(FAIR, pins=(pin("A B", 2),))) == "appointments"


def test_maximum_is_that_of_the_event_and_of_people():
    fair = event([person("A", max_meetings=1), person("B")], rules=Rules(max_meetings=4))

    more = supposed("max+1", fair)

    assert (more.rules.max_meetings, *(p.max_meetings for p in more.participants)) == (5, 2, None)
    assert supposed("max-2", fair).participants[0].max_meetings == 0
    assert hindrance("max+1") == "no_maximum"


def test_minimum_is_never_below_nothing():
    assert supposed("min-2").rules.min_meetings == 0
    assert hindrance("min-1", replace(FAIR, rules=Rules(min_meetings=0))) == "no_minimum"


def test_appointments_must_fit():
    fair = replace(FAIR, pins=(pin("A B", 0), pin("A C", 1)), rules=Rules(max_meetings=2))

    assert hindrance("max-1", fair) == "appointments"


def test_rule_is_left_out_by_its_row():
    fair = replace(FAIR, meeting_rules=(rule("never", "A", "B", row=4), rule("never", "B", row=5)))

    assert [one.row for one in supposed("without=4", fair).meeting_rules] == [5]
    assert hindrance("without=9", fair) == "no_rule"


def test_usual_scenarios_are_those_that_mean_something():
    typed = [str(scenario) for scenario in usual_scenarios(FAIR)]

    assert typed[:3] == ["as-is", "tables-5", "tables-4"]
    assert "slots+2" in typed
    assert [one for one in typed if one.startswith("length")] == [
        *("length=15", "length=20", "length=25", "length=40"),
    ]
    assert [one for one in typed if one.startswith(("max", "without"))] == []


def test_fingerprint_is_of_the_content():
    same = event(people("A B C"), wishes("A>B B>C"), slots=3, tables=2)

    assert fingerprint(FAIR) == fingerprint(same)
    assert fingerprint(FAIR) != fingerprint(supposed("tables+1"))
    assert fingerprint(FAIR) != fingerprint(replace(FAIR, participants=people("A B D C")))


@given(events())
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_altered_is_an_event_whose_appointments_go_together(any_event):
    for scenario in usual_scenarios(any_event):
        try:
            assert go_together(altered(any_event, scenario))
        except Impossible:
            assert scenario != Scenario((Alteration(What.TABLES, 1),))
