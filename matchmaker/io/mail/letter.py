"""What a mail tells one person, in their language: their agenda, and what changed in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from matchmaker.compare import ChangeKind, Difference
from matchmaker.events import Item, Participant
from matchmaker.io.mail.templates import CHANGES, MailKind, about
from matchmaker.io.package.characters import printable
from matchmaker.io.telling.clocks import span, span_of_meeting, when_and_where_for
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import Entry, days, label
from matchmaker.news import News, carried_lines, news_of, place_before
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line, version_number
from matchmaker.whereabouts import where


@dataclass(frozen=True)
class Letter:
    """What to tell one person.

    Parameters
    ----------
    report : Report
        The plan, in their language.
    participant : str
        Their id.
    difference : Difference
        What is not as they were told; nothing: they were not told before.
    has_calendar : bool
        Whether a calendar file goes with it.
    """

    report: Report
    participant: str
    difference: Difference
    has_calendar: bool

    @property
    def kind(self) -> MailKind:
        """What the mail is for."""
        if self.participant not in self.report.plan.event.registered:
            return MailKind.LEFT
        return MailKind.CHANGED if self.difference else MailKind.FIRST

    @property
    def values(self) -> Mapping[str, str]:
        """What the placeholders stand for."""
        words = self.report.words
        version = self.report.plan.version
        values = {
            **about(self._person, self.report.plan.event),
            "version": version_number(version),
            "as_of": version_line(self.report.plan, words),
            "agenda": "\n\n".join(self._agenda()),
            "calendar": words(f"mail.{self._calendar}") if self.has_calendar else "",
            CHANGES: "\n".join(self._changes()),
        }
        return {name: printable(value) for name, value in values.items()}

    @property
    def _calendar(self) -> str:
        """What the calendar file does."""
        return {MailKind.FIRST: "calendar", MailKind.CHANGED: "update", MailKind.LEFT: "removal"}[
            self.kind
        ]

    @property
    def _person(self) -> Participant:
        return self.report.person(self.participant)

    def _agenda(self) -> Iterator[str]:
        """Give a paragraph a day; before them, say so where there are no meetings."""
        words = self.report.words
        if self.kind is MailKind.LEFT:
            return
        also = self.report.also(self.participant)
        if also:
            yield also
        if not self.report.has_meetings(self.participant):
            yield words("agenda.no_meetings")
        for day in days(self.report, self.participant):
            yield "\n".join((day.title(words), *map(self._entry, day.entries)))

    def _entry(self, entry: Entry) -> str:
        words, what = self.report.words, entry.what
        if isinstance(what, Item):
            time = span(self.report, entry.start, entry.end, self._person).whole
            return words("mail.item", time=time, what=label(what, self.report))
        time = span_of_meeting(self.report, what, self._person).whole
        place = where(what, self.report.plan.event, words)
        partner = self._partner(what, entry.participant)
        meeting = words("mail.meeting", time=time, place=place, partner=partner)
        behalf, link = self.report.on_behalf(entry.participant), self.report.link(what)
        return ", ".join(filter(None, (meeting, behalf, link)))

    def _changes(self) -> Iterator[str]:
        """Say since when, what is so of many meetings, and then what became of single ones."""
        if self.difference.since:
            yield self.report.words("mail.since", version=version_number(self.difference.since))
        yield from carried_lines(self.difference, self.report.words)
        changes = news_of(self.difference, self.report.plan.event, self.report.words)
        yield from map(self._line, sorted(changes, key=_moment))

    def _line(self, news: News) -> str:
        """Say a change to one of the two."""
        change = news.change
        before, after = change.before or change.meeting, change.meeting
        is_both = change.kind is ChangeKind.SUBSTITUTED and news.is_elsewhere
        return self.report.words(
            "mail.substituted_and_moved" if is_both else f"mail.{change.kind}",
            partner=self._partner(after, self.participant),
            partner_before=self._partner(before, self.participant),
            before=self._when_and_where(change.before, place_before(change, self.report.words)),
            now=self._when_and_where(change.after),
        )

    def _when_and_where(self, meeting: Meeting | None, place: str = "") -> str:
        return when_and_where_for(self.report, meeting, self._person, place) if meeting else ""

    def _partner(self, meeting: Meeting, participant: str) -> str:
        """Name the other one, and where they come from if the event still knows them."""
        partner = meeting.partner_of(participant)
        known = self.report.plan.event.participant.get(partner)
        if not known:
            return self.report.name(partner)
        return self.report.words("mail.partner", name=known.name, origin=self.report.origin(known))


def _moment(news: News) -> tuple[datetime, tuple[str, str]]:
    return news.change.meeting.slot.start, news.change.participants
