"""What no event can be, whoever makes one: it is refused, with every reason at once.

What a workbook gets wrong is found where it is read, and said in sentences; this is for programs.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Protocol
from zoneinfo import ZoneInfo

from matchmaker.text import languages


class Why(StrEnum):
    """Why something cannot be."""

    EMPTY = "empty"
    REPEATED = "repeated"
    UNKNOWN = "unknown"
    UNSORTED = "unsorted"
    ONESELF = "oneself"
    NAIVE = "naive"
    BACKWARDS = "backwards"
    OVERLAPPING = "overlapping"
    SMALL = "small"
    NO_ZONE = "no_zone"
    NO_LANGUAGE = "no_language"


SENTENCES = {
    Why.EMPTY: "a name is not empty",
    Why.REPEATED: "{} is there already",
    Why.UNKNOWN: "nobody and nothing of this event is called {}",
    Why.UNSORTED: "the ids of a pair stand in sorted order, not {}",
    Why.ONESELF: "nobody meets themselves, nor does {}",
    Why.NAIVE: "{} has no time zone",
    Why.BACKWARDS: "{} does not end after it begins",
    Why.OVERLAPPING: "{} begins before the one before has ended",
    Why.SMALL: "{} is too small",
    Why.NO_ZONE: "there is no time zone {}",
    Why.NO_LANGUAGE: f"{{}} is none of the languages {', '.join(languages())}",
}


@dataclass(frozen=True)
class Problem:
    """One thing that cannot be.

    Parameters
    ----------
    code : Why
        What is wrong.
    where : str
        The field, as one would write it in Python: `pins[3].pair`.
    value : str
        What stands there, as Python shows it; for times in the words of ISO 8601.
    """

    code: Why
    where: str
    value: str

    def __str__(self) -> str:
        return f"{self.where}: {SENTENCES[self.code].format(self.value)}"


class InvalidEvent(ValueError):  # noqa: N818 - says what it is, as in "except InvalidEvent"
    """An event that cannot be.

    Parameters
    ----------
    problems : tuple of Problem
        Everything that is wrong with it.
    """

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Stretch(Protocol):
    """What begins and ends."""

    @property
    def start(self) -> datetime:
        """When it begins."""

    @property
    def end(self) -> datetime:
        """When it ends."""


def misnamed(names: Iterable[str], where: str) -> Iterator[Problem]:
    """Find names that are empty, or there twice; `where` has a place for the number: `x[{}].id`."""
    seen: set[str] = set()
    for number, name in enumerate(names):
        if not name:
            yield Problem(Why.EMPTY, where.format(number), repr(name))
        if name in seen:
            yield Problem(Why.REPEATED, where.format(number), repr(name))
        seen.add(name)


def repeated(things: Iterable[Hashable], where: str) -> Iterator[Problem]:
    """Find what is there twice."""
    seen: set[Hashable] = set()
    for number, thing in enumerate(things):
        if thing in seen:
            yield Problem(Why.REPEATED, where.format(number), _shown(thing))
        seen.add(thing)


def unknown(names: Iterable[Hashable], known: Collection[object], where: str) -> Iterator[Problem]:
    """Find those that are none of the known."""
    return (Problem(Why.UNKNOWN, where, _shown(name)) for name in names if name not in known)


def mispaired(pair: tuple[str, str], where: str) -> Iterator[Problem]:
    """Find two that are no pair: the same, or not in order."""
    one, other = pair
    if one == other:
        yield Problem(Why.ONESELF, where, repr(one))
    elif one > other:
        yield Problem(Why.UNSORTED, where, repr(pair))


def zoneless(name: object, where: str) -> Iterator[Problem]:
    """Find a name that no time zone has."""
    if not (isinstance(name, str) and _is_zone(name)):
        yield Problem(Why.NO_ZONE, where, repr(name))


@cache
def _is_zone(name: str) -> bool:
    """Whether there are such clocks; of names that cannot be looked up there are none."""
    try:
        return bool(ZoneInfo(name).key)
    except (LookupError, ValueError, OSError):  # ZoneInfo("Europe") is a folder
        return False


def speechless(language: object, where: str) -> Iterator[Problem]:
    """Find a language that there are no words of."""
    if language not in languages():
        yield Problem(Why.NO_LANGUAGE, where, repr(language))


def naive(moment: datetime, where: str) -> Iterator[Problem]:
    """Find a time of no time zone: nobody can say when it is."""
    if moment.utcoffset() is None:
        yield Problem(Why.NAIVE, where, moment.isoformat())


def timeless(stretch: Stretch, where: str) -> Iterator[Problem]:
    """Find a stretch that lasts no time, or of which nobody can say when it is."""
    problems = _naive_ends(stretch, where)
    yield from problems
    if not problems and not _lasts(stretch):
        yield Problem(Why.BACKWARDS, where, _shown(stretch))


def mistimed(stretch: Stretch, where: str) -> Iterator[Problem]:
    """Find a stretch that ends before it begins, or of which nobody can say when it is.

    It may lie in an hour that clocks skip in spring, where it lasts no time.
    """
    problems = _naive_ends(stretch, where)
    yield from problems
    if not problems and stretch.end < stretch.start and not _lasts(stretch):
        yield Problem(Why.BACKWARDS, where, _shown(stretch))


def _naive_ends(stretch: Stretch, where: str) -> tuple[Problem, ...]:
    return (*naive(stretch.start, f"{where}.start"), *naive(stretch.end, f"{where}.end"))


def _lasts(stretch: Stretch) -> bool:
    start, end = _in_utc(stretch)
    return start < end


def misplaced(stretches: Iterable[Stretch], where: str) -> Iterator[Problem]:
    """Find the first stretch that is not wholly after the one before it."""
    latest: datetime | None = None
    for number, stretch in enumerate(stretches):
        start, end = _in_utc(stretch)
        if latest is not None and start < latest:
            yield Problem(Why.OVERLAPPING, where.format(number), _shown(stretch))
        latest = end if latest is None else max(latest, end)


def _in_utc(stretch: Stretch) -> tuple[datetime, datetime]:
    """Give start and end as they are: in autumn clocks show one time twice."""
    return stretch.start.astimezone(UTC), stretch.end.astimezone(UTC)


def small(count: int | None, least: int, where: str) -> Iterator[Problem]:
    """Find a count that is too small; None is no limit."""
    if count is not None and count < least:
        yield Problem(Why.SMALL, where, repr(count))


def _shown(thing: object) -> str:
    start, end = getattr(thing, "start", None), getattr(thing, "end", None)
    if isinstance(start, datetime) and isinstance(end, datetime):
        return f"{start.isoformat()} to {end.isoformat()}"
    return repr(thing)


class Unforced(Exception):  # noqa: N818 - nobody did wrong
    """No times were found at which everybody meets whom they must.

    Parameters
    ----------
    pairs : tuple of pairs of ids
        Who cannot meet, alone or all of them together.
    is_proven : bool
        Whether there are none, or the time was too short to find them.
    """

    def __init__(self, pairs: tuple[tuple[str, str], ...], *, is_proven: bool) -> None:
        super().__init__(pairs)
        self.pairs = pairs
        self.is_proven = is_proven
