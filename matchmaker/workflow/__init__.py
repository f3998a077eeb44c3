"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from importlib import import_module
from typing import TYPE_CHECKING

from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.lock import Busy
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
from matchmaker.workflow.checking import Checked, as_asked, check_schedule
from matchmaker.workflow.foreign import (
    AlreadyMapped,
    NotMarked,
    marked_copy,
    name_of_copy,
    propose_mapping,
)
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
from matchmaker.workflow.preparing import (
    History,
    Request,
    Task,
    ever_told,
    never_absent,
    prepare,
    task_of,
    unchanged,
)
from matchmaker.workflow.saving import OtherBase, save

if TYPE_CHECKING:
    from matchmaker.io.checking.frame_reader import read_frames
    from matchmaker.io.reading.frames import Frame
    from matchmaker.io.report.notebook import excerpt
    from matchmaker.io.writing.frames import SHEETS, frame_of
    from matchmaker.solver import Lapse, Progress, Trade, Watch, get_ready
    from matchmaker.workflow.planning import plan, plan_in_memory, trades

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "SHEETS",
    "AlreadyMapped",
    "BadLogo",
    "BadTemplate",
    "Bug",
    "Busy",
    "Checked",
    "Defect",
    "Edited",
    "Frame",
    "History",
    "Lapse",
    "Neighbour",
    "NotAPlan",
    "NotAsMeant",
    "NotMarked",
    "NotUnderstood",
    "NothingToAttach",
    "Obsolete",
    "Order",
    "OtherBase",
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
    "as_asked",
    "check_schedule",
    "compare_versions",
    "ever_told",
    "excerpt",
    "find",
    "find_neighbour",
    "folder_of",
    "frame_of",
    "get_ready",
    "marked_copy",
    "moment_asked",
    "name_of_copy",
    "never_absent",
    "newest_published",
    "people_asked",
    "plan",
    "plan_in_memory",
    "post",
    "prepare",
    "propose_mapping",
    "publish",
    "read_event",
    "read_frames",
    "save",
    "states",
    "task_of",
    "tidy",
    "trades",
    "unchanged",
    "versions",
    "write_template",
]


LAZY = {
    **dict.fromkeys(("Lapse", "Progress", "Trade", "Watch", "get_ready"), "matchmaker.solver"),
    **dict.fromkeys(("plan", "plan_in_memory", "trades"), "matchmaker.workflow.planning"),
    "Frame": "matchmaker.io.reading.frames",
    "read_frames": "matchmaker.io.checking.frame_reader",
    **dict.fromkeys(("SHEETS", "frame_of"), "matchmaker.io.writing.frames"),
    "excerpt": "matchmaker.io.report.notebook",
}
"""What needs the solver, or pandas, which take long to load: only those wait for it who use it."""


def __getattr__(name: str) -> object:
    """Load what takes long to load when somebody first asks for it."""
    if name not in LAZY:
        raise AttributeError(name)
    return getattr(import_module(LAZY[name]), name)
