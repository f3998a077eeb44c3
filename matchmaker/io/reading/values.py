"""One cell, one value: what people type, read as what they mean.

A reader takes what stands in a cell that is not blank and gives its value, or a `CellFault`.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum
from functools import cache
from typing import Self
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from matchmaker.feedback import RATINGS
from matchmaker.io.package.characters import BROKEN
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.phrases import is_ending, is_phrase, pattern, phrase
from matchmaker.io.reading.suggestions import Suggestions
from matchmaker.text import fold, is_question, languages, recognise

Reader = Callable[[object], object]
"""What stands in a cell to its value, or a `CellFault`."""

EXCEL_ERROR = re.compile(r"#(REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!|BEZUG!|WERT!|NV|ZAHL!)")
"""What English and German Excel write into a CSV file for a formula that failed."""
MOST = 10_000
"""No count and no length in minutes is larger."""
LONGEST_LINE, SHOWN = 300, 40
"""Letters of a name or a label, and those of a longer one that are shown."""
CROSSES = frozenset("✓✔☑✗✘☒×•●")
TICKS = frozenset("✓✔☑")
"""Those of them that say yes wherever they stand; the others may as well cross something out."""
IN_TURN = re.compile(r"\s*[,;!.–—/()]+\s*|\s+-\s+")
TOGETHER, TWO = re.compile(r"\s*[&+/,|]\s*|\s(?:und|and|mit|with|[-–—])\s", re.IGNORECASE), 2
NUMBERED = re.compile(
    r"(?<![\d:])[\W_]*(?:teil|part|block|runde|round|no|nr)?[\W_]*\d+\W*$", re.IGNORECASE
)
"""The number behind one of several: `Matchmaking (Teil 1)`."""
PLAIN_ANSWERS = {
    **dict.fromkeys(("y", "j", *TICKS), "accepted"),
    **dict.fromkeys(("n",), "declined"),
}
"""What does for an answer; a cross may say yes, or cross somebody out."""
DIGITS = frozenset("01234")
UNSEEN = re.compile(f"[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff{BROKEN}]")
"""Soft hyphens, and spaces and marks of no width, which come from web pages and text programs; and
what no program shows or no file may hold."""
LEFT_OUT = re.compile(f"[{BROKEN}]")
"""Those of them that are more than a look: something may have been there."""
YEARS = range(2000, 2101)
CENTURY = 2000
SHORT_YEARS = 100
"""A year below is short for one of this century."""
NOON = 12
EXCEL_DAY_0 = date(1899, 12, 30)
"""Excel counts the days from here; in its year 1900 there was a leap day too many."""
EXCEL_DAY_1 = datetime(1900, 1, 1)  # noqa: DTZ001 - Excel knows no time zones
"""What a cell that shows a time makes of 24 hours."""
EXCEL_BEGINS = 1900
"""The year that Excel's days are counted from; its day 0 is read as a time alone."""
MONTHS = 12
MIDNIGHT_MINUTES = 24 * 60
LONGEST_NIGHT = 12 * 60
"""Minutes between a start and an end of the next day; beyond, one of the two is a slip."""

MIDNIGHT = r"(?:[ T]00:00(?::00)?)?"
"""What CSV files have behind a date that is a date and time to their program."""
ISO_DATE = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){MIDNIGHT}", re.ASCII)
GERMAN_DATE = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}|\d{{2}}){MIDNIGHT}", re.ASCII)
SERIAL_DATE = re.compile(r"([3-7]\d{4})(?:[.,]\d{1,15})?", re.ASCII)
FRACTION = re.compile(r"0[.,]\d{3,17}", re.ASCII)
SLASH_DATE = re.compile(r"(\d{1,2})(?:/(\d{1,2})/(\d{4}|\d{2})|-(\d{1,2})-(\d{4}))", re.ASCII)
TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)? ?(?:uhr|([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE
)
SHARE = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<part>\d{1,2}))? ?%?", re.ASCII)
WHOLE_SHARE = 10_000
WHOLE_NUMBER = re.compile(r"(\d+)(?:[.,]0{1,2})?", re.ASCII)
MARK = re.compile(r"(\d)(?:[.,]0{1,2})?(?:\s*(?:/|of|von|out of)\s*5)?", re.ASCII | re.IGNORECASE)
STARS = re.compile(r"([★⭐]+)[☆\s]*")
EMAIL = re.compile(r"[^@\s;,<>]+@[^@\s;,<>]+\.[^@\s;,<>.]{2,}")
LINK = re.compile(r"https://[^\s/?#@\"<>]+\.[^\s\"<>]+", re.IGNORECASE)
LONGEST_LINK = 2000
"""Letters of an address that every browser takes."""
PHONE_DIGITS = range(5, 61)
"""How many digits there are in one number, or in a few of them."""
IN_BRACKETS = re.compile(r"\([^)]*\)")
ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.ASCII | re.IGNORECASE)
"""What is left of a long number in a CSV file that Excel has saved: `4,93512E+11`."""
ADDRESS = re.compile(
    r"(?:[^<>@]*<\s*(?:mailto:)?(?P<named>[^<>\s]+@[^<>\s]+?)\s*>|(?:mailto:)?(?P<plain>[^<>\s?]+@[^<>\s?]+?))"
    r"(?:\?[^\s]*)?[.,;]?",
    re.IGNORECASE,
)
LONGEST_USER, LONGEST_DOMAIN = 64, 253
"""Letters before and after the @ (RFC 5321)."""
DASHES = r"\-\u2010-\u2015\u2212"
"""Hyphens, dashes and the minus sign, for a set of characters."""


class Padded(int):
    """A number that Excel shows with zeros in front: 7 as `007`."""

    def __new__(cls, number: int, digits: int) -> Self:
        """Make one that is shown with so many digits."""
        made = super().__new__(cls, number)
        made.shown = f"{number:0{digits}d}"
        return made

    shown: str


class Percent(float):
    """A number that Excel shows as a percentage: 0.002 as `0.2 %`."""


class Formula(Enum):
    """What a formula leaves behind."""

    WITHOUT_VALUE = "formula"
    """A program wrote it that does not calculate, and no other has saved the file since."""

    DATA_TYPE = "data type"
    """Excel fetches it from the net, such as Geography, and keeps no text of it in the cell."""


FORMULA_WITHOUT_VALUE, DATA_TYPE = Formula.WITHOUT_VALUE, Formula.DATA_TYPE


def is_blank(cell: object) -> bool:
    """Whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and not read_text(cell))


def is_broken(cell: object) -> bool:
    """Whether there are characters in a cell that cannot be read, and so are left out."""
    return isinstance(cell, str) and not cell.isprintable() and LEFT_OUT.search(cell) is not None


def is_excel_error(cell: object) -> bool:
    """Whether a formula failed in a cell; in workbooks it is read as not a number."""
    if isinstance(cell, float):
        return math.isnan(cell)
    return isinstance(cell, str) and EXCEL_ERROR.fullmatch(cell.strip()) is not None


def read_text(cell: object) -> str:
    """Read one line of text; a whole number loses its `.0`, spaces of any kind become one."""
    if isinstance(cell, str):
        # umlauts in two parts come from a Mac
        return " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", cell)).split())
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    if isinstance(cell, time):
        return f"{cell:%H:%M}"
    return _number_text(cell)


def _number_text(cell: object) -> str:
    if isinstance(cell, Padded):
        return cell.shown
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if isinstance(cell, Formula) else str(cell)


def read_line(cell: object) -> str | CellFault:
    """Read one line of text that stands on what is printed, where there is an end of room."""
    written = read_text(cell)
    if len(written) > LONGEST_LINE:
        start = f"{written[:SHOWN]}…"
        return CellFault(
            "too_long", {"value": start, "count": str(len(written)), "most": str(LONGEST_LINE)}
        )
    return written


def read_name(cell: object) -> str | CellFault:
    """Read what names somebody or something; Excel likes to make a date of `3-1`."""
    if isinstance(cell, date | time | timedelta):
        return CellFault("name_is_a_date", {"value": read_text(cell)})
    return read_line(cell)


def read_names(cell: object) -> tuple[str, ...] | CellFault:
    """Read names separated by `;` or by line breaks, each once."""
    name = read_name(cell)
    return name if isinstance(name, CellFault) else read_list(cell)


def read_cross(cell: object) -> str | CellFault:
    """Read a cross of a matrix: `yes`, `no`, a level by its key, or a number as it is."""
    written = read_text(cell)
    if written in CROSSES:
        return "yes"
    if written in DIGITS:
        return written
    known = (
        _recognised("value.yes_no", written)
        or _recognised("value.level", written)
        or _in_other_words("yes_no", written)
    )
    return (not is_question(written) and known) or CellFault("bad_cross", {"value": written})


def read_prose(cell: object) -> str:
    """Read text that may have several lines."""
    if not isinstance(cell, str):
        return read_text(cell)
    return "\n".join(read_text(line) for line in cell.splitlines()).strip()


def read_list(cell: object) -> tuple[str, ...]:
    """Read words separated by `;` or by line breaks, each once."""
    return parts_of(cell, r"[;\n]")


def parts_of(cell: object, separator: str) -> tuple[str, ...]:
    """Split a cell, each part once."""
    written = cell if isinstance(cell, str) else read_text(cell)
    parts = (read_text(part) for part in re.split(separator, written))
    return tuple(dict.fromkeys(part for part in parts if part))


def read_count(cell: object) -> int | CellFault:
    """Read a whole number from 0."""
    return _whole_number(cell, least=0)


def read_positive(cell: object) -> int | CellFault:
    """Read a whole number from 1."""
    return _whole_number(cell, least=1)


def read_rating(cell: object) -> int | CellFault:
    """Read a mark from 1 to 5, as a number, `4/5`, `4 of 5` or stars."""
    written = read_text(cell)
    stars = STARS.fullmatch(written)
    match = MARK.fullmatch(written)
    mark = len(stars[1]) if stars else int(match[1]) if match else 0
    return mark if mark in RATINGS else CellFault("bad_rating", {"value": written[:SHOWN]})


def read_indicator(cell: object) -> str | CellFault:
    """Read what a figure of the results is called, as its key."""
    written = read_text(cell)
    return recognise("results.label", written) or CellFault(
        "bad_indicator", {"value": written[:SHOWN]}
    )


def _whole_number(cell: object, least: int) -> int | CellFault:
    written = read_text(cell)
    match = WHOLE_NUMBER.fullmatch(written)
    if match and len(match[1]) <= len(str(MOST)) and least <= int(match[1]) <= MOST:
        return int(match[1])
    return CellFault("bad_number", {"value": written, "least": str(least), "most": str(MOST)})


def read_share(cell: object) -> int | CellFault:
    """Read a percentage, in hundredths of a per cent: `0.2`, `0,2 %`."""
    if isinstance(cell, Percent):
        cell = f"{100 * cell:.4f}".rstrip("0").rstrip(".")
    match = SHARE.fullmatch(read_text(cell))
    share = int(match["whole"]) * 100 + int((match["part"] or "").ljust(2, "0")) if match else None
    if share is None or share > WHOLE_SHARE:
        return CellFault("bad_share", {"value": read_text(cell)})
    return share


def _choice(name: str, written: str) -> str | None:
    return _recognised(f"value.{name}", written) or _in_other_words(name, written)


def _agreed(found: Sequence[str | None]) -> str | None:
    """Take what several words say all alike: `ja, passt`."""
    return found[0] if len(set(found)) == 1 else None


def _in_other_words(name: str, written: str) -> str | None:
    """Find what somebody means who does not write our word for it."""
    if name == "yes_no":
        said = (written, _without_politeness(written))
        return next((key for key in ("yes", "no") if any(is_phrase(key, w) for w in said)), None)
    if name == "answer":
        known = phrase(name, written) or PLAIN_ANSWERS.get(written.casefold())
        return known or phrase(name, _without_politeness(written))
    if name == "kind" and not is_phrase("not", written.partition(" ")[0]):
        return _kind_in_other_words(written) or _kind_of_head(written)
    return phrase(name, written)


def _without_politeness(written: str) -> str:
    """Leave out what is said around an answer: `Ja, ich nehme gern teil, vielen Dank!`."""
    words = " ".join(re.findall(r"[^\W_]+(?:['’][^\W_]+)*", written.casefold()))
    plain = read_text(re.sub(rf"(?<!\w){pattern('polite').pattern}", " ", words))
    return plain or written


def _kind_in_other_words(written: str) -> str | None:
    """Find the kind of `Matchmaking`, `Kaffeepause`, `Registrierung & Kaffee`."""
    named = [part for part in TOGETHER.split(written) if not is_phrase("aside", part)]
    kinds = {_kind_of(part) for part in named}
    if None not in kinds:
        return _kind_of_all(kinds)
    return _kind_of(written) if len(kinds) == TWO else None


def _kind_of_all(kinds: set[str | None]) -> str | None:
    """Take the only kind there is; a break with programme in it is programme."""
    return "programme" if kinds == {"break", "programme"} else _agreed([*kinds])


def _kind_of_head(written: str) -> str | None:
    """Find the kind of what comes first: `Imbiss im Foyer`, `Keynote: Chips`."""
    signs = rf": | [-–—] | ?\(|{_beside()}"
    named, *rest = re.split(signs, _one_of_several(written), maxsplit=1, flags=re.IGNORECASE)
    head = _one_of_several(named)
    kinds = {_kind_in_other_words(part.strip(" )")) for part in (head, *rest)}
    return _kind_in_other_words(head) if None in kinds else _kind_of_all(kinds)


def _one_of_several(written: str) -> str:
    """Leave out which one it is: `Matchmaking (Teil 1)`, `B2B session morning`."""
    half = rf"\s(?:{pattern('morning').pattern}|{pattern('afternoon').pattern})$"
    return re.sub(half, "", NUMBERED.sub("", written), flags=re.IGNORECASE)


def _kind_of(written: str) -> str | None:
    known = _recognised("value.kind", written) or phrase("kind", written)
    if known or re.search(_beside(), written, re.IGNORECASE):
        return known  # `Ende der Pause` is no break
    if any(_names_meetings(word) for word in re.split(r"[\s()]+", written)):
        return None  # `Meetings over coffee`
    return next((kind for kind in ("break", "programme") if is_ending(kind, written)), None)


def _names_meetings(word: str) -> bool:
    return "meetings" in {_recognised("value.kind", word), phrase("kind", word)}


def _beside() -> str:
    """Give a pattern of the words that tell where, by whom or of what: `im Foyer`."""
    return rf"\s(?:{pattern('beside').pattern})\s"


def read_yes_no(cell: object) -> bool | CellFault:
    """Read yes or no, in any language."""
    key = "yes" if read_text(cell) in TICKS else read_choice("yes_no", cell)
    return key if isinstance(key, CellFault) else key == "yes"


def read_choice(name: str, cell: object) -> str | CellFault:
    """Read one of the words of the text section `value.<name>`, in any language, as its key."""
    written = read_text(cell)
    known = _choice(name, written) or _agreed(
        [_choice(name, part) for part in IN_TURN.split(written) if part]
    )
    return (not is_question(written) and known) or CellFault(f"bad_{name}", {"value": written})


@cache
def _recognised(section: str, word: str) -> str | None:
    return recognise(section, word)


def read_time_zone(cell: object) -> str | CellFault:
    """Read the name of a time zone, such as `Europe/Berlin`, or of its city; `(GMT+01:00) Berlin`.

    A difference to Greenwich alone would say nothing of summer time.
    """
    written = read_text(cell)
    if written.upper() in WITHOUT_SUMMER:
        said = {"value": written, "suggestions": WITHOUT_SUMMER[written.upper()]}
        return CellFault("misspelt_time_zone", said)
    city = fold(IN_BRACKETS.sub("", written))
    known = _time_zones().get(written.casefold().replace(" ", "_")) or _zones_of_cities().get(city)
    if known:
        return known
    near = _near_zones().near(IN_BRACKETS.sub("", written))
    if not near:
        return CellFault("bad_time_zone", {"value": written})
    return CellFault("misspelt_time_zone", {"value": written, "suggestions": "; ".join(near)})


WITHOUT_SUMMER = {
    "EST": "America/New_York; America/Panama",
    "MST": "America/Denver; America/Phoenix",
    "GMT": "Europe/London; Africa/Accra",
}
"""Zones that know no summer time, and are written all year by people whose clocks do."""


@cache
def _near_zones() -> Suggestions:
    """Find a time zone by what is nearly its name, or that of its city."""
    names = {name: name for name in available_timezones() if "/" in name}
    return Suggestions((*names.items(), *_zones_of_cities().items()))


@cache
def _time_zones() -> Mapping[str, str]:
    return {name.casefold(): name for name in available_timezones()}


@cache
def _zones_of_cities() -> Mapping[str, str]:
    """Name each time zone by its city, in our languages: no two are called the same."""
    known = filter(is_time_zone, get_global("zone_territories"))
    zones = [zone for zone in known if not zone.startswith("Etc/")]
    cities = {fold(zone.rpartition("/")[2]): zone for zone in zones}
    cities |= dict.fromkeys(("mez", "mesz", "cest"), "Europe/Berlin")
    for language in languages():
        names = Locale(language).time_zones
        named = ((names.get(zone, {}).get("city"), zone) for zone in zones)
        cities |= {fold(city): zone for city, zone in named if city}
    return cities


def read_link(cell: object) -> str | CellFault:
    """Read the address of a room for meetings online."""
    written = read_text(cell)
    if not is_link(written):
        shown = written if len(written) <= SHOWN else f"{written[:SHOWN]}…"
        return CellFault("bad_link", {"value": shown})
    return written


def read_date(cell: object) -> date | CellFault:
    """Read a true date, or one in ISO or German form, or with slashes where it is unambiguous."""
    written = read_text(cell)
    if isinstance(cell, date):
        return _day(written, cell.day, cell.month, cell.year)
    if match := SERIAL_DATE.fullmatch(written):
        return _serial_date(written, int(match[1]))
    if match := SLASH_DATE.fullmatch(written):
        return _slash_date(
            written, int(match[1]), int(match[2] or match[4]), int(match[3] or match[5])
        )
    if match := ISO_DATE.fullmatch(written):
        return _day(written, int(match[3]), int(match[2]), int(match[1]))
    if match := GERMAN_DATE.fullmatch(written):
        return _day(written, int(match[1]), int(match[2]), int(match[3]))
    return CellFault("bad_date", {"value": written})


def _serial_date(written: str, days: int) -> date | CellFault:
    """Read the number that Excel keeps a date as, where its format was lost."""
    day = EXCEL_DAY_0 + timedelta(days=days)
    return _day(written, day.day, day.month, day.year)


def _slash_date(written: str, one: int, other: int, year: int) -> date | CellFault:
    """Tell day and month by a number over 12; Europe writes the day first, America the month."""
    if one != other and max(one, other) <= MONTHS:
        return CellFault("ambiguous_date", {"value": written})
    return _day(written, max(one, other), min(one, other), year)


def _day(written: str, day: int, month: int, year: int) -> date | CellFault:
    full_year = year + CENTURY if year < SHORT_YEARS else year
    try:
        found = date(full_year, month, day)
    except ValueError:
        return CellFault("bad_date", {"value": written})
    return found if full_year in YEARS else CellFault("bad_date", {"value": written})


def read_time(cell: object) -> time | CellFault:
    """Read a true time, a fraction of a day, or text such as `09:00`, `9`, `9.30` or `9 Uhr`."""
    if isinstance(cell, str) and FRACTION.fullmatch(read_text(cell)):
        cell = float(read_text(cell).replace(",", "."))
    found = _typed_time(read_text(cell)) if isinstance(cell, str | int) else _true_time(cell)
    return found if found is not None else CellFault("bad_time", {"value": read_text(cell)})


def _typed_time(written: str) -> time | None:
    match = TIME.fullmatch(written)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half is None:
        return _time(hour, minute)
    is_afternoon = half in "pP"
    return _time(hour % NOON + NOON * is_afternoon, minute) if 1 <= hour <= NOON else None


def _true_time(cell: object) -> time | None:
    """Round to the minute: Excel keeps a time as a fraction of a day, a blink beside it."""
    if isinstance(cell, datetime):
        if cell.year == EXCEL_BEGINS:  # a number of days in a cell that shows a time: not a time
            return None
        cell = cell.time()
    if isinstance(cell, time):
        cell = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second)
    if isinstance(cell, float):
        cell = timedelta(days=cell) if 0 <= cell < 1 else None
    if not isinstance(cell, timedelta):
        return None
    return _time(*divmod(round(cell / timedelta(minutes=1)), 60))


def _time(hour: int, minute: int) -> time | None:
    try:
        return time(hour, minute)
    except ValueError:
        return None


def read_end(cell: object) -> time | CellFault:
    """Read a time at which something ends: 24:00 is the midnight that follows."""
    if _is_24_hours(cell):
        return time()
    return read_time(cell)


def _is_24_hours(cell: object) -> bool:
    if isinstance(cell, datetime):
        return cell == EXCEL_DAY_1
    if isinstance(cell, timedelta):
        return round(cell / timedelta(minutes=1)) == MIDNIGHT_MINUTES
    if isinstance(cell, time):
        return False
    match = TIME.fullmatch(read_text(cell))
    return match is not None and (int(match[1]), int(match[2] or 0), match[3]) == (24, 0, None)


def runs_overnight(start: time, end: time) -> bool:
    """Whether an end that is not after its start is one of the next day; the night is short."""
    return end == time() or (
        end <= start and minutes_of(end) + MIDNIGHT_MINUTES - minutes_of(start) <= LONGEST_NIGHT
    )


def minutes_of(at: time) -> int:
    """Count the minutes since midnight."""
    return 60 * at.hour + at.minute


def shown(minutes: int) -> str:
    """Show a number of minutes since midnight as a time."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def read_address(cell: object) -> str | CellFault:
    """Read an e-mail address, out of `mailto:a@b.example` or `Anna Ay <a@b.example>` too."""
    line = read_line(cell)
    return line if isinstance(line, CellFault) else bare_address(line)


def bare_address(written: str) -> str:
    """Take the address out of what mail programs write around it; anything else stays as it is."""
    match = ADDRESS.fullmatch(written)
    found = match["named"] or match["plain"] if match else ""
    return found if is_email(found) else written


def is_email(written: str) -> bool:
    """Whether a text has the form of an e-mail address, and mail programs read it as it stands."""
    user, _, domain = written.rpartition("@")
    is_short = len(user) <= LONGEST_USER and len(domain) <= LONGEST_DOMAIN
    is_literal = written.isprintable() and "=?" not in written
    return is_short and is_literal and EMAIL.fullmatch(written) is not None


def is_link(written: str) -> bool:
    """Whether a text is a web address that is safe to click on."""
    is_plain = len(written) <= LONGEST_LINK and written.isprintable()
    return is_plain and LINK.fullmatch(written) is not None


def is_phone(written: str) -> bool:
    """Whether there are as many digits in a text as in a phone number, none rounded away."""
    digits = sum(letter.isdecimal() for letter in written)
    return digits in PHONE_DIGITS and ROUNDED.fullmatch(written) is None


def is_time_zone(written: str) -> bool:
    """Whether a text is the full name of a time zone."""
    return written in _time_zones().values()


def end_before_start(start: time, end: time) -> CellFault:
    """Name two times the wrong way round."""
    return CellFault("end_before_start", {"start": f"{start:%H:%M}", "end": f"{end:%H:%M}"})
