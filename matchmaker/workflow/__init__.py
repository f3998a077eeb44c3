"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from typing import TYPE_CHECKING

from matchmaker.io.documents.branding import BadLogo
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.plans.plan_file import NotAPlan
from matchmaker.io.plans.versions import Version, find, folder_of, newest_published, versions
from matchmaker.io.reading.asked import read_absent, read_moment
from matchmaker.io.reading.event_reader import Reading, read_event
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.values import CellFault
from matchmaker.io.reading.wording import wording_file
from matchmaker.io.writing.alphabet import latin
from matchmaker.io.writing.copy import annotated_copy
from matchmaker.io.writing.template import write_template
from matchmaker.workflow.checking import Checked, check_schedule
from matchmaker.workflow.handing_out import (
    EVERYTHING,
    Edited,
    NothingToAttach,
    Post,
    agendas,
    announce,
    post,
    publish,
)
from matchmaker.workflow.overview import State, compare_versions, states
from matchmaker.workflow.planning import (
    Bug,
    Planned,
    Request,
    Task,
    Unchanged,
    get_ready,
    plan,
    prepare,
    trades,
    unchanged,
)

if TYPE_CHECKING:
    from matchmaker.solver import Progress, Trade, Watch

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "BadLogo",
    "BadTemplate",
    "Bug",
    "CellFault",
    "Checked",
    "Edited",
    "NotAPlan",
    "NothingToAttach",
    "Order",
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
    "folder_of",
    "get_ready",
    "latin",
    "newest_published",
    "plan",
    "post",
    "prepare",
    "propose",
    "publish",
    "read_absent",
    "read_event",
    "read_moment",
    "states",
    "trades",
    "unchanged",
    "versions",
    "wording_file",
    "write_template",
]


def __getattr__(name: str) -> object:
    """Load the solver when somebody first asks for one of its words."""
    if name not in {"Progress", "Trade", "Watch"}:
        raise AttributeError(name)
    from matchmaker import solver  # noqa: PLC0415 - that is the point

    return getattr(solver, name)
