"""What stands on the page, section by section."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from matchmaker.aims import Aim, AimName
from matchmaker.answers import answers
from matchmaker.evenness import shares_of
from matchmaker.events import Level, Participant
from matchmaker.fairness import fairness_lines, worthwhile_prices
from matchmaker.fulfilment import Fulfilment, fulfilment
from matchmaker.io.report.bars import Bar, bars, by_frequency, histogram, percent
from matchmaker.io.report.grid import Grid
from matchmaker.io.telling.changes import no_changes
from matchmaker.io.telling.people import PersonRow, UnmetRow, person_rows, unmet_rows
from matchmaker.io.telling.report import Report
from matchmaker.news import News, news_of, rerun_lines
from matchmaker.record import EvennessPrice, Plan
from matchmaker.summary import (
    aim_line,
    rule_lines,
    shortfall_lines,
    version_line,
)
from matchmaker.text import fold_value

TENTHS = 10
SPANS = tuple(str(first) for first in range(0, 100, TENTHS))
"""Where the tenths of a share begin, in percent."""


@dataclass(frozen=True)
class AimRow:
    """An aim, what was reached, and what no plan can exceed."""

    aim: Aim
    name: str
    line: str

    @property
    def has_bound(self) -> bool:
        """Whether anything is proven."""
        return self.aim.name.is_maximised or bool(self.aim.bound) or self.aim.is_proven


@dataclass(frozen=True)
class LevelRow:
    """A level of wishes, and how many of them are met."""

    name: str
    wishes: Fulfilment


@dataclass(frozen=True)
class Origins:
    """Meetings by where the two come from: a bar of each pair of countries or clusters.

    Parameters
    ----------
    bars : tuple of Bar
        The most frequent first; of meetings of which both origins are known.
    share_between : float
        Of these, how many percent join two different ones.
    unknown : int
        How many meetings are left out, since an origin is not known.
    """

    bars: tuple[Bar, ...]
    share_between: float
    unknown: int


def _first_known(of_organisation: Mapping[str, str], person: Participant) -> str:
    """What is known of the first of a person's organisations of which anything is."""
    return next(filter(None, (of_organisation.get(o, "") for o in person.organisations)), "")


@dataclass(frozen=True)
class Contents:
    """Everything on the page."""

    report: Report

    @property
    def plan(self) -> Plan:
        """The plan it is about."""
        return self.report.plan

    @property
    def version(self) -> str:
        """The line that says which version this is, and of when."""
        return version_line(self.plan, self.report.words)

    @property
    def headline(self) -> str:
        """What an organiser asks first, in one sentence."""
        return self.answers[0]

    @cached_property
    def answers(self) -> tuple[str, ...]:
        """What an organiser asks of a plan, the headline first."""
        return answers(self.plan, self.report.words)

    @cached_property
    def aims(self) -> tuple[AimRow, ...]:
        """Every aim in order of rank."""
        words = self.report.words
        return tuple(
            AimRow(aim, words(f"aim.{aim.name}"), aim_line(aim, words)) for aim in self.plan.aims
        )

    @cached_property
    def points(self) -> AimRow | None:
        """The aim that the certificate speaks of; None where nothing was aimed at."""
        return next((row for row in self.aims if row.aim.name is AimName.POINTS), None)

    @property
    def proven(self) -> str:
        """Say how many of the aims are proven."""
        count = sum(row.aim.is_proven for row in self.aims)
        return self.report.words("report.proven", proven=count, all=len(self.aims))

    @property
    def below_floor(self) -> tuple[str, ...]:
        """Say who has fewer meetings than they should, or that nobody has."""
        return shortfall_lines(self.plan, self.report.words)

    @property
    def rules(self) -> tuple[str, ...]:
        """Say what each meeting rule does and costs."""
        return rule_lines(self.plan, self.report.words)

    @cached_property
    def everyone(self) -> tuple[PersonRow, ...]:
        """Everyone who takes part, by last name."""
        registered = set(self.plan.event.registered)
        return tuple(row for row in person_rows(self.report) if row.person.id in registered)

    @cached_property
    def levels(self) -> tuple[LevelRow, ...]:
        """How many wishes of each level are met, of those who take part."""
        event, unmet = self.plan.event, self.plan.unmet
        rows = (
            LevelRow(self.level_name(level), fulfilment(event, unmet, level))
            for level in reversed(Level)
        )
        return tuple(row for row in rows if row.wishes.all)

    @property
    def all_levels(self) -> LevelRow:
        """How many wishes are met."""
        return LevelRow(self.report.words("report.wishes"), self.plan.fulfilment)

    def level_name(self, level: Level) -> str:
        """Name a level."""
        return self.report.words(f"value.level.{level.name.lower()}")

    @cached_property
    def fairness(self) -> tuple[str, ...]:
        """Say how evenly wishes are met, and who has least; nothing where nobody has any."""
        return fairness_lines(self.plan, self.report.words)

    @property
    def evenness_prices(self) -> tuple[EvennessPrice, ...]:
        """What a more even plan would cost."""
        return worthwhile_prices(self.plan)

    @cached_property
    def shares_each(self) -> tuple[Bar, ...]:
        """How many people have which share of their possible wishes, in tenths."""
        shares = shares_of(self.plan.event, self.plan.schedule.pairs).values()
        counts = Counter(min(int(TENTHS * share), TENTHS - 1) for share in shares)
        return bars({span: counts[tenth] for tenth, span in enumerate(SPANS)})

    @cached_property
    def meetings_each(self) -> tuple[Bar, ...]:
        """How many people have how many meetings."""
        return histogram(len(row.meetings) for row in self.everyone)

    @property
    def mean_meetings(self) -> float:
        """How many meetings somebody has on average."""
        count = 2 * len(self.plan.schedule.meetings)
        return count / len(self.everyone) if self.everyone else 0.0

    @cached_property
    def breaks_each(self) -> tuple[Bar, ...]:
        """How many people have how many breaks."""
        return histogram(row.breaks for row in self.everyone)

    @property
    def break_count(self) -> int:
        """How many breaks there are."""
        person_of = self.plan.event.person_of
        return sum(row.breaks for row in self.everyone if person_of[row.person.id] == row.person.id)

    @property
    def tables_in_use(self) -> int:
        """How many tables on site have a meeting."""
        tables = {meeting.table for meeting in self.plan.schedule.meetings} - {None}
        return len(tables - {room.name for room in self.plan.event.rooms})

    @cached_property
    def grid(self) -> Grid:
        """The plan as tables of times."""
        return Grid(self.report)

    @cached_property
    def countries(self) -> Origins:
        """Meetings by the countries of the two."""
        return self._origins(self.report.country)

    @cached_property
    def clusters(self) -> Origins:
        """Meetings by the clusters of the two."""
        of_organisation = {org.name: org.cluster for org in self.plan.event.organisations}
        return self._origins(lambda p: p.cluster or _first_known(of_organisation, p))

    def _origins(self, origin: Callable[[Participant], str]) -> Origins:
        origins = {person.id: origin(person) for person in self.plan.event.participants}
        first = {fold_value(name) or name: name for name in reversed(origins.values())}
        of = {person: first[fold_value(name) or name] for person, name in origins.items()}
        pairs = [
            sorted(of[person] for person in meeting.participants)
            for meeting in self.plan.schedule.meetings
        ]
        known = [(one, other) for one, other in pairs if one]
        between = sum(one != other for one, other in known)
        return Origins(
            bars(by_frequency(self._between(one, other) for one, other in known)),
            percent(between, len(known)),
            len(pairs) - len(known),
        )

    def _between(self, one: str, other: str) -> str:
        if one == other:
            return self.report.words("report.pair_within", one=one)
        return self.report.words("report.pair", one=one, other=other)

    @cached_property
    def unmet(self) -> tuple[UnmetRow, ...]:
        """Every unmet wish, the strongest first."""
        return tuple(unmet_rows(self.report))

    @cached_property
    def reasons(self) -> tuple[Bar, ...]:
        """How many wishes are unmet for which reason, the most frequent first."""
        return bars(by_frequency(map(self.reason, self.unmet)))

    def reason(self, row: UnmetRow) -> str:
        """Name a reason in a few words."""
        return self.report.words(f"report.reason.{row.unmet.reason}")

    @cached_property
    def reason_numbers(self) -> Mapping[str, int]:
        """The place of each reason in that order, to filter by."""
        return {bar.label: at for at, bar in enumerate(self.reasons)}

    @cached_property
    def changes(self) -> tuple[News, ...]:
        """What is not as it was in the version before."""
        return news_of(self.plan.difference, self.plan.event, self.report.words)

    @property
    def changes_lines(self) -> tuple[str, ...]:
        """Say what became of what people were told, or that there is nothing to compare with."""
        return rerun_lines(self.plan, self.report.words) or (no_changes(self.report),)
