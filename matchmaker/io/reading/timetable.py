"""The sheet Timetable: windows for meetings are cut into slots; breaks and programme remain."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from matchmaker.events import Item, ItemKind, Period, Slot, by_clocks
from matchmaker.io.reading.clock import ONE_DAY, Clock, lunches_of
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder
from matchmaker.io.reading.phrases import is_phrase
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.settings import Settings
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import end_before_start, runs_overnight
from matchmaker.text import recognise

LONGEST_STAY = 366
"""Days; what goes on for longer has a date of another year by mistake."""


def is_stay(row: Row) -> bool:
    """Whether a row goes on until another date, be it one that can be read or not."""
    return bool(row.written("to_date"))


def has_only_stays(rows: Rows) -> bool:
    """Whether all times for meetings go on until another date, so that nothing is cut."""
    windows = [row for row in rows if row.cells["kind"] in {"meetings", None}]
    return bool(windows) and all(map(is_stay, windows))


@dataclass(frozen=True)
class TimetableRow:
    """One row of the timetable with its time."""

    row: Row
    period: Period

    @property
    def is_meetings(self) -> bool:
        """Whether it is a window for meetings."""
        return bool(self.row.cells["kind"] == "meetings")

    @property
    def is_stay(self) -> bool:
        """Whether it is one slot that goes on until another date, and is not cut."""
        return is_stay(self.row)

    @property
    def slot(self) -> Slot:
        """All of it as one slot."""
        return Slot(self.period.start, self.period.end)

    @property
    def is_for_some(self) -> bool:
        """Whether it is not for everyone."""
        return bool(self.row.cells["who"])


@dataclass(frozen=True)
class Timetable:
    """The timetable.

    Parameters
    ----------
    clock : Clock
        The days of the event.
    slots : tuple of Slot
        In order of time, none overlapping another.
    others : tuple of TimetableRow
        Breaks and programme.
    doubtful : frozenset of date or None
        The days that may have more slots, since a row has faults; None for one of unknown day.
    windows : tuple of (Row, tuple of Slot)
        The rows with times for meetings, and the slots of each.
    is_supposed : bool
        Whether it is cut otherwise than the workbook says: then appointments go to the slot next to
        their time.
    """

    clock: Clock
    slots: tuple[Slot, ...] = ()
    others: tuple[TimetableRow, ...] = ()
    doubtful: frozenset[date | None] = frozenset()
    windows: tuple[tuple[Row, tuple[Slot, ...]], ...] = ()
    is_supposed: bool = False

    def knows(self, day: date) -> bool:
        """Whether all slots of a day could be read."""
        return not {day, None} & self.doubtful

    @property
    def is_certain(self) -> bool:
        """Whether there are slots, all could be read, and none had to be left out."""
        cut = {slot for _, slots in self.windows for slot in slots}
        return bool(self.slots) and not self.doubtful and len(self.slots) == len(cut)

    def is_cut_at(self, start: datetime) -> bool:
        """Whether a window has a slot then, be it one that another window overlaps."""
        return any(slot.start == start for _, slots in self.windows for slot in slots)


def read_timetable(
    sheet: Sheet | None, rows: Rows, settings: Settings, findings: Findings
) -> Timetable:
    """Read the timetable; who takes part in the programme is read later, once people are known."""
    clock = _clock(rows, settings)
    entries = tuple(_entries(rows, clock, findings))
    clock = replace(clock, stays=tuple(entry.slot for entry in entries if entry.is_stay))
    windows = sorted((e for e in entries if e.is_meetings), key=lambda e: e.period.start)
    cut_windows = [_cut(window, settings, findings) for window in windows]
    doubtful = _unread(rows, entries) | {
        window.row.cells["date"]
        for window, slots in zip(windows, cut_windows, strict=True)
        if not slots
    }
    _check_windows([window for window in windows if not window.is_for_some], findings)
    check_windows_for_some(tuple(zip(windows, cut_windows, strict=True)), findings)
    _check_limits(windows, settings, findings)
    _check_programme_in_stays(entries, findings)
    if sheet is not None and not windows and not doubtful:
        findings.error("no_meetings", sheet.place())
    return Timetable(
        clock,
        slots=tuple(_apart(slot for slots in cut_windows for slot in slots)),
        others=tuple(entry for entry in entries if not entry.is_meetings),
        doubtful=frozenset(doubtful) if sheet is not None else frozenset({None}),
        windows=tuple(
            (window.row, slots) for window, slots in zip(windows, cut_windows, strict=True)
        ),
    )


def _clock(rows: Rows, settings: Settings) -> Clock:
    timed = [(r, *_times(r)) for r in rows if None not in _times(r) and not is_stay(r)]
    lunches = lunches_of(
        (day, start, end, _is_lunch(row))
        for row, day, start, end in timed
        if row.cells["kind"] == "break" and not row.cells["who"]
    )
    return Clock(
        settings.zone,
        tuple(sorted({day for row in rows for day in _days(row)})),
        lunches,
        _nights([(day, start, end) for _row, day, start, end in timed]),
    )


def _days(row: Row) -> Iterator[date]:
    """Give the day of a row, or every day of a stay."""
    first, last = row.cells["date"], row.cells["to_date"]
    if first is not None:
        count = (last - first).days if last else 0
        yield from (first + timedelta(days=n) for n in range(max(0, min(count, LONGEST_STAY)) + 1))


DAWN = time(6)
"""Before, meetings are rare, and `2` is rather the afternoon."""


def _times(row: Row) -> tuple[date, time, time]:
    return row.cells["date"], row.cells["from"], row.cells["to"]


def _is_lunch(row: Row) -> bool:
    return any(is_phrase("lunch", word) for word in (row.cells["label"], row.written("kind")))


def _nights(stretches: Sequence[tuple[date, time, time]]) -> dict[date, tuple[time, time]]:
    """Tell of the days that run into the next one when they begin, and when they end."""
    first = {day: min(start for at, start, _ in stretches if at == day) for day, *_ in stretches}
    last: dict[date, time] = {}
    for day, start, end in stretches:
        if time() < end <= start and runs_overnight(start, end):
            last[day] = max(end, last.get(day, end))
    return {day: (first[day], end) for day, end in last.items()}


def _entries(rows: Rows, clock: Clock, findings: Findings) -> Iterator[TimetableRow]:
    for row in rows:
        day, start, end = _times(row)
        if None in {day, start, end, row.cells["kind"]}:
            continue
        if is_stay(row):
            yield from _stay(row, clock, findings)
            continue
        if time(1) <= start < DAWN and row.cells["kind"] == "meetings":
            findings.warning("meetings_at_night", row.place("from"), start=f"{start:%H:%M}")
        if start < end:
            yield TimetableRow(row, clock.stretch(day, start, end))
        elif runs_overnight(start, end):
            if end != time():
                next_day = clock.stretch(day, start, end).end.date()
                findings.note("runs_overnight", row.place("to"), day=next_day, end=f"{end:%H:%M}")
            yield TimetableRow(row, clock.stretch(day, start, end))
        else:
            findings.fault(end_before_start(start, end), row.place("to"))


def _stay(row: Row, clock: Clock, findings: Findings) -> Iterator[TimetableRow]:
    """Take a row that goes on until another date; nothing of one that cannot be."""
    day, start, end = _times(row)
    last = row.cells["to_date"]
    if last is None:
        return
    if row.cells["kind"] != "meetings":
        findings.error("stay_not_of_meetings", row.place("to_date"))
    elif last < day:
        findings.error("stay_ends_before", row.place("to_date"), first=day, last=last)
    elif (last - day).days > LONGEST_STAY:
        findings.error("stay_too_long", row.place("to_date"), first=day, last=last)
    elif last == day and time() != end <= start:
        findings.fault(end_before_start(start, end), row.place("to"))
    else:
        until = clock.moment(last if end != time() else last + ONE_DAY, end)
        yield TimetableRow(row, Period(clock.moment(day, start), until))


def _unread(rows: Rows, entries: Iterable[TimetableRow]) -> set[date | None]:
    """Tell the days of rows that are, or may be, windows for meetings of unknown time."""
    read = {entry.row.number for entry in entries}
    return {
        row.cells["date"]
        for row in rows
        if row.number not in read and row.cells["kind"] in {"meetings", None}
    }


def _cut(window: TimetableRow, settings: Settings, findings: Findings) -> tuple[Slot, ...]:
    if window.is_stay:
        return (window.slot,)
    minutes = settings.values["meeting_length"]
    if minutes is None:
        return ()
    length = timedelta(minutes=minutes)
    changeover = timedelta(minutes=settings.values["changeover"])
    slots = tuple(cut(window.period, length, changeover, settings.zone))
    if not slots:
        findings.error("window_without_slots", window.row.place("to"), minutes=minutes)
    return slots


def cut(window: Period, length: timedelta, changeover: timedelta, zone: tzinfo) -> Iterator[Slot]:
    """Cut a window into slots; the changeover of the last one may lie outside.

    Minutes pass as they do, also in a night in which the clocks are changed.
    """
    start, end = window.start.astimezone(UTC), window.end.astimezone(UTC)
    while start + length <= end:
        yield Slot(by_clocks(start, zone), by_clocks(start + length, zone))
        start += length + changeover


def _apart(slots: Iterable[Slot]) -> Iterator[Slot]:
    """Put slots in order; of windows that overlap, what begins before another has ended is left."""
    end: datetime | None = None
    for slot in sorted(slots):
        if end is None or slot.start >= end:
            yield slot
            end = slot.end


def _check_windows(windows: Iterable[TimetableRow], findings: Findings) -> None:
    """Check windows for everyone in order of their start: each begins when another has ended."""
    last: TimetableRow | None = None
    for window in windows:
        if last and window.period.start < last.period.end:
            one, other = sorted((last.row, window.row), key=lambda row: row.number)
            findings.error("windows_overlap", other.place(), row=one.number)
        if not last or window.period.end > last.period.end:
            last = window


def _check_limits(windows: Iterable[TimetableRow], settings: Settings, findings: Findings) -> None:
    """Refuse limits of days and rows where meetings go on for days."""
    stay = next((window for window in windows if window.is_stay), None)
    for key in OF_DAYS if stay else ():
        if stay and settings.values[key] is not None:
            findings.error("limit_with_stays", settings.places[key], row=stay.row.number)


OF_DAYS = ("max_per_day", "max_in_a_row")


def _check_programme_in_stays(entries: Iterable[TimetableRow], findings: Findings) -> None:
    """Say of breaks and programme during a stay that whoever takes part has no such stay."""
    stays = [entry for entry in entries if entry.is_stay]
    for entry in entries:
        during = (s for s in stays if not entry.is_meetings and s.period.overlaps(entry.period))
        if stay := next(during, None):
            findings.warning("programme_in_stay", entry.row.place(), row=stay.row.number)


def check_windows_for_some(
    windows: Sequence[tuple[TimetableRow, tuple[Slot, ...]]], findings: Findings
) -> None:
    """Check windows of groups: where two overlap, their slots must be the same."""
    for number, (window, slots) in enumerate(windows):
        for other, others in windows[:number]:
            clash = _clash(slots, others) if window.is_for_some or other.is_for_some else None
            if clash:
                one, later = sorted((window.row, other.row), key=lambda row: row.number)
                times = " / ".join(f"{slot.start:%H:%M}–{slot.end:%H:%M}" for slot in clash)
                findings.error("group_windows_overlap", later.place(), row=one.number, times=times)
                break


def _clash(slots: Iterable[Slot], others: Iterable[Slot]) -> tuple[Slot, Slot] | None:
    """Find two slots that share time and are not one, in order of time."""
    pairs = ((slot, other) for slot in slots for other in others if slot != other)
    clashes = ((min(pair), max(pair)) for pair in pairs if _share_time(*pair))
    return next(clashes, None)


def _share_time(one: Slot, other: Slot) -> bool:
    return one.start < other.end and other.start < one.end


def read_programme(
    timetable: Timetable, groups: GroupFinder, findings: Findings
) -> tuple[Item, ...]:
    """Read breaks and programme, in order of time."""
    items = [
        Item(
            kind=ItemKind(entry.row.cells["kind"]),
            start=entry.period.start,
            end=entry.period.end,
            label=entry.row.cells["label"] or _own_word(entry.row),
            who=groups.of(entry.row, "who", findings).ids,
        )
        for entry in timetable.others
        if entry.row.is_whole
    ]
    return by_time(items)


def by_time(items: Iterable[Item]) -> tuple[Item, ...]:
    """Put breaks and programme in order of time."""
    return tuple(
        sorted(items, key=lambda i: (i.start, i.end, i.kind, i.label, sorted(i.who or ())))
    )


def _own_word(row: Row) -> str:
    """Take the kind as the label where it says more than break or programme."""
    written = row.written("kind")
    return "" if recognise("value.kind", written) else written
