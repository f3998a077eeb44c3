"""Second stage: when the chosen pairs meet; what does not fit is exchanged for what does."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from matchmaker.aims import Aim, AimName
from matchmaker.solver.anneal.chains import exchange, force_in, squeeze_in
from matchmaker.solver.budget import (
    CHOOSING,
    EVENING,
    EVENLY,
    EXCHANGING,
    MODELLED,
    PLACING,
    PLACING_REST,
    PLACING_SOME,
    SEARCHED,
    SLOTTING,
)
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.counted import Counted, best_of, counted
from matchmaker.solver.model.moves import is_within_ceiling
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.rules import add_rules_of_places
from matchmaker.solver.model.shadow import Shadow, Shadows
from matchmaker.solver.search.linear import (
    NoSolutionError,
    relaxed_bound,
    search_linear,
    search_relaxed,
)
from matchmaker.solver.search.search import hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.stages.select import Choice, bound, select
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
    Otherwise they are chosen again, knowing what the slots imply; and where even these do not all
    find one, all candidates and slots are searched together, from the best schedule so far.
    """
    choice, placed = place(candidates, choice, first, watch)
    within = [places for places in (*placed, first) if _is_allowed(candidates, places)]
    most = choice.found[AimName.POINTS].bound
    best = best_of(candidates, within, candidates.to_hold(AimName.POINTS, most, most))
    tell(Stage.SLOT, candidates, best.values, watch)
    return climb(candidates, choice, best, watch)


def _is_allowed(candidates: Candidates, places: Places) -> bool:
    """Whether no more published meetings moved than may, and all meet that must."""
    return is_within_ceiling(candidates, places) and candidates.forced <= places.keys()


def place(
    candidates: Candidates, choice: Choice, first: Places, watch: Watch
) -> tuple[Choice, tuple[Places, ...]]:
    """Place the chosen pairs, or others that go together; else fill up with others and exchange.

    Published meetings begin at home, as in the first schedule. Without time, what was chosen beyond
    that one is still placed as it fits.
    """
    if watch.is_over and choice.pairs == first.keys():
        return choice, ()
    begin_at_home = candidates.homes.together & choice.pairs
    at_home = {pair: place for pair, place in first.items() if pair in begin_at_home}
    start = first_fit(candidates.only(choice.pairs), at_home)
    is_small = candidates.size <= SEARCHED
    if is_small:  # a try is enough: what does not fit at once is looked at in all slots
        found = [force_in(candidates, choice.pairs, start, watch)]
    else:
        share = PLACING_SOME if candidates.homes.may_be_left else PLACING
        found = [squeeze_in(candidates, choice.pairs, start, watch, share)]
    if is_small and found[-1].keys() != choice.pairs:
        again = partial(_place_others, candidates, choice, found[-1], watch)
        choice, placed = improve((choice, found[-1]), again, watch)
        found.append(placed)
    if found[-1].keys() == choice.pairs:
        return choice, (found[-1],)
    filled = [first_fit(candidates, places) for places in found]
    if not watch.is_over:
        filled.append(exchange(candidates, filled[-1], watch, EXCHANGING))
    return choice, tuple(filled)


def _place_others(
    candidates: Candidates, choice: Choice, known: Places, watch: Watch
) -> tuple[Choice, Places]:
    """Choose other pairs until nothing is known against their slots, and place them."""
    of_slots = Shadows(candidates, watch)
    shadows: list[Shadow] = []
    while len(shadows) < CHOOSING and (shadow := of_slots.shadow_of(choice.pairs)):
        shadows.append(shadow)
        again = select(candidates, choice.pairs, watch, shadows)
        if watch.is_over:
            return choice, known
        choice = again
    only = candidates.only(choice.pairs)
    placed = _place_rest(only, of_slots.settled(choice.pairs), watch)
    if placed.keys() != choice.pairs:
        share = PLACING_SOME if candidates.homes.may_be_left else PLACING
        start = {pair: place for pair, place in known.items() if pair in choice.pairs}
        placed = squeeze_in(candidates, choice.pairs, first_fit(only, start), watch, share)
    return choice, placed


def _place_rest(candidates: Candidates, settled: Places, watch: Watch) -> Places:
    """Search slots for those that are not settled yet: they are few."""
    as_settled = tuple(
        replace(c, places={settled[c.pair][0]: (settled[c.pair][1],)}) if c.pair in settled else c
        for c in candidates.all
    )
    placement = Placement(replace(candidates, all=as_settled), Stage.SLOT, watch)
    add_rules_of_places(placement)
    task = placement.task(AimName.POINTS)
    try:
        found = search_linear(placement.model, task, watch, PLACING_REST)
    except NoSolutionError:  # what must meet does not go together with what is settled
        return settled
    return settled if found.value is None else placement.places(found)


def tell(
    stage: Stage, candidates: Candidates, reached: Mapping[AimName, int], watch: Watch
) -> None:
    """Tell of the values of a schedule in hand."""
    for aim in candidates.aims:
        watch.report(Progress(stage, aim, reached[aim]))


@dataclass(frozen=True)
class Goal:
    """An aim to improve: with these values of earlier aims held, up to a bound that is known."""

    aim: AimName
    held: Mapping[AimName, int]
    bound: int


def climb(
    candidates: Candidates, choice: Choice, best: Counted, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Improve one aim after the other until its bound is met or its time is up."""
    is_modelled = candidates.size <= MODELLED
    held: dict[AimName, int] = {}
    aims: list[Aim] = []
    for aim in candidates.aims_with_slots:
        start = time.monotonic()
        goal = Goal(aim, dict(held), _bound(candidates, choice, aim, held, watch))
        in_hand = InHand(best, _value(choice, aim, best), goal.bound)
        watch.report(Progress(Stage.SLOT, aim, in_hand.value, in_hand.bound))
        search = partial(_look_at_slots, candidates, goal, best, watch)
        is_worth_it = is_modelled and not _is_enough(candidates, aim, in_hand)
        found = improve(in_hand, search, watch, if_worth=is_worth_it)
        best, held[aim] = found.plan, candidates.to_hold(aim, found.value, found.bound)
        seconds = choice.found[aim].seconds + time.monotonic() - start
        given = (*candidates.homes.given, *candidates.aims_with_slots[: len(aims)])
        aims.append(Aim(aim, found.value, found.bound, seconds, given))
    return best.places, _after_evenness(candidates, aims, best)


def _is_enough(candidates: Candidates, aim: AimName, in_hand: InHand[Counted]) -> bool:
    """Whether no plan can be better, or all that is missing may be given for evenness."""
    least = candidates.to_hold(aim, in_hand.bound, in_hand.bound)
    return in_hand.is_proven or (aim.is_maximised and in_hand.value >= least)


def _after_evenness(candidates: Candidates, aims: Sequence[Aim], best: Counted) -> tuple[Aim, ...]:
    """Count points once more, where evenness may have cost some since."""
    if not candidates.event.rules.evenness_may_cost:
        return tuple(aims)
    points = AimName.POINTS
    return tuple(replace(a, value=best.values[points]) if a.name is points else a for a in aims)


def _value(choice: Choice, aim: AimName, best: Counted) -> int:
    """Take the first stage at its word where all of its pairs are placed; otherwise count."""
    counted = best.values[aim]
    return choice.found[aim].claim(counted) if best.places.keys() == choice.pairs else counted


def _bound(
    candidates: Candidates,
    choice: Choice,
    aim: AimName,
    held: Mapping[AimName, int],
    watch: Watch,
) -> int:
    """Bound an aim by the first stage, with the earlier aims as they were reached since."""
    if all(_as_chosen(candidates, choice, earlier) == value for earlier, value in held.items()):
        return choice.found[aim].bound
    return bound(candidates, aim, held, watch).bound


def _as_chosen(candidates: Candidates, choice: Choice, aim: AimName) -> int | None:
    """Tell what the first stage held of an aim; None where it reached nothing."""
    found = choice.found[aim]
    return None if found.value is None else candidates.to_hold(aim, found.value, found.bound)


def _look_at_slots(
    candidates: Candidates, goal: Goal, best: Counted, watch: Watch
) -> InHand[Counted]:
    """Search all pairs and slots together, from the schedule in hand; bound them if too many.

    For evenness a model is not even set up beyond its time: breaks are still to come.
    """
    if goal.aim is AimName.EVENNESS:
        watch = watch.longer(watch.left * EVENING)
    placement = Placement(candidates, Stage.SLOT, watch)
    add_rules_of_places(placement)
    for earlier, value in goal.held.items():
        hold(placement.model, placement.task(earlier), value)
    task = replace(placement.task(goal.aim), limit=goal.bound)
    known = best.values[goal.aim]
    if candidates.size > SEARCHED:
        return InHand(best, known, relaxed_bound(placement.model, task, watch, SLOTTING))
    hold(placement.model, task, known)
    hint = placement.hint_places(best.places)
    is_relaxed = goal.aim is AimName.EVENNESS and candidates.size > EVENLY
    search = search_relaxed if is_relaxed else search_linear
    found = search(placement.model, task, watch, SLOTTING, hint)
    if found.is_better_than(known, goal.aim):
        best = counted(candidates, first_fit(candidates, placement.places(found)))
    return InHand(best, found.claim(best.values[goal.aim]), found.bound)
