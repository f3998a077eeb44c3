"""Solvers of MaxSAT on a model of the solver: the same booleans, its sums written as clauses."""

import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection

from ortools.sat import cp_model_pb2
from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Formula:
    """Clauses that must hold, and literals of which as few as possible are to be true.

    Parameters
    ----------
    clauses : list of list of int
        As DIMACS has them: variables are counted from 1, the opposite of one is negative.
    costs : list of int
        Literals that cost one each.
    """

    clauses: list[list[int]]
    costs: list[int]


@dataclass(frozen=True)
class Answer:
    """The fewest, None if there is no solution, and which literals are true."""

    fewest: int | None
    true: frozenset[int]
    cpu_seconds: float
    """Of the search alone."""


def formula_of(model: cp_model.CpModel) -> tuple[Formula, Mapping[int, int]]:
    """Write a model with a goal of booleans as clauses; also give the literal of each boolean."""
    translation = _Translation(model.proto)
    return translation.formula, {
        index: literals[0] for index, literals in translation.literals.items() if literals
    }


class _Translation:
    """Numbers of a model as literals: up to n there are n, the first true if it is 1 or more."""

    def __init__(self, proto: cp_model_pb2.CpModelProto) -> None:
        self.formula = Formula([], [])
        self.literals: dict[int, list[int]] = {}
        self._last = 0
        self._cards = importlib.import_module("pysat.card")
        for index, variable in enumerate(proto.variables):
            self._add_variable(index, *variable.domain)
        for constraint in proto.constraints:
            self._add(constraint)
        self.formula.costs.extend(self._literal(index) for index in proto.objective.vars)

    def _add_variable(self, index: int, low: int, *others: int) -> None:
        high = others[-1]
        literals = [self._new() for _ in range(high)]
        self.literals[index] = literals
        self.formula.clauses.extend([literal] for literal in literals[:low])
        self.formula.clauses.extend([fewer, -more] for fewer, more in pairwise(literals))

    def _new(self) -> int:
        self._last += 1
        return self._last

    def _literal(self, number: int) -> int:
        return self.literals[number][0] if number >= 0 else -self.literals[-number - 1][0]

    def _add(self, constraint: cp_model_pb2.ConstraintProto) -> None:
        unless = [-self._literal(number) for number in constraint.enforcement_literal]
        if constraint.has_bool_or():
            these = [self._literal(number) for number in constraint.bool_or.literals]
            self.formula.clauses.append([*unless, *these])
        elif constraint.has_bool_and():
            for number in constraint.bool_and.literals:
                self.formula.clauses.append([*unless, self._literal(number)])
        elif constraint.has_at_most_one():
            self._limit([self._literal(n) for n in constraint.at_most_one.literals], 0, 1)
        elif constraint.has_exactly_one():
            self._limit([self._literal(n) for n in constraint.exactly_one.literals], 1, 1)
        elif constraint.has_linear() and not unless:
            self._add_sum(constraint.linear)
        else:
            raise ValueError(f"not a sum nor a clause: {constraint}")

    def _add_sum(self, linear: cp_model_pb2.LinearConstraintProto) -> None:
        counted = [*self._counted(linear)]
        opposites = sum(
            -coefficient * len(self.literals[index])
            for index, coefficient in zip(linear.vars, linear.coeffs, strict=True)
            if coefficient < 0
        )
        low, *_, high = linear.domain
        self._limit(counted, low + opposites, high + opposites)

    def _counted(self, linear: cp_model_pb2.LinearConstraintProto) -> Iterator[int]:
        """List each literal as often as it counts; one that is subtracted as its opposite."""
        for index, coefficient in zip(linear.vars, linear.coeffs, strict=True):
            for literal in self.literals[index]:
                signed = literal if coefficient > 0 else -literal
                yield signed
                for _ in range(abs(coefficient) - 1):
                    yield self._same(signed)

    def _same(self, literal: int) -> int:
        twin = self._new()
        self.formula.clauses.extend([[-literal, twin], [literal, -twin]])
        return twin

    def _limit(self, literals: Sequence[int], low: int, high: int) -> None:
        """Let at least and at most so many be true; sums by totalizers, small ones pair by pair."""
        if low > len(literals):
            self.formula.clauses.append([])
        elif low == 1:
            self.formula.clauses.append([*literals])
        elif low > 1:
            self._add_card("atleast", literals, low)
        if high < 0:
            self.formula.clauses.append([])
        elif high < len(literals):
            self._add_card("atmost", literals, high)

    def _add_card(self, which: str, literals: Sequence[int], bound: int) -> None:
        kinds = self._cards.EncType
        kind = kinds.seqcounter if bound == 1 else kinds.totalizer
        encode = getattr(self._cards.CardEnc, which)
        clauses = encode(lits=[*literals], bound=bound, top_id=self._last, encoding=kind)
        self._last = max(self._last, clauses.nv)
        self.formula.clauses.extend(clauses.clauses)


Found = tuple[int, Sequence[int]] | None
"""The fewest, and which literals are true."""


def _weighted(formula: Formula):  # noqa: ANN202 - of a package that may not be there
    weighted = importlib.import_module("pysat.formula").WCNF()
    weighted.extend(formula.clauses)
    for literal in formula.costs:
        weighted.append([-literal], weight=1)
    return weighted


def rc2(formula: Formula) -> Found:
    """Solve by RC2 of PySAT, with the settings its authors name for hard instances."""
    examples = importlib.import_module("pysat.examples.rc2")
    with examples.RC2(_weighted(formula), adapt=True, exhaust=True, minz=True) as solver:
        true = solver.compute()
        return None if true is None else (solver.cost, true)


def uwrmaxsat(formula: Formula) -> Found:
    """Solve by UWrMaxSAT, the solver the published times are of, as `hermax` packs it."""
    solver = importlib.import_module("hermax.core.uwrmaxsat_py").UWrMaxSATSolver(_weighted(formula))
    return (int(solver.get_cost()), solver.get_model()) if solver.solve() else None


SOLVERS: Mapping[str, Callable[[Formula], Found]] = {"uwrmaxsat": uwrmaxsat, "rc2": rc2}
"""By what they are called."""


def solve(name: str, formula: Formula, seconds: float) -> Answer | None:
    """Solve in a process of its own, which is ended when the time is up; None if it was."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, name, formula), daemon=True)
    process.start()
    there.close()
    try:
        return here.recv() if here.poll(seconds) else None
    finally:
        process.terminate()
        process.join()


def _answer(there: Connection, name: str, formula: Formula) -> None:
    start = time.process_time()
    found = SOLVERS[name](formula)
    seconds = time.process_time() - start
    fewest, true = (None, ()) if found is None else found
    there.send(Answer(fewest, frozenset(true), seconds))
