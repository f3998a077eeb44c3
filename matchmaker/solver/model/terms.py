"""Booleans of a model and what they stand for: enough to tell a search a solution to start from."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

Fold = Callable[[Iterable[bool]], bool]
"""`any`, `all`, or whether there are so many."""


@dataclass(frozen=True)
class Term:
    """A boolean of the model, or its opposite."""

    variable: cp_model.IntVar
    value: int

    @property
    def literal(self) -> cp_model.LiteralT:
        """As the model writes it."""
        return self.variable if self.value else ~self.variable

    @property
    def opposite(self) -> "Term":
        """True where this is not."""
        return Term(self.variable, 1 - self.value)


@dataclass(frozen=True)
class Defined:
    """A boolean that stands for what others are."""

    variable: cp_model.IntVar
    fold: Fold
    terms: Sequence[Term]


def is_(variable: cp_model.IntVar) -> Term:
    """True where a boolean is."""
    return Term(variable, 1)


def is_not(variable: cp_model.IntVar) -> Term:
    """True where a boolean is not."""
    return Term(variable, 0)
