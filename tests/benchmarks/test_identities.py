"""The same event under other ids, times and names: oracles over random events."""

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks import histories
from benchmarks.histories import CHANGES, make_event, readable, run, tell
from benchmarks.identities import (
    Calendars,
    agendas,
    correct_address,
    fresh_id,
    next_human,
    rename_one,
    renumber,
    shift,
    sort_anew,
    tagged,
)
from matchmaker.events import Status
from matchmaker.io.plans.versions import find
from matchmaker.workflow.preparing import Request

patient = settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
seeds = st.integers(0, 10_000)


@pytest.fixture(autouse=True, scope="module")
def without_haste():
    """A search that time ends may end elsewhere the next time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(histories, "SECONDS", 10)
        yield


class Fair:
    """A random event that was planned and published to everyone."""

    def __init__(self, seed, place, made=lambda event, _random: event):
        self.random = Random(seed)
        self.event = made(make_event(self.random), self.random)
        self.calendars = Calendars()
        self.folder = Path(place) / "fair-plans"
        self.folder.mkdir()
        self.folder.with_name("fair.xlsx").touch()
        run(self.event, Request(), self.folder, 1)
        list(tell(self.folder, self.calendars, Random(1)))

    def told(self):
        return find(self.folder).plan()

    def again(self, event):
        """Plan once more in a copy of the folder; give the plan, if there is one."""
        with TemporaryDirectory() as other:
            folder = Path(shutil.copytree(self.folder, Path(other) / "fair-plans"))
            shutil.copy(self.folder.with_name("fair.xlsx"), other)
            ran = run(event, Request(), folder, 1)
            assert ran.faults == ()
            return find(folder).plan() if ran.solution else None


def without_addresses(event, _random):
    return replace(event, participants=tuple(replace(p, email="") for p in event.participants))


def half_corrected(event, random):
    for _ in range(len(event.participants) // 2):
        event = correct_address(event, random)
    return event


@pytest.mark.parametrize("also", [None, half_corrected, sort_anew, rename_one])
@given(seeds)
@patient
def test_other_ids_give_the_same_plan(also, seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place)
        event = readable(fair.random.choice(CHANGES)(fair.event, fair.random))
        other = renumber(event, fair.random)
        other = also(other, fair.random) if also else other

        one, same = fair.again(event), fair.again(other)

    assert (one is None) == (same is None)
    if one and same:
        assert agendas(one) == agendas(same)


@pytest.mark.parametrize("also", [None, half_corrected, sort_anew, rename_one])
@pytest.mark.parametrize("has_addresses", [True, False])
@given(seeds)
@patient
def test_other_ids_alone_tell_nobody_anything(has_addresses, also, seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place) if has_addresses else Fair(seed, place, without_addresses)
        entries = {human: dict(mine) for human, mine in fair.calendars.entries.items()}
        other = renumber(fair.event, fair.random)
        other = also(other, fair.random) if also else other

        ran = run(other, Request(), fair.folder, 1)
        made = fair.told()
        wrong = list(tell(fair.folder, fair.calendars, Random(0)))

    assert (ran.faults, made.difference.to_tell, wrong) == ((), (), [])
    assert fair.calendars.entries == entries


@given(seeds)
@patient
def test_other_ids_are_known_by_name_and_organisation_where_nobody_has_an_address(seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place)
        event = without_addresses(fair.event, fair.random)

        one, same = fair.again(fair.event), fair.again(renumber(event, fair.random))

    assert agendas(one) == agendas(same)
    assert bool(one.difference) == bool(same.difference)


@given(seeds)
@patient
def test_a_timetable_that_moves_takes_everything_along(seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place)
        moved = shift(fair.event, fair.random)
        by = moved.slots[0].start - fair.event.slots[0].start
        before = agendas(fair.told())

        made = fair.again(moved)

    assert made.changes == ()
    assert set(made.difference.carried) == {p for m in made.schedule.pairs for p in m}
    assert agendas(made) == {
        human: {(partner, start + by, table) for partner, start, table in entries}
        for human, entries in before.items()
    }


@given(seeds)
@patient
def test_a_colleague_takes_over_everything_and_exactly_those_are_told(seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place)
        told = fair.told()
        there = [p for p in fair.event.participants if p.status is Status.REGISTERED]
        chosen = fair.random.choice(there)
        new = tagged(chosen, next_human(fair.event), int(chosen.offers.split()[1]))
        people = tuple(new if p is chosen else p for p in fair.event.participants)

        made = fair.again(replace(fair.event, participants=people))

    partners = {m.partner_of(chosen.id) for m in told.schedule.of(chosen.id)}
    old = {f"{chosen.id}-V01"} if partners else set()
    assert set(made.difference.to_tell) == partners | old | ({chosen.id} if partners else set())
    assert {(m.participants, m.slot, m.table) for m in made.schedule.meetings} == {
        (m.participants, m.slot, m.table) for m in told.schedule.meetings
    }


@given(seeds)
@patient
def test_other_people_are_refused_and_nothing_is_written(seed):
    with TemporaryDirectory() as place:
        fair = Fair(seed, place)
        people = tuple(
            replace(tagged(p, number + 500), organisation=f"Elsewhere {number}")
            for number, p in enumerate(fair.event.participants)
        )

        assert fair.again(replace(fair.event, participants=people)) is None


def test_fresh_ids_are_new():
    event = make_event(Random(1))

    assert fresh_id(event) not in event.participant
