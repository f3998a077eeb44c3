"""What it costs to meet a wish: no bound beyond what brute force finds, and every plan holds."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matchmaker.aims import Aim, AimName, Keep
from matchmaker.events import Rules, pair_of
from matchmaker.explain import explain
from matchmaker.priced import Cost, Instead
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Watch, force, kept, solve
from matchmaker.solver.forcing import _Forcing
from matchmaker.wishes import targets, wished_pairs
from tests.builders import at, event, meeting, people, person, rule, schedule, wishes
from tests.solver.brute_force import all_scored
from tests.strategies import events, patient, reruns

patient = settings(patient, max_examples=12)
NO_FLOORS = Rules(min_meetings=0)
MUST, FAIR_SHARE, POINTS = AimName.MUST, AimName.FAIR_SHARE, AimName.POINTS


def forced(fair, keep=Keep.ALL, seconds=20, **how):
    """Price every unmet wish of a best plan that a reason does not rule out."""
    solution = solve(fair, Watch(20), keep)
    unmet = explain(fair, solution.schedule)
    wished = [each.interest for each in unmet if not each.reason.is_final]
    fair = kept(fair, solution.schedule, keep)
    found = force(fair, solution.schedule, solution.aims, wished, Watch(seconds), **how)
    return solution, wished, found


def test_price_is_what_the_others_are_worth():
    fair = event(people("A B C"), wishes("A>B! A>C"), rules=NO_FLOORS)

    _solution, (wish,), found = forced(fair)

    assert found[wish].price == {MUST: Cost(1, 1), FAIR_SHARE: Cost(0, 0), POINTS: Cost(6, 6)}
    assert found[wish].instead == Instead(lost=(("A", "B"),), won=(("A", "C"),))


def test_price_knows_that_slots_are_in_the_way():
    """As pairs all could meet; A and C are there at different times of B."""
    everyone = (person("A", times=at(0)), person("B", times=at(0, 1)), person("C", times=at(0)))
    fair = event(everyone, wishes("A>B+ C>B"), slots=2, tables=2, rules=NO_FLOORS)

    _solution, (wish,), found = forced(fair)

    assert found[wish].price == {MUST: Cost(0, 0), FAIR_SHARE: Cost(0, 0), POINTS: Cost(2, 2)}


def test_price_of_a_wish_for_an_organisation_is_that_of_its_cheapest_person():
    everyone = (*people("A B"), person("C", "Org"), person("D", "Org"))
    told = (rule("prefer", "B", "C", 4),)
    fair = event(
        everyone,
        wishes("B>C+ A>@Org B>D"),
        rules=Rules(max_meetings=1, min_meetings=0),
        meeting_rules=told,
        slots=2,
        tables=1,
        pins=(),
    )

    _solution, asked, found = forced(fair)

    assert [(wish.target, found[wish].price[POINTS].is_exact) for wish in asked] == [("D", True)]


def test_price_of_two_who_wish_each_other_is_found_once_for_both():
    fair = event(people("A B C"), wishes("A>B! A>C C>A"), rules=NO_FLOORS)

    _solution, (one, other), found = forced(fair)

    assert {one.source, other.source} == {"A", "C"}
    assert found[one] is found[other]
    assert found[one].instead == Instead(lost=(("A", "B"),), won=(("A", "C"),))


def test_plan_that_meets_another_wish_as_well_stands_for_both(monkeypatch):
    tried = []
    better = _Forcing.better
    monkeypatch.setattr(_Forcing, "better", lambda *all_: (tried.append(1), better(*all_))[1])
    fair = event(people("A B C D"), wishes("A>B+ C>D+ A>C B>D"), tables=2, rules=NO_FLOORS)

    _solution, (one, other), found = forced(fair)

    assert found[one].instead == Instead((("A", "B"), ("C", "D")), (("A", "C"), ("B", "D")))
    assert found[other].instead == found[one].instead
    assert (found[one].is_exact, found[other].is_exact, len(tried)) == (True, True, 1)


def test_price_of_a_wish_that_costs_nothing_is_nothing():
    fair = event(people("A B C"), wishes("A>B A>C"), rules=NO_FLOORS)

    _solution, (wish,), found = forced(fair)

    assert found[wish].price == {MUST: Cost(0, 0), FAIR_SHARE: Cost(0, 0), POINTS: Cost(0, 0)}


def test_price_without_time_is_none():
    fair = event(people("A B C"), wishes("A>B A>C"), rules=NO_FLOORS)

    _solution, _asked, found = forced(fair, seconds=0)

    assert found == {}


def test_price_without_plans_has_bounds_alone():
    fair = event(people("A B C"), wishes("A>B+ A>C"), rules=NO_FLOORS)

    _solution, (wish,), found = forced(fair, finds_plans=False)

    assert found[wish].price == {
        MUST: Cost(0, None),
        FAIR_SHARE: Cost(0, None),
        POINTS: Cost(2, None),
    }
    assert found[wish].instead is None


@st.composite
def crowded(draw):
    """Draw an event with little room: many wishes, few slots and tables."""
    names = "A B C D E"[: draw(st.sampled_from((7, 9)))]
    pairs = [(a, b) for a in names.split() for b in names.split() if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=4, max_size=7, unique=True))
    levels = [draw(st.sampled_from(("", "!", "+", "-"))) for _ in chosen]
    asked = " ".join(f"{a}>{b}{level}" for (a, b), level in zip(chosen, levels, strict=True))
    slots = draw(st.sampled_from((1, 2, 2)))
    everyone = tuple(
        person(name, times=at(*draw(st.sampled_from(((0, 1), (0, 1), (0,), (1,))))))
        for name in names.split()
    )
    rules = Rules(
        max_meetings=draw(st.sampled_from((None, None, 1, 2))),
        min_meetings=draw(st.sampled_from((0, 1))),
        max_in_a_row=draw(st.sampled_from((None, None, 1))),
    )
    tables = draw(st.sampled_from((1, 2)))
    return event(everyone, wishes(asked), slots=slots, tables=tables, rules=rules)


@given(crowded())
@patient
def test_prices_of_crowded_events_enclose_what_brute_force_finds(fair):
    assume(len(wished_pairs(fair)) <= 6)
    check_prices(fair, fair, Keep.ALL)


@given(events())
@patient
def test_prices_of_any_event_enclose_what_brute_force_finds(fair):
    assume(len(wished_pairs(fair)) <= 5)
    check_prices(fair, fair, Keep.ALL)


@given(reruns(), st.sampled_from(list(Keep)))
@patient
def test_prices_of_reruns_enclose_what_brute_force_finds(fair, keep):
    assume(len(wished_pairs(fair).keys() | fair.promise.keys()) <= 5)
    if keep is Keep.NONE:
        fair = replace(fair, promises=())
    solution = solve(fair, Watch(20), keep)
    check_prices(fair, kept(fair, solution.schedule, keep), keep)


def check_prices(fair, within, keep):
    """Compare every price with the best schedule that meets its wish, of those that keep all."""
    solution, asked, found = forced(fair, keep)
    scored = list(all_scored(within)) if asked else []
    reached = score(fair, solution.schedule)
    for wish in asked:
        with_it = [values for one, values in scored if is_met(wish, one, fair)]
        known = found.get(wish)
        assert known is not None or not with_it, wish
        if known is None:
            continue
        assert known.schedule is None or not verify(within, known.schedule)
        assert known.schedule is None or is_met(wish, known.schedule, fair)
        if with_it:
            true = min(costs(values, reached, known.price) for values in with_it)
            assert [cost.at_least for cost in known.price.values()] <= list(true)
            if known.schedule is not None:
                assert list(true) <= [cost.at_most for cost in known.price.values()]
                assert all(
                    cost.at_least <= one <= cost.at_most
                    for cost, one in zip(known.price.values(), true, strict=True)
                )


def is_met(wish, schedule, fair):
    return any(pair_of(wish.source, one) in schedule.pairs for one in targets(fair, wish))


def costs(values, reached, aims):
    return tuple((reached[a] - values[a]) * (1 if a.is_maximised else -1) for a in aims)


@pytest.mark.parametrize("keep", list(Keep))
def test_kept_pins_what_stands_only_where_all_is_kept(keep):
    fair = event(people("A B C"), wishes("A>B A>C"), slots=2, rules=NO_FLOORS)
    told = solve(fair, Watch(20)).schedule
    again = replace(fair, promises=tuple(one.pin for one in told.meetings))

    pins = kept(again, told, keep).pins

    assert pins == (again.promises if keep is Keep.ALL else ())


def test_price_that_rests_on_a_false_bound_is_exceeded():
    """A plan of two points is called the best, though one of eight is there."""
    fair = event(people("A B C"), wishes("A>B! A>C"), rules=NO_FLOORS)
    worse = schedule(meeting("A C"))
    false = (Aim(MUST, 0, 0, 0.0), Aim(FAIR_SHARE, 0, 0, 0.0), Aim(POINTS, 2, 2, 0.0))

    (found,) = force(fair, worse, false, [fair.interests[0]], Watch(20)).values()

    assert found.is_exceeded
