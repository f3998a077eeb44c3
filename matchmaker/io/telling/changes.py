"""What changed, in words: the one wording of a change, for every output."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.compare import Change
from matchmaker.events import Participant
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.meetings import Sitting
from matchmaker.io.telling.report import Report
from matchmaker.summary import carried_lines, carried_word, cause_line


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
