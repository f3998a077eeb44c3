"""What scenarios would bring, in words."""

from collections.abc import Iterable, Iterator
from itertools import chain, repeat

from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.scenarios import Alteration, Bottleneck, Hindrance, Prospect, Scenario, What
from matchmaker.text import Words
from matchmaker.whereabouts import id_and_name

NAMED = 3
"""How many of the people whom everybody wants are named."""


def scenario_line(scenario: Scenario, words: Words) -> str:
    """Say what is other than it is: `tables: +1`."""
    said = (_alteration(one, words) for one in scenario.alterations)
    return ", ".join(said) or words("whatif.as_it_is")


def _alteration(alteration: Alteration, words: Words) -> str:
    is_set = alteration.what in {What.LENGTH, What.WITHOUT}
    said = str(alteration.number) if is_set else signed(alteration.number, words)
    return words(f"whatif.{alteration.what}", n=said)


def signed(count: int, words: Words) -> str:
    """Write a difference: `+48`, `−9`."""
    sign = "+" if count > 0 else "−" if count < 0 else "±"
    return f"{sign}{number(abs(count), words)}"


def hindrance_line(hindrance: Hindrance, words: Words) -> str:
    """Say why there can be no such event, or what failed."""
    return words(f"whatif.hindrance.{hindrance.code}", **dict(hindrance.parameters))


def prospect_lines(prospects: Iterable[Prospect], event: Event, words: Words) -> Iterator[str]:
    """Say of which scenarios there is less than was asked, and what is assumed."""
    is_moved = False
    for prospect in prospects:
        is_moved = is_moved or bool(prospect.scenario.length and prospect.most and event.pins)
        scenario = scenario_line(prospect.scenario, words)
        for what in prospect_notes(prospect, words):
            yield words("whatif.line", scenario=scenario, what=what)
    if is_moved:
        yield words("whatif.appointments_moved")


def prospect_notes(prospect: Prospect, words: Words) -> Iterator[str]:
    """Say why there is less of a scenario than was asked."""
    if prospect.hindrance:
        yield hindrance_line(prospect.hindrance, words)
    if prospect.lapses:
        yield words("whatif.lapsed", what="; ".join(prospect.lapses))


def bottleneck_line(found: Bottleneck, event: Event, words: Words) -> str:
    """Say in one sentence what is short."""
    names = "; ".join(id_and_name(person, event) for person in found.people[:NAMED])
    rest = words("whatif.more_people") if len(found.people) > NAMED else ""
    short = words(
        f"whatif.bottleneck.{found.code}", n=number(len(found.people), words), names=names + rest
    )
    kinds = chain(["first_gain"], repeat("gain"))
    gains = (
        words(f"whatif.{kind}.{what}", points=number(points, words))
        for kind, (what, points) in zip(kinds, found.gains.items(), strict=False)
    )
    return words("whatif.bottleneck_and_gains", short=short, gains=", ".join(gains))
