"""Third stage: the same pairs in other slots, with fewer breaks and then less waiting.

A participant's slots of one day, without those they are not available in, are a line of busy and
idle ones; a break ends where a busy slot follows an idle one that has a busy one before it
(model: Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling
Problem", JAIR 74 (2022), section 4).
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from ortools.sat.python import cp_model

from matchmaker.aims import Aim, AimName, Given
from matchmaker.event import Slot
from matchmaker.solver.candidates import Candidates
from matchmaker.solver.placement import Placement, Places
from matchmaker.solver.rules import add_rules_of_places
from matchmaker.solver.search import Task, hold, search
from matchmaker.solver.selection import CHOSEN_AIMS
from matchmaker.solver.slot import values
from matchmaker.solver.watch import Stage, Watch


def shorten_breaks(
    candidates: Candidates, places: Places, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Re-slot the chosen pairs for the fewest breaks, then the least waiting."""
    lines = Lines(candidates.only(places.keys()))
    placement = lines.placement
    tasks = (
        Task(Stage.BREAKS, AimName.BREAKS, sum(lines.ends_of_breaks), 0),
        Task(Stage.BREAKS, AimName.WAITING, sum(lines.waits), 0),
    )
    given: tuple[AimName | Given, ...] = (*CHOSEN_AIMS, Given.PAIRS)
    aims = []
    for task, share in zip(tasks, (0.5, 0.4), strict=True):
        found = search(placement.model, task, watch, share, placement.hint_places(places))
        if found.value is not None:
            places = placement.places(found)
        value = found.claim(counted=values(candidates.event, places)[task.aim])
        aims.append(Aim(task.aim, value, found.bound, found.seconds, given))
        hold(placement.model, task, value)
        given = (*given, task.aim)
    return places, tuple(aims)


class Lines:
    """A placement with each participant's days as lines of busy and idle slots.

    Parameters
    ----------
    candidates : Candidates
        The chosen pairs; all of them meet.

    Attributes
    ----------
    placement : Placement
        The model.
    ends_of_breaks : list of IntVar
        For each slot that may follow a break, whether it does.
    waits : list of IntVar
        For each slot that may lie in a break, whether it does.
    """

    def __init__(self, candidates: Candidates) -> None:
        self.placement = Placement(candidates, Stage.BREAKS)
        self.ends_of_breaks: list[cp_model.IntVar] = []
        self.waits: list[cp_model.IntVar] = []
        self._model = self.placement.model
        add_rules_of_places(self.placement)
        for meets in self.placement.meets.values():
            self._model.add(meets == 1)
        for person, slots in self._days():
            self._add_line([self._busy(person, slot) for slot in slots])

    def _days(self) -> Iterator[tuple[str, Sequence[Slot]]]:
        """List the days of everyone who has more than one meeting, without absences."""
        candidates = self.placement.candidates
        for person, theirs in candidates.by_participant.items():
            free = set(candidates.event.free_slots[person])
            for slots in candidates.event.days.values():
                if len(theirs) > 1:
                    yield person, [slot for slot in slots if slot in free]

    def _busy(self, person: str, slot: Slot) -> cp_model.IntVar:
        options = self.placement.at.get((person, slot), [])
        if len(options) == 1:
            return options[0]
        busy = self._model.new_bool_var("busy")
        self._model.add(sum(options) == busy)
        return busy

    def _add_line(self, busy: list[cp_model.IntVar]) -> None:
        before = list(accumulate(busy, self._either))
        after = list(accumulate(reversed(busy), self._either))[::-1]
        for slot in range(1, len(busy)):
            idle_since = (before[slot - 1], busy[slot - 1].negated())
            self.ends_of_breaks.append(self._all_of(*idle_since, busy[slot]))
        for slot in range(1, len(busy) - 1):
            around = (before[slot - 1], after[slot + 1])
            self.waits.append(self._all_of(*around, busy[slot].negated()))

    def _either(self, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
        either = self._model.new_bool_var("either")
        self._model.add_bool_or(one, other, either.negated())
        self._model.add_implication(one, either)
        self._model.add_implication(other, either)
        return either

    def _all_of(self, *literals: cp_model.LiteralT) -> cp_model.IntVar:
        every = self._model.new_bool_var("all")
        self._model.add_bool_or(*(~literal for literal in literals), every)
        for literal in literals:
            self._model.add_implication(every, literal)
        return every
