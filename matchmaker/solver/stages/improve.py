"""A search from what is in hand: taken where it is worth it, and only if it comes to its end."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from matchmaker.solver.watch import OutOfTimeError, Watch

Made = TypeVar("Made")
Result = TypeVar("Result")


@dataclass(frozen=True)
class InHand(Generic[Made]):
    """A plan, the value claimed for it in one aim, and the bound of that aim."""

    plan: Made
    value: int
    bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no plan can be better."""
        return self.value == self.bound


def improve(
    in_hand: Result, search: Callable[[], Result], watch: Watch, *, if_worth: bool = True
) -> Result:
    """Search for something better; without the time or the memory for it, keep what is in hand.

    Parameters
    ----------
    in_hand : Result
        What there is.
    search : callable
        Sets up a model and searches; a large model is not even begun when the watch is over.
    watch : Watch
        The time.
    if_worth : bool
        Whether there is anything to gain, and the model is small enough.
    """
    if if_worth and not watch.is_over:
        with suppress(MemoryError, OutOfTimeError):  # what is in hand is as good as before
            return search()
    return in_hand
