"""What is good to know of those who meet elsewhere: rooms online, hours, visits.

Nothing of it is a rule.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import time
from zoneinfo import ZoneInfo

from matchmaker.events import Attendance, Event, Pair, Slot
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.participants import Registration
from matchmaker.io.reading.timetable import Timetable
from matchmaker.issues import Place

MORNING = time(7)
NIGHT = time(22)
"""Between these hours people like to meet."""


def advise_on_rooms(event: Event, place: Place, findings: Findings) -> None:
    """Say where rooms online may not be meant.

    Parameters
    ----------
    event : Event
        An event without errors.
    place : Place
        Where the tables are listed.
    findings : Findings
        Takes the advice, as warnings.
    """
    registered = [event.participant[person] for person in event.registered]
    online = [person.id for person in registered if person.is_online]
    on_site = sum(person.attendance is Attendance.ON_SITE for person in registered)
    if event.rooms and not event.standing_tables and on_site > 1:
        findings.warning("only_rooms", place, count=on_site)
    elif event.rooms and not online:
        findings.warning("rooms_for_nobody", place, tables="; ".join(r.name for r in event.rooms))
    for room in event.rooms if online else ():
        owners = event.owners(room)
        if owners and set(owners).isdisjoint(online):
            findings.warning("room_of_people_on_site", place, table=room.name, owner=room.owner)
    for link, names in _names_by_link(event).items():
        if len(names) > 1:
            findings.warning("rooms_of_one_link", place, tables="; ".join(names), link=link)


def _names_by_link(event: Event) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for room in event.rooms:
        names[room.link].append(room.name)
    return names


def advise_on_visits(
    event: Event, pairs: Iterable[Pair], timetable: Timetable, findings: Findings
) -> None:
    """Say where visits and other meetings are not told apart as somebody may expect.

    Parameters
    ----------
    event : Event
        An event without errors.
    pairs : iterable of Pair
        Those that may be planned.
    timetable : Timetable
        The rows of its times.
    findings : Findings
        Takes the advice, as warnings.
    """
    if not event.has_stays and not any(p.is_at_own_place for p in event.participants):
        return  # as at most events, however many pairs there are
    by_kind: dict[bool, list[Pair]] = {True: [], False: []}
    for pair in pairs:
        by_kind[event.host_of(pair) is not None].append(pair)
    for row, slots in timetable.windows:
        is_stay = any(slot.is_stay for slot in slots)
        count = sum(_can_meet(event, pair, slots) for pair in by_kind[not is_stay])
        if count and is_stay:
            findings.warning("no_visit_in_stay", row.place(), count=count)
        elif count:
            findings.warning("visit_in_minutes", row.place(), count=count)


def _can_meet(event: Event, pair: Pair, slots: Iterable[Slot]) -> bool:
    return not set(event.usable_slots(pair)).isdisjoint(slots)


def advise_on_hours(
    event: Event, registrations: Iterable[Registration], findings: Findings
) -> None:
    """Note of everyone in another time zone how many of their slots are at night there.

    Parameters
    ----------
    event : Event
        An event without errors.
    registrations : iterable of Registration
        The rows of its people.
    findings : Findings
        Takes the notes.
    """
    for registration in registrations:
        person = registration.participant
        if not (person.is_online and person.time_zone):
            continue
        zone = ZoneInfo(person.time_zone)
        slots = [slot for slot in event.free_slots[person.id] if not slot.is_stay]
        odd = [slot for slot in slots if _is_at_night(slot, zone)]
        if odd:
            first = odd[0].start
            findings.note(
                "odd_hours",
                registration.row.place("attendance"),
                participant=person.name,
                zone=person.time_zone,
                count=len(odd),
                slots=len(slots),
                hour=f"{first.astimezone(ZoneInfo(event.time_zone)):%H:%M}",
                theirs=f"{first.astimezone(zone):%H:%M}",
            )


def _is_at_night(slot: Slot, zone: ZoneInfo) -> bool:
    """Whether a slot begins before the morning or ends after the evening by these clocks."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    return start.time() < MORNING or end.time() > NIGHT or start.date() != end.date()
