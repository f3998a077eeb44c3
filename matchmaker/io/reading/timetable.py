"""The sheet Timetable: windows for meetings are cut into slots; breaks and programme remain."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from matchmaker.events import Item, ItemKind, Period, Slot
from matchmaker.io.reading.clock import Clock
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import Groups
from matchmaker.io.reading.rows import Row, Rows
from matchmaker.io.reading.settings import Settings
from matchmaker.io.reading.sheet import Sheet
from matchmaker.io.reading.values import end_before_start


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
    """

    clock: Clock
    slots: tuple[Slot, ...] = ()
    others: tuple[TimetableRow, ...] = ()
    doubtful: frozenset[date | None] = frozenset()
    windows: tuple[tuple[Row, tuple[Slot, ...]], ...] = ()

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
    clock = Clock(settings.zone, tuple(sorted({r.cells["date"] for r in rows} - {None})))
    entries = tuple(_entries(rows, clock, findings))
    windows = sorted((e for e in entries if e.is_meetings), key=lambda e: e.period.start)
    cut_windows = [_cut(window, settings, findings) for window in windows]
    doubtful = _unread(rows, entries) | {
        window.row.cells["date"]
        for window, slots in zip(windows, cut_windows, strict=True)
        if not slots
    }
    _check_windows([window for window in windows if not window.is_for_some], findings)
    check_windows_for_some(tuple(zip(windows, cut_windows, strict=True)), findings)
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


def _entries(rows: Rows, clock: Clock, findings: Findings) -> Iterator[TimetableRow]:
    for row in rows:
        day, start, end = (row.cells[key] for key in ("date", "from", "to"))
        if None in {day, start, end, row.cells["kind"]}:
            continue
        if start < end:
            yield TimetableRow(row, Period(clock.moment(day, start), clock.moment(day, end)))
        else:
            findings.fault(end_before_start(start, end), row.place("to"))


def _unread(rows: Rows, entries: Iterable[TimetableRow]) -> set[date | None]:
    """Tell the days of rows that are, or may be, windows for meetings of unknown time."""
    read = {entry.row.number for entry in entries}
    return {
        row.cells["date"]
        for row in rows
        if row.number not in read and row.cells["kind"] in {"meetings", None}
    }


def _cut(window: TimetableRow, settings: Settings, findings: Findings) -> tuple[Slot, ...]:
    minutes = settings.values["meeting_length"]
    if minutes is None:
        return ()
    length = timedelta(minutes=minutes)
    slots = tuple(cut(window.period, length, timedelta(minutes=settings.values["changeover"])))
    if not slots:
        findings.error("window_without_slots", window.row.place("to"), minutes=minutes)
    return slots


def cut(window: Period, length: timedelta, changeover: timedelta) -> Iterator[Slot]:
    """Cut a window into slots; the changeover of the last one may lie outside.

    There are none in an hour that a change of the clocks skips.
    """
    start = window.start
    while start + length <= window.end:
        if exists(start) and exists(start + length):
            yield Slot(start, start + length)
        start += length + changeover


def exists(moment: datetime) -> bool:
    """Whether clocks show this time; in spring they skip an hour."""
    shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return shown.replace(tzinfo=None) == moment.replace(tzinfo=None)


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


def read_programme(timetable: Timetable, groups: Groups, findings: Findings) -> tuple[Item, ...]:
    """Read breaks and programme, in order of time."""
    items = [
        Item(
            kind=ItemKind(entry.row.cells["kind"]),
            start=entry.period.start,
            end=entry.period.end,
            label=entry.row.cells["label"],
            who=groups.of(entry.row, "who", findings).ids,
        )
        for entry in timetable.others
        if entry.row.is_whole
    ]
    return tuple(
        sorted(items, key=lambda i: (i.start, i.end, i.kind, i.label, sorted(i.who or ())))
    )
