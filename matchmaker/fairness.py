"""How evenly wishes are met, and what it would cost to meet them more evenly, in words."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from matchmaker.aims import Aim, AimName
from matchmaker.evenness import met_of, possible_of, shares_of, spread_of
from matchmaker.figures import count, number
from matchmaker.record import EvennessPrice, Plan
from matchmaker.text import Words
from matchmaker.whereabouts import name_in

WORST_OFF = 5
"""How many of those who have least are named."""
HUNDRED = 100


def fairness_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say how evenly wishes are met, who has least and why, and what was given for it."""
    shares = shares_of(plan.event, plan.schedule.pairs)
    if not shares:
        return ()
    spread = spread_of(shares.values())
    if spread.least == 1:
        return (words("fairness.all"), *_given(plan, words))
    line = words(
        "fairness.spread",
        least=percent(spread.least, words),
        lower=percent(spread.lower_quartile, words),
        median=percent(spread.median, words),
        upper=percent(spread.upper_quartile, words),
        gini=number(spread.gini, words, digits=2),
    )
    return (line, *worst_off(plan, words), *_given(plan, words))


def worst_off(plan: Plan, words: Words) -> Iterator[str]:
    """Name those with the smallest share of their possible wishes, and why it is small.

    Nobody is named where all wishes that can be met are met.
    """
    shares = shares_of(plan.event, plan.schedule.pairs)
    possible, met = possible_of(plan.event), met_of(plan.event, plan.schedule.pairs)
    order = sorted(shares, key=lambda person: (shares[person], -possible[person], person))
    short = [person for person in order if shares[person] < 1]
    for person in islice(short, WORST_OFF):
        yield words(
            "fairness.worst_off",
            name=name_in(plan.event, person),
            met=number(met[person], words),
            possible=number(possible[person], words),
            reasons=_reasons(plan, person, words),
        )


def _reasons(plan: Plan, person: str, words: Words) -> str:
    """Say why wishes of somebody are unmet that could be met, the most frequent reason first."""
    unmet = (u for u in plan.unmet if u.interest.source == person and not u.reason.is_final)
    found = Counter(each.reason for each in unmet)
    return ", ".join(
        words("fairness.reason", reason=words(f"report.reason.{reason}"), count=number(n, words))
        for reason, n in found.most_common()
    )


def _given(plan: Plan, words: Words) -> Iterator[str]:
    """Say how many points were given for evenness, where some may be."""
    may_cost = plan.event.rules.evenness_may_cost
    points = next((aim for aim in plan.aims if aim.name is AimName.POINTS), None)
    if may_cost and points is not None:
        yield words(
            "fairness.given",
            given=count("points", given_for_evenness(points, may_cost), words),
            most=number(points.bound, words),
            share=number(may_cost / HUNDRED, words, digits=2),
        )


def given_for_evenness(points: Aim, may_cost: int) -> int:
    """Count the points that are missing to the most there can be, as far as evenness may cost."""
    return min(points.bound - points.value, points.bound * may_cost // HUNDRED**2)


def price_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say what each share of the points would buy, as far as it was worked out."""
    return tuple(_price_line(price, words) for price in worthwhile_prices(plan))


def worthwhile_prices(plan: Plan) -> tuple[EvennessPrice, ...]:
    """Leave out what is no more even than what costs less."""
    prices = sorted(plan.evenness_prices, key=lambda price: price.may_cost)
    before = (None, *prices)
    return tuple(
        price
        for cheaper, price in zip(before, prices, strict=False)
        if cheaper is None or price.evenness > cheaper.evenness
    )


def _price_line(price: EvennessPrice, words: Words) -> str:
    key = "proven" if price.evenness == price.bound else "unproven"
    return words(
        f"fairness.price.{key}",
        share=number(price.may_cost / HUNDRED, words, digits=2),
        points=count("points", price.points, words),
        evenness=number(price.evenness, words),
        bound=number(price.bound, words),
        least=percent(price.least, words),
        lower=percent(price.lower_quartile, words),
        gini=number(price.gini, words, digits=2),
    )


def percent(share: float, words: Words) -> str:
    """Write a share in whole per cent."""
    return words("fairness.percent", share=number(round(HUNDRED * share), words))
