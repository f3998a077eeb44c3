"""`published.json`: the record that people were told a version."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from matchmaker.io.plans.door import in_lines
from matchmaker.io.plans.reader import read_record

SCHEMA = 1
"""Raised when an older matchmaker could no longer read what is written."""


@dataclass(frozen=True)
class Published:
    """The record that people were told a version.

    Parameters
    ----------
    version : str
        Its name.
    published_at : datetime
        When; aware.
    to : tuple of str
        The ids of those who were told.
    number : int
        Which publication of the folder it is, from 1; 0 for one from before these were numbered.
    """

    version: str
    published_at: datetime
    to: tuple[str, ...]
    number: int = 0


def written(published: Published) -> str:
    """Give the text of the file."""
    content = {
        "schema": SCHEMA,
        "published_at": published.published_at.isoformat(),
        "version": published.version,
        "number": published.number,
        "to": published.to,
    }
    return in_lines(content)


def read_publication(path: Path) -> Published:
    """Read the file; raises as `read_record`."""
    return read_record(path, SCHEMA, Published)
