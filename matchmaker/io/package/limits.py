"""How large a file may be: who reads whatever comes must be able to say no."""

import os
from dataclasses import dataclass, fields

from matchmaker.io.package.faults import CellFault

PREFIX = "MATCHMAKER_MAX_"


@dataclass(frozen=True)
class Limits:
    """The most that is read of one file.

    Parameters
    ----------
    megabytes : int
        Of its content, unpacked.
    rows : int
        With something in them, in one sheet.
    cells : int
        In one sheet, empty ones with a format included.
    """

    megabytes: int = 100
    rows: int = 200_000
    cells: int = 2_000_000

    @property
    def bytes(self) -> int:
        """The most bytes, unpacked."""
        return self.megabytes * 1_000_000

    @property
    def elements(self) -> int:
        """The most pieces of XML in one part; a cell has at most five."""
        return 5 * self.cells

    @classmethod
    def of_environment(cls) -> "Limits":
        """Take the limits set by `MATCHMAKER_MAX_MEGABYTES`, `_ROWS` and `_CELLS`, else ours."""
        set_by_hand = {
            field.name: int(written)
            for field in fields(cls)
            if (written := os.environ.get(PREFIX + field.name.upper(), "")).isdecimal()
        }
        return cls(**set_by_hand)


class TooLarge(Exception):  # noqa: N818 - nothing went wrong
    """A file is over a limit.

    Parameters
    ----------
    what : str
        Which: the name of a field of `Limits`.
    limit : int
        What it allows.
    """

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(what, limit)
        self.what = what
        self.limit = limit

    def fault(self, file: str) -> CellFault:
        """Say so of a file."""
        name = PREFIX + self.what.upper()
        return CellFault(
            f"too_many_{self.what}", {"file": file, "limit": f"{self.limit}", "name": name}
        )


class Unsafe(Exception):  # noqa: N818 - nothing went wrong
    """A file has something in it that no spreadsheet needs, and that harms who reads it."""
