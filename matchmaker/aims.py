"""The aims of a plan, in order of rank, and how well one of them was reached."""

from dataclasses import dataclass
from enum import StrEnum

UNPROVEN = 99.9
"""The largest share in percent that is shown where a better plan is not ruled out."""


class AimName(StrEnum):
    """The aims in order of rank: an earlier one is never traded for a later one."""

    STANDING = "standing"
    """Published meetings that keep their time (a rerun that keeps all)."""
    KEPT = "kept"
    """Published pairs that still meet, at whatever time (a rerun)."""
    MUST = "must"
    """Interests of level must that are met."""
    FAIR_SHARE = "fair_share"
    """How far participants fall short of their floor, summed."""
    LOSSES = "losses"
    """Meetings that people have fewer than they were told, summed (a rerun)."""
    POINTS = "points"
    """Points of the meetings, summed."""
    MOVES = "moves"
    """Published pairs that meet elsewhere: another time counts 2, another table 1 (a rerun)."""
    EVENNESS = "evenness"
    """How evenly wishes are met: what is not met of somebody's possible wishes counts squared."""
    BREAKS = "breaks"
    """Gaps between two meetings of a participant that hold a slot they are available in."""
    WAITING = "waiting"
    """Slots of all breaks, summed."""
    AREA_CHANGES = "area_changes"
    """Changes of area from one meeting of a participant to their next (where there are several)."""
    TABLE_CHANGES = "table_changes"
    """Changes of table from one meeting of a participant to their next."""

    @property
    def is_maximised(self) -> bool:
        """Whether more is better."""
        return self in MAXIMISED

    @property
    def is_of_a_rerun(self) -> bool:
        """Whether it speaks of what people were told before."""
        return self in {AimName.STANDING, AimName.KEPT, AimName.LOSSES, AimName.MOVES}


MAXIMISED = frozenset(
    (AimName.STANDING, AimName.KEPT, AimName.MUST, AimName.POINTS, AimName.EVENNESS)
)


class Keep(StrEnum):
    """What a rerun keeps of the published meetings."""

    ALL = "all"
    """Slot and table of each that can stand."""
    PAIRS = "pairs"
    """Who meets whom; slots and tables may change where that serves an earlier aim."""
    NONE = "none"
    """Nothing."""


class Given(StrEnum):
    """What a bound may take as given besides the aims ranked before."""

    HOMES = "homes"
    """Which published meetings stay where they were."""
    PAIRS = "pairs"
    """Who meets whom."""
    SLOTS = "slots"
    """Who meets whom, and when."""


@dataclass(frozen=True)
class Aim:
    """One aim of a plan: what was reached, and what no plan can exceed.

    Parameters
    ----------
    name : AimName
        Which aim.
    value : int
        What the plan reaches.
    bound : int
        Proven: under what is given, no plan has more (fewer, where less is better).
    seconds : float
        Time spent on this aim.
    given : tuple of AimName or Given
        What the bound takes as given: the aims ranked before, at the values of this plan, and for
        later aims also the chosen pairs or slots, where only those were searched.
    """

    name: AimName
    value: int
    bound: int
    seconds: float
    given: tuple[AimName | Given, ...] = ()

    @property
    def is_proven(self) -> bool:
        """Whether no plan can be better in this aim, under what is given."""
        return self.value == self.bound

    @property
    def is_exceeded(self) -> bool:
        """Whether it is better than is claimed that any plan can be."""
        return self.value > self.bound if self.name.is_maximised else self.value < self.bound

    @property
    def status(self) -> str:
        """`optimal` or `feasible`."""
        return "optimal" if self.is_proven else "feasible"

    @property
    def gap(self) -> float:
        """Distance from value to bound, as a share of the larger of the two (0 = proven)."""
        return gap_between(self.value, self.bound)

    @property
    def share(self) -> float:
        """How much of the bound is reached, in percent; 100 only where it is proven."""
        return 100.0 if self.is_proven else min(100 * (1 - self.gap), UNPROVEN)


def gap_between(value: int, bound: int) -> float:
    """Compute the distance of two numbers as a share of the larger; 0 where they meet."""
    largest = max(abs(value), abs(bound))
    return abs(value - bound) / largest if largest else 0.0
