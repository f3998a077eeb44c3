"""What is given to the functions of the library: understood, or refused with its name."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from matchmaker import workflow
from matchmaker.events import Event
from matchmaker.text import words

MOST_SECONDS, MOST_SEED, MOST_WORKERS, MOST_MOVES = 86_400, 2_147_483_647, 512, 1_000_000


def known_people(name: str, written: Iterable[str], event: Event) -> tuple[str, ...]:
    """Find people by ids or e-mail addresses."""
    if isinstance(written, str) or not isinstance(written, Iterable):
        raise TypeError(f"{name} must be several ids, not {type(written).__name__}")
    found: set[str] = set()
    for one in written:
        check_type(name, one, str)
        try:
            found.update(workflow.people_asked(one, event))
        except workflow.NotUnderstood as fault:
            said = words(event.language)(f"issue.{fault.code}", **fault.parameters)
            raise ValueError(f"{name}: {said}") from None
    return tuple(sorted(found))


def known_person(name: str, written: str, event: Event) -> str:
    """Find one person by id, e-mail address or name."""
    check_type(name, written, str)
    try:
        return workflow.person_asked(written, event)
    except workflow.NotUnderstood as fault:
        said = words(event.language)(f"issue.{fault.code}", **fault.parameters)
        raise ValueError(f"{name}: {said}") from None


def local_moment(since: datetime | None, event: Event) -> datetime | None:
    """Read a moment by the clocks of the event."""
    if since is None:
        return None
    check_type("since", since, datetime)
    zone = ZoneInfo(event.time_zone)
    local = since.astimezone(zone) if since.tzinfo else since
    return datetime.combine(local.date(), local.time(), zone)  # one of pandas is more than that


def existing(path: str | os.PathLike[str]) -> Path:
    """Take a path of something that is there."""
    found = path_of("path", path)
    if not found.exists():
        raise FileNotFoundError(f"there is no {found}")
    return found


def path_of(name: str, path: object) -> Path:
    """Take a path, whether anything is there or not."""
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"{name} must be a path, not {type(path).__name__}")
    return Path(path)


def check_type(name: str, value: object, *kinds: type) -> None:
    """Refuse what is of none of these kinds."""
    if not isinstance(value, kinds):
        known = " or ".join(kind.__name__ for kind in kinds)
        raise TypeError(f"{name} must be of type {known}, not {type(value).__name__}")


def check_one_of(name: str, value: object, known: Sequence[str]) -> None:
    """Refuse what is none of the known words."""
    check_type(name, value, str)
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {value!r}")


def check_number(name: str, value: object, least: int, most: int, kind: type) -> None:
    """Refuse what is no number of this kind, or too small or large."""
    numbers = (int, float) if kind is float else (int,)
    if isinstance(value, bool) or not isinstance(value, numbers):
        raise TypeError(f"{name} must be a number, not {type(value).__name__}")
    if not least <= value <= most:
        raise ValueError(f"{name} must be from {least} to {most}, not {value}")
