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
from matchmaker.io.telling.meetings import AgendaRow, MeetingRow, agenda_rows
from matchmaker.io.writing.cells import Value
from matchmaker.io.writing.listing import Column, Listing
from matchmaker.io.writing.styles import Form

MEETINGS = Listing[MeetingRow](
    "meetings",
    (
        Column("meeting", lambda row: row.meeting.id),
        Column("date", lambda row: row.date, Form.DATE),
        Column("start", lambda row: row.start, Form.TIME),
        Column("end", lambda row: row.end, Form.TIME),
        Column("table", lambda row: row.table),
        Column("area", lambda row: row.area),
        Column("a", lambda row: row.a.id),
        Column("a_name", lambda row: row.a.name),
        Column("a_organisation", lambda row: row.a.organisation),
        Column("b", lambda row: row.b.id),
        Column("b_name", lambda row: row.b.name),
        Column("b_organisation", lambda row: row.b.organisation),
        Column("language", lambda row: row.language),
        Column("points", lambda row: row.points, Form.NUMBER),
        Column("status", lambda row: row.status),
        Column("locked", lambda row: row.locked),
    ),
    lambda report: (MeetingRow(report, meeting) for meeting in report.plan.schedule.meetings),
)


AGENDA_LIST = Listing[AgendaRow](
    "agenda_list",
    (
        Column("last_name", lambda row: row.who.last_name),
        Column("first_name", lambda row: row.who.first_name),
        Column("organisation", lambda row: row.who.organisation),
        Column("id", lambda row: row.who.id),
        Column("date", lambda row: row.date, Form.DATE),
        Column("start", lambda row: row.start, Form.TIME),
        Column("end", lambda row: row.end, Form.TIME),
        Column("table", lambda row: row.table),
        Column("area", lambda row: row.area),
        Column("partner", lambda row: row.partner.name),
        Column("partner_organisation", lambda row: row.partner.organisation),
        Column("partner_country", lambda row: row.report.country(row.partner)),
        Column("language", lambda row: row.language),
    ),
    agenda_rows,
)


BEFORE_AND_NOW: tuple[Column[Any], ...] = (
    Column("old_date", lambda row: row.old.date, Form.DATE),
    Column("old_start", lambda row: row.old.start, Form.TIME),
    Column("old_table", lambda row: row.old.place),
    Column("new_date", lambda row: row.new.date, Form.DATE),
    Column("new_start", lambda row: row.new.start, Form.TIME),
    Column("new_table", lambda row: row.new.place),
    Column("why", lambda row: row.why),
)
"""What a change was and is, and why; of both sheets."""

CHANGES = Listing[ChangeRow | NoticeRow](
    "changes",
    (
        Column("change", lambda row: row.kind),
        Column("a", lambda row: row.participant(0)),
        Column("a_name", lambda row: row.name(0)),
        Column("b", lambda row: row.participant(1)),
        Column("b_name", lambda row: row.name(1)),
        *BEFORE_AND_NOW,
    ),
    change_rows,
    no_changes,
)


def _of_what(column: Column[Any]) -> Callable[[TellingRow], Value]:
    return lambda row: column.value(row.what)


TO_TELL = Listing[TellingRow](
    "to_tell",
    (
        Column("last_name", lambda row: row.who.last_name),
        Column("first_name", lambda row: row.who.first_name),
        Column("organisation", lambda row: row.who.organisation),
        Column("id", lambda row: row.who.id),
        Column("change", lambda row: row.what.kind),
        Column("partner", lambda row: row.partner),
        *(replace(column, value=_of_what(column)) for column in BEFORE_AND_NOW),
    ),
    telling_rows,
    no_changes,
)
