"""The sheets of people: what everyone got, which wishes are unmet, and what is wrong."""

from dataclasses import dataclass

from matchmaker.io.telling.people import PersonRow, UnmetRow, person_rows, unmet_rows
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.styles import Form
from matchmaker.issues import Issue

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
