"""A model of sums and clauses as arrays.

Models are built up, searched, and built up further; what was read of one is not read again.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from matchmaker.solver.watch import Watch

Numbers = NDArray[np.int64]

LARGE = 1 << 60
"""Limits beyond it are none."""


@dataclass(frozen=True)
class LimitedSum:
    """A sum that stays within two limits; a limit beyond LARGE is none."""

    indices: Sequence[int]
    coefficients: Sequence[int]
    low: int
    high: int


class Matrix:
    """The rows and the limits of the variables of a model, as far as they were read.

    Attributes
    ----------
    rows : list of LimitedSum
        The rows, in order.
    lows, highs : array of int64
        (variables,) the least and the most of each.
    """

    def __init__(self) -> None:
        self.rows: list[LimitedSum] = []
        self.lows, self.highs = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._low, self._high = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._row, self._index = np.zeros(0, np.int64), np.zeros(0, np.int64)
        self._coefficient = np.zeros(0, np.int64)

    def read_on(self, model: cp_model.CpModel, watch: Watch | None) -> None:
        """Read what the model has more than before."""
        through = watch.through if watch else iter
        limits = [*through(domains(model, len(self.lows)))]
        sums = [*through(rows(model, len(self.rows)))]
        lows, highs = np.array(limits, np.int64).reshape(-1, 2).T
        self.lows, self.highs = _joined(self.lows, lows), _joined(self.highs, highs)
        first = len(self.rows)
        self.rows += sums
        far = 2 * LARGE
        self._low = _joined(self._low, [max(row.low, -far) for row in sums])
        self._high = _joined(self._high, [min(row.high, far) for row in sums])
        numbers = np.arange(first, len(self.rows))
        self._row = _joined(self._row, np.repeat(numbers, [len(row.indices) for row in sums]))
        self._index = _joined(self._index, [i for row in sums for i in row.indices])
        self._coefficient = _joined(
            self._coefficient, [c for row in sums for c in row.coefficients]
        )

    def are_kept_by(self, values: NDArray[np.float64]) -> bool:
        """Whether whole numbers keep within every limit."""
        whole = np.rint(values).astype(np.int64)
        sums = np.zeros(len(self._low), np.int64)
        np.add.at(sums, self._row, self._coefficient * whole[self._index])
        is_within = (self.lows <= whole) & (whole <= self.highs)
        return bool(is_within.all() and ((self._low <= sums) & (sums <= self._high)).all())

    def bound(self, costs: Numbers, prices: Numbers) -> int:
        """Bound what costs are minimised to, by a price for each row (see `weak_duality`)."""
        limits = np.where(prices > 0, self._low, self._high)
        prices = np.where(np.abs(limits) <= LARGE, prices, 0)
        np.subtract.at(costs, self._index, prices[self._row] * self._coefficient)
        paid = sum(p * limit for p, limit in zip(prices.tolist(), limits.tolist(), strict=True))
        return int(paid) + int(np.minimum(costs * self.lows, costs * self.highs).sum())


def _joined(known: Numbers, more: Sequence[int] | Numbers) -> Numbers:
    return np.concatenate((known, np.asarray(more, np.int64)))


def matrix_of(model: cp_model.CpModel, watch: Watch | None = None) -> Matrix:
    """Read a model, or the rest of it; variables and rows that were read have to stay as they are.

    Parameters
    ----------
    model : CpModel
        Of sums and clauses only.
    watch : Watch, optional
        Ends it with an `OutOfTimeError`.
    """
    matrix: Matrix = vars(model).setdefault("matchmaker matrix", Matrix())  # it goes with the model
    matrix.read_on(model, watch)
    return matrix


def domains(model: cp_model.CpModel, first: int = 0) -> Iterator[tuple[int, int]]:
    """Give the least and the most of each variable, from one on."""
    for variable in islice(model.proto.variables, first, None):
        domain = variable.domain
        yield domain[0], domain[len(domain) - 1]


def rows(model: cp_model.CpModel, first: int = 0) -> Iterator[LimitedSum]:
    """Read every constraint as a sum, from one on."""
    for constraint in islice(model.proto.constraints, first, None):
        if constraint.has_linear():
            linear = constraint.linear
            low, *_, high = linear.domain
            yield _merged([*linear.vars], [*linear.coeffs], low, high)
        elif constraint.has_at_most_one():
            yield _count([*constraint.at_most_one.literals], 0, 1)
        elif constraint.has_bool_or():
            literals = [*constraint.bool_or.literals]
            yield _count(literals, 1, len(literals))
        else:
            raise ValueError(f"not a sum nor a clause: {constraint}")


def _count(literals: Sequence[int], low: int, high: int) -> LimitedSum:
    """Count the true ones; a negative literal is the opposite of a variable."""
    opposites = sum(literal < 0 for literal in literals)
    indices = [literal if literal >= 0 else -literal - 1 for literal in literals]
    signs = [1 if literal >= 0 else -1 for literal in literals]
    return _merged(indices, signs, low - opposites, high - opposites)


def _merged(indices: Sequence[int], coefficients: Sequence[int], low: int, high: int) -> LimitedSum:
    """Add up the coefficients of a variable that is there more than once."""
    if len(set(indices)) < len(indices):
        added = Counter[int]()
        for index, coefficient in zip(indices, coefficients, strict=True):
            added[index] += coefficient
        indices, coefficients = [*added], [*added.values()]
    return LimitedSum(indices, coefficients, low, high)
