"""Random series of three events, each compared with an exact model of its own.

Half of the people of each event are new, and everyone has another ID. The model shares no code with
the package: who met before and what is made up for is read from rows by the judge of `rules.py`,
and the best plan is found by one plain model of pairs and slots, one aim after the other.
"""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated, Self

import typer
from ortools.sat.python import cp_model

import matchmaker
from benchmarks.histories import happens
from benchmarks.ruled_fairs import (
    EVERYONE,
    MET,
    Fair,
    Memory,
    Person,
    Told,
    make_fair,
    make_person,
)
from benchmarks.rules import (
    against,
    could_have,
    floors,
    had_of,
    judged,
    known_from,
    meetings_of,
    musts_met,
    points_of,
    to_make_up,
)
from matchmaker.effects import Effect
from matchmaker.rulebook import verify

SECONDS = 5.0
"""Time of each plan; nearly all end before."""
PLANNED = ("must", "fair_share", "points")
"""The aims that are compared."""
EVENTS = 3
HALF = 5
"""How many people of an event come again, and how many are new."""


def of_everyone(verb: str, number: int, condition: str) -> Told:
    """Make a rule of everyone."""
    return Told(EVERYONE, verb, number, EVERYONE, condition, "", is_same=condition == MET[0])


RULES = (
    (),
    (),
    (of_everyone("prefer", -2, MET[0]),),
    (of_everyone("at most", 1, MET[0]),),
    (of_everyone("at least", 2, MET[1]), of_everyone("prefer", -1, MET[0])),
)
"""What may be said of meeting again; where nothing is, nobody does but for a must."""


# The exact model


class Exact:
    """Everything that may be planned of an event, as its rows tell: pairs, slots and tables."""

    def __init__(self, fair: Fair) -> None:
        self.fair = fair
        wished = {frozenset(wish[:2]): wish[:2] for wish in fair.wishes}.values()
        pairs = [(fair.person[one], fair.person[other]) for one, other in wished]
        self.pairs = [pair for pair in pairs if not any(against(fair, fair.rules, *pair))]
        self.model = cp_model.CpModel()
        self.meets = [[self.model.new_bool_var("") for _ in range(fair.slots)] for _ in self.pairs]
        self._keep_slots_and_tables()
        for person in fair.people:
            self._keep_limits(person)

    def _keep_slots_and_tables(self) -> None:
        for of_pair in self.meets:
            self.model.add(sum(of_pair) <= 1)
        for in_slot in zip(*self.meets, strict=True):
            self.model.add(sum(in_slot) <= self.fair.tables)
            for person in self.fair.people:
                theirs = zip(self.pairs, in_slot, strict=True)
                self.model.add(sum(x for pair, x in theirs if person in pair) <= 1)

    def _keep_limits(self, person: Person) -> None:
        self.model.add(self.had(None, person) <= (self.fair.most or self.fair.slots))
        for rule in self.fair.rules:
            if rule.verb == "at most":
                self.model.add(self.had(rule, person) <= (rule.number or 0))

    def had(self, rule: Told | None, person: Person) -> cp_model.LinearExprT:
        """Count the meetings of somebody that a rule counts; without one, all."""
        return self.counted(had_of(rule, person, [pair]) for pair in self.pairs)

    def counted(self, worth: Iterable[int]) -> cp_model.LinearExprT:
        """Sum up what the meetings are worth, pair by pair."""
        return sum(count * sum(each) for count, each in zip(worth, self.meets, strict=True))

    def best(self) -> Mapping[str, int]:
        """Find the value of each aim in a best plan, one after the other."""
        fair, short = self.fair, []
        for person, rule, floor in floors(fair, fair.rules):
            short.append(self.model.new_int_var(0, floor, ""))
            self.model.add(short[-1] >= floor - self.had(rule, person))
        points = (points_of(fair, fair.rules, *pair) for pair in self.pairs)
        return {
            "must": self._most(self.counted(musts_met(fair, [pair]) for pair in self.pairs)),
            "fair_share": -self._most(-sum(short)),
            "points": self._most(self.counted(points)),
        }

    def _most(self, aim: cp_model.LinearExprT) -> int:
        """Find the most of an aim, and hold it from now on."""
        self.model.maximize(aim)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        if solver.solve(self.model) != cp_model.OPTIMAL:
            raise AssertionError("the exact model finds no best plan")
        value = round(solver.objective_value)
        self.model.add(aim == value)
        return value


# Series


@dataclass(frozen=True)
class Held:
    """An event of a series, and its plan."""

    fair: Fair
    plan: matchmaker.PlannedEvent
    folder: str


def series(number: int, seed: int) -> Iterator[Held]:
    """Plan three events in a row; one at which nobody can meet is the last."""
    random, past, humans = Random(f"{seed} {number}"), list[Held](), list[int]()
    with TemporaryDirectory() as place:
        for event in range(EVENTS):
            staying = random.sample(humans, HALF) if humans else []
            newcomers = range(event * 2 * HALF, (event + 1) * 2 * HALF - len(staying))
            humans = random.sample([*staying, *newcomers], 2 * HALF)
            fair = next_fair(random, humans, past)
            name = f"no{event}"
            try:
                plan = matchmaker.plan(fair.read(fair.rules, name), seconds=SECONDS, workers=1)
            except ValueError as nothing:
                if "meet" not in str(nothing):
                    raise
                return
            past.append(Held(fair, plan, str(plan.save(Path(place) / name))))
            yield past[-1]


def next_fair(random: Random, humans: Sequence[int], past: Sequence[Held]) -> Fair:
    """Invent an event whose people know those before."""
    people = [make_person(random, number, human) for number, human in enumerate(humans)]
    memory = Memory()
    for each in past:
        memory += known_from(each.fair, each.plan, people, each.folder)
    fair = make_fair(random, people, memory)
    return replace(
        fair,
        rules=random.choice(RULES),
        tables=random.randint(1, 2),
        makes_up=bool(past) and happens(random, 0.8),
    )


# What is looked for


def faults_of(held: Held) -> Iterator[str]:
    """Compare a plan with a best one, and what is said of making up with what rows tell."""
    fair, plan = held.fair, held.plan
    yield from judged(fair, fair.rules, plan)
    yield from (f"verify: {fault.rule}" for fault in verify(plan.event, plan.schedule))
    told = {str(aim.name): aim.value for aim in plan.aims}
    yield from (f"best: {aim}" for aim, value in Exact(fair).best().items() if told[aim] != value)
    if said_to_be_made_up(plan) != named(fair, to_make_up(fair)):
        yield "said: who is made up for"
    below = sum(effect.people for effect in made_up(plan))
    if below != sum(floor > count for floor, count in raised(held)):
        yield "said: who is below what is made up for"


def said_to_be_made_up(plan: matchmaker.PlannedEvent) -> Mapping[str, int]:
    """Give how many meetings more everyone is said to be owed, by name."""
    notes = (issue.parameters for issue in plan.issues if issue.code == "made_up")
    return {name: int(note["count"]) for note in notes for name in note["people"].split(", ")}


def named(fair: Fair, owed: Mapping[str, int]) -> Mapping[str, int]:
    """Give what people are owed by their names."""
    rows = {person: fair.person[person] for person in owed}
    return {f"{rows[p]['First name']} {rows[p]['Last name']}": owed[p] for p in owed}


def made_up(plan: matchmaker.PlannedEvent) -> Sequence[Effect]:
    """Give what the rules that the setting makes do."""
    return [e for e in plan.rules if e.rule.verb == "at_least" and not e.rule.row]


def raised(held: Held) -> Iterator[tuple[int, int]]:
    """Tell the raised floor of each who is made up for, and how many meetings they have."""
    fair, meetings = held.fair, meetings_of(held.fair, held.plan)
    for name, more in to_make_up(fair).items():
        person = fair.person[name]
        floor = min(fair.least + more, could_have(fair, fair.rules, person, None))
        yield floor, had_of(None, person, meetings)


@dataclass
class Tally:
    """What came of many series."""

    events: int = 0
    proven: int = 0
    met: int = 0
    again: int = 0
    made_up: int = 0
    reached: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def __iadd__(self, other: "Tally") -> Self:
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))
        return self


def play(number: int, seed: int) -> Tally:
    """Play one series; whatever is raised is a fault."""
    tally = Tally()
    try:
        for held in series(number, seed):
            tally += tally_of(held)
    except Exception as error:  # noqa: BLE001 - it is what is looked for
        tally.faults[f"{type(error).__name__}: {error}"[:200]] += 1
    return tally


def tally_of(held: Held) -> Tally:
    """Count what came of one event."""
    floors_raised = list(raised(held))
    pairs = {frozenset((a["ID"], b["ID"])) for a, b in meetings_of(held.fair, held.plan)}
    return Tally(
        events=1,
        proven=all(aim.is_proven for aim in held.plan.aims if aim.name in PLANNED),
        met=len(held.fair.memory.pairs),
        again=len(held.fair.memory.pairs & pairs),
        made_up=len(floors_raised),
        reached=sum(count >= floor for floor, count in floors_raised),
        faults=Counter(faults_of(held)),
    )


def main(
    *,
    count: Annotated[int, typer.Option(help="How many series.")] = 100,
    seed: Annotated[int, typer.Option(help="Of all that is drawn.")] = 1,
    only: Annotated[int | None, typer.Option(help="Just this one again.")] = None,
    workers: Annotated[int, typer.Option(help="Series at the same time.")] = 2,
) -> None:
    """Plan random series of events, and compare each with a best plan; exit code 1 at a fault."""
    start, total = time.monotonic(), Tally()
    numbers = range(count) if only is None else [only]
    with ProcessPoolExecutor(workers) as pool:
        played = pool.map(partial(play, seed=seed), numbers, chunksize=5)
        for number, tally in zip(numbers, played, strict=True):
            total += tally
            if tally.faults:
                print(f"series {number}: {'; '.join(tally.faults)}", flush=True)
    print(f"{total.events} events of {len(numbers)} series; {total.proven} said to be proven")
    print(f"{total.met} pairs had met before, {total.again} meet again")
    print(f"{total.made_up} people are made up for; {total.reached} have as many meetings as that")
    print(f"{total.faults.total()} faults in {time.monotonic() - start:.0f} s")
    raise typer.Exit(bool(total.faults))


if __name__ == "__main__":
    typer.run(main)
