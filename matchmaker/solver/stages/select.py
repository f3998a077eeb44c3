"""First stage: which pairs meet, by the aims that depend on the pairs alone, and a bound on each.

The slots are left out but for what they imply for each participant and for the tables, so no plan
can be better: the bounds hold for every schedule.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from matchmaker.aims import AimName
from matchmaker.events import Pair
from matchmaker.solver.budget import BOUNDING, SELECTING, SELECTING_OTHERS
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.rules import add_rules_of_pairs
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.linear import search_linear
from matchmaker.solver.search.search import Found, hold, nothing_found
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.watch import Stage, Watch


@dataclass(frozen=True)
class Choice:
    """The chosen pairs, and what was found for each aim with the ones before held."""

    pairs: frozenset[Pair]
    found: Mapping[AimName, Found]


def select(candidates: Candidates, known: frozenset[Pair], watch: Watch) -> Choice:
    """Choose the pairs, one aim after the other.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    known : frozenset of Pair
        Pairs that are known to go together, to start from.
    watch : Watch
        The time; some third of what is left is used.
    """
    nothing = {aim: nothing_found(candidates.limit(aim)) for aim in candidates.aims}
    return improve(Choice(known, nothing), lambda: _search(candidates, known, watch), watch)


def _search(candidates: Candidates, known: frozenset[Pair], watch: Watch) -> Choice:
    selection = Selection(candidates, Stage.SELECT, watch)
    add_rules_of_pairs(selection)
    found = {}
    for aim in candidates.aims:
        task = selection.task(aim)
        share = SELECTING.get(aim, SELECTING_OTHERS)
        searched = search_linear(selection.model, task, watch, share, selection.hint(known))
        found[aim] = searched
        if searched.value is not None:
            known = chosen_pairs(selection, searched)
            hold(selection.model, task, searched.value)
    return Choice(known, found)


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
    return search_linear(selection.model, selection.task(aim), watch, BOUNDING)


def chosen_pairs(selection: Selection, found: Found) -> frozenset[Pair]:
    """Read the pairs of a solution."""
    return frozenset(pair for pair, meets in selection.meets.items() if found.holds(meets))
