"""When something is, in words."""

from datetime import datetime

import pytest

from matchmaker.text import words
from matchmaker.whereabouts import hours_of


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("06-16 09:00", "06-16 09:30", "09:00–09:30"),
        ("06-16 22:30", "06-17 01:30", "22:30–01:30"),
        ("06-16 00:00", "06-17 00:00", "all day"),
        ("09-06 09:00", "09-10 17:00", "Mon 09:00 – Fri 17:00"),
    ],
)
def test_hours_of_meetings_programme_and_stays(start, end, told):
    moments = (datetime.fromisoformat(f"2027-{at}") for at in (start, end))

    assert hours_of(*moments, words("en")) == told
