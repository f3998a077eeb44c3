"""Suggestions: who might want to meet whom, and the workbook with a sheet of them."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.marking.suggested import copy_with_suggestions
from matchmaker.io.plans.reader import structured
from matchmaker.io.telling.suggestions import why_line
from matchmaker.solver import Offer, Spreading, Watch, spread
from matchmaker.suggesting.suggestions import Matchable, Suggestion
from matchmaker.text import Words, words
from matchmaker.workflow.foreign import sound_copy

SECONDS = 10.0
"""For the choice; that of 600 people is proven within two."""


@dataclass(frozen=True)
class Suggested:
    """The suggestions for an event.

    Parameters
    ----------
    suggestions : tuple of Suggestion
        By who should ask, in the order of the participants; the strongest of each come first.
    each : int
        How many there may be for a person.
    spreading : Spreading
        How strong they are together, and what no other choice exceeds.
    thin : tuple of str
        Who writes too little of themselves to be compared.
    without : tuple of str
        For whom else there is none.
    wishless : tuple of str
        Who could have a meeting, but wishes nobody.
    """

    suggestions: tuple[Suggestion, ...]
    each: int
    spreading: Spreading
    thin: tuple[str, ...]
    without: tuple[str, ...]
    wishless: tuple[str, ...]

    def told(self) -> dict[str, Any]:
        """Give all of it as JSON can hold it, for another process."""
        return asdict(self)

    @classmethod
    def heard(cls, told: Mapping[str, Any]) -> "Suggested":
        """Make it of what another process told."""
        return structured(told, cls, None)

    @property
    def people(self) -> int:
        """For how many people there are some."""
        return len(self.counts)

    @property
    def counts(self) -> Counter[str]:
        """How many there are for each who has any."""
        return Counter(person for one in self.suggestions for person in one.pair)

    def sentence(self, say: Words) -> str:
        """Say how many there are, and how good the choice is."""
        spreading = self.spreading
        line = say(
            "suggest.found",
            count=number(len(self.suggestions), say),
            people=number(self.people, say),
            bound=number(spreading.bound, say),
            strength=number(spreading.strength, say),
        )
        is_open = spreading.need < spreading.need_bound
        return f"{line} {say('suggest.need_open')}" if is_open else line


def suggest(
    event: Event,
    terms: tuple[tuple[str, ...], ...],
    each: int,
    tell: Callable[[str], None] = lambda _step: None,
) -> Suggested:
    """Find who might want to meet whom, and choose for everyone some.

    Parameters
    ----------
    event : Event
        As it was read.
    terms : tuple of tuple of str
        Rows of words that mean the same, besides those that are known.
    each : int
        Suggestions for a person at most.
    tell : callable
        Is told when it begins to be `comparing`, and `choosing`.

    Raises
    ------
    NothingToCompare
        If nobody writes what they offer, seek, or do.
    """
    matchable = Matchable(event, terms)
    tell("comparing")
    found = matchable.matches
    tell("choosing")
    offers = [Offer(matchable.selves(one.pair), one.strength, one.points) for one in found]
    spreading = spread(offers, matchable.wishes, each, Watch(SECONDS))
    order = {person: at for at, person in enumerate(matchable.people)}
    chosen = sorted(
        (matchable.explained(found[at]) for at in spreading.chosen),
        key=lambda one: (order[one.source], -one.strength, -one.points, order[one.target]),
    )
    served = {each_of for one in chosen for p in one.pair for each_of in event.selves[p]}
    thin = matchable.thin
    without = tuple(p for p in matchable.people if p not in served and p not in set(thin))
    wishless = tuple(p for p in matchable.people if not matchable.wishes[p])
    return Suggested(tuple(chosen), each, spreading, thin, without, wishless)


def why_suggested(suggestion: Suggestion, say: Words) -> str:
    """Say what speaks for a suggestion, in the words of both."""
    return why_line(suggestion, say)


def workbook_with_suggestions(workbook: Path, reading: Reading, suggested: Suggested) -> bytes:
    """Copy a workbook or folder into one with a sheet of suggestions, in the event's language.

    Raises
    ------
    NotMarked
        If it is too large, or nothing in it can be read.
    OtherSheet
        If there is a sheet of this name that says something else.
    """
    if reading.event is None:
        raise ValueError("a workbook with errors has no suggestions")
    event, say = reading.event, words(reading.event.language)
    return sound_copy(
        copy_with_suggestions(workbook, suggested.suggestions, reading.taken, event, say)
    )


def is_read_alike(copy: Path, event: Event) -> bool:
    """Whether a copy says the same as what it is a copy of: files beside do not come along."""
    return read_event(copy).event == event
