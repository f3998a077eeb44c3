"""The optimisation: the only place that knows ortools."""

from matchmaker.solver.solve import Solution, solve
from matchmaker.solver.watch import Progress, Stage, Watch

__all__ = ["Progress", "Solution", "Stage", "Watch", "solve"]
