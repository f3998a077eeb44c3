"""First stage: which pairs meet, by the aims that depend on the pairs alone, and a bound on each.

The slots are left out but for what they imply for each participant and for the tables, so no plan
can be better: the bounds hold for every schedule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from matchmaker.aims import AimName
from matchmaker.events import Pair
from matchmaker.solver.budget import BOUNDING, SEARCHED, SELECTING, SELECTING_OTHERS
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.rules import add_rules_of_pairs
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.model.shadow import Shadow
from matchmaker.solver.search.linear import search_linear, search_relaxed
from matchmaker.solver.search.search import Found, hold, nothing_found
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Stage, Watch
from matchmaker.wishes import points_of

EVENNESS = AimName.EVENNESS


@dataclass(frozen=True)
class Choice:
    """The chosen pairs, and what was found for each aim with the ones before held."""

    pairs: frozenset[Pair]
    found: Mapping[AimName, Found]


def select(
    candidates: Candidates,
    known: frozenset[Pair],
    watch: Watch,
    shadows: Iterable[Shadow] = (),
) -> Choice:
    """Choose the pairs, one aim after the other.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    known : frozenset of Pair
        Pairs that are known to go together, to start from.
    watch : Watch
        The time; some third of what is left is used.
    shadows : iterable of Shadow
        What the slots are known to imply.
    """
    nothing = {aim: nothing_found(candidates.limit(aim)) for aim in (*candidates.aims, EVENNESS)}
    search = partial(_search, candidates, known, watch, shadows)
    return improve(Choice(known, nothing), search, watch)


def _search(
    candidates: Candidates, known: frozenset[Pair], watch: Watch, shadows: Iterable[Shadow]
) -> Choice:
    selection = Selection(candidates, Stage.SELECT, watch)
    add_rules_of_pairs(selection)
    for shadow in shadows:
        shadow.add_to(selection)
    found: dict[AimName, Found] = {}
    for aim in (*candidates.aims, EVENNESS):
        found[aim] = searched = search_aim(selection, aim, known, watch)
        if searched.value is not None:
            known = chosen_pairs(selection, searched)
            least = candidates.to_hold(aim, searched.value, searched.bound)
            hold(selection.model, selection.task(aim), least)
    if candidates.event.rules.evenness_may_cost and found[EVENNESS].value is not None:
        known, points = _with_most_points(selection, known, watch)
        found[AimName.POINTS] = replace(found[AimName.POINTS], value=points)
    return Choice(known, found)


def _with_most_points(
    selection: Selection, known: frozenset[Pair], watch: Watch
) -> tuple[frozenset[Pair], int]:
    """Take back what was given for evenness in vain, and count what points are left."""
    again = search_aim(selection, AimName.POINTS, known, watch)
    if again.value is not None:
        known = chosen_pairs(selection, again)
    return known, sum(points_of(selection.candidates.event, known).values())


def search_aim(selection: Selection, aim: AimName, known: frozenset[Pair], watch: Watch) -> Found:
    """Search for the best pairs in one aim."""
    if aim is EVENNESS or selection.candidates.size > SEARCHED:
        nothing = nothing_found(selection.candidates.limit(aim))
        search = partial(_search_relaxed_first, selection, aim, known, watch)
        return improve(nothing, search, watch)
    share = SELECTING.get(aim, SELECTING_OTHERS)
    task = selection.task(aim)
    return search_linear(selection.model, task, watch, share, selection.hint(known))


def _search_relaxed_first(
    selection: Selection, aim: AimName, known: frozenset[Pair], watch: Watch
) -> Found:
    """Search for the best choice of an aim whose relaxation is all but whole.

    With points held, integer programs take long to find what the relaxation all but gives, and so
    they do at a large event, where what is known may be far from it. Where the relaxation leaves a
    gap, of evenness only a small program is worth it.
    """
    share = SELECTING.get(aim, SELECTING_OTHERS)
    task, hint = selection.task(aim), selection.hint(known)
    near = None if aim is AimName.POINTS else hint  # too little of it stays, of all these points
    found = search_relaxed(selection.model, task, watch, share, near)
    is_worth_it = aim is not EVENNESS or selection.candidates.size <= SEARCHED
    if found.value == found.bound or not is_worth_it or watch.is_over:
        return found
    task = replace(task, limit=found.bound)
    again = search_linear(selection.model, task, watch, share, hint)
    is_better = found.value is not None and (
        again.value is None or found.is_better_than(again.value, aim)
    )
    return replace(found if is_better else again, bound=again.bound)


def bound(candidates: Candidates, aim: AimName, held: Mapping[AimName, int], watch: Watch) -> Found:
    """Bound one aim for every plan that has at least these values in the aims before it."""
    nothing = nothing_found(candidates.limit(aim))
    return improve(nothing, lambda: _bound(candidates, aim, held, watch), watch)


def _bound(
    candidates: Candidates, aim: AimName, held: Mapping[AimName, int], watch: Watch
) -> Found:
    selection = Selection(candidates, Stage.SELECT, watch)
    add_rules_of_pairs(selection)
    for earlier, value in held.items():
        hold(selection.model, selection.task(earlier), value)
    task = selection.task(aim)
    if aim is EVENNESS or candidates.size > SEARCHED:
        return search_relaxed(selection.model, task, watch, BOUNDING)
    return search_linear(selection.model, task, watch, BOUNDING)


def chosen_pairs(selection: Selection, found: Found) -> frozenset[Pair]:
    """Read the pairs of a solution."""
    return frozenset(pair for pair, meets in selection.meets.items() if found.holds(meets))
