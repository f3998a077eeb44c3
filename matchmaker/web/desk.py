"""What the page has before it: the events of one folder, what was read of them, work under way."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event as Signal
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from starlette.requests import Request

from matchmaker.record import Plan
from matchmaker.web.job import Job
from matchmaker.web.keys import Keys
from matchmaker.web.refusals import NotHere
from matchmaker.web.running import Run
from matchmaker.web.suggesting import Suggesting
from matchmaker.workflow import Begun, Dossier, Lists, Writing, dossiers_in

if TYPE_CHECKING:
    from matchmaker.accounts import MailAccount
    from matchmaker.paper import Paper

Result = TypeVar("Result")
Labour = TypeVar("Labour", Run, Job)
Cached = tuple[str, object]


class Desk:
    """The desk of one start of the page.

    Parameters
    ----------
    folder : Path
        The folder whose events are shown.
    keys : Keys
        The secrets of this start.
    """

    def __init__(self, folder: Path, keys: Keys) -> None:
        self.folder = folder
        self.keys = keys
        self.end: Callable[[], None] = lambda: None
        """Ends the server."""
        self.is_closing = Signal()
        self.runs: dict[str, Run] = {}
        self.jobs: dict[str, Job] = {}
        self.marks: dict[str, dict[str, bool]] = {}
        """Of each event, who was marked absent (or not, after all) and is still to be planned."""
        self.begun: dict[str, Begun] = {}
        """Of each event that was made of exports, what came in."""
        self.corrections: dict[str, list[Writing]] = {}
        """Of each event, what was written into its workbook, the last one last."""
        self.accounts: dict[str, MailAccount] = {}
        """Of each event, the account that a test mail went through; a password is never kept."""
        self.ticked: dict[tuple[str, str], set[str]] = {}
        """Of each version of an event, who was told by word of mouth."""
        self.papers: dict[str, Paper] = {}
        """Of each event, what it was printed on last."""
        self.suggesting: dict[str, Suggesting] = {}
        """Of each event, the suggestions that were asked for last."""
        self._running = Lock()
        self._suggesting = Lock()
        self._places: list[TemporaryDirectory[str]] = []
        self._cache: dict[tuple[str, str], Cached] = {}
        self._locks: dict[tuple[str, str], Lock] = {}

    def close(self) -> None:
        """Let what is under way come to its end."""
        self.is_closing.set()
        for job in self.jobs.values():
            job.stop()
        for run in self.runs.values():
            run.close()
        for job in self.jobs.values():
            job.close()
        for suggesting in self.suggesting.values():
            suggesting.close()
        for place in self._places:
            place.cleanup()

    def run(self, key: str, start: Callable[[], Run]) -> None:
        """Start a run of the planner for an event, unless one is under way."""
        self._begin(self.runs, key, start)

    def begin(self, key: str, start: Callable[[], Job]) -> None:
        """Begin a work for an event, unless one is under way."""
        self._begin(self.jobs, key, start)

    def _begin(self, begun: dict[str, Labour], key: str, start: Callable[[], Labour]) -> None:
        with self._running:
            known = begun.get(key)
            if known is None or not known.is_running:
                begun[key] = start()

    def suggest(
        self, dossier: Dossier, start: Callable[[], Suggesting | None]
    ) -> Suggesting | None:
        """Make suggestions for an event as it stands, once; None if none can be made."""
        with self._suggesting:
            known = self.suggesting.get(dossier.key)
            if known and known.is_of(dossier):
                return known
            self._forget_suggestions(dossier.key)
            begun = start()
            if begun:
                self.suggesting[dossier.key] = begun
            return begun

    def forget_suggestions(self, key: str) -> None:
        """Let them be made anew when somebody asks for them again."""
        with self._suggesting:
            self._forget_suggestions(key)

    def _forget_suggestions(self, key: str) -> None:
        known = self.suggesting.pop(key, None)
        if known:
            known.close()

    def lay_down(self, name: str, content: bytes) -> Path:
        """Keep a file that is handed in until the page ends, under a name of ours."""
        path = self.place(name)
        path.write_bytes(content)
        return path

    def place(self, name: str) -> Path:
        """Make room for a file that is kept until the page ends."""
        place = TemporaryDirectory(prefix="matchmaker-", ignore_cleanup_errors=True)
        self._places.append(place)
        return Path(place.name) / name

    def dossiers(self) -> tuple[Dossier, ...]:
        """List the events."""
        return dossiers_in(self.folder)

    def find(self, key: str) -> Dossier:
        """Find an event by its key; raises `NotHere`."""
        for dossier in self.dossiers():
            if dossier.key == key:
                return dossier
        raise NotHere

    def lists(self, dossier: Dossier) -> Lists:
        """Read an event, once for as long as its workbook is not saved again."""
        return self.kept("lists", dossier.key, dossier.fingerprint, dossier.lists)

    def plan(self, dossier: Dossier, name: str | None = None) -> Plan | None:
        """Read a plan, the newest unless one is named, once: a version never changes."""
        version = dossier.version(name)
        if version is None:
            return None
        stamp = f"{version.path.resolve()} {(version.path / 'plan.json').stat().st_mtime_ns}"
        return self.kept("plan", f"{dossier.key} {version.name}", stamp, version.plan)

    def kept(self, what: str, key: str, stamp: str, make: Callable[[], Result]) -> Result:
        """Make something once for as long as the stamp is the same; others wait for it."""
        place = (what, key)
        with self._locks.setdefault(place, Lock()):
            known = self._cache.get(place)
            if known is None or known[0] != stamp:
                known = self._cache[place] = (stamp, make())
        return known[1]  # type: ignore[return-value]  # what was made for this place


def desk_of(request: Request) -> Desk:
    """Get the desk that a request is about."""
    desk: Desk = request.app.state.desk
    return desk


def dossier_of(request: Request) -> Dossier:
    """Find the event that the address names by its key."""
    return desk_of(request).find(request.path_params["key"])
