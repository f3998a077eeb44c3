"""`by-hand.json`: what is being changed by hand in a version, until it is a version of its own."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from matchmaker.editing import Edit, NoSuchMeeting, pairs_after
from matchmaker.events import Pair, Slot
from matchmaker.io.plans.door import Misfit, content_of, in_lines, reading
from matchmaker.io.plans.reader import read_record
from matchmaker.record import Plan

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

NAME = "by-hand.json"
"""What it is called, in the folder of plans."""
SCHEMA = 1
"""Raised when an older matchmaker could no longer read what is written."""


@dataclass(frozen=True)
class EditLog:
    """What was done by hand to a version.

    Parameters
    ----------
    version : str
        Which.
    created_at : datetime
        When that was made: another one of the same name is not meant; aware.
    edits : tuple of Edit
        What was done, in order.
    undone : tuple of Edit
        What was done and taken back, the last taken back last.
    """

    version: str
    created_at: datetime
    edits: tuple[Edit, ...] = ()
    undone: tuple[Edit, ...] = ()

    @property
    def stamp(self) -> str:
        """What is another one as soon as anything was done, or taken back."""
        return sha256(written(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]

    def is_of(self, plan: Plan) -> bool:
        """Whether it was done to this plan."""
        return (self.version, self.created_at) == (plan.version, plan.created_at)


def written(log: EditLog) -> str:
    """Give the text of the file."""
    content = {
        "schema": SCHEMA,
        "version": log.version,
        "created_at": log.created_at.isoformat(),
        "edits": list(map(_written, log.edits)),
        "undone": list(map(_written, log.undone)),
    }
    return in_lines(content)


def _written(edit: Edit) -> dict[str, Any]:
    """Write an edit; what it does not say is left out."""
    said = {
        "kind": edit.kind,
        "pair": edit.pair,
        "slot": _slot(edit.slot) if edit.slot else None,
        "table": edit.table,
        "other": edit.other,
    }
    return {name: value for name, value in said.items() if value is not None}


def _slot(slot: Slot) -> dict[str, str]:
    return {"start": slot.start.isoformat(), "end": slot.end.isoformat()}


def read_log(path: Path, plan: Plan) -> EditLog:
    """Read the file, with its times in the time zone of the event of a plan.

    Raises as `read_record`.
    """
    log = read_record(path, SCHEMA, EditLog, ZoneInfo(plan.event.time_zone))
    if log.is_of(plan):
        with reading(path):
            _check(log, plan)
    return log


def _check(log: EditLog, plan: Plan) -> None:
    """Find out whether every edit fits the plan that it is of; raises `Misfit`."""
    pairs: AbstractSet[Pair] = plan.schedule.pairs
    slots, tables = {*plan.event.slots}, {None, *plan.event.table}
    for number, edit in enumerate((*log.edits, *reversed(log.undone))):
        if edit.slot not in {None, *slots} or edit.table not in tables:
            raise Misfit(f"edits[{number}]")
        try:
            pairs = pairs_after(pairs, edit)
        except NoSuchMeeting as error:
            raise Misfit(f"edits[{number}]") from error


def version_in_log(path: Path) -> str:
    """Read only which version is being changed; empty if there is no file. Raises as `read_log`."""
    if not path.exists():
        return ""
    content = content_of(path, SCHEMA)
    with reading(path):
        return str(content["version"])
