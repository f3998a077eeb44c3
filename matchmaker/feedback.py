"""What came of a meeting: what the desk says of it, and each of the two who met."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from matchmaker.events import Pair

Said = TypeVar("Said")
RATINGS = range(1, 6)
"""From poor to excellent."""


class TookPlace(StrEnum):
    """Whether a meeting was held, and who was missing where it was not."""

    YES = "yes"
    NO = "no"
    A_MISSING = "a_missing"
    B_MISSING = "b_missing"


class NextStep(StrEnum):
    """How two go on, from the least to the most (b2match asks so six months after an event)."""

    NOTHING = "nothing"
    KNOWLEDGE = "knowledge"
    CONTACT = "contact"
    NEGOTIATION = "negotiation"
    AGREEMENT = "agreement"


class Agreement(StrEnum):
    """What two agree on."""

    COOPERATION = "cooperation"
    MOU = "mou"
    PROJECT = "project"
    ORDER = "order"
    OTHER = "other"


FOLLOWED_UP = frozenset({NextStep.CONTACT, NextStep.NEGOTIATION, NextStep.AGREEMENT})
"""With these words two stay in touch."""


@dataclass(frozen=True, kw_only=True)
class Word:
    """What one side says of a meeting; None and empty: nothing.

    Parameters
    ----------
    took_place : TookPlace or None
        Whether it was held.
    rating_a, rating_b : int or None
        What it was worth to each of the two, from 1 to 5, in the order of their ids.
    next_step : NextStep or None
        How they go on.
    agreement : Agreement or None
        What they agree on.
    signed : date or None
        When that was signed.
    after_six_months : NextStep or None
        How they had gone on half a year later.
    comment : str
        For the organiser alone.
    """

    took_place: TookPlace | None = None
    rating_a: int | None = None
    rating_b: int | None = None
    next_step: NextStep | None = None
    agreement: Agreement | None = None
    signed: date | None = None
    after_six_months: NextStep | None = None
    comment: str = ""

    @property
    def is_held(self) -> bool:
        """Whether it says that the meeting was held."""
        return self.took_place is TookPlace.YES


FIELDS = (
    *("took_place", "rating_a", "rating_b", "next_step", "agreement", "signed"),
    "after_six_months",
)
"""What is counted of a word, in the order of the sheet."""
SILENCE = Word()


@dataclass(frozen=True)
class Verdict:
    """What is known of a meeting, all that was said taken together.

    Parameters
    ----------
    word : Word
        What holds; nothing where it is disputed.
    disputed : tuple of str
        The fields of which the two say different things, and the desk says nothing.
    """

    word: Word = SILENCE
    disputed: tuple[str, ...] = ()

    @property
    def is_disputed(self) -> bool:
        """Whether it is not even clear if the meeting was held: then it is in no total."""
        return "took_place" in self.disputed

    @property
    def is_answered(self) -> bool:
        """Whether anybody said if it was held, and nobody anything else."""
        return self.word.took_place is not None

    @property
    def is_held(self) -> bool:
        """Whether it was held."""
        return self.word.is_held


def verdict(desk: Word, forms: Sequence[Word]) -> Verdict:
    """Take together what was said of a meeting.

    What the desk says holds. Where it says nothing, what the two say holds as far as they agree;
    if one of them says nothing, the other's word does.
    """
    said = {name: _distinct(getattr(form, name) for form in forms) for name in FIELDS}
    agreed = {name: words[0] for name, words in said.items() if len(words) == 1}
    settled = {name: getattr(desk, name) for name in FIELDS if getattr(desk, name)}
    disputed = tuple(name for name in FIELDS if len(said[name]) > 1 and name not in settled)
    if "took_place" in disputed:
        return Verdict(SILENCE, disputed)
    return Verdict(Word(**{**agreed, **settled, "comment": desk.comment}), disputed)


def _distinct(words: Iterable[Said]) -> tuple[Said, ...]:
    """Give what was said, each word once, without silence."""
    return tuple(dict.fromkeys(word for word in words if word))


@dataclass(frozen=True)
class Feedback:
    """What came of the meetings of an event.

    Parameters
    ----------
    verdicts : mapping of Pair to Verdict
        By the ids of the two; of whom nobody said anything, nothing.
    answering : frozenset of str
        The ids of those whose form came back filled in.
    targets : mapping of str to int
        What was aimed at, by the key of an indicator of the results.
    """

    verdicts: Mapping[Pair, Verdict] = field(default_factory=dict)
    answering: frozenset[str] = frozenset()
    targets: Mapping[str, int] = field(default_factory=dict)

    def of(self, pair: Pair) -> Verdict:
        """Tell what is known of a meeting."""
        return self.verdicts.get(pair, UNKNOWN)

    @property
    def disputed(self) -> tuple[Pair, ...]:
        """The meetings of which the two say different things."""
        return tuple(sorted(pair for pair, verdict in self.verdicts.items() if verdict.disputed))


UNKNOWN = Verdict()
