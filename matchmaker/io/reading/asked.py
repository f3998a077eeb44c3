"""What is typed on the command line: a moment, who is absent, and who is to get an agenda."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from matchmaker.events import Event, Pair, Pin, Status
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.attributes import Attributes
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.organisations import Organisations
from matchmaker.io.reading.phrasing import split
from matchmaker.io.reading.values import read_date, read_list, read_time
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
    pins: Iterable[Pin], event: Event, places: Mapping[Pair, Place]
) -> tuple[Issue, ...]:
    """Say which fixed appointments fall away: somebody did not come, or it is too late for them.

    Parameters
    ----------
    pins : iterable of Pin
        The appointments, as fixed.
    event : Event
        As it is to be planned: what has happened already stands.
    places : mapping
        Where they are written; nothing is said of those that are written nowhere.
    """
    findings, stand = Findings(), {pin.pair for pin in event.pins}
    fallen = dict.fromkeys(p.pair for p in pins if p.pair in places and p.pair not in stand)
    for pair in fallen:
        people = [event.participant[person] for person in pair]
        gone = [person for person in people if person.status is not Status.REGISTERED]
        names = ", ".join(f"{person.id} {person.name}" for person in gone or people)
        if gone:
            findings.warning("pin_absent", places[pair], participant=names)
        else:
            findings.warning("pin_too_late", places[pair], participants=names)
    return tuple(findings.issues)


def read_people(written: str, event: Event) -> tuple[str, ...] | CellFault:
    """Read ids or e-mails, separated by `,` or `;`; the ids come out in order, or what is wrong."""
    directory = Directory(event.participants, Organisations((), {}))
    found = set()
    for word in read_list(written.replace(",", ";")):
        person = directory.person(word)
        if isinstance(person, CellFault):
            return person
        found.add(person)
    return tuple(sorted(found))


def read_one(written: str, event: Event) -> str | CellFault:
    """Find the one person who is meant, by id, e-mail or name; or say what is wrong."""
    return Directory(event.participants, Organisations((), {})).person(written)


def read_group(written: str, event: Event) -> tuple[str, ...] | CellFault:
    """Read who is meant, as in a workbook; ids may also be separated by `,`.

    Returns
    -------
    tuple of str or CellFault
        The ids in order, or what is wrong. Of a group only those who take part are meant; whoever
        is meant alone is so in any case.
    """
    groups, found = groups_of(event), set[str]()
    for word in _words(written, groups):
        ids = groups.meant(word)
        if isinstance(ids, CellFault):
            return ids
        meant = groups.everyone if ids is None else ids
        found |= meant.intersection(event.registered) or meant
    return tuple(sorted(found))


def _words(written: str, groups: GroupFinder) -> Iterator[str]:
    """Take apart what is separated by `;`, and by `,` where that is no part of a name."""
    for part in split(written):
        is_known = not isinstance(groups.meant(part), CellFault)
        yield from [part] if is_known else filter(None, map(str.strip, part.split(",")))


def groups_of(event: Event) -> GroupFinder:
    """Collect everyone of an event, and all that they can be named by."""
    names = {name.casefold(): name for p in event.participants for name in p.organisations}
    ways = {w.casefold(): o.name for o in event.organisations for w in (o.name, *o.also_written)}
    organisations = Organisations(event.organisations, names | ways)
    directory = Directory(event.participants, organisations)
    return GroupFinder(directory, Attributes(event.participants, organisations))
