"""Agreed rates beside the minimum of the law."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from kis.lib.dates import polish_range
from kis.lib.money import zlotys
from psu.models import AgreedRate, Agreement, Rate


@dataclass(frozen=True)
class BelowMinimum:
    """An agreed rate that is under the minimum from `first` to `last`."""

    rate: AgreedRate
    minimum: Rate
    first: datetime.date
    last: datetime.date

    def __str__(self):
        when = polish_range(self.first, self.last)
        return (
            f"Stawka {zlotys(self.rate.per_hour)} ({self.rate.kind}) jest niższa od minimalnej "
            f"{zlotys(self.minimum.per_hour)}, {when}. Z taką stawką miesiąca z tego czasu nie da się "
            "zamknąć: godziny są zapisane, potrzebna jest stawka co najmniej równa minimalnej."
        )


def below_minimum(
    agreement: Agreement, rates: Iterable[AgreedRate], minimums: Iterable[Rate]
) -> list[BelowMinimum]:
    """Of the agreement's rates, with their kinds, beside those of its regime; by the first day."""
    found = [
        BelowMinimum(rate, minimum, *common)
        for rate in rates
        for minimum in minimums
        if rate.per_hour < minimum.per_hour and (common := _common(agreement, rate, minimum))
    ]
    return sorted(found, key=lambda below: below.first)


def _common(agreement, rate, minimum) -> tuple[datetime.date, datetime.date] | None:
    """The days of the agreement on which both rates hold."""
    first = max(agreement.starts_on, rate.valid_from, minimum.valid_from)
    lasts = [agreement.ends_on, rate.valid_to, minimum.valid_to]
    last = min(day for day in lasts if day)
    return (first, last) if first <= last else None
