"""The versions of a folder, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.compare import compare, explained
from matchmaker.identity.passage import renamed
from matchmaker.io.plans.source import source_of
from matchmaker.io.plans.versions import (
    Published,
    Version,
    versions,
)
from matchmaker.plan import Plan, passage_between


def compare_versions(before: Version, after: Version) -> Plan:
    """Read the later plan, with its changes and their causes since the earlier one."""
    old, new = before.plan(), after.plan()
    passage = passage_between(old, new)
    difference = compare(old.schedule, new.schedule, passage)
    known = renamed(old.event, passage.people)
    return replace(
        new, base=before.name, difference=explained(difference, known, new.event, passage)
    )


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
    is_current : bool or None
        Whether the workbook is still what the plan was made from; None if it is not there.
    """

    version: Version
    plan: Plan
    published: Published | None
    is_current: bool | None


def states(folder: Path) -> Iterator[State]:
    """Tell how each version of a folder stands, the first first."""
    for version in versions(folder):
        made = version.plan()
        workbook = folder.parent / made.source.name
        is_current = source_of(workbook) == made.source if workbook.exists() else None
        yield State(version, made, version.published, is_current)
