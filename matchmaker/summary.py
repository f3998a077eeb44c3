"""A plan in a few sentences: how much it holds, how good it is, and who is short of meetings."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from matchmaker.aims import Aim, AimName, Given
from matchmaker.answers import answers, reasons_line
from matchmaker.effects import Effect, effects
from matchmaker.events import Event
from matchmaker.fairness import fairness_lines, price_lines
from matchmaker.figures import count, date_time, number
from matchmaker.meeting_rules import Verb
from matchmaker.news import rerun_lines
from matchmaker.record import Plan
from matchmaker.score import missing, shortfalls
from matchmaker.text import Words


@dataclass(frozen=True)
class Fact:
    """One line of a summary."""

    label: str
    value: str | int | datetime


def summary_lines(plan: Plan, words: Words) -> list[str]:
    """Say everything of the summary, a line each."""
    return [f"{fact.label}: {_written(fact.value, words)}" for fact in facts(plan, words)]


def _written(value: str | int | datetime, words: Words) -> str:
    if isinstance(value, datetime):
        return date_time(value, words)
    return number(value, words) if isinstance(value, int) else value


def facts(plan: Plan, words: Words) -> tuple[Fact, ...]:
    """List everything of the summary: what the plan is, how good it is, who is below their floor.

    The moment it was made is aware, in the event's time zone.
    """
    return (
        Fact(words("summary.in_short"), " ".join(answers(plan, words))),
        *(Fact(words(f"summary.{key}"), value) for key, value in _counts(plan, words).items()),
        *(
            Fact(words("summary.aim", rank=rank), aim_line(aim, words))
            for rank, aim in enumerate(plan.aims, 1)
        ),
        *(Fact(words("summary.since"), line) for line in rerun_lines(plan, words)),
        *(Fact(words("summary.below_floor"), line) for line in shortfall_lines(plan, words)),
        *(Fact(words("summary.rule"), line) for line in rule_lines(plan, words)),
        *(Fact(words("fairness.evenness"), line) for line in fairness_lines(plan, words)),
        *(Fact(words("fairness.price_of"), line) for line in price_lines(plan, words)),
    )


def _counts(plan: Plan, words: Words) -> dict[str, str | int | datetime]:
    event = plan.event
    return {
        "event": event.name,
        "version": plan.version,
        "created_at": created_at(plan),
        "source": plan.source.name,
        "people": len(event.registered),
        "meetings": len(plan.schedule.meetings),
        "tables": tables_in_words(event, words) if event.rooms else len(event.tables),
        "slots": len(event.slots),
        **_wishes(plan, words),
    }


def tables_in_words(event: Event, words: Words) -> str:
    """Count the tables; rooms online by themselves: `12 + 2 online`."""
    tables, rooms = (number(len(each), words) for each in (event.standing_tables, event.rooms))
    return words("summary.tables_and_rooms", tables=tables, rooms=rooms) if event.rooms else tables


def _wishes(plan: Plan, words: Words) -> dict[str, str]:
    """Say how many wishes are met, how many of those that can be, and why others cannot."""
    told = plan.fulfilment
    if not told.all:
        return {"wishes": words("summary.no_wishes")}
    lines = {"wishes": _of(told.met, told.all, told.share, words)}
    if told.impossible:
        lines["possible"] = _of(told.met, told.possible, told.share_of_possible, words)
        lines["impossible"] = reasons_line(told, words)
    return lines


def _of(part: int, whole: int, share: float, words: Words) -> str:
    return words(
        "summary.wishes_met",
        met=number(part, words),
        all=number(whole, words),
        share=number(share, words, digits=1),
    )


def aim_line(aim: Aim, words: Words) -> str:
    """Say how well an aim was reached, and what is proven of every other plan.

    For instance "1,487 points; no plan that keeps the aims before it can have more than 1,489
    (99.9 %)."
    """
    if aim.value == 0 and not aim.name.is_maximised:
        return words(f"summary.none.{aim.name}")
    direction = "more" if aim.name.is_maximised else "fewer"
    has_bound = aim.bound or aim.name.is_maximised
    return words(
        f"summary.{direction}.{aim.status if has_bound else 'unbounded'}",
        count=count(aim.name, aim.value, words),
        plan=words(f"summary.plan.{_what_is_given(aim)}"),
        bound=number(aim.bound, words),
        share=number(aim.share, words, digits=1),
        excess=number(aim.value - aim.bound, words),
    )


def _what_is_given(aim: Aim) -> str:
    """Name what the bound takes as given: `aims`, `pairs`, `slots`, `homes_pairs_aims`, ..."""
    homes = ["homes"] if Given.HOMES in aim.given else []
    searched = [given for given in (Given.SLOTS, Given.PAIRS) if given in aim.given]
    aims = ["aims"] if any(isinstance(given, AimName) for given in aim.given) else []
    return "_".join([*homes, *searched[:1], *aims]) or "nothing"


def shortfall_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say who is below their floor and by how much, the worst off first; nobody is said too."""
    short = shortfalls(plan.event, plan.schedule)
    lines = []
    for participant in sorted(short, key=lambda person: (-short[person], person)):
        person = plan.event.participant[participant]
        lines.append(
            words(
                "summary.short",
                name=person.name,
                id=person.id,
                organisation=person.organisation,
                missing=_missing_line(plan, participant, words),
            )
        )
    return tuple(lines) or (words("summary.nobody_short"),)


def _missing_line(plan: Plan, participant: str, words: Words) -> str:
    """Say how many meetings somebody misses, and by which rules."""
    short = missing(plan.event, plan.schedule)
    theirs = {floor.rule: few for floor, few in short.items() if floor.person == participant}
    said = count("missing", sum(theirs.values()), words)
    rules = "; ".join(rule.written for rule in theirs if rule)
    return f"{said} ({rules})" if rules else said


def rule_lines(plan: Plan, words: Words) -> tuple[str, ...]:
    """Say what each meeting rule does and costs, and what came of those who met before."""
    met = {met.pair for met in plan.event.met}
    lines = [_rule_line(effect, words) for effect in effects(plan)]
    if met:
        pairs, again = count("pairs", len(met), words), len(met & plan.schedule.pairs)
        lines.append(words("summary.met_before", pairs=pairs, again=number(again, words)))
    return tuple(lines)


def _rule_line(effect: Effect, words: Words) -> str:
    rule = effect.rule
    does = words(
        f"summary.rule_does.{rule.verb}",
        wished=count("pairs", effect.wished, words),
        meeting=number(effect.meeting, words),
        people=count("people_have", effect.people, words),
        missing=count("missing", effect.short, words),
    )
    if rule.verb is Verb.AT_LEAST and not effect.people:
        does = words("summary.rule_does.nobody")
    costs = ""
    if effect.price is not None:
        points = count("points", effect.price, words)
        costs = words(f"summary.rule_costs.{'some' if effect.price else 'none'}", points=points)
    why = f" ({rule.reason})" if rule.reason else ""
    key = "summary.rule_line" if rule.row else "summary.rule_of_setting"
    said = words(key, row=str(rule.row), rule=rule.written, why=why, does=does)
    return " ".join(filter(None, (said, costs)))


def version_line(plan: Plan, words: Words) -> str:
    """Say which version this is and of when, as it stands on every agenda."""
    version, moment = version_number(plan.version), date_time(created_at(plan), words)
    return words("summary.as_of", version=version, moment=moment)


def version_number(version: str) -> str:
    """Call a version as people do: `v03` is `3`."""
    return version.removeprefix("v").lstrip("0") or version


def created_at(plan: Plan) -> datetime:
    """When the plan was made, by the clocks of the event."""
    return plan.created_at.astimezone(ZoneInfo(plan.event.time_zone))
