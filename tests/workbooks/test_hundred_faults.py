from collections import Counter
from io import BytesIO

from openpyxl import load_workbook

from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.marking.copy import annotated_copy
from matchmaker.text import words
from tests.io.reading.spreadsheets import found
from tests.workbooks.hundred_faults import EVENT, plant


def test_every_fault_is_named_at_its_place_and_nothing_else(tmp_path):
    planted = plant(tmp_path / "event.xlsx")
    before = Counter(found(read_event(EVENT).issues))

    after = Counter(found(read_event(tmp_path / "event.xlsx").issues))

    assert len(planted) >= 100
    assert len({code for code, _ in planted}) >= 40
    assert after - before == Counter(planted)
    assert before - after == Counter()


def test_every_fault_is_marked_in_the_copy(tmp_path):
    planted = plant(tmp_path / "event.xlsx")
    path = tmp_path / "event.xlsx"

    copy = load_workbook(BytesIO(annotated_copy(path, read_event(path).issues, words("en"))))

    for _, place in planted:
        sheet, _, cell = place.partition("!")
        if cell:
            assert copy[sheet][cell].comment is not None, place
            assert copy[sheet][cell].fill.patternType == "solid", place
