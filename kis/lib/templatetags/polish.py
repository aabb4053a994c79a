"""How Polish numbers, dates and words look. A builtin: no template loads it."""

import datetime
from decimal import Decimal

from django import template

from kis.lib import dates, money, pesel

register = template.Library()

register.filter("zlotys", money.zlotys)
register.filter("figures", money.figures)
register.filter("masked_pesel", pesel.masked)
register.filter("month_name", dates.month_name)


@register.filter
def day(value: datetime.date | None) -> str:
    """5.03.2026; a moment is shown by its day in Warsaw time when it is already local."""
    return dates.polish(value)


@register.filter
def hours(value: Decimal | None) -> str:
    """7,5: the unit stands in the template, since a column needs none."""
    return "" if value is None else money.hours(value)


@register.filter
def plural_pl(count: int, forms: str) -> str:
    """`{{ n|plural_pl:"osoba,osoby,osób" }}`: for 1, for 2–4 (not 12–14), for the rest."""
    one, few, many = forms.split(",")
    if count == 1:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many
