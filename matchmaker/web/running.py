"""A run of the planner, as the page follows it."""

import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from matchmaker.web.companion import Companion
from matchmaker.web.wanted import Wanted

MOST_DOTS = 400
"""How many points the curve has at most; then every second one is left out."""
POINTS, CHOOSING = "points", "select"
"""The aim that is drawn, and the stage whose values are of no plan yet."""
PATIENCE = 60.0
"""Seconds that a run gets to write what it has when the page ends."""


class Run(Companion):
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
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._bound: int | None = None
        self._curve: list[tuple[float, int, int | None]] = []
        self._left: tuple[float, float] | None = None
        self.has_plan = False
        super().__init__("matchmaker.web.planner", str(workbook.resolve()), wanted.written())

    def _note(self, told: Mapping[str, Any]) -> None:
        self.has_plan = told.get("has_plan", self.has_plan)
        if "left" in told:
            self._left = (told["left"], time.monotonic())
        if "progress" in told:
            self._note_progress(told["progress"])
        super()._note(told)  # last: once it has ended, all else of it is known

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
