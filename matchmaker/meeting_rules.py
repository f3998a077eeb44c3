"""Who may, should and must not meet whom: rules of the event, each a sentence of the organiser."""

from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """What a meeting rule says of the meetings it speaks of."""

    ONLY = "only"
    """Those it is for meet nobody else."""
    NEVER = "never"
    """They do not take place."""
    PREFER = "prefer"
    """They count more points, or fewer."""
    AT_LEAST = "at_least"
    """Those it is for should have so many."""
    AT_MOST = "at_most"
    """Those it is for have no more."""


class Comparison(StrEnum):
    """What must be true of two people besides, for a rule to speak of them."""

    SAME = "same"
    """They share a value of a column."""
    OTHER = "other"
    """Both have values of it, and share none."""
    MET = "met"
    """They met at an earlier event."""
    NOT_MET = "not_met"


@dataclass(frozen=True, kw_only=True)
class MeetingRule:
    """One rule of who meets whom.

    Parameters
    ----------
    verb : Verb
        What it says.
    who : frozenset of str or None
        The ids of those it is for; None: everyone.
    partners : frozenset of str or None
        The ids of those it speaks of meeting with; None: everyone.
    comparison : Comparison or None
        What must be true of the two besides; None: nothing.
    column : str
        Which values are compared: the name of a field of `Participant`, or of one of its labels.
    number : int
        Meetings a person, at least or at most; of *prefer* the points a meeting; else 0.
    reason : str
        The organiser's words for it.
    spares_musts : bool
        Whether it does not speak of two of whom one wishes the other as a must.
    row : int
        Its row in the sheet, from 1; 0: of none.
    written : str
        The rule as the organiser wrote it, in one line.
    """

    verb: Verb
    who: frozenset[str] | None = None
    partners: frozenset[str] | None = None
    comparison: Comparison | None = None
    column: str = ""
    number: int = 0
    reason: str = ""
    spares_musts: bool = False
    row: int = 0
    written: str = ""
