"""Looking at a plan on the organiser's page, made of the same pieces as `report.html`."""

from dataclasses import dataclass
from hashlib import sha256

from matchmaker.events import Event, Participant
from matchmaker.io.report import page
from matchmaker.io.report.day import day
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.record import Plan
from matchmaker.text import Words, fold

REPORT_SECTIONS = page.SECTIONS
"""The ids of what stands in `report.html`, in its order."""


def report_style() -> str:
    """Get the style of `report.html`."""
    return page.style()


def report_script() -> str:
    """Get what lets the grid of `report.html` be searched and walked through."""
    return page.script()


def report_sections(plan: Plan, words: Words) -> str:
    """Make what stands in `report.html`, in some language; safe to be put into a page."""
    return page.sections(plan, words)


@dataclass(frozen=True)
class PersonFound:
    """Somebody who is looked for, and how many meetings they have."""

    person: Participant
    meetings: int

    @property
    def key(self) -> str:
        """What they are chosen by in an address."""
        return key_of(self.person)


def look_for(plan: Plan, written: str) -> tuple[PersonFound, ...]:
    """Find people by any part of name, organisation, country or id; everyone by nothing."""
    parts = [folded for part in written.split() if (folded := fold(part))]
    if written.strip() and not parts:
        return ()
    people = sorted(plan.event.participants, key=by_last_name)
    found = (person for person in people if _is_meant(person, parts))
    return tuple(PersonFound(person, len(plan.schedule.of(person.id))) for person in found)


def _is_meant(person: Participant, parts: list[str]) -> bool:
    known = fold(f"{person.name} {person.organisation} {person.country} {person.id}")
    return all(part in known for part in parts)


def day_of_person(plan: Plan, key: str, words: Words) -> str | None:
    """Make the part of a page about one person, safe to be put into it; None: there is nobody."""
    people = (person for person in plan.event.participants if key_of(person) == key)
    found = next(people, None)
    return day(plan, found.id, words) if found else None


def key_of(person: Participant) -> str:
    """Tell what somebody is chosen by in an address: their id cannot be told from it."""
    return sha256(person.id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def look_among(event: Event, written: str) -> tuple[Participant, ...]:
    """Find those who take part by any part of name, organisation, country or id."""
    parts = [folded for part in written.split() if (folded := fold(part))]
    known = (event.participant[one] for one in event.registered)
    return tuple(p for p in sorted(known, key=by_last_name) if parts and _is_meant(p, parts))
