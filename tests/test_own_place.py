"""Visits: where they are, and that people are told when that changes."""

from dataclasses import replace

import pytest

from matchmaker.compare import Cause, ChangeKind, compare, explained
from matchmaker.editing import edited, effect
from matchmaker.events import Attendance, Organisation
from matchmaker.news import news_of
from matchmaker.positions import positions
from matchmaker.record import passage_between
from matchmaker.rulebook import verify
from matchmaker.standby import alone_at
from matchmaker.text import words
from matchmaker.told import Publication, calendar_of
from matchmaker.whereabouts import where
from tests.builders import but, event, meeting, people, person, plan, schedule, slot, wishes

OWN, ONLINE = Attendance.OWN_PLACE, Attendance.ONLINE
HOST = person("H", "Elbe Lab", attendance=OWN, place="Elbring 20")
VISITS = event((*people("V W"), HOST), wishes("V>H W>H"), slots=2, tables=0)
VISIT = meeting("H V", 0, None)
SAY = words("en")


def with_host(**fields):
    return replace(VISITS, participants=but(VISITS.participants, "H", **fields))


@pytest.mark.parametrize(
    ("one", "other", "host"),
    [
        ({}, {}, None),
        ({"attendance": OWN}, {}, "A"),
        ({}, {"attendance": OWN}, "B"),
        ({"attendance": OWN}, {"attendance": OWN}, None),
        ({"attendance": OWN}, {"attendance": ONLINE}, None),
    ],
)
def test_whose_place_two_meet_at(one, other, host):
    pair = event((person("A", **one), person("B", **other)))

    found = pair.host_of(("A", "B"))

    assert (found.id if found else None) == host


def test_address_is_the_hosts_or_else_that_of_an_organisation_of_theirs():
    known = (
        Organisation(name="Elbe Lab", place="Quay 4"),
        Organisation(name="Hub", place="Hill 1"),
    )
    fair = replace(VISITS, organisations=known)

    assert fair.address_of(HOST) == "Elbring 20"
    assert fair.address_of(replace(HOST, place="")) == "Quay 4"
    both = replace(HOST, place="", organisation="X; Hub", belongs_to=("X", "Hub"))
    assert fair.address_of(both) == "Hill 1"
    assert fair.address_of(replace(HOST, place="", organisation="X")) == ""


def test_place_without_an_address_is_the_organisation():
    assert where(VISIT, VISITS, SAY) == "Elbe Lab, Elbring 20"
    assert where(VISIT, with_host(place=""), SAY) == "Elbe Lab"


CHANGES = {
    "another address": (
        with_host(place="Elbring 2"),
        "Elbe Lab, Elbring 20",
        "Elbe Lab, Elbring 2",
    ),
    "online now": (with_host(attendance=ONLINE), "Elbe Lab, Elbring 20", "online"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_visit_that_is_somewhere_else_is_told(change):
    late, was, now = CHANGES[change]
    before, after = plan(VISITS, VISIT), plan(late, VISIT, version="v04")
    passage = passage_between(before, after)

    difference = compare(before.schedule, after.schedule, passage)
    (why,) = explained(difference, VISITS, late, passage).changes
    (news,) = news_of(difference, late, SAY)

    assert (why.kind, why.cause, why.who) == (ChangeKind.MOVED, Cause.ATTENDANCE, "H")
    assert news.before.endswith(f"09:30, {was}")
    assert news.now.endswith(f"09:30, {now}")
    assert news.is_elsewhere
    assert difference.to_tell == ("H", "V")


def test_meeting_that_was_online_and_is_a_visit_now():
    online = with_host(attendance=ONLINE)
    before, after = plan(online, VISIT), plan(VISITS, VISIT, version="v04")

    difference = compare(before.schedule, after.schedule, passage_between(before, after))
    (news,) = news_of(difference, VISITS, SAY)

    assert (news.before[-6:], news.now[-20:]) == ("online", "Elbe Lab, Elbring 20")


def test_visit_where_nothing_changed_is_no_change():
    before, after = plan(VISITS, VISIT), plan(VISITS, VISIT, version="v04")

    assert not compare(before.schedule, after.schedule, passage_between(before, after))


def test_visit_of_somebody_who_is_gone_was_where_it_was():
    late = replace(VISITS, participants=people("V W"), interests=())
    before, after = plan(VISITS, VISIT), plan(late, version="v04")

    difference = compare(before.schedule, after.schedule, passage_between(before, after))
    (news,) = news_of(difference, late, SAY)

    assert news.before.endswith("Elbe Lab, Elbring 20")


def test_calendar_knows_a_visit_anew_where_its_address_is_another():
    late = plan(with_host(place="Elbring 2"), VISIT, version="v04")
    told = [Publication(plan(VISITS, VISIT), frozenset("HV")), Publication(late, frozenset("HV"))]

    (one,) = calendar_of("V", told)
    (same,) = calendar_of("V", [told[0], replace(told[0])])

    assert (one.sequence, same.sequence) == (1, 0)


def test_who_waits_for_a_host_could_visit_another_who_is_free():
    other = person("G", "Hub", attendance=OWN)
    fair = event((*people("V"), HOST, other), wishes("V>H V>G"), slots=2, tables=0)

    (alone,) = alone_at(fair, schedule(VISIT), ["H"], slot(0))

    assert alone.person == "V"
    assert [(one.person, one.position.table) for one in alone.instead] == [("G", None)]


def test_places_of_a_visit_are_what_the_rules_say():
    """At the own place of one there is no table to choose, and each slot is one place."""
    told = schedule(VISIT)

    found = positions(VISITS, told, VISIT.participants)

    assert [(one.slot, one.table, one.is_open) for one in found] == [(slot(1), None, True)]
    moved = edited(told, found[0].edit)
    assert verify(VISITS, moved) == ()
    assert found[0].effect == effect(VISITS, told, found[0].edit)


def test_places_of_two_hosts_are_tables():
    fair = event(people("A B", attendance=OWN), wishes("A>B"), tables=2)

    found = positions(fair, schedule(), ("A", "B"))

    assert [(one.table, one.is_open) for one in found] == [("T1", True), ("T2", True)]
