"""The personal agenda as a PDF: one page of A5, or of A4 for those with many meetings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from babel.dates import format_date

from matchmaker.event import Item, Participant
from matchmaker.io.documents.edition import Edition, labels
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.writing.file_names import agenda_name
from matchmaker.io.writing.report import Report
from matchmaker.io.writing.timeline import Day, Entry, days, label
from matchmaker.schedule import Meeting
from matchmaker.summary import count, version_line

LONGEST = 130
"""Letters of what somebody offers or seeks; more than two lines would drown the timeline."""
SHORT = 62
"""The same where a full day must go on one page: one line."""


def agenda_pdf(edition: Edition, participant: str) -> bytes:
    """Set the agenda of one person, in their language."""
    person = edition.plan.event.participant[participant]
    report = edition.report_for(person)
    title = report.words("document.agenda_of", name=person.name, event=edition.plan.event.name)
    return edition.typeset("agenda", report, title, {"agendas": [agenda(edition, person)]})


def write_agenda_pdfs(
    edition: Edition, people: Iterable[str], folder: Path, advance: Callable[[], None]
) -> None:
    """Write the agenda of each of some people, and tell after each."""
    for participant in people:
        name = agenda_name(edition.plan.event.participant[participant])
        (folder / f"{name}.pdf").write_bytes(agenda_pdf(edition, participant))
        advance()


def agendas_pdf(edition: Edition, people: Iterable[Participant], *, copies: int = 1) -> bytes:
    """Set the agendas of several people as one document, each as often as asked."""
    title = edition.report.words("document.agendas", event=edition.plan.event.name)
    agendas = [one for person in people for one in [agenda(edition, person)] * copies]
    return edition.typeset("agenda", edition.report, title, {"agendas": agendas})


def agenda(edition: Edition, person: Participant) -> Data:
    """Collect what stands on the agenda of one person."""
    report = edition.report_for(person)
    say = report.words
    has_meetings = bool(report.plan.schedule.of(person.id))
    return {
        "lang": say.language,
        "of": say("agenda.of", event=report.plan.event.name),
        "name": person.name,
        "origin": report.origin(person),
        "id": person.id,
        "note": "" if has_meetings else report.no_meetings(person.id),
        "version": version_line(report.plan, say),
        "labels": labels(say),
        "days": [_day(edition, report, person, day) for day in days(report, person.id)],
    }


def _day(edition: Edition, report: Report, person: Participant, day: Day) -> Data:
    meetings = sum(isinstance(entry.what, Meeting) for entry in day.entries)
    return {
        "date": format_date(day.date, report.words("agenda.day"), locale=report.words.language),
        "count": count("meetings", meetings, report.words) if meetings else "",
        "entries": [
            _entry(edition, report, person, entry) for entry in with_free_time(report, person, day)
        ],
    }


@dataclass(frozen=True)
class FreeTime:
    """A stretch of the day in which somebody could meet people, and has nothing on the agenda."""

    start: datetime
    end: datetime


def with_free_time(report: Report, person: Participant, day: Day) -> list[Entry | FreeTime]:
    """Put the free time of a person between the first and the last entry of a day."""
    entries = day.entries
    between = (
        FreeTime(max(free.start, entries[0].start), min(free.end, entries[-1].end))
        for free in free_times(report, person.id)
        if free.start.date() == day.date
        and entries[0].start < free.end
        and free.start < entries[-1].end
    )
    return sorted((*entries, *between), key=lambda entry: (entry.start, entry.end))


def free_times(report: Report, participant: str) -> list[FreeTime]:
    """List when somebody is available and meets nobody: slots that follow each other are one."""
    event = report.plan.event
    busy = {meeting.slot for meeting in report.plan.schedule.of(participant)}
    free = set(event.free_slots[participant]) - busy
    stretches = (
        list(slots)
        for row in event.rows_of_slots
        for is_free, slots in groupby(row, free.__contains__)
        if is_free
    )
    return [FreeTime(report.local(s[0].start), report.local(s[-1].end)) for s in stretches]


def _entry(edition: Edition, report: Report, person: Participant, entry: Entry | FreeTime) -> Data:
    time = report.words("agenda.time", start=entry.start, end=entry.end)
    if isinstance(entry, FreeTime):
        return {"kind": "free", "time": time, "label": report.words("document.free")}
    if isinstance(entry.what, Item):
        return {"kind": entry.what.kind.value, "time": time, "label": label(entry.what, report)}
    return {"kind": "meeting", "time": time, **_meeting(edition, report, person, entry.what)}


def _meeting(edition: Edition, report: Report, person: Participant, meeting: Meeting) -> Data:
    """Say where and whom, and what the two may talk about; never how to reach the other."""
    partner = report.person(meeting.partner_of(person.id))
    return {
        "name": partner.name,
        "origin": report.origin(partner),
        "offers": shortened(partner.offers, LONGEST),
        "seeks": shortened(partner.seeks, LONGEST),
        "offers-short": shortened(partner.offers, SHORT),
        "seeks-short": shortened(partner.seeks, SHORT),
        "why": report.words(f"document.why.{why(edition, person.id, meeting)}"),
        "place": report.place(meeting),
        "area": "" if meeting.table is None else report.area(meeting),
    }


def why(edition: Edition, participant: str, meeting: Meeting) -> str:
    """Tell who asked for a meeting: `you`, `they`, `both`, or nobody but the `organiser`."""
    asked = {wish.source for wish in edition.wishes.get(meeting.participants, ())}
    if len(asked) > 1:
        return "both"
    if not asked:
        return "organiser"
    return "you" if participant in asked else "they"


def shortened(text: str, longest: int) -> str:
    """Make one line of a text; what is too long ends after a whole word."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,;.–-") + "…"
