"""The schedule in hand: every stage is held to its word before its work replaces what was there.

Whatever goes wrong in a stage costs that stage only. The schedule before it stays in hand, and its
aims get the value that is counted there and a bound that needs no search.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from matchmaker.aims import Aim, AimName
from matchmaker.bugs import origin
from matchmaker.rulebook import broken_rules, verify
from matchmaker.schedule import Schedule
from matchmaker.score import score
from matchmaker.solver.model.candidates import Candidates
from matchmaker.solver.model.moves import is_within_ceiling, moves
from matchmaker.solver.model.placement import Places
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.solver.watch import Stage

Result = TypeVar("Result")


@dataclass(frozen=True)
class Lapse:
    """A stage that broke its word.

    Parameters
    ----------
    stage : Stage
        Which.
    what : str
        What does not hold, for those who mend it; it names nobody.
    """

    stage: Stage
    what: str


def attempt(stage: Stage, work: Callable[[], Result]) -> Result | Lapse:
    """Do what may fail without harm: whatever it fails with is a lapse of the stage."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - it is told, and the plan in hand is written
        return Lapse(stage, f"{type(error).__name__} at {origin(error)}")


@dataclass(frozen=True)
class Work:
    """What a stage made of the schedule in hand, and what it claims of it."""

    places: Places
    schedule: Schedule
    aims: tuple[Aim, ...]
    values: Mapping[AimName, int]


class Hand:
    """The last schedule that keeps every rule and all that was reached before.

    Parameters
    ----------
    candidates : Candidates
        The pairs that may be planned.
    places : mapping
        The first schedule.
    aims : tuple of Aim
        What is claimed already.

    Attributes
    ----------
    places : mapping
        The schedule, before its tables are given out.
    schedule : Schedule
        The same with tables.
    values : mapping of AimName to int
        What is counted in it.
    aims : tuple of Aim
        How well each aim is reached, in order of rank.
    lapses : list of Lapse
        The stages that broke their word.
    """

    def __init__(self, candidates: Candidates, places: Places, aims: tuple[Aim, ...] = ()) -> None:
        self._candidates = candidates
        self.places = places
        first = attempt(Stage.FIRST, lambda: seat_at_once(candidates, places))
        self.schedule = Schedule() if isinstance(first, Lapse) else first
        self.aims: tuple[Aim, ...] = ()
        self.lapses: list[Lapse] = []
        self.values = score(candidates.event, self.schedule)
        wrong = [first.what] if isinstance(first, Lapse) else self._broken(first)
        self._is_sound = self._is_kept(Stage.FIRST, wrong)
        self._claim(Stage.STAND, aims)

    def place(self, stage: Stage, work: Callable[[Places], tuple[Places, tuple[Aim, ...]]]) -> None:
        """Let a stage choose who meets whom, or when, from the places in hand."""

        def placed() -> Work:
            places, aims = work(self.places)
            is_same = places == self.places
            schedule = self.schedule if is_same else seat_at_once(self._candidates, places)
            return self._work(places, schedule, aims)

        self._take(stage, placed)

    def walk(
        self, work: Callable[[Places, Schedule], tuple[Places, Schedule, tuple[Aim, ...]]]
    ) -> None:
        """Let a stage choose when people meet and in which area, from the schedule in hand."""

        def walked() -> Work:
            places, schedule, aims = work(self.places, self.schedule)
            return self._work(places, schedule, aims)

        self._take(Stage.WALK, walked)

    def seat(self, work: Callable[[Places], tuple[Schedule, Aim]]) -> None:
        """Let the last stage give out the tables."""

        def seated() -> Work:
            schedule, aim = work(self.places)
            return self._work(self.places, schedule, (aim,))

        self._take(Stage.SEAT, seated)

    def _work(self, places: Places, schedule: Schedule, aims: tuple[Aim, ...]) -> Work:
        """Count what a schedule reaches, unless it is the one in hand."""
        if schedule == self.schedule:
            return Work(places, self.schedule, aims, self.values)
        return Work(places, schedule, aims, score(self._candidates.event, schedule))

    def _take(self, stage: Stage, make: Callable[[], Work]) -> None:
        """Take the work of a stage if it holds; its claims as far as they do."""
        made = attempt(stage, lambda: self._hold(stage, make()))
        if isinstance(made, Lapse):
            self.lapses.append(made)
            made = Work(self.places, self.schedule, self._without_claims(stage), self.values)
        elif made.schedule is not self.schedule:
            self.places, self.schedule, self._is_sound = made.places, made.schedule, True
            self.values = made.values
        self._claim(stage, made.aims)

    def _hold(self, stage: Stage, work: Work) -> Work | Lapse:
        """Hold a stage to its word: rules, ceiling, and every aim that ranks before its own."""
        if work.schedule is self.schedule:
            return work
        wrong = [*self._broken(work.schedule)]
        if not is_within_ceiling(self._candidates, work.places):
            wrong.append("ceiling of moves")
        if self._is_sound and not wrong:
            wrong += self._worsened(work)
        return Lapse(stage, ", ".join(wrong)) if wrong else work

    def _broken(self, schedule: Schedule) -> Iterator[str]:
        rules = broken_rules(verify(self._candidates.event, schedule))
        return (f"{rule} broken {count} times" for rule, count in rules.items())

    def _worsened(self, work: Work) -> Iterator[str]:
        """Name the first aim that differs, if it is worse: a better one outweighs all after it."""
        reached = self._without_luck(self.places, self.values)
        values = self._without_luck(work.places, work.values)
        for aim in self.aims:
            if aim.name is AimName.STANDING:  # what stands is pinned; more may do so by chance
                continue
            before, now = reached[aim.name], values[aim.name]
            if before != now:
                if (now < before) is aim.name.is_maximised:
                    yield f"{aim.name} {before} > {now}"
                return

    def _without_luck(self, places: Places, values: Mapping[AimName, int]) -> Mapping[AimName, int]:
        """Count a table as another one that is the old one by chance: no stage can hold that."""
        if AimName.MOVES not in values:
            return values
        claimed = max(values[AimName.MOVES], moves(self._candidates, places))
        return {**values, AimName.MOVES: claimed}

    def _is_kept(self, stage: Stage, wrong: Iterable[str]) -> bool:
        """Note what is wrong; tell if nothing is."""
        reasons = ", ".join(wrong)
        if reasons:
            self.lapses.append(Lapse(stage, reasons))
        return not reasons

    def _claim(self, stage: Stage, aims: tuple[Aim, ...]) -> None:
        """Add what a stage claims, as far as it is true; and count the aims before once more.

        The search for a later aim may better an earlier one that is not proven, at the cost of
        those between. Bounds hold as before: with a better value given there are only fewer plans
        to compare with.
        """
        known = tuple(replace(aim, value=self.values[aim.name]) for aim in self.aims)
        false = {aim.name for aim in aims if aim.is_proven and aim.value != self.values[aim.name]}
        counted = tuple(replace(aim, value=self.values[aim.name]) for aim in aims)
        false |= {aim.name for aim in (*known, *counted) if aim.is_exceeded}
        self._is_kept(stage, (f"{name} is not as claimed" for name in sorted(false)))
        self.aims = tuple(
            self._unproven(aim.name, aim.seconds) if aim.name in false else aim
            for aim in (*known, *counted)
        )

    def _without_claims(self, stage: Stage) -> tuple[Aim, ...]:
        promises = self._candidates.event.promises
        names = {
            Stage.SLOT: self._candidates.aims_with_slots,
            Stage.STAY: (AimName.MOVES,) if promises else (),
            Stage.EVEN: (AimName.EVENNESS,) if promises else (),
            Stage.BREAKS: (AimName.BREAKS, AimName.WAITING),
            Stage.WALK: (AimName.AREA_CHANGES,),
            Stage.SEAT: (AimName.TABLE_CHANGES,),
        }
        return tuple(self._unproven(name) for name in names[stage])

    def _unproven(self, name: AimName, seconds: float = 0.0) -> Aim:
        """Count an aim, with a bound that needs no search."""
        return Aim(name, self.values[name], self._candidates.limit(name), seconds)
