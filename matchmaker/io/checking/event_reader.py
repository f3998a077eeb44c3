"""The story of reading: from a workbook to an event, and everything that is wrong with it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from matchmaker.events import Event, Pair
from matchmaker.io.checking.advice import give_advice
from matchmaker.io.checking.earlier import Here, read_earlier_events, with_earlier
from matchmaker.io.checking.hopeless import find_hopeless_wishes, find_never_available
from matchmaker.io.checking.making_up import with_made_up
from matchmaker.io.checking.meeting_rules import check_meeting_rules
from matchmaker.io.checking.pins import check_pins
from matchmaker.io.package.foreign import name_of
from matchmaker.io.reading.attributes import Attributes
from matchmaker.io.reading.blocked import read_blocked
from matchmaker.io.reading.book import (
    Book,
    find_missing,
    has_tables,
    in_order,
    without_consequences,
)
from matchmaker.io.reading.branding import folder_of_pictures
from matchmaker.io.reading.calendars import BusyTimes, read_calendars, without_busy_times
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.files import beside_calendars
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.interests import Wish, merged, read_wishes, wish_columns
from matchmaker.io.reading.labels import with_one_spelling
from matchmaker.io.reading.meeting_rules import RuleRow, read_meeting_rules
from matchmaker.io.reading.met_before import read_met_before
from matchmaker.io.reading.organisations import read_organisations
from matchmaker.io.reading.participants import Registration, first_of_each, read_participants
from matchmaker.io.reading.pins import Appointment, read_pins
from matchmaker.io.reading.report_by import read_report_by
from matchmaker.io.reading.settings import read_settings
from matchmaker.io.reading.sheets import read_sheets
from matchmaker.io.reading.source import source_of
from matchmaker.io.reading.suggested import TakenRow, read_taken
from matchmaker.io.reading.tables import read_tables
from matchmaker.io.reading.terms import read_terms
from matchmaker.io.reading.timetable import (
    Timetable,
    by_time,
    has_only_stays,
    read_programme,
    read_timetable,
)
from matchmaker.io.reading.windows_of_groups import within_windows
from matchmaker.io.reading.wish_forms import find_forms_of_others
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


@dataclass(frozen=True)
class UncheckedEvent:
    """What a workbook says, as far as it can be, and where it is written.

    Whatever cannot be (`Event` would refuse it) is an issue by now, and left out.
    """

    event: Event
    settings: Mapping[str, Place]
    timetable: Timetable
    directory: Directory
    registrations: tuple[Registration, ...]
    wishes: tuple[Wish, ...]
    appointments: tuple[Appointment, ...]
    rules: tuple[RuleRow, ...] = ()
    taken: tuple[TakenRow, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()
    busy: Mapping[str, BusyTimes] = field(default_factory=dict)


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
    draft = _read(book, pictures, calendars, findings, meeting_length)
    find_missing(book, draft.event.participants)
    _check(draft, book, findings)
    issues = in_order(without_consequences(findings.issues, book), sheets)
    if skip_bad_wishes:
        issues = _forgiving(issues, book)
    is_sound = all(issue.severity is not Severity.ERROR for issue in issues)
    if advise and is_sound:
        issues = in_order((*issues, *_advice(draft, book)), sheets)
    return Reading(
        event=draft.event if is_sound else None,
        issues=issues,
        language=draft.event.language,
        source=source(),
        settings=draft.settings,
        fixed={found.pin.pair: found.row.place() for found in draft.appointments},
        taken=draft.taken,
        terms=draft.terms,
    )


def _read(
    book: Book,
    pictures: Path,
    calendars: Iterable[Path],
    findings: Findings,
    meeting_length: int | None,
) -> UncheckedEvent:
    """Read sheet by sheet, each with what it needs of those before."""
    settings = read_settings(
        book.sheets.get("event"),
        book.rows("event"),
        book.language,
        pictures,
        findings,
        is_cut=not has_only_stays(book.rows("timetable")),
    )
    if meeting_length is not None:
        settings = replace(settings, values={**settings.values, "meeting_length": meeting_length})
    timetable = read_timetable(
        book.sheets.get("timetable"), book.rows("timetable"), settings, findings
    )
    timetable = replace(timetable, is_supposed=meeting_length is not None)
    listed, people = with_one_spelling(
        book.rows("organisations"), book.rows("participants"), findings
    )
    organisations = read_organisations(listed, people, findings)
    registrations = read_participants(people, organisations, timetable.clock, findings)
    directory = Directory(tuple(r.participant for r in registrations), organisations)
    groups = _groups(registrations, directory)
    registrations = within_windows(registrations, timetable, groups, findings)
    programme = read_programme(timetable, groups, findings)
    known = read_calendars(calendars, timetable, programme, groups, findings)
    registrations = without_busy_times(registrations, known)
    tables = read_tables(book.rows("tables"), groups, timetable.clock, findings)
    taken = read_taken(
        book.sheets.get("suggestions"), book.rows("suggestions"), directory, findings
    )
    name, event_id = settings.values["name"], settings.values["event_id"]
    find_forms_of_others(book.sheets.values(), name, event_id, findings)
    wishes = read_wishes(
        book.rows("interests"), registrations, directory, findings, [row.wish for row in taken]
    )
    appointments = read_pins(book.rows("fixed"), directory, timetable, tables, findings)
    rules = read_meeting_rules(book.rows("meeting_rules"), groups, findings)
    report_by = read_report_by(settings, groups, findings)
    first = first_of_each(registrations)
    event = Event(
        name=settings.values["name"],
        slots=timetable.slots,
        participants=groups.attributes.with_named(r.participant for r in first),
        tables=tables,
        organisations=organisations.all,
        interests=merged(wishes, findings),
        blocked=read_blocked(book.rows("blocked"), directory, findings),
        pins=tuple(sorted((a.pin for a in appointments), key=lambda pin: (pin.slot, pin.pair))),
        programme=by_time((*programme, *known.programme)),
        rules=settings.rules,
        meeting_rules=tuple(found.rule for found in rules),
        event_id=settings.values["event_id"],
        time_zone=settings.values["time_zone"],
        language=settings.values["language"],
        organiser=settings.values["organiser"],
        organiser_email=settings.values["organiser_email"],
        logo=settings.values["logo"],
        colour=settings.values["colour"],
        contact=settings.values["contact"],
        report_by=report_by,
    )
    here = Here(
        pictures,
        book.file,
        settings.values["event_id"],
        event.participants,
        timetable.clock.days,
    )
    memory = read_earlier_events(
        settings.values["earlier_events"],
        here,
        settings.places.get("earlier_events", Place()),
        findings,
    )
    met = (*memory.met, *read_met_before(book.rows("met_before"), directory, findings))
    event = with_earlier(event, met, appointments, findings)
    if settings.values["make_up"]:
        event = with_made_up(event, memory.served, settings.places["make_up"], findings)
    terms = tuple(read_terms(book.rows("terms"), findings))
    return UncheckedEvent(
        *(event, settings.places, timetable, directory, first, wishes, appointments, rules),
        *(taken, terms, known.busy),
    )


def _groups(registrations: Iterable[Registration], directory: Directory) -> GroupFinder:
    """Collect everyone, and all that they can be named by."""
    first = first_of_each(registrations)
    people = tuple(registration.participant for registration in first)
    rows = {registration.participant.id: registration.row for registration in first}
    return GroupFinder(directory, Attributes(people, directory.organisations, rows))


def _check(draft: UncheckedEvent, book: Book, findings: Findings) -> None:
    """Find what is wrong with the parts together."""
    has_all_slots = draft.timetable.is_certain
    has_all_tables = has_tables(book, draft.event.participants)
    if has_all_slots:
        find_never_available(draft.event, draft.registrations, draft.busy, findings)
    if book.has_columns("participants"):
        find_hopeless_wishes(
            draft.event,
            draft.wishes,
            draft.directory,
            findings,
            has_all_slots=has_all_slots,
            has_all_tables=has_all_tables,
        )
    check_meeting_rules(
        draft.event,
        draft.rules,
        draft.appointments,
        draft.settings.get("max_meetings", Place()),
        findings,
        has_all_people=not book.has_errors("participants"),
        has_all_wishes=not book.has_errors("interests"),
    )
    check_pins(
        draft.event,
        draft.appointments,
        draft.directory,
        findings,
        has_all_tables=has_all_tables,
        has_all_wishes=not book.has_errors("interests") and not book.has_errors("participants"),
    )


def _advice(draft: UncheckedEvent, book: Book) -> list[Issue]:
    """Say what a plan of this event will lack."""
    findings = Findings()
    tables = book.sheets["tables"].place() if "tables" in book.sheets else Place()
    give_advice(draft.event, draft.registrations, draft.timetable, findings, tables=tables)
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
