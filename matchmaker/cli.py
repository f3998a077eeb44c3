"""The command line: arguments in, one use case, words and exit code out."""

import locale
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress as Bar
from rich.text import Text

from matchmaker import workflow
from matchmaker.aims import AimName
from matchmaker.event import Event
from matchmaker.issues import Severity
from matchmaker.plan import Plan
from matchmaker.summary import aim_line, date_time, number, shortfall_lines
from matchmaker.terminal import (
    Board,
    GivenUp,
    counted,
    run_watched,
    show_faults,
    show_issues,
    timer,
)
from matchmaker.text import Words, languages, words

DONE, BUG, USAGE, BAD_INPUT, NO_PLAN, INTERRUPTED = 0, 1, 2, 3, 4, 130

WRITING = 0.2
"""Share of the time that is kept for writing the plan."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Plan the one-to-one meetings of a matchmaking event, and prove how good the plan is.",
)

Workbook = Annotated[
    Path, typer.Argument(help="The event: an .xlsx workbook, or a folder of .xlsx and .csv sheets.")
]
Folder = Annotated[Path, typer.Argument(help="The folder of plans, or the workbook beside it.")]
VersionName = Annotated[str | None, typer.Argument(help="Which version (v01 ...); the newest.")]
Language = Annotated[
    str | None,
    typer.Option(help="Language of what is printed: de or en. Default: the event's."),
]
SkipBadWishes = Annotated[
    bool,
    typer.Option("--skip-bad-wishes", help="Pass over wishes that cannot be read."),
]


@app.command()
def new(
    workbook: Annotated[Path, typer.Argument(help="The .xlsx workbook to make.")],
    *,
    example: Annotated[
        bool, typer.Option("--example", help="Fill in a small event, to try things out.")
    ] = False,
    language: Annotated[
        str | None, typer.Option(help="Language of the workbook: de or en. Default: the system's.")
    ] = None,
) -> None:
    """Make a workbook to fill in: headings with notes, drop-downs, and a sheet of help."""
    _check_language(language)
    say = speak(language or system_language())
    path = workbook if workbook.suffix else workbook.with_suffix(".xlsx")
    if path.suffix.lower() != ".xlsx":
        _leave(say("cli.not_xlsx", path=path), USAGE)
    if path.exists():
        _leave(say("cli.exists", path=path), USAGE)
    workflow.write_template(path, say.language, with_example=example)
    Console().print(Text(say("cli.made", path=path), "bold green"), soft_wrap=True)


@app.command()
def check(
    workbook: Workbook,
    *,
    annotate: Annotated[
        Path | None,
        typer.Option(help="Write a copy of the workbook with every mistake marked at its cell."),
    ] = None,
    propose: Annotated[
        bool,
        typer.Option("--map", help="Write columns.toml: what your headings may be here."),
    ] = False,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Show every mistake in the workbook, with its place and what to do."""
    if propose:
        _propose(workbook, language)
    reading, say, console = _read(workbook, language, skip_bad_wishes=skip_bad_wishes, advise=True)
    if reading.issues:
        show_issues(reading.issues, say, console)
    if annotate is not None:
        _annotate(workbook, reading, annotate, say, console)
    if reading.event is None:
        _leave(say("cli.not_planned"), BAD_INPUT)
    console.print(Text(_size(reading.event, say)))


def _propose(workbook: Path, language: str | None) -> None:
    """Write a first mapping; never over one that is there."""
    say = speak(language or system_language())
    if not workbook.exists():
        _leave(say("cli.no_such_file", path=workbook), USAGE)
    target = workflow.wording_file(workbook)
    if target.exists():
        _leave(say("cli.exists", path=target), USAGE)
    target.write_text(workflow.propose(workbook, say), encoding="utf-8")
    Console().print(Text(say("cli.mapped", path=target), "bold green"), soft_wrap=True)


def _annotate(
    workbook: Path, reading: workflow.Reading, target: Path, say: Words, console: Console
) -> None:
    """Write a marked copy; never over a file that is there."""
    if target.suffix.lower() != ".xlsx":
        _leave(say("cli.not_xlsx", path=target), USAGE)
    if target.exists():
        _leave(say("cli.exists", path=target), USAGE)
    copy = workflow.annotated_copy(workbook, reading.issues, say)
    if copy is None:
        _complain(say("cli.not_annotated", path=workbook))
        return
    target.write_bytes(copy)
    console.print(Text(say("cli.annotated", path=target), "bold green"), soft_wrap=True)


@app.command()
def plan(
    workbook: Workbook,
    *,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder of plans. Default: FAIR-plans.")
    ] = None,
    seconds: Annotated[
        int, typer.Option("--time", min=1, max=86_400, help="Seconds for the whole run, about.")
    ] = 60,
    seed: Annotated[
        int, typer.Option(min=0, max=2_147_483_647, help="Seed of every random choice.")
    ] = 1,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=512, help="Threads to use. Default: one a processor core."),
    ] = None,
    skip_bad_wishes: SkipBadWishes = False,
    language: Language = None,
) -> None:
    """Plan the meetings, and write a new version: schedule.xlsx and plan.json."""
    elapsed = timer()
    reading, say, console = _read(workbook, language, skip_bad_wishes=skip_bad_wishes)
    if reading.event is None:
        show_issues(reading.issues, say, console)
        _leave(say("cli.not_planned"), BAD_INPUT)
    _tell_issues(reading, say, console)
    console.print(Text(_size(reading.event, say)))
    board = Board(say)
    time_left = max(0.5, seconds * (1 - WRITING) - elapsed())
    watch = workflow.Watch(
        time_left, workers=workers or os.cpu_count() or 1, seed=seed, report=board.tell
    )
    planned = workflow.plan(
        reading,
        workbook,
        output or workflow.folder_of(workbook),
        watch,
        lambda work: run_watched(work, watch, board, say, console),
    )
    if planned is None:
        _leave(say("cli.nobody_meets"), NO_PLAN)
    _tell_plan(planned.plan, say, console)
    written = say("cli.written", path=planned.path, seconds=number(elapsed(), say, digits=1))
    console.print(Text(written, "bold green"), soft_wrap=True)


@app.command()
def verify(
    workbook: Workbook,
    schedule: Annotated[Path, typer.Argument(help="A schedule.xlsx, hand-edited or not.")],
    *,
    language: Language = None,
) -> None:
    """Check any schedule against every rule, independently of how it was made."""
    reading, say, console = _read(workbook, language)
    if reading.event is None:
        show_issues(reading.issues, say, console)
        _leave(say("cli.not_verified"), BAD_INPUT)
    if not schedule.exists():
        _leave(say("cli.no_such_file", path=schedule), USAGE)
    checked = workflow.check_schedule(reading.event, schedule)
    if checked.issues:
        show_issues(checked.issues, say, console)
    if checked.is_unreadable:
        _leave(say("cli.not_verified"), BAD_INPUT)
    show_faults(checked.faults, reading.event, say, console)
    if checked.faults:
        _leave(counted(say, "cli.rules_broken", len(checked.faults)), NO_PLAN)
    meetings = counted(say, "cli.meetings", len(checked.schedule.meetings))
    console.print(Text(say("cli.verified", meetings=meetings), "bold green"))


@app.command()
def agendas(folder: Folder, version: VersionName = None, *, language: Language = None) -> None:
    """Write everyone's agenda to proof-read, marked as a draft until it is published."""
    found, say = _find(folder, version, language)
    people = len(found.plan().event.registered)
    with Bar(console=Console()) as bar:
        task = bar.add_task(say("cli.writing_agendas"), total=people)
        path = workflow.agendas(found, lambda: bar.advance(task))
    Console().print(Text(say("cli.agendas_written", path=path), "bold green"), soft_wrap=True)


@app.command()
def publish(folder: Folder, version: VersionName = None, *, language: Language = None) -> None:
    """Write the agendas to hand out: from now on people have been told."""
    found, say = _find(folder, version, language)
    is_new = found.published is None
    people = len(found.plan().event.registered)
    with Bar(console=Console()) as bar:
        task = bar.add_task(say("cli.writing_agendas"), total=people)
        published = workflow.publish(found, lambda: bar.advance(task))
    key = "cli.published" if is_new else "cli.published_before"
    when = date_time(published.published_at, say)
    line = say(key, version=found.name, when=when, path=found.path / "agendas")
    Console().print(Text(line, "bold green"), soft_wrap=True)


def main() -> NoReturn:
    """Run a command; whatever goes wrong ends in a line and an exit code, never in a traceback."""
    speak(system_language())
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else DONE
        if code == INTERRUPTED:
            _tell_of("cli.interrupted")
    except GivenUp:
        _tell_of("cli.interrupted")
        sys.stdout.flush()
        os._exit(INTERRUPTED)  # the search still runs, and Python cannot end a thread of C++
    except workflow.Edited as edited:
        _tell_of("cli.schedule_edited", path=edited.path)
        code = NO_PLAN
    except workflow.Bug as bug:
        _tell_of("cli.bug_in_plan", path=bug.instance)
        code = BUG
    except workflow.NotAPlan as fault:
        _tell_of(f"cli.{fault.code}", **fault.parameters)
        code = BAD_INPUT
    except OSError as error:
        _tell_of("cli.cannot_write", path=error.filename or "", reason=error.strerror or "")
        code = USAGE
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        _tell_of("cli.bug", kind=type(error).__name__, place=_origin(error))
        code = BUG
    sys.exit(code)


def system_language() -> str:
    """Tell the language of the system, as long as no event is read."""
    system = (locale.getlocale()[0] or os.environ.get("LANG", "")).lower()
    return "de" if system.startswith(("de", "german")) else "en"


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
) -> tuple[workflow.Reading, Words, Console]:
    """Read the workbook, and speak its language unless another is asked for."""
    _check_language(language)
    if not workbook.exists():
        _leave(speak(language or system_language())("cli.no_such_file", path=workbook), USAGE)
    reading = workflow.read_event(workbook, skip_bad_wishes=skip_bad_wishes, advise=advise)
    return reading, speak(language or reading.language or system_language()), Console()


def _check_language(language: str | None) -> None:
    if language is not None and language not in languages():
        known = ", ".join(languages())
        raise typer.BadParameter(f"{language!r} is not one of {known}", param_hint="--language")


def _tell_issues(reading: workflow.Reading, say: Words, console: Console) -> None:
    """Show what is used with care; notes are for `check`."""
    warnings = [issue for issue in reading.issues if issue.severity is Severity.WARNING]
    if warnings:
        show_issues(warnings, say, console)


def _size(event: Event, say: Words) -> str:
    return say(
        "cli.size",
        event=event.name,
        people=number(len(event.registered), say),
        slots=number(len(event.slots), say),
        tables=number(len(event.tables), say),
        wishes=number(len(event.interests), say),
    )


def _tell_plan(made: Plan, say: Words, console: Console) -> None:
    """Say in a few lines how good the plan is, and who is short of meetings."""
    console.print(Text(counted(say, "cli.meetings", len(made.schedule.meetings)), "bold"))
    for line in (*(aim_line(aim, say) for aim in made.aims), *_short(made, say)):
        console.print(Text(f"- {line}"))


def _short(made: Plan, say: Words) -> tuple[str, ...]:
    """Name who is below their floor, where anybody is."""
    if made.aim[AimName.FAIR_SHARE].value == 0:
        return ()
    label = say("summary.below_floor")
    return tuple(f"{label}: {line}" for line in shortfall_lines(made, say))


def _find(folder: Path, name: str | None, language: str | None) -> tuple[workflow.Version, Words]:
    """Find a version by the folder of plans, by its own folder, or by the workbook beside."""
    _check_language(language)
    say = speak(language or system_language())
    if not folder.exists():
        _leave(say("cli.no_such_file", path=folder), USAGE)
    if workflow.find(folder.parent, folder.name):
        folder, name = folder.parent, folder.name
    elif folder.is_file() or (not workflow.find(folder) and workflow.folder_of(folder).exists()):
        folder = workflow.folder_of(folder)
    version = workflow.find(folder, name)
    if version is None:
        _leave(say("cli.no_version", path=folder, version=name or "v01"), USAGE)
    return version, speak(language or version.plan().event.language)
