"""The watch: what is long to go through ends when it is over."""

import pytest

from matchmaker.solver import Watch
from matchmaker.solver.watch import OFTEN, OutOfTimeError


def test_everything_is_gone_through_while_there_is_time():
    assert list(Watch(20).through(range(3 * OFTEN))) == list(range(3 * OFTEN))


@pytest.mark.parametrize("seconds", [0, 1000])
def test_nothing_is_begun_when_the_watch_is_over(seconds):
    watch = Watch(seconds)
    watch.stop()

    with pytest.raises(OutOfTimeError):
        next(watch.through([1]))


def test_stop_is_heard_while_something_is_gone_through():
    watch = Watch(1000)
    seen = []

    def see(thing: int) -> None:
        seen.append(thing)
        if thing == OFTEN // 2:
            watch.stop()

    with pytest.raises(OutOfTimeError):
        all(see(thing) is None for thing in watch.through(range(10 * OFTEN)))

    assert seen == list(range(OFTEN))
