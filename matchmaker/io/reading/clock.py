"""The days and the time zone of the event: from times as typed to moments."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from matchmaker.events import Availability, Period
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row
from matchmaker.io.reading.values import Window


@dataclass(frozen=True)
class Clock:
    """The days of the event, in order, and its time zone."""

    zone: ZoneInfo
    days: tuple[date, ...] = ()

    def moment(self, day: date, at: time) -> datetime:
        """A time of a day, aware."""
        return datetime.combine(day, at, tzinfo=self.zone)

    def times(self, row: Row, findings: Findings) -> Availability:
        """When a row says that somebody or something can be used."""
        for column in ("available", "not_available"):
            for window in row.cells[column]:
                if self.days and window.day is not None and window.day not in self.days:
                    findings.warning("day_outside_event", row.place(column), day=window.day)
        return Availability(
            available=self._periods(row.cells["available"]),
            unavailable=self._periods(row.cells["not_available"]),
        )

    def _periods(self, windows: tuple[Window, ...]) -> tuple[Period, ...]:
        return tuple(
            self._period(day, window)
            for window in windows
            for day in (self.days if window.day is None else [window.day])
        )

    def _period(self, day: date, window: Window) -> Period:
        if window.start is None or window.end is None:
            next_day = day + timedelta(days=1)
            return Period(self.moment(day, time()), self.moment(next_day, time()))
        return Period(self.moment(day, window.start), self.moment(day, window.end))
