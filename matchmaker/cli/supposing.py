"""`whatif`: what scenarios of an event would bring, and what is short."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.inputs import Language, SkipBadWishes, Workbook, read, without_errors
from matchmaker.cli.speech import BUG, INTERRUPTED, USAGE, complain, leave
from matchmaker.cli.telling import size
from matchmaker.events import Event
from matchmaker.figures import number
from matchmaker.io.checking.event_reader import read_event
from matchmaker.io.package.naming import beside
from matchmaker.io.plans.trials import KeptTrials
from matchmaker.io.writing.whatif_book import WhatIfs, write_what_ifs
from matchmaker.prospects import bottleneck_line
from matchmaker.scenarios import Scenario, scenario_of, usual_scenarios
from matchmaker.system import fall_silent
from matchmaker.terminal import GivenUp, run_apart, show_line, show_prospects, timer, typed
from matchmaker.text import Words

SECONDS = 20
"""For each plan, if nobody says otherwise."""


def whatif(
    workbook: Workbook,
    *,
    planned: Annotated[bool, typer.Option("--plan")] = False,
    scenarios: Annotated[str, typer.Option()] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=512)] = None,
    scheduler: Annotated[str, typer.Option()] = "",
    seconds: Annotated[int, typer.Option("--time", min=1, max=86_400)] = SECONDS,
    seed: Annotated[int, typer.Option(min=0, max=2_147_483_647)] = 1,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Tell what more or fewer tables, slots and meetings would bring, and what is short."""
    elapsed = timer()
    reading, say, console = read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    event = without_errors(reading, workbook, say, console, "cli.not_planned")
    asked = _asked(scenarios, event, say)
    if (jobs or scheduler) and not planned:
        leave(say("whatif.jobs_need_plan"), USAGE)
    again = partial(read_event, workbook, skip_bad_wishes=skip_bad_wishes)
    supposed = workflow.Supposed(event, reading.source, lambda n: again(meeting_length=n))
    folder = output or beside(workbook, "whatif")
    results = KeptTrials(folder / "results")
    show_line(size(event, say), console)
    with _going_on_later(folder, say):
        found = run_apart(lambda: workflow.bounded(supposed, asked, results))
        lacking = run_apart(lambda: workflow.bottleneck(supposed, results))
        if planned:
            show_line(say("whatif.planning", n=number(len(found), say)), console)
            effort = workflow.Effort(seconds, seed)
            with _workers(jobs, scheduler, say) as workers:
                found = run_apart(
                    lambda: workflow.planned(supposed, found, workers, effort, results)
                )
    show_prospects(found, event, say, console)
    show_line(bottleneck_line(lacking, event, say), console, "bold")
    path = folder / "whatif.xlsx"
    write_what_ifs(WhatIfs(event, found, lacking), path, say)
    written = say("cli.written", path=path, seconds=number(elapsed(), say, digits=1))
    console.print(Text(written, "bold green"), soft_wrap=True)
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


@contextmanager
def _workers(jobs: int | None, scheduler: str, say: Words) -> Iterator[Executor]:
    """Give what plans: processes, or a cluster where its scheduler is named."""
    try:
        with workflow.cluster(scheduler) if scheduler else workflow.processes(jobs) as workers:
            yield workers
    except workflow.NoCluster as missing:
        leave(say(f"whatif.{missing.code}", address=missing.address), USAGE)


@contextmanager
def _going_on_later(folder: Path, say: Words) -> Iterator[None]:
    """At a Ctrl-C say where what is found is kept."""
    try:
        yield
    except GivenUp:
        complain(say("whatif.interrupted", path=folder))
        fall_silent()
        os._exit(INTERRUPTED)  # a search may still run, and Python cannot end a thread of C++
