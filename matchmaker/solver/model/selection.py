"""The model of who meets whom: pairs, ways, and the aims that need no slots."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.evenness import met_of, possible_of, worths
from matchmaker.events import Interest, Pair
from matchmaker.floors import Floor
from matchmaker.meeting_rules import MeetingRule
from matchmaker.solver.model.candidates import Candidate, Candidates
from matchmaker.solver.search.search import Hint, SearchTask
from matchmaker.solver.watch import Stage, Watch
from matchmaker.wishes import Way, credit


class Selection:
    """Variables of who meets whom.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    stage : Stage
        The stage the searches of this model are told as.
    watch : Watch
        Ends the setting up with an `OutOfTimeError` when it is over.

    Attributes
    ----------
    model : CpModel
        Holds the variables; rules are added by `matchmaker.solver.model.rules`.
    meets : dict of Pair to IntVar
        Whether the two meet.
    takes : dict of Way to IntVar
        Whether they meet in this way; exactly one of a pair that meets.
    shortfall, loss : dict of Floor to IntVar
        How far each participant stays below a floor, and below what they were promised.
    """

    def __init__(self, candidates: Candidates, stage: Stage, watch: Watch) -> None:
        self.candidates = candidates
        self.stage = stage
        self.watch = watch
        self.model = cp_model.CpModel()
        self.meets = {c.pair: self._bool("meets", c.pair) for c in watch.through(candidates.all)}
        self.takes = {
            way: self._take(c, way) for c in watch.through(candidates.all) for way in c.ways
        }
        self.met = {
            wish: self._bool("met", (wish.source, wish.target)) for wish in candidates.musts
        }
        self.shortfall = self._missing(candidates.floors)
        self.loss = self._missing(candidates.promised)
        self._tie()

    def _bool(self, what: str, pair: Pair) -> cp_model.IntVar:
        return self.model.new_bool_var(f"{what}({', '.join(pair)})")

    def _take(self, candidate: Candidate, way: Way) -> cp_model.IntVar:
        only = len(candidate.ways) == 1
        return self.meets[way.pair] if only else self._bool("takes", way.pair)

    def _tie(self) -> None:
        for candidate in self.watch.through(self.candidates.all):
            takes = [self.takes[way] for way in candidate.ways]
            if len(takes) > 1:
                self.model.add(sum(takes) == self.meets[candidate.pair])
        for interest, met in self.met.items():
            self.model.add(sum(self.of(self.candidates.musts[interest])) >= met)

    def _missing(self, wanted: Mapping[Floor, int]) -> dict[Floor, cp_model.IntVar]:
        """Count how many meetings each participant has fewer than wanted."""
        missing = {}
        for floor, count in self.watch.through(wanted.items()):
            if count:
                missing[floor] = self.model.new_int_var(0, count, f"missing({floor.person})")
                self.model.add(missing[floor] >= count - self.degree(floor.person, floor.rule))
        return missing

    def of(self, candidates: Iterable[Candidate]) -> list[cp_model.IntVar]:
        """Whether they meet, for each of some candidates."""
        return [self.meets[candidate.pair] for candidate in candidates]

    def degree(self, participant: str, rule: MeetingRule | None = None) -> cp_model.LinearExpr:
        """How many meetings a participant has, of all or of those that a meeting rule counts."""
        return cp_model.LinearExpr.sum(self.of(self.candidates.counting(participant, rule)))

    def users(self) -> dict[Interest, list[cp_model.IntVar]]:
        """For each wish for an organisation, the ways that use it up."""
        users = defaultdict(list)
        for way, take in self.takes.items():
            for wish in way.uses:
                users[wish].append(take)
        return users

    def task(self, aim: AimName) -> SearchTask:
        """One of the aims that depend on the pairs alone, as the goal of a search."""
        return SearchTask(self.stage, aim, self._counted(aim), self.candidates.limit(aim))

    def _counted(self, aim: AimName) -> cp_model.LinearExprT:
        if aim is AimName.KEPT:
            promise = self.candidates.event.promise
            return sum(self.of(c for c in self.candidates.all if c.pair in promise))
        if aim is AimName.MUST:
            return sum(self.met.values())
        if aim in {AimName.FAIR_SHARE, AimName.LOSSES}:
            missing = self.shortfall if aim is AimName.FAIR_SHARE else self.loss
            return sum(missing.values())
        if aim is AimName.EVENNESS:
            return self.evenness.sum
        return sum(way.points * take for way, take in self.takes.items())

    @cached_property
    def evenness(self) -> "Evenness":
        """The variables of how evenly wishes are met; most models can do without."""
        return Evenness(self)

    def hint(self, pairs: Iterable[Pair]) -> Hint:
        """Every variable as it is when just these pairs meet."""
        chosen = set(pairs)
        credited = credit(self.candidates.event, chosen)
        taken = {credited.get(pair, Way(pair, ())) for pair in chosen}
        hint = {meets: int(pair in chosen) for pair, meets in self.meets.items()}
        hint |= {take: int(way in taken) for way, take in self.takes.items()}
        for interest, met in self.met.items():
            hint[met] = int(any(c.pair in chosen for c in self.candidates.musts[interest]))
        for wanted, missing in (
            (self.candidates.floors, self.shortfall),
            (self.candidates.promised, self.loss),
        ):
            for floor, variable in missing.items():
                theirs = self.candidates.counting(floor.person, floor.rule)
                hint[variable] = max(0, wanted[floor] - sum(c.pair in chosen for c in theirs))
        if "evenness" in vars(self):
            hint |= self.evenness.hint(chosen)
        return hint


class Evenness:
    """Variables of how evenly wishes are met: for each step of worth, how many are taken.

    A step is worth no more than the one before, so the steps are taken in order by themselves.

    Parameters
    ----------
    selection : Selection
        Whose model gets the variables.

    Attributes
    ----------
    met : dict of Interest to IntVar
        Whether a wish for an organisation is met, where more than one of its people could.
    steps : dict of (str, int) to IntVar
        How many steps of this worth somebody takes.
    """

    def __init__(self, selection: Selection) -> None:
        self._selection = selection
        self.met: dict[Interest, cp_model.IntVar] = {}
        self.steps: dict[tuple[str, int], cp_model.IntVar] = {}
        for person, wishes in selection.watch.through(selection.candidates.possible.items()):
            self._add(person, wishes)

    def _add(self, person: str, wishes: Mapping[Interest, tuple[Candidate, ...]]) -> None:
        model = self._selection.model
        met = [self._is_met(wish, meeting) for wish, meeting in wishes.items()]
        for worth, count in self._steps_of(person).items():
            self.steps[person, worth] = model.new_int_var(0, count, f"step({person}, {worth})")
        steps = [self.steps[person, worth] for worth in self._steps_of(person)]
        model.add(sum(steps) <= sum(met))

    def _is_met(self, wish: Interest, meeting: Sequence[Candidate]) -> cp_model.IntVar:
        meets = self._selection.of(meeting)
        if len(meets) == 1:
            return meets[0]
        met = self._selection.model.new_bool_var(f"met({wish.source}, {wish.target})")
        self._selection.model.add(sum(meets) >= met)
        self.met[wish] = met
        return met

    def _steps_of(self, person: str) -> Counter[int]:
        """Count the steps of each worth, in the order in which they are taken."""
        candidates = self._selection.candidates
        possible = possible_of(candidates.event)[person]
        return Counter(worths(possible)[: len(candidates.possible[person])])

    @property
    def sum(self) -> cp_model.LinearExprT:
        """What all steps that are taken are worth."""
        worth_of = [worth for _person, worth in self.steps]
        return cp_model.LinearExpr.weighted_sum([*self.steps.values()], worth_of)

    def hint(self, chosen: Collection[Pair]) -> Hint:
        """Every variable as it is when just these pairs meet."""
        candidates = self._selection.candidates
        hint = {
            met: int(any(c.pair in chosen for c in candidates.possible[wish.source][wish]))
            for wish, met in self.met.items()
        }
        counts = met_of(candidates.event, chosen)
        for person in candidates.possible:
            taken = Counter(worths(possible_of(candidates.event)[person])[: counts[person]])
            for worth in self._steps_of(person):
                hint[self.steps[person, worth]] = taken[worth]
        return hint
