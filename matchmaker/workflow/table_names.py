"""How tables are called, of what is typed: a number of them, or their names, `A1-A12, B1`."""

import re
from collections.abc import Iterator

SEVERAL = re.compile(
    r"(?P<name>.{0,40}?)(?P<first>\d{1,6})\s*[-–—]\s*(?P<again>.{0,40}?)(?P<last>\d{1,6})"
)
BETWEEN = re.compile(r"[,;\n]")
COUNTED = re.compile(r"\d+\s+[^\W\d]{2,}.*")
"""`12 tables` is how many, and no name."""


class NoNames(ValueError):  # noqa: N818 - says what is the matter
    """What is typed names no tables."""


def are_names(typed: str) -> bool:
    """Whether names are meant, and not how many tables there are."""
    return bool(BETWEEN.search(typed) or SEVERAL.fullmatch(typed.strip()))


def table_names(typed: str, most: int) -> tuple[str, ...]:
    """Read the names of tables, in their order; raises `NoNames`, with the part that is none."""
    parts = [part.strip() for part in BETWEEN.split(typed) if part.strip()]
    names = [name for part in parts for name in _names_in(part, most)]
    known = set[str]()
    for name in names:
        if name.casefold() in known:
            raise NoNames(name)
        known.add(name.casefold())
    if not 0 < len(names) <= most:
        raise NoNames(typed)
    return tuple(names)


def _names_in(part: str, most: int) -> Iterator[str]:
    """Give the names of one part: of `A1-A12`, which may be `A1-12`, every one."""
    if COUNTED.fullmatch(part):
        raise NoNames(part)
    several = SEVERAL.fullmatch(part)
    if several is None:
        yield part
        return
    name, first, again, last = several.group("name", "first", "again", "last")
    count = int(last) - int(first) + 1
    if again not in {"", name} or not 1 < count <= most:
        raise NoNames(part)
    for number in range(int(first), int(last) + 1):
        yield f"{name}{number:0{len(first)}d}"
