"""What a plan of weekdays comes to in a month."""

import datetime
from collections import defaultdict
from decimal import Decimal

from kis.lib.dates import days, month_locative, polish
from kis.lib.money import hours


def by_month(
    plan: dict[int, Decimal], first: datetime.date, last: datetime.date
) -> dict[datetime.date, Decimal]:
    """First day of the month → planned hours in it, from the first to the last day."""
    sums = defaultdict(Decimal)
    for day in days(first, last):
        sums[day.replace(day=1)] += plan.get(day.weekday(), Decimal(0))
    return dict(sums)


def months_over(
    plan: dict[int, Decimal], first: datetime.date, last: datetime.date, *, limit: Decimal | None
) -> list[str]:
    """A sentence for each month in which the plan gives more than the limit, where there is one."""
    if limit is None:
        return []
    return [
        f"W {month_locative(month)} {month.year} plan daje {hours(planned)} godz., limit miesiąca to "
        f"{hours(limit)}. Godzin ponad limit nie da się wpisać."
        for month, planned in by_month(plan, first, last).items()
        if planned > limit
    ]


def days_without_agreement(
    number: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    first: datetime.date,
    last: datetime.date,
) -> list[str]:
    """Sentences of a referral from `first` to `last` that is not wholly within its agreement."""
    found = []
    if first < starts_on:
        found.append(
            f"Porozumienie {number} obowiązuje od {polish(starts_on)}, a skierowanie od {polish(first)}. "
            "Wcześniejszych dni nie da się wpisać."
        )
    if last > ends_on:
        found.append(
            f"Porozumienie {number} obowiązuje do {polish(ends_on)}, a skierowanie do {polish(last)}. "
            "Późniejszych dni nie da się wpisać, dopóki nie przedłuży go aneks; przy następnym porozumieniu "
            "potrzebne jest osobne skierowanie."
        )
    return found
