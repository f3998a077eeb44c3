"""Numbers and moments, written as people of a language do."""

from datetime import datetime

from babel import Locale
from babel.dates import format_datetime
from babel.numbers import format_decimal

from matchmaker.text import Words


def count(noun: str, quantity: int, words: Words) -> str:
    """Say a number of something: `1 point`, `1,487 points`."""
    form = Locale(words.language).plural_form(quantity)
    return words(f"summary.count.{noun}.{form}", n=number(quantity, words))


def number(value: float, words: Words, *, digits: int = 0) -> str:
    """Write a number as people of this language do: `1,487`, `1.487`."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=words.language)


def date_time(moment: datetime, words: Words) -> str:
    """Write a moment as people of this language do: `12 Jun 2027 14:05`, `12.06.2027 14:05`."""
    return format_datetime(moment, words("summary.date_time"), locale=words.language)
