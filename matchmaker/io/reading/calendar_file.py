"""A calendar file: its entries, each as often as it is repeated."""

import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import recurring_ical_events
from icalendar import Calendar

from matchmaker.events import by_clocks
from matchmaker.io.reading.calendar_lines import FLOATING, OURS, BadCalendar, thinned

LARGEST = 5_000_000
"""Bytes of a calendar."""
MOST_STEPS, STEPS_EACH = 30_000_000, 30
"""Of the interpreter, for all of a calendar, and more for each of its bytes: some seconds."""
Component = Any
"""An entry as it is read; that of `icalendar` has all kinds of values under every name."""
PRIVATE = frozenset({"PRIVATE", "CONFIDENTIAL"})
FREE = frozenset({"FREE", "WORKINGELSEWHERE"})
ONE_DAY = timedelta(days=1)


class _TooManySteps(BaseException):
    """Not an `Exception`, lest somebody catches it on the way."""


class _Patience:
    """How many steps of the interpreter may still be spent on a calendar.

    Nothing in between can be asked to stop: who follows a rule goes on until a day fits, and where
    none does, to the year 9999.
    """

    def __init__(self, steps: int) -> None:
        self._left = steps

    @contextmanager
    def or_else(self, code: str) -> Iterator[None]:
        """Make whatever reading ends in an error of this code, which tells nothing of the file."""
        try:
            with warnings.catch_warnings(), self._counted():
                warnings.simplefilter("ignore")
                yield
        except _TooManySteps:
            raise BadCalendar("calendar_recurs") from None
        except Exception:  # noqa: BLE001 - whatever a reader of others' files trips over
            raise BadCalendar(code) from None

    @contextmanager
    def _counted(self) -> Iterator[None]:
        before = sys.getprofile()
        sys.setprofile(self._step)
        try:
            yield
        finally:
            sys.setprofile(before)

    def _step(self, *_: object) -> None:
        self._left -= 1
        if self._left < 0:
            raise _TooManySteps


@dataclass(frozen=True)
class CalendarEntry:
    """An entry, at one of its times.

    Parameters
    ----------
    start, end : datetime
        From when to when, by the clocks of the zone that was asked for.
    is_whole_day : bool
        Whether it is said in days.
    is_floating : bool
        Whether it names no time zone.
    is_cancelled, is_free : bool
        Whether it does not take place, or keeps nobody from anything.
    is_ours : bool
        Whether it is a meeting that we planned, and somebody put into their calendar.
    is_private : bool
        Whether others may know when it is, but not what.
    recurrence : str
        At which of its times it is, as the calendar has it, wherever it was moved.
    texts : mapping of str to object
        What else was to be read of it.
    """

    start: datetime
    end: datetime
    is_whole_day: bool
    is_floating: bool
    is_cancelled: bool
    is_free: bool
    is_ours: bool
    is_private: bool
    recurrence: str
    texts: Mapping[str, object]

    @property
    def is_busy(self) -> bool:
        """Whether somebody can be nowhere else then."""
        return not self.is_cancelled and not self.is_free and self.start < self.end


@dataclass(frozen=True)
class CalendarFile:
    """A calendar that can be read.

    Parameters
    ----------
    calendar : Calendar
        Nothing but times, and the texts that were asked for.
    zone : ZoneInfo
        By whose clocks to tell when things are.
    texts : tuple of str
        The names of these texts.
    faults : tuple of (str, mapping)
        What is wrong with each entry that was left out, and its texts.
    patience : _Patience
        Shared by all that is asked of one file.
    """

    calendar: Calendar
    zone: ZoneInfo
    texts: tuple[str, ...]
    faults: tuple[tuple[str, Mapping[str, object]], ...]
    patience: _Patience

    def between(self, first: date, last: date) -> tuple[CalendarEntry, ...]:
        """Give all entries on some days, the last one included, in order of time.

        Raises
        ------
        BadCalendar
            If that cannot be told, or only in ages.
        """
        with self.patience.or_else("calendar_recurs"):
            days = (first, last + ONE_DAY)
            start, end = (datetime.combine(day, time(), self.zone) for day in days)
            found = recurring_ical_events.of(self.calendar).between(start, end)
            entries = [self._entry(part) for part in found]
        return tuple(sorted(entries, key=lambda each: (each.start.astimezone(UTC), each.end)))

    @property
    def days(self) -> tuple[date, date] | None:
        """From before the first entry to after the last; of those repeated, as they begin."""
        ends = [at for part in self._parts for at in (part["DTSTART"].dt, part.end)]
        days = [at.date() if isinstance(at, datetime) else at for at in ends]
        return (min(days) - ONE_DAY, max(days) + ONE_DAY) if days else None

    @property
    def _parts(self) -> list[Component]:
        return list(self.calendar.walk("VEVENT"))

    @property
    def is_endless(self) -> bool:
        """Whether an entry of it is repeated for ever."""
        rules = [rule for part in self._parts for rule in _rules(part)]
        return any(not rule.keys() & {"COUNT", "UNTIL"} for rule in rules)

    def apart(self) -> tuple["CalendarFile", tuple["CalendarFile", ...]]:
        """Put the entries that are repeated each by itself, and the others together."""
        together: dict[str, list[Component]] = defaultdict(list)
        for part in self._parts:
            together[str(part["UID"])].append(part)
        repeated = {uid for uid, parts in together.items() if any(map(_is_repeated, parts))}
        series = (self._with(parts) for uid, parts in together.items() if uid in repeated)
        return (
            self._with([part for part in self._parts if str(part["UID"]) not in repeated]),
            tuple(series),
        )

    def _with(self, parts: list[Component]) -> "CalendarFile":
        calendar = Calendar(self.calendar)
        calendar.subcomponents = parts
        return replace(self, calendar=calendar, faults=())

    def _entry(self, part: Component) -> CalendarEntry:
        start, end = part["DTSTART"].dt, part.end
        is_whole_day = not isinstance(start, datetime)
        if is_whole_day:
            end = max(end, start + ONE_DAY)
        return CalendarEntry(
            self._moment(start),
            self._moment(end),
            is_whole_day=is_whole_day,
            is_floating=FLOATING in part,
            is_cancelled=_word(part, "STATUS") == "CANCELLED",
            is_free=_is_free(part),
            is_ours=OURS in part,
            is_private=_word(part, "CLASS") in PRIVATE,
            recurrence=f"{self._moment(part['RECURRENCE-ID'].dt).astimezone(UTC):%Y%m%dT%H%M%SZ}",
            texts=_texts(part, self.texts),
        )

    def _moment(self, at: date) -> datetime:
        moment = at if isinstance(at, datetime) else datetime.combine(at, time(), self.zone)
        return by_clocks(moment, self.zone)


def read_calendar(
    content: bytes,
    zone: ZoneInfo,
    texts: Iterable[str] = (),
    days: tuple[date, date] | None = None,
) -> CalendarFile:
    """Read a calendar.

    Parameters
    ----------
    content : bytes
        Of the file.
    zone : ZoneInfo
        By whose clocks to tell when things are; also of times that name no zone.
    texts : iterable of str
        The names of the texts to be read; of others, nothing is.
    days : (date, date), optional
        The days that will be asked for, the last one included.

    Raises
    ------
    BadCalendar
        If it cannot be read.
    """
    wanted = tuple(texts)
    times = thinned(content, zone.key, wanted, days)
    patience = _Patience(MOST_STEPS + STEPS_EACH * len(times))
    with patience.or_else("bad_calendar"):
        calendar = Calendar.from_ical(times)
        faults = {id(part): _fault_of(part) for part in calendar.walk("VEVENT")}
        sound = [part for part in calendar.subcomponents if faults.get(id(part)) is None]
        wrong = [part for part in calendar.subcomponents if faults.get(id(part)) is not None]
        calendar.subcomponents = sound
        for part in calendar.walk("VEVENT"):
            _mend_rules(part)
        told = tuple((str(faults[id(part)]), _texts(part, wanted)) for part in wrong)
    return CalendarFile(calendar, zone, wanted, told, patience)


def _texts(part: Component, names: Iterable[str]) -> Mapping[str, object]:
    return {name: part[name] for name in names if name in part}


def _is_repeated(part: Component) -> bool:
    return "RRULE" in part or "RDATE" in part


def _word(part: Component, name: str) -> str:
    return str(part.get(name, "")).strip().upper()


def _is_free(part: Component) -> bool:
    """Whether an entry keeps nobody: the word of Outlook is more exact than that of the format."""
    said = _word(part, "X-MICROSOFT-CDO-BUSYSTATUS")
    return said in FREE if said else _word(part, "TRANSP") == "TRANSPARENT"


def _fault_of(part: Component) -> str | None:
    """Tell what is wrong with an entry: it has no time, one that cannot be, or in no known zone."""
    if part.errors or "DTSTART" not in part or any("FREQ" not in rule for rule in _rules(part)):
        return "calendar_entry"
    try:
        start, end = part["DTSTART"].dt, part.end
    except ValueError:  # its end is of another kind, or is there twice
        return "calendar_entry"
    if any(isinstance(at, datetime) and at.tzinfo is None for at in (start, end)):
        return "calendar_zone"
    is_alike = isinstance(start, datetime) == isinstance(end, datetime)
    is_possible = date.min.year < start.year and end.year < date.max.year
    return None if is_alike and is_possible and start <= end else "calendar_entry"


def _mend_rules(part: Component) -> None:
    """Let the end of a rule be of the kind that its beginning is; a day alone is all of it."""
    for rule in _rules(part):
        if "UNTIL" in rule:
            rule["UNTIL"] = [_as(part["DTSTART"].dt, until) for until in rule["UNTIL"]]


def _rules(part: Component) -> list[Any]:
    rules = part.get("RRULE", [])
    return rules if isinstance(rules, list) else [rules]


def _as(start: date, until: date) -> date:
    if not isinstance(start, datetime):
        return until.date() if isinstance(until, datetime) else until
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return (until if until.tzinfo else until.replace(tzinfo=start.tzinfo)).astimezone(UTC)
