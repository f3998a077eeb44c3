"""Days and hours as people write them: `ab 10 Uhr`, `17.6. 9-12, 14-16`, `3-4pm`, `mornings`.

The grammar is small and never guesses: what has two sensible readings is a fault that names both.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, time
from itertools import pairwise
from typing import NoReturn

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.phrases import is_phrase
from matchmaker.io.reading.stretches import (
    NOON_HOUR,
    NOON_MINUTES,
    clock,
    is_sensible,
    readings_of,
)
from matchmaker.io.reading.tokens import STOPS, DayName, Spoken, Token
from matchmaker.io.reading.values import DASHES, MIDNIGHT_MINUTES, end_before_start, shown
from matchmaker.io.reading.windows import Bound, Day, DayRange, Edge, Midday, Window

HALVES = frozenset({"morning", "afternoon", "evening"})
HALF_OF = {"morning": "a", "afternoon": "p", "evening": "p"}
BOUNDS = frozenset({"from", "to", "before", "between"})
HOURS = frozenset({"time", "noon", "midnight", "dash", "to", "from", "before", "between"})
LETTERS = {
    "day": "D",
    "time": "T",
    "noon": "T",
    "midnight": "T",
    "afternoon": "A",
    "from": "f",
    "to": "t",
    "before": "t",
    "dash": "-",
    "and": ",",
    "not": "n",
    "absent": "n",
}
"""One letter for each kind of word, to find the form of several."""
ONE_DAY = "D,?D?"
SPAN = re.compile(
    rf"(?:f?{ONE_DAY},?f?[TA],?[t-]{ONE_DAY},?T?|f{ONE_DAY},?[TA]?|t{ONE_DAY},?T?)(?=[,n]|$)"
)
"""`Wed 14:00 - Thu 12:00`, `from Wed 14:00`, `until Thu`."""


DATES = re.compile(
    rf"(?<![\d.:])(\d{{1,2}}\.(0[1-9]|1[0-2])) ?[{DASHES}] ?(\d{{1,2}}\.\2)(?! ?[\d.:huap])",
    re.ASCII,
)
"""`17.06-18.06`: dates, or times."""
BY_DAY = re.compile(r"(?:0[6-9]|1\d):")
"""What begins in the hours in which people meet."""


def two_readings(written: str, one: str, other: str, example: str = "") -> CellFault:
    """Name two readings, and how to write the likelier one."""
    likelier = other if BY_DAY.match(other) and not BY_DAY.match(one) else one
    readings = {"value": written, "one": one, "other": other, "example": example or likelier}
    return CellFault("two_readings", readings)


class UnclearError(Exception):
    """A text that has no reading, or several; the fault says which."""

    def __init__(self, fault: CellFault) -> None:
        self.fault = fault


@dataclass(frozen=True)
class _Item:
    """What stands between two commas: days, hours, or both, and how they are written."""

    days: list[Day]
    hours: Window | None = None
    days_written: str = ""
    hours_written: str = ""
    bound: str = ""
    """The word its hours begin with: `from`, `not before`."""
    is_apart: bool = False
    """Whether a comma, a stop or the end of a clause stands before it."""
    is_clause: bool = False
    """Whether there is more than its day or hours before it."""
    is_absence: bool = False
    is_affirmed: bool = False
    is_led: bool = False
    """Whether the word that denies it comes first."""

    @property
    def text(self) -> str:
        """All of it, the days first."""
        return f"{self.days_written} {self.hours_written}".strip()


class Grammar:
    """Days and hours, in any order that has one meaning."""

    def __init__(self, written: str, words: list[Token], *, is_absence: bool = False) -> None:
        self._written = written
        self._is_absence = is_absence
        self._words = words
        self._at = 0
        self._behind = ""

    def windows(self) -> tuple[Window, ...]:
        """Read everything, to the last word."""
        items = [self._item()]
        while self._at < len(self._words):
            sign = self._expect("and")
            is_apart = sign.ends_clause or sign.written in STOPS
            items.append(replace(self._item(), is_apart=is_apart, is_clause=sign.ends_clause))
        days: list[Day] = []
        found: list[Window] = []
        self._ask_unclear(items)
        for item in items:
            days = item.days or days
            found.extend(self._window(item, day) for day in days or [None])
        self._refuse_ends_apart(found)
        return tuple(found)

    def _window(self, item: _Item, day: Day) -> Window:
        hours = item.hours or Window(None)
        return replace(
            hours,
            day=day,
            is_absence=item.is_absence,
            is_led=item.is_led,
            written=self._written,
        )

    def _ask_unclear(self, items: list[_Item]) -> None:
        """Ask of hours of no day before hours of one, and of a bare day behind hours."""
        for one, other in pairwise(items):
            self._ask_what_is_denied(one, other)
            if one.hours and one.hours.last and not other.days:
                self._refuse()  # `until Thursday noon, from 2pm`
            if other.is_absence:
                continue
            if other.is_clause and one.hours is None and other.hours:
                self._refuse()  # `Thu please and Fri 9-12`
            as_it_stands = f"{one.text}; {other.text}"
            if other.days and not items[0].days:
                self._two(as_it_stands, f"{other.days_written} {one.hours_written}; {other.text}")
            if one.hours is None and not other.days:
                self._two(as_it_stands, f"{one.days_written} {other.hours_written}")
            if one.hours and one.hours != Window(None) and other.hours is None:
                self._two(as_it_stands, f"{one.text}; {other.days_written} {one.hours_written}")

    def _ask_what_is_denied(self, one: _Item, other: _Item) -> None:
        """Ask of `not Thu or Fri morning`, and of `Thu morning and Fri not`."""
        if one.is_absence and not other.is_absence and (one.is_led or not other.days):
            self._refuse()
        if _is_denied(one.bound) and other.bound and not _is_denied(other.bound):
            self._refuse()  # `not before 10 or after 3pm`
        has_own = bool(other.days) or (one.is_affirmed and not one.days)
        is_apart = other.is_led or (has_own and other.is_apart)
        if other.is_absence and not one.is_absence and not is_apart:
            self._refuse()

    def _refuse_ends_apart(self, windows: list[Window]) -> None:
        """Refuse `from 10, until 12`: it may be one stretch, or two."""
        for one, other in pairwise(windows):
            is_open = one.end is None and other.start is None and one.day == other.day
            is_open = is_open and not one.last and one.is_absence == other.is_absence
            start, end = one.start, other.end
            if is_open and isinstance(start, time) and isinstance(end, time) and start < end:
                self._two(f"{start:%H:%M}-{end:%H:%M}", f"00:00-{end:%H:%M}; {start:%H:%M}-24:00")

    def _item(self) -> "_Item":
        """Read days, hours, or both, and whether they are denied."""
        denied = [self._denial()]
        first = self._at
        item = self._span() or self._plain_item(denied)
        is_affirmed = self._take("affirmed") is not None
        denied.append(self._denial())
        is_listed = len(item.days) > 1 and ("," in self._text(first) or item.hours)
        is_listed = is_listed or (denied[0] and "," in self._text(first))
        if sum(denied) > 1 or (any(denied) and is_listed):
            self._refuse()  # `not Thursday, Friday`
        if any(denied) and item.hours and item.hours.leaves_open:
            self._refuse()  # `away from 3pm on Thursday`
        return replace(item, is_absence=any(denied), is_led=denied[0], is_affirmed=is_affirmed)

    def _denial(self) -> bool:
        """Take a word that denies what stands beside it; `not all day` may be a part of it."""
        word = self._take("not", "absent")
        if word and (self._sees("every_day") or (word.kind == "not" and self._sees("all_day"))):
            self._refuse()
        return word is not None

    def _span(self) -> "_Item | None":
        """Read `from Wed 14:00 until Thu 12:00`, or one side of it, where its day is named."""
        start = self._at
        letters = "".join(LETTERS.get(word.kind, " ") for word in self._words[start:])
        if not SPAN.match(letters):
            return None
        opening = self._take("from")
        first, since = self._side() if self._sees("day") else (Edge.FIRST, None)
        closing = self._take("to", "before", "dash")
        last, until = self._side() if closing else (Edge.LAST, None)
        if opening and not since and (_is_travel(opening) or is_phrase("past", opening.written)):
            self._refuse()  # `after Thursday`, `arrival Thursday`
        if closing and not until and not self._is_inclusive(closing):
            self._refuse()  # `until Thursday`
        return _Item([first], Window(first, since, until, last), "", self._text(start))

    def _is_inclusive(self, closing: Token) -> bool:
        return closing.kind == "dash" or is_phrase("including", closing.written)

    def _side(self) -> tuple[Day, Bound]:
        """Read a day, and the time of it at which something begins or ends."""
        day = self._day()
        if self._sees_comma() and self._sees("time", "noon", "midnight", "afternoon", ahead=1):
            self._at += 1
        self._take("from")
        if self._take("afternoon"):
            return day, Midday.AFTERNOON_BEGINS
        if not self._sees("time", "noon", "midnight"):
            return day, None
        if self._words[self._at].written.isdigit():
            self._refuse()  # `Thursday 17 - Friday 18 June`
        return day, self._alone(self._time(""))

    def _plain_item(self, denied: list[bool]) -> "_Item":
        first = self._at
        days = self._days()
        days_written = self._text(first)
        is_apart = bool(days) and self._sees_comma() and self._is_hours(self._at + 1)
        if is_apart:
            self._at += 1  # `Thu, 10-12`
        if days and self._sees_comma() and self._ends_with_denial(1):
            self._at += 1  # `Fridays, not available`
        if days and not is_apart and not self._take("affirmed"):
            denied.append(self._denial())
        if days and not self._is_hours(self._at):
            return _Item(days, None, days_written)
        is_listed = "," in days_written or self._is_absence or any(denied)
        if len(days) > 1 and not is_apart and is_listed:
            self._ask_which_days(first)
        start = self._at
        narrows = start < len(self._words) and self._words[start].narrows
        hours = replace(self._hours(), leaves_open=narrows)
        hours_written = self._text(start)
        if not days and self._sees("day", "every_day"):
            behind = self._at
            days = [None] if self._take("every_day") else [self._day()]
            days_written = self._text(behind)
            if days != [None] and self._words[start].kind in BOUNDS:
                hours = self._ask_how_far(hours)
        first_word = self._words[start]
        bound = first_word.written if first_word.kind in BOUNDS else ""
        return _Item(days, hours, days_written, hours_written, bound)

    def _ends_with_denial(self, ahead: int) -> bool:
        is_last = self._at + ahead + 1 == len(self._words) or self._sees("and", ahead=ahead + 1)
        return self._sees("not", "absent", ahead=ahead) and is_last

    def _ask_how_far(self, hours: Window) -> Window:
        """Ask of `from 3pm on Thursday` whether it is until the end of that day."""
        if hours.start is not None and hours.end is not None:
            return hours
        return self._refuse() if self._is_absence else replace(hours, leaves_open=True)

    def _text(self, first: int) -> str:
        """Write the words since one of them."""
        text = " ".join(word.written for word in self._words[first : self._at])
        return text.replace(" - ", "-").replace(" – ", "-")

    def only_day(self) -> Day:
        """Read one day, and nothing else."""
        day = self._day()
        return day if self._at == len(self._words) else self._refuse()

    def _days(self) -> list[Day]:
        days: list[Day] = []
        if self._sees("from") and self._sees("day", "days", ahead=1):
            self._at += 1
            return [self._range_behind_from()]
        while self._sees("day", "days", "every_day"):
            if self._sees("every_day"):
                self._at += 1
                return [None]
            days.append(self._day_or_range())
            if not self._sees_another_day():
                break
            self._at += 1
        if any(map(_is_bare, days)) and any(map(_is_counted, days)):
            self._refuse()  # `1. und 2. Tag`
        return days

    def _sees_another_day(self) -> bool:
        joins = self._sees("and") and not self._words[self._at].ends_clause
        return joins and self._sees("day", "days", ahead=1)

    def _range_behind_from(self) -> Day:
        found = self._day_or_range()
        return found if isinstance(found, DayRange) else self._refuse()

    def _day_or_range(self) -> Day:
        """Read a day, or each from one to another: `16.-17.6.`, `Mon-Fri`."""
        start = self._at
        if pair := self._take("days"):
            return _range_of_days(pair.value) or self._refuse()
        first = self._day()
        if not self._starts_end(self._at) or not self._sees("day", ahead=1):
            return first
        self._at += 1
        last = self._day()
        found = _range_of_days((first, last))
        return replace(found, written=self._text(start)) if found else self._refuse()

    def _ask_which_days(self, first: int) -> NoReturn:
        """Ask whether hours behind several days are those of each."""
        days = [word.written for word in self._words[first : self._at] if word.kind == "day"]
        behind, self._at = self._at, len(self._words)
        hours = self._text(behind)
        self._two("; ".join(f"{day} {hours}" for day in days), f"{'; '.join(days)} {hours}")

    def _sees_comma(self) -> bool:
        return self._sees("and") and self._words[self._at].written == ","

    def _day(self) -> Day:
        """Read one day: `Do 17.6.` are two words for it, which must agree."""
        day = self._named_day()
        is_weekday = isinstance(day, DayName) and day.weekday is not None and day.day is None
        if is_weekday and self._sees_comma() and self._is_date(1):
            self._at += 1
        if not is_weekday and self._is_weekday(0) and not self._is_date(1):
            return self._agreed(self._named_day(), day)  # `17.6. (Do)`
        if not is_weekday or not self._is_date(0):
            return day
        return self._agreed(day, self._named_day())

    def _named_day(self) -> Day:
        day = self._value("day")
        return day if isinstance(day, date | DayName) else self._refuse()

    def _is_date(self, ahead: int) -> bool:
        at = self._at + ahead
        value = self._words[at].value if self._sees("day", ahead=ahead) else None
        return isinstance(value, date) or (isinstance(value, DayName) and value.day is not None)

    def _is_weekday(self, ahead: int) -> bool:
        at = self._at + ahead
        value = self._words[at].value if self._sees("day", ahead=ahead) else None
        return isinstance(value, DayName) and value.weekday is not None and value.day is None

    def _agreed(self, weekday: Day, day: Day) -> Day:
        number = weekday.weekday if isinstance(weekday, DayName) else None
        if isinstance(day, DayName):
            return replace(day, weekday=number)
        if isinstance(day, date) and day.weekday() == number:
            return day
        return self._refuse("bad_date")

    def _is_hours(self, at: int) -> bool:
        kinds = {*HOURS - {"dash"}, "all_day", "opening", *HALVES}
        return at < len(self._words) and self._words[at].kind in kinds

    def _hours(self) -> Window:
        """Read hours, half a day before or behind them: `vormittags 9-11`, `2-4 nachmittags`."""
        if half := self._take(*HALVES):
            return self._plain_hours(half.kind)
        behind = self._half_behind()
        if behind == "morning" and self._sees("from") and not self._has_end():
            self._ask_until_when()
        self._behind = behind
        window = self._plain_hours("")
        self._behind = ""
        if behind:
            self._expect(behind)
        return window

    def _ask_until_when(self) -> NoReturn:
        """Ask of `from 9 in the morning` whether it is until noon."""
        self._expect("from")
        start = shown(self._time("morning").minutes)
        self._two(f"{start}-12:00", f"{start}-24:00")

    def _half_behind(self) -> str:
        """Tell the half of a day that is named behind hours."""
        at = self._at
        while at < len(self._words) and (self._words[at].kind in HOURS or self._is_inner(at)):
            at += 1
        return (
            self._words[at].kind if self._at < at < len(self._words) and self._is_half(at) else ""
        )

    def _is_inner(self, at: int) -> bool:
        """Whether half a day stands at the start of a stretch: `10 in the morning until 3`."""
        is_half = 0 < at < len(self._words) and self._words[at].kind in HALVES
        return is_half and self._starts_end(at + 1)

    def _starts_end(self, at: int) -> bool:
        return at < len(self._words) and self._words[at].kind in {"dash", "to"}

    def _is_half(self, at: int) -> bool:
        return self._words[at].kind in HALVES and self._words[at - 1].kind == "time"

    def _has_end(self) -> bool:
        return any(word.kind in {"dash", "to", "before"} for word in self._words[self._at + 2 :])

    def _plain_hours(self, half: str) -> Window:
        if self._sees("all_day") and self._sees(*BOUNDS, ahead=1):
            self._at += 1  # `any time after 10`
        if self._sees("all_day"):
            self._at += 1
            return Window(None) if not half else self._refuse()
        if self._sees("between"):
            return self._between(half)
        if self._sees("from"):
            return self._from(half)
        if self._sees("to", "before"):
            return self._until(half)
        if self._sees("time", "noon", "midnight", "opening"):
            return self._range(half)
        return self._half_day(half) if half else self._refuse()

    def _half_day(self, half: str) -> Window:
        if half == "morning":
            return Window(None, None, Midday.MORNING_ENDS)
        if half == "afternoon":
            return Window(None, Midday.AFTERNOON_BEGINS, None)
        return self._two("17:00-24:00", "18:00-24:00")

    def _between(self, half: str) -> Window:
        self._expect("between")
        start = self._time(half)
        self._expect("and", "dash", "to")
        return self._stretch(start, self._time(half or self._behind))

    def _range(self, half: str) -> Window:
        if self._take("opening"):
            self._expect("dash", "to")
            return Window(None, None, self._alone(self._time(half or self._behind)))
        start = self._time(half)
        if (
            start.is_word
            and not start.minute
            and self._sees("to")
            and self._words[self._at].written.casefold() == "to"
        ):
            self._ask_time_or_stretch(start)
        if self._take("later"):
            return Window(None, self._start_alone(start), None)
        if self._take("earlier"):
            return Window(None, None, self._alone(start))
        if not self._sees("dash", "to"):
            self._ask_which_side(start)
        return self._to_end(start, half)

    def _ask_time_or_stretch(self, start: Spoken) -> NoReturn:
        """Ask of `ten to twelve` whether it is a time of day."""
        self._expect("to")
        end = self._time("").minutes
        self._two(f"{shown(start.minutes)}-{shown(end)}", f"{shown(end - start.hour)}")

    def _to_end(self, start: Spoken, half: str) -> Window:
        self._expect("dash", "to", "before")
        if self._take("closing"):
            return Window(None, self._start_alone(start), None)
        if self._take("lunch"):
            return Window(None, self._start_alone(start), Midday.LUNCH_BEGINS)
        return self._stretch(start, self._time(half or self._behind))

    def _ask_which_side(self, at: Spoken) -> NoReturn:
        """Ask of a time alone whether it is a start or an end."""
        is_inside = 0 < at.minutes < MIDNIGHT_MINUTES
        if self._words[self._at - 1].written.isdigit() or at.may_be_later or not is_inside:
            self._refuse()
        self._two(f"{shown(at.minutes)}-24:00", f"00:00-{shown(at.minutes)}")

    def _from(self, half: str) -> Window:
        self._expect("from")
        if self._take("lunch"):
            return Window(None, Midday.LUNCH_ENDS, None)
        if not half and self._take("afternoon"):
            return Window(None, Midday.AFTERNOON_BEGINS, None)
        if self._sees("opening"):
            return self._range(half)
        if self._has_end_behind_start() or self._is_inner(self._at + 1):
            return self._to_end(self._time(half), half)
        start = self._time(half or self._behind)
        self._take("later")
        return Window(
            None, self._start_alone(start), Midday.MORNING_ENDS if half == "morning" else None
        )

    def _has_end_behind_start(self) -> bool:
        return self._sees("dash", "to", "before", ahead=1)

    def _until(self, half: str) -> Window:
        self._expect("to", "before")
        if self._take("lunch"):
            return Window(None, None, Midday.LUNCH_BEGINS)
        end = self._time(half or self._behind)
        start = Midday.AFTERNOON_BEGINS if half == "afternoon" else None
        return Window(None, start, self._alone(end))

    def _time(self, half: str) -> Spoken:
        if self._take("noon"):
            return Spoken(12, is_exact=True)
        if self._take("midnight"):
            return Spoken(24, is_exact=True)
        said = self._value("time")
        if not isinstance(said, Spoken):
            return self._refuse()
        if self._sees(*HALVES) and self._starts_end(self._at + 1):
            half = self._expect(*HALVES).kind
        if not half or not said.is_of_12:
            return said
        is_noon = said.hour == NOON_HOUR and half != "evening"
        return replace(said, half="p" if is_noon else HALF_OF[half])

    def _start_alone(self, at: Spoken) -> time:
        """Take a start; from midnight may be any of two."""
        return self._alone(at) if at.minutes < MIDNIGHT_MINUTES else self._refuse()

    def _alone(self, at: Spoken) -> time:
        """Take the only time there is; one of the small hours may be one of the afternoon."""
        if at.may_be_later:
            later = shown(at.minutes + NOON_MINUTES)
            before, said, behind = self._written.rpartition(self._words[self._at - 1].written)
            example = f"{before}{later}{behind}" if said else later
            self._two(shown(at.minutes), later, example)
        return clock(at.minutes)

    def _stretch(self, start: Spoken, end: Spoken) -> Window:
        if dates := DATES.search(self._written):
            hours = f"{shown(start.minutes)}-{shown(end.minutes)}"
            self._two(hours, f"{dates[1]}.-{dates[3]}.")
        readings = [r for r in readings_of(start, end) if is_sensible(*r)]
        if not readings:
            raise UnclearError(end_before_start(clock(start.minutes), clock(end.minutes)))
        if len(readings) > 1:
            self._two(*(f"{shown(at)}-{shown(to)}" for at, to in readings[:2]))
        at, to = readings[0]
        return Window(None, clock(at), clock(to))

    def _sees(self, *kinds: str, ahead: int = 0) -> bool:
        at = self._at + ahead
        return at < len(self._words) and self._words[at].kind in kinds

    def _take(self, *kinds: str) -> Token | None:
        if not self._sees(*kinds):
            return None
        self._at += 1
        return self._words[self._at - 1]

    def _expect(self, *kinds: str) -> Token:
        return self._take(*kinds) or self._refuse()

    def _value(self, kind: str) -> object:
        value = self._expect(kind).value
        if isinstance(value, CellFault):
            raise UnclearError(value)
        return value

    def _two(self, one: str, other: str, example: str = "") -> NoReturn:
        raise UnclearError(two_readings(self._written, one, other, example))

    def _refuse(self, code: str = "bad_period") -> NoReturn:
        raise UnclearError(CellFault(code, {"value": self._written}))


def _range_of_days(pair: object) -> DayRange | None:
    """Make a range of two days; the first has the month of the last: `16.-17.6.`."""
    first, last = pair if isinstance(pair, tuple) else (None, None)
    if _is_bare(last) or not isinstance(last, date | DayName):
        return None
    if isinstance(last, date) and isinstance(first, DayName) and first.day:
        first = _date_of(last.year, first.month or last.month, first.day)
    elif isinstance(last, DayName) and isinstance(first, DayName) and _is_bare(first):
        first = replace(first, month=last.month)
    return DayRange(first, last) if isinstance(first, type(last)) else None


def _date_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_bare(day: Day) -> bool:
    """Whether a day is named by a number alone."""
    return isinstance(day, DayName) and day.day is not None and day.month is None


def _is_denied(bound: str) -> bool:
    return is_phrase("not", bound.partition(" ")[0])


def _is_travel(word: Token) -> bool:
    return is_phrase("travel", word.written)


def _is_counted(day: Day) -> bool:
    return isinstance(day, DayName) and day.nth is not None
