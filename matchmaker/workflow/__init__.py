"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from importlib import import_module
from typing import TYPE_CHECKING

from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.marking.copy import annotated_copy
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.lock import Busy
from matchmaker.io.plans.plan_file import NotAPlan
from matchmaker.io.plans.versions import (
    Obsolete,
    Version,
    find,
    folder_of,
    newest_published,
    versions,
)
from matchmaker.io.plans.work import tidy
from matchmaker.io.reading.asked import read_moment, read_people
from matchmaker.io.reading.branding import BadLogo
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.wording import wording_file
from matchmaker.io.telling.alphabet import latin
from matchmaker.io.writing.template import write_template
from matchmaker.workflow.checking import Checked, check_schedule
from matchmaker.workflow.handing_out import (
    EVERYTHING,
    Edited,
    NothingToAttach,
    OtherEventId,
    Post,
    agendas,
    announce,
    post,
    publish,
)
from matchmaker.workflow.neighbours import Neighbour, find_neighbour
from matchmaker.workflow.outcomes import Bug, Defect, Overtaken, Planned, Unchanged
from matchmaker.workflow.overview import State, compare_versions, states
from matchmaker.workflow.preparing import Request, Task, never_absent, prepare, unchanged

if TYPE_CHECKING:
    from matchmaker.solver import Progress, Trade, Watch, get_ready
    from matchmaker.workflow.planning import plan, trades

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "BadLogo",
    "BadTemplate",
    "Bug",
    "Busy",
    "CellFault",
    "Checked",
    "Defect",
    "Edited",
    "Neighbour",
    "NotAPlan",
    "NotAsMeant",
    "NothingToAttach",
    "Obsolete",
    "Order",
    "OtherEventId",
    "Overtaken",
    "Planned",
    "Post",
    "Progress",
    "Reading",
    "Request",
    "State",
    "Task",
    "Trade",
    "Unchanged",
    "Version",
    "Watch",
    "agendas",
    "annotated_copy",
    "announce",
    "check_schedule",
    "compare_versions",
    "find",
    "find_neighbour",
    "folder_of",
    "get_ready",
    "latin",
    "never_absent",
    "newest_published",
    "plan",
    "post",
    "prepare",
    "propose",
    "publish",
    "read_event",
    "read_moment",
    "read_people",
    "states",
    "tidy",
    "trades",
    "unchanged",
    "versions",
    "wording_file",
    "write_template",
]


LAZY = {
    **dict.fromkeys(("Progress", "Trade", "Watch", "get_ready"), "matchmaker.solver"),
    **dict.fromkeys(("plan", "trades"), "matchmaker.workflow.planning"),
}
"""What needs the solver, which takes half a second to load: only those wait for it who plan."""


def __getattr__(name: str) -> object:
    """Load the solver when somebody first asks for one of its words."""
    if name not in LAZY:
        raise AttributeError(name)
    return getattr(import_module(LAZY[name]), name)
