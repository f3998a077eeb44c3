"""The fewest of some links to be cut so that no path stays whole: a bound by a linear program.

There are far too many paths to list. The program begins with a few, and gets those that its answer
leaves nearly whole, again and again (a multicut; Garg, Vazirani and Yannakakis, "Approximate
max-flow min-(multi)cut theorems and their applications", SIAM Journal on Computing 25 (1996),
235-251).
"""

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from ortools.linear_solver import pywraplp  # type: ignore[attr-defined]

from matchmaker.solver.watch import Watch

Path = frozenset[int]
"""Links, by number."""
Find = Callable[[Sequence[float]], Iterable[Path]]
"""Finds paths whose links are together shorter than 1, by the length of each link."""

AT_ONCE = 10_000
"""Paths that are added between two solves."""
BEGINNING = 0.4
"""Length of every link at first: paths of two are listed."""
PATIENCE = 0.02
"""Seconds between two looks at the watch."""
WHOLE = 1 << 30
"""What 1 is in whole numbers."""


def fewest_cut(links: int, find: Find, watch: Watch, share: float) -> int:
    """Bound how many links must be cut at least.

    Parameters
    ----------
    links : int
        How many there are.
    find : callable
        Finds paths that are not cut yet.
    watch : Watch
        The time.
    share : float
        Share of the time that is left to be used at most.

    Returns
    -------
    int
        The best bound until then; it is recounted in whole numbers.
    """
    end = time.monotonic() + share * watch.left
    program = pywraplp.Solver.CreateSolver("GLOP")
    cut = [program.NumVar(0, 1, "") for _ in range(links)]
    program.Minimize(program.Sum(cut))
    rows: dict[Path, pywraplp.Constraint] = {}
    best, lengths = 0, [BEGINNING] * links
    while not watch.is_over and time.monotonic() < end:
        known = len(rows)
        for path in islice(_until(end, watch, find(lengths)), AT_ONCE):
            if path not in rows:
                rows[path] = program.Constraint(1, program.infinity())
                for link in path:
                    rows[path].SetCoefficient(cut[link], 1)
        if len(rows) == known or not _is_solved(program, end, watch):
            break
        lengths = [variable.solution_value() for variable in cut]
        best = max(best, _recounted(links, rows))
    return best


def _until(end: float, watch: Watch, paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if watch.is_over or time.monotonic() > end:
            return
        yield path


def _is_solved(program: pywraplp.Solver, end: float, watch: Watch) -> bool:
    """Solve in a thread, which is asked to end when time is up or somebody stops."""
    status: list[int] = []
    thread = threading.Thread(target=lambda: status.append(program.Solve()), daemon=True)
    thread.start()
    while thread.is_alive():
        if watch.is_over or time.monotonic() > end:
            program.InterruptSolve()
        thread.join(PATIENCE)
    return status == [pywraplp.Solver.OPTIMAL]


def _recounted(links: int, rows: dict[Path, pywraplp.Constraint]) -> int:
    """Bound by what the paths weigh: no link carries more than 1 but at its own cost."""
    carried, weighed = [0] * links, 0
    for path, row in rows.items():
        weight = max(0, int(row.dual_value() * WHOLE))
        weighed += weight
        for link in path:
            carried[link] += weight
    weighed -= sum(max(0, load - WHOLE) for load in carried)
    return -(-weighed // WHOLE)
