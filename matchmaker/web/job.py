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
        Does it, and calls what it is given at each step. It is let go of when it is done, with
        whatever it knows: a password may be.
    stopping : Event, optional
        Set when it is to stop; without one it comes to its end by itself.
    """

    def __init__(self, total: int, work: Work, stopping: threading.Event | None = None) -> None:
        self.total = total
        self.done = 0
        self.error: Exception | None = None
        self._stopping = stopping
        self._thread = threading.Thread(target=self._run, args=(work,))
        self._thread.start()

    def _run(self, work: Work) -> None:
        try:
            work(self._advance)
        except Exception as error:  # noqa: BLE001 - it is told on the page
            self.error = error

    def _advance(self) -> None:
        self.done += 1

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Ask it to stop, if it can: what is half-written would be of no use."""
        if self._stopping:
            self._stopping.set()

    def close(self) -> None:
        """Ask it to stop, and wait until it is done."""
        self.stop()
        self._thread.join()
