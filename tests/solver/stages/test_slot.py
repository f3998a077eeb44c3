"""When the chosen pairs meet; where they cannot all, others are chosen that can."""

import pytest

from matchmaker.solver import Watch, solve
from matchmaker.solver.stages import slot
from tests.builders import at, event, person, wishes

TANGLED = event(
    (
        person("A", times=at(1)),
        person("B"),
        person("C", times=at(0, 1)),
        person("D"),
        person("E", times=at(2)),
    ),
    wishes("A>D B>D B>E C>D D>E"),
    slots=3,
    tables=3,
)
"""Four pairs seem to fit, by how many slots everybody has; in fact three do."""


@pytest.fixture
def called(monkeypatch) -> list[str]:
    """Note which of two ways is gone: other pairs, or all slots searched."""
    names: list[str] = []
    for name in ("_place_others", "_look_at_slots"):
        work = getattr(slot, name)
        monkeypatch.setattr(
            slot, name, lambda *all_, name=name, work=work: (names.append(name), work(*all_))[1]
        )
    return names


def test_pairs_are_chosen_again_with_what_the_slots_imply(called):
    solution = solve(TANGLED, Watch(20))
    assert called == ["_place_others"]
    assert [aim.is_proven for aim in solution.aims[:4]] == [True] * 4
    assert (len(solution.schedule.meetings), solution.lapses) == (3, ())


def test_pairs_are_not_chosen_again_where_there_are_too_many(called, monkeypatch):
    monkeypatch.setattr(slot, "SEARCHED", 0)
    solution = solve(TANGLED, Watch(20))
    assert "_place_others" not in called
    assert (len(solution.schedule.meetings), solution.lapses) == (3, ())
