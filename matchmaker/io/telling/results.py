"""What came of events, in the words of one language: names, definitions, and values as shown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from matchmaker.countries import country_in
from matchmaker.figures import number
from matchmaker.indicators import (
    NEED_ANSWERS,
    SECTIONS,
    SMALL,
    Account,
    Cell,
    Evenly,
    Indicator,
    Line,
    Ratings,
    Share,
    Value,
    few,
    merged,
)
from matchmaker.text import Words

CHOICES = {
    "next_step": "value.next_step",
    "later": "value.next_step",
    "agreement": "value.agreement",
    "sme": "value.yes_no",
}
"""Columns whose values are words of ours."""
SIDES = ("_a", "_b")


@dataclass(frozen=True)
class Figure:
    """An indicator as people read it.

    Parameters
    ----------
    indicator : Indicator
        Which.
    label, definition : str
        What it is called, and how it is counted.
    value, share : str
        As they are written; empty: there is nothing to be said.
    target : int or None
        What was aimed at; None: nothing.
    """

    indicator: Indicator
    label: str
    definition: str
    value: str
    share: str
    target: int | None

    @property
    def key(self) -> str:
        """Its key."""
        return self.indicator.key


@dataclass(frozen=True)
class ResultsReport:
    """Results in the words of one language."""

    results: Account
    words: Words

    @property
    def title(self) -> str:
        """The name of the event, or of the first and last of a series."""
        names = dict.fromkeys(one.plan.event.name for one in self.results.outcomes)
        return " · ".join(names)

    @cached_property
    def sections(self) -> Mapping[str, tuple[Figure, ...]]:
        """What is told, in the order of the report; nothing that needs answers without any."""
        sections = {name: tuple(self._told(name)) for name in SECTIONS}
        return {name: told for name, told in sections.items() if told}

    def _told(self, section: str) -> Iterator[Figure]:
        if section in {"rating", "outcome"} and not self.results.is_answered:
            return
        for indicator in SECTIONS[section]:
            if indicator.key in NEED_ANSWERS and not self.results.is_answered:
                continue
            if indicator.needs and not self.results.is_known(indicator.needs):
                continue
            yield Figure(
                indicator,
                self.label(indicator),
                self.definition(indicator),
                self.value(self.results.value(indicator), indicator),
                self.percent(self.results.share(indicator)),
                self.results.targets.get(indicator.key) if is_counted(indicator) else None,
            )

    def label(self, indicator: Indicator) -> str:
        """Call an indicator."""
        return self.words(f"results.label.{indicator.key}")

    def definition(self, indicator: Indicator) -> str:
        """Say how an indicator is counted: from what was held, or, without answers, planned."""
        counted = self.words(f"results.{'held' if self.results.is_answered else 'planned'}")
        return self.words(f"results.definition.{indicator.key}", counted=counted)

    def value(self, value: Value, indicator: Indicator) -> str:
        """Write a figure."""
        if value is None:
            return ""
        if is_share(indicator):
            return self.percent(Fraction(value))
        is_mark = isinstance(indicator.measure, Ratings | Evenly) and indicator.measure.what != "n"
        return number(float(value), self.words, digits=2 if is_mark else 0)

    def percent(self, share: Fraction | None) -> str:
        """Write a share: `83.3 %`."""
        if share is None:
            return ""
        return f"{self.points_of(share)} %"

    def points_of(self, share: Fraction) -> str:
        """Write a share in percent, without the sign."""
        return number(float(share) * 100, self.words, digits=1)

    @property
    def by(self) -> tuple[str, ...]:
        """By which columns it is told: those in which anybody has a value."""
        return tuple(column for column in self.results.by if self.results.is_known(column))

    def heading(self, column: str) -> str:
        """Call a column of the tables; one of the organiser's own as they do."""
        for side in SIDES:
            known = column.removesuffix(side)
            if known != column and self._is_dimension(known):
                return f"{self.dimension(known)} {side[1].upper()}"
        if column.startswith("across_"):
            return self.words("results.across", column=self.dimension(column[len("across_") :]))
        if self._is_dimension(column):
            return self.dimension(column)
        return self.words(f"results.column.{column}")

    def _is_dimension(self, column: str) -> bool:
        return f"results.dimension.{column}" in self.words or column in self.results.by

    def dimension(self, column: str) -> str:
        """Call a column by which meetings are told apart."""
        key = f"results.dimension.{column}"
        return self.words(key) if key in self.words else column

    def shown(self, column: str, value: Cell) -> Cell:
        """Show a value as people write it."""
        base = column.removesuffix("_a").removesuffix("_b")
        if value == SMALL:
            return self.words("results.small")
        if base in CHOICES and value:
            return self.words(f"{CHOICES[base]}.{value}")
        if base == "country" and value:
            return country_in(str(value), self.words.language)
        if self._is_dimension(base) and base != column and not value:
            return self.unknown
        return value

    @property
    def unknown(self) -> str:
        """What stands where somebody has no value in a column."""
        return self.words("results.unknown")

    def group(self, column: str, value: str) -> str:
        """Call a group of people by their value of a column."""
        return str(self.shown(column, value) or self.unknown)

    def rows(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Show the rows of a table."""
        return tuple({key: self.shown(key, value) for key, value in row.items()} for row in lines)

    def public_matrix(self, column: str) -> Mapping[tuple[str, str], int]:
        """Count meetings between groups, those of fewer than three people taken together."""
        cells = merged(self.results.matrix(column), self.results.groups(column))
        return {
            (self.group(column, one), self.group(column, other)): count
            for (one, other), count in cells.items()
        }

    def public_groups(self, column: str) -> Mapping[str, int | None]:
        """Count the people of each group, the largest first; None: fewer than three."""
        groups, small = self.results.groups(column), few(self.results.groups(column))
        order = sorted(groups, key=lambda g: (g in small, -groups[g], self.group(column, g)))
        return {self.group(column, g): None if g in small else groups[g] for g in order}

    def target(self, told: Figure) -> str:
        """Say how far a target is reached: `19 of 15`."""
        if told.target is None:
            return ""
        return self.words(
            "results.of_target", value=told.value, target=number(told.target, self.words)
        )


def is_counted(indicator: Indicator) -> bool:
    """Whether an indicator is a number of something, and so can have a target."""
    return not isinstance(indicator.measure, Ratings | Share | Evenly)


def is_share(indicator: Indicator) -> bool:
    """Whether a figure is itself a share, between 0 and 1."""
    return isinstance(indicator.measure, Evenly) and indicator.measure.what != "gini"
