"""What a command may end in: refused, interrupted, or a bug of ours; loaded when it is."""

import os
from typing import NoReturn

from rich.console import Console

from matchmaker import workflow
from matchmaker.bugs import origin
from matchmaker.cli.speech import (
    BAD_INPUT,
    BUG,
    CLOSED_PIPE,
    INTERRUPTED,
    NO_PLAN,
    USAGE,
    spoken,
    tell_of,
)
from matchmaker.cli.telling import tell
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.marking.suggested import OtherSheet
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.lock import Busy
from matchmaker.io.reading.branding import BadLogo
from matchmaker.issues import Severity
from matchmaker.suggesting.suggestions import NothingToCompare
from matchmaker.system import fall_silent, is_closed_pipe, refusal
from matchmaker.terminal import GivenUp


def tell_of_end(error: Exception) -> int:
    """Say what ended a command; give the exit code."""
    if isinstance(error, GivenUp):
        _give_up(error)
    if said := workflow.why_refused(error):
        return _tell_of_fault(error, said)
    if isinstance(error, OSError):
        return _tell_of_refusal(error)
    tell_of("cli.bug", kind=type(error).__name__, place=origin(error))
    return BUG


def _give_up(given_up: GivenUp) -> NoReturn:
    tell_of("cli.interrupted_early" if given_up.is_early else "cli.interrupted")
    fall_silent()
    os._exit(INTERRUPTED)  # the search still runs, and Python cannot end a thread of C++


def _tell_of_fault(fault: Exception, said: workflow.Said) -> int:
    """Say what is to be mended first; give the exit code."""
    if isinstance(fault, workflow.BadFeedback):
        tell(Severity.ERROR, fault.issues, spoken(), Console())
    key, parameters = said
    tell_of(key, **parameters)
    return _code_of(fault)


def _code_of(fault: Exception) -> int:
    match fault:
        case workflow.Bug() | NotAsMeant():
            return BUG
        case workflow.AlreadyMapped() | workflow.NothingToAttach() | workflow.NothingTold():
            return USAGE
        case workflow.SameEvent():
            return USAGE
        case NothingToCompare() | OtherSheet():
            return BAD_INPUT
        case BadTemplate() | NotAPlan() | BadLogo() | workflow.BadFeedback():
            return BAD_INPUT
        case _:
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
