"""`plan.json`: a plan as a file for programs, whole enough to be read back without the workbook.

The record classes below are the file, key by key; `write_plan` and `read_plan` go through them.
Points, statuses and kinds stand there for other programs: read back, they are computed anew.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo

from cattrs import AttributeValidationNote, BaseValidationError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn
from cattrs.preconf.json import JsonConverter, make_converter

from matchmaker.aims import Aim, AimName, Given
from matchmaker.compare import Cause, Change, ChangeKind, Difference
from matchmaker.events import Answer, Event, Interest, Level, Pair, Slot
from matchmaker.explain import Reason, Unmet
from matchmaker.identity.keys import Key
from matchmaker.identity.slots import Shift
from matchmaker.impossible import InvalidEvent
from matchmaker.io.plans.misfits import misfits
from matchmaker.io.plans.older import brought_up_to_date
from matchmaker.issues import Issue
from matchmaker.record import MeetingStatus, Options, Plan, Source
from matchmaker.schedule import Meeting, Schedule

Kind = TypeVar("Kind")

SCHEMA = 2
"""Raised when an older matchmaker could no longer read what is written."""
PUBLICATION_SCHEMA = 1
"""The same of `published.json`."""


class NotAPlan(ValueError):  # noqa: N818 - says what the file is, as in "except NotAPlan"
    """A file that cannot be read back.

    Parameters
    ----------
    code : str
        `plan_damaged`, `plan_damaged_at` (where is known), `plan_foreign` (sound, but not of ours)
        or `plan_newer` (of a later matchmaker).
    **parameters : str
        What a sentence about it has to name: `file`, where it is damaged `field`, and for a newer
        one `schema` and `known`.
    """

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan; the same plan gives the same bytes."""
    record = _writer().unstructure(_plan_record(plan))
    path.write_text(_laid_out(record) + "\n", encoding="utf-8", newline="\n")


def read_plan(path: Path) -> Plan:
    """Read a plan back, with its times in the time zone of its event.

    Raises
    ------
    NotAPlan
        If the file is damaged, not ours, or of a later matchmaker.
    OSError
        If there is no such file, or it may not be read.
    """
    content = read_record(path)
    with reading(path):
        content = brought_up_to_date(content)
        plan = _plan(_structured(content, PlanRecord, _zone_in(content)))
        misfit = next(misfits(plan), None)
        if misfit:
            raise Misfit(misfit)
        return plan


def read_publication(path: Path) -> "PublicationRecord":
    """Read the record of a publication; raises as `read_plan`."""
    content = read_record(path, PUBLICATION_SCHEMA)
    with reading(path):
        return _structured(content, PublicationRecord, None)


def read_event_id(path: Path) -> str:
    """Read only the Event ID of a plan; raises as `read_plan`."""
    content = read_record(path)
    if not isinstance(content.get("event_id"), str):
        raise NotAPlan("plan_damaged_at", file=str(path), field="event_id")
    return str(content["event_id"])


def read_record(path: Path, known: int = SCHEMA) -> dict[str, Any]:
    """Read a JSON file of ours as it stands, with nothing but its schema looked at.

    Parameters
    ----------
    path : Path
        The file.
    known : int
        The newest schema of such a file that is known.

    Raises
    ------
    NotAPlan
        If it is not JSON, has no schema, or a later one than this program knows.
    OSError
        If there is no such file, or it may not be read.
    """
    with reading(path):
        content = json.loads(path.read_bytes())
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, int):
        raise NotAPlan("plan_foreign", file=str(path))
    if schema > known:
        raise NotAPlan("plan_newer", file=str(path), schema=str(schema), known=str(known))
    return dict(content)


class Misfit(ValueError):  # noqa: N818 - says what the field is
    """A field of a file that is not what it must be.

    Parameters
    ----------
    field : str
        Which: `meetings[3].start`.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes go wrong inside into `NotAPlan`."""
    try:
        yield
    except Misfit as misfit:
        raise NotAPlan("plan_damaged_at", file=str(path), field=misfit.field) from misfit
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotAPlan("plan_damaged", file=str(path)) from error
    except (OverflowError, RecursionError) as error:  # a date before year 1; [[[[[[...
        raise NotAPlan("plan_damaged", file=str(path)) from error


@dataclass(frozen=True)
class InputRecord:
    """What the plan was made from."""

    file: str
    """Its name without folders."""
    sha256: str
    """Of its bytes."""


@dataclass(frozen=True)
class AimRecord:
    """How well one aim was reached."""

    name: AimName
    value: int
    """What the plan reaches."""
    bound: int
    """Proven: under what is given, no plan has more (fewer, where less is better)."""
    status: str
    """`optimal` where value and bound are equal, else `feasible`."""
    seconds: float
    """Time spent on this aim."""
    given: tuple[AimName | Given, ...]
    """What the bound takes as given: aims ranked before, and which part of the plan."""


@dataclass(frozen=True)
class MeetingRecord:
    """One meeting."""

    id: str
    """The same through all versions of a plan."""
    participants: Pair
    """The ids of the two, in sorted order."""
    start: datetime
    end: datetime
    table: str | None
    """Null: online."""
    points: int
    """What the interests of the two are worth together."""
    status: MeetingStatus
    """How it relates to the version that people were told before."""
    locked: bool
    """Whether it must stand."""


@dataclass(frozen=True)
class UnmetRecord:
    """One wish without a meeting, and why."""

    source: str
    """The id of who wishes."""
    target: str
    """A participant's id, or an organisation's name."""
    target_is_organisation: bool
    """Whether `target` is an organisation's name."""
    level: Level
    answer: Answer
    reason: Reason


@dataclass(frozen=True)
class PlaceRecord:
    """Who met, or meets, when and where."""

    participants: Pair
    """The ids of the two, in sorted order."""
    start: datetime
    end: datetime
    table: str | None
    """Null: online."""
    locked: bool
    """Whether it must stand."""


@dataclass(frozen=True)
class ChangeRecord:
    """What became of one meeting since the base."""

    kind: ChangeKind
    participants: Pair
    """The two who meet now, or else who were to meet."""
    before: PlaceRecord | None
    """Null: there was no meeting."""
    after: PlaceRecord | None
    """Null: there is none any more."""
    cause: Cause | None
    """Why; null where nobody asked."""
    who: str
    """The id of whom the cause speaks of; empty: of nobody."""

    def __post_init__(self) -> None:
        """Refuse a change of nothing, or of others than it says."""
        place = self.after or self.before
        if place is None or place.participants != self.participants:
            raise ValueError("a change has a meeting before or after")


@dataclass(frozen=True)
class KeyRecord:
    """What somebody is called in calendars for good."""

    participant: str
    """Their id."""
    person: str
    """The human being: whoever receives a calendar."""
    place: str
    """What they are met as: it passes to whoever stands in for them."""


@dataclass(frozen=True)
class PlanRecord:
    """The whole file."""

    schema: int
    """Raised when an older matchmaker could no longer read what is written."""
    version: str
    """`v01`, `v02`, ..."""
    created_at: datetime
    """When it was made."""
    event_id: str
    """The same for all plans of an event: calendars know its meetings by it."""
    input: InputRecord
    options: Options
    base: str
    """The version that the changes speak of; empty if there was none."""
    aims: tuple[AimRecord, ...]
    """In order of rank."""
    meetings: tuple[MeetingRecord, ...]
    """In order of time, table and participants."""
    unmet: tuple[UnmetRecord, ...]
    """Every wish without a meeting."""
    changes: tuple[ChangeRecord, ...]
    """The meetings that are not as they were in the base."""
    shift: Shift
    tables_renamed: dict[str, str]
    """The new names of tables by their old ones: meetings there are no changes."""
    carried: tuple[str, ...]
    """The ids of those with meetings that followed the timetable, in order."""
    to_tell: tuple[str, ...]
    """The ids of everyone who must be told of a change."""
    keys: tuple[KeyRecord, ...]
    """Whoever is missing is called by their id."""
    looser: int | None
    """Of a rerun that keeps all: how many points more one that keeps pairs could have at most."""
    issues: tuple[Issue, ...]
    """The warnings and notes of the workbook."""
    event: Event


@dataclass(frozen=True)
class PublicationRecord:
    """The whole of `published.json`; `number` is 0 where it was written before these were kept."""

    schema: int
    published_at: datetime
    version: str
    to: tuple[str, ...]
    number: int = 0


def _plan_record(plan: Plan) -> PlanRecord:
    return PlanRecord(
        schema=SCHEMA,
        version=plan.version,
        created_at=plan.created_at,
        event_id=plan.event.event_id,
        input=InputRecord(plan.source.name, plan.source.sha256),
        options=plan.options,
        base=plan.base,
        aims=tuple(_aim_record(aim) for aim in plan.aims),
        meetings=tuple(_meeting_record(plan, meeting) for meeting in plan.schedule.meetings),
        unmet=tuple(_unmet_record(unmet) for unmet in plan.unmet),
        changes=tuple(_change_record(change) for change in plan.changes),
        shift=plan.difference.shift,
        tables_renamed=dict(plan.difference.tables),
        carried=plan.difference.carried,
        to_tell=plan.difference.to_tell,
        keys=tuple(KeyRecord(one, key.person, key.place) for one, key in plan.keys.items()),
        looser=plan.looser,
        issues=plan.issues,
        event=plan.event,
    )


def _plan(record: PlanRecord) -> Plan:
    if record.event_id != record.event.event_id:
        raise Misfit("event_id")
    return Plan(
        version=record.version,
        created_at=record.created_at,
        source=Source(record.input.file, record.input.sha256),
        event=record.event,
        schedule=Schedule(tuple(_meeting(meeting) for meeting in record.meetings)),
        aims=tuple(_aim(aim) for aim in record.aims),
        unmet=tuple(_unmet(unmet) for unmet in record.unmet),
        options=record.options,
        base=record.base,
        difference=Difference(
            tuple(_change(change) for change in record.changes),
            record.shift,
            record.tables_renamed,
            record.carried,
        ),
        keys={key.participant: Key(key.person, key.place) for key in record.keys},
        looser=record.looser,
        issues=record.issues,
    )


def _aim_record(aim: Aim) -> AimRecord:
    return AimRecord(aim.name, aim.value, aim.bound, aim.status, aim.seconds, aim.given)


def _aim(record: AimRecord) -> Aim:
    return Aim(record.name, record.value, record.bound, record.seconds, record.given)


def _meeting_record(plan: Plan, meeting: Meeting) -> MeetingRecord:
    return MeetingRecord(
        id=meeting.id,
        participants=meeting.participants,
        start=meeting.slot.start,
        end=meeting.slot.end,
        table=meeting.table,
        points=plan.points[meeting.participants],
        status=plan.status_of(meeting),
        locked=meeting.locked,
    )


def _meeting(record: MeetingRecord) -> Meeting:
    slot = Slot(record.start, record.end)
    return Meeting(record.participants, slot, record.table, record.locked)


def _unmet_record(unmet: Unmet) -> UnmetRecord:
    wish = unmet.interest
    return UnmetRecord(
        source=wish.source,
        target=wish.target,
        target_is_organisation=wish.target_is_organisation,
        level=wish.level,
        answer=wish.answer,
        reason=unmet.reason,
    )


def _unmet(record: UnmetRecord) -> Unmet:
    wish = Interest(
        source=record.source,
        target=record.target,
        target_is_organisation=record.target_is_organisation,
        level=record.level,
        answer=record.answer,
    )
    return Unmet(wish, record.reason)


def _change_record(change: Change) -> ChangeRecord:
    before, after = _place_record(change.before), _place_record(change.after)
    return ChangeRecord(change.kind, change.participants, before, after, change.cause, change.who)


def _place_record(meeting: Meeting | None) -> PlaceRecord | None:
    if meeting is None:
        return None
    slot = meeting.slot
    return PlaceRecord(meeting.participants, slot.start, slot.end, meeting.table, meeting.locked)


def _change(record: ChangeRecord) -> Change:
    return Change(_place(record.before), _place(record.after), record.cause, record.who)


def _place(record: PlaceRecord | None) -> Meeting | None:
    if record is None:
        return None
    slot = Slot(record.start, record.end)
    return Meeting(record.participants, slot, record.table, record.locked)


@cache
def _writer() -> JsonConverter:
    """Sets are written in order, so that the same plan gives the same bytes."""
    writer = make_converter(unstruct_collection_overrides={AbstractSet: sorted})
    writer.register_unstructure_hook(Level, lambda level: level.name.lower())
    return writer


def _zone_in(content: Mapping[str, Any]) -> ZoneInfo:
    try:
        return ZoneInfo(content["event"]["time_zone"])
    except (KeyError, TypeError, ValueError, OSError) as error:  # ZoneInfo("Europe") is a folder
        raise Misfit("event.time_zone") from error


def _structured(content: Mapping[str, Any], kind: type[Kind], zone: ZoneInfo | None) -> Kind:
    """Make a record of a file; where that cannot be done, look once more for the field."""
    try:
        return _reader(zone).structure(content, kind)
    except Exception:  # noqa: BLE001 - of whatever kind, it is said where
        try:
            return _reader(zone, is_careful=True).structure(content, kind)
        except BaseValidationError as error:
            raise Misfit(_field_of(error).removeprefix(".")) from error


def _field_of(error: BaseException) -> str:
    """Name the first field that is wrong: `.meetings[3].start`."""
    if isinstance(error, InvalidEvent):
        return f".{error.problems[0].where}"
    for inner in error.exceptions if isinstance(error, BaseValidationError) else ():
        if isinstance(inner, InvalidEvent):
            return _field_of(inner)
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                return f".{note.name}{_field_of(inner)}"
            if isinstance(note, IterableValidationNote):
                return f"[{note.index}]{_field_of(inner)}"
    return ""


@cache
def _reader(zone: ZoneInfo | None, *, is_careful: bool = False) -> JsonConverter:
    """Times are read into one time zone: local days and times of day depend on it."""
    reader = make_converter(detailed_validation=is_careful)
    for kind in (bool, int, float, str):
        reader.register_structure_hook(kind, _as_it_stands)
    reader.register_structure_hook(Level, lambda word, _: Level[word.upper()])
    reader.register_structure_hook(datetime, lambda text, _: _time_in(zone, text))
    reader.register_structure_hook(AimName | Given, lambda word, _: _aim_or_given(word))
    reader.register_structure_hook_factory(is_dataclass, lambda kind: _record_hook(kind, reader))
    for several in (Pair, tuple[str, ...], frozenset[str]):
        hook = _only_of(list, reader.get_structure_hook(several))
        reader.register_structure_hook_func(partial(_is_alike, several), hook)
    return reader


Hook = Callable[[Any, Any], Any]


def _record_hook(kind: type, reader: JsonConverter) -> Hook:
    """Take a record only if it is one: all of its keys may have a default."""
    return _only_of(dict, make_dict_structure_fn(kind, reader))


def _only_of(json_kind: type, structure: Hook) -> Hook:
    """Take a value only if it is of its kind: a text is no list of letters."""
    return lambda value, kind: structure(_of_kind(value, json_kind), kind)


def _is_alike(one: object, other: object) -> bool:
    """Whether both are pairs, lists of any length, or sets."""
    is_endless = {get_args(kind)[-1:] == (...,) for kind in (one, other)}
    return get_origin(one) is get_origin(other) and len(is_endless) == 1


def _as_it_stands(value: object, kind: type) -> object:
    """Take a value only if it is of its kind: a name must not become the text `None`."""
    if issubclass(kind, Enum):  # one that is a text or a number as well, and so comes here
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(value, str):
        value.encode()  # half a letter is an error: it could not be written anywhere
    return _of_kind(value, kind)


def _of_kind(value: object, kind: type) -> object:
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _time_in(zone: ZoneInfo | None, text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return time.astimezone(zone) if zone else time


def _aim_or_given(word: str) -> AimName | Given:
    return AimName(word) if word in set(AimName) else Given(word)


def _laid_out(record: Mapping[str, object], indent: str = " ") -> str:
    """Write JSON for reading: a line for each key, and one for each meeting, wish, person ..."""
    lines = [f"{indent}{_json(key)}: {_value(value, indent)}" for key, value in record.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent[:-1]}}}"


def _value(value: object, indent: str) -> str:
    deeper = indent + " "
    if isinstance(value, dict):
        return _laid_out(value, deeper)
    if isinstance(value, list) and value:
        items = ",\n".join(deeper + _json(item) for item in value)
        return f"[\n{items}\n{indent}]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
