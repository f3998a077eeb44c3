"""What `start-end` may mean, by clocks of twelve and of twenty-four hours."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

from matchmaker.io.reading.tokens import EARLY, Spoken
from matchmaker.io.reading.values import MIDNIGHT_MINUTES, runs_overnight

NOON_HOUR, NOON_MINUTES = 12, 12 * 60


def clock(minutes: int) -> time:
    """Show minutes since midnight as clocks do."""
    return time(*divmod(minutes % MIDNIGHT_MINUTES, 60))


def is_sensible(start: int, end: int) -> bool:
    """Whether a stretch is of one day, or of one night."""
    return start < end or runs_overnight(clock(start), clock(end))


def readings_of(start: Spoken, end: Spoken) -> Iterator[tuple[int, int]]:
    """Tell what `start-end` may mean, in minutes; a half that is said counts for both sides."""
    if end.half and start.is_of_12:
        yield from _with_half_of_the_end(start, end)
    elif start.half and not end.half and end.is_of_12 and not end.is_exact:
        yield start.minutes, _next(start.minutes, end)
    elif start.half or end.half:
        yield start.minutes, _late(end)
    else:
        yield from _of_24_hours(start, end)


def _late(end: Spoken) -> int:
    """Take midnight as the end of a day."""
    return end.minutes or MIDNIGHT_MINUTES


def _with_half_of_the_end(start: Spoken, end: Spoken) -> Iterator[tuple[int, int]]:
    """Give the start the half of the end, unless that puts the end first.

    Many write `9-12am` and mean noon, or `5-12pm` and mean midnight; only the hour before is read.
    """
    same = replace(start, half=end.half).minutes
    if same < end.minutes:
        yield same, end.minutes
        return
    yield replace(start, half="p" if end.half == "a" else "a").minutes, _late(end)
    if end.hour == NOON_HOUR and start.hour != NOON_HOUR - 1:
        if end.half == "a":
            yield same, NOON_MINUTES
        elif start.hour <= EARLY:
            yield same, MIDNIGHT_MINUTES


def _next(start: int, end: Spoken) -> int:
    """Take the next time that a clock of twelve hours shows this."""
    least = 60 * (end.hour % NOON_HOUR) + end.minute
    return next(at for at in range(least, 3 * MIDNIGHT_MINUTES, NOON_MINUTES) if at > start)


def _of_24_hours(start: Spoken, end: Spoken) -> Iterator[tuple[int, int]]:
    """Take both as they stand; where small hours are written, perhaps those of the afternoon."""
    at, to = start.minutes, _late(end)
    yield at, to
    if not start.may_be_later:
        if to <= at < to + NOON_MINUTES and end.may_be_later:
            yield at, to + NOON_MINUTES
        return
    later = to + NOON_MINUTES if end.is_of_12 and end.hour < NOON_HOUR and not end.is_exact else to
    if at + NOON_MINUTES < later <= MIDNIGHT_MINUTES:
        yield at + NOON_MINUTES, later
