"""The dates of many networks as a workbook, and as one calendar for everybody."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from babel.dates import format_date
from icalendar import Calendar, Event
from openpyxl.styles import Alignment, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.dates import (
    HALVES,
    Clash,
    DateSpan,
    NetworkDate,
    Proposal,
    by_half_day,
    clashes,
    free_half_days,
    shared,
)
from matchmaker.io.package.characters import on_one_line, printable
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.listing import ListColumn, write_column
from matchmaker.io.writing.page import book_called, fit_heights, put, saved, set_up_page
from matchmaker.io.writing.styles import Form, add_styles
from matchmaker.text import Words

SHADES = ("FFFFFF", "EAF3F8", "CFE3EE", "A9CDE0", "7FB3CF")
"""From no date to four and more in a half day."""


@dataclass(frozen=True)
class DatesReport:
    """What is told of the dates of many networks.

    Parameters
    ----------
    dates : tuple of NetworkDate
        In order of time.
    proposal : Proposal
        When the open ones could be.
    words : Words
        The language.
    """

    dates: tuple[NetworkDate, ...]
    proposal: Proposal
    words: Words

    @property
    def clashes(self) -> tuple[Clash, ...]:
        """Which are at one time with others."""
        return clashes(self.dates)

    @property
    def moved(self) -> tuple[tuple[NetworkDate, DateSpan], ...]:
        """Each open date, and when it would be."""
        pairs = zip(self.dates, self.proposal.chosen, strict=True)
        return tuple((one, at) for one, at in pairs if one.alternatives)


def dates_workbook(report: DatesReport) -> bytes:
    """Make the workbook."""
    say, book = report.words, book_called()
    add_styles(book, say)
    _write_all(book.create_sheet(say("dates.sheet.all")), report)
    _write_clashes(book.create_sheet(say("dates.sheet.clashes")), report)
    _write_calendar(book.create_sheet(say("dates.sheet.calendar")), report)
    _write_free(book.create_sheet(say("dates.sheet.free")), report)
    _write_proposal(book.create_sheet(say("dates.sheet.proposal")), report)
    return saved(book)


Row = TypeVar("Row")
Shown = tuple[str, Callable[[Row], Value], Form]
"""A column: the key of its heading, what a row has in it, and how that looks."""


def _listed(
    sheet: Worksheet, rows: Sequence[Row], columns: Sequence[Shown[Row]], say: Words
) -> None:
    """Write a list, to be filtered and printed."""
    for number, (key, value, form) in enumerate(columns, 1):
        column = ListColumn(key, value, form)
        write_column(sheet, number, column, say(key), rows)
    fit_heights(sheet)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    set_up_page(sheet, is_landscape=True)


def _day(when: DateSpan) -> date:
    return when.start.date()


def _from(when: DateSpan) -> Value:
    return when.start.time()


def _to(when: DateSpan) -> Value:
    return when.end.time()


def _write_all(sheet: Worksheet, report: DatesReport) -> None:
    say = report.words
    columns: tuple[Shown[NetworkDate], ...] = (
        ("dates.column.date", lambda one: _day(one.when), Form.DATE),
        ("dates.column.from", lambda one: _from(one.when), Form.TIME),
        ("dates.column.to", lambda one: _to(one.when), Form.TIME),
        ("dates.column.network", lambda one: one.network, Form.TEXT),
        ("dates.column.title", lambda one: one.title, Form.TEXT),
        ("dates.column.place", lambda one: one.place or None, Form.TEXT),
        ("dates.column.audience", lambda one: "; ".join(one.audience) or None, Form.TEXT),
        ("dates.column.open", lambda one: _yes(one.alternatives, say), Form.TEXT),
        ("dates.column.link", lambda one: one.link or None, Form.TEXT),
    )
    _listed(sheet, report.dates, columns, say)


def _yes(is_so: object, say: Words) -> Value:
    return say("value.yes_no.yes") if is_so else None


def _write_clashes(sheet: Worksheet, report: DatesReport) -> None:
    say = report.words
    columns: tuple[Shown[Clash], ...] = (
        ("dates.column.date", lambda it: _day(it.one.when), Form.DATE),
        ("dates.column.from", lambda it: _from(it.one.when), Form.TIME),
        ("dates.column.to", lambda it: _to(it.one.when), Form.TIME),
        ("dates.column.network", lambda it: it.one.network, Form.TEXT),
        ("dates.column.title", lambda it: it.one.title, Form.TEXT),
        ("dates.heading.other_network", lambda it: it.other.network, Form.TEXT),
        ("dates.heading.other_title", lambda it: it.other.title, Form.TEXT),
        ("dates.heading.other_from", lambda it: _from(it.other.when), Form.TIME),
        ("dates.heading.other_to", lambda it: _to(it.other.when), Form.TIME),
        ("dates.heading.shared", lambda it: "; ".join(shared(it.one, it.other)) or None, Form.TEXT),
    )
    _listed(sheet, report.clashes, columns, say)


def _write_free(sheet: Worksheet, report: DatesReport) -> None:
    say = report.words
    columns: tuple[Shown[tuple[date, str]], ...] = (
        ("dates.column.date", lambda it: it[0], Form.DATE),
        ("dates.heading.half", lambda it: say(f"dates.half.{it[1]}"), Form.TEXT),
    )
    _listed(sheet, free_half_days(report.dates), columns, say)


def _write_proposal(sheet: Worksheet, report: DatesReport) -> None:
    say = report.words
    columns: tuple[Shown[tuple[NetworkDate, DateSpan]], ...] = (
        ("dates.column.network", lambda it: it[0].network, Form.TEXT),
        ("dates.column.title", lambda it: it[0].title, Form.TEXT),
        ("dates.heading.now", lambda it: _naive(it[0].when.start), Form.MOMENT),
        ("dates.heading.proposed", lambda it: _naive(it[1].start), Form.MOMENT),
        ("dates.heading.moves", lambda it: _yes(it[1] != it[0].when, say), Form.TEXT),
    )
    _listed(sheet, report.moved, columns, say)


def _naive(at: datetime) -> datetime:
    """Give a moment by its own clocks, as Excel needs it."""
    return at.replace(tzinfo=None)


WEEK = 7
Halves = Mapping[tuple[date, str], list[NetworkDate]]


def _write_calendar(sheet: Worksheet, report: DatesReport) -> None:
    """Show each week as a row of days, coloured by how much is on."""
    say, halves = report.words, by_half_day(report.dates)
    put(sheet, 1, 1, say("dates.heading.week"), Form.HEADING)
    first = min((one.when.start.date() for one in report.dates), default=None)
    last = max((one.when.end.date() for one in report.dates), default=None)
    if first is None or last is None:
        return
    monday = first - timedelta(days=first.weekday())
    for at in range(WEEK):
        put(sheet, 1, at + 2, _weekday(monday + timedelta(days=at), say), Form.HEADING)
        sheet.column_dimensions[chr(ord("B") + at)].width = 24
    for row, week in enumerate(range(0, (last - monday).days + 1, WEEK), 2):
        start = monday + timedelta(days=week)
        put(sheet, row, 1, start, Form.DATE)
        for at in range(WEEK):
            _write_day(sheet, row, at + 2, start + timedelta(days=at), halves)
    sheet.column_dimensions["A"].width = 16
    fit_heights(sheet)
    set_up_page(sheet, is_landscape=True)


def _weekday(day: date, say: Words) -> str:
    return str(format_date(day, "EEEE", locale=say.language))


def _write_day(sheet: Worksheet, row: int, column: int, day: date, halves: Halves) -> None:
    there = list(dict.fromkeys(one for half in HALVES for one in halves.get((day, half), ())))
    lines = [f"{one.when.start:%H:%M} {one.network}: {one.title}" for one in there]
    put(sheet, row, column, "\n".join(lines) or None, Form.SENTENCE)
    most = max(len(halves.get((day, half), ())) for half in HALVES)
    color = SHADES[min(most, len(SHADES) - 1)]
    cell = sheet.cell(row, column)
    cell.fill = PatternFill("solid", start_color=color, end_color=color)
    cell.alignment = Alignment(vertical="top", wrap_text=True)


def dates_calendar(dates: Sequence[NetworkDate]) -> bytes:
    """Make one calendar of all dates; the same dates give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//matchmaker//dates//")
    calendar.add("version", "2.0")
    for one in dates:
        event = Event()
        event.add("uid", one.uid or str(uuid5(NAMESPACE_URL, repr(one.key))))
        event.add("dtstamp", one.when.start.astimezone(UTC))
        event.add("dtstart", one.when.start.astimezone(UTC))
        event.add("dtend", one.when.end.astimezone(UTC))
        event.add("summary", on_one_line(printable(f"{one.network}: {one.title}")))
        if one.place:
            event.add("location", on_one_line(printable(one.place)))
        if one.link:
            event.add("url", on_one_line(printable(one.link)))
        calendar.add_component(event)
    return bytes(calendar.to_ical())
