"""The use cases: the only place that knows both io and solver; makes a Plan of a Solution."""

from importlib import import_module
from typing import TYPE_CHECKING

from matchmaker.workflow.after import (
    Aftermath,
    Asked,
    BadFeedback,
    NothingTold,
    SameEvent,
    aftermath,
    ask,
    gather,
)
from matchmaker.workflow.asking import (
    NotUnderstood,
    group_asked,
    moment_asked,
    people_asked,
    person_asked,
)
from matchmaker.workflow.beginning import begin, still_missing
from matchmaker.workflow.checking import Checked, as_asked, check_schedule
from matchmaker.workflow.correcting import (
    CellWritten,
    HeldOpen,
    NotCorrected,
    SavedMeanwhile,
    can_correct,
    correct,
    read_row,
    take_back,
)
from matchmaker.workflow.dossiers import (
    Dossier,
    Lists,
    NotTakenUp,
    dossiers_in,
    found_at,
    new_dossier,
    take_up,
)
from matchmaker.workflow.editing import (
    BreaksRules,
    ChangedMeanwhile,
    Editing,
    LostEdits,
    begun_slots,
    discard,
    effect_of,
    event_to_edit,
    log_of,
    make_edit,
    redo,
    undo,
    version_edited,
    write_edited,
)
from matchmaker.workflow.foreign import (
    AlreadyMapped,
    NotMarked,
    accept_mapping,
    marked_copy,
    name_of_copy,
    propose_mapping,
)
from matchmaker.workflow.forgetting import forget
from matchmaker.workflow.handing_out import (
    Announcement,
    Edited,
    NothingToAttach,
    OtherEventId,
    Post,
    agendas,
    announce,
    exchange,
    post,
    proofs,
    publish,
)
from matchmaker.workflow.looking import (
    REPORT_SECTIONS,
    PersonFound,
    day_of_person,
    key_of,
    look_for,
    report_script,
    report_sections,
    report_style,
)
from matchmaker.workflow.mailing import (
    Mailing,
    mailing_of,
    merge_list_of,
    send_mails,
    try_account,
)
from matchmaker.workflow.neighbours import Neighbour, find_neighbour
from matchmaker.workflow.outcomes import Bug, Defect, Overtaken, Planned, Unchanged
from matchmaker.workflow.overview import VersionState, compare_versions, states
from matchmaker.workflow.packing import handed_out, packed, printed
from matchmaker.workflow.preparing import (
    History,
    Request,
    Task,
    ever_told,
    moment_of,
    never_absent,
    prepare,
    task_of,
    unchanged,
)
from matchmaker.workflow.refusing import Said, why_refused
from matchmaker.workflow.saving import OtherBase, save
from matchmaker.workflow.taking_in import begin_from

if TYPE_CHECKING:
    from matchmaker.solver import Lapse, Progress, Trade, Watch, get_ready
    from matchmaker.workflow.dating import dates_lines, read_dates, write_dates
    from matchmaker.workflow.edited import save_edits
    from matchmaker.workflow.planning import plan, plan_in_memory, plan_with_price, trades
    from matchmaker.workflow.results import write_results
    from matchmaker.workflow.suggesting import (
        Suggested,
        is_read_alike,
        suggest,
        workbook_with_suggestions,
    )
    from matchmaker.workflow.supposing import (
        Effort,
        NoCluster,
        Supposed,
        bottleneck,
        bounded,
        cluster,
        planned,
        processes,
    )
    from matchmaker.workflow.wish_forms import FormsWritten, write_forms

__all__ = [
    "REPORT_SECTIONS",
    "Aftermath",
    "AlreadyMapped",
    "Announcement",
    "Asked",
    "BadFeedback",
    "BreaksRules",
    "Bug",
    "CellWritten",
    "ChangedMeanwhile",
    "Checked",
    "Defect",
    "Dossier",
    "Edited",
    "Editing",
    "Effort",
    "FormsWritten",
    "HeldOpen",
    "History",
    "Lapse",
    "Lists",
    "LostEdits",
    "Mailing",
    "Neighbour",
    "NoCluster",
    "NotCorrected",
    "NotMarked",
    "NotTakenUp",
    "NotUnderstood",
    "NothingToAttach",
    "NothingTold",
    "OtherBase",
    "OtherEventId",
    "Overtaken",
    "PersonFound",
    "Planned",
    "Post",
    "Progress",
    "Request",
    "Said",
    "SameEvent",
    "SavedMeanwhile",
    "Suggested",
    "Supposed",
    "Task",
    "Trade",
    "Unchanged",
    "VersionState",
    "Watch",
    "accept_mapping",
    "aftermath",
    "agendas",
    "announce",
    "as_asked",
    "ask",
    "begin",
    "begin_from",
    "begun_slots",
    "bottleneck",
    "bounded",
    "can_correct",
    "check_schedule",
    "cluster",
    "compare_versions",
    "correct",
    "dates_lines",
    "day_of_person",
    "discard",
    "dossiers_in",
    "effect_of",
    "event_to_edit",
    "ever_told",
    "exchange",
    "find_neighbour",
    "forget",
    "found_at",
    "gather",
    "get_ready",
    "group_asked",
    "handed_out",
    "is_read_alike",
    "key_of",
    "log_of",
    "look_for",
    "mailing_of",
    "make_edit",
    "marked_copy",
    "merge_list_of",
    "moment_asked",
    "moment_of",
    "name_of_copy",
    "never_absent",
    "new_dossier",
    "packed",
    "people_asked",
    "person_asked",
    "plan",
    "plan_in_memory",
    "plan_with_price",
    "planned",
    "post",
    "prepare",
    "printed",
    "processes",
    "proofs",
    "propose_mapping",
    "publish",
    "read_dates",
    "read_row",
    "redo",
    "report_script",
    "report_sections",
    "report_style",
    "save",
    "save_edits",
    "send_mails",
    "states",
    "still_missing",
    "suggest",
    "take_back",
    "take_up",
    "task_of",
    "trades",
    "try_account",
    "unchanged",
    "undo",
    "version_edited",
    "why_refused",
    "workbook_with_suggestions",
    "write_dates",
    "write_edited",
    "write_forms",
    "write_results",
]


LAZY = {
    **dict.fromkeys(("Lapse", "Progress", "Trade", "Watch", "get_ready"), "matchmaker.solver"),
    **dict.fromkeys(
        ("plan", "plan_in_memory", "plan_with_price", "trades"), "matchmaker.workflow.planning"
    ),
    **dict.fromkeys(
        (
            "Effort",
            "NoCluster",
            "Supposed",
            "bottleneck",
            "bounded",
            "cluster",
            "planned",
            "processes",
        ),
        "matchmaker.workflow.supposing",
    ),
    "save_edits": "matchmaker.workflow.edited",
    **dict.fromkeys(("dates_lines", "read_dates", "write_dates"), "matchmaker.workflow.dating"),
    **dict.fromkeys(("FormsWritten", "write_forms"), "matchmaker.workflow.wish_forms"),
    **dict.fromkeys(
        ("Suggested", "is_read_alike", "suggest", "workbook_with_suggestions"),
        "matchmaker.workflow.suggesting",
    ),
    "write_results": "matchmaker.workflow.results",
}
"""What needs the solver or XlsxWriter, which take long to load: only those wait who use it."""


def __getattr__(name: str) -> object:
    """Load what takes long to load when somebody first asks for it."""
    if name not in LAZY:
        raise AttributeError(name)
    return getattr(import_module(LAZY[name]), name)
