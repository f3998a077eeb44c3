"""What a schedule reaches whose tables are not given out yet, and which of two is better."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import OF_PLACES, people_of, score_of_pairs, score_of_places
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
        reached = {aim: one.values[aim] for aim in aims}
        clipped = {**reached, points: min(reached[points], enough)}
        return (*rank(aims, clipped), *rank((points,), reached))

    return min((counted(candidates, places) for places in schedules), key=key)


def values(event: Event, places: Places) -> "Values":
    """Value of every aim of a schedule whose tables are not given out yet."""
    meetings = (Meeting(pair, slot) for pair, (slot, _pool) in places.items())
    return Values(event, Schedule(tuple(meetings)))


class Values(Mapping[AimName, int]):
    """The value of every aim, counted when it is first asked for: few are asked for at a time.

    Parameters
    ----------
    event : Event
        The event.
    schedule : Schedule
        What is counted.
    """

    def __init__(self, event: Event, schedule: Schedule) -> None:
        self._event, self._schedule = event, schedule

    def __getitem__(self, aim: AimName) -> int:
        """Tell the value of an aim."""
        return (self._of_places if aim in OF_PLACES else self._of_pairs)[aim]

    def __iter__(self) -> Iterator[AimName]:
        """List the aims."""
        return iter((*self._of_pairs, *self._of_places))

    def __len__(self) -> int:
        """Count the aims."""
        return len(self._of_pairs) + len(self._of_places)

    @cached_property
    def _of_pairs(self) -> Mapping[AimName, int]:
        return score_of_pairs(self._event, self._schedule)

    @cached_property
    def _of_places(self) -> Mapping[AimName, int]:
        return score_of_places(self._event, self._schedule, people_of(self._event, self._schedule))


def rank(aims: Iterable[AimName], reached: Mapping[AimName, int]) -> tuple[int, ...]:
    """Order schedules by some aims, better ones first."""
    return tuple(-reached[aim] if aim.is_maximised else reached[aim] for aim in aims)
