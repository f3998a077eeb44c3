"""Changing a schedule by hand: what is said before is what comes of it."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from matchmaker.aims import AimName
from matchmaker.editing import Edit, EditKind, NoSuchMeeting, edited, effect, faults
from matchmaker.events import pair_of
from matchmaker.positions import Places, positions
from matchmaker.rulebook import Rule, broken_rules, verify
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.seat import seat_at_once
from tests.builders import event, meeting, people, pin, schedule, slot, wishes
from tests.strategies import events, reruns

patient = settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
MOVE, ADD = EditKind.MOVE, EditKind.ADD


@st.composite
def planned(draw):
    """Draw an event with a valid schedule, not always all that is possible."""
    drawn = draw(st.one_of(events(), reruns()))
    permitted = candidates(drawn)
    full = seat_at_once(permitted, first_fit(permitted))
    pinned = {fixed.pair for fixed in drawn.pins} | {*drawn.forced}
    left = [m for m in full.meetings if m.participants in pinned or draw(st.integers(0, 3))]
    assume(not verify(drawn, Schedule(tuple(left))))
    return drawn, Schedule(tuple(left))


@given(planned(), st.data())
@patient
def test_every_place_is_as_the_whole_schedule_says(drawn, data):
    """Of every place of any meeting the rules it breaks and its effect are those of the result."""
    fair, before = drawn
    ids = sorted(person.id for person in fair.participants)
    assume(len(ids) > 1)
    pair = pair_of(*data.draw(st.permutations(ids))[:2])

    for position in positions(fair, before, pair):
        after = edited(before, position.edit)
        assert broken_rules(position.faults) == broken_rules(verify(fair, after))
        changes = Counter(score(fair, after))
        changes.subtract(score(fair, before))
        told = {aim: change for aim, change in changes.items() if change}
        assert position.effect == (told if position.is_open else {})


@given(planned())
@patient
def test_deleting_does_what_the_whole_schedule_says(drawn):
    fair, before = drawn
    places = Places(fair, before)

    for pair in before.pairs:
        assert places.without(pair) == effect(fair, before, Edit(EditKind.DELETE, pair))


THREE = event(people("A B C"), wishes("A>B A>C B>C"), slots=3, tables=2)
MADE = schedule(meeting("A B", 0, "T1"), meeting("A C", 1, "T1"))
AB, AC, BC = ("A", "B"), ("A", "C"), ("B", "C")


def test_moved_meeting_is_locked_where_it_was_put():
    moved = edited(MADE, Edit(MOVE, AB, slot(2), "T2"))

    assert moved == schedule(replace(meeting("A B", 2, "T2"), locked=True), meeting("A C", 1, "T1"))


def test_exchanged_meetings_are_where_the_other_was():
    swapped = edited(MADE, Edit(EditKind.EXCHANGE, AC, other=AB))

    assert [m.when_and_where for m in swapped.meetings] == [(slot(0), "T1"), (slot(1), "T1")]
    assert [m.participants for m in swapped.meetings] == [AC, AB]


@pytest.mark.parametrize("kind", [EditKind.LOCK, EditKind.UNLOCK])
def test_lock_is_put_on_and_taken_off(kind):
    there = edited(MADE, Edit(kind, AB)).of("B")

    assert [m.locked for m in there] == [kind is EditKind.LOCK]


@pytest.mark.parametrize(
    "edit",
    [
        Edit(MOVE, BC, slot(0), "T1"),
        Edit(EditKind.DELETE, BC),
        Edit(EditKind.LOCK, BC),
        Edit(EditKind.EXCHANGE, AB, other=BC),
        Edit(ADD, AB, slot(2), "T1"),
    ],
    ids=lambda edit: edit.kind,
)
def test_edit_of_no_meeting_is_none(edit):
    with pytest.raises(NoSuchMeeting):
        edited(MADE, edit)


def test_effect_and_faults_are_of_the_whole_schedule():
    again = Edit(ADD, BC, slot(1), "T2")

    assert broken_rules(faults(THREE, MADE, again)) == {Rule.ONE_MEETING_A_SLOT: 1}
    assert effect(THREE, MADE, Edit(EditKind.DELETE, AC)) == {
        AimName.FAIR_SHARE: 1,
        AimName.POINTS: -2,
        AimName.EVENNESS: -25,
    }


def test_meeting_in_the_way_changes_places():
    position = {(s.slot, s.table): s for s in positions(THREE, MADE, AB)}[slot(1), "T1"]

    assert (position.is_open, position.edit) == (True, Edit(EditKind.EXCHANGE, AB, other=AC))


def test_fixed_meeting_may_stand_nowhere_else():
    fixed = replace(THREE, pins=(pin("A B", 0, "T1"),))

    found = positions(fixed, MADE, AB)

    assert {next(iter(broken_rules(s.faults))) for s in found if s.slot != slot(1)} == {
        Rule.PINS_STAND
    }
    assert not any(s.is_open for s in found)
