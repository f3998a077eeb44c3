"""What follows from an event is worked out once and kept with it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from matchmaker.events import Event

Fact = TypeVar("Fact")


def once_per_event(work_out: Callable[[Event], Fact]) -> Callable[[Event], Fact]:
    """Let a function of an event do its work once for each event.

    Notes
    -----
    What comes out is kept in the event itself, as its own cached properties are: it goes when the
    event goes, even where it refers to it, and no event is ever compared with another, which would
    take longer than most of the work. An event never changes, so what follows from it does not.
    """
    name = f"{work_out.__module__}.{work_out.__qualname__}"

    @wraps(work_out)
    def known(event: Event) -> Fact:
        kept = vars(event)
        if name not in kept:
            kept[name] = work_out(event)
        fact: Fact = kept[name]
        return fact

    return known
