"""What is known of an event before: who was there, and who met whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matchmaker.events import Pair, Participant


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
    is_told : bool
        Whether people were told of these meetings.
    """

    name: str
    participants: tuple[Participant, ...]
    met: Mapping[Pair, date | None] = field(default_factory=dict)
    event_id: str = ""
    days: tuple[date, ...] = ()
    is_told: bool = True
