"""Every schedule of a tiny event, by trying them all."""

from collections.abc import Iterable, Iterator, Mapping

from matchmaker.aims import Aim, AimName, Given
from matchmaker.events import Event, Pair
from matchmaker.rulebook import Rule, verify
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver import Solution
from matchmaker.wishes import wished_pairs

NEEDS_THE_REST = {Rule.PINS_STAND, Rule.FORCED_MEET, Rule.WISHED}
"""Rules that a part of a schedule may break and the whole keep."""

Scored = list[tuple[Schedule, Mapping[AimName, int]]]


def all_scored(event: Event) -> Scored:
    """List every schedule that `verify` accepts, with the value of every aim."""
    registered = set(event.registered)
    promised = {pair for pair in event.promise if registered.issuperset(pair)}
    pairs = sorted(
        wished_pairs(event).keys() | {pin.pair for pin in event.pins} | promised | {*event.forced}
    )
    found = (s for s in _extended(event, pairs, ()) if not verify(event, s))
    return [(schedule, score(event, schedule)) for schedule in found]


def _extended(event: Event, pairs: list[Pair], meetings: tuple[Meeting, ...]) -> Iterator[Schedule]:
    if not pairs:
        yield Schedule(meetings)
        return
    yield from _extended(event, pairs[1:], meetings)
    for slot in event.slots:
        for table in (None, *(table.name for table in event.tables)):
            longer = (*meetings, Meeting(pairs[0], slot, table))
            if not {fault.rule for fault in verify(event, Schedule(longer))} - NEEDS_THE_REST:
                yield from _extended(event, pairs[1:], longer)


def best(event: Event, scored: Scored, aim: Aim, schedule: Schedule) -> int:
    """Find the best value of an aim over every schedule with what its bound takes as given."""
    reached = score(event, schedule)
    comparable = (
        values
        for other, values in scored
        if _shares(event, aim.given, schedule, other) and _is_as_good(aim.given, values, reached)
    )
    return (max if aim.name.is_maximised else min)(values[aim.name] for values in comparable)


def best_of_each(event: Event, solution: Solution) -> list[int]:
    """Find the best value of each aim of a solution; its bounds are to be these."""
    scored = all_scored(event)
    return [best(event, scored, aim, solution.schedule) for aim in solution.aims]


def _shares(
    event: Event, given: Iterable[AimName | Given], schedule: Schedule, other: Schedule
) -> bool:
    if Given.HOMES in given and _homes(event, other) != _homes(event, schedule):
        return False
    if Given.PAIRS in given and other.pairs != schedule.pairs:
        return False
    return Given.SLOTS not in given or _when(other) == _when(schedule)


def _is_as_good(
    given: Iterable[AimName | Given], values: Mapping[AimName, int], reached: Mapping[AimName, int]
) -> bool:
    return all(
        values[name] >= reached[name] if name.is_maximised else values[name] <= reached[name]
        for name in given
        if isinstance(name, AimName)
    )


def _homes(event: Event, schedule: Schedule) -> set:
    """Tell which published meetings keep their slot, and of those which keep their table."""
    promised = [(m, p) for m in schedule.meetings if (p := event.promise.get(m.participants))]
    return {(p.pair, m.table == p.table) for m, p in promised if m.slot == p.slot}


def _when(schedule: Schedule) -> set:
    return {(meeting.participants, meeting.slot) for meeting in schedule.meetings}
