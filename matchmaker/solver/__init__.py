"""Finds the schedule. The only place that knows ortools and machine code."""

from matchmaker.solver.anneal.readiness import get_ready
from matchmaker.solver.fairness import EvenChoice, even_choices
from matchmaker.solver.forcing import Forced, force, kept
from matchmaker.solver.prices import price_of
from matchmaker.solver.recounting import recount
from matchmaker.solver.solve import Solution, Trade, frontier, most_points, solve
from matchmaker.solver.spreading import Offer, Spreading, spread
from matchmaker.solver.stages.hand import Lapse, attempt
from matchmaker.solver.watch import Progress, Stage, Watch

__all__ = [
    "EvenChoice",
    "Forced",
    "Lapse",
    "Offer",
    "Progress",
    "Solution",
    "Spreading",
    "Stage",
    "Trade",
    "Watch",
    "attempt",
    "even_choices",
    "force",
    "frontier",
    "get_ready",
    "kept",
    "most_points",
    "price_of",
    "recount",
    "solve",
    "spread",
]
