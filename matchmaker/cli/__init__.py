"""The command line: arguments in, one use case, words and exit code out.

A command is loaded when it is typed; `--help` needs none of them.
"""

import sys
from collections import UserDict
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from rich.console import Console
from rich.text import Text
from typer.main import get_command

from matchmaker import __version__
from matchmaker.cli.speech import BUG, CLOSED_PIPE, DONE, INTERRUPTED, USAGE, speak, tell_of
from matchmaker.help import AnyCommand, Command, Commands
from matchmaker.system import fall_silent, set_up_output
from matchmaker.text import system_language

HOMES = {
    "new": "beginning",
    "check": "checking",
    "suggest": "suggesting",
    "plan": "planning",
    "whatif": "supposing",
    "verify": "verifying",
    "agendas": "handing_out",
    "publish": "handing_out",
    "status": "comparing",
    "compare": "comparing",
    "wishes": "wishing",
    "answers": "wishing",
    "feedback": "after",
    "results": "after",
    "forget": "after",
    "dates": "dating",
    "open": "opening",
    "why": "asking",
}
"""In which module each command is, in the order of `--help`."""


class Lazily(UserDict[str, AnyCommand]):
    """Commands by name, each loaded when it is first asked for; their names are known before."""

    def __getitem__(self, name: str) -> AnyCommand:
        """Load a command."""
        if isinstance(self.data[name], str):
            self.data[name] = _load(name, self.data[name])
        return self.data[name]


def _load(name: str, home: str) -> AnyCommand:
    """Make a command of its function; of a program with one command typer makes just that."""
    alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    alone.command(name, cls=Command)(getattr(import_module(f"{__name__}.{home}"), name))
    return get_command(alone)


class Program(Commands):
    """The program, whose commands are not loaded yet."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 - as typer has it
        super().__init__(**fields)
        self.commands = Lazily(HOMES)


app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
"""What each command and option is for stands in `text/*.toml` under `help`."""


def _tell_version(is_asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if is_asked:
        Console().print(Text(__version__))
        raise typer.Exit(DONE)


@app.callback(cls=Program)
def program(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """Take what is said before a command."""


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
    except Exception as error:  # noqa: BLE001 - a fault of ours must not frighten with a traceback
        from matchmaker.cli.faults import tell_of_end  # noqa: PLC0415 - it knows every use case

        return tell_of_end(error)


def _run_command() -> int:
    code = DONE
    try:
        app()
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else DONE
    sys.stdout.flush()
    if code == INTERRUPTED:
        tell_of("cli.interrupted")
    # 1 is how rich and click leave when nobody reads any more; commands do not leave with it.
    return CLOSED_PIPE if code == BUG else code
