"""Cells with days and times: what people type, read as what they mean, or asked about."""

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import cache

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.grammar import Grammar
from matchmaker.io.reading.phrases import is_phrase, pattern
from matchmaker.io.reading.stretches import NOON_MINUTES, clock
from matchmaker.io.reading.tokens import DayName, Spoken, UnknownWordError, tokens
from matchmaker.io.reading.values import (
    CENTURY,
    DASHES,
    MIDNIGHT_MINUTES,
    SHORT_YEARS,
    read_date,
    read_end,
    read_list,
    read_text,
    read_time,
    read_yes_no,
    shown,
)
from matchmaker.io.reading.windows import Window
from matchmaker.io.reading.word_reader import UnclearError, two_readings

TWO_SIDES = re.compile(rf"(?P<start>[^{DASHES} ]+) ?[{DASHES}] ?(?P<end>[^{DASHES} ]+)")
"""Two words and a dash; of a sentence nothing is quoted but all of it."""


def read_windows(cell: object, *, is_absence: bool = False) -> tuple[Window, ...] | CellFault:
    """Read stretches of time: `09:00-12:30; 2027-06-17; 17.06.2027 9-12:30`; a date is its day."""
    if isinstance(cell, date):
        day = _whole_day(cell)
        return day if isinstance(day, CellFault) else (day,)
    found: list[Window] = []
    for written in read_list(cell):
        windows = windows_of(written, is_absence=is_absence)
        if isinstance(windows, CellFault):
            return windows
        if found and found[-1].is_led and not windows[0].is_absence:
            return _bad_period(cell)  # `not available Thu; Fri`
        found.extend(windows)
    return tuple(found) if _is_clear(found) and not _is_swallowed(found) else _bad_period(cell)


def _is_swallowed(windows: list[Window]) -> bool:
    """Whether a part says nothing beside another: `always; 9-12`, `Thu; Thu 9-12`."""
    there = [window for window in windows if not window.is_absence]
    whole = {window.day for window in there if not window.is_narrow}
    narrow = {window.day for window in there if window.is_narrow}
    return bool(narrow & whole) or (None in whole and whole | narrow > {None})


def _is_clear(windows: list[Window]) -> bool:
    """Whether it is known of each absence when they are there on its day."""
    there = {window.day for window in windows if not window.is_absence}
    hours = [each for each in windows if each.is_absence and (each.start or each.end)]
    return not there or None in there or all(each.day in there for each in hours)


def _bad_period(cell: object) -> CellFault:
    return CellFault("bad_period", {"value": read_text(cell)})


def read_presence(cell: object) -> tuple[Window, ...] | CellFault:
    """Read when somebody is there; yes alone is always."""
    is_yes = isinstance(cell, str) and is_phrase("yes", cell)
    return (Window(None),) if is_yes else read_windows(cell)


def read_absence(cell: object) -> tuple[Window, ...] | CellFault:
    """Read when somebody is not there; what says when they are there is asked about.

    A denial, `not available before 10`, says once more what the heading says.
    """
    written = read_text(cell)
    if set(written) <= DASHES_ALONE or is_phrase("never_gone", written):
        return ()
    windows = read_windows(cell, is_absence=True)
    if isinstance(windows, CellFault):
        return windows
    denied = {window.is_absence for window in windows}
    if denied == {True}:
        return tuple(replace(window, is_absence=False) for window in windows)
    says_when_there = pattern("there").search(written.casefold())
    return _bad_period(cell) if len(denied) > 1 or says_when_there else windows


@cache
def read_day_heading(written: str) -> Window | None:
    """Read a heading that names a day, or a part of one: `Do 17.6.`, `Thursday morning`."""
    windows = windows_of(written)
    if isinstance(windows, CellFault) or len(windows) != 1:
        return None
    is_one_day = isinstance(windows[0].day, date | DayName) and not windows[0].last
    return windows[0] if is_one_day and not windows[0].is_absence else None


def read_day_answer(cell: object) -> tuple[Window, ...] | CellFault:
    """Read what stands below a day: hours of it, yes for all of it, or no, which is no window."""
    written = read_text(cell)
    if written in DASHES_ALONE or read_yes_no(cell) is False:
        return ()
    if read_yes_no(cell) is True:
        return (Window(None),)
    windows = read_windows(cell)
    if isinstance(windows, CellFault) or all(window.day is None for window in windows):
        return windows
    return CellFault("bad_period", {"value": written})


DASHES_ALONE = frozenset("-–—")


def _whole_day(cell: date) -> Window | CellFault:
    """Take the day of a true date; with a time behind it, it would have no end."""
    if isinstance(cell, datetime) and cell.time() != time():
        return CellFault("bad_period", {"value": read_text(cell)})
    day = read_date(cell)
    return day if isinstance(day, CellFault) else Window(day)


def read_stretch(cell: object) -> tuple[time, time] | None:
    """Read the two ends of a time in one cell, `9:00-10:30`; None for anything else."""
    windows = read_windows(cell) if isinstance(cell, str) else ()
    if isinstance(windows, CellFault) or len(windows) != 1 or windows[0].is_absence:
        return None
    start, end = windows[0].start, windows[0].end
    if windows[0].day is None and isinstance(start, time) and isinstance(end, time):
        return start, end
    return None


def windows_of(written: str, *, is_absence: bool = False) -> tuple[Window, ...] | CellFault:
    """Read what stands between two semicolons; a day may be the number that Excel keeps of it."""
    if written.isdecimal() and isinstance(day := read_date(written), date):
        return (Window(day),)
    try:
        return Grammar(written, tokens(written), is_absence=is_absence).windows()
    except UnknownWordError:
        return _fault_of(written)
    except UnclearError as unclear:
        return unclear.fault


def _fault_of(written: str) -> CellFault:
    """Name the side of a dash that is no time, or else the whole."""
    match = TWO_SIDES.fullmatch(written)
    for side in (match["start"], match["end"]) if match else ():
        found = read_end(side)
        if isinstance(found, CellFault) and side[0].isalpha():
            return found
    return CellFault("bad_period", {"value": written})


def read_day(cell: object) -> date | CellFault:
    """Read a date, also with the day of the week or the month in words."""
    found = read_date(cell)
    if not isinstance(found, CellFault) or not isinstance(cell, str):
        return found
    written = SHORT_YEAR.sub(rf"\1 {CENTURY // SHORT_YEARS}\2", read_text(cell))
    try:
        day = Grammar(written, tokens(written)).only_day()
    except (UnknownWordError, UnclearError):
        return found
    if isinstance(day, DayName) and day.day and day.month:
        return CellFault("no_year", {"value": read_text(cell)})
    return day if isinstance(day, date) else found


SHORT_YEAR = re.compile(r"(.*\d.*[^\W\d])\.?,?[ '/-]*(2[5-9]|[3-9]\d)$")
"""`17. Juni 27`: two digits behind a day and its month that can be no hour."""


def read_clock(cell: object) -> time | CellFault:
    """Read a time, also as it is spoken: `halb zehn`, `9h30`, `half past nine`."""
    return _spoken_time(cell, read_time(cell))


def read_closing(cell: object) -> time | CellFault:
    """Read a time at which something ends."""
    return _spoken_time(cell, read_end(cell))


def _spoken_time(cell: object, found: time | CellFault) -> time | CellFault:
    if not isinstance(found, CellFault) or not isinstance(cell, str):
        return found
    try:
        words = tokens(read_text(cell))
    except UnknownWordError:
        return found
    said = words[0].value if len(words) == 1 else None
    if [word.kind for word in words] == ["noon"]:
        return clock(NOON_MINUTES)
    if not isinstance(said, Spoken) or said.minutes >= MIDNIGHT_MINUTES:
        return found
    if said.is_word and said.may_be_later:
        later = shown(said.minutes + NOON_MINUTES)
        return two_readings(read_text(cell), shown(said.minutes), later)
    return clock(said.minutes)
