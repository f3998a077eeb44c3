"""Dates of networks: a sheet Dates in any workbook of a folder, and calendars, one a network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component

from matchmaker.dates import DateSpan, NetworkDate, once
from matchmaker.io.package.characters import on_one_line
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import NotAFile, TooLong, name_of, read_foreign
from matchmaker.io.reading.files import SUFFIXES, raw_sheets
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.header import ABOVE, from_header, headings_in
from matchmaker.io.reading.rows import Row, heading_of, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import end_before_start, read_text, runs_overnight
from matchmaker.io.reading.windows import Window
from matchmaker.issues import Issue, Place, Severity

SECTION = "dates.column"
NEEDED = 3
"""Headings by which a sheet of dates is known."""
LARGEST = 5_000_000
"""Bytes of a calendar."""
LONGEST = timedelta(days=31)
"""Of a date: what is longer is none that people could clash with."""
CALENDAR = ".ics"
ALWAYS = ("network", "title", "date", "from", "to")


def read_network_dates(
    folder: Path, time_zone: str
) -> tuple[tuple[NetworkDate, ...], tuple[Issue, ...]]:
    """Read every date of every network, each once.

    Parameters
    ----------
    folder : Path
        The folder.
    time_zone : str
        Of times that say no zone.

    Returns
    -------
    tuple of NetworkDate
        In order of time.
    tuple of Issue
        What cannot be read; where there is an error, dates are missing.
    """
    findings, zone = Findings(), ZoneInfo(time_zone)
    found = [one for file in _files(folder) for one in _dates_in(file, zone, findings)]
    if not found and not any(one.severity is Severity.ERROR for one in findings.issues):
        findings.error("no_dates", Place(file=name_of(folder)))
    return once(found), tuple(findings.issues)


def _files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in {*SUFFIXES, CALENDAR} and not file.name.startswith(("~$", "."))
    )


def _dates_in(file: Path, zone: ZoneInfo, findings: Findings) -> Iterator[NetworkDate]:
    if file.suffix.lower() == CALENDAR:
        yield from _of_calendar(file, zone, findings)
        return
    sheets = raw_sheets(file)
    if isinstance(sheets, CellFault):
        findings.fault(sheets, Place(file=name_of(file)))
        return
    for sheet in sheets:
        lines = sheet.lines[:ABOVE]
        if any(headings_in(line, SECTION) >= NEEDED for line in lines):
            yield from _of_sheet(sheet, zone, findings)


def _of_sheet(sheet: Sheet, zone: ZoneInfo, findings: Findings) -> Iterator[NetworkDate]:
    named = from_header(replace(sheet, key="dates", section=SECTION))
    missing = [key for key in ALWAYS if key not in named.numbers]
    for key in missing:
        findings.error("missing_column", named.place(), heading=heading_of(named, key))
    for row in read_rows(named, findings) if not missing else ():
        if row.is_whole:
            one = _of_row(row, zone, findings)
            if one is not None:
                yield one


def _of_row(row: Row, zone: ZoneInfo, findings: Findings) -> NetworkDate | None:
    cells = row.cells
    when = _stretch(cells["date"], cells["from"], cells["to"], zone)
    if when is None:
        findings.fault(end_before_start(cells["from"], cells["to"]), row.place("to"))
        return None
    alternatives = tuple(_alternatives(row, when, zone, findings)) if cells["open"] else ()
    if cells["open"] and not row.written("alternatives"):
        findings.warning("date_without_alternatives", row.place("alternatives"))
    return NetworkDate(
        network=cells["network"],
        title=cells["title"],
        when=when,
        place=cells["place"] or "",
        link=cells["link"] or "",
        audience=tuple(cells["audience"]),
        alternatives=alternatives,
    )


def _stretch(day: date, start: time, end: time, zone: ZoneInfo) -> DateSpan | None:
    """Put a day and two times together; an end that is not after the start is of the next day."""
    first = datetime.combine(day, start, zone)
    last = datetime.combine(day, end, zone)
    if end > start:
        return DateSpan(first, last)
    return DateSpan(first, last + timedelta(days=1)) if runs_overnight(start, end) else None


def _alternatives(
    row: Row, when: DateSpan, zone: ZoneInfo, findings: Findings
) -> Iterator[DateSpan]:
    """Read when else it could be; a day alone is the same time of another day."""
    length = when.end - when.start
    for window in row.cells["alternatives"]:
        found = _alternative(window, when.start.time(), length, zone)
        if found is None:
            written = {"value": window.written or row.written("alternatives")}
            findings.error("bad_alternative", row.place("alternatives"), **written)
        elif found != when:
            yield found


def _alternative(window: Window, usual: time, length: timedelta, zone: ZoneInfo) -> DateSpan | None:
    day, start, end = window.day, window.start, window.end
    if not isinstance(day, date) or window.last is not None or window.is_absence:
        return None
    if start is None and end is None:
        first = datetime.combine(day, usual, zone)
        return DateSpan(first, first + length)
    if isinstance(start, time) and end is None:
        first = datetime.combine(day, start, zone)
        return DateSpan(first, first + length)
    if isinstance(start, time) and isinstance(end, time):
        return _stretch(day, start, end, zone)
    return None


def _of_calendar(file: Path, zone: ZoneInfo, findings: Findings) -> Iterator[NetworkDate]:
    place = Place(file=name_of(file))
    try:
        calendar = Calendar.from_ical(read_foreign(file, LARGEST))
        entries = list(calendar.walk("VEVENT"))
    except (TooLong, NotAFile, ValueError, IndexError, KeyError):
        findings.error("bad_calendar", place)
        return
    network = Path(name_of(file)).stem
    for entry in entries:
        one = _of_entry(entry, network, zone, place, findings)
        if one is not None:
            yield one


def _of_entry(
    entry: Component, network: str, zone: ZoneInfo, place: Place, findings: Findings
) -> NetworkDate | None:
    """Read one entry; what is cancelled is none."""
    title = on_one_line(str(entry.get("SUMMARY", ""))).strip()
    if str(entry.get("STATUS", "")).upper() == "CANCELLED":
        return None
    if "RRULE" in entry or "RDATE" in entry:
        findings.error("date_recurs", place, title=title)
        return None
    when = _when(entry, zone)
    if when is None:
        findings.error("date_without_time", place, title=title)
        return None
    return NetworkDate(
        network=network,
        title=title or network,
        when=when,
        place=on_one_line(str(entry.get("LOCATION", ""))).strip(),
        link=on_one_line(str(entry.get("URL", ""))).strip(),
        audience=tuple(_categories(entry)),
        uid=str(entry.get("UID", "")),
    )


def _when(entry: Component, zone: ZoneInfo) -> DateSpan | None:
    """Tell from when to when an entry is; a day alone is the whole day."""
    try:
        start, end = entry.DTSTART, entry.end  # type: ignore[attr-defined]
    except (ValueError, TypeError, KeyError):
        return None
    first, last = _moment(start, zone), _moment(end, zone)
    if first is None or last is None or not first < last <= first + LONGEST:
        return None
    return DateSpan(first, last)


def _moment(at: object, zone: ZoneInfo) -> datetime | None:
    if isinstance(at, datetime):
        return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)
    return datetime.combine(at, time(), zone) if isinstance(at, date) else None


def _categories(entry: Component) -> list[str]:
    found = entry.get("CATEGORIES", [])
    many = found if isinstance(found, list) else [found]
    return [
        read_text(str(word)) for one in many for word in getattr(one, "cats", [one]) if str(word)
    ]
