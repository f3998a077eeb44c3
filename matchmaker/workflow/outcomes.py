"""What a run of the planner can end in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.aims import Aim
from matchmaker.io.plans.versions import Version
from matchmaker.record import Plan
from matchmaker.rulebook import Fault

if TYPE_CHECKING:  # the solver takes half a second to load, which only those wait for who plan
    from matchmaker.solver import Lapse


class Bug(Exception):  # noqa: N818 - it is one
    """A schedule that breaks a rule, or is not worth what the solver claims.

    Parameters
    ----------
    instance : Path or None
        Where everything is saved that is needed to see it again; None where nothing is written.
    faults : tuple of Fault
        The broken rules.
    wrong : tuple of Aim
        The aims whose value is not what the schedule has, or better than their bound.
    """

    def __init__(
        self, instance: Path | None, faults: tuple[Fault, ...], wrong: tuple[Aim, ...]
    ) -> None:
        super().__init__(instance, faults, wrong)
        self.instance = instance
        self.faults = faults
        self.wrong = wrong


class Overtaken(Exception):  # noqa: N818 - nobody did wrong
    """A version was published while a run was under way that did not know of it.

    Parameters
    ----------
    last : Version
        What people have been told by now.
    """

    def __init__(self, last: Version) -> None:
        super().__init__(last)
        self.last = last


@dataclass(frozen=True)
class Defect:
    """Stages of the solver that broke their word, and where all is saved to see it again.

    Their work is not used: what is planned keeps every rule all the same.
    """

    lapses: "tuple[Lapse, ...]"
    instance: Path


@dataclass(frozen=True)
class Planned:
    """A new version: its folder and its plan, and what is to be reported of the solver."""

    path: Path
    plan: Plan
    defect: Defect | None = None


@dataclass(frozen=True)
class Unchanged:
    """Nothing is written: this version was made of the same input and options.

    Parameters
    ----------
    version : Version
        Which.
    was_tried : bool
        Whether another try found nothing better.
    defect : Defect or None
        What is to be reported of the solver.
    """

    version: Version
    was_tried: bool = False
    defect: Defect | None = None
