"""A new event made of exports that somebody hands in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from matchmaker.io.intake.intake import Intake, take_in
from matchmaker.io.reading.files import SUFFIXES
from matchmaker.workflow.beginning import begin, still_missing
from matchmaker.workflow.dossiers import Dossier, NotTakenUp, free_place, safe_name

Handed = tuple[str, bytes]
"""The name of a file, and what is in it."""


@dataclass(frozen=True)
class Begun:
    """What came of exports.

    Parameters
    ----------
    dossier : Dossier or None
        The event that was made; None where nothing could be.
    intake : Intake
        What came of each export.
    missing : str
        What no export told.
    """

    dossier: Dossier | None
    intake: Intake
    missing: str


def begin_from(folder: Path, name: str, files: Iterable[Handed], language: str) -> Begun:
    """Make an event of exports, under a name that is free.

    Raises
    ------
    NotTakenUp
        If a file is of a kind that is not read.
    """
    with TemporaryDirectory() as place:
        intake = take_in([_kept(Path(place), number, *file) for number, file in enumerate(files)])
    if not intake.is_sound:
        return Begun(None, intake, "")
    path = free_place(folder, name)
    begin(path, intake, language)
    return Begun(Dossier(path), intake, still_missing(intake, language))


def _kept(place: Path, number: int, name: str, content: bytes) -> Path:
    """Write a file for as long as it is read, in a folder of its own: two may have one name."""
    plain = PurePosixPath(name.replace("\\", "/"))
    if plain.suffix.lower() not in SUFFIXES:
        raise NotTakenUp("no_export")
    folder = place / str(number)
    folder.mkdir()
    path = folder / f"{safe_name(plain.stem)}{plain.suffix.lower()}"
    path.write_bytes(content)
    return path
