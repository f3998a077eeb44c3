"""The sheets of people: what everyone got, which wishes are unmet, and what is wrong."""

from dataclasses import dataclass

from matchmaker.io.telling.people import PersonRow, UnmetRow, person_rows, unmet_rows
from matchmaker.io.telling.report import Report
from matchmaker.io.writing.listing import ListColumn, Listing
from matchmaker.io.writing.styles import Form
from matchmaker.issues import Issue

PARTICIPANTS = Listing[PersonRow](
    "participants",
    (
        ListColumn("id", lambda row: row.person.id),
        ListColumn("last_name", lambda row: row.person.last_name),
        ListColumn("first_name", lambda row: row.person.first_name),
        ListColumn("organisation", lambda row: row.person.organisation),
        ListColumn("country", lambda row: row.report.country(row.person)),
        ListColumn("attendance", lambda row: said(row, "attendance", row.person.attendance)),
        ListColumn("status", lambda row: said(row, "status", row.person.status)),
        ListColumn("meetings", lambda row: len(row.meetings), Form.NUMBER),
        ListColumn("floor", lambda row: row.floor, Form.NUMBER),
        ListColumn("short", lambda row: row.short, Form.NUMBER, 14),
        ListColumn("wishes", lambda row: len(row.wishes), Form.NUMBER),
        ListColumn("wishes_met", lambda row: row.wishes_met, Form.NUMBER, 14),
        ListColumn("share", lambda row: row.share, Form.SHARE, 14),
        ListColumn("breaks", lambda row: row.breaks, Form.NUMBER, 14),
        ListColumn("waiting", lambda row: row.waiting, Form.NUMBER, 14),
        ListColumn(
            "area_changes",
            lambda row: row.area_changes,
            Form.NUMBER,
            14,
            is_needed=lambda report: report.plan.event.has_areas,
        ),
        ListColumn("table_changes", lambda row: row.table_changes, Form.NUMBER, 14),
    ),
    person_rows,
)


def said(row: PersonRow, section: str, value: str) -> str:
    """Say a value of a cell."""
    return row.report.words(f"value.{section}.{value}")


UNMET = Listing[UnmetRow](
    "unmet",
    (
        ListColumn("source", lambda row: row.source.id),
        ListColumn("source_name", lambda row: row.source.name),
        ListColumn("source_organisation", lambda row: row.source.organisation),
        ListColumn("target", lambda row: row.target.id if row.target else None),
        ListColumn("target_name", lambda row: row.target_name),
        ListColumn("target_organisation", lambda row: row.target_organisation),
        ListColumn("level", lambda row: row.level),
        ListColumn("reason", lambda row: row.reason, Form.SENTENCE, 60),
        ListColumn("price", lambda row: row.price, Form.SENTENCE, 60),
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
        ListColumn(
            "severity", lambda row: row.report.words(f"value.severity.{row.issue.severity}")
        ),
        ListColumn("file", lambda row: row.issue.place.file),
        ListColumn("place", lambda row: str(row.issue.place) if row.issue.place.sheet else ""),
        ListColumn(
            "problem", lambda row: row.sentence("issue") or row.issue.code, Form.SENTENCE, 60
        ),
        ListColumn("advice", lambda row: row.sentence("advice"), Form.SENTENCE, 60),
    ),
    lambda report: (IssueRow(report, issue) for issue in report.plan.issues),
    lambda report: report.words("output.issues.nothing"),
)
