"""What a mail tells one person, in their language: their agenda, and what changed in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from matchmaker.compare import Change
from matchmaker.event import Item, Participant
from matchmaker.io.characters import printable
from matchmaker.io.mail.templates import CHANGES, Kind
from matchmaker.io.writing.report import Report
from matchmaker.io.writing.timeline import days, label
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line


@dataclass(frozen=True)
class Letter:
    """What to tell one person.

    Parameters
    ----------
    report : Report
        The plan, in their language.
    participant : str
        Their id.
    changes : sequence of Change
        What is not as they were told; none: they were not told before.
    has_calendar : bool
        Whether a calendar file goes with it.
    """

    report: Report
    participant: str
    changes: Sequence[Change]
    has_calendar: bool

    @property
    def kind(self) -> Kind:
        """What the mail is for."""
        if self.participant not in self.report.plan.event.registered:
            return Kind.LEFT
        return Kind.CHANGED if self.changes else Kind.FIRST

    @property
    def values(self) -> Mapping[str, str]:
        """What the placeholders stand for."""
        person, event, words = self._person, self.report.plan.event, self.report.words
        version = self.report.plan.version
        values = {
            "name": person.name,
            "first_name": person.first_name,
            "last_name": person.last_name,
            "organisation": person.organisation,
            "event": event.name,
            "organiser": event.organiser or event.name,
            "version": version.removeprefix("v").lstrip("0") or version,
            "as_of": version_line(self.report.plan, words),
            "agenda": "\n\n".join(self._agenda()),
            "calendar": words(f"mail.{self._calendar}") if self.has_calendar else "",
            CHANGES: "\n".join(map(self._change, sorted(self.changes, key=_moment))),
        }
        return {name: printable(value) for name, value in values.items()}

    @property
    def _calendar(self) -> str:
        """What the calendar file does."""
        return {Kind.FIRST: "calendar", Kind.CHANGED: "update", Kind.LEFT: "removal"}[self.kind]

    @property
    def _person(self) -> Participant:
        return self.report.person(self.participant)

    def _agenda(self) -> Iterator[str]:
        """Give a paragraph a day; before them, say so where there are no meetings."""
        words = self.report.words
        if self.kind is Kind.LEFT:
            return
        if not self.report.plan.schedule.of(self.participant):
            yield words("agenda.no_meetings")
        for day in days(self.report, self.participant):
            title = format_date(day.date, words("agenda.day"), locale=words.language)
            entries = (self._entry(entry.start, entry.end, entry.what) for entry in day.entries)
            yield "\n".join((title, *entries))

    def _entry(self, start: datetime, end: datetime, what: Meeting | Item) -> str:
        words = self.report.words
        time = words("agenda.time", start=start, end=end)
        if isinstance(what, Item):
            return words("mail.item", time=time, what=label(what, self.report))
        place, partner = self._place(what), self._partner(what)
        return words("mail.meeting", time=time, place=place, partner=partner)

    def _change(self, change: Change) -> str:
        meeting = _either(change)
        return self.report.words(
            f"mail.{change.kind}",
            partner=self._partner(meeting),
            before=self._when(change.before or meeting),
            now=self._when(change.after or meeting),
        )

    def _partner(self, meeting: Meeting) -> str:
        """Name the other one, and where they come from if the event still knows them."""
        partner = meeting.partner_of(self.participant)
        known = self.report.plan.event.participant.get(partner)
        if not known:
            return self.report.name(partner)
        return self.report.words("mail.partner", name=known.name, origin=self.report.origin(known))

    def _when(self, meeting: Meeting) -> str:
        """Say day, time and place: `Wed 16 Jun, 09:00–09:30, Table 3, Hall A`."""
        words, local = self.report.words, self.report.local
        start, end = local(meeting.slot.start), local(meeting.slot.end)
        return words(
            "mail.when",
            day=format_date(start, words("mail.day"), locale=words.language),
            time=words("agenda.time", start=start, end=end),
            place=self._place(meeting),
        )

    def _place(self, meeting: Meeting) -> str:
        area = "" if meeting.table is None else self.report.area(meeting)
        return ", ".join(filter(None, (self.report.place(meeting), area)))


def _either(change: Change) -> Meeting:
    """Get the meeting as it is, or else as it was."""
    meeting = change.after or change.before
    if meeting is None:
        raise ValueError("a change has a meeting before or after")
    return meeting


def _moment(change: Change) -> tuple[datetime, tuple[str, str]]:
    return _either(change).slot.start, change.participants
