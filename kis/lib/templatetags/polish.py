"""How Polish numbers, dates and words look. A builtin: no template loads it."""

import datetime

from django import template

from kis.lib import dates, money, pesel, sentences

register = template.Library()


def _nothing_for_nothing(shown):
    """A value that is not there shows as nothing instead of failing the page."""
    return lambda value: "" if value in (None, "") else shown(value)


register.filter("zlotys", _nothing_for_nothing(money.zlotys))
register.filter("figures", _nothing_for_nothing(money.figures))
register.filter("hours", _nothing_for_nothing(money.hours))  # 7,5: the unit stands in the template
register.filter("masked_pesel", _nothing_for_nothing(pesel.masked))
register.filter("month_name", _nothing_for_nothing(dates.month_name))
register.filter(
    "full_stop", _nothing_for_nothing(sentences.full_stop)
)  # behind words that may have one


@register.filter(expects_localtime=True)
def day(value: datetime.date | None) -> str:
    """5.03.2026; of a moment, its day in Warsaw."""
    return dates.polish(value)


@register.filter
def plural_pl(count: int, forms: str) -> str:
    """`{{ n|plural_pl:"osoba,osoby,osób" }}`: for 1, for 2–4 (not 12–14), for the rest."""
    one, few, many = forms.split(",")
    if count == 1:
        return one
    return few if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14) else many
