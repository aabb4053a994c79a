"""Pieces of the guards' sentences. The facts of a refusal come as JSON: days as texts, hours as numbers."""

import datetime
from collections.abc import Callable
from decimal import Decimal

from kis.lib.dates import polish
from kis.lib.money import hours as shown


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def number(fact: float) -> Decimal:
    return Decimal(str(fact))


def under(words: str) -> Callable[[dict], str]:
    """Of the other side: `{day}` is the first day that would be left without cover."""
    return lambda facts: words.format(day=polish(day(facts["day"])))


# Said at the field too, where the form knows it before the database is asked.
MORE_THAN_ZERO = "Wpisz liczbę większą od 0."


def signed_too_late(ends_on: datetime.date) -> str:
    return f"Porozumienie obowiązuje do {polish(ends_on)}, nie mogło być podpisane później. Sprawdź dni."


def signed_before(signed_on: datetime.date) -> str:
    return f"Porozumienie podpisano {polish(signed_on)}, a aneks wcześniej. Sprawdź dzień."


def above(unit: str) -> Callable[[dict], str]:
    return lambda facts: (
        f"Przepisy pozwalają najwyżej na {shown(number(facts['limit']))} {unit}, "
        f"wpisano {shown(number(facts['asked']))}."
    )
