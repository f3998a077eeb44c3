"""The aims of a schedule changed by hand: counted anew, and bounded by what still holds."""

from collections.abc import Iterable, Mapping

from matchmaker.aims import Aim, AimName, Given
from matchmaker.events import Event
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver.model.candidates import candidates


def recount(
    event: Event, schedule: Schedule, known: Iterable[Aim], same: Iterable[Given] = ()
) -> tuple[Aim, ...]:
    """Count every aim of a schedule, with the bounds of another one where these hold for it.

    Parameters
    ----------
    event : Event
        What the schedule is of.
    schedule : Schedule
        The schedule.
    known : iterable of Aim
        The aims of another schedule of this event, or of the event with less asked of a schedule.
    same : iterable of Given
        What of that schedule is the same in this one.

    Notes
    -----
    A bound takes some aims as given, at the values of its own schedule. Where this one reaches as
    much of each of them, there are only fewer schedules to compare with, so it holds. Otherwise it
    says nothing, and a bound is told that needs no search.
    """
    values, permitted = score(event, schedule), candidates(event)
    before = {aim.name: aim for aim in known}
    shared = frozenset(same)

    def counted(name: AimName) -> Aim:
        aim = before.get(name)
        if aim and all(_is_given(one, before, values, shared) for one in aim.given):
            return Aim(name, values[name], aim.bound, aim.seconds, aim.given)
        return Aim(name, values[name], permitted.limit(name), 0.0)

    return tuple(counted(name) for name in AimName if name in values)


def _is_given(
    one: AimName | Given,
    before: Mapping[AimName, Aim],
    values: Mapping[AimName, int],
    same: frozenset[Given],
) -> bool:
    """Whether what a bound takes as given is so here."""
    if isinstance(one, Given):
        return one in same
    if one not in before or one not in values:
        return False
    gain = values[one] - before[one].value
    return gain >= 0 if one.is_maximised else gain <= 0
