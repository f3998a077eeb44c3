"""Names that people keep in calendars, whatever their ID is called in the workbook."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from matchmaker.events import Pair, Participant, Status, pair_of
from matchmaker.names import address_of, name_of
from matchmaker.text import fold


@dataclass(frozen=True)
class Key:
    """What somebody is called for good.

    Parameters
    ----------
    person : str
        The human being: whoever receives a calendar.
    place : str
        What they are met as: it passes to whoever stands in for them, so that the meeting stays
        the same for the others.
    """

    person: str
    place: str


def first_keys(people: tuple[Participant, ...]) -> Mapping[str, Key]:
    """Give everyone of a first plan a key: their ID."""
    return {person.id: Key(person.id, person.id) for person in people}


def next_keys(
    before: Mapping[str, Key],
    was: Mapping[str, str],
    stands_in_for: Mapping[str, str],
    everyone: Iterable[Participant],
) -> Mapping[str, Key]:
    """Give everyone a key in a rerun: the one they had, or one that nobody ever had.

    Parameters
    ----------
    before : mapping of str to Key
        By the ids of before.
    was : mapping of str to str
        The id before of everyone who was there, by their id now.
    stands_in_for : mapping of str to str
        The id before of the one whom somebody new stands in for, by the id now.
    everyone : iterable of Participant
        Who needs a key, by their ids now: those who left, too.
    """
    keys: dict[str, Key] = {}
    persons = {key.person for key in before.values()}
    places: set[str] = set()
    for person in sorted(everyone, key=lambda p: (p.id not in stands_in_for, _is_gone(p), p.id)):
        known = was.get(person.id)
        own = before[known] if known else _unused(person, persons)
        predecessor = stands_in_for.get(person.id)
        place = before[predecessor].place if predecessor else own.place
        if place in places and not _is_gone(person):  # back, while somebody else stands in
            place = _unique(person)
        keys[person.id] = Key(own.person, place)
        persons.add(own.person)
        places.add(place)
    return keys


def _is_gone(person: Participant) -> bool:
    return person.status is not Status.REGISTERED


def _unused(person: Participant, persons: Collection[str]) -> Key:
    """Make a key for somebody new; one human being may stand in several rows."""
    name = _unique(person)
    while name in persons:
        name += "+"
    return Key(name, name)


def _unique(person: Participant) -> str:
    """Make a key of who they are, not only of an ID that somebody else may have had before."""
    told = [address_of(person.email), *name_of(person), fold(person.organisation)]
    digest = hashlib.sha256(json.dumps(told).encode("utf-8", "backslashreplace"))
    return f"{person.id}~{digest.hexdigest()[:8]}"


def place_of(keys: Mapping[str, Key], pair: Pair) -> Pair:
    """What two people are met as, in sorted order: one meeting through all versions."""
    one, other = (keys[person].place if person in keys else person for person in pair)
    return pair_of(one, other)
