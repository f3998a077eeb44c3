"""The story of reading: from a workbook to an event, and everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from matchmaker.events import Event, Pair
from matchmaker.io.checking.advice import give_advice
from matchmaker.io.checking.event_parts import EventParts, event_of, read_parts
from matchmaker.io.checking.hopeless import find_hopeless_wishes, find_never_available
from matchmaker.io.checking.meeting_rules import check_meeting_rules
from matchmaker.io.checking.pins import check_pins
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.book import (
    Book,
    find_missing,
    has_tables,
    in_order,
    without_consequences,
)
from matchmaker.io.reading.branding import folder_of_pictures
from matchmaker.io.reading.files import beside_calendars
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.interests import wish_columns
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.source import source_of
from matchmaker.io.reading.suggested import TakenRow
from matchmaker.issues import Issue, Place, Severity
from matchmaker.record import Source


@dataclass(frozen=True)
class Reading:
    """What came of reading a workbook.

    Parameters
    ----------
    event : Event or None
        None if, and only if, there is an error among the issues.
    issues : tuple of Issue
        Everything wrong, by sheet, row and column.
    language : str
        The language to speak of it: that of the event, or else of its sheets; empty where not one
        sheet could be read.
    source : Source
        The name of what was read, and the fingerprint of the very bytes.
    settings : mapping of str to Place
        Where each setting stands, by its key.
    fixed : mapping of Pair to Place
        The row of each pin.
    taken : tuple of TakenRow
        The suggestions that were taken.
    terms : tuple of tuple of str
        Rows of words that mean the same, to find suggestions by.
    """

    event: Event | None
    issues: tuple[Issue, ...]
    language: str
    source: Source
    settings: Mapping[str, Place] = field(default_factory=dict)
    fixed: Mapping[Pair, Place] = field(default_factory=dict)
    taken: tuple[TakenRow, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()


def read_event(
    path: Path,
    *,
    skip_bad_wishes: bool = False,
    advise: bool = False,
    meeting_length: int | None = None,
) -> Reading:
    """Read an event from a workbook, or from a folder of workbooks and CSV files.

    Parameters
    ----------
    path : Path
        An `.xlsx`, or a folder of `.xlsx` and `.csv` files named after the sheets.
    skip_bad_wishes : bool
        Whether wishes with errors are passed over with a warning.
    advise : bool
        Whether an event without errors is looked at for what a plan will lack.
    meeting_length : int, optional
        Minutes to read it with, whatever the setting says.

    Returns
    -------
    Reading
        The event, and all issues found in one pass. Nothing is raised.
    """
    findings = Findings()
    sheets = read_sheets(path, findings)
    if not sheets:
        return Reading(None, tuple(findings.issues), "", source_of(path, findings.contents))
    book = Book(name_of(path), sheets, findings)
    return read_book(
        book,
        folder_of_pictures(path),
        lambda: source_of(path, findings.contents),
        calendars=beside_calendars(path),
        skip_bad_wishes=skip_bad_wishes,
        advise=advise,
        meeting_length=meeting_length,
    )


def read_book(
    book: Book,
    pictures: Path,
    source: Callable[[], Source],
    *,
    calendars: Iterable[Path] = (),
    skip_bad_wishes: bool = False,
    advise: bool = False,
    meeting_length: int | None = None,
) -> Reading:
    """Read an event from sheets, wherever they come from.

    Parameters
    ----------
    book : Book
        The sheets, and what has been found of them already.
    pictures : Path
        The folder that a logo lies in.
    source : callable
        Names the input once all of it is read.
    calendars : iterable of Path
        What lies in the folder of calendars.
    skip_bad_wishes, advise, meeting_length
        As of `read_event`.
    """
    findings, sheets = book.findings, book.sheets
    parts = read_parts(book, pictures, calendars, meeting_length)
    event = event_of(parts, book, pictures)
    find_missing(book, event.participants)
    _check(event, parts, book)
    issues = in_order(without_consequences(findings.issues, book), sheets)
    if skip_bad_wishes:
        issues = _forgiving(issues, book)
    is_sound = all(issue.severity is not Severity.ERROR for issue in issues)
    if advise and is_sound:
        issues = in_order((*issues, *_advice(event, parts, book)), sheets)
    return Reading(
        event=event if is_sound else None,
        issues=issues,
        language=event.language,
        source=source(),
        settings=parts.settings.places,
        fixed={found.pin.pair: found.row.place() for found in parts.appointments},
        taken=parts.taken,
        terms=parts.terms,
    )


def _check(event: Event, parts: EventParts, book: Book) -> None:
    """Find what is wrong with the parts together."""
    findings = book.findings
    has_all_slots = parts.timetable.is_certain
    has_all_tables = has_tables(book, event.participants)
    if has_all_slots:
        find_never_available(event, parts.first, parts.busy, findings)
    if book.has_columns("participants"):
        find_hopeless_wishes(
            event,
            parts.wishes,
            parts.directory,
            findings,
            has_all_slots=has_all_slots,
            has_all_tables=has_all_tables,
        )
    check_meeting_rules(
        event,
        parts.rules,
        parts.appointments,
        parts.settings.places.get("max_meetings", Place()),
        findings,
        has_all_people=not book.has_errors("participants"),
        has_all_wishes=not book.has_errors("interests"),
    )
    check_pins(
        event,
        parts.appointments,
        parts.directory,
        findings,
        has_all_tables=has_all_tables,
        has_all_wishes=not book.has_errors("interests") and not book.has_errors("participants"),
    )


def _advice(event: Event, parts: EventParts, book: Book) -> list[Issue]:
    """Say what a plan of this event will lack."""
    findings = Findings()
    tables = book.sheets["tables"].place() if "tables" in book.sheets else Place()
    give_advice(event, parts.first, parts.timetable, findings, tables=tables)
    return findings.issues


def _forgiving(issues: Iterable[Issue], book: Book) -> tuple[Issue, ...]:
    """Turn errors in rows of wishes into warnings."""
    return tuple(
        replace(issue, severity=Severity.WARNING)
        if issue.severity is Severity.ERROR and _is_in_a_wish(issue, book)
        else issue
        for issue in issues
    )


OF_WISHES = frozenset({"interests", "suggestions"})
"""The sheets of which each row is a wish."""


def _is_in_a_wish(issue: Issue, book: Book) -> bool:
    """Whether the issue stands in a row of wishes, or in a column Wish of a participant."""
    place = issue.place
    for sheet in book.sheets.values():
        if (place.file, place.sheet) == (sheet.file, sheet.title):
            is_row = place.row not in {None, sheet.header.row}
            wish_letters = {sheet.letters[column] for column in wish_columns(sheet)}
            return is_row and (sheet.key in OF_WISHES or place.column in wish_letters)
    return False
