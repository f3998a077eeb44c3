"""Why a use case does not go on: the key of a sentence, and what it names."""

from matchmaker.impossible import Unforced
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.sending import NotSent
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.marking.suggested import OtherSheet
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.versions import Obsolete
from matchmaker.io.reading.branding import BadLogo
from matchmaker.suggesting.suggestions import NothingToCompare
from matchmaker.workflow.after import BadFeedback, NothingTold, SameEvent
from matchmaker.workflow.editing import LostEdits
from matchmaker.workflow.foreign import AlreadyMapped
from matchmaker.workflow.handing_out import Edited, NothingToAttach, OtherEventId
from matchmaker.workflow.outcomes import Bug, Overtaken

Said = tuple[str, dict[str, str]]


def why_refused(error: BaseException) -> Said | None:  # noqa: PLR0911 - a list of cases
    """Tell what is to be mended first; None where the use cases know of nothing of the kind."""
    match error:
        case Bug():
            return "cli.bug_in_plan", {"path": str(error.instance)}
        case NotAsMeant():
            return "cli.bug_in_mail", {"file": str(error.file), "what": str(error.what)}
        case AlreadyMapped():
            return "cli.exists", {"path": str(error.path)}
        case NothingToAttach():
            return "mail.nothing_to_attach", {"path": str(error.path)}
        case BadTemplate():
            return f"mail.fault.{error.code}", {k: str(v) for k, v in error.parameters.items()}
        case NotAPlan():
            return f"cli.{error.code}", {k: str(v) for k, v in error.parameters.items()}
        case BadLogo():
            return f"cli.{error.code}", {"path": str(error.path)}
        case LostEdits():
            return "web.by_hand.lost", {"file": error.file.name}
        case NotSent():
            return f"web.mails.not_sent.{error.code}", {"detail": error.detail}
    return _why_out_of_date(error) or _why_not_counted(error) or _why_not_suggested(error)


def _why_out_of_date(error: BaseException) -> Said | None:
    """Tell that a plan is not what the organiser wants, or people know, by now."""
    match error:
        case Edited():
            return "cli.schedule_edited", {"path": str(error.path)}
        case Overtaken():
            return "cli.overtaken", {"last": error.last.name}
        case Unforced():
            pairs = ", ".join(" – ".join(pair) for pair in error.pairs)
            return f"cli.unforced{'' if error.is_proven else '_in_time'}", {"pairs": pairs}
        case Obsolete():
            return "cli.obsolete", {"version": error.version.name, "last": error.last.name}
        case OtherEventId():
            return "cli.other_event_id", {"version": error.version.name, "last": error.last.name}
    return None


def _why_not_counted(error: BaseException) -> Said | None:
    """Tell why nobody can be asked what came of their meetings, or nothing be counted."""
    match error:
        case NothingTold():
            return "cli.nothing_told", {"path": str(error.folder)}
        case SameEvent():
            return "cli.same_event", {"one": str(error.one), "other": str(error.other)}
        case BadFeedback():
            return "cli.bad_feedback", {}
    return None


def _why_not_suggested(error: BaseException) -> Said | None:
    """Tell why there are no suggestions."""
    match error:
        case NothingToCompare():
            return "suggest.nothing_to_compare", {}
        case OtherSheet():
            return "suggest.other_sheet", {"sheet": error.title}
    return None
