"""Names of files that every system can keep: `agenda_P017_mueller-anna`."""

import re
from hashlib import sha256

from matchmaker.events import Participant
from matchmaker.letters import latin

LONGEST_ID = 24
LONGEST_NAME = 50
PLAIN_ID = re.compile(rf"[A-Z0-9-]{{1,{LONGEST_ID}}}")
"""Ids that may stand in a file name as they are: Windows does not tell `p17` from `P17`."""


def agenda_name(person: Participant) -> str:
    """Name the agenda of a person, without an extension.

    The name is ASCII, under 95 characters, holds no separator of folders, and is never one that
    Windows reserves. Two different ids never give the same name, whatever the case.
    """
    return _named("agenda", person)


def form_name(person: Participant) -> str:
    """Name the form on which a person says what came of their meetings, without an extension."""
    return _named("feedback", person)


def wish_form_name(kind: str, person: Participant) -> str:
    """Name the form of a person on wishes, or on answers to them, without an extension."""
    return _named(kind, person)


def _named(kind: str, person: Participant) -> str:
    name = _slug(f"{person.last_name} {person.first_name}")[:LONGEST_NAME].strip("-")
    return "_".join(part for part in (kind, _safe_id(person.id), name) if part)


def _safe_id(participant: str) -> str:
    """Give an id as it is, or what is safe of it with a mark (after `~`) that tells it apart."""
    if PLAIN_ID.fullmatch(participant):
        return participant
    mark = sha256(participant.encode("utf-8", "backslashreplace")).hexdigest()[:10]
    return f"{_slug(participant)[:LONGEST_ID]}~{mark}"


def _slug(text: str) -> str:
    """Reduce a text to small letters and digits with single hyphens between."""
    letters = re.sub("['`]", "", latin(text)).lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")
