"""Meetings as a calendar file (RFC 5545): one file a person, one event a meeting."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from matchmaker.io.writing.cells import printable
from matchmaker.io.writing.report import Report
from matchmaker.io.writing.timeline import report_for
from matchmaker.plan import Plan
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line


def write_calendar(plan: Plan, participant_id: str, path: Path, *, is_draft: bool) -> None:
    """Write the meetings of one person, in their language, to import into their calendar.

    They need at least one meeting: the standard knows no empty calendar.
    """
    report = report_for(plan, participant_id)
    calendar = Calendar()
    calendar.add("prodid", "-//matchmaker//matchmaker//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    meetings = plan.schedule.of(participant_id)
    for meeting in meetings:
        calendar.add_component(calendar_event(report, meeting, participant_id, is_draft=is_draft))
    _add_time_zone(calendar, meetings)
    path.write_bytes(calendar.to_ical())


def calendar_event(report: Report, meeting: Meeting, participant: str, *, is_draft: bool) -> Event:
    """Make the event of a meeting as one of the two sees it."""
    event = Event()
    event.add("uid", uid(report.plan.event.event_id, meeting, participant))
    event.add("sequence", 0)
    for stamp in ("dtstamp", "last-modified"):
        event.add(stamp, report.plan.created_at.astimezone(UTC))
    for edge, moment in (("dtstart", meeting.slot.start), ("dtend", meeting.slot.end)):
        event.add(edge, _zoned(moment, report.plan))
    event.add("status", "TENTATIVE" if is_draft else "CONFIRMED")
    event.add("summary", printable(_title(report, meeting, participant, is_draft=is_draft)))
    event.add("location", printable(_location(report, meeting)))
    event.add("description", printable(_description(report, meeting, participant)))
    _add_organiser(event, report.plan)
    return event


def uid(event_id: str, meeting: Meeting, recipient: str) -> str:
    """Make the name a meeting keeps in the calendar of a recipient, wherever it is moved to."""
    # As a list in JSON, so that no two lists of ids read the same.
    name = json.dumps([event_id, *sorted(meeting.participants), recipient])
    return f"{uuid5(NAMESPACE_URL, name)}@matchmaker"


def _zoned(moment: datetime, plan: Plan) -> datetime:
    # A plan read back from a file has offsets, but calendars need the name of the zone.
    return moment.astimezone(ZoneInfo(plan.event.time_zone))


def _title(report: Report, meeting: Meeting, participant: str, *, is_draft: bool) -> str:
    partner = report.person(meeting.partner_of(participant))
    title = report.words("calendar.title", name=partner.name, organisation=partner.organisation)
    return report.words("calendar.draft", title=title) if is_draft else title


def _location(report: Report, meeting: Meeting) -> str:
    """Say where, with the area: `Table 3, Hall A`."""
    area = "" if meeting.table is None else report.area(meeting)
    return ", ".join(filter(None, (report.place(meeting), area)))


def _description(report: Report, meeting: Meeting, participant: str) -> str:
    partner = report.person(meeting.partner_of(participant))
    lines = (
        report.words("calendar.with", name=partner.name),
        report.origin(partner),
        _location(report, meeting),
        report.plan.event.name,
        version_line(report.plan, report.words),
    )
    return "\n".join(filter(None, lines))


def _add_organiser(event: Event, plan: Plan) -> None:
    """Name whom to ask; RFC 5546 wants an organiser in everything published."""
    if plan.event.organiser_email:
        organiser = vCalAddress(f"mailto:{printable(plan.event.organiser_email)}")
        organiser.params["cn"] = vText(printable(plan.event.organiser or plan.event.name))
        event.add("organizer", organiser)


def _add_time_zone(calendar: Calendar, meetings: Sequence[Meeting]) -> None:
    """Define the zone for the years of the meetings, so that its changes of clocks are in it."""
    years = [meeting.slot.start.year for meeting in meetings]
    calendar.add_missing_timezones(date(min(years), 1, 1), date(max(years) + 1, 1, 1))
