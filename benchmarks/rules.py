"""Random events with groups and meeting rules, judged by somebody who reads the sheets alone.

Of some, the rules change and they are planned again.

The judge shares no code with the package: it reads the rows as they were written, knows groups as
questions about a row, and counts rules, points and prices once more in plain Python.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from random import Random
from typing import Annotated

import pandas as pd
import typer

import matchmaker
from benchmarks.histories import happens

Person = Mapping[str, str]
Question = Callable[[Person], bool]
Rows = list[dict[str, str]]

SECONDS = 2.0
"""Time of each plan; most end before."""
COUNTRIES = {
    "DE": ("Germany", "Deutschland", "DE"),
    "FR": ("France", "Frankreich"),
    "PL": ("Polen",),
}
"""How each country is written."""
CLUSTERS = ("Silicon Elbe", "Azur", "Mazowsze")
FIELDS = ("Photonics", "Chips", "Biology", "Software")
LEVELS = {"must": 8, "high": 4, "normal": 2, "low": 1}
POINTS_OF_MUTUAL = 2
"""What half of the sum is divided by, rounded up."""


# The sheets, and what was meant by them


@dataclass(frozen=True)
class Group:
    """Some people, as a cell names them, and as somebody would tell who they are."""

    written: str
    holds: Question


@dataclass(frozen=True)
class Told:
    """A rule as it was written, and as it was meant."""

    who: Group
    verb: str
    number: int | None
    partners: Group
    condition: str
    compared: str
    is_same: bool

    def row(self) -> dict[str, object]:
        """Write it into the sheet."""
        return {
            "Who": self.who.written,
            "Rule": self.verb,
            "Number": self.number,
            "With": self.partners.written,
            "Condition": self.condition,
        }

    def counts(self, one: Person, other: Person) -> bool:
        """Whether it speaks of one meeting the other."""
        return self.who.holds(one) and self.partners.holds(other) and self._compares(one, other)

    def speaks_of(self, one: Person, other: Person) -> bool:
        """Whether it speaks of two, either way round."""
        return self.counts(one, other) or self.counts(other, one)

    def _compares(self, one: Person, other: Person) -> bool:
        if not self.condition:
            return True
        mine, theirs = (values(person, self.compared) for person in (one, other))
        return bool(mine and theirs) and bool(mine & theirs) is self.is_same


def values(person: Person, column: str) -> set[str]:
    """What somebody has in a column; a list is several."""
    written = person["code"] if column == "Country" else person[column]
    return {word.strip().lower() for word in written.split(";")} - {""}


@dataclass(frozen=True)
class Fair:
    """A random event in rows."""

    people: Rows
    wishes: tuple[tuple[str, str, str], ...]
    rules: tuple[Told, ...]
    slots: int
    tables: int
    most: int | None

    def read(self, rules: Sequence[Told]) -> matchmaker.ReadEvent:
        """Let the package read it, with some of its rules."""
        columns = [column for column in self.people[0] if column != "code"]
        frame = pd.DataFrame(self.people)[columns]
        end = f"{9 + self.slots // 2:02d}:{30 * (self.slots % 2):02d}"
        day = {"Date": "2027-06-16", "From": "09:00", "To": end, "Kind": "meetings"}
        settings = {"Name": "Fair", "Event ID": "fair", "Meeting length": 30}
        return matchmaker.event(
            participants=frame,
            interests=pd.DataFrame(self.wishes, columns=["From", "To", "Level"]),
            timetable=pd.DataFrame([day]),
            tables=pd.DataFrame({"Table": [f"T{n}" for n in range(1, self.tables + 1)]}),
            settings=settings | ({"Max meetings": self.most} if self.most else {}),
            meeting_rules=pd.DataFrame([rule.row() for rule in rules]) if rules else None,
        )


def make_fair(random: Random) -> Fair:
    """Invent 6 to 12 people, their wishes, and up to five rules."""
    people = [make_person(random, number) for number in range(random.randint(6, 12))]
    pairs = random.sample(list(combinations(people, 2)), k=random.randint(6, 24) % len(people) * 2)
    wishes = []
    for pair in pairs:
        one, other = random.sample(pair, 2)
        wishes.append((one["ID"], other["ID"], random.choice(list(LEVELS))))
        if happens(random, 0.3):
            wishes.append((other["ID"], one["ID"], random.choice(list(LEVELS))))
    return Fair(
        people=people,
        wishes=tuple(wishes),
        rules=tuple(make_rule(random, people) for _ in range(random.randint(0, 5))),
        slots=random.randint(2, 5),
        tables=random.randint(1, 4),
        most=random.choice((None, None, None, 1, 2)),
    )


def make_person(random: Random, number: int) -> dict[str, str]:
    """Invent somebody; some cells are empty."""
    code = random.choice([*COUNTRIES, ""])
    return {
        "ID": f"P{number:02d}",
        "First name": "Anna",
        "Last name": f"Nummer {number}",
        "E-mail": f"p{number}@example.org",
        "Organisation": f"Firm {number}",
        "Country": random.choice(COUNTRIES[code]) if code else "",
        "Cluster": random.choice((*CLUSTERS, "")),
        "Delegation": random.choice(("Mission", "", "")),
        "SME": random.choice(("yes", "no", "")),
        "Areas of activity": "; ".join(random.sample(FIELDS, random.randint(0, 2))),
        "Stall": random.choice(("red", "blue", "")),
        "code": code,
    }


def make_group(random: Random, people: Rows) -> Group:
    """Name some people in one of the ways a cell may; nobody is none."""
    kind = random.choice(("all", "id", "cluster", "delegation", "stall", "country", "both", "not"))
    match kind:
        case "all":
            return Group(random.choice(("everyone", "")), lambda _person: True)
        case "id":
            chosen = {person["ID"] for person in random.sample(people, 2)}
            return Group("; ".join(sorted(chosen)), lambda person: person["ID"] in chosen)
        case "both" | "not":
            one, other = (a_column(random, people) for _ in range(2))
            if kind == "not":
                return Group(f"not {one.written}", lambda person: not one.holds(person))
            both = f"{one.written} + {other.written}"
            return Group(both, lambda person: one.holds(person) and other.holds(person))
    return a_column(random, people)


def a_column(random: Random, people: Rows) -> Group:
    """Name those with a value in a column."""
    column = random.choice(("Cluster", "Delegation", "Stall", "Country", "SME"))
    known = sorted({person[column] for person in people} - {""})
    if not known:
        return Group("everyone", lambda _person: True)
    value = random.choice(known)
    if column == "Country":
        code = next(code for code, names in COUNTRIES.items() if value in names)
        return Group(f"Country: {value}", lambda person: person["code"] == code)
    return Group(f"{column}: {value}", lambda person: person[column] == value)


def make_rule(random: Random, people: Rows) -> Told:
    """Draw a rule."""
    verb = random.choice(("only", "never", "prefer", "at least", "at most"))
    numbers = {"prefer": (1, 2, 5, -1, -3), "at least": (1, 2), "at most": (1, 2)}
    compared = random.choice(("Country", "Cluster", "Areas of activity", "Stall"))
    is_known = sum(bool(person[compared]) for person in people) > 1
    relation = random.choice(("same", "other")) if is_known and happens(random, 0.5) else ""
    who = make_group(random, people)
    if not who.written:
        who = Group("everyone", who.holds)
    return Told(
        who=who,
        verb=verb,
        number=random.choice(numbers[verb]) if verb in numbers else None,
        partners=make_group(random, people),
        condition=f"{relation} {compared}" if relation else "",
        compared=compared,
        is_same=relation == "same",
    )


# The judge


def judged(fair: Fair, rules: Sequence[Told], plan: matchmaker.PlannedEvent) -> Iterator[str]:
    """Name everything that is wrong with a plan."""
    person = {row["ID"]: row for row in fair.people}
    meetings = [(person[a], person[b]) for a, b in plan.frame("meetings")[["A", "B"]].to_numpy()]
    for one, other in meetings:
        if any(rule.verb == "never" and rule.speaks_of(one, other) for rule in rules):
            yield "rule: never"
        for somebody, partner in ((one, other), (other, one)):
            binding = [rule for rule in rules if rule.verb == "only" and rule.who.holds(somebody)]
            if binding and not any(rule.counts(somebody, partner) for rule in binding):
                yield "rule: only"
    for rule in (rule for rule in rules if rule.verb == "at most"):
        had = Counter(
            somebody["ID"]
            for pair in meetings
            for somebody, partner in (pair, pair[::-1])
            if rule.counts(somebody, partner)
        )
        if max(had.values(), default=0) > (rule.number or 0):
            yield "rule: at most"
    points = sum(points_of(fair, rules, one, other) for one, other in meetings)
    told = {str(aim.name): aim for aim in plan.aims}
    if told["points"].value != points:
        yield "claim: points"
    if any(aim.is_exceeded for aim in plan.aims):
        yield "claim: a bound is exceeded"


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
    person = {row["ID"]: row for row in fair.people}
    prices = {effect.rule.row: effect.price for effect in plan.rules}
    for number in range(len(fair.rules)):
        others = [*fair.rules[:number], *fair.rules[number + 1 :]]
        pairs = plan.frame("meetings")[["A", "B"]].to_numpy()
        known = sum(points_of(fair, others, person[a], person[b]) for a, b in pairs)
        again = matchmaker.plan(fair.read(others), seconds=SECONDS, workers=1)
        best = next(aim.value for aim in again.aims if aim.name == "points")
        price = prices[number + 2]
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


# Playing


@dataclass(frozen=True)
class Outcome:
    """What came of one event."""

    number: int
    kind: str
    prices: int
    faults: tuple[str, ...]


def play(number: int, seed: int, every: int) -> Outcome:
    """Plan one event and judge the plan; of one in so many, the prices too."""
    fair = make_fair(Random(f"{seed} {number}"))
    try:
        event = fair.read(fair.rules)
    except matchmaker.InvalidWorkbook as refused:
        return Outcome(number, refused.issues[0].code, 0, ())
    try:
        plan = matchmaker.plan(event, seconds=SECONDS, workers=1)
        faults = tuple(judged(fair, fair.rules, plan))
        faults += tuple(replanned(fair, plan, Random(f"{seed} {number} again")))
        is_priced = bool(fair.rules) and number % every == 0
        dear = tuple(prices_hold(fair, plan)) if is_priced else ()
        return Outcome(number, "planned", is_priced * len(fair.rules), (*faults, *dear))
    except ValueError as nothing:
        if "meet" not in str(nothing):
            return Outcome(number, "failed", 0, (str(nothing)[:200],))
        return Outcome(number, "nothing to plan", 0, ())
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        return Outcome(number, "failed", 0, (f"{type(error).__name__}: {error}"[:200],))


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
    prices = 0
    with ProcessPoolExecutor(workers) as pool:
        played = pool.map(partial(play, seed=seed, every=every), numbers, chunksize=10)
        for outcome in played:
            kinds[outcome.kind] += 1
            prices += outcome.prices
            faults.update(set(outcome.faults))
            if outcome.faults:
                print(f"event {outcome.number}: {'; '.join(outcome.faults)}", flush=True)
    print("; ".join(f"{times} {kind}" for kind, times in kinds.most_common()))
    seconds = time.monotonic() - start
    print(f"{prices} prices checked; {sum(faults.values())} faults in {seconds:.0f} s")
    raise typer.Exit(bool(faults))


if __name__ == "__main__":
    typer.run(main)
