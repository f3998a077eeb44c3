"""What a wish that is unmet would cost, in words."""

from collections.abc import Iterable, Iterator, Sequence

from matchmaker.aims import AimName
from matchmaker.events import Event, Pair, pair_of
from matchmaker.explain import Unmet
from matchmaker.figures import count, number
from matchmaker.priced import Instead, Price
from matchmaker.text import Words
from matchmaker.whereabouts import name_in

MOST_PAIRS = 3
"""How many meetings are named that a plan would lose or win; of others, how many there are."""


def cost_line(unmet: Unmet, event: Event, words: Words) -> str:
    """Say what a wish would cost and who would lose what; empty where no price is known."""
    if unmet.price is None:
        return ""
    own = pair_of(unmet.interest.source, unmet.interest.target)
    example = instead_line(unmet.instead, own, event, words) if unmet.instead else ""
    return words("cost.sentence", price=price_line(unmet.price, words), example=example)


def price_line(price: Price, words: Words) -> str:
    """Say what a wish costs, as exactly as it is known."""
    *exact, (aim, last) = price.items()
    if last.at_most is None:
        return _at_least(price, words)
    sure = [(name, cost.at_least) for name, cost in (*exact, (aim, last)) if cost.is_exact]
    if last.is_exact or last.at_most <= 0:
        return _exactly(sure, words)
    how = "between" if last.at_least > 0 else "up_to"
    before = "".join(f"{amount(*each, words)}, " for each in sure if each[1] > 0)
    least = number(last.at_least, words)
    return words(f"cost.{how}", sure=before, least=least, most=amount(aim, last.at_most, words))


def _at_least(price: Price, words: Words) -> str:
    """Say what is known where no plan was found: the first bound that says something."""
    dear = [(aim, cost.at_least) for aim, cost in price.items() if cost.at_least > 0]
    if not dear:
        return words("cost.unknown")
    how = "least" if dear[0][0] is next(iter(price)) else "least_or_more"
    return words(f"cost.{how}", cost=amount(*dear[0], words))


def _exactly(costs: Iterable[tuple[AimName, int]], words: Words) -> str:
    """Say what is lost, and what is gained where something ranked before is lost."""
    costs = list(costs)
    lost = ", ".join(amount(aim, cost, words) for aim, cost in costs if cost > 0)
    gain = ", ".join(amount(aim, -cost, words) for aim, cost in costs if cost < 0)
    how = "both" if lost and gain else "exactly" if lost else "gain" if gain else "nothing"
    return words(f"cost.{how}", cost=lost, gain=gain)


def amount(aim: AimName, quantity: int, words: Words) -> str:
    """Say how much of an aim: `3 points`, `1 must-wish`."""
    return count(f"cost_{aim}", quantity, words)


def instead_line(instead: Instead, own: Pair, event: Event, words: Words) -> str:
    """Say who would no longer meet, and who else would meet besides the two themselves."""
    won = [pair for pair in instead.won if pair != own]
    return "".join(_sides({"lost": instead.lost, "won": won}, event, words))


def _sides(sides: dict[str, Sequence[Pair]], event: Event, words: Words) -> Iterator[str]:
    for key, pairs in sides.items():
        if pairs:
            named = [_pair(key, pair, event, words) for pair in pairs[:MOST_PAIRS]]
            others = len(pairs) - len(named)
            more = words("cost.more", pairs=count("pairs", others, words)) if others else ""
            yield words(f"cost.{key}", pairs=", ".join(named) + more)


def _pair(key: str, pair: Pair, event: Event, words: Words) -> str:
    one, other = (name_in(event, person) for person in pair)
    return words(f"cost.pair_{key}", one=one, other=other)
