"""The language of the page: as it was switched, else as the browser asks for."""

from functools import cache

from starlette.requests import Request

from matchmaker.text import DEFAULT, Words, languages, words

COOKIE = "matchmaker-language"


def language_of(request: Request) -> str:
    """Choose a language."""
    switched = request.cookies.get(COOKIE, "")
    wanted = (switched, *_asked_for(request.headers.get("accept-language", "")))
    return next((language for language in wanted if language in languages()), DEFAULT)


def words_for(request: Request) -> Words:
    """Get the words of the language of the page."""
    return spoken(language_of(request))


@cache
def spoken(language: str) -> Words:
    """Get the words of the page: it knows no commands, and names its own ways instead."""
    return words(language).instead("web.instead")


def _asked_for(header: str) -> list[str]:
    """List the languages that a browser asks for, the dearest first: `de-AT;q=0.8` is `de`."""
    weighed = []
    for at, part in enumerate(header.split(",")):
        name, _, weight = part.partition(";q=")
        weighed.append((-_number(weight), at, name.strip().partition("-")[0].lower()))
    return [name for _, _, name in sorted(weighed)]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
