"""What was handed out of a folder of plans, publication after publication."""

from pathlib import Path

from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.versions import PUBLISHED, Version, published_versions
from matchmaker.told import Publication


def publications(folder: Path) -> tuple[tuple[Version, Publication], ...]:
    """Read the plan of each version that people were told, and whom, in order.

    Raises
    ------
    NotAPlan
        If one cannot be read, or somebody was told who is in no plan so far.
    """
    known: set[str] = set()
    found = []
    for version in published_versions(folder):
        made, record = version.plan(), version.published
        known |= made.event.participant.keys()
        for number, person in enumerate(record.to if record else ()):
            if person not in known:
                path = version.path / PUBLISHED
                raise NotAPlan("plan_damaged_at", file=str(path), field=f"to[{number}]")
        found.append((version, Publication(made, frozenset(record.to if record else ()))))
    return tuple(found)
