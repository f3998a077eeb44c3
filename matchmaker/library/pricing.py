"""What a wish would cost, for programs."""

from matchmaker import workflow
from matchmaker.io.telling.why import unmet_between, why
from matchmaker.library.arguments import check_number, check_type, known_person
from matchmaker.library.planned import PlannedEvent
from matchmaker.priced import Price
from matchmaker.text import words

LONGEST = 86_400
"""Seconds of a day."""


def price(plan: PlannedEvent, source: str, target: str, *, seconds: float = 5) -> Price | None:
    """Tell what it would cost if two people met who do not, though one of them wished it.

    Parameters
    ----------
    plan : PlannedEvent
        The plan.
    source, target : str
        Ids, e-mail addresses or names of the two; the wish of the first one comes first.
    seconds : float
        How long it may be worked out where the plan does not know it yet.

    Returns
    -------
    mapping of AimName to Cost, or None
        What is lost of each aim of the pairs, in order of rank up to the first that is not known to
        the unit: `at_least` is proven, `at_most` is what a plan loses that meets the wish, None
        where none was found. None where a rule or an answer stands between the two, where what is
        fixed leaves no room, and where the time was not enough.

    Raises
    ------
    ValueError
        If they meet, if neither wished it, or if somebody is not known.

    Examples
    --------
    >>> matchmaker.price(plan, "P017", "P112")["points"].at_least
    """
    check_type("plan", plan, PlannedEvent)
    check_number("seconds", seconds, 0, LONGEST, float)
    one, other = (
        known_person("source", source, plan.event),
        known_person("target", target, plan.event),
    )
    record = plan._record  # noqa: SLF001 - our own
    unmet = unmet_between(record, one, other)
    if not unmet:
        raise ValueError(why(record, one, other, words(plan.event.language)))
    wish = unmet[0]
    if wish.price is None and not wish.reason.is_final:
        priced = workflow.plan_with_price(record, [wish.interest], workflow.Watch(seconds))
        wish = unmet_between(priced, one, other)[0]
    return wish.price
