"""A plan as JSON can hold it: every class in its shape."""

from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from cattrs.preconf.json import JsonConverter, make_converter

from matchmaker.events import Level
from matchmaker.io.plans.shapes import SHAPES, parts, shape_of
from matchmaker.record import Plan


def content_for(plan: Plan) -> dict[str, Any]:
    """Give what is written of a plan."""
    return dict(writer_for(plan).unstructure(plan))


def writer_for(plan: Plan) -> JsonConverter:
    """Make what writes the classes of one plan; sets in order, so that it is the same each time."""
    writer = make_converter(unstruct_collection_overrides={AbstractSet: sorted})
    writer.register_unstructure_hook(Level, lambda level: level.name.lower())
    for kind in SHAPES:
        writer.register_unstructure_hook(kind, partial(_written, kind, plan, writer))
    return writer


def _written(kind: type, plan: Plan, writer: JsonConverter, one: object) -> dict[str, Any]:
    shape = shape_of(kind)
    extras = shape.worked_out(one, plan)
    written: dict[str, Any] = {}
    for part in parts(kind):
        value = getattr(extras if part.owner is shape.extras else one, part.name)
        guise = shape.guises.get(part.name)
        inside = writer.unstructure(guise.there(value) if guise else value, part.of)
        written |= {part.key: inside} if part.key else inside
    return written
