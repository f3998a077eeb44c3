"""Every aim recomputed from a schedule, without a solver."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter

from matchmaker.aims import AimName
from matchmaker.evenness import evenness
from matchmaker.events import Event, Level, Slot
from matchmaker.facts import once_per_event
from matchmaker.floors import Floor, owed
from matchmaker.rulings import rulings
from matchmaker.schedule import Meeting, Schedule
from matchmaker.wishes import met_interests, points_of


def score(event: Event, schedule: Schedule) -> Mapping[AimName, int]:
    """Compute the value of every aim.

    Those of a rerun where people were told something, that of areas where there are several.
    """
    people = people_of(event, schedule)
    return {**score_of_pairs(event, schedule), **score_of_places(event, schedule, people)}


def people_of(event: Event, schedule: Schedule) -> Collection[str]:
    """Name the human beings who meet anybody, each by the first of their ids."""
    return {event.person_of[participant] for participant in schedule.by_participant}


AIMS_OF_DAYS = (AimName.BREAKS, AimName.WAITING, AimName.TABLE_CHANGES, AimName.AREA_CHANGES)
"""The aims that ask how the days of each human being go."""
OF_PLACES = frozenset((*AIMS_OF_DAYS, AimName.STANDING, AimName.MOVES))
"""The aims that ask when and where people meet."""


def score_of_pairs(event: Event, schedule: Schedule) -> Mapping[AimName, int]:
    """Compute the value of every aim that asks who meets whom, and not when and where."""
    values = {
        AimName.MUST: musts_met(event, schedule),
        AimName.FAIR_SHARE: sum(shortfalls(event, schedule).values()),
        AimName.POINTS: sum(points_of(event, schedule.pairs).values()),
        AimName.EVENNESS: evenness(event, schedule.pairs),
    }
    if not event.promises:
        return values
    promises = {
        AimName.KEPT: len(_kept(event, schedule)),
        AimName.LOSSES: sum(losses(event, schedule).values()),
    }
    return {**values, **promises}


def score_of_places(
    event: Event, schedule: Schedule, people: Collection[str]
) -> Mapping[AimName, int]:
    """Compute the value of every aim that asks when and where people meet.

    Parameters
    ----------
    event : Event
        The event.
    schedule : Schedule
        All of the meetings of these people.
    people : collection of str
        The human beings whose days are counted, each by the first of their ids.
    """
    days = [
        score_of_days(event, person, schedule.of_any(event.selves[person])) for person in people
    ]
    values = {aim: sum(day[at] for day in days) for at, aim in enumerate(AIMS_OF_DAYS)}
    if not event.has_areas:
        del values[AimName.AREA_CHANGES]
    return {**values, **score_of_moves(event, schedule)}


def score_of_days(event: Event, person: str, theirs: Sequence[Meeting]) -> tuple[int, ...]:
    """Compute of one human being the aims of `AIMS_OF_DAYS`; without areas the last is 0.

    Parameters
    ----------
    event : Event
        The event.
    person : str
        Who, by the first of their ids.
    theirs : sequence of Meeting
        All of their meetings, in order of time.
    """
    waits, tables = _breaks(event, person, theirs), _tables(event, theirs)
    areas = _changes(_areas(event, tables)) if event.has_areas else 0
    return len(waits), sum(map(len, waits)), _changes(tables), areas


def score_of_moves(event: Event, schedule: Schedule) -> Mapping[AimName, int]:
    """Compute the aims that ask where a meeting was promised; none where nothing was."""
    if not event.promises:
        return {}
    kept = _kept(event, schedule)
    standing = [m for m in kept if m.slot == event.promise[m.participants].slot]
    elsewhere = [m for m in standing if m.table != event.promise[m.participants].table]
    return {
        AimName.STANDING: len(standing),
        AimName.MOVES: ANOTHER_TIME * (len(kept) - len(standing)) + len(elsewhere),
    }


def _kept(event: Event, schedule: Schedule) -> list[Meeting]:
    return [meeting for meeting in schedule.meetings if meeting.participants in event.promise]


ANOTHER_TIME = 2
"""What a published meeting at another time counts among the moves; at another table only, 1."""


@once_per_event
def promised(event: Event) -> Mapping[str, int]:
    """How many meetings everyone who takes part was promised."""
    named = Counter(person for promise in event.promises for person in promise.pair)
    return {person: named[person] for person in event.registered if person in named}


def losses(event: Event, schedule: Schedule) -> Mapping[str, int]:
    """How many meetings people have fewer than they were promised; only those who have fewer."""
    fewer = {person: count - len(schedule.of(person)) for person, count in promised(event).items()}
    return {person: count for person, count in fewer.items() if count > 0}


def musts_met(event: Event, schedule: Schedule) -> int:
    """Count the interests of level must that are met."""
    met = met_interests(event, schedule.pairs)
    return sum(interest.level is Level.MUST for interest in met)


def shortfalls(event: Event, schedule: Schedule) -> Mapping[str, int]:
    """How many meetings each participant below their floors falls short of them, summed."""
    short = Counter[str]()
    for floor, count in missing(event, schedule).items():
        short[floor.person] += count
    return short


def missing(event: Event, schedule: Schedule) -> Mapping[Floor, int]:
    """How many meetings people have fewer than they are owed; only where they have fewer."""
    fewer = {
        floor: count - had(event, schedule, floor) for floor, count in owed(event).items() if count
    }
    return {floor: count for floor, count in fewer.items() if count > 0}


def had(event: Event, schedule: Schedule, floor: Floor) -> int:
    """How many meetings somebody has that count for what they are owed."""
    person, rule = floor.person, floor.rule
    meetings = schedule.of(person)
    if rule is None:
        return len(meetings)
    return sum(rulings(event).counts(rule, person, m.partner_of(person)) for m in meetings)


def breaks(event: Event, schedule: Schedule, participant: str) -> tuple[tuple[Slot, ...], ...]:
    """The breaks of a participant, each as the slots they are available in and wait through.

    A human being who is there for several organisations does not wait while meeting for another.
    """
    return _breaks(event, participant, schedule.of_any(event.selves[participant]))


def _breaks(
    event: Event, participant: str, meetings: Sequence[Meeting]
) -> tuple[tuple[Slot, ...], ...]:
    free, number_of = event.presence[participant], event.number_of
    slots = [meeting.slot for meeting in meetings]
    numbers = [number_of.get(slot) for slot in slots]
    found = []
    for at, (one, other) in enumerate(pairwise(numbers)):
        is_next = one is not None and one + 1 == other  # as nearly always
        if not is_next and slots[at].day == slots[at + 1].day:
            after = bisect_right(free, slots[at].start, key=BY_START)
            found.append(free[after : bisect_left(free, slots[at + 1].start, key=BY_START)])
    return tuple(waited for waited in found if waited)


BY_START = attrgetter("start")
"""The order of the slots of an event: no two begin at one time."""


def waiting(event: Event, schedule: Schedule, participant: str) -> int:
    """Slots of all breaks of a participant."""
    return sum(len(slots) for slots in breaks(event, schedule, participant))


def table_changes(event: Event, schedule: Schedule, participant: str) -> int:
    """Count how often a participant changes table; online meetings do not count.

    From one room online to the next nobody walks. As with breaks, the meetings for all
    organisations of the same human being follow each other.
    """
    return _changes(_tables(event, schedule.of_any(event.selves[participant])))


def area_changes(event: Event, schedule: Schedule, participant: str) -> int:
    """Count how often a participant goes to another area; as of `table_changes`."""
    tables = _tables(event, schedule.of_any(event.selves[participant]))
    return _changes(_areas(event, tables))


def _tables(event: Event, meetings: Iterable[Meeting]) -> list[str]:
    """List the tables on site of meetings of a human being, in order of time."""
    return [m.table for m in meetings if m.table is not None and not event.is_room(m.table)]


def _areas(event: Event, tables: Iterable[str]) -> list[str]:
    found = (event.table.get(name) for name in tables)
    return [table.area if table else "" for table in found]


def _changes(places: Iterable[str]) -> int:
    return sum(one != other for one, other in pairwise(places))
