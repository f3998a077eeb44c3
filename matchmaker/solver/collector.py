"""Python's search for waste: of a large plan a sixth of the time, and next to nothing is found."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 100_000
"""New objects after which it is searched, instead of some hundred."""


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Let Python search seldom for objects that only refer to each other.

    A plan is made of a great many objects that stay to the end: to look through them again and
    again is in vain. What nothing refers to any more is freed at once, as always.
    """
    before = gc.get_threshold()
    if 0 < before[0] < SELDOM:
        gc.set_threshold(SELDOM, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
