"""What was done by hand to a version, as a version of its own: counted, bounded and verified."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from matchmaker.aims import Aim, AimName, Given, Keep
from matchmaker.compare import compare, explained
from matchmaker.events import Blocked, Event, Pair, Pin, Slot
from matchmaker.explain import Unmet, explain
from matchmaker.io.plans.versions import Version, find, new_version, newest_published
from matchmaker.record import Plan, passage_between
from matchmaker.schedule import Schedule
from matchmaker.solver import recount
from matchmaker.workflow.editing import Editing, check_same, discard
from matchmaker.workflow.outcomes import Overtaken
from matchmaker.workflow.preparing import moment_of
from matchmaker.workflow.saving import hold_to_its_word, write_files


def save_edits(editing: Editing, workbook: Path) -> Version:
    """Write what was done by hand as the next version.

    Parameters
    ----------
    editing : Editing
        What was done.
    workbook : Path
        What the version was made from: a logo lies beside it.

    Raises
    ------
    ChangedMeanwhile
        If something else was done since.
    Overtaken
        If people were told another version meanwhile.
    Bug
        If it breaks a rule after all; nothing is written.
    OSError
        If it cannot be written.
    """
    folder = editing.folder
    with new_version(folder) as draft:
        check_same(editing)
        last = newest_published(folder)
        base = editing.version if editing.version == last else _base_of(editing.plan, folder)
        if last is not None and base != last:
            raise Overtaken(last)
        made = plan_by_hand(editing, draft.name, base)
        hold_to_its_word(made)
        write_files(made, workbook, draft.path)
    with suppress(OSError):  # what stays is of an older version, and is said to be
        discard(folder)
    return Version(folder / draft.name)


def _base_of(made: Plan, folder: Path) -> Version | None:
    return find(folder, made.base) if made.base else None


def plan_by_hand(editing: Editing, name: str, base: Version | None) -> Plan:
    """Make the record of what was done by hand.

    Parameters
    ----------
    editing : Editing
        What was done.
    name : str
        What the version is to be called.
    base : Version or None
        What people were told last.
    """
    before, schedule = editing.plan, editing.schedule
    deleted = (before.schedule.pairs | {*before.options.deleted}) - schedule.pairs
    event = _event_of(editing)
    is_told = base == editing.version
    made = replace(
        before,
        version=name,
        created_at=moment_of(event),
        event=event,
        schedule=schedule,
        aims=recount(event, schedule, _known_aims(editing, event), _same(editing)),
        unmet=_unmet(event, schedule, deleted),
        options=replace(
            before.options,
            keep=Keep.ALL if is_told else before.options.keep,
            since=event.now,
            edited=editing.log.stamp,
            deleted=tuple(sorted(deleted)),
        ),
        rule_prices=(),
        evenness_prices=(),
        looser=None,
    )
    if base is None:
        return made
    told = base.plan()
    passage = passage_between(told, made)
    difference = compare(told.schedule, schedule, passage)
    why = explained(difference, told.event, event, passage)
    return replace(made, base=base.name, difference=why)


def _event_of(editing: Editing) -> Event:
    """Give the event with what is locked by hand."""
    event = editing.event
    fixed = {pin.pair for pin in event.pins}
    locks = [m.pin for m in editing.schedule.meetings if m.locked and m.participants not in fixed]
    return replace(event, pins=(*event.pins, *locks))


def _unmet(event: Event, schedule: Schedule, deleted: Collection[Pair]) -> tuple[Unmet, ...]:
    """Say why wishes are unmet; of those that were deleted by hand, that they were.

    They are not blocked in the event itself: what an edit changes is told beside all that could be.
    """
    without = replace(event, blocked=(*event.blocked, *map(Blocked, sorted(deleted))))
    return explain(without, schedule, deleted)


def _known_aims(editing: Editing, event: Event) -> list[Aim]:
    """Give the aims whose bounds hold for this event, too: no less is asked of a schedule."""
    before = editing.plan
    if not {*before.event.pins} <= {*event.pins}:
        return []
    if before.event.promises == event.promises:
        return list(before.aims)
    return [aim for aim in before.aims if not any(map(_is_of_promises, (aim.name, *aim.given)))]


def _is_of_promises(one: AimName | Given) -> bool:
    return one is Given.HOMES or (isinstance(one, AimName) and one.is_of_a_rerun)


def _same(editing: Editing) -> set[Given]:
    """Tell what of the version is the same still."""
    before, after = editing.plan.schedule, editing.schedule
    promise = editing.event.promise
    is_same = {
        Given.HOMES: _homes(before, promise) == _homes(after, promise),
        Given.PAIRS: before.pairs == after.pairs,
        Given.SLOTS: _times(before) == _times(after),
    }
    return {given for given, holds in is_same.items() if holds}


def _times(schedule: Schedule) -> set[tuple[Pair, Slot]]:
    return {(meeting.participants, meeting.slot) for meeting in schedule.meetings}


def _homes(schedule: Schedule, promise: Mapping[Pair, Pin]) -> set[tuple[Pair, bool]]:
    """Tell which published meetings keep their slot, and of those which keep their table."""
    told = ((met, promise.get(met.participants)) for met in schedule.meetings)
    return {(pin.pair, met.table == pin.table) for met, pin in told if pin and met.slot == pin.slot}
