"""Counting in unary: a limit on how many are true that a search for contradictions learns from.

Of a plain sum such a search learns little: each contradiction names whole sets of its terms. Here
every part of the terms has a boolean for each count, which is what it learns from (Bailleux and
Boufkhad, "Efficient CNF encoding of boolean cardinality constraints", CP 2003).
"""

from collections.abc import Iterable, Sequence
from functools import partial

from ortools.sat.python import cp_model

from matchmaker.solver.model.terms import Defined, Term, is_


def add_at_most(model: cp_model.CpModel, terms: Sequence[Term], most: int) -> list[Defined]:
    """Let at most so many of these be true.

    Parameters
    ----------
    model : CpModel
        The model.
    terms : sequence of Term
        One that counts twice is there twice.
    most : int
        How many may be true; fewer than there are.

    Returns
    -------
    list of Defined
        The booleans made for it. They are counts of the opposites where that takes fewer.
    """
    least_false = len(terms) - most
    if least_false > most:
        counting = _Counting(model, most + 1)
        model.add_bool_and(counting.up(terms)[most].opposite.literal)
    else:
        counting = _Counting(model, least_false)
        opposites = [term.opposite for term in terms]
        model.add_bool_and(counting.down(opposites)[least_false - 1].literal)
    return counting.defined


class _Counting:
    """Counts of parts of some terms, no further than need be."""

    def __init__(self, model: cp_model.CpModel, far: int) -> None:
        self.defined: list[Defined] = []
        self._model = model
        self._far = far

    def up(self, terms: Sequence[Term]) -> Sequence[Term]:
        """Tell for 1, 2, ...: true if so many are; it may be true, too, if fewer are."""
        if len(terms) == 1:
            return terms
        middle = len(terms) // 2
        one, other = self.up(terms[:middle]), self.up(terms[middle:])
        counts = self._counts(terms)
        for of_one in range(len(one) + 1):
            for of_other in range(len(other) + 1):
                both = of_one + of_other
                if 0 < both <= len(counts):
                    known = [
                        *one[max(0, of_one - 1) : of_one],
                        *other[max(0, of_other - 1) : of_other],
                    ]
                    self._either(counts[both - 1], *(term.opposite for term in known))
        return counts

    def down(self, terms: Sequence[Term]) -> Sequence[Term]:
        """Tell for 1, 2, ...: true only if so many are; it may be false, too, if more are."""
        if len(terms) == 1:
            return terms
        middle = len(terms) // 2
        one, other = self.down(terms[:middle]), self.down(terms[middle:])
        counts = self._counts(terms)
        for number, count in enumerate(counts):
            for of_one in range(number + 1):
                of_other = number - of_one
                if of_one <= len(one) and of_other <= len(other):
                    more = [*one[of_one : of_one + 1], *other[of_other : of_other + 1]]
                    self._either(count.opposite, *more)
        return counts

    def _either(self, *terms: Term) -> None:
        self._model.add_bool_or(*(term.literal for term in terms))

    def _counts(self, terms: Sequence[Term]) -> Sequence[Term]:
        counts = []
        for count in range(1, min(len(terms), self._far) + 1):
            variable = self._model.new_bool_var("count")
            self.defined.append(Defined(variable, partial(_are, count), terms))
            counts.append(is_(variable))
        return counts


def _are(count: int, terms: Iterable[bool]) -> bool:
    """Whether so many are true."""
    return sum(terms) >= count
