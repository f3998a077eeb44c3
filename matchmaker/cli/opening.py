"""`open`: the whole event on a page in the browser."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from matchmaker import workflow
from matchmaker.cli.speech import USAGE, leave, speak
from matchmaker.text import Words, system_language
from matchmaker.web.desktop import open_in_browser
from matchmaker.web.server import serve


def open(  # noqa: A001 - as it is typed
    place: Annotated[Path, typer.Argument()] = Path(),
    *,
    no_browser: Annotated[bool, typer.Option("--no-browser")] = False,
) -> None:
    """Serve the organiser's page on this computer, and open it in the browser."""
    say = speak(system_language())
    if not place.exists():
        leave(say("cli.no_such_file", path=place), USAGE)
    folder, dossier = workflow.found_at(place)
    if dossier and place.is_file() and place.suffix.lower() != ".xlsx":
        leave(say("cli.not_xlsx", path=place), USAGE)
    console = Console()

    def tell(address: str) -> None:
        if no_browser or not open_in_browser(address):
            print(address, flush=True)  # noqa: T201 - on one line, whatever the terminal
        else:
            _tell_how_it_ends(say, console)

    with suppress(KeyboardInterrupt):  # that is how it ends, beside Quit
        serve(folder, dossier.workbook if dossier else None, tell)


def _tell_how_it_ends(say: Words, console: Console) -> None:
    console.print(Text(say("cli.opened"), "bold green"), soft_wrap=True)
