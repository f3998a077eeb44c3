"""What files are called: without what copying adds, and beside what somebody brought."""

import re
from pathlib import Path

BEFORE = r"(?:(?:copy|kopie)(?: \(\d+\))? (?:of|von) )+"
BEHIND = r"(?:[ _-]*\((?:\d+|(?:copy|kopie)(?: \d+)?)\)|[ _-]+(?:copy|kopie)(?: \d+)?)+"
COPIED = re.compile(f"^{BEFORE}|{BEHIND}$", re.IGNORECASE)
"""What mail programs, browsers and systems add to the name of a file that is there twice."""


def without_copy_marks(stem: str) -> str:
    """Tell what a file was called before it was copied: of `Copy of P01 (2)`, `P01`."""
    return COPIED.sub("", stem).strip() or stem


def beside(path: Path, what: str) -> Path:
    """Name something beside a file or folder, by its name: of `FAIR.xlsx`, `FAIR-plans`."""
    if path.is_dir():
        # Only a folder that is named, not one called `.` or `..`, has anything beside it.
        named = path if path.name not in {"", ".."} else path.resolve()
        return named.with_name(f"{named.name}-{what}")
    return path.with_name(f"{path.stem}-{what}")
