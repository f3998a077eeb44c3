"""What each meeting rule costs: how many points more any plan without it could have."""

from collections.abc import Mapping
from dataclasses import replace
from math import inf

from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver.budget import MODELLED
from matchmaker.solver.model.candidates import Candidates, candidates
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.select import bound, select
from matchmaker.solver.stages.slot import slot
from matchmaker.solver.watch import Watch


def price_of(event: Event, schedule: Schedule, rule: MeetingRule, watch: Watch) -> int | None:
    """Bound how many points more a best plan without a rule could have; never too low.

    None where the time was not enough to know more than that no more than all wishes can be met.

    Parameters
    ----------
    event : Event
        With the rule.
    schedule : Schedule
        A best one, as far as it is known.
    rule : MeetingRule
        One of the event.
    watch : Watch
        The time; the less there is, the more is allowed for.

    Notes
    -----
    Without the rule the schedule keeps every rule still, and is counted anew. A best plan is no
    worse in the first aim; where it cannot be better either, no worse in the next, and so on. With
    these aims held, as in any other plan, points are bounded. Other rows that allow somebody only
    some people allow no more without this one, so then nothing is held.
    """
    without = replace(event, meeting_rules=tuple(r for r in event.meeting_rules if r is not rule))
    reached, permitted = score(without, schedule), candidates(without)
    held = {} if rule.verb is Verb.ONLY else _held(permitted, reached, watch)
    found = bound(permitted, AimName.POINTS, held, watch)
    most: float = found.bound
    is_small = permitted.size <= MODELLED and not event.promises
    if most > reached[AimName.POINTS] and is_small:
        most = min(most, _planned(permitted, watch))
    if found.value is None and reached[AimName.POINTS] < most == permitted.limit(AimName.POINTS):
        return None
    return max(0, int(most) - reached[AimName.POINTS])


def _held(
    permitted: Candidates, reached: Mapping[AimName, int], watch: Watch
) -> Mapping[AimName, int]:
    """Find the aims before points in which a best plan is as good as one that is known."""
    held: dict[AimName, int] = {}
    for aim in permitted.aims[: permitted.aims.index(AimName.POINTS)]:
        best = bound(permitted, aim, held, watch).bound
        held[aim] = reached[aim]
        if best != reached[aim]:
            break
    return held


def _planned(permitted: Candidates, watch: Watch) -> float:
    """Bound the points by planning, slots and all, where the aims before it come out proven."""
    first = first_fit(permitted)
    choice = select(permitted, frozenset(first), watch)
    _places, aims = slot(permitted, choice, first, watch)
    *earlier, points, _evenness = aims
    return points.bound if all(aim.is_proven for aim in earlier) else inf
