"""The days and the time zone of the event: from times as typed to moments."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from matchmaker.events import Availability, Period, Slot, by_clocks
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, heading_of
from matchmaker.io.reading.times import read_day_heading
from matchmaker.io.reading.tokens import DayName
from matchmaker.io.reading.values import minutes_of
from matchmaker.io.reading.windows import WEEK, Bound, Day, DayRange, Edge, Midday, Window

NOON = time(12)
ONE_DAY = timedelta(days=1)
HALVES = frozenset({Midday.MORNING_ENDS, Midday.AFTERNOON_BEGINS})
BEGINNINGS = frozenset({Midday.MORNING_ENDS, Midday.LUNCH_BEGINS})
"""The marks at which a break at noon begins; at the others it ends."""


@dataclass(frozen=True)
class Clock:
    """The days of the event, in order, and its time zone.

    Parameters
    ----------
    zone : ZoneInfo
        The time zone.
    days : tuple of date
        The days of the timetable.
    lunches : mapping of date to Period
        The break at noon, of each day that has one.
    nights : mapping of date to (time, time)
        When a day of the timetable begins, and when it ends on the next.
    stays : tuple of Slot
        The slots that go on for days.
    """

    zone: ZoneInfo
    days: tuple[date, ...] = ()
    lunches: Mapping[date, tuple[time, time]] = field(default_factory=dict)
    nights: Mapping[date, tuple[time, time]] = field(default_factory=dict)
    stays: tuple[Slot, ...] = ()

    def moment(self, day: date, at: time) -> datetime:
        """A time of a day, aware; the first of two."""
        return by_clocks(datetime.combine(day, at, tzinfo=self.zone), self.zone)

    def stretch(self, day: date, start: time, end: time) -> Period:
        """Make a period of two times; an end that is not after the start is of the next day."""
        last = day if start < end else day + ONE_DAY
        return Period(self.moment(day, start), self.moment(last, end))

    @cached_property
    def touched(self) -> tuple[date, ...]:
        """The days of the event, and those that a night of it runs into."""
        return tuple(sorted({*self.days, *(day + ONE_DAY for day in self.nights)}))

    def times(self, row: Row, findings: Findings) -> Availability:
        """When a row says that somebody or something can be used."""
        days = self._below_days(row, findings)
        here = row.cells["available"]
        there = [window for window in here if not window.is_absence]
        gone = [window for window in here if window.is_absence]
        if unsaid := self.unsaid(here):
            findings.fault(unsaid.within(row.written("available")), row.place("available"))
        available = (*self._periods(row, "available", there, findings), *days.available)
        if self.stays:
            available = tuple(_joined(available))
            self._check_stays(row, available, findings)
        return Availability(
            available=available,
            unavailable=(
                *self._periods(row, "available", gone, findings),
                *self._periods(row, "not_available", row.cells["not_available"], findings),
                *days.unavailable,
            ),
        )

    def _check_stays(self, row: Row, available: Sequence[Period], findings: Findings) -> None:
        """Say of which stays only a part is available: they do not take place."""
        for stay in self.stays:
            there = [period for period in available if period.overlaps(stay)]
            if there and not any(period.covers(stay) for period in there):
                days = {"first": stay.day, "last": stay.last_day}
                findings.warning("part_of_stay", row.place("available"), **days)

    def unsaid(self, windows: Sequence[Window]) -> CellFault | None:
        """Ask, where only hours of one day are narrowed, whether the others are as usual."""
        narrowed = next((window for window in windows if window.leaves_open), None)
        found = [periods for periods in map(self.periods, windows) if isinstance(periods, tuple)]
        known = {period.start.date() for periods in found for period in periods}
        others = "; ".join(str(day) for day in self.days if day not in known)
        if narrowed is None or not known or not others:
            return None
        return CellFault("other_days", {"value": narrowed.written, "times": others})

    def _below_days(self, row: Row, findings: Findings) -> Availability:
        """Read the columns that have a day as their heading."""
        there: list[Period] = []
        gone: list[Period] = []
        answers = {key: row.cells[key] for key in row.sheet.day_columns}
        for key, windows in answers.items():
            heading = read_day_heading(heading_of(row.sheet, key))
            if heading is None or windows is None:
                continue
            for window in windows or (Window(None),):
                found = self.periods(_within(heading, window))
                if isinstance(found, CellFault):
                    findings.fault_once(found, row.sheet.place(row.sheet.header.row, key))
                elif self._is_elsewhere(window, heading):
                    said = {"value": row.written(key), "heading": heading_of(row.sheet, key)}
                    findings.error("outside_heading", row.place(key), **said)
                elif window.is_absence:
                    there.extend(self._whole(heading))
                    gone.extend(found)
                else:
                    (there if windows else gone).extend(found)
        if there:
            self._check_days(row, answers, findings)
        return Availability(available=tuple(there), unavailable=tuple(gone))

    def _is_elsewhere(self, answer: Window, heading: Window) -> bool:
        """Whether hours are not those of their heading: `from 2pm` below `Thursday morning`."""
        hours, whole = self._whole(replace(answer, day=heading.day)), self._whole(heading)
        return any(not any(period.overlaps(each) for each in whole) for period in hours)

    def _whole(self, heading: Window) -> tuple[Period, ...]:
        found = self.periods(heading)
        return () if isinstance(found, CellFault) else found

    def _check_days(self, row: Row, answers: Mapping[str, object], findings: Findings) -> None:
        """Say what a blank below a day means, and ask where hours stand in two ways."""
        for key, answer in answers.items():
            if answer is None and row.is_whole:
                findings.warning("day_left_blank", row.place(key))
        if row.cells["available"]:
            findings.error("available_twice", row.place("available"))

    def _periods(
        self, row: Row, column: str, windows: Sequence[Window], findings: Findings
    ) -> tuple[Period, ...]:
        found: list[Period] = []
        for window in windows:
            periods = self.periods(window)
            if isinstance(periods, CellFault):
                findings.fault(periods.within(row.written(column)), row.place(column))
            else:
                found.extend(periods)
            if self.days and (day := self._outside(window.day)):
                findings.warning("day_outside_event", row.place(column), day=day)
        return tuple(found)

    def _outside(self, day: Day) -> date | None:
        """Name the first day of what is not of the event; None: some of it is, or no date is."""
        if isinstance(day, DayRange) and isinstance(day.first, date):
            return None if any(day.holds(each, 0) for each in self.touched) else day.first
        return day if isinstance(day, date) and day not in self.touched else None

    def periods(self, window: Window) -> tuple[Period, ...] | CellFault:
        """Make moments of a window, of each day that it may be; what is not clear is a fault."""
        if window.last is not None:
            return self._span(window)
        days = self._days(window.day)
        if isinstance(days, CellFault):
            return days
        if missing := self._missing_lunch(window, days):
            return missing
        return tuple(self._period(day, window) for day in days)

    def _span(self, window: Window) -> tuple[Period, ...] | CellFault:
        """Take the first day from its start, the last until its end, and all between."""
        first, last = self._days(window.day), self._days(window.last)
        if isinstance(first, CellFault):
            return first
        if isinstance(last, CellFault):
            return last
        if not first or not last:
            return ()
        begin, end = first[0], last[0]
        if begin > end or (begin == end and _is_reversed(window)):
            return CellFault("bad_period", {"value": window.written})
        if begin == end:
            return (self._period(begin, Window(begin, window.start, window.end)),)
        between = [day for day in self.touched if begin < day < end]
        return (
            self._period(begin, Window(begin, window.start)),
            *(self._period(day, Window(day)) for day in between),
            self._period(end, Window(end, None, window.end)),
        )

    def _days(self, day: Day) -> tuple[date, ...] | CellFault:
        if isinstance(day, date):
            return (day,)
        if day is None:
            return self.touched
        if isinstance(day, Edge):
            return self.touched[:1] if day is Edge.FIRST else self.touched[-1:]
        if isinstance(day, DayRange):
            return self._days_of_range(day)
        found = tuple(d for nth, d in enumerate(self.days, 1) if day.means(d, nth))
        if len(found) == 1 or not self.days:
            return found
        return _fault_of(day, found or self.days)

    def _days_of_range(self, written: DayRange) -> tuple[date, ...] | CellFault:
        """Take each day of the event from one to another; others may be named: `Mon-Fri`."""
        found = tuple(day for nth, day in enumerate(self.days, 1) if written.holds(day, nth))
        is_long = bool(self.days) and (self.days[-1] - self.days[0]).days >= WEEK
        if (found and not (is_long and written.is_of_weekdays)) or not self.days:
            return found
        first, last = written.first, written.last
        if self.stays and isinstance(first, date) and isinstance(last, date) and first <= last:
            return first, last  # weeks that are not on offer
        return _fault_of(DayName(written.written), self.days)

    def _missing_lunch(self, window: Window, days: tuple[date, ...]) -> CellFault | None:
        """Ask for a time where the timetable has no lunch to go by."""
        marks = {window.start, window.end} & {Midday.LUNCH_BEGINS, Midday.LUNCH_ENDS}
        named = [day for day in days if day in self.days and day not in self.lunches]
        return CellFault("no_lunch", {"day": str(named[0])}) if marks and named else None

    def _period(self, day: date, window: Window) -> Period:
        start, end = (self._time(day, bound) for bound in (window.start, window.end))
        if start is not None and end is not None:
            return self.stretch(day, start, end)
        next_day = day + ONE_DAY
        first, last = self.nights.get(day, (time(), time()))
        if start is not None:
            is_at_night = start < first and start < last
            return Period(
                self.moment(next_day if is_at_night else day, start), self.moment(next_day, last)
            )
        if end is not None:
            is_at_night = end < first and end <= last
            return Period(
                self.moment(day, time()), self.moment(next_day if is_at_night else day, end)
            )
        return Period(self.moment(day, time()), self.moment(next_day, last))

    def _time(self, day: date, bound: Bound) -> time | None:
        if not isinstance(bound, Midday):
            return bound
        begins, ends = self.lunches.get(day, (NOON, NOON))
        return begins if bound in BEGINNINGS else ends


def _joined(periods: Iterable[Period]) -> Iterator[Period]:
    """Put periods that follow each other together: a stay goes on through the nights."""
    last: Period | None = None
    for period in sorted(periods, key=lambda period: (period.start, period.end)):
        if last and period.start <= last.end:
            last = Period(last.start, max(last.end, period.end))
        else:
            if last:
                yield last
            last = period
    if last:
        yield last


def _is_reversed(window: Window) -> bool:
    start, end = window.start, window.end
    return isinstance(start, time) and isinstance(end, time) and end <= start


def _within(heading: Window, answer: Window) -> Window:
    """Take the hours that somebody writes below a day, or those of the heading."""
    start = heading.start if answer.start is None else answer.start
    end = heading.end if answer.end is None else answer.end
    return Window(heading.day, start, end)


def _fault_of(day: DayName, days: tuple[date, ...]) -> CellFault:
    """Name the days of the event that may be meant."""
    return CellFault("which_day", {"value": day.written, "times": ", ".join(map(str, days))})


def lunches_of(breaks: Iterator[tuple[date, time, time, bool]]) -> dict[date, tuple[time, time]]:
    """Find the break at noon of each day, for everyone: the one called so, or the only long one.

    Parameters
    ----------
    breaks : iterable of (date, time, time, bool)
        The day of each, its start and end, and whether it is called lunch.
    """
    called: dict[date, list[tuple[time, time]]] = {}
    others: dict[date, list[tuple[time, time]]] = {}
    for day, start, end, is_lunch in breaks:
        if is_lunch:
            called.setdefault(day, []).append((start, end))
        elif FROM <= start <= UNTIL and minutes_of(end) - minutes_of(start) >= LEAST:
            others.setdefault(day, []).append((start, end))
    found = {**others, **called}
    return {day: hours[0] for day, hours in found.items() if len(hours) == 1}


FROM, UNTIL, LEAST = time(11), time(14), 30
"""When a break that is not called lunch begins if it is one, and its minutes at least."""
