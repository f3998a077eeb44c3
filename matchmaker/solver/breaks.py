"""Third stage: the same pairs in other slots, with fewer breaks and then less waiting.

A participant's slots of one day, without those they are not available in, are a line of busy and
idle ones; a break ends where a busy slot follows an idle one that has a busy one before it
(model: Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling
Problem", JAIR 74 (2022), section 4).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ortools.sat.python import cp_model

from matchmaker.aims import Aim, AimName, Given
from matchmaker.event import Slot
from matchmaker.solver.candidates import Candidates
from matchmaker.solver.chains import untangle
from matchmaker.solver.placement import Placement, Places
from matchmaker.solver.rules import add_rules_of_places
from matchmaker.solver.search import Hint, Task, hold, search
from matchmaker.solver.selection import CHOSEN_AIMS
from matchmaker.solver.slot import values
from matchmaker.solver.watch import Stage, Watch

Fold = Callable[[Iterable[bool]], bool]
"""`any` or `all`."""


def shorten_breaks(
    candidates: Candidates, places: Places, watch: Watch
) -> tuple[Places, tuple[Aim, ...]]:
    """Re-slot the chosen pairs for the fewest breaks, then the least waiting."""
    places = untangle(candidates, places, watch, share=0.4)
    if watch.is_over:
        return places, _only_counted(candidates, places)
    lines = Lines(candidates.only(places.keys()))
    placement = lines.placement
    tasks = (
        Task(Stage.BREAKS, AimName.BREAKS, sum(lines.ends_of_breaks), 0),
        Task(Stage.BREAKS, AimName.WAITING, sum(lines.waits), 0),
    )
    given: tuple[AimName | Given, ...] = (*CHOSEN_AIMS, Given.PAIRS)
    aims = []
    for task, share in zip(tasks, (0.4, 0.3), strict=True):
        known = values(candidates.event, places)[task.aim]
        hold(placement.model, task, known)
        found = search(placement.model, task, watch, share, lines.hint(places))
        if found.is_better_than(known, task.aim):
            places = placement.places(found)
        value = found.claim(counted=values(candidates.event, places)[task.aim])
        aims.append(Aim(task.aim, value, found.bound, found.seconds, given))
        hold(placement.model, task, value)
        given = (*given, task.aim)
    return places, tuple(aims)


def _only_counted(candidates: Candidates, places: Places) -> tuple[Aim, ...]:
    """Say what breaks and waiting there are where no time is left to prove anything."""
    counted = values(candidates.event, places)
    aims = (AimName.BREAKS, AimName.WAITING)
    return tuple(Aim(aim, counted[aim], 0, 0.0, (*CHOSEN_AIMS, Given.PAIRS)) for aim in aims)


@dataclass(frozen=True)
class Term:
    """A boolean of the model, or its opposite."""

    variable: cp_model.IntVar
    value: int

    @property
    def literal(self) -> cp_model.LiteralT:
        """As the model writes it."""
        return self.variable if self.value else ~self.variable


def _is(variable: cp_model.IntVar) -> Term:
    return Term(variable, 1)


def _is_not(variable: cp_model.IntVar) -> Term:
    return Term(variable, 0)


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
        self._defined: list[tuple[cp_model.IntVar, Fold, tuple[Term, ...]]] = []
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
        return options[0] if len(options) == 1 else self._any_of(*map(_is, options))

    def _add_line(self, busy: list[cp_model.IntVar]) -> None:
        before = list(accumulate(busy, self._either))
        after = list(accumulate(reversed(busy), self._either))[::-1]
        for slot in range(1, len(busy)):
            idle_since = (_is(before[slot - 1]), _is_not(busy[slot - 1]))
            self.ends_of_breaks.append(self._all_of(*idle_since, _is(busy[slot])))
        for slot in range(1, len(busy) - 1):
            around = (_is(before[slot - 1]), _is(after[slot + 1]))
            self.waits.append(self._all_of(*around, _is_not(busy[slot])))

    def _either(self, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
        return self._any_of(_is(one), _is(other))

    def _any_of(self, *terms: Term) -> cp_model.IntVar:
        either = self._model.new_bool_var("any")
        self._model.add_bool_or(*(term.literal for term in terms), ~either)
        for term in terms:
            self._model.add_implication(term.literal, either)
        self._defined.append((either, any, terms))
        return either

    def _all_of(self, *terms: Term) -> cp_model.IntVar:
        every = self._model.new_bool_var("all")
        self._model.add_bool_or(*(~term.literal for term in terms), every)
        for term in terms:
            self._model.add_implication(every, term.literal)
        self._defined.append((every, all, terms))
        return every

    def hint(self, places: Places) -> Hint:
        """Every variable as it is with these meetings.

        The search starts from a hint only if it is complete.
        """
        hint = dict(self.placement.hint_places(places))
        for variable, fold, terms in self._defined:
            hint[variable] = int(fold(hint[term.variable] == term.value for term in terms))
        return hint
