"""What if: scenarios of an event, bounded at once and planned where asked, in any processes."""

import logging
import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from itertools import chain
from multiprocessing import get_context, parent_process
from signal import SIG_IGN, SIGINT, signal
from time import monotonic
from typing import TYPE_CHECKING

from matchmaker import __version__
from matchmaker.events import Event, Pair, other_of
from matchmaker.floors import room
from matchmaker.io.checking.event_reader import Reading
from matchmaker.io.plans.trials import KeptTrials
from matchmaker.issues import Severity
from matchmaker.record import Source
from matchmaker.scenarios import (
    Alteration,
    Bottleneck,
    Figures,
    Hindrance,
    Impossible,
    Prospect,
    Scenario,
    What,
    altered,
    fingerprint,
)
from matchmaker.solver import Watch
from matchmaker.solver.whatif import Trial, Tried, look_at, most_of_all
from matchmaker.wishes import unhindered_pairs, wished_pairs

if TYPE_CHECKING:
    from distributed import Client


@dataclass(frozen=True)
class Effort:
    """How hard each plan is searched for."""

    seconds: float
    seed: int = 1


class Supposed:
    """The events of scenarios, each made once.

    Parameters
    ----------
    event, source : Event, Source
        As it is, and what it was read from.
    with_length : callable
        Reads it once more, with meetings of so many minutes.
    """

    def __init__(self, event: Event, source: Source, with_length: Callable[[int], Reading]) -> None:
        self.as_it_is = event
        self._source = source
        self._with_length = with_length
        self._of_length: dict[int, Reading] = {}

    def event(self, scenario: Scenario) -> Event:
        """Make the event of a scenario.

        Raises
        ------
        Impossible
            If there can be none.
        """
        minutes = scenario.length
        return altered(self.as_it_is if minutes is None else self._read(minutes), scenario)

    def _read(self, minutes: int) -> Event:
        if minutes not in self._of_length:
            self._of_length[minutes] = self._with_length(minutes)
        reading = self._of_length[minutes]
        if reading.source != self._source:
            raise Impossible(Hindrance("changed"))
        if reading.event is None:
            errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
            raise Impossible(Hindrance("workbook", (("place", str(errors[0].place)),)))
        return reading.event


def prospects(
    supposed: Supposed,
    scenarios: Iterable[Scenario],
    executor: Executor,
    results: KeptTrials | None = None,
    effort: Effort | None = None,
) -> Iterator[Prospect]:
    """Bound scenarios, or plan them where there is an effort; each is told as soon as it is known.

    Parameters
    ----------
    supposed : Supposed
        Gives the event of each.
    scenarios : iterable of Scenario
        What is asked.
    executor : Executor
        Of threads, processes or other computers.
    results : KeptTrials, optional
        Where what is found is kept, and looked for first.
    effort : Effort, optional
        How hard to search for plans; without it only bounds.
    """
    running: Running = {}
    for scenario in scenarios:
        try:
            event = supposed.event(scenario)
        except Impossible as impossible:
            yield Prospect(scenario, hindrance=impossible.hindrance)
            continue
        trial = Trial(event, effort.seconds, effort.seed) if effort else Trial(event)
        name = fingerprint(__version__, trial)
        known = _known(results, name)
        if known:
            yield _prospect(scenario, known, effort)
        else:
            running[_begun(executor, trial)] = scenario, name
            yield from _ended(running, 0, results, effort)
    while running:
        yield from _ended(running, OFTEN, results, effort)


Running = dict[Future[Tried], tuple[Scenario, str]]
"""What is being tried: of which scenario, and the fingerprint of it."""


def _ended(
    running: Running, seconds: float, results: KeptTrials | None, effort: Effort | None
) -> Iterator[Prospect]:
    """Keep and tell what has ended within some seconds; between two looks Ctrl-C is heeded."""
    for future in wait(running, seconds, FIRST_COMPLETED).done:
        scenario, name = running.pop(future)
        tried = _result(future)
        if results and tried.figures:
            results.keep(name, asdict(tried))
        yield _prospect(scenario, tried, effort)


def _begun(executor: Executor, trial: Trial) -> Future[Tried]:
    """Begin a trial; where a process ended, no other can be begun beside it."""
    try:
        return executor.submit(look_at, trial)
    except BrokenExecutor as broken:
        failed: Future[Tried] = Future()
        failed.set_exception(broken)
        return failed


OFTEN = 0.2
"""Seconds between two looks."""


def _result(future: Future[Tried]) -> Tried:
    """Get what came of it; a process that ended is a failure of that scenario only."""
    error = future.exception()
    return future.result() if error is None else Tried(None, type(error).__name__)


def _known(results: KeptTrials | None, name: str) -> Tried | None:
    match results.find(name) if results else None:
        case {
            "figures": {"points": int(points), "wishes": int(wishes), "below": int(below)},
            "lapses": [*lapses],
        }:
            return Tried(Figures(points, wishes, below), lapses=tuple(map(str, lapses)))
    return None


def _prospect(scenario: Scenario, tried: Tried, effort: Effort | None) -> Prospect:
    if tried.figures is None:
        return Prospect(scenario, hindrance=Hindrance("failed", (("what", tried.failed),)))
    if effort is None:
        return Prospect(scenario, most=tried.figures)
    return Prospect(scenario, plan=tried.figures, lapses=tried.lapses)


def bounded(
    supposed: Supposed, scenarios: Iterable[Scenario], results: KeptTrials | None = None
) -> tuple[Prospect, ...]:
    """Bound scenarios, one after the other; in their order."""
    scenarios = tuple(scenarios)
    found = {one.scenario: one for one in prospects(supposed, scenarios, AtOnce(), results)}
    return tuple(found[scenario] for scenario in scenarios)


def planned(
    supposed: Supposed,
    bounds: Iterable[Prospect],
    executor: Executor,
    effort: Effort,
    results: KeptTrials | None = None,
) -> tuple[Prospect, ...]:
    """Plan the scenarios that have a bound; in their order, each with both."""
    bounds = tuple(bounds)
    possible = [bound.scenario for bound in bounds if bound.most]
    plans = {o.scenario: o for o in prospects(supposed, possible, executor, results, effort)}
    return tuple(_together(bound, plans.get(bound.scenario)) for bound in bounds)


def _together(bound: Prospect, plan: Prospect | None) -> Prospect:
    """Put the bound of a scenario and its plan side by side; neither where they contradict."""
    if plan is None:
        return bound
    if bound.most and plan.plan and not plan.plan.is_within(bound.most):
        return Prospect(bound.scenario, hindrance=Hindrance("beyond"))
    return replace(plan, most=bound.most)


class AtOnce(Executor):
    """Does everything at once, in this very thread."""

    def submit(self, work: Callable[..., Tried], /, *args: object, **kw: object) -> Future[Tried]:  # type: ignore[override]
        """Do it."""
        done: Future[Tried] = Future()
        done.set_result(work(*args, **kw))
        return done


@contextmanager
def processes(jobs: int | None = None) -> Iterator[Executor]:
    """Give processes of this computer, begun anew as on Windows; they end when this one does."""
    pool = ProcessPoolExecutor(
        jobs or os.cpu_count() or 1, mp_context=get_context("spawn"), initializer=_begin_process
    )
    try:
        yield pool
    except BaseException:
        for process in [*(pool._processes or {}).values()]:  # noqa: SLF001 - nothing else knows them
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _begin_process() -> None:
    """Leave Ctrl-C to whoever began this process, and end when they are gone."""
    signal(SIGINT, SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give the workers of a Dask cluster.

    Raises
    ------
    NoCluster
        If Dask is not installed, nobody answers at this address, or what works there is gone.
    """
    client = _connected(address)
    workers, ended = client.get_executor(pure=False), threading.Event()
    watcher = threading.Thread(target=_give_up_without_workers, args=(client, workers, ended))
    watcher.start()
    try:
        yield workers
    except CancelledError:
        raise NoCluster("cluster_gone", address) from None
    finally:
        ended.set()
        watcher.join()
        client.close()


def _connected(address: str) -> "Client":
    try:
        from distributed import Client  # noqa: PLC0415 - an extra

        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what it has to say, we say
        return Client(address, timeout=CONNECTING)
    except ImportError:
        raise NoCluster("no_dask", address) from None
    except (OSError, ValueError):
        raise NoCluster("no_cluster", address) from None


CONNECTING = 10
"""Seconds in which a cluster is to answer."""


def _give_up_without_workers(client: "Client", workers: Executor, ended: threading.Event) -> None:
    """Cancel all that waits when there was no worker for long: Dask itself waits for ever."""
    seen = monotonic()
    while not ended.wait(BETWEEN_LOOKS):
        if _has_worker(client):
            seen = monotonic()
        elif monotonic() - seen > WAITING:
            workers.shutdown(wait=False)
            return


def _has_worker(client: "Client") -> bool:
    try:
        known = client.scheduler_info()["workers"]
    except OSError:
        return False
    return any(worker["status"] == "running" for worker in known.values())


BETWEEN_LOOKS = 1.0
WAITING = 30.0
"""Seconds that a cluster may be without a worker that is running: one may just be starting."""


class NoCluster(Exception):  # noqa: N818 - nothing of ours went wrong
    """There is no cluster to work on; why, as the key of a sentence."""

    def __init__(self, code: str, address: str) -> None:
        super().__init__(code, address)
        self.code, self.address = code, address


def bottleneck(supposed: Supposed, results: KeptTrials | None = None) -> Bottleneck:
    """Find what is short: that of which one more brings the most points.

    Where time is short, but only that of a few, it is these people whom everybody wants.
    """
    event = supposed.as_it_is
    of_rooms = (What.ROOMS,) if event.rooms else ()
    of_tables = (What.TABLES,) if event.standing_tables else ()
    asked = (*of_tables, *of_rooms, What.SLOTS, What.MAX)
    more = {what: Scenario((Alteration(what, 1),)) for what in asked}
    as_is, *others = bounded(supposed, (Scenario(), *more.values()), results)
    if as_is.most is None:
        raise RuntimeError(str(as_is.hindrance))
    now = as_is.most.points
    gains = {
        what: other.most.points - now
        for what, other in zip(more, others, strict=True)
        if other.most
    }
    wanted = wanted_too_often(event)
    if now == most_of_all(replace(event), Watch(SECONDS)):
        return Bottleneck("nothing", gains)
    best = max(gains, key=lambda what: gains[what])
    is_few = len(wanted) <= FEW * len(event.registered)
    if gains[best] == 0 or (best is What.SLOTS and is_few):
        return Bottleneck("people" if wanted else "times", gains, wanted)
    return Bottleneck(best, gains, wanted)


SECONDS = 60.0
FEW = 0.2
"""Of all people, up to which share they are those whom everybody wants."""


def wanted_too_often(event: Event) -> tuple[str, ...]:
    """Name those with more partners than meetings they can have, who have the most first."""

    def most(person: str) -> int:
        time, limit = room(event, event.free_slots[person]), event.limit_of(person)
        return time if limit is None else min(time, limit)

    spare = {person: most(person) for person in event.registered}
    partners = Counter(chain.from_iterable(_asked_for(event, spare)))
    found = (person for person in event.registered if partners[person] > spare[person])
    return tuple(sorted(found, key=lambda person: (-partners[person], person)))


def _asked_for(event: Event, most: Mapping[str, int]) -> frozenset[Pair]:
    """List who is to meet whom: of an organisation the one with the most time left, once a wish."""
    able = {pair for pair in unhindered_pairs(event) if event.usable_slots(pair)}
    wished = {pair: wished_pairs(event)[pair] for pair in sorted(able)}
    by_name = {
        p for p, wishes in wished.items() if any(not w.target_is_organisation for w in wishes)
    }
    open_to = defaultdict(list)
    for pair in wished.keys() - by_name:
        for wish in wished[pair]:
            open_to[wish].append(pair)
    left = Counter(most)
    left.subtract(chain.from_iterable(by_name))
    met: set[Pair] = set()
    for wish in sorted(open_to, key=lambda wish: (len(open_to[wish]), wish.source, wish.target)):
        if met.isdisjoint(open_to[wish]):
            chosen = max(sorted(open_to[wish]), key=lambda p: left[other_of(p, wish.source)])
            met.add(chosen)
            left.subtract(chosen)
    return frozenset(by_name | met)
