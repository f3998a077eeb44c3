"""What suggests, a process of its own: `python -m matchmaker.web.suggester FAIR.xlsx ...`.

It says on its output, one line of JSON each, what it is at, and what came of it. It ends as soon as
whoever started it is gone.
"""

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from matchmaker import workflow
from matchmaker.web.planner import Voice
from matchmaker.web.refusals import why_not_done

EACH = 3
"""Suggestions for a person at most, as with the command."""


def suggested(workbook: Path, fingerprint: str, voice: Voice) -> Mapping[str, object]:
    """Suggest who might want to meet whom; tell what came of it."""
    dossier = workflow.Dossier(workbook)
    reading = dossier.lists().reading
    if reading.event is None or dossier.fingerprint != fingerprint:
        return {"ended": "saved_meanwhile"}  # it was sound when we were started
    found = workflow.suggest(reading.event, reading.terms, EACH, lambda step: voice.say(step=step))
    return {"ended": "suggested", "suggested": found.told()}


def _heed() -> None:
    """Wait until whoever started us is gone, or wants nothing more."""
    sys.stdin.buffer.readline()
    os._exit(0)


def main(workbook: str, fingerprint: str) -> NoReturn:
    """Suggest, and end at once."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started us
    voice = Voice()
    threading.Thread(target=_heed, daemon=True).start()
    try:
        ended = suggested(Path(workbook), fingerprint, voice)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        _, (key, parameters) = why_not_done(error)
        ended = {"ended": "refused", "key": key, "parameters": parameters}
    voice.say(**ended)
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
