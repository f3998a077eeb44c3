"""Every meeting, and everyone's meetings, in words: when, where, with whom."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from matchmaker.events import Participant
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.schedule import Meeting


def has_stays(report: Report) -> bool:
    """Whether the last day of meetings is to be told, too."""
    return report.plan.event.has_stays


def has_or_had_stays(report: Report) -> bool:
    """Whether the last day of meetings as they are or were is to be told, too."""
    were = (change.before for change in report.plan.changes)
    return has_stays(report) or any(meeting.slot.is_stay for meeting in were if meeting)


@dataclass(frozen=True)
class Sitting:
    """A meeting as a row of a sheet, or its absence: then everything about it is empty."""

    report: Report
    meeting: Meeting | None

    @property
    def to_date(self) -> date | None:
        """The local day it ends on."""
        return self.meeting.slot.last_day if self.meeting else None

    @property
    def date(self) -> date | None:
        """The local day."""
        return self.report.local(self.meeting.slot.start).date() if self.meeting else None

    @property
    def start(self) -> time | None:
        """When it begins by the clocks of the event."""
        return self.report.local(self.meeting.slot.start).time() if self.meeting else None

    @property
    def end(self) -> time | None:
        """When it ends by the clocks of the event."""
        return self.report.local(self.meeting.slot.end).time() if self.meeting else None

    @property
    def table(self) -> str | None:
        """The table; None: it has none."""
        return self.meeting.table if self.meeting else None

    @property
    def area(self) -> str:
        """The area, or where else it is."""
        return self.report.area(self.meeting) if self.meeting else ""

    @property
    def place(self) -> str:
        """The table, or where else it is."""
        return self.report.table_or_place(self.meeting) if self.meeting else ""


@dataclass(frozen=True)
class FormerSitting(Sitting):
    """The same as it was; where it was is said where the event as it is now does not say it."""

    was_at: str

    @property
    def place(self) -> str:
        """The table, or where else it was."""
        return self.was_at or super().place


@dataclass(frozen=True)
class MeetingRow(Sitting):
    """A row of the sheet Meetings."""

    meeting: Meeting

    @property
    def a(self) -> Participant:
        """The first of the two."""
        return self.report.person(self.meeting.participants[0])

    @property
    def b(self) -> Participant:
        """The second of the two."""
        return self.report.person(self.meeting.participants[1])

    @property
    def language(self) -> str:
        """What they can speak."""
        return self.report.languages(self.meeting.participants)

    @property
    def points(self) -> int:
        """What the meeting counts."""
        return self.report.plan.points[self.meeting.participants]

    @property
    def status(self) -> str:
        """Whether it is new, kept or moved."""
        status = self.report.plan.status_of(self.meeting)
        return self.report.words(f"value.meeting_status.{status}")

    @property
    def locked(self) -> str:
        """A word if it must stand."""
        return self.report.words("output.value.locked") if self.meeting.locked else ""


@dataclass(frozen=True)
class AgendaRow(MeetingRow):
    """A row of the sheet Agenda list: a meeting as one of the two sees it."""

    who: Participant

    @property
    def partner(self) -> Participant:
        """The other one."""
        return self.report.person(self.meeting.partner_of(self.who.id))


def agenda_rows(report: Report) -> Iterator[AgendaRow]:
    """List everyone's meetings by last name and time."""
    meetings = report.plan.schedule.by_participant
    for person in sorted(map(report.person, meetings), key=by_last_name):
        for meeting in meetings[person.id]:
            yield AgendaRow(report, meeting, person)
