"""What each participant could reach alone, and so what a fair plan owes them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from matchmaker.events import BY_TIME, Event, Interest, Pair, Pin, Slot, Table, other_of
from matchmaker.facts import once_per_event
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.rulings import rulings
from matchmaker.wishes import Way, unhindered_pairs, ways_of_pair, wished_pairs

Offer = frozenset[Slot]
"""The slots in which one meeting could be: with one person, or with any one of an organisation."""


@dataclass(frozen=True)
class Floor:
    """What somebody is owed: a number of meetings, or of those that a meeting rule counts.

    Parameters
    ----------
    person : str
        Who.
    rule : MeetingRule or None
        The rule *at least*; None: *Min meetings*.
    """

    person: str
    rule: MeetingRule | None = None


def floors(event: Event) -> Mapping[str, int]:
    """Compute the least number of meetings each participant should have, whomever with."""
    return {floor.person: count for floor, count in owed(event).items() if floor.rule is None}


@once_per_event
def owed(event: Event) -> Mapping[Floor, int]:
    """Compute the least number of meetings each participant should have, of all and by each rule.

    It is the smallest of: what they should have (their own minimum, else the event's; of a rule its
    number), their maximum, what each rule *at most* leaves them, and the most they could have if
    nobody else were planned.
    """
    outlook, pinned = _Outlook(event), pinned_slots(event)
    found = {}
    for person in event.registered:
        for floor in floors_of(event, person):
            others = outlook.pinned(Floor(person)) - outlook.pinned(floor)
            most = wanted(event, floor, outlook.most(floor)) + others
            found[floor] = reach(event, outlook.offers(floor), pinned[person], most) - others
    return found


def floors_of(event: Event, person: str) -> tuple[Floor, ...]:
    """Name everything that somebody is owed."""
    rules = rulings(event).quotas(Verb.AT_LEAST, person)
    return (Floor(person), *(Floor(person, rule) for rule in rules))


def wanted(event: Event, floor: Floor, most: int) -> int:
    """How many meetings somebody should have, within all that limits them."""
    own = event.participant[floor.person].min_meetings
    least = event.rules.min_meetings if own is None else own
    limit = event.limit_of(floor.person)
    return min(floor.rule.number if floor.rule else least, most, most if limit is None else limit)


def pinned_slots(event: Event) -> Mapping[str, frozenset[Slot]]:
    """When each participant has a meeting that must stand."""
    slots = defaultdict(set)
    for pin in event.pins:
        for person in pin.pair:
            slots[person].add(pin.slot)
    return {person: frozenset(slots[person]) for person in event.registered}


class _Outlook:
    """What each participant could have besides their pinned meetings, for each floor of theirs.

    Those whom a participant can only meet by one wish for their organisation make one offer. Whom
    the pins leave no time, no table or no further meeting cannot be met, so is no offer.
    """

    def __init__(self, event: Event) -> None:
        self._event, self._rulings = event, rulings(event)
        self._pinned: dict[str, list[Pair]] = defaultdict(list)
        for pin in event.pins:
            for person in pin.pair:
                self._pinned[person].append(pin.pair)
        self._found: dict[Floor, dict[Pair | Interest, Offer]] = defaultdict(dict)
        self._unlimited: dict[tuple[Floor, MeetingRule], set[Pair | Interest]] = defaultdict(set)
        self._floors = {person: floors_of(event, person) for person in event.registered}
        self._look()

    def offers(self, floor: Floor) -> tuple[Offer, ...]:
        """List what somebody could have of what counts for a floor."""
        return tuple(self._found[floor].values())

    def pinned(self, floor: Floor) -> int:
        """How many pinned meetings count for a floor."""
        return sum(self._counts(floor, pair) for pair in self._pinned[floor.person])

    def most(self, floor: Floor) -> int:
        """How many meetings of a floor the rules *at most* leave somebody, each for itself."""
        found = [self.pinned(floor) + len(self._found[floor])]
        for rule in self._rulings.quotas(Verb.AT_MOST, floor.person):
            theirs = (p for p in self._pinned[floor.person] if self._counts(floor, p))
            others = sum(not self._is_of(rule, floor.person, pair) for pair in theirs)
            ceiling = self._rulings.ceiling(rule, floor.person)
            found.append(others + len(self._unlimited[floor, rule]) + ceiling)
        return min(found)

    def _look(self) -> None:
        unhindered, beside = unhindered_pairs(self._event), _BesidePins(self._event)
        pinned = {pin.pair for pin in self._event.pins}
        for pair in wished_pairs(self._event):
            if pair in pinned or pair not in unhindered or self._is_used_up(pair):
                continue
            slots, ways = beside.slots(pair), ways_of_pair(self._event, pair)
            for person in pair:
                self._note(person, pair, _account(person, pair, ways), slots)

    def _note(self, person: str, pair: Pair, key: Pair | Interest, slots: Offer) -> None:
        limits = self._rulings.quotas(Verb.AT_MOST, person)
        for floor in self._floors[person]:
            if self._counts(floor, pair):
                known = self._found[floor].get(key)
                self._found[floor][key] = slots if known is None else known | slots
                for rule in limits:
                    if not self._is_of(rule, person, pair):
                        self._unlimited[floor, rule].add(key)

    def _is_used_up(self, pair: Pair) -> bool:
        """Whether pins leave one of two no further meeting of a kind that a rule limits."""
        return bool(self._pinned) and any(
            self._is_of(rule, person, pair)
            and sum(self._is_of(rule, person, p) for p in self._pinned[person])
            >= self._rulings.ceiling(rule, person)
            for person in pair
            for rule in self._rulings.quotas(Verb.AT_MOST, person)
        )

    def _counts(self, floor: Floor, pair: Pair) -> bool:
        return floor.rule is None or self._is_of(floor.rule, floor.person, pair)

    def _is_of(self, rule: MeetingRule, person: str, pair: Pair) -> bool:
        return self._rulings.counts(rule, person, other_of(pair, person))


class _BesidePins:
    """What the pins leave to two people who are not pinned themselves."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._pinned = pinned_slots(event)
        self._closed = {person: self._closed_to(person) for person in event.registered}
        self._pins_at: dict[Slot, list[Pin]] = defaultdict(list)
        for pin in event.pins:
            self._pins_at[pin.slot].append(pin)
        self._whole: dict[int, Offer] = {}
        self._seats: dict[tuple[int, Slot], tuple[tuple[Table, ...], bool]] = {}

    def slots(self, pair: Pair) -> Offer:
        """When the two could meet; never, where one has as many meetings as they can have."""
        if any(map(self._is_full, pair)):
            return frozenset()
        usable = self._event.usable_slots(pair)
        if not self._pins_at:
            return self._all_of(usable)
        closed = frozenset[Slot]().union(*(self._closed.get(person, ()) for person in pair))
        free = (slot for slot in usable if slot not in closed)
        return frozenset(slot for slot in free if self._has_table(pair, slot))

    def _all_of(self, slots: tuple[Slot, ...]) -> Offer:
        """Take all of them: slots of the same people are the very same tuple."""
        if id(slots) not in self._whole:
            self._whole[id(slots)] = frozenset(slots)
        return self._whole[id(slots)]

    def _is_full(self, person: str) -> bool:
        limit = self._event.limit_of(person)
        return limit is not None and limit <= len(self._pinned[person])

    def _closed_to(self, person: str) -> Offer:
        """When somebody is in a pinned meeting, for whom ever, or would have too many then."""
        pinned = frozenset[Slot]().union(*(self._pinned[o] for o in self._event.selves[person]))
        return frozenset(
            slot
            for slot in (self._event.free_slots[person] if pinned else ())
            if slot in pinned or too_close(self._event, pinned | {slot})
        )

    def _has_table(self, pair: Pair, slot: Slot) -> bool:
        if slot not in self._pins_at or not self._event.takes_table(pair):
            return True
        tables = self._event.tables_for(pair, slot)
        if (id(tables), slot) not in self._seats:  # kept with the tables, whose number is theirs
            self._seats[id(tables), slot] = (tables, self._is_left(tables, slot))
        return self._seats[id(tables), slot][1]

    def _is_left(self, tables: tuple[Table, ...], slot: Slot) -> bool:
        """Whether these tables hold more than the meetings that are pinned to any of them."""
        names = {table.name for table in tables}
        taken = sum(names.issuperset(self._tables_of(pin)) for pin in self._pins_at[slot])
        return taken < sum(table.meetings_at_once for table in tables)

    def _tables_of(self, pin: Pin) -> Collection[str]:
        if pin.table or not self._event.takes_table(pin.pair):
            return (pin.table or "",)
        return [table.name for table in self._event.tables_for(pin.pair, pin.slot)]


def _account(person: str, pair: Pair, ways: Sequence[Way]) -> Pair | Interest:
    """Tell on whose account a person meets: the pair's own, or a wish for the organisation."""
    used = [[w for w in way.uses if w.source == person] for way in ways]
    return min((theirs[0] for theirs in used), key=lambda w: w.target) if all(used) else pair


def reach(event: Event, offers: Sequence[Offer], pinned: frozenset[Slot], wanted: int) -> int:
    """Compute how many meetings one participant could have if nobody else were planned.

    The answer is at most `wanted`. Slots are given to offers by augmenting paths; where too many in
    a row come out, one of them is left out, and each choice of it is tried.
    """
    most = min(len(pinned), wanted)
    wanted = min(wanted, room(event, pinned.union(*offers)))
    tried = set()
    untried = [frozenset[Slot]()]
    while untried and most < wanted:
        left_out = untried.pop()
        if left_out in tried:
            continue
        tried.add(left_out)
        free = (sorted(offer - pinned - left_out, key=BY_TIME) for offer in offers)
        used = pinned | assign(free, wanted - len(pinned), _room_of_days(event, pinned))
        if len(used) > most:
            crowded = too_close(event, used) - pinned
            untried += [left_out | {slot} for slot in sorted(crowded)]
            most = most if crowded else len(used)
    return most


def _room_of_days(event: Event, pinned: Collection[Slot]) -> Mapping[date, int]:
    per_day = len(event.slots) if event.rules.max_per_day is None else event.rules.max_per_day
    taken = Counter(slot.day for slot in pinned)
    return {day: max(0, per_day - taken[day]) for day in event.days}


def assign(
    offers: Iterable[Sequence[Slot]], wanted: int, room_of_days: Mapping[date, int]
) -> frozenset[Slot]:
    """Give each offer a slot of its own, up to `wanted` of them, and no day more than its room.

    Kuhn's augmenting paths: an offer takes a free slot, or one whose offer finds another, or one of
    a full day of which another offer finds a slot elsewhere.
    """
    assignment = _Assignment(room_of_days)
    for offer in offers:
        if len(assignment.taken) == wanted:
            break
        assignment.place(offer, set())
    return frozenset(assignment.taken)


class _Assignment:
    """Which offer took which slot so far."""

    def __init__(self, room_of_days: Mapping[date, int]) -> None:
        self.taken: dict[Slot, Sequence[Slot]] = {}
        self._room_of_days = room_of_days

    def place(self, offer: Sequence[Slot], seen: set[Slot]) -> bool:
        """Find a slot for an offer, others giving way if need be."""
        for slot in offer:
            if slot not in seen:
                seen.add(slot)
                if self._is_made_free(slot, seen):
                    self.taken[slot] = offer
                    return True
        return False

    def _is_made_free(self, slot: Slot, seen: set[Slot]) -> bool:
        if slot in self.taken:
            return self.place(self.taken[slot], seen)
        of_day = [other for other in self.taken if other.day == slot.day]
        return len(of_day) < self._room_of_days[slot.day] or self._make_room(of_day, seen)

    def _make_room(self, of_day: Iterable[Slot], seen: set[Slot]) -> bool:
        for other in of_day:
            if other not in seen:
                seen.add(other)
                if self.place(self.taken[other], seen):
                    del self.taken[other]
                    return True
        return False


def room(event: Event, usable: Collection[Slot]) -> int:
    """Count the meetings that some slots hold for one participant, by day and in a row.

    What is over is usable only where it was used.
    """
    in_a_row, per_day = event.rules.max_in_a_row, event.rules.max_per_day
    had = Counter(slot.day for slot in usable if event.is_over(slot))
    free_of_day = dict.fromkeys(event.days, 0)
    for row in event.rows_of_slots:
        for is_free, slots in groupby(row, key=lambda s: s in usable and not event.is_over(s)):
            length = len(list(slots)) if is_free else 0
            lost = 0 if in_a_row is None else length // (in_a_row + 1)
            free_of_day[row[0].day] += length - lost
    most = len(event.slots) if per_day is None else per_day
    return sum(had[day] + min(free, max(0, most - had[day])) for day, free in free_of_day.items())


def too_close(event: Event, used: frozenset[Slot]) -> frozenset[Slot]:
    """Find slots that one participant may not use all: too many on a day, or too many in a row.

    What is over breaks no rule by itself.
    """
    per_day, in_a_row = event.rules.max_per_day, event.rules.max_in_a_row
    if per_day is not None:
        for slots in event.days.values():
            of_day = [slot for slot in slots if slot in used]
            if len(of_day) > per_day and not event.is_over(of_day[-1]):
                return frozenset(of_day[-per_day - 1 :])
    if in_a_row is not None:
        for row in event.rows_of_slots:
            for first in range(len(row) - in_a_row):
                window = row[first : first + in_a_row + 1]
                if used.issuperset(window) and not event.is_over(window[-1]):
                    return frozenset(window)
    return frozenset()
