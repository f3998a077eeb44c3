"""Whoever asks for the end gets the schedule in hand: nothing is set up any more."""

from dataclasses import replace

import pytest
from ortools.sat.python import cp_model

from matchmaker.aims import Keep
from matchmaker.rulebook import verify
from matchmaker.score import score
from matchmaker.solver import Stage, Watch, solve
from matchmaker.solver.anneal import chains
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.homing import Homing
from matchmaker.solver.model.lines import Lines
from matchmaker.solver.model.placement import Placement
from matchmaker.solver.model.seating import SeatModel
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.stages.first import first_fit
from matchmaker.solver.watch import OutOfTimeError
from tests.builders import event, people, pin, wishes

TIGHT = event(
    people("A B C D E"),
    wishes("A>B A>C A>D B>C B>D C>D D>E C>E A>E!"),
    slots=4,
    tables=2,
)
AGAIN = replace(TIGHT, promises=(pin("A B", 0, "T1"), pin("C D", 0, "T1"), pin("B C", 1, "T2")))
IN_HALLS = replace(AGAIN, tables=tuple(replace(t, area=f"Hall {t.name}") for t in AGAIN.tables))
STAGES = [stage for stage in Stage if stage is not Stage.PRICE]
"""Prices are worked out once there is a plan."""


class Stopped:
    """A watch that is stopped when a stage is first told, and the variables made since."""

    def __init__(self, stage: Stage, monkeypatch) -> None:
        self.variables = 0
        self.is_told = False
        self.watch = Watch(1000, report=self.hear)
        self._stage = stage
        make = cp_model.CpModel.new_bool_var
        monkeypatch.setattr(
            cp_model.CpModel, "new_bool_var", lambda model, name: self.note() or make(model, name)
        )

    def hear(self, progress) -> None:
        """Stop as somebody would who looks at what is told."""
        if progress.stage is self._stage:
            self.is_told = True
            self.watch.stop()

    def note(self) -> None:
        """Count a variable that nobody waits for any more."""
        self.variables += self.watch.is_stopped


@pytest.mark.parametrize("keep", Keep)
@pytest.mark.parametrize("stage", STAGES)
def test_nothing_is_set_up_after_the_end_was_asked_for(stage, keep, monkeypatch):
    stopped = Stopped(stage, monkeypatch)
    again = IN_HALLS if stage is Stage.WALK else AGAIN

    solution = solve(again, stopped.watch, keep)

    assert (stopped.is_told, stopped.variables) == (True, 0)
    assert (solution.lapses, verify(again, solution.schedule)) == ((), ())
    values = score(again, solution.schedule)
    assert {aim.name: aim.value for aim in solution.aims} == {
        aim.name: values[aim.name] for aim in solution.aims
    }
    assert [aim.name for aim in solution.aims if aim.is_exceeded] == []


def test_nothing_is_annealed_after_the_end_was_asked_for(monkeypatch):
    boards = []
    monkeypatch.setattr(chains, "make_board", lambda *_: boards.append(1))
    stopped = Stopped(Stage.FIRST, monkeypatch)

    solution = solve(TIGHT, stopped.watch)

    assert (solution.lapses, boards) == ((), [])


PERMITTED = candidates(AGAIN)
FIRST = first_fit(PERMITTED)
MODELS = {
    "selection": lambda watch: Selection(PERMITTED, Stage.SELECT, watch),
    "placement": lambda watch: Placement(PERMITTED, Stage.SLOT, watch),
    "lines": lambda watch: Lines(PERMITTED.only(FIRST), watch),
    "homing": lambda watch: Homing(PERMITTED, AGAIN.promise, watch),
    "seating": lambda watch: SeatModel(
        {pair: slot for pair, (slot, _pool) in FIRST.items()},
        dict.fromkeys(FIRST, AGAIN.tables),
        watch,
    ),
}


@pytest.mark.parametrize("model", MODELS)
def test_model_is_not_set_up_when_the_watch_is_over(model):
    watch = Watch(1000)
    watch.stop()

    with pytest.raises(OutOfTimeError):
        MODELS[model](watch)
