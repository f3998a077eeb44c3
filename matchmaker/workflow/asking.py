"""What is typed on the command line about an event: a moment, and people."""

from collections.abc import Mapping
from datetime import datetime

from matchmaker.events import Event
from matchmaker.io.package.faults import CellFault
from matchmaker.io.reading.asked import read_group, read_moment, read_one, read_people


class NotUnderstood(Exception):  # noqa: N818 - somebody mistyped
    """What was typed means nothing in this event.

    Parameters
    ----------
    code : str
        The issue that says why.
    parameters : mapping of str to str
        What its sentence names.
    """

    def __init__(self, code: str, parameters: Mapping[str, str]) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


def moment_asked(written: str, event: Event) -> datetime:
    """Read a moment by the clocks of an event; raises `NotUnderstood`."""
    moment = read_moment(written, event)
    if isinstance(moment, CellFault):
        raise NotUnderstood(moment.code, moment.parameters)
    return moment


def people_asked(written: str, event: Event) -> tuple[str, ...]:
    """Read who is meant, by their ids or addresses; raises `NotUnderstood`."""
    people = read_people(written, event)
    if isinstance(people, CellFault):
        raise NotUnderstood(people.code, people.parameters)
    return people


def person_asked(written: str, event: Event) -> str:
    """Read the one person who is meant, by id, address or name; raises `NotUnderstood`."""
    person = read_one(written, event)
    if isinstance(person, CellFault):
        raise NotUnderstood(person.code, person.parameters)
    return person


def group_asked(written: str, event: Event) -> tuple[str, ...]:
    """Read who is meant, as in a workbook; raises `NotUnderstood`."""
    people = read_group(written, event)
    if isinstance(people, CellFault):
        raise NotUnderstood(people.code, people.parameters)
    return people
