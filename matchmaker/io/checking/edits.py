"""Edits by hand on their way into an event: what cannot stand is named at its row."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from matchmaker.events import Blocked, Event, Pair, Pin
from matchmaker.io.checking.pins import CODES
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.directory import Directory
from matchmaker.io.reading.edited import Edits
from matchmaker.io.reading.findings import Findings
from matchmaker.io.reading.pins import without_slot
from matchmaker.io.reading.schedule_sheet import WITHOUT_TABLE, ScheduleEntry, Written
from matchmaker.io.reading.tables import find_table
from matchmaker.issues import Issue, Severity
from matchmaker.rulebook import Fault, unseated, verify_pins
from matchmaker.schedule import Meeting
from matchmaker.text import recognise

Faults = Iterator[tuple[str | None, CellFault]]
"""What is wrong with an edit, each with its column; None: a matter of the whole row."""


def apply_edits(
    event: Event, edits: Edits, since: datetime | None = None
) -> tuple[Event, tuple[Issue, ...]]:
    """Pin what was placed by hand, block what was deleted, and find contradictions.

    Parameters
    ----------
    event : Event
        As it is now.
    edits : Edits
        What was done by hand.
    since : datetime or None
        What began before is history, which nobody can change; aware.

    Returns
    -------
    Event
        With the edits, if none of them is wrong. What is fixed in the workbook stays fixed.
    tuple of Issue
        Edits that break a rule, alone or with others, each at its row.
    """
    desk = _Editing(event, edits, since, Findings())
    edited = desk.edited()
    issues = tuple(desk.findings.issues)
    is_wrong = any(issue.severity is Severity.ERROR for issue in issues)
    return event if is_wrong else edited, issues


@dataclass(frozen=True)
class _Editing:
    """An event, and the edits that are to go into it."""

    event: Event
    edits: Edits
    since: datetime | None
    findings: Findings

    def edited(self) -> Event:
        """Give the event with the edits; what is wrong with them is found on the way."""
        self._check_removals()
        deleted = (pair for pair in self.edits.deleted if pair not in self._fixed)
        blocked = (Blocked(pair) for pair in deleted if self._are_there(pair))
        event = replace(self.event, blocked=(*self.event.blocked, *blocked))
        event = self._with_locks(event)
        pins = (entry.meeting.pin for entry in self._sound_entries())
        new = (pin for pin in pins if pin.pair not in self._fixed)
        event = replace(event, pins=(*event.pins, *new))
        faults = verify_pins(event)
        for fault in faults:
            self._report(fault)
        if not faults:
            self._check_tables(event)
        return event

    def _check_removals(self) -> None:
        """Find deletions of what cannot be deleted."""
        for pair, place in self.edits.removed.items():
            if self._is_over(self.edits.before[pair]):
                self.findings.fault(self._history(pair), place)
            elif pair in self._fixed:
                self.findings.warning("edit_deleted_fixed", place, pair=_joined(pair))

    def _with_locks(self, event: Event) -> Event:
        """Keep the locks of before that can still stand, and say which cannot."""
        locks = [
            entry
            for entry in self.edits.locks
            if _pair(entry) not in self._fixed and not self._is_over(entry.meeting)
        ]
        all_locked = _locked(event, locks)
        return all_locked or self._one_by_one(locks, event)

    def _one_by_one(self, locks: Iterable[ScheduleEntry], event: Event) -> Event:
        for entry in locks:
            locked = _locked(event, [entry])
            if locked is None:
                self.findings.warning("edit_lock_gone", entry.place())
            else:
                event = locked
        return event

    def _are_there(self, pair: Pair) -> bool:
        """Whether both are people of the event, whoever was deleted with them."""
        return self.event.participant.keys() >= set(pair)

    def _sound_entries(self) -> list[ScheduleEntry]:
        """Give the edits that are no mistake by themselves, and report the others."""
        repeated = self._report_repeated()
        sound = []
        for entry in self.edits.entries:
            if self._is_lock_of_somebody_gone(entry):
                self.findings.warning("edit_lock_gone", entry.place())
                continue
            faults = tuple(self._faults(entry))
            for column, fault in faults:
                self.findings.fault(fault, entry.place(column))
            if not faults and _pair(entry) not in repeated:
                sound.append(entry)
        return sound

    def _is_lock_of_somebody_gone(self, entry: ScheduleEntry) -> bool:
        """Whether a meeting was only locked where it was, but one of the two is not there."""
        before = self.edits.before.get(_pair(entry))
        stays = before is not None and before.when_and_where == entry.meeting.when_and_where
        return stays and not {*_pair(entry)} <= {*self.event.registered}

    def _report_repeated(self) -> frozenset[Pair]:
        """Find pairs with several rows: one of them may have been copied and changed."""
        first: dict[Pair, ScheduleEntry] = {}
        for entry in self.edits.everything:
            known = first.setdefault(_pair(entry), entry)
            if known is not entry:
                self.findings.error("edit_twice", entry.place(), row=known.label)
        counts = Counter(map(_pair, self.edits.everything))
        return frozenset(pair for pair, count in counts.items() if count > 1)

    def _faults(self, entry: ScheduleEntry) -> Faults:
        """Name who, when and where is not of this event, or cannot be changed."""
        meeting, cells = entry.meeting, entry.row.cells if entry.row else {}
        for column, person in zip("ab", meeting.participants, strict=True):
            found = self._directory.person(cells.get(column, person))
            if isinstance(found, CellFault):
                yield column, found
        if meeting.participants[0] == meeting.participants[1]:
            yield "b", CellFault("same_person", {"participant": meeting.participants[0]})
        if meeting.slot not in self.event.slots:
            yield "start", without_slot(meeting.slot.start, self.event.slots)
        table = find_table(meeting.table, self.event.tables) if meeting.table else None
        if isinstance(table, CellFault):
            yield "table", table
        yield from self._contradictions(entry)

    def _contradictions(self, entry: ScheduleEntry) -> Faults:
        """Name what the workbook, the clock or the place of the two says against an edit."""
        meeting = entry.meeting
        pair, before = meeting.participants, self.edits.before.get(meeting.participants)
        fixed = self._fixed.get(pair)
        if fixed and not _agrees(meeting, fixed):
            yield None, CellFault("edit_fixed")
        if self._is_over(meeting) or (before and self._is_over(before)):
            yield None, self._history(pair)
        if self._is_without_table(entry):
            yield "table", CellFault("edit_not_online")

    def _is_without_table(self, entry: ScheduleEntry) -> bool:
        """Whether somebody wrote that two people meet without a table who need one.

        For those who meet online, `online` is any room.
        """
        pair, written = _pair(entry), entry.row.cells["table"] if entry.row else ""
        says_so = entry.cell or recognise("value.attendance", written) in WITHOUT_TABLE
        is_known = set(pair) <= self.event.participant.keys()
        needs_one = is_known and self.event.takes_table(pair) and not self.event.is_online(pair)
        return bool(says_so) and needs_one and entry.meeting.table is None

    def _is_over(self, meeting: Meeting) -> bool:
        return self.since is not None and meeting.slot.start < self.since

    def _history(self, pair: Pair) -> CellFault:
        return CellFault(
            "edit_history", {"pair": _joined(pair), "day": f"{self.since:%Y-%m-%d %H:%M}"}
        )

    def _report(self, fault: Fault) -> None:
        """Report a broken rule at the last of the edits that break it."""
        pairs = {meeting.participants for meeting in fault.meetings}
        edits = [entry for entry in self.edits.entries if _pair(entry) in pairs]
        if not edits:
            return
        locks = [entry for entry in self.edits.locks if _pair(entry) in pairs]
        rows = ", ".join(entry.label for entry in (*locks, *edits))
        parameters = {**fault.parameters, "rows": rows}
        if "participant" in parameters:
            parameters["participant"] = self._directory.label(parameters["participant"])
        code = CODES.get(fault.rule, f"pin_{fault.rule}")
        self.findings.error(code, edits[-1].place(), **parameters)

    def _check_tables(self, event: Event) -> None:
        """Check that edits without a table find one beside everything that must stand."""
        for pin in unseated(event):
            rivals = [entry for entry in self.edits.entries if entry.meeting.slot == pin.slot]
            own = [entry for entry in rivals if _pair(entry) == pin.pair]
            if rivals:
                self.findings.error("pin_without_table", (own or rivals)[-1].place("table"))

    @cached_property
    def _fixed(self) -> Mapping[Pair, Pin]:
        """The fixed appointments of the workbook."""
        return {pin.pair: pin for pin in self.event.pins}

    @cached_property
    def _directory(self) -> Directory:
        return Written(self.event).directory


def _agrees(meeting: Meeting, fixed: Pin) -> bool:
    """Whether an edit is what the workbook says, as far as both say anything."""
    same_table = meeting.table is None or fixed.table in {None, meeting.table}
    return meeting.slot == fixed.slot and same_table


def _pair(entry: ScheduleEntry) -> Pair:
    return entry.meeting.participants


def _joined(pair: Pair) -> str:
    return " – ".join(pair)


def _locked(event: Event, locks: Sequence[ScheduleEntry]) -> Event | None:
    """Pin meetings where they are; None where they cannot stand all together."""
    pins = [entry.meeting.pin for entry in locks]
    if not all(map(event.knows, pins)):
        return None
    locked = replace(event, pins=(*event.pins, *pins))
    return None if verify_pins(locked) else locked
