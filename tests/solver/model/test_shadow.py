"""What the slots imply for pairs: a limit that no schedule exceeds, where they cannot all meet."""

from matchmaker.solver import Watch
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.shadow import Shadows
from tests.builders import at, event, person, wishes

AB, AC, AD = ("A", "B"), ("A", "C"), ("A", "D")
EARLY = event(
    (person("A"), person("B", times=at(0)), person("C", times=at(0)), person("D")),
    wishes("A>B A>C A>D"),
    slots=3,
)
"""A has time for all three, but both B and C are there in the first slot alone."""


def shadows_of(fair) -> Shadows:
    return Shadows(candidates(fair), Watch(20))


def test_shadow_of_pairs_that_want_one_slot():
    shadow = shadows_of(EARLY).shadow_of({AB, AC, AD})
    assert [shadow.is_exceeded_by(pairs) for pairs in ({AB, AC, AD}, {AB, AC}, {AB, AD})] == [
        True,
        True,
        False,
    ]


def test_shadow_of_pairs_that_go_together():
    assert shadows_of(EARLY).shadow_of({AB, AD}) is None


def test_shadow_of_one_choice_after_another():
    shadows = shadows_of(EARLY)
    found = [shadows.shadow_of(pairs) for pairs in ({AC, AD}, {AB, AC}, {AB})]
    assert [shadow is None for shadow in found] == [True, False, True]


def test_shadow_without_time():
    watch = Watch(20)
    shadows = Shadows(candidates(EARLY), watch)
    watch.stop()
    assert shadows.shadow_of({AB, AC}) is None


def test_settled_slots():
    shadows, fair = shadows_of(EARLY), candidates(EARLY)
    shadows.shadow_of({AB, AD})
    settled = shadows.settled({AB, AD})
    assert settled[AB] == (EARLY.slots[0], fair.by_pair[AB].places[EARLY.slots[0]][0])
    assert settled.keys() == {AB, AD}
