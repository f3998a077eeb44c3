"""Planning: from a workbook and what people were told to a new version."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.compare import compare, explained
from matchmaker.evenness import shares_of, spread_of
from matchmaker.events import Event, Interest, Participant
from matchmaker.explain import Unmet, explain
from matchmaker.identity.passage import Passage, renamed
from matchmaker.io.checking.event_id import identified
from matchmaker.io.plans.plan_file import write_plan
from matchmaker.io.plans.versions import (
    Version,
    check_writable,
    event_id_of,
    new_version,
    newest_published,
)
from matchmaker.names import name_of
from matchmaker.record import EvennessPrice, Plan, RulePrice
from matchmaker.rerun import locked
from matchmaker.score import score
from matchmaker.solver import (
    EvenChoice,
    Forced,
    Lapse,
    Solution,
    Stage,
    Trade,
    Watch,
    attempt,
    even_choices,
    force,
    frontier,
    kept,
    most_points,
    price_of,
    solve,
)
from matchmaker.text import fold
from matchmaker.wishes import points_of
from matchmaker.workflow.outcomes import Defect, Overtaken, Planned, Unchanged
from matchmaker.workflow.preparing import Task, moment_of
from matchmaker.workflow.saving import hold_to_its_word, write_files


def plan(
    task: Task,
    folder: Path,
    watch: Watch,
    *,
    better_than: Version | None = None,
) -> Planned | Unchanged | None:
    """Plan an event and write a new version, or nothing where no two people may meet.

    Parameters
    ----------
    task : Task
        What to plan.
    folder : Path
        The folder of versions.
    watch : Watch
        Time, threads, seed and progress of the solver.
    better_than : Version, optional
        Write only what is better than this one, by the order of the aims.

    Raises
    ------
    Bug
        If not even the solver's first schedule holds; nothing is written but the instance.
    Overtaken
        If a version was published meanwhile; nothing is written.
    OSError
        If the folder cannot be written to.
    """
    check_writable(folder)
    solution = solve_task(task, watch)
    if not solution.schedule.meetings and not solution.lapses:
        return None
    if better_than and not _is_better(solution.aims, better_than.plan().aims):
        made = make_plan(task, solution, better_than.name)
        return Unchanged(better_than, was_tried=True, defect=_defect(made, solution.lapses, folder))
    with_costs, lapses = _costs(task, solution, watch)
    with new_version(folder) as draft:
        made = with_costs(make_plan(_decided(task, folder), solution, draft.name))
        hold_to_its_word(made, lambda: _save(made, folder, "plan"), may_be_empty=False)
        write_files(made, task.workbook, draft.path)
    broken = (*solution.lapses, *lapses)
    return Planned(folder / draft.name, made, _defect(made, broken, folder))


def plan_in_memory(task: Task, watch: Watch, version: str) -> tuple[Plan, tuple[Lapse, ...]] | None:
    """Plan an event and write nothing; None where no two people may meet.

    Parameters
    ----------
    task : Task
        What to plan.
    watch : Watch
        Time, threads, seed and progress of the solver.
    version : str
        What the plan is to be called.

    Raises
    ------
    Bug
        If not even the solver's first schedule holds.
    """
    solution = solve_task(task, watch)
    if not solution.schedule.meetings and not solution.lapses:
        return None
    with_costs, lapses = _costs(task, solution, watch)
    made = with_costs(make_plan(task, solution, version))
    hold_to_its_word(made, may_be_empty=False)
    return made, (*solution.lapses, *lapses)


def _costs(
    task: Task, solution: Solution, watch: Watch
) -> tuple[Callable[[Plan], Plan], tuple[Lapse, ...]]:
    """Work out what rules, wishes and evenness cost, to be noted in the plan of a solution."""
    looser, lapses = _looser(task, solution, watch)
    prices, more = _prices(task, solution, watch)
    evenness, last = _evenness_prices(task, solution, watch)
    forced, yet_more = _forced(task, solution, watch)

    def with_costs(made: Plan) -> Plan:
        return replace(
            made,
            looser=looser,
            rule_prices=prices,
            evenness_prices=evenness,
            unmet=_priced(made.unmet, forced),
        )

    return with_costs, (*lapses, *more, *last, *yet_more)


def solve_task(task: Task, watch: Watch) -> Solution:
    """Solve a task; in a rerun under names that do not depend on what IDs people have now."""
    keep, ceiling = task.options.keep, task.options.moves
    if task.past is None:
        return solve(task.event, watch, keep, ceiling)
    names = _lasting_names(task)
    solution = solve(_in_order(renamed(task.event, names)), watch, keep, ceiling)
    back = Passage(people={name: person for person, name in names.items()})
    return replace(solution, schedule=back.as_told(solution.schedule))


def _in_order(event: Event) -> Event:
    """Put all lists of an event into an order that does not depend on that of its rows."""
    return replace(
        event,
        participants=tuple(sorted(event.participants, key=lambda p: p.id)),
        interests=tuple(sorted(event.interests, key=lambda wish: (wish.source, wish.target))),
        blocked=tuple(sorted(event.blocked, key=lambda blocked: blocked.pair)),
        pins=tuple(sorted(event.pins, key=lambda pin: (pin.slot, pin.pair))),
        met=tuple(sorted(event.met, key=lambda met: met.pair)),
        promises=tuple(sorted(event.promises, key=lambda pin: (pin.slot, pin.pair))),
        forced=tuple(sorted(event.forced)),
    )


def _lasting_names(task: Task) -> Mapping[str, str]:
    """Number everyone by what they are called for good, newcomers by name behind them."""
    known = set(task.past.passage.people.values()) if task.past else set()

    def rank(person: Participant) -> tuple[bool, tuple[str, ...]]:
        if person.id in known:
            return False, (task.keys[person.id].person,)
        return True, (*name_of(person), "", fold(person.organisation), person.id)

    people = sorted(task.event.participants, key=rank)
    return {person.id: f"{number:06d}" for number, person in enumerate(people)}


def _decided(task: Task, folder: Path) -> Task:
    """Decide once more what another run may have changed: what people were told, the Event ID."""
    last = newest_published(folder)
    if last and last != task.last:
        raise Overtaken(last)
    event, issues = identified(task.event, task.reading, event_id_of(folder))
    new = tuple(issue for issue in issues if issue not in task.issues)
    return replace(task, event=event, issues=(*task.issues, *new))


def _is_better(aims: Iterable[Aim], known: Iterable[Aim]) -> bool:
    """Whether the first aim that differs is better."""
    before = {aim.name: aim.value for aim in known}
    for aim in aims:
        value = before.get(aim.name, aim.value)
        if aim.value != value:
            return (aim.value > value) is aim.name.is_maximised
    return False


LOOSER = 2.0
"""Seconds for what a looser rerun could bring."""


def _looser(task: Task, solution: Solution, watch: Watch) -> tuple[int | None, tuple[Lapse, ...]]:
    """Bound how many points more could be had if published meetings were moved."""
    if not task.is_rerun or task.options.keep is not Keep.ALL:
        return None, ()
    reached = score(task.event, solution.schedule)
    quick = watch.longer(LOOSER)
    most = attempt(Stage.SELECT, lambda: most_points(task.event, reached, quick))
    if isinstance(most, Lapse):
        return None, (most,)
    return (None if watch.is_stopped else max(0, most - reached[AimName.POINTS])), ()


def _prices(
    task: Task, solution: Solution, watch: Watch
) -> tuple[tuple[RulePrice, ...], tuple[Lapse, ...]]:
    """Bound how many points more could be had without each meeting rule."""
    found, lapses = [], []
    for rule in task.event.meeting_rules:
        if not watch.is_stopped:
            quick = watch.longer(PRICE)
            price = attempt(
                Stage.SELECT, partial(price_of, task.event, solution.schedule, rule, quick)
            )
            if isinstance(price, Lapse):
                lapses.append(price)
            elif price is not None and not watch.is_stopped:
                found.append(RulePrice(rule.row, price, "" if rule.row else rule.written))
    return tuple(found), tuple(lapses)


PRICE = 2.0
"""Seconds for what a plan without a meeting rule could bring."""


def _evenness_prices(
    task: Task, solution: Solution, watch: Watch
) -> tuple[tuple[EvennessPrice, ...], tuple[Lapse, ...]]:
    """Find out what a more even plan would cost; in a rerun pairs are not chosen that freely."""
    if task.is_rerun or watch.is_stopped:
        return (), ()
    event, reached = task.event, score(task.event, solution.schedule)
    held = {aim: reached[aim] for aim in (AimName.MUST, AimName.FAIR_SHARE)}
    quick, pairs = watch.longer(EVENNESS), solution.schedule.pairs
    found = attempt(Stage.SELECT, lambda: even_choices(event, pairs, held, COSTS, quick))
    if isinstance(found, Lapse):
        return (), (found,)
    return tuple(_evenness_price(event, choice) for choice in found), ()


EVENNESS = 2.0
"""Seconds for what a more even plan would cost."""
COSTS = (0, 10, 20, 50, 100)
"""What evenness could cost of the points, in hundredths of a per cent."""


def _evenness_price(event: Event, choice: EvenChoice) -> EvennessPrice:
    spread = spread_of(shares_of(event, choice.pairs).values())
    return EvennessPrice(
        may_cost=choice.may_cost,
        points=sum(points_of(event, choice.pairs).values()),
        evenness=choice.evenness,
        bound=choice.bound,
        least=round(spread.least, 4),
        lower_quartile=round(spread.lower_quartile, 4),
        gini=round(spread.gini, 4),
    )


FORCING = 0.1
"""Share of the whole time that goes to the price of wishes: where the search left less, it is taken
out of what is kept for writing; where it left more, nobody waits for it."""


def _forced(
    task: Task, solution: Solution, watch: Watch
) -> tuple[Mapping[Interest, Forced], tuple[Lapse, ...]]:
    """Work out what unmet wishes would cost, the strongest first, as far as there is time."""
    event, options = task.event, task.options
    unmet = explain(event, solution.schedule, options.deleted)
    wishes = [each.interest for each in unmet if not each.reason.is_final]
    wishes.sort(key=lambda wish: -wish.level)
    quick = watch.longer(FORCING * watch.seconds)
    quick.report = watch.report
    found = attempt(
        Stage.PRICE,
        lambda: force(
            kept(event, solution.schedule, options.keep),
            solution.schedule,
            solution.aims,
            wishes,
            quick,
            finds_plans=options.moves is None,
        ),
    )
    return ({}, (found,)) if isinstance(found, Lapse) else _held_to_their_word(found)


def _held_to_their_word(
    forced: Mapping[Interest, Forced],
) -> tuple[Mapping[Interest, Forced], tuple[Lapse, ...]]:
    """Drop prices of which a plan costs less than is claimed that any plan does."""
    true = {wish: one for wish, one in forced.items() if not one.is_exceeded}
    false = len(forced) - len(true)
    what = f"{false} prices are exceeded"
    return true, ((Lapse(Stage.PRICE, what),) if false else ())


def plan_with_price(made: Plan, wishes: Collection[Interest], watch: Watch) -> Plan:
    """Work out what some unmet wishes of a plan would cost that has no price for them."""
    fixed = kept(made.event, made.schedule, made.options.keep)
    unpriced = [
        each.interest
        for each in made.unmet
        if each.interest in wishes and each.price is None and not each.reason.is_final
    ]
    has_plans = made.options.moves is None
    found = force(fixed, made.schedule, made.aims, unpriced, watch, finds_plans=has_plans)
    return replace(made, unmet=_priced(made.unmet, _held_to_their_word(found)[0]))


def _priced(unmet: Iterable[Unmet], forced: Mapping[Interest, Forced]) -> tuple[Unmet, ...]:
    """Note what each wish would cost, as far as that is known."""
    return tuple(
        replace(each, price=known.price, instead=known.instead)
        if (known := forced.get(each.interest))
        else each
        for each in unmet
    )


def trades(task: Task, watch: Watch) -> Iterator[Trade]:
    """Trade moves for points: what each of a handful of ceilings would bring."""
    return frontier(task.event, CEILINGS, watch)


CEILINGS = (0, 1, 2, 5, 10, 20, 50)
"""How many published meetings may move, one try each."""


def make_plan(task: Task, solution: Solution, version: str) -> Plan:
    """Make the record of a run from what the solver found."""
    event = task.event
    schedule = locked(solution.schedule, event)
    made = Plan(
        version=version,
        created_at=moment_of(event),
        source=task.source,
        event=event,
        schedule=schedule,
        aims=solution.aims,
        unmet=explain(event, schedule, task.options.deleted),
        options=task.options,
        keys={person.id: task.keys[person.id] for person in event.participants},
        issues=task.issues,
    )
    if task.before is None or task.past is None:
        return made
    past, base = task.past, task.base.name if task.base else task.before.version
    difference = compare(task.before.schedule, schedule, past.passage)
    why = explained(difference, past.event, event, past.passage)
    return replace(made, base=base, difference=why)


def _defect(made: Plan, lapses: tuple[Lapse, ...], folder: Path) -> Defect | None:
    """Save what is needed to see again how stages broke their word."""
    stages = "-".join(dict.fromkeys(lapse.stage for lapse in lapses))
    return Defect(lapses, _save(made, folder, stages)) if lapses else None


def _save(made: Plan, folder: Path, what: str) -> Path:
    instance = folder / f"bug-{what}-{made.created_at:%Y%m%d-%H%M%S}.json"
    write_plan(made, instance)
    return instance
