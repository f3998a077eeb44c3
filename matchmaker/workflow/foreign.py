"""What is made beside somebody's own workbook: a mapping of its words, and a marked copy."""

from collections.abc import Mapping
from itertools import chain, count
from pathlib import Path

from matchmaker.io.marking.copy import annotated_copy
from matchmaker.io.package.faults import CellFault
from matchmaker.io.plans.versions import folder_of
from matchmaker.io.reading.proposal import propose
from matchmaker.io.reading.wording import accept, wording_file
from matchmaker.issues import Issue
from matchmaker.text import Words


class AlreadyMapped(Exception):  # noqa: N818 - nobody did wrong
    """There is a mapping already, which is never overwritten.

    Parameters
    ----------
    path : Path
        The mapping.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path


def propose_mapping(workbook: Path, say: Words, *, is_accepted: bool = False) -> tuple[Path, str]:
    """Make a first mapping of a workbook or folder: where it belongs, and its text.

    Raises
    ------
    AlreadyMapped
        If there is one.
    """
    path = wording_file(workbook)
    if path.exists():
        raise AlreadyMapped(path)
    return path, propose(workbook, say, is_accepted=is_accepted)


def accept_mapping(workbook: Path) -> Path | None:
    """Let the mapping of a workbook hold, as it has been corrected; None where there is none."""
    path = wording_file(workbook)
    if not path.exists():
        return None
    accept(path)
    return path


class NotMarked(Exception):  # noqa: N818 - nobody did wrong
    """There can be no marked copy of a workbook.

    Parameters
    ----------
    code : str
        The issue that says why; empty where nothing in the workbook can be read.
    parameters : mapping of str to str
        What its sentence names.
    """

    def __init__(self, code: str, parameters: Mapping[str, str]) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


def name_of_copy(workbook: Path, say: Words, mark: str = "cli.marked") -> Path:
    """Propose a name for a changed copy: beside the workbook or folder, and not taken yet."""
    beside, ending = folder_of(workbook), say(mark)
    name = beside.name.removesuffix("-plans").removesuffix(f"-{ending}")
    numbers = chain([""], (f"-{number}" for number in count(2)))
    copies = (beside.with_name(f"{name}-{ending}{number}.xlsx") for number in numbers)
    return next(copy for copy in copies if not copy.exists())


def marked_copy(workbook: Path, issues: tuple[Issue, ...], say: Words) -> bytes:
    """Copy a workbook or folder into one workbook, each issue marked at its cell.

    Raises
    ------
    NotMarked
        If it is too large, or nothing in it can be read.
    """
    return sound_copy(annotated_copy(workbook, issues, say))


def sound_copy(copy: bytes | CellFault | None) -> bytes:
    """Take a changed copy, if there is one.

    Raises
    ------
    NotMarked
        If there is none.
    """
    if copy is None:
        raise NotMarked("", {})
    if isinstance(copy, CellFault):
        raise NotMarked(copy.code, copy.parameters)
    return copy
