"""The server: on this computer only, until somebody ends it."""

import asyncio
import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from matchmaker.web.ahead import read_ahead
from matchmaker.web.desk import Desk
from matchmaker.web.door import Door
from matchmaker.web.keys import HOST, Keys
from matchmaker.web.showing import page_of
from matchmaker.web.site import site
from matchmaker.workflow import Dossier

GRACE = 2
"""Seconds in which open answers come to their end."""


def serve(folder: Path, workbook: Path | None, tell: Callable[[str], None]) -> None:
    """Serve the page until somebody quits, or presses Ctrl-C (`KeyboardInterrupt`).

    Parameters
    ----------
    folder : Path
        The folder whose events are shown.
    workbook : Path or None
        The event that is shown first.
    tell : callable
        Is told the address, once there is somebody to answer.
    """
    with socket.create_server((HOST, 0)) as listening, _seldom_tidied():
        keys = Keys(listening.getsockname()[1])
        desk = Desk(folder, keys)
        first = page_of(Dossier(workbook), "lists") if workbook else "/"
        server = _Server(_config(Door(site(desk), keys, first)), lambda: tell(keys.address))
        desk.end = server.end
        read_ahead(desk, workbook)
        try:
            server.run([listening])
        finally:
            desk.close()


OBJECTS = 50_000
"""How many more there are before memory is looked through for what refers to itself alone."""


@contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Look through memory seldom: a large event stays there, and a page would wait for it."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS, 20, 20)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _config(door: Door) -> uvicorn.Config:
    """Serve plainly; nothing of what is asked for is logged."""
    return uvicorn.Config(
        door,
        access_log=False,
        log_config=None,
        log_level="critical",
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=GRACE,
    )


class _Server(uvicorn.Server):
    """A server that tells once it listens."""

    def __init__(self, config: uvicorn.Config, tell: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = tell

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen."""
        await super().startup(sockets)
        await asyncio.to_thread(self._tell)  # a browser may take its time to open

    def end(self) -> None:
        """End as soon as what is being answered is."""
        self.should_exit = True
