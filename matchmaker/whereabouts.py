"""Who, when and where: a meeting in words, said in one way by every output."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from matchmaker.events import Event, Participant, Slot
from matchmaker.schedule import Meeting
from matchmaker.text import Words, fold, languages
from matchmaker.text import words as words_of


def meeting_line(meeting: Meeting, event: Event, words: Words) -> str:
    """Say when, where and who: `Wed 16 Jun, 13:00–13:30, Table 3: P003 Anna Müller – P017 Jan`."""
    return f"{when_and_where(meeting, event, words)}: {who(meeting.participants, event)}"


def who(participants: tuple[str, ...], event: Event) -> str:
    """Name those who meet, by id and name."""
    return " – ".join(id_and_name(person, event) for person in participants)


def id_and_name(participant: str, event: Event) -> str:
    """Name somebody by id and name; by id alone if the event does not know them."""
    known = event.participant.get(participant)
    return f"{participant} {known.name}" if known else participant


def name_in(event: Event, participant: str) -> str:
    """Name somebody; by id alone if the event does not know them."""
    known = event.participant.get(participant)
    return known.name if known else participant


def when_and_where(
    meeting: Meeting,
    event: Event,
    words: Words,
    time: str = "",
    day: date | None = None,
    *,
    place: str = "",
) -> str:
    """Say day, time and place by the clocks of the event: `Wed 16 Jun, 09:00–09:30, Table 3, Hall`.

    The area is said where the table is in one. A time, a day and a place that are given are said
    instead; a stay is told by its days.
    """
    clocks, slot = ZoneInfo(event.time_zone), meeting.slot
    place = place or where(meeting, event, words)
    if slot.is_stay:
        return words("whereabouts.stay", days=days_of(slot, words), place=place)
    start, end = slot.start.astimezone(clocks), slot.end.astimezone(clocks)
    return words(
        "whereabouts.when",
        day=format_date(day or start, words("whereabouts.day"), locale=words.language),
        time=time or words("agenda.time", start=start, end=end),
        place=place,
    )


def days_of(slot: Slot, words: Words) -> str:
    """Say the days of a stay: `Mon 6 – Fri 10 Sep`."""
    return from_to(slot.day, slot.last_day, words, "whereabouts.days")


def title_of(first: date, last: date, words: Words) -> str:
    """Write a day in full, or several: `Mon 6 – Fri 10 September 2027`."""
    if first == last:
        return format_date(first, words("agenda.day"), locale=words.language)
    return from_to(first, last, words, "agenda.days")


def from_to(first: date, last: date, words: Words, form: str) -> str:
    """Write two days; what the second says is not said twice."""
    same = "month" if (first.year, first.month) == (last.year, last.month) else "year"
    begins = words(f"{form}.{same if first.year == last.year else 'years'}")
    return words(
        "whereabouts.from_to",
        first=format_date(first, begins, locale=words.language),
        last=format_date(last, words(f"{form}.last"), locale=words.language),
    )


def hours_of(start: datetime, end: datetime, words: Words) -> str:
    """Say from when to when: `09:00–09:30`, `all day`; of a stay: `Mon 09:00 – Fri 17:00`."""
    if start.time() == end.time() == time() and end - start == timedelta(days=1):
        return words("agenda.whole_day")
    if not Slot(start, end).is_stay:
        return words("agenda.time", start=start, end=end)
    edges = (start, Slot(start, end).last_day)
    first, last = (format_date(day, "ccc", locale=words.language) for day in edges)
    until = f"{end:%H:%M}" if end.time() != time() else "24:00"
    return words("whereabouts.hours", first=first, start=start, last=last, end=until)


def side_by_side(event: Event) -> tuple[tuple[Slot, ...], ...]:
    """Put slots together that one grid shows: those of a day, and all that go on for days."""
    shown: dict[date | None, list[Slot]] = defaultdict(list)
    for slot in event.slots:
        shown[None if slot.is_stay else slot.day].append(slot)
    return tuple(map(tuple, shown.values()))


def title_of_slots(slots: Sequence[Slot], words: Words) -> str:
    """Write the day of slots that are shown side by side, or all days of stays."""
    first, last = slots[0], slots[-1]
    return title_of(first.day, last.last_day if first.is_stay else first.day, words)


def where(meeting: Meeting, event: Event, words: Words) -> str:
    """Say all of it: `Table 3, Hall A`, `Video A, online`, `online`, `Elbe Lab, Elbring 20`."""
    if meeting.table is not None:
        area = detail_of(meeting, event, words)
        return at_table(meeting.table, area, words, is_room=event.is_room(meeting.table))
    return ", ".join(
        filter(None, (place_of(meeting, event, words), detail_of(meeting, event, words)))
    )


def at_table(table: str, area: str, words: Words, *, is_room: bool) -> str:
    """Say a table and its area, or a room and that it is online, unless its name says so."""
    if not is_room:
        return ", ".join(filter(None, (sign(table, words), area)))
    place = room_sign(table, words)
    return place if fold(online(words)) in fold(place) else f"{place}, {online(words)}"


def place_of(meeting: Meeting, event: Event, words: Words) -> str:
    """Say where a meeting is: `Table 3`, `Video A`, `online`, `Elbe Lab`."""
    if meeting.table is not None:
        return sign_in(event, meeting.table, words)
    host = host_of(meeting, event)
    return host.organisation if host else without_table([meeting], event, words)


def detail_of(meeting: Meeting, event: Event, words: Words) -> str:
    """Say where that is: the area of a table, of a room `online`, the address of a place."""
    if event.is_room(meeting.table):
        return online(words)
    if meeting.table is not None:
        table = event.table.get(meeting.table)
        return table.area if table else ""
    host = host_of(meeting, event)
    return event.address_of(host) if host else ""


def host_of(meeting: Meeting, event: Event) -> Participant | None:
    """Tell at whose own place a meeting is; None: at nobody's, or of somebody not known."""
    is_known = event.participant.keys() >= set(meeting.participants)
    return event.host_of(meeting.participants) if meeting.table is None and is_known else None


def without_table(meetings: Iterable[Meeting], event: Event, words: Words) -> str:
    """Name what has no table: `online`, `at own place`, or both."""
    found = ("online" if host_of(m, event) is None else "own_place" for m in meetings)
    return ", ".join(words(f"value.attendance.{word}") for word in sorted(set(found)))


def online(words: Words) -> str:
    """Name what is not on site."""
    return words("value.attendance.online")


def sign_in(event: Event, table: str, words: Words) -> str:
    """Name a table as on a sign, or a room online."""
    return room_sign(table, words) if event.is_room(table) else sign(table, words)


def room_sign(table: str, words: Words) -> str:
    """Name a room online as it is called, but `Room 3` where that is `3`."""
    is_word = any(len(run) > 1 for run in re.findall(r"[^\W\d_]+", table))
    return table if is_word else words("agenda.room", room=table)


def sign(table: str, words: Words) -> str:
    """Name a table as on a sign: `Table 3`, also where it is called `3` or `Tisch 3`."""
    if not _says_table(table):
        return words("agenda.table", table=table)
    found = _numbered().fullmatch(table.strip())
    if not found or words("agenda.table", table="").strip().casefold() == found[1].casefold():
        return table
    return words("agenda.table", table=found[2])


def _says_table(name: str) -> bool:
    """Whether a table's name has the word for it already, in any language."""
    return fold(name).startswith(tuple(map(fold, _words_for_table())))


@cache
def _numbered() -> re.Pattern[str]:
    """Find a name that is the word for a table and what tells it apart: `Tisch 5`, `Table A12`.

    Whatever is said in more words stays as the organiser wrote it.
    """
    any_word = "|".join(map(re.escape, _words_for_table()))
    return re.compile(
        rf"({any_word})(?:\s*(?=\d)|\s+)([^\W\d]?[-. ]?\d+\w?|[^\W\d])", re.IGNORECASE
    )


@cache
def _words_for_table() -> tuple[str, ...]:
    return tuple(words_of(language)("agenda.table", table="").strip() for language in languages())
