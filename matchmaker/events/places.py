"""Places: tables on site, and rooms online."""

from dataclasses import dataclass, field

from matchmaker.events.times import Availability


@dataclass(frozen=True, kw_only=True)
class Table:
    """A place for `meetings_at_once` meetings per slot, on site or online."""

    name: str
    """No other table has it."""
    area: str = ""
    owner: str = ""
    """Who it is reserved for: a participant's id or an organisation's name; empty: everyone."""
    owner_is_organisation: bool = False
    """Whether `owner` is an organisation's name."""
    group: frozenset[str] | None = None
    """Their ids, where it is reserved for a group; `owner` is what that is called."""
    meetings_at_once: int = 1
    link: str = ""
    """The https address of a room for meetings online; empty: it stands on site."""
    times: Availability = field(default_factory=Availability)

    @property
    def is_room(self) -> bool:
        """Whether it is a room for meetings online."""
        return bool(self.link)
