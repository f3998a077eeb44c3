"""Every hard rule once more, in plain Python, without a solver.

This is the specification of a valid schedule: it knows nothing of how a schedule was made, and so
is as good for one that was edited by hand. Each rule is a function of its own, and `verify` is
their table of contents.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby, pairwise, permutations
from operator import itemgetter

import networkx as nx
from networkx.algorithms import bipartite

from matchmaker.events import Event, Pair, Pin, Slot, Status, Table
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.rulings import rulings
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import Obstacle, credit, obstacles_of, without_a_wish


class Rule(StrEnum):
    """The hard rules."""

    KNOWN = "known"
    """Participants, slot and table are those of the event."""
    REGISTERED = "registered"
    """Nobody who cancelled has a meeting."""
    AVAILABLE = "available"
    """Both are available."""
    ONE_MEETING_A_SLOT = "one_meeting_a_slot"
    """A participant has one meeting at a time."""
    ONE_PLACE = "one_place"
    """A human being who is there for several organisations is in one place at a time."""
    NO_PAIR_TWICE = "no_pair_twice"
    """Two people meet once."""
    WISHED = "wished"
    """It is pinned or promised, or somebody wished it; a wish for an organisation is met once."""
    SAME_PERSON = "same_person"
    """Nobody meets themselves, for another organisation."""
    BLOCKED = "blocked"
    """A blocked pair does not meet."""
    DECLINED = "declined"
    """A declined pair does not meet."""
    SAME_ORGANISATION = "same_organisation"
    """Two of one organisation do not meet, unless the event allows it."""
    COMMON_LANGUAGE = "common_language"
    """The two share a language, where the event asks for it."""
    RULE_ONLY = "rule_only"
    """Whoever a meeting rule lets meet only some people meets nobody else."""
    RULE_NEVER = "rule_never"
    """Nobody meets whom a meeting rule rules out."""
    RULE_AT_MOST = "rule_at_most"
    """Nobody has more of the meetings that a meeting rule counts than it lets them have."""
    MAX_MEETINGS = "max_meetings"
    """Nobody has more meetings than their maximum."""
    MAX_PER_DAY = "max_per_day"
    """Nobody has more meetings on a day than the event allows, for all of their organisations."""
    MAX_IN_A_ROW = "max_in_a_row"
    """Nobody has more meetings in a row than the event allows."""
    TRAVEL_TIME = "travel_time"
    """Between two meetings in different areas there is time to go from one to the other."""
    ONLINE = "online"
    """A meeting is at a table, in a room online, at the place of one, or online without a room."""
    TABLE_OPEN = "table_open"
    """The table is available then."""
    TABLE_CAPACITY = "table_capacity"
    """A table holds as many meetings at a time as it is meant for."""
    TABLE_RESERVED = "table_reserved"
    """A reserved table is for meetings of its owner only."""
    OWNER_AT_TABLE = "owner_at_table"
    """The owner of a table has meetings there, or at a table of the partner."""
    PINS_STAND = "pins_stand"
    """Every pin is there, in its slot and at its table."""
    FORCED_MEET = "forced_meet"
    """Everyone meets whom somebody forced them to meet, at whatever time."""


@dataclass(frozen=True)
class Fault:
    """A broken rule.

    Parameters
    ----------
    rule : Rule
        Which rule.
    meetings : tuple of Meeting
        The meetings that break it together; empty where something is missing.
    parameters : dict of str to str
        What a sentence about it has to name.
    """

    rule: Rule
    meetings: tuple[Meeting, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)


Check = Callable[[Event, Schedule], Iterator[Fault]]


def verify(event: Event, schedule: Schedule) -> tuple[Fault, ...]:
    """Name every broken hard rule; empty for a valid schedule.

    Meetings with somebody or something the event does not know are named as such. Where it is a
    person or a table, the other rules pass over them; a time is one, whether it is a slot or not.
    What has happened already breaks no rule by itself.
    """
    unknown = tuple(known(event, schedule))
    rest = Schedule(tuple(m for m in schedule.meetings if not any(_strangers(event, m))))
    return (*unknown, *verify_some(event, rest, CHECKS))


def verify_pins(event: Event) -> tuple[Fault, ...]:
    """Name every rule that the pins alone break; that some have no table yet breaks none."""
    event = replace(event, forced=()) if event.forced else event  # it is not they who must meet
    pinned = Schedule(tuple(Meeting(pin.pair, pin.slot, pin.table) for pin in event.pins))
    return tuple(fault for fault in verify(event, pinned) if not _needs_a_table(fault))


def unseated(event: Event) -> tuple[Pin, ...]:
    """Name the pins without a table that find none beside those that have theirs."""
    taken = Counter((pin.slot, pin.table) for pin in event.pins)
    reach = _within_reach(event) if event.has_travel else {}
    seekers: dict[Slot, list[Pin]] = defaultdict(list)
    for pin in event.pins:
        if event.takes_table(pin.pair) and not (pin.table or event.is_over(pin.slot)):
            seekers[pin.slot].append(pin)
    seated = {pin for pins in seekers.values() for pin in _seated(event, pins, taken, reach)}
    return tuple(pin for pins in seekers.values() for pin in pins if pin not in seated)


def _seated(
    event: Event,
    pins: Sequence[Pin],
    taken: Mapping[tuple[Slot, str | None], int],
    reach: Mapping[Pin, tuple[Table, ...]],
) -> frozenset[Pin]:
    """Give tables to as many pins of a slot as possible."""
    graph: nx.Graph[int | tuple[str, int]] = nx.Graph()
    numbers = range(len(pins))
    graph.add_nodes_from(numbers)
    for number, pin in enumerate(pins):
        for table in reach.get(pin, event.tables_for(pin.pair, pin.slot)):
            free = table.meetings_at_once - taken[pin.slot, table.name]
            seats = ((table.name, seat) for seat in range(min(free, len(pins))))
            graph.add_edges_from((number, seat) for seat in seats)
    matched = bipartite.maximum_matching(graph, top_nodes=numbers)
    return frozenset(pins[number] for number in numbers if number in matched)


def go_together(event: Event) -> bool:
    """Whether the pins alone break no rule, and each finds a table."""
    return not verify_pins(event) and not unseated(event)


def _within_reach(event: Event) -> Mapping[Pin, tuple[Table, ...]]:
    """Where each pin on site may be, as far as the areas of those too near to it are known."""
    on_site = [pin for pin in event.pins if _is_on_site(event, pin)]
    reach = {
        pin: (event.table[pin.table],) if pin.table else event.tables_for(pin.pair, pin.slot)
        for pin in on_site
    }
    theirs: dict[str, list[Pin]] = defaultdict(list)
    for pin in on_site:
        for person in pin.pair:
            theirs[event.person_of[person]].append(pin)
    pairs = [two for pins in theirs.values() for two in permutations(pins, 2)]
    near = [(one, other) for one, other in pairs if event.is_too_near(one.slot, other.slot)]
    for _ in on_site:
        before = dict(reach)
        for one, other in near:
            areas = {table.area for table in reach[other]}
            if len(areas) == 1 and not one.table:
                reach[one] = tuple(table for table in reach[one] if table.area in areas)
        if reach == before:
            break
    return reach


def _is_on_site(event: Event, pin: Pin) -> bool:
    """Whether a pin is at a table on site, or will be."""
    if pin.table:
        return not event.is_room(pin.table)
    return event.takes_table(pin.pair) and not event.is_online(pin.pair)


def _needs_a_table(fault: Fault) -> bool:
    return fault.rule is Rule.ONLINE and fault.meetings[0].table is None


def _is_history(event: Event, fault: Fault) -> bool:
    """Whether all of the meetings that break the rule have begun already, where they were."""
    begun = [event.is_history(meeting.participants, meeting.slot) for meeting in fault.meetings]
    return fault.rule is not Rule.PINS_STAND and bool(begun) and all(begun)


def known(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Participants, slot and table are those of the event, and nobody meets themselves."""
    for meeting in schedule.meetings:
        names = [*_strangers(event, meeting)]
        if meeting.slot not in event.number_of:
            names.append(f"{meeting.slot.start:%Y-%m-%d %H:%M}")
        if names:
            yield Fault(Rule.KNOWN, (meeting,), {"unknown": ", ".join(names)})


def _strangers(event: Event, meeting: Meeting) -> Iterator[str]:
    """Name who and what the event does not know, and whoever would meet themselves."""
    yield from (person for person in meeting.participants if person not in event.participant)
    if meeting.table is not None and meeting.table not in event.table:
        yield meeting.table
    if len(set(meeting.participants)) < len(meeting.participants):
        yield meeting.id


def registered(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody who cancelled has a meeting."""
    for meeting in schedule.meetings:
        for person in meeting.participants:
            if event.participant[person].status is not Status.REGISTERED:
                yield Fault(Rule.REGISTERED, (meeting,), {"participant": person})


def available(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Everyone is there and has no programme, and the slot is not over."""
    for meeting in schedule.meetings:
        for person in meeting.participants:
            times = event.participant[person].times
            is_busy = any(
                item.start < meeting.slot.end
                and meeting.slot.start < item.end
                and event.concerns(item, person)
                for item in event.programme
            )
            if is_busy or not times.allows(meeting.slot) or event.is_over(meeting.slot):
                yield Fault(Rule.AVAILABLE, (meeting,), {"participant": person})


def one_meeting_a_slot(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A participant has one meeting at a time."""
    for person, meetings in schedule.by_participant.items():
        slots = {meeting.slot for meeting in meetings}
        if len(slots) == len(meetings) and slots <= event.number_of.keys():
            continue  # no two slots of an event overlap
        for together in _at_once(meetings):
            if len(together) > 1:
                yield Fault(Rule.ONE_MEETING_A_SLOT, together, {"participant": person})


def _at_once(meetings: Iterable[Meeting]) -> Iterator[tuple[Meeting, ...]]:
    """Tell for each time at which meetings begin which ones are on then.

    Slots of an event never overlap. But a schedule made by hand may have others; and only what is
    on at one time is in the way of each other, so no equality of slots is enough to ask for.
    """
    on: list[tuple[datetime, Meeting]] = []
    by_start = itemgetter(0)
    for start, beginning in groupby(sorted(map(_in_time, meetings), key=by_start), key=by_start):
        on = [(end, meeting) for end, meeting in on if end > start]
        on.extend((end, meeting) for _start, end, meeting in beginning)
        yield tuple(meeting for _end, meeting in on)


def _in_time(meeting: Meeting) -> tuple[datetime, datetime, Meeting]:
    """Put start and end before it, not as clocks show them: in autumn they show one time twice."""
    slot = meeting.slot
    return slot.start.astimezone(UTC), slot.end.astimezone(UTC), meeting


def one_place(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A human being who is there for several organisations is in one place at a time."""
    for person, meetings in _by_person(event, schedule).items():
        if len(event.selves[person]) == 1:
            continue
        for together in _at_once(meetings):
            meeting_as = {p for m in together for p in m.participants} & event.selves[person]
            if len(together) > 1 and len(meeting_as) > 1:
                one, other = sorted(meeting_as)[:2]
                yield Fault(Rule.ONE_PLACE, together, {"a": one, "b": other})


def _by_person(event: Event, schedule: Schedule) -> Mapping[str, list[Meeting]]:
    """Give each human being's meetings in order of time, whichever of their organisations for."""
    theirs = defaultdict(list)
    for meeting in schedule.meetings:
        for person in dict.fromkeys(event.person_of[p] for p in meeting.participants):
            theirs[person].append(meeting)
    return theirs


def no_pair_twice(_: Event, schedule: Schedule) -> Iterator[Fault]:
    """Two people meet once."""
    by_pair = defaultdict(list)
    for meeting in schedule.meetings:
        by_pair[meeting.participants].append(meeting)
    for meetings in by_pair.values():
        if len(meetings) > 1:
            yield Fault(Rule.NO_PAIR_TWICE, tuple(meetings))


def wished(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Somebody wished it, or it was told without; a wish for an organisation is met once."""
    needless = without_a_wish(event)
    credited = credit(event, schedule.pairs)
    for meeting in _of_registered(event, schedule):
        if meeting.participants not in credited and meeting.participants not in needless:
            yield Fault(Rule.WISHED, (meeting,))


def _of_registered(event: Event, schedule: Schedule) -> Iterator[Meeting]:
    """Pass over meetings of those who cancelled: that is their fault already."""
    registered = set(event.registered)
    return (meeting for meeting in schedule.meetings if registered.issuperset(meeting.participants))


def same_person(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody meets themselves, for another organisation."""
    return _forbidden(event, schedule, Obstacle.SAME_PERSON, Rule.SAME_PERSON)


def blocked(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A blocked pair does not meet."""
    return _forbidden(event, schedule, Obstacle.BLOCKED, Rule.BLOCKED)


def declined(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A declined pair does not meet."""
    return _forbidden(event, schedule, Obstacle.DECLINED, Rule.DECLINED)


def same_organisation(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Two of one organisation do not meet, unless the event allows it."""
    return _forbidden(event, schedule, Obstacle.SAME_ORGANISATION, Rule.SAME_ORGANISATION)


def common_language(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """The two share a language, where the event asks for it."""
    return _forbidden(event, schedule, Obstacle.NO_COMMON_LANGUAGE, Rule.COMMON_LANGUAGE)


def _forbidden(event: Event, schedule: Schedule, obstacle: Obstacle, rule: Rule) -> Iterator[Fault]:
    obstacles = obstacles_of(event)
    for meeting in schedule.meetings:
        if obstacle in obstacles.between(meeting.participants):
            yield Fault(rule, (meeting,))


def rule_only(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Whoever a meeting rule lets meet only some people meets nobody else."""
    for meeting in schedule.meetings:
        for person in meeting.participants:
            binding = rulings(event).quotas(Verb.ONLY, person)
            partner = meeting.partner_of(person)
            if binding and not any(rulings(event).counts(r, person, partner) for r in binding):
                yield _against_rule(Rule.RULE_ONLY, binding[0], (meeting,), person)


def rule_never(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody meets whom a meeting rule rules out."""
    for meeting in schedule.meetings:
        for rule in event.meeting_rules:
            if rule.verb is Verb.NEVER and rulings(event).speaks_of(rule, meeting.participants):
                person = meeting.participants[0]
                yield _against_rule(Rule.RULE_NEVER, rule, (meeting,), person)


def rule_at_most(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody has more of the meetings that a meeting rule counts than it lets them have."""
    for person, meetings in schedule.by_participant.items():
        for rule in rulings(event).quotas(Verb.AT_MOST, person):
            counted = [
                meeting
                for meeting in meetings
                if rulings(event).counts(rule, person, meeting.partner_of(person))
            ]
            begun = sum(event.is_history(m.participants, m.slot) for m in counted)
            limit = max(rule.number, begun)
            if len(counted) > limit:
                fault = _against_rule(Rule.RULE_AT_MOST, rule, tuple(counted), person)
                counts = {"count": str(len(counted)), "limit": str(limit)}
                yield replace(fault, parameters={**fault.parameters, **counts})


def _against_rule(
    broken: Rule, rule: MeetingRule, meetings: tuple[Meeting, ...], person: str
) -> Fault:
    named = {"participant": person, "row": str(rule.row), "rule": rule.written}
    return Fault(broken, meetings, named)


def max_meetings(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody has more meetings than their maximum."""
    for person, meetings in schedule.by_participant.items():
        limit = event.limit_of(person)
        if limit is not None and len(meetings) > limit:
            yield _over(Rule.MAX_MEETINGS, person, meetings, limit)


def max_per_day(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody has more meetings on a day than the event allows."""
    limit = event.rules.max_per_day
    if limit is None:
        return
    for person, meetings in _by_person(event, schedule).items():
        for _day, same in groupby(meetings, key=lambda meeting: meeting.slot.day):
            of_day = tuple(same)
            if len({meeting.slot for meeting in of_day}) > limit:
                yield _over(Rule.MAX_PER_DAY, person, of_day, limit)


def max_in_a_row(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Nobody has more meetings in a row than the event allows."""
    limit = event.rules.max_in_a_row
    if limit is None:
        return
    for person, meetings in _by_person(event, schedule).items():
        for run in _runs(event, meetings):
            if len(run) > limit:
                yield _over(Rule.MAX_IN_A_ROW, person, run, limit)


def _runs(event: Event, meetings: Sequence[Meeting]) -> Iterator[tuple[Meeting, ...]]:
    """Group one person's meetings into runs with nothing but the changeover between."""
    by_slot = {meeting.slot: meeting for meeting in meetings}
    for row in event.rows_of_slots:
        for has_meeting, slots in groupby(row, key=by_slot.__contains__):
            if has_meeting:
                yield tuple(by_slot[slot] for slot in slots)


def travel_time(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Between two meetings in different areas there is time to go from one to the other."""
    limit = event.rules.travel_minutes
    if not limit:
        return
    for person, meetings in _by_person(event, schedule).items():
        for earlier, later in pairwise(_on_site(event, meetings)):
            here, there = (event.table[str(m.table)] for m in (earlier, later))
            passed = later.slot.start.astimezone(UTC) - earlier.slot.end.astimezone(UTC)
            minutes = passed.total_seconds() / 60
            if here.area != there.area and 0 <= minutes < limit:
                way = {"here": here.name, "there": there.name, "minutes": f"{minutes:.0f}"}
                named = {"participant": person, "limit": str(limit), **way}
                yield Fault(Rule.TRAVEL_TIME, (earlier, later), named)


def _on_site(event: Event, meetings: Iterable[Meeting]) -> Iterator[Meeting]:
    return (m for m in meetings if m.table and not event.is_room(m.table))


def _over(rule: Rule, person: str, meetings: Iterable[Meeting], limit: int) -> Fault:
    together = tuple(meetings)
    counts = {"count": str(len(together)), "limit": str(limit)}
    return Fault(rule, together, {"participant": person, **counts})


def online(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A meeting is where it belongs: at a table, in a room online, or at the place of one.

    Online it takes a room if there are any; at the place of one of the two it takes no table.
    """
    for meeting in schedule.meetings:
        one, other = (event.participant[person] for person in meeting.participants)
        is_online = one.is_online or other.is_online
        is_visit = not is_online and one.is_at_own_place != other.is_at_own_place
        if meeting.table is None:
            is_right = is_visit or (is_online and not event.has_rooms)
        else:
            is_right = not is_visit and event.table[meeting.table].is_room is is_online
        if not is_right:
            yield Fault(Rule.ONLINE, (meeting,))


def table_open(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """The table is available then."""
    for meeting in schedule.meetings:
        if meeting.table:
            yield from at_closed_table(event.table[meeting.table], meeting)


def at_closed_table(table: Table, meeting: Meeting) -> Iterator[Fault]:
    """Tell whether a table is not available when a meeting is there."""
    if not table.times.allows(meeting.slot):
        yield Fault(Rule.TABLE_OPEN, (meeting,), {"table": table.name})


def table_capacity(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A table holds as many meetings at a time as it is meant for."""
    by_table: dict[str, list[Meeting]] = defaultdict(list)
    for meeting in schedule.meetings:
        if meeting.table:
            by_table[meeting.table].append(meeting)
    for name, meetings in by_table.items():
        table = event.table[name]
        for together in _at_once(meetings) if len(meetings) > table.meetings_at_once else ():
            yield from at_full_table(table, together)


def at_full_table(table: Table, together: tuple[Meeting, ...]) -> Iterator[Fault]:
    """Tell whether more meetings are at a table at one time than it holds."""
    limit = table.meetings_at_once
    if len(together) > limit:
        counts = {"count": str(len(together)), "limit": str(limit)}
        yield Fault(Rule.TABLE_CAPACITY, together, {"table": table.name, **counts})


def table_reserved(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """A reserved table is for meetings of its owner only."""
    for meeting in schedule.meetings:
        owners = event.owners(event.table[meeting.table]) if meeting.table else ()
        if meeting.table and owners and not set(owners) & set(meeting.participants):
            yield Fault(Rule.TABLE_RESERVED, (meeting,), {"table": meeting.table})


def owner_at_table(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """The owner of a table has meetings there, or at a table of the partner."""
    for meeting in schedule.meetings:
        owned = (t for p in meeting.participants for t in event.owned_tables.get(p, ()))
        is_online = event.is_online(meeting.participants)
        own = {table.name for table in owned if table.is_room is is_online}
        if meeting.table and own and meeting.table not in own:
            tables = {"table": meeting.table, "own": ", ".join(sorted(own))}
            yield Fault(Rule.OWNER_AT_TABLE, (meeting,), tables)


def pins_stand(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Every pin is there, in its slot and at its table."""
    by_pair: dict[Pair, list[Meeting]] = defaultdict(list)
    for meeting in schedule.meetings:
        by_pair[meeting.participants].append(meeting)
    for pin in event.pins:
        yield from out_of_place(pin, by_pair[pin.pair])


def out_of_place(pin: Pin, theirs: Sequence[Meeting]) -> Iterator[Fault]:
    """Tell whether none of the meetings of a pair is where a pin has it."""
    if not any(m.slot == pin.slot and pin.table in {None, m.table} for m in theirs):
        where = {"a": pin.pair[0], "b": pin.pair[1], "time": pin.slot.start.isoformat()}
        yield Fault(Rule.PINS_STAND, tuple(theirs), where)


def forced_meet(event: Event, schedule: Schedule) -> Iterator[Fault]:
    """Everyone meets whom somebody forced them to meet, at whatever time."""
    for one, other in event.forced:
        if (one, other) not in schedule.pairs:
            yield Fault(Rule.FORCED_MEET, (), {"a": one, "b": other})


CHECKS = (
    registered,
    available,
    one_meeting_a_slot,
    one_place,
    no_pair_twice,
    wished,
    same_person,
    blocked,
    declined,
    same_organisation,
    common_language,
    rule_only,
    rule_never,
    rule_at_most,
    max_meetings,
    max_per_day,
    max_in_a_row,
    travel_time,
    online,
    table_open,
    table_capacity,
    table_reserved,
    owner_at_table,
    pins_stand,
    forced_meet,
)
"""The table of contents, one function a rule; `known` comes before them."""


OF_PLACES = (travel_time, table_open, table_capacity)
"""The rules that ask where people meet, and when."""
OF_SEATS = (online, table_reserved, owner_at_table)
"""The rules that ask of each meeting where it is, whenever that is."""
OF_DAYS = (max_per_day, max_in_a_row)
"""The rules that ask how many meetings people have on a day, and together."""
OF_TIMES = (available, one_meeting_a_slot, one_place, *OF_DAYS)
"""The rules that ask when people meet."""
OF_PAIRS = (
    *(registered, no_pair_twice, wished, same_person, blocked, declined, same_organisation),
    *(common_language, rule_only, rule_never, rule_at_most, max_meetings),
)
"""The rules that ask who meets whom, and how many."""
OF_WHAT_IS_FIXED = (pins_stand, forced_meet)
"""The rules that ask for what must be there; every rule is in one of these five."""


def verify_some(event: Event, schedule: Schedule, checks: Iterable[Check]) -> tuple[Fault, ...]:
    """Name every broken rule of some, of meetings whose people, slots and tables are known."""
    return without_history(event, (fault for check in checks for fault in check(event, schedule)))


def without_history(event: Event, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Pass over what has happened already: by itself it breaks no rule."""
    if event.now is None:
        return tuple(faults)
    return tuple(fault for fault in faults if not _is_history(event, fault))


def broken_rules(faults: Iterable[Fault]) -> Counter[Rule]:
    """Count the faults of each rule."""
    return Counter(fault.rule for fault in faults)
