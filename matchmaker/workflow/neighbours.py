"""Folders of plans beside the one that is meant: no event is planned twice unawares."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from matchmaker.events import Event, Status
from matchmaker.identity.people import who_is_who
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.versions import Version, newest_published
from matchmaker.record import Plan
from matchmaker.text import fold


@dataclass(frozen=True)
class Neighbour:
    """What was published last in another folder, and whether it is of the same event."""

    version: Version
    is_same_event: bool

    @property
    def folder(self) -> Path:
        """The folder of plans."""
        return self.version.path.parent


def find_neighbour(event: Event, folder: Path) -> Neighbour | None:
    """Find a folder beside this one in which this event, or another with its ID, was published.

    Parameters
    ----------
    event : Event
        As the workbook has it.
    folder : Path
        The folder of plans that is meant; if something is published there, nobody else matters.
    """
    if newest_published(folder):
        return None
    for version, made in _published_beside(folder):
        is_same_id = bool(event.event_id) and made.event.event_id == event.event_id
        is_same_name = fold(made.event.name) == fold(event.name)
        is_same_event = is_same_id or is_same_name
        if is_same_event and _has_the_people_of(event, made.event):
            return Neighbour(version, is_same_event=True)
        if is_same_id:
            return Neighbour(version, is_same_event=False)
    return None


def _published_beside(folder: Path) -> Iterator[tuple[Version, Plan]]:
    for path in sorted(folder.resolve().parent.glob("*-plans")):
        try:
            version = None if path == folder.resolve() else newest_published(path)
            if version:
                yield version, version.plan()
        except NotAPlan:  # whatever that folder holds, it is not this event's concern
            continue


def _has_the_people_of(event: Event, before: Event) -> bool:
    """Whether at least half of those who took part before are there."""
    people = [p for p in before.participants if p.status is Status.REGISTERED]
    return 2 * who_is_who(people, event.participants).found >= len(people)
