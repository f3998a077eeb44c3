"""A process beside ours that works for the page, and what it says of it, line by line."""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any


class Companion:
    """A process of its own, which is listened to until it ends.

    Parameters
    ----------
    module : str
        The module that it runs.
    *arguments : str
        What it is given.

    Notes
    -----
    It may say something at once: what a kind of companion notes must be there before it is begun.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self._lock = threading.Lock()
        """Held while something that it says is noted."""
        self.step = "reading"
        self.ended: Mapping[str, Any] | None = None
        self._process = started(module, *arguments)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        """Take note of what it says, until it says no more."""
        with self._process as process:
            for line in process.stdout or ():
                with self._lock:
                    self._note(json.loads(line))
        with self._lock:
            self.ended = self.ended or {"ended": "died"}

    def _note(self, told: Mapping[str, Any]) -> None:
        self.step = told.get("step", self.step)
        if "ended" in told:
            self.ended = told

    @property
    def is_running(self) -> bool:
        """Whether it is at work."""
        return self.ended is None


def started(module: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a module in a process of its own, that no Ctrl-C reaches; on Windows without a window.

    Its input ends when we do.
    """
    return subprocess.Popen(  # noqa: S603 - our own program, and a file found by its key
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="ascii",
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
