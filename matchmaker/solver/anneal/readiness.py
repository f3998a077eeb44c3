"""Machine code made before time counts, and a word on it where that takes seconds."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import numpy as np
from numba.core.event import Event as Compiling
from numba.core.event import Listener, install_listener

from matchmaker.events import Event, Interest, Organisation, Participant, Rules, Slot, Table
from matchmaker.solver.anneal.board import make_board
from matchmaker.solver.anneal.chains import PLACING
from matchmaker.solver.anneal.machine import is_kept
from matchmaker.solver.anneal.moves import put_down, try_some
from matchmaker.solver.anneal.swaps import make_hall, swap_some
from matchmaker.solver.model.candidates import Candidates, candidates


def get_ready(tell: Callable[[str], None]) -> None:
    """Compile whatever is compiled, by calling it for next to nothing.

    Parameters
    ----------
    tell : callable
        Told if it is compiled indeed: `preparing` where what comes out is kept for the next time,
        `preparing_each_time` where no folder can be written to that would keep it. Where machine
        code of an earlier time is there, loading it takes no time worth a word.
    """
    with install_listener("numba:compile", _Once(tell)):
        random = np.random.default_rng(0)
        permitted = _smallest()
        ways = {candidate.pair: candidate.ways[0] for candidate in permitted.all}
        board = make_board(permitted, ways, {}, PLACING.costs)
        state = board.empty()
        put_down(board.frame, state, board.numbers_of({}), board.kinds_of({}))
        try_some(board.frame, state, random, PLACING.hot, 0)
        event, pair = permitted.event, permitted.all[0].pair
        hall = make_hall({pair: "T"}, {pair: event.slots[0]}, {pair: event.tables})
        swap_some(hall.layout, hall.state, random, PLACING.hot, 0)


class _Once(Listener):
    """Tells of the first function that is compiled."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        self._tell = tell
        self._has_told = False

    def on_start(self, _event: Compiling) -> None:
        if not self._has_told:
            self._has_told = True
            self._tell("preparing" if is_kept() else "preparing_each_time")

    def on_end(self, _event: Compiling) -> None:
        """Nothing is to be said then."""


def _smallest() -> Candidates:
    """Make up two people who may meet."""
    start = datetime(2027, 6, 17, 9, tzinfo=UTC)
    event = Event(
        name="",
        event_id="",
        time_zone="UTC",
        slots=(Slot(start, start + timedelta(minutes=20)),),
        participants=tuple(Participant(id=i, last_name=i, organisation=i) for i in "AB"),
        organisations=tuple(Organisation(name=name) for name in "AB"),
        tables=(Table(name="T"),),
        interests=(Interest(source="A", target="B"),),
        rules=Rules(),
    )
    return candidates(event)
