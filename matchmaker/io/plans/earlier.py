"""Events before: a folder of plans, a plan, or a list of meetings, wherever the organiser says."""

from datetime import date
from pathlib import Path

from matchmaker.events import Pair, Status
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.versions import PLAN, Version, newest_published, versions
from matchmaker.io.reading.earlier import EarlierEvent
from matchmaker.io.reading.meeting_list import read_meeting_list
from matchmaker.record import Plan


def open_earlier(path: Path, written: str) -> EarlierEvent | CellFault:
    """Read an event before.

    Parameters
    ----------
    path : Path
        The folder or file.
    written : str
        How the organiser names it.
    """
    try:
        return _open(path, written)
    except NotAPlan:
        return CellFault("damaged_earlier_event", {"value": written})
    except OSError:
        return CellFault("unreadable_earlier_event", {"value": written})


def _open(path: Path, written: str) -> EarlierEvent | CellFault:
    if not path.exists():
        return CellFault("no_earlier_event", {"value": written})
    if path.name == PLAN:
        return _of_version(Version(path.parent))
    if not path.is_dir():
        return read_meeting_list(path)
    if (path / PLAN).is_file():
        return _of_version(Version(path))
    found = newest_published(path) or next(reversed(versions(path)), None)
    return _of_version(found) if found else CellFault("no_plans_there", {"value": written})


def _of_version(version: Version) -> EarlierEvent:
    plan = version.plan()
    return EarlierEvent(
        name=plan.event.name,
        participants=plan.event.participants,
        met=_met(plan),
        event_id=plan.event.event_id,
        days=tuple(plan.event.days),
        is_told=version.published is not None,
    )


def _met(plan: Plan) -> dict[Pair, date | None]:
    """List who met: not those of whom one was absent by then."""
    absent = {p.id for p in plan.event.participants if p.status is Status.ABSENT}
    return {
        meeting.participants: meeting.slot.day
        for meeting in plan.schedule.meetings
        if absent.isdisjoint(meeting.participants)
    }
