"""First stage: which pairs meet, at a large event as at a small one."""

from hypothesis import given, settings

from matchmaker.solver import Watch
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.stages import select as stage
from matchmaker.solver.stages.first import first_fit
from tests.strategies import events


@given(events())
@settings(deadline=None, max_examples=60)
def test_pairs_of_a_large_event_are_chosen_as_those_of_a_small_one(any_event):
    permitted = candidates(any_event)
    first = frozenset(first_fit(permitted))

    small = stage.select(permitted, first, Watch(20))
    large = as_if_large(lambda: stage.select(permitted, first, Watch(20)))

    found = {aim: (small.found[aim].value, small.found[aim].bound) for aim in permitted.aims}
    assert {aim: (large.found[aim].value, large.found[aim].bound) for aim in found} == found
    assert all(value == bound for value, bound in found.values())


@given(events())
@settings(deadline=None, max_examples=60)
def test_large_event_has_its_best_pairs_without_any_known(any_event):
    permitted = candidates(any_event)

    small = stage.select(permitted, frozenset(first_fit(permitted)), Watch(20))
    large = as_if_large(lambda: stage.select(permitted, frozenset(), Watch(20)))

    assert [large.found[a].value for a in permitted.aims] == [
        small.found[a].value for a in permitted.aims
    ]


@given(events())
@settings(deadline=None, max_examples=60)
def test_bounds_of_a_large_event_are_no_better_than_what_can_be(any_event):
    permitted = candidates(any_event)
    best = stage.select(permitted, frozenset(first_fit(permitted)), Watch(20)).found

    held = {}
    for aim in permitted.aims:
        large = as_if_large(lambda aim=aim: stage.bound(permitted, aim, held, Watch(20)).bound)
        assert large >= best[aim].value if aim.is_maximised else large <= best[aim].value
        held[aim] = best[aim].value


def as_if_large(work):
    small, stage.SEARCHED = stage.SEARCHED, -1
    try:
        return work()
    finally:
        stage.SEARCHED = small
