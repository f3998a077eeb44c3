"""The versions of a folder, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.aims import AimName
from matchmaker.compare import Change, compare, explained
from matchmaker.io.plans.plan_file import NotAPlan
from matchmaker.io.plans.publications import publications
from matchmaker.io.plans.versions import (
    PLAN,
    Published,
    Version,
    versions,
)
from matchmaker.io.reading.source import source_now
from matchmaker.plan import Plan


def compare_versions(before: Version, after: Version) -> Plan:
    """Read the later plan, with its changes and their causes since the earlier one."""
    old, new = before.plan(), after.plan()
    changes = compare(old.schedule, new.schedule)
    return replace(new, base=before.name, changes=explained(changes, old.event, new.event))


@dataclass(frozen=True)
class State:
    """A version as it stands in the list of versions.

    Parameters
    ----------
    version : Version
        Which.
    plan : Plan
        Its plan.
    published : Published or None
        When and to whom it was published.
    before : str
        The version before; empty for the first.
    changes : tuple of Change or None
        What is not as it was there; None for the first.
    is_current : bool or None
        Whether the workbook is still what the plan was made from; None if it is not there.
    """

    version: Version
    plan: Plan
    published: Published | None
    before: str
    changes: tuple[Change, ...] | None
    is_current: bool | None


SHOWN = frozenset({AimName.POINTS, AimName.BREAKS})
"""The aims of which the list of versions tells."""


def states(folder: Path) -> Iterator[State]:
    """Tell how each version of a folder stands, the first first; raises `NotAPlan`."""
    publications(folder)  # whoever looks is told if one is damaged
    before: Plan | None = None
    for version in versions(folder):
        made = version.plan()
        if not made.aim.keys() >= SHOWN:
            raise NotAPlan("plan_damaged_at", file=str(version.path / PLAN), field="aims")
        changes = compare(before.schedule, made.schedule) if before else None
        name = before.version if before else ""
        yield State(version, made, version.published, name, changes, _is_current(made, folder))
        before = made


def _is_current(made: Plan, folder: Path) -> bool | None:
    workbook = folder.parent / made.source.name
    if not made.source.name or not workbook.exists():
        return None
    return source_now(workbook, made.event.logo) == made.source
