"""The personal agenda as a PDF: half a page, or a whole one for those with many meetings."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from matchmaker.events import Item, Participant
from matchmaker.figures import count
from matchmaker.io.documents.edition import Edition, labels
from matchmaker.io.documents.typesetting import Data, at_once, page_count
from matchmaker.io.telling.clocks import span, span_of_meeting
from matchmaker.io.telling.file_names import agenda_name
from matchmaker.io.telling.marks import Marks, MeetingMark, marks_for
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import Day, Entry, days, label
from matchmaker.schedule import Meeting
from matchmaker.summary import version_line

LONGEST = 130
"""Letters of what somebody offers or seeks; more than two lines would drown the timeline."""
SHORT = 62
"""The same where a full day must go on one page: one line."""


SMALL_LOOKS, LOOKS = 3, 7
"""How many looks `agenda_page.typ` has, from roomy to tight: first those on half a page,
then on a whole one."""
LARGE, LONG = 3, 4
"""On a whole page, the look with the most room, and the one of agendas that take several pages."""


@dataclass(frozen=True)
class Fitted:
    """An agenda that was set, and the look it took; None: it takes several pages."""

    pdf: bytes
    look: int | None


def agenda_pdf(edition: Edition, participant: str) -> bytes:
    """Set the agenda of one person, in their language."""
    return fitted(edition, edition.report.person(participant)).pdf


def fitted(edition: Edition, person: Participant) -> Fitted:
    """Set an agenda in the roomiest look in which it is on one page.

    Found by halving: to set a page takes no longer than to measure what goes on it.
    """
    page = agenda(edition, person)
    best, first, last = Fitted(b"", None), 0, LOOKS - 1
    while first <= last:
        middle = (first + last) // 2
        tried = _set(edition, person, page | {"look": middle, "is-long": False})
        if page_count(tried) == 1:
            best, last = Fitted(tried, middle), middle - 1
        else:
            first = middle + 1
    if best.look is None:
        return Fitted(_set(edition, person, page | {"look": LONG, "is-long": True}), None)
    return best


def _set(edition: Edition, person: Participant, page: dict[str, Any]) -> bytes:
    report = edition.report_for(person)
    title = report.words("document.agenda_of", name=person.name, event=edition.plan.event.name)
    return edition.typeset("agenda", report, title, {"agendas": [page]})


def write_agenda_pdfs(
    edition: Edition, people: Sequence[str], folder: Path, advance: Callable[[], None]
) -> None:
    """Write the agenda of each of some people, and tell after each."""
    persons = [edition.report.person(participant) for participant in people]
    for person, made in zip(persons, at_once(partial(fitted, edition), persons), strict=True):
        edition.looks[person.id] = made.look
        (folder / f"{agenda_name(person)}.pdf").write_bytes(made.pdf)
        advance()


def agendas_pdf(edition: Edition, people: Sequence[Participant], *, copies: int = 1) -> bytes:
    """Set the agendas of several people as one document, each as often as asked.

    All are on one kind of paper: half a page only if everyone's fits.
    """
    unknown = [person for person in people if person.id not in edition.looks]
    for person, made in zip(unknown, at_once(partial(fitted, edition), unknown), strict=True):
        edition.looks[person.id] = made.look
    looks = [edition.looks[person.id] for person in people]
    on_small_paper = all(look is not None and look < SMALL_LOOKS for look in looks)
    title = edition.report.words("document.agendas", event=edition.plan.event.name)
    agendas = [
        agenda(edition, person) | (look_of(look) if on_small_paper else on_large_paper(look))
        for person, look in zip(people, looks, strict=True)
        for _ in range(copies)
    ]
    return edition.typeset("agenda", edition.report, title, {"agendas": agendas})


def look_of(look: int | None) -> dict[str, Any]:
    """Say in which look an agenda is set."""
    return {"look": LONG if look is None else look, "is-long": look is None}


def on_large_paper(look: int | None) -> dict[str, Any]:
    """Say in which look it is set on a whole page: what fits on half of one has all the room."""
    return look_of(look if look is None else max(look, LARGE))


def agenda(edition: Edition, person: Participant) -> dict[str, Any]:
    """Collect what stands on the agenda of one person."""
    report = edition.report_for(person)
    say = report.words
    has_meetings = report.has_meetings(person.id)
    marks = marks_for(report, person.id, edition.last_told)
    return {
        "lang": say.language,
        "of": say("agenda.of", event=report.plan.event.name),
        "name": person.name,
        "origin": report.origin(person),
        "id": person.id,
        "also": report.also(person.id),
        "note": "" if has_meetings else report.no_meetings(person.id),
        "news": [*({"word": "", "detail": line} for line in marks.head), *map(asdict, marks.gone)],
        "version": version_line(report.plan, say),
        "labels": labels(say),
        "days": [_day(edition, report, person, day, marks) for day in days(report, person.id)],
    }


def _day(edition: Edition, report: Report, person: Participant, day: Day, marks: Marks) -> Data:
    meetings = sum(isinstance(entry.what, Meeting) for entry in day.entries)
    return {
        "date": day.title(report.words),
        "count": count("meetings", meetings, report.words) if meetings else "",
        "entries": [
            _entry(edition, report, person, entry, marks)
            for entry in with_free_time(report, person, day)
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
        if entries[0].start < free.end and free.start < entries[-1].end
    )
    return sorted((*entries, *between), key=lambda entry: (entry.start, entry.end))


def free_times(report: Report, participant: str) -> list[FreeTime]:
    """List when somebody is available and meets nobody: slots that follow each other are one."""
    event = report.plan.event
    meetings = report.plan.schedule.of_any(event.selves[participant])
    busy = {meeting.slot for meeting in meetings}
    free = set(event.free_slots[participant]) - busy
    stretches = (
        list(slots)
        for row in event.rows_of_slots
        for is_free, slots in groupby(row, free.__contains__)
        if is_free
    )
    return [FreeTime(report.local(s[0].start), report.local(s[-1].end)) for s in stretches]


def _entry(
    edition: Edition, report: Report, person: Participant, entry: Entry | FreeTime, marks: Marks
) -> Data:
    if isinstance(entry, Entry) and isinstance(entry.what, Meeting):
        when = span_of_meeting(report, entry.what, person)
        meeting = _meeting(edition, report, entry.participant, entry.what)
        mark = asdict(marks.of(entry.what) or MeetingMark(""))
        return {
            "kind": "meeting",
            "time": when.time,
            "clocks": when.places,
            "mark": mark,
            **meeting,
        }
    when = span(report, entry.start, entry.end, person)
    times = {"time": when.time, "clocks": when.places}
    if isinstance(entry, Entry) and isinstance(entry.what, Item):
        return {"kind": entry.what.kind.value, **times, "label": label(entry.what, report)}
    return {"kind": "free", **times, "label": report.words("document.free")}


def _meeting(edition: Edition, report: Report, participant: str, meeting: Meeting) -> Data:
    """Say where and whom, and what the two may talk about; never how to reach the other."""
    partner = report.person(meeting.partner_of(participant))
    return {
        "name": partner.name,
        "origin": report.origin(partner),
        "on-behalf": report.on_behalf(participant),
        "offers": shortened(partner.offers, LONGEST),
        "seeks": shortened(partner.seeks, LONGEST),
        "offers-short": shortened(partner.offers, SHORT),
        "seeks-short": shortened(partner.seeks, SHORT),
        "why": report.words(f"document.why.{why(edition, participant, meeting)}"),
        "place": report.place(meeting),
        "area": report.detail(meeting),
        "link": report.link(meeting),
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
