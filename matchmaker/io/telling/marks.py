"""What an agenda marks: whatever is not as its reader was told last."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from matchmaker.compare import Change, ChangeKind, Difference
from matchmaker.events import Pair, Participant
from matchmaker.io.telling.clocks import when_and_where_for
from matchmaker.io.telling.report import Report
from matchmaker.news import News, carried_lines, news_of, place_before
from matchmaker.schedule import Meeting
from matchmaker.summary import version_number
from matchmaker.told import LastTold


@dataclass(frozen=True)
class MeetingMark:
    """A word that stands out, and what it was before: `MOVED`, `before: Wed 16 Jun, ...`."""

    word: str
    detail: str = ""

    @property
    def line(self) -> str:
        """Both in one line."""
        return " – ".join(filter(None, (self.word, self.detail)))


@dataclass(frozen=True)
class Marks:
    """What on an agenda is not as its reader was told last; nothing where they never were.

    Parameters
    ----------
    head : tuple of str
        What is said first: since when, and what is so of many meetings.
    gone : tuple of MeetingMark
        The meetings that are no more.
    beside : mapping of tuple of str to MeetingMark
        What stands beside a meeting, by the two who meet.
    """

    head: tuple[str, ...] = ()
    gone: tuple[MeetingMark, ...] = ()
    beside: Mapping[Pair, MeetingMark] = field(default_factory=dict)

    def of(self, meeting: Meeting) -> MeetingMark | None:
        """Get what stands beside a meeting, if anything."""
        return self.beside.get(meeting.participants)


def marks_for(report: Report, participant: str, last_told: LastTold) -> Marks:
    """Mark what is not as somebody was told last, for any of their organisations."""
    differences = _differences(report, participant, last_told)
    if not any(differences.values()):
        return Marks()
    reader, words = report.person(participant), report.words
    news = [
        (each, one)
        for each, difference in differences.items()
        for one in news_of(difference, report.plan.event, words)
    ]
    news.sort(key=lambda of: of[1].change.meeting.slot)
    carried = (line for d in differences.values() for line in carried_lines(d, words))
    since = next(d.since for d in _own_first(differences, participant) if d.since)
    marked = [(one.change, _mark(report, reader, each, one)) for each, one in news]
    return Marks(
        head=(words("agenda.marked", version=version_number(since)), *dict.fromkeys(carried)),
        gone=tuple(mark for change, mark in marked if not change.after),
        beside={change.participants: mark for change, mark in marked if change.after},
    )


def _own_first(differences: Mapping[str, Difference], participant: str) -> list[Difference]:
    others = (d for each, d in differences.items() if each != participant)
    return [differences[participant], *others]


def _differences(report: Report, participant: str, last_told: LastTold) -> Mapping[str, Difference]:
    """List what is different for each row of a human being; empty where they were never told.

    Who was told for one organisation has an agenda: what they meet for another one is new to it.
    """
    selves = sorted(report.plan.event.selves[participant])
    known = {each: last_told.changes_for(each) for each in selves}
    if not any(difference is not None for difference in known.values()):
        return {}
    return {
        each: _all_new(report, each) if difference is None else difference
        for each, difference in known.items()
    }


def _all_new(report: Report, participant: str) -> Difference:
    meetings = report.plan.schedule.of(participant)
    return Difference(tuple(Change(None, meeting) for meeting in meetings))


def _mark(report: Report, reader: Participant, who: str, news: News) -> MeetingMark:
    """Say what became of a meeting of one of the two."""
    word = report.words(f"agenda.mark.{news.change.kind}")
    return MeetingMark(word, "; ".join(_details(report, reader, who, news)))


def _details(report: Report, reader: Participant, who: str, news: News) -> Iterator[str]:
    """Say with whom, when and where it was, as far as that is not so any more."""
    before = news.change.before
    if before is None:
        return
    place = place_before(news.change, report.words)
    when = when_and_where_for(report, before, reader, place)
    partner = report.name(before.partner_of(who))
    if news.change.kind is ChangeKind.CANCELLED:
        yield f"{partner}, {when}"
        return
    if news.change.kind is ChangeKind.SUBSTITUTED:
        yield report.words("agenda.instead_of", partner=partner)
    if news.is_elsewhere:
        yield report.words("agenda.before", before=when)
