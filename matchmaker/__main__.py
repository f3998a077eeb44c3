"""Where the program starts: `matchmaker`, or `python -m matchmaker`."""

import sys

INTERRUPTED = 130


def start() -> None:
    """Load the program, which takes a second or two, and run a command."""
    try:
        from matchmaker.cli import main  # noqa: PLC0415 - so that Ctrl-C is heeded while it loads

        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    start()
