"""What JSON holds made into our classes again, as strictly as they were written.

A text must not become a list of letters, nor nothing the text `None`. Where a file cannot be
read, it is looked at once more for the field that is wrong.
"""

from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin
from zoneinfo import ZoneInfo

from cattrs import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_structure_fn, override
from cattrs.preconf.json import JsonConverter, make_converter

from matchmaker.aims import AimName, Given
from matchmaker.events import Level, Pair, by_clocks
from matchmaker.impossible import InvalidEvent
from matchmaker.io.plans.door import Misfit, content_of, reading
from matchmaker.io.plans.shapes import Guise, Shape, parts, shape_of

Kind = TypeVar("Kind")
Hook = Callable[[Any, Any], Any]
Label = tuple[str, tuple[str, ...]]
"""A heading, and what somebody has there."""


def read_record(path: Path, known: int, kind: type[Kind], zone: ZoneInfo | None = None) -> Kind:
    """Read a file that is one object, of the newest schema that is known or an older one.

    Raises
    ------
    NotAPlan
        If it is damaged, not ours, or of a later matchmaker.
    OSError
        If there is no such file, or it may not be read.
    """
    content = content_of(path, known)
    with reading(path):
        return structured(content, kind, zone)


def structured(content: Mapping[str, Any], kind: type[Kind], zone: ZoneInfo | None) -> Kind:
    """Make an object of a file's content; raise `Misfit` with the field where that cannot be.

    Times are read into one time zone: local days and times of day depend on it.
    """
    try:
        return _reader(zone).structure(content, kind)
    except Exception:  # noqa: BLE001 - of whatever kind, it is said where
        try:
            return _reader(zone, is_careful=True).structure(content, kind)
        except BaseValidationError as error:
            raise Misfit(_field_of(error).removeprefix(".")) from error


@cache
def _reader(zone: ZoneInfo | None, *, is_careful: bool = False) -> JsonConverter:
    reader = make_converter(detailed_validation=is_careful)
    for kind in (bool, int, float, str):
        reader.register_structure_hook(kind, _as_it_stands)
    reader.register_structure_hook(Level, lambda word, _: Level[word.upper()])
    reader.register_structure_hook(datetime, lambda text, _: _time_in(zone, text))
    reader.register_structure_hook(AimName | Given, lambda word, _: _aim_or_given(word))
    reader.register_structure_hook_factory(is_dataclass, lambda kind: _hook_of(kind, reader))
    for several in (Pair, Label, tuple[str, ...], frozenset[str]):
        hook = _only_of(list, reader.get_structure_hook(several))
        reader.register_structure_hook_func(partial(_is_alike, several), hook)
    return reader


def _hook_of(kind: type, reader: JsonConverter) -> Hook:
    """Take an object only if it is one: all of its keys may have a default."""
    shape = shape_of(kind)
    of_fields = _fields_of(kind, shape, reader)
    extras = shape.extras
    of_extras: Hook = make_dict_structure_fn(extras, reader) if extras else lambda *_: None
    spread, needed = shape.spread.split(), shape.needed.split()

    def read(content: dict[str, Any], _kind: object) -> object:
        one = of_fields({**content, **dict.fromkeys(spread, content)} if spread else content, kind)
        for key in needed:
            if key not in content:
                raise _lack_of(key, kind)
        if not shape.fits(one, of_extras(content, extras)):
            raise ValueError(f"{content!r} does not go with its extras")
        return one

    return _only_of(dict, read)


def _lack_of(key: str, kind: type) -> ClassValidationError:
    """Say that a key is not there, as cattrs does of a field without a default."""
    error = KeyError(key)
    error.add_note(AttributeValidationNote(f"{kind.__name__} has {key}", key, object))
    return ClassValidationError(f"while reading {kind.__name__}", [error], kind)


def _fields_of(kind: type, shape: Shape, reader: JsonConverter) -> Hook:
    """Read the fields of a class; what is spread out is found under its own name by now."""
    own = (part for part in parts(kind) if part.owner is kind)
    overrides: dict[str, Any] = {
        **{name: override(omit=True) for name in shape.left_out.split()},
        **{
            part.name: override(
                rename=part.key or part.name,
                struct_hook=_unmasking(shape.guises.get(part.name), reader),
            )
            for part in own
        },
    }
    return make_dict_structure_fn(shape.read_as or kind, reader, **overrides)


def _unmasking(guise: Guise | None, reader: JsonConverter) -> Hook | None:
    """Read what stands in the file as something else."""
    return (lambda value, _: guise.back(reader.structure(value, guise.of))) if guise else None


def _only_of(json_kind: type, read: Hook) -> Hook:
    """Take a value only if it is of its kind: a text is no list of letters."""
    return lambda value, kind: read(_of_kind(value, json_kind), kind)


def _is_alike(one: object, other: object) -> bool:
    """Whether both are lists of any length, or sets, or of the very same parts."""
    if get_origin(one) is not get_origin(other):
        return False
    parts, others = get_args(one), get_args(other)
    is_endless = {kinds[-1:] == (...,) for kinds in (parts, others)}
    return is_endless == {True} or get_origin(one) is frozenset or parts == others


def _as_it_stands(value: object, kind: type) -> object:
    """Take a value only if it is of its kind: a name must not become the text `None`."""
    if issubclass(kind, Enum):  # one that is a text or a number as well, and so comes here
        return kind(value)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(value, str):
        value.encode()  # half a letter is an error: it could not be written anywhere
    return _of_kind(value, kind)


def _of_kind(value: object, kind: type) -> Any:  # noqa: ANN401 - of that kind
    if type(value) is not kind:
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def _time_in(zone: ZoneInfo | None, text: str) -> datetime:
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError(f"{text} has no offset")
    return by_clocks(time, zone) if zone else time


def _aim_or_given(word: str) -> AimName | Given:
    return AimName(word) if word in set(AimName) else Given(word)


def _field_of(error: BaseException) -> str:
    """Name the first field that is wrong: `.meetings[3].start`."""
    if isinstance(error, InvalidEvent):
        return f".{error.problems[0].where}"
    for inner in error.exceptions if isinstance(error, BaseValidationError) else ():
        if isinstance(inner, InvalidEvent):
            return _field_of(inner)
        for note in getattr(inner, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                return f"{_key_of(error, note.name)}{_field_of(inner)}"
            if isinstance(note, IterableValidationNote):
                return f"[{note.index}]{_field_of(inner)}"
    return ""


def _key_of(error: BaseException, name: str) -> str:
    """Name the key of a field that is wrong; what is spread out has none of its own."""
    kind = error.cl if isinstance(error, ClassValidationError) else object
    keys = {part.name: part.key for part in parts(kind)} if is_dataclass(kind) else {}
    key = keys.get(name, name)
    return f".{key}" if key else ""
