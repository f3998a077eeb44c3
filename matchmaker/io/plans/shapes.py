"""How the classes of a plan stand in `plan.json`: as their fields, but for what is said here.

A field that is added gets a default, which is filled in where an older file lacks it. Extras are
for other programs: worked out where a plan is written, and only looked at where one is read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, get_type_hints

from matchmaker.aims import Aim
from matchmaker.compare import Change, ChangeKind, Difference
from matchmaker.events import Pair
from matchmaker.explain import Unmet
from matchmaker.identity.keys import Key
from matchmaker.record import MeetingStatus, Plan, Source
from matchmaker.schedule import Meeting, Schedule

SCHEMA = 2
"""Raised when an older matchmaker could no longer read what is written."""


@dataclass(frozen=True)
class PlanExtras:
    """What the whole file has besides."""

    schema: int
    """Raised when an older matchmaker could no longer read what is written."""
    event_id: str
    """The same for all plans of an event: calendars know its meetings by it."""


@dataclass(frozen=True)
class AimExtras:
    """What an aim has besides."""

    status: str
    """`optimal` where value and bound are equal, else `feasible`."""


@dataclass(frozen=True)
class MeetingExtras:
    """What a meeting of the plan has besides."""

    id: str
    """The same through all versions of a plan."""
    points: int
    """What the interests of the two are worth together."""
    status: MeetingStatus
    """How it relates to the version that people were told before."""


@dataclass(frozen=True)
class ChangeExtras:
    """What a change has besides."""

    kind: ChangeKind
    participants: Pair
    """The two who meet now, or else who were to meet."""


@dataclass(frozen=True)
class DifferenceExtras:
    """What stands after the changes."""

    to_tell: tuple[str, ...]
    """The ids of everyone who must be told of a change."""


class PlannedMeeting(Meeting):
    """One meeting of the plan."""


@dataclass(frozen=True)
class NamedKey(Key):
    """What somebody is called in calendars for good; whoever is missing is called by their id."""

    participant: str
    """Their id."""


def _named_keys(keys: Mapping[str, Key]) -> tuple[NamedKey, ...]:
    return tuple(NamedKey(key.person, key.place, one) for one, key in keys.items())


def _keys_by_name(keys: tuple[NamedKey, ...]) -> Mapping[str, Key]:
    return {key.participant: Key(key.person, key.place) for key in keys}


@dataclass(frozen=True)
class Guise:
    """As what the value of one field stands in the file.

    Parameters
    ----------
    of : type
        Its kind there.
    there, back : callable
        From the value to that kind, and back.
    """

    of: Any
    there: Callable[[Any], Any] = lambda value: value
    back: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How one class stands in the file.

    Parameters
    ----------
    order : str
        Its fields and extras that come first, in this order; the others follow.
    spread : str
        The fields in whose place the keys of what they hold stand.
    needed : str
        The keys that every file has had: where one is not there, it was taken out.
    left_out : str
        The fields that do not stand there; they have defaults.
    renamed : mapping of str to str
        The keys of fields that are not called as in Python.
    guises : mapping of str to Guise
        The fields that stand there as something else.
    extras : type or None
        The class of what stands there besides.
    worked_out : callable
        Makes the extras of an object in a plan.
    fits : callable
        Whether an object that was read goes with the extras beside it.
    read_as : type or None
        The class of what is made of it; None: the same.
    """

    order: str = ""
    spread: str = ""
    needed: str = ""
    left_out: str = ""
    renamed: Mapping[str, str] = field(default_factory=dict)
    guises: Mapping[str, Guise] = field(default_factory=dict)
    extras: type | None = None
    worked_out: Callable[[Any, Plan], Any] = lambda _one, _plan: None
    fits: Callable[[Any, Any], bool] = lambda _one, _extras: True
    read_as: type | None = None


SHAPES: Mapping[type, Shape] = {
    Plan: Shape(
        order="schema version created_at event_id source schedule_sha256 options base aims schedule"
        " unmet difference keys looser rule_prices evenness_prices issues event",
        spread="schedule difference",
        needed="options base aims meetings unmet changes shift tables_renamed carried keys looser"
        " issues",
        renamed={"source": "input"},
        guises={"keys": Guise(tuple[NamedKey, ...], _named_keys, _keys_by_name)},
        extras=PlanExtras,
        worked_out=lambda plan, _: PlanExtras(SCHEMA, plan.event.event_id),
    ),
    Source: Shape(renamed={"name": "file"}),
    Aim: Shape(
        order="name value bound status",
        needed="given",
        extras=AimExtras,
        worked_out=lambda aim, _: AimExtras(aim.status),
    ),
    Schedule: Shape(guises={"meetings": Guise(tuple[PlannedMeeting, ...])}),
    PlannedMeeting: Shape(
        order="id participants slot table points status",
        spread="slot",
        needed="table locked",
        extras=MeetingExtras,
        worked_out=lambda meeting, plan: MeetingExtras(
            meeting.id, plan.points[meeting.participants], plan.status_of(meeting)
        ),
        read_as=Meeting,
    ),
    Meeting: Shape(spread="slot", needed="table locked"),
    Unmet: Shape(spread="interest", needed="target_is_organisation level answer"),
    Difference: Shape(
        left_out="since",
        renamed={"tables": "tables_renamed", "restood": "tables_restood"},
        extras=DifferenceExtras,
        worked_out=lambda difference, _: DifferenceExtras(difference.to_tell),
    ),
    Change: Shape(
        order="kind participants",
        needed="cause who",
        extras=ChangeExtras,
        worked_out=lambda change, _: ChangeExtras(change.kind, change.participants),
        fits=lambda change, extras: change.participants == extras.participants,
    ),
    NamedKey: Shape(order="participant"),
}
"""Every class that is not simply its fields."""


def shape_of(kind: type) -> Shape:
    """Give the shape of a class."""
    return SHAPES.get(kind, Shape())


@dataclass(frozen=True)
class Part:
    """What one field, or one extra, is in the file.

    Parameters
    ----------
    owner : type
        The class that has it, and says what it means.
    name : str
        What it is called there.
    key : str
        Its key in the file; empty: the keys of what it holds stand there in its place.
    of : type
        The kind of what stands in the file.
    """

    owner: type
    name: str
    key: str
    of: Any


@cache
def parts(kind: type) -> tuple[Part, ...]:
    """List the parts of a class in the order of the file."""
    found = {part.name: part for part in (*_fields(kind), *_extras(kind))}
    first = shape_of(kind).order.split()
    return tuple(found[name] for name in dict.fromkeys((*first, *found)))


def _fields(kind: type) -> Iterator[Part]:
    shape = shape_of(kind)
    for name, of in _kinds_of(kind):
        if name not in shape.left_out.split():
            key = "" if name in shape.spread.split() else shape.renamed.get(name, name)
            yield Part(kind, name, key, shape.guises[name].of if name in shape.guises else of)


def _extras(kind: type) -> Iterator[Part]:
    extras = shape_of(kind).extras
    for name, of in _kinds_of(extras) if extras else ():
        yield Part(extras or kind, name, name, of)


def _kinds_of(kind: type) -> Iterator[tuple[str, Any]]:
    kinds = get_type_hints(kind)
    return ((one.name, kinds[one.name]) for one in fields(kind))


def keys_of(kind: type) -> Iterator[Part]:
    """Give the keys that stand in the file for an object of a class, those spread out included."""
    for part in parts(kind):
        if part.key:
            yield part
        else:
            yield from keys_of(part.of)
