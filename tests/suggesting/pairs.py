"""The invented pairs of profiles, and how well they are told apart."""

from dataclasses import dataclass
from pathlib import Path

from matchmaker.suggesting.profiles import LEAST_POINTS, Profiles, points_of_all
from tests.builders import person

FILE = Path(__file__).with_name("profile_pairs.txt")
FIRST = 3
"""Among how many partners the right one should be."""


@dataclass(frozen=True)
class PairOfProfiles:
    """What one offers, what the other seeks, and whether it goes together."""

    number: int
    language: str
    is_match: bool
    offers: str
    seeks: str

    @property
    def ids(self) -> tuple[str, str]:
        """The one who offers and the one who seeks."""
        return f"{self.number} offers", f"{self.number} seeks"


@dataclass(frozen=True)
class Verdict:
    """How many of some pairs were told right."""

    matches: int
    suggested: int
    right: int
    first: int

    @property
    def precision(self) -> float:
        """The share of the suggested pairs that are matches."""
        return self.right / self.suggested if self.suggested else 1.0

    @property
    def recall(self) -> float:
        """The share of the matches that are suggested."""
        return self.right / self.matches

    @property
    def among_first(self) -> float:
        """The share of the seekers whose right partner is among their first three."""
        return self.first / self.matches


def read_pairs(file: Path = FILE) -> tuple[PairOfProfiles, ...]:
    """Read the pairs."""
    lines = file.read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.split("|")] for line in lines if line[:1] != "#"]
    return tuple(
        PairOfProfiles(number, language, sign == "+", offers, seeks)
        for number, (language, sign, offers, seeks) in enumerate(rows)
    )


def profiles_of(pairs: tuple[PairOfProfiles, ...]) -> Profiles:
    """Take all pairs together as one event; words are as rare there as they are."""
    people = []
    for pair in pairs:
        offering, seeking = pair.ids
        people += [person(offering, offers=pair.offers), person(seeking, seeks=pair.seeks)]
    return Profiles(people)


def judge(
    pairs: tuple[PairOfProfiles, ...], profiles: Profiles, least: int = LEAST_POINTS
) -> Verdict:
    """Count what is suggested of some pairs; the partners to choose from are all of theirs."""
    suggested = [pair for pair in pairs if _points(profiles, pair, pair) >= least]
    matches = [pair for pair in pairs if pair.is_match]
    return Verdict(
        len(matches),
        len(suggested),
        sum(pair.is_match for pair in suggested),
        sum(pair in _first(profiles, pair, pairs) for pair in matches),
    )


def _points(profiles: Profiles, offering: PairOfProfiles, seeking: PairOfProfiles) -> int:
    return points_of_all(profiles.why(offering.ids[0], seeking.ids[1]))


def _first(
    profiles: Profiles, seeking: PairOfProfiles, pairs: tuple[PairOfProfiles, ...]
) -> list[PairOfProfiles]:
    """List the partners with the most points; those with none are no partners."""
    points = {offering: _points(profiles, offering, seeking) for offering in pairs}
    ranked = sorted(pairs, key=lambda offering: -points[offering])
    return [offering for offering in ranked[:FIRST] if points[offering]]
