"""The catalogue: who is there by organisation, what they offer and seek, and when they are free."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from babel.dates import format_date

from matchmaker.events import Organisation, Participant, Slot
from matchmaker.figures import count
from matchmaker.io.documents.agenda import free_times
from matchmaker.io.documents.edition import Edition
from matchmaker.io.documents.typesetting import Data
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.report import Report
from matchmaker.letters import latin
from matchmaker.whereabouts import days_of


def catalogue_pdf(edition: Edition) -> bytes:
    """Set the catalogue, in the language of the event."""
    report = edition.report
    say, event = report.words, report.plan.event
    title = say("document.catalogue", event=event.name)
    organisations = _organisations(report)
    content = {
        "subtitle": " · ".join(
            (
                count("organisations", len(organisations), say),
                count("people", len(event.registered), say),
            )
        ),
        "organisations": organisations,
    }
    return edition.typeset("catalogue", report, title, content)


def _organisations(report: Report) -> list[Data]:
    event = report.plan.event
    known = {organisation.name: organisation for organisation in event.organisations}
    members = defaultdict(list)
    for person in sorted(map(report.person, event.registered), key=by_last_name):
        for organisation in person.organisations:
            members[organisation].append(person)
    return [
        _organisation(report, known.get(name, Organisation(name=name)), members[name])
        for name in sorted(members, key=lambda name: (latin(name).casefold(), name))
    ]


def _organisation(
    report: Report, organisation: Organisation, people: Iterable[Participant]
) -> Data:
    country = report.country_named(organisation.country)
    facts = (organisation.type, organisation.cluster, country)
    return {
        "name": organisation.name,
        "facts": " · ".join(filter(None, facts)),
        "people": [_person(report, person) for person in people],
    }


def _person(report: Report, person: Participant) -> Data:
    country = report.country_named(person.country)
    facts = (country, report.elsewhere(person), *person.areas)
    return {
        "name": person.name,
        "facts": " · ".join(filter(None, facts)),
        "offers": " ".join(person.offers.split()),
        "seeks": " ".join(person.seeks.split()),
        "free": _free(report, person),
    }


def _free(report: Report, person: Participant) -> str:
    """Say when somebody could still meet people: `Wed 09:00–10:30, 11:00–12:00 · Thu ...`."""
    free = [Slot(time.start, time.end) for time in free_times(report, person.id)]
    stays = [days_of(slot, report.words) for slot in free if slot.is_stay]
    by_day = groupby((slot for slot in free if not slot.is_stay), lambda slot: slot.day)
    days = (
        f"{format_date(day, 'EEE', locale=report.words.language)} {_times(report, times)}"
        for day, times in by_day
    )
    return " · ".join((*days, *stays))


def _times(report: Report, times: Iterable[Slot]) -> str:
    return ", ".join(report.words("agenda.time", start=t.start, end=t.end) for t in times)
