"""The Event ID: made once and kept with the plans, for calendars know every meeting by it."""

from dataclasses import replace

from matchmaker.events import Event
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.versions import new_event_id
from matchmaker.io.reading.findings import Findings
from matchmaker.issues import Issue, Place


def identified(event: Event, reading: Reading, kept: str) -> tuple[Event, tuple[Issue, ...]]:
    """Give an event the Event ID that is kept with its plans; else its own, else a new one.

    Parameters
    ----------
    event : Event
        The event, of which one made before may be left.
    reading : Reading
        The workbook as read: what it names, and where.
    kept : str
        The one that is kept with its plans; empty if there is none.

    Returns
    -------
    Event
        With its Event ID.
    tuple of Issue
        A warning where the workbook names another.
    """
    findings = Findings()
    written = reading.event.event_id if reading.event else ""
    if kept and written not in {"", kept}:
        place = reading.settings.get("event_id", Place())
        findings.warning("other_event_id", place, written=written, kept=kept)
    event_id = kept or written or event.event_id or new_event_id()
    if event_id != event.event_id:
        event = replace(event, event_id=event_id)
    return event, tuple(findings.issues)
