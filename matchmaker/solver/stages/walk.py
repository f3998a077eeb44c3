"""Fourth stage: the same pairs in other slots and areas, with fewer changes of area."""

import time
from collections import Counter
from dataclasses import dataclass
from functools import partial

from matchmaker.aims import Aim, AimName, Given
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver.anneal.chains import shorten
from matchmaker.solver.budget import WALKED, WALKING, WALKING_MODEL
from matchmaker.solver.model.areas import in_areas, places_of
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.moves import moves, moves_no_more
from matchmaker.solver.model.placement import Places
from matchmaker.solver.model.routes import Routes, fewest_area_changes
from matchmaker.solver.search.search import SearchTask, hold
from matchmaker.solver.search.turns import search_in_turns
from matchmaker.solver.stages.improve import InHand, improve
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.solver.watch import Progress, Stage, Watch

RANK = (AimName.BREAKS, AimName.WAITING, AimName.AREA_CHANGES)


def shorten_routes(
    candidates: Candidates, places: Places, seated: Schedule, watch: Watch
) -> tuple[Places, Schedule, tuple[Aim, ...]]:
    """Re-slot the chosen pairs for the fewest changes of area, with no more waiting.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    places : mapping
        When those chosen meet.
    seated : Schedule
        The same, with tables.
    watch : Watch
        The time.
    """
    start = time.monotonic()
    venue = _Venue(candidates, in_areas(candidates).only(places.keys()))
    value = score(candidates.event, seated)[AimName.AREA_CHANGES]
    best = InHand(seated, value, fewest_area_changes(venue.by_area))
    watch.report(Progress(Stage.WALK, AimName.AREA_CHANGES, best.value, best.bound))
    if not best.is_proven:
        best = venue.annealed(best, watch)
    is_worth_it = not best.is_proven and venue.is_small
    best = improve(best, partial(venue.search, best, watch), watch, if_worth=is_worth_it)
    watch.report(Progress(Stage.WALK, AimName.AREA_CHANGES, best.value, best.bound))
    given = (*candidates.given_aims, Given.PAIRS, AimName.BREAKS, AimName.WAITING)
    aim = Aim(AimName.AREA_CHANGES, best.value, best.bound, time.monotonic() - start, given)
    return places_of(candidates, best.plan), best.plan, (aim,)


@dataclass(frozen=True)
class _Venue:
    """The chosen pairs in their areas.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    by_area : Candidates
        Those chosen, with pools that are in one area each.
    """

    candidates: Candidates
    by_area: Candidates

    @property
    def is_small(self) -> bool:
        """Whether a model comes to an end; of two meetings at once, in the past, it knows not."""
        begun = Counter(
            (person, c.pin.slot)
            for c in self.by_area.all
            if c.pin and self.by_area.event.is_over(c.pin.slot)
            for person in self.by_area.people(c)
        )
        return self.by_area.options <= WALKED and max(begun.values(), default=0) <= 1

    def annealed(self, best: InHand[Schedule], watch: Watch) -> InHand[Schedule]:
        """Anneal; what comes out is taken if it is better."""
        places = places_of(self.by_area, best.plan)
        return self._better(best, shorten(self.by_area, places, watch, WALKING))

    def _better(self, best: InHand[Schedule], found: Places) -> InHand[Schedule]:
        """Take places if they are better, by waiting first, and move nothing that was published."""
        schedule = seat_at_once(self.by_area, found)
        reached, before = (score(self.by_area.event, one) for one in (schedule, best.plan))
        is_better = [reached[aim] for aim in RANK] < [before[aim] for aim in RANK]
        places, known = (places_of(self.candidates, one) for one in (schedule, best.plan))
        if is_better and moves_no_more(self.candidates, places, known):
            return InHand(schedule, reached[AimName.AREA_CHANGES], best.bound)
        return best

    def search(self, best: InHand[Schedule], watch: Watch) -> InHand[Schedule]:
        """Search all slots and areas, from a schedule in hand."""
        routes, known = Routes(self.by_area, watch), score(self.by_area.event, best.plan)
        model = routes.lines.placement.model
        if self.by_area.event.promises:
            hold(
                model, routes.lines.placement.task_of_moves(), moves(self.by_area, self._now(best))
            )
        for aim, count in zip(RANK, (routes.lines.breaks, routes.lines.waiting), strict=False):
            hold(model, SearchTask(Stage.WALK, aim, count, 0), known[aim])
        task = SearchTask(Stage.WALK, AimName.AREA_CHANGES, routes.changes, best.bound)
        hint = routes.hint(self._now(best))
        found = search_in_turns(model, task, watch, WALKING_MODEL, hint=hint, known=best.value)
        proven = InHand(best.plan, best.value, max(best.bound, found.bound))
        if not found.is_better_than(best.value, task.aim):
            return proven
        return self._better(proven, routes.lines.placement.places(found))

    def _now(self, best: InHand[Schedule]) -> Places:
        return places_of(self.by_area, best.plan)
