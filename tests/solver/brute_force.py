"""Every schedule of a tiny event, by trying them all."""

from collections.abc import Iterator, Mapping
from itertools import combinations

from matchmaker.aims import Aim, AimName, Given
from matchmaker.event import Event, pair_of
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.verify import Rule, verify

NEEDS_THE_REST = {Rule.PINS_STAND, Rule.WISHED}
"""Rules that a part of a schedule may break and the whole keep."""


def schedules(event: Event) -> Iterator[Schedule]:
    """Yield every schedule that `verify` accepts."""
    pairs = [pair_of(*two) for two in combinations(event.registered, 2)]
    yield from (s for s in _extended(event, pairs, ()) if not verify(event, s))


def _extended(event: Event, pairs: list, meetings: tuple[Meeting, ...]) -> Iterator[Schedule]:
    if not pairs:
        yield Schedule(meetings)
        return
    yield from _extended(event, pairs[1:], meetings)
    for slot in event.slots:
        for table in (None, *(table.name for table in event.tables)):
            longer = (*meetings, Meeting(pairs[0], slot, table))
            if not {fault.rule for fault in verify(event, Schedule(longer))} - NEEDS_THE_REST:
                yield from _extended(event, pairs[1:], longer)


def best(event: Event, aim: Aim, values: Mapping[AimName, int], schedule: Schedule) -> int:
    """Find the best value of an aim over every schedule with what its bound takes as given."""
    return (max if aim.name.is_maximised else min)(
        score(event, other)[aim.name]
        for other in schedules(event)
        if _is_given(event, aim, values, schedule, other)
    )


def _is_given(
    event: Event, aim: Aim, values: Mapping[AimName, int], schedule: Schedule, other: Schedule
) -> bool:
    if Given.PAIRS in aim.given and other.pairs != schedule.pairs:
        return False
    if Given.SLOTS in aim.given and _when(other) != _when(schedule):
        return False
    reached = score(event, other)
    return all(
        reached[name] >= values[name] if name.is_maximised else reached[name] <= values[name]
        for name in aim.given
        if isinstance(name, AimName)
    )


def _when(schedule: Schedule) -> set:
    return {(meeting.participants, meeting.slot) for meeting in schedule.meetings}
