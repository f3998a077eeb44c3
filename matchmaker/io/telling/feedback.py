"""Who is asked what came of which meetings, in the words of one language."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.events import Pair, Participant
from matchmaker.feedback import SILENCE, TookPlace, Word
from matchmaker.io.telling.meetings import MeetingRow
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.schedule import Meeting, quoted

CHOICES = {
    "next_step": "value.next_step",
    "after_six_months": "value.next_step",
    "agreement": "value.agreement",
}
"""The columns in which words of ours stand."""


@dataclass(frozen=True)
class AskedRow(MeetingRow):
    """A meeting that somebody is asked about.

    Parameters
    ----------
    who : str
        The id of whoever is asked; empty: the desk.
    absent : frozenset of str
        The ids of those who are known to have been missing.
    word : Word
        What is said of it already.
    """

    who: str = ""
    absent: frozenset[str] = frozenset()
    word: Word = SILENCE

    @property
    def name(self) -> str:
        """What the meeting is called for good."""
        return name_for_good(self.report.plan, self.meeting)

    @property
    def place(self) -> str:
        """The table, or why it has none."""
        return self.report.table(self.meeting)

    @property
    def partner(self) -> Participant:
        """The other one."""
        return self.report.person(self.meeting.partner_of(self.who))

    @property
    def took_place(self) -> str:
        """What is known already: who was missing; empty: nothing."""
        key = self.word.took_place or self._known
        return self.report.words(f"value.took_place.{key}") if key else ""

    def said(self, column: str) -> str | int | date | None:
        """What is said already in a column that is to be filled in."""
        value: str | int | date | None = getattr(self.word, column)
        section = CHOICES.get(column)
        return self.report.words(f"{section}.{value}") if section and value else value

    @property
    def _known(self) -> TookPlace | None:
        missing = [person in self.absent for person in self.meeting.participants]
        if all(missing):
            return TookPlace.NO
        return {(True, False): TookPlace.A_MISSING, (False, True): TookPlace.B_MISSING}.get(
            (missing[0], missing[1])
        )


def name_for_good(plan: Plan, meeting: Meeting) -> str:
    """Call a meeting as in every version, whatever the ids of the two are now: `P003+P017`."""
    return "+".join(map(quoted, plan.place_of(meeting.participants)))


def asked_of_desk(
    report: Report, absent: frozenset[str], words: Mapping[Pair, Word] | None = None
) -> Iterator[AskedRow]:
    """Give every meeting that people were told, with what the desk has said of it."""
    said = words or {}
    for meeting in report.plan.schedule.meetings:
        word = said.get(meeting.participants, SILENCE)
        yield AskedRow(report, meeting, absent=absent, word=word)


def asked_of(report: Report, person: str) -> Iterator[AskedRow]:
    """Give the meetings of one human being, for whichever of their organisations, in order."""
    selves = report.plan.event.selves[person]
    meetings = ((m, one) for one in selves for m in report.plan.schedule.of(one))
    for meeting, one in sorted(meetings, key=lambda each: (each[0].slot, each[0].id)):
        yield AskedRow(report, meeting, one)
