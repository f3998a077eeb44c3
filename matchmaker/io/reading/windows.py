"""Stretches of time, as data: of a day, from and to."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import Enum

from matchmaker.io.reading.tokens import DayName

WEEK = 7


class Midday(Enum):
    """A time that the timetable tells."""

    MORNING_ENDS = "morning_ends"
    """Where the break at noon begins, or else noon."""
    AFTERNOON_BEGINS = "afternoon_begins"
    """Where the break at noon ends, or else noon."""
    LUNCH_BEGINS = "lunch_begins"
    LUNCH_ENDS = "lunch_ends"


class Edge(Enum):
    """A day that the timetable tells."""

    FIRST = "first"
    LAST = "last"


@dataclass(frozen=True)
class DayRange:
    """Each day from one to another: `16.-17.6.`, `Mon-Fri`."""

    first: date | DayName
    last: date | DayName
    written: str = field(default="", compare=False)

    @property
    def is_of_weekdays(self) -> bool:
        """Whether the ends are days of the week, without a date."""
        return all(isinstance(end, DayName) and end.day is None for end in (self.first, self.last))

    def holds(self, day: date, nth: int) -> bool:
        """Whether that day, the nth of the event, is one of these."""
        first, last = self.first, self.last
        if isinstance(first, DayName) and isinstance(last, DayName):
            return _is_between(first, last, day, nth)
        return isinstance(first, date) and isinstance(last, date) and first <= day <= last


def _is_between(first: DayName, last: DayName, day: date, nth: int) -> bool:
    if first.nth and last.nth:
        return first.nth <= nth <= last.nth
    if first.day and first.month and last.day and last.month:
        return (first.month, first.day) <= (day.month, day.day) <= (last.month, last.day)
    if first.weekday is None or last.weekday is None:
        return False
    return (day.weekday() - first.weekday) % WEEK <= (last.weekday - first.weekday) % WEEK


Bound = time | Midday | None
Day = date | DayName | DayRange | Edge | None


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
    last : date, DayName, Edge or None
        The day of the end, where that is another: everything between belongs to it.
    is_absence : bool
        Whether this is when somebody is not there.
    is_led : bool
        Whether the word that denies it comes first, so that it may deny what follows, too.
    leaves_open : bool
        Whether only this day is narrowed, and nothing said of the others: `Thu only until 4pm`.
    written : str
        As it stands in the cell.
    """

    day: Day
    start: Bound = None
    end: Bound = None
    last: Day = None
    is_absence: bool = False
    is_led: bool = False
    leaves_open: bool = False
    written: str = field(default="", compare=False)

    @property
    def is_narrow(self) -> bool:
        """Whether it is less than all of its day."""
        return self.start is not None or self.end is not None or self.last is not None
