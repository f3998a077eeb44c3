"""What a command may end in: refused, interrupted, or a bug of ours; loaded when it is."""

import os
import traceback
from pathlib import Path
from typing import NoReturn

from matchmaker import workflow
from matchmaker.cli.speech import (
    BAD_INPUT,
    BUG,
    CLOSED_PIPE,
    INTERRUPTED,
    NO_PLAN,
    USAGE,
    tell_of,
)
from matchmaker.impossible import Unforced
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.lock import Busy
from matchmaker.io.plans.versions import Obsolete
from matchmaker.io.reading.branding import BadLogo
from matchmaker.system import fall_silent, is_closed_pipe, refusal
from matchmaker.terminal import GivenUp

Fault = (
    workflow.AlreadyMapped
    | BadLogo
    | BadTemplate
    | workflow.Bug
    | workflow.Edited
    | NotAPlan
    | NotAsMeant
    | workflow.NothingToAttach
    | Obsolete
    | workflow.OtherEventId
    | workflow.Overtaken
    | Unforced
)
"""What a use case refuses to go on with."""


def tell_of_end(error: Exception) -> int:
    """Say what ended a command; give the exit code."""
    if isinstance(error, GivenUp):
        _give_up(error)
    if isinstance(error, Fault):
        return _tell_of_fault(error)
    if isinstance(error, OSError):
        return _tell_of_refusal(error)
    tell_of("cli.bug", kind=type(error).__name__, place=_origin(error))
    return BUG


def _give_up(given_up: GivenUp) -> NoReturn:
    tell_of("cli.interrupted_early" if given_up.is_early else "cli.interrupted")
    fall_silent()
    os._exit(INTERRUPTED)  # the search still runs, and Python cannot end a thread of C++


def _tell_of_fault(fault: Fault) -> int:
    """Say what is to be mended first; give the exit code."""
    match fault:
        case workflow.Bug():
            tell_of("cli.bug_in_plan", path=fault.instance)
            return BUG
        case NotAsMeant():
            tell_of("cli.bug_in_mail", file=fault.file, what=fault.what)
            return BUG
        case workflow.AlreadyMapped():
            tell_of("cli.exists", path=fault.path)
            return USAGE
        case workflow.NothingToAttach():
            tell_of("mail.nothing_to_attach", path=fault.path)
            return USAGE
        case BadTemplate():
            tell_of(f"mail.fault.{fault.code}", **fault.parameters)
        case NotAPlan():
            tell_of(f"cli.{fault.code}", **fault.parameters)
        case BadLogo():
            tell_of(f"cli.{fault.code}", path=fault.path)
        case _:
            return _tell_why_not(fault)
    return BAD_INPUT


def _tell_why_not(
    fault: workflow.Edited | workflow.Overtaken | Obsolete | workflow.OtherEventId | Unforced,
) -> int:
    """Complain that a plan is not what the organiser wants, or people know, by now."""
    if isinstance(fault, Unforced):
        pairs = ", ".join(" – ".join(pair) for pair in fault.pairs)
        tell_of("cli.unforced" if fault.is_proven else "cli.unforced_in_time", pairs=pairs)
    elif isinstance(fault, workflow.Edited):
        tell_of("cli.schedule_edited", path=fault.path)
    elif isinstance(fault, workflow.Overtaken):
        tell_of("cli.overtaken", last=fault.last.name)
    else:
        key = "cli.obsolete" if isinstance(fault, Obsolete) else "cli.other_event_id"
        tell_of(key, version=fault.version.name, last=fault.last.name)
    return NO_PLAN


def _tell_of_refusal(error: OSError) -> int:
    """Say what the system refused; give the exit code."""
    if is_closed_pipe(error):
        return CLOSED_PIPE
    if isinstance(error, Busy):
        tell_of("cli.busy", path=error.filename or "")
        return USAGE
    key, parameters = refusal(error)
    tell_of(key, **parameters)
    return USAGE


def _origin(error: BaseException) -> str:
    """Tell where in the program an error comes from; nothing of the data is in it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
