"""Stretches of days, and how long they last together in months and days."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months
from kis.lib.templatetags.polish import plural_pl

# Where single days are added up to a month (art. 114 k.c.).
DAYS_OF_A_MONTH = 30
Stretch = tuple[datetime.date, datetime.date]


@dataclass(frozen=True, order=True)
class Length:
    """Compared by months, then by days."""

    months: int
    days: int

    def __str__(self):
        days = f"{self.days} {plural_pl(self.days, 'dzień,dni,dni')}"
        if not self.months:
            return days
        return f"{self.months} {plural_pl(self.months, 'miesiąc,miesiące,miesięcy')} {days}"


def length_of(stretches: Iterable[Stretch]) -> Length:
    """An unbroken stretch, both days included, counts by calendar months, what is left over by 30 days."""
    months = rest = 0
    for first, last in stretches:
        whole = _whole_months(first, last)
        months += whole
        rest += (last - add_months(first, whole)).days + 1
    return Length(months + rest // DAYS_OF_A_MONTH, rest % DAYS_OF_A_MONTH)


def stretches_of(ordered: Iterable[datetime.date]) -> list[Stretch]:
    """Of single days, each once and in their order."""
    stretches = []
    for day in ordered:
        if stretches and stretches[-1][1] == day - DAY:
            stretches[-1] = (stretches[-1][0], day)
        else:
            stretches.append((day, day))
    return stretches


def _whole_months(first: datetime.date, last: datetime.date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    # From the first day to the eve of the same day: 1.03–31.03 is a whole month, 1.03–30.03 is not.
    while add_months(first, months) - DAY > last:
        months -= 1
    return months
