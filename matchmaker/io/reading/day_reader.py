"""Days as people write them: `Do 17.6.`, `Thu & Fri`, `16.-17.6.`, `on both days`."""

from dataclasses import replace
from datetime import date
from typing import NoReturn

from matchmaker.io.reading.tokens import DayName
from matchmaker.io.reading.windows import Day, DayRange
from matchmaker.io.reading.word_reader import WordReader


class DayReader(WordReader):
    """One day, several, or each from one to another."""

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
            found = _range_of_days(pair.value)
            return replace(found, written=pair.written) if found else self._refuse()
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


def _is_counted(day: Day) -> bool:
    return isinstance(day, DayName) and day.nth is not None
