"""The plan as tables of times: who meets at which table, and how full the areas are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Slot, Table
from matchmaker.io.report.bars import percent
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.record import MeetingStatus
from matchmaker.schedule import Meeting
from matchmaker.whereabouts import days_of, side_by_side, title_of_slots

SHADES = 10
"""Steps from an empty to a full area; the last is for full ones only."""


@dataclass(frozen=True)
class GridMeeting:
    """A meeting in a cell of the grid: two last names, and where the two are in the list."""

    names: tuple[str, str]
    people: tuple[int, int]
    status: str
    """`new` or `moved` since the version before; empty: neither, or there was none."""


@dataclass(frozen=True)
class GridLine:
    """A row of the grid: a table, or what has none, and who meets there in each slot of a day."""

    place: str
    cells: tuple[tuple[GridMeeting, ...], ...]

    @property
    def count(self) -> int:
        """How many meetings there are."""
        return sum(map(len, self.cells))


@dataclass(frozen=True)
class Load:
    """How full an area is in a slot; `percent` is None where no table can be used."""

    percent: float | None

    @property
    def shade(self) -> int:
        """From 0 (empty) to `SHADES` (full)."""
        return int((self.percent or 0) * SHADES / 100)


@dataclass(frozen=True)
class Area:
    """A row of loads: an area, or all tables, in each slot of a day."""

    name: str
    loads: tuple[Load, ...]


@dataclass(frozen=True)
class GridDay:
    """A day of the plan, or all that goes on for days."""

    title: str
    times: tuple[str, ...]
    areas: tuple[Area, ...]
    lines: tuple[GridLine, ...]


@dataclass(frozen=True)
class Grid:
    """A plan as tables of times."""

    report: Report

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everyone who has a meeting, by last name, as they are looked for."""
        return tuple(self._label(person) for person in self._number)

    def _label(self, participant: str) -> str:
        person = self.report.person(participant)
        return f"{person.name}, {person.organisation} · {person.id}"

    @cached_property
    def _number(self) -> Mapping[str, int]:
        people = map(self.report.person, self.report.plan.schedule.by_participant)
        return {person.id: at for at, person in enumerate(sorted(people, key=by_last_name))}

    @cached_property
    def days(self) -> tuple[GridDay, ...]:
        """Every day that has slots, and all that go on for days together."""
        return tuple(self._day(slots) for slots in side_by_side(self.report.plan.event))

    def _day(self, slots: tuple[Slot, ...]) -> GridDay:
        words, local = self.report.words, self.report.local
        return GridDay(
            title_of_slots(slots, words),
            tuple(
                days_of(slot, words) if slot.is_stay else f"{local(slot.start):%H:%M}"
                for slot in slots
            ),
            tuple(self._areas(slots)),
            tuple(self._lines(slots)),
        )

    def _lines(self, slots: tuple[Slot, ...]) -> Iterator[GridLine]:
        """Give a row of each table, and one of the meetings without one if there are any."""
        for table in self.report.plan.event.tables:
            yield GridLine(table.name, tuple(self._sittings(slot, table.name) for slot in slots))
        if title := self.report.without_table(slots):
            yield GridLine(title, tuple(self._sittings(slot, None) for slot in slots))

    def _sittings(self, slot: Slot, table: str | None) -> tuple[GridMeeting, ...]:
        return tuple(self._sitting(meeting) for meeting in self._meetings(slot, table))

    def _sitting(self, meeting: Meeting) -> GridMeeting:
        one, other = meeting.participants
        person, status = self.report.person, self.report.plan.status_of(meeting)
        return GridMeeting(
            (person(one).last_name, person(other).last_name),
            (self._number[one], self._number[other]),
            status if self.report.plan.base and status is not MeetingStatus.KEPT else "",
        )

    def _meetings(self, slot: Slot, table: str | None) -> tuple[Meeting, ...]:
        return self.report.plan.schedule.by_place.get((slot, table), ())

    def _areas(self, slots: tuple[Slot, ...]) -> Iterator[Area]:
        """Give a row of each area, where there are several, one of all tables, one of the rooms."""
        tables, rooms = self.report.plan.event.standing_tables, self.report.plan.event.rooms
        areas = defaultdict(list)
        for table in tables:
            areas[table.area].append(table)
        if len(areas) > 1:
            for name, theirs in areas.items():
                label = name or self.report.words("report.not_given")
                yield Area(label, tuple(self._load(theirs, slot) for slot in slots))
        if tables:
            label = self.report.words("report.all_tables")
            yield Area(label, tuple(self._load(tables, slot) for slot in slots))
        if rooms:
            yield Area(self.report.online, tuple(self._load(rooms, slot) for slot in slots))

    def _load(self, tables: list[Table] | tuple[Table, ...], slot: Slot) -> Load:
        places = sum(table.meetings_at_once for table in tables if table.times.allows(slot))
        taken = sum(len(self._meetings(slot, table.name)) for table in tables)
        return Load(percent(taken, places) if places else None)
