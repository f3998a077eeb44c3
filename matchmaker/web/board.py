"""The meetings as a board of slots and tables, with every place of a chosen one."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from zoneinfo import ZoneInfo

from matchmaker.editing import Edit, EditKind, edited
from matchmaker.events import Event, Pair, Slot, other_of
from matchmaker.objections import effect_line, fault_line
from matchmaker.positions import Position
from matchmaker.rulebook import OF_WHAT_IS_FIXED, verify_some
from matchmaker.schedule import Meeting, Place
from matchmaker.text import Words
from matchmaker.web.handles import Handles
from matchmaker.whereabouts import (
    days_of,
    name_in,
    side_by_side,
    sign_in,
    title_of_slots,
    when_and_where,
    who,
    without_table,
)
from matchmaker.wishes import points_of, unhindered_pairs
from matchmaker.workflow import Editing


@dataclass(frozen=True)
class Seated:
    """A meeting on the board."""

    meeting: Meeting
    handle: str
    """What it is chosen by."""
    names: tuple[str, str]


@dataclass(frozen=True)
class Chance:
    """A place of the chosen meeting, as it is shown."""

    position: Position
    handle: str
    """What is done if it is taken; empty where it may not stand."""
    where: str
    """When and where that is; empty where it may not stand."""
    told: str
    """What it changes, or which rule forbids it."""
    exchanged: str
    """Who would change places with them; empty: nobody."""

    @property
    def label(self) -> str:
        """What is written on it."""
        return f"⇄ {self.told}" if self.exchanged else self.told

    @property
    def title(self) -> str:
        """What is written on it, after when and where that is."""
        return f"{self.where}: {self.told}"

    @property
    def tone(self) -> str:
        """Whether it makes the plan better, worse, or neither, or cannot be."""
        if not self.position.is_open:
            return "closed"
        first = next((one for one in self.position.merit if one), 0)
        return "worse" if first > 0 else "better" if first < 0 else "even"


@dataclass(frozen=True)
class BoardLine:
    """A table on the board, or all that has none."""

    place: str
    cells: tuple[Place, ...]
    """The places in it."""


@dataclass(frozen=True)
class BoardDay:
    """A day on the board."""

    slots: tuple[Slot, ...]
    title: str
    times: tuple[str, ...]
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True)
class BareBoard:
    """The meetings as a board of slots and tables, whichever of them is chosen.

    Parameters
    ----------
    editing : Editing
        The meetings.
    words : Words
        The language.
    """

    editing: Editing
    words: Words

    @property
    def event(self) -> Event:
        """The event."""
        return self.editing.event

    @cached_property
    def handles(self) -> Handles:
        """What people and meetings are chosen by."""
        return Handles(self.event)

    @cached_property
    def seated(self) -> Mapping[Place, tuple[Seated, ...]]:
        """The meetings of every place that has any."""
        places = self.editing.schedule.by_place
        return {place: tuple(map(self.sitting, there)) for place, there in places.items()}

    def sitting(self, meeting: Meeting) -> Seated:
        """Give a meeting as it is on the board."""
        one, other = (self.event.participant[p].last_name for p in meeting.participants)
        return Seated(meeting, self.handles.of_pair(meeting.participants), (one, other))

    @cached_property
    def days(self) -> tuple[BoardDay, ...]:
        """Every day that has slots, and all that go on for days together, with the tables."""
        signs = {one.name: sign_in(self.event, one.name, self.words) for one in self.event.tables}
        return tuple(self._day(slots, signs) for slots in side_by_side(self.event))

    def _day(self, slots: tuple[Slot, ...], signs: Mapping[str, str]) -> BoardDay:
        zone, words = ZoneInfo(self.event.time_zone), self.words
        times = tuple(
            days_of(slot, words) if slot.is_stay else f"{slot.start.astimezone(zone):%H:%M}"
            for slot in slots
        )
        lines = tuple(
            BoardLine(sign, tuple((slot, table) for slot in slots)) for table, sign in signs.items()
        )
        return BoardDay(slots, title_of_slots(slots, words), times, lines)

    def prepare(self) -> None:
        """Work out whatever is asked of any meeting, before one is chosen."""
        places = self.editing.places
        for pair in [meeting.participants for meeting in places.schedule.meetings[:1]]:
            places.positions(pair)
            places.without(pair)

    def where(self, meeting: Meeting) -> str:
        """Say when and where a meeting would be; at a table it is the same of all."""
        place = meeting.when_and_where
        if meeting.table is None or place not in self._told:
            self._told[place] = when_and_where(meeting, self.event, self.words)
        return self._told[place]

    @cached_property
    def _told(self) -> dict[Place, str]:
        return {}


@dataclass(frozen=True)
class WishLeft:
    """A wish without a meeting, of somebody who is looked at."""

    handle: str
    partner: str
    points: int


@dataclass(frozen=True)
class HandBoard:
    """What is being changed by hand, as the page shows it.

    Parameters
    ----------
    bare : BareBoard
        The meetings.
    chosen : Pair or None
        Whose meeting is chosen, planned or to be added.
    """

    bare: BareBoard
    chosen: Pair | None

    @property
    def editing(self) -> Editing:
        """The meetings."""
        return self.bare.editing

    @property
    def event(self) -> Event:
        """The event."""
        return self.editing.event

    @property
    def words(self) -> Words:
        """The language."""
        return self.bare.words

    @property
    def handles(self) -> Handles:
        """What people and meetings are chosen by."""
        return self.bare.handles

    @property
    def meeting(self) -> Meeting | None:
        """The chosen meeting, if it is planned."""
        return self.editing.schedule.by_pair.get(self.chosen) if self.chosen else None

    @property
    def handle(self) -> str:
        """What the chosen meeting is chosen by; empty: none is."""
        return self.handles.of_pair(self.chosen) if self.chosen else ""

    @property
    def who(self) -> str:
        """Name those whose meeting is chosen."""
        return who(self.chosen or (), self.event)

    @property
    def where(self) -> str:
        """Say when and where the chosen meeting is; empty: it is not planned."""
        return when_and_where(self.meeting, self.event, self.words) if self.meeting else ""

    @property
    def of_deleting(self) -> str:
        """Say what it changes to delete the chosen meeting, or which rule forbids that."""
        if self.meeting is None:
            return ""
        edit = Edit(EditKind.DELETE, self.meeting.participants)
        # Whatever is there less breaks no rule but those that ask for it.
        without = edited(self.editing.schedule, edit)
        broken = verify_some(self.event, without, OF_WHAT_IS_FIXED)
        if broken:
            return fault_line(broken[0], self.event, self.words)
        return effect_line(self.editing.places.without(self.meeting.participants), self.words)

    @cached_property
    def choices(self) -> tuple[Chance, ...]:
        """Every place of the chosen meeting."""
        if self.chosen is None:
            return ()
        return tuple(map(self._choice, self.editing.places.positions(self.chosen)))

    @cached_property
    def open_choices(self) -> tuple[Chance, ...]:
        """The places where it may stand, the best first."""
        found = (choice for choice in self.choices if choice.position.is_open)
        return tuple(sorted(found, key=lambda choice: choice.position.merit))

    @cached_property
    def reasons(self) -> Mapping[str, int]:
        """What forbids the other places, and how many, the most frequent first."""
        found: dict[str, int] = defaultdict(int)
        for choice in self.choices:
            if not choice.position.is_open:
                found[choice.told] += 1
        return dict(sorted(found.items(), key=lambda one: -one[1]))

    def _choice(self, position: Position) -> Chance:
        pair = self.chosen or position.edit.pair
        there = Meeting(pair, position.slot, position.table)
        where = self.bare.where(there) if position.is_open else ""
        return Chance(
            position,
            self.handles.of_edit(position.edit) if position.is_open else "",
            where,
            self._told(position),
            who(position.edit.other, self.event) if position.edit.other else "",
        )

    def _told(self, position: Position) -> str:
        if position.is_open:
            return effect_line(position.effect, self.words)
        first = position.faults[0]  # of what speaks against a time, the same at every table
        if id(first) not in self._sentences:
            self._sentences[id(first)] = fault_line(first, self.event, self.words)
        return self._sentences[id(first)]

    @cached_property
    def _sentences(self) -> dict[int, str]:
        return {}

    @cached_property
    def days(self) -> tuple[BoardDay, ...]:
        """Every day of the board, with what has no table."""
        days = self.bare.days
        return tuple(
            replace(day, lines=(*day.lines, *self._without_table(day.slots))) for day in days
        )

    def _without_table(self, slots: Sequence[Slot]) -> Iterator[BoardLine]:
        """Give the line of what has no table in these slots, or could be there; none: nothing."""
        cells = tuple((slot, None) for slot in slots)
        there = [m for cell in cells for m in self.editing.schedule.by_place.get(cell, ())]
        chosen, at = self.chosen, self._by_place
        could = [Meeting(chosen, cell[0]) for cell in cells if chosen and cell in at]
        if place := without_table((*there, *could), self.event, self.words):
            yield BoardLine(place, cells)

    @cached_property
    def _by_place(self) -> Mapping[Place, Chance]:
        return {(one.position.slot, one.position.table): one for one in self.choices}

    def cells_in(
        self, line: BoardLine, shown: Mapping[Place, str]
    ) -> Iterator[tuple[str, Chance | None]]:
        """Give what is shown in each place of a line, and what the chosen one would do there."""
        at = self._by_place
        return ((shown.get(place, ""), at.get(place)) for place in line.cells)

    @property
    def marks(self) -> dict[str, object]:
        """Tell of each cell of the board, in its order, what is to be shown there.

        A number is the reason why not, in the list of them; an open place has its tone, its handle,
        and what is written on it, after when and where that is.
        """
        reasons = list(self.reasons)
        numbers = {reason: number for number, reason in enumerate(reasons)}
        places = (place for day in self.days for line in day.lines for place in line.cells)
        found = map(self._by_place.get, places)
        return {"reasons": reasons, "cells": [one and self._mark(one, numbers) for one in found]}

    @staticmethod
    def _mark(choice: Chance, numbers: Mapping[str, int]) -> int | tuple[str, str, str, str]:
        if not choice.handle:
            return numbers[choice.told]
        return choice.tone, choice.handle, choice.title, choice.label

    def sittings_of(self, person: str) -> tuple[tuple[Seated, str], ...]:
        """List the meetings of somebody, each in words."""
        theirs = self.editing.schedule.of(person)
        return tuple((self.bare.sitting(m), self._line(m, m.partner_of(person))) for m in theirs)

    def _line(self, meeting: Meeting, partner: str) -> str:
        when = when_and_where(meeting, self.event, self.words)
        return f"{when}: {name_in(self.event, partner)}"

    def wanted_by(self, person: str) -> tuple[WishLeft, ...]:
        """List whom somebody could meet besides, since one of the two wishes so: the best first."""
        schedule = self.editing.schedule
        pairs = (p for p in unhindered_pairs(self.event) if person in p and p not in schedule.pairs)
        found = (
            WishLeft(
                self.handles.of_pair(pair),
                name_in(self.event, other_of(pair, person)),
                self._points(pair),
            )
            for pair in pairs
        )
        return tuple(sorted(found, key=lambda one: (-one.points, one.partner)))

    def _points(self, pair: Pair) -> int:
        """Count what a meeting more of two people brings beside those that they have."""
        schedule = self.editing.schedule
        theirs = {m.participants for person in pair for m in schedule.of(person)}
        before, after = (sum(points_of(self.event, p).values()) for p in (theirs, theirs | {pair}))
        return after - before
