"""The versions of a folder, side by side."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from matchmaker.aims import AimName
from matchmaker.compare import compare, explained
from matchmaker.identity.passage import renamed
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.publication_file import Published
from matchmaker.io.plans.publications import publications
from matchmaker.io.plans.versions import PLAN, Version, versions
from matchmaker.io.reading.source import source_now
from matchmaker.record import Plan, passage_between


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
class VersionState:
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


SHOWN = frozenset({AimName.POINTS, AimName.BREAKS})
"""The aims of which the list of versions tells."""


def states(folder: Path) -> Iterator[VersionState]:
    """Tell how each version of a folder stands, the first first; raises `NotAPlan`."""
    publications(folder)  # whoever looks is told if one is damaged
    for version in versions(folder):
        made = version.plan()
        if not made.aim.keys() >= SHOWN:
            raise NotAPlan("plan_damaged_at", file=str(version.path / PLAN), field="aims")
        yield VersionState(version, made, version.published, _is_current(made, folder))


def _is_current(made: Plan, folder: Path) -> bool | None:
    workbook = folder.parent / made.source.name
    if not made.source.name or not workbook.exists():
        return None
    return source_now(workbook, made.event.logo) == made.source
