"""Names of twenty countries in one order."""

import re

from matchmaker.events import Participant
from matchmaker.letters import latin

UNSOUNDED = re.compile("[^a-z0-9 ]")


def by_last_name(person: Participant) -> tuple[str, str, str]:
    """Order people as a telephone book does: ä as ae, Ł with the other L, D'Orlando as Dorlando."""
    return _sounded(person.last_name), _sounded(person.first_name), person.id


def _sounded(name: str) -> str:
    return UNSOUNDED.sub("", latin(name).casefold())
