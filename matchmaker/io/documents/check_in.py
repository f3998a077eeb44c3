"""The check-in list: everyone by last name, with boxes to tick, for the desk at the door.

For stays of days there is no desk, and no box.
"""

from collections.abc import Iterable
from itertools import groupby

from babel.dates import format_date

from matchmaker.events import Participant
from matchmaker.figures import count
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.summary import version_number
from matchmaker.whereabouts import days_of


def check_in_pdf(edition: Edition) -> bytes:
    """Set the check-in list, in the language of the event."""
    report = edition.report
    say, event = report.words, report.plan.event
    people = sorted(map(report.person, event.registered), key=by_last_name)
    content = {
        "subtitle": count("people", len(people), say),
        "days": [
            format_date(day, say("document.short_day"), locale=say.language)
            for day in dict.fromkeys(slot.day for slot in event.slots if not slot.is_stay)
        ],
        "legend": _legend(edition),
        "people": [
            {"letter": "" if number else letter, **_row(edition, person)}
            for letter, theirs in groupby(people, initial)
            for number, person in enumerate(theirs)
        ],
    }
    title = say("document.check_in", event=event.name)
    return edition.typeset("check_in", report, title, content)


def initial(person: Participant) -> str:
    """Tell the letter under which people look for somebody."""
    return by_last_name(person)[0][:1].upper()


def _legend(edition: Edition) -> str:
    """Explain the mark, where there is a version to compare with."""
    base = edition.plan.base
    return edition.report.words("document.changed_since", base=version_number(base)) if base else ""


def _row(edition: Edition, person: Participant) -> Data:
    report = edition.report
    meetings = report.plan.schedule.of(person.id)
    return {
        "last": person.last_name,
        "first": person.first_name,
        "id": person.id,
        "phone": person.phone,
        "origin": report.origin(person),
        "elsewhere": report.elsewhere(person),
        "count": len(meetings),
        "when": _when(edition, person),
        "place": report.place(meetings[0]) if meetings else "",
        "changed": person.id in changed_people(edition),
    }


def _when(edition: Edition, person: Participant) -> str:
    """Say when the first meeting begins, with its day where there are several; days of a stay."""
    report = edition.report
    meetings = report.plan.schedule.of(person.id)
    if not meetings:
        return ""
    first = meetings[0].slot
    if first.is_stay:
        return days_of(first, report.words)
    start = report.local(first.start)
    day = format_date(start, "EEE", locale=report.words.language)
    return " ".join([*([day] if len(report.plan.event.days) > 1 else []), f"{start:%H:%M}"])


def changed_people(edition: Edition) -> Iterable[str]:
    """Tell whose meetings are not as they were in the version before, for any organisation."""
    selves = edition.plan.event.selves
    changed = {*edition.plan.difference.to_tell}
    return changed | {each for person in changed & selves.keys() for each in selves[person]}
