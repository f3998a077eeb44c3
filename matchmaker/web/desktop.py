"""What the system opens for the organiser: a page in the browser, a workbook in Excel."""

import os
import shutil
import subprocess
import sys
import webbrowser
from pathlib import Path


def open_in_browser(address: str) -> bool:
    """Open a page; whether there is a browser that does."""
    return webbrowser.open(address)


def can_open_files() -> bool:
    """Whether there is a desktop on which a workbook can be opened."""
    return sys.platform in {"win32", "darwin"} or _opener() != ""


def open_file(path: Path) -> None:
    """Open a file with the program that is meant for it."""
    whole = str(path.resolve())
    if sys.platform == "win32":
        os.startfile(whole)  # noqa: S606 - a file of the organiser's own folder, found by its key
        return
    command = "open" if sys.platform == "darwin" else _opener()
    subprocess.Popen(  # noqa: S603 - no shell, and a path that begins with a slash
        [command, whole],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _opener() -> str:
    """Find what opens files on a desktop of Linux; empty where there is none."""
    has_screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return (shutil.which("xdg-open") or "") if has_screen else ""
