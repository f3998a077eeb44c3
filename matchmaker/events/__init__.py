"""Everything read from the workbook, as frozen data in the words of the field."""

from matchmaker.events.event import Event
from matchmaker.events.pairs import (
    Answer,
    Blocked,
    Interest,
    Level,
    Met,
    Pair,
    Pin,
    other_of,
    pair_of,
)
from matchmaker.events.people import Attendance, Organisation, Participant, Status
from matchmaker.events.places import Table
from matchmaker.events.rules import COUNTS, Rules
from matchmaker.events.times import (
    BY_TIME,
    SHORTEST_STAY,
    Availability,
    Item,
    ItemKind,
    Period,
    Slot,
    by_clocks,
)

__all__ = [
    "BY_TIME",
    "COUNTS",
    "SHORTEST_STAY",
    "Answer",
    "Attendance",
    "Availability",
    "Blocked",
    "Event",
    "Interest",
    "Item",
    "ItemKind",
    "Level",
    "Met",
    "Organisation",
    "Pair",
    "Participant",
    "Period",
    "Pin",
    "Rules",
    "Slot",
    "Status",
    "Table",
    "by_clocks",
    "other_of",
    "pair_of",
]
