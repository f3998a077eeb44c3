"""Bugs of ours, as those who mend them need to know of them."""

import traceback
from pathlib import Path


def origin(error: BaseException) -> str:
    """Tell where in the program an error comes from, `file.py:12`; nothing of the data is in it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"
