"""Dates of networks in calendars, one a network; of what is repeated, as many as make sense."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.dates import DateSpan, NetworkDate
from matchmaker.io.package.characters import on_one_line
from matchmaker.io.package.foreign import NotAFile, TooLong, name_of, read_foreign
from matchmaker.io.reading.calendar_file import (
    LARGEST,
    CalendarEntry,
    CalendarFile,
    read_calendar,
)
from matchmaker.io.reading.calendar_lines import OWN_UID, BadCalendar
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.values import read_text
from matchmaker.issues import Place

TITLE = "SUMMARY"
TEXTS = (TITLE, "LOCATION", "URL", "CATEGORIES", OWN_UID)
LONGEST = timedelta(days=31)
"""Of a date: what is longer is none that people could clash with."""
YEAR = timedelta(days=366)
Days = tuple[date, date]


def read_network_calendars(
    files: Iterable[Path], of_sheets: Iterable[NetworkDate], zone: ZoneInfo, findings: Findings
) -> tuple[NetworkDate, ...]:
    """Read the dates of calendars.

    Parameters
    ----------
    files : iterable of Path
        The calendars.
    of_sheets : iterable of NetworkDate
        The dates that are known already.
    zone : ZoneInfo
        Of times that say no zone.
    findings : Findings
        Takes what is wrong, and how far what is repeated was followed.

    Notes
    -----
    What is repeated, but ends within a year, is taken whole. Of what goes on there are the dates
    from the first to the last day of all others; where there are no others, those of a year.
    """
    networks = [network for file in files for network in _networks(file, zone, findings)]
    repeated = [each for network in networks for each in network.repeated()]
    single = [one for network in networks for one in network.single(findings)]
    short = {each: tuple(each.whole(findings)) for each in repeated}
    found = [*single, *(one for dates in short.values() for one in dates)]
    days = _days_of([*of_sheets, *found])
    for each in repeated:
        further = () if short[each] else tuple(each.within(days or each.first_year, findings))
        each.note(short[each] or further, findings)
        found += further
    return tuple(found)


def _days_of(dates: Iterable[NetworkDate]) -> Days | None:
    spans = [one.when for one in dates]
    if not spans:
        return None
    return min(span.start for span in spans).date(), max(span.end for span in spans).date()


@dataclass(frozen=True, eq=False)
class _Network:
    """The calendar of a network, or one entry of it that is repeated.

    Parameters
    ----------
    file : Path
        Where it stands.
    calendar : CalendarFile
        What is in it.
    is_repeated : bool
        Whether it is an entry that is repeated.
    """

    file: Path
    calendar: CalendarFile
    is_repeated: bool = False

    @property
    def place(self) -> Place:
        """The file."""
        return Place(file=name_of(self.file))

    @property
    def name(self) -> str:
        """That of the network."""
        return Path(name_of(self.file)).stem

    @property
    def first_year(self) -> Days:
        """The year from when something is for the first time."""
        first = self.calendar.days[0] if self.calendar.days else date.min
        return first, first + min(YEAR, (date.max - first) / 3)

    def repeated(self) -> Iterator["_Network"]:
        """Give each entry that is repeated."""
        for series in self.calendar.apart()[1]:
            yield _Network(self.file, series, is_repeated=True)

    def single(self, findings: Findings) -> Iterator[NetworkDate]:
        """Give the dates that are not repeated."""
        calendar = self.calendar.apart()[0]
        if calendar.days is not None:
            yield from replace(self, calendar=calendar).within(calendar.days, findings)

    def whole(self, findings: Findings) -> Iterator[NetworkDate]:
        """Give all dates of what ends within a year; none of anything else."""
        if self.calendar.is_endless:
            return
        first, last = self.first_year
        dates = tuple(self.within((first, last + (last - first)), findings))
        if all(one.when.start.date() <= last for one in dates):
            yield from dates

    def within(self, days: Days, findings: Findings) -> Iterator[NetworkDate]:
        """Give the dates on some days."""
        try:
            entries = self.calendar.between(*days)
        except BadCalendar as bad:
            findings.error(bad.code, self.place)
            return
        there = [entry for entry in entries if not entry.is_cancelled]
        timeless = (_text(one.texts, TITLE) for one in there if not _has_time(one))
        for title in dict.fromkeys(timeless):
            findings.error("date_without_time", self.place, title=title)
        yield from (self._date(entry) for entry in there if _has_time(entry))

    def _date(self, entry: CalendarEntry) -> NetworkDate:
        uid = str(entry.texts.get(OWN_UID, ""))
        return NetworkDate(
            network=self.name,
            title=_text(entry.texts, TITLE) or self.name,
            when=DateSpan(entry.start, entry.end),
            place=_text(entry.texts, "LOCATION"),
            link=_text(entry.texts, "URL"),
            audience=tuple(_categories(entry.texts.get("CATEGORIES", []))),
            uid=f"{entry.recurrence}-{uid}" if uid and self.is_repeated else uid,
        )

    def note(self, dates: tuple[NetworkDate, ...], findings: Findings) -> None:
        """Say which dates were taken of an entry that is repeated."""
        if dates:
            days = f"{dates[0].when.start.date()} – {dates[-1].when.start.date()}"
            told = {"title": dates[0].title, "count": len(dates), "times": days}
            findings.note("date_repeated", self.place, **told)
        elif self.calendar.days is not None and not findings.has_errors(self.place):
            findings.warning("date_outside", self.place, title=self.name)


def _networks(file: Path, zone: ZoneInfo, findings: Findings) -> Iterator[_Network]:
    """Read one file."""
    place = Place(file=name_of(file))
    try:
        calendar = read_calendar(read_foreign(file, LARGEST), zone, TEXTS)
    except BadCalendar as bad:
        findings.error(bad.code, place)
    except TooLong:
        findings.error("calendar_too_large", place, limit=LARGEST // 1_000_000)
    except NotAFile:
        findings.error("not_a_file", place, file=name_of(file))
    except OSError:
        findings.error("unreadable_file", place, file=name_of(file))
    else:
        for code, texts in calendar.faults:
            known = "date_without_time" if code == "calendar_entry" else code
            findings.error(known, place, title=_text(texts, TITLE))
        yield _Network(file, calendar)


def _has_time(entry: CalendarEntry) -> bool:
    return entry.start < entry.end <= entry.start + LONGEST


def _text(texts: Mapping[str, object], name: str) -> str:
    return on_one_line(str(texts.get(name, ""))).strip()


def _categories(found: object) -> list[str]:
    many = found if isinstance(found, list) else [found]
    return [
        read_text(str(word)) for one in many for word in getattr(one, "cats", [one]) if str(word)
    ]
