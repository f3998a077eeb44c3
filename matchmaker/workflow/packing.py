"""Everything that was written to be handed out, as one file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from matchmaker.io.handouts import AGENDAS, MAIL, PRINT
from matchmaker.io.plans.versions import Version
from matchmaker.io.plans.work import at_work

FOLDERS = (AGENDAS, PRINT, MAIL)
IN_MEMORY = 20_000_000
"""Bytes of a zip that are kept in memory; more of them go to a file that is gone afterwards."""


def handed_out(version: Version) -> dict[str, int]:
    """Count the files in each folder of what was written to be handed out."""
    counts = {folder: sum(1 for _ in _files(version, folder)) for folder in FOLDERS}
    return {folder: files for folder, files in counts.items() if files}


def _files(version: Version, folder: str) -> Iterator[Path]:
    place = version.path / folder
    files = sorted(place.rglob("*")) if place.is_dir() else []
    return (file for file in files if file.is_file() and not file.name.startswith("."))


def printed(version: Version) -> dict[str, Path]:
    """List what is to be printed, and every agenda, by name."""
    folders = (PRINT, AGENDAS)
    files = (file for folder in folders for file in _files(version, folder))
    return {file.name: file for file in files if file.suffix == ".pdf"}


def packed(version: Version) -> IO[bytes]:
    """Pack it, while nobody else writes there; to be closed by whoever reads it."""
    file: IO[bytes] = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed by who reads it
    with at_work(version.path.parent), ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for folder in FOLDERS:
            for one in _files(version, folder):
                archive.write(one, one.relative_to(version.path).as_posix())
    file.seek(0)
    return file
