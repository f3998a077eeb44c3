"""The outline of an event: what no export tells, asked for at once and written into a workbook."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from matchmaker.events import Attendance, Status
from matchmaker.io.marking.filling import Filling, filled, is_filled_in
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.disk import replace_bytes
from matchmaker.io.reading.columns import COLUMNS, SETTINGS, Column, Kind
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.rows import Row, read_cell, read_rows
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.values import (
    end_before_start,
    is_email,
    minutes_of,
    read_positive,
    read_text,
    runs_overnight,
    shown,
)
from matchmaker.io.writing.template import USUAL_LENGTH
from matchmaker.text import DEFAULT, languages, recognise
from matchmaker.workflow.correcting import Writing, fill
from matchmaker.workflow.dossiers import Dossier
from matchmaker.workflow.table_names import NoNames, are_names, table_names

ASKED = (
    *("name", "meeting_length", "changeover", "time_zone", "language"),
    *("organiser", "organiser_email"),
)
"""The settings that an outline asks for."""
MAY_BE_EMPTY = frozenset({"organiser", "organiser_email"})
SETTING: Mapping[str, Column] = {column.key: column for column in SETTINGS}
TIMETABLE: Mapping[str, Column] = {column.key: column for column in COLUMNS["column.timetable"]}
TABLE: Mapping[str, Column] = {column.key: column for column in COLUMNS["column.tables"]}
MOST_DAYS, MOST_BREAKS, MOST_TABLES = 14, 6, 1_000
MIDNIGHT = 24 * 60
MOST_SHOWN = 40
"""Characters of an answer that a sentence about it names."""


def _read_how_many(cell: object) -> int | CellFault:
    """Read how many tables there are."""
    count = read_positive(cell)
    if isinstance(count, int) and count <= MOST_TABLES:
        return count
    named = {"value": read_text(cell), "least": "1", "most": str(MOST_TABLES)}
    return CellFault("bad_number", named)


HOW_MANY_TABLES = Column("tables", Kind("positive", _read_how_many), required=True)
NUMBERED = re.compile(r"(date|break_from)_(\d{1,2})")

Answers = Mapping[str, str]
"""What is typed, by field: those of `ASKED`; `date_0`, `from_0`, `to_0`, `date_1` and so on;
`break_from_0`, `break_to_0`, `break_label_0` and so on; `tables`, `meetings_at_once`."""
Span = tuple[int, int]
"""Minutes since midnight, from and to; those of the next day go on after 24 hours."""


@dataclass(frozen=True)
class Flaw:
    """What is wrong with an answer: the key of the sentence, and what it names."""

    key: str
    parameters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hours:
    """Times of one day for meetings, or a break of each day; by its number in the form."""

    number: int
    day: date | None
    span: Span
    label: str = ""

    @property
    def moments(self) -> Span:
        """The same, counted from one midnight for all days."""
        return _shifted(self.span, MIDNIGHT * (self.day or date.min).toordinal())


@dataclass(frozen=True)
class Outline:
    """What is known of an event before anybody takes part.

    Parameters
    ----------
    settings : mapping of str to value
        By their keys.
    timetable : tuple of mapping
        Rows of the timetable.
    tables : tuple of mapping
        Rows of the sheet Tables.
    """

    settings: Mapping[str, str | int] = field(default_factory=dict)
    timetable: tuple[Mapping[str, Any], ...] = ()
    tables: tuple[Mapping[str, Any], ...] = ()

    @property
    def rows(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """The new rows, by sheet."""
        rows = {"timetable": self.timetable, "tables": self.tables}
        return {name: told for name, told in rows.items() if told}

    @property
    def filling(self) -> Filling:
        """What is to be written."""
        return Filling(self.settings, self.rows)


def outline_of(answers: Answers) -> tuple[Outline, Mapping[str, Flaw]]:
    """Read an outline from what is typed; only what is asked for is looked at.

    Returns
    -------
    Outline
        What could be read.
    mapping of str to Flaw
        What is wrong, by field; empty: nothing.
    """
    reader = _Typed(answers)
    settings = reader.settings()
    timetable = reader.timetable(settings)
    tables = reader.tables()
    return Outline(settings, timetable, tables), reader.flaws


class _Typed:
    """Reads answers, and collects what is wrong with them."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers
        self.flaws: dict[str, Flaw] = {}

    def settings(self) -> dict[str, str | int]:
        """Read the settings that are asked for."""
        asked = [key for key in ASKED if key in self._answers]
        found = {key: self._setting(key) for key in asked}
        return {key: value for key, value in found.items() if value is not None}

    def _setting(self, key: str) -> Any:  # noqa: ANN401 - whatever its column holds
        typed = self._answers[key]
        if key == "language":
            return self._language(typed)
        is_needed = key not in MAY_BE_EMPTY
        value = self._read(key, replace(SETTING[key], required=is_needed))
        if key == "organiser_email" and value and not is_email(value):
            self._note(key, "issue.bad_email", value=typed)
        return value

    def _language(self, typed: str) -> str | None:
        found = typed if typed in languages() else recognise("value.language", typed)
        if found is None:
            self._note("language", "issue.unknown_language", value=typed)
        return found

    def _read(self, name: str, column: Column) -> Any:  # noqa: ANN401 - whatever its column holds
        """Read one answer as a cell of its column; None where it is wrong."""
        value = read_cell(column, self._answers.get(name, ""), "")
        if isinstance(value, CellFault):
            key = "outline.missing" if value.code == "missing_cell" else f"issue.{value.code}"
            self.flaws[name] = Flaw(key, value.parameters)
            return None
        return value

    def _note(self, name: str, key: str, **parameters: str) -> None:
        self.flaws.setdefault(name, Flaw(key, parameters))

    def timetable(self, settings: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
        """Read days and breaks: between breaks there are meetings."""
        days = [self._day(number, settings) for number in self._numbers("date")]
        breaks = [self._break(number) for number in self._numbers("break_from")]
        windows = [window for window in days if window]
        pauses = [pause for pause in breaks if pause]
        self._check_apart(windows)
        if self.flaws:
            return ()
        self._check_pauses(pauses, windows)
        minutes = settings.get("meeting_length") or USUAL_LENGTH
        return tuple(row for window in windows for row in self._rows(window, pauses, minutes))

    def _numbers(self, name: str) -> list[int]:
        found = (NUMBERED.fullmatch(key) for key in self._answers)
        return sorted(int(one[2]) for one in found if one and one[1] == name)

    def _day(self, number: int, settings: Mapping[str, Any]) -> Hours | None:
        day = self._read(f"date_{number}", TIMETABLE["date"])
        span = self._span(f"from_{number}", f"to_{number}")
        if day is not None and day < _today(settings.get("time_zone")):
            self._note(f"date_{number}", "outline.over")
        return Hours(number, day, span) if day and span else None

    def _break(self, number: int) -> Hours | None:
        """Read a break; one of which nothing is typed is none."""
        names = (f"break_from_{number}", f"break_to_{number}")
        if not any(self._answers.get(name) for name in names):
            return None
        span = self._span(*names)
        label = f"break_label_{number}"
        told = self._read(label, TIMETABLE["label"])
        return Hours(number, None, span, told or "") if span else None

    def _span(self, start: str, end: str) -> Span | None:
        """Read two times; an end before the start is one of the next day, as in a workbook."""
        first, last = self._read(start, TIMETABLE["from"]), self._read(end, TIMETABLE["to"])
        if first is None or last is None:
            return None
        if first < last:
            return minutes_of(first), minutes_of(last)
        if runs_overnight(first, last):
            return minutes_of(first), minutes_of(last) + MIDNIGHT
        fault = end_before_start(first, last)
        self._note(end, f"issue.{fault.code}", **fault.parameters)
        return None

    def _check_apart(self, windows: Sequence[Hours]) -> None:
        """Find times that overlap, of one day or of a night and the day after."""
        ordered = sorted(windows, key=lambda one: one.moments)
        for one, other in pairwise(ordered):
            if one.moments == other.moments:
                day = self._answers[f"date_{other.number}"]
                self._note(f"date_{other.number}", "outline.day_twice", day=day)
            elif _meet(one.moments, other.moments):
                self._note(f"from_{other.number}", "outline.overlap")

    def _check_pauses(self, pauses: Sequence[Hours], windows: Sequence[Hours]) -> None:
        """Find breaks that are outside of all times, overlap, or leave no time for meetings."""
        for pause in pauses:
            if not any(_within(window, [pause]) for window in windows):
                self._note(f"break_from_{pause.number}", "outline.outside")
        for window in windows:
            inside = _within(window, pauses)
            for one, other in pairwise(inside):
                if _meet(one.span, other.span):
                    self._note(f"break_from_{other.number}", "outline.breaks_overlap")
            for pause in inside:
                if pause.span[0] <= window.span[0] and pause.span[1] >= window.span[1]:
                    self._note(f"break_from_{pause.number}", "outline.nothing_left")

    def _rows(
        self, window: Hours, pauses: Sequence[Hours], minutes: int
    ) -> Iterator[Mapping[str, Any]]:
        """Make the rows of a day, in order of time."""
        start = window.span[0]
        for pause in _within(window, pauses):
            yield from self._meetings(window, (start, pause.span[0]), minutes)
            yield {**_times(window, pause.span), "kind": "break", "label": pause.label}
            start = max(start, pause.span[1])
        yield from self._meetings(window, (start, window.span[1]), minutes)

    def _meetings(self, window: Hours, span: Span, minutes: int) -> Iterator[Mapping[str, Any]]:
        start, end = span
        if start >= end:
            return
        if end - start < minutes:
            named = {"start": _clock(start), "end": _clock(end), "minutes": str(minutes)}
            self._note(f"from_{window.number}", "outline.no_room", **named)
        yield {**_times(window, span), "kind": "meetings"}

    def tables(self) -> tuple[Mapping[str, Any], ...]:
        """Read how many tables there are, named by numbers, or their names."""
        if "tables" not in self._answers:
            return ()
        names = self._table_names(self._answers["tables"])
        at_once = self._read("meetings_at_once", TABLE["meetings_at_once"])
        each = {"meetings_at_once": at_once} if at_once and at_once > 1 else {}
        return tuple({"table": name, **each} for name in names)

    def _table_names(self, typed: str) -> tuple[str, ...]:
        if not are_names(typed):
            count = self._read("tables", HOW_MANY_TABLES) or 0
            return tuple(map(str, range(1, count + 1)))
        try:
            names = table_names(typed, MOST_TABLES)
        except NoNames as error:
            self._note("tables", "outline.no_names", value=_start_of(str(error)))
            return ()
        for name in names:
            fault = read_cell(TABLE["table"], name, "")
            if isinstance(fault, CellFault):
                self._note("tables", f"issue.{fault.code}", **fault.parameters)
        return names


def _start_of(typed: str) -> str:
    return typed if len(typed) <= MOST_SHOWN else f"{typed[:MOST_SHOWN]}…"


def _today(zone: str | None) -> date:
    return datetime.now(ZoneInfo(zone or str(SETTING["time_zone"].default))).date()


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _within(window: Hours, pauses: Sequence[Hours]) -> list[Hours]:
    """List the breaks of a window in order of time; after midnight they are of the next day."""
    later = (replace(one, span=_shifted(one.span, MIDNIGHT)) for one in pauses)
    inside = (pause for pause in (*pauses, *later) if _meet(pause.span, window.span))
    return sorted(inside, key=lambda pause: pause.span)


def _shifted(span: Span, minutes: int) -> Span:
    return span[0] + minutes, span[1] + minutes


def _times(window: Hours, span: Span) -> Mapping[str, Any]:
    start, end = (time(*divmod(minutes % MIDNIGHT, 60)) for minutes in span)
    day = window.day and window.day + timedelta(days=span[0] // MIDNIGHT)
    return {"date": day, "from": start, "to": end}


def _clock(minutes: int) -> str:
    return shown(minutes if minutes <= MIDNIGHT else minutes - MIDNIGHT)


@dataclass(frozen=True)
class KnownOutline:
    """What a workbook says of its outline.

    Parameters
    ----------
    settings : mapping of str to str
        What is set there, by key; else what holds without it.
    rows : mapping of str to int
        How many rows of the sheets Timetable and Tables are filled in.
    people : int
        How many take part on site.
    """

    settings: Mapping[str, str]
    rows: Mapping[str, int]
    people: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing needed is missing."""
        return all(self.rows.values()) and bool(self.settings.get("name"))


def outline_in(path: Path) -> KnownOutline:
    """Read what a workbook says of its outline."""
    sheets = read_sheets(path, Findings())
    rows = {
        name: read_rows(sheets[name], Findings()) if name in sheets else ()
        for name in ("event", "timetable", "tables", "participants")
    }
    settings = {recognise("setting", row.cells["setting"]): row for row in rows["event"]}
    counts = {name: sum(map(is_filled_in, rows[name])) for name in ("timetable", "tables")}
    on_site = [row for row in rows["participants"] if _is_on_site(row)]
    known = {key: _set_value(SETTING[key], settings.get(key)) for key in ASKED}
    own = next((sheet.language for sheet in sheets.values()), DEFAULT)
    language = recognise("value.language", known["language"]) or own
    return KnownOutline({**known, "language": language}, counts, len(on_site))


def _set_value(column: Column, row: Row | None) -> str:
    """Tell what a setting is, as it is typed into a form; of a wrong one what stands there."""
    value = read_cell(column, row.cells["value"] if row else "", "")
    if isinstance(value, CellFault):
        return row.written("value") if row else ""
    return str(value)


def _is_on_site(row: Row) -> bool:
    told = row.cells["status"], row.cells["attendance"]
    return told == (Status.REGISTERED, Attendance.ON_SITE)


def fill_in(path: Path, outline: Outline) -> None:
    """Write an outline into a new workbook."""
    replace_bytes(path, filled(path, outline.filling).content)


def write_outline(dossier: Dossier, outline: Outline, known: KnownOutline, seen: str) -> Writing:
    """Write what is new of an outline into the workbook of an event; raises as `fill`."""
    new = {
        key: value for key, value in outline.settings.items() if str(value) != known.settings[key]
    }
    filling = replace(outline, settings=new).filling
    return fill(dossier, filling, seen, "web.outline.written", {})
