"""The shape of `plan.json`, read from the classes that are written into it.

What a key means stands in their docstrings: under the field, or among the parameters.
"""

import ast
import inspect
import json
import re
import types
import typing
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Any

from matchmaker.events import Level
from matchmaker.io.plans import shapes
from matchmaker.io.plans.shapes import SCHEMA
from matchmaker.record import Plan
from matchmaker.text import words

Schema = dict[str, Any]
UNIONS = (types.UnionType, typing.Union)
PLAIN: Mapping[object, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}
EN = words("en")
NOTES = {
    "Blocked": "blocked",
    "Interest": "interests",
    "Organisation": "organisations",
    "Participant": "participants",
    "Rules": "setting",
    "Table": "tables",
    "Event": "setting",
}
"""Where the words for the workbook say what a field means, by class."""


TIMES = {"start": "When it begins.", "end": "When it ends."}
"""What no class has to say."""


def plan_schema() -> str:
    """Write the JSON Schema."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plan.json",
        "description": "One plan of matchmaker: what it was made from, and all that came of it.",
        **_record(Plan),
        "$defs": {kind.__name__: _record(kind) for kind in records()[1:]},
    }
    schema["properties"]["schema"] = {
        "const": SCHEMA,
        "description": meaning_of(Plan, "schema", int),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


@cache
def records() -> tuple[type, ...]:
    """List every class that is written, in the order in which one meets them."""
    found: dict[type, None] = {}
    waiting: list[type] = [Plan]
    while waiting:
        kind = waiting.pop(0)
        if kind not in found:
            found[kind] = None
            waiting.extend(inner for _name, of in keys_of(kind) for inner in _records_in(of))
    return tuple(found)


def keys_of(kind: type) -> Iterator[tuple[str, Any]]:
    """Name the keys of a class, with the types of what stands there."""
    return ((part.key, part.of) for part in shapes.keys_of(kind))


def _records_in(of: Any) -> Iterator[type]:  # noqa: ANN401 - any annotation
    if is_dataclass(of):
        yield of  # type: ignore[misc]
    for inner in typing.get_args(of):
        yield from _records_in(inner)


def _record(kind: type) -> Schema:
    properties = {}
    for name, of in keys_of(kind):
        properties[name] = {**_value(of), "description": meaning_of(kind, name, of)}
    return {
        "description": _first_paragraph(kind),
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _value(of: Any) -> Schema:  # noqa: ANN401 - any annotation
    if is_dataclass(of):
        return {"$ref": f"#/$defs/{of.__name__}"}  # type: ignore[union-attr]
    if isinstance(of, type) and issubclass(of, Enum):
        return {"enum": words_of(of)}
    return _compound(typing.get_origin(of), typing.get_args(of)) or dict(PLAIN[of])


def _compound(origin: Any, inner: tuple[Any, ...]) -> Schema:  # noqa: ANN401 - any annotation
    """Describe what is made of others; empty for what is not."""
    if origin in UNIONS:
        return _union(inner)
    if origin is tuple and inner[-1] is not ...:
        each = [_value(one) for one in inner]
        return {"type": "array", "prefixItems": each, "minItems": len(each), "maxItems": len(each)}
    if origin in {tuple, frozenset}:
        return {"type": "array", "items": _value(inner[0])}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _value(inner[1])}
    return {}


def _union(kinds: tuple[Any, ...]) -> Schema:
    each = [_value(kind) for kind in kinds]
    if all("enum" in one for one in each):
        return {"enum": list(dict.fromkeys(word for one in each for word in one["enum"]))}
    return {"anyOf": each}


def words_of(kind: type[Enum]) -> list[str]:
    """Give the words of an enumeration as they are written."""
    return [one.name.lower() if kind is Level else one.value for one in kind]


def _first_paragraph(kind: type) -> str:
    return _in_json(" ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split()))


def _in_json(text: str) -> str:
    """Say it as JSON does: there, nothing is called null."""
    return re.sub("^None", "Null", text).replace("None", "null")


def meaning_of(kind: type, key: str, of: Any) -> str:  # noqa: ANN401 - any annotation
    """Say what a key means, as it is documented; else what the workbook says of its column.

    A record by itself, or a word to choose from, says what it is.
    """
    part = next(part for part in shapes.keys_of(kind) if part.key == key)
    documented = {**TIMES, **_documented(part.owner)}.get(part.name, "")
    note = EN.entries.get(f"note.{NOTES.get(part.owner.__name__)}.{part.name}")
    found = documented or (note[0] if note else _first_paragraph(of) if _has_own_table(of) else "")
    return _in_json(found)


def _documented(owner: type) -> Mapping[str, str]:
    """Read what a class says of its fields, and those say that it is made of."""
    own = (cls for cls in reversed(owner.__mro__) if is_dataclass(cls))
    return {name: text for cls in own for name, text in _told(cls).items()}


def _told(kind: type) -> Mapping[str, str]:
    return {**_parameters(kind), **_below_fields(kind)}


def _has_own_table(of: Any) -> bool:  # noqa: ANN401 - any annotation
    return is_dataclass(of) or (isinstance(of, type) and issubclass(of, Enum))


def _parameters(kind: type) -> Mapping[str, str]:
    """Read the section Parameters of a docstring."""
    _, _, section = (inspect.getdoc(kind) or "").partition("Parameters\n----------\n")
    section = re.split(r"\n\n\w+\n---", section)[0]
    found = {}
    for names, text in re.findall(
        r"^(\S[^:\n]*) : [^\n]*\n((?:[ ]+[^\n]*\n?|\n)+)", section, re.MULTILINE
    ):
        found |= dict.fromkeys(names.split(", "), " ".join(text.split()))
    return found


def _below_fields(kind: type) -> Mapping[str, str]:
    """Read the docstrings under the fields of a class, or under the words of an enumeration."""
    (tree,) = ast.parse(dedent(inspect.getsource(kind))).body
    body = tree.body if isinstance(tree, ast.ClassDef) else []
    found = {}
    for field, text in pairwise(body):
        targets = (
            [field.target] if isinstance(field, ast.AnnAssign) else getattr(field, "targets", [])
        )
        if targets and isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            found[ast.unparse(targets[0])] = " ".join(str(text.value.value).split())
    return found


def plan_page(header: str) -> str:
    """Write the page: every record, every key."""
    lines = [
        "# plan.json",
        "",
        header,
        "",
        "One file for programs, whole enough to be read back without the workbook. Its keys are in",
        "this order; later versions may have more, so pass over those you do not know. Times have",
        "an offset (`2027-06-16T09:00:00+02:00`). The same as a JSON Schema (draft 2020-12):",
        "[plan.schema.json](plan.schema.json).",
    ]
    for kind in records():
        name = "The whole file" if kind is Plan else _title(kind)
        lines += ["", f"## {name}", "", _first_paragraph(kind), ""]
        lines += ["| key | type | meaning | example |", "|---|---|---|---|"]
        lines += [
            f"| `{key}` | {_shown(of)} | {meaning_of(kind, key, of)} | {_example(key, of)} |"
            for key, of in keys_of(kind)
        ]
    for kind in _enumerations():
        meanings = _below_fields(kind)
        lines += [
            "",
            f"## {kind.__name__}",
            "",
            _first_paragraph(kind),
            "",
            "| word | |",
            "|---|---|",
        ]
        lines += [
            f"| `{word}` | {meanings.get(one.name, '')} |"
            for one, word in zip(kind, words_of(kind), strict=True)
        ]
    return "\n".join(lines) + "\n"


def _title(kind: type) -> str:
    return kind.__name__


def _enumerations() -> tuple[type[Enum], ...]:
    found: dict[type[Enum], None] = {}
    for record in records():
        for _key, of in keys_of(record):
            found |= dict.fromkeys(_enumerations_in(of))
    return tuple(found)


def _enumerations_in(of: Any) -> Iterator[type[Enum]]:  # noqa: ANN401 - any annotation
    if isinstance(of, type) and issubclass(of, Enum):
        yield of
    for inner in typing.get_args(of):
        yield from _enumerations_in(inner)


def _shown(of: Any) -> str:  # noqa: ANN401 - any annotation
    """Name a type in a few words, with a link where it has a table of its own."""
    origin, inner = typing.get_origin(of), typing.get_args(of)
    if _has_own_table(of):
        return f"[{_title(of)}](#{_title(of).lower()})"  # type: ignore[arg-type]
    if origin in UNIONS:
        return " or ".join(map(_shown, inner))
    if origin is tuple and inner[-1] is not ...:
        return f"two of: {_shown(inner[0])}"
    if origin in {tuple, frozenset}:
        return f"list of {_shown(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, (Mapping, AbstractSet)):
        return f"{_shown(inner[1])} by name"
    kind = PLAIN[of]
    return {"date-time": "time", "date": "date"}.get(kind.get("format", ""), kind["type"])


EXAMPLES: Mapping[object, object] = {
    str: "…",
    int: 3,
    float: 1.5,
    bool: True,
    datetime: "2027-06-16T09:00:00+02:00",
    date: "2027-06-16",
}
"""What stands for values of each kind where a key has no example of its own."""
NAMED: Mapping[str, object] = {
    "schema": SCHEMA,
    "version": "v02",
    "base": "v01",
    "event_id": "silicon-saxony-day-2027",
    "file": "fair.xlsx",
    "id": "P003",
    "participant": "P003",
    "participants": ["P003", "P017"],
    "pair": ["P003", "P017"],
    "deleted": [["P003", "P017"]],
    "end": "2027-06-16T09:30:00+02:00",
    "source": "P003",
    "target": "P017",
    "table": "T4",
    "time_zone": "Europe/Berlin",
    "language": "de",
    "colour": "#0b5fa5",
}


def _example(key: str, of: Any) -> str:  # noqa: ANN401 - any annotation
    found = NAMED[key] if key in NAMED and not is_dataclass(of) else _sample(of)
    return "" if found is None else f"`{json.dumps(found, ensure_ascii=False)}`"


def _sample(of: Any) -> object:  # noqa: ANN401 - any annotation
    """Give a value of a type; None where it has a table of its own."""
    origin, inner = typing.get_origin(of), typing.get_args(of)
    if isinstance(of, type) and issubclass(of, Enum):
        return words_of(of)[0]
    if origin in UNIONS:
        return _sample(inner[0])
    if origin in {tuple, frozenset}:
        one = _sample(inner[0])
        return None if one is None else [one]
    return EXAMPLES.get(of)
