"""Why two people do not meet, and what it would cost; or when they do: one paragraph."""

from collections.abc import Iterator

from matchmaker.events import Event, Interest, Status, pair_of
from matchmaker.explain import Unmet
from matchmaker.io.telling.people import UnmetRow
from matchmaker.io.telling.report import Report
from matchmaker.record import Plan
from matchmaker.schedule import Meeting
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name, name_in, when_and_where
from matchmaker.wishes import targets


def why(plan: Plan, source: str, target: str, words: Words) -> str:
    """Say when and where two people meet; or why they do not, and what it would cost.

    Parameters
    ----------
    plan : Plan
        The plan.
    source, target : str
        Their ids; whose wish comes first does not matter.
    words : Words
        The language.
    """
    return " ".join(_sentences(plan, source, target, words))


def unmet_between(plan: Plan, source: str, target: str) -> tuple[Unmet, ...]:
    """Give the unmet wishes that a meeting of the two would meet, those of the first one first."""
    found = [one for one in plan.unmet if _speaks_of(one.interest, source, target, plan.event)]
    return tuple(sorted(found, key=lambda one: one.interest.source != source))


def _speaks_of(wish: Interest, source: str, target: str, event: Event) -> bool:
    other = target if wish.source == source else source
    if wish.source not in {source, target}:
        return False
    return other == wish.target or (wish.target_is_organisation and other in targets(event, wish))


def _sentences(plan: Plan, source: str, target: str, words: Words) -> Iterator[str]:
    event = plan.event
    meeting = plan.schedule.by_pair.get(pair_of(source, target))
    people = {"one": id_and_name(source, event), "other": id_and_name(target, event)}
    if meeting:
        yield _met(meeting, people, event, words)
        return
    yield words("why.apart", **people)
    gone = [p for p in (source, target) if event.participant[p].status is not Status.REGISTERED]
    yield from (words("why.not_there", person=name_in(event, person)) for person in gone)
    unmet = unmet_between(plan, source, target)
    report = Report(plan, words)
    for one in unmet:
        yield from _of_wish(UnmetRow(report, one), words)
    if not unmet and not gone:
        yield from _without_unmet(plan, source, target, words)


def _met(meeting: Meeting, people: dict[str, str], event: Event, words: Words) -> str:
    when = when_and_where(meeting, event, words)
    return words("why.locked" if meeting.locked else "why.met", when=when, **people)


def _of_wish(row: UnmetRow, words: Words) -> Iterator[str]:
    """Tell who wished whom how much, why that is unmet, and its price."""
    yield words("why.wished", source=row.source.name, target=row.target_name, level=row.level)
    yield row.reason
    if row.price:
        yield row.price
    elif not row.unmet.reason.is_final:
        yield words("why.no_price")


def _without_unmet(plan: Plan, source: str, target: str, words: Words) -> Iterator[str]:
    """Tell of wishes that somebody else meets already; or that nobody wished."""
    event = plan.event
    elsewhere = [wish for wish in plan.met if _speaks_of(wish, source, target, event)]
    for wish in elsewhere:
        yield words("why.elsewhere", source=name_in(event, wish.source), target=wish.target)
    if not elsewhere:
        yield words("why.unwished")
