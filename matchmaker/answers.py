"""What an organiser asks of a plan, answered in a few sentences."""

from collections.abc import Collection, Iterator, Mapping
from itertools import islice
from math import floor

from matchmaker.aims import AimName, Given
from matchmaker.events import Event
from matchmaker.figures import count, number
from matchmaker.fulfilment import Fulfilment
from matchmaker.record import Plan
from matchmaker.score import shortfalls
from matchmaker.text import Words
from matchmaker.whereabouts import name_in

MOST_REASONS, MOST_NAMES = 3, 5
"""How many reasons and names a sentence holds; of others it says how many there are."""
LATER = frozenset(
    (
        AimName.MOVES,
        AimName.EVENNESS,
        AimName.BREAKS,
        AimName.WAITING,
        AimName.AREA_CHANGES,
        AimName.TABLE_CHANGES,
    )
)
"""The aims that do not change how many musts, meetings and points there are."""


def answers(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say what came of the wishes, who has few meetings, and how good the plan is."""
    return (headline(plan, words), *_of_people(plan, words), *_of_quality(plan, words))


def headline(plan: Plan, words: Words) -> str:
    """Say in one sentence how many meetings there are, and what came of the wishes."""
    meetings = count("meetings", len(plan.schedule.meetings), words)
    return words("answer.headline", meetings=meetings, wishes=_of_wishes(plan.fulfilment, words))


def _of_wishes(told: Fulfilment, words: Words) -> str:
    """Say what share of the wishes is met: of those that can be, and of all."""
    if not told.all:
        return words("answer.wishes.no")
    how = "some" if told.met < told.possible else "all" if told.possible else "none"
    which = "possible" if told.impossible else "of_all"
    return words(
        f"answer.wishes.{how}_{which}",
        met=number(told.met, words),
        all=number(told.all, words),
        share=number(told.share_of_possible, words, digits=1),
        share_of_all=number(told.share, words, digits=1),
        reasons=reasons_line(told, words),
    )


def reasons_line(told: Fulfilment, words: Words) -> str:
    """Say why wishes cannot be met: `61 were declined, 2 are for ...`; the most frequent first."""
    reasons = list(told.impossible.items())
    lines = [count(f"impossible.{reason}", n, words) for reason, n in reasons[:MOST_REASONS]]
    others = sum(n for _, n in reasons[MOST_REASONS:])
    return ", ".join([*lines, *([count("impossible.other", others, words)] if others else [])])


def _of_people(plan: Plan, words: Words) -> Iterator[str]:
    """Say who has the fewest meetings, and who else has fewer than they should."""
    had = _meetings_of_people(plan)
    if not had:
        return
    fewest = min(had.values())
    last = [person for person, meetings in had.items() if meetings == fewest]
    how = "everybody" if len(last) == len(had) else "nobody_less" if fewest else "without"
    if how == "nobody_less" and any(_has_all_they_may(plan.event, p, fewest) for p in last):
        last = [p for p in last if not _has_all_they_may(plan.event, p, fewest)]
        how = "nobody_less_of_others" if last else "nobody_less_at_all"
    yield words(
        f"answer.fewest.{how}",
        least=number(fewest, words),
        limit=number(fewest + 1, words),
        meetings=count("meetings", fewest, words),
        people=count("people_have", len(last), words),
        names=_names(last, plan, words),
    )
    short = {plan.event.person_of[person] for person in shortfalls(plan.event, plan.schedule)}
    if short - {*last}:
        people = count("people_have", len(short), words)
        yield words("answer.short", people=people, names=_names(sorted(short), plan, words))


def _meetings_of_people(plan: Plan) -> Mapping[str, int]:
    """Count the meetings of each human being who takes part, in whichever rows they are."""
    event = plan.event
    people = dict.fromkeys(event.person_of[participant] for participant in event.registered)
    return {person: len(plan.schedule.of_any(event.selves[person])) for person in people}


def _has_all_they_may(event: Event, person: str, meetings: int) -> bool:
    """Whether somebody may not have more meetings than these, in whichever row they are."""
    limits = [event.limit_of(participant) for participant in event.selves[person]]
    return all(limit is not None and limit <= meetings for limit in limits)


def _names(people: Collection[str], plan: Plan, words: Words) -> str:
    """Name people, the first ones of many."""
    names = [name_in(plan.event, person) for person in islice(people, MOST_NAMES)]
    others = len(people) - len(names)
    return ", ".join(names) + (words("answer.others", n=number(others, words)) if others else "")


def _of_quality(plan: Plan, words: Words) -> Iterator[str]:
    """Say how much better another plan could be; nothing where nothing was aimed at."""
    first = [aim for aim in plan.aims if aim.name not in LATER]
    unproven = [aim for aim in first if not aim.is_proven]
    apart = any(isinstance(given, Given) for aim in plan.aims for given in aim.given)
    told = "told" if any(aim.name.is_of_a_rerun for aim in plan.aims) else "free"
    if not first:
        return
    if not unproven:
        every = not apart and all(aim.is_proven for aim in plan.aims)
        yield words(f"answer.quality.{'best' if every else 'pairs'}_{told}")
    elif [aim.name for aim in unproven] == [AimName.POINTS]:
        share = floor(10 * unproven[0].share) / 10  # at least that much
        yield words(f"answer.quality.near_{told}", share=number(share, words, digits=1))
    else:
        yield words("answer.quality.unknown", sheet=words("output.sheet.summary"))
