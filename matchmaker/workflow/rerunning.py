"""The event of a rerun: one function makes it, for planning and for checking, from plans alone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from matchmaker.aims import Keep
from matchmaker.events import Event, Pin
from matchmaker.identity.keys import Key, first_keys
from matchmaker.io.checking.edits import apply_edits
from matchmaker.io.reading.edited import Edits
from matchmaker.issues import Issue
from matchmaker.record import Options, Plan
from matchmaker.rerun import Past, freeze, locked, look_back, mark_absent, promise, remember
from matchmaker.workflow.forced import with_forced


@dataclass(frozen=True, kw_only=True)
class Memory:
    """What is known from before.

    Parameters
    ----------
    past : Past or None
        What people were told in the base, in the words of now.
    last : Plan or None
        What they were told last, whatever the base.
    told : frozenset of str
        The keys of everyone who was told of a meeting at any time.
    """

    past: Past | None = None
    last: Plan | None = None
    told: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Remade:
    """An event with all that was asked for.

    Parameters
    ----------
    event : Event
        With who is absent, what people were told, and what is over.
    keys : mapping of str to Key
        What everyone is called for good.
    pins : tuple of Pin
        What was to stand, before anything that is over took its place.
    edits : Edits
        What was done by hand.
    issues : tuple of Issue
        What of it cannot stand.
    """

    event: Event
    keys: Mapping[str, Key]
    pins: tuple[Pin, ...]
    edits: Edits
    issues: tuple[Issue, ...]


def recall(event: Event, before: Plan, since: datetime | None, *, substitutes: bool) -> Past:
    """Read what people were told in a plan in the words of the event now."""
    return look_back(
        event,
        before.event,
        before.schedule,
        before.all_keys,
        before.version,
        since=since,
        substitutes=substitutes,
    )


def remake(
    event: Event,
    memory: Memory,
    options: Options,
    by_hand: Callable[[Event], Edits] = lambda _event: Edits(),
    *,
    frees_locks: bool = False,
) -> Remade:
    """Add to an event what its workbook does not say: absences, edits, promises, what is over.

    Parameters
    ----------
    event : Event
        As the workbook has it.
    memory : Memory
        What is known from before.
    options : Options
        What is asked for: who is absent, what is kept, what is over.
    by_hand : callable
        Gives what was done by hand to the event with everyone who was told.
    frees_locks : bool
        Whether what was locked in the base stays so only if it is fixed now: it is the schedule
        at hand that says what is locked.
    """
    event, keys = _remembered(mark_absent(event, options.absent), memory)
    edits, past = by_hand(event), memory.past
    event, issues = apply_edits(event, edits, options.since)
    if past and options.keep is not Keep.NONE:
        event = promise(event, locked(past.expected, event) if frees_locks else past.expected)
    pins = event.pins
    if past and options.since:
        event = freeze(event, past, options.since)
    event = with_forced(event, options.forced)
    return Remade(event, keys, pins, edits, issues)


def _remembered(event: Event, memory: Memory) -> tuple[Event, Mapping[str, Key]]:
    """Remember everyone who was told, in the base or last, and what they are called for good."""
    past, last = memory.past, memory.last
    if past is None:
        return event, first_keys(event.participants)
    event = remember(event, past, memory.told)
    if last is None or last.version == past.version:
        return event, past.keys
    newest = recall(event, last, None, substitutes=True)
    keys = {**newest.keys, **past.keys}
    known = {keys[person.id].person for person in event.participants}
    more = remember(event, newest, memory.told).participants[len(event.participants) :]
    # Whom the base knows under another id is there already.
    others = (person for person in more if keys[person.id].person not in known)
    return replace(event, participants=(*event.participants, *others)), keys
