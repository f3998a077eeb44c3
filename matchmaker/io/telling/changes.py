"""What changed, as rows of sheets."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.events import Participant
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.meetings import FormerSitting, Sitting
from matchmaker.io.telling.report import Report
from matchmaker.news import (
    News,
    carried_lines,
    carried_word,
    news_for,
    news_of,
    place_before,
)


@dataclass(frozen=True)
class ChangeRow:
    """A change as a row of a sheet: in words, but for the days and times."""

    report: Report
    news: News

    @property
    def kind(self) -> str:
        """What happened."""
        return self.news.kind

    def participant(self, side: int) -> str:
        """The id of one of the two."""
        return self.news.change.participants[side]

    def name(self, side: int) -> str:
        """Name one of the two."""
        return self.news.names[side]

    @property
    def why(self) -> str:
        """Say why it changed."""
        return self.news.why

    @property
    def old(self) -> Sitting:
        """The meeting as it was."""
        return FormerSitting(self.report, self.news.change.before, self._was_at)

    @property
    def _was_at(self) -> str:
        """Where it was; a table on site is named as in the workbook."""
        change = self.news.change
        if change.before and change.former and not change.former.is_room:
            return change.before.table or ""
        return place_before(change, self.report.words)

    @property
    def new(self) -> Sitting:
        """The meeting as it is now."""
        return Sitting(self.report, self.news.change.after)


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
    for news in news_of(difference, report.plan.event, report.words):
        yield ChangeRow(report, news)


def no_changes(report: Report) -> str:
    """Say that nothing changed, or that there is nothing to compare with."""
    base = report.plan.base
    key = "nothing" if base else "no_base"
    return report.words(f"output.changes.{key}", base=base)


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
        return self.what.report.name(self.what.news.change.meeting.partner_of(self.who.id))


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
    for news in news_for(person, difference, report.plan.event, report.words):
        yield ChangeRow(report, news)
