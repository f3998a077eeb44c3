"""What happens to people, times and tables between two runs, and the truth about it.

Everyone invented carries two tags that the program takes for prose: who the human being is
(*seeks*), and as whom they are met (*offers*), which passes to a colleague who stands in. Judges
know people by these tags alone, never by ID, name or address.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random

from matchmaker.events import (
    Availability,
    Event,
    Organisation,
    Participant,
    Period,
    Slot,
    Status,
)
from matchmaker.identity.passage import renamed
from matchmaker.io.writing.calendar import calendar_event
from matchmaker.record import Plan
from matchmaker.told import Publication, calendar_of

HUMAN, PLACE = "human", "place"


def tagged(person: Participant, human: int, place: int | None = None) -> Participant:
    """Say who somebody is, and as whom they are met."""
    met_as = human if place is None else place
    return replace(
        person,
        email=f"person{human}@example.org",
        last_name=f"Person {human}",
        seeks=f"{HUMAN} {human}",
        offers=f"{PLACE} {met_as}",
    )


def next_human(event: Event) -> int:
    """Number the next human being; nobody has been called so."""
    return 1 + max(_number(person.seeks) for person in event.participants)


def fresh_id(event: Event) -> str:
    """Make an id that nobody has."""
    return f"P{1 + max(int(person.id[1:]) for person in event.participants)}"


def _number(tag: str) -> int:
    return int(tag.rpartition(" ")[2])


# Changes


def renumber(event: Event, random: Random) -> Event:
    """All ids are given out anew."""
    ids = [person.id for person in event.participants]
    return renamed(event, dict(zip(ids, random.sample(ids, len(ids)), strict=True)))


def sort_anew(event: Event, random: Random) -> Event:
    """The rows are in another order."""
    people = random.sample(event.participants, len(event.participants))
    return replace(event, participants=tuple(people))


def rename_one(event: Event, random: Random) -> Event:
    """Somebody gets an id that nobody had."""
    chosen = random.choice(event.participants)
    return renamed(event, {chosen.id: fresh_id(event)})


def correct_address(event: Event, random: Random) -> Event:
    """Somebody gets another address."""
    chosen = random.choice(event.participants)
    return _with(event, chosen, replace(chosen, email=f"new{random.randint(0, 999)}@example.org"))


def substitute(event: Event, random: Random) -> Event:
    """A colleague comes instead of somebody."""
    chosen = random.choice(event.participants)
    if chosen.status is not Status.REGISTERED:
        return event
    colleague = tagged(chosen, next_human(event), _number(chosen.offers))
    return _with(event, chosen, colleague)


def replace_by_a_stranger(event: Event, random: Random) -> Event:
    """Somebody of another organisation has the id of somebody who is gone."""
    chosen = random.choice(event.participants)
    stranger = tagged(chosen, next_human(event))
    return _with(event, chosen, replace(stranger, organisation=f"New {stranger.last_name}"))


def register_again(event: Event, random: Random) -> Event:
    """Somebody cancels and registers again, under another id."""
    chosen = random.choice(event.participants)
    if chosen.status is not Status.REGISTERED:
        return event
    again = renamed(event, {chosen.id: fresh_id(event)})
    cancelled = replace(chosen, status=Status.CANCELLED)
    return replace(again, participants=(*again.participants, cancelled))


def _with(event: Event, chosen: Participant, now: Participant) -> Event:
    """Put another person in the place of one; their organisation stays on its sheet."""
    people = (now if person is chosen else person for person in event.participants)
    named = {organisation.name for organisation in event.organisations}
    left = () if chosen.organisation in named else (Organisation(name=chosen.organisation),)
    return replace(event, participants=tuple(people), organisations=(*event.organisations, *left))


def shift(event: Event, random: Random) -> Event:
    """The whole timetable moves, with everything that speaks of its times."""
    by = timedelta(minutes=random.choice((-10, 5, 5, 20, 90, 24 * 60, 7 * 24 * 60)))

    def slot(one: Slot) -> Slot:
        return Slot(one.start + by, one.end + by)

    def times(known: Availability) -> Availability:
        return Availability(
            available=tuple(Period(p.start + by, p.end + by) for p in known.available),
            unavailable=tuple(Period(p.start + by, p.end + by) for p in known.unavailable),
        )

    return replace(
        event,
        slots=tuple(map(slot, event.slots)),
        participants=tuple(replace(p, times=times(p.times)) for p in event.participants),
        tables=tuple(replace(table, times=times(table.times)) for table in event.tables),
        pins=tuple(replace(pin, slot=slot(pin.slot)) for pin in event.pins),
    )


def rename_tables(event: Event, random: Random) -> Event:
    """All tables get other names."""
    letter = random.choice("ABCD")

    def name(table: str | None) -> str | None:
        return table and f"{letter}-{table}"

    return replace(
        event,
        tables=tuple(replace(table, name=str(name(table.name))) for table in event.tables),
        pins=tuple(replace(pin, table=name(pin.table)) for pin in event.pins),
    )


CHANGES = (
    renumber,
    renumber,
    sort_anew,
    rename_one,
    correct_address,
    substitute,
    replace_by_a_stranger,
    register_again,
    shift,
    rename_tables,
)


# The truth

Agenda = frozenset[tuple[str, datetime, str | None]]
"""Whom a human being meets, when and where."""


def agendas(plan: Plan) -> Mapping[str, Agenda]:
    """Give the agenda of every human being who has any meeting."""
    humans = {person.id: person.seeks for person in plan.event.participants}
    found: dict[str, set[tuple[str, datetime, str | None]]] = {}
    for meeting in plan.schedule.meetings:
        for person in meeting.participants:
            entry = humans[meeting.partner_of(person)], meeting.slot.start, meeting.table
            found.setdefault(humans[person], set()).add(entry)
    return {human: frozenset(entries) for human, entries in found.items()}


def changes_are_true(base: Plan, made: Plan) -> Iterator[str]:
    """Whoever has another agenda than in the base is told so, and nobody else."""
    before, now = agendas(base), agendas(made)
    humans = {person.id: person.seeks for person in made.event.participants}
    told = {humans.get(person, person) for person in made.difference.to_tell}
    true = {human for human in {*before, *now} if before.get(human) != now.get(human)}
    if told - true:
        yield "identity: somebody is told of nothing"
    if true - told:
        yield "identity: somebody is not told"


def promises_are_between_the_same(base: Plan, made: Plan) -> Iterator[str]:
    """What is kept of the base is kept between those who were told, or who stand in for them."""
    if made.event.promises:
        before = _places(base.event, [m.participants for m in base.schedule.meetings])
        if _places(made.event, [pin.pair for pin in made.event.promises]) != before:
            yield "identity: a promise between others"


def _places(event: Event, pairs: Sequence[tuple[str, str]]) -> set[frozenset[str]]:
    places = {person.id: person.offers for person in event.participants}
    return {frozenset(places[person] for person in pair) for pair in pairs}


def absences_are_remembered(base: Plan, made: Plan, present: Sequence[str]) -> Iterator[str]:
    """Whoever was absent in the base is absent still, unless they came or are not in the list."""
    humans = {person.id: person.seeks for person in base.event.participants}
    now = {person.seeks: person.id for person in made.event.participants}
    for person in base.options.absent:
        there = now.get(humans[person])
        status = made.event.participant[there].status if there else Status.CANCELLED
        if status is Status.REGISTERED and there not in present:
            yield "identity: an absence is forgotten"


@dataclass
class Calendars:
    """The calendars of all human beings, as programs keep them that are given every file."""

    entries: dict[str, dict[str, tuple[int, bool, object]]] = field(default_factory=dict)

    def take(self, publications: Sequence[Publication]) -> Iterator[str]:
        """Take the files of the newest publication."""
        newest = publications[-1]
        for person in newest.to:
            human = newest.plan.event.participant[person].seeks
            mine = self.entries.setdefault(human, {})
            for told in calendar_of(person, publications):
                owner = told.plan.person_with(newest.plan.key_of(person).person)
                entry = calendar_event(told, owner, is_draft=False)
                partner = told.plan.event.participant[told.meeting.partner_of(owner)].seeks
                says = partner, told.meeting.slot.start, told.meeting.table
                number, uid = int(entry["sequence"]), str(entry["uid"])
                known = mine.get(uid, (-1, False, None))
                if number == known[0] and (told.is_cancelled, says) != known[1:]:
                    yield "calendar: changed under the same number"
                if number >= known[0]:
                    mine[uid] = number, told.is_cancelled, says

    def agree_with(self, plan: Plan) -> Iterator[str]:
        """Compare every calendar with the agenda of the newest publication."""
        now = agendas(plan)
        for human in {*now, *self.entries}:
            there = {says for _, gone, says in self.entries.get(human, {}).values() if not gone}
            if there != now.get(human, frozenset()):
                yield "calendar: not the newest agenda"
