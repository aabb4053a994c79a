"""Money and hours: Decimal, never float; half a grosz goes up."""

from decimal import ROUND_HALF_UP, Decimal

from num2words import num2words

GROSZ = Decimal("0.01")
NBSP = "\xa0"
MINUS = "\u2212"


def to_grosz(amount: Decimal) -> Decimal:
    """Two places, half away from zero; also for hours, which have two places as well."""
    return amount.quantize(GROSZ, rounding=ROUND_HALF_UP)


def to_zloty(amount: Decimal) -> Decimal:
    """Whole zlotys, half of one away from zero, written with two places."""
    return amount.quantize(Decimal(1), rounding=ROUND_HALF_UP).quantize(GROSZ)


def figures(amount: Decimal | int) -> str:
    """1 234,56 without a unit, for a column whose head names it; less than nothing with a minus sign."""
    # Thousands first: afterwards a comma is the decimal mark.
    text = f"{to_grosz(Decimal(amount)):,.2f}".replace(",", NBSP).replace(".", ",")
    return text.replace("-", MINUS)


def zlotys(amount: Decimal | int) -> str:
    """1 234,56 zł"""
    return f"{figures(amount)}{NBSP}zł"


def in_words(amount: Decimal) -> str:
    """dwadzieścia dwa złote pięćdziesiąt groszy. Raises ValueError below zero."""
    if amount < 0:
        raise ValueError("no words for a sum below zero")
    return num2words(to_grosz(amount), lang="pl", to="currency", currency="PLN", separator="")


def hours(amount: Decimal | int) -> str:
    """7,5 on screen: no needless zeros, thousands parted by a space that does not break."""
    text = f"{to_grosz(Decimal(amount)):,.2f}".rstrip("0").rstrip(".")
    return text.replace(",", NBSP).replace(".", ",").replace("-", MINUS)
