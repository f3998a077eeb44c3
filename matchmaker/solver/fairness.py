"""What a more even plan costs: the most even choice of pairs for each share of the points."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from matchmaker.aims import AimName
from matchmaker.events import Event, Pair
from matchmaker.solver.model.candidates import HUNDREDTHS, candidates
from matchmaker.solver.model.rules import add_rules_of_pairs
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.search import hold
from matchmaker.solver.stages.select import chosen_pairs, search_aim
from matchmaker.solver.watch import OutOfTimeError, Stage, Watch


@dataclass(frozen=True)
class EvenChoice:
    """The most even choice of pairs that gives so much of the points.

    Parameters
    ----------
    may_cost : int
        Points that may be given, in hundredths of a per cent.
    pairs : frozenset of Pair
        Who would meet; slots may keep some of them apart.
    evenness, bound : int
        How even that is, and what no plan exceeds that gives no more.
    """

    may_cost: int
    pairs: frozenset[Pair]
    evenness: int
    bound: int


def even_choices(
    event: Event,
    known: frozenset[Pair],
    held: Mapping[AimName, int],
    costs: Sequence[int],
    watch: Watch,
) -> tuple[EvenChoice, ...]:
    """Find the most even choices, as many as there is time for; the dearest one first.

    Parameters
    ----------
    event : Event
        Its pins go together.
    known : frozenset of Pair
        Who meets in a plan, to search from.
    held : mapping of AimName to int
        The aims before points; no choice may be worse than this plan.
    costs : sequence of int
        Points that may be given, in hundredths of a per cent of the most there can be.
    watch : Watch
        The time.
    """
    found: list[EvenChoice] = []
    with suppress(OutOfTimeError):  # those that are found are as good as before
        found.extend(_choices(event, known, held, costs, watch))
    return tuple(sorted(found, key=lambda choice: choice.may_cost))


def _choices(
    event: Event,
    known: frozenset[Pair],
    held: Mapping[AimName, int],
    costs: Sequence[int],
    watch: Watch,
) -> Iterator[EvenChoice]:
    selection = Selection(candidates(event), Stage.SELECT, watch)
    add_rules_of_pairs(selection)
    for aim, value in held.items():
        hold(selection.model, selection.task(aim), value)
    points = search_aim(selection, AimName.POINTS, known, watch)
    if points.value is None:
        return
    best = chosen_pairs(selection, points)
    for cost in sorted(costs, reverse=True):
        least = points.value - points.value * cost // HUNDREDTHS
        hold(selection.model, selection.task(AimName.POINTS), least)
        found = search_aim(selection, AimName.EVENNESS, best, watch)
        if found.value is not None:
            yield EvenChoice(cost, chosen_pairs(selection, found), found.value, found.bound)
