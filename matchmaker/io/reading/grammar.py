"""Days and hours as people write them: `ab 10 Uhr`, `17.6. 9-12, 14-16`, `Thursday I can't`.

The grammar is small and never guesses: what has two sensible readings is a fault that names both.
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from functools import cached_property
from itertools import pairwise

from matchmaker.io.reading.day_reader import DayReader
from matchmaker.io.reading.hour_reader import BOUNDS, HourReader
from matchmaker.io.reading.phrases import is_phrase
from matchmaker.io.reading.tokens import STOPS, Token
from matchmaker.io.reading.windows import Bound, Day, Edge, Midday, Window
from matchmaker.io.reading.word_reader import UnclearError

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


class Grammar(DayReader, HourReader):
    """Days and hours, in any order that has one meaning."""

    @cached_property
    def _letters(self) -> str:
        return "".join(LETTERS.get(word.kind, " ") for word in self._words)

    def windows(self) -> tuple[Window, ...]:
        """Read everything, to the last word."""
        kinds = [word.kind for word in self._words]
        if "except" not in kinds:
            return self._items()
        at = kinds.index("except")
        there, gone = self._words[:at], self._words[at + 1 :]
        if there and there[-1].written in STOPS:
            there = there[:-1]  # `Thursday, except 10-12`
        if self._is_absence or any(word.written in STOPS for word in gone):
            self._refuse()  # `except Thursday, 9-12`
        try:
            base = Grammar(self._written, there).windows() if there else ()
            return (*base, *self._exceptions(base, gone))
        except UnclearError:
            return self._refuse()  # the readings of a part say nothing of the whole

    def _exceptions(self, base: tuple[Window, ...], words: list[Token]) -> tuple[Window, ...]:
        """Read behind `except` when somebody is not there, of the days before it if it names none.

        The word that denies them comes first, so that more behind a semicolon is asked about.
        """
        if [word.kind for word in words] == ["lunch"]:
            gone: tuple[Window, ...] = (Window(None, Midday.LUNCH_BEGINS, Midday.LUNCH_ENDS),)
        else:
            gone = Grammar(self._written, words).windows()
        if any(window.is_absence or window.leaves_open for window in (*base, *gone)):
            self._refuse()
        if not _is_one_list(gone):
            self._refuse()  # `except Friday and Thursday from 10`
        denied = [
            replace(each, is_absence=True, is_led=True, written=self._written) for each in gone
        ]
        if not base or any(window.day for window in gone):
            return tuple(denied)
        days = dict.fromkeys(window.day for window in base)
        if len(days) > 1 and any(window.is_narrow for window in base):
            self._refuse()  # `Thu 9-16, Fri 9-16 except 12-13`
        return tuple(replace(each, day=day) for day in days for each in denied)

    def _items(self) -> tuple[Window, ...]:
        items = [self._item()]
        while self._at < len(self._words):
            sign = self._expect("and")
            is_apart = sign.ends_clause or sign.written in STOPS
            items.append(replace(self._item(), is_apart=is_apart, is_clause=sign.ends_clause))
        items = _without_narrowed(items)
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
        has_its_sense = _is_denied(other.bound) and other.days
        if _is_denied(one.bound) and other.bound and not has_its_sense:
            self._refuse()  # `not before 10 or after 3pm`, `not after 10, not before 3pm`
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
        if not SPAN.match(self._letters, start):
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
        if not days and self._sees("day", "days", "every_day"):
            behind = self._at
            days = [None] if self._take("every_day") else [self._day_or_range()]
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


def _is_one_list(windows: tuple[Window, ...]) -> bool:
    """Whether each of several days has hours of its own, or none of them has any."""
    hours = {(window.start, window.end) for window in windows if window.is_narrow}
    days = {window.day for window in windows}
    return not hours or len(days) == 1 or len(hours) == len(windows)


def _without_narrowed(items: list[_Item]) -> list[_Item]:
    """Make one stretch of `not before 10 and not after 3pm`: each says that there is no more."""
    found = items[:1]
    for item in items[1:]:
        both = _both_bounds(found[-1], item)
        found[-1:] = [both] if both else [found[-1], item]
    return found


def _both_bounds(one: _Item, other: _Item) -> _Item | None:
    """Put the start of one and the end of the other together, if there is no more beside either."""
    is_narrow = all(_is_narrow(item.bound) and not item.is_absence for item in (one, other))
    if not is_narrow or other.days or one.hours is None or other.hours is None:
        return None
    start, end = one.hours.start or other.hours.start, one.hours.end or other.hours.end
    is_each = (one.hours.start is None) != (other.hours.start is None)
    if not (is_each and isinstance(start, time) and isinstance(end, time) and start < end):
        return None
    hours = replace(one.hours, start=start, end=end)
    return replace(one, hours=hours, hours_written=f"{one.hours_written} {other.hours_written}")


def _is_narrow(bound: str) -> bool:
    return is_phrase("narrow", bound.partition(" ")[0])


def _is_denied(bound: str) -> bool:
    return is_phrase("not", bound.partition(" ")[0])


def _is_travel(word: Token) -> bool:
    return is_phrase("travel", word.written)
