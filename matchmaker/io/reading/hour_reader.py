"""Hours as people write them: `ab 10 Uhr`, `9-12`, `3-4pm`, `mornings`, `2-4 nachmittags`."""

import re
from dataclasses import replace
from datetime import time
from functools import cached_property
from typing import NoReturn

from matchmaker.io.reading.stretches import (
    NOON_HOUR,
    NOON_MINUTES,
    clock,
    is_sensible,
    readings_of,
)
from matchmaker.io.reading.tokens import Spoken
from matchmaker.io.reading.values import DASHES, MIDNIGHT_MINUTES, end_before_start, shown
from matchmaker.io.reading.windows import Midday, Window
from matchmaker.io.reading.word_reader import UnclearError, WordReader

HALVES = frozenset({"morning", "afternoon", "evening"})
HALF_OF = {"morning": "a", "afternoon": "p", "evening": "p"}
BOUNDS = frozenset({"from", "to", "before", "between"})
HOURS = frozenset({"time", "noon", "midnight", "dash", "to", "from", "before", "between"})
TIMES = frozenset({"time", "noon", "midnight"})
DATES = re.compile(
    rf"(?<![\d.:])(\d{{1,2}}\.(0[1-9]|1[0-2])) ?[{DASHES}] ?(\d{{1,2}}\.\2)(?! ?[\d.:huap])",
    re.ASCII,
)
"""`17.06-18.06`: dates, or times."""


class HourReader(WordReader):
    """A stretch of a day, or one side of it; what may be two is asked about."""

    @cached_property
    def _dates(self) -> re.Match[str] | None:
        return DATES.search(self._written)

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
        if self._sees(*TIMES, "opening"):
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
        from_then, until_then = f"{shown(at.minutes)}-24:00", f"00:00-{shown(at.minutes)}"
        self._two_in_place(self._times_before()[-1], from_then, until_then)

    def _times_before(self) -> list[int]:
        """Tell which of the words so far are times."""
        return [at for at in range(self._at) if self._words[at].kind in TIMES]

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
        if dates := self._dates:
            hours = f"{shown(start.minutes)}-{shown(end.minutes)}"
            self._two(hours, f"{dates[1]}.-{dates[3]}.")
        readings = [r for r in readings_of(start, end) if is_sensible(*r)]
        if not readings:
            raise UnclearError(end_before_start(clock(start.minutes), clock(end.minutes)))
        if len(readings) > 1:
            first = self._times_before()[-2]
            self._two_in_place(first, *(f"{shown(at)}-{shown(to)}" for at, to in readings[:2]))
        at, to = readings[0]
        return Window(None, clock(at), clock(to))
