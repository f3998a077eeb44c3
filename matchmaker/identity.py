"""Who is who: which participants are one human being, by their e-mail address and name."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
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


def address_of(email: str) -> str:
    """Reduce an e-mail to its bare address in lower case; empty where it holds none.

    `"Anna Test" <Anna@Example.org>` and `mailto:anna@example.org` are the same address.
    """
    inside = IN_BRACKETS.search(email)
    written = (inside[1] if inside else email).strip(" \t;,").casefold()
    bare = written.removeprefix("mailto:").partition("?")[0].strip()
    return bare if "@" in bare else ""


def name_of(participant: Named) -> str:
    """Reduce a full name to what counts when it is compared: `Änne Müller` to `annemuller`."""
    return fold(participant.name)


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
    together: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for somebody in participants:
        address, name = address_of(somebody.email), name_of(somebody)
        together[(address, name) if address and name else (somebody.id,)].add(somebody.id)
    return {each: frozenset(ids) for ids in together.values() for each in ids}
