"""Whatever shape the fair comes in: the same event, or exactly what is wrong with it."""

import pytest

from matchmaker.io.checking.event_reader import read_event
from matchmaker.issues import Severity
from tests.io.reading.spreadsheets import fair, write
from tests.workbooks.shapes import SHAPES


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return read_event(write(tmp_path_factory.mktemp("plain") / "fair.xlsx", fair())).event


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape(shape, tmp_path, plain):
    reading = read_event(shape.make(tmp_path))

    places = {(i.code, i.place.sheet, i.place.row, i.place.column) for i in reading.issues}
    assert places == set(shape.issues)
    assert len(reading.issues) == len(shape.issues)
    if shape.same:
        assert reading.event == plain
    has_errors = any(issue.severity is Severity.ERROR for issue in reading.issues)
    assert (reading.event is None) == has_errors


def test_there_are_many_shapes():
    assert len({shape.name for shape in SHAPES}) == len(SHAPES) >= 60


WISHES = [shape for shape in SHAPES if shape.name.startswith("wishes_as") and not shape.issues]


def test_wishes_are_the_same_in_every_shape(tmp_path):
    found = {}
    for shape in WISHES:
        folder = tmp_path / shape.name
        folder.mkdir()
        interests = read_event(shape.make(folder)).event.interests
        found[shape.name] = {(i.source, i.target, i.target_is_organisation) for i in interests}

    assert len(WISHES) >= 6
    assert all(wishes == found["wishes_as_a_long_list"] for wishes in found.values()), found
