"""The lines of a calendar that say when something is; all others are gone before it is read.

What a reader of calendars never sees it cannot quote, in no message and in no error of its own.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar.timezone import tzp

from matchmaker.io.package.characters import on_one_line

FOLDED = re.compile(rb"(?:\r\n|\r|\n)[ \t]")
"""How a long line goes on."""
NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
HEAD = re.compile(r'((?:"[^"]*"|[^":])*):(.*)')
PARAMETER = re.compile(r'((?:"[^"]*"|[^";])*)(?:;|$)')
MOMENTS = frozenset({"DTSTART", "DTEND", "RDATE", "EXDATE", "RECURRENCE-ID"})
TIMES = MOMENTS | {
    *("DURATION", "RRULE", "EXRULE", "STATUS", "TRANSP", "SEQUENCE", "CLASS"),
    *("X-MICROSOFT-CDO-BUSYSTATUS", "FREEBUSY"),
    *("TZOFFSETFROM", "TZOFFSETTO"),
}
PARAMETERS = frozenset({"TZID", "VALUE", "RANGE", "FBTYPE"})
FLOATING, OURS, OWN_UID = "X-FLOATING", "X-OURS", "X-UID"
"""Lines of ours: that an entry names no zone, is one of our meetings; its name in its calendar."""
UID_ENDING = "@matchmaker"
"""How what we call a meeting ends, in every calendar it is put into."""
FLOATS = re.compile(r"\d{8}T\d{6}(?![\dZ])")
DAY = re.compile(r"\s*(\d{4})(\d\d)(\d\d)")
TOO_OFTEN = re.compile(r"FREQ=(SECOND|MINUTE)LY", re.IGNORECASE)
NEAR = timedelta(days=2)
"""Around the days that are asked for: in another time zone it may be another day."""


class BadCalendar(Exception):  # noqa: N818 - says what it is
    """A calendar that cannot be read; nothing that stands in it is told.

    Parameters
    ----------
    code : str
        That of the issue.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class ContentLine:
    """A line: `DTSTART;TZID=Europe/Berlin:20270616T090000`."""

    name: str
    value: str
    parameters: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        given = "".join(f';{name}="{value}"' for name, value in self.parameters.items())
        return f"{self.name}{given}:{self.value}"

    @property
    def zone(self) -> str:
        """The time zone that it names."""
        return self.parameters.get("TZID", "")

    @property
    def is_floating(self) -> bool:
        """Whether it says the time of a clock, and of no certain one."""
        return self.name in MOMENTS and not self.zone and bool(FLOATS.search(self.value))


@dataclass
class CalendarPart:
    """What stands between a `BEGIN` and its `END`."""

    kind: str
    lines: list[ContentLine] = field(default_factory=list)
    parts: list["CalendarPart"] = field(default_factory=list)

    def get(self, name: str) -> str | None:
        """Give the first value of a name."""
        return next((line.value for line in self.lines if line.name == name), None)

    def within(self, kind: str) -> Iterator["CalendarPart"]:
        """Find the parts of a kind right in it."""
        return (part for part in self.parts if part.kind == kind)

    def written(self) -> Iterator[str]:
        """Write it down again."""
        yield f"BEGIN:{self.kind}"
        yield from map(str, self.lines)
        for part in self.parts:
            yield from part.written()
        yield f"END:{self.kind}"


def thinned(
    content: bytes,
    zone: str,
    texts: Iterable[str] = (),
    days: tuple[date, date] | None = None,
) -> bytes:
    """Write a calendar anew with nothing in it but times.

    Parameters
    ----------
    content : bytes
        Of the file.
    zone : str
        The time zone of times that name none; such entries are marked by `FLOATING`.
    texts : iterable of str
        The names of texts that are kept; `OWN_UID` is what an entry is called in its calendar.
    days : (date, date), optional
        Of single entries only those are kept that may be on these days, the last one included.

    Raises
    ------
    BadCalendar
        If it is no calendar, or not a whole one.
    """
    wanted = frozenset(texts)
    calendars = _calendars(content, TIMES.union(wanted, {"UID", "TZID", "X-WR-TIMEZONE"}))
    zones = dict(_zones_of_their_own(calendars))
    entries = [entry for calendar in calendars for entry in _entries(calendar)]
    kept = _numbered(entries, keep_uids=OWN_UID in wanted)
    made = CalendarPart("VCALENDAR", list(_heads(calendars)), [*zones.values()])
    made.parts += [_in_zones(entry, zones, zone) for entry in _on(days, kept)]
    return "\r\n".join([*made.written(), ""]).encode()


def _calendars(content: bytes, names: frozenset[str]) -> list[CalendarPart]:
    """Take a file apart; what is no calendar, or ends before its end, is refused."""
    top = CalendarPart("")
    open_parts = [top]
    for line in _lines(content, names):
        if line.name == "BEGIN":
            part = CalendarPart(line.value.strip().upper())
            open_parts[-1].parts.append(part)
            open_parts.append(part)
        elif line.name == "END":
            if line.value.strip().upper() != open_parts.pop().kind or not open_parts:
                raise BadCalendar("bad_calendar")
        else:
            open_parts[-1].lines.append(line)
    found = list(top.within("VCALENDAR"))
    if len(open_parts) > 1 or not found:
        raise BadCalendar("bad_calendar")
    return found


def _lines(content: bytes, names: frozenset[str]) -> Iterator[ContentLine]:
    """Read the lines with these names, and those that begin and end something."""
    wanted = {"BEGIN", "END", *names}
    for line in _decoded(FOLDED.sub(b"", content)):
        name = NAME.match(line)
        if name is None or name[0].upper() not in wanted:
            continue
        head = HEAD.fullmatch(line)
        if head is None and name[0].upper() in TIMES:
            raise BadCalendar("bad_calendar")
        if head is not None:
            given = _parameters(PARAMETER.findall(head[1])[1:])
            yield ContentLine(name[0].upper(), on_one_line(head[2]), dict(given))


def _decoded(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return re.split(r"\r\n|\r|\n", text)


def _parameters(given: Iterable[str]) -> Iterator[tuple[str, str]]:
    for one in given:
        name, _, value = one.partition("=")
        if name.upper() in PARAMETERS:
            yield name.upper(), value.replace('"', "").strip()


def _heads(calendars: Iterable[CalendarPart]) -> Iterator[ContentLine]:
    """Name the time zone of the calendar, which entries in UTC are repeated by, if there is one."""
    yield ContentLine("VERSION", "2.0")
    yield ContentLine("PRODID", "-")
    named = (calendar.get("X-WR-TIMEZONE") for calendar in calendars)
    for name in filter(None, named):
        if _is_known(name):
            yield ContentLine("X-WR-TIMEZONE", name)
        return


def _is_known(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):  # none that there is, or no name of a zone at all
        return False
    return True


def _zones_of_their_own(calendars: Iterable[CalendarPart]) -> Iterator[tuple[str, CalendarPart]]:
    """Give time zones that only this file knows names by what they are.

    Elsewhere the same name may be another zone, and who reads calendars remembers each name.
    """
    for calendar in calendars:
        for part in calendar.within("VTIMEZONE"):
            name = part.get("TZID") or ""
            if name and not _is_shared(name):
                lines = [line for line in part.lines if line.name != "TZID"]
                own = CalendarPart("VTIMEZONE", lines, list(_rules_of(part)))
                called = sha256("\n".join(own.written()).encode()).hexdigest()
                own.lines.append(ContentLine("TZID", called))
                yield name, own


def _is_shared(name: str) -> bool:
    """Whether a time zone is called so everywhere."""
    try:
        return tzp.timezone(name) is not None
    except OSError:  # the name of a folder of zones, or one that is too long for a file
        return False


def _rules_of(zone: CalendarPart) -> Iterator[CalendarPart]:
    for part in zone.parts:
        if part.kind in {"STANDARD", "DAYLIGHT"}:
            _refuse_rules(part)
            yield CalendarPart(part.kind, part.lines)


def _refuse_rules(part: CalendarPart) -> None:
    """Refuse rules of seconds and minutes, and rules of exceptions, which no program writes."""
    rules = (line.value for line in part.lines if line.name == "RRULE")
    if any(map(TOO_OFTEN.search, rules)) or part.get("EXRULE") is not None:
        raise BadCalendar("calendar_recurs")


def _entries(calendar: CalendarPart) -> Iterator[CalendarPart]:
    """Give the entries, and stretches of a list of busy times as such."""
    for part in calendar.within("VEVENT"):
        yield CalendarPart("VEVENT", part.lines)
    for part in calendar.within("VFREEBUSY"):
        for line in part.lines:
            if line.name == "FREEBUSY" and line.parameters.get("FBTYPE", "").upper() != "FREE":
                yield from map(_stretch, line.value.split(","))


def _stretch(period: str) -> CalendarPart:
    start, _, end = period.partition("/")
    name = "DURATION" if end.upper().lstrip().startswith("P") else "DTEND"
    return CalendarPart("VEVENT", [ContentLine("DTSTART", start), ContentLine(name, end)])


def _numbered(
    entries: Iterable[CalendarPart], *, keep_uids: bool
) -> list[tuple[int, CalendarPart]]:
    """Number entries that belong together; two of one name that are none of a series do not."""
    numbers: dict[str, int] = {}
    masters: set[tuple[str, str]] = set()
    seen: set[str] = set()
    made = []
    for count, entry in enumerate(entries):
        written = "\n".join(entry.written())
        uid, sequence = entry.get("UID"), entry.get("SEQUENCE") or ""
        if uid and written in seen:
            continue
        seen.add(written)
        is_master = entry.get("RECURRENCE-ID") is None
        is_another = uid is None or (is_master and (uid, sequence) in masters)
        number = count if is_another else numbers.setdefault(str(uid), count)
        if is_master:
            masters.add((str(uid), sequence))
        lines = [line for line in entry.lines if line.name not in {"UID", "FREEBUSY"}]
        lines.append(ContentLine("UID", str(number)))
        if uid and uid.endswith(UID_ENDING):
            lines.append(ContentLine(OURS, "1"))
        if keep_uids and uid:
            lines.append(ContentLine(OWN_UID, uid))
        made.append((number, CalendarPart(entry.kind, lines)))
    return made


def _on(
    days: tuple[date, date] | None, entries: list[tuple[int, CalendarPart]]
) -> Iterator[CalendarPart]:
    """Keep what may be on some days, with all that belongs to it."""
    near = {number for number, entry in entries if days is None or _may_be_on(days, entry)}
    for number, entry in entries:
        if number in near:
            _refuse_rules(entry)
            yield entry


def _may_be_on(days: tuple[date, date], entry: CalendarPart) -> bool:
    if {line.name for line in entry.lines} & {"RRULE", "RDATE", "RECURRENCE-ID", "DURATION"}:
        return True
    start, end = (_day(entry.get(name)) for name in ("DTSTART", "DTEND"))
    if start is None or (end is None and entry.get("DTEND") is not None):
        return True
    return start - NEAR <= days[1] and days[0] <= (end or start) + NEAR


def _day(value: str | None) -> date | None:
    found = DAY.match(value or "")
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _in_zones(entry: CalendarPart, zones: Mapping[str, CalendarPart], usual: str) -> CalendarPart:
    """Name a time zone wherever there is none, and those of the file by what they are."""
    start = next((line for line in entry.lines if line.name == "DTSTART"), None)
    floats = start is not None and start.is_floating
    here = usual if start is None or floats else start.zone or "UTC"
    lines = [_in_zone(line, zones, here) for line in entry.lines]
    return CalendarPart(entry.kind, [*lines, *([ContentLine(FLOATING, "1")] if floats else [])])


def _in_zone(line: ContentLine, zones: Mapping[str, CalendarPart], usual: str) -> ContentLine:
    if line.is_floating:
        line = ContentLine(line.name, line.value, {**line.parameters, "TZID": usual})
    own = zones.get(line.zone)
    name = (own.get("TZID") if own else None) or line.zone
    given = {**line.parameters, "TZID": name} if name else line.parameters
    return ContentLine(line.name, line.value, given)
