"""A time for each open date of many networks: the fewest clashes, then the fewest moves."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from matchmaker.dates import NetworkDate, Proposal, clashes, weight
from matchmaker.solver.watch import Watch


def propose(dates: Sequence[NetworkDate], watch: Watch) -> Proposal:
    """Choose a time for each date.

    Parameters
    ----------
    dates : sequence of NetworkDate
        The dates, open ones with alternatives.
    watch : Watch
        The time.

    Notes
    -----
    A boolean for each time of each date. Two dates clash if the one is at some time and the other
    at one of those that overlap it: one inequality for all of these together bounds better than one
    each. The clashes are counted once more without the solver.
    """
    model = _DatesModel(dates)
    cost, bound = model.minimise(model.cost, watch)
    model.hold(cost)
    moves, moves_bound = model.minimise(model.moves, watch)
    chosen = tuple(one.choices[at] for one, at in zip(dates, model.chosen, strict=True))
    counted = sum(weight(clash.one, clash.other) for clash in clashes(dates, chosen))
    if counted != cost:
        raise ValueError(f"{counted} is not {cost} as claimed")
    return Proposal(chosen, cost, bound, moves, moves_bound if cost == bound else 0)


class _DatesModel:
    def __init__(self, dates: Sequence[NetworkDate]) -> None:
        self._dates = dates
        self._model = cp_model.CpModel()
        self._at = [[self._model.new_bool_var("") for _ in one.choices] for one in dates]
        for options in self._at:
            self._model.add_exactly_one(options)
        self.chosen = [0] * len(dates)
        self.cost: cp_model.LinearExprT = sum(
            self._cost_of(one, other)
            for one, other in combinations(range(len(dates)), 2)
            if not dates[one].is_of_network_of(dates[other])
        )
        self.moves: cp_model.LinearExprT = sum(
            option for options in self._at for option in options[1:]
        )

    def _cost_of(self, one: int, other: int) -> cp_model.LinearExprT:
        """Give what a clash of two dates costs; nothing where they cannot clash."""
        first, second = self._dates[one], self._dates[other]
        overlapping = defaultdict(list)
        for at, when in enumerate(first.choices):
            for then, also in enumerate(second.choices):
                if when.overlaps(also):
                    overlapping[0, at].append(self._at[other][then])
                    overlapping[1, then].append(self._at[one][at])
        if not overlapping:
            return 0
        clash = self._model.new_bool_var("")
        for (side, at), others in overlapping.items():
            own = self._at[(one, other)[side]][at]
            self._model.add(clash >= own + sum(others) - 1)
        return weight(first, second) * clash

    def minimise(self, goal: cp_model.LinearExprT, watch: Watch) -> tuple[int, int]:
        """Find a choice with the least of something; give what it has, and the bound."""
        self._model.minimize(goal)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(watch.left / 2, 0.5)
        solver.parameters.num_workers = watch.workers
        solver.parameters.random_seed = watch.seed
        status = solver.solve(self._model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            raise ValueError("no choice was found, though all dates could stay")
        self.chosen = [
            next(at for at, option in enumerate(options) if solver.value(option))
            for options in self._at
        ]
        self._model.clear_hints()  # type: ignore[no-untyped-call]
        for options, at in zip(self._at, self.chosen, strict=True):
            for number, option in enumerate(options):
                self._model.add_hint(option, number == at)
        return round(solver.objective_value), round(solver.best_objective_bound + 0.499)

    def hold(self, cost: int) -> None:
        """Let nothing that comes after it cost more."""
        self._model.add(self.cost <= cost)
