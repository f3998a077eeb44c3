"""Dates of networks: a sheet Dates in any workbook of a folder, and calendars, one a network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker.dates import DateSpan, NetworkDate, once
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.files import CALENDAR, SUFFIXES, is_of_the_system, raw_sheets
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.header import ABOVE, from_header, headings_in
from matchmaker.io.reading.network_calendars import read_network_calendars
from matchmaker.io.reading.rows import Row, heading_of, read_rows
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import end_before_start, runs_overnight
from matchmaker.io.reading.windows import Window
from matchmaker.issues import Issue, Place, Severity

SECTION = "dates.column"
NEEDED = 3
"""Headings by which a sheet of dates is known."""
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
    files = _files(folder)
    calendars = [file for file in files if file.suffix.lower() == CALENDAR]
    others = [file for file in files if file not in calendars]
    of_sheets = [one for file in others for one in _dates_in(file, zone, findings)]
    found = [*of_sheets, *read_network_calendars(calendars, of_sheets, zone, findings)]
    if not found and not any(one.severity is Severity.ERROR for one in findings.issues):
        findings.error("no_dates", Place(file=name_of(folder)))
    return once(found), tuple(findings.issues)


def _files(folder: Path) -> list[Path]:
    return sorted(
        file
        for file in folder.iterdir()
        if file.suffix.lower() in {*SUFFIXES, CALENDAR} and not is_of_the_system(file)
    )


def _dates_in(file: Path, zone: ZoneInfo, findings: Findings) -> Iterator[NetworkDate]:
    sheets = raw_sheets(file)
    if isinstance(sheets, CellFault):
        findings.fault(sheets, Place(file=name_of(file)))
        return
    folder = name_of(file.parent.resolve())
    for sheet in sheets:
        lines = sheet.lines[:ABOVE]
        if any(headings_in(line, SECTION) >= NEEDED for line in lines):
            named = replace(sheet, file=f"{folder}/{sheet.file}")  # many have sheets of one name
            yield from _of_sheet(named, zone, findings)


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
