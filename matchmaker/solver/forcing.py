"""What it costs to meet a wish: a bound for every plan that does, and one such plan.

The bound is that of the pairs, solved again for each wish with that wish fixed; it starts from the
last one, and knows what the slots imply for the pairs together. Its solution is mostly a choice of
pairs: those are placed into slots from where they are, and what comes out keeps every rule.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.events import Event, Interest, Pair, Slot, pair_of
from matchmaker.priced import Cost, Instead, Price
from matchmaker.rulebook import verify
from matchmaker.schedule import Schedule
from matchmaker.score import losses, musts_met, shortfalls
from matchmaker.solver.anneal.chains import exchange_for, force_in
from matchmaker.solver.budget import FORCING, SEARCHED
from matchmaker.solver.model.candidates import Candidates, candidates
from matchmaker.solver.model.counted import best_of, rank
from matchmaker.solver.model.placement import Placement, Places
from matchmaker.solver.model.pools import ONLINE, Pool
from matchmaker.solver.model.rules import add_rules_of_pairs, add_rules_of_places
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.model.shadow import Shadow, shadow_of_slots
from matchmaker.solver.search.linear import NoSolutionError, search_linear
from matchmaker.solver.search.matrix import LARGE, LimitedSum
from matchmaker.solver.search.relaxation import Relaxation
from matchmaker.solver.search.search import SMALL, Found, hold
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.improve import improve
from matchmaker.solver.stages.seat import seat_at_once
from matchmaker.solver.stages.select import chosen_pairs
from matchmaker.solver.watch import Progress, Stage, Watch
from matchmaker.wishes import points_of, targets

Values = Mapping[AimName, int]

FREE = 2 * LARGE
"""A limit of a row that is none."""
TRYING = 1.0
"""Seconds for one try at a plan: mostly it takes a hundredth of that."""


@dataclass(frozen=True)
class Forced:
    """What is known of a wish that is forced: its price, and a plan where one was found."""

    price: Price
    instead: Instead | None = None
    schedule: Schedule | None = None
    values: Values | None = None

    @property
    def is_exact(self) -> bool:
        """Whether no better plan can meet the wish."""
        return self.schedule is not None and all(cost.is_exact for cost in self.price.values())

    @property
    def is_exceeded(self) -> bool:
        """Whether its plan costs less than is claimed that any plan does."""
        return any(
            cost.at_most is not None and cost.at_most < cost.at_least
            for cost in self.price.values()
        )


def force(
    event: Event,
    schedule: Schedule,
    aims: Iterable[Aim],
    wishes: Iterable[Interest],
    watch: Watch,
    *,
    finds_plans: bool = True,
) -> Mapping[Interest, Forced]:
    """Price wishes as far as there is time: bounds of all of them, then plans of one after another.

    Parameters
    ----------
    event : Event
        In a rerun as `kept` gives it.
    schedule : Schedule
        A plan that meets none of them.
    aims : iterable of Aim
        What it reaches, and what is proven of it.
    wishes : iterable of Interest
        Those to be priced first stand first.
    watch : Watch
        The time.
    finds_plans : bool
        Whether plans are sought besides bounds.

    Returns
    -------
    mapping of Interest to Forced
        Without the wishes that nobody may plan, and those that there was no time for.
    """
    permitted = candidates(event)
    options = {wish: _options(permitted, wish) for wish in wishes}
    first = {pairs: wish for wish, pairs in reversed(options.items()) if pairs}
    asked = {wish: pairs for pairs, wish in reversed(first.items())}  # the same pairs, one price
    found: dict[Interest, Forced] = {}
    if not asked:
        return found

    def price() -> dict[Interest, Forced]:
        forcing = _Forcing(permitted, schedule, {a.name: a.bound for a in aims}, asked, watch)
        least = {wish: least for wish in asked if (least := forcing.least(wish))}
        found.update({wish: Forced(_price(forcing.values, one)) for wish, one in least.items()})
        for attempts in (_Forcing.near, _Forcing.far) if finds_plans else ():
            for wish, one in least.items():
                if not watch.is_over and not found[wish].is_exact:
                    found[wish] = forcing.better(found[wish], one, attempts(forcing, wish, one))
                    found.update(forcing.met_as_well(found[wish], found, least))
        return found

    improve(found, price, watch)
    return {w: found[first[pairs]] for w, pairs in options.items() if first.get(pairs) in found}


def kept(event: Event, schedule: Schedule, keep: Keep) -> Event:
    """Pin the published meetings that stand in a rerun that keeps them all."""
    if keep is not Keep.ALL or not event.promises:
        return event
    fixed = {pin.pair for pin in event.pins}
    standing = [
        meeting.pin
        for meeting in schedule.meetings
        if meeting.participants in event.promise
        and meeting.participants not in fixed
        and meeting.slot == event.promise[meeting.participants].slot
    ]
    return replace(event, pins=(*event.pins, *standing))


def _options(permitted: Candidates, wish: Interest) -> tuple[Pair, ...]:
    """List the pairs that would meet a wish and may be planned."""
    pairs = (pair_of(wish.source, target) for target in targets(permitted.event, wish))
    return tuple(pair for pair in pairs if pair in permitted.by_pair)


@dataclass(frozen=True)
class _Least:
    """A bound for every plan that meets a wish, and the pairs that reach it, if it has some."""

    bounds: Values
    pairs: frozenset[Pair] | None


class _Forcing:
    """The pairs of an event, and a plan, of which one wish after the other is forced."""

    def __init__(
        self,
        permitted: Candidates,
        schedule: Schedule,
        bounds: Values,
        asked: Mapping[Interest, tuple[Pair, ...]],
        watch: Watch,
    ) -> None:
        self.values = values_of_pairs(permitted, schedule)
        self._permitted, self._schedule, self._watch = permitted, schedule, watch
        self._bounds, self._asked = bounds, asked
        self._places = _places(permitted, schedule)
        self._best = self._best_known()
        self._selection = Selection(permitted, Stage.PRICE, watch)
        add_rules_of_pairs(self._selection)
        self._add_shadow()
        self._forces = {wish: self._force_of(wish) for wish in asked}
        self._held = {aim: self._hold(aim) for aim in permitted.aims}
        self._relaxed: dict[AimName, Relaxation] = {}

    def _best_known(self) -> Values | None:
        """Give what no plan exceeds in each aim, where the aims before points are reached."""
        *earlier, points = self._permitted.aims
        reached = all(self._bounds.get(aim) == self.values[aim] for aim in earlier)
        if not reached:
            return None
        return {**self.values, points: self._bounds.get(points, self._permitted.limit(points))}

    def _add_shadow(self) -> None:
        """Add what the slots imply, where they can be looked at in time."""
        if self._best is None or self._permitted.size > SEARCHED:
            return
        held = {aim: self.values[aim] for aim in self._permitted.aims[:-1]}
        quick = self._watch.longer(self._watch.left * FORCING)
        nothing: Shadow | None = None
        shadow = improve(
            nothing, lambda: shadow_of_slots(self._permitted, held, quick), self._watch
        )
        if shadow:
            shadow.add_to(self._selection)

    def _force_of(self, wish: Interest) -> int:
        """Give the variable that is 1 where a wish is met: a pair, or that one of several meets."""
        pairs = [self._selection.meets[pair] for pair in self._asked[wish]]
        if len(pairs) == 1:
            return int(pairs[0].index)
        is_met = self._selection.model.new_bool_var("met")
        self._selection.model.add(sum(pairs) >= is_met)
        return int(is_met.index)

    def _hold(self, aim: AimName) -> int:
        """Add a row that holds an aim where the plan has it; its limits are set for each bound."""
        model = self._selection.model
        hold(model, self._selection.task(aim), self.values[aim])
        return len(model.proto.constraints) - 1

    def _relaxed_for(self, aim: AimName) -> Relaxation:
        """Relax the model for one aim; of equal choices, the pairs that meet already are liked."""
        if aim not in self._relaxed:
            selection = self._selection
            liked = [selection.meets[pair].index for pair in self._schedule.pairs]
            self._relaxed[aim] = Relaxation(
                selection.model, selection.task(aim), self._watch, liked
            )
        return self._relaxed[aim]

    def least(self, wish: Interest) -> _Least | None:
        """Bound one aim after the other, with a wish forced; None where there was no time."""
        self._watch.report(Progress(Stage.PRICE, self._permitted.aims[-1]))
        if self._best is not None:
            *_, last = self._permitted.aims
            bound = self._bound(last, wish, self._best)
            if bound is not None:
                bounds = {**self._best, last: _worse(last, bound, self._best[last])}
                return _Least(bounds, self._pairs(last))
        return self._least_in_turn(wish)

    def _least_in_turn(self, wish: Interest) -> _Least | None:
        bounds: dict[AimName, int] = {}
        for aim in self._permitted.aims:
            bound = self._bound(aim, wish, bounds)
            if bound is None:
                return None
            is_as_before = all(self.values[earlier] == known for earlier, known in bounds.items())
            known = self._bounds.get(aim, bound) if is_as_before else bound
            bounds[aim] = _worse(aim, bound, known)
        return _Least(bounds, self._pairs(self._permitted.aims[-1]))

    def _bound(self, aim: AimName, wish: Interest, held: Values) -> int | None:
        """Bound an aim with the aims before it held at some values, and those after it free."""
        relaxed = self._relaxed_for(aim)
        rank = self._permitted.aims.index(aim)
        for number, other in enumerate(self._permitted.aims):
            moved = held[other] - self.values[other] if number < rank else None
            row = self._held[other]
            relaxed.set_limit(row, *_limits(relaxed.rows[row], other, moved))
        return relaxed.bound((self._forces[wish],))

    def _pairs(self, aim: AimName) -> frozenset[Pair] | None:
        """Read the pairs of the last solution, if it is one in whole numbers."""
        relaxed = self._relaxed_for(aim)
        if not relaxed.is_whole:
            return None
        meets = self._selection.meets
        return frozenset(pair for pair, met in meets.items() if relaxed.values[met.index] > 1 / 2)

    def better(self, known: Forced, least: _Least, attempts: Iterable[Places]) -> Forced:
        """Look among attempts for a plan that reaches the bound, or is better than the known."""
        for places in attempts:
            schedule = seat_at_once(self._permitted, places)
            values = values_of_pairs(self._permitted, schedule)
            if self._is_better(values, known) and not verify(self._permitted.event, schedule):
                known = self._forced(least, values, schedule)
            if known.is_exact or self._watch.is_over:
                break
        return known

    def _is_better(self, values: Values, known: Forced) -> bool:
        """Whether these values are better than those of the plan that is known, if there is one."""
        return known.values is None or self._rank(values) < self._rank(known.values)

    def met_as_well(
        self, plan: Forced, found: Mapping[Interest, Forced], least: Mapping[Interest, _Least]
    ) -> Mapping[Interest, Forced]:
        """Let a plan stand for every other wish that it meets, if none better is known."""
        if plan.schedule is None or plan.values is None:
            return {}
        met, values = plan.schedule.pairs, plan.values
        return {
            wish: self._forced(one, values, plan.schedule)
            for wish, one in least.items()
            if not met.isdisjoint(self._asked[wish]) and self._is_better(values, found[wish])
        }

    def _forced(self, least: _Least, values: Values, schedule: Schedule) -> Forced:
        before, now = self._schedule.pairs, schedule.pairs
        instead = Instead(tuple(sorted(before - now)), tuple(sorted(now - before)))
        return Forced(_price(self.values, least, values), instead, schedule, values)

    def near(self, wish: Interest, least: _Least) -> Iterator[Places]:
        """Place the pairs of the bound, where it has some."""
        if least.pairs is not None:
            yield from self._with(wish, self._placed(least.pairs))

    def far(self, wish: Interest, _least: _Least) -> Iterator[Places]:
        """Search anew; then let others give way to each of the pairs that meet the wish."""
        if self._permitted.size <= SMALL:
            yield from self._with(wish, self._searched(wish))
        else:
            yield from self._with(wish, self._placed(self._chosen(wish)))
        for pair in self._asked[wish]:
            yield from self._with(wish, self._exchanged(pair))

    def _with(self, wish: Interest, places: Places) -> Iterator[Places]:
        """Give places only if they meet the wish."""
        if not places.keys().isdisjoint(self._asked[wish]):
            yield places

    def _searched(self, wish: Interest) -> Places:
        """Search pairs and slots together, where there are few."""
        placement = Placement(self._permitted, Stage.PRICE, self._watch)
        add_rules_of_places(placement)
        found = self._best_of(placement, wish)
        return placement.places(found) if found else {}

    def _chosen(self, wish: Interest) -> frozenset[Pair]:
        """Choose pairs in whole numbers, where the relaxation gave none."""
        selection = Selection(self._permitted, Stage.PRICE, self._watch)
        add_rules_of_pairs(selection)
        found = self._best_of(selection, wish)
        return chosen_pairs(selection, found) if found else frozenset()

    def _best_of(self, selection: Selection, wish: Interest) -> Found | None:
        """Search one aim after the other with a wish met; None where there is no solution."""
        selection.model.add(sum(selection.meets[pair] for pair in self._asked[wish]) >= 1)
        best = None
        for aim in self._permitted.aims:
            quick = self._watch.longer(min(TRYING, self._watch.left))
            try:
                found = search_linear(selection.model, selection.task(aim), quick, 1.0)
            except NoSolutionError:  # in fractions there was one
                return None
            if found.value is None:
                break
            best = found
            hold(selection.model, selection.task(aim), found.value)
        return best

    def _placed(self, chosen: frozenset[Pair]) -> Places:
        """Place pairs into slots, from where they are; what is left over is filled up."""
        only = self._permitted.only(chosen)
        stay = {pair: place for pair, place in self._places.items() if pair in chosen}
        places = first_fit(only, stay)
        if places.keys() != chosen:
            quick = self._watch.longer(min(TRYING, self._watch.left))
            places = force_in(self._permitted, chosen, places, quick)
        return places if places.keys() == chosen else first_fit(self._permitted, places)

    def _exchanged(self, pair: Pair) -> Places:
        """Let others give way to a pair, then exchange for what is best beside it."""
        ways = [self._beside(pair, slot, pools) for slot, pools in self._options_of(pair)]
        most = self._permitted.limit(AimName.POINTS)
        best = best_of(self._permitted, ways, most).places
        quick = self._watch.longer(min(TRYING, self._watch.left))
        return exchange_for(self._permitted, pair, first_fit(self._permitted, best), quick)

    def _options_of(self, pair: Pair) -> Iterable[tuple[Slot, tuple[Pool, ...]]]:
        return self._permitted.by_pair[pair].places.items()

    def _beside(self, pair: Pair, slot: Slot, pools: tuple[Pool, ...]) -> Places:
        """Put a pair into a slot, and leave where they are what goes together with it."""
        by_pair = self._permitted.by_pair
        as_they_are = tuple(
            replace(by_pair[other], places={when: (pool,)})
            for other, (when, pool) in self._places.items()
        )
        forced = replace(by_pair[pair], places={slot: pools})
        pinned = {p: place for p, place in self._places.items() if by_pair[p].pin}
        here = replace(self._permitted, all=(forced, *as_they_are))
        return first_fit(here, {**pinned, pair: (slot, pools[0])})

    def _rank(self, values: Values) -> tuple[int, ...]:
        return rank(self._permitted.aims, values)


def values_of_pairs(permitted: Candidates, schedule: Schedule) -> Values:
    """Count the aims of the pairs in a schedule."""
    event = permitted.event
    count = {
        AimName.KEPT: lambda: len(schedule.pairs & event.promise.keys()),
        AimName.MUST: lambda: musts_met(event, schedule),
        AimName.FAIR_SHARE: lambda: sum(shortfalls(event, schedule).values()),
        AimName.LOSSES: lambda: sum(losses(event, schedule).values()),
        AimName.POINTS: lambda: sum(points_of(event, schedule.pairs).values()),
    }
    return {aim: count[aim]() for aim in permitted.aims}


def _places(permitted: Candidates, schedule: Schedule) -> Places:
    """Give the places of a schedule: of each meeting the slot, and the pool of its table."""
    pool_of, table = permitted.pools.of, permitted.event.table
    return {
        meeting.participants: (
            meeting.slot,
            ONLINE if meeting.table is None else pool_of(table[meeting.table]),
        )
        for meeting in schedule.meetings
    }


def _limits(row: LimitedSum, aim: AimName, moved: int | None) -> tuple[int, int]:
    """Move the limit that holds an aim; None: take it away."""
    if moved is None:
        return -FREE, FREE
    return (row.low + moved, FREE) if aim.is_maximised else (-FREE, row.high + moved)


def _worse(aim: AimName, one: int, other: int) -> int:
    return min(one, other) if aim.is_maximised else max(one, other)


def _price(values: Values, least: _Least, reached: Values | None = None) -> Price:
    """Tell what each aim costs; of a plan, up to the first aim that is not known to the unit."""
    price: dict[AimName, Cost] = {}
    for aim, value in values.items():
        sign = 1 if aim.is_maximised else -1
        at_least = sign * (value - least.bounds[aim])
        price[aim] = Cost(at_least, sign * (value - reached[aim]) if reached else None)
        if reached and not price[aim].is_exact:
            break
    return price
