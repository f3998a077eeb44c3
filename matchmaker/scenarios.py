"""What if: an event with a few things other than they are, and what is counted of its plans."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TypeVar
from zoneinfo import ZoneInfo

from matchmaker.events import Event, Item, Slot, Table, by_clocks
from matchmaker.rulebook import go_together
from matchmaker.schedule import Schedule
from matchmaker.score import shortfalls
from matchmaker.wishes import met_interests, points_of

Count = TypeVar("Count", int, int | None)


class What(StrEnum):
    """What is other than it is."""

    TABLES = "tables"
    """So many more tables for everyone on site; negative: fewer."""
    ROOMS = "rooms"
    """So many more rooms online for everyone, where there are any; negative: fewer."""
    SLOTS = "slots"
    """So many more slots at the end of the last day; negative: fewer."""
    LENGTH = "length"
    """Meetings of so many minutes."""
    MAX = "max"
    """Everybody's maximum of meetings is so much higher; negative: lower."""
    MIN = "min"
    """Everybody's minimum of meetings is so much higher; negative: lower."""
    WITHOUT = "without"
    """The meeting rule of this row does not hold."""


@dataclass(frozen=True)
class Alteration:
    """One thing that is other than it is: `tables+1`, `length=20`, `without=4`."""

    what: What
    number: int

    def __str__(self) -> str:
        """Write it as it is typed."""
        is_set = self.what in {What.LENGTH, What.WITHOUT}
        return f"{self.what}={self.number}" if is_set else f"{self.what}{self.number:+}"


@dataclass(frozen=True)
class Scenario:
    """An event with some alterations; without any it is as it is."""

    alterations: tuple[Alteration, ...] = ()

    def __str__(self) -> str:
        """Write it as it is typed: `tables+2/slots+1`."""
        return "/".join(map(str, self.alterations)) or AS_IT_IS

    @property
    def length(self) -> int | None:
        """How many minutes a meeting has; None: as many as in the event."""
        return next((a.number for a in self.alterations if a.what is What.LENGTH), None)


AS_IT_IS = "as-is"
TYPED = re.compile(r"(?:(tables|rooms|slots|max|min)([+-]\d{1,3})|(length|without)=(\d{1,4}))")


def scenario_of(typed: str) -> Scenario | None:
    """Read a scenario as it is typed; None if it is none."""
    if typed.strip() == AS_IT_IS:
        return Scenario()
    parts = [part.strip() for part in typed.split("/")]
    found = [match for part in parts if (match := TYPED.fullmatch(part))]
    alterations = tuple(Alteration(What(m[1] or m[3]), int(m[2] or m[4])) for m in found)
    is_clear = len({a.what for a in alterations if a.what is not What.WITHOUT}) + sum(
        a.what is What.WITHOUT for a in alterations
    ) == len(parts)
    return Scenario(alterations) if is_clear and all(map(_is_one, alterations)) else None


def _is_one(alteration: Alteration) -> bool:
    return alteration.number > 0 if alteration.what is What.LENGTH else alteration.number != 0


TABLES, ROOMS, SLOTS, LENGTHS = 5, 1, 2, 4
"""How many tables, rooms and slots more or fewer are tried, and how many lengths."""
SOME_LINK = "https://room.invalid"
"""The link of a room that is only supposed."""
USUAL_LENGTHS = (10, 15, 20, 25, 30, 40, 45, 60)


def usual_scenarios(event: Event) -> tuple[Scenario, ...]:
    """List what an organiser asks of an event, as it is first."""
    tables = [n for n in range(-TABLES, TABLES + 1) if n] if event.standing_tables else []
    rooms = [n for n in range(-ROOMS, ROOMS + 1) if n] if event.rooms else []
    slots = [n for n in range(-SLOTS, SLOTS + 1) if n]
    rules = sorted({rule.row for rule in event.meeting_rules if rule.row})
    asked = {
        What.TABLES: tables,
        What.ROOMS: rooms,
        What.SLOTS: slots,
        What.LENGTH: other_lengths(event),
        What.MAX: [-1, 1] if has_maximum(event) else [],
        What.MIN: [-1, 1] if has_minimum(event) else [1],
        What.WITHOUT: rules,
    }
    altered = (Alteration(what, n) for what, numbers in asked.items() for n in numbers)
    return Scenario(), *(Scenario((alteration,)) for alteration in altered)


def other_lengths(event: Event) -> list[int]:
    """Name the usual lengths next to that of the event, in order."""
    now = length_of(event)
    others = sorted((n for n in USUAL_LENGTHS if n != now), key=lambda n: abs(n - now))
    return sorted(others[:LENGTHS]) if now else []


def length_of(event: Event) -> int:
    """How many minutes a meeting has; 0 where none is cut out of the timetable."""
    cut = (slot for slot in event.slots if not slot.is_stay)
    return next((round((s.end - s.start).total_seconds() / 60) for s in cut), 0)


def has_maximum(event: Event) -> bool:
    """Whether anybody has a maximum of meetings."""
    limits = (event.rules.max_meetings, *(p.max_meetings for p in event.participants))
    return any(limit is not None for limit in limits)


def has_minimum(event: Event) -> bool:
    """Whether anybody has a minimum of meetings."""
    return any((event.rules.min_meetings, *(p.min_meetings or 0 for p in event.participants)))


@dataclass(frozen=True)
class Hindrance:
    """Why there can be no such event: the key of a sentence, and what it names."""

    code: str
    parameters: tuple[tuple[str, str], ...] = ()


class Impossible(Exception):  # noqa: N818 - nothing went wrong
    """There can be no such event."""

    def __init__(self, hindrance: Hindrance) -> None:
        super().__init__(hindrance)
        self.hindrance = hindrance


def altered(event: Event, scenario: Scenario) -> Event:
    """Make the event of a scenario; lengths are another timetable, which is read before.

    Raises
    ------
    Impossible
        If there can be none, or its fixed appointments alone broke a rule.
    """
    supposed = replace(event)  # nothing that is known of the event as it is
    for alteration in scenario.alterations:
        supposed = ALTERED[alteration.what](supposed, alteration.number)
    if not go_together(supposed):
        raise Impossible(Hindrance("appointments"))
    return replace(supposed)


def _with_tables(event: Event, number: int) -> Event:
    if number < 0:
        return replace(event, tables=_without(event, event.open_tables, -number, "tables"))
    return _with_more(event, number, Table(name=""))


def _with_rooms(event: Event, number: int) -> Event:
    """Have other rooms; without any, meetings online would need none."""
    if not event.rooms:
        raise Impossible(Hindrance("no_rooms"))
    if number > 0:
        return _with_more(event, number, Table(name="", link=SOME_LINK))
    left = _without(event, event.open_rooms, -number, "rooms")
    if not any(table.is_room for table in left):
        raise Impossible(Hindrance("last_room"))
    return replace(event, tables=left)


def _with_more(event: Event, number: int, table: Table) -> Event:
    free = (f"+{n}" for n in range(1, len(event.tables) + number + 1))
    names = [name for name in free if name not in event.table][:number]
    return replace(event, tables=(*event.tables, *(replace(table, name=name) for name in names)))


def _without(event: Event, tables: Sequence[Table], number: int, kind: str) -> tuple[Table, ...]:
    """Leave out the last tables for everyone, small ones first; none with an appointment."""
    pinned = {pin.table for pin in event.pins}
    spare = [table for table in reversed(tables) if table.name not in pinned]
    if len(spare) < number:
        raise Impossible(Hindrance(kind, (("count", str(len(spare))),)))
    gone = sorted(spare, key=lambda table: table.meetings_at_once)[:number]
    return tuple(table for table in event.tables if table not in gone)


def _with_slots(event: Event, number: int) -> Event:
    if number > 0:
        return replace(event, slots=(*event.slots, *_further_slots(event, number)))
    slots = event.slots[:number]
    if not slots:
        raise Impossible(Hindrance("slots", (("count", str(len(event.slots))),)))
    if any(pin.slot not in slots for pin in event.pins):
        raise Impossible(Hindrance("appointments"))
    return replace(event, slots=slots)


def _further_slots(event: Event, number: int) -> Iterator[Slot]:
    """Go on after the last slot, and after what is for everyone then."""
    zone, last = ZoneInfo(event.time_zone), event.slots[-1]
    if last.is_stay:
        yield from _further_stays(last, zone, number)
        return
    length, gap = last.end - last.start, timedelta(minutes=event.rules.changeover_minutes)
    start = last.end.astimezone(UTC) + gap
    while number:
        slot = Slot(by_clocks(start, zone), by_clocks(start + length, zone))
        ends = [i.end for i in event.programme if i.who is None and _is_during(i, slot)]
        if ends:
            start = max(ends).astimezone(UTC)
        else:
            yield slot
            start, number = start + length + gap, number - 1


def _further_stays(last: Slot, zone: ZoneInfo, number: int) -> Iterator[Slot]:
    """Repeat a stay on the same days of the weeks to come."""
    weeks = (last.last_day - last.day).days // WEEK + 1
    for nth in range(1, number + 1):
        later = timedelta(weeks=weeks * nth)
        start, end = (moment.astimezone(zone) + later for moment in (last.start, last.end))
        yield Slot(by_clocks(start, zone), by_clocks(end, zone))


WEEK = 7


def _is_during(item: Item, slot: Slot) -> bool:
    return item.start < slot.end and slot.start < item.end


def _with_maximum(event: Event, number: int) -> Event:
    if not has_maximum(event):
        raise Impossible(Hindrance("no_maximum"))
    people = (replace(p, max_meetings=_raised(p.max_meetings, number)) for p in event.participants)
    rules = replace(event.rules, max_meetings=_raised(event.rules.max_meetings, number))
    return replace(event, participants=tuple(people), rules=rules)


def _with_minimum(event: Event, number: int) -> Event:
    if number < 0 and not has_minimum(event):
        raise Impossible(Hindrance("no_minimum"))
    people = (replace(p, min_meetings=_raised(p.min_meetings, number)) for p in event.participants)
    rules = replace(event.rules, min_meetings=_raised(event.rules.min_meetings, number))
    return replace(event, participants=tuple(people), rules=rules)


def _raised(count: Count, number: int) -> Count:
    return None if count is None else max(0, count + number)


def _without_rule(event: Event, row: int) -> Event:
    others = tuple(rule for rule in event.meeting_rules if rule.row != row)
    if len(others) == len(event.meeting_rules):
        raise Impossible(Hindrance("no_rule", (("row", str(row)),)))
    return replace(event, meeting_rules=others)


ALTERED = {
    What.TABLES: _with_tables,
    What.ROOMS: _with_rooms,
    What.SLOTS: _with_slots,
    What.LENGTH: lambda event, _minutes: event,
    What.MAX: _with_maximum,
    What.MIN: _with_minimum,
    What.WITHOUT: _without_rule,
}


@dataclass(frozen=True)
class Figures:
    """What is counted of a plan, or the best that any plan could have of each.

    Parameters
    ----------
    points : int
        Of all meetings.
    wishes : int
        How many are met.
    below : int
        How many people have fewer meetings than their floor.
    """

    points: int
    wishes: int
    below: int

    def is_within(self, most: "Figures") -> bool:
        """Whether nothing is better than the best that any plan could have."""
        is_more = self.points > most.points or self.wishes > most.wishes
        return not is_more and self.below >= most.below


def figures(event: Event, schedule: Schedule) -> Figures:
    """Count what a schedule reaches."""
    return Figures(
        points=sum(points_of(event, schedule.pairs).values()),
        wishes=len(met_interests(event, schedule.pairs)),
        below=len(shortfalls(event, schedule)),
    )


@dataclass(frozen=True)
class Prospect:
    """What a scenario would bring.

    Parameters
    ----------
    scenario : Scenario
        What is other than it is.
    most : Figures or None
        The best that any plan could have of each, one by one; None: not worked out.
    plan : Figures or None
        What a plan has; None: none was made.
    hindrance : Hindrance or None
        Why there can be no such event, or what failed.
    lapses : tuple of str
        The stages of the plan that failed; it keeps every rule without them.
    """

    scenario: Scenario
    most: Figures | None = None
    plan: Figures | None = None
    hindrance: Hindrance | None = None
    lapses: tuple[str, ...] = ()

    @property
    def is_our_fault(self) -> bool:
        """Whether there should be figures, and are none."""
        return self.hindrance is not None and self.hindrance.code in {"failed", "beyond"}


@dataclass(frozen=True)
class Bottleneck:
    """What keeps a plan from having more points.

    Parameters
    ----------
    code : str
        `tables`, `rooms`, `slots` or `max`, of which one more brings the most; `people` where it is
        the time of those whom everybody wants; `times` where it is when people are there;
        `nothing`.
    gains : mapping of What to int
        How many points one more brings at most, of what there can be more.
    people : tuple of str
        The ids of those who are wished more often than they have time for.
    """

    code: str
    gains: Mapping[What, int]
    people: tuple[str, ...] = ()


def fingerprint(*things: object) -> str:
    """Name what these are by their content: the same in every run of the program."""
    return sha256(json.dumps(_plain(things), sort_keys=True).encode()).hexdigest()


def _plain(thing: object) -> object:
    """Give what JSON can hold of a thing; sets in order."""
    if is_dataclass(thing):
        return {field.name: _plain(getattr(thing, field.name)) for field in fields(thing)}
    if isinstance(thing, datetime | date):
        return thing.isoformat()
    if isinstance(thing, frozenset):
        return sorted(json.dumps(_plain(one)) for one in thing)
    if isinstance(thing, tuple | list):
        return [_plain(one) for one in thing]
    return thing
