"""When something is, for whoever reads it: by the clocks of the event, and by their own."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_gmt, get_timezone_location

from matchmaker.events import Participant, Slot
from matchmaker.figures import count
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting
from matchmaker.whereabouts import hours_of, when_and_where


@dataclass(frozen=True)
class Span:
    """When something is, in words."""

    time: str
    """By the clocks of whoever reads it: `16:30–17:00`."""
    places: str
    """The same with where the clocks are, and with those of the event where they show another time:
    `16:30–17:00 in Taipei (10:30–11:00 in Berlin)`. Empty where nobody is elsewhere. Of a stay, of
    which `time` says how many days it takes, from when to when."""
    day: date
    """The day it begins on by the clocks of whoever reads it."""

    @property
    def whole(self) -> str:
        """All of it."""
        return self.places or self.time


def span_of_meeting(report: Report, meeting: Meeting, reader: Participant) -> Span:
    """Say when a meeting is; where it is online, with the place of the clocks."""
    is_zoned = report.is_online(meeting) or reader.is_online
    if meeting.slot.is_stay:
        return _span_of_stay(report, meeting.slot, is_zoned=is_zoned)
    return _span(report, meeting.slot.start, meeting.slot.end, reader, is_zoned=is_zoned)


def _span_of_stay(report: Report, stay: Slot, *, is_zoned: bool) -> Span:
    """Say how many days it takes, and from when to when by the clocks of the event."""
    days = count("days", (stay.last_day - stay.day).days + 1, report.words)
    hours, zone = hours_of(stay.start, stay.end, report.words), report.plan.event.time_zone
    places = _in_place(report, hours, ZoneInfo(zone), stay.start) if is_zoned else hours
    return Span(days, places, stay.day)


def when_and_where_for(
    report: Report, meeting: Meeting, reader: Participant, place: str = ""
) -> str:
    """Say day, time and place of a meeting, by the clocks of whoever reads it."""
    when = span_of_meeting(report, meeting, reader)
    event, words = report.plan.event, report.words
    return when_and_where(meeting, event, words, when.whole, when.day, place=place)


def span(report: Report, start: datetime, end: datetime, reader: Participant) -> Span:
    """Say when something else on an agenda is, by the local and naive times it has there."""
    return _span(report, report.aware(start), report.aware(end), reader, is_zoned=reader.is_online)


def _span(
    report: Report, start: datetime, end: datetime, reader: Participant, *, is_zoned: bool
) -> Span:
    events, own = ZoneInfo(report.plan.event.time_zone), _own_zone(report, reader)
    there, day = _time(report, start, end, events), start.astimezone(own).date()
    if not is_zoned:
        return Span(there, "", day)
    place = _in_place(report, there, events, start)
    if all(_clock(moment, own) == _clock(moment, events) for moment in (start, end)):
        return Span(there, place, day)
    time = _time(report, start, end, own)
    both = report.words(
        "agenda.two_clocks",
        own=_in_place(report, time, own, start),
        event=_with_day(report, place, start.astimezone(events).date(), day),
    )
    return Span(time, both, day)


def day_of(report: Report, moment: datetime, reader: Participant) -> date:
    """Tell on which day something is for whoever reads it, by the local and naive time it has."""
    return _clock(report.aware(moment), _own_zone(report, reader)).date()


def _own_zone(report: Report, reader: Participant) -> ZoneInfo:
    """Give the clocks that somebody lives by: on site those of the event."""
    is_elsewhere = reader.is_online and reader.time_zone
    return ZoneInfo(reader.time_zone if is_elsewhere else report.plan.event.time_zone)


def _clock(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _time(report: Report, start: datetime, end: datetime, zone: ZoneInfo) -> str:
    return hours_of(_clock(start, zone), _clock(end, zone), report.words)


def _with_day(report: Report, time: str, day: date, own: date) -> str:
    """Name the day of the event where the reader has another one."""
    if day == own:
        return time
    words = report.words
    said = format_date(day, words("whereabouts.day"), locale=words.language)
    return words("agenda.on_day", day=said, time=time)


def _in_place(report: Report, time: str, zone: ZoneInfo, at: datetime) -> str:
    """Say where clocks are; of a zone that is called after no place, how far from Greenwich.

    `Etc/GMT+5` lies five hours behind, so its name would say the opposite of what people read.
    """
    language = report.words.language
    continent, _, city = zone.key.partition("/")
    if not city or continent == "Etc":
        return f"{time} {get_timezone_gmt(at.astimezone(zone), locale=language)}"
    place = get_timezone_location(zone, locale=language, return_city=True)
    return report.words("agenda.in_place", time=time, place=place)
