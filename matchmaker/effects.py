"""What each meeting rule does to a plan: whom it keeps apart or brings together, and its cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from matchmaker.events import Event, Pair
from matchmaker.meeting_rules import MeetingRule, Verb
from matchmaker.record import Plan
from matchmaker.rulings import rulings
from matchmaker.score import missing
from matchmaker.wishes import wished_pairs


@dataclass(frozen=True)
class Effect:
    """What one meeting rule does.

    Parameters
    ----------
    rule : MeetingRule
        The rule.
    wished : int
        Wished pairs it rules out, prefers, or counts.
    meeting : int
        Pairs that meet of those it prefers or counts.
    people : int
        How many people are below what it owes them.
    short : int
        How many meetings they miss together.
    price : int or None
        Points more that a plan without it could have at most; None: not worked out.
    """

    rule: MeetingRule
    wished: int
    meeting: int
    people: int
    short: int
    price: int | None


def effects(plan: Plan) -> tuple[Effect, ...]:
    """Tell what each meeting rule does, in the order of its rows."""
    event = plan.event
    prices = {(price.row, price.written): price.points for price in plan.rule_prices}
    short = missing(event, plan.schedule)
    found = []
    for rule in sorted(event.meeting_rules, key=lambda rule: rule.row):
        pairs = set(_pairs(event, rule))
        below = [count for floor, count in short.items() if floor.rule == rule]
        found.append(
            Effect(
                rule=rule,
                wished=len(pairs),
                meeting=len(pairs & plan.schedule.pairs),
                people=len(below),
                short=sum(below),
                price=prices.get((rule.row, "" if rule.row else rule.written)),
            )
        )
    return tuple(found)


def _pairs(event: Event, rule: MeetingRule) -> Iterator[Pair]:
    """Find the wished pairs that a rule speaks of; of *only*, those it keeps apart."""
    asked = rulings(event)
    for pair in wished_pairs(event):
        if rule.verb is Verb.ONLY:
            if any(asked.binds(rule, *each) for each in (pair, pair[::-1])):
                yield pair
        elif asked.speaks_of(rule, pair):
            yield pair
