"""The story of a solve, top to bottom: which pairs meet, when, without much waiting, and where."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.events import Event
from matchmaker.schedule import Schedule
from matchmaker.solver.collector import seldom_collecting
from matchmaker.solver.model.candidates import Candidates, candidates
from matchmaker.solver.model.keeping import held_at_home, under_ceiling
from matchmaker.solver.model.moves import moved
from matchmaker.solver.model.placement import Places
from matchmaker.solver.stages.breaks import shorten_breaks
from matchmaker.solver.stages.even import even
from matchmaker.solver.stages.forced import start
from matchmaker.solver.stages.hand import Hand, Lapse
from matchmaker.solver.stages.seat import seat
from matchmaker.solver.stages.select import bound, select
from matchmaker.solver.stages.slot import slot, tell
from matchmaker.solver.stages.stand import stand
from matchmaker.solver.stages.stay import stay
from matchmaker.solver.stages.walk import shorten_routes
from matchmaker.solver.watch import Stage, Watch


@dataclass(frozen=True)
class Solution:
    """A schedule, how well each aim was reached, in order of rank, and who broke their word."""

    schedule: Schedule
    aims: tuple[Aim, ...]
    lapses: tuple[Lapse, ...] = ()


@seldom_collecting()
def solve(
    event: Event, watch: Watch, keep: Keep = Keep.ALL, ceiling: int | None = None
) -> Solution:
    """Find the best schedule in the time of the watch, and prove how good it is.

    Parameters
    ----------
    event : Event
        Its pins go together: `verify` accepts a schedule of just them.
    watch : Watch
        Time, threads, seed, and whom to tell of progress.
    keep : Keep
        In a rerun: what to keep of the event's promises.
    ceiling : int, optional
        Where pairs are kept: how many published meetings may be away from home.

    Returns
    -------
    Solution
        A schedule that keeps every hard rule, however little time there was.

    Raises
    ------
    Unforced
        If no times were found for the pairs that must meet.
    """
    permitted, aims = keep_promises(candidates(event), keep, ceiling, watch)
    hand = Hand(permitted, start(held_at_home(permitted), watch), aims)
    tell(Stage.FIRST, permitted, hand.values, watch)
    hand.place(Stage.SLOT, lambda first: meet(permitted, first, watch))
    hand.place(Stage.STAY, lambda places: stay(permitted, places, watch))
    hand.place(Stage.EVEN, lambda places: even(permitted, places, watch))
    hand.place(Stage.BREAKS, lambda places: shorten_breaks(permitted, places, watch))
    if event.has_areas:
        hand.walk(lambda places, seated: shorten_routes(permitted, places, seated, watch))
    hand.seat(lambda places: seat(permitted, places, hand.schedule, watch))
    return Solution(hand.schedule, hand.aims, tuple(hand.lapses))


def keep_promises(
    candidates: Candidates, keep: Keep, ceiling: int | None, watch: Watch
) -> tuple[Candidates, tuple[Aim, ...]]:
    """Find homes for the published meetings; hold them there if all is to be kept."""
    if not candidates.event.promises:
        return candidates, ()
    candidates, aim = stand(candidates, watch)
    if keep is Keep.ALL or ceiling == 0:
        return held_at_home(candidates), (aim,)
    return under_ceiling(candidates, ceiling), ()


def meet(candidates: Candidates, first: Places, watch: Watch) -> tuple[Places, tuple[Aim, ...]]:
    """Choose who meets whom, and find a time for them."""
    return slot(candidates, select(candidates, frozenset(first), watch), first, watch)


def most_points(event: Event, reached: Mapping[AimName, int], watch: Watch) -> int:
    """Bound the points of every plan that keeps no published meeting in place.

    Parameters
    ----------
    event : Event
        With its promises.
    reached : mapping of AimName to int
        Values of a plan: no earlier aim may be worse than there.
    watch : Watch
        The time.
    """
    permitted = candidates(event)
    held: dict[AimName, int] = {
        aim: reached[aim] for aim in permitted.aims if aim is not AimName.POINTS
    }
    return bound(permitted, AimName.POINTS, held, watch).bound


@dataclass(frozen=True)
class Trade:
    """What a ceiling of moves brings.

    Parameters
    ----------
    ceiling : int
        How many published meetings may be away from home.
    moved : int
        How many do.
    points, bound : int
        What is reached, and what no plan within the ceiling exceeds, the earlier aims held.
    """

    ceiling: int
    moved: int
    points: int
    bound: int


def frontier(event: Event, ceilings: Sequence[int], watch: Watch) -> Iterator[Trade]:
    """Trade moves for points: plan who meets whom and when under one ceiling after the other.

    Each gets an equal share of the time that is left, and begins with what the one before found.
    """
    permitted, _aim = stand(candidates(event), watch)
    places = start(held_at_home(permitted), watch)
    most = bound(permitted, AimName.POINTS, {}, watch).bound  # of all plans, whatever is held
    for number, ceiling in enumerate(ceilings):
        seconds = watch.left / (len(ceilings) - number)
        within = under_ceiling(permitted, ceiling) if ceiling else held_at_home(permitted)
        turn = Watch(seconds, workers=watch.workers, seed=watch.seed, report=watch.report)
        hand = Hand(within, places)
        hand.place(Stage.SLOT, partial(meet, within, watch=turn))
        places, points = hand.places, hand.aims[-1]
        yield Trade(ceiling, moved(permitted, places), points.value, min(most, points.bound))
