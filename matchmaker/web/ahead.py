"""What is asked for first is read ahead, while the browser starts."""

from contextlib import suppress
from pathlib import Path
from threading import Thread

from matchmaker.web.by_hand import board_of, editing_of
from matchmaker.web.desk import Desk
from matchmaker.web.look import sections_of
from matchmaker.web.speaking import spoken
from matchmaker.workflow import Dossier


def read_ahead(desk: Desk, workbook: Path | None) -> Thread:
    """Read an event, or the only one there is, and its newest plan; make the largest pages."""
    reading = Thread(target=_read, args=(desk, workbook), daemon=True)
    reading.start()
    return reading


def _read(desk: Desk, workbook: Path | None) -> None:
    with suppress(Exception):  # the page that needs it tries again, and says so
        events = (Dossier(workbook),) if workbook else desk.dossiers()
        if len(events) == 1:  # of several, nobody knows which is meant
            _look_at(desk, events[0])


def _look_at(desk: Desk, dossier: Dossier) -> None:
    desk.lists(dossier)
    made = desk.plan(dossier)
    if made is None:
        return
    say = spoken(made.event.language)
    sections_of(desk, dossier, made, say)
    board_of(desk, dossier, editing_of(desk, dossier), say).prepare()
