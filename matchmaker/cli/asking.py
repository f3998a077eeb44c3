"""`why`: what an organiser is asked about two people."""

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Folder, Language, asked, find
from matchmaker.cli.speech import USAGE, leave
from matchmaker.io.telling.why import unmet_between
from matchmaker.io.telling.why import why as told_why
from matchmaker.record import Plan

SECONDS = 5.0
"""For a price that was not worked out when the plan was made."""


def why(
    folder: Folder,
    source: Annotated[str, typer.Argument()],
    target: Annotated[str, typer.Argument()],
    version: Annotated[str | None, typer.Argument()] = None,
    *,
    language: Language = None,
) -> None:
    """Say when two people meet; or why they do not, and what it would cost."""
    found, say = find(folder, version, language)
    made = found.plan()
    one, other = (
        asked(written, workflow.person_asked, written, made.event) for written in (source, target)
    )
    if one == other:
        leave(say("why.same", person=made.event.participant[one].name), USAGE)
    line = told_why(_with_prices(made, one, other), one, other, say)
    Console().print(Text(line), soft_wrap=True)


def _with_prices(made: Plan, one: str, other: str) -> Plan:
    """Work out prices that are missing; only then the solver is loaded."""
    unmet = unmet_between(made, one, other)
    missing = [each.interest for each in unmet if not each.price and not each.reason.is_final]
    if not missing:
        return made
    workflow.get_ready(lambda _key: None)
    return workflow.plan_with_price(made, missing, workflow.Watch(SECONDS))
