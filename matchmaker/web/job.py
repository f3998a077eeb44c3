"""Work that takes longer than a page may: it goes on behind it, and tells how far it is."""

import threading
from collections.abc import Callable

Work = Callable[[Callable[[], None]], None]


class Job:
    """One work under way, or done.

    Parameters
    ----------
    total : int
        How many steps it has.
    work : callable
        Does it, and calls what it is given at each step.
    """

    def __init__(self, total: int, work: Work) -> None:
        self.total = total
        self.done = 0
        self.error: Exception | None = None
        self._work = work
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._work(self._advance)
        except Exception as error:  # noqa: BLE001 - it is told on the page
            self.error = error

    def _advance(self) -> None:
        self.done += 1

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Wait until it is done: what is half-written would be of no use."""
        self._thread.join()
