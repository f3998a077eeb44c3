"""`whatif`: what scenarios of an event would bring, and what is short."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, SkipBadWishes, Workbook, read, without_errors
from matchmaker.cli.speech import BUG, INTERRUPTED, USAGE, complain, leave
from matchmaker.cli.telling import size
from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.plans.results import Results, folder_beside
from matchmaker.prospects import bottleneck_line
from matchmaker.scenarios import Scenario, scenario_of, usual_scenarios
from matchmaker.system import fall_silent
from matchmaker.terminal import GivenUp, run_apart, show_line, show_prospects, typed
from matchmaker.text import Words

SECONDS = 20
"""For each plan, if nobody says otherwise."""
Result = TypeVar("Result")


def whatif(
    workbook: Workbook,
    *,
    planned: Annotated[bool, typer.Option("--plan")] = False,
    scenarios: Annotated[str, typer.Option()] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=512)] = None,
    seconds: Annotated[int, typer.Option("--time", min=1, max=86_400)] = SECONDS,
    seed: Annotated[int, typer.Option(min=0, max=2_147_483_647)] = 1,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Tell what more or fewer tables, slots and meetings would bring, and what is short."""
    reading, say, console = read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    event = without_errors(reading, workbook, say, console, "cli.not_planned")
    asked = _asked(scenarios, event, say)
    if jobs and not planned:
        leave(say("whatif.jobs_need_plan"), USAGE)
    again = partial(read_event, workbook, skip_bad_wishes=skip_bad_wishes)
    supposed = workflow.Supposed(event, reading.source, lambda n: again(meeting_length=n))
    folder = output or folder_beside(workbook)
    results = Results(folder / "results")
    patiently = partial(_until_given_up, folder=folder, say=say)
    show_line(size(event, say), console)
    found = patiently(lambda: workflow.bounded(supposed, asked, results))
    lacking = patiently(lambda: workflow.bottleneck(event))
    if planned:
        show_line(say("whatif.planning", n=number(len(found), say)), console)
        effort = workflow.Effort(seconds, seed)
        with workflow.processes(jobs) as workers:
            found = patiently(lambda: workflow.planned(supposed, found, workers, effort, results))
    show_prospects(found, event, say, console)
    show_line(bottleneck_line(lacking, event, say), console, "bold")
    if not planned:
        console.print(Text(say("whatif.not_planned", workbook=typed(workbook))), soft_wrap=True)
    if any(prospect.is_our_fault for prospect in found):
        raise typer.Exit(BUG)


def _asked(scenarios: str, event: Event, say: Words) -> tuple[Scenario, ...]:
    """Read which scenarios are asked for; the event as it is comes first."""
    found = [Scenario()]
    for word in filter(None, (part.strip() for part in scenarios.split(","))):
        scenario = scenario_of(word)
        if scenario is None:
            leave(say("whatif.not_a_scenario", value=word), USAGE)
        found.append(scenario)
    return tuple(dict.fromkeys(found)) if scenarios else usual_scenarios(event)


def _until_given_up(work: Callable[[], Result], folder: Path, say: Words) -> Result:
    """Do what takes long; at a Ctrl-C say where what is found is kept."""
    try:
        return run_apart(work)
    except GivenUp:
        complain(say("whatif.interrupted", path=folder))
        fall_silent()
        os._exit(INTERRUPTED)  # a search may still run, and Python cannot end a thread of C++
