"""The sheets of meetings: every meeting, everyone's meetings, and how they changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from matchmaker.compare import Change
from matchmaker.events import Participant
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.styles import Form
from matchmaker.schedule import Meeting
from matchmaker.summary import carried_lines, carried_word, cause_line


@dataclass(frozen=True)
class Sitting:
    """A meeting as a row of a sheet, or its absence: then everything about it is empty."""

    report: Report
    meeting: Meeting | None

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
        """The table; None: online."""
        return self.meeting.table if self.meeting else None

    @property
    def area(self) -> str:
        """The area, or that it is online."""
        return self.report.area(self.meeting) if self.meeting else ""

    @property
    def place(self) -> str:
        """The table, or that it is online."""
        return self.report.table(self.meeting) if self.meeting else ""


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


MEETINGS = Listing[MeetingRow](
    "meetings",
    (
        Column("meeting", lambda row: row.meeting.id),
        Column("date", lambda row: row.date, Form.DATE),
        Column("start", lambda row: row.start, Form.TIME),
        Column("end", lambda row: row.end, Form.TIME),
        Column("table", lambda row: row.table),
        Column("area", lambda row: row.area),
        Column("a", lambda row: row.a.id),
        Column("a_name", lambda row: row.a.name),
        Column("a_organisation", lambda row: row.a.organisation),
        Column("b", lambda row: row.b.id),
        Column("b_name", lambda row: row.b.name),
        Column("b_organisation", lambda row: row.b.organisation),
        Column("language", lambda row: row.language),
        Column("points", lambda row: row.points, Form.NUMBER),
        Column("status", lambda row: row.status),
        Column("locked", lambda row: row.locked),
    ),
    lambda report: (MeetingRow(report, meeting) for meeting in report.plan.schedule.meetings),
)


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


AGENDA_LIST = Listing[AgendaRow](
    "agenda_list",
    (
        Column("last_name", lambda row: row.who.last_name),
        Column("first_name", lambda row: row.who.first_name),
        Column("organisation", lambda row: row.who.organisation),
        Column("id", lambda row: row.who.id),
        Column("date", lambda row: row.date, Form.DATE),
        Column("start", lambda row: row.start, Form.TIME),
        Column("end", lambda row: row.end, Form.TIME),
        Column("table", lambda row: row.table),
        Column("area", lambda row: row.area),
        Column("partner", lambda row: row.partner.name),
        Column("partner_organisation", lambda row: row.partner.organisation),
        Column("partner_country", lambda row: row.report.country(row.partner)),
        Column("language", lambda row: row.language),
    ),
    agenda_rows,
)


@dataclass(frozen=True)
class ChangeRow:
    """A row of the sheet Changes."""

    report: Report
    change: Change

    @property
    def kind(self) -> str:
        """What happened."""
        return self.report.words(f"change.{self.change.kind}")

    def participant(self, side: int) -> str:
        """The id of one of the two."""
        return self.change.participants[side]

    def name(self, side: int) -> str:
        """Name one of the two."""
        return self.report.name(self.change.participants[side])

    @property
    def why(self) -> str:
        """Say why it changed."""
        return cause_line(self.change, self.report.plan.event, self.report.words)

    @property
    def old(self) -> Sitting:
        """The meeting as it was."""
        return Sitting(self.report, self.change.before)

    @property
    def new(self) -> Sitting:
        """The meeting as it is now."""
        return Sitting(self.report, self.change.after)


@dataclass(frozen=True)
class NoticeRow:
    """A row that says once what is so of many meetings: nothing else stands in it."""

    report: Report
    why: str

    @property
    def kind(self) -> str:
        """What happened."""
        return carried_word(self.report.plan.difference, self.report.words)

    def participant(self, _side: int) -> str:
        """Nobody's."""
        return ""

    name = participant

    @property
    def old(self) -> Sitting:
        """No single meeting."""
        return Sitting(self.report, None)

    new = old


def change_rows(report: Report) -> Iterator[ChangeRow | NoticeRow]:
    """List what is so of many meetings, and then every single change."""
    difference = report.plan.difference
    yield from (NoticeRow(report, line) for line in carried_lines(difference, report.words))
    yield from (ChangeRow(report, change) for change in difference.changes)


def no_changes(report: Report) -> str:
    """Say that nothing changed, or that there is nothing to compare with."""
    base = report.plan.base
    key = "nothing" if base else "no_base"
    return report.words(f"output.changes.{key}", base=base)


BEFORE_AND_NOW: tuple[Column[Any], ...] = (
    Column("old_date", lambda row: row.old.date, Form.DATE),
    Column("old_start", lambda row: row.old.start, Form.TIME),
    Column("old_table", lambda row: row.old.place),
    Column("new_date", lambda row: row.new.date, Form.DATE),
    Column("new_start", lambda row: row.new.start, Form.TIME),
    Column("new_table", lambda row: row.new.place),
    Column("why", lambda row: row.why),
)
"""What a change was and is, and why; of both sheets."""

CHANGES = Listing[ChangeRow | NoticeRow](
    "changes",
    (
        Column("change", lambda row: row.kind),
        Column("a", lambda row: row.participant(0)),
        Column("a_name", lambda row: row.name(0)),
        Column("b", lambda row: row.participant(1)),
        Column("b_name", lambda row: row.name(1)),
        *BEFORE_AND_NOW,
    ),
    change_rows,
    no_changes,
)


@dataclass(frozen=True)
class TellingRow:
    """A row of the sheet To tell: what somebody must be told."""

    who: Participant
    what: ChangeRow | NoticeRow

    @property
    def partner(self) -> str:
        """Whom they are or were to meet; nobody, where it is about all of their meetings."""
        if isinstance(self.what, NoticeRow):
            return ""
        return self.what.report.name(self.what.change.meeting.partner_of(self.who.id))


def _of_what(column: Column[Any]) -> Callable[[TellingRow], Value]:
    return lambda row: column.value(row.what)


def telling_rows(report: Report) -> Iterator[TellingRow]:
    """List by last name everyone who must be told something, with each thing."""
    people = [_known(person, report) for person in report.plan.difference.to_tell]
    is_known = report.plan.event.participant
    for who in sorted(people, key=lambda who: (who.id in is_known, by_last_name(who))):
        for what in _to_tell(report, who.id):
            yield TellingRow(who, what)


def _known(person: str, report: Report) -> Participant:
    """Get somebody; by the id alone who was in an earlier version only."""
    unknown = Participant(id=person, last_name=person, organisation="")
    return report.plan.event.participant.get(person, unknown)


def _to_tell(report: Report, person: str) -> Iterator[ChangeRow | NoticeRow]:
    difference = report.plan.difference
    if person in difference.carried:
        yield NoticeRow(report, " ".join(carried_lines(difference, report.words)))
    for change in difference.by_participant.get(person, ()):
        yield ChangeRow(report, change)


TO_TELL = Listing[TellingRow](
    "to_tell",
    (
        Column("last_name", lambda row: row.who.last_name),
        Column("first_name", lambda row: row.who.first_name),
        Column("organisation", lambda row: row.who.organisation),
        Column("id", lambda row: row.who.id),
        Column("change", lambda row: row.what.kind),
        Column("partner", lambda row: row.partner),
        *(replace(column, value=_of_what(column)) for column in BEFORE_AND_NOW),
    ),
    telling_rows,
    no_changes,
)
