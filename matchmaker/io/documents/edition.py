"""What all documents of one plan have in common."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from matchmaker.events import Interest, Pair, Participant
from matchmaker.io.documents.typesetting import Data, Press, logo_name
from matchmaker.io.package.characters import printable
from matchmaker.io.reading.branding import Branding
from matchmaker.io.telling.report import Report
from matchmaker.io.telling.timeline import language_of
from matchmaker.paper import Paper
from matchmaker.record import Plan
from matchmaker.summary import version_line
from matchmaker.text import Words, languages, words
from matchmaker.told import LastTold, Publication
from matchmaker.wishes import wished_pairs

LONG_WORD = re.compile(r"[^\s/–-]{28,}")
"""A run of letters that some column is too narrow for; it may break anywhere."""
NO_SPACE = "\u200b"
"""A space of no width."""


@dataclass(frozen=True)
class Edition:
    """A plan, how its documents look, and the press they are set on.

    Parameters
    ----------
    plan : Plan
        What they tell.
    press : Press
        Sets them.
    branding : Branding
        The organiser's logo, colour and line of contact.
    is_draft : bool
        Whether each page is marked as not yet confirmed.
    earlier : sequence of Publication
        What was handed out before: agendas mark what is not as their readers were told.
    paper : Paper
        What they are printed on.
    """

    plan: Plan
    press: Press
    branding: Branding = field(default_factory=Branding)
    is_draft: bool = False
    earlier: Sequence[Publication] = ()
    paper: Paper = Paper.A4

    def typeset(self, template: str, report: Report, title: str, content: Data) -> bytes:
        """Set a document in the language of a report."""
        data = {**clean({**self._head(report), **content}), "title": printable(title)}
        return self.press.set(template, data, self.plan.created_at)

    def _head(self, report: Report) -> Data:
        say, logo = report.words, self.branding.logo
        return {
            "lang": say.language,
            "paper": self.paper,
            "event": self.plan.event.name,
            "organiser": self.plan.event.organiser,
            "contact": self.branding.contact,
            "accent": self.branding.accent,
            "logo": logo_name(logo) if logo else None,
            "logo-alt": self.plan.event.organiser or self.plan.event.name,
            "draft": say("agenda.draft") if self.is_draft else None,
            "draft-word": say("document.draft"),
            "version": version_line(self.plan, say),
            "labels": labels(say),
        }

    @cached_property
    def last_told(self) -> LastTold:
        """What everyone was told last."""
        return LastTold(self.plan, self.earlier)

    @cached_property
    def report(self) -> Report:
        """The plan in the language of the event."""
        return self._reports[words(self.plan.event.language).language]

    def report_for(self, person: Participant) -> Report:
        """Tell the plan in the language of one person, or else in the event's."""
        return self._reports[words(language_of(person, self.plan.event)).language]

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        """One for each language, so that what a report found out is found out once."""
        return {language: Report(self.plan, words(language)) for language in languages()}

    @cached_property
    def looks(self) -> dict[str, int | None]:
        """In which look the agendas that were set so far fit on a page; None: in none."""
        return {}

    @cached_property
    def wishes(self) -> Mapping[Pair, tuple[Interest, ...]]:
        """Who asked for whom, by pair."""
        return wished_pairs(self.plan.event)


def labels(say: Words) -> Data:
    """Collect the short words that templates print."""
    section = "document.label."
    keys = [key for key in say.entries if key.startswith(section)]
    # The template fills in the numbers of pages.
    page = say("output.page.footer", page="{page}", pages="{pages}")
    return {"page": page, **{key.removeprefix(section): say(key) for key in keys}}


def clean(value: Any) -> Any:  # noqa: ANN401 - anything JSON knows, as it comes
    """Make texts fit for paper: without control characters, and no word too long for a line."""
    if isinstance(value, str):
        return LONG_WORD.sub(lambda word: NO_SPACE.join(word[0]), printable(value))
    if isinstance(value, Mapping):
        return {key: clean(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(part) for part in value]
    return value
