"""Who must meet: noted in the event, or what stands between them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace

from matchmaker.events import Event, Pair, Status
from matchmaker.explain import Reason
from matchmaker.whereabouts import id_and_name
from matchmaker.wishes import obstacles_of


@dataclass(frozen=True)
class Apart:
    """Two people who must meet and cannot.

    Parameters
    ----------
    pair : Pair
        Their ids.
    key : str
        The sentence that says why.
    parameters : mapping of str to str
        What it names.
    """

    pair: Pair
    key: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def with_forced(event: Event, forced: Collection[Pair]) -> Event:
    """Note who must meet; whoever cannot, whatever anybody does, need not."""
    if not forced:
        return event
    lost = {one.pair for one in apart(event, forced)}
    return replace(event, forced=tuple(sorted({*forced} - lost)))


def apart(event: Event, forced: Collection[Pair]) -> Iterator[Apart]:
    """Find those of the pairs that cannot meet, and why."""
    wanted = _wanted(event, forced)
    for pair in forced:
        if not {*pair} <= event.participant.keys():
            yield Apart(pair, "force.unknown")
        elif not _met_already(event, pair):
            yield from _between(event, pair, wanted)


def _met_already(event: Event, pair: Pair) -> bool:
    return any(pin.pair == pair and event.is_over(pin.slot) for pin in event.pins)


def _wanted(event: Event, forced: Collection[Pair]) -> Counter[str]:
    """Count with how many people everyone must meet: forced and fixed."""
    fixed = {pin.pair for pin in event.pins}
    return Counter(person for pair in fixed.union(forced) for person in pair)


def _between(event: Event, pair: Pair, wanted: Mapping[str, int]) -> Iterator[Apart]:
    """Give the first thing that stands between two people."""
    one, other = pair
    people = {"source": id_and_name(one, event), "target": id_and_name(other, event)}
    gone = [p for p in pair if event.participant[p].status is not Status.REGISTERED]
    obstacles = obstacles_of(event).between(pair)
    full = next((p for p in pair if _is_too_much(event, p, wanted[p])), None)
    if gone:
        yield Apart(pair, "force.gone", {"person": id_and_name(gone[0], event)})
    elif obstacles:
        yield Apart(pair, f"force.{obstacles[0]}", people)
    elif not event.shared_slots(pair):
        yield Apart(pair, f"reason.{Reason.NO_COMMON_SLOT}", people)
    elif not event.usable_slots(pair):
        said = Reason.NO_TABLE_FOR_THEM.sentence(online=event.is_online(pair))
        yield Apart(pair, said, people)
    elif full:
        limits = {"wanted": str(wanted[full]), "limit": str(_limit(event, full))}
        yield Apart(pair, "force.too_many", {"person": id_and_name(full, event), **limits})


def _is_too_much(event: Event, person: str, wanted: int) -> bool:
    return wanted > _limit(event, person)


def _limit(event: Event, person: str) -> int:
    """How many meetings somebody can have: by their maximum and their times."""
    limit = event.limit_of(person)
    times = len(event.free_slots[person]) + event.had(person, event.slots)
    return times if limit is None else min(limit, times)
