"""What an event is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from matchmaker.events.pairs import Blocked, Interest, Met, Pair, Pin
from matchmaker.events.people import Organisation, Participant
from matchmaker.events.places import Table
from matchmaker.events.rules import Rules
from matchmaker.events.times import Item, Slot
from matchmaker.meeting_rules import MeetingRule


@dataclass(frozen=True, kw_only=True)
class EventFields:
    """What is read from the workbook, and found again by its id, its name or its time.

    Parameters
    ----------
    time_zone : str
        Where it takes place, as Continent/City; one that Python knows, as those of participants.
    language : str
        The language of the plan: `en` or `de`; also of agendas in one there are no words of.
    slots : tuple of Slot
        Aware, in order of time, none overlapping another.
    participants, tables, organisations : tuples
        No two of one id or name. Who owns a table is known; during a rerun they may be gone.
    meeting_rules : tuple of MeetingRule
        Who may, should and must not meet whom, besides `rules`.
    met : tuple of Met
        Who met at earlier events.
    interests, blocked, pins, programme : tuples
        Everyone and everything they name is of this event; organisations also those that only
        participants name. Of repeated interests only the strongest is left, none is for oneself;
        pairs are of two people, in order of their ids.
    promises : tuple of Pin
        In a rerun: the meetings people were told, at most one a pair. They need no wish, and
        whoever and whatever they name may be gone by now.
    forced : tuple of Pair
        Who must meet, at whatever time, whether anybody wished it or not.
    now : datetime or None
        In a rerun during the event: slots that began before are over, and what is pinned there is
        history, whatever the rules say.
    """

    name: str
    slots: tuple[Slot, ...]
    participants: tuple[Participant, ...]
    tables: tuple[Table, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    interests: tuple[Interest, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    pins: tuple[Pin, ...] = ()
    programme: tuple[Item, ...] = ()
    rules: Rules = field(default_factory=Rules)
    meeting_rules: tuple[MeetingRule, ...] = ()
    met: tuple[Met, ...] = ()
    event_id: str = ""
    time_zone: str = "Europe/Berlin"
    language: str = "en"
    organiser: str = ""
    organiser_email: str = ""
    logo: str = ""
    """Name of the file of a logo; empty: none is named."""
    colour: str = ""
    """Colour of headings in documents: `#0b5fa5`; empty: the house colour."""
    contact: str = ""
    """A line that says whom to ask."""
    report_by: tuple[str, ...] = ()
    """The columns by which results are told apart: fields, and labels by their heading."""
    promises: tuple[Pin, ...] = ()
    forced: tuple[Pair, ...] = ()
    now: datetime | None = None

    @cached_property
    def participant(self) -> Mapping[str, Participant]:
        """Every participant by id, those who cancelled included."""
        return {person.id: person for person in self.participants}

    @cached_property
    def table(self) -> Mapping[str, Table]:
        """Every table by name."""
        return {table.name: table for table in self.tables}

    @cached_property
    def number_of(self) -> Mapping[Slot, int]:
        """The place of each slot in order of time, from 0."""
        return {slot: number for number, slot in enumerate(self.slots)}
