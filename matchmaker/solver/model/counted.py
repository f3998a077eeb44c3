"""What a schedule reaches whose tables are not given out yet, and which of two is better."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Places


@dataclass(frozen=True)
class Counted:
    """A schedule, and the value of every aim that is counted in it."""

    places: Places
    values: Mapping[AimName, int]


def counted(candidates: Candidates, places: Places) -> Counted:
    """Count what a schedule reaches."""
    return Counted(places, values(candidates.event, places))


def best_of(candidates: Candidates, schedules: Iterable[Places]) -> Counted:
    """Take the best of some schedules by the aims of their pairs; the first of equal ones."""
    every = [counted(candidates, places) for places in schedules]
    return min(every, key=lambda one: rank(candidates, one.values))


def values(event: Event, places: Places) -> Mapping[AimName, int]:
    """Value of every aim of a schedule whose tables are not given out yet."""
    meetings = (Meeting(pair, slot) for pair, (slot, _pool) in places.items())
    return score(event, Schedule(tuple(meetings)))


def rank(candidates: Candidates, reached: Mapping[AimName, int]) -> tuple[int, ...]:
    """Order schedules by the aims of their pairs, better ones first."""
    return tuple(-reached[aim] if aim.is_maximised else reached[aim] for aim in candidates.aims)
