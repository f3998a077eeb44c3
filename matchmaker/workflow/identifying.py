"""What a rerun has to say of who is who."""

from collections.abc import Iterator

from matchmaker.events import Participant
from matchmaker.identity.people import Correction, Doubt
from matchmaker.issues import Issue, Place, Severity
from matchmaker.rerun import Past


def of_identity(past: Past, file: str) -> tuple[Issue, ...]:
    """Say who could not be told, who has another ID or name, and whether it is another event."""
    place = Place(file=file)
    if past.is_of_another_event:
        return (Issue("other_event", Severity.ERROR, place, _counts(past)),)
    return tuple(_said(past, place))


def _counts(past: Past) -> dict[str, str]:
    return {"found": str(past.people.found), "people": str(len(past.event.participants))}


def _said(past: Past, place: Place) -> Iterator[Issue]:
    for doubt in past.people.doubts:
        yield Issue("who_is_who", Severity.WARNING, place, _doubt(doubt))
    for correction in past.people.corrections:
        yield Issue("other_name", Severity.NOTE, place, _correction(correction))
    other = {old: new for old, new in past.people.same.items() if old != new}
    if other:
        examples = ", ".join(f"{old} → {new}" for old, new in sorted(other.items())[:3])
        parameters = {"count": str(len(other)), "examples": examples}
        yield Issue("other_ids", Severity.NOTE, place, parameters)


def _doubt(doubt: Doubt) -> dict[str, str]:
    candidates = ", ".join(map(_label, doubt.candidates))
    return {"before": _label(doubt.before), "candidates": candidates}


def _correction(correction: Correction) -> dict[str, str]:
    return {"before": _label(correction.before), "now": _label(correction.now)}


def _label(person: Participant) -> str:
    return f"{person.id} {person.name} ({person.organisation})"
