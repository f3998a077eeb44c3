"""The computer it runs on: what its terminal cannot show, and what its disks refuse."""

import codecs
import errno
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from matchmaker.letters import latin

UNKNOWN = "?"
"""What stands for a letter that cannot be written in ASCII."""
NARROWEST = 20
"""Columns of a terminal below which nobody can read anything."""
FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
REFUSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
MISSING = frozenset({errno.ENOENT, errno.ESTALE})


def set_up_output() -> None:
    """Let everything that is printed be printable, whatever the terminal or the file it goes to.

    What its letters cannot say is spelt in others: a German `ß` as `ss`, an arrow as `>`.
    """
    codecs.register_error("matchmaker", _spell)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="matchmaker")
    for name, least in (("COLUMNS", NARROWEST), ("LINES", 1)):
        told = os.environ.get(name, "")
        if told.isdecimal() and int(told) < least:
            del os.environ[name]  # then the terminal is asked itself


def _spell(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    letters = error.object[error.start : error.end]
    return "".join(latin(letter) or UNKNOWN for letter in letters), error.end


def is_closed_pipe(error: OSError) -> bool:
    """Whether whoever was reading what we print stopped: `matchmaker check FAIR.xlsx | head`."""
    is_of_windows = sys.platform == "win32" and error.errno == errno.EINVAL and not error.filename
    return isinstance(error, BrokenPipeError) or is_of_windows


def fall_silent() -> None:
    """Print nothing more; what Python would try to print when it ends goes nowhere, too."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)


def refusal(error: OSError) -> tuple[str, dict[str, str]]:
    """Tell what the system refused: the key of a sentence, and its parameters."""
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else ""
    told = {"path": path, "reason": error.strerror or type(error).__name__}
    if error.errno in FULL:
        return "cli.disk_full", told
    if not path:
        return ("cli.refused" if _is_somewhere() else "cli.nowhere"), told
    if error.errno == errno.EBUSY:
        return "cli.in_use", told
    if error.errno in MISSING:
        return _missing(Path(path), told)
    if error.errno in REFUSED:
        return ("cli.may_not_read" if _may_not_read(path) else "cli.may_not_write"), told
    return "cli.refused_path", told


def _missing(path: Path, told: dict[str, str]) -> tuple[str, dict[str, str]]:
    if not path.is_absolute() and not _is_somewhere():
        return "cli.nowhere", told
    if path.parent.is_dir():
        return "cli.gone", told
    return "cli.no_folder", {**told, "path": str(path.parent)}


def _is_somewhere() -> bool:
    """Whether the folder that we are in still exists."""
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _may_not_read(path: str) -> bool:
    return Path(path).exists() and not os.access(path, os.R_OK)
