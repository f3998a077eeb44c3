"""What is typed on the command line: a moment, and who is absent."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from matchmaker.event import Event, Pair, Pin, Status
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.values import CellFault, read_date, read_list, read_time
from matchmaker.issues import Issue, Place


def read_moment(written: str, event: Event) -> datetime | CellFault:
    """Read `2027-06-17 13:00` or `17.06.2027 13:00`; a time alone is of the event's only day.

    Returns
    -------
    datetime or CellFault
        Aware, by the clocks of the event; or what is wrong.
    """
    *date, time = written.split() or [""]
    day = read_date(date[0]) if len(date) == 1 else None
    if not date and len(event.days) == 1:
        day = next(iter(event.days))
    at = read_time(time)
    if day is None:
        return CellFault("bad_moment", {"value": written})
    if isinstance(day, CellFault):
        return day
    if isinstance(at, CellFault):
        return at
    return Clock(ZoneInfo(event.time_zone)).moment(day, at)


def find_fallen(
    pins: Iterable[Pin], event: Event, fixed: Mapping[Pair, Place]
) -> tuple[Issue, ...]:
    """Say which fixed appointments fall away, since somebody did not come.

    Parameters
    ----------
    pins : iterable of Pin
        The appointments, as fixed.
    event : Event
        As it is to be planned: what has happened already stands.
    fixed : mapping of Pair to Place
        Where they are written.
    """
    findings, stand = Findings(), {pin.pair for pin in event.pins}
    for pin in pins:
        gone = [p for p in pin.pair if event.participant[p].status is not Status.REGISTERED]
        if gone and pin.pair not in stand:
            names = ", ".join(f"{person} {event.participant[person].name}" for person in gone)
            findings.warning("pin_absent", fixed.get(pin.pair, Place()), participant=names)
    return tuple(findings.issues)


def read_absent(written: str, event: Event) -> tuple[str, ...] | CellFault:
    """Read ids or e-mails, separated by `,` or `;`; the ids come out in order, or what is wrong."""
    directory = Directory(event.participants, Organisations((), {}))
    found = set()
    for word in read_list(written.replace(",", ";")):
        person = directory.person(word)
        if isinstance(person, CellFault):
            return person
        found.add(person)
    return tuple(sorted(found))
