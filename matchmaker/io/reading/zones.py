"""By which clocks somebody online lives, where only their country says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.core import get_global

from matchmaker.events import Participant
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.rows import Rows
from matchmaker.io.reading.values import is_time_zone

NOON = time(12)


def with_zones(
    people: Sequence[Participant],
    rows: Rows,
    organisations: Organisations,
    clock: Clock,
    findings: Findings,
) -> tuple[Participant, ...]:
    """Give everyone online the time zone of their country, where it has but one.

    Parameters
    ----------
    people : sequence of Participant
        Everyone, with what stands in their own cell.
    rows : tuple of Row
        The rows of the sheet Participants.
    organisations : Organisations
        Those of the event: of their country is whoever names none.
    clock : Clock
        The days and the time zone of the event.
    findings : Findings
        Takes whose time zone was told by their country.
    """
    countries = {each.name: each.country for each in organisations.all}
    found = [_in_zone(person, countries, clock) for person in people]
    told = [one for before, one in zip(people, found, strict=True) if before != one]
    if told:
        sheet = rows[0].sheet
        names = "; ".join(f"{person.name} ({person.time_zone})" for person in told)
        findings.note("zone_by_country", sheet.place(sheet.header.row, "attendance"), people=names)
    return tuple(found)


def _in_zone(person: Participant, countries: Mapping[str, str], clock: Clock) -> Participant:
    if not person.is_online or person.time_zone:
        return person
    theirs = (person.country, *(countries.get(name, "") for name in person.organisations))
    return replace(person, time_zone=_zone_of(next(filter(None, theirs), ""), clock))


def _zone_of(country: str, clock: Clock) -> str:
    """Name the one time zone of a country; empty where there are several, or it is the event's."""
    offsets = {zone: tuple(_offsets(ZoneInfo(zone), clock)) for zone in _zones_of(country)}
    if len(set(offsets.values())) != 1 or tuple(_offsets(clock.zone, clock)) in offsets.values():
        return ""
    return min(offsets)


def _zones_of(country: str) -> Iterator[str]:
    for zone, territory in get_global("zone_territories").items():
        if territory == country and is_time_zone(zone):
            yield zone


def _offsets(zone: ZoneInfo, clock: Clock) -> Iterator[timedelta | None]:
    """Tell how far its clocks are from Greenwich on each day of the event."""
    for day in clock.days:
        yield datetime.combine(day, NOON, tzinfo=clock.zone).astimezone(zone).utcoffset()
