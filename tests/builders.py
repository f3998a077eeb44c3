"""Short ways to say what an event is: `event(people("A B"), wishes("A>B"), slots=2)`."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from matchmaker.events import (
    Availability,
    Event,
    Interest,
    Level,
    Participant,
    Period,
    Pin,
    Rules,
    Slot,
    Table,
    pair_of,
)
from matchmaker.explain import explain
from matchmaker.identity.keys import first_keys
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.record import Plan, Source
from matchmaker.rerun import Past, look_back
from matchmaker.schedule import Meeting, Schedule

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = datetime(2027, 6, 16, 9, 0, tzinfo=BERLIN)
LEVELS = {"!": Level.MUST, "+": Level.HIGH, "": Level.NORMAL, "-": Level.LOW}


def slot(number: int, day: int = 0) -> Slot:
    """Half an hour each, from 9:00; `slot(0)` is the first."""
    start = FIRST + timedelta(days=day, minutes=30 * number)
    return Slot(start, start + timedelta(minutes=30))


def at(*numbers: int, day: int = 0) -> Availability:
    """Available in just these slots."""
    periods = (Period(slot(n, day).start, slot(n, day).end) for n in numbers)
    return Availability(available=tuple(periods))


def person(name: str, organisation: str = "", **fields) -> Participant:
    """One participant, of an organisation of their own unless one is named."""
    return Participant(
        id=name, last_name=name, organisation=organisation or f"{name} GmbH", **fields
    )


def people(names: str, **fields) -> tuple[Participant, ...]:
    """Participants by their ids: `people("A B C")`."""
    return tuple(person(name, **fields) for name in names.split())


def twins(names: str, **fields) -> tuple[Participant, ...]:
    """One human being as several participants, each of an organisation of their own."""
    fields = {"last_name": "Twin", "email": "twin@example.org"} | fields
    return tuple(replace(person(name), **fields) for name in names.split())


def wishes(text: str) -> tuple[Interest, ...]:
    """Interests: `A>B` normal, `A>B!` must, `A>B+` high, `A>B-` low, `A>@Org` an organisation."""
    found = []
    for word in text.split():
        level = LEVELS[word[-1] if word[-1] in LEVELS else ""]
        source, target = word.rstrip("!+-").split(">")
        is_organisation = target.startswith("@")
        found.append(
            Interest(
                source=source,
                target=target.removeprefix("@"),
                target_is_organisation=is_organisation,
                level=level,
            )
        )
    return tuple(found)


def rule(verb: str, who: str = "", partners: str = "", number: int = 0, **fields) -> MeetingRule:
    """Make a meeting rule; nobody named is everyone: `rule("at_most", "A B", "C", 1)`."""
    groups = (frozenset(names.split()) or None for names in (who, partners))
    who_, partners_ = groups
    written = " ".join(filter(None, (who or "everyone", verb, str(number or ""), partners)))
    return MeetingRule(
        verb=Verb(verb),
        who=who_,
        partners=partners_,
        number=number,
        **{"row": 2, "written": written, **fields},
    )


def table_of(name: str, members: str) -> Table:
    """One table, reserved for a group of these; of nobody it is open."""
    return Table(name=name, owner=f"Group {name}", group=frozenset(members.split()))


def room(name: str, **fields) -> Table:
    """One room for meetings online."""
    return Table(name=name, link=f"https://video.example.org/{name}", **fields)


def event(participants, interests=(), *, slots=1, tables=1, rules=None, **fields) -> Event:
    """Build an event; `slots` and `tables` may be counts."""
    if isinstance(slots, int):
        slots = tuple(slot(number) for number in range(slots))
    if isinstance(tables, int):
        tables = tuple(Table(name=f"T{number + 1}") for number in range(tables))
    return Event(
        name="Fair",
        event_id="fair-2027",
        participants=tuple(participants),
        interests=tuple(interests),
        slots=slots,
        tables=tables,
        rules=rules or Rules(),
        **fields,
    )


def but(participants, name: str, **fields) -> tuple[Participant, ...]:
    """The same participants, one of them with other fields: `but(people("A B"), "A", ...)`."""
    return tuple(replace(p, **fields) if p.id == name else p for p in participants)


def meeting(pair: str, number: int = 0, table: str | None = "T1", **fields) -> Meeting:
    """One meeting: `meeting("A B", 0, "T1")`."""
    return Meeting(pair_of(*pair.split()), slot(number), table, **fields)


def schedule(*meetings: Meeting) -> Schedule:
    """Build a schedule of these meetings."""
    return Schedule(meetings)


def past(before: Event, told: Schedule, now: Event | None = None) -> Past:
    """What people were told in v01 of an event."""
    keys = first_keys(before.participants)
    return look_back(now or before, before, told, keys, "v01")


def pin(pair: str, number: int = 0, table: str | None = None) -> Pin:
    """Fix a meeting: `pin("A B", 0)`."""
    return Pin(pair_of(*pair.split()), slot(number), table)


def plan(event, *meetings: Meeting, **fields) -> Plan:
    """Make the third plan of an event, with these meetings."""
    deleted = fields["options"].deleted if "options" in fields else ()
    facts = {
        "unmet": explain(event, Schedule(meetings), deleted),
        "version": "v03",
        "created_at": datetime(2027, 6, 12, 14, 5, tzinfo=BERLIN),
        "source": Source("fair.xlsx", "0" * 64),
    }
    return Plan(event=event, schedule=Schedule(meetings), **(facts | fields))
