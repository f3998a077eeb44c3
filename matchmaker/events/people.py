"""People and organisations."""

from dataclasses import dataclass, field
from enum import StrEnum

from matchmaker.events.times import Availability


class Attendance(StrEnum):
    """Where somebody takes part."""

    ON_SITE = "on_site"
    ONLINE = "online"
    OWN_PLACE = "own_place"
    """At the address of their own: those who meet them come there."""


class Status(StrEnum):
    """Whether somebody takes part."""

    REGISTERED = "registered"
    CANCELLED = "cancelled"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """A company, institute, cluster or authority."""

    name: str
    also_written: tuple[str, ...] = ()
    type: str = ""
    cluster: str = ""
    country: str = ""
    """Its ISO code, such as `DE`; where what is written is no country, that."""
    is_sme: bool | None = None
    """Whether it is a small or medium-sized enterprise; None: not known."""
    place: str = ""
    """Its address."""


@dataclass(frozen=True, kw_only=True)
class Participant:
    """One person, for one organisation or several.

    Those with one e-mail address and one name are one human being, who can be in one place at a
    time (`Event.selves`).
    """

    id: str
    last_name: str
    organisation: str
    """As it is shown; where there are several, all of them."""
    belongs_to: tuple[str, ...] = ()
    """The names of several organisations; empty: of the one that is shown."""
    first_name: str = ""
    email: str = ""
    phone: str = ""
    """For the desk only: nobody else sees it."""
    organisation_type: str = ""
    is_sme: bool | None = None
    """Whether they come from a small or medium-sized enterprise; None: not known."""
    participation_type: str = ""
    cluster: str = ""
    delegation: str = ""
    """With whom they travel."""
    country: str = ""
    """Its ISO code, such as `DE`; where what is written is no country, that."""
    languages: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    offers: str = ""
    seeks: str = ""
    times: Availability = field(default_factory=Availability)
    max_meetings: int | None = None
    min_meetings: int | None = None
    attendance: Attendance = Attendance.ON_SITE
    time_zone: str = ""
    """Where somebody online is: `Asia/Taipei`; empty: that of the event."""
    link: str = ""
    """Their own room for meetings online: an https address."""
    place: str = ""
    """Their address, where they are at their own place; empty: that of their organisation."""
    status: Status = Status.REGISTERED
    agenda_language: str = ""
    labels: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Values of other columns that the event speaks of, by the heading of the column."""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of every organisation they are there for."""
        return self.belongs_to or (self.organisation,)

    @property
    def is_online(self) -> bool:
        """Whether all meetings of this person are online."""
        return self.attendance is Attendance.ONLINE

    @property
    def is_at_own_place(self) -> bool:
        """Whether whoever meets this person comes to their place."""
        return self.attendance is Attendance.OWN_PLACE
