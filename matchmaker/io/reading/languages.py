"""Lists of languages: `Deutsch, Englisch`, `DE+EN`, `German and English (fluent)`."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from matchmaker.io.reading.phrases import is_phrase, pattern, phrase
from matchmaker.io.reading.values import DASHES, parts_of, read_text
from matchmaker.text import fold, is_question, languages

BETWEEN = r"[;,\n/&+|]"
OUTSIDE_OF_BRACKETS = rf"{BETWEEN}(?![^(]*\))"
LOOSELY_BETWEEN = re.compile(rf"[\s{DASHES}.:]+")
BRACKETS = re.compile(r"[()\[\]]")
OF_A_COUNTRY = re.compile(r"([a-z]{2})[-_]([A-Z]{2})")
"""`de-CH`: German as in Switzerland, and not Chamorro."""
HOW_WELL = re.compile(r"(?<![^\W_])[abc][12]\+?(?![^\W_])", re.IGNORECASE)
"""The levels of the European framework."""
LITTLE = re.compile(
    rf"(?<!gute )(?<!good )(?<!\w)(?:{pattern('speaks.little').pattern}|a[12](?!\w)(?!.*[bc][12]))",
    re.IGNORECASE,
)
"""What says that a language is spoken only a little."""
COUNTRIES = frozenset(
    ("BA", "BE", "BR", "CH", "CY", "EE", "IE", "KR", "LI", "LU", "SE", "SI", "UK")
)
"""Codes of countries, in capitals, that are those of quite other languages."""
NATIVE = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "ja", "ko"),
    *("lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "tr", "uk", "zh"),
)
"""Languages that are also known by what they call themselves."""


def read_languages(cell: object) -> tuple[str, ...]:
    """Read a list of languages as codes: `Deutsch`, `German` and `de` are one.

    However they are separated; how well somebody speaks one is left out. What is not the name of a
    language stays as it is written.
    """
    whole = read_text(cell)
    if is_phrase("not", whole) and not whole.isupper():
        return (whole.capitalize(),)  # `no` is rather none than Norwegian, whose code it is
    return tuple(dict.fromkeys(code for part in _parts(cell) for code in _codes(part)))


def _parts(cell: object) -> tuple[str, ...]:
    """Split a list; `Englisch (gut / B1)` is one language."""
    parts = parts_of(cell, OUTSIDE_OF_BRACKETS)
    return parts if all(map(_known, parts)) else parts_of(cell, BETWEEN)


def is_language(code: str) -> bool:
    """Whether something that was read is a language we know."""
    return code in _plain_codes().values()


def _codes(written: str) -> Iterator[str]:
    """Read one language, or several that stand side by side."""
    known = _known(written)
    yield from [known] if known else _several(written) or _some_of(written) or [written]


def _some_of(written: str) -> list[str]:
    """Read what is known of `Deutsch und ein bisschen Englisch`; the rest stays as it is."""
    parts = [part.strip() for part in _joined(written)]
    is_denied = any(is_phrase("not", word) for word in written.split())
    codes = [_known(part) or part for part in parts]
    return [] if is_denied or codes == parts else codes


def _several(written: str) -> list[str]:
    """Read languages between `and`, or with nothing but spaces and dashes between them."""
    joined = [_known(part) for part in _joined(_bare(written))]
    if len(joined) > 1 and all(joined):
        return [code for code in joined if code]
    parts = LOOSELY_BETWEEN.split(_bare(written))
    codes = [code for code in map(_known, parts) if code in NATIVE]
    is_denied = any(is_phrase("not", part) for part in parts)  # not Norwegian
    return codes if 1 < len(codes) == len(parts) and not is_denied else []


def _joined(written: str) -> list[str]:
    """Split at words such as `and`."""
    return re.split(rf"\s(?:{pattern('and').pattern})\s", written, flags=re.IGNORECASE)


def _known(written: str) -> str | None:
    if written in COUNTRIES or is_question(written):
        return None
    if match := OF_A_COUNTRY.fullmatch(written):
        written = match[1] if match[2] in Locale("en").territories else written
    return _code(written) or _code(_bare(written)) or _with_its_code(written)


def _with_its_code(written: str) -> str | None:
    """Read `Hindi (hi)`: in brackets stands the same once more."""
    codes = [_code(part) for part in BRACKETS.split(written) if part.strip()]
    return codes[0] if len(codes) > 1 and len(set(codes)) == 1 else None


def _code(word: str) -> str | None:
    if not fold(word):
        return None
    code = (
        _plain_codes().get(word.casefold().replace("-", "_"))
        or _names().get(fold(word))
        or phrase("language", word)
        or _own_names().get(fold(word))
    )
    return code.partition("_")[0] if code else None  # British English is English


def _bare(written: str) -> str:
    """Leave out how well somebody speaks a language."""
    plain = HOW_WELL.sub(" ", BRACKETS.sub(" ", written.casefold()))
    named = re.sub(rf"(?<!\w){pattern('speaks.well').pattern}", " ", plain)
    return read_text(named).strip(" -–:./,;+&")


def little_of(cell: object) -> tuple[str, ...]:
    """Give what names a language and says that it is spoken only a little: `German (Basic)`."""
    return tuple(
        part for part in _parts(cell) if LITTLE.search(part) and all(map(is_language, _codes(part)))
    )


@cache
def _plain_codes() -> Mapping[str, str]:
    """Give each code, and those of three letters, as they are written: `k.A.` is not `ka`."""
    codes = {code.casefold(): code for code in _names().values()}
    letters_3 = get_global("language_aliases").items()
    return {code.casefold(): base for code, base in letters_3 if base in codes} | codes


@cache
def _names() -> Mapping[str, str]:
    named = (Locale(language).languages for language in languages())
    return {fold(name): code for names in named for code, name in names.items()}


@cache
def _own_names() -> Mapping[str, str]:
    return {fold(name): code for code in NATIVE if (name := Locale(code).languages.get(code))}
