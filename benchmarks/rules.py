"""Random events with meeting rules and earlier events, judged by somebody who reads sheets alone.

Before some there was an event at which some of the same people met; of some, the rules change and
they are planned again.

The judge shares no code with the package: it reads the rows as they were written, knows groups as
questions about a row, and counts rules, floors, points and prices once more in plain Python.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

import matchmaker
from benchmarks.histories import happens
from benchmarks.ruled_fairs import (
    EVERYONE,
    LEVELS,
    MET,
    Fair,
    Memory,
    Person,
    Rows,
    Told,
    make_fair,
    make_people,
    make_rule,
)

SECONDS = 2.0
"""Time of each plan; most end before."""
POINTS_OF_MUTUAL = 2
"""What half of the sum is divided by, rounded up."""
MOST_MADE_UP = 2
"""Meetings that are made up for at most."""


# The judge


def judged(fair: Fair, rules: Sequence[Told], plan: matchmaker.PlannedEvent) -> Iterator[str]:
    """Name everything that is wrong with a plan."""
    meetings = meetings_of(fair, plan)
    for one, other in meetings:
        yield from against(fair, rules, one, other)
    for rule in (rule for rule in rules if rule.verb == "at most"):
        had = (had_of(rule, person, meetings) for person in fair.people)
        if max(had, default=0) > (rule.number or 0):
            yield "rule: at most"
    told = {str(aim.name): aim for aim in plan.aims}
    counted = {
        "must": musts_met(fair, meetings),
        "fair_share": sum(shortfalls(fair, rules, meetings)),
        "points": sum(points_of(fair, rules, one, other) for one, other in meetings),
    }
    for name in counted.keys() & told.keys():
        if told[name].value != counted[name]:
            yield f"claim: {name}"
    if any(aim.is_exceeded for aim in plan.aims):
        yield "claim: a bound is exceeded"


Meetings = Sequence[tuple[Person, Person]]


def meetings_of(fair: Fair, plan: matchmaker.PlannedEvent) -> Meetings:
    """Tell who meets whom."""
    pairs = plan.frame("meetings")[["A", "B"]].to_numpy()
    return [(fair.person[one], fair.person[other]) for one, other in pairs]


def against(fair: Fair, rules: Sequence[Told], one: Person, other: Person) -> Iterator[str]:
    """Name each rule by which two must not meet."""
    if any(rule.verb == "never" and rule.speaks_of(one, other) for rule in rules):
        yield "rule: never"
    for somebody, partner in ((one, other), (other, one)):
        binding = [rule for rule in rules if rule.verb == "only" and rule.who.holds(somebody)]
        if binding and not any(rule.counts(somebody, partner) for rule in binding):
            yield "rule: only"
    pair = {one["ID"], other["ID"]}
    is_must = any({a, b} == pair and level == "must" for a, b, level in fair.wishes)
    if never_again(fair, rules) and pair in fair.memory.pairs and not is_must:
        yield "rule: met before"


def never_again(fair: Fair, rules: Sequence[Told]) -> bool:
    """Whether those who met before do not meet again, because no row says anything of that."""
    return bool(fair.memory.pairs) and not any(rule.asks_who_met for rule in rules)


def had_of(rule: Told | None, person: Person, meetings: Meetings) -> int:
    """Count the meetings of somebody that count for a rule; without one, all."""
    return sum(
        rule is None or rule.counts(one, other)
        for pair in meetings
        for one, other in (pair, pair[::-1])
        if one is person
    )


def musts_met(fair: Fair, meetings: Meetings) -> int:
    """Count the wishes that must be met, and are."""
    there = [{one["ID"], other["ID"]} for one, other in meetings]
    return sum({a, b} in there for a, b, level in fair.wishes if level == "must")


def shortfalls(fair: Fair, rules: Sequence[Told], meetings: Meetings) -> Iterator[int]:
    """Tell by how many meetings each floor of everyone is missed."""
    for person, rule, floor in floors(fair, rules):
        yield max(0, floor - had_of(rule, person, meetings))


def floors(fair: Fair, rules: Sequence[Told]) -> Iterator[tuple[Person, Told | None, int]]:
    """Tell what everyone is owed, of all meetings or of those that a rule counts."""
    least, more = fair.least, to_make_up(fair)
    for person in fair.people:
        name = person["ID"]
        owed: list[tuple[Told | None, int]] = [(None, least)]
        owed += [(None, least + more[name])] if name in more else []
        theirs = (r for r in rules if r.verb == "at least" and r.who.holds(person))
        owed += ((rule, rule.number or 0) for rule in theirs)
        for rule, number in owed:
            yield person, rule, min(number, could_have(fair, rules, person, rule))


def could_have(fair: Fair, rules: Sequence[Told], person: Person, of: Told | None) -> int:
    """Tell how many meetings of a rule somebody could have if nobody else were planned."""
    ids = {b if a == person["ID"] else a for a, b, _ in fair.wishes if person["ID"] in (a, b)}
    partners = [fair.person[name] for name in ids]
    possible = [p for p in partners if not any(against(fair, rules, person, p))]
    counting = [p for p in possible if of is None or of.counts(person, p)]
    limits = [len(counting), fair.slots, fair.most or fair.slots]
    for rule in rules:
        if rule.verb == "at most" and rule.who.holds(person):
            free = sum(not rule.counts(person, partner) for partner in counting)
            limits.append(free + (rule.number or 0))
    return min(limits)


def to_make_up(fair: Fair) -> Mapping[str, int]:
    """Tell how many meetings more each is owed who got less than the median share before."""
    known = {p: Fraction(*share) for p, share in fair.memory.served.items() if share[1]}
    if not fair.makes_up or not known:
        return {}
    middle = median(known.values())
    lacked = {p: int((middle - share) * fair.memory.served[p][1]) for p, share in known.items()}
    return {person: min(count, MOST_MADE_UP) for person, count in lacked.items() if count > 0}


def points_of(fair: Fair, rules: Sequence[Told], one: Person, other: Person) -> int:
    """Count what a meeting is worth."""
    ids = {one["ID"], other["ID"]}
    levels = [LEVELS[level] for source, target, level in fair.wishes if {source, target} == ids]
    total = sum(levels)
    mutual = -(-total // POINTS_OF_MUTUAL) if len(levels) > 1 else 0
    extra = sum(r.number or 0 for r in rules if r.verb == "prefer" and r.speaks_of(one, other))
    return max(1, total + mutual + extra)


def prices_hold(fair: Fair, plan: matchmaker.PlannedEvent) -> Iterator[str]:
    """Plan again without each rule: no plan gains more points than its price says."""
    prices = [effect.price for effect in plan.rules if effect.rule.row]
    of_settings = [effect for effect in plan.rules if not effect.rule.row]
    for number, price in enumerate(prices):
        others = [*fair.rules[:number], *fair.rules[number + 1 :]]
        if never_again(fair, others) == never_again(fair, fair.rules):
            yield from gained(fair, others, plan, price)
    for effect in of_settings:
        if effect.rule.verb == "never":
            yield from gained(fair, [*fair.rules, NO_WORD], plan, effect.price)
        elif len(of_settings) == 1 + never_again(fair, fair.rules):
            yield from gained(replace(fair, makes_up=False), fair.rules, plan, effect.price)


NO_WORD = Told(EVERYONE, "at most", 20, EVERYONE, MET[0], "", is_same=True)
"""A rule that allows all; but since it asks who met, they may meet again."""


def gained(
    fair: Fair, others: Sequence[Told], plan: matchmaker.PlannedEvent, price: int | None
) -> Iterator[str]:
    """Plan an event with other rules, and look whether that gains more than a price."""
    known = sum(points_of(fair, others, *pair) for pair in meetings_of(fair, plan))
    again = matchmaker.plan(fair.read(others), seconds=SECONDS, workers=1)
    best = next(aim.value for aim in again.aims if aim.name == "points")
    if price is not None and best - known > price:
        yield "claim: a price is too low"


def replanned(fair: Fair, plan: matchmaker.PlannedEvent, random: Random) -> Iterator[str]:
    """Plan again under other rules, and judge that; rules that cannot be are no fault."""
    if happens(random, 0.7):
        return
    rules = (*fair.rules[1:], make_rule(random, fair.people))
    try:
        event = fair.read(rules)
    except matchmaker.InvalidWorkbook:
        return
    keep = random.choice(("all", "pairs", "none"))
    again = matchmaker.replan(plan, event, keep=keep, seconds=SECONDS, workers=1)
    yield from (f"again: {fault}" for fault in judged(fair, rules, again))


# Events before


def remembered(random: Random, people: Rows, folder: Path) -> Memory:
    """Invent an event before, or who met at one; mostly there was none."""
    if happens(random, 0.4):
        return after(make_fair(random, make_people(random), Memory()), people, folder)
    if happens(random, 0.2):
        ids = [person["ID"] for person in people]
        rows = random.sample(list(combinations(ids, 2)), random.randint(1, 5))
        return Memory(rows=tuple(rows), pairs=frozenset(map(frozenset, rows)))
    return Memory()


def after(before: Fair, people: Rows, folder: Path) -> Memory:
    """Plan an event, and tell what the people of another know from it; nothing if it cannot be."""
    try:
        plan = matchmaker.plan(before.read(before.rules, "before"), seconds=SECONDS, workers=1)
    except ValueError:
        return Memory()
    plan.save(folder)
    return known_from(before, plan, people, str(folder))


def known_from(before: Fair, plan: matchmaker.PlannedEvent, people: Rows, folder: str) -> Memory:
    """Tell what the people of another event know from one that was planned."""
    now = {person["E-mail"]: person["ID"] for person in people}
    ids = {p["ID"]: now[p["E-mail"]] for p in before.people if p["E-mail"] in now}
    meetings = [(one["ID"], other["ID"]) for one, other in meetings_of(before, plan)]
    pairs = frozenset(frozenset(ids[p] for p in pair) for pair in meetings if {*pair} <= {*ids})
    return Memory(
        folder=folder,
        pairs=pairs,
        served={ids[person]: share_of(before, person, meetings) for person in ids},
    )


def share_of(fair: Fair, person: str, meetings: Sequence[tuple[str, str]]) -> tuple[int, int]:
    """Count the wishes of somebody that were met, and all that a plan could have met."""
    there = [{*pair} for pair in meetings]
    possible = [
        {one, other}
        for one, other, _ in fair.wishes
        if one == person
        and not any(against(fair, fair.rules, fair.person[one], fair.person[other]))
    ]
    return sum(pair in there for pair in possible), len(possible)


# Playing


@dataclass(frozen=True)
class Outcome:
    """What came of one event."""

    number: int
    kind: str
    is_after: bool
    prices: int
    faults: tuple[str, ...]


def play(number: int, seed: int, every: int) -> Outcome:
    """Plan one event and judge the plan; of one in so many, the prices too."""
    with TemporaryDirectory() as place:
        random = Random(f"{seed} {number}")
        people = make_people(random)
        memory = remembered(random, people, Path(place) / "before-plans")
        return played(make_fair(random, people, memory), number, seed, every)


def played(fair: Fair, number: int, seed: int, every: int) -> Outcome:
    """Plan an event, and maybe plan it again; whatever is raised is a fault."""
    is_after = bool(fair.memory.pairs)
    try:
        event = fair.read(fair.rules)
    except matchmaker.InvalidWorkbook as refused:
        return Outcome(number, first_error(refused), is_after, 0, ())
    try:
        plan = matchmaker.plan(event, seconds=SECONDS, workers=1)
        faults = tuple(judged(fair, fair.rules, plan))
        faults += tuple(replanned(fair, plan, Random(f"{seed} {number} again")))
        is_priced = number % every == 0
        dear = tuple(prices_hold(fair, plan)) if is_priced else ()
        return Outcome(number, "planned", is_after, is_priced * len(plan.rules), (*faults, *dear))
    except ValueError as nothing:
        if "meet" not in str(nothing):
            return Outcome(number, "failed", is_after, 0, (str(nothing)[:200],))
        return Outcome(number, "nothing to plan", is_after, 0, ())
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        return Outcome(number, "failed", is_after, 0, (f"{type(error).__name__}: {error}"[:200],))


def first_error(refused: matchmaker.InvalidWorkbook) -> str:
    """Name the first of what is wrong."""
    return next(issue.code for issue in refused.issues if issue.severity == "error")


def main(
    *,
    count: Annotated[int, typer.Option(help="How many events.")] = 300,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
    only: Annotated[int | None, typer.Option(help="Just this one again.")] = None,
    every: Annotated[int, typer.Option(help="Of one in so many, prices are checked.")] = 20,
    workers: Annotated[int, typer.Option(help="Events at the same time.")] = 2,
) -> None:
    """Plan random events with meeting rules, and count faults; exit code 1 if there are any."""
    start = time.monotonic()
    numbers = range(count) if only is None else [only]
    kinds: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    prices = after_others = 0
    with ProcessPoolExecutor(workers) as pool:
        for outcome in pool.map(partial(play, seed=seed, every=every), numbers, chunksize=10):
            kinds[outcome.kind] += 1
            prices += outcome.prices
            after_others += outcome.is_after
            faults.update(set(outcome.faults))
            if outcome.faults:
                print(f"event {outcome.number}: {'; '.join(outcome.faults)}", flush=True)
    print("; ".join(f"{times} {kind}" for kind, times in kinds.most_common()))
    seconds = time.monotonic() - start
    print(f"of {after_others} some people had met before; ", end="")
    print(f"{prices} prices checked; {sum(faults.values())} faults in {seconds:.0f} s")
    raise typer.Exit(bool(faults))


if __name__ == "__main__":
    typer.run(main)
