"""Plans the one-to-one meetings of a matchmaking event, and proves how good the plan is."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.library import (
        CountedResults,
        InvalidWorkbook,
        OtherBase,
        PlannedEvent,
        ReadEvent,
        SuggestedPartners,
        WhatIf,
        check,
        event,
        load,
        plan,
        price,
        read,
        replan,
        results,
        suggest,
        verify,
        whatif,
    )

__version__ = "0.2.0"

__all__ = [
    "CountedResults",
    "InvalidWorkbook",
    "OtherBase",
    "PlannedEvent",
    "ReadEvent",
    "SuggestedPartners",
    "WhatIf",
    "check",
    "event",
    "load",
    "plan",
    "price",
    "read",
    "replan",
    "results",
    "suggest",
    "verify",
    "whatif",
]


def __getattr__(name: str) -> object:
    """Load the library when somebody first asks for a part of it: a command does without."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.library"), name)


def __dir__() -> list[str]:
    """List what programs use."""
    return [*globals(), *__all__]
