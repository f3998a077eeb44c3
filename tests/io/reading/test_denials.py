"""What is denied is never read as if it were said."""

import pytest

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.languages import read_languages
from matchmaker.io.reading.times import read_absence
from matchmaker.io.reading.values import read_choice


@pytest.mark.parametrize(
    "cell",
    [
        *("available after 3pm", "only mornings", "not before 10am", "always available"),
        *("arriving 11am", "I can from 2pm", "flexible"),
        *("ab 14 Uhr verfügbar", "nur vormittags", "bis 15 Uhr da", "frühestens 10:30"),
        *("komme um 10 Uhr", "Abreise 15 Uhr", "jederzeit", "Mi nicht vor 10"),
    ],
)
def test_when_somebody_is_there_is_not_read_as_an_absence(cell):
    assert isinstance(read_absence(cell), CellFault)


@pytest.mark.parametrize("cell", ["ab 14 Uhr", "bis 12 Uhr", "vormittags", "10-12; 14-15", ""])
def test_absences_are_read(cell):
    assert not isinstance(read_absence(cell), CellFault)


@pytest.mark.parametrize(
    "cell", ["German (no English)", "English (no)", "Deutsch (kein Englisch)", "de not en"]
)
def test_a_language_that_is_denied_is_asked_about(cell):
    assert read_languages(cell) == (cell,)


@pytest.mark.parametrize("cell", ["no break", "not break", "kein Lunch", "ohne Pause"])
def test_a_break_that_is_denied_is_none(cell):
    assert isinstance(read_choice("kind", cell), CellFault)
