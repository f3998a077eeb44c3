"""Did you mean ...? The nearest names to one that nobody has."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from matchmaker.io.package.faults import CellFault
from matchmaker.text import fold

NEAR = 80
"""How alike two names are, in percent, for one to be suggested for the other."""
MOST = 3
NAMES_EACH = 5
"""By how many names the same person may be found."""


class Suggestions:
    """Names to suggest.

    Parameters
    ----------
    names : iterable of (str, str)
        Every name, and what to show for it.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._labels: list[str] = []
        self._folded: list[str] = []
        for name, label in names:
            self._labels.append(label)
            self._folded.append(fold(name))
        self._found: dict[str, tuple[str, ...]] = {}

    def near(self, written: str) -> tuple[str, ...]:
        """Show what is near, the nearest first."""
        if written not in self._found:
            self._found[written] = self._search(written)
        return self._found[written]

    def _search(self, written: str) -> tuple[str, ...]:
        hits = process.extract(
            fold(written),
            self._folded,
            scorer=fuzz.ratio,
            score_cutoff=NEAR,
            limit=MOST * NAMES_EACH,
        )
        return tuple(dict.fromkeys(self._labels[at] for _name, _score, at in hits))[:MOST]


def unknown(
    code: str, written: str, suggestions: Suggestions, *, others: Iterable[str] = ()
) -> CellFault:
    """Name what nobody and nothing is called; without suggestions the code says so.

    Parameters
    ----------
    code : str
        That of the issue.
    written : str
        What stands there.
    suggestions : Suggestions
        What is written nearly so may be meant.
    others : iterable of str
        What else may be meant.
    """
    near = dict.fromkeys((*suggestions.near(written), *others))
    if not near:
        return CellFault(f"{code}_no_suggestion", {"value": written})
    return CellFault(code, {"value": written, "suggestions": "; ".join(near)})
