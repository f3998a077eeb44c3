"""The day of one person on the page: when, where and with whom, and what came of every wish."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Interest, Item, Participant
from matchmaker.io.report.page import filled
from matchmaker.io.telling.people import UnmetRow
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import Entry, days, label
from matchmaker.record import Plan
from matchmaker.score import breaks, waiting
from matchmaker.text import Words
from matchmaker.whereabouts import hours_of, where


@dataclass(frozen=True)
class LineOfDay:
    """A line of somebody's day: a meeting, or what else there is; then `partner` is empty."""

    time: str
    what: str
    partner: str
    place: str


@dataclass(frozen=True)
class WishLine:
    """A wish of somebody, or for them: with whom, how strong, and what came of it."""

    who: str
    organisation: str
    level: str
    is_met: bool
    told: str


@dataclass(frozen=True)
class PersonDay:
    """Everything about one person in a plan."""

    report: Report
    participant: str

    @property
    def person(self) -> Participant:
        """Who it is."""
        return self.report.person(self.participant)

    @property
    def origin(self) -> str:
        """Where they come from."""
        return self.report.origin(self.person)

    @cached_property
    def days(self) -> tuple[tuple[str, tuple[LineOfDay, ...]], ...]:
        """Each day with its lines."""
        return tuple(
            (day.title(self.report.words), tuple(map(self._line, day.entries)))
            for day in days(self.report, self.participant)
        )

    def _line(self, entry: Entry) -> LineOfDay:
        time = hours_of(entry.start, entry.end, self.report.words)
        if isinstance(entry.what, Item):
            return LineOfDay(time, label(entry.what, self.report), "", "")
        other = self.report.person(entry.what.partner_of(entry.participant))
        place = where(entry.what, self.report.plan.event, self.report.words)
        return LineOfDay(time, other.name, self.report.origin(other), place)

    @property
    def no_meetings(self) -> str:
        """Say that there are none; empty where there are."""
        is_met = self.report.has_meetings(self.participant)
        return "" if is_met else self.report.no_meetings(self.participant)

    @property
    def figures(self) -> tuple[tuple[str, int], ...]:
        """How many meetings, breaks, and slots of waiting: each with the key of its word."""
        event, schedule = self.report.plan.event, self.report.plan.schedule
        return (
            ("meetings", len(schedule.of(self.participant))),
            ("break_count", len(breaks(event, schedule, self.participant))),
            ("waiting", waiting(event, schedule, self.participant)),
        )

    @cached_property
    def wishes(self) -> tuple[WishLine, ...]:
        """What they wished, the strongest first."""
        own = (wish for wish in self._all if wish.source == self.participant)
        return tuple(self._wish(wish, wish.target) for wish in own)

    @cached_property
    def wished_by(self) -> tuple[WishLine, ...]:
        """Who wished them, the strongest first."""
        return tuple(
            self._wish(wish, wish.source)
            for wish in self._all
            if wish.target == self.participant and not wish.target_is_organisation
        )

    @property
    def _all(self) -> Iterator[Interest]:
        yield from sorted(self.report.plan.event.interests, key=lambda wish: -wish.level)

    def _wish(self, wish: Interest, other: str) -> WishLine:
        words, unmet = self.report.words, self._unmet.get(wish)
        level = words(f"value.level.{wish.level.name.lower()}")
        if wish.target_is_organisation and other == wish.target:
            name, organisation = words("output.value.anyone", organisation=other), other
        else:
            person = self.report.person(other)
            name, organisation = person.name, person.organisation
        told = unmet.reason if unmet else words("report.met")
        return WishLine(name, organisation, level, unmet is None, told)

    @cached_property
    def _unmet(self) -> dict[Interest, UnmetRow]:
        return {one.interest: UnmetRow(self.report, one) for one in self.report.plan.unmet}


def day(plan: Plan, participant: str, say: Words) -> str:
    """Make the part of a page about one person."""
    return filled("day.html", say, day=PersonDay(Report(plan, say), participant))
