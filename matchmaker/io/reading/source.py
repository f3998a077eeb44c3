"""What a plan is made from: the input's name, and a fingerprint of the bytes that were read."""

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from matchmaker.io.package.foreign import name_of, open_foreign
from matchmaker.io.reading.branding import folder_of_pictures
from matchmaker.io.reading.files import calendar_files, files_of, wish_files
from matchmaker.io.reading.wish_forms import returned_forms
from matchmaker.io.reading.wording import wording_file
from matchmaker.record import Source


def source_of(path: Path, contents: Mapping[Path, bytes]) -> Source:
    """Name an input, and take the sha256 of what was read of it.

    Parameters
    ----------
    path : Path
        A workbook, or a folder.
    contents : mapping of Path to bytes
        Every file that was read; the workbook counts without its name, the others with theirs.
    """
    digest = hashlib.sha256()
    for file, content in sorted(contents.items()):
        if file != path:
            digest.update(os.fsencode(file.name) + b"\0")
        digest.update(content)
    return Source(name_of(path.resolve()), digest.hexdigest())


def source_now(path: Path, logo: str) -> Source:
    """Take the fingerprint of an input as it stands there now, of the files that would be read.

    Parameters
    ----------
    path : Path
        The workbook or folder.
    logo : str
        The name of the logo that was read with it; empty if there was none.
    """
    beside = [wording_file(path), *([folder_of_pictures(path) / logo] if logo else [])]
    forms = returned_forms(path)
    files = (
        *files_of(path),
        *wish_files(path),
        *calendar_files(path),
        *forms,
        *(file for file in beside if file.is_file()),
    )
    return source_of(path, {file: _bytes_of(file) for file in files})


def _bytes_of(file: Path) -> bytes:
    with open_foreign(file) as content:
        return content.read()
