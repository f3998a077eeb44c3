"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from importlib import import_module
from typing import TYPE_CHECKING

from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
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
from matchmaker.io.reading.branding import BadLogo
from matchmaker.io.writing.template import write_template
from matchmaker.workflow.asking import NotUnderstood, moment_asked, people_asked
from matchmaker.workflow.checking import Checked, check_schedule
from matchmaker.workflow.foreign import AlreadyMapped, NotMarked, marked_copy, propose_mapping
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
from matchmaker.workflow.overview import VersionState, compare_versions, states
from matchmaker.workflow.preparing import Request, Task, never_absent, prepare, unchanged

if TYPE_CHECKING:
    from matchmaker.solver import Progress, Trade, Watch, get_ready
    from matchmaker.workflow.planning import plan, trades

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "AlreadyMapped",
    "BadLogo",
    "BadTemplate",
    "Bug",
    "Busy",
    "Checked",
    "Defect",
    "Edited",
    "Neighbour",
    "NotAPlan",
    "NotAsMeant",
    "NotMarked",
    "NotUnderstood",
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
    "Task",
    "Trade",
    "Unchanged",
    "Version",
    "VersionState",
    "Watch",
    "agendas",
    "announce",
    "check_schedule",
    "compare_versions",
    "find",
    "find_neighbour",
    "folder_of",
    "get_ready",
    "marked_copy",
    "moment_asked",
    "never_absent",
    "newest_published",
    "people_asked",
    "plan",
    "post",
    "prepare",
    "propose_mapping",
    "publish",
    "read_event",
    "states",
    "tidy",
    "trades",
    "unchanged",
    "versions",
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
