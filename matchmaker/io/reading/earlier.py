"""What is known of an event before: who was there, and who met whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from matchmaker.events import Pair, Participant


@dataclass(frozen=True)
class Served:
    """How many wishes of somebody were met, of those that could be."""

    met: int = 0
    possible: int = 0

    def __add__(self, other: "Served") -> "Served":
        return Served(self.met + other.met, self.possible + other.possible)

    @property
    def share(self) -> Fraction:
        """Met, of those that could be; of none, all are."""
        return Fraction(self.met, self.possible) if self.possible else Fraction(1)


@dataclass(frozen=True)
class EarlierEvent:
    """An event before, as far as it matters now.

    Parameters
    ----------
    name : str
        What it was called.
    participants : tuple of Participant
        Who was there, under ids of theirs.
    met : mapping of Pair to date or None
        Who met, by these ids, and when; None: not known.
    event_id : str
        Its Event ID; empty: not known.
    days : tuple of date
        Its days, in order.
    served : mapping of str to Served
        How the wishes of each were served, by these ids; empty where that is not known.
    is_told : bool
        Whether people were told of these meetings.
    wrong_answers : int
        How many errors there are in what was said of them: then nothing of it counts.
    """

    name: str
    participants: tuple[Participant, ...]
    met: Mapping[Pair, date | None] = field(default_factory=dict)
    event_id: str = ""
    days: tuple[date, ...] = ()
    served: Mapping[str, Served] = field(default_factory=dict)
    is_told: bool = True
    wrong_answers: int = 0
