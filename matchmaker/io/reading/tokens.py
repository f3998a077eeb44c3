"""What people write of days and hours, word by word: dates, times of day, and phrases of ours."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.phrases import is_phrase, month, numbers, pattern, weekday
from matchmaker.io.reading.values import CENTURY, DASHES, MONTHS, NOON, read_date
from matchmaker.text import fold

DAY_HOURS, LAST_MINUTE = 24, 59
LAST_OF_MONTH = 31
MONDAY, FRIDAY = 0, 4
EARLY = 6
"""Up to this hour people who write `2` may mean the afternoon."""

WORDS = (
    *("day_1", "day_2", "day_3", "every_day", "all_day", "between", "before", "from", "to"),
    *("morning", "afternoon", "evening", "lunch", "noon", "midnight", "and"),
    *("later", "earlier", "opening", "closing", "weekdays"),
    *("not", "absent", "except", "only", "affirmed", "regret"),
)
"""The entries of `phrase` that the grammar of hours knows."""
DATE = re.compile(
    r"(?:\d{4}-\d{1,2}-\d{1,2}(?!\d)(?:t(?=\d))?|\d{1,2}\. ?\d{1,2}\. ?\d{4}(?!\d)"
    r"|\d{1,2}\.\d{1,2}\.\d{2}(?![\d:.])|\d{1,2}/\d{1,2}/\d{2,4}(?!\d)|\d{1,2}-\d{1,2}-\d{4}(?!\d))",
    re.ASCII,
)
DAY_MONTH = re.compile(r"(\d{1,2})\.(?: ?(\d{1,2})\.(?!\d)|(\d)(?![\d.:]))", re.ASCII)
"""`17.6.`, `17. 06.`, `17.6`; `17.06` may be a time."""
NAMED_MONTH = re.compile(
    r"(\d{1,2})(?:\.|st|nd|rd|th)?[ /-]?(?:of )?([^\W\d]{3,})\.?(?:(?:,? |[/-])(20\d{2})(?!\d))?"
)
MONTH_FIRST = re.compile(
    r"([^\W\d]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?![\d:.])(?:,? (20\d{2})(?!\d))?"
)
ORDINAL = re.compile(r"(\d{1,2})(?:(?:st|nd|rd|th)(?!\w)|\.(?!\d))", re.ASCII)
NOT_HALF = r"(?! ?\d{1,2}\. ?\d| (?:mo|di|mi|do|fr|sa|so|tag|[^\W\d]+tag)(?!\w))"
"""German `am` before a day is no half of a day."""
AM = re.compile(r"a\.? ?m(?!\w)\.?")
BEFORE_DAY = re.compile(
    r" *(?:\d{1,2}\.|\d{4}-|\d{1,2}/|(?:mo|di|mi|do|fr|sa|so|tag|[^\W\d]+tag)(?!\w))"
)
OVER = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d:./])", re.ASCII)
CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?:(?:[:.](?P<minute>\d{2})(?::\d{2})?)|(?: ?h ?(?P<after_h>\d{2})(?!\d)))?"
    r"(?!\d)(?P<uhr> ?(?:uhr(?: (?P<after_uhr>\d{2})(?![\d:.]))?|hrs?(?!\w)|h(?!\w)|o'clock))?"
    rf"(?: ?(?P<half>[ap])\.? ?m(?!\w)\.?{NOT_HALF})?",
    re.ASCII,
)
MILITARY = re.compile(r"(\d{2})(\d{2})(?!\d)(?: ?(?:hrs?|h|uhr)(?!\w))?", re.ASCII)
WITHOUT_DOT = re.compile(
    rf"(?:(\d{{1,2}}) ?[{DASHES}] ?(\d{{1,2}})"
    r"(?:\. ?(\d{1,2})\.(?!\d)|(?:\.|st|nd|rd|th)? ?([^\W\d]{3,}))"
    rf"|([^\W\d]{{3,}})\.? (\d{{1,2}}) ?[{DASHES}] ?(\d{{1,2}})(?![\d:.]| ?[ap]\.?m))"
    r"(?:,? ?(20\d{2})(?!\d))?"
)
"""`16-17.6.`, `17-18 June`, `June 17-18`."""
HELPED = re.compile(rf"(?<!\w)(?i:{pattern('helping').pattern}) do(?!\w)")
"""German `Do` is a day; English `do` behind such a word is none."""
APOSTROPHES = str.maketrans("’‘´`", "'" * 4)
WORD = re.compile(r"[^\W\d]+\.?")
SEPARATOR = re.compile(r",|&|\+|/")
DASH = re.compile(f"[{DASHES}]")
PASSED_OVER = " :().!…"
WORD_BEHIND = re.compile(r" +[^\W\d_]")
STOPS = frozenset({",", ".", "!"})
ADDS_NOTHING = frozenset({"filler", "regret"})


@dataclass(frozen=True)
class DayName:
    """A day as people call it; the timetable tells which one it is.

    Parameters
    ----------
    written : str
        As it was written.
    day, month, weekday, nth : int or None
        What is known of it; the weekday from Monday as 0, the day of the event from 1.
    """

    written: str
    day: int | None = None
    month: int | None = None
    weekday: int | None = None
    nth: int | None = None

    def means(self, day: date, nth: int) -> bool:
        """Whether this may be that day, the nth of the event."""
        known = ((self.day, day.day), (self.month, day.month), (self.weekday, day.weekday()))
        return all(ours in {None, its} for ours, its in (*known, (self.nth, nth)))


@dataclass(frozen=True)
class Spoken:
    """A time of day as it was written.

    Parameters
    ----------
    hour, minute : int
        As written.
    half : str
        `a` or `p`, if it is said.
    is_exact : bool
        Whether it is plainly meant by a clock of 24 hours.
    is_word : bool
        Whether the hour stands as a word.
    """

    hour: int
    minute: int = 0
    half: str = ""
    is_exact: bool = False
    is_word: bool = False

    @property
    def minutes(self) -> int:
        """Minutes since midnight, as it stands."""
        if not self.half:
            return 60 * self.hour + self.minute
        return 60 * (self.hour % NOON + NOON * (self.half == "p")) + self.minute

    @property
    def may_be_later(self) -> bool:
        """Whether the afternoon may be meant."""
        return not self.half and not self.is_exact and 1 <= self.hour <= EARLY

    @property
    def is_of_12(self) -> bool:
        """Whether the hour may be one of a clock of twelve hours."""
        return not self.half and 1 <= self.hour <= NOON


@dataclass(frozen=True)
class Token:
    """One word: its kind, and what it says."""

    kind: str
    written: str
    value: object = None
    ends_clause: bool = False
    """Whether more than a day or hours stood before this `and`."""
    narrows: bool = False
    """Whether it says that there is no more than this: `nur bis`, `not before`."""


class UnknownWordError(Exception):
    """Something that is no word of ours."""


def tokens(written: str) -> list[Token]:
    """Tell the words of a text, without those that add nothing.

    Raises
    ------
    UnknownWordError
        If there is anything else.
    """
    apart = _apart(written.translate(APOSTROPHES))
    folded = [(letter, i) for i, one in enumerate(apart) for letter in one.casefold()]
    text, at = "".join(letter for letter, _ in folded), 0
    found: list[Token] = []
    places = [i for _, i in folded] + [len(apart)]
    while at < len(text):
        if text[at] in PASSED_OVER:
            if text[at] in ".!" and _ends_sentence(text, at, found):
                found.append(Token("and", text[at]))
            at += 1
            continue
        token, end = _next(text, at)
        if token.kind == "filler" and _may_be_a_zone(apart[places[at] : places[end]], found):
            raise UnknownWordError(text[at:])
        found.append(_as_written(token, apart[places[at] : places[end]].strip()))
        at = end
    return _without_only(_without_filler(found))


def _may_be_a_zone(written: str, before: list[Token]) -> bool:
    """Whether capitals behind a time may be those of a time zone: `9-12 IST`."""
    return bool(before) and before[-1].kind == "time" and len(written) > 1 and written.isupper()


def _ends_sentence(text: str, at: int, found: list[Token]) -> bool:
    """Whether a stop between words is that of a sentence, and not of a short word or a date."""
    is_between = WORD_BEHIND.match(text, at + 1) is not None and text[at - 1].isalpha()
    return is_between and bool(found) and found[-1].kind not in {"day", "and"}


def _without_filler(words: list[Token]) -> list[Token]:
    """Leave out what adds nothing, and its comma at either end: `Yes, from 10, thanks`."""
    first, last = 0, len(words)
    while last - first > 1 and words[last - 1].kind in ADDS_NOTHING:
        last -= 1
        if words[last - 1].written in STOPS:
            last -= 1
    while last - first > 1 and words[first].kind in {*ADDS_NOTHING, "affirmed"}:
        if words[first].kind == "affirmed" and words[first + 1].written not in STOPS:
            break
        first += 1
        if words[first].written in STOPS:
            first += 1
    left = [word for word in _clauses(words[first:last]) if word.kind not in ADDS_NOTHING]
    if any(word.kind == "regret" for word in words) and not any(map(_is_limit, left)):
        raise UnknownWordError(words[0].written)  # `sorry, 9-12`
    return left


def _clauses(words: list[Token]) -> Iterator[Token]:
    """Mark where a clause ends: `Thursday works and Friday doesn't`."""
    before = ""
    for word in words:
        yield replace(word, ends_clause=word.kind == "and" and before in ADDS_NOTHING)
        before = word.kind


def _is_limit(word: Token) -> bool:
    return word.kind in DENIALS | BOUNDS | {"only"}


def _as_written(token: Token, written: str) -> Token:
    """Show a word with the capitals it is written in."""
    value = token.value
    if isinstance(value, DayName):
        value = replace(value, written=written.rstrip("."))
    if isinstance(value, CellFault):
        value = replace(value, parameters={**value.parameters, "value": written})
    return replace(token, written=written, value=value)


def _without_only(words: list[Token]) -> list[Token]:
    """Leave out `only`, and mark the hours of a day that it narrows; `not only` is no word of ours.

    Raises
    ------
    UnknownWordError
        If it is denied.
    """
    found: list[Token] = []
    before, is_denied = Token("", ""), False
    for word in words:
        is_denied = word.kind in DENIALS or (is_denied and word.kind != "and")
        if word.kind == "only" and is_denied:
            raise UnknownWordError(word.written)
        if word.kind != "only":
            narrows = before.kind == "only" and bool(found) and found[-1].kind == "day"
            found.append(replace(word, narrows=narrows or _is_narrow(word)))
        before = word
    return found


def _is_narrow(word: Token) -> bool:
    """Whether a word for a bound says that there is no more: `erst ab`, `no later than`."""
    is_first = is_phrase("narrow", word.written.partition(" ")[0])
    return word.kind in BOUNDS and (is_first or is_phrase("travel", word.written))


DENIALS, BOUNDS = frozenset({"not", "absent"}), frozenset({"from", "to", "before"})


def _apart(text: str) -> str:
    """Write `donnerstagvormittag` as two words, and `I can do` without a Thursday."""
    text = HELPED.sub(lambda match: match[0][:-2] + "  ", text)
    return re.sub(r"(?<=tag)(?=(?:vor|nach)mittags?(?!\w))", " ", text, flags=re.IGNORECASE)


def _next(text: str, at: int) -> tuple[Token, int]:
    for read in READERS:
        found = read(text, at)
        if found is not None:
            return found
    raise UnknownWordError(text[at:])


def _phrases(text: str, at: int) -> tuple[Token, int] | None:
    """Find the longest phrase that begins here."""
    if at and text[at - 1].isalpha() and text[at].isalpha():
        return None
    ends = {
        name: match.end() for name in (*WORDS, "filler") if (match := pattern(name).match(text, at))
    }
    if not ends:
        return None
    name = max(ends, key=lambda name: ends[name])
    if name == "filler" and text[at].isdigit():
        return None
    written = text[at : ends[name]]
    if name.startswith("day_"):
        return Token("day", written, DayName(written, nth=int(name[-1]))), ends[name]
    if name == "weekdays":
        ends_of_week = tuple(DayName(written, weekday=number) for number in (MONDAY, FRIDAY))
        return Token("days", written, ends_of_week), ends[name]
    return Token(name, written), ends[name]


def _am(text: str, at: int) -> tuple[Token, int] | None:
    """Tell German `am`, which adds nothing before a day, from half a day in English."""
    match = AM.match(text, at)
    if match is None:
        return None
    is_german = match[0] == "am" and BEFORE_DAY.match(text, match.end())
    return Token("filler" if is_german else "morning", match[0]), match.end()


def _date(text: str, at: int) -> tuple[Token, int] | None:
    match = DATE.match(text, at)
    if match is None:
        return None
    return Token("day", match[0], read_date(match[0].rstrip("t"))), match.end()


def _day_and_month(text: str, at: int) -> tuple[Token, int] | None:
    if match := DAY_MONTH.match(text, at):
        return _named(match, int(match[1]), int(match[2] or match[3]))
    if (match := NAMED_MONTH.match(text, at)) and month(match[2]):
        return _named(match, int(match[1]), month(match[2]) or 0, match[3])
    if (match := MONTH_FIRST.match(text, at)) and month(match[1]):
        return _named(match, int(match[2]), month(match[1]) or 0, match[3])
    return None


def _days_without_dot(text: str, at: int) -> tuple[Token, int] | None:
    """Read the first day of `16-17.6.`, `17-18 June` or `June 17-18`, and go on at the dash."""
    match = WITHOUT_DOT.match(text, at)
    if match is None:
        return None
    one, other, number, name, name_first, first, last, year = match.groups()
    of = int(number) if number else month(name or name_first)
    days = (int(first or one), int(last or other))
    if not of or of > MONTHS or not days[0] < days[1] <= LAST_OF_MONTH:
        return None
    pair = tuple(_named(match, day, of, year)[0].value for day in days)
    return Token("days", match[0].strip(), pair), match.end()


def _ordinal(text: str, at: int) -> tuple[Token, int] | None:
    """Read `the 17th` and `17.`, a day without its month."""
    match = ORDINAL.match(text, at)
    if match is None:
        return None
    return Token("day", match[0], DayName(match[0], day=int(match[1]))), match.end()


def _day_over_month(text: str, at: int) -> tuple[Token, int] | None:
    """Read `17/6` and `6/17`, where one number can be no month."""
    match = OVER.match(text, at)
    one, other = (int(match[1]), int(match[2])) if match else (0, 0)
    if match is None or not min(one, other) <= MONTHS < max(one, other):
        return None
    return _named(match, max(one, other), min(one, other))


def _named(match: re.Match[str], day: int, of: int, year: str | None = None) -> tuple[Token, int]:
    written = match[0].strip()
    value: object = DayName(written, day, of)
    try:
        date(CENTURY + 4, of, day)  # a year with a 29 February
        value = date(int(year), of, day) if year else value
    except ValueError:
        value = CellFault("bad_date", {"value": written})
    return Token("day", written, value), match.end()


def _clock(text: str, at: int) -> tuple[Token, int] | None:
    if match := MILITARY.match(text, at):
        return _time(match, int(match[1]), int(match[2]), "", is_exact=True)
    match = CLOCK.match(text, at)
    if match is None:
        return None
    minute = match["minute"] or match["after_h"] or match["after_uhr"] or "0"
    is_exact = match["hour"].startswith("0") and bool(match["minute"])
    return _time(match, int(match["hour"]), int(minute), match["half"] or "", is_exact=is_exact)


def _time(
    match: re.Match[str], hour: int, minute: int, half: str, *, is_exact: bool
) -> tuple[Token, int]:
    is_time = minute <= LAST_MINUTE and 60 * hour + minute <= 60 * DAY_HOURS
    if half:
        is_time = is_time and 1 <= hour <= NOON
    value = Spoken(hour, minute, half, is_exact=is_exact)
    fault = CellFault("bad_time", {"value": match[0].strip()})
    return Token("time", match[0].strip(), value if is_time else fault), match.end()


def _spoken(text: str, at: int) -> tuple[Token, int] | None:
    """Read `halb zehn`, `viertel nach 9`, `half past nine`, `zehn`."""
    for name, past in PARTS_OF_HOURS:
        match = pattern(name).match(text, at)
        if match and (hour := _hour(text, match.end())):
            minutes = (60 * hour[0] + past) % (60 * NOON) or 60 * NOON
            said = Spoken(minutes // 60 or NOON, minutes % 60, is_word=True)
            return Token("time", text[at : hour[1]], said), hour[1]
    hour = _hour(text, at)
    if hour and not text[at].isdigit():
        return Token("time", text[at : hour[1]], Spoken(hour[0], is_word=True)), hour[1]
    return None


PARTS_OF_HOURS = (("half_past", 30), ("half_to", -30), ("quarter_past", 15), ("quarter_to", -15))
HOUR_WORD = re.compile(r" ?(\d{1,2}|[^\W\d]+)(?![\w:])(?: ?(?:uhr|o'clock)(?!\w))?")


def _hour(text: str, at: int) -> tuple[int, int] | None:
    """Read an hour from 1 to 12, as a word or in digits, and where it ends."""
    match = HOUR_WORD.match(text, at)
    if match is None:
        return None
    hour = int(match[1]) if match[1].isdecimal() else numbers().get(fold(match[1]), 0)
    return (hour, match.end()) if 1 <= hour <= NOON else None


def _signs(text: str, at: int) -> tuple[Token, int] | None:
    if match := SEPARATOR.match(text, at):
        return Token("and", match[0]), match.end()
    if match := DASH.match(text, at):
        return Token("dash", match[0]), match.end()
    return None


def _weekday(text: str, at: int) -> tuple[Token, int] | None:
    match = WORD.match(text, at)
    number = weekday(match[0]) if match else None
    if match is None or number is None:
        return None
    return Token("day", match[0], DayName(match[0].rstrip("."), weekday=number)), match.end()


Found = tuple[Token, int] | None
READERS: tuple[Callable[[str, int], Found], ...] = (
    _days_without_dot,
    _day_over_month,
    _date,
    _day_and_month,
    _phrases,
    _ordinal,
    _am,
    _spoken,
    _clock,
    _signs,
    _weekday,
)
