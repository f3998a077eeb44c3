"""What the sheets say, one read after the other, and the event that it makes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from matchmaker.events import Event, Item, Table
from matchmaker.io.checking.earlier import Here, read_earlier_events, with_earlier
from matchmaker.io.checking.making_up import with_made_up
from matchmaker.io.reading.attributes import Attributes
from matchmaker.io.reading.blocked import read_blocked
from matchmaker.io.reading.book import Book
from matchmaker.io.reading.calendars import BusyTimes, read_calendars, without_busy_times
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.interests import Wish, merged, read_wishes
from matchmaker.io.reading.labels import with_one_spelling
from matchmaker.io.reading.meeting_rules import RuleRow, read_meeting_rules
from matchmaker.io.reading.met_before import read_met_before
from matchmaker.io.reading.organisations import read_organisations
from matchmaker.io.reading.participants import Registration, first_of_each, read_participants
from matchmaker.io.reading.pins import Appointment, read_pins
from matchmaker.io.reading.report_by import read_report_by
from matchmaker.io.reading.settings import Settings, read_settings
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
from matchmaker.issues import Place

OF_EVENT = (
    "name",
    "event_id",
    "time_zone",
    "language",
    "organiser",
    "organiser_email",
    "logo",
    "colour",
    "contact",
)
"""The settings that are told of the event as they are."""


@dataclass(frozen=True)
class EventParts:
    """What each sheet says, as far as it can be, and where it is written.

    Whatever cannot be (`Event` would refuse it) is an issue by now, and left out.
    """

    settings: Settings
    timetable: Timetable
    registrations: tuple[Registration, ...]
    groups: GroupFinder
    programme: tuple[Item, ...]
    busy: Mapping[str, BusyTimes]
    tables: tuple[Table, ...]
    taken: tuple[TakenRow, ...]
    wishes: tuple[Wish, ...]
    appointments: tuple[Appointment, ...]
    rules: tuple[RuleRow, ...]
    report_by: tuple[str, ...]
    terms: tuple[tuple[str, ...], ...]

    @property
    def directory(self) -> Directory:
        """Who is who."""
        return self.groups.directory

    @cached_property
    def first(self) -> tuple[Registration, ...]:
        """Everyone once."""
        return first_of_each(self.registrations)


def read_parts(
    book: Book, pictures: Path, calendars: Iterable[Path], meeting_length: int | None
) -> EventParts:
    """Read sheet by sheet, each with what it needs of those before.

    Parameters
    ----------
    book : Book
        The sheets; its findings take what is wrong.
    pictures : Path
        The folder that a logo lies in.
    calendars : iterable of Path
        What lies in the folder of calendars.
    meeting_length : int or None
        Minutes to read it with; None: as the setting says.
    """
    findings = book.findings
    settings = _settings(book, pictures, meeting_length)
    timetable = _timetable(book, settings, is_supposed=meeting_length is not None)
    registrations, groups = _people(book, timetable)
    programme = read_programme(timetable, groups, findings)
    known = read_calendars(calendars, timetable, programme, groups, findings)
    registrations = without_busy_times(registrations, known)
    tables = read_tables(book.rows("tables"), groups, timetable.clock, findings)
    taken, wishes = _wishes(book, settings, registrations, groups.directory)
    return EventParts(
        settings=settings,
        timetable=timetable,
        registrations=registrations,
        groups=groups,
        programme=by_time((*programme, *known.programme)),
        busy=known.busy,
        tables=tables,
        taken=taken,
        wishes=wishes,
        appointments=read_pins(book.rows("fixed"), groups.directory, timetable, tables, findings),
        rules=read_meeting_rules(book.rows("meeting_rules"), groups, findings),
        report_by=read_report_by(settings, groups, findings),
        terms=tuple(read_terms(book.rows("terms"), findings)),
    )


def _settings(book: Book, pictures: Path, meeting_length: int | None) -> Settings:
    settings = read_settings(
        book.sheets.get("event"),
        book.rows("event"),
        book.language,
        pictures,
        book.findings,
        is_cut=not has_only_stays(book.rows("timetable")),
    )
    if meeting_length is None:
        return settings
    return replace(settings, values={**settings.values, "meeting_length": meeting_length})


def _timetable(book: Book, settings: Settings, *, is_supposed: bool) -> Timetable:
    sheet, rows = book.sheets.get("timetable"), book.rows("timetable")
    return replace(read_timetable(sheet, rows, settings, book.findings), is_supposed=is_supposed)


def _people(book: Book, timetable: Timetable) -> tuple[tuple[Registration, ...], GroupFinder]:
    """Read everyone, and all that they can be named by."""
    listed, people = with_one_spelling(
        book.rows("organisations"), book.rows("participants"), book.findings
    )
    organisations = read_organisations(listed, people, book.findings)
    registrations = read_participants(people, organisations, timetable.clock, book.findings)
    directory = Directory(tuple(r.participant for r in registrations), organisations)
    groups = _groups(registrations, directory)
    return within_windows(registrations, timetable, groups, book.findings), groups


def _groups(registrations: Iterable[Registration], directory: Directory) -> GroupFinder:
    first = first_of_each(registrations)
    people = tuple(registration.participant for registration in first)
    rows = {registration.participant.id: registration.row for registration in first}
    return GroupFinder(directory, Attributes(people, directory.organisations, rows))


def _wishes(
    book: Book,
    settings: Settings,
    registrations: tuple[Registration, ...],
    directory: Directory,
) -> tuple[tuple[TakenRow, ...], tuple[Wish, ...]]:
    """Read the suggestions that were taken, and every wish, those among them."""
    sheet, rows = book.sheets.get("suggestions"), book.rows("suggestions")
    taken = read_taken(sheet, rows, directory, book.findings)
    name, event_id = settings.values["name"], settings.values["event_id"]
    find_forms_of_others(book.sheets.values(), name, event_id, book.findings)
    suggested = [row.wish for row in taken]
    interests = book.rows("interests")
    return taken, read_wishes(interests, registrations, directory, book.findings, suggested)


def event_of(parts: EventParts, book: Book, pictures: Path) -> Event:
    """Put the event together, and give it what is known from earlier ones.

    Parameters
    ----------
    parts : EventParts
        What the sheets say.
    book : Book
        Takes what is wrong with the parts together; who must not meet, and who has met, are read
        from it.
    pictures : Path
        The folder of the workbook: paths are told from here.
    """
    people = (registration.participant for registration in parts.first)
    pins = (appointment.pin for appointment in parts.appointments)
    event = Event(
        **{key: parts.settings.values[key] for key in OF_EVENT},
        slots=parts.timetable.slots,
        participants=parts.groups.attributes.with_named(people),
        tables=parts.tables,
        organisations=parts.directory.organisations.all,
        interests=merged(parts.wishes, book.findings),
        blocked=read_blocked(book.rows("blocked"), parts.directory, book.findings),
        pins=tuple(sorted(pins, key=lambda pin: (pin.slot, pin.pair))),
        programme=parts.programme,
        rules=parts.settings.rules,
        meeting_rules=tuple(found.rule for found in parts.rules),
        report_by=parts.report_by,
    )
    return _with_earlier_events(event, parts, book, pictures)


def _with_earlier_events(event: Event, parts: EventParts, book: Book, folder: Path) -> Event:
    """Give an event who met before, and let it make up for wishes that were not met."""
    values, places, findings = parts.settings.values, parts.settings.places, book.findings
    here = Here(folder, book.file, event.event_id, event.participants, parts.timetable.clock.days)
    named_at = places.get("earlier_events", Place())
    memory = read_earlier_events(values["earlier_events"], here, named_at, findings)
    listed = read_met_before(book.rows("met_before"), parts.directory, findings)
    event = with_earlier(event, (*memory.met, *listed), parts.appointments, findings)
    if not values["make_up"]:
        return event
    return with_made_up(event, memory.served, places["make_up"], findings)
