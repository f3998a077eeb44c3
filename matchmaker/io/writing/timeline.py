"""What stands on the agenda of one person, day by day: meetings, breaks and programme."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.event import Item, ItemKind, Slot
from matchmaker.io.writing.report import Report
from matchmaker.plan import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import languages, words


@dataclass(frozen=True)
class Entry:
    """A line of an agenda; `start` and `end` are local and naive."""

    start: datetime
    end: datetime
    what: Meeting | Item


@dataclass(frozen=True)
class Day:
    """One day of an agenda, its entries in order of time."""

    date: date
    entries: tuple[Entry, ...]


def report_for(plan: Plan, participant: str) -> Report:
    """Tell a plan in the language of one person, or else in the event's."""
    own = plan.event.participant[participant].agenda_language
    return Report(plan, words(own if own in languages() else plan.event.language))


def days(report: Report, participant: str) -> tuple[Day, ...]:
    """List the days on which somebody has a meeting or takes part in the programme."""
    entries = defaultdict(list)
    for entry in sorted(_entries(report, participant), key=lambda entry: (entry.start, entry.end)):
        entries[entry.start.date()].append(entry)
    return tuple(
        Day(day, tuple(theirs)) for day, theirs in entries.items() if _has_business(theirs)
    )


def _entries(report: Report, participant: str) -> Iterator[Entry]:
    local = report.local
    for meeting in report.plan.schedule.of(participant):
        yield Entry(local(meeting.slot.start), local(meeting.slot.end), meeting)
    times = report.person(participant).times
    for item in report.plan.event.programme:
        # Nobody is told of a lunch at an hour when they are not there.
        if item.concerns(participant) and times.allows(Slot(item.start, item.end)):
            yield Entry(local(item.start), local(item.end), item)


def _has_business(entries: list[Entry]) -> bool:
    """Whether there is more to a day than breaks."""
    return any(
        isinstance(entry.what, Meeting) or entry.what.kind is ItemKind.PROGRAMME
        for entry in entries
    )


def label(item: Item, report: Report) -> str:
    """Name a break or a part of the programme."""
    return item.label or report.words(f"value.kind.{item.kind}").capitalize()
