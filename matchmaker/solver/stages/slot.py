"""Second stage: when the chosen pairs meet; what does not fit is exchanged for what does."""

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from matchmaker.aims import Aim, AimName
from matchmaker.events import Event, Pair
from matchmaker.schedule import Meeting, Schedule
from matchmaker.score import score
from matchmaker.solver.anneal.chains import exchange, squeeze_in
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.homes import is_within_ceiling
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.search.linear import relaxed_bound, search_linear
from matchmaker.solver.search.search import hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.select import Choice, bound
from matchmaker.solver.watch import Progress, Stage, Watch


def slot(
    candidates: Candidates, choice: Choice, first: Places, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Place the chosen pairs into slots, and say how well the aims of the pairs were reached.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    choice : Choice
        Those of the first stage, with their bounds.
    first : mapping
        A schedule to fall back on.
    watch : Watch
        The time.

    Notes
    -----
    Where all chosen pairs find a slot, value and bound of every aim meet, and nothing is searched.
    Otherwise all candidates and slots are searched together, from the best schedule so far.
    """
    placed = place(candidates, choice.pairs, first, watch)
    within = [places for places in (*placed, first) if is_within_ceiling(candidates, places)]
    best = min(within, key=lambda places: rank(candidates, places))
    tell(Stage.SLOT, candidates, best, watch)
    return climb(candidates, choice, best, watch)


def place(
    candidates: Candidates, chosen: frozenset[Pair], first: Places, watch: Watch
) -> tuple[Places, ...]:
    """Place the chosen pairs; where some find no slot, fill up with others and exchange.

    Published meetings begin where they can stand, as in the first schedule.
    """
    at_home = {pair: first[pair] for pair in candidates.standing & first.keys() & chosen}
    start = first_fit(candidates.only(chosen), at_home)
    may_move = candidates.standing and not candidates.stands
    share = 0.15 if may_move else 0.4  # where most better stay where they were
    placed = squeeze_in(candidates, chosen, start, watch, share)
    if placed.keys() == chosen:
        return (placed,)
    filled = first_fit(candidates, placed)
    return filled, exchange(candidates, filled, watch, share=0.15)


def tell(stage: Stage, candidates: Candidates, places: Places, watch: Watch) -> None:
    """Tell of a schedule in hand."""
    reached = values(candidates.event, places)
    for aim in candidates.aims:
        watch.report(Progress(stage, aim, reached[aim]))


@dataclass(frozen=True)
class Goal:
    """An aim to improve: with these values of earlier aims held, up to a bound that is known."""

    aim: AimName
    held: Mapping[AimName, int]
    bound: int


@dataclass(frozen=True)
class Improved:
    """The schedule after a search for one aim, the value claimed for it, and the bound."""

    places: Places
    value: int
    bound: int


def climb(
    candidates: Candidates, choice: Choice, places: Places, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Improve one aim after the other until its bound is met or its time is up."""
    held: dict[AimName, int] = {}
    aims: list[Aim] = []
    for aim in candidates.aims:
        start = time.monotonic()
        proven = _bound(candidates, choice, aim, held, watch)
        best = Improved(places, _value(candidates, choice, aim, places), proven)
        watch.report(Progress(Stage.SLOT, aim, best.value, proven))
        if best.value != proven and not watch.is_over and options(candidates) <= LARGEST:
            with suppress(MemoryError):  # the schedule in hand is as good as before
                goal = Goal(aim, dict(held), proven)
                best = _look_at_slots(candidates, goal, places, watch)
        places, held[aim] = best.places, best.value
        seconds = choice.found[aim].seconds + time.monotonic() - start
        given = (*candidates.given, *candidates.aims[: len(aims)])
        aims.append(Aim(aim, best.value, best.bound, seconds, given))
    return places, tuple(aims)


LARGEST = 1_000_000
"""Pairs times slots up to which a model of them all fits in time and memory."""
SEARCHABLE = 50_000
"""Pairs times slots up to which an integer program proves in seconds what is best of them."""


def options(candidates: Candidates) -> int:
    """Count the slots of all pairs."""
    return sum(len(candidate.places) for candidate in candidates.all)


def _value(candidates: Candidates, choice: Choice, aim: AimName, places: Places) -> int:
    """Take the first stage at its word where all of its pairs are placed; otherwise count."""
    counted = values(candidates.event, places)[aim]
    return choice.found[aim].claim(counted) if places.keys() == choice.pairs else counted


def _bound(
    candidates: Candidates,
    choice: Choice,
    aim: AimName,
    held: Mapping[AimName, int],
    watch: Watch,
) -> int:
    """Bound an aim by the first stage, with the earlier aims as they were reached since."""
    if all(choice.found[earlier].value == value for earlier, value in held.items()):
        return choice.found[aim].bound
    return bound(candidates, aim, held, watch).bound


def _look_at_slots(candidates: Candidates, goal: Goal, places: Places, watch: Watch) -> Improved:
    """Search all pairs and slots together, from the schedule in hand; bound them if too many."""
    placement = Placement(candidates, Stage.SLOT)
    add_rules_of_places(placement)
    for earlier, value in goal.held.items():
        hold(placement.model, placement.task(earlier), value)
    task = replace(placement.task(goal.aim), limit=goal.bound)
    known = values(candidates.event, places)[goal.aim]
    if options(candidates) > SEARCHABLE:
        return Improved(places, known, relaxed_bound(placement.model, task, watch, share=0.5))
    hold(placement.model, task, known)
    found = search_linear(placement.model, task, watch, 0.5, placement.hint_places(places))
    if found.is_better_than(known, task.aim):
        places = first_fit(candidates, placement.places(found))
    value = found.claim(counted=values(candidates.event, places)[task.aim])
    return Improved(places, value, found.bound)


def values(event: Event, places: Places) -> Mapping[AimName, int]:
    """Value of every aim of a schedule whose tables are not given out yet."""
    meetings = (Meeting(pair, slot) for pair, (slot, _pool) in places.items())
    return score(event, Schedule(tuple(meetings)))


def rank(candidates: Candidates, places: Places) -> tuple[int, ...]:
    """Order schedules by the aims of their pairs, better ones first."""
    reached = values(candidates.event, places)
    return tuple(-reached[aim] if aim.is_maximised else reached[aim] for aim in candidates.aims)
