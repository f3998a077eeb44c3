"""What a schedule reaches before its tables are given out."""

import pytest

from benchmarks.events import SHAPES, make_event
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import OF_PLACES, score
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.stages.first import first_fit


@pytest.fixture(name="event", scope="module")
def invented():
    return make_event(SHAPES[0])


@pytest.fixture(name="places", scope="module")
def placed(event):
    return first_fit(candidates(event))


def test_values_are_those_of_the_score(event, places):
    meetings = (Meeting(pair, slot) for pair, (slot, _pool) in places.items())

    assert dict(values(event, places)) == score(event, Schedule(tuple(meetings)))


def test_values_are_told_one_by_one(event, places):
    every = dict(values(event, places))

    assert {aim: values(event, places)[aim] for aim in every} == every
    assert every.keys() & OF_PLACES
    assert every.keys() - OF_PLACES
