"""The model of breaks: each participant's days as lines of busy and idle slots.

A participant's slots of one day, without those they are not available in, are a line of busy and
idle ones; a break ends where a busy slot follows an idle one that has a busy one before it
(Bofill et al., "Constraint Solving Approaches to the Business-to-Business Meeting Scheduling
Problem", JAIR 74 (2022), section 4). What is said twice here is said for speed: without the tables
counted by people, and the unbroken runs, some bounds are out of reach (`benchmarks/b2bsp.py`).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

from ortools.sat.python import cp_model

from matchmaker.events import Pair, Slot
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.placement import Option, Placement, Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.solver.model.rules import add_rules_of_places, by_only_pool
from matchmaker.solver.model.terms import Defined, Term, is_, is_not
from matchmaker.solver.model.unary import add_at_most
from matchmaker.solver.search.search import Hint
from matchmaker.solver.watch import Stage, Watch

CROWDED = 0.9
"""Share of a pool's places taken by its meetings, from which on they are counted in unary.

Then everything depends on who is idle when; elsewhere counting so only costs time."""


@dataclass(frozen=True)
class DayLine:
    """One day of a participant: in which slots they meet, and where they have met by then."""

    busy: Sequence[cp_model.IntVar]
    before: Sequence[cp_model.IntVar]


class Lines:
    """A placement with each participant's days as lines of busy and idle slots.

    Parameters
    ----------
    candidates : Candidates
        The chosen pairs; all of them meet.
    watch : Watch
        Ends the setting up with an `OutOfTimeError` when it is over.

    Attributes
    ----------
    placement : Placement
        The model.
    ends_of_breaks : dict of str to list of IntVar
        Of everyone with more than one meeting: for each slot that may follow a break, whether it
        does.
    """

    def __init__(self, candidates: Candidates, watch: Watch) -> None:
        self.placement = Placement(candidates, Stage.BREAKS, watch)
        self.ends_of_breaks: dict[str, list[cp_model.IntVar]] = defaultdict(list)
        self._lines: list[DayLine] = []
        self._model = self.placement.model
        self._busy: dict[tuple[str, Slot], cp_model.IntVar] = {}
        self._defined: list[Defined] = []
        add_rules_of_places(self.placement)
        for meets in self.placement.meets.values():
            self._model.add(meets == 1)
        for person, theirs in watch.through(candidates.by_person.items()):
            if len(theirs) > 1:
                self._add_person(person)
        self._add_tables()

    @cached_property
    def breaks(self) -> cp_model.LinearExprT:
        """How many breaks there are."""
        return cp_model.LinearExpr.sum(list(chain.from_iterable(self.ends_of_breaks.values())))

    @cached_property
    def waiting(self) -> cp_model.LinearExprT:
        """How many slots all breaks have together; defined only when it is asked for."""
        return cp_model.LinearExpr.sum([wait for line in self._lines for wait in self._waits(line)])

    def _waits(self, line: DayLine) -> Iterator[cp_model.IntVar]:
        """Tell for each slot that may lie in a break, whether it does."""
        after = list(accumulate(reversed(line.busy), self._either))[::-1]
        for slot in range(1, len(line.busy) - 1):
            around = (is_(line.before[slot - 1]), is_(after[slot + 1]))
            yield self._all_of(*around, is_not(line.busy[slot]))

    def _add_person(self, person: str) -> None:
        days, meetings = self._days(person), self._times_busy(person)
        for slots in days:
            ends = self._add_line([self._when_busy(person, slot) for slot in slots])
            self.ends_of_breaks[person] += ends
        busy = [[self._busy[person, slot] for slot in slots] for slots in days]
        self._model.add(sum(chain.from_iterable(busy)) == meetings)
        used = [line for line, slots in zip(busy, days, strict=True) if self._uses(person, slots)]
        if len(used) == 1:
            self._add_runs(used[0], meetings, self.ends_of_breaks[person])

    def _days(self, person: str) -> Sequence[Sequence[Slot]]:
        """List the slots of each day in which a human being may meet, or has met already."""
        event = self.placement.candidates.event
        line = {*event.presence[person], *self._over(person)}
        return [[slot for slot in slots if slot in line] for slots in event.days.values()]

    def _over(self, person: str) -> Sequence[Slot]:
        """List the slots of the meetings of a human being that are over."""
        candidates = self.placement.candidates
        slots = (slot for candidate in candidates.by_person[person] for slot in candidate.places)
        return list(filter(candidates.event.is_over, slots))

    def _times_busy(self, person: str) -> int:
        """In how many slots a human being meets: in the past they may have met twice at once."""
        over = self._over(person)
        return len(self.placement.candidates.by_person[person]) - len(over) + len(set(over))

    def _uses(self, person: str, slots: Sequence[Slot]) -> bool:
        return any((person, slot) in self.placement.at for slot in slots)

    def _when_busy(self, person: str, slot: Slot) -> cp_model.IntVar:
        options = self.placement.busy(person, [slot])
        busy = options[0] if len(options) == 1 else self._model.new_bool_var("busy")
        if len(options) != 1:
            self._model.add_exactly_one(*options, ~busy)
            self._defined.append(Defined(busy, any, tuple(map(is_, options))))
        self._busy[person, slot] = busy
        return busy

    def _add_line(self, busy: list[cp_model.IntVar]) -> list[cp_model.IntVar]:
        """Define where breaks end."""
        before = list(accumulate(busy, self._either))
        self._lines.append(DayLine(busy, before))
        return [
            self._all_of(is_(before[slot - 2]), is_not(busy[slot - 1]), is_(busy[slot]))
            for slot in range(2, len(busy))
        ]

    def _add_runs(
        self, busy: list[cp_model.IntVar], meetings: int, ends: list[cp_model.IntVar]
    ) -> None:
        """Say of a line with so many meetings: one run of them, wherever it starts, or broken."""
        broken = self._any_of(*map(is_, ends))
        runs = [
            self._all_of(*map(is_, busy[first : first + meetings]))
            for first in range(len(busy) - meetings + 1)
        ]
        self._model.add_exactly_one(*runs, broken)
        for slot, is_busy in enumerate(busy):
            within = runs[max(0, slot - meetings + 1) : slot + 1]
            self._model.add_at_most_one(*within, ~is_busy)
            self._model.add_bool_or(*within, broken, ~is_busy)

    def _add_tables(self) -> None:
        """Count the meetings of a pool by their people, where its tables may be too few.

        As in `rules.table_capacity`, but in fewer terms, which makes conflicts shorter by far.
        """
        for (pool, slot), options in self.placement.watch.through(self._drawing()):
            capacity = self.placement.candidates.pools.capacity(pool, slot)
            people = Counter(person for option in options for person in self._people(option))
            if len(people) > 2 * capacity and max(people.values()) < len(options):
                whole = {p for p in people if self._draws_only(p, slot, people[p])}
                apart = self._busy_apart(options, whole)
                counted = self._count(options, apart, times=1)
                self._model.add(cp_model.LinearExpr.sum(counted) <= capacity)
                self._limit(pool, self._count(options, whole, times=2), 2 * capacity)

    def _limit(self, pool: Pool, counted: Sequence[cp_model.IntVar], most: int) -> None:
        """Let at most so many of these be true; where the pool is crowded, in unary."""
        if pool in self._crowded:
            self._defined += add_at_most(self._model, [*map(is_, counted)], most)
        else:
            self._model.add(cp_model.LinearExpr.sum(counted) <= most)

    @cached_property
    def _crowded(self) -> Collection[Pool]:
        """The pools of which the meetings that can draw on no other take nearly all places."""
        candidates = self.placement.candidates
        is_over = candidates.event.is_over
        slots = [slot for slot in candidates.event.slots if not is_over(slot)]
        crowded = set()
        for pool, theirs in by_only_pool(candidates).items():
            meetings = sum(not all(map(is_over, candidate.places)) for candidate in theirs)
            places = sum(candidates.pools.capacity(pool, slot) for slot in slots)
            if meetings >= CROWDED * places:
                crowded.add(pool)
        return crowded

    def _drawing(self) -> Iterator[tuple[tuple[Pool, Slot], list[Option]]]:
        drawing = defaultdict(list)
        for option in self.placement.placed:
            if option.pool != ONLINE:
                drawing[option.pool, option.slot].append(option)
        yield from drawing.items()

    def _people(self, option: Option) -> Pair:
        """The two human beings who would meet."""
        candidates = self.placement.candidates
        return candidates.people(candidates.by_pair[option.pair])

    def _draws_only(self, person: str, slot: Slot, options: int) -> bool:
        """Whether a person with a line has no other options in a slot than these."""
        return (person, slot) in self._busy and len(self.placement.at[person, slot]) == options

    def _busy_apart(self, options: list[Option], people: set[str]) -> set[str]:
        return apart(map(self._people, options)) & people

    def _count(
        self, options: list[Option], people: set[str], times: int
    ) -> Sequence[cp_model.IntVar]:
        """Count meetings so many times: once each time one of these people is busy in them."""
        slot = options[0].slot
        counted = [self._busy[person, slot] for person in sorted(people)]
        for option in options:
            left = times - len(people.intersection(self._people(option)))
            counted += [self.placement.placed[option]] * left
        return counted

    def _either(self, one: cp_model.IntVar, other: cp_model.IntVar) -> cp_model.IntVar:
        return self._any_of(is_(one), is_(other))

    def _any_of(self, *terms: Term) -> cp_model.IntVar:
        either = self._model.new_bool_var("any")
        self._model.add_bool_or(*(term.literal for term in terms), ~either)
        for term in terms:
            self._model.add_implication(term.literal, either)
        self._defined.append(Defined(either, any, terms))
        return either

    def _all_of(self, *terms: Term) -> cp_model.IntVar:
        every = self._model.new_bool_var("all")
        self._model.add_bool_or(*(~term.literal for term in terms), every)
        for term in terms:
            self._model.add_implication(every, term.literal)
        self._defined.append(Defined(every, all, terms))
        return every

    def hint(self, places: Places) -> Hint:
        """Every variable as it is with these meetings.

        The search starts from a hint only if it is complete.
        """
        hint = dict(self.placement.hint_places(places))
        for made in self._defined:
            truths = (hint[term.variable] == term.value for term in made.terms)
            hint[made.variable] = int(made.fold(truths))
        return hint


def apart(pairs: Iterable[Pair]) -> set[str]:
    """Find people of whom no two may meet, but who have nearly all of the meetings.

    Greedily: first who has many meetings with people who have few.
    """
    partners = defaultdict(set)
    for one, other in pairs:
        partners[one].add(other)
        partners[other].add(one)
    rank = {
        person: sum(len(partners[other]) for other in others) / len(others)
        for person, others in partners.items()
    }
    found: set[str] = set()
    for person in sorted(partners, key=lambda p: (rank[p] / len(partners[p]), p)):
        if found.isdisjoint(partners[person]):
            found.add(person)
    return found
