"""What SCIP calls proven, counted once more in whole numbers.

A bound of the aims of the pairs is the word of SCIP, which reckons in floats. Where the linear
relaxation has the same bound, prices prove it: their sum is counted here in whole numbers.
"""

from typing import Annotated

import typer

from benchmarks.breaks import events_of
from matchmaker.solver import Stage, Watch
from matchmaker.solver.model.candidates import candidates
from matchmaker.solver.model.rules import add_rules_of_pairs
from matchmaker.solver.model.selection import Selection
from matchmaker.solver.search.linear import PRECISE, relaxed_bound, search_linear
from matchmaker.solver.search.search import hold


def run(
    names: Annotated[list[str], typer.Argument(help="Events of the benchmark, or workbooks.")],
    seed: Annotated[int, typer.Option(help="Of the events.")] = 1,
    seconds: Annotated[float, typer.Option("--time", help="Seconds for each event.")] = 600,
) -> None:
    """Print for each aim of the pairs what SCIP says, and what the prices prove."""
    for name in names:
        _seed, event = next(events_of(name, [seed]))
        watch = Watch(seconds, seed=seed)
        selection = Selection(candidates(event), Stage.SELECT, watch)
        add_rules_of_pairs(selection)
        for aim in selection.candidates.aims:
            task = selection.task(aim)
            found = search_linear(selection.model, task, watch, share=0.5)
            counted = relaxed_bound(selection.model, task, watch, 0.5, solver_name=PRECISE)
            verdict = "proven in whole numbers" if counted == found.value else "the word of SCIP"
            typer.echo(f"{name} {aim}: {found.value}, SCIP {found.bound}, {counted}: {verdict}")
            if found.value is not None:
                hold(selection.model, task, found.value)


if __name__ == "__main__":
    typer.run(run)
