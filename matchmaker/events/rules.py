"""The limits and permissions of an event."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Rules:
    """The event's own limits and permissions; counts of None mean no limit."""

    max_meetings: int | None = None
    max_per_day: int | None = None
    max_in_a_row: int | None = None
    min_meetings: int = 1
    changeover_minutes: int = 0
    """Between two slots that follow each other."""
    travel_minutes: int = 0
    """Between two meetings of somebody in different areas, at least."""
    same_organisation_may_meet: bool = False
    plan_pending_wishes: bool = True
    common_language_needed: bool = False
    evenness_may_cost: int = 0
    """Points that evenness may cost, in hundredths of a per cent of the most there can be."""


COUNTS = (
    "max_meetings",
    "max_per_day",
    "max_in_a_row",
    "min_meetings",
    "changeover_minutes",
    "travel_minutes",
    "evenness_may_cost",
)
"""The rules that count something."""
