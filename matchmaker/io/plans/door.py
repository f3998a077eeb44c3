"""The door for JSON files of ours: opened, looked at, refused where they are damaged."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class NotAPlan(ValueError):  # noqa: N818 - says what the file is, as in "except NotAPlan"
    """A file that cannot be read back.

    Parameters
    ----------
    code : str
        `plan_damaged`, `plan_damaged_at` (where is known), `plan_foreign` (sound, but not of ours)
        or `plan_newer` (of a later matchmaker).
    **parameters : str
        What a sentence about it has to name: `file`, where it is damaged `field`, and for a newer
        one `schema` and `known`.
    """

    def __init__(self, code: str, **parameters: str) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters


class Misfit(ValueError):  # noqa: N818 - says what the field is
    """A field of a file that is not what it must be.

    Parameters
    ----------
    field : str
        Which: `meetings[3].start`.
    """

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def content_of(path: Path, known: int) -> dict[str, Any]:
    """Read a file as it stands, with nothing but its schema looked at.

    Parameters
    ----------
    path : Path
        The file.
    known : int
        The newest schema of such a file that is known.

    Raises
    ------
    NotAPlan
        If it is not JSON, has no schema, or a later one than this program knows.
    OSError
        If there is no such file, or it may not be read.
    """
    return content_in(path.read_bytes(), path, known)


def content_in(raw: bytes, path: Path, known: int) -> dict[str, Any]:
    """Read what stands in a file, whose bytes are these; raises as `content_of`."""
    with reading(path):
        content = json.loads(raw)
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, int):
        raise NotAPlan("plan_foreign", file=str(path))
    if schema > known:
        raise NotAPlan("plan_newer", file=str(path), schema=str(schema), known=str(known))
    return dict(content)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes go wrong inside into `NotAPlan`."""
    try:
        yield
    except Misfit as misfit:
        raise NotAPlan("plan_damaged_at", file=str(path), field=misfit.field) from misfit
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        raise NotAPlan("plan_damaged", file=str(path)) from error
    except (OverflowError, RecursionError) as error:  # a date before year 1; [[[[[[...
        raise NotAPlan("plan_damaged", file=str(path)) from error


def in_lines(content: Mapping[str, object]) -> str:
    """Write JSON for reading where it is short: a line for each value."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def laid_out(content: dict[str, Any], indent: str = " ") -> str:
    """Write JSON for reading: a line for each key, and one for each meeting, wish, person ..."""
    lines = [f"{indent}{_json(key)}: {_value(value, indent)}" for key, value in content.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent[:-1]}}}"


def _value(value: object, indent: str) -> str:
    deeper = indent + " "
    if isinstance(value, dict):
        return laid_out(value, deeper)
    if isinstance(value, list) and value:
        items = ",\n".join(deeper + _json(item) for item in value)
        return f"[\n{items}\n{indent}]"
    return _json(value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
