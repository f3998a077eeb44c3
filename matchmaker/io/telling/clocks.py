"""When something is, for whoever reads it: by the clocks of the event, and by their own."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location

from matchmaker.events import Participant
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting
from matchmaker.whereabouts import when_and_where


@dataclass(frozen=True)
class Span:
    """When something is, in words."""

    time: str
    """By the clocks of whoever reads it: `16:30–17:00`."""
    places: str
    """The same with where the clocks are, and with those of the event where they show another time:
    `16:30–17:00 in Taipei (10:30–11:00 in Berlin)`. Empty where nobody is elsewhere."""

    @property
    def whole(self) -> str:
        """All of it."""
        return self.places or self.time


def span_of_meeting(report: Report, meeting: Meeting, reader: Participant) -> Span:
    """Say when a meeting is; where it is online, with the place of the clocks."""
    start, end = meeting.slot.start, meeting.slot.end
    return _span(report, start, end, reader, is_zoned=meeting.table is None or reader.is_online)


def when_and_where_for(report: Report, meeting: Meeting, reader: Participant) -> str:
    """Say day, time and place of a meeting, by the clocks of whoever reads it."""
    time = span_of_meeting(report, meeting, reader).whole
    return when_and_where(meeting, report.plan.event, report.words, time)


def span(report: Report, start: datetime, end: datetime, reader: Participant) -> Span:
    """Say when something else on an agenda is, by the local and naive times it has there."""
    return _span(report, report.aware(start), report.aware(end), reader, is_zoned=reader.is_online)


def _span(
    report: Report, start: datetime, end: datetime, reader: Participant, *, is_zoned: bool
) -> Span:
    events = ZoneInfo(report.plan.event.time_zone)
    own = ZoneInfo(reader.time_zone) if reader.is_online and reader.time_zone else events
    there = _time(report, start, end, events)
    if not is_zoned:
        return Span(there, "")
    if all(_clock(moment, own) == _clock(moment, events) for moment in (start, end)):
        return Span(there, _in_place(report, there, events))
    time = _time(report, start, end, own)
    here = _with_day(report, time, start.astimezone(own), start.astimezone(events))
    both = report.words(
        "agenda.two_clocks",
        own=_in_place(report, here, own),
        event=_in_place(report, there, events),
    )
    return Span(time, both)


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _time(report: Report, start: datetime, end: datetime, zone: ZoneInfo) -> str:
    return report.words("agenda.time", start=_clock(start, zone), end=_clock(end, zone))


def _with_day(report: Report, time: str, own: datetime, events: datetime) -> str:
    """Name the day where it is another one."""
    if own.date() == events.date():
        return time
    words = report.words
    day = format_date(own, words("whereabouts.day"), locale=words.language)
    return words("agenda.on_day", day=day, time=time)


def _in_place(report: Report, time: str, zone: ZoneInfo) -> str:
    place = get_timezone_location(zone, locale=report.words.language, return_city=True)
    return report.words("agenda.in_place", time=time, place=place)
