"""Why a wish is unmet."""

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.event import Interest


class Reason(StrEnum):
    """Why a wish is unmet, from what no plan could change to what another plan could.

    The order is the order of asking: of several reasons, the first that holds is given.
    """

    CANCELLED = "cancelled"
    """The other side does not take part."""
    BLOCKED = "blocked"
    DECLINED = "declined"
    SAME_ORGANISATION = "same_organisation"
    NO_COMMON_LANGUAGE = "no_common_language"
    PENDING = "pending"
    """Not answered yet, and the event does not plan such wishes."""
    NO_COMMON_SLOT = "no_common_slot"
    """They are never available at the same time."""
    NO_TABLE_FOR_THEM = "no_table_for_them"
    """Whenever both are available, no table they may use is open."""
    SOURCE_FULL = "source_full"
    """The one who wishes has as many meetings as they can have."""
    TARGET_FULL = "target_full"
    """The one who is wished has as many meetings as they can have."""
    TAKEN_BY_MORE_POINTS = "taken_by_more_points"
    """Every slot they share is taken by meetings of at least as many points."""
    TAKEN = "taken"
    """Every slot they share is taken, by meetings that serve the plan better as a whole."""
    LIMIT_OF_DAY_OR_ROW = "limit_of_day_or_row"
    """In each slot they share and have free, one has too many meetings that day or in a row."""
    NO_TABLE_FREE = "no_table_free"
    """In the slots they share and have free, every table is taken."""
    NOT_FOUND = "not_found"
    """It would fit; the search did not find it in its time."""


@dataclass(frozen=True)
class Unmet:
    """A wish without a meeting, and why."""

    interest: Interest
    reason: Reason
