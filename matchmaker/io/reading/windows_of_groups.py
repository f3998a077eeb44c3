"""Windows for meetings that are for some only: for others their slots do not exist."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from matchmaker.events import Participant, Period, Slot
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.participants import Registration
from matchmaker.io.reading.timetable import Timetable

Ids = frozenset[str]


def within_windows(
    registrations: Iterable[Registration],
    timetable: Timetable,
    groups: GroupFinder,
    findings: Findings,
) -> tuple[Registration, ...]:
    """Make everyone unavailable in the slots of windows that are for others.

    Parameters
    ----------
    registrations : iterable of Registration
        Everyone.
    timetable : Timetable
        The windows; of those that give the same slot, one that is for somebody is enough.
    groups : GroupFinder
        Who can be meant.
    findings : Findings
        Takes what is wrong with the groups of windows.
    """
    open_to = _open_to(timetable, groups, findings)
    return tuple(
        replace(each, participant=_kept_out(each.participant, timetable.slots, open_to))
        for each in registrations
    )


def _open_to(
    timetable: Timetable, groups: GroupFinder, findings: Findings
) -> Mapping[Slot, Ids | None]:
    """Tell for whom each slot is; None: for everyone."""
    open_to: dict[Slot, Ids | None] = {}
    for row, slots in timetable.windows:
        group = groups.of(row, "who", findings)
        for slot in slots:
            known = open_to.get(slot, Ids())
            if known is None or group.ids is None or not group.is_sound:
                open_to[slot] = None
            else:
                open_to[slot] = known | group.ids
    return open_to


def _kept_out(
    person: Participant, slots: Iterable[Slot], open_to: Mapping[Slot, Ids | None]
) -> Participant:
    closed = tuple(_stretches(person.id, slots, open_to))
    if not closed:
        return person
    times = replace(person.times, unavailable=(*person.times.unavailable, *closed))
    return replace(person, times=times)


def _stretches(
    person: str, slots: Iterable[Slot], open_to: Mapping[Slot, Ids | None]
) -> Iterator[Period]:
    """Put slots of others that follow each other into one period."""
    stretch: Period | None = None
    for slot in slots:
        ids = open_to[slot]
        if ids is None or person in ids:
            if stretch:
                yield stretch
            stretch = None
        else:
            stretch = Period(stretch.start if stretch else slot.start, slot.end)
    if stretch:
        yield stretch
