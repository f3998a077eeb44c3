"""What if, for programs: scenarios bounded and planned, on this computer or many."""

import os
from collections.abc import Iterable
from concurrent.futures import Executor
from contextlib import nullcontext
from dataclasses import dataclass

from matchmaker import workflow
from matchmaker.io.plans.trials import KeptTrials
from matchmaker.library.arguments import (
    MOST_SECONDS,
    MOST_SEED,
    MOST_WORKERS,
    check_number,
    check_type,
    path_of,
)
from matchmaker.library.reading import ReadEvent
from matchmaker.prospects import bottleneck_line
from matchmaker.scenarios import Bottleneck, Prospect, Scenario, scenario_of, usual_scenarios
from matchmaker.text import words


@dataclass(frozen=True)
class WhatIf:
    """What scenarios of an event would bring.

    Parameters
    ----------
    prospects : tuple of Prospect
        Of each: its `scenario`, the best that any plan could have of each figure (`most`), what a
        plan has (`plan`), and why there are no figures (`hindrance`).
    bottleneck : Bottleneck
        What is short.
    sentence : str
        The same in words.
    """

    prospects: tuple[Prospect, ...]
    bottleneck: Bottleneck
    sentence: str

    def __getitem__(self, scenario: str) -> Prospect:
        """Get what a scenario would bring, by how it is typed: `tables+1`."""
        found = scenario_of(scenario)
        for prospect in self.prospects:
            if prospect.scenario == found:
                return prospect
        raise KeyError(scenario)


def whatif(
    event: ReadEvent,
    scenarios: Iterable[str] | None = None,
    *,
    plan: bool = False,
    seconds: float = 20,
    seed: int = 1,
    jobs: int | None = None,
    executor: Executor | None = None,
    keep: str | os.PathLike[str] | None = None,
) -> WhatIf:
    """Tell what scenarios of an event would bring, and what is short.

    Parameters
    ----------
    event : ReadEvent
        What `read` or `event` gave.
    scenarios : iterable of str, optional
        Such as `tables+1`, `slots-2`, `length=20`, `max+1`, `min-1`, `without=4` (the meeting rule
        in row 4), `as-is`, or several at once: `tables+1/slots+1`. By default all that are usual.
    plan : bool
        Whether to plan each, besides bounding it.
    seconds : float
        For each plan at most.
    seed : int
        Of every random choice, from 0.
    jobs : int, optional
        How many plans are made at the same time; as many as there are processors.
    executor : Executor, optional
        Makes the plans instead: any of `concurrent.futures`, or `Client(...).get_executor()` of
        Dask. A program that has none starts processes: its own work stands under
        ``if __name__ == "__main__":``.
    keep : path, optional
        A folder that keeps what is found, so that nothing is worked out twice.

    Returns
    -------
    WhatIf
        The event as it is, and each scenario in order.

    Raises
    ------
    ValueError
        If a scenario is none.

    Examples
    --------
    >>> found = matchmaker.whatif(event, ["tables+1", "slots+1"])
    >>> found["tables+1"].most.points - found["as-is"].most.points, found.sentence
    """
    check_type("event", event, ReadEvent)
    check_number("seconds", seconds, 0, MOST_SECONDS, float)
    check_number("seed", seed, 0, MOST_SEED, int)
    check_number("jobs", 1 if jobs is None else jobs, 1, MOST_WORKERS, int)
    asked = _asked(event, scenarios)
    supposed = workflow.Supposed(event.event, event._reading.source, event._with_length)  # noqa: SLF001 - our own
    results = None if keep is None else KeptTrials(path_of("keep", keep))
    found = workflow.bounded(supposed, asked, results)
    if plan:
        with nullcontext(executor) if executor else workflow.processes(jobs) as workers:
            effort = workflow.Effort(seconds, seed)
            found = workflow.planned(supposed, found, workers, effort, results)
    short = workflow.bottleneck(supposed, results)
    sentence = bottleneck_line(short, event.event, words(event.event.language))
    return WhatIf(found, short, sentence)


def _asked(event: ReadEvent, scenarios: Iterable[str] | None) -> tuple[Scenario, ...]:
    if scenarios is None:
        return usual_scenarios(event.event)
    found = [Scenario()]
    for typed in scenarios:
        scenario = scenario_of(typed)
        if scenario is None:
            raise ValueError(f"scenarios: {typed!r} is none")
        found.append(scenario)
    return tuple(dict.fromkeys(found))
