"""Asking people whom they wish to meet, and what they say to those who wish to meet them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from matchmaker.events import Answer, Event, Interest, Level, Participant, pair_of
from matchmaker.figures import count
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.mail.requests import write_requests
from matchmaker.io.mail.templates import MailKind, read_templates
from matchmaker.io.plans.work import at_work, replace_folder
from matchmaker.io.reading.branding import BRANDING
from matchmaker.io.reading.wish_forms import (
    RETURNED,
    FormKind,
    folder_of_forms,
    owners_of_returned,
)
from matchmaker.io.telling.alphabet import by_last_name
from matchmaker.io.telling.file_names import wish_form_name
from matchmaker.io.telling.suggestions import why_line
from matchmaker.io.telling.timeline import language_of
from matchmaker.io.writing.wish_form import Offered, WishForm, write_missing, write_wish_form
from matchmaker.suggesting.suggestions import NothingToCompare, Suggestion
from matchmaker.text import Words, words
from matchmaker.wishes import obstacles_of
from matchmaker.workflow.suggesting import suggest


@dataclass(frozen=True)
class FormsWritten:
    """What was written to ask people.

    Parameters
    ----------
    forms, mail, returned : Path
        The folders of forms, of mail drafts, and of what comes back.
    asked : tuple of str
        The ids of those for whom there is a form.
    without_address : tuple of str
        The ids of those to whom no mail can go.
    missing : tuple of str
        The ids of those who have not sent their form back.
    listed : Path
        The workbook that lists these.
    """

    forms: Path
    mail: Path
    returned: Path
    asked: tuple[str, ...]
    without_address: tuple[str, ...]
    missing: tuple[str, ...]
    listed: Path


def write_forms(
    kind: str,
    reading: Reading,
    workbook: Path,
    until: str,
    progress: Callable[[], None] = lambda: None,
) -> FormsWritten:
    """Write a form and a mail draft for everyone who is to be asked.

    What came back stays; forms and drafts are written anew.

    Parameters
    ----------
    kind : str
        `wishes`: whom they wish to meet; `answers`: what they say to those who wish to meet them.
    reading : Reading
        The event as read, without errors.
    workbook : Path
        The workbook: the forms go into a folder beside it.
    until : str
        By when they are to be sent back, as people write it; empty: soon.
    progress : callable
        Called once a form.

    Raises
    ------
    BadTemplate
        If mails cannot be made of the organiser's words.
    OSError
        If they cannot be written.
    """
    event = reading.event
    if event is None:
        raise ValueError("of an event with errors nobody is asked")
    round_ = _Round(FormKind(kind), event, until, _suggested(kind, reading, event))
    folder, templates = folder_of_forms(workbook), read_templates(workbook.parent / BRANDING)
    forms, mail, returned = folder / kind, folder / f"mail-{kind}", folder / RETURNED
    with at_work(folder):
        returned.mkdir(parents=True, exist_ok=True)
        with replace_folder(forms) as fresh, replace_folder(mail) as drafts:
            paths = {}
            for form in round_.forms:
                paths[form.person.id] = fresh / f"{wish_form_name(kind, form.person)}.xlsx"
                write_wish_form(form, paths[form.person.id])
                progress()
            without = write_requests(
                event,
                paths,
                drafts,
                templates=templates,
                kind=MailKind[kind.upper()],
                values=round_.values,
            )
        answered = owners_of_returned(workbook, round_.kind)
        missing = tuple(one for one in paths if one.casefold() not in answered)
        listed = folder / f"missing-{kind}.xlsx"
        write_missing(event, missing, words(event.language), listed)
    return FormsWritten(forms, mail, returned, tuple(paths), without, missing, listed)


def _suggested(kind: str, reading: Reading, event: Event) -> tuple[Suggestion, ...]:
    """Find whom people might want to meet, by their own words; nobody where nobody writes any."""
    if kind != FormKind.WISHES:
        return ()
    try:
        return suggest(event, reading.terms, SUGGESTED).suggestions
    except NothingToCompare:
        return ()


SUGGESTED = 5
"""Suggestions on a form at most."""


@dataclass(frozen=True)
class _Round:
    """A round of forms."""

    kind: FormKind
    event: Event
    until: str
    suggested: tuple[Suggestion, ...]

    @cached_property
    def forms(self) -> tuple[WishForm, ...]:
        """The form of everyone who is to be asked: who has nobody to choose from is not."""
        people = (self.event.participant[one] for one in self.event.registered)
        made = (self._form(person) for person in people)
        return tuple(form for form in made if form.offered)

    def _form(self, person: Participant) -> WishForm:
        say = words(language_of(person, self.event))
        rows = {FormKind.WISHES: self._to_wish, FormKind.ANSWERS: self._to_answer}
        offered = tuple(rows[self.kind](person, say))
        return WishForm(self.kind, self.event, person, offered, say, self._by_when(say))

    def _to_wish(self, person: Participant, say: Words) -> Iterator[Offered]:
        """List those whom somebody could meet: their own wishes, what is suggested, the others."""
        own, told = self._own.get(person.id, {}), self._told.get(person.id, {})
        others = (one for one in self._everyone if one.id != person.id)
        free = [one for one in others if not self._between(person.id, one.id)]
        for other in sorted(free, key=lambda one: (one.id not in own, one.id not in told)):
            level, why = own.get(other.id), told.get(other.id)
            yield Offered(
                other,
                say(f"value.level.{level.name.lower()}") if level else "",
                say("wishform.suggested", why=why_line(why, say)) if why else "",
            )

    def _to_answer(self, person: Participant, say: Words) -> Iterator[Offered]:
        """List those who wish to meet somebody, with what they were answered already."""
        for wish in self._others.get(person.id, ()):
            chosen = "" if wish.answer in OPEN else say(f"value.answer.{wish.answer}")
            told = say("wishform.wishes_you", level=say(f"value.level.{wish.level.name.lower()}"))
            yield Offered(self.event.participant[wish.source], chosen, told)

    @cached_property
    def _told(self) -> Mapping[str, Mapping[str, Suggestion]]:
        """Whom it is suggested to each to ask."""
        found: dict[str, dict[str, Suggestion]] = defaultdict(dict)
        for one in self.suggested:
            found[one.source][one.target] = one
        return found

    @cached_property
    def _everyone(self) -> list[Participant]:
        people = (self.event.participant[one] for one in self.event.registered)
        return sorted(people, key=by_last_name)

    def _between(self, one: str, other: str) -> bool:
        return bool(obstacles_of(self.event).between(pair_of(one, other)))

    @cached_property
    def _own(self) -> Mapping[str, Mapping[str, Level]]:
        """Whom each wishes to meet by name."""
        found: dict[str, dict[str, Level]] = defaultdict(dict)
        for wish in self._wishes:
            found[wish.source][wish.target] = wish.level
        return found

    @cached_property
    def _others(self) -> Mapping[str, list[Interest]]:
        """The wishes to meet each by name, the strongest first."""
        found: dict[str, list[Interest]] = defaultdict(list)
        registered = set(self.event.registered)
        for wish in sorted(self._wishes, key=lambda wish: (-wish.level, wish.source)):
            if wish.source in registered:
                found[wish.target].append(wish)
        return found

    @property
    def _wishes(self) -> Iterator[Interest]:
        return (wish for wish in self.event.interests if not wish.target_is_organisation)

    def values(self, person: str, say: Words) -> Mapping[str, str]:
        """Fill the placeholders of the mails."""
        people = count("people", self._numbers_offered[person], say)
        return {"until": self._by_when(say), "people": people}

    @cached_property
    def _numbers_offered(self) -> Mapping[str, int]:
        """How many people each can choose from."""
        return {form.person.id: len(form.offered) for form in self.forms}

    def _by_when(self, say: Words) -> str:
        return say("wishform.until", date=self.until) if self.until else say("wishform.soon")


OPEN = frozenset((Answer.NONE, Answer.PENDING))
"""Answers that are none yet."""
