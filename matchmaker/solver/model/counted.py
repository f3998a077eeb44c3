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


def best_of(candidates: Candidates, schedules: Iterable[Places], enough: int) -> Counted:
    """Take the best of some schedules by the aims of their pairs; the first of equal ones.

    Points beyond `enough` may be given for evenness, so they count after it.
    """
    aims, points = candidates.aims_with_slots, AimName.POINTS

    def key(one: Counted) -> tuple[int, ...]:
        clipped = {**one.values, points: min(one.values[points], enough)}
        return (*rank(aims, clipped), *rank((points,), one.values))

    return min((counted(candidates, places) for places in schedules), key=key)


def values(event: Event, places: Places) -> Mapping[AimName, int]:
    """Value of every aim of a schedule whose tables are not given out yet."""
    meetings = (Meeting(pair, slot) for pair, (slot, _pool) in places.items())
    return score(event, Schedule(tuple(meetings)))


def rank(aims: Iterable[AimName], reached: Mapping[AimName, int]) -> tuple[int, ...]:
    """Order schedules by some aims, better ones first."""
    return tuple(-reached[aim] if aim.is_maximised else reached[aim] for aim in aims)
