"""What an event could have at most, at once, and a plan of it: each by itself, in any process."""

from dataclasses import dataclass

from ortools.sat.python import cp_model

from matchmaker.aims import AimName
from matchmaker.events import Event
from matchmaker.rulebook import broken_rules, verify
from matchmaker.scenarios import Figures, figures
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.rules import add_rules_of_pairs, organisation_wishes_count_once
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.linear import relaxed_bounds
from matchmaker.solver.search.search import SearchTask
from matchmaker.solver.solve import meet
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.hand import Hand, Lapse, attempt
from matchmaker.solver.watch import Stage, Watch
from matchmaker.wishes import wished_pairs

BOUNDING_SECONDS = 60.0
"""More than the relaxation of any event needs that was seen."""


@dataclass(frozen=True)
class Trial:
    """One event to be looked at: only bounded where there are no seconds for a plan."""

    event: Event
    seconds: float | None = None
    seed: int = 1


@dataclass(frozen=True)
class Tried:
    """What came of it: the figures, or what failed; and which stages of a plan lapsed."""

    figures: Figures | None
    failed: str = ""
    lapses: tuple[str, ...] = ()


def look_at(trial: Trial) -> Tried:
    """Bound or plan an event, in one thread; whatever goes wrong is told, never raised."""
    done = attempt(
        Stage.SELECT, lambda: _bounded(trial) if trial.seconds is None else _planned(trial)
    )
    return Tried(None, done.what) if isinstance(done, Lapse) else done


def _bounded(trial: Trial) -> Tried:
    return Tried(most(trial.event, Watch(BOUNDING_SECONDS)))


def _planned(trial: Trial) -> Tried:
    watch = Watch(trial.seconds or 0.0, workers=1, seed=trial.seed)
    permitted = candidates(trial.event)
    hand = Hand(permitted, first_fit(permitted))
    hand.place(Stage.SLOT, lambda first: meet(permitted, first, watch))
    broken = broken_rules(verify(trial.event, hand.schedule))
    if broken:
        return Tried(None, ", ".join(broken))
    lapses = tuple(f"{lapse.stage}: {lapse.what}" for lapse in hand.lapses)
    return Tried(figures(trial.event, hand.schedule), lapses=lapses)


def most(event: Event, watch: Watch) -> Figures:
    """Bound points, wishes met and people below their floor, each by itself, for every plan.

    The slots are left out but for what they imply, and pairs may meet in part: no plan can be
    better in any of the three.
    """
    selection = Selection(candidates(event), Stage.SELECT, watch)
    add_rules_of_pairs(selection)
    tasks = (selection.task(AimName.POINTS), _wishes(selection), _below(selection))
    return Figures(*relaxed_bounds(selection.model, tasks, watch))


def _wishes(selection: Selection) -> SearchTask:
    """Count the wishes of which any meeting is there that would meet it."""
    model, wished = selection.model, wished_pairs(selection.candidates.event)
    meeting: dict[int, tuple[cp_model.IntVar, list[cp_model.IntVar]]] = {}
    for pair, meets in selection.meets.items():
        for wish in wished.get(pair, ()):
            found = meeting.get(id(wish)) or (model.new_bool_var("met"), [])
            meeting[id(wish)] = found
            found[1].append(meets)
    for met, meets_any in meeting.values():
        model.add(sum(meets_any) >= met)
    total = cp_model.LinearExpr.sum([met for met, _ in meeting.values()])
    return SearchTask(Stage.SELECT, AimName.POINTS, total, len(meeting))


def _below(selection: Selection) -> SearchTask:
    """Count the people who are below any of their floors."""
    short: dict[str, cp_model.IntVar] = {}
    for floor, missing in selection.shortfall.items():
        if floor.person not in short:
            short[floor.person] = selection.model.new_bool_var("short")
        count = selection.candidates.floors[floor]
        selection.model.add(missing <= count * short[floor.person])
    total = cp_model.LinearExpr.sum([*short.values()])
    return SearchTask(Stage.SELECT, AimName.FAIR_SHARE, total, 0)


def most_of_all(event: Event, watch: Watch) -> int:
    """Bound the points of whatever may be planned, were there time and tables without end."""
    selection = Selection(candidates(event), Stage.SELECT, watch)
    organisation_wishes_count_once(selection)
    (points,) = relaxed_bounds(selection.model, [selection.task(AimName.POINTS)], watch)
    return points
