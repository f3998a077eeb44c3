"""The planner, a process of its own: `python -m matchmaker.web.planner MESSE.xlsx '{...}'`.

It says on its output, one line of JSON each, how far it is and what came of it. As soon as anything
is written to its input, or whoever started it is gone, it keeps the best plan so far: as at Ctrl-C.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, wait
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from matchmaker import workflow
from matchmaker.events import Event
from matchmaker.issues import Severity
from matchmaker.web.refusals import why_not_done
from matchmaker.web.wanted import Wanted
from matchmaker.workflow.apart import begin

WRITING = 0.2
"""Share of the time that is kept for writing the plan."""
REFRESH = 0.1
"""Seconds between two looks at the watch."""
Ended = Mapping[str, object]
Outcome = workflow.Planned | workflow.Unchanged | None


class Voice:
    """What the process says; several threads of the solver do."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def say(self, **told: object) -> None:
        """Say something, on a line."""
        with self._lock, suppress(BrokenPipeError):  # nobody listens any more
            print(json.dumps(told), flush=True)  # noqa: T201 - it is how the process is heard


class Planner:
    """One run, which can be asked to come to its end."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._watch: workflow.Watch | None = None
        self._has_plan = False

    def plan(self, workbook: Path, wanted: Wanted) -> Ended:
        """Plan an event; tell what came of it."""
        begun, dossier = time.monotonic(), workflow.Dossier(workbook)
        reading = dossier.lists().reading
        if reading.event is None:
            return {"ended": "errors"}
        neighbour = workflow.find_neighbour(reading.event, dossier.plans)
        if neighbour:
            kind = "published_elsewhere" if neighbour.is_same_event else "event_id_taken"
            return {"ended": kind, "folder": neighbour.folder.name}
        dossier.versions()
        if not {*wanted.absent, *wanted.present} <= reading.event.participant.keys():
            return {"ended": "unknown_people"}
        request = _request(wanted, reading.event)
        task = workflow.prepare(reading, workbook, dossier.plans, request)
        if not task.is_possible:
            return {"ended": "edits", "issues": _errors_of(task)}
        same = workflow.unchanged(task, dossier.plans)
        if same and not wanted.again:
            return {"ended": "unchanged", "version": same.name}
        workflow.get_ready(lambda _key: self._voice.say(step="preparing"))
        left = max(0.5, wanted.seconds * (1 - WRITING) - (time.monotonic() - begun))
        seed = 1 + (len(dossier.versions()) if same else 0)
        watch = workflow.Watch(
            left, workers=os.cpu_count() or 1, seed=seed, report=self._tell_progress
        )
        self._watch = watch
        self._voice.say(step="searching", left=left)
        return _told(
            _watched(watch, lambda: workflow.plan(task, dossier.plans, watch, better_than=same))
        )

    def _tell_progress(self, progress: "workflow.Progress") -> None:
        self._has_plan = self._has_plan or progress.stage.has_plan
        self._voice.say(progress=asdict(progress), has_plan=self._has_plan)

    def heed(self) -> None:
        """Wait until somebody wants what is there; without a plan there is nothing to keep."""
        sys.stdin.buffer.readline()
        if self._watch is None or not self._has_plan:
            self._voice.say(ended="given_up")
            os._exit(0)  # the search still runs, and Python cannot end a thread of C++
        self._voice.say(step="stopping")
        self._watch.stop()


def _request(wanted: Wanted, event: Event) -> workflow.Request:
    """Say what is asked of the run besides the workbook."""
    since = workflow.moment_of(event) if wanted.is_from_now else None
    edited = Path(wanted.edited) if wanted.edited else None
    return workflow.Request(
        absent=wanted.absent, present=wanted.present, since=since, edited=edited
    )


def _errors_of(task: workflow.Task) -> list[tuple[str, str, Mapping[str, str]]]:
    """Tell what cannot stand: where, what, and what its sentence names."""
    return [
        (str(issue.place), issue.code, dict(issue.parameters))
        for issue in task.issues
        if issue.severity is Severity.ERROR
    ]


def _watched(watch: "workflow.Watch", work: Callable[[], Outcome]) -> Outcome:
    """Plan in a thread of its own, and end the search when its time is up."""
    outcome: Future[Outcome] = Future()
    begin(work, outcome)
    while not wait([outcome], REFRESH).done:
        if watch.is_over:
            watch.end_search()
    return outcome.result()


def _told(planned: Outcome) -> Ended:
    match planned:
        case None:
            return {"ended": "nobody_meets"}
        case workflow.Unchanged():
            return {"ended": "nothing_better", "version": planned.version.name}
        case workflow.Planned():
            return {"ended": "planned", "version": planned.path.name}


def _why(error: Exception) -> Ended:
    """Tell why there is no plan: the key of a sentence, and what it names."""
    _, (key, parameters) = why_not_done(error)
    return {"ended": "refused", "key": key, "parameters": parameters}


def main(workbook: str, wanted: str) -> NoReturn:
    """Plan, and end at once, whatever the solver still does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    voice = Voice()
    run = Planner(voice)
    threading.Thread(target=run.heed, daemon=True).start()
    try:
        ended = run.plan(Path(workbook), Wanted.read(wanted))
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        ended = _why(error)
    voice.say(**ended)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
