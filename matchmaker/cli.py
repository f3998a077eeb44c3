"""The command line: arguments in, one use case, words and exit code out."""

import os
import sys
import traceback
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, NoReturn, TypeVar, get_args

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.text import Text

from matchmaker import __version__, workflow
from matchmaker.aims import Keep
from matchmaker.events import Event
from matchmaker.figures import count, date_time, number
from matchmaker.fulfilment import wishes_of
from matchmaker.help import Command, Commands
from matchmaker.io.checking.event_reader import Reading, read_event
from matchmaker.io.handouts import FORMATS, Order
from matchmaker.io.intake.intake import Intake, take_in
from matchmaker.io.mail.proof import NotAsMeant
from matchmaker.io.mail.templates import BadTemplate
from matchmaker.io.plans import versions
from matchmaker.io.plans.door import NotAPlan
from matchmaker.io.plans.lock import Busy
from matchmaker.io.plans.versions import Obsolete, Version
from matchmaker.io.plans.work import tidy
from matchmaker.io.reading.branding import BadLogo
from matchmaker.io.writing.template import write_template
from matchmaker.issues import Issue, Severity
from matchmaker.mistakes import count_line, mistakes_of, show_issues
from matchmaker.record import Plan
from matchmaker.system import (
    fall_silent,
    is_closed_pipe,
    refusal,
    set_up_output,
    whole_or_not_at_all,
)
from matchmaker.terminal import (
    GivenUp,
    ProgressBoard,
    counted,
    run_apart,
    run_watched,
    show_answers,
    show_changes,
    show_faults,
    show_line,
    show_states,
    show_step,
    show_trades,
    timer,
    typed,
)
from matchmaker.text import Words, languages, system_language, words

DONE, BUG, USAGE, BAD_INPUT, NO_PLAN, INTERRUPTED = 0, 1, 2, 3, 4, 130
CLOSED_PIPE = 141
"""As of any program that prints to one that has stopped reading (128 and the number of SIGPIPE)."""

SECONDS, RERUN_SECONDS = 60, 20
"""How long a run takes if nobody says otherwise."""
WRITING = 0.2
"""Share of the time that is kept for writing the plan."""

app = typer.Typer(cls=Commands, add_completion=False, pretty_exceptions_enable=False)
"""What each command and option is for stands in `text/*.toml` under `help`."""

Workbook = Annotated[Path, typer.Argument()]
Folder = Annotated[Path, typer.Argument()]
VersionName = Annotated[str | None, typer.Argument()]
Language = Annotated[str | None, typer.Option()]
Asked = TypeVar("Asked")
SkipBadWishes = Annotated[bool, typer.Option("--skip-bad-wishes")]


def _tell_version(is_asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if is_asked:
        Console().print(Text(__version__))
        raise typer.Exit(DONE)


@app.callback(cls=Commands)
def program(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Take what is said before a command."""


@app.command(cls=Command)
def new(
    workbook: Annotated[Path, typer.Argument()],
    more: Annotated[list[Path] | None, typer.Argument()] = None,
    *,
    exports: Annotated[list[Path] | None, typer.Option("--from")] = None,
    example: Annotated[bool, typer.Option("--example")] = False,
    language: Annotated[str | None, typer.Option()] = None,
) -> None:
    """Make a workbook to fill in: headings with notes, drop-downs, and a sheet of help."""
    _check_language(language)
    say = speak(language or system_language())
    if more and not exports:
        _leave(say("cli.more_needs_from"), USAGE)
    if example and exports:
        _leave(say("cli.example_or_from"), USAGE)
    path = workbook if workbook.suffix else workbook.with_suffix(".xlsx")
    if path.suffix.lower() != ".xlsx":
        _leave(say("cli.not_xlsx", path=path), USAGE)
    if path.exists():
        _leave(say("cli.exists", path=path), USAGE)
    if exports:
        _begin(path, [*exports, *(more or ())], say)
        return
    with whole_or_not_at_all(path):
        write_template(path, say.language, with_example=example)
    Console().print(Text(say("cli.made", path=path), "bold green"), soft_wrap=True)


def _begin(path: Path, exports: Collection[Path], say: Words) -> None:
    """Make a workbook of exports, and say what came in and what was left out."""
    for export in exports:
        if not export.exists():
            _leave(say("cli.no_such_file", path=export), USAGE)
    console, intake = Console(), take_in(exports)
    _tell_intake(intake, say, console)
    if intake.issues:
        show_issues(intake.issues, say, console, every=True)
    if not intake.is_sound:
        _leave(say("cli.not_begun"), BAD_INPUT)
    with whole_or_not_at_all(path):
        workflow.begin(path, intake, say.language)
    people, wishes = (number(len(rows), say) for rows in (intake.people, intake.wishes))
    begun = say("cli.begun", path=path, people=people, wishes=wishes)
    console.print(Text(begun, "bold green"), soft_wrap=True)
    missing = workflow.still_missing(intake, say.language)
    console.print(Text(say("cli.begun_missing", missing=missing)), soft_wrap=True)
    console.print(Text(say("cli.begun_next", path=path)), soft_wrap=True)


def _tell_intake(intake: Intake, say: Words, console: Console) -> None:
    """Show what came of each export."""
    for told in intake.told:
        lists = {"participants": "cli.no_service", "interests": "cli.list_of_meetings"}
        service = told.service or say(lists[told.sheet])
        counts = {key: number(getattr(told, key), say) for key in ("rows", "people", "wishes")}
        line = say("cli.taken", file=told.file, service=service, **counts)
        console.print(Text(line), soft_wrap=True)


@app.command(cls=Command)
def check(
    workbook: Workbook,
    *,
    every: Annotated[bool, typer.Option("--all")] = False,
    annotate: Annotated[Path | None, typer.Option()] = None,
    propose: Annotated[bool, typer.Option("--map")] = False,
    accept: Annotated[bool, typer.Option("--accept")] = False,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Show every mistake in the workbook, with its place and what to do."""
    if accept and not propose:
        _leave(speak(language or system_language())("cli.accept_needs_map"), USAGE)
    if propose:
        _propose(workbook, language, is_accepted=accept)
        if not accept:  # what is wrong without it would push the proposal off the screen
            return
    reading, say, console = _read(workbook, language, skip_bad_wishes=skip_bad_wishes, advise=True)
    show_issues(reading.issues, say, console, every=every)
    if reading.event is not None:
        show_line(_size(reading.event, say), console)
    if annotate is not None:
        _annotate(workbook, reading, annotate, say, console)
    elif any(issue.place.sheet for issue in reading.issues) and not every:
        copy = workflow.name_of_copy(workbook, say)
        show_line(say("cli.more_ways", copy=typed(copy)), console)
    _tell_next(reading, workbook, annotate, say, console, skip_bad_wishes=skip_bad_wishes)


def _tell_next(
    reading: Reading,
    workbook: Path,
    marked: Path | None,
    say: Words,
    console: Console,
    *,
    skip_bad_wishes: bool,
) -> None:
    """Say what to do after a check: correct, there or in the marked copy, or plan."""
    skipping = " --skip-bad-wishes" if skip_bad_wishes else ""
    if reading.event is not None:
        show_step(say("cli.next"), f"plan {typed(workbook)}{skipping}", console)
        return
    _complain(say("cli.not_planned"))
    file = marked if marked and marked.exists() else workbook
    show_step(say("cli.correct"), f"check {typed(file)}{skipping}", console)
    raise typer.Exit(BAD_INPUT)


def _propose(workbook: Path, language: str | None, *, is_accepted: bool) -> None:
    """Write a first mapping, never over one that is there; or accept the one that is."""
    say, console = speak(language or system_language()), Console()
    if not workbook.exists():
        _leave(say("cli.no_such_file", path=workbook), USAGE)
    accepted = workflow.accept_mapping(workbook) if is_accepted else None
    if accepted:
        console.print(Text(say("cli.accepted", path=accepted), "bold green"), soft_wrap=True)
        return
    target, proposal = workflow.propose_mapping(workbook, say, is_accepted=is_accepted)
    with whole_or_not_at_all(target):
        target.write_text(proposal, encoding="utf-8")
    shown = "\n".join(line for line in proposal.splitlines() if not line.startswith("#"))
    console.print(Text(shown.strip()), soft_wrap=True)
    key = "cli.accepted" if is_accepted else "cli.mapped"
    line = say(key, path=target, workbook=workbook)
    console.print(Text(line, "bold green"), soft_wrap=True)


def _annotate(workbook: Path, reading: Reading, target: Path, say: Words, console: Console) -> None:
    """Write a marked copy; never over a file that is there."""
    if target.suffix.lower() != ".xlsx":
        _leave(say("cli.not_xlsx", path=target), USAGE)
    if target.exists():
        _leave(say("cli.exists", path=target), USAGE)
    try:
        copy = workflow.marked_copy(workbook, reading.issues, say)
    except workflow.NotMarked as fault:
        _complain(_why_not_marked(workbook, fault, say))
        return
    with whole_or_not_at_all(target):
        target.write_bytes(copy)
    console.print(Text(say("cli.annotated", path=target), "bold green"), soft_wrap=True)


def _why_not_marked(workbook: Path, fault: workflow.NotMarked, say: Words) -> str:
    if not fault.code:
        return say("cli.not_annotated", path=workbook)
    reason = say(f"issue.{fault.code}", **fault.parameters)
    return say("cli.too_large_to_annotate", reason=reason)


@app.command(cls=Command)
def plan(
    workbook: Workbook,
    *,
    output: Annotated[Path | None, typer.Option("-o", "--output")] = None,
    keep: Annotated[Keep | None, typer.Option()] = None,
    base: Annotated[str | None, typer.Option()] = None,
    moves: Annotated[int | None, typer.Option(min=0)] = None,
    since: Annotated[str | None, typer.Option("--from")] = None,
    absent: Annotated[str, typer.Option()] = "",
    present: Annotated[str, typer.Option()] = "",
    no_substitutes: Annotated[bool, typer.Option("--no-substitutes")] = False,
    edited: Annotated[Path | None, typer.Option()] = None,
    again: Annotated[bool, typer.Option("--again")] = False,
    frontier: Annotated[bool, typer.Option("--frontier")] = False,
    seconds: Annotated[int | None, typer.Option("--time", min=1, max=86_400)] = None,
    seed: Annotated[int, typer.Option(min=0, max=2_147_483_647)] = 1,
    workers: Annotated[int | None, typer.Option(min=1, max=512)] = None,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Plan the meetings, and write a new version: schedule.xlsx and plan.json."""
    elapsed = timer()
    reading, say, console = _read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    event = _usable(reading, workbook, say, console)
    folder = output or versions.folder_of(workbook)
    _check_neighbour(event, workbook, folder, say, is_chosen=output is not None)
    request = workflow.Request(
        keep=keep,
        base=_base(folder, base, say),
        moves=moves,
        since=_asked("--from", workflow.moment_asked, since, event) if since else None,
        absent=_asked("--absent", workflow.people_asked, absent, event),
        present=_asked("--present", workflow.people_asked, present, event),
        substitutes=not no_substitutes,
        edited=_edited(edited, folder, say),
    )
    _tidy(folder, say)
    task = workflow.prepare(reading, workbook, folder, request)
    _check_possible(task, reading.issues, say, console)
    _check_rerun(task, request, say, needs_base=frontier)
    show_line(_size(task.event, say), console)
    _tell_base(task, say, console)
    same = None if frontier else workflow.unchanged(task, folder)
    if same and not again:
        _tell_unchanged(same, say, console)
        return
    effort = _Effort(
        seconds or (RERUN_SECONDS if task.is_rerun and not frontier else SECONDS),
        seed + (len(versions.versions(folder)) if same else 0),
        workers or os.cpu_count() or 1,
    )
    board = ProgressBoard(say)
    watch = _watch(effort, elapsed(), board, say, console)
    if frontier:
        run_apart(lambda: show_trades(workflow.trades(task, watch), say, console))
        return
    planned = run_watched(
        lambda: workflow.plan(task, folder, watch, better_than=same), watch, board, say, console
    )
    _tell_outcome(planned, task, elapsed, say, console)


def _usable(reading: Reading, workbook: Path, say: Words, console: Console) -> Event:
    """Get an event that can be planned; its warnings are for `check`."""
    event = _without_errors(reading, workbook, say, console, "cli.not_planned")
    _count_warnings(reading.issues, workbook, say, console)
    return event


def _check_possible(
    task: workflow.Task, told: Collection[Issue], say: Words, console: Console
) -> None:
    """Tell what was found when it was made ready, and refuse what cannot stand."""
    _tell(Severity.WARNING, _beyond(task.issues, told), say, console)
    if not task.is_possible:
        _tell(Severity.ERROR, task.issues, say, console, every=True)
        _leave(say("cli.edits_not_planned"), BAD_INPUT)


@dataclass(frozen=True)
class _Effort:
    """How hard to search."""

    seconds: int
    seed: int
    workers: int


def _watch(
    effort: _Effort, spent: float, board: ProgressBoard, say: Words, console: Console
) -> "workflow.Watch":  # only those wait for the solver to load who plan
    """Begin to count the time, once the machine code is ready."""
    run_apart(lambda: workflow.get_ready(lambda key: console.print(Text(say(f"cli.{key}")))))
    left = max(0.5, effort.seconds * (1 - WRITING) - spent)
    return workflow.Watch(left, workers=effort.workers, seed=effort.seed, report=board.tell)


def _tell_outcome(
    planned: workflow.Planned | workflow.Unchanged | None,
    task: workflow.Task,
    elapsed: Callable[[], float],
    say: Words,
    console: Console,
) -> None:
    """Say what came of a run."""
    if planned is None:
        _leave(say("cli.nobody_meets"), NO_PLAN)
    if isinstance(planned, workflow.Unchanged):
        line = say("cli.nothing_better", version=planned.version.name)
        console.print(Text(line, "bold green"))
        _tell_defect(planned.defect, say, console)
        return
    _tell(Severity.WARNING, _beyond(planned.plan.issues, task.issues), say, console)
    show_answers(planned.plan, say, console)
    _tell_defect(planned.defect, say, console)
    written = say("cli.written", path=planned.path, seconds=number(elapsed(), say, digits=1))
    console.print(Text(written, "bold green"), soft_wrap=True)
    is_told = task.base is not None and task.base.published is not None
    publish = f"publish {typed(planned.path.parent)}{' --changed' if is_told else ''}"
    show_step(say("cli.look", page=planned.path / "report.html"), publish, console)


@app.command(cls=Command)
def verify(
    workbook: Workbook,
    schedule: Annotated[Path, typer.Argument()],
    *,
    language: Language = None,
) -> None:
    """Check any schedule against every rule, independently of how it was made."""
    reading, say, console = _read(workbook, language)
    event = _without_errors(reading, workbook, say, console, "cli.not_verified")
    if not schedule.exists():
        _leave(say("cli.no_such_file", path=schedule), USAGE)
    checked = workflow.check_schedule(event, schedule, versions.folder_of(workbook))
    if checked.issues:
        show_issues(checked.issues, say, console, every=True)
    if checked.is_unreadable:
        _leave(say("cli.not_verified"), BAD_INPUT)
    show_faults(checked.faults, event, say, console)
    if checked.faults:
        _leave(counted(say, "cli.rules_broken", len(checked.faults)), NO_PLAN)
    meetings = counted(say, "cli.meetings", len(checked.schedule.meetings))
    console.print(Text(say("cli.verified", meetings=meetings), "bold green"))


@app.command(cls=Command)
def agendas(
    folder: Folder,
    version: VersionName = None,
    *,
    formats: Annotated[str, typer.Option()] = "",
    only: Annotated[str, typer.Option()] = "",
    copies: Annotated[int, typer.Option(min=1, max=20)] = 1,
    language: Language = None,
) -> None:
    """Write agendas and what is printed, marked as a draft until it is published."""
    kinds = _known_formats(formats)
    found, say = _find(folder, version, language)
    people = _asked("--only", workflow.group_asked, only, found.plan().event) if only else ()
    order = Order(kinds, people, copies)
    strangers = order.strangers(found.plan())
    if strangers:
        _leave(say("cli.not_taking_part", people=", ".join(strangers)), USAGE)
    with Bar(console=Console()) as bar:
        task = bar.add_task(say("cli.writing_agendas"), total=order.steps(found.plan()))
        paths = workflow.agendas(found, order, lambda: bar.advance(task))
    key = "cli.agendas_reprinted" if found.published else "cli.agendas_written"
    line = say(key, version=found.name, path=", ".join(map(str, paths)))
    Console().print(Text(line, "bold green"), soft_wrap=True)
    _tell_mails(found, order, found.plan(), say)


def _known_formats(formats: str) -> tuple[str, ...]:
    names = _listed(formats)
    for name in names:
        if name not in FORMATS:
            _leave_over("--formats", name, FORMATS)
    return names


def _listed(text: str) -> tuple[str, ...]:
    """Take apart a list with commas; what is named twice is meant once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


@app.command(cls=Command)
def publish(
    folder: Folder,
    version: VersionName = None,
    *,
    changed: Annotated[bool, typer.Option("--changed")] = False,
    language: Language = None,
) -> None:
    """Write the agendas to hand out: from now on people have been told."""
    found, say = _find(folder, version, language)
    is_new = found.published is None
    announcement = workflow.announce(found, changed=changed)
    with Bar(console=Console()) as bar:
        steps = announcement.order.steps(announcement.plan)
        task = bar.add_task(say("cli.writing_agendas"), total=steps, visible=bool(announcement.to))
        published = workflow.publish(announcement, lambda: bar.advance(task))
    key = "cli.published" if is_new else "cli.published_before"
    if not announcement.to:
        key = "cli.published_to_nobody"
    when, people = date_time(published.published_at, say), len(announcement.to)
    told = count("people", people, say)
    line = say(key, version=found.name, when=when, path=found.path, people=told)
    Console().print(Text(line, "bold green"), soft_wrap=True)
    if announcement.to:
        _tell_mails(found, announcement.order, announcement.plan, say)


def _tell_mails(version: Version, order: Order, made: Plan, say: Words) -> None:
    """Say where the mail drafts are, if any were ordered, and who cannot be written to."""
    console, post = Console(), workflow.post(version, order, made)
    if post is None:
        return
    key = "mail.written" if post.count else "mail.nobody"
    line = say(key, count=number(post.count, say), path=post.path)
    console.print(Text(line), soft_wrap=True)
    if post.without_address:
        people = ", ".join(post.without_address)
        console.print(Text(say("mail.without_address", people=people), "yellow"), soft_wrap=True)


@app.command(cls=Command)
def status(folder: Folder, *, language: Language = None) -> None:
    """List the versions: of when, how good, published or not, and what changed."""
    newest, say = _find(folder, None, language)
    show_states(workflow.states(newest.path.parent), say, Console())


@app.command(cls=Command)
def compare(
    folder: Folder,
    before: Annotated[str, typer.Argument()],
    after: VersionName = None,
    *,
    language: Language = None,
) -> None:
    """Say what is different between two versions, why, and whom to tell what."""
    if after is None and versions.find(folder.parent, folder.name):  # `compare v02 v03`
        folder, before, after = folder.parent, folder.name, before
    newer, say = _find(folder, after, language)
    older = versions.find(newer.path.parent, before)
    if older is None:
        _leave(say("cli.no_version", path=newer.path.parent, version=before), USAGE)
    show_changes(workflow.compare_versions(older, newer), say, Console())


def main() -> NoReturn:
    """Run a command; whatever goes wrong ends in a line and an exit code, never in a traceback."""
    set_up_output()
    speak(system_language())
    try:
        code = _run()
    except OSError:  # where we would complain, nothing can be written either
        code = USAGE
    fall_silent()
    sys.exit(code)


def _run() -> int:
    """Run a command; give its exit code."""
    try:
        return _run_command()
    except GivenUp as given_up:
        _tell_of("cli.interrupted_early" if given_up.is_early else "cli.interrupted")
        fall_silent()
        os._exit(INTERRUPTED)  # the search still runs, and Python cannot end a thread of C++
    except FAULTS as fault:
        return _tell_of_fault(fault)
    except OSError as error:
        return _tell_of_refusal(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        _tell_of("cli.bug", kind=type(error).__name__, place=_origin(error))
        return BUG


def _run_command() -> int:
    code = DONE
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else DONE
    sys.stdout.flush()
    if code == INTERRUPTED:
        _tell_of("cli.interrupted")
    # 1 is how rich and click leave when nobody reads any more; commands do not leave with it.
    return CLOSED_PIPE if code == BUG else code


def _tell_of_refusal(error: OSError) -> int:
    """Say what the system refused; give the exit code."""
    if is_closed_pipe(error):
        return CLOSED_PIPE
    if isinstance(error, Busy):
        _tell_of("cli.busy", path=error.filename or "")
        return USAGE
    key, parameters = refusal(error)
    _tell_of(key, **parameters)
    return USAGE


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
)
"""What a use case refuses to go on with."""
FAULTS = get_args(Fault)


def _tell_of_fault(fault: Fault) -> int:
    """Say what is to be mended first; give the exit code."""
    match fault:
        case workflow.Bug():
            _tell_of("cli.bug_in_plan", path=fault.instance)
            return BUG
        case NotAsMeant():
            _tell_of("cli.bug_in_mail", file=fault.file, what=fault.what)
            return BUG
        case workflow.AlreadyMapped():
            _tell_of("cli.exists", path=fault.path)
            return USAGE
        case workflow.NothingToAttach():
            _tell_of("mail.nothing_to_attach", path=fault.path)
            return USAGE
        case BadTemplate():
            _tell_of(f"mail.fault.{fault.code}", **fault.parameters)
        case NotAPlan():
            _tell_of(f"cli.{fault.code}", **fault.parameters)
        case BadLogo():
            _tell_of(f"cli.{fault.code}", path=fault.path)
        case _:
            return _tell_why_out_of_date(fault)
    return BAD_INPUT


def _tell_why_out_of_date(
    fault: workflow.Edited | workflow.Overtaken | Obsolete | workflow.OtherEventId,
) -> int:
    """Complain that a plan is not what the organiser wants, or people know, by now."""
    if isinstance(fault, workflow.Edited):
        _tell_of("cli.schedule_edited", path=fault.path)
    elif isinstance(fault, workflow.Overtaken):
        _tell_of("cli.overtaken", last=fault.last.name)
    else:
        key = "cli.obsolete" if isinstance(fault, Obsolete) else "cli.other_event_id"
        _tell_of(key, version=fault.version.name, last=fault.last.name)
    return NO_PLAN


class _Speech:
    """The language that is spoken, for what goes wrong outside of a command."""

    words: Words = words("en")


def speak(language: str) -> Words:
    """Speak a language from now on."""
    _Speech.words = words(language)
    return _Speech.words


def _tell_of(key: str, **parameters: object) -> None:
    """Complain in the language that is spoken."""
    _complain(_Speech.words(key, **parameters))


def _complain(line: str) -> None:
    Console(stderr=True).print(Text(line, "bold red"), soft_wrap=True)


def _leave(line: str, code: int) -> NoReturn:
    _complain(line)
    raise typer.Exit(code)


def _leave_over(option: str, value: str, known: Iterable[str]) -> NoReturn:
    """Refuse a value, and name the ones there are."""
    say = _Speech.words
    _leave(say("cli.not_one_of", option=option, value=value, known=", ".join(known)), USAGE)


def _origin(error: BaseException) -> str:
    """Tell where in the program an error comes from; nothing of the data is in it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _read(
    workbook: Path,
    language: str | None,
    *,
    skip_bad_wishes: bool = False,
    advise: bool = False,
) -> tuple[Reading, Words, Console]:
    """Read the workbook, and speak its language unless another is asked for."""
    _check_language(language)
    if not workbook.exists():
        _leave(speak(language or system_language())("cli.no_such_file", path=workbook), USAGE)
    reading = read_event(workbook, skip_bad_wishes=skip_bad_wishes, advise=advise)
    return reading, speak(language or reading.language or system_language()), Console()


def _without_errors(
    reading: Reading, workbook: Path, say: Words, console: Console, refusal_key: str
) -> Event:
    """Get the event as read, or show the errors and leave; the warnings are for `check`."""
    if reading.event is None:
        _count_warnings(reading.issues, workbook, say, console)
        _tell(Severity.ERROR, reading.issues, say, console)
        _leave(say(refusal_key), BAD_INPUT)
    return reading.event


def _check_language(language: str | None) -> None:
    if language is not None and language not in languages():
        _leave_over("--language", language, languages())


def _tell(
    severity: Severity,
    issues: Iterable[Issue],
    say: Words,
    console: Console,
    *,
    every: bool = False,
) -> None:
    """Show issues of one severity, if there are any."""
    found = [issue for issue in issues if issue.severity is severity]
    if found:
        show_issues(found, say, console, every=every)


def _count_warnings(issues: Iterable[Issue], workbook: Path, say: Words, console: Console) -> None:
    """Say how many warnings there are, where the first of each cause is, and what shows them."""
    warnings = [issue for issue in issues if issue.severity is Severity.WARNING]
    if warnings:
        places = [str(mistake.issues[0].place) for mistake in mistakes_of(warnings, say)]
        others = number(len(warnings) - len(places), say)
        line = say(
            "cli.see_check",
            warnings=count_line(warnings, say),
            places=", ".join(places) + (say("cli.more_places", n=others) if others != "0" else ""),
            workbook=typed(workbook),
        )
        show_line(line, console, "yellow")


def _beyond(issues: Iterable[Issue], told: Collection[Issue]) -> list[Issue]:
    """Take those that were not shown yet."""
    return [issue for issue in issues if issue not in told]


def _size(event: Event, say: Words) -> str:
    return say(
        "cli.size",
        event=event.name,
        people=number(len(event.registered), say),
        slots=number(len(event.slots), say),
        tables=number(len(event.tables), say),
        wishes=number(len(wishes_of(event)), say),
    )


def _base(folder: Path, name: str | None, say: Words) -> Version | None:
    """Find the version that is asked for."""
    version = versions.find(folder, name) if name else None
    if name and version is None:
        _leave(say("cli.no_version", path=folder, version=name), USAGE)
    return version


def _edited(path: Path | None, folder: Path, say: Words) -> Path | None:
    """Refuse a schedule that is not there, or of no version."""
    if path and not path.is_file():
        _leave(say("cli.no_such_file", path=path), USAGE)
    if path and versions.find(folder) is None:
        _leave(say("cli.no_version", path=folder, version="v01"), USAGE)
    return path


def _asked(option: str, read: Callable[[str, Event], Asked], written: str, event: Event) -> Asked:
    """Read the value of an option in the words of an event, or refuse it."""
    try:
        return read(written, event)
    except workflow.NotUnderstood as fault:
        _leave(f"{option}: {_Speech.words(f'issue.{fault.code}', **fault.parameters)}", USAGE)


def _check_neighbour(
    event: Event, workbook: Path, folder: Path, say: Words, *, is_chosen: bool
) -> None:
    """Refuse an event that was published in a folder beside, unless another one is chosen."""
    neighbour = workflow.find_neighbour(event, folder)
    if neighbour is None:
        return
    if not neighbour.is_same_event:
        _leave(say("cli.event_id_taken", id=event.event_id, folder=neighbour.folder), BAD_INPUT)
    if not is_chosen:
        there, version = folder.with_name(neighbour.folder.name), neighbour.version.name
        line = say("cli.published_elsewhere", workbook=workbook, folder=there, version=version)
        _leave(line, USAGE)


def _check_rerun(
    task: workflow.Task, request: workflow.Request, say: Words, *, needs_base: bool
) -> None:
    """Refuse what means nothing without a published version, or with another option."""
    asked = {"--keep": request.keep in {Keep.ALL, Keep.PAIRS}, "--from": request.since}
    asked |= {"--frontier": needs_base}
    for option, is_asked in asked.items():
        if is_asked and task.base is None:
            _leave(say("cli.nothing_published", option=option), USAGE)
    strangers = workflow.never_absent(task, request)
    if strangers:
        _leave(say("cli.not_absent", people=", ".join(strangers)), USAGE)
    if request.moves is not None and task.options.keep is not Keep.PAIRS:
        _leave(say("cli.moves_need_pairs"), USAGE)


def _tell_base(task: workflow.Task, say: Words, console: Console) -> None:
    """Say what a rerun starts from, and what it keeps."""
    if task.base:
        published = task.base.published
        state = say("cli.base_draft")
        if published:
            state = say("cli.base_published", when=date_time(published.published_at, say))
        keep = say(f"cli.keep.{task.options.keep}")
        line = say("cli.base", version=task.base.name, state=state, keep=keep)
        show_line(line, console)


def _tell_unchanged(version: Version, say: Words, console: Console) -> None:
    line = say("cli.unchanged", version=version.name, path=version.path)
    console.print(Text(line, "bold green"), soft_wrap=True)


def _tell_defect(defect: workflow.Defect | None, say: Words, console: Console) -> None:
    """Say which part of the search failed, if any did."""
    if defect is None:
        return
    told = (f"{say(f'stage.{lapse.stage}')}: {lapse.what}" for lapse in defect.lapses)
    line = say("cli.stage_lapsed", stages="; ".join(told), path=defect.instance)
    console.print(Text(line, "yellow"), soft_wrap=True)


def _tidy(folder: Path, say: Words) -> None:
    """Mend what a killed run left; say why it may take a while, if another is at work."""
    if tidy(folder):
        Console().print(Text(say("cli.waiting", path=folder), "yellow"), soft_wrap=True)


def _find(folder: Path, name: str | None, language: str | None) -> tuple[Version, Words]:
    """Find a version by the folder of plans, by its own folder, or by the workbook beside."""
    _check_language(language)
    say = speak(language or system_language())
    if not folder.exists():
        _leave(say("cli.no_such_file", path=folder), USAGE)
    if versions.find(folder.parent, folder.name):
        folder, name = folder.parent, folder.name
    elif folder.is_file() or (not versions.find(folder) and versions.folder_of(folder).exists()):
        folder = versions.folder_of(folder)
    _tidy(folder, say)
    version = versions.find(folder, name)
    if version is None:
        _leave(say("cli.no_version", path=folder, version=name or "v01"), USAGE)
    return version, speak(language or version.plan().event.language)
