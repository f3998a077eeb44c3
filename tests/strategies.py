"""Any event at all, small enough to be solved by trying everything: `@given(events())`.

At most five people, four slots on two days, two tables and one pin. What is drawn could have been
read from a workbook without an error: every name is known, nothing is there twice, nobody wishes
for themselves, and the pin alone is a schedule that `verify` accepts.

Most things are drawn as usual, so that meetings are possible in nearly every event; and what is
rare in one place is found somewhere in most. The first choice is the plainest: to it things shrink.
"""

from dataclasses import replace
from datetime import timedelta
from itertools import combinations, product

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from matchmaker.events import (
    Answer,
    Attendance,
    Availability,
    Blocked,
    Event,
    Interest,
    Item,
    ItemKind,
    Level,
    Met,
    Organisation,
    Pair,
    Participant,
    Period,
    Pin,
    Rules,
    Slot,
    Status,
    Table,
    pair_of,
)
from matchmaker.meeting_rules import Comparison, MeetingRule, Verb
from matchmaker.rulebook import verify
from matchmaker.schedule import Meeting, Schedule
from tests.builders import FIRST, event, person, slot

patient = settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
"""For what takes as long as it takes, such as a solve."""


def usually(usual, *others, times: int = 4) -> st.SearchStrategy:
    """Draw the usual so many times as often as anything else together."""
    return st.sampled_from((*(usual,) * times * len(others), *others))


def periods_of(day: int) -> list[Period]:
    """Every stretch of 9:00 to 11:00, in quarters of an hour."""
    quarters = [FIRST + timedelta(days=day, minutes=15 * quarter) for quarter in range(9)]
    return [Period(start, end) for start, end in combinations(quarters, 2)]


IDS = ("A", "B", "C", "P-04", "Ö5")
ORGANISATIONS = ("Müller & Söhne GmbH", "Łódź Tech", "Завод «Прогресс»")
TEXTS = ("", "Grüße", "Łukasz", "Юлия", 'say "hello"', "two\nlines", "a;b,c", "=1+1", "😀 100 %")
TABLES = ("T1", "Tisch 2")
PLACES = tuple(product((0, 1), range(4)))
"""Slots as a day and a number on it."""

texts = st.sampled_from(TEXTS)
periods = st.sampled_from([*periods_of(0), *periods_of(1)])
slots = st.sampled_from([chosen for size in (2, 3, 4, 1) for chosen in combinations(PLACES, size)])
languages = usually(("de", "EN"), ("EN",), ("en", "čeština"), ("de",), (), times=1)
wishes = st.tuples(
    st.sampled_from((Level.NORMAL, Level.LOW, Level.HIGH, Level.MUST)),
    usually(Answer.NONE, Answer.ACCEPTED, Answer.PENDING, Answer.DECLINED, times=2),
)
attendances = usually(Attendance.ON_SITE, Attendance.ONLINE, Attendance.OWN_PLACE)
limits = usually(None, 1, 2, 3, times=1)
seldom = usually(False, True)  # noqa: FBT003 - the choices themselves


@st.composite
def events(draw) -> Event:
    """Draw an event."""
    ids = IDS[: draw(st.sampled_from((2, 3, 3, 4, 4, 5, 5)))]
    participants = draw(perhaps_one([draw(participant(name)) for name in ids]))
    organisations = sorted({name for p in participants for name in p.organisations})
    drawn = event(
        participants,
        draw(interests(ids, organisations)),
        slots=tuple(slot(number, day) for day, number in draw(slots)),
        tables=draw(tables(ids, organisations)),
        organisations=draw(organisations_among(organisations)),
        blocked=draw(blocked_among(ids)),
        programme=draw(programme(ids)),
        rules=draw(rules),
        meeting_rules=tuple(draw(meeting_rule(ids, row)) for row in range(2, 2 + draw(rule_count))),
        met=draw(met_among(ids)),
        language=draw(st.sampled_from(("en", "de"))),
        organiser=draw(st.text(max_size=5)),
    )
    return replace(drawn, pins=draw(pins(drawn)))


rule_count = usually(0, 1, 2, times=2)


@st.composite
def meeting_rule(draw, ids: tuple[str, ...], row: int) -> MeetingRule:
    """Draw a rule of who meets whom, as a sheet could have it."""
    verb = draw(st.sampled_from(Verb))
    groups = st.none() | st.frozensets(st.sampled_from(ids), min_size=1)
    comparison = draw(usually(None, *Comparison, times=1))
    is_of_column = comparison in {Comparison.SAME, Comparison.OTHER}
    numbers = {Verb.PREFER: (1, 2, 5, -1, -3), Verb.AT_LEAST: (1, 2), Verb.AT_MOST: (1, 2)}
    return MeetingRule(
        verb=verb,
        who=draw(groups),
        partners=draw(groups),
        comparison=comparison,
        column=draw(st.sampled_from(("languages", "areas", "Party"))) if is_of_column else "",
        number=draw(st.sampled_from(numbers.get(verb, (0,)))),
        reason=draw(texts),
        spares_musts=verb is Verb.NEVER and draw(seldom),
        row=row,
        written=f"{verb} {row}",
    )


@st.composite
def met_among(draw, ids: tuple[str, ...]) -> tuple[Met, ...]:
    """Draw who met before."""
    pairs = st.lists(pairs_of(ids), max_size=2, unique=True)
    return tuple(Met(pair, draw(texts)) for pair in draw(pairs)) if draw(seldom) else ()


@st.composite
def reruns(draw) -> Event:
    """Draw an event of which people were told some meetings; who and what they name may be gone."""
    drawn = draw(events())
    everybody = sorted({*drawn.participant, "Gone"})
    told: list[Pin] = []
    for _ in range(draw(st.sampled_from((2, 3, 1, 4)))):
        pair = pair_of(*draw(st.permutations(everybody))[:2])
        day, number = draw(st.sampled_from(PLACES[:3]))
        table = draw(usually(*TABLES, None, "T9", times=1))
        promise = Pin(pair, slot(number, day), table)
        if not any(_clash(promise, other) for other in told):
            told.append(promise)
    return replace(drawn, promises=tuple(told))


def _clash(one: Pin, other: Pin) -> bool:
    """Whether two meetings could not both have been published."""
    if one.pair == other.pair:
        return True
    same_table = one.table is not None and one.table == other.table
    return one.slot == other.slot and (same_table or bool({*one.pair} & {*other.pair}))


@st.composite
def availability(draw) -> Availability:
    """Mostly always; else only in some periods, or outside of one."""
    match draw(usually("always", "within", "outside", times=4)):
        case "within":
            return Availability(available=(draw(periods), draw(periods)))
        case "outside":
            return Availability(unavailable=(draw(periods),))
    return Availability()


@st.composite
def participant(draw, name: str) -> Participant:
    """Draw one person, of an organisation of their own or a shared one."""
    least, most = draw(limits), draw(limits)
    organisation = draw(usually("", *ORGANISATIONS, "; ".join(ORGANISATIONS[:2]), times=2))
    return person(
        name,
        organisation,
        belongs_to=tuple(organisation.split("; ")) if ";" in organisation else (),
        first_name=draw(texts),
        email=f"{IDS.index(name)}@example.org",
        phone=draw(st.sampled_from(("", "+49 351 123456"))),
        is_sme=draw(st.sampled_from((None, True, False))),
        delegation=draw(texts),
        languages=draw(languages),
        areas=draw(st.sampled_from(((), ("Chips",), ("Chips", "Öl; Gas")))),
        seeks=draw(texts),
        times=draw(availability()),
        max_meetings=most,
        min_meetings=least if most is None or least is None else min(least, most),
        attendance=draw(
            usually(Attendance.ON_SITE, Attendance.ONLINE, Attendance.OWN_PLACE, times=4)
        ),
        time_zone=draw(st.sampled_from(("", "Asia/Taipei"))),
        link=draw(st.sampled_from(("", "https://video.example.org/room?id=1&b=2"))),
        status=draw(usually(Status.REGISTERED, Status.CANCELLED, Status.ABSENT, times=12)),
        agenda_language=draw(st.sampled_from(("", "de", "en"))),
        labels=draw(st.sampled_from(((), (("Party", ("red",)),), (("Party", ("red", "Blue")),)))),
    )


@st.composite
def perhaps_one(draw, participants: list[Participant]) -> list[Participant]:
    """Make the last ones one human being, or leave them all different."""
    one, first = participants[-1], draw(usually(None, -2, -3))
    fields = {"first_name": one.first_name, "last_name": one.last_name, "email": one.email}
    twins = participants[first:] if first else []
    return [replace(p, **fields) if p in twins else p for p in participants]


@st.composite
def interests(draw, ids: tuple[str, ...], organisations: list[str]) -> tuple[Interest, ...]:
    """Draw interests in people and organisations, none twice and none in oneself."""
    people = [(one, other, False) for one in ids for other in ids if one != other]
    companies = [(one, name, True) for one in ids for name in organisations]
    directions = st.sampled_from(2 * people + companies)
    least = draw(st.integers(0, len(ids) + 2))
    chosen = draw(st.lists(directions, min_size=least, max_size=2 * len(ids), unique=True))
    return tuple(draw(interest(*direction)) for direction in chosen)


@st.composite
def interest(draw, source: str, target: str, target_is_organisation) -> Interest:
    """Draw how much somebody wishes to meet somebody, and what was answered."""
    level, answer = draw(wishes)
    return Interest(
        source=source,
        target=target,
        target_is_organisation=target_is_organisation,
        level=level,
        answer=answer,
    )


@st.composite
def tables(draw, ids: tuple[str, ...], organisations: list[str]) -> tuple[Table, ...]:
    """Draw up to two tables."""
    owners = [*((name, False) for name in ids), *((name, True) for name in organisations)]
    names = TABLES[: draw(st.sampled_from((1, 2, 1, 2, 1, 2, 0)))]
    drawn = tuple(draw(table(name, owners)) for name in names)
    groups = st.frozensets(st.sampled_from(ids)) if ids else st.just(frozenset())
    return tuple(
        replace(one, owner=f"Group {one.name}", owner_is_organisation=False, group=draw(groups))
        if draw(seldom)
        else one
        for one in drawn
    )


@st.composite
def table(draw, name: str, owners: list[tuple[str, bool]]) -> Table:
    """Draw one table, or a room online: open or reserved, for one meeting at once or two."""
    owner, is_organisation = draw(usually(("", False), *owners, times=3))
    return Table(
        name=name,
        area=draw(texts),
        owner=owner,
        owner_is_organisation=is_organisation,
        meetings_at_once=draw(usually(1, 2)),
        link=draw(usually("", "https://video.example.org/room?id=1&b=2")),
        times=draw(availability()) if draw(seldom) else Availability(),
    )


@st.composite
def organisations_among(draw, names: list[str]) -> tuple[Organisation, ...]:
    """Draw what is known of one of the organisations, or of none."""
    known = draw(st.sampled_from((None, *names)))
    if known is None:
        return ()
    return (
        Organisation(
            name=known, also_written=(known.upper(),), country=draw(texts), place=draw(texts)
        ),
    )


def pairs_of(ids: tuple[str, ...]) -> st.SearchStrategy[Pair]:
    """Two different people."""
    return st.sampled_from([pair_of(*two) for two in combinations(ids, 2)])


@st.composite
def blocked_among(draw, ids: tuple[str, ...]) -> tuple[Blocked, ...]:
    """Draw a pair that must not meet, or none."""
    return (Blocked(draw(pairs_of(ids)), draw(texts)),) if draw(seldom) else ()


@st.composite
def programme(draw, ids: tuple[str, ...]) -> tuple[Item, ...]:
    """Draw a break or part of the programme, for some or for everyone; or none."""
    if not draw(seldom):
        return ()
    period = draw(periods)
    item = Item(
        kind=draw(st.sampled_from(ItemKind)),
        start=period.start,
        end=min(period.end, period.start + timedelta(minutes=30)),
        label=draw(texts),
        who=draw(st.none() | st.frozensets(st.sampled_from(ids), min_size=1)),
    )
    return (item,)


rules = st.builds(
    Rules,
    max_meetings=limits,
    max_per_day=limits,
    max_in_a_row=limits,
    min_meetings=st.sampled_from((1, 0, 2)),
    changeover_minutes=usually(0, 30),
    travel_minutes=usually(0, 20, 60, times=2),
    same_organisation_may_meet=seldom,
    plan_pending_wishes=seldom.map(lambda waits: not waits),
    common_language_needed=seldom,
)
"""The event's limits and permissions."""


@st.composite
def pins(draw, drawn: Event) -> tuple[Pin, ...]:
    """Draw one pin that can stand, at any table or a certain one; or none."""
    if not draw(st.booleans()):
        return ()
    pair = draw(pairs_of(tuple(drawn.participant)))
    at = draw(st.sampled_from(drawn.usable_slots(pair) or drawn.slots))
    place = draw(places_for(drawn, pair, at))
    pin = Pin(pair, at, place if draw(st.booleans()) else None)
    stands = not verify(replace(drawn, pins=(pin,)), Schedule((Meeting(pair, at, place),)))
    return (pin,) if stands else ()


def places_for(drawn: Event, pair: Pair, at: Slot) -> st.SearchStrategy[str | None]:
    """Where two people may meet: one of their tables; None where they need or find none."""
    names = [table.name for table in drawn.tables_for(pair, at)]
    return st.sampled_from(names) if names and drawn.takes_table(pair) else st.none()


@st.composite
def schedules(draw, drawn: Event) -> Schedule:
    """Draw meetings of an event that break no rule but that some may not be wished."""
    chosen: list[Meeting] = [
        Meeting(pin.pair, pin.slot, pin.table or draw(places_for(drawn, pin.pair, pin.slot)))
        for pin in drawn.pins
    ]
    pairs = sorted({pair_of(*two) for two in combinations(drawn.registered, 2)})
    for pair in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else ():
        for at in drawn.usable_slots(pair)[:1]:
            more = [*chosen, Meeting(pair, at, draw(places_for(drawn, pair, at)))]
            if not verify(drawn, Schedule(tuple(more))):
                chosen = more
    return Schedule(tuple(chosen))


@st.composite
def hybrids(draw) -> Event:
    """Draw an event of which about half of the people are online, and one of its tables a room."""
    drawn = draw(st.one_of(events(), reruns()))
    online = draw(st.frozensets(st.sampled_from(IDS), min_size=1))
    people = (
        replace(one, attendance=Attendance.ONLINE) if one.id in online else one
        for one in drawn.participants
    )
    links = draw(st.permutations(("https://video.example.org/room", "")))
    linked = (replace(one, link=link) for one, link in zip(drawn.tables, links, strict=False))
    return replace(drawn, participants=tuple(people), tables=tuple(linked), pins=())
