"""How many wishes are met: the one count that every sheet, page and command tells."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matchmaker.events import Event, Interest, Level
from matchmaker.explain import Reason, Unmet

NEARLY_ALL = 99.9
"""The largest share in percent that is shown where something is missing."""


@dataclass(frozen=True)
class Fulfilment:
    """How many wishes of those who take part are met, and why the others are not.

    Parameters
    ----------
    all : int
        How many wishes there are.
    reasons : mapping of Reason to int
        How many are unmet for which reason, in the order of asking; no reason that is none's.
    """

    all: int
    reasons: Mapping[Reason, int]

    @property
    def unmet(self) -> int:
        """How many have no meeting."""
        return sum(self.reasons.values())

    @property
    def met(self) -> int:
        """How many have one."""
        return self.all - self.unmet

    @property
    def impossible(self) -> Mapping[Reason, int]:
        """How many no plan could meet, the most frequent reason first."""
        final = {reason: count for reason, count in self.reasons.items() if reason.is_final}
        return dict(sorted(final.items(), key=lambda item: -item[1]))

    @property
    def possible(self) -> int:
        """How many can be met, each by itself; not always all of them together."""
        return self.all - sum(self.impossible.values())

    @property
    def share(self) -> float:
        """Met, of all, in percent."""
        return _percent(self.met, self.all)

    @property
    def share_of_possible(self) -> float:
        """Met, of those that can be met, in percent."""
        return _percent(self.met, self.possible)


def wishes_of(event: Event) -> tuple[Interest, ...]:
    """List the wishes that are counted: of those who take part."""
    registered = set(event.registered)
    return tuple(wish for wish in event.interests if wish.source in registered)


def fulfilment(event: Event, unmet: Iterable[Unmet], level: Level | None = None) -> Fulfilment:
    """Count the wishes, those of one level or all of them.

    Parameters
    ----------
    event : Event
        Whose wishes.
    unmet : iterable of Unmet
        Those without a meeting, as `explain` names them.
    level : Level, optional
        The level to count.
    """
    reason_of = {each.interest: each.reason for each in unmet}
    wishes = [wish for wish in wishes_of(event) if level is None or wish.level is level]
    reasons = Counter(reason_of[wish] for wish in wishes if wish in reason_of)
    return Fulfilment(
        len(wishes), {reason: reasons[reason] for reason in Reason if reasons[reason]}
    )


def _percent(part: int, whole: int) -> float:
    """Compute a share that is full only where nothing is missing; of nothing, nothing is."""
    return 100.0 if part == whole else min(100 * part / whole, NEARLY_ALL)
