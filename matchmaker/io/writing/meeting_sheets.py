"""The sheets of meetings: every meeting, everyone's meetings, and how they changed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from matchmaker.io.telling.changes import (
    ChangeRow,
    NoticeRow,
    TellingRow,
    change_rows,
    no_changes,
    telling_rows,
)
from matchmaker.io.telling.meetings import (
    AgendaRow,
    MeetingRow,
    agenda_rows,
    has_or_had_stays,
    has_stays,
)
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.listing import ListColumn, Listing
from matchmaker.io.writing.styles import Form

WHEN_AND_WHERE: tuple[ListColumn[Any], ...] = (
    ListColumn("date", lambda row: row.date, Form.DATE),
    ListColumn("start", lambda row: row.start, Form.TIME),
    ListColumn("to_date", lambda row: row.to_date, Form.DATE, is_needed=has_stays),
    ListColumn("end", lambda row: row.end, Form.TIME),
    ListColumn("table", lambda row: row.table),
    ListColumn("area", lambda row: row.area),
)


MEETINGS = Listing[MeetingRow](
    "meetings",
    (
        ListColumn("meeting", lambda row: row.meeting.id),
        *WHEN_AND_WHERE,
        ListColumn("a", lambda row: row.a.id),
        ListColumn("a_name", lambda row: row.a.name),
        ListColumn("a_organisation", lambda row: row.a.organisation),
        ListColumn("b", lambda row: row.b.id),
        ListColumn("b_name", lambda row: row.b.name),
        ListColumn("b_organisation", lambda row: row.b.organisation),
        ListColumn("language", lambda row: row.language),
        ListColumn("points", lambda row: row.points, Form.NUMBER),
        ListColumn("status", lambda row: row.status),
        ListColumn("locked", lambda row: row.locked),
    ),
    lambda report: (MeetingRow(report, meeting) for meeting in report.plan.schedule.meetings),
)


AGENDA_LIST = Listing[AgendaRow](
    "agenda_list",
    (
        ListColumn("last_name", lambda row: row.who.last_name),
        ListColumn("first_name", lambda row: row.who.first_name),
        ListColumn("organisation", lambda row: row.who.organisation),
        ListColumn("id", lambda row: row.who.id),
        *WHEN_AND_WHERE,
        ListColumn("partner", lambda row: row.partner.name),
        ListColumn("partner_organisation", lambda row: row.partner.organisation),
        ListColumn("partner_country", lambda row: row.report.country(row.partner)),
        ListColumn("language", lambda row: row.language),
    ),
    agenda_rows,
)


BEFORE_AND_NOW: tuple[ListColumn[Any], ...] = (
    ListColumn("old_date", lambda row: row.old.date, Form.DATE),
    ListColumn("old_start", lambda row: row.old.start, Form.TIME),
    ListColumn("old_to_date", lambda row: row.old.to_date, Form.DATE, is_needed=has_or_had_stays),
    ListColumn("old_table", lambda row: row.old.place),
    ListColumn("new_date", lambda row: row.new.date, Form.DATE),
    ListColumn("new_start", lambda row: row.new.start, Form.TIME),
    ListColumn("new_to_date", lambda row: row.new.to_date, Form.DATE, is_needed=has_or_had_stays),
    ListColumn("new_table", lambda row: row.new.place),
    ListColumn("why", lambda row: row.why),
)
"""What a change was and is, and why; of both sheets."""

CHANGES = Listing[ChangeRow | NoticeRow](
    "changes",
    (
        ListColumn("change", lambda row: row.kind),
        ListColumn("a", lambda row: row.participant(0)),
        ListColumn("a_name", lambda row: row.name(0)),
        ListColumn("b", lambda row: row.participant(1)),
        ListColumn("b_name", lambda row: row.name(1)),
        *BEFORE_AND_NOW,
    ),
    change_rows,
    no_changes,
)


def _of_what(column: ListColumn[Any]) -> Callable[[TellingRow], Value]:
    return lambda row: column.value(row.what)


NARROW = 22
"""So that whom to tell can be read on A4, in the hand of whoever goes about and tells them."""

TO_TELL = Listing[TellingRow](
    "to_tell",
    (
        ListColumn("told", lambda _row: "☐"),
        ListColumn("last_name", lambda row: row.who.last_name, widest=15),
        ListColumn("first_name", lambda row: row.who.first_name, widest=13),
        ListColumn("organisation", lambda row: row.who.organisation, widest=20),
        ListColumn("phone", lambda row: row.who.phone, widest=16),
        ListColumn("email", lambda row: row.who.email, widest=26),
        ListColumn("id", lambda row: row.who.id),
        ListColumn("change", lambda row: row.what.kind),
        ListColumn("partner", lambda row: row.partner, widest=18),
        *(
            replace(column, value=_of_what(column), widest=min(column.widest, NARROW))
            for column in BEFORE_AND_NOW
        ),
    ),
    telling_rows,
    no_changes,
)
