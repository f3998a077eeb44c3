"""What a plan was made from: the input's name and a fingerprint of its bytes."""

import hashlib
import os
from pathlib import Path

from matchmaker.io.foreign import name_of, open_foreign
from matchmaker.plan import Source
from matchmaker.text import recognise

CHUNK = 1 << 20
"""Bytes that are read at once."""


def source_of(path: Path) -> Source:
    """Take the sha256 of a workbook, or of all files in a folder, with their names.

    Those in a folder of wishes count as well. Excel's lock files (`~$...`) and hidden files are
    passed over.
    """
    digest = hashlib.sha256()
    for file in _files(path):
        if path.is_dir():
            digest.update(os.fsencode(file.name) + b"\0")
        with open_foreign(file) as content:
            while chunk := content.read(CHUNK):
                digest.update(chunk)
    return Source(name_of(path.resolve()), digest.hexdigest())


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    folders = [path, *(folder for folder in path.iterdir() if _has_wishes(folder))]
    files = (file for folder in folders for file in folder.iterdir() if file.is_file())
    return sorted(file for file in files if not file.name.startswith(("~$", ".")))


def _has_wishes(folder: Path) -> bool:
    """Whether a folder has a file of wishes for each person."""
    return folder.is_dir() and recognise("sheet", folder.name) == "interests"
