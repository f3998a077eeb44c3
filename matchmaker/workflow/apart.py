"""Work in a thread of its own, so that Ctrl-C is heeded at once whatever the solver does."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

Result = TypeVar("Result")


def begin(work: Callable[[], Result], outcome: Future[Result]) -> None:
    """Begin work, whose outcome is known to the caller even if beginning is interrupted.

    The thread does not keep the program from ending.
    """

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            outcome.set_exception(error)

    threading.Thread(target=run, daemon=True).start()
