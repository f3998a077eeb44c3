"""Who might want to meet whom, for programs."""

from dataclasses import dataclass

from matchmaker import workflow
from matchmaker.io.telling.suggestions import why_line
from matchmaker.library.arguments import check_number, check_type
from matchmaker.library.reading import ReadEvent
from matchmaker.suggesting.suggestions import MOST_EACH, NothingToCompare, Suggestion
from matchmaker.text import words


@dataclass(frozen=True)
class SuggestedPartners:
    """Who might want to meet whom.

    Parameters
    ----------
    suggestions : tuple of Suggestion
        Of each: its `source`, `target`, `strength` from 1 to 5, and the `reasons`, in the words of
        both.
    bound : int
        No choice within the limits has more strength in all.
    without : tuple of str
        The ids of those for whom there is none, though they write of themselves.
    thin : tuple of str
        The ids of those who hardly do.
    sentence : str
        The same in words.
    """

    suggestions: tuple[Suggestion, ...]
    bound: int
    without: tuple[str, ...]
    thin: tuple[str, ...]
    sentence: str

    def why(self, suggestion: Suggestion, language: str = "en") -> str:
        """Say what speaks for a suggestion."""
        check_type("suggestion", suggestion, Suggestion)
        return why_line(suggestion, words(language))


def suggest(event: ReadEvent, *, each: int = 3) -> SuggestedPartners:
    """Suggest who might want to meet whom, by what they offer, seek and do.

    Nothing is planned because it is suggested: a wish is what somebody makes one.

    Parameters
    ----------
    event : ReadEvent
        What `read` or `event` gave.
    each : int
        SuggestedPartners for a person at most, from 1 to 20.

    Returns
    -------
    SuggestedPartners
        Those with the fewest wishes are served first; then no choice is stronger than `bound`.

    Raises
    ------
    ValueError
        If nobody writes what they offer, seek or do.

    Examples
    --------
    >>> found = matchmaker.suggest(event, each=2)
    >>> [(one.source, one.target, found.why(one)) for one in found.suggestions]
    """
    check_type("event", event, ReadEvent)
    check_number("each", each, 1, MOST_EACH, int)
    say = words(event.event.language)
    try:
        found = workflow.suggest(event.event, event._reading.terms, each)  # noqa: SLF001 - our own
    except NothingToCompare:
        raise ValueError(say("suggest.nothing_to_compare")) from None
    bound = found.spreading.bound
    return SuggestedPartners(
        found.suggestions, bound, found.without, found.thin, found.sentence(say)
    )
