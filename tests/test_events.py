from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import perf_counter
from zoneinfo import available_timezones

import pytest

from matchmaker.events import (
    Availability,
    Blocked,
    Event,
    Interest,
    Item,
    ItemKind,
    Organisation,
    Period,
    Pin,
    Rules,
    Slot,
    Table,
)
from matchmaker.impossible import InvalidEvent
from tests.builders import BERLIN, FIRST, event, people, person, pin, slot, wishes

AB = people("A B")
HOUR = timedelta(hours=1)
NAIVE = slot(0).start.replace(tzinfo=None)
BACKWARDS = Period(FIRST, FIRST - HOUR)
EARLY = Period(NAIVE, FIRST)
BREAK = Item(kind=ItemKind.BREAK, start=FIRST, end=FIRST + HOUR)


def impossible(**fields) -> list[tuple[str, str]]:
    """Where an event of A and B, with these fields, is none, and why."""
    with pytest.raises(InvalidEvent) as raised:
        replace(event(AB, slots=2), **fields)
    return [(problem.where, problem.code.value) for problem in raised.value.problems]


@pytest.mark.parametrize(
    ("fields", "where", "code"),
    [
        ({"participants": people("A B A")}, "participants[2].id", "repeated"),
        ({"participants": people("A B A A")[1:]}, "participants[2].id", "repeated"),
        ({"participants": (*AB, replace(AB[0], id=""))}, "participants[2].id", "empty"),
        ({"tables": (Table(name="T1"), Table(name="T1"))}, "tables[1].name", "repeated"),
        ({"tables": (Table(name=""),)}, "tables[0].name", "empty"),
        ({"organisations": (Organisation(name="X"),) * 2}, "organisations[1].name", "repeated"),
        ({"slots": (slot(1), slot(0))}, "slots[1]", "overlapping"),
        ({"slots": (slot(0), slot(0))}, "slots[1]", "overlapping"),
        (
            {"slots": (slot(0), Slot(slot(0).start + HOUR / 4, slot(1).end))},
            "slots[1]",
            "overlapping",
        ),
        (
            {"slots": (Slot(slot(0).start, slot(3).end), slot(1))},
            "slots[1]",
            "overlapping",
        ),
        ({"slots": (Slot(FIRST, FIRST),)}, "slots[0]", "backwards"),
        ({"slots": (Slot(FIRST, FIRST - HOUR),)}, "slots[0]", "backwards"),
        ({"slots": (Slot(NAIVE, FIRST + HOUR),)}, "slots[0].start", "naive"),
        ({"slots": (Slot(FIRST, NAIVE + HOUR),)}, "slots[0].end", "naive"),
        ({"now": NAIVE}, "now", "naive"),
        ({"pins": (Pin(("B", "A"), slot(0)),)}, "pins[0].pair", "unsorted"),
        ({"pins": (Pin(("A", "A"), slot(0)),)}, "pins[0].pair", "oneself"),
        ({"pins": (Pin(("A", "Z"), slot(0)),)}, "pins[0].pair", "unknown"),
        ({"pins": (pin("A B", 7),)}, "pins[0].slot", "unknown"),
        ({"pins": (pin("A B", 0, "T9"),)}, "pins[0].table", "unknown"),
        ({"blocked": (Blocked(("B", "A")),)}, "blocked[0].pair", "unsorted"),
        ({"blocked": (Blocked(("B", "B")),)}, "blocked[0].pair", "oneself"),
        ({"blocked": (Blocked(("A", "Z")),)}, "blocked[0].pair", "unknown"),
        ({"promises": (Pin(("B", "A"), slot(0)),)}, "promises[0].pair", "unsorted"),
        ({"promises": (Pin(("A", "A"), slot(0)),)}, "promises[0].pair", "oneself"),
        ({"promises": (pin("A B", 0), pin("A B", 1))}, "promises[1].pair", "repeated"),
        (
            {"promises": (Pin(("A", "B"), Slot(NAIVE, FIRST + HOUR)),)},
            "promises[0].slot.start",
            "naive",
        ),
        ({"interests": wishes("A>Z")}, "interests[0].target", "unknown"),
        ({"interests": wishes("Z>B")}, "interests[0].source", "unknown"),
        ({"interests": wishes("A>@Nobody")}, "interests[0].target", "unknown"),
        ({"interests": wishes("A>@B")}, "interests[0].target", "unknown"),
        ({"interests": wishes("B>A A>A")}, "interests[1].target", "oneself"),
        ({"interests": wishes("A>B B>A A>B!")}, "interests[2]", "repeated"),
        ({"tables": (Table(name="T1", owner="Z"),)}, "tables[0].owner", "unknown"),
        (
            {"tables": (Table(name="T1", owner="A", owner_is_organisation=True),)},
            "tables[0].owner",
            "unknown",
        ),
        (
            {"tables": (Table(name="T1", owner="Group", group=frozenset("AZ")),)},
            "tables[0].group",
            "unknown",
        ),
        (
            {"tables": (Table(name="T1", meetings_at_once=0),)},
            "tables[0].meetings_at_once",
            "small",
        ),
        ({"programme": (replace(BREAK, who=frozenset("AZ")),)}, "programme[0].who", "unknown"),
        ({"programme": (replace(BREAK, end=FIRST - HOUR),)}, "programme[0]", "backwards"),
        ({"programme": (replace(BREAK, end=NAIVE),)}, "programme[0].end", "naive"),
        (
            {"participants": (person("A", times=Availability(available=(BACKWARDS,))), AB[1])},
            "participants[0].times.available[0]",
            "backwards",
        ),
        (
            {"tables": (Table(name="T1", times=Availability(unavailable=(BACKWARDS,))),)},
            "tables[0].times.unavailable[0]",
            "backwards",
        ),
        (
            {"participants": (person("A", max_meetings=-1), AB[1])},
            "participants[0].max_meetings",
            "small",
        ),
        (
            {"participants": (person("A", min_meetings=-1), AB[1])},
            "participants[0].min_meetings",
            "small",
        ),
        ({"rules": Rules(max_per_day=-1)}, "rules.max_per_day", "small"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone", "no_zone"),
        ({"time_zone": "Europe"}, "time_zone", "no_zone"),
        ({"time_zone": "../etc/localtime"}, "time_zone", "no_zone"),
        ({"time_zone": "/etc/localtime"}, "time_zone", "no_zone"),
        ({"time_zone": ""}, "time_zone", "no_zone"),
        ({"time_zone": None}, "time_zone", "no_zone"),
        ({"time_zone": ["Europe/Berlin"]}, "time_zone", "no_zone"),
        ({"time_zone": BERLIN}, "time_zone", "no_zone"),
        ({"time_zone": "Europe/Berlin\0"}, "time_zone", "no_zone"),
        ({"time_zone": "\ud83d"}, "time_zone", "no_zone"),
        (
            {"participants": (person("A", time_zone="Mars"), AB[1])},
            "participants[0].time_zone",
            "no_zone",
        ),
        ({"language": "fr"}, "language", "no_language"),
        ({"language": "DE"}, "language", "no_language"),
        ({"language": ""}, "language", "no_language"),
        ({"language": None}, "language", "no_language"),
        (
            {"participants": (person("A", times=Availability(available=(EARLY,))), AB[1])},
            "participants[0].times.available[0].start",
            "naive",
        ),
        ({"rules": Rules(changeover_minutes=-5)}, "rules.changeover_minutes", "small"),
    ],
)
def test_event_refuses_what_cannot_be(fields, where, code):
    assert impossible(**fields) == [(where, code)]


def test_event_names_every_problem_at_once():
    with pytest.raises(InvalidEvent) as raised:
        event(people("A A"), wishes("A>Z"), blocked=(Blocked(("B", "A")),))

    assert str(raised.value) == (
        "participants[1].id: 'A' is there already\n"
        "interests[0].target: nobody and nothing of this event is called 'Z'\n"
        "blocked[0].pair: nobody and nothing of this event is called 'B'\n"
        "blocked[0].pair: the ids of a pair stand in sorted order, not ('B', 'A')"
    )
    assert isinstance(raised.value, ValueError)


def test_event_names_what_is_wrong_with_its_clocks_and_its_language_together():
    with pytest.raises(InvalidEvent) as raised:
        event(AB, slots=(Slot(NAIVE, FIRST + HOUR),), time_zone="Mars", language="fr", now=NAIVE)

    assert str(raised.value) == (
        "time_zone: there is no time zone 'Mars'\n"
        "language: 'fr' is none of the languages de, en\n"
        "slots[0].start: 2027-06-16T09:00:00 has no time zone\n"
        "now: 2027-06-16T09:00:00 has no time zone"
    )


def test_event_knows_every_zone_a_workbook_can_name():
    for name in sorted(available_timezones()):
        assert event(AB, time_zone=name).time_zone == name


def test_event_of_nothing_can_be():
    assert Event(name="", slots=(), participants=()).registered == ()


def test_event_promises_may_name_who_and_what_is_gone():
    gone = pin("A Z", 9, "T9")

    assert event(AB, promises=(gone,)).promises == (gone,)


def test_event_wishes_for_an_organisation_that_only_its_people_name():
    several = person("C", "X; Y", belongs_to=("X", "Y"))

    assert len(event((*AB, several), wishes("A>@Y A>@B")[:1]).interests) == 1


def test_event_during_a_rerun_may_have_tables_of_who_is_gone():
    table = Table(name="T1", owner="Z")

    assert event(AB, tables=(table,), now=FIRST).tables == (table,)


def test_event_tells_the_hour_that_comes_twice_in_autumn():
    first = datetime(2027, 10, 31, 2, 0, tzinfo=BERLIN)
    second = first.replace(fold=1)
    half = timedelta(minutes=30)

    one, other = Slot(first, first + half), Slot(first + half, second)

    assert event(AB, slots=(one, other)).slots == (one, other)
    assert impossible(slots=(one, Slot(second, second + HOUR))) == [("slots[1].start", "repeated")]


def test_event_of_different_time_zones_is_compared_in_time():
    later = Slot(slot(1).start.astimezone(UTC), slot(1).end.astimezone(UTC))

    assert event(AB, slots=(slot(0), later)).slots == (slot(0), later)
    assert impossible(
        slots=(slot(0), Slot(slot(0).end.astimezone(UTC) - HOUR / 4, slot(1).end))
    ) == [("slots[1]", "overlapping")]


def test_event_of_600_people_is_checked_in_no_time():
    names = [f"P{number:03d}" for number in range(600)]
    interests = tuple(
        Interest(source=name, target=names[(number + step) % 600])
        for number, name in enumerate(names)
        for step in range(1, 11)
    )
    large = event(map(person, names), interests, slots=24, tables=100)

    times = []
    for _ in range(20):
        start = perf_counter()
        replace(large)
        times.append(perf_counter() - start)

    assert min(times) < 0.01
