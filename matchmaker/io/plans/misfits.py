"""Fields of a plan whose values are of their kind, but mean nothing in it: nobody wrote it so.

Of the event itself only what it does not refuse on its own.
"""

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from matchmaker.events import Event, Interest, Pair
from matchmaker.explain import Unmet
from matchmaker.io.reading.branding import colour_of
from matchmaker.io.reading.values import is_link
from matchmaker.priced import Cost, Instead
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import languages


def misfits(plan: Plan) -> Iterator[str]:
    """Name them: `meetings[3].start`.

    Who was deleted by hand is not looked at: they may have left since, and meet nobody.
    """
    event = plan.event
    if not _is_plain(plan.source.name):
        yield "input.file"
    if event.colour and colour_of(event.colour) != event.colour:
        yield "event.colour"
    yield from _in_words(event)
    meetings, ends = plan.schedule.meetings, {slot.start: slot.end for slot in event.slots}
    for number, meeting in enumerate(meetings):
        yield from (f"meetings[{number}].{field}" for field in _in_meeting(meeting, event, ends))
    yield from _repeated([m.participants for m in meetings], "meetings", "participants")
    for number, unmet in enumerate(plan.unmet):
        yield from (f"unmet[{number}].{field}" for field in _in_wish(unmet.interest, event))
        yield from (f"unmet[{number}].{field}" for field in _in_price(unmet, plan))
    for number, change in enumerate(plan.changes):
        if not {*change.people, *filter(None, [change.who])} <= event.participant.keys():
            yield f"changes[{number}].participants"
    yield from _unknown(plan.options.absent, event.participant, "options.absences")
    yield from _in_forced(plan.options.forced, event)
    yield from _unknown(plan.difference.carried, event.participant, "carried")
    for number, person in enumerate(plan.keys):
        if person not in event.participant:
            yield f"keys[{number}].participant"
    yield from _repeated([key.person for key in plan.keys.values()], "keys", "person")


def _in_forced(forced: Sequence[Pair], event: Event) -> Iterator[str]:
    for number, (one, other) in enumerate(forced):
        if not (one < other and {one, other} <= event.participant.keys()):
            yield f"options.forced[{number}]"


def _is_plain(name: str) -> bool:
    """Whether a text can be the name of a file, and is no way to another folder."""
    return "\0" not in name and name not in {".", ".."} and Path(name).name == name


def _in_words(event: Event) -> Iterator[str]:
    for number, person in enumerate(event.participants):
        if person.agenda_language and person.agenda_language not in languages():
            yield f"event.participants[{number}].agenda_language"
        if person.link and not is_link(person.link):
            yield f"event.participants[{number}].link"
    for number, table in enumerate(event.tables):
        if table.link and not is_link(table.link):
            yield f"event.tables[{number}].link"


def _in_meeting(meeting: Meeting, event: Event, ends: Mapping[datetime, datetime]) -> Iterator[str]:
    one, other = meeting.participants
    if not (one < other and {one, other} <= event.participant.keys()):
        yield "participants"
    end = ends.get(meeting.slot.start)
    if end != meeting.slot.end:
        yield "start" if end is None else "end"
    if meeting.table is not None and meeting.table not in event.table:
        yield "table"


def _in_wish(wish: Interest, event: Event) -> Iterator[str]:
    if wish.source not in event.participant:
        yield "source"
    if not wish.target_is_organisation and wish.target not in event.participant:
        yield "target"


def _in_price(unmet: Unmet, plan: Plan) -> Iterator[str]:
    """Find a price that nobody could name, and an example that is no plan beside this one."""
    price, instead = unmet.price, unmet.instead
    if price is None:
        yield from ["instead"] if instead else []
        return
    aims = [aim.name for aim in plan.aims if aim.name in price]
    if unmet.reason.is_final or not aims or aims != list(price):
        yield "price"
    if instead and not _is_an_exchange(instead, plan):
        yield "instead"
    for aim, cost in price.items():
        is_last = aim == list(price)[-1]
        if (cost.at_most is None) is not (instead is None):
            yield f"price[{aim}].at_most"
        elif cost.at_most is not None and not _is_in_order(cost, is_last=is_last):
            yield f"price[{aim}].at_least"


def _is_in_order(cost: Cost, *, is_last: bool) -> bool:
    """Whether a bound is none too high; all aims but the last are known to the unit."""
    return cost.is_exact or (is_last and cost.at_most is not None and cost.at_least < cost.at_most)


def _is_an_exchange(instead: Instead, plan: Plan) -> bool:
    """Whether only meetings of the plan are lost, and only others won."""
    met, won = plan.schedule.pairs, set(instead.won)
    people = plan.event.participant.keys()
    return (
        met.issuperset(instead.lost)
        and met.isdisjoint(won)
        and all(one < other and {one, other} <= people for one, other in won)
    )


def _repeated(names: Sequence[Hashable], where: str, field: str) -> Iterator[str]:
    """Find what must be there once and is there again."""
    if len(set(names)) < len(names):
        yield from (
            f"{where}[{number}].{field}"
            for number, name in enumerate(names)
            if name in names[:number]
        )


def _unknown(people: Sequence[str], known: Collection[str], field: str) -> Iterator[str]:
    yield from (f"{field}[{number}]" for number, one in enumerate(people) if one not in known)
