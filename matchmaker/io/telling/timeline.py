"""What stands on the agenda of one person, day by day: meetings, breaks and programme."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.events import Event, Item, ItemKind, Participant, Slot
from matchmaker.io.telling.clocks import day_of
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import Words, languages, words
from matchmaker.whereabouts import title_of


@dataclass(frozen=True)
class Entry:
    """A line of an agenda; `start` and `end` are local and naive."""

    start: datetime
    end: datetime
    what: Meeting | Item
    participant: str
    """Whose meeting it is: one of those who are the same human being."""


@dataclass(frozen=True)
class Day:
    """One day of an agenda, its entries in order of time; or all days of a stay."""

    first: date
    last: date
    entries: tuple[Entry, ...]

    def title(self, words: Words) -> str:
        """Write it in full."""
        return title_of(self.first, self.last, words)


def report_for(plan: Plan, participant: str) -> Report:
    """Tell a plan in the language of one person, or else in the event's."""
    return Report(plan, words(language_of(plan.event.participant[participant], plan.event)))


def language_of(person: Participant, event: Event) -> str:
    """Choose what somebody reads: as they asked, else what they speak and we do, else the event's.

    What they speak is in their own order.
    """
    wanted = (person.agenda_language, *person.languages)
    known = (language for language in map(str.casefold, wanted) if language in languages())
    return next(known, event.language)


def days(report: Report, participant: str) -> tuple[Day, ...]:
    """List the days on which somebody has a meeting or takes part in the programme.

    The days are those of their own clocks: in Taipei it is tomorrow when it is evening in Berlin.
    Whoever is there for several organisations sees all of their meetings.
    """
    entries, reader = defaultdict(list), report.person(participant)
    for entry in sorted(_entries(report, participant), key=lambda entry: (entry.start, entry.end)):
        entries[_days_of(report, entry, reader)].append(entry)
    return tuple(Day(*at, tuple(theirs)) for at, theirs in entries.items() if _has_business(theirs))


def _days_of(report: Report, entry: Entry, reader: Participant) -> tuple[date, date]:
    """Tell on which day an entry is for whoever reads it, or from which to which a stay goes on."""
    if isinstance(entry.what, Meeting) and entry.what.slot.is_stay:
        return entry.what.slot.day, entry.what.slot.last_day
    day = day_of(report, entry.start, reader)
    return day, day


def _entries(report: Report, participant: str) -> Iterator[Entry]:
    local, event = report.local, report.plan.event
    selves = sorted(event.selves[participant])
    for each in selves:
        for meeting in report.plan.schedule.of(each):
            yield Entry(local(meeting.slot.start), local(meeting.slot.end), meeting, each)
    for item in event.programme:
        # Nobody is told of a lunch at an hour when they are not there.
        is_there = any(
            item.concerns(each) and report.person(each).times.allows(Slot(item.start, item.end))
            for each in selves
        )
        if is_there:
            yield Entry(local(item.start), local(item.end), item, participant)


def _has_business(entries: list[Entry]) -> bool:
    """Whether there is more to a day than breaks."""
    return any(
        isinstance(entry.what, Meeting) or entry.what.kind is ItemKind.PROGRAMME
        for entry in entries
    )


def label(item: Item, report: Report) -> str:
    """Name a break or a part of the programme."""
    return item.label or report.words(f"value.kind.{item.kind}").capitalize()
