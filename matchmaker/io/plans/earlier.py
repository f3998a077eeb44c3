"""Events before: a folder of plans, a plan, or a list of meetings, wherever the organiser says."""

from collections import defaultdict
from datetime import date
from pathlib import Path

from matchmaker.events import Pair, Status
from matchmaker.feedback import Feedback, TookPlace
from matchmaker.fulfilment import wishes_of
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.answers import answers_in
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.versions import PLAN, Version, newest_published, versions
from matchmaker.io.reading.earlier import EarlierEvent, Served
from matchmaker.io.reading.meeting_list import read_meeting_list
from matchmaker.issues import Severity
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
    answers = answers_in(version.path.parent, plan)
    wrong = sum(issue.severity is Severity.ERROR for issue in answers.issues)
    return EarlierEvent(
        name=plan.event.name,
        participants=plan.event.participants,
        met=_met(plan, Feedback() if wrong else answers.feedback),
        event_id=plan.event.event_id,
        days=tuple(plan.event.days),
        served=_served(plan),
        is_told=version.published is not None,
        wrong_answers=wrong,
    )


def _met(plan: Plan, said: Feedback) -> dict[Pair, date | None]:
    """List who met: not where one was absent by then, nor where it is said that they did not."""
    absent = {p.id for p in plan.event.participants if p.status is Status.ABSENT}
    return {
        meeting.participants: meeting.slot.day
        for meeting in plan.schedule.meetings
        if absent.isdisjoint(meeting.participants)
        and said.of(meeting.participants).word.took_place in HELD
    }


HELD = (None, TookPlace.YES)
"""Where nothing is said, or no one thing, what was told counts."""


def _served(plan: Plan) -> dict[str, Served]:
    """Count the wishes of each that were met; what no plan could meet is nobody's loss."""
    reasons = {unmet.interest: unmet.reason for unmet in plan.unmet}
    served: dict[str, Served] = defaultdict(Served)
    for wish in wishes_of(plan.event):
        reason = reasons.get(wish)
        if reason is None or not reason.is_final:
            served[wish.source] += Served(int(reason is None), 1)
    return dict(served)
