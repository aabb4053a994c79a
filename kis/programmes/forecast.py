"""How much will have been used at the end of an edition, at the pace of its last months: plain values."""

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import DAY

FULL_MONTHS = 3  # by so many the pace is told


@dataclass(frozen=True)
class MonthForecast:
    """`used` in the month itself; `so_far` with the months before. Of a month to come `used` is None."""

    month: datetime.date
    used: Decimal | None
    so_far: Decimal | None
    forecast: Decimal | None  # at its end; None of a month that is over

    @property
    def at_end(self) -> Decimal | None:
        return self.so_far if self.forecast is None else self.forecast


def months_of(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = (month.replace(day=28) + 4 * DAY).replace(day=1)
    return months


def days_in(month: datetime.date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def pace(used: Mapping[datetime.date, Decimal], first, on) -> Decimal | None:
    """In a whole month: the mean of the last full months; in the first month what its days so far come to.

    None before the edition begins.
    """
    this_month = on.replace(day=1)
    full = [month for month in months_of(first, on) if month < this_month]
    if first.day != 1:
        full = full[1:]  # begun in its middle
    last = full[-FULL_MONTHS:]
    if last:
        return sum((used.get(month, Decimal(0)) for month in last), Decimal(0)) / len(last)
    days = (on - first).days + 1
    if days < 1:
        return None
    return sum(used.values(), Decimal(0)) / days * days_in(this_month)


def forecast(
    used: Mapping[datetime.date, Decimal],
    first: datetime.date,
    last: datetime.date,
    on: datetime.date,
) -> list[MonthForecast]:
    """`used` by the first days of months. What is left of this month goes on at the pace."""
    speed, rows, so_far, ahead = pace(used, first, on), [], Decimal(0), Decimal(0)
    this_month = on.replace(day=1)
    for month in months_of(first, last):
        own = used.get(month, Decimal(0))
        so_far += own
        if month < this_month or speed is None:
            ahead = so_far
            rows.append(MonthForecast(month, own, so_far, None))
        elif month == this_month:
            until = min(last, month.replace(day=days_in(month)))
            ahead = so_far + speed * max((until - on).days, 0) / days_in(month)
            rows.append(MonthForecast(month, own, so_far, ahead))
        else:
            until = min(last, month.replace(day=days_in(month)))
            ahead += speed * until.day / days_in(month) + own
            rows.append(MonthForecast(month, None, None, ahead))
    return rows
