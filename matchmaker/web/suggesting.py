"""Suggestions under way or made, for the workbook as it stands, and which of them were taken."""

import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from matchmaker.events import Event
from matchmaker.suggesting.suggestions import Suggestion
from matchmaker.web.companion import Companion
from matchmaker.web.handles import Handles
from matchmaker.workflow import Dossier, Suggested, Writing


class Suggesting(Companion):
    """The suggestions for an event.

    Parameters
    ----------
    workbook : Path
        The event.
    event : Event
        The same, as it was read.
    fingerprint : str
        Its fingerprint then.
    """

    def __init__(self, workbook: Path, event: Event, fingerprint: str) -> None:
        self.event = event
        self.fingerprint = fingerprint
        """That of the workbook as we know it: what was taken here changes it."""
        self.lock = threading.Lock()
        """Held by whoever changes the workbook."""
        self.taken: dict[str, Writing] = {}
        """What was taken here, by its handle, and where it is written."""
        super().__init__("matchmaker.web.suggester", str(workbook.resolve()), fingerprint)

    @cached_property
    def suggested(self) -> Suggested | None:
        """What came of it; None: nothing, for a reason. Ask when it is not running any more."""
        told = (self.ended or {}).get("suggested")
        return Suggested.heard(told) if told else None

    @cached_property
    def by_handle(self) -> Mapping[str, Suggestion]:
        """Each suggestion, by what it is chosen by."""
        handles, found = Handles(self.event), self.suggested
        every = found.suggestions if found else ()
        return {handles.of_pair((one.source, one.target)): one for one in every}

    def is_of(self, dossier: Dossier) -> bool:
        """Whether they are of the event as it stands: nobody but we changed it since."""
        with self.lock:
            return self.fingerprint == dossier.fingerprint

    def close(self) -> None:
        """End it, wherever it is: nothing is written."""
        self._process.kill()
        self._listener.join()
