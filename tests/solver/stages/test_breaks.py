"""Breaks of given pairs: the fewest, and the proof."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from matchmaker.aims import AimName
from matchmaker.events import Table
from matchmaker.solver import Watch
from matchmaker.solver.anneal import chains
from matchmaker.solver.anneal.chains import UNTANGLING, untangle
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.counted import values
from matchmaker.solver.model.keeping import held_at_home
from matchmaker.solver.model.lines import Lines
from matchmaker.solver.model.moves import moves
from matchmaker.solver.search.search import SearchTask, search
from matchmaker.solver.search.turns import search_in_turns
from matchmaker.solver.stages.breaks import shorten_breaks
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.stages.stand import stand
from matchmaker.solver.watch import Stage
from tests.builders import at, event, people, person, pin, slot, twins, wishes
from tests.strategies import events, reruns

quick = settings(deadline=None, max_examples=40)


@given(events())
@quick
def test_breaks_and_waiting_are_counted_as_the_score_does(any_event):
    permitted = candidates(any_event)
    places = first_fit(permitted)
    lines = Lines(permitted.only(places.keys()), Watch(20))
    hint = lines.hint(places)
    model = lines.placement.model
    for variable in lines.placement.placed.values():
        model.add(variable == hint[variable])

    counted = {
        aim: search(model, SearchTask(Stage.BREAKS, aim, count, 0), Watch(20), share=1.0).value
        for aim, count in ((AimName.BREAKS, lines.breaks), (AimName.WAITING, lines.waiting))
    }

    value = values(any_event, places)
    assert counted == {aim: value[aim] for aim in counted}


@pytest.mark.parametrize(
    ("participants", "pins", "wished"),
    [
        (people("A B C D"), (pin("A B", 0, "T1"),), "A>C A>D"),
        (
            (*twins("A B"), *people("C D E F")),
            (pin("A C", 0, "T1"), pin("B D", 0, "T2")),
            "A>E B>F",
        ),
    ],
    ids=["one meeting", "two at once"],
)
def test_breaks_are_counted_behind_meetings_that_are_over(participants, pins, wished):
    """A break lies between what is over and the next meeting, if a slot does that is still free."""
    fair = event(participants, wishes(wished), slots=4, tables=2, pins=pins, now=slot(1).start)
    permitted = candidates(fair)
    places = first_fit(permitted)

    lines = Lines(permitted.only(places.keys()), Watch(20))
    task = SearchTask(Stage.BREAKS, AimName.BREAKS, lines.breaks, 0)
    found = search(lines.placement.model, task, Watch(20), share=1.0, hint=lines.hint(places))

    assert (len(places), found.value, found.bound) == (len(pins) + 2, 0, 0)


@given(events())
@quick
def test_turns_find_what_one_search_finds(any_event):
    permitted = candidates(any_event)
    lines = Lines(permitted.only(first_fit(permitted).keys()), Watch(20))
    task = SearchTask(Stage.BREAKS, AimName.BREAKS, lines.breaks, 0)

    in_turns = search_in_turns(lines.placement.model, task, Watch(20), share=1.0)
    at_once = search(lines.placement.model, task, Watch(20), share=1.0)

    assert (in_turns.value, in_turns.bound) == (at_once.value, at_once.bound)


def test_break_that_nobody_is_spared_is_proven():
    apart = event(
        (*people("A"), person("B", times=at(0)), person("C", times=at(2))),
        wishes("A>B A>C"),
        slots=3,
    )
    permitted = candidates(apart)

    _places, aims = shorten_breaks(permitted, first_fit(permitted), Watch(20))

    assert [(aim.name, aim.value, aim.bound) for aim in aims] == [
        (AimName.BREAKS, 1, 1),
        (AimName.WAITING, 1, 1),
    ]


def test_watch_that_is_over_proves_nothing():
    permitted = candidates(event(people("A B C"), wishes("A>B A>C"), slots=3))
    places = first_fit(permitted)

    same, aims = shorten_breaks(permitted, places, Watch(0))

    assert same == places
    assert [aim.bound for aim in aims] == [0, 0]


def told_apart(**fields):
    """A meets B and C with a break between; the break is gone where A and B meet elsewhere."""
    return event(
        (*people("A B"), person("C", times=at(2))),
        wishes("A>B A>C"),
        slots=3,
        promises=(pin("A B", 0, "T1"), pin("A C", 2, "T1")),
        **fields,
    )


def test_break_that_only_a_move_could_spare_stays():
    permitted, _ = stand(candidates(told_apart()), Watch(20))
    places = first_fit(held_at_home(permitted))

    same, aims = shorten_breaks(permitted, places, Watch(20))

    assert same == places
    assert [(aim.name, aim.value, aim.bound) for aim in aims] == [
        (AimName.BREAKS, 1, 1),
        (AimName.WAITING, 1, 1),
    ]


def test_untangling_to_which_breaks_matter_more_moves_nobody(monkeypatch):
    permitted, _ = stand(candidates(told_apart()), Watch(20))
    places = first_fit(held_at_home(permitted))
    careless = replace(UNTANGLING, costs=replace(UNTANGLING.costs, move=0))
    monkeypatch.setattr(chains, "UNTANGLING", careless)

    assert untangle(permitted, places, Watch(20), share=0.8) == places


def test_untangling_to_which_waiting_matters_more_adds_no_breaks(monkeypatch):
    """A and B meet at 1 and wait until 5 both, or at 3: they wait less then, but A does twice."""
    tables = tuple(Table(name=name, times=at(0, 1, 3, 5)) for name in ("T1", "T2"))
    waiting = event(
        (*people("A B"), person("D", times=at(0)), *people("C F", times=at(5))),
        wishes("A>D! A>C! B>F! A>B"),
        slots=6,
        tables=tables,
    )
    permitted = candidates(waiting)
    places = first_fit(permitted)
    hasty = replace(UNTANGLING, costs=replace(UNTANGLING.costs, gap=0, wait=1))
    monkeypatch.setattr(chains, "UNTANGLING", hasty)

    assert values(waiting, places)[AimName.BREAKS] == 2
    assert untangle(permitted, places, Watch(20), share=0.8) == places


def waiting_for_b():
    """A meets at the first and the third slot, and can do nothing between."""
    guests = (person("A"), person("B", times=at(0)), person("C", times=at(2)))
    permitted = candidates(event(guests, wishes("A>B A>C"), slots=3))
    return permitted, first_fit(permitted)


@pytest.mark.parametrize(
    ("seconds", "rounds"), [(1, (8, 16)), (60, (8, 16)), (600, (8, 16, 32, 64, 128))]
)
def test_rounds_that_gain_nothing_are_longer_and_soon_the_last(monkeypatch, seconds, rounds):
    permitted, places = waiting_for_b()
    taken = []

    def in_vain(_candidates, _ways, same, how, *, turn, **_more):
        taken.append((turn, how.steps))
        return same

    monkeypatch.setattr(chains, "_anneal", in_vain)

    assert untangle(permitted, places, Watch(seconds), share=0.8) == places
    assert taken == [(turn, 1_000 * steps) for turn, steps in enumerate(rounds)]


def test_where_nobody_waits_nothing_is_annealed(monkeypatch):
    permitted = candidates(event(people("A B C"), wishes("A>B A>C"), slots=2))
    places = first_fit(permitted)
    monkeypatch.delattr(chains, "_anneal")

    assert untangle(permitted, places, Watch(60), share=0.8) == places


@given(reruns())
@quick
def test_breaks_are_shortened_by_no_move(any_event):
    permitted, _ = stand(candidates(any_event), Watch(20))
    places = first_fit(permitted)

    after, _ = shorten_breaks(permitted, places, Watch(20))

    assert moves(permitted, after) <= moves(permitted, places)
