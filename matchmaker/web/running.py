"""A run of the planner, as the page follows it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matchmaker.web.wanted import Wanted

MOST_DOTS = 400
"""How many points the curve has at most; then every second one is left out."""
POINTS, CHOOSING = "points", "select"
"""The aim that is drawn, and the stage whose values are of no plan yet."""
PATIENCE = 60.0
"""Seconds that a run gets to write what it has when the page ends."""


class Run:
    """One run of the planner.

    Parameters
    ----------
    workbook : Path
        The event.
    wanted : Wanted
        What is wanted of it.
    """

    def __init__(self, workbook: Path, wanted: Wanted) -> None:
        self._begun = time.monotonic()
        self._lock = threading.Lock()
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._bound: int | None = None
        self._curve: list[tuple[float, int, int | None]] = []
        self._left: tuple[float, float] | None = None
        self.step = "reading"
        self.has_plan = False
        self.ended: Mapping[str, Any] | None = None
        self._process = started("matchmaker.web.planner", str(workbook.resolve()), wanted.written())
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        """Take note of what the planner says, until it says no more."""
        with self._process as planner:
            for line in planner.stdout or ():
                with self._lock:
                    self._note(json.loads(line))
        with self._lock:
            self.ended = self.ended or {"ended": "died"}

    def _note(self, told: Mapping[str, Any]) -> None:
        self.has_plan = told.get("has_plan", self.has_plan)
        self.step = told.get("step", self.step)
        if "left" in told:
            self._left = (told["left"], time.monotonic())
        if "progress" in told:
            self._note_progress(told["progress"])
        if "ended" in told:
            self.ended = told

    def _note_progress(self, progress: Mapping[str, Any]) -> None:
        """Take note of something new of an aim; what it leaves open is as it was in this stage."""
        known = self._rows.get(progress["aim"])
        if known is None or known["stage"] != progress["stage"]:
            known = progress
        row = {
            name: known[name] if progress[name] is None else progress[name]
            for name in ("stage", "aim", "value", "bound")
        }
        self._rows[progress["aim"]] = row
        if row["aim"] == POINTS:
            self._draw(row)

    def _draw(self, row: Mapping[str, Any]) -> None:
        """Add a dot to the curve: what a plan has, and the least that no plan exceeds.

        Who meets whom is chosen before it is known whether there is a time for it: that is no plan.
        """
        bounds = (self._bound, row["bound"])
        self._bound = min((bound for bound in bounds if bound is not None), default=None)
        is_plan = row["stage"] != CHOOSING and row["value"] is not None
        value = row["value"] if is_plan else self._curve[-1][1] if self._curve else None
        if value is None:
            return
        at = round(time.monotonic() - self._begun, 2)
        self._curve.append((at, value, self._bound))
        if len(self._curve) > MOST_DOTS:
            self._curve = [*self._curve[:-1:2], self._curve[-1]]

    @property
    def left(self) -> int | None:
        """Seconds left; None before the search has begun."""
        if self._left is None:
            return None
        seconds, since = self._left
        return max(0, round(seconds - (time.monotonic() - since)))

    @property
    def is_running(self) -> bool:
        """Whether it is under way."""
        return self.ended is None

    def seen(self) -> dict[str, Any]:
        """Tell how it stands."""
        with self._lock:
            return {
                "step": self.step,
                "left": self.left,
                "has_plan": self.has_plan,
                "rows": list(self._rows.values()),
                "curve": list(self._curve),
                "is_over": not self.is_running,
            }

    def stop(self) -> None:
        """Take what is there: the planner keeps its best plan, as at Ctrl-C."""
        pipe = self._process.stdin
        if self.is_running and pipe and not pipe.closed:
            self.step = "stopping"
            pipe.close()

    def close(self) -> None:
        """Take what is there, and wait until it is written."""
        self.stop()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._listener.join(1)


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
