"""The folder `calendars`: of a person it gives times only, of a group its programme."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from unicodedata import normalize

from matchmaker.events import Item, ItemKind, Period
from matchmaker.io.package.characters import on_one_line, shortened
from matchmaker.io.package.faults import CellFault
from matchmaker.io.package.foreign import NotAFile, TooLong, name_of, read_foreign
from matchmaker.io.package.naming import without_copy_marks
from matchmaker.io.reading.attributes import Attribute
from matchmaker.io.reading.calendar_file import LARGEST, CalendarEntry, CalendarFile, read_calendar
from matchmaker.io.reading.calendar_lines import BadCalendar
from matchmaker.io.reading.clock import ONE_DAY, Clock
from matchmaker.io.reading.files import CALENDAR
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.groups import GroupFinder, Ids, Meaning
from matchmaker.io.reading.participants import Registration
from matchmaker.io.reading.phrasing import column_and_value, split, unquoted
from matchmaker.io.reading.timetable import Timetable
from matchmaker.issues import Place
from matchmaker.names import selves
from matchmaker.text import recognise

TITLE = "SUMMARY"
LONGEST = 200
"""Letters of a title."""
MEGABYTES = LARGEST // 1_000_000
BETWEEN = (" - ", " – ", "_", " ")
"""What may stand between a heading and a value in the name of a file, which takes no colon."""


@dataclass(frozen=True)
class BusyTimes:
    """When a calendar says that somebody is busy.

    Parameters
    ----------
    place : Place
        The file.
    periods : tuple of Period
        On the days of the event, in order of time, none touching another.
    """

    place: Place
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class Calendars:
    """What calendars say.

    Parameters
    ----------
    busy : mapping of str to BusyTimes
        By participant.
    programme : tuple of Item
        What groups do together.
    """

    busy: Mapping[str, BusyTimes]
    programme: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Owner:
    """Whose a calendar is: somebody, under all of their ids; or a group, None: everyone."""

    ids: Ids | None
    is_person: bool


def read_calendars(
    files: Iterable[Path],
    timetable: Timetable,
    programme: Iterable[Item],
    groups: GroupFinder,
    findings: Findings,
) -> Calendars:
    """Read the calendars of people and groups.

    Parameters
    ----------
    files : iterable of Path
        Everything that lies in the folder.
    timetable : Timetable
        The days of the event, and its slots.
    programme : iterable of Item
        What is known already of what people take part in.
    groups : GroupFinder
        Who can be meant by the name of a file.
    findings : Findings
        Takes what is wrong, and how busy everybody is.

    Notes
    -----
    What somebody's own calendar has of the programme is the programme: it does not keep them from
    it. What is longer does.
    """
    reader = _CalendarReader(timetable, groups, findings)
    read = [found for file in files for found in reader.read(file)]
    items = [item for one in read if not one.owner.is_person for item in reader.items(one)]
    busy: dict[str, BusyTimes] = {}
    for one in read:
        if one.owner.is_person:
            busy |= reader.times(one, [*programme, *items], busy)
    return Calendars(busy, tuple(items))


def without_busy_times(
    registrations: Iterable[Registration], calendars: Calendars
) -> tuple[Registration, ...]:
    """Make everyone unavailable when their calendar says that they are busy."""
    return tuple(_without(each, calendars.busy.get(each.participant.id)) for each in registrations)


def _without(registration: Registration, busy: BusyTimes | None) -> Registration:
    if busy is None or not busy.periods:
        return registration
    person = registration.participant
    times = replace(person.times, unavailable=(*person.times.unavailable, *busy.periods))
    return replace(registration, participant=replace(person, times=times))


@dataclass(frozen=True)
class _Read:
    """A calendar that was read: whose it is, and its entries on the days of the event.

    How many more of them are meetings that matchmaker planned is in `ours`.
    """

    owner: Owner
    entries: tuple[CalendarEntry, ...]
    ours: int
    place: Place
    name: str

    @property
    def busy(self) -> tuple[CalendarEntry, ...]:
        """The entries that keep somebody busy."""
        return tuple(entry for entry in self.entries if entry.is_busy)


class _CalendarReader:
    """Reads one calendar after the other, and tells what they say."""

    def __init__(self, timetable: Timetable, groups: GroupFinder, findings: Findings) -> None:
        self._timetable, self._groups, self._findings = timetable, groups, findings
        self._selves = selves(groups.directory.participants)

    def read(self, file: Path) -> Iterator[_Read]:
        """Read a file, if it is a calendar, and one of somebody."""
        place = Place(file=f"{name_of(file.parent)}/{name_of(file)}")
        if not recognise("folder", file.parent.name):  # the folder itself, which may not be read
            self._findings.error("unreadable_file", Place(file=name_of(file)), file=name_of(file))
            return
        if file.suffix.lower() != CALENDAR:
            self._findings.warning("no_calendar", place)
            return
        name = normalize("NFC", Path(name_of(file)).stem)
        owner = self._owner(name, place)
        texts = () if owner is None or owner.is_person else (TITLE,)
        calendar = self._calendar(file, place, texts)
        there = self._entries(calendar, place) if owner and calendar else None
        if owner and there is not None:
            entries = tuple(each for each in there if not each.is_ours)
            self._note_floating(entries, place)
            yield _Read(owner, entries, len(there) - len(entries), place, name)

    def _owner(self, name: str, place: Place) -> Owner | None:
        """Tell whose calendar it is by the name of its file."""
        plain = without_copy_marks(name)
        people = self._groups.directory.people_called
        for called in dict.fromkeys((name, plain)):
            ids = frozenset[str]().union(*(self._selves[one] for one in people(called)))
            if ids and len({self._selves[one] for one in ids}) == 1:
                return Owner(ids, is_person=True)
            if ids:
                fault = self._groups.directory.person(called)
                if isinstance(fault, CellFault):
                    self._findings.fault(fault, place)
                return None
        return self._group(name, plain, place)

    def _group(self, name: str, plain: str, place: Place) -> Owner | None:
        written = dict.fromkeys((name, plain, *self._with_heading(plain)))
        found = next((each for each in written if self._is_group(each)), name)
        meaning = Meaning(self._groups, self._findings)
        ids = meaning.of_parts(split(found))
        for fault in meaning.faults:
            self._findings.fault(fault, place)
        for doubt in meaning.doubts:
            self._findings.doubt(doubt, place)
        if meaning.faults or (ids is not None and not ids):
            return None
        return Owner(ids, is_person=ids is not None and self._is_person(found, ids))

    def _is_group(self, written: str) -> bool:
        meaning = Meaning(self._groups, Findings())
        ids = meaning.of_parts(split(written))
        return not meaning.faults and (ids is None or bool(ids))

    def _with_heading(self, name: str) -> Iterator[str]:
        """Read the heading of a column in front of a value: `Delegation Pôle Azur`."""
        for sign in BETWEEN:
            parts = name.split(sign)
            for at in range(1, len(parts)):
                heading, value = sign.join(parts[:at]), sign.join(parts[at:])
                if isinstance(self._groups.attributes.called(heading), Attribute):
                    yield f"{heading}: {value}"

    def _is_person(self, written: str, ids: Ids) -> bool:
        """Whether one person alone is called so, and not by what a column of ours says of them."""
        headed = column_and_value(written)
        headings = [headed[0]] if headed else self._groups.attributes.with_value(unquoted(written))
        columns = map(self._groups.attributes.called, headings)
        is_of_ours = any(isinstance(each, Attribute) and not each.is_label for each in columns)
        return len({self._selves[one] for one in ids}) == 1 and not is_of_ours

    def _calendar(self, file: Path, place: Place, texts: Sequence[str]) -> CalendarFile | None:
        days = self._days
        try:
            content = self._findings.keep(file, read_foreign(file, LARGEST))
            calendar = read_calendar(content, self._clock.zone, texts, days)
        except TooLong:
            self._findings.error("calendar_too_large", place, limit=MEGABYTES)
        except NotAFile:
            self._findings.error("not_a_file", place, file=name_of(file))
        except OSError:
            self._findings.error("unreadable_file", place, file=name_of(file))
        except BadCalendar as bad:
            self._findings.error(bad.code, place)
        else:
            for code in dict.fromkeys(code for code, _ in calendar.faults):
                self._findings.error(code, place)
            return None if calendar.faults else calendar
        return None

    def _entries(self, calendar: CalendarFile, place: Place) -> tuple[CalendarEntry, ...] | None:
        if self._days is None:
            return None
        try:
            found = calendar.between(*self._days)
        except BadCalendar as bad:
            self._findings.error(bad.code, place)
            return None
        there = tuple(each for each in found if any(_on_days((each,), self._clock)))
        ours = sum(each.is_ours for each in there)
        if ours:
            self._findings.note("calendar_ours", place, count=ours)
        return there

    @property
    def _clock(self) -> Clock:
        return self._timetable.clock

    @property
    def _days(self) -> tuple[date, date] | None:
        touched = self._clock.touched
        return (touched[0], touched[-1]) if touched else None

    def _note_floating(self, entries: Iterable[CalendarEntry], place: Place) -> None:
        count = sum(each.is_floating and each.is_busy for each in entries)
        if count:
            zone = self._clock.zone.key
            self._findings.note("calendar_floating", place, count=count, zone=zone)

    def times(
        self, read: _Read, programme: Iterable[Item], known: Mapping[str, BusyTimes]
    ) -> Mapping[str, BusyTimes]:
        """Tell when somebody is busy, by each of their ids."""
        ids = sorted(read.owner.ids or ())
        if ids[0] in known:
            self._findings.error("calendar_twice", read.place, other=known[ids[0]].place.file)
            return {}
        known_items = (item for item in programme if item.kind is ItemKind.PROGRAMME)
        mine = [item for item in known_items if any(map(item.concerns, ids))]
        periods = tuple(_together(_on_days(read.busy, self._clock)))
        self._note_busy(ids, periods, read.place)
        other = [entry for entry in read.busy if not any(_is_of(entry, item) for item in mine)]
        left = tuple(_together(_on_days(other, self._clock)))
        return dict.fromkeys(ids, BusyTimes(read.place, left))

    def _note_busy(self, ids: Iterable[str], periods: Sequence[Period], place: Place) -> None:
        person = "; ".join(map(self._groups.directory.label, ids))
        slots = self._timetable.slots
        busy = sum(any(period.overlaps(slot) for period in periods) for slot in slots)
        self._findings.note("calendar_busy", place, person=person, busy=busy, slots=len(slots))

    def items(self, read: _Read) -> Iterator[Item]:
        """Make programme of the entries of a group, and say how much."""
        self._note_programme(read)
        self._warn_of_stays(read)
        for entry in read.busy:
            written = "" if entry.is_private else on_one_line(str(entry.texts.get(TITLE, "")))
            title = shortened(written, LONGEST)
            for hours in self._hours(entry):
                yield Item(
                    kind=ItemKind.PROGRAMME,
                    start=hours.start,
                    end=hours.end,
                    label=title or read.name,
                    who=read.owner.ids,
                )

    def _note_programme(self, read: _Read) -> None:
        ids = self._groups.everyone if read.owner.ids is None else read.owner.ids
        people = sum(map(self._groups.directory.takes_part, ids))
        told = {"group": read.name, "count": len(read.busy), "people": people}
        free = sum(entry.is_free and not entry.is_cancelled for entry in read.entries)
        if read.busy:
            self._findings.note("calendar_programme", read.place, **told)
        elif free:
            self._findings.warning("calendar_all_free", read.place, count=free)
        elif not read.ours:
            self._findings.warning("calendar_empty", read.place)
        if free and read.busy:
            self._findings.note("calendar_free", read.place, count=free)

    def _warn_of_stays(self, read: _Read) -> None:
        """Say that whoever takes part has no stay meanwhile."""
        periods = [period for entry in read.busy for period in self._hours(entry)]
        for row, slots in self._timetable.windows:
            stays = [slot for slot in slots if slot.is_stay]
            if any(period.overlaps(stay) for period in periods for stay in stays):
                self._findings.warning("calendar_in_stay", read.place, row=row.number)
                return

    def _hours(self, entry: CalendarEntry) -> Iterator[Period]:
        """Cut an entry by days, but what goes on past midnight.

        One that is a whole day lasts as long as there may be meetings.
        """
        periods = tuple(_on_days((entry,), self._clock))
        if periods and not entry.is_whole_day and entry.end - entry.start < ONE_DAY:
            yield Period(entry.start, entry.end)
            return
        for period in periods:
            meanwhile = (slot for slot in self._timetable.slots if period.overlaps(slot))
            slots = [slot for slot in meanwhile if not slot.is_stay]
            if entry.is_whole_day and slots:
                yield Period(slots[0].start, slots[-1].end)
            else:
                yield period


def _is_of(entry: CalendarEntry, item: Item) -> bool:
    """Whether an entry is within a part of the programme."""
    starts, ends = (_in_utc(at) for at in (entry.start, entry.end))
    return _in_utc(item.start) <= starts and ends <= _in_utc(item.end)


def _on_days(entries: Collection[CalendarEntry], clock: Clock) -> Iterator[Period]:
    """Cut what keeps somebody busy by the days of the event."""
    for day in clock.touched:
        whole = Period(clock.moment(day, time()), clock.moment(day + ONE_DAY, time()))
        for entry in entries:
            start = max(entry.start, whole.start, key=_in_utc)
            end = min(entry.end, whole.end, key=_in_utc)
            if _in_utc(start) < _in_utc(end):
                yield Period(start, end)


def _together(periods: Iterable[Period]) -> Iterator[Period]:
    """Put stretches that overlap or touch into one."""
    last: Period | None = None
    for period in sorted(periods, key=lambda each: _in_utc(each.start)):
        if last is None or _in_utc(last.end) < _in_utc(period.start):
            if last:
                yield last
            last = period
        else:
            last = Period(last.start, max(last.end, period.end, key=_in_utc))
    if last:
        yield last


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)
