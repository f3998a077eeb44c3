"""Work in a thread of its own, so that Ctrl-C is heeded at once whatever the solver does."""

import atexit
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")

OURS = "matchmaker search"
"""What threads are called that may still search when nobody waits for them any more."""
GRACE = 5.0
"""Seconds in which a search that was told to stop does so, as a rule."""


def begin(work: Callable[[], Result], outcome: Future[Result]) -> None:
    """Begin work, whose outcome is known to the caller even if beginning is interrupted.

    The thread does not keep the program from ending.
    """

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, name=OURS, daemon=True).start()


@atexit.register
def _let_searches_end() -> None:
    """Give searches the time to stop: one that does while Python ends takes the program down."""
    until = time.monotonic() + GRACE
    for thread in threading.enumerate():
        if thread.name == OURS:
            thread.join(max(0.0, until - time.monotonic()))
