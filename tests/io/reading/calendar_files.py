"""Calendars as people export them: `write_calendar(folder / "P1.ics", entry("1", *lines))`."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
SECRET = "Scheidungsanwalt"  # noqa: S105 - nobody gets in with it
"""What nobody but the owner may ever read."""


def entry(uid, *lines, title=SECRET):
    """Make an entry that is full of text."""
    return (
        *("BEGIN:VEVENT", f"UID:{uid}-{SECRET}@example.org", f"SUMMARY:{title}"),
        *(f"DESCRIPTION:{SECRET}\\, and more", f"LOCATION;LANGUAGE=de:{SECRET}"),
        *(f"ORGANIZER;CN={SECRET}:mailto:{SECRET}@example.org", f"COMMENT:{SECRET}"),
        *("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{SECRET}", "TRIGGER:-PT15M"),
        *("DURATION:PT5M", "REPEAT:2", "END:VALARM"),
        *lines,
        "END:VEVENT",
    )


def calendar(*entries, heads=()):
    """Make the content of a calendar."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{SECRET}", f"X-WR-CALNAME:{SECRET}", *heads)
    lines = (*head, *(line for each in entries for line in each), "END:VCALENDAR", "")
    return "\r\n".join(lines).encode()


def write_calendar(path, *entries, heads=()):
    """Write a calendar, and the folder it lies in."""
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(calendar(*entries, heads=heads))
    return path


def zone_of_its_own(name, standard, daylight=None):
    """Describe a time zone; with `daylight`, an hour more from March to October, as in Europe."""
    last_sunday = "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH={}"
    if daylight is None:
        rules = _rule("STANDARD", "16010101T000000", standard, standard)
    else:
        rules = (
            *_rule("DAYLIGHT", "19810329T020000", standard, daylight, last_sunday.format(3)),
            *_rule("STANDARD", "19961027T030000", daylight, standard, last_sunday.format(10)),
        )
    return ("BEGIN:VTIMEZONE", f"TZID:{name}", *rules, "END:VTIMEZONE")


def _rule(kind, start, before, after, *more):
    offsets = (f"TZOFFSETFROM:{before}", f"TZOFFSETTO:{after}")
    return (f"BEGIN:{kind}", f"DTSTART:{start}", *offsets, *more, f"END:{kind}")


def weekly(first, weekdays, interval, last, *, gone=(), moved=()):
    """Expand a weekly rule by hand: the starts, without those that are gone, with others moved.

    Parameters
    ----------
    first, last : datetime
        The first start, and when the rule ends; by the clocks of one place.
    weekdays : set of int
        0 is Monday; the week begins then.
    interval : int
        Every how many weeks.
    gone : collection of datetime
        Starts that do not take place.
    moved : mapping of datetime to datetime
        Starts that are at another time.
    """
    monday = first - timedelta(days=first.weekday())
    starts, at = [], first
    while at <= last:
        weeks = (at.date() - monday.date()).days // 7
        if weeks % interval == 0 and at.weekday() in weekdays and at not in gone:
            starts.append(dict(moved).get(at, at))
        at += timedelta(days=1)
    return sorted(starts)


def at(day, hour, minute=0, zone=BERLIN):
    return datetime(2027, 6, day, hour, minute, tzinfo=zone)
