"""`plan.json`: a plan as a file for programs, whole enough to be read back without the workbook."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary
from zoneinfo import ZoneInfo

from matchmaker.io.plans.door import Misfit, NotAPlan, content_in, content_of, laid_out, reading
from matchmaker.io.plans.misfits import misfits
from matchmaker.io.plans.older import brought_up_to_date
from matchmaker.io.plans.reader import structured
from matchmaker.io.plans.shapes import SCHEMA
from matchmaker.io.plans.writer import content_for
from matchmaker.record import Plan


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan; the same plan gives the same bytes."""
    path.write_text(laid_out(content_for(plan)) + "\n", encoding="utf-8", newline="\n")


READ: WeakValueDictionary[bytes, Plan] = WeakValueDictionary()
"""The plans that somebody still holds, by the hash of their files: none is worked out twice."""


def read_plan(path: Path) -> Plan:
    """Read a plan back, with its times in the time zone of its event.

    Raises
    ------
    NotAPlan
        If the file is damaged, not ours, or of a later matchmaker.
    OSError
        If there is no such file, or it may not be read.
    """
    raw = path.read_bytes()
    digest = sha256(raw).digest()
    plan = READ.get(digest)
    if plan is None:
        plan = READ[digest] = _plan_in(raw, path)
    return plan


def _plan_in(raw: bytes, path: Path) -> Plan:
    content = content_in(raw, path, SCHEMA)
    with reading(path):
        content = brought_up_to_date(content)
        plan = structured(content, Plan, _zone_in(content))
        misfit = "event_id" if content["event_id"] != plan.event.event_id else None
        misfit = misfit or next(misfits(plan), None)
        if misfit:
            raise Misfit(misfit)
        return plan


def _zone_in(content: Mapping[str, Any]) -> ZoneInfo:
    try:
        return ZoneInfo(content["event"]["time_zone"])
    except (KeyError, TypeError, ValueError, OSError) as error:  # ZoneInfo("Europe") is a folder
        raise Misfit("event.time_zone") from error


def read_event_id(path: Path) -> str:
    """Read only the Event ID of a plan; raises as `read_plan`."""
    content = content_of(path, SCHEMA)
    if not isinstance(content.get("event_id"), str):
        raise NotAPlan("plan_damaged_at", file=str(path), field="event_id")
    return str(content["event_id"])
