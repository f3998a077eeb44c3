"""What every command says and how it leaves: in one language, with an exit code."""

from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import typer
from rich.console import Console
from rich.text import Text

from matchmaker.text import Words, languages, words

DONE, BUG, USAGE, BAD_INPUT, NO_PLAN, INTERRUPTED = 0, 1, 2, 3, 4, 130
CLOSED_PIPE = 141
"""As of any program that prints to one that has stopped reading (128 and the number of SIGPIPE)."""


class _Speech:
    """The language that is spoken, for what goes wrong outside of a command."""

    words: Words = words("en")


def speak(language: str) -> Words:
    """Speak a language from now on."""
    _Speech.words = words(language)
    return _Speech.words


def spoken() -> Words:
    """Tell the words of the language that is spoken."""
    return _Speech.words


def tell_of(key: str, **parameters: object) -> None:
    """Complain in the language that is spoken."""
    complain(spoken()(key, **parameters))


def complain(line: str) -> None:
    """Say what is wrong, where complaints go."""
    Console(stderr=True).print(Text(line, "bold red"), soft_wrap=True)


def leave(line: str, code: int) -> NoReturn:
    """Say why it ends here."""
    complain(line)
    raise typer.Exit(code)


def leave_over(option: str, value: str, known: Iterable[str]) -> NoReturn:
    """Refuse a value, and name the ones there are."""
    say = spoken()
    leave(say("cli.not_one_of", option=option, value=value, known=", ".join(known)), USAGE)


def check_language(language: str | None) -> None:
    """Refuse a language there are no words of."""
    if language is not None and language not in languages():
        leave_over("--language", language, languages())


def check_new_workbook(path: Path, say: Words) -> None:
    """Refuse what is to be a new workbook and is none by its name, or is there already."""
    if path.suffix.lower() != ".xlsx":
        leave(say("cli.not_xlsx", path=path), USAGE)
    if path.exists():
        leave(say("cli.exists", path=path), USAGE)
