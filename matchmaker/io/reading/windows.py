"""Stretches of time, as data: of a day, from and to."""

from dataclasses import dataclass
from datetime import date, time
from enum import Enum

from matchmaker.io.reading.tokens import DayName


class Midday(Enum):
    """A time that the timetable tells."""

    MORNING_ENDS = "morning_ends"
    """Where the break at noon begins, or else noon."""
    AFTERNOON_BEGINS = "afternoon_begins"
    """Where the break at noon ends, or else noon."""
    LUNCH_BEGINS = "lunch_begins"
    LUNCH_ENDS = "lunch_ends"


Bound = time | Midday | None
Day = date | DayName | None


@dataclass(frozen=True)
class Window:
    """A stretch of time as somebody typed it.

    Parameters
    ----------
    day : date, DayName or None
        None: every day of the event.
    start, end : time, Midday or None
        None: from the beginning, to the end of the day. An end that is not after the start is one
        of the next day.
    """

    day: Day
    start: Bound = None
    end: Bound = None
