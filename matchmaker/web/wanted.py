"""What is wanted of the planner, as it is told to its process."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is wanted of a run.

    Parameters
    ----------
    seconds : int
        How long it may take.
    again : bool
        Whether to search for better than what was planned from the same lists.
    absent, present : tuple of str
        The ids of those who did not come, and of those who came after all.
    is_from_now : bool
        Whether what has begun by now stays as it is.
    edited : str
        Where a schedule lies that was edited by hand; empty: there is none.
    """

    seconds: int
    again: bool = False
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    is_from_now: bool = False
    edited: str = ""

    def written(self) -> str:
        """Write it for another process; in ASCII, whatever an id holds."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, written: str) -> "Wanted":
        """Read what another process wrote."""
        told = json.loads(written)
        return cls(**told | {name: tuple(told[name]) for name in ("absent", "present")})
