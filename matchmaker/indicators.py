"""What came of one event or a series: figures, counted from two tables: people and meetings.

Each figure is a measure, which says how it is counted. Whoever shows it counts it from the same
tables by the same measure, in Python or as a formula of Excel.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from math import sqrt

from matchmaker.aims import AimName
from matchmaker.evenness import spread_of
from matchmaker.events import Event, Participant, Status
from matchmaker.explain import Unmet
from matchmaker.feedback import FOLLOWED_UP, Agreement, Feedback, NextStep, Verdict
from matchmaker.fulfilment import wishes_of
from matchmaker.identity.people import who_is_who
from matchmaker.record import Plan
from matchmaker.rulings import FIELDS
from matchmaker.text import fold

Cell = str | int | float | None
Line = Mapping[str, Cell]
"""A row of one of the two tables, by column."""
Value = int | Fraction | float | None
"""A figure; None: there is nothing to count it from."""
FEW = 3
"""Groups of fewer people are not shown to the public."""


class Subject(StrEnum):
    """The two tables."""

    PEOPLE = "people"
    MEETINGS = "meetings"


@dataclass(frozen=True)
class Tables:
    """What everything is counted from.

    Parameters
    ----------
    people : tuple of Line
        Everyone who was told that they take part, each once.
    meetings : tuple of Line
        Every meeting that people were told.
    """

    people: tuple[Line, ...]
    meetings: tuple[Line, ...]

    def of(self, sheet: Subject) -> tuple[Line, ...]:
        """Get one of the two."""
        return self.people if sheet is Subject.PEOPLE else self.meetings


@dataclass(frozen=True)
class Count:
    """How many rows have these values."""

    sheet: Subject
    where: tuple[tuple[str, Cell], ...] = ()

    def of(self, tables: Tables) -> int:
        """Count them."""
        return sum(all(row[c] == v for c, v in self.where) for row in tables.of(self.sheet))

    def also(self, *where: tuple[str, Cell]) -> "Count":
        """Count those of them that have more."""
        return replace(self, where=(*self.where, *where))


@dataclass(frozen=True)
class Sum:
    """What stands in a column, summed."""

    sheet: Subject
    column: str

    def of(self, tables: Tables) -> int:
        """Sum it."""
        return sum(int(row[self.column] or 0) for row in tables.of(self.sheet))


@dataclass(frozen=True)
class Distinct:
    """How many different values stand in a column; an empty cell is none."""

    sheet: Subject
    column: str

    def of(self, tables: Tables) -> int:
        """Count them."""
        return len({row[self.column] for row in tables.of(self.sheet)} - {None, ""})


@dataclass(frozen=True)
class Share:
    """A part of a whole."""

    part: Count | Sum
    whole: Count | Sum

    def of(self, tables: Tables) -> Fraction | None:
        """Compute it; None of nothing."""
        whole = self.whole.of(tables)
        return Fraction(self.part.of(tables), whole) if whole else None


@dataclass(frozen=True)
class Ratings:
    """The ratings of meetings that were held: how many, their mean, or their spread."""

    what: str
    """`n`, `mean`, or `spread`: the standard deviation of all of them."""
    columns: tuple[str, ...] = ("rating_a", "rating_b")

    def of(self, tables: Tables) -> Value:
        """Compute it; None of no rating."""
        marks = [int(row[c] or 0) for row in tables.meetings for c in self.columns if row[c]]
        if self.what == "n" or not marks:
            return len(marks) if self.what == "n" else None
        mean = Fraction(sum(marks), len(marks))
        if self.what == "mean":
            return mean
        return sqrt(sum((mark - mean) ** 2 for mark in marks) / len(marks))


@dataclass(frozen=True)
class Evenly:
    """How evenly wishes were met: of the shares of everybody who had any that could be met."""

    what: str
    """`least`, `lower_quartile`, `median` or `gini`, as in `matchmaker.evenness`."""

    def of(self, tables: Tables) -> Value:
        """Work it out; None of nobody."""
        shares = [float(row["share"]) for row in tables.people if row["share"] is not None]
        return float(getattr(spread_of(shares), self.what)) if shares else None


Measure = Count | Sum | Distinct | Share | Ratings | Evenly


@dataclass(frozen=True)
class Indicator:
    """A figure with its name.

    Parameters
    ----------
    key : str
        Its sentence and definition in `text`.
    measure : Measure
        How it is counted.
    of : Measure or None
        What it is a share of, where that is told.
    needs : str
        The column of people without any value in which it says nothing.
    """

    key: str
    measure: Measure
    of: Count | Sum | None = None
    needs: str = ""


PLANNED = Count(Subject.MEETINGS)
ANSWERED = PLANNED.also(("answered", 1))
HELD = PLANNED.also(("counted", 1))
PEOPLE = Count(Subject.PEOPLE)


def _of_held(key: str, *where: tuple[str, Cell], needs: str = "") -> Indicator:
    return Indicator(key, HELD.also(*where), HELD, needs)


WHO = (
    Indicator("participants", PEOPLE),
    Indicator("organisations", Distinct(Subject.PEOPLE, "organisation")),
    Indicator("countries", Distinct(Subject.PEOPLE, "country"), needs="country"),
    Indicator("clusters", Distinct(Subject.PEOPLE, "cluster"), needs="cluster"),
    Indicator("smes", PEOPLE.also(("sme", "yes")), PEOPLE, "sme"),
    Indicator("abroad", PEOPLE.also(("abroad", 1)), PEOPLE, "country"),
)
"""Who was there."""
FUNNEL = (
    Indicator("wished", Sum(Subject.PEOPLE, "wishes")),
    Indicator("possible", Sum(Subject.PEOPLE, "possible"), Sum(Subject.PEOPLE, "wishes")),
    Indicator("met", Sum(Subject.PEOPLE, "met"), Sum(Subject.PEOPLE, "possible")),
    Indicator("planned", PLANNED),
    Indicator("answered", ANSWERED, PLANNED),
    Indicator("held", PLANNED.also(("held", 1)), ANSWERED),
    Indicator("disputed", PLANNED.also(("disputed", 1)), PLANNED),
    _of_held("followed_up", ("followed_up", 1)),
    _of_held("agreed", ("next_step", NextStep.AGREEMENT)),
)
"""From wishes to agreements."""
ACROSS = (
    _of_held("across_country", ("across_country", 1), needs="country"),
    _of_held("across_cluster", ("across_cluster", 1), needs="cluster"),
    _of_held("across_areas", ("across_areas", 1), needs="areas"),
    _of_held("with_sme", ("with_sme", 1), needs="sme"),
)
"""Between whom."""
EVEN = (
    Indicator("share_least", Evenly("least")),
    Indicator("share_quartile", Evenly("lower_quartile")),
    Indicator("share_median", Evenly("median")),
    Indicator("share_gini", Evenly("gini")),
)
"""How evenly wishes were met."""
RATING = (
    Indicator("rating", Ratings("mean")),
    Indicator("rating_spread", Ratings("spread")),
    Indicator("rating_n", Ratings("n")),
)
OUTCOME = (
    _of_held("negotiations", ("next_step", NextStep.NEGOTIATION)),
    _of_held("agreements", ("next_step", NextStep.AGREEMENT)),
    *(Indicator(f"agreement_{each}", HELD.also(("agreement", each))) for each in Agreement),
    Indicator(
        "agreements_abroad",
        HELD.also(("next_step", NextStep.AGREEMENT), ("across_country", 1)),
        needs="country",
    ),
    Indicator(
        "agreements_sme",
        HELD.also(("next_step", NextStep.AGREEMENT), ("with_sme", 1)),
        needs="sme",
    ),
    Indicator("negotiations_later", HELD.also(("later", NextStep.NEGOTIATION))),
    Indicator("agreements_later", HELD.also(("later", NextStep.AGREEMENT))),
)
"""What came of it."""
SECTIONS: Mapping[str, tuple[Indicator, ...]] = {
    "who": WHO,
    "funnel": FUNNEL,
    "across": ACROSS,
    "even": EVEN,
    "rating": RATING,
    "outcome": OUTCOME,
}
"""Every indicator, in the order of the report."""
NEED_ANSWERS = frozenset(["answered", "held", "disputed", "followed_up", "agreed"])
"""Of the funnel, what says nothing before anybody answered; so do ratings and outcome."""
DIMENSIONS = ("country", "cluster", "sme", "areas")
"""By what is reported unless the organiser says otherwise."""


@dataclass(frozen=True)
class Outcome:
    """One event, and what came of it.

    Parameters
    ----------
    plan : Plan
        What people were told last.
    feedback : Feedback
        What they said afterwards.
    home : str
        The country it took place in, as ISO code; empty: not known.
    """

    plan: Plan
    feedback: Feedback
    home: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether anybody said anything of any meeting."""
        return any(verdict.is_answered for verdict in self.feedback.verdicts.values())


@dataclass(frozen=True)
class Yardstick:
    """What others of the trade aim at, and where an event stands.

    The marks are those that Converve gives organisers (Event matchmaking FAQ, 2026): at least two
    meetings for each participant, 80 % of the meetings kept, 20 % that lead to a second one.

    Parameters
    ----------
    key : str
        Its sentence in `text`.
    value : Fraction or None
        What was reached; None: nothing to count it from.
    mark : Fraction
        What is aimed at.
    """

    key: str
    value: Fraction | None
    mark: Fraction

    @property
    def is_reached(self) -> bool:
        """Whether it is."""
        return self.value is not None and self.value >= self.mark


@dataclass(frozen=True)
class Quality:
    """How good the plan of an event was, and is proven to be."""

    event: str
    points: int
    bound: int
    people: int
    below_floor: int


@dataclass(frozen=True)
class Account:
    """What came of one event or a series.

    Parameters
    ----------
    outcomes : tuple of Outcome
        The events, in order of their days.
    by : tuple of str
        The columns by which meetings are told apart, by key or heading.
    """

    outcomes: tuple[Outcome, ...]
    by: tuple[str, ...] = DIMENSIONS

    @property
    def is_answered(self) -> bool:
        """Whether anybody said what came of anything; else what was planned is told."""
        return any(outcome.is_answered for outcome in self.outcomes)

    @property
    def targets(self) -> Mapping[str, int]:
        """What was aimed at, by the key of an indicator; of a series, all together."""
        aims = Counter[str]()
        for outcome in self.outcomes:
            aims.update(outcome.feedback.targets)
        return aims

    @cached_property
    def tables(self) -> Tables:
        """What everything is counted from."""
        meetings = (
            line
            for number, outcome in enumerate(self.outcomes)
            for line in self._meetings(number, outcome)
        )
        return Tables(tuple(self._people()), tuple(meetings))

    @property
    def numbers(self) -> Mapping[tuple[int, str], int]:
        """The number of each person, by the number of an event, from 0, and their id there."""
        return self._humans.number

    @cached_property
    def _humans(self) -> "_Humans":
        return _Humans(self.outcomes)

    def value(self, indicator: Indicator) -> Value:
        """Count an indicator."""
        return indicator.measure.of(self.tables)

    def share(self, indicator: Indicator) -> Fraction | None:
        """Give its share; None where it is none, or of nothing."""
        if indicator.of is None or not isinstance(indicator.measure, Count | Sum):
            return None
        return Share(indicator.measure, indicator.of).of(self.tables)

    def is_known(self, column: str) -> bool:
        """Whether anybody has a value in a column."""
        return any(row.get(column) for row in self.tables.people)

    def matrix(self, column: str) -> Mapping[tuple[str, str], int]:
        """Count the meetings between values of a column, each pair of values in sorted order.

        Somebody with several values counts under the first; whoever has none, under an empty one.
        """
        cells = Counter[tuple[str, str]]()
        for row in self.tables.meetings:
            if row["counted"] == 1:
                one, other = sorted(str(row[f"{column}_{side}"] or "") for side in "ab")
                cells[one, other] += 1
        return dict(sorted(cells.items()))

    def groups(self, column: str) -> Mapping[str, int]:
        """Count the people with each value of a column."""
        return Counter(str(row[column] or "") for row in self.tables.people)

    @property
    def yardsticks(self) -> tuple[Yardstick, ...]:
        """What others of the trade aim at, and what was reached; without answers nothing."""
        if not self.is_answered:
            return ()
        tables = self.tables
        held, followed = HELD.of(tables), HELD.also(("followed_up", 1))
        each = Fraction(2 * held, len(tables.people)) if tables.people else None
        return (
            Yardstick("each", each, Fraction(2)),
            Yardstick(
                "kept", Share(PLANNED.also(("held", 1)), ANSWERED).of(tables), Fraction(4, 5)
            ),
            Yardstick("second", Share(followed, HELD).of(tables), Fraction(1, 5)),
        )

    @property
    def quality(self) -> tuple[Quality, ...]:
        """How good each plan was."""
        plans = (outcome.plan for outcome in self.outcomes)
        return tuple(_quality(plan) for plan in plans if AimName.POINTS in plan.aim)

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*DIMENSIONS, *self.by)))

    def _people(self) -> Iterator[Line]:
        people = self._humans
        for number, (outcome, person) in enumerate(people.latest, 1):
            event = outcome.plan.event
            values = {column: value_of(person, column, event) for column in self._columns}
            yield {
                "person": number,
                "events": people.events[number - 1],
                "organisation": people.organisations[fold(person.organisation)],
                **values,
                "abroad": _abroad(person, outcome),
                **people.wishes[number - 1],
                "share": _share(people.wishes[number - 1]),
            }

    def _meetings(self, number: int, outcome: Outcome) -> Iterator[Line]:
        people = self._humans
        event = outcome.plan.event
        for meeting in outcome.plan.schedule.meetings:
            a, b = (event.participant[person] for person in meeting.participants)
            verdict = outcome.feedback.of(meeting.participants)
            sides: dict[str, Cell] = {}
            for column in self._columns:
                one, other = (value_of(person, column, event) for person in (a, b))
                is_across = int(one != other) if one and other else None
                sides |= {f"{column}_a": one, f"{column}_b": other, f"across_{column}": is_across}
            yield {
                "event": number + 1,
                "person_a": people.number[number, a.id],
                "person_b": people.number[number, b.id],
                **sides,
                "with_sme": int("yes" in {sides["sme_a"], sides["sme_b"]}),
                **_said(verdict, is_answered=self.is_answered),
            }


def _said(verdict: Verdict, *, is_answered: bool) -> Line:
    """Say what came of a meeting; before anybody answered, all that are planned are counted."""
    word = verdict.word
    return {
        "answered": int(verdict.is_answered),
        "held": int(verdict.is_held),
        "counted": int(verdict.is_held or not is_answered),
        "disputed": int(verdict.is_disputed),
        "rating_a": word.rating_a,
        "rating_b": word.rating_b,
        "followed_up": int(word.next_step in FOLLOWED_UP),
        "next_step": word.next_step,
        "agreement": word.agreement,
        "later": word.after_six_months,
    }


def value_of(person: Participant, column: str, event: Event) -> str:
    """Give what somebody has in a column: the first value; that of their organisation, else."""
    own = FIELDS[column](person) if column in FIELDS else dict(person.labels).get(column, ())
    known = next(filter(None, own), "")
    return known or next(filter(None, _of_organisations(person, column, event)), "")


def _of_organisations(person: Participant, column: str, event: Event) -> Iterator[str]:
    told: Mapping[str, Callable[..., str]] = {
        "cluster": lambda one: one.cluster,
        "country": lambda one: one.country,
        "organisation_type": lambda one: one.type,
        "sme": lambda one: {True: "yes", False: "no"}.get(one.is_sme, ""),
    }
    known = {one.name: one for one in event.organisations}
    for name in person.organisations:
        if name in known and column in told:
            yield told[column](known[name])


def _share(wishes: Mapping[str, int]) -> float | None:
    """What share of the wishes of somebody was met that could be; None: there were none."""
    return wishes["met"] / wishes["possible"] if wishes["possible"] else None


def _abroad(person: Participant, outcome: Outcome) -> Cell:
    country = value_of(person, "country", outcome.plan.event)
    return int(country != outcome.home) if country and outcome.home else None


def _quality(plan: Plan) -> Quality:
    points, floor = plan.aim[AimName.POINTS], plan.aim.get(AimName.FAIR_SHARE)
    return Quality(
        event=plan.event.name,
        points=points.value,
        bound=points.bound,
        people=len(plan.event.registered),
        below_floor=floor.value if floor else 0,
    )


class _Humans:
    """Everyone of a series, each once, whatever their ids."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.number: dict[tuple[int, str], int] = {}
        self.latest: list[tuple[Outcome, Participant]] = []
        self.events: list[int] = []
        self.wishes: list[dict[str, int]] = []
        self.organisations: dict[str, int] = {}
        for at, outcome in enumerate(outcomes):
            self._add(at, outcome)

    def _add(self, at: int, outcome: Outcome) -> None:
        event = outcome.plan.event
        told = {*event.registered, *outcome.plan.schedule.by_participant}
        humans = {min(event.selves[person]): event.selves[person] for person in sorted(told)}
        known = [replace(p, id=f"\0{n}") for n, (_, p) in enumerate(self.latest)]
        now = [replace(event.participant[p], status=Status.REGISTERED) for p in humans]
        before = [replace(p, status=Status.REGISTERED) for p in known]
        same = who_is_who(before, now, substitutes=False).same
        number_of = {new: int(old[1:]) for old, new in same.items()}
        served = _served(event, outcome.plan.unmet)
        for one, selves in humans.items():
            number = number_of.get(one, len(self.latest))
            if number == len(self.latest):
                self.latest.append((outcome, event.participant[one]))
                self.events.append(0)
                self.wishes.append({"wishes": 0, "possible": 0, "met": 0})
            self.latest[number] = (outcome, event.participant[one])
            self.events[number] += 1
            for person in selves:
                self.number[at, person] = number + 1
                for key, count in served[person].items():
                    self.wishes[number][key] += count
                organisation = fold(event.participant[person].organisation)
                self.organisations.setdefault(organisation, len(self.organisations) + 1)


def _served(event: Event, unmet: Iterable[Unmet]) -> Mapping[str, Counter[str]]:
    """Count everyone's wishes: all, those that could be met, and those that were."""
    reasons = {each.interest: each.reason for each in unmet}
    served: dict[str, Counter[str]] = {person: Counter() for person in event.participant}
    for wish in wishes_of(event):
        reason = reasons.get(wish)
        served[wish.source]["wishes"] += 1
        served[wish.source]["possible"] += int(reason is None or not reason.is_final)
        served[wish.source]["met"] += int(reason is None)
    return served


def count_together(outcomes: Iterable[Outcome]) -> Account:
    """Count one event or a series, by the columns that any of the events names."""
    ordered = in_order(outcomes)
    named = dict.fromkeys(column for one in ordered for column in one.plan.event.report_by)
    return Account(ordered, tuple(named) or DIMENSIONS)


def in_order(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Put events into the order of their days, so that figures depend on no order of folders."""
    return tuple(
        sorted(outcomes, key=lambda one: ([*one.plan.event.days][:1], one.plan.event.event_id))
    )


SMALL = "\uffff"
"""Stands for the groups that are too small to be shown."""


def merged(
    matrix: Mapping[tuple[str, str], int], groups: Mapping[str, int]
) -> Mapping[tuple[str, str], int]:
    """Take together the groups of a matrix that are too small to be shown under `SMALL`."""
    small = few(groups)
    cells = Counter[tuple[str, str]]()
    for pair, count in matrix.items():
        one, other = sorted(SMALL if value in small else value for value in pair)
        cells[one, other] += count
    return dict(sorted(cells.items()))


def few(groups: Mapping[str, int]) -> frozenset[str]:
    """Name the groups of fewer than three people; with them the next, if they are too few still."""
    in_order_of_size = sorted(groups, key=lambda group: (groups[group], group))
    small = [group for group in in_order_of_size if groups[group] < FEW]
    rest = in_order_of_size[len(small) :]
    while small and rest and sum(groups[group] for group in small) < FEW:
        small.append(rest.pop(0))
    return frozenset(small)
