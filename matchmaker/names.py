"""What people are known by, address and name, and which participants are one human being."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from hashlib import sha256
from typing import Protocol

from matchmaker.text import fold

IN_BRACKETS = re.compile(r"<([^<>]*)>")


class Named(Protocol):
    """Somebody with an id, a name and perhaps an e-mail address."""

    @property
    def id(self) -> str:
        """As the organiser gave it."""

    @property
    def name(self) -> str:
        """First and last name."""

    @property
    def email(self) -> str:
        """As it is written; empty where there is none."""


def shown_id(person: str) -> str:
    """Give an id as others may see it: an e-mail address that serves as one is theirs alone."""
    return (
        person if "@" not in person else f"#{sha256(person.casefold().encode()).hexdigest()[:10]}"
    )


def address_of(email: str) -> str:
    """Reduce an e-mail to its bare address in lower case; empty where it holds none.

    `"Anna Test" <Anna@Example.org>` and `mailto:anna@example.org` are the same address.
    """
    inside = IN_BRACKETS.search(email)
    written = (inside[1] if inside else email).strip(" \t;,").casefold()
    bare = written.removeprefix("mailto:").partition("?")[0].strip()
    return bare if "@" in bare else ""


def name_of(participant: Named) -> tuple[str, ...]:
    """Reduce a full name to its parts as they are compared, in whichever columns they stand.

    `Änne Müller-Klein` is `("anne", "klein", "muller")`.
    """
    parts = re.split(r"[\W_]+", participant.name)
    return tuple(sorted(filter(None, map(fold, parts))))


def selves(participants: Iterable[Named]) -> Mapping[str, frozenset[str]]:
    """Find which participants are one human being: those with one address and one name.

    Parameters
    ----------
    participants : iterable
        Those who take part.

    Returns
    -------
    mapping of str to frozenset of str
        For each id the ids of the same human being, itself included.

    Notes
    -----
    An address that people of several names share is that of an office: it makes nobody the same.
    """
    together: dict[Hashable, set[str]] = defaultdict(set)
    for somebody in participants:
        address, name = address_of(somebody.email), name_of(somebody)
        together[(address, name) if address and name else somebody.id].add(somebody.id)
    return {each: frozenset(ids) for ids in together.values() for each in ids}
