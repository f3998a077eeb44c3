"""The model of who meets whom: pairs, ways, and the aims that need no slots."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
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
        return sum(way.points * take for way, take in self.takes.items())

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
        return hint
