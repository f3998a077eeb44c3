"""Meetings as a calendar file (RFC 5545): one file a person, one event a meeting.

Every meeting has one name through all versions, and a number that rises only where its time, place
or status changes; so a calendar that is given every version ends with the last (RFC 5546).
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from matchmaker.events import Slot, by_clocks
from matchmaker.io.package.characters import on_one_line, printable
from matchmaker.io.reading.calendar_lines import UID_ENDING
from matchmaker.io.reading.values import is_email
from matchmaker.io.telling.file_names import agenda_name
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import report_for
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line
from matchmaker.text import Words, words
from matchmaker.told import Publication, Told, calendar_of, whole_calendar
from matchmaker.whereabouts import hours_of, where

NOBODY = "nobody@organiser.invalid"
"""Stands where the event has no address: the net promises that `.invalid` is nobody's (RFC 6761).

Everything published has an organiser (RFC 5546), and programs expect what looks like an address.
"""


def write_calendars(
    plan: Plan,
    participant_id: str,
    folder: Path,
    *,
    is_draft: bool,
    earlier: Sequence[Publication] = (),
) -> tuple[Path, ...]:
    """Write the meetings of one person, in their language, to import into their calendar.

    Parameters
    ----------
    plan : Plan
        Whose meetings to tell.
    participant_id : str
        Whom to tell.
    folder : Path
        Where to.
    is_draft : bool
        Mark everything as not yet confirmed.
    earlier : sequence of Publication
        What was handed out before, in order: what has changed since replaces what they have.

    Returns
    -------
    tuple of Path
        A file of the meetings there are, and one of those that are cancelled; the standard knows no
        empty calendar, so there is no file of none.
    """
    return _files_for(plan, participant_id, is_draft=is_draft, earlier=earlier).write(folder)


def write_single_calendars(
    plan: Plan,
    participant_id: str,
    folder: Path,
    *,
    is_draft: bool,
    earlier: Sequence[Publication] = (),
) -> tuple[Path, ...]:
    """Write a calendar file for each meeting of one person; parameters as of `write_calendars`.

    Some programs enter a meeting a second time when they import a file of several, but bring it up
    to date where it is alone.
    """
    files = _files_for(plan, participant_id, is_draft=is_draft, earlier=earlier)
    return tuple(path for single in files.singles for path in single.write(folder))


def _files_for(
    plan: Plan, participant: str, *, is_draft: bool, earlier: Sequence[Publication]
) -> "_Files":
    told = calendar_of(participant, [*earlier, Publication(plan, frozenset([participant]))])
    key = plan.key_of(participant).person

    def as_seen(one: Told) -> Event:
        return calendar_event(one, one.plan.person_with(key), is_draft=is_draft)

    name = agenda_name(plan.event.participant[participant])
    return _Files(told, name, report_for(plan, participant).words, as_seen)


ALL_MEETINGS = "all-meetings"


def write_whole_calendar(
    plan: Plan, folder: Path, *, is_draft: bool, earlier: Sequence[Publication] = ()
) -> tuple[Path, ...]:
    """Write every meeting of the event, for the organiser; parameters as of `write_calendars`."""
    told = whole_calendar([*earlier, Publication(plan, frozenset())])

    def as_seen(one: Told) -> Event:
        return _organisers_event(one, is_draft=is_draft)

    return _Files(told, ALL_MEETINGS, words(plan.event.language), as_seen).write(folder)


@dataclass(frozen=True)
class _Files:
    """The calendar files of one reader: what was told, their name, and how a meeting looks."""

    told: Sequence[Told]
    name: str
    words: Words
    event_of: Callable[[Told], Event]

    @property
    def singles(self) -> Iterator["_Files"]:
        """Each meeting by itself, numbered in order of time."""
        for number, one in enumerate(self.told, 1):
            yield replace(self, told=[one], name=f"{self.name}_{number:02}")

    def write(self, folder: Path) -> tuple[Path, ...]:
        """Write those there are, and those that are cancelled: one method a file."""
        written = []
        cancelled = f"{self.name}_{self.words('file.cancelled')}"
        for method, file, is_gone in (("PUBLISH", self.name, False), ("CANCEL", cancelled, True)):
            theirs = [one for one in self.told if one.is_cancelled is is_gone]
            if theirs:
                path = folder / f"{file}.ics"
                path.write_bytes(_calendar(theirs, method, self.event_of))
                written.append(path)
        return tuple(written)


def _calendar(theirs: Sequence[Told], method: str, event_of: Callable[[Told], Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//matchmaker//matchmaker//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    for told in theirs:
        calendar.add_component(event_of(told))
    _add_time_zone(calendar, [told.meeting for told in theirs])
    written: bytes = calendar.to_ical()
    return written


def calendar_event(told: Told, participant: str, *, is_draft: bool) -> Event:
    """Make the event of a meeting as one of the two sees it."""
    report = report_for(told.plan, participant)
    title = _title(report, told.meeting, participant, is_draft=is_draft)
    event = _event(told, report, participant, title, is_draft=is_draft)
    event.add("description", printable(_description(report, told.meeting, participant)))
    return event


def _organisers_event(told: Told, *, is_draft: bool) -> Event:
    """Make the event of a meeting as the organiser sees it: who meets whom."""
    report = Report(told.plan, words(told.plan.event.language))
    people = [report.person(participant) for participant in told.meeting.participants]
    title = " – ".join(person.name for person in people)
    if is_draft:
        title = report.words("calendar.draft", title=title)
    event = _event(told, report, ORGANISER, title, is_draft=is_draft)
    lines = [f"{person.name}, {report.origin(person)}" for person in people]
    lines.append(version_line(report.plan, report.words))
    event.add("description", printable("\n".join(lines)))
    return event


ORGANISER = ""
"""Stands for the organiser among the recipients; no participant has an empty id."""


def _event(told: Told, report: Report, recipient: str, title: str, *, is_draft: bool) -> Event:
    """Make the event of a meeting, but for what is said about it."""
    meeting = told.meeting
    event = Event()
    event.add("uid", _name_of(told, recipient))
    event.add("sequence", told.sequence)
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, told.changed_at.astimezone(UTC))
    _add_time(event, meeting.slot, report.plan)
    expected = "TENTATIVE" if is_draft else "CONFIRMED"
    event.add("status", "CANCELLED" if told.is_cancelled else expected)
    event.add("summary", printable(title))
    event.add("location", printable(_location(report, meeting)))
    if link := report.link(meeting):
        event.add("url", link)
    _add_organiser(event, report.plan)
    return event


def _add_time(event: Event, slot: Slot, plan: Plan) -> None:
    """Say when: a stay by its days.

    Then every calendar shows it as a bar above them, and leaves the hours to what else there is;
    none shows it at other days in another time zone. Days count as free unless it is said.
    """
    if slot.is_stay:
        event.add("dtstart", slot.day)
        event.add("dtend", slot.last_day + timedelta(days=1))
        event.add("transp", "OPAQUE")
        return
    for edge, moment in (("dtstart", slot.start), ("dtend", slot.end)):
        event.add(edge, _zoned(moment, plan))


def _name_of(told: Told, recipient: str) -> str:
    """Name a meeting by what the two are called for good, whoever stands in for one of them."""
    plan, meeting = told.plan, replace(told.meeting, participants=told.key)
    own = plan.key_of(recipient).person if recipient else ORGANISER
    return uid(plan.event.event_id, meeting, own)


def uid(event_id: str, meeting: Meeting, recipient: str) -> str:
    """Make the name a meeting keeps in the calendar of a recipient, wherever it is moved to."""
    # As a list in JSON, so that no two lists of ids read the same.
    name = json.dumps([event_id, *sorted(meeting.participants), recipient])
    return f"{uuid5(NAMESPACE_URL, name)}{UID_ENDING}"


def _zoned(moment: datetime, plan: Plan) -> datetime:
    # A plan read back from a file has offsets, but calendars need the name of the zone. In the hour
    # that clocks show twice, it would not tell which of the two is meant.
    zone = ZoneInfo(plan.event.time_zone)
    local = by_clocks(moment, zone)
    return local if local.tzinfo is zone else local.astimezone(UTC)


def _title(report: Report, meeting: Meeting, participant: str, *, is_draft: bool) -> str:
    partner = report.person(meeting.partner_of(participant))
    title = report.words("calendar.title", name=partner.name, organisation=partner.organisation)
    return report.words("calendar.draft", title=title) if is_draft else title


def _location(report: Report, meeting: Meeting) -> str:
    """Say where, with the area or the address: `Table 3, Hall A`; online with the link."""
    there = (where(meeting, report.plan.event, report.words), report.link(meeting))
    return ", ".join(filter(None, there))


def _description(report: Report, meeting: Meeting, participant: str) -> str:
    partner, slot = report.person(meeting.partner_of(participant)), meeting.slot
    lines = (
        report.words("calendar.with", name=partner.name),
        report.origin(partner),
        _location(report, meeting),
        hours_of(slot.start, slot.end, report.words) if slot.is_stay else "",
        report.plan.event.name,
        version_line(report.plan, report.words),
    )
    return "\n".join(filter(None, lines))


def _add_organiser(event: Event, plan: Plan) -> None:
    """Name whom to ask; RFC 5546 wants an organiser in everything published."""
    written = plan.event.organiser_email
    organiser = vCalAddress(f"mailto:{written if is_email(written) else NOBODY}")
    organiser.params["cn"] = vText(on_one_line(plan.event.organiser or plan.event.name))
    event.add("organizer", organiser)


def _add_time_zone(calendar: Calendar, meetings: Sequence[Meeting]) -> None:
    """Define the zone for the years of the meetings, so that its changes of clocks are in it."""
    years = [meeting.slot.start.year for meeting in meetings]
    calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 1, 1, 1))
