"""The sheets of people: what everyone got, which wishes are unmet, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from matchmaker.events import Interest, Participant
from matchmaker.explain import Unmet
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.styles import Form
from matchmaker.issues import Issue
from matchmaker.schedule import Meeting
from matchmaker.score import breaks, table_changes, waiting


@dataclass(frozen=True)
class PersonRow:
    """A row of the sheet Participants."""

    report: Report
    person: Participant
    wishes: tuple[Interest, ...]

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """Their meetings."""
        return self.report.plan.schedule.of(self.person.id)

    @property
    def floor(self) -> int | None:
        """How many meetings they should have at least; None: they do not take part."""
        return self.report.floors.get(self.person.id)

    @property
    def short(self) -> int | None:
        """How many meetings they fall short of their floor; None: not at all."""
        return max(0, (self.floor or 0) - len(self.meetings)) or None

    @cached_property
    def wishes_met(self) -> int:
        """How many of their wishes are met."""
        return sum(wish in self.report.met for wish in self.wishes)

    @property
    def share(self) -> float | None:
        """Share of their wishes that are met; None: they have no wishes."""
        return self.wishes_met / len(self.wishes) if self.wishes else None

    @property
    def breaks(self) -> int:
        """How many breaks they have."""
        return len(breaks(self.report.plan.event, self.report.plan.schedule, self.person.id))

    @property
    def table_changes(self) -> int:
        """How often they change table."""
        plan = self.report.plan
        return table_changes(plan.event, plan.schedule, self.person.id)

    @property
    def waiting(self) -> int:
        """How many slots they wait."""
        return waiting(self.report.plan.event, self.report.plan.schedule, self.person.id)


def person_rows(report: Report) -> Iterator[PersonRow]:
    """List everyone by last name, those who cancelled included."""
    wishes: dict[str, list[Interest]] = {person.id: [] for person in report.plan.event.participants}
    for wish in report.plan.event.interests:
        wishes[wish.source].append(wish)
    for person in sorted(report.plan.event.participants, key=by_last_name):
        yield PersonRow(report, person, tuple(wishes[person.id]))


PARTICIPANTS = Listing[PersonRow](
    "participants",
    (
        Column("id", lambda row: row.person.id),
        Column("last_name", lambda row: row.person.last_name),
        Column("first_name", lambda row: row.person.first_name),
        Column("organisation", lambda row: row.person.organisation),
        Column("country", lambda row: row.report.country(row.person)),
        Column("attendance", lambda row: said(row, "attendance", row.person.attendance)),
        Column("status", lambda row: said(row, "status", row.person.status)),
        Column("meetings", lambda row: len(row.meetings), Form.NUMBER),
        Column("floor", lambda row: row.floor, Form.NUMBER),
        Column("short", lambda row: row.short, Form.NUMBER, 14),
        Column("wishes", lambda row: len(row.wishes), Form.NUMBER),
        Column("wishes_met", lambda row: row.wishes_met, Form.NUMBER, 14),
        Column("share", lambda row: row.share, Form.SHARE, 14),
        Column("breaks", lambda row: row.breaks, Form.NUMBER, 14),
        Column("waiting", lambda row: row.waiting, Form.NUMBER, 14),
        Column("table_changes", lambda row: row.table_changes, Form.NUMBER, 14),
    ),
    person_rows,
)


def said(row: PersonRow, section: str, value: str) -> str:
    """Say a value of a cell."""
    return row.report.words(f"value.{section}.{value}")


@dataclass(frozen=True)
class UnmetRow:
    """A row of the sheet Unmet."""

    report: Report
    unmet: Unmet

    @property
    def wish(self) -> Interest:
        """What was wished."""
        return self.unmet.interest

    @property
    def source(self) -> Participant:
        """Who wished."""
        return self.report.person(self.wish.source)

    @property
    def target(self) -> Participant | None:
        """Who was wished; None: anyone of an organisation."""
        wish = self.wish
        return None if wish.target_is_organisation else self.report.person(wish.target)

    @property
    def target_name(self) -> str:
        """Who was wished, in words."""
        if self.target:
            return self.target.name
        return self.report.words("output.value.anyone", organisation=self.wish.target)

    @property
    def target_organisation(self) -> str:
        """The organisation of who was wished."""
        return self.target.organisation if self.target else self.wish.target

    @property
    def level(self) -> str:
        """How much it was wished."""
        return self.report.words(f"value.level.{self.wish.level.name.lower()}")

    @property
    def reason(self) -> str:
        """Why there is no meeting, in a sentence."""
        target = self.target.name if self.target else self.wish.target
        return self.report.words(
            f"reason.{self.unmet.reason}", source=self.source.name, target=target
        )


def unmet_rows(report: Report) -> Iterator[UnmetRow]:
    """List the unmet wishes, the strongest first, then by last name."""
    rows = [UnmetRow(report, unmet) for unmet in report.plan.unmet]
    yield from sorted(rows, key=lambda row: (-row.wish.level, by_last_name(row.source)))


UNMET = Listing[UnmetRow](
    "unmet",
    (
        Column("source", lambda row: row.source.id),
        Column("source_name", lambda row: row.source.name),
        Column("source_organisation", lambda row: row.source.organisation),
        Column("target", lambda row: row.target.id if row.target else None),
        Column("target_name", lambda row: row.target_name),
        Column("target_organisation", lambda row: row.target_organisation),
        Column("level", lambda row: row.level),
        Column("reason", lambda row: row.reason, Form.SENTENCE, 60),
    ),
    unmet_rows,
    lambda report: report.words("output.unmet.nothing"),
)


@dataclass(frozen=True)
class IssueRow:
    """A row of the sheet Issues."""

    report: Report
    issue: Issue

    def sentence(self, section: str) -> str:
        """Say something of the issue, as far as there is something to say."""
        key = f"{section}.{self.issue.code}"
        words = self.report.words
        return words(key, **self.issue.parameters) if key in words else ""


ISSUES = Listing[IssueRow](
    "issues",
    (
        Column("severity", lambda row: row.report.words(f"value.severity.{row.issue.severity}")),
        Column("file", lambda row: row.issue.place.file),
        Column("place", lambda row: str(row.issue.place) if row.issue.place.sheet else ""),
        Column("problem", lambda row: row.sentence("issue") or row.issue.code, Form.SENTENCE, 60),
        Column("advice", lambda row: row.sentence("advice"), Form.SENTENCE, 60),
    ),
    lambda report: (IssueRow(report, issue) for issue in report.plan.issues),
    lambda report: report.words("output.issues.nothing"),
)
