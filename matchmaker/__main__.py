"""Where the program starts: `matchmaker`, or `python -m matchmaker`."""

import os
import sys
import threading
from typing import NoReturn

INTERRUPTED = 130


def start() -> None:
    """Load the program and run a command, which is loaded when it is known, for a second or two."""
    try:
        from matchmaker.cli import main  # noqa: PLC0415 - so that Ctrl-C is heeded while it loads

        main()
    except KeyboardInterrupt:
        leave(INTERRUPTED)
    except SystemExit as leaving:
        leave(leaving.code)


def leave(code: object) -> NoReturn:
    """End, though a search that was stopped may still run: Python cannot end a thread of C++."""
    if isinstance(code, int) and any(thread.daemon for thread in threading.enumerate()):
        os._exit(code)
    sys.exit(code)  # type: ignore[arg-type]


if __name__ == "__main__":
    start()
