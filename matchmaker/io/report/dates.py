"""The dates of many networks as one page, to be handed on: day by day, and what is at one time."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from matchmaker.dates import DateSpan, NetworkDate, free_half_days
from matchmaker.io.report.page import filled, policy, style
from matchmaker.io.writing.dates_book import DatesReport
from matchmaker.text import Words

WEB = ("https://", "http://")
"""How a link begins that may be followed."""


@dataclass(frozen=True)
class DateLine:
    """A date as the page shows it.

    Parameters
    ----------
    date : NetworkDate
        Which.
    hours : str
        From when to when.
    beside : str
        What of other networks is at the same time; empty: nothing.
    """

    date: NetworkDate
    hours: str
    beside: str

    @property
    def link(self) -> str:
        """Where more is to be read; empty: nowhere that a browser could go."""
        return self.date.link if self.date.link.startswith(WEB) else ""


def dates_page(report: DatesReport, lines: Sequence[str]) -> str:
    """Make the page as text.

    Parameters
    ----------
    report : DatesReport
        What is told.
    lines : sequence of str
        What it comes to, in sentences.
    """
    say = report.words
    return filled(
        "dates.html",
        say,
        lines=lines,
        days=_days(report),
        moves=[
            (one, _moment(one.when, say), _moment(at, say))
            for one, at in report.moved
            if at != one.when
        ],
        free=[
            f"{_day(day, say)}: {say(f'dates.half.{half}')}"
            for day, half in free_half_days(report.dates)
        ],
        style=style(),
        policy=policy(style()),
    )


def _days(report: DatesReport) -> list[tuple[str, list[DateLine]]]:
    """Give each day that has dates, in words, with what begins on it."""
    beside: dict[NetworkDate, list[str]] = defaultdict(list)
    for clash in report.clashes:
        for one, other in ((clash.one, clash.other), (clash.other, clash.one)):
            beside[one].append(f"{other.network}: {other.title}")
    found: dict[str, list[DateLine]] = defaultdict(list)
    for one in report.dates:
        line = DateLine(one, _hours(one.when, report.words), "; ".join(beside[one]))
        found[_day(one.when.start.date(), report.words)].append(line)
    return list(found.items())


def _day(day: date, say: Words) -> str:
    return str(format_date(day, say("agenda.day"), locale=say.language))


def _hours(when: DateSpan, say: Words) -> str:
    """Say from when to when; what ends on another day says on which."""
    start, end = f"{when.start:%H:%M}", f"{when.end:%H:%M}"
    if when.start.date() == when.end.date():
        return f"{start}–{end}"
    return f"{start} – {_day(when.end.date(), say)}, {end}"


def _moment(when: DateSpan, say: Words) -> str:
    return f"{_day(when.start.date(), say)}, {_hours(when, say)}"
